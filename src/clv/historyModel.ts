import type { CurrencyMismatch, InvalidFact, Money, RowFindings } from "../core/index.ts";
import type { ClvUnit } from "./kernel.ts";

/** A customer's purchases counted in days, as `CustomerSummary.repeat` of `clientele/history` has them. */
export interface HistoryInDays {
  /** Distinct purchase days after the first. */
  readonly frequency: number;
  /** Days from the first purchase to the last; 0 without a repeat purchase. */
  readonly recencyDays: number;
  /** Days from the first purchase to the moment of judgement. */
  readonly ageDays: number;
}

/** A customer's purchases with times in a stated unit. */
export interface HistoryInUnits {
  /** Repeat purchases. */
  readonly frequency: number;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: number;
  /** From the first purchase to the moment of judgement. */
  readonly age: number;
  /** The unit of `recency` and `age`. It need not be the model's. */
  readonly unit: ClvUnit;
}

/** What is known of one customer's purchases. The unit of time is always in the names or beside the numbers. */
export type PurchaseHistory = HistoryInDays | HistoryInUnits;

/**
 * What is known of one customer's spend: the total of the repeat purchases as money, as `CustomerSummary.repeat` of
 * `clientele/history` has it; or their mean as a number, major units of the model's currency.
 */
export type SpendHistory =
  | {
      /** Repeat purchases. */
      readonly frequency: number;
      /** What they cost in all. */
      readonly spend: Money;
    }
  | {
      /** Repeat purchases. */
      readonly frequency: number;
      /** Their mean, major units of the model's currency. */
      readonly monetary: number;
    };

/** What a log-normal model of spend knows of one customer. */
export interface LogSpendHistory {
  /** Repeat purchases. */
  readonly frequency: number;
  /** The geometric mean of what they cost, major units of the model's currency. */
  readonly geometricMean: number;
}

/** Spend made up by a log-normal model. Cloneable. */
export interface SimulatedLogSpend {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Purchases, as asked. */
  readonly frequency: Float64Array;
  /** The geometric mean of their amounts, major units; 0 where there is none. */
  readonly geometricMean: Float64Array;
  /** The sum of squares of their logarithms about the mean. */
  readonly logSquares: Float64Array;
}

/** A history that cannot be true. */
export type ImpossibleHistory =
  | {
      /** Why it cannot be true. */
      readonly code: "recency-beyond-age";
      /** From the first purchase to the last. */
      readonly recency: number;
      /** From the first purchase to the moment of judgement. */
      readonly age: number;
    }
  | {
      /** Why it cannot be true. */
      readonly code: "recency-without-repeat";
      /** From the first purchase to the last. */
      readonly recency: number;
    }
  | {
      /** Why it cannot be true. */
      readonly code: "repeat-without-recency";
      /** Repeat purchases. */
      readonly frequency: number;
    };

/** Why nothing can be expected of a customer's orders. */
export type HistoryRefusal =
  | InvalidFact
  | ImpossibleHistory
  | {
      /** Times both in days and in a unit of their own: which holds is not for us to say. */
      readonly code: "history-in-two-forms";
      /** The unit that stands beside the days. */
      readonly unit: string;
    };

/** Why nothing can be expected of a customer's spend. */
export type SpendRefusal =
  | InvalidFact
  | CurrencyMismatch
  | {
      /** Why. */
      readonly code: "infinite-spend";
      /** Repeat purchases. */
      readonly frequency: number;
    };

/** One purchase of one customer. */
export interface Purchase {
  /** Whose. */
  readonly customerId: string;
  /** The day, `YYYY-MM-DD`, in the caller's zone. */
  readonly day: string;
}

/** Customers made up by a model of orders. Cloneable. */
export interface SimulatedOrders {
  /** The unit of `recency` and `age`. */
  readonly unit: ClvUnit;
  /** Repeat purchases. */
  readonly frequency: Float64Array;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: Float64Array;
  /** From the first purchase to the end of observation, as asked. */
  readonly age: Float64Array;
}

/** Mean spend made up by a model of spend. Cloneable. */
export interface SimulatedSpend {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Repeat purchases, as asked. */
  readonly frequency: Float64Array;
  /** Mean amount of a repeat purchase, major units; 0 where there is none. */
  readonly monetary: Float64Array;
}

/** What columns are made of: a `CustomerSummary` of `clientele/history` fits. */
export interface HistorySubject {
  /** Whose. */
  readonly customerId: string;
  /** Repeat purchases in days; null for a customer without any purchase. */
  readonly repeat:
    | (HistoryInDays & {
        /** What the repeat purchases cost in all. */
        readonly spend: Money;
      })
    | null;
}

/** Histories of a population, column by column. Cloneable; all columns have one length. */
export interface HistoryColumns {
  /** The unit of `recency` and `age`. */
  readonly unit: ClvUnit;
  /** ISO 4217 code of `monetary`. */
  readonly currency: string;
  /** Whose row it is. */
  readonly ids: readonly string[];
  /** Repeat purchases. */
  readonly frequency: Float64Array;
  /** From the first purchase to the last. */
  readonly recency: Float64Array;
  /** From the first purchase to the moment of judgement. */
  readonly age: Float64Array;
  /** Mean amount of a repeat purchase, major units; 0 where there is none. */
  readonly monetary: Float64Array;
  /** Customers that have no row, by their place in the input: without a purchase, in another currency, impossible. */
  readonly findings: RowFindings;
}
