import type { Section } from '$lib/api/Section';

/** Heights in rem, as people.css has them. */
export const ROW = 3.25;
export const LETTER = 1.875;

/** Where rows and letters of a long list lie, in rem from its top. Rows have one height, a letter stands above its first row. */
export class Layout {
  readonly height: number;

  constructor(
    readonly total: number,
    readonly sections: readonly Section[],
  ) {
    this.height = total * ROW + sections.length * LETTER;
  }

  /** Top of a row. */
  top(index: number): number {
    return index * ROW + this.#lettersUpTo(index) * LETTER;
  }

  /** The row at a height. */
  at(y: number): number {
    let low = 0;
    let high = Math.max(0, this.total - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The letters whose rows lie in a range, each with where it begins and how far it reaches. */
  letters(from: number, to: number): { label: string; top: number; height: number }[] {
    return this.sections.flatMap(({ label, index }, i) => {
      const next = this.sections[i + 1]?.index ?? this.total;
      if (next <= from || index > to) return [];
      return [{ label, top: this.top(index) - LETTER, height: (next - index) * ROW + LETTER }];
    });
  }

  #lettersUpTo(index: number): number {
    let low = 0;
    let high = this.sections.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sections[middle]?.index ?? Infinity) <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
