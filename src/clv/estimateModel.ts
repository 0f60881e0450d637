import type { Money, Reason, Rounding, RowFindings } from "../core/index.ts";
import type { HistoryRefusal, SpendRefusal } from "./historyModel.ts";
import type { ClvUnit } from "./kernel.ts";
import type { ClvDiscount, ClvTimeSpan } from "./model.ts";

/** Codes of reasons in this module. */
export type ClvReasonCode =
  | "alive-uninformative"
  | "nobody-leaves"
  | "model-unsettled"
  | "alive-unsettled"
  | "value-alive"
  | "value-orders"
  | "value-spend"
  | "value-margin-so-far"
  | "value-costs-so-far"
  | "value-to-come"
  | "value-mostly-refunded";

/** The answer of `probabilityAlive`. */
export interface AliveEstimate {
  /** From 0 to 1. */
  readonly probability: number;
  /** How far ahead, as asked; null for now. */
  readonly in: ClvTimeSpan | null;
  /**
   * `alive-uninformative` under BG/NBD for a customer without a repeat purchase: it gives everyone of them 1.
   * `nobody-leaves` under NBD, which gives everyone 1. Of a fitted model also what its fit left on record:
   * `model-unsettled` without standard errors or where the search did not arrive, `alive-unsettled` where the data could
   * not tell it from nobody leaving.
   */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `expectedOrders`. */
export interface OrdersEstimate {
  /** Expected repeat orders in (T + from, T + horizon]. */
  readonly orders: number;
  /** From when they are counted, as asked; null for now. */
  readonly from: ClvTimeSpan | null;
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `discountedOrders`. */
export interface DiscountedOrdersEstimate {
  /** Expected repeat orders after T, each discounted to T. */
  readonly orders: number;
  /** How much less the future is worth, as asked. */
  readonly discount: ClvDiscount;
  /** How far ahead orders count, as asked; null for ever. */
  readonly horizon: ClvTimeSpan | null;
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `orderDistribution`. */
export interface OrderDistribution {
  /** The chance of 0, 1, 2, ... orders in (T, T + horizon]. */
  readonly probabilities: readonly number[];
  /** The chance of more orders than listed. */
  readonly beyond: number;
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `orderQuantiles`. */
export interface OrderQuantiles {
  /** For each chance the least number of orders that is not exceeded with at least that chance. */
  readonly orders: readonly number[];
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `nextOrderQuantiles`. */
export interface NextOrderQuantiles {
  /** For each chance the time, from T on, by which the next order has come with that chance; null where it never has. */
  readonly times: readonly (ClvTimeSpan | null)[];
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `expectedSpend`. */
export interface SpendEstimate {
  /** The mean amount expected of an order, major units. */
  readonly mean: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** What a value takes for granted; each is a code with a sentence. */
export type ClvAssumption =
  | "assumes-steady-customers"
  | "assumes-independent-spend"
  | "assumes-constant-margin"
  | "assumes-margin-so-far"
  | "assumes-constant-retention"
  | "assumes-alike-customers";

/** How a residual value is reckoned. */
export interface ResidualValueOptions {
  /** How far ahead orders count; for ever unless given, and then the discount must be above 0. */
  readonly horizon?: ClvTimeSpan | null | undefined;
  /** How much less the future is worth. */
  readonly discount: ClvDiscount;
  /** Share of an order's amount that is earned, as decimal text such as `"0.35"`. */
  readonly margin: string;
  /** How the amount is rounded, once, to the currency's minor unit. */
  readonly rounding: Rounding;
}

/** The answer of `residualValue`. */
export interface ResidualValue {
  /** discountedOrders * expectedSpend * margin, rounded. */
  readonly value: Money;
  /** What it is made of. */
  readonly parts: {
    /** The value before rounding, major units: what intervals are asked of, since a rounded amount moves in steps. */
    readonly value: number;
    /** The chance that the customer is still alive. */
    readonly probabilityAlive: number;
    /** Expected orders within the horizon, each counted as one; null without a horizon. */
    readonly expectedOrders: number | null;
    /** The same, each discounted to now. */
    readonly discountedOrders: number;
    /** The mean amount expected of an order, major units. */
    readonly expectedSpend: number;
  };
  /** How far ahead orders count, as asked; null for ever. */
  readonly horizon: ClvTimeSpan | null;
  /** How much less the future is worth, as asked. */
  readonly discount: ClvDiscount;
  /** The margin, as asked. */
  readonly margin: string;
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** Why there is no residual value. */
export type ResidualValueRefusal =
  | HistoryRefusal
  | SpendRefusal
  | {
      /** Why. */
      readonly code: "value-out-of-range";
      /** What it came to. */
      readonly observed: number;
    };

/** Columns to score. `HistoryColumns` fits. */
export interface ClvColumns {
  /** The unit of `recency` and `age`. It need not be the model's. */
  readonly unit: ClvUnit;
  /** Repeat purchases. */
  readonly frequency: ArrayLike<number>;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: ArrayLike<number>;
  /** From the first purchase to the moment of judgement. */
  readonly age: ArrayLike<number>;
  /** Mean amount of a repeat purchase, major units of `currency`; needed with a spend model. */
  readonly monetary?: ArrayLike<number> | undefined;
  /** ISO 4217 code of `monetary`; held against the spend model's where both are there. */
  readonly currency?: string | undefined;
}

/** The answer of `scoreClv`, row by row as the columns came. Cloneable. */
export interface ClvScores {
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
  /** How far ahead discounted orders count, as asked; null for ever. */
  readonly discountHorizon: ClvTimeSpan | null;
  /** P(alive); NaN for rows listed in `findings`. Under BG/NBD 1 says nothing where the frequency is 0. */
  readonly probabilityAlive: Float64Array;
  /** Orders expected within the horizon; NaN likewise. */
  readonly expectedOrders: Float64Array;
  /** Orders within `discountHorizon`, each discounted to now; NaN likewise; null without a discount. */
  readonly discountedOrders: Float64Array | null;
  /** Mean amount expected of an order, major units; NaN likewise; null without a spend model. */
  readonly expectedSpend: Float64Array | null;
  /** Rows that could not be scored, with the reason. */
  readonly findings: RowFindings;
}
