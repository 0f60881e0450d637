import { type AgeTotals, ageTotals } from "./ageTotals.ts";
import { BLOCK_ROWS, startBlockTotals } from "./blockTotals.ts";
import type { DistinctRows } from "./distinctRows.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";
import { type RisingSum, risingSum, type Stretch, stretchesOf } from "./risingSums.ts";
import { type TimeTable, timeTable } from "./timeTable.ts";

/** Sums over ages, and sums over rows. */
const AGE_SUMS = 6;
const ROW_SUMS = 11;

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
 * The gamma functions depend on x alone, so they are summed over the frequencies; what depends on x and T is linear in x,
 * so it is summed over the ages; only w is met row by row, with its logarithms from a table where times repeat.
 *
 * @param population - Frequency, recency t, age T, weight.
 * @param first - How many purchases before the repeat ones customers may leave after: 0 for BG/NBD, 1 for MBG/NBD.
 */
export function bgNbdLikelihood(
  population: DistinctRows,
  first: 0 | 1,
): (parameters: ArrayLike<number>) => LikelihoodAt {
  const likelihood = new Likelihood(population, first);
  return (parameters) => likelihood.at(parameters);
}

/** A class, as everything that is met row by row: what an engine has compiled of a closure dies with it. */
class Likelihood {
  readonly #population: DistinctRows;
  readonly #first: 0 | 1;
  readonly #stretches: readonly Stretch[];
  readonly #byAge: AgeTotals;
  readonly #recencies: TimeTable | null;
  readonly #ofAges: TimeLogs;
  readonly #ofRecencies: TimeLogs;
  readonly #ageTerms = startBlockTotals(AGE_SUMS);
  readonly #rowTerms = startBlockTotals(ROW_SUMS);
  // of the rows of a block: 1/(alpha + T), 1/(alpha + t), ln[(alpha + T)/(alpha + t)]
  readonly #laters = new Float64Array(BLOCK_ROWS);
  readonly #sooners = new Float64Array(BLOCK_ROWS);
  readonly #silences = new Float64Array(BLOCK_ROWS);

  constructor(population: DistinctRows, first: 0 | 1) {
    this.#population = population;
    this.#first = first;
    this.#stretches = stretchesOf(population);
    this.#byAge = ageTotals(population);
    this.#recencies = timeTable(population.first, 0, population.first.length, Infinity);
    this.#ofAges = timeLogsOf(this.#byAge.table);
    this.#ofRecencies = timeLogsOf(this.#recencies);
  }

