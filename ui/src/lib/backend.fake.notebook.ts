// The fake's answers to the notebook's commands.
import type { BinEntry } from './api/BinEntry';
import type { DetailFields } from './api/DetailFields';
import type { DetailRow } from './api/DetailRow';
import type { Duplicate } from './api/Duplicate';
import type { MomentRow } from './api/MomentRow';
import type { PersonChip } from './api/PersonChip';
import type { PersonFields } from './api/PersonFields';
import type { SearchHit } from './api/SearchHit';
import type { TimelineEntry } from './api/TimelineEntry';
import type { NotebookBackend } from './backend.notebook';
import { dayFromNow } from './days';

type Shared = { people: PersonChip[]; moments: MomentRow[] };

export type NotebookState = {
  details: DetailRow[];
  duplicates: Duplicate[];
  bin: (BinEntry & { back: () => void })[];
  erased: string[];
};

type Tools = {
  state: Shared;
  notebook: NotebookState;
  op: (back: () => void) => number;
  fieldsOf: (person: PersonChip) => PersonFields;
  gestureName: (id: string) => string;
};

const CATEGORIES: [string, string][] = [
  ['family', 'Family'],
  ['interests', 'Interests'],
  ['work', 'Work'],
  ['food', 'Food'],
  ['health', 'Health'],
  ['other', 'Other'],
];

const wordsOf = (category: string): string => CATEGORIES.find(([id]) => id === category)?.[1] ?? category;
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const rowOf = (id: string, person: string, fields: DetailFields): DetailRow => ({
  id,
  person,
  text: fields.text,
  category: fields.category || 'other',
  category_words: wordsOf(fields.category || 'other'),
  learned_on: fields.learned_on || dayFromNow(),
  learned: fields.learned_on ? '12 Sep' : 'today',
  source: fields.source,
  private: fields.private ?? fields.category === 'health',
  expires_on: fields.expires_on || null,
  expired: fields.expires_on !== '' && fields.expires_on < dayFromNow(),
});

export function notebookState(people: PersonChip[]): NotebookState {
  const amara = people.find((it) => it.name === 'Amara Okafor')?.id ?? '';
  const detail = (id: string, text: string, category: string, more: Partial<DetailFields> = {}): DetailRow =>
    rowOf(id, amara, {
      text,
      category,
      learned_on: dayFromNow(-40),
      source: 'told',
      private: false,
      expires_on: '',
      ...more,
    });
  const [first, second] = people.filter((it) => it.name.startsWith('Sam'));
  return {
    details: amara
      ? [
          detail('d1', 'Her sister Adaeze studies architecture in Enugu', 'family'),
          detail('d2', 'A short message before a call, never a surprise one', 'Prefers', { source: 'inferred' }),
          detail('d3', 'Training for the Lagos half-marathon', 'interests', { expires_on: dayFromNow(90) }),
          detail('d4', 'Migraines when the office is bright', 'health', { private: true }),
        ]
      : [],
    duplicates: first && second ? [{ first, second, why: ['The same e-mail address'] }] : [],
    bin: [],
    erased: [],
  };
}

