import { blockSum } from "../../numeric/index.ts";
import { bgNbdLikelihood } from "./bgNbdLikelihood.ts";
import { type DistinctRows, distinctRows } from "./distinctRows.ts";
import { type GammaGammaParameters, gammaGammaExpectedSpend } from "./gammaGamma.ts";
import { gammaGammaLikelihood } from "./gammaGammaLikelihood.ts";
import { type LikelihoodAt, type LikelihoodMaximum, maximizeLikelihood } from "./maximizeLikelihood.ts";
import { nbdLikelihood } from "./nbdLikelihood.ts";
import { paretoNbdLikelihood } from "./paretoNbdLikelihood.ts";

/** Histories of a population, column by column, times in one unit. */
export interface OrderingColumns {
  /** Repeat purchases. */
  readonly frequency: ArrayLike<number>;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: ArrayLike<number>;
  /** From the first purchase to the moment of judgement. */
  readonly age: ArrayLike<number>;
  /** How many customers each row stands for; one each when left out. */
  readonly weight?: ArrayLike<number> | undefined;
}

/** Mean spend of a population, column by column, in one currency. */
export interface SpendColumns {
  /** How many orders each mean is of. */
  readonly frequency: ArrayLike<number>;
  /** Their mean amount, major units. */
  readonly monetary: ArrayLike<number>;
  /** How many customers each row stands for; one each when left out. */
  readonly weight?: ArrayLike<number> | undefined;
}

/** What a maximum rests on. */
export interface PopulationMaximum extends LikelihoodMaximum {
  /** The sum of the weights. */
  readonly customers: number;
  /** Rows given. */
  readonly rows: number;
  /** 16 hexadecimal digits that tell one population from another, whatever the order of its rows. */
  readonly fingerprint: string;
  /** The typical size of the unit in which the scale parameter stands: mean age, or mean spend. */
  readonly scale: number;
}

/** Why a likelihood has no maximum worth the name. */
export type MaximumRefusal =
  | {
      /** Everybody bought once. */
      readonly code: "nobody-repeats";
      /** How many customers: the sum of the weights. */
      readonly customers: number;
    }
  | {
      /** The rows are too much alike. */
      readonly code: "too-few-distinct-rows";
      /** How many different rows there are. */
      readonly distinct: number;
      /** How many it takes. */
      readonly required: number;
    };

/** How a model of orders is fitted: its likelihood, and where the search begins. */
interface OrderingFit {
  /** The log-likelihood of a population, by the parameters in their order. */
  readonly likelihood: (population: DistinctRows) => (parameters: ArrayLike<number>) => LikelihoodAt;
  /** Starts, by the mean time between repeat purchases and the mean age; the first serves nearly always. */
  readonly starts: (gap: number, age: number) => readonly (readonly number[])[];
}

/**
 * Fits BG/NBD by maximum likelihood: Newton steps in the logarithms of r, alpha, a, b, from
 * r = 0.5, alpha = ages / repeat purchases / 3, a = 0.7, b = 2; large populations from the maximum of a part of their rows.
 *
 * @param columns - Possible rows only, as `historyFault` has it; weights positive.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order r, alpha, a, b; or why there is none.
 */
export const maximizeBgNbd = (columns: OrderingColumns, options: PenaltyOption = {}): OrderingMaximum =>
  maximizeOrdering(columns, options, {
    likelihood: (population) => bgNbdLikelihood(population, 0),
    starts: (gap) => [
      [0.5, gap / 3, 0.7, 2],
      [1, gap, 1, 3],
      [3, 3 * gap, 0.1, 3],
    ],
  });

/**
 * Fits MBG/NBD by maximum likelihood, as `maximizeBgNbd` fits BG/NBD.
 *
 * @param columns - Possible rows only, as `historyFault` has it; weights positive.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order r, alpha, a, b; or why there is none.
 */
export const maximizeMbgNbd = (columns: OrderingColumns, options: PenaltyOption = {}): OrderingMaximum =>
  maximizeOrdering(columns, options, {
    likelihood: (population) => bgNbdLikelihood(population, 1),
    starts: (gap) => [
      [0.5, gap / 2, 0.7, 2],
      [1, gap, 1, 3],
      [3, 3 * gap, 0.1, 3],
    ],
  });

