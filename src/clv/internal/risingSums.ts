import { digamma, logGammaDifference, trigamma } from "../../numeric/index.ts";
import type { DistinctRows } from "./distinctRows.ts";

/** Factors taken one by one; longer products by gamma functions. */
const SHORT = 8;

/** One stretch of whole numbers with the weight of the customers whose frequency lies beyond it. */
export interface Stretch {
  /** Its first whole number. */
  readonly from: number;
  /** The whole number after its last. */
  readonly to: number;
  /** The weight of the customers with a frequency of at least `to`. */
  readonly weight: number;
}

/** A sum and its first two derivatives. */
export interface RisingSum {
  /** The sum. */
  readonly value: number;
  /** Its derivative. */
  readonly slope: number;
  /** Its second derivative. */
  readonly curvature: number;
}

/**
 * The stretches between the frequencies of a population.
 *
 * @param population - Its frequencies and weights.
 */
export function stretchesOf({ frequencies, starts, weight }: DistinctRows): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let beyond = 0;
  for (let group = frequencies.length - 1; group >= 0; group--) {
    for (let row = starts[group]!; row < starts[group + 1]!; row++) beyond += weight[row]!;
    const from = group === 0 ? 0 : frequencies[group - 1]!;
    const to = frequencies[group]!;
    if (to > from) stretches.push({ from, to, weight: beyond });
  }
  return stretches;
}

/**
 * The sum, over a population, of ln of base (base + 1) ... (base + frequency - 1), with its derivatives by the base.
 *
 *     value = sum over customers of ln Γ(base + x) - ln Γ(base)
 *
 * @param base - Positive.
 * @param stretches - As `stretchesOf` gives them.
 */
export function risingSum(base: number, stretches: readonly Stretch[]): RisingSum {
  let value = 0;
  let slope = 0;
  let curvature = 0;
  for (const { from, to, weight } of stretches) {
    if (to - from > SHORT) {
      const low = base + from;
      value += weight * logGammaDifference(low, to - from);
      slope += weight * (digamma(base + to) - digamma(low));
      curvature += weight * (trigamma(base + to) - trigamma(low));
      continue;
    }
    let product = 1;
    for (let step = from; step < to; step++) {
      const inverse = 1 / (base + step);
      product *= base + step;
      slope += weight * inverse;
      curvature -= weight * inverse * inverse;
    }
    value += weight * Math.log(product);
  }
  return { value, slope, curvature };
}
