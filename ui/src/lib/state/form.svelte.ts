import type { Failure } from '../api/Failure';
import type { OpId } from '../api/OpId';
import { asFailure } from '../backend';
import { ALL_TOPICS, tellChanged } from './changes';
import { draftOf, dropDraft, keepDraft } from './drafts';
import { toast } from './toast.svelte';

/** A small form in the page. What was typed is kept until it is saved or given up, also over an error. */
export class Form<T extends object> {
  fields = $state<T>({} as T);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  #draft: string;
  #start: T;

  /** Made while a component is: it keeps the draft for as long as that lives. */
  constructor(draft: string, start: T) {
    this.#draft = draft;
    this.#start = start;
    this.fields = { ...start, ...draftOf<T>(draft) };
    $effect(() => {
      const now = $state.snapshot(this.fields) as T;
      if (JSON.stringify(now) === JSON.stringify(start)) dropDraft(draft);
      else keepDraft(draft, now);
    });
  }

  wrong(field: string): boolean {
    return this.failure?.field === field;
  }

  /** True when the day is one; else the form says so. */
  isDay(day: string, field: string, message: string): boolean {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return true;
    this.refuse(message, field);
    return false;
  }

  /** Says what is wrong with a field before anything is asked. */
  refuse(message: string, field: string): void {
    this.failure = { code: 'refused', message, field };
  }

  /** Saves, says what was done, and starts afresh; on an error the text stays. */
  async send(does: (fields: T) => Promise<{ words: string; op: OpId | null }>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      const done = await does($state.snapshot(this.fields) as T);
      this.giveUp();
      toast.done(done.words, done.op);
      tellChanged(ALL_TOPICS);
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  giveUp(): void {
    this.fields = { ...this.#start };
    this.failure = null;
    dropDraft(this.#draft);
  }
}
