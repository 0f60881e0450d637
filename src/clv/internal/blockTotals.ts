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
  /** The sums so far; empties everything. */
  take(): Float64Array;
}

/** Rows of a block. */
export const BLOCK_ROWS = 256;

/**
 * Starts that many sums.
 *
 * @param size - How many sums.
 */
export function startBlockTotals(size: number): BlockTotals {
  const block = new Float64Array(size);
  const sums = new Float64Array(size);
  const lost = new Float64Array(size);
  return {
    block,
    carry() {
      for (let index = 0; index < size; index++) {
        const sum = sums[index]!;
        const part = block[index]!;
        const next = sum + part;
        lost[index]! += Math.abs(sum) >= Math.abs(part) ? sum - next + part : part - next + sum;
        sums[index] = next;
        block[index] = 0;
      }
    },
    take() {
      const taken = sums.map((sum, index) => sum + lost[index]!);
      sums.fill(0);
      lost.fill(0);
      return taken;
    },
  };
}
