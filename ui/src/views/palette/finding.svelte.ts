import type { Failure } from '$lib/api/Failure';
import type { SearchHit } from '$lib/api/SearchHit';
import { asFailure, backend } from '$lib/backend';

/** Keys that follow each other faster than this are one question. */
const SETTLES_MS = 20;
const PAGE = 30;

/** What is found for what is typed. The answers to older questions are dropped. */
export class Finding {
  hits = $state.raw<SearchHit[]>([]);
  next = $state<number | null>(null);
  unread = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What `hits` answers; null before the first answer. */
  answered = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  ask(text: string): void {
    clearTimeout(this.#timer);
    const ask = ++this.#asked;
    if (text.trim() === '') {
      this.hits = [];
      this.next = null;
      this.unread = null;
      this.answered = '';
      return;
    }
    this.#timer = setTimeout(() => void this.#fetch(ask, text, null), SETTLES_MS);
  }

  more(text: string): Promise<void> {
    return this.#fetch(++this.#asked, text, this.next);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  async #fetch(ask: number, text: string, after: number | null): Promise<void> {
    try {
      const page = await backend().search({ text, after, limit: PAGE });
      if (ask !== this.#asked) return;
      this.hits = after === null ? page.hits : [...this.hits, ...page.hits];
      this.next = page.next;
      this.unread = page.unread;
      this.answered = text;
      this.failure = null;
    } catch (thrown) {
      if (ask === this.#asked) this.failure = asFailure(thrown);
    }
  }
}
