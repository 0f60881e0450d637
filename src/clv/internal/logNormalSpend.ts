import { startRandom } from "../../numeric/index.ts";
import type { MaximumRefusal, PenaltyOption, PopulationMaximum } from "./columns.ts";
import { distinctRows } from "./distinctRows.ts";
import { type LikelihoodAt, maximizeLikelihood } from "./maximizeLikelihood.ts";

/** The parameters of a log-normal model of spend. */
export interface LogNormalParameters {
  /** The median over customers of what one of their orders comes to at the median; in the unit of the amounts. */
  readonly median: number;
  /** How widely customers differ: the standard deviation of the logarithm between them. */
  readonly between: number;
  /** How widely a customer's orders differ: the standard deviation of the logarithm among them. */
  readonly within: number;
}

/** What a log-normal model of spend knows of a customer. */
export interface LogSpendRow {
  /** How many orders the mean is of. */
  readonly frequency: number;
  /** The geometric mean of their amounts, major units. Not looked at when there are none. */
  readonly geometricMean: number;
}

/** Logarithms of spend of a population, column by column, in one currency. */
export interface LogSpendColumns {
  /** How many orders there are of each customer. */
  readonly frequency: ArrayLike<number>;
  /** The geometric mean of their amounts, major units. */
  readonly geometricMean: ArrayLike<number>;
  /** The sum of squares of the logarithms of the amounts about their mean; 0 for a single order. */
  readonly logSquares: ArrayLike<number>;
  /** How many customers each row stands for; one each when left out. */
  readonly weight?: ArrayLike<number> | undefined;
}

/**
 * The mean amount expected of a customer's orders under the log-normal model.
 *
 *     exp(m + v/2 + within²/2),  v = within² between² / (within² + x between²)
 *     m = (within² ln median + x between² ln g) / (within² + x between²)
 *
 * @param row - Frequency x and geometric mean g.
 * @param parameters - median, between, within.
 * @returns The amount; Infinity where it lies beyond the range of numbers.
 */
export function logNormalExpectedSpend(
  { frequency: x, geometricMean }: LogSpendRow,
  { median, between, within }: LogNormalParameters,
): number {
  const noise = within * within;
  const spread = between * between;
  const total = noise + x * spread;
  const pull = x === 0 ? 0 : ((x * spread) / total) * Math.log(geometricMean / median);
  return median * Math.exp(pull + (spread * (noise / total) + noise) / 2);
}

/**
 * Fits the log-normal model by maximum likelihood: Newton steps in the logarithms of median, between, within, from the moments of
 * the logarithms.
 *
 * @param columns - Frequencies, geometric means and weights positive, frequencies whole, squares not negative.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order median, between, within; or why there is none.
 */
export function maximizeLogNormal(
  { frequency, geometricMean, logSquares, weight }: LogSpendColumns,
  { penalty = 0 }: PenaltyOption = {},
): PopulationMaximum | MaximumRefusal {
  const population = distinctRows({ frequency, first: geometricMean, second: logSquares, weight: weight ?? null });
  const { customers, rows, fingerprint, frequencies, starts, first, second } = population;
  const distinct = first.length;
  if (distinct < 3) return { code: "too-few-distinct-rows", distinct, required: 3 };
  const logs = first.map(Math.log);
  const sumOf = (term: (row: number) => number): number =>
    population.weight.reduce((sum, many, row) => sum + many * term(row), 0);
  const centre = sumOf((row) => logs[row]!) / customers;
  const groups = Array.from(frequencies, (x, group): LogGroup => {
    const all = { x, customers: 0, sum: 0, squares: 0, within: 0 };
    for (let row = starts[group]!; row < starts[group + 1]!; row++) {
      const many = population.weight[row]!;
      const apart = logs[row]! - centre;
      all.customers += many;
      all.sum += many * apart;
      all.squares += many * apart * apart;
      all.within += many * second[row]!;
    }
    return all;
  });
  const apart = Math.max(1e-6, sumOf((row) => (logs[row]! - centre) ** 2) / customers);
  const freedom = groups.reduce((sum, { x, customers: many }) => sum + many * (x - 1), 0);
  const inner = groups.reduce((sum, { within }) => sum + within, 0);
  const noise = freedom > 0 && inner > 0 ? inner / freedom : apart / 2;
  const spread = Math.max(apart / 10, apart - noise / (1 + freedom / customers));
  const median = Math.exp(centre);
  const begins = [
    [median, Math.sqrt(spread), Math.sqrt(noise)],
    [median, Math.sqrt(apart), Math.sqrt(noise) / 2],
    [median, Math.sqrt(apart) / 3, Math.sqrt(noise)],
  ];
  const maximum = maximizeLikelihood(logNormalLikelihood(groups, centre), {
    starts: begins,
    centre: begins[0] ?? [],
    penalty,
  });
  return { ...maximum, customers, rows, fingerprint, scale: median };
}

