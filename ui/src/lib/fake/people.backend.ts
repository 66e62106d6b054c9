// People and moments.
import type { GestureId } from '../api/GestureId';
import type { Logged } from '../api/Logged';
import type { PersonChip } from '../api/PersonChip';
import type { PersonRow } from '../api/PersonRow';
import type { Section } from '../api/Section';
import type { Backend } from '../backend';
import { dayFromNow } from '../days';
import type { FakeDesk } from './desk';
import { read } from './grammar';
import { GESTURES, moment } from './moments';
import { chip, fieldsOf, folded } from './team';

const rowOf = (person: PersonChip, i: number, query: string): PersonRow => {
  const at = query ? folded(person.name).indexOf(query) : -1;
  const last =
    i % 5 === 4
      ? null
      : {
          id: 'm',
          gesture: GESTURES[i % 7]?.[0] ?? 'thanked',
          on: dayFromNow(-i % 40),
          ago: `${(i % 6) + 2} weeks ago`,
        };
  return {
    person,
    matched: at >= 0 ? [[at, at + query.length]] : [],
    circle: 'close',
    last,
    rhythm_days: 14,
    rhythm: i % 3 ? 'Every 2 weeks' : 'Whenever',
    next_due: null,
  };
};

type Part = Pick<
  Backend,
  | 'people'
  | 'person'
  | 'photo'
  | 'moments'
  | 'quickRead'
  | 'quickLog'
  | 'log'
  | 'personSave'
  | 'personArchive'
  | 'momentDelete'
>;

let made = 0;

export function peopleBackend(desk: FakeDesk): Part {
  const logged = (people: PersonChip[], gesture: GestureId, note: string, back: () => void): Logged => {
    const first = people[0] ?? chip('Somebody');
    const row = moment(first, gesture, 0, note);
    row.moment.id = `m-${++made}-new`;
    desk.state.moments = [row, ...desk.state.moments];
    return {
      moment: row.moment,
      people,
      follow_up: null,
      details: [],
      op: desk.op(() => {
        desk.state.moments = desk.state.moments.filter((it) => it !== row);
        back();
      }),
      words: `${row.gesture_words} ${first.name}`,
    };
  };

  return {
    async people({ query, circle, archived, offset, limit }) {
      const wanted = folded(query.trim());
      const found = desk.state.people
        .filter((person) => desk.state.archived.has(person.id) === archived)
        .filter((person) => !wanted || folded(`${person.name} ${person.line}`).includes(wanted))
        .filter((_, i) => circle === null || i % 4 === 0);
      const sections: Section[] = [];
      if (!wanted) {
        found.forEach((person, index) => {
          const label = folded(person.name).charAt(0).toUpperCase();
          if (sections.at(-1)?.label !== label) sections.push({ label, index });
        });
      }
      return {
        total: found.length,
        rows: found.slice(offset, offset + limit).map((person, i) => rowOf(person, offset + i, wanted)),
        sections,
        nearest: found.length === 0 ? (desk.state.people[0] ?? null) : null,
      };
    },
    async person(id) {
      const person = desk.find(id);
      const moments = desk.state.moments.filter((row) => row.moment.people.includes(id));
      return {
        person,
        fields: fieldsOf(person),
        local_time: '9:42 in Lagos',
        circle_name: 'Close collaborators',
        rhythm_days: 14,
        rhythm: 'Every 2 weeks',
        rhythm_source: 'circle',
        next_due: dayFromNow(3),
        next_words: 'around Tuesday 24 November',
        last: { id: 'm', gesture: 'remembered', on: dayFromNow(-6), ago: '6 days ago' },
        details: desk.notebook.details.filter((it) => it.person === id && !it.expired),
        follow_ups: desk.state.followUps,
        contributions: desk.state.contributions,
        occasions: desk.state.occasions,
        blocks: desk.state.blocks.filter((it) => it.person?.id === id),
        transition: desk.state.transition,
        moments_total: moments.length,
        since: moments.length > 0 ? 'since 2023' : '',
        archived: desk.state.archived.has(id),
      };
    },
    photo: async (id) => desk.state.photos.get(id) ?? null,
    async moments({ person, gesture, offset, limit }) {
      const found = desk.state.moments.filter(
        (row) => (!person || row.moment.people.includes(person)) && (!gesture || row.moment.gestures.includes(gesture)),
      );
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    quickRead: async (request) => read(desk.state, request),
    async quickLog(request) {
      const reading = read(desk.state, request);
      if (!reading.ready) throw { code: 'refused', message: reading.missing ?? '', field: null };
      const people = reading.people.map((name) => name.person ?? chip(name.text));
      const back = desk.leave(desk.state.reminders.find((it) => it.person?.id === people[0]?.id)?.id ?? null);
      const done = logged(people, reading.gesture ?? 'thanked', reading.note, back);
      done.follow_up = reading.follow_up;
      desk.changed('moments', 'reminders');
      return done;
    },
    async log({ moment: { people, gestures, note }, reminder }) {
      const done = logged(people.map(desk.find), gestures[0] ?? 'thanked', note, desk.leave(reminder));
      desk.changed('moments', 'reminders');
      return done;
    },
    async personSave(id, fields) {
      if (!fields.name.trim()) throw { code: 'refused', message: 'A name needs at least one letter.', field: 'name' };
      const person = id ? desk.find(id) : chip(fields.name);
      if (!id) desk.state.people = [...desk.state.people, person];
      return { person, op: desk.op(() => undefined), words: id ? `Saved ${fields.name}` : `Added ${fields.name}` };
    },
    async personArchive(id, archived) {
      const before = desk.state.archived;
      desk.state.archived = new Set([...before].filter((it) => it !== id).concat(archived ? [id] : []));
      return {
        op: desk.op(() => (desk.state.archived = before)),
        words: `${archived ? 'Archived' : 'Brought back'} ${desk.find(id).name}`,
      };
    },
    async momentDelete(id) {
      const before = desk.state.moments;
      desk.state.moments = before.filter((row) => row.moment.id !== id);
      return { op: desk.op(() => (desk.state.moments = before)), words: 'Deleted a moment' };
    },
  };
}
