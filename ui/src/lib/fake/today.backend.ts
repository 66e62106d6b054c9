// Today, and what one does with a reminder.
import type { TodayView } from '../api/TodayView';
import type { Backend } from '../backend';
import { dayFromNow } from '../days';
import { put, refuseEmpty, refusePast, type FakeDesk } from './desk';

type Part = Pick<
  Backend,
  | 'today'
  | 'later'
  | 'skip'
  | 'rhythmOffer'
  | 'ownReminders'
  | 'ownReminder'
  | 'ownAdd'
  | 'ownEdit'
  | 'ownDone'
  | 'ownRemove'
>;

export function todayBackend(desk: FakeDesk): Part {
  const nameOf = (id: string): string => {
    const reminder = desk.state.reminders.find((it) => it.id === id);
    return reminder?.person?.name ?? reminder?.prompt ?? '';
  };
  return {
    async today(): Promise<TodayView> {
      const done = desk.state.reminders.length === 0;
      return {
        date: dayFromNow(),
        greeting: desk.state.back ? 'Welcome back, Ines' : done ? 'That’s everyone for now' : 'Good morning, Ines',
        lede: desk.state.back
          ? 'Thursday 16 October. Nothing piled up. Three people, whenever it suits you.'
          : done
            ? 'Thursday 16 October. Nobody is waiting on you.'
            : 'Thursday 16 October. Five people, whenever it suits you.',
        reminders: desk.state.back ? desk.state.reminders.slice(0, 3) : desk.state.reminders,
        more: 0,
        done: desk.state.moments.filter((row) => row.moment.on === dayFromNow()),
        week: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((label, i) => ({
          date: dayFromNow(i - 3),
          label,
          gestures: [['thanked', 'checked-in'], ['helped', 'acknowledged', 'listened'], [], ['thanked'], []][i] ?? [],
          today: i === 3,
        })),
        week_total: 6,
        next: done ? 'Next: Priya, on Thursday' : null,
        people: desk.state.people.length,
        paused: desk.state.paused,
        clock: null,
        later: [
          { when: '2h', label: 'In 2 hours', detail: '14:00' },
          { when: 'tomorrow', label: 'Tomorrow', detail: 'Fri 9:15' },
          { when: 'next-week', label: 'Next week', detail: 'Mon 20 Oct' },
        ],
      };
    },
    async later(reminder, when) {
      const name = nameOf(reminder);
      return { op: desk.op(desk.leave(reminder)), words: `${name}, later: ${when}` };
    },
    async skip(reminder) {
      const name = nameOf(reminder);
      return { op: desk.op(desk.leave(reminder)), words: `${name}, not now` };
    },
    async rhythmOffer(id, take) {
      const reminders = desk.state.reminders
        .filter((it) => !take || it.person?.id !== id)
        .map((it) => (it.person?.id === id ? { ...it, offer: null } : it));
      const { name } = desk.find(id);
      return put(desk, 'reminders', reminders, take ? `${name}: every 4 weeks` : `${name}: the rhythm stays`);
    },
    ownReminders: async () => desk.state.own,
    async ownAdd({ text, on, at, person }) {
      refuseEmpty(text, 'text');
      refusePast(on, dayFromNow(), 'on');
      const own = {
        id: `own-${text}`,
        text,
        person: person ? desk.find(person) : null,
        on,
        at,
        every: null,
        when: on === dayFromNow() ? 'today' : on,
        recurs: '',
      };
      return put(desk, 'own', [...desk.state.own, own], `Reminds you: ${text}`);
    },
    async ownReminder(id) {
      const own = desk.state.own.find((it) => it.id === id);
      if (!own) throw new Error(`no own reminder ${id}`);
      return { text: own.text, on: own.on, at: own.at, every: own.every, person: own.person?.id ?? null };
    },
    async ownEdit(id, { text, on, at, every, person }) {
      refuseEmpty(text, 'text');
      const changed = { text, on, at, every, person: person ? desk.find(person) : null };
      const own = desk.state.own.map((it) => (it.id === id ? { ...it, ...changed } : it));
      return put(desk, 'own', own, `Reminder changed: ${text}`);
    },
    async ownDone(id) {
      const text = desk.state.own.find((it) => it.id === id)?.text ?? '';
      const back = desk.leave(id);
      const before = desk.state.own;
      desk.state.own = before.filter((it) => it.id !== id);
      return { op: desk.op(() => (back(), (desk.state.own = before))), words: `Done: ${text}` };
    },
    async ownRemove(id) {
      const own = desk.state.own.filter((it) => it.id !== id);
      return put(desk, 'own', own, 'Taken out');
    },
  };
}
