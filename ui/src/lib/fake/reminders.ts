// One reminder of every kind, and what a person's page keeps.
import type { PersonChip } from '../api/PersonChip';
import type { Reminder } from '../api/Reminder';
import { dayFromNow } from '../days';
import type { FakeState } from './state';

const PLAIN = {
  due: dayFromNow(),
  time: null,
  follow_up: null,
  contribution: null,
  own: null,
  offer: null,
};

/** A Today that holds every kind but follow-ups and drift. */
export const everyKind = (named: (name: string) => PersonChip): Reminder[] => [
  {
    ...PLAIN,
    id: 'own-1',
    kind: 'own-reminder',
    person: null,
    prompt: 'Bring the photos of the offsite',
    why: 'You asked for this: today, 15:00',
    gesture: 'checked-in',
    time: '15:00',
    own: 'own-1',
  },
  {
    ...PLAIN,
    id: 'r-Yuto Nakamura',
    kind: 'occasion',
    person: named('Yuto Nakamura'),
    prompt: 'Send a short note, and name one thing that changed since he came.',
    why: '3 years at work, tomorrow',
    gesture: 'celebrated',
  },
  {
    ...PLAIN,
    id: 'r-Amara Okafor',
    kind: 'unsaid-thanks',
    person: named('Amara Okafor'),
    prompt: 'Thank them for this: Unblocking the deploy, and staying until it was calm',
    why: 'You noted this 6 days ago',
    gesture: 'thanked',
    contribution: 'c-1',
  },
  {
    ...PLAIN,
    id: 'r-Tomasz Wiśniewski',
    kind: 'rhythm',
    person: named('Tomasz Wiśniewski'),
    prompt: 'Tell him one thing that works better because of him.',
    why: 'Quiet for 4 weeks; your rhythm is every 2 weeks',
    gesture: 'acknowledged',
    offer: { days: 28, words: 'Every 4 weeks instead? It is every 2 weeks so far.' },
  },
  {
    ...PLAIN,
    id: 'r-Priya Raghunathan',
    kind: 'drift',
    person: named('Priya Raghunathan'),
    prompt: 'Ask what the support queue looks like from where she sits.',
    why: 'Quiet for 2 months; it used to be about every 3 weeks',
    gesture: 'checked-in',
  },
];

type Kept = Pick<FakeState, 'followUps' | 'contributions' | 'occasions' | 'own' | 'blocks' | 'transition'>;

export const kept = (person: PersonChip): Kept => ({
  followUps: [
    { id: 'f1', person: person.id, text: 'ask how the first solo release felt', on: dayFromNow(2), when: 'Tuesday' },
    { id: 'f2', person: person.id, text: 'the half-marathon', on: '2027-02-14', when: '14 February' },
  ],
  contributions: [
    {
      id: 'c-1',
      person,
      what: 'Unblocking the deploy, and staying until it was calm',
      changed: 'Nobody was called out at night',
      on: dayFromNow(-6),
      ago: '6 days ago',
    },
  ],
  occasions: [
    { own: 'o-1', title: 'Her half-marathon', on: '2027-02-14', when: '14 February' },
    { own: null, title: 'Birthday', on: '2027-03-22', when: '22 March' },
    { own: null, title: '6 years at work', on: '2027-08-02', when: '2 August' },
  ],
  own: [
    {
      id: 'own-1',
      occurrence: 'own-1',
      text: 'Bring the photos of the offsite',
      person: null,
      on: dayFromNow(),
      at: 15 * 60,
      every: null,
      when: 'today, 15:00',
      recurs: '',
    },
    {
      id: 'own-2',
      occurrence: 'own-2',
      text: 'Ask the new ones how it is going',
      person: null,
      on: dayFromNow(4),
      at: null,
      every: { count: 2, unit: 'week' },
      when: 'Friday',
      recurs: 'Every 2 weeks',
    },
  ],
  blocks: [],
  transition: null,
});
