import type { WorkProgress } from '../api/WorkProgress';
import { asFailure, backend } from '../backend';
import { toast } from './toast.svelte';

/** What takes no longer needs no word. */
const SHOWS_AFTER_MS = 500;
const LOOKS_EVERY_MS = 250;

/** Something that may take a while: how far it is, once it takes long, and a way to stop it. */
export class Work {
  busy = $state(false);
  /** Null while there is nothing to show. */
  progress = $state.raw<WorkProgress | null>(null);
  stopping = $state(false);

  /** Does it, one at a time. Null when it was stopped, which it says, or when something else is being done. */
  async run<T>(does: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    const started = performance.now();
    const looks = setInterval(() => {
      if (performance.now() - started >= SHOWS_AFTER_MS) void this.#look();
    }, LOOKS_EVERY_MS);
    try {
      return await does();
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== 'stopped') throw thrown;
      toast.say(failure.message);
      return null;
    } finally {
      clearInterval(looks);
      this.busy = false;
      this.stopping = false;
      this.progress = null;
    }
  }

  stop(): void {
    this.stopping = true;
    void backend().workStop();
  }

  async #look(): Promise<void> {
    const progress = await backend()
      .workProgress()
      .catch(() => null);
    if (this.busy) this.progress = progress;
  }
}
