import { BLOCK_ROWS, startBlockTotals } from "./blockTotals.ts";
import type { DistinctRows } from "./distinctRows.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";
import { risingSum, type Stretch, stretchesOf } from "./risingSums.ts";
import { startShareCurve } from "./shareCurve.ts";
import { NODE_NUMBERS, NODE_SUMS, type ShareNodes, startShareNodes } from "./shareNodes.ts";
import { type TimeTable, timeTable } from "./timeTable.ts";

/** Sums over rows: the value, and ten products of slopes. */
const ROW_SUMS = 11;

/** Rows after which the weights gathered at nodes are carried over, so that their error does not grow with how many there are. */
const GATHERED = 64 * BLOCK_ROWS;

/** The places of the rows of a block where each has its own. */
const IN_TURN: Int32Array = /* @__PURE__ */ (() => Int32Array.from({ length: BLOCK_ROWS }, (_, row) => row))();

/** A product of shares below this is taken to its logarithm. */
const TINY = 1e-100;

/**
 * The Pareto/NBD log-likelihood of a population as a function of r, alpha, s, beta, with its first and second derivatives.
 *
 *     ln L = ln[Γ(r+x)/Γ(r)] - x ln(alpha) + ln[e^l(t) rho(t) + e^l(T) (1 - rho(T))]
 *     l(time) = -(r+x) ln(1 + time/alpha) - s ln(1 + time/beta)
 *
 * Each of the two terms depends on the frequency and one time alone, so that it is computed with its derivatives once for
 * each pair of them that is met (`startShareNodes`); many times of one frequency lie on a curve (`startShareCurve`). A row puts two terms
 * together: the second derivatives of its logarithm are those of the terms in the shares they have in the sum, which are
 * gathered term by term, less the product of its slopes.
 *
 * @param population - Frequency, recency t, age T, weight.
 */
export function paretoNbdLikelihood(population: DistinctRows): (parameters: ArrayLike<number>) => LikelihoodAt {
  const likelihood = new Likelihood(population);
  return (parameters) => likelihood.at(parameters);
}

/** A class, as everything that is met row by row: what an engine has compiled of a closure dies with it. */
class Likelihood {
  readonly #population: DistinctRows;
  readonly #stretches: readonly Stretch[];
  readonly #groups: readonly GroupTimes[];
  readonly #left: ShareNodes;
  readonly #alive: ShareNodes;
  readonly #curve = startShareCurve();
  readonly #rowTerms = startBlockTotals(ROW_SUMS);
  readonly #nodeTerms = startBlockTotals(NODE_SUMS);

  constructor(population: DistinctRows) {
    const groups = Array.from(population.frequencies, (_, group) => timesOf(population, group));
    this.#population = population;
    this.#stretches = stretchesOf(population);
    this.#groups = groups;
    this.#left = startShareNodes("left", mostOf(groups.map(({ recencies }) => recencies)));
    this.#alive = startShareNodes("alive", mostOf(groups.map(({ ages }) => ages)));
  }

