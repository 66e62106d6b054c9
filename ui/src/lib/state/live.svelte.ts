import { onDestroy } from 'svelte';
import type { Failure } from '../api/Failure';
import type { Topic } from '../api/Topic';
import { asFailure } from '../backend';
import { onChanged } from './changes';

/** Something fetched, and fetched again whenever one of its topics changes. */
export class Live<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  #load: () => Promise<T>;
  #asked = 0;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Fetches. An answer that a later question has overtaken is dropped. */
  async fetch(): Promise<void> {
    const ask = ++this.#asked;
    try {
      const value = await this.#load();
      if (ask !== this.#asked) return;
      this.value = value;
      this.failure = null;
    } catch (thrown) {
      if (ask === this.#asked) this.failure = asFailure(thrown);
    }
  }
}

/** A `Live` that lives as long as the component that asks for it, and starts at once. */
export function live<T>(topics: readonly Topic[], load: () => Promise<T>): Live<T> {
  const made = new Live(load);
  onDestroy(onChanged((changed) => changed.some((topic) => topics.includes(topic)) && void made.fetch()));
  void made.fetch();
  return made;
}
