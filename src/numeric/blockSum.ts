/** Rows added plainly before their sum is carried over with compensation. */
const BLOCK = 256;

/**
 * The sum of many numbers, with an error that does not grow with how many.
 *
 *     blockSum(values) = sum of (sums of 256 values each), the outer sum compensated
 *
 * An empty sum is 0. Infinities and NaN come out as in plain addition.
 *
 * @param values - The numbers.
 * @returns The sum; its error is that of adding 256 of them, relative to the sum of their sizes.
 *
 * @see A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974).
 */
export const blockSum = (values: ArrayLike<number>): number => blockSumOf(values.length, (index) => values[index]!);

/**
 * The sum of a term over rows 0 to count - 1, as {@link blockSum} adds, without an array of the terms.
 *
 *     blockSumOf(count, term) = term(0) + term(1) + ... + term(count - 1)
 *
 * @param count - How many rows; not negative.
 * @param term - The term of a row.
 * @returns The sum.
 *
 * @see A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974).
 */
export function blockSumOf(count: number, term: (index: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = Math.min(start + BLOCK, count);
    let block = 0;
    for (let index = start; index < end; index += 1) block += term(index);
    const next = sum + block;
    lost += Math.abs(sum) >= Math.abs(block) ? sum - next + block : block - next + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
}