/**
 * Fits Pareto/NBD by maximum likelihood: Newton steps in the logarithms of r, alpha, s, beta, from
 * r = 0.6, alpha = 0.6 ages / repeat purchases, s = 0.6, beta = half the mean age.
 *
 * @param columns - Possible rows only, as `historyFault` has it; weights positive.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order r, alpha, s, beta; or why there is none.
 */
export const maximizeParetoNbd = (columns: OrderingColumns, options: PenaltyOption = {}): OrderingMaximum =>
  maximizeOrdering(columns, options, {
    likelihood: paretoNbdLikelihood,
    starts: (gap, age) => [
      [0.6, 0.6 * gap, 0.6, age / 2],
      [1, gap, 1, age],
      [3, 3 * gap, 0.3, 3 * age],
    ],
  });

/**
 * Fits NBD by maximum likelihood: Newton steps in the logarithms of r, alpha, from r = 0.5, alpha = r ages / repeat purchases.
 *
 * @param columns - Possible rows only, as `historyFault` has it; weights positive.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order r, alpha; or why there is none.
 */
export const maximizeNbd = (columns: OrderingColumns, options: PenaltyOption = {}): OrderingMaximum =>
  maximizeOrdering(columns, options, {
    likelihood: nbdLikelihood,
    starts: (gap) => [
      [0.5, 0.5 * gap],
      [3, 3 * gap],
      [0.05, 0.05 * gap],
    ],
  });

/** How strongly a search is drawn towards its start. */
export interface PenaltyOption {
  /** Not negative; 0 unless given. */
  readonly penalty?: number | undefined;
}

/** Where the likelihood of a model of orders is greatest; or why it is nowhere. */
export type OrderingMaximum = PopulationMaximum | MaximumRefusal;

function maximizeOrdering(columns: OrderingColumns, { penalty = 0 }: PenaltyOption, fit: OrderingFit): OrderingMaximum {
  const { frequency, recency, age, weight = null } = columns;
  const population = distinctRows({ frequency, first: recency, second: age, weight });
  const { customers, rows, purchases, fingerprint } = population;
  const distinct = population.first.length;
  if (distinct > 0 && purchases === 0) return { code: "nobody-repeats", customers };
  if (distinct < 4) return { code: "too-few-distinct-rows", distinct, required: 4 };
  const ages = weightedSum(population, population.second);
  const starts = fit.starts(ages / purchases, ages / customers);
  const near = startFromFew(population, fit, starts, penalty);
  const maximum = maximizeLikelihood(fit.likelihood(population), {
    starts: near === null ? starts : [near, ...starts],
    centre: starts[0] ?? [],
    penalty,
  });
  return { ...maximum, customers, rows, fingerprint, scale: ages / customers };
}

/** Distinct rows from which a search begins with few of them, and how many those are. */
const MANY = 32_768;
const FEW = 8192;
/** Rows that are taken of each frequency at least, where it has as many. */
const SMALL = 24;

/** The maximum for every so many rows of each frequency, each standing for all: from there the whole takes fewer steps. */
function startFromFew(
  population: DistinctRows,
  fit: OrderingFit,
  starts: readonly (readonly number[])[],
  penalty: number,
): readonly number[] | null {
  const distinct = population.first.length;
  if (distinct < MANY) return null;
  const few = everyOf(population, Math.floor(distinct / FEW));
  const { parameters, covariance, gradientNorm } = maximizeLikelihood(fit.likelihood(few), {
    starts: starts.slice(0, 1),
    centre: starts[0] ?? [],
    penalty,
    evaluations: 30,
  });
  return covariance !== null && gradientNorm < 1e-6 ? parameters : null;
}

/** Every so many rows of each frequency, of small ones all, with the weight of their frequency shared out among them. */
function everyOf(population: DistinctRows, step: number): DistinctRows {
  const { frequencies, starts, first, second, weight } = population;
  const chosen: number[] = [];
  const shares: number[] = [];
  const begins = [0];
  for (let group = 0; group < frequencies.length; group++) {
    const [from, to] = [starts[group]!, starts[group + 1]!];
    const every = Math.max(1, Math.min(step, Math.floor((to - from) / SMALL)));
    let taken = 0;
    for (let row = from + (every >> 1); row < to; row += every) {
      chosen.push(row);
      taken += weight[row]!;
    }
    const scale = blockSum(weight.subarray(from, to)) / taken;
    for (let place = begins[group]!; place < chosen.length; place++) shares.push(weight[chosen[place]!]! * scale);
    begins.push(chosen.length);
  }
  return {
    ...population,
    rows: chosen.length,
    first: Float64Array.from(chosen, (row) => first[row]!),
    second: Float64Array.from(chosen, (row) => second[row]!),
    weight: Float64Array.from(shares),
    starts: Int32Array.from(begins),
  };
}

