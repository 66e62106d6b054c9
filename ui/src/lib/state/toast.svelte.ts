import type { OpId } from '../api/OpId';
import { asFailure, backend } from '../backend';
import { ALL_TOPICS, tellChanged } from './changes';

export type Toast = { key: number; words: string; act: 'none' | 'undo' | 'redo'; op: OpId | null };

const STAYS = 8_000;

let shown = $state.raw<Toast | null>(null);
let key = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function show(words: string, act: Toast['act'], op: OpId | null): void {
  shown = { key: ++key, words, act, op };
  toast.resume();
}

/** The one line at the foot of the window that says what was done and offers it back. */
export const toast = {
  get shown(): Toast | null {
    return shown;
  },
  /** After a write. Nothing to undo (the same action twice) leaves the button out. */
  done(words: string, op: OpId | null): void {
    show(words, op === null ? 'none' : 'undo', op);
  },
  say(words: string): void {
    show(words, 'none', null);
  },
  hide(): void {
    clearTimeout(timer);
    shown = null;
  },
  /** Someone is on it: it stays. */
  hold(): void {
    clearTimeout(timer);
  },
  resume(): void {
    clearTimeout(timer);
    timer = setTimeout(() => (shown = null), STAYS);
  },
};

/** Does a write, says what was done, and has what is shown fetched again. Null when it failed, which it says too. */
export async function write<T extends { words: string; op: OpId | null }>(does: () => Promise<T>): Promise<T | null> {
  try {
    const done = await does();
    tellChanged(ALL_TOPICS);
    toast.done(done.words, done.op);
    return done;
  } catch (thrown) {
    toast.say(asFailure(thrown).message);
    return null;
  }
}

async function turnBack(act: () => Promise<{ words: string }>, then: Toast['act']): Promise<void> {
  try {
    const { words } = await act();
    tellChanged(ALL_TOPICS);
    show(words, then, null);
  } catch (thrown) {
    toast.say(asFailure(thrown).message);
  }
}

/** Takes back one write, or the last. */
export const undo = (op: OpId | null = null): Promise<void> => turnBack(() => backend().undo(op), 'redo');

export const redo = (): Promise<void> => turnBack(() => backend().redo(), 'undo');
