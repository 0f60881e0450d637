import { normalQuantile } from "./normalQuantile.ts";

/**
 * The interval of shares that a count out of a number of trials is compatible with: Wilson's score interval.
 *
 *     (p + z²/2n ± z sqrt(p (1 - p) / n + z²/4n²)) / (1 + z²/n),   p = count / n
 *
 * Its ends lie from 0 to 1; at a count of 0 the lower is exactly 0, at n the upper exactly 1. Of no trials it is 0 to 1.
 *
 * @param count - Whole, from 0 to `trials`.
 * @param trials - Whole, not negative.
 * @param confidence - Above 0, below 1.
 * @returns The lower and the upper end.
 *
 * @see E. B. Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22 (1927).
 */
export function wilsonInterval(
  count: number,
  trials: number,
  confidence: number,
): readonly [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const z = -normalQuantile((1 - confidence) / 2);
  const square = (z * z) / trials;
  const share = count / trials;
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  const middle = (share + square / 2) / (1 + square);
  return [count === 0 ? 0 : Math.max(middle - half, 0), count === trials ? 1 : Math.min(middle + half, 1)];
}