/**
 * Fits Gamma-Gamma by maximum likelihood: Newton steps in the logarithms of p, q, v, from p = 2, q = 3, v = mean spend,
 * whose expectation is the mean spend.
 *
 * @param columns - Frequencies, mean amounts and weights all positive, frequencies whole.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order p, q, v; or why there is none.
 */
export function maximizeGammaGamma(
  columns: SpendColumns,
  { penalty = 0 }: PenaltyOption = {},
): PopulationMaximum | MaximumRefusal {
  const { frequency, monetary, weight = null } = columns;
  const population = distinctRows({ frequency, first: monetary, second: new Float64Array(frequency.length), weight });
  const { customers, rows, fingerprint } = population;
  const distinct = population.first.length;
  if (distinct < 3) return { code: "too-few-distinct-rows", distinct, required: 3 };
  const mean = weightedSum(population, population.first) / customers;
  const starts = [
    [2, 3, mean],
    [1, 10, 9 * mean],
    [10, 1.5, mean / 20],
  ];
  const maximum = maximizeLikelihood(gammaGammaLikelihood(population), { starts, centre: starts[0] ?? [], penalty });
  return { ...maximum, customers, rows, fingerprint, scale: mean };
}

/** The sum of a column of a population, each row with its weight. */
function weightedSum({ weight }: DistinctRows, column: Float64Array): number {
  const products = new Float64Array(weight.length);
  for (let row = 0; row < weight.length; row++) products[row] = weight[row]! * column[row]!;
  return blockSum(products);
}

/**
 * The correlation of two columns over a population (Pearson's).
 *
 * @param columns - `frequency`, `monetary`, `weight`.
 * @returns From -1 to 1; null where one of the columns does not vary.
 */
export function spendCorrelation({ frequency, monetary, weight }: SpendColumns): number | null {
  const rows = frequency.length;
  const share = Float64Array.from({ length: rows }, (_, row) => weight?.[row] ?? 1);
  const total = blockSum(share);
  const mean = (column: ArrayLike<number>): number => blockSum(share.map((many, row) => many * column[row]!)) / total;
  const [x, y] = [mean(frequency), mean(monetary)];
  const about = (left: ArrayLike<number>, a: number, right: ArrayLike<number>, b: number): number =>
    blockSum(share.map((many, row) => many * (left[row]! - a) * (right[row]! - b)));
  const spread = Math.sqrt(about(frequency, x, frequency, x)) * Math.sqrt(about(monetary, y, monetary, y));
  return spread > 0 ? Math.max(-1, Math.min(1, about(frequency, x, monetary, y) / spread)) : null;
}

/**
 * The mean amount expected of each customer's orders under Gamma-Gamma.
 *
 * @param columns - Frequencies and mean amounts; the amount is not looked at where the frequency is 0.
 * @param parameters - p, q, v.
 * @returns Major units, row by row; NaN for rows that cannot be, and where the expectation is infinite.
 */
export function expectedSpendColumn(
  { frequency, monetary }: SpendColumns,
  parameters: GammaGammaParameters,
): Float64Array {
  const spend = new Float64Array(frequency.length).fill(NaN);
  for (let index = 0; index < spend.length; index++) {
    const row = { frequency: frequency[index]!, monetary: monetary[index]! };
    if (spendFault(row) === null) spend[index] = gammaGammaExpectedSpend(row, parameters);
  }
  return spend;
}

/**
 * Tells whether a customer's spend can be: a whole number of orders, and where there are any, a positive mean.
 *
 * @param row - Frequency and mean amount.
 * @returns The column in which something is wrong; null when nothing is.
 */
export function spendFault({
  frequency,
  monetary,
}: {
  readonly frequency: number;
  readonly monetary: number;
}): "frequency" | "monetary" | null {
  if (!(Number.isSafeInteger(frequency) && frequency >= 0)) return "frequency";
  return frequency === 0 || (monetary > 0 && monetary < Infinity) ? null : "monetary";
}
