import type { CurrencyMismatch, Day, InvalidFact, Money } from "../core/index.ts";
import type { ClvAssumption } from "./estimateModel.ts";

/** The answer of `historicValue`. */
export interface HistoricValue {
  /** margin - costs. */
  readonly value: Money;
  /** What it is made of. */
  readonly parts: {
    /** The margin on what was spent, rounded. */
    readonly margin: Money;
    /** What the customer cost, rounded. */
    readonly costs: Money;
  };
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
}

/** The answer of `simpleValue`. */
export interface SimpleValue {
  /** margin * multiple, rounded. */
  readonly value: Money;
  /** How many times the margin of a period it is. */
  readonly multiple: number;
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
}

/** One period of `cohortValue`. */
export interface CohortPeriod {
  /** Which period of a customer's life, from 1. */
  readonly age: number;
  /** How many customers have completed it. */
  readonly customers: number;
  /** What each of them brought in it on average. */
  readonly mean: Money;
  /** What a customer has brought by its end, on average: the sum of the means. */
  readonly soFar: Money;
}

/** The answer of `cohortValue`. */
export interface CohortValue {
  /** Periods that at least one customer has completed, from the first. */
  readonly periods: readonly CohortPeriod[];
  /** The last day that counts, as asked. */
  readonly until: Day;
  /** The length of a period in days, as asked. */
  readonly everyDays: number;
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
}

/** Why there is no historic value. */
export type HistoricValueRefusal = InvalidFact | CurrencyMismatch;
