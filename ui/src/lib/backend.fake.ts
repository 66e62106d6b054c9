// Answers in place of the Rust side: for component tests, and for `?fake` while developing. Never part of a build.
import type { GestureId } from './api/GestureId';
import type { ImportReport } from './api/ImportReport';
import type { Logged } from './api/Logged';
import type { MomentRow } from './api/MomentRow';
import type { PersonChip } from './api/PersonChip';
import type { PersonFields } from './api/PersonFields';
import type { PersonRow } from './api/PersonRow';
import type { QuickReading } from './api/QuickReading';
import type { QuickRequest } from './api/QuickRequest';
import type { Reminder } from './api/Reminder';
import type { Route } from './api/Route';
import type { Section } from './api/Section';
import type { Topic } from './api/Topic';
import type { TodayView } from './api/TodayView';
import type { Welcome } from './api/Welcome';
import type { Backend, Events } from './backend';
import { dayFromNow } from './days';

const GESTURES: [GestureId, string][] = [
  ['thanked', 'Thanked'],
  ['acknowledged', 'Acknowledged'],
  ['checked-in', 'Checked in'],
  ['listened', 'Listened'],
  ['remembered', 'Remembered'],
  ['helped', 'Helped'],
  ['celebrated', 'Celebrated'],
];

const TEAM: [string, string, number, string?][] = [
  ['Hannah Reuter', 'Product designer · Checkout', 190, 'Thanked'],
  ['Amara Okafor', 'Release engineer · Platform', 78],
  ['Tomasz Wiśniewski', 'Staff engineer · Payments', 245],
  ['Yuto Nakamura', 'QA engineer · Mobile', 45],
  ['Priya Raghunathan', 'Support lead · Customer care', 148],
  ['Samuel Adeyemi', 'Platform', 112],
  ['Samira Osei', 'Customer care', 265],
  ['نور حداد', 'مهندسة · البيانات', 300],
  ['Ελένη Παπαδοπούλου', 'Legal', 172],
  ['Ірина Шевченко', 'Data engineer · Insights', 22],
  ['中村 優斗', 'QA engineer · Mobile', 225],
];

const initials = (name: string): string =>
  name
    .split(' ')
    .map((word) => [...word][0])
    .slice(0, 2)
    .join('');

const chip = (name: string, line = '', hue = 78): PersonChip => ({
  id: `p-${name}`,
  name,
  initials: initials(name),
  hue,
  has_photo: false,
  line,
});

const FIRST =
  'Abena Adrián Agnieszka Ahmed Aiko Alasdair Amelie Amir Bao Chiara Davide Elif Fatima Ingrid Kofi Lucía Mei Noor Omar Quentin Rosa Svea Tamar Uma Viktor Wanda Xin Yara Zoë'.split(
    ' ',
  );
const LAST =
  'Boateng Castillo Nowak El-Masry Tanabe MacKenzie-Ross Brandt Haddad Tran Bellini Conti Demir Al-Sayed Solberg Mensah Fernández Ito Lindqvist'.split(
    ' ',
  );

/** So many people, by name. */
function crowd(size: number): PersonChip[] {
  const made = TEAM.map(([name, line, hue]) => chip(name, line, hue));
  for (let i = 0; made.length < size; i += 1) {
    const name = `${FIRST[i % FIRST.length]} ${LAST[Math.floor(i / FIRST.length) % LAST.length]}`;
    made.push({ ...chip(name, 'Engineer · Platform', ((i * 47) % 345) + 15), id: `p-${i}` });
  }
  const order = new Intl.Collator('en');
  return made.slice(0, size).sort((a, b) => order.compare(a.name, b.name));
}

