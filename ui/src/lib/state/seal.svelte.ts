import type { SealView } from '../api/SealView';
import { asFailure, backend } from '../backend';
import { router } from './router.svelte';
import { toast } from './toast.svelte';
import { welcome } from './welcome.svelte';

let known = $state.raw<SealView | null>(null);
let asked = 0;

/** Whether what Nod keeps is protected by a passphrase, and whether it is locked. */
export const seal = {
  get known(): SealView | null {
    return known;
  },
  get encrypted(): boolean {
    return known?.encrypted ?? false;
  },
  /** Nothing can be shown: what the window needs throughout is kept behind the lock, too. */
  get locked(): boolean {
    return known?.locked ?? !welcome.known;
  },
  async fetch(): Promise<void> {
    const ask = ++asked;
    const fresh = await backend().seal();
    if (!fresh.locked && seal.locked) await welcome.fetch();
    if (ask === asked) take(fresh);
  },
  /** Fetches again; when that does not come, what is known stays. */
  refresh: (): Promise<void> => seal.fetch().catch(() => undefined),
  async lock(): Promise<void> {
    if (!known?.encrypted || seal.locked) return;
    try {
      await backend().sealLock();
      // Nothing is shown from here on, whatever was answered before that.
      asked++;
      take({ ...known, locked: true });
    } catch (thrown) {
      toast.say(asFailure(thrown).message);
    }
  },
};

function take(fresh: SealView): void {
  if (fresh.locked && !known?.locked) {
    router.pause();
    toast.hide();
  }
  known = fresh;
}
