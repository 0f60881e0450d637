import { bdwLikelihood } from "./bdw.ts";
import type { PenaltyOption, PopulationMaximum } from "./columns.ts";
import { distinctRows } from "./distinctRows.ts";
import { type LikelihoodAt, maximizeLikelihood } from "./maximizeLikelihood.ts";
import { risingSum, type Stretch, stretchesOf } from "./risingSums.ts";

/** Renewals of a population, column by column. */
export interface RenewalColumns {
  /** How often each customer has renewed. */
  readonly renewals: ArrayLike<number>;
  /** 1 or true for who left at the next renewal; 0 or false for whom it has not come yet. */
  readonly ended: ArrayLike<number | boolean>;
  /** How many customers each row stands for; one each when left out. */
  readonly weight?: ArrayLike<number> | undefined;
}

/** Why there is no maximum. */
export type RenewalMaximumRefusal =
  | {
      /** Nobody left. */
      readonly code: "nobody-left";
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

/**
 * Tells whether a row of renewals can be: a whole number of zero or more; 0, 1, false or true.
 *
 * @param row - Renewals, and whether the customer left at the next.
 * @returns The column in which something is wrong; null when nothing is.
 */
export function renewalFault({
  renewals,
  ended,
}: {
  readonly renewals: number;
  readonly ended: number | boolean;
}): "renewals" | "ended" | null {
  if (!(Number.isSafeInteger(renewals) && renewals >= 0)) return "renewals";
  return ended === 0 || ended === 1 || typeof ended === "boolean" ? null : "ended";
}

/**
 * Fits sBG by maximum likelihood: Newton steps in the logarithms of alpha, beta, from the share of renewals at which
 * customers left.
 *
 * @param columns - Possible rows only, as `renewalFault` has it; weights positive.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order alpha, beta; or why there is none.
 */
export function maximizeSbg(
  { renewals, ended, weight }: RenewalColumns,
  { penalty = 0 }: PenaltyOption = {},
): PopulationMaximum | RenewalMaximumRefusal {
  const rows = renewals.length;
  const left = Float64Array.from({ length: rows }, (_, row) => Number(ended[row]!));
  const nothing = new Float64Array(rows);
  const population = distinctRows({ frequency: renewals, first: left, second: nothing, weight: weight ?? null });
  const { frequencies, starts: begins } = population;
  const came = population.first.slice();
  frequencies.forEach((made, group) => {
    for (let row = begins[group]!; row < begins[group + 1]!; row++) came[row]! += made;
  });
  const due = distinctRows({ frequency: came, first: came, second: came, weight: population.weight });
  const { customers, fingerprint, purchases: made } = population;
  const distinct = population.first.length;
  const lost = population.first.reduce((sum, gone, row) => sum + gone * population.weight[row]!, 0);
  if (distinct > 0 && lost === 0) return { code: "nobody-left", customers };
  if (distinct < 2) return { code: "too-few-distinct-rows", distinct, required: 2 };
  const share = (lost + 0.5) / (made + lost + 1);
  const starts = [
    [2 * share, 2 * (1 - share)],
    [20 * share, 20 * (1 - share)],
    [share / 2, (1 - share) / 2],
  ];
  const likelihood = sbgLikelihood({ stays: stretchesOf(population), due: stretchesOf(due), lost });
  const maximum = maximizeLikelihood(likelihood, { starts, centre: starts[0] ?? [], penalty });
  return { ...maximum, customers, rows, fingerprint, scale: 1 };
}

/**
 * Fits the beta-discrete-Weibull model by maximum likelihood: Newton steps in the logarithms of alpha, beta, c, from the share
 * of renewals at which customers left, and c = 1.
 *
 * @param columns - As of `maximizeSbg`.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order alpha, beta, c; or why there is none.
 */
export function maximizeBdw(
  { renewals, ended, weight }: RenewalColumns,
  { penalty = 0 }: PenaltyOption = {},
): PopulationMaximum | RenewalMaximumRefusal {
  const rows = renewals.length;
  const left = Float64Array.from({ length: rows }, (_, row) => Number(ended[row]!));
  const nothing = new Float64Array(rows);
  const population = distinctRows({ frequency: renewals, first: left, second: nothing, weight: weight ?? null });
  const { customers, fingerprint, purchases: made } = population;
  const distinct = population.first.length;
  const lost = population.first.reduce((sum, gone, row) => sum + gone * population.weight[row]!, 0);
  if (distinct > 0 && lost === 0) return { code: "nobody-left", customers };
  if (distinct < 3) return { code: "too-few-distinct-rows", distinct, required: 3 };
  const share = (lost + 0.5) / (made + lost + 1);
  const starts = [
    [2 * share, 2 * (1 - share), 1],
    [0.3, 0.3 / share, 1.5],
    [20 * share, 20 * (1 - share), 1],
    [share, 2 * (1 - share), 0.6],
  ];
  const maximum = maximizeLikelihood(bdwLikelihood(population), { starts, centre: starts[0] ?? [], penalty });
  return { ...maximum, customers, rows, fingerprint, scale: 1 };
}

/**
 * The sBG log-likelihood: ln of alpha once for each who left, of (beta)_k for k renewals made, less that of (alpha+beta)_j for
 * j renewals that came due.
 */
function sbgLikelihood({
  stays,
  due,
  lost,
}: {
  readonly stays: readonly Stretch[];
  readonly due: readonly Stretch[];
  readonly lost: number;
}): (parameters: ArrayLike<number>) => LikelihoodAt {
  return (parameters) => {
    const alpha = parameters[0]!;
    const beta = parameters[1]!;
    const made = risingSum(beta, stays);
    const both = risingSum(alpha + beta, due);
    return {
      value: lost * Math.log(alpha) + made.value - both.value,
      gradient: [lost / alpha - both.slope, made.slope - both.slope],
      hessian: [
        -lost / alpha / alpha - both.curvature,
        -both.curvature,
        -both.curvature,
        made.curvature - both.curvature,
      ],
    };
  };
}
