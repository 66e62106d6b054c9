import type { PeopleRequest } from '$lib/api/PeopleRequest';
import type { PersonChip } from '$lib/api/PersonChip';
import type { PersonRow } from '$lib/api/PersonRow';
import type { Section } from '$lib/api/Section';
import type { Failure } from '$lib/api/Failure';
import { asFailure, backend } from '$lib/backend';

export type Ask = Omit<PeopleRequest, 'offset' | 'limit'>;

const PAGE = 100;

/** The people that match, fetched a page at a time as they come into view. */
export class PeoplePages {
  total = $state<number | null>(null);
  sections = $state.raw<Section[]>([]);
  nearest = $state.raw<PersonChip | null>(null);
  failure = $state.raw<Failure | null>(null);
  #pages = $state.raw(new Map<number, PersonRow[]>());
  #asked = new Set<number>();
  #ask: Ask;
  /** Answers to an older question are dropped. */
  #round = 0;
  #shown = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  row(index: number): PersonRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Asks something else: what is shown stays until the first answer is here. */
  ask(ask: Ask): Promise<void> {
    this.#ask = ask;
    return this.refetch(0, 0);
  }

  /** Fetches again what is in view. */
  async refetch(from: number, to: number): Promise<void> {
    this.#round += 1;
    this.#asked = new Set();
    const first = Math.floor(from / PAGE);
    const last = Math.floor(to / PAGE);
    await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => this.#fetch(first + i)));
  }

  /** Sees to it that these rows are here, soon. */
  want(from: number, to: number): void {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page += 1) void this.#fetch(page);
  }

  async #fetch(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    const round = this.#round;
    try {
      const answer = await backend().people({ ...this.#ask, offset: page * PAGE, limit: PAGE });
      if (round !== this.#round) return;
      // Rows of an older round stay until the first answer of this one.
      this.#pages = new Map(this.#shown === round ? this.#pages : []).set(page, answer.rows);
      this.#shown = round;
      this.total = answer.total;
      this.sections = answer.sections;
      this.nearest = answer.nearest;
      this.failure = null;
    } catch (thrown) {
      this.#asked.delete(page);
      if (round === this.#round) this.failure = asFailure(thrown);
    }
  }
}