  at(parameters: ArrayLike<number>): LikelihoodAt {
    const { customers, purchases, frequencies, starts, weight } = this.#population;
    const rowTerms = this.#rowTerms;
    const first = this.#first;
    const r = parameters[0]!;
    const alpha = parameters[1]!;
    const a = parameters[2]!;
    const b = parameters[3]!;
    const logA = Math.log(a);
    const ofR = risingSum(r, this.#stretches);
    const ofB = this.#stays(b);
    const ofAB = this.#stays(a + b);
    const overAges = this.#sumOverAges(alpha);
    const logs = overAges[0]!;
    const laterSum = overAges[1]!;
    // with the shape r + x of each customer
    const laterShapes = r * laterSum + overAges[4]!;
    const squareShapes = r * overAges[2]! + overAges[5]!;
    let value = ofR.value + ofB.value - ofAB.value - (r * logs + overAges[3]!) - purchases * Math.log(alpha);
    let dr = ofR.slope - logs;
    let dAlpha = (r / alpha) * customers - laterShapes;
    let da = -ofAB.slope;
    let db = ofB.slope - ofAB.slope;
    let rr = ofR.curvature;
    let rAlpha = customers / alpha - laterSum;
    let ra = 0;
    let rb = 0;
    let alphaAlpha = -(r / alpha / alpha) * customers + squareShapes;
    let alphaA = 0;
    let alphaB = 0;
    let aa = -ofAB.curvature;
    let ab = -ofAB.curvature;
    let bb = ofB.curvature - ofAB.curvature;

    layLogs(this.#ofAges, alpha);
    layLogs(this.#ofRecencies, alpha);
    for (let group = 0; group < frequencies.length; group++) {
      const x = frequencies[group]!;
      if (x + first === 0) continue; // nobody of these can have left
      const n = r + x;
      const end = starts[group + 1]!;
      const q = 1 / (b + (x + first - 1));
      const logOdds = logA + Math.log(q);
      for (let from = starts[group]!; from < end; from += BLOCK_ROWS) {
        const to = Math.min(end, from + BLOCK_ROWS);
        this.#readBlock(from, to, alpha, x >= HEAVY);
        sumBlock(rowTerms.block, weight, this.#laters, this.#sooners, this.#silences, from, to, n, logOdds);
        rowTerms.carry();
      }

      const sums = rowTerms.take();
      value += sums[0]!;
      dr += sums[2]!;
      dAlpha += n * sums[3]!;
      alphaAlpha += n * sums[4]! + n * n * sums[9]!;
      rAlpha += sums[3]! + n * sums[10]!;
      rr += sums[8]!;
      ra += sums[6]! / a;
      rb -= sums[6]! * q;
      alphaA += (n * sums[7]!) / a;
      alphaB -= n * sums[7]! * q;
      da += sums[1]! / a;
      db -= sums[1]! * q;
      aa += (sums[5]! - sums[1]!) / a / a;
      ab -= (sums[5]! * q) / a;
      bb += (sums[5]! + sums[1]!) * q * q;
    }
    return {
      value,
      gradient: [dr, dAlpha, da, db],
      hessian: [rr, rAlpha, ra, rb, rAlpha, alphaAlpha, alphaA, alphaB, ra, alphaA, aa, ab, rb, alphaB, ab, bb],
    };
  }

  /** The sum of ln Γ(base + x + first) - ln Γ(base). */
  #stays(base: number): RisingSum {
    const { customers } = this.#population;
    if (this.#first === 0) return risingSum(base, this.#stretches);
    const { value, slope, curvature } = risingSum(base + 1, this.#stretches);
    return {
      value: value + customers * Math.log(base),
      slope: slope + customers / base,
      curvature: curvature - customers / base / base,
    };
  }

  /** Sums of ln(1 + T/alpha), 1/(alpha + T) and its square over the customers, then over their purchases. */
  #sumOverAges(alpha: number): Float64Array {
    const { ages, customers: many, purchases: orders } = this.#byAge;
    const sums = this.#ageTerms.block;
    for (let from = 0; from < ages.length; from += BLOCK_ROWS) {
      const to = Math.min(ages.length, from + BLOCK_ROWS);
      for (let place = from; place < to; place++) {
        const log = Math.log1p(ages[place]! / alpha);
        const later = 1 / (alpha + ages[place]!);
        sums[0]! += many[place]! * log;
        sums[1]! += many[place]! * later;
        sums[2]! += many[place]! * later * later;
        sums[3]! += orders[place]! * log;
        sums[4]! += orders[place]! * later;
        sums[5]! += orders[place]! * later * later;
      }
      this.#ageTerms.carry();
    }
    return this.#ageTerms.take();
  }

  /** Writes what is needed of the rows of a block. */
  #readBlock(from: number, to: number, alpha: number, heavy: boolean): void {
    const { first: recency, second: age } = this.#population;
    const ages = this.#byAge.table;
    const recencies = this.#recencies;
    const laters = this.#laters;
    const sooners = this.#sooners;
    const silences = this.#silences;
    if (heavy) {
      for (let row = from; row < to; row++) {
        const sooner = 1 / (alpha + recency[row]!);
        laters[row - from] = 1 / (alpha + age[row]!);
        sooners[row - from] = sooner;
        silences[row - from] = Math.log1p((age[row]! - recency[row]!) * sooner);
      }
      return;
    }
    if (ages === null) {
      for (let row = from; row < to; row++) laters[row - from] = 1 / (alpha + age[row]!);
    } else {
      const { placeOf } = ages;
      const { inverses } = this.#ofAges;
      for (let row = from; row < to; row++) laters[row - from] = inverses[placeOf[row]!]!;
    }
    if (recencies === null) {
      for (let row = from; row < to; row++) {
        const sooner = 1 / (alpha + recency[row]!);
        sooners[row - from] = sooner;
        silences[row - from] = Math.log((alpha + age[row]!) * sooner);
      }
    } else {
      const { placeOf } = recencies;
      const { inverses, logs } = this.#ofRecencies;
      for (let row = from; row < to; row++) {
        const place = placeOf[row]!;
        sooners[row - from] = inverses[place]!;
        silences[row - from] = -logs[place]!;
      }
      if (ages === null) {
        for (let row = from; row < to; row++) silences[row - from]! += Math.log1p(age[row]! / alpha);
      } else {
        const { placeOf: placeOfAge } = ages;
        const { logs: ageLogs } = this.#ofAges;
        for (let row = from; row < to; row++) silences[row - from]! += ageLogs[placeOfAge[row]!]!;
      }
    }
  }
}

/** ln(1 + time/alpha) and 1/(alpha + time) of some times. */
interface TimeLogs {
  readonly times: Float64Array;
  readonly logs: Float64Array;
  readonly inverses: Float64Array;
}

function timeLogsOf(table: TimeTable | null): TimeLogs {
  const times = table?.times ?? new Float64Array(0);
  return { times, logs: new Float64Array(times.length), inverses: new Float64Array(times.length) };
}

function layLogs({ times, logs, inverses }: TimeLogs, alpha: number): void {
  for (let place = 0; place < times.length; place++) {
    logs[place] = Math.log1p(times[place]! / alpha);
    inverses[place] = 1 / (alpha + times[place]!);
  }
}

/**
 * Sums what depends on w = logOdds + n silence over the rows of a block. It meets nothing but arrays of numbers, so that
 * what an engine has compiled of it lasts from fit to fit.
 */
function sumBlock(
  block: Float64Array,
  weight: Float64Array,
  laters: Float64Array,
  sooners: Float64Array,
  silences: Float64Array,
  from: number,
  to: number,
  n: number,
  logOdds: number,
): void {
  let product = 1; // of 1 + e^-|w| over rows of weight 1
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let s5 = 0;
  let s6 = 0;
  let s7 = 0;
  let s8 = 0;
  let s9 = 0;
  let s10 = 0;
  for (let row = from; row < to; row++) {
    const many = weight[row]!;
    const sooner = sooners[row - from]!;
    const later = laters[row - from]!;
    const d = silences[row - from]!;
    const e = later - sooner;
    const f = -e * (sooner + later);
    const w = logOdds + n * d;
    const small = Math.exp(-Math.abs(w));
    const share = 1 / (1 + small);
    const s = many * (w > 0 ? share : small * share);
    const v = many * small * share * share;
    if (w > 0) s0 += many * w;
    if (many === 1) product *= 1 + small;
    else s0 += many * Math.log1p(small);
    s1 += s;
    s2 += s * d;
    s3 += s * e;
    s4 += s * f;
    s5 += v;
    s6 += v * d;
    s7 += v * e;
    s8 += v * d * d;
    s9 += v * e * e;
    s10 += v * d * e;
  }
  block[0] = s0 + Math.log(product);
  block[1] = s1;
  block[2] = s2;
  block[3] = s3;
  block[4] = s4;
  block[5] = s5;
  block[6] = s6;
  block[7] = s7;
  block[8] = s8;
  block[9] = s9;
  block[10] = s10;
}