export function fakeNotebook({ state, notebook, op, fieldsOf, gestureName }: Tools): NotebookBackend {
  const refuse = (message: string, field: string | null = null): never => {
    throw { code: 'refused', message, field };
  };
  const find = (id: string): PersonChip =>
    state.people.find((it) => it.id === id) ?? refuse('Nobody here by that name.');
  const momentOf = (id: string): MomentRow =>
    state.moments.find((row) => row.moment.id === id) ?? refuse('That moment is not here any more.');
  const discard = (kind: string, words: string, back: () => void): { op: number; words: string } => {
    const entry: BinEntry & { back: () => void } = {
      op: 0,
      kind,
      words,
      on: dayFromNow(),
      ago: 'today',
      back: () => {
        back();
        notebook.bin = notebook.bin.filter((it) => it !== entry);
      },
    };
    entry.op = op(entry.back);
    notebook.bin = [entry, ...notebook.bin];
    return { op: entry.op, words };
  };
  const ranges = (text: string, words: string[]): [number, number][] =>
    words
      .map((word): [number, number] => [folded(text).indexOf(word), word.length])
      .filter(([at]) => at >= 0)
      .map(([at, length]): [number, number] => [at, at + length])
      .sort((a, b) => a[0] - b[0]);

  return {
    async search({ text, limit }) {
      const typed = folded(text.trim()).split(/\s+/).filter(Boolean);
      const gesture = typed.find((word) => word.startsWith('gesture:'))?.slice(8) ?? null;
      const unread = typed.find((word) => word.startsWith('before:') && !/\d{4}/.test(word)) ?? null;
      const words = typed.filter((word) => !word.includes(':'));
      const all = (hay: string): boolean => words.every((word) => folded(hay).includes(word));
      const hits: SearchHit[] = [];
      if (typed.length === 0) return { hits, next: null, unread: null };
      const hit = (it: Partial<SearchHit> & Pick<SearchHit, 'kind' | 'id' | 'people'>): SearchHit => ({
        title: '',
        on: null,
        when: '',
        excerpt: '',
        matched: [],
        name_matched: [],
        ...it,
      });
      if (!gesture) {
        for (const person of state.people.filter((it) => all(it.name)))
          hits.push(hit({ kind: 'person', id: person.id, people: [person], name_matched: ranges(person.name, words) }));
        for (const it of notebook.details.filter((row) => all(row.text)))
          hits.push(
            hit({
              kind: 'detail',
              id: it.id,
              people: [find(it.person)],
              title: it.category_words,
              when: it.learned,
              excerpt: it.text,
              matched: ranges(it.text, words),
            }),
          );
      }
      for (const row of state.moments) {
        if (gesture ? !row.moment.gestures.includes(gesture) : !all(row.moment.note)) continue;
        hits.push(
          hit({
            kind: 'moment',
            id: row.moment.id,
            people: row.people,
            title: row.gesture_words,
            on: row.moment.on,
            when: row.ago,
            excerpt: row.moment.note,
            matched: ranges(row.moment.note, words),
          }),
        );
      }
      return {
        hits: hits.slice(0, limit),
        next: null,
        unread: unread ? `“${unread}” was passed over: a date reads like 2026-03-01.` : null,
      };
    },
    moment: async (id) => momentOf(id),
    async momentEdit(id, to) {
      if (to.people.length === 0) refuse('Say who it was with.', 'people');
      const before = state.moments;
      const old = momentOf(id);
      const on = to.at ? to.at.slice(0, 10) : old.moment.on;
      const changed: MomentRow = {
        ...old,
        moment: { ...old.moment, ...to, at: to.at ?? old.moment.at, on },
        people: to.people.map(find),
        gesture_words: to.gestures.map(gestureName).join(' · '),
      };
      state.moments = before.map((row) => (row === old ? changed : row));
      return { op: op(() => (state.moments = before)), words: 'Moment changed' };
    },
    async timeline({ person, offset, limit }) {
      const entries: TimelineEntry[] = [
        ...state.moments
          .filter((row) => row.moment.people.includes(person))
          .map((moment): TimelineEntry => ({ kind: 'moment', moment })),
        ...notebook.details
          .filter((detail) => detail.person === person)
          .map((detail): TimelineEntry => ({ kind: 'detail', detail })),
        {
          kind: 'follow-up',
          follow_up: { id: 'f0', person, text: 'ask about the demo', on: dayFromNow(-9), when: '9 days ago' },
          planted_on: dayFromNow(-14),
          ended: 'asked',
        },
      ];
      const dateOf = (entry: TimelineEntry): string =>
        entry.kind === 'moment'
          ? entry.moment.moment.on
          : entry.kind === 'detail'
            ? entry.detail.learned_on
            : entry.kind === 'follow-up'
              ? entry.planted_on
              : entry.kind === 'contribution'
                ? entry.contribution.on
                : entry.on;
      entries.sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
      return { total: entries.length, entries: entries.slice(offset, offset + limit) };
    },
    details: async (person, expired) =>
      notebook.details.filter((it) => it.person === person && (expired || !it.expired)),
    detailCategories: async () => [
      ...CATEGORIES.map(([category, words]) => ({ category, words, own: false })),
      { category: 'Prefers', words: 'Prefers', own: true },
    ],
    async detailAdd(person, fields) {
      if (!fields.text.trim()) refuse('A detail needs a few words.', 'text');
      const before = notebook.details;
      const detail = rowOf(`d-${before.length + 1}-new`, person, fields);
      notebook.details = [detail, ...before];
      const words = `Remembered about ${find(person).name}: ${fields.text}`;
      return { detail, person: find(person), op: op(() => (notebook.details = before)), words };
    },
    async detailEdit(id, fields) {
      if (!fields.text.trim()) refuse('A detail needs a few words.', 'text');
      const before = notebook.details;
      const old = before.find((it) => it.id === id) ?? refuse('That is not here any more.');
      const detail = rowOf(id, old.person, fields);
      notebook.details = before.map((it) => (it.id === id ? detail : it));
      const words = 'Detail changed';
      return { detail, person: find(old.person), op: op(() => (notebook.details = before)), words };
    },
    async detailDelete(id) {
      const before = notebook.details;
      const old = before.find((it) => it.id === id) ?? refuse('That is not here any more.');
      notebook.details = before.filter((it) => it.id !== id);
      return discard('detail', `Detail deleted: ${old.text}`, () => (notebook.details = before));
    },
    notesHtml: async (id) =>
      fieldsOf(find(id)).notes
        ? '<p>Quiet in large meetings; says more afterwards, walking. If it matters, <strong>ask twice</strong>.</p><h4>For the next one-to-one</h4><ul><li>What would make the pipeline less hers?</li><li>Who else could shadow a release? <em>Samuel offered.</em></li></ul>'
        : '',
    duplicates: async () => notebook.duplicates,
    async mergePreview(keep, gone) {
      const [kept, other] = [fieldsOf(find(keep)), fieldsOf(find(gone))];
      const differing = (['name', 'role', 'team'] as const)
        .filter((field) => kept[field] !== other[field] && other[field])
        .map((field) => ({ field, kept: kept[field], other: other[field] }));
      return { keep: find(keep), gone: find(gone), differing, merged: kept, moments: 3, details: 1, follow_ups: 0 };
    },
    async merge(keep, gone, fields) {
      const { people } = state;
      const { duplicates } = notebook;
      const { name } = find(gone);
      state.people = people
        .filter((it) => it.id !== gone)
        .map((it) => (it.id === keep ? { ...it, name: fields.name } : it));
      notebook.duplicates = duplicates.filter((it) => it.second.id !== gone && it.first.id !== gone);
      const back = (): void => {
        state.people = people;
        notebook.duplicates = duplicates;
      };
      return { op: op(back), words: `${name} is now part of ${fields.name}` };
    },
    async personDelete(id) {
      const { people } = state;
      const { name } = find(id);
      state.people = people.filter((it) => it.id !== id);
      return discard('person', `Person deleted: ${name}`, () => (state.people = people));
    },
    async personErase(id) {
      const { name } = find(id);
      state.people = state.people.filter((it) => it.id !== id);
      notebook.erased = [...notebook.erased, name];
      return { op: null, words: `${name} is erased` };
    },
    bin: async () => notebook.bin.map(({ op: handle, kind, words, on, ago }) => ({ op: handle, kind, words, on, ago })),
    async binRestore(which) {
      const entry = notebook.bin.find((it) => it.op === which) ?? refuse('That is not in the bin any more.');
      entry.back();
      return { op: which, words: `Back again: ${entry.words}` };
    },
    brief: async (people) =>
      people.map((id) => ({
        person: find(id),
        details: notebook.details.filter((it) => it.person === id).slice(0, 3),
        follow_ups: [
          { id: 'f1', person: id, text: 'ask how the first solo release felt', on: dayFromNow(2), when: 'Tuesday' },
        ],
        thanks: [],
        moments: state.moments.filter((row) => row.moment.people.includes(id)).slice(0, 3),
      })),
  };
}
