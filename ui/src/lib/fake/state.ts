// What the fake starts with, as `search` asks for it.
import type { BlockRow } from '../api/BlockRow';
import type { Contribution } from '../api/Contribution';
import type { FollowUp } from '../api/FollowUp';
import type { GestureId } from '../api/GestureId';
import type { MomentRow } from '../api/MomentRow';
import type { OccasionAhead } from '../api/OccasionAhead';
import type { OwnReminderRow } from '../api/OwnReminderRow';
import type { PersonChip } from '../api/PersonChip';
import type { Reminder } from '../api/Reminder';
import type { SealView } from '../api/SealView';
import type { TransitionNow } from '../api/TransitionNow';
import type { Welcome } from '../api/Welcome';
import { dayFromNow } from '../days';
import { GESTURES, moment } from './moments';
import { everyKind, kept } from './reminders';
import { chip, crowd } from './team';

/** What a test may change before it mounts something. */
export type FakeState = {
  people: PersonChip[];
  reminders: Reminder[];
  moments: MomentRow[];
  welcome: Welcome;
  paused: string | null;
  archived: Set<string>;
  photos: Map<string, string>;
  /** In no circle. */
  unplaced: PersonChip[];
  /** The day of a return. */
  back: boolean;
  followUps: FollowUp[];
  contributions: Contribution[];
  occasions: OccasionAhead[];
  own: OwnReminderRow[];
  blocks: BlockRow[];
  transition: TransitionNow | null;
  draft: { text: string; closed: boolean; at: number };
  seal: SealView;
};

export function start(search: URLSearchParams): FakeState {
  const size = Number(search.get('people') ?? 10_000);
  const people = crowd(size);
  const named = (name: string): PersonChip => people.find((it) => it.name === name) ?? chip(name);
  const reminder = (name: string, gesture: GestureId, prompt: string, why: string, followUp = false): Reminder => ({
    id: `r-${name}`,
    kind: followUp ? 'follow-up' : 'rhythm',
    person: named(name),
    why,
    prompt,
    gesture,
    due: dayFromNow(),
    time: null,
    follow_up: followUp ? `f-${name}` : null,
    contribution: null,
    own: null,
    offer: null,
  });
  const circle = (id: string, name: string, days: number | null, rhythm: string) => ({
    id,
    built_in: id,
    name,
    rhythm_days: days,
    rhythm,
    people: 12,
  });
  return {
    people,
    archived: new Set<string>(),
    photos: new Map(),
    unplaced: [],
    back: search.has('back'),
    ...kept(named('Amara Okafor')),
    reminders:
      search.has('done') || size === 0
        ? []
        : search.has('kinds')
          ? everyKind(named)
          : [
              reminder(
                'Hannah Reuter',
                'remembered',
                'How did Leo’s chemistry exam go?',
                'You wanted to ask about Leo’s exam',
                true,
              ),
              reminder(
                'Amara Okafor',
                'thanked',
                'Thank her for staying with the rollback until it was calm.',
                'Last moment 3 weeks ago; your rhythm is every 2',
              ),
              reminder(
                'Tomasz Wiśniewski',
                'celebrated',
                'Tell him one thing that works better because of him.',
                'Last moment 4 weeks ago; your rhythm is every 3',
              ),
              reminder(
                'Yuto Nakamura',
                'acknowledged',
                'Say welcome back, before anything about work.',
                'No moment yet',
              ),
              reminder(
                'Priya Raghunathan',
                'checked-in',
                'Ask what the support queue looks like from where she sits.',
                'Quiet for 5 weeks; your rhythm is every 3',
              ),
            ],
    moments:
      size === 0 || search.has('empty')
        ? []
        : [
            moment(named('Hannah Reuter'), 'remembered', 0, 'Leo passed! She was so relieved she laughed.'),
            moment(named('Tomasz Wiśniewski'), 'thanked', 0, 'For answering the 2am page and not mentioning it.'),
            moment(
              named('نور حداد'),
              'listened',
              1,
              'The move, the school places, the commute. She didn’t want advice.',
            ),
            moment(
              named('Samuel Adeyemi'),
              'acknowledged',
              2,
              'In front of the team: his diagram is why the review took ten minutes.',
            ),
            moment(named('Ελένη Παπαδοπούλου'), 'helped', 2, ''),
            moment(named('Priya Raghunathan'), 'helped', 4, 'Paired on the retention query until it ran.'),
            ...Array.from({ length: Number(search.get('moments') ?? 140) }, (_, i) =>
              moment(
                named('Amara Okafor'),
                GESTURES[i % 7]?.[0] ?? 'thanked',
                6 + i * 5,
                i % 3 ? 'For catching the migration before customers did.' : '',
              ),
            ),
          ],
    draft: { text: '', closed: false, at: 0 },
    seal: {
      encrypted: search.has('sealed') || search.has('locked'),
      locked: search.has('locked'),
      keychain: search.get('keychain') === 'absent' ? 'absent' : search.get('keychain') === 'on' ? 'on' : 'off',
      auto_lock_minutes: null,
    },
    paused: search.has('paused') ? 'Monday 9:00' : null,
    welcome: {
      settings: {
        your_name: size === 0 ? '' : 'Ines',
        theme: search.get('theme') === 'dark' ? 'dark' : search.get('theme') === 'light' ? 'light' : 'system',
        working_days: [true, true, true, true, true, false, false],
        windows: [9 * 60 + 15, 13 * 60 + 30],
        quiet_from: 18 * 60,
        quiet_until: 8 * 60 + 30,
        banners_a_day: 2,
        today_at_most: 5,
        lead_days: 0,
        jitter: true,
        hide_names: false,
        linger_minutes: 10,
        backup_folder: '',
        shortcut: '',
        calendar_file: '',
      },
      circles: [
        circle('reports', 'Reports', 7, 'Every week'),
        circle('close', 'Close collaborators', 14, 'Every 2 weeks'),
        circle('wider', 'Wider team', 30, 'Every month'),
        circle('network', 'Network', 90, 'Every 3 months'),
      ],
      gestures: GESTURES.map(([id, name]) => ({ id, name, hidden: false })),
      locale: 'en-GB',
      direction: search.get('dir') === 'rtl' ? 'rtl' : 'ltr',
      people: size,
      paused: null,
      version: '0.1.0',
      undo: null,
      redo: null,
    },
  };
}
