import { onDestroy } from 'svelte';
import type { Failure } from '$lib/api/Failure';
import type { PersonId } from '$lib/api/PersonId';
import type { TimelineEntry } from '$lib/api/TimelineEntry';
import { asFailure, backend } from '$lib/backend';
import { onChanged } from '$lib/state/changes';

const PAGE = 30;

/** A person's timeline, newest first, fetched on as one reads on. */
export class TimelinePages {
  entries = $state.raw<TimelineEntry[]>([]);
  total = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  #person: PersonId;
  #asked = 0;

  constructor(person: PersonId) {
    this.#person = person;
  }

  more = (): Promise<void> => this.#fetch(this.entries.length, PAGE);

  again = (): Promise<void> => this.#fetch(0, Math.min(500, Math.max(PAGE, this.entries.length)));

  async #fetch(offset: number, limit: number): Promise<void> {
    const ask = ++this.#asked;
    try {
      const page = await backend().timeline({ person: this.#person, offset, limit });
      if (ask !== this.#asked) return;
      this.entries = [...this.entries.slice(0, offset), ...page.entries];
      this.total = page.total;
      this.failure = null;
    } catch (thrown) {
      if (ask === this.#asked) this.failure = asFailure(thrown);
    }
  }
}

/** A timeline that lives as long as the component that asks for it, and starts at once. */
export function timelinePages(person: PersonId): TimelinePages {
  const pages = new TimelinePages(person);
  onDestroy(onChanged((topics) => topics.some((topic) => topic !== 'settings') && void pages.again()));
  void pages.again();
  return pages;
}
