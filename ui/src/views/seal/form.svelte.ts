import type { Failure } from '$lib/api/Failure';
import { asFailure } from '$lib/backend';
import { Work } from '$lib/state/work.svelte';
import { t } from '$lib/texts';

type Field = 'old' | 'fresh' | 'repeat';

/** What is typed where a passphrase is asked for. It stays over an error, and is never kept beyond the sheet. */
export class SecretForm {
  /** The passphrase there is. */
  old = $state('');
  fresh = $state('');
  repeat = $state('');
  shown = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly work = new Work();
  readonly #asks: Field[];

  constructor(...asks: Field[]) {
    this.#asks = asks;
  }

  /** What is wrong with a field, in a sentence; nothing when it is fine. */
  problem(field: Field): string {
    return this.failure?.field === field ? this.failure.message : '';
  }

  /** What is wrong with none of them. */
  get otherProblem(): string {
    return this.failure && !this.failure.field ? this.failure.message : '';
  }

  /** Does it with what was typed. Null when something is wrong, or when it was stopped. */
  async send<T>(does: () => Promise<T>): Promise<{ done: T } | null> {
    if (this.work.busy || !this.#whole()) return null;
    this.failure = null;
    try {
      return await this.work.run(async () => ({ done: await does() }));
    } catch (thrown) {
      const failure = asFailure(thrown);
      this.failure = { ...failure, field: this.#fieldOf(failure) };
      return null;
    }
  }

  #whole(): boolean {
    const empty = this.#asks.find((field) => field !== 'repeat' && this[field] === '');
    if (empty) this.#refuse(empty, t('seal-empty'));
    else if (this.#asks.includes('repeat') && this.repeat !== this.fresh) this.#refuse('repeat', t('seal-differs'));
    else return true;
    return false;
  }

  #refuse(field: Field, message: string): void {
    this.failure = { code: 'refused', message, field };
  }

  /** Where a failure is said: what is wrong with a passphrase, beside the one that was meant. */
  #fieldOf({ code, field }: Failure): Field | null {
    const asksOld = this.#asks.includes('old');
    if (code === 'wrong-passphrase' || field === 'old') return asksOld ? 'old' : null;
    if (field === null) return null;
    return this.#asks.includes('fresh') ? 'fresh' : 'old';
  }
}
