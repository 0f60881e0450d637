import { bgBbLikelihood } from "./bgBbLikelihood.ts";
import type { MaximumRefusal, PenaltyOption, PopulationMaximum } from "./columns.ts";
import { distinctRows } from "./distinctRows.ts";
import { maximizeLikelihood } from "./maximizeLikelihood.ts";

/** Histories of opportunities of a population, column by column. */
export interface OpportunityColumns {
  /** Orders: at how many opportunities the customer took part. */
  readonly frequency: ArrayLike<number>;
  /** The number of the last opportunity taken, the first being 1; 0 where none was. */
  readonly recency: ArrayLike<number>;
  /** How many opportunities there have been. */
  readonly opportunities: ArrayLike<number>;
  /** How many customers each row stands for; one each when left out. */
  readonly weight?: ArrayLike<number> | undefined;
}

/**
 * Fits BG/BB by maximum likelihood: Newton steps in the logarithms of alpha, beta, gamma, delta, from a mean chance to order
 * as up to the last orders, and a mean chance to leave that takes half the opportunities to pass.
 *
 * @param columns - Possible rows only, as `opportunityFault` has it; weights positive.
 * @param options - `penalty`: see `maximizeLikelihood`; 0 unless given.
 * @returns The maximum, its parameters in the order alpha, beta, gamma, delta; or why there is none.
 */
export function maximizeBgBb(
  columns: OpportunityColumns,
  { penalty = 0 }: PenaltyOption = {},
): PopulationMaximum | MaximumRefusal {
  const { frequency, recency, opportunities, weight = null } = columns;
  const population = distinctRows({ frequency, first: recency, second: opportunities, weight });
  const { customers, rows, purchases, fingerprint, first, second } = population;
  const distinct = first.length;
  if (distinct > 0 && purchases === 0) return { code: "nobody-repeats", customers };
  if (distinct < 4) return { code: "too-few-distinct-rows", distinct, required: 4 };
  const mean = (column: Float64Array): number =>
    column.reduce((sum, value, row) => sum + value * population.weight[row]!, 0) / customers;
  const chance = (purchases / customers + 0.5) / (mean(first) + 1);
  const long = 1 + mean(second) / 2;
  const starts = [
    [2 * chance, 2 * (1 - chance), 0.7, 0.7 * long],
    [chance, 1 - chance, 1, long],
    [5 * chance, 5 * (1 - chance), 3, 10 * long],
  ];
  const maximum = maximizeLikelihood(bgBbLikelihood(population), { starts, centre: starts[0] ?? [], penalty });
  return { ...maximum, customers, rows, fingerprint, scale: 1 };
}
