import { BLOCK_ROWS, startBlockTotals } from "./blockTotals.ts";
import type { DistinctRows } from "./distinctRows.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";
import { risingSum, stretchesOf } from "./risingSums.ts";
import { startShareCurve } from "./shareCurve.ts";
import { SHARE_NUMBERS, survivorShareDerivatives } from "./survivorShare.ts";
import { pairTimes } from "./pairTimes.ts";

/** Sums over the rows: the value, four slopes, ten curvatures. */
const SUMS = 15;

/**
 * Numbers kept of a time t for one frequency: rho with its derivatives by r, alpha, s, beta (the last three of each kind
 * after r are alpha, s, beta; curvatures in the order rr, r alpha, rs, r beta, alpha alpha, ...), and
 * ln(1 + t/alpha), ln(1 + t/beta), 1/(alpha + t), 1/(beta + t).
 */
const KEPT = 19;

/**
 * The Pareto/NBD log-likelihood of a population as a function of r, alpha, s, beta, with its first and second derivatives.
 *
 *     ln L = ln[Γ(r+x)/Γ(r)] - x ln(alpha+T) - r ln(1 + T/alpha) - s ln(1 + T/beta) + ln[1 - rho(T) + e^D rho(t)]
 *
 * rho depends on the frequency and one time alone, so that it is computed once for each pair of them that is met, and rows
 * only put two of them together; many times of one frequency lie on a curve (`startShareCurve`). Where nearly all pairs differ they are computed row by row, without a table.
 *
 * @param population - Frequency, recency t, age T, weight.
 */
