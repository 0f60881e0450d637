import { incBetaRegularized } from "./incBetaRegularized.ts";

/**
 * The rank of the order statistics that enclose a median with at least a given confidence, whatever the distribution.
 *
 *     rank = largest l with P(Bin(n, 1/2) < l) <= (1 - confidence) / 2
 *
 * The interval from the rank-th smallest to the rank-th largest holds the median with the confidence given back as
 * `coverage`. There is none for a sample too small: at 95 % that is fewer than six.
 *
 * @param size - How many there are; whole, not negative.
 * @param confidence - Above 0, below 1.
 * @returns The rank from 1, and the coverage; null when there is none.
 *
 * @see W. J. Conover, Practical Nonparametric Statistics (1999), section 3.2; https://dlmf.nist.gov/8.17.E5 for the binomial.
 */
export function medianRank(
  size: number,
  confidence: number,
): { readonly rank: number; readonly coverage: number } | null {
  const tail = (1 - confidence) / 2;
  const below = (rank: number): number => incBetaRegularized(size - rank + 1, rank, 0.5); // of fewer than rank
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (below(middle) <= tail) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? null : { rank: low, coverage: 1 - 2 * below(low) };
}
