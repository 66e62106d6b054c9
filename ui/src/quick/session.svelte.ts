import type { GestureId } from '$lib/api/GestureId';
import type { Logged } from '$lib/api/Logged';
import type { MomentId } from '$lib/api/MomentId';
import type { PersonChip } from '$lib/api/PersonChip';
import type { PieceKind } from '$lib/api/PieceKind';
import type { QuickFix } from '$lib/api/QuickFix';
import type { QuickName } from '$lib/api/QuickName';
import type { QuickReading } from '$lib/api/QuickReading';
import { asFailure, backend } from '$lib/backend';

const NO_FIX: QuickFix = {
  people: null,
  gesture: null,
  no_when: false,
  no_follow_up: false,
  no_detail: false,
  no_channel: false,
  add_unknown: false,
  moment: null,
};

/** One of the lines below the text: somebody, or the offer to add an unknown name. */
export type Line =
  { kind: 'person'; person: PersonChip; matched: [number, number][]; last: string } | { kind: 'add'; name: string };

/** What is typed into a quick-log field, what Nod understood of it, and the corrections made by hand. */
export class QuickSession {
  text = $state('');
  fix = $state.raw<QuickFix>(NO_FIX);
  reading = $state.raw<QuickReading | null>(null);
  /** The text that reading is of. */
  readText = $state.raw('');
  /** What stands in the way, in a sentence. */
  problem = $state<string | null>(null);
  /** Nod is locked, and that is what stands in the way. */
  locked = $state(false);
  busy = $state(false);
  /** The line the arrow keys are on; null while they were not used. */
  moved = $state<number | null>(null);

  /** Corrections before the latest, each with the text it was made on: Backspace goes back through them. */
  #before: { fix: QuickFix; text: string }[] = [];
  #reading: Promise<void> | null = null;
  #stale = false;

  lines = $derived.by<Line[]>(() => {
    if (!this.reading) return [];
    const hits = this.reading.hits.map((hit): Line => ({ kind: 'person', ...hit }));
    const unknown = this.reading.people.find((name) => name.certainty === 'unknown');
    return unknown ? [...hits.slice(0, 4), { kind: 'add', name: unknown.text }] : hits;
  });

  /** The name that waits for an answer, if one does. */
  unsure = $derived<QuickName | undefined>(this.reading?.people.find((name) => name.certainty !== 'certain'));

  /** The line Enter or the eye is on. */
  active = $derived.by<number>(() => {
    if (this.lines.length === 0) return -1;
    if (this.moved !== null) return Math.min(this.moved, this.lines.length - 1);
    if (this.unsure) return 0;
    const chosen = this.reading?.people.map((name) => name.person?.id) ?? [];
    return this.lines.findIndex((line) => line.kind === 'person' && chosen.includes(line.person.id));
  });

  /** Whether Enter picks the active line rather than saves. */
  picks = $derived(this.active >= 0 && (this.moved !== null || this.unsure !== undefined));

  type(text: string): void {
    this.text = text;
    this.problem = null;
    this.moved = null;
    void this.read();
  }

  clear(): void {
    this.fix = NO_FIX;
    this.#before = [];
    this.type('');
  }

  /** Begins anew with a text; with a moment, to say more about that one. */
  begin(text: string, moment: MomentId | null): void {
    this.clear();
    this.fix = { ...NO_FIX, moment };
    this.type(text);
  }

  /** Reads the text. Only the newest is of interest: while one reading is under way, at most one more waits. */
  read(): Promise<void> {
    this.#stale = true;
    this.#reading ??= (async () => {
      while (this.#stale) {
        this.#stale = false;
        try {
          const { text, fix } = this;
          const reading = await backend().quickRead({ text, at: null, fix });
          if (this.locked) this.problem = null;
          this.locked = false;
          if (!this.#stale) [this.reading, this.readText] = [reading, text];
        } catch (thrown) {
          this.#say(thrown);
        }
      }
      this.#reading = null;
    })();
    return this.#reading;
  }

  correct(change: Partial<QuickFix>): Promise<void> {
    this.#before.push({ fix: this.fix, text: this.text });
    this.fix = { ...this.fix, ...change };
    this.problem = null;
    this.moved = null;
    return this.read();
  }

  /** Takes the latest correction back, if nothing was typed since. */
  uncorrect(): boolean {
    const before = this.#before.at(-1);
    if (before?.text !== this.text) return false;
    this.#before.pop();
    this.fix = before.fix;
    void this.read();
    return true;
  }

  /** Takes the stretch of that kind out of the text; of names, the `nth`. */
  dropPiece(kind: PieceKind, nth = 0): void {
    const piece = this.reading?.pieces.filter((it) => it.kind === kind)[nth];
    if (!piece) return;
    this.type(`${this.text.slice(0, piece.start).trimEnd()} ${this.text.slice(piece.end).trimStart()}`.trim());
  }

  dropPerson(nth: number): void {
    const people = this.fix.people;
    if (!people) return this.dropPiece('person', nth);
    const rest = people.filter((_, i) => i !== nth);
    void this.correct({ people: rest.length > 0 ? rest : null });
  }

  dropGesture(): void {
    if (this.fix.gesture) void this.correct({ gesture: null });
    else this.dropPiece('gesture');
  }

  gesture(id: GestureId): void {
    void this.correct({ gesture: id });
  }

  /** Takes a line: for the name in question, else instead of the last one. Resolves to true when it also logs. */
  async pick(at: number): Promise<Logged | null> {
    const line = this.lines[at];
    if (!line) return null;
    if (line.kind === 'add') {
      await this.correct({ add_unknown: true });
      return this.save();
    }
    const names = this.reading?.people ?? [];
    const asked = names.findIndex((name) => name.certainty !== 'certain');
    const replaced = asked >= 0 ? asked : names.length - 1;
    const people = names.flatMap((name, i) =>
      i === replaced ? [line.person.id] : name.person ? [name.person.id] : [],
    );
    await this.correct({ people: names.length === 0 ? [line.person.id] : [...new Set(people)] });
    return null;
  }

  /** Logs. What stands in the way is said, and the text stays. */
  async save(): Promise<Logged | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      await this.read();
      if (!this.reading?.ready) {
        this.problem = this.reading?.missing ?? this.problem;
        return null;
      }
      const logged = await backend().quickLog({ text: this.text, at: null, fix: this.fix });
      this.clear();
      return logged;
    } catch (thrown) {
      this.#say(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }

  #say(thrown: unknown): void {
    const { code, message } = asFailure(thrown);
    this.problem = message;
    this.locked = code === 'locked';
    if (this.locked) this.reading = null;
  }
}
