export interface Interval {
  /** Milliseconds from the beginning of the capture. */
  readonly from: number;
  readonly offered: number;
  readonly refused: number;
}

const MOST = 120;
const FIRST_WIDTH = 1_000;

/** What came in and what was refused, over the time of the capture: spans that double when there are too many of them. */
export class Intervals {
  #width = FIRST_WIDTH;
  #offered: number[] = [];
  #refused: number[] = [];

  add(at: number, isRefused: boolean): void {
    while (at >= this.#width * MOST) this.#double();
    const index = Math.floor(at / this.#width);
    while (this.#offered.length <= index) {
      this.#offered.push(0);
      this.#refused.push(0);
    }
    this.#offered[index] = (this.#offered[index] ?? 0) + 1;
    if (isRefused) this.#refused[index] = (this.#refused[index] ?? 0) + 1;
  }

  /** Milliseconds of each. */
  get width(): number {
    return this.#width;
  }

  all(): readonly Interval[] {
    return this.#offered.map((offered, index) => ({
      from: index * this.#width,
      offered,
      refused: this.#refused[index] ?? 0,
    }));
  }

  #double(): void {
    this.#width *= 2;
    this.#offered = inPairs(this.#offered);
    this.#refused = inPairs(this.#refused);
  }
}

const inPairs = (counts: readonly number[]): number[] =>
  Array.from(
    { length: Math.ceil(counts.length / 2) },
    (_, index) => (counts[2 * index] ?? 0) + (counts[2 * index + 1] ?? 0),
  );
