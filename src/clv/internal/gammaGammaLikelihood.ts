import { digamma, logBeta, trigamma } from "../../numeric/index.ts";
import { BLOCK_ROWS, startBlockTotals } from "./blockTotals.ts";
import type { DistinctRows } from "./distinctRows.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";

const SUMS = 6;

/**
 * The Gamma-Gamma log-likelihood of a population as a function of p, q, v, with its first and second derivatives.
 *
 *     ln L = -ln B(p x, q) - q ln(1 + y/v) - p x ln(1 + v/y) - ln m,    y = x m
 *
 * @param population - Frequency x and mean spend m; the third column is not used.
 */
export function gammaGammaLikelihood(population: DistinctRows): (parameters: ArrayLike<number>) => LikelihoodAt {
  const { frequencies, starts, first: monetary, weight } = population;
  const totals = startBlockTotals(SUMS);
  const { block } = totals;

  return (parameters) => {
    const p = parameters[0]!;
    const q = parameters[1]!;
    const v = parameters[2]!;
    const psiQ = digamma(q);
    const curveQ = trigamma(q);
    let value = 0;
    let dp = 0;
    let dq = 0;
    let dv = 0;
    let pp = 0;
    let pq = 0;
    let pv = 0;
    let qq = 0;
    let qv = 0;
    let vv = 0;
    for (let group = 0; group < frequencies.length; group++) {
      const x = frequencies[group]!;
      const k = p * x;
      const end = starts[group + 1]!;
      for (let from = starts[group]!; from < end; from += BLOCK_ROWS) {
        const to = Math.min(end, from + BLOCK_ROWS);
        for (let row = from; row < to; row++) {
          const many = weight[row]!;
          const mean = monetary[row]!;
          const total = x * mean;
          const inverse = 1 / (v + total);
          block[0]! += many;
          block[1]! += many * Math.log1p(total / v);
          block[2]! += many * Math.log1p(v / total);
          block[3]! += many * inverse;
          block[4]! += many * inverse * inverse;
          block[5]! += many * Math.log(mean);
        }
        totals.carry();
      }
      const sums = totals.take();
      const many = sums[0]!;
      const inverse = sums[3]!;
      const psi = digamma(k + q);
      const curve = trigamma(k + q);
      value -= many * logBeta(k, q) + q * sums[1]! + k * sums[2]! + sums[5]!;
      dp += x * (many * (psi - digamma(k)) - sums[2]!);
      dq += many * (psi - psiQ) - sums[1]!;
      dv += (q / v) * many - (k + q) * inverse;
      pp += x * x * many * (curve - trigamma(k));
      pq += x * many * curve;
      pv -= x * inverse;
      qq += many * (curve - curveQ);
      qv += many / v - inverse;
      vv += (k + q) * sums[4]! - (q / v / v) * many;
    }
    return { value, gradient: [dp, dq, dv], hessian: [pp, pq, pv, pq, qq, qv, pv, qv, vv] };
  };
}