export function paretoNbdLikelihood(population: DistinctRows): (parameters: ArrayLike<number>) => LikelihoodAt {
  const { frequencies, starts, first: recency, second: age, weight } = population;
  const stretches = stretchesOf(population);
  const totals = startBlockTotals(SUMS);
  const { block } = totals;
  const share = new Float64Array(SHARE_NUMBERS);
  const curve = startShareCurve();
  const groups = pairTimes(population);
  const table = new Float64Array(KEPT * Math.max(2, ...groups.map(({ times }) => times?.length ?? 0)));

  return (parameters) => {
    const r = parameters[0]!;
    const alpha = parameters[1]!;
    const s = parameters[2]!;
    const beta = parameters[3]!;
    const apart = beta - alpha;
    const logAlpha = Math.log(alpha);
    const ofR = risingSum(r, stretches);

    /** Writes what is kept of a time at a place of the table. */
    const keep = (q: number, time: number, at: number, curved: boolean): void => {
      const ordering = alpha + time;
      const leaving = beta + time;
      if (curved) curve.at(time, share);
      else survivorShareDerivatives({ q, s, ordering, leaving, apart }, share);
      const u = 1 / ordering;
      const v = 1 / leaving;
      const byKappa = share[3]!;
      const kappaKappa = share[9]!;
      table[at] = share[0]!;
      table[at + 1] = share[2]!;
      table[at + 2] = -u * byKappa;
      table[at + 3] = share[1]!;
      table[at + 4] = v * byKappa;
      table[at + 5] = share[7]!;
      table[at + 6] = -u * share[8]!;
      table[at + 7] = share[5]!;
      table[at + 8] = v * share[8]!;
      table[at + 9] = u * u * (kappaKappa + byKappa);
      table[at + 10] = -u * share[6]!;
      table[at + 11] = -u * v * kappaKappa;
      table[at + 12] = share[4]!;
      table[at + 13] = v * share[6]!;
      table[at + 14] = v * v * (kappaKappa - byKappa);
      table[at + 15] = Math.log1p(time / alpha);
      table[at + 16] = Math.log1p(time / beta);
      table[at + 17] = u;
      table[at + 18] = v;
    };

    for (let group = 0; group < frequencies.length; group++) {
      const x = frequencies[group]!;
      const q = r + x;
      const end = starts[group + 1]!;
      const { times, ofRecency, ofAge, low, high } = groups[group]!;
      const count = times?.length ?? 2 * (end - starts[group]!);
      const curved = curve.lay({ q, s, alpha, beta, low, high, count });
      if (times !== null)
        for (let place = 0; place < times.length; place++) keep(q, times[place]!, place * KEPT, curved);
      let lastRecency = NaN;
      for (let from = starts[group]!; from < end; from += BLOCK_ROWS) {
        const to = Math.min(end, from + BLOCK_ROWS);
        let value = 0;
        let gR = 0;
        let gA = 0;
        let gS = 0;
        let gB = 0;
        let rr = 0;
        let ra = 0;
        let rs = 0;
        let rb = 0;
        let aa = 0;
        let as = 0;
        let ab = 0;
        let ss = 0;
        let sb = 0;
        let bb = 0;
        for (let row = from; row < to; row++) {
          const many = weight[row]!;
          let t = 0; // of the last purchase
          let e = KEPT; // of the age
          if (times === null) {
            if (recency[row] !== lastRecency) {
              lastRecency = recency[row]!;
              keep(q, lastRecency, 0, curved);
            }
            keep(q, age[row]!, KEPT, curved);
          } else {
            t = ofRecency[row - starts[group]!]! * KEPT;
            e = ofAge[row - starts[group]!]! * KEPT;
          }
          const logA = table[e + 15]!;
          const logB = table[e + 16]!;
          const uT = table[e + 17]!;
          const vT = table[e + 18]!;
          const u = table[t + 17]!;
          const v = table[t + 18]!;
          // D and its derivatives
          const dR = logA - table[t + 15]!;
          const dS = logB - table[t + 16]!;
          const dRA = uT - u;
          const dSB = vT - v;
          const dA = q * dRA;
          const dB = s * dSB;
          const d = q * dR + s * dS;
          const dAA = -dRA * q * (uT + u);
          const dBB = -dSB * s * (vT + v);
          // shares of the two parts of the sum
          const rho = table[t]!;
          const rhoT = table[e]!;
          const shrunk = Math.exp(-d);
          const odds = 1 / (rho + (1 - rhoT) * shrunk);
          const alive = shrunk * odds;
          const w = rho * odds;
          const gone = -alive;
          // slopes of the logarithm of the sum
          const tR = odds * table[t + 1]!;
          const tA = odds * table[t + 2]!;
          const tS = odds * table[t + 3]!;
          const tB = odds * table[t + 4]!;
          const fR = gone * table[e + 1]! + tR + w * dR;
          const fA = gone * table[e + 2]! + tA + w * dA;
          const fS = gone * table[e + 3]! + tS + w * dS;
          const fB = gone * table[e + 4]! + tB + w * dB;
          value += many * (d - Math.log(odds) - r * logA - s * logB - x * logA);
          gR += many * (fR - logA);
          gA += many * fA;
          gS += many * (fS - logB);
          gB += many * fB;
          rr += many * (gone * table[e + 5]! + odds * table[t + 5]! + dR * (2 * tR + w * dR) - fR * fR);
          ra +=
            many * (gone * table[e + 6]! + odds * table[t + 6]! + tR * dA + tA * dR + w * (dRA + dR * dA) - fR * fA);
          rs += many * (gone * table[e + 7]! + odds * table[t + 7]! + tR * dS + tS * dR + w * dR * dS - fR * fS);
          rb += many * (gone * table[e + 8]! + odds * table[t + 8]! + tR * dB + tB * dR + w * dR * dB - fR * fB);
          aa += many * (gone * table[e + 9]! + odds * table[t + 9]! + 2 * tA * dA + w * (dAA + dA * dA) - fA * fA);
          as += many * (gone * table[e + 10]! + odds * table[t + 10]! + tA * dS + tS * dA + w * dA * dS - fA * fS);
          ab += many * (gone * table[e + 11]! + odds * table[t + 11]! + tA * dB + tB * dA + w * dA * dB - fA * fB);
          ss += many * (gone * table[e + 12]! + odds * table[t + 12]! + dS * (2 * tS + w * dS) - fS * fS);
          sb +=
            many * (gone * table[e + 13]! + odds * table[t + 13]! + tS * dB + tB * dS + w * (dSB + dS * dB) - fS * fB);
          bb += many * (gone * table[e + 14]! + odds * table[t + 14]! + 2 * tB * dB + w * (dBB + dB * dB) - fB * fB);
          // -(r + x) ln(1 + T/alpha) - s ln(1 + T/beta), by alpha and beta
          const grownA = (age[row]! * uT) / alpha;
          const grownB = (age[row]! * vT) / beta;
          gA += many * q * grownA;
          gB += many * s * grownB;
          ra += many * grownA;
          sb += many * grownB;
          aa -= many * q * grownA * (uT + 1 / alpha);
          bb -= many * s * grownB * (vT + 1 / beta);
        }
        block[0] = value;
        block[1] = gR;
        block[2] = gA;
        block[3] = gS;
        block[4] = gB;
        block[5] = rr;
        block[6] = ra;
        block[7] = rs;
        block[8] = rb;
        block[9] = aa;
        block[10] = as;
        block[11] = ab;
        block[12] = ss;
        block[13] = sb;
        block[14] = bb;
        totals.carry();
      }
    }
    const sums = totals.take();
    const [value = NaN, gR = NaN, gA = NaN, gS = NaN, gB = NaN] = sums;
    const [rr = NaN, ra = NaN, rs = NaN, rb = NaN, aa = NaN, as = NaN, ab = NaN, ss = NaN, sb = NaN, bb = NaN] =
      sums.subarray(5);
    const { purchases } = population;
    // -x ln(alpha + T) was taken as -x ln(1 + T/alpha) - x ln alpha
    return {
      value: value + ofR.value - purchases * logAlpha,
      gradient: [gR + ofR.slope, gA - purchases / alpha, gS, gB],
      hessian: [
        rr + ofR.curvature,
        ra,
        rs,
        rb,
        ra,
        aa + purchases / alpha / alpha,
        as,
        ab,
        rs,
        as,
        ss,
        sb,
        rb,
        ab,
        sb,
        bb,
      ],
    };
  };
}
