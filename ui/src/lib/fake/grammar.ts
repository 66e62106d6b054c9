// A small stand-in for the grammar of the quick bar.
import type { GestureId } from '../api/GestureId';
import type { QuickReading } from '../api/QuickReading';
import type { QuickRequest } from '../api/QuickRequest';
import { dayFromNow } from '../days';
import type { FakeState } from './state';
import { chip, folded } from './team';

const WORDS: Record<string, GestureId> = {
  thx: 'thanked',
  thanked: 'thanked',
  helped: 'helped',
  listened: 'listened',
  checked: 'checked-in',
};

/** A name first, then words it knows. */
export function read(state: FakeState, { text, fix }: QuickRequest): QuickReading {
  const reading: QuickReading = {
    pieces: [],
    people: [],
    gesture: fix.gesture,
    gesture_suggested: false,
    direction: 'mine',
    channel: null,
    channel_words: null,
    when: null,
    follow_up: null,
    details: [],
    note: '',
    hits: [],
    ready: false,
    missing: null,
  };
  const note: string[] = [];
  const plant = text.indexOf('>');
  if (plant >= 0 && !fix.no_follow_up) {
    reading.pieces.push({ start: plant, end: text.length, kind: 'follow-up' });
    reading.follow_up = { text: text.slice(plant + 1).trim(), on: dayFromNow(5), words: 'Friday' };
  }
  const said = plant >= 0 && !fix.no_follow_up ? text.slice(0, plant) : text;
  for (const word of said.matchAll(/\S+/g)) {
    const stretch = { start: word.index, end: word.index + word[0].length };
    const low = folded(word[0]);
    if (word.index === text.search(/\S/)) {
      reading.pieces.push({ ...stretch, kind: 'person' });
      const hits = state.people.filter((person) =>
        folded(person.name)
          .split(' ')
          .some((part) => part.startsWith(low)),
      );
      const sure = hits.length === 1 || low === 'am';
      reading.people = [
        {
          text: word[0],
          certainty: hits.length === 0 ? 'unknown' : sure ? 'certain' : 'tie',
          person: (low === 'am' ? hits.find((it) => it.name.startsWith('Amara')) : hits[0]) ?? null,
        },
      ];
      reading.people.forEach((name) => name.certainty !== 'certain' && (name.person = null));
      reading.hits = hits.slice(0, 5).map((person) => ({
        person,
        matched: person.name.toLowerCase().startsWith(low) ? [[0, low.length]] : [],
        last: 'last moment 6 days ago',
      }));
    } else if (WORDS[low] && !reading.gesture) {
      reading.pieces.push({ ...stretch, kind: 'gesture' });
      reading.gesture = WORDS[low];
    } else if (low === 'yesterday' && !fix.no_when) {
      reading.pieces.push({ ...stretch, kind: 'when' });
      reading.when = { at: `${dayFromNow(-1)}T12:00:00Z`, words: 'Yesterday' };
    } else note.push(word[0]);
  }
  if (fix.people) {
    reading.people = fix.people.flatMap((id) => {
      const person = state.people.find((it) => it.id === id);
      return person ? [{ text: person.name, certainty: 'certain' as const, person }] : [];
    });
  } else if (fix.add_unknown) {
    reading.people = reading.people.map((name) =>
      name.certainty === 'unknown' ? { ...name, certainty: 'certain', person: chip(name.text) } : name,
    );
  }
  if (text.trim() === '')
    reading.hits = state.people.slice(0, 5).map((person) => ({ person, matched: [], last: 'last moment 6 days ago' }));
  reading.pieces.sort((a, b) => a.start - b.start);
  reading.note = note.join(' ');
  const unsure = reading.people.some((name) => name.certainty !== 'certain');
  reading.ready = reading.people.length > 0 && !unsure && reading.gesture !== null;
  if (!reading.ready)
    reading.missing =
      reading.people.length === 0
        ? 'Say who it was with.'
        : unsure
          ? 'Say which one you mean.'
          : 'Say what it was: thanked, helped, listened…';
  return reading;
}
