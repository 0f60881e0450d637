/**
 * Several sums at once, each over blocks of rows: the error does not grow with how many rows there are.
 *
 * @see A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974).
 */
export interface BlockTotals {
  /** Sums of the block at hand; the caller adds to them. */
  readonly block: Float64Array;
  /** Carries the block over and empties it. */
  carry(): void;
  /** The sums so far, in an array that the next call writes anew; empties everything. */
  take(): Float64Array;
}

/** Rows of a block. */
export const BLOCK_ROWS = 256;

/**
 * Starts that many sums.
 *
 * @param size - How many sums.
 */
export const startBlockTotals = (size: number): BlockTotals => new Totals(size);

/** A class, as everything that is met row by row: what an engine has compiled of a closure dies with it. */
class Totals implements BlockTotals {
  readonly block: Float64Array;
  readonly #sums: Float64Array;
  readonly #lost: Float64Array;
  readonly #taken: Float64Array;

  constructor(size: number) {
    this.block = new Float64Array(size);
    this.#sums = new Float64Array(size);
    this.#lost = new Float64Array(size);
    this.#taken = new Float64Array(size);
  }

  carry(): void {
    const block = this.block;
    const sums = this.#sums;
    const lost = this.#lost;
    for (let index = 0; index < block.length; index++) {
      const sum = sums[index]!;
      const part = block[index]!;
      const next = sum + part;
      lost[index]! += Math.abs(sum) >= Math.abs(part) ? sum - next + part : part - next + sum;
      sums[index] = next;
      block[index] = 0;
    }
  }

  take(): Float64Array {
    const taken = this.#taken;
    for (let index = 0; index < taken.length; index++) {
      taken[index] = this.#sums[index]! + this.#lost[index]!;
      this.#sums[index] = 0;
      this.#lost[index] = 0;
    }
    return taken;
  }
}
