import { BLOCK_ROWS, startBlockTotals } from "./blockTotals.ts";
import type { DistinctRows } from "./distinctRows.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";
import { pairTimes } from "./pairTimes.ts";
import { type RisingSum, risingSum, stretchesOf } from "./risingSums.ts";

const SUMS = 15;

/** Frequencies from here on take each logarithm apart: they multiply its error. */
const HEAVY = 256;

/**
 * The BG/NBD or MBG/NBD log-likelihood of a population as a function of r, alpha, a, b, with its first and second
 * derivatives.
 *
 *     ln L = ln[Γ(r+x)/Γ(r)] + ln[Γ(b+x)/Γ(b)] - ln[Γ(a+b+x)/Γ(a+b)] - r ln(1 + T/alpha) - x ln(alpha + T) + ln(1 + e^w)
 *     w = ln a - ln(b + x - 1) + (r + x) ln[(alpha + T)/(alpha + t)], for x > 0; without it for x = 0
 *
 * Where customers may leave after their first purchase already (MBG/NBD), x + 1 stands for x beside b, and w for x = 0 too.
 *
 * The gamma functions depend on x alone, so they are summed over the frequencies; the logarithms depend on x and one time
 * alone, so where times repeat they are taken once for each; only w is met row by row.
 *
 * @param population - Frequency, recency t, age T, weight.
 * @param first - How many purchases before the repeat ones customers may leave after: 0 for BG/NBD, 1 for MBG/NBD.
 */
