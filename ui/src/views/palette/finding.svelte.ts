import type { Failure } from '$lib/api/Failure';
import type { SearchHit } from '$lib/api/SearchHit';
import { asFailure, backend } from '$lib/backend';

const PAGE = 30;

/**
 * What is found for what is typed. One question at a time: of what is typed while it is answered only the last is asked,
 * and the answers to older questions are dropped.
 */
export class Finding {
  hits = $state.raw<SearchHit[]>([]);
  next = $state<number | null>(null);
  unread = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What `hits` answers; null before the first answer. */
  answered = $state<string | null>(null);
  #asked = 0;
  #underWay: Promise<unknown> | null = null;

  ask(text: string): void {
    if (text.trim() === '') {
      this.#asked += 1;
      this.hits = [];
      this.next = null;
      this.unread = null;
      this.answered = '';
      return;
    }
    void this.#fetch(text, null);
  }

  more(text: string): Promise<void> {
    return this.#fetch(text, this.next);
  }

  stop(): void {
    this.#asked += 1;
  }

  async #fetch(text: string, after: number | null): Promise<void> {
    const ask = ++this.#asked;
    while (this.#underWay) {
      await this.#underWay;
      if (ask !== this.#asked) return;
    }
    const answer = backend().search({ text, after, limit: PAGE });
    const over = (): void => void (this.#underWay = null);
    this.#underWay = answer.then(over, over);
    try {
      const page = await answer;
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
