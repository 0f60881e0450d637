import { type DistinctRows, distinctRows } from "./distinctRows.ts";
import type { BgBbParameters } from "./bgBb.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";
import { risingSum, type Stretch, stretchesOf } from "./risingSums.ts";

/** Customers of one frequency who have had the same opportunities, the latest order first. */
interface Chain {
  readonly frequency: number;
  readonly opportunities: number;
  /** Places of the rows in the population. */
  readonly rows: readonly number[];
}

/** ln S, or S, by all derivatives up to the second: value; a, b, g, d; aa, ab, ag, ad, bb, bg, bd, gg, gd, dd. */
const PARTS = 15;

/**
 * The BG/BB log-likelihood of a population as a function of alpha, beta, gamma, delta, with its first and second derivatives.
 *
 *     ln L = ln (alpha)_x (beta)_(t-x) / (alpha+beta)_t + ln (delta)_t / (gamma+delta)_t + ln S(t)
 *     S(n) = 1,  S(j) = 1 - s_j + s_j u_j S(j+1),  s_j = (delta+j)/(gamma+delta+j),  u_j = (beta+j-x)/(alpha+beta+j)
 *
 * S is the chance of silence. The recurrence runs backward, so that one pass serves all customers of one frequency.
 *
 * @param population - Frequency x, recency t, opportunities n.
 */
export function bgBbLikelihood(population: DistinctRows): (parameters: ArrayLike<number>) => LikelihoodAt {
  const { frequencies, starts, first: recency, weight } = population;
  const missed = recency.slice();
  frequencies.forEach((frequency, group) => {
    for (let row = starts[group]!; row < starts[group + 1]!; row++) missed[row]! -= frequency;
  });
  const ordered = stretchesOf(population);
  const passed = stretchesBy(missed, weight);
  const seen = stretchesBy(recency, weight);
  const chains = chainsOf(population);

  return (point) => {
    const parameters = { alpha: point[0]!, beta: point[1]!, gamma: point[2]!, delta: point[3]! };
    const { alpha, beta, gamma, delta } = parameters;
    const a = risingSum(alpha, ordered);
    const b = risingSum(beta, passed);
    const ab = risingSum(alpha + beta, seen);
    const d = risingSum(delta, seen);
    const gd = risingSum(gamma + delta, seen);
    const silence = new Float64Array(PARTS);
    for (const chain of chains) addSilence(silence, chain, { population, parameters });
    const orders = [a.curvature - ab.curvature, -ab.curvature, b.curvature - ab.curvature] as const;
    const stays = [-gd.curvature, -gd.curvature, d.curvature - gd.curvature] as const;
    const [aa, ag, ad] = [silence[5]! + orders[0], silence[7]!, silence[8]!];
    const [bb, bg, bd] = [silence[9]! + orders[2], silence[10]!, silence[11]!];
    const [cross, gg, gdd, dd] = [
      silence[6]! + orders[1],
      silence[12]! + stays[0],
      silence[13]! + stays[1],
      silence[14]! + stays[2],
    ];
    return {
      value: silence[0]! + (a.value + b.value - ab.value) + (d.value - gd.value),
      gradient: [
        silence[1]! + a.slope - ab.slope,
        silence[2]! + b.slope - ab.slope,
        silence[3]! - gd.slope,
        silence[4]! + d.slope - gd.slope,
      ],
      hessian: [aa, cross, ag, ad, cross, bb, bg, bd, ag, bg, gg, gdd, ad, bd, gdd, dd],
    };
  };
}

/** The stretches between whole numbers that customers have, other than their frequencies. */
function stretchesBy(counts: Float64Array, weight: Float64Array): readonly Stretch[] {
  const nothing = new Float64Array(counts.length);
  return stretchesOf(distinctRows({ frequency: counts, first: nothing, second: nothing, weight }));
}

