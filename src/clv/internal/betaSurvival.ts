import { logGammaDifference } from "../../numeric/index.ts";
import { betaMean } from "./betaMean.ts";

/**
 * Who is still there after each of a row of occasions at which everyone leaves with a chance of their own,
 * theta ~ Beta(leaves, stays). Both shapes are as what is known so far leaves them.
 */
export interface BetaSurvival {
  /** First shape of the chance to leave. */
  readonly leaves: number;
  /** Second shape of it. */
  readonly stays: number;
}

/**
 * ln of the share still there after so many occasions, (stays)_k / (leaves + stays)_k. The shorter of its two products is
 * taken, so that what is left of a million occasions keeps its digits.
 *
 * @param survival - Shapes.
 * @param occasions - A whole number of zero or more.
 */
export function logSurvival({ leaves, stays }: BetaSurvival, occasions: number): number {
  return occasions > leaves
    ? logGammaDifference(stays, leaves) - logGammaDifference(stays + occasions, leaves)
    : logGammaDifference(stays, occasions) - logGammaDifference(leaves + stays, occasions);
}

/**
 * The sum of what each occasion weighs over those still there after it, from the one after `from` up to `to`.
 *
 *     sum over k in (from, to] of v^k (stays)_k / (leaves + stays)_k,    v = 1 / (1 + rate)
 *
 * Every term is positive; they are added one by one.
 *
 * @param survival - Shapes.
 * @param span - `from`, `to`: whole numbers, 0 <= from <= to; `rate`: not negative.
 */
export function survivorsBetween(
  { leaves, stays }: BetaSurvival,
  { from, to, rate }: { readonly from: number; readonly to: number; readonly rate: number },
): number {
  const both = leaves + stays;
  let term = 1;
  let sum = 0;
  for (let k = 0; k < to && term > 0; k++) {
    term *= (stays + k) / ((both + k) * (1 + rate));
    if (k >= from) sum += term;
  }
  return sum;
}

/**
 * The same sum over all occasions to come.
 *
 *     stays / (leaves + stays) * the mean of 1 / (rate + theta) over theta ~ Beta(leaves, stays + 1)
 *
 * It is an integral, not a series cut off, so that rates near zero cost nothing.
 *
 * @param survival - Shapes.
 * @param rate - Positive.
 */
export function survivorsForEver({ leaves, stays }: BetaSurvival, rate: number): number {
  const mean = betaMean({ a: leaves, b: stays + 1, value: (theta) => 1 / (rate + theta), sharpest: 1 / rate });
  return (stays / (leaves + stays)) * mean;
}