const moment = (person: PersonChip, gesture: GestureId, days: number, note: string): MomentRow => ({
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

const fieldsOf = (person: PersonChip): PersonFields => ({
  name: person.name,
  called: '',
  pronunciation: 'ah-MAH-rah oh-KAH-for',
  pronouns: 'she/her',
  role: person.line.split(' · ')[0] ?? '',
  team: person.line.split(' · ')[1] ?? '',
  organisation: 'Northwind',
  place: 'Lagos',
  zone: 'Africa/Lagos',
  start_date: '2021-08-02',
  birthday: '--03-22',
  notes: 'Quiet in large meetings; says more afterwards, walking.\nIf it matters, ask twice.',
  circle: 'close',
  rhythm_days: null,
  contacts: [
    { kind: 'email', label: 'work', value: 'amara@example.org' },
    { kind: 'phone', label: '', value: '+234 1 234 5678' },
  ],
  other_teams: [],
  tags: [],
  own: [],
});

/** What a test may change before it mounts something. */
type FakeState = {
  people: PersonChip[];
  reminders: Reminder[];
  moments: MomentRow[];
  welcome: Welcome;
  paused: string | null;
};

function start(search: URLSearchParams): FakeState {
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
    reminders:
      search.has('done') || size === 0
        ? []
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
            reminder('Yuto Nakamura', 'acknowledged', 'Say welcome back, before anything about work.', 'No moment yet'),
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

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export type Fake = Backend & {
  state: FakeState;
  /** Every call, as its name and arguments. */
  calls: [string, ...unknown[]][];
  tell: <E extends keyof Events>(event: E, payload: Events[E]) => void;
};

/** A backend over sample data; `search` picks the state: `people=0`, `done`, `paused`, `theme=dark`, `dir=rtl`. */
export function fakeBackend(search = ''): Fake {
  const state = start(new URLSearchParams(search));
  const hearers: { [E in keyof Events]: Set<(payload: Events[E]) => void> } = {
    changed: new Set(),
    route: new Set(),
    quick: new Set(),
  };
  const calls: Fake['calls'] = [];
  const undos = new Map<number, () => void>();
  let ops = 0;

  const tell: Fake['tell'] = (event, payload) => {
    for (const hear of hearers[event] as Set<(it: typeof payload) => void>) hear(payload);
  };
  const changed = (...topics: Topic[]): void => tell('changed', topics);
  const op = (back: () => void): number => {
    undos.set(++ops, back);
    return ops;
  };
  const find = (id: string): PersonChip => {
    const person = state.people.find((it) => it.id === id);
    if (!person) throw { code: 'refused', message: 'Nobody here by that name.', field: null };
    return person;
  };
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
  const logged = (people: PersonChip[], gesture: GestureId, note: string, back: () => void): Logged => {
    const first = people[0] ?? chip('Somebody');
    const row = moment(first, gesture, 0, note);
    row.moment.id = `m-${ops + 1}-new`;
    state.moments = [row, ...state.moments];
    return {
      moment: row.moment,
      people,
      follow_up: null,
      details: [],
      op: op(() => {
        state.moments = state.moments.filter((it) => it !== row);
        back();
      }),
      words: `${row.gesture_words} ${first.name}`,
    };
  };
  const leave = (reminder: string | null): (() => void) => {
    const before = state.reminders;
    state.reminders = before.filter((it) => it.id !== reminder);
    return () => (state.reminders = before);
  };

  const fake: Backend = {
    welcome: async () => ({ ...state.welcome, people: state.people.length, paused: state.paused }),
    async today(): Promise<TodayView> {
      const done = state.reminders.length === 0;
      return {
        date: dayFromNow(),
        greeting: done ? 'That’s everyone for now' : 'Good morning, Ines',
        lede: done
          ? 'Thursday 16 October. Nobody is waiting on you.'
          : 'Thursday 16 October. Five people, whenever it suits you.',
        reminders: state.reminders,
        more: 0,
        done: state.moments.filter((row) => row.moment.on === dayFromNow()),
        week: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((label, i) => ({
          date: dayFromNow(i - 3),
          label,
          gestures: [['thanked', 'checked-in'], ['helped', 'acknowledged', 'listened'], [], ['thanked'], []][i] ?? [],
          today: i === 3,
        })),
        week_total: 6,
        next: done ? 'Next: Priya, on Thursday' : null,
        people: state.people.length,
        paused: state.paused,
        later: [
          { when: '2h', label: 'In 2 hours', detail: '14:00' },
          { when: 'tomorrow', label: 'Tomorrow', detail: 'Fri 9:15' },
          { when: 'next-week', label: 'Next week', detail: 'Mon 20 Oct' },
        ],
      };
    },
    async people({ query, circle, offset, limit }) {
      const wanted = folded(query.trim());
      const found = state.people
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
        nearest: found.length === 0 ? (state.people[0] ?? null) : null,
      };
    },
    async person(id) {
      const person = find(id);
      const moments = state.moments.filter((row) => row.moment.people.includes(id));
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
        details: [],
        follow_ups: [
          { id: 'f1', person: id, text: 'ask how the first solo release felt', on: dayFromNow(2), when: 'Tuesday' },
          { id: 'f2', person: id, text: 'the half-marathon', on: '2027-02-14', when: '14 Feb' },
        ],
        moments: moments.slice(0, 50),
        moments_total: moments.length,
        since: moments.length > 0 ? 'since 2023' : '',
        archived: false,
      };
    },
    photo: async () => null,
    async moments({ person, gesture, offset, limit }) {
      const found = state.moments.filter(
        (row) => (!person || row.moment.people.includes(person)) && (!gesture || row.moment.gestures.includes(gesture)),
      );
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    quickRead: async (request) => read(state, request),
    async quickLog(request) {
      const reading = read(state, request);
      if (!reading.ready) throw { code: 'refused', message: reading.missing ?? '', field: null };
      const people = reading.people.map((name) => name.person ?? chip(name.text));
      const back = leave(state.reminders.find((it) => it.person?.id === people[0]?.id)?.id ?? null);
      const done = logged(people, reading.gesture ?? 'thanked', reading.note, back);
      done.follow_up = reading.follow_up;
      changed('moments', 'reminders');
      return done;
    },
    async log({ moment: { people, gestures, note }, reminder }) {
      const done = logged(people.map(find), gestures[0] ?? 'thanked', note, leave(reminder));
      changed('moments', 'reminders');
      return done;
    },
    async later(reminder, when) {
      const name = state.reminders.find((it) => it.id === reminder)?.person?.name ?? '';
      return { op: op(leave(reminder)), words: `${name}, later: ${when}` };
    },
    async skip(reminder) {
      const name = state.reminders.find((it) => it.id === reminder)?.person?.name ?? '';
      return { op: op(leave(reminder)), words: `${name}, not now` };
    },
    async personSave(id, fields) {
      if (!fields.name.trim()) throw { code: 'refused', message: 'A name needs at least one letter.', field: 'name' };
      const person = id ? find(id) : chip(fields.name);
      if (!id) state.people = [...state.people, person];
      return { person, op: op(() => undefined), words: id ? `Saved ${fields.name}` : `Added ${fields.name}` };
    },
    personArchive: async (id) => ({ op: op(() => undefined), words: `Archived ${find(id).name}` }),
    async momentDelete(id) {
      const before = state.moments;
      state.moments = before.filter((row) => row.moment.id !== id);
      return { op: op(() => (state.moments = before)), words: 'Deleted a moment' };
    },
    importPreview: async (_files, chosen) => ({ ...report(state), moments: chosen.meetings.length }),
    importApply: async () => ({
      ...report(state),
      rows: [],
      op: op(() => undefined),
      words: '214 people added, 31 merged',
    }),
    async sampleTeam() {
      state.people = crowd(11);
      return { op: op(() => (state.people = [])), words: 'A sample team is here' };
    },
    async undo(which) {
      const last = which ?? ops;
      undos.get(last)?.();
      changed('moments', 'reminders', 'people');
      return { op: last, words: 'Undone' };
    },
    redo: async () => ({ op: ops, words: 'Redone' }),
    async settingsSave(settings) {
      const before = state.welcome.settings;
      state.welcome = { ...state.welcome, settings };
      return { op: op(() => (state.welcome = { ...state.welcome, settings: before })), words: 'Saved' };
    },
    async circleRhythm(id, days) {
      state.welcome = {
        ...state.welcome,
        circles: state.welcome.circles.map((it) =>
          it.id === id ? { ...it, rhythm_days: days, rhythm: days ? `Every ${days} days` : 'Whenever' } : it,
        ),
      };
      return { op: op(() => undefined), words: 'Saved' };
    },
    async pause(until) {
      const before = state.paused;
      state.paused = until;
      return { op: op(() => (state.paused = before)), words: until ? `Quiet until ${until}` : 'Speaking again' };
    },
    windowReady: async () => undefined,
    quickClose: async () => undefined,
    quickResize: async () => undefined,
    openMain: async (route: Route) => tell('route', route),
    data: async () => ({
      file: '/home/ines/.local/share/nod/nod.db',
      kilobytes: 4200,
      backup_folder: '/home/ines/Documents/Nod',
      backups: [{ file: '/home/ines/Documents/Nod/nod-1.db', when: 'yesterday, 18:02', kilobytes: 4100 }],
    }),
    dataExport: async () => ({ op: null, words: '60 people are in nod.json.' }),
    backupNow: async () => ({ op: null, words: 'Backed up, and found good.' }),
    restorePreview: async () => ({ sentences: ['The backup has 58 people.', '2 people that are only here would go.'] }),
    restoreBackup: async () => ({ op: null, words: 'It is back.' }),
    on(event, hear) {
      hearers[event].add(hear);
      return () => hearers[event].delete(hear);
    },
  };

  const watched = new Proxy(fake, {
    get(target, name: keyof Backend) {
      const method = target[name] as ((...args: unknown[]) => unknown) | undefined;
      // Whoever awaits this looks for `then`.
      if (!method) return undefined;
      return (...args: unknown[]) => {
        calls.push([name, ...args]);
        return method.apply(target, args);
      };
    },
  });
  return Object.assign(Object.create(watched) as Backend, { state, calls, tell });
}

const WORDS: Record<string, GestureId> = {
  thx: 'thanked',
  thanked: 'thanked',
  helped: 'helped',
  listened: 'listened',
  checked: 'checked-in',
};

/** A small stand-in for the grammar: a name first, then words it knows. */
function read(state: FakeState, { text, fix }: QuickRequest): QuickReading {
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

function report(state: FakeState): ImportReport {
  const fates = ['merge', 'add', 'add', 'merge', 'add', 'skip'] as const;
  const rows = crowd(251).map((person, i) => ({
    file: 'team-october.vcf',
    line: 12 * i + 1,
    name: person.name,
    detail: person.line,
    fate: fates[i % 6] ?? ('add' as const),
    reason:
      [
        'Role: Accountant → Senior accountant',
        '',
        '',
        'Team: Infrastructure → Platform',
        '',
        'Already here, nothing new',
      ][i % 6] ?? '',
    into: i % 3 === 0 ? (state.people[i] ?? null) : null,
  }));
  return {
    added: 214,
    merged: 31,
    skipped: 6,
    moments: 0,
    follow_ups: 0,
    columns: [],
    meetings: [],
    errors: [{ file: 'team-october.vcf', line: 88, reason: 'The card ends before its END:VCARD.' }],
    rows,
    op: null,
    words: '214 people to add, 31 to merge, 6 to skip',
  };
}
