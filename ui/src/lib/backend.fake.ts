// Answers in place of the Rust side: for component tests, and for `?fake` while developing. Never part of a build.
import type { PersonChip } from './api/PersonChip';
import type { Route } from './api/Route';
import type { Topic } from './api/Topic';
import type { Backend, Events } from './backend';
import { fakeNotebook, notebookState, type NotebookState } from './backend.fake.notebook';
import { dataBackend } from './fake/data.backend';
import type { FakeDesk } from './fake/desk';
import { keptBackend } from './fake/kept.backend';
import { peopleBackend } from './fake/people.backend';
import { sealBackend } from './fake/seal.backend';
import { settingsBackend } from './fake/settings.backend';
import { GESTURES } from './fake/moments';
import { start, type FakeState } from './fake/state';
import { crowd, fieldsOf } from './fake/team';
import { todayBackend } from './fake/today.backend';

/** What is asked of the window rather than of what Nod keeps. */
const ANSWERED_LOCKED = /^(seal|window|open|quickClose|quickResize|on$)/;
const LOCKED = { code: 'locked', message: 'Nod is locked. Nothing was lost.', field: null };

export type Fake = Backend & {
  state: FakeState;
  notebook: NotebookState;
  /** Every call, as its name and arguments. */
  calls: [string, ...unknown[]][];
  tell: <E extends keyof Events>(event: E, payload: Events[E]) => void;
};

/** A backend over sample data; `search` picks the state: `people=0`, `done`, `kinds`, `back`, `paused`, `sealed`, `locked`,
 * `keychain=absent`, `theme=dark`, `dir=rtl`. */
export function fakeBackend(search = ''): Fake {
  const state = start(new URLSearchParams(search));
  const notebook = notebookState(state.people);
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
  const leave = (reminder: string | null): (() => void) => {
    const before = state.reminders;
    state.reminders = before.filter((it) => it.id !== reminder);
    return () => (state.reminders = before);
  };

  const desk: FakeDesk = { state, notebook, op, changed, find, leave };

  const fake: Backend = {
    ...todayBackend(desk),
    ...peopleBackend(desk),
    ...keptBackend(desk),
    ...settingsBackend(desk),
    ...dataBackend(desk),
    ...sealBackend(desk),
    welcome: async () => ({ ...state.welcome, people: state.people.length, paused: state.paused }),
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
    windowReady: async () => undefined,
    quickClose: async () => undefined,
    async quickDraft() {
      const { text, closed, at } = state.draft;
      return closed && Date.now() - at > 10 * 60_000 ? '' : text;
    },
    async quickDraftKeep(text, closed) {
      state.draft = { text, closed, at: Date.now() };
    },
    quickResize: async () => undefined,
    openMain: async (route: Route) => tell('route', route),
    ...fakeNotebook({
      state,
      notebook,
      op,
      fieldsOf,
      gestureName: (id) => GESTURES.find(([it]) => it === id)?.[1] ?? id,
    }),
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
        if (state.seal.locked && !ANSWERED_LOCKED.test(name)) return Promise.reject(LOCKED);
        return method.apply(target, args);
      };
    },
  });
  return Object.assign(Object.create(watched) as Backend, { state, notebook, calls, tell });
}
