// Moments of the fake, and its gestures.
import type { GestureId } from '../api/GestureId';
import type { MomentRow } from '../api/MomentRow';
import type { PersonChip } from '../api/PersonChip';
import { dayFromNow } from '../days';

export const GESTURES: [GestureId, string][] = [
  ['thanked', 'Thanked'],
  ['acknowledged', 'Acknowledged'],
  ['checked-in', 'Checked in'],
  ['listened', 'Listened'],
  ['remembered', 'Remembered'],
  ['helped', 'Helped'],
  ['celebrated', 'Celebrated'],
];

export const moment = (person: PersonChip, gesture: GestureId, days: number, note: string): MomentRow => ({
  moment: {
    id: `m-${person.id}-${gesture}-${days}`,
    at: `${dayFromNow(-days)}T09:12:00Z`,
    on: dayFromNow(-days),
    zone: 'Europe/Berlin',
    gestures: [gesture],
    direction: days === 4 ? 'theirs' : 'mine',
    channel: null,
    note,
    people: [person.id],
  },
  people: [person],
  gesture_words: GESTURES.find(([id]) => id === gesture)?.[1] ?? gesture,
  time: '9:12',
  ago: days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`,
});
