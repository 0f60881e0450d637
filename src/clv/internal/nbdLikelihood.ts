import { BLOCK_ROWS, startBlockTotals } from "./blockTotals.ts";
import type { DistinctRows } from "./distinctRows.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";
import { risingSum, stretchesOf } from "./risingSums.ts";

const SUMS = 6;

/**
 * The NBD log-likelihood of a population as a function of r, alpha, with its first and second derivatives.
 *
 *     ln L = ln (r)_x - r ln(1 + T/alpha) - x ln(alpha + T)
 *
 * @param population - Frequency x and age T; the second column is not used.
 */
export function nbdLikelihood(population: DistinctRows): (parameters: ArrayLike<number>) => LikelihoodAt {
  const { frequencies, starts, second: age, weight } = population;
  const ordered = stretchesOf(population);
  const totals = startBlockTotals(SUMS);
  const { block } = totals;

  return (parameters) => {
    const r = parameters[0]!;
    const alpha = parameters[1]!;
    const rising = risingSum(r, ordered);
    let value = rising.value;
    let ofR = rising.slope;
    let ofAlpha = 0;
    let mixed = 0;
    let twice = 0;
    for (let group = 0; group < frequencies.length; group++) {
      const x = frequencies[group]!;
      const end = starts[group + 1]!;
      for (let from = starts[group]!; from < end; from += BLOCK_ROWS) {
        const to = Math.min(end, from + BLOCK_ROWS);
        for (let row = from; row < to; row++) {
          const many = weight[row]!;
          const inverse = 1 / (alpha + age[row]!);
          const share = age[row]! * inverse;
          block[0]! += many * Math.log1p(age[row]! / alpha);
          block[1]! += many * share;
          block[2]! += many * inverse;
          block[3]! += many * inverse * inverse;
          block[4]! += many * share * inverse;
          block[5]! += many;
        }
        totals.carry();
      }
      const sums = totals.take();
      const logs = sums[0]!;
      const shares = sums[1]!;
      value -= (r + x) * logs + x * Math.log(alpha) * sums[5]!;
      ofR -= logs;
      ofAlpha += (r / alpha) * shares - x * sums[2]!;
      mixed += shares / alpha;
      twice += x * sums[3]! - (r / alpha) * (shares / alpha + sums[4]!);
    }
    return { value, gradient: [ofR, ofAlpha], hessian: [rising.curvature, mixed, mixed, twice] };
  };
}