export function bgNbdLikelihood(
  population: DistinctRows,
  first: 0 | 1,
): (parameters: ArrayLike<number>) => LikelihoodAt {
  const { customers, frequencies, starts, first: recency, second: age, weight } = population;
  const stretches = stretchesOf(population);
  const totals = startBlockTotals(SUMS);
  const { block } = totals;
  const groups = pairTimes(population);
  const most = Math.max(0, ...groups.map(({ times }) => times?.length ?? 0));
  const logs = new Float64Array(most);
  const inverses = new Float64Array(most);
  // of the rows of a block: ln(1 + T/alpha), 1/(alpha + T), 1/(alpha + t), ln[(alpha + T)/(alpha + t)]
  const grown = new Float64Array(BLOCK_ROWS);
  const laters = new Float64Array(BLOCK_ROWS);
  const sooners = new Float64Array(BLOCK_ROWS);
  const silences = new Float64Array(BLOCK_ROWS);

  /** The sum of ln Γ(base + x + first) - ln Γ(base). */
  const stays = (base: number): RisingSum => {
    if (first === 0) return risingSum(base, stretches);
    const { value, slope, curvature } = risingSum(base + 1, stretches);
    return {
      value: value + customers * Math.log(base),
      slope: slope + customers / base,
      curvature: curvature - customers / base / base,
    };
  };

  return (parameters) => {
    const r = parameters[0]!;
    const alpha = parameters[1]!;
    const a = parameters[2]!;
    const b = parameters[3]!;
    const logA = Math.log(a);
    const logAlpha = Math.log(alpha);
    const ofR = risingSum(r, stretches);
    const ofB = stays(b);
    const ofAB = stays(a + b);
    let value = ofR.value + ofB.value - ofAB.value;
    let dr = ofR.slope;
    let dAlpha = 0;
    let da = -ofAB.slope;
    let db = ofB.slope - ofAB.slope;
    let rr = ofR.curvature;
    let rAlpha = 0;
    let ra = 0;
    let rb = 0;
    let alphaAlpha = 0;
    let alphaA = 0;
    let alphaB = 0;
    let aa = -ofAB.curvature;
    let ab = -ofAB.curvature;
    let bb = ofB.curvature - ofAB.curvature;

    for (let group = 0; group < frequencies.length; group++) {
      const x = frequencies[group]!;
      const n = r + x;
      const begin = starts[group]!;
      const end = starts[group + 1]!;
      const { times, ofRecency, ofAge } = groups[group]!;
      const tabled = times !== null && x < HEAVY;
      if (tabled) {
        for (let place = 0; place < times.length; place++) {
          logs[place] = Math.log1p(times[place]! / alpha);
          inverses[place] = 1 / (alpha + times[place]!);
        }
      }
      const leaves = x + first > 0;
      const q = leaves ? 1 / (b + (x + first - 1)) : 0;
      const logOdds = logA + (leaves ? Math.log(q) : 0);
      for (let from = begin; from < end; from += BLOCK_ROWS) {
        const to = Math.min(end, from + BLOCK_ROWS);
        if (tabled) {
          for (let row = from; row < to; row++) {
            const last = ofRecency[row - begin]!;
            const now = ofAge[row - begin]!;
            grown[row - from] = logs[now]!;
            laters[row - from] = inverses[now]!;
            sooners[row - from] = inverses[last]!;
            silences[row - from] = logs[now]! - logs[last]!;
          }
        } else {
          for (let row = from; row < to; row++) {
            const sooner = 1 / (alpha + recency[row]!);
            grown[row - from] = Math.log1p(age[row]! / alpha);
            laters[row - from] = 1 / (alpha + age[row]!);
            sooners[row - from] = sooner;
            silences[row - from] = Math.log1p((age[row]! - recency[row]!) * sooner);
          }
        }
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        for (let row = from; row < to; row++) {
          const many = weight[row]!;
          const later = laters[row - from]!;
          s0 += many;
          s1 += many * grown[row - from]!;
          s2 += many * later;
          s3 += many * later * later;
        }
        block[0] = s0;
        block[1] = s1;
        block[2] = s2;
        block[3] = s3;
        if (leaves) {
          let s4 = 0;
          let s5 = 0;
          let s6 = 0;
          let s7 = 0;
          let s8 = 0;
          let s9 = 0;
          let s10 = 0;
          let s11 = 0;
          let s12 = 0;
          let s13 = 0;
          let s14 = 0;
          for (let row = from; row < to; row++) {
            const many = weight[row]!;
            const silence = age[row]! - recency[row]!;
            const sooner = sooners[row - from]!;
            const later = laters[row - from]!;
            const d = silences[row - from]!;
            const e = -silence * sooner * later;
            const f = -e * (sooner + later);
            const w = logOdds + n * d;
            const small = Math.exp(-Math.abs(w));
            const share = 1 / (1 + small);
            const s = many * (w > 0 ? share : small * share);
            const v = many * small * share * share;
            s4 += many * ((w > 0 ? w : 0) + Math.log1p(small));
            s5 += s;
            s6 += s * d;
            s7 += s * e;
            s8 += s * f;
            s9 += v;
            s10 += v * d;
            s11 += v * e;
            s12 += v * d * d;
            s13 += v * e * e;
            s14 += v * d * e;
          }
          block[4] = s4;
          block[5] = s5;
          block[6] = s6;
          block[7] = s7;
          block[8] = s8;
          block[9] = s9;
          block[10] = s10;
          block[11] = s11;
          block[12] = s12;
          block[13] = s13;
          block[14] = s14;
        }
        totals.carry();
      }

      const sums = totals.take();
      const many = sums[0]!;
      const logSum = sums[1]!;
      const later = sums[2]!;
      const laterSquared = sums[3]!;
      value += sums[4]! - n * logSum - x * logAlpha * many;
      dr += sums[6]! - logSum;
      dAlpha += (r / alpha) * many - n * later + n * sums[7]!;
      alphaAlpha += -(r / alpha / alpha) * many + n * laterSquared + n * sums[8]! + n * n * sums[13]!;
      rAlpha += many / alpha - later + sums[7]! + n * sums[14]!;
      rr += sums[12]!;
      ra += sums[10]! / a;
      rb -= sums[10]! * q;
      alphaA += (n * sums[11]!) / a;
      alphaB -= n * sums[11]! * q;
      da += sums[5]! / a;
      db -= sums[5]! * q;
      aa += (sums[9]! - sums[5]!) / a / a;
      ab -= (sums[9]! * q) / a;
      bb += (sums[9]! + sums[5]!) * q * q;
    }
    return {
      value,
      gradient: [dr, dAlpha, da, db],
      hessian: [rr, rAlpha, ra, rb, rAlpha, alphaAlpha, alphaA, alphaB, ra, alphaA, aa, ab, rb, alphaB, ab, bb],
    };
  };
}