/** Customers of one frequency, their logarithms about a centre. */
interface LogGroup {
  readonly x: number;
  readonly customers: number;
  readonly sum: number;
  readonly squares: number;
  readonly within: number;
}

/**
 * The log-likelihood of the logarithms of all amounts, with P = within², Q = between², D = P + x Q, e = mean logarithm - ln median:
 *
 *     -x/2 ln 2 pi - (x-1)/2 ln P - 1/2 ln D - squares / (2 P) - x e² / (2 D)
 */
function logNormalLikelihood(
  groups: readonly LogGroup[],
  centre: number,
): (parameters: ArrayLike<number>) => LikelihoodAt {
  return (parameters) => {
    const [median, between, within] = [parameters[0]!, parameters[1]!, parameters[2]!];
    const [p, q] = [within * within, between * between];
    const off = centre - Math.log(median);
    let [value, m, mm, mP, mQ, ofP, ofQ, pp, pq, qq] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const { x, customers, sum, squares, within: inner } of groups) {
      const d = p + x * q;
      const first = sum + customers * off;
      const second = squares + 2 * off * sum + customers * off * off;
      const level = (x * second) / d;
      value -= (customers * (x * Math.log(2 * Math.PI) + (x - 1) * Math.log(p) + Math.log(d)) + inner / p + level) / 2;
      m += (x * first) / d;
      mm -= (x * customers) / d;
      mP -= (x * first) / d / d;
      mQ -= (x * x * first) / d / d;
      ofP += (inner / p - customers * (x - 1)) / (2 * p) + (level - customers) / (2 * d);
      ofQ += (x * (level - customers)) / (2 * d);
      const bend = (customers / 2 - level) / d / d;
      pp += (customers * (x - 1)) / (2 * p * p) - inner / p / p / p + bend;
      pq += x * bend;
      qq += x * x * bend;
    }
    const ofM = 1 / median;
    const [toQ, toP] = [2 * between, 2 * within];
    return {
      value,
      gradient: [m * ofM, ofQ * toQ, ofP * toP],
      hessian: [
        (mm - m) * ofM * ofM,
        mQ * toQ * ofM,
        mP * toP * ofM,
        mQ * toQ * ofM,
        qq * toQ * toQ + 2 * ofQ,
        pq * toP * toQ,
        mP * toP * ofM,
        pq * toP * toQ,
        pp * toP * toP + 2 * ofP,
      ],
    };
  };
}

/**
 * Draws what customers of the log-normal model spend, order by order.
 *
 * @param frequencies - How many orders each customer makes.
 * @param parameters - median, between, within.
 * @param seed - Of chance.
 */
export function simulateLogMeans(
  frequencies: ArrayLike<number>,
  { median, between, within }: LogNormalParameters,
  seed: number,
): { readonly geometricMean: Float64Array; readonly logSquares: Float64Array } {
  const random = startRandom(seed);
  const geometricMean = new Float64Array(frequencies.length);
  const logSquares = new Float64Array(frequencies.length);
  for (let customer = 0; customer < frequencies.length; customer++) {
    const orders = frequencies[customer]!;
    const own = between * random.normal();
    let mean = 0;
    let squares = 0;
    for (let order = 1; order <= orders; order++) {
      const log = own + within * random.normal();
      const apart = log - mean;
      mean += apart / order;
      squares += apart * (log - mean);
    }
    geometricMean[customer] = orders > 0 ? median * Math.exp(mean) : 0;
    logSquares[customer] = squares;
  }
  return { geometricMean, logSquares };
}
