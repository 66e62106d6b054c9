import { onDestroy } from 'svelte';
import type { Failure } from '../api/Failure';
import type { GestureId } from '../api/GestureId';
import type { MomentRow } from '../api/MomentRow';
import type { PersonId } from '../api/PersonId';
import { asFailure, backend } from '../backend';
import { onChanged } from './changes';

const PAGE = 50;

/** Moments, newest first, fetched on as one reads on; what is shown is fetched again when moments change. */
export class MomentPages {
  rows = $state.raw<MomentRow[]>([]);
  total = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  gesture = $state<GestureId | null>(null);
  #person: PersonId | null = null;
  #asked = 0;

  more = (): Promise<void> => this.#fetch(this.rows.length, PAGE);

  again = (): Promise<void> => this.#fetch(0, Math.min(500, Math.max(PAGE, this.rows.length)));

  only(gesture: GestureId | null): Promise<void> {
    this.gesture = gesture;
    return this.#fetch(0, PAGE);
  }

  onlyWith(person: PersonId | null): Promise<void> {
    this.#person = person;
    return this.#fetch(0, PAGE);
  }

  async #fetch(offset: number, limit: number): Promise<void> {
    const ask = ++this.#asked;
    try {
      const page = await backend().moments({ person: this.#person, gesture: this.gesture, offset, limit });
      if (ask !== this.#asked) return;
      this.rows = [...this.rows.slice(0, offset), ...page.rows];
      this.total = page.total;
      this.failure = null;
    } catch (thrown) {
      if (ask === this.#asked) this.failure = asFailure(thrown);
    }
  }
}

/** Pages that live as long as the component that asks for them. */
export function momentPages(): MomentPages {
  const pages = new MomentPages();
  onDestroy(
    onChanged((topics) => topics.some((topic) => topic === 'moments' || topic === 'people') && void pages.again()),
  );
  return pages;
}