  at(parameters: ArrayLike<number>): LikelihoodAt {
    const { frequencies, starts, first: recency, second: age, weight, purchases } = this.#population;
    const rowTerms = this.#rowTerms;
    const curve = this.#curve;
    const left = this.#left;
    const alive = this.#alive;
    const nodeTerms = this.#nodeTerms;
    const r = parameters[0]!;
    const alpha = parameters[1]!;
    const s = parameters[2]!;
    const beta = parameters[3]!;
    const ofR = risingSum(r, this.#stretches);

    for (let group = 0; group < frequencies.length; group++) {
      const q = r + frequencies[group]!;
      const start = starts[group]!;
      const end = starts[group + 1]!;
      const { recencies, ages, low, high } = this.#groups[group]!;
      const count = (recencies?.times.length ?? end - start) + (ages?.times.length ?? end - start);
      const at = { q, alpha, s, beta };
      const laid = curve.lay(at, low, high, count) ? curve : null;
      if (recencies !== null) left.lay(at, recencies.times, 0, recencies.times.length, laid);
      if (ages !== null) alive.lay(at, ages.times, 0, ages.times.length, laid);
      for (let from = start; from < end; from += BLOCK_ROWS) {
        const to = Math.min(end, from + BLOCK_ROWS);
        if (recencies === null) left.lay(at, recency, from, to, laid);
        if (ages === null) alive.lay(at, age, from, to, laid);
        sumBlock(
          rowTerms.block,
          weight,
          left.numbers,
          left.gathered,
          recencies?.placeOf ?? IN_TURN,
          recencies === null ? from : start,
          alive.numbers,
          alive.gathered,
          ages?.placeOf ?? IN_TURN,
          ages === null ? from : start,
          from,
          to,
        );
        rowTerms.carry();
        const enough = to === end || (to - start) % GATHERED === 0;
        if (recencies === null || enough) left.carry(nodeTerms);
        if (ages === null || enough) alive.carry(nodeTerms);
      }
    }
    const rows = rowTerms.take();
    const nodes = nodeTerms.take();
    const curvature = (index: number): number => nodes[4 + index]! - rows[1 + index]!;
    const [rr, ra, rs, rb] = [curvature(0) + ofR.curvature, curvature(1), curvature(2), curvature(3)];
    const [aa, as, ab] = [curvature(4) + purchases / alpha / alpha, curvature(5), curvature(6)];
    const [ss, sb, bb] = [curvature(7), curvature(8), curvature(9)];
    return {
      value: rows[0]! + ofR.value - purchases * Math.log(alpha),
      gradient: [nodes[0]! + ofR.slope, nodes[1]! - purchases / alpha, nodes[2]!, nodes[3]!],
      hessian: [rr, ra, rs, rb, ra, aa, as, ab, rs, as, ss, sb, rb, ab, sb, bb],
    };
  }
}

/** The times of the customers of one frequency. */
interface GroupTimes {
  /** Their recencies, each once; null where nearly all differ. */
  readonly recencies: TimeTable | null;
  /** Their ages, each once; null where nearly all differ. */
  readonly ages: TimeTable | null;
  /** The least recency. */
  readonly low: number;
  /** The greatest age. */
  readonly high: number;
}

function timesOf({ starts, first, second }: DistinctRows, group: number): GroupTimes {
  const from = starts[group]!;
  const to = starts[group + 1]!;
  let low = Infinity;
  let high = 0;
  for (let row = from; row < to; row++) {
    low = Math.min(low, first[row]!);
    high = Math.max(high, second[row]!);
  }
  return { recencies: timeTable(first, from, to, Infinity), ages: timeTable(second, from, to, Infinity), low, high };
}

/** How many nodes are computed at once at most. */
const mostOf = (tables: readonly (TimeTable | null)[]): number =>
  tables.reduce((most, table) => Math.max(most, table?.times.length ?? 0), BLOCK_ROWS);

/**
 * Puts the two terms of each row of a block together. It meets nothing but arrays of numbers, so that what an engine has
 * compiled of it lasts from fit to fit.
 */
function sumBlock(
  block: Float64Array,
  weight: Float64Array,
  ofLeft: Float64Array,
  sharesLeft: Float64Array,
  leftOf: Int32Array,
  leftFrom: number,
  ofAlive: Float64Array,
  sharesAlive: Float64Array,
  aliveOf: Int32Array,
  aliveFrom: number,
  from: number,
  to: number,
): void {
  let product = 1; // of the sums of rows of weight 1
  let value = 0;
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
    const leftNode = leftOf[row - leftFrom]!;
    const aliveNode = aliveOf[row - aliveFrom]!;
    const i = leftNode * NODE_NUMBERS;
    const j = aliveNode * NODE_NUMBERS;
    const log = ofLeft[i + 1]!;
    const shrunk = Math.exp(ofAlive[j + 1]! - log);
    const sum = ofLeft[i]! + ofAlive[j]! * shrunk;
    const w = 1 / sum;
    const a = shrunk * w;
    value += many * log;
    if (many === 1) {
      product *= sum;
      if (product < TINY) {
        value += Math.log(product);
        product = 1;
      }
    } else {
      value += many * Math.log(sum);
    }
    sharesLeft[leftNode]! += many * w;
    sharesAlive[aliveNode]! += many * a;
    const fR = w * ofLeft[i + 2]! + a * ofAlive[j + 2]!;
    const fA = w * ofLeft[i + 3]! + a * ofAlive[j + 3]!;
    const fS = w * ofLeft[i + 4]! + a * ofAlive[j + 4]!;
    const fB = w * ofLeft[i + 5]! + a * ofAlive[j + 5]!;
    const nR = many * fR;
    const nA = many * fA;
    const nS = many * fS;
    rr += nR * fR;
    ra += nR * fA;
    rs += nR * fS;
    rb += nR * fB;
    aa += nA * fA;
    as += nA * fS;
    ab += nA * fB;
    ss += nS * fS;
    sb += nS * fB;
    bb += many * fB * fB;
  }
  block[0] = value + Math.log(product);
  block[1] = rr;
  block[2] = ra;
  block[3] = rs;
  block[4] = rb;
  block[5] = aa;
  block[6] = as;
  block[7] = ab;
  block[8] = ss;
  block[9] = sb;
  block[10] = bb;
}