function chainsOf({ frequencies, starts, first, second }: DistinctRows): readonly Chain[] {
  return Array.from(frequencies).flatMap((frequency, group) => {
    const byOpportunities = new Map<number, number[]>();
    for (let row = starts[group]!; row < starts[group + 1]!; row++) {
      const rows = byOpportunities.get(second[row]!);
      if (rows === undefined) byOpportunities.set(second[row]!, [row]);
      else rows.push(row);
    }
    return Array.from(byOpportunities, ([opportunities, rows]) => ({
      frequency,
      opportunities,
      rows: rows.sort((one, other) => first[other]! - first[one]!),
    }));
  });
}

/** Adds weight * ln S of a chain's customers to the sums. */
function addSilence(
  sums: Float64Array,
  { frequency, opportunities, rows }: Chain,
  {
    population: { first: recency, weight },
    parameters: { alpha, beta, gamma, delta },
  }: { readonly population: DistinctRows; readonly parameters: BgBbParameters },
): void {
  let [value, a, b, g, d] = [1, 0, 0, 0, 0];
  let [aa, ab, ag, ad, bb, bg, bd, gg, gd, dd] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  let j = opportunities;
  for (const row of rows) {
    for (; j > recency[row]!; ) {
      j--;
      // the chance to stay silent, u, and that to stay, s, with their derivatives
      const total = alpha + beta + j;
      const silent = beta + (j - frequency);
      const u = silent / total;
      const ua = -u / total;
      const ub = (alpha + frequency) / total / total;
      const uaa = (-2 * ua) / total;
      const uab = (2 * u - 1) / total / total;
      const ubb = (-2 * ub) / total;
      const there = gamma + delta + j;
      const s = (delta + j) / there;
      const sg = -s / there;
      const sd = gamma / there / there;
      const sgg = (-2 * sg) / there;
      const sgd = (2 * s - 1) / there / there;
      const sdd = (-2 * sd) / there;
      // m = u S, then S = 1 - s (1 - m)
      const m = u * value;
      const ma = ua * value + u * a;
      const mb = ub * value + u * b;
      const mg = u * g;
      const md = u * d;
      const maa = uaa * value + 2 * ua * a + u * aa;
      const mab = uab * value + ua * b + ub * a + u * ab;
      const mbb = ubb * value + 2 * ub * b + u * bb;
      const [mag, mad, mbg, mbd] = [ua * g + u * ag, ua * d + u * ad, ub * g + u * bg, ub * d + u * bd];
      const lost = 1 - m;
      value = gamma / there + s * m;
      a = s * ma;
      b = s * mb;
      g = s * mg - sg * lost;
      d = s * md - sd * lost;
      aa = s * maa;
      ab = s * mab;
      bb = s * mbb;
      ag = s * mag + sg * ma;
      ad = s * mad + sd * ma;
      bg = s * mbg + sg * mb;
      bd = s * mbd + sd * mb;
      gg = s * u * gg + 2 * sg * mg - sgg * lost;
      gd = s * u * gd + sg * md + sd * mg - sgd * lost;
      dd = s * u * dd + 2 * sd * md - sdd * lost;
    }
    const many = weight[row]!;
    const [la, lb, lg, ld] = [a / value, b / value, g / value, d / value];
    sums[0]! += many * Math.log(value);
    sums[1]! += many * la;
    sums[2]! += many * lb;
    sums[3]! += many * lg;
    sums[4]! += many * ld;
    sums[5]! += many * (aa / value - la * la);
    sums[6]! += many * (ab / value - la * lb);
    sums[7]! += many * (ag / value - la * lg);
    sums[8]! += many * (ad / value - la * ld);
    sums[9]! += many * (bb / value - lb * lb);
    sums[10]! += many * (bg / value - lb * lg);
    sums[11]! += many * (bd / value - lb * ld);
    sums[12]! += many * (gg / value - lg * lg);
    sums[13]! += many * (gd / value - lg * ld);
    sums[14]! += many * (dd / value - ld * ld);
  }
}
