import type { Done } from '../api/Done';
import type { PersonChip } from '../api/PersonChip';
import type { Topic } from '../api/Topic';
import type { NotebookState } from '../backend.fake.notebook';
import type { FakeState } from './state';

/** What every part of the fake works with. */
export type FakeDesk = {
  state: FakeState;
  notebook: NotebookState;
  /** Remembers how to take a write back. */
  op: (back: () => void) => number;
  changed: (...topics: Topic[]) => void;
  find: (id: string) => PersonChip;
  /** A reminder leaves Today; the answer brings it back. */
  leave: (reminder: string | null) => () => void;
};

/** Changes one part of the state, with Undo. */
export function put<K extends keyof FakeState>(desk: FakeDesk, key: K, value: FakeState[K], words: string): Done {
  const before = desk.state[key];
  desk.state[key] = value;
  return { op: desk.op(() => (desk.state[key] = before)), words };
}

/** What the core says to an empty text. */
export function refuseEmpty(text: string, field: string): void {
  if (!text.trim()) throw { code: 'refused', message: 'A few words are needed. Nothing was changed.', field };
}

/** What the core says to a day that is over. */
export function refusePast(on: string, today: string, field: string): void {
  if (on < today) throw { code: 'refused', message: `${on} is over. Nothing was changed; pick another day.`, field };
}
