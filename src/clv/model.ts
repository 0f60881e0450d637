import type { CurrencyMismatch, InvalidFact, Issue, Money, Reason, Rounding, RowFindings } from "../core/index.ts";
import type { BgNbdParameters, ClvUnit, GammaGammaParameters } from "./kernel.ts";

/** A stretch of time with its unit. */
export interface ClvTimeSpan {
  /** How many; finite, not negative. */
  readonly amount: number;
  /** Of what. */
  readonly unit: ClvUnit;
}

/**
 * How much less the future is worth. `annual`: effective rate a year of 365.25 days, so that 0.1 makes 1 in a year worth
 * 1 / 1.1 now. `continuous`: the rate delta of e^(-delta t), for each unit of time named by `per`.
 */
export type ClvDiscount =
  | {
      /** Effective rate a year. */
      readonly annual: number;
    }
  | {
      /** The rate delta. */
      readonly continuous: number;
      /** The unit of time it is a rate of. */
      readonly per: ClvUnit;
    };

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

/** Why the search for the greatest likelihood ended, and how sure the place is. */
export interface ClvConvergence {
  /**
   * `gradient`: the likelihood is level to rounding. `step`, `flat`: nothing better can be told from rounding; judge by
   * `gradientNorm`. `iterations`: the limit of steps or of 200 computations of the likelihood came first.
   */
  readonly stopped: "gradient" | "step" | "flat" | "iterations";
  /** Steps taken. */
  readonly iterations: number;
  /** Times the likelihood was computed. */
  readonly evaluations: number;
  /** The largest slope left, relative to the likelihood, by the logarithms of the parameters. */
  readonly gradientNorm: number;
  /** Condition of the observed information by the logarithms of the parameters; null when not positive definite. */
  readonly hessianCondition: number | null;
}

/** What scoring with BG/NBD needs; a fitted model has more. Published parameters can be written down in this form. */
export interface BgNbdScoring {
  /** Kind and version. */
  readonly format: "bg-nbd-model/1";
  /** The unit of time of `alpha`. */
  readonly unit: ClvUnit;
  /** r, alpha, a, b; all positive. */
  readonly parameters: BgNbdParameters;
}

/** A fitted BG/NBD model. Plain JSON. */
export interface BgNbdModel extends BgNbdScoring {
  /** Standard errors from the observed information; null when it is not positive definite. */
  readonly standardErrors: BgNbdParameters | null;
  /** Covariance of r, alpha, a, b, row by row in this order; null as above. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** The log-likelihood at the parameters. */
  readonly logLikelihood: number;
  /** How many customers it was fitted on: the sum of the weights. */
  readonly customers: number;
  /** How many rows they came in. */
  readonly rows: number;
  /** How the search ended. */
  readonly convergence: ClvConvergence;
}

/** What scoring with Gamma-Gamma needs; a fitted model has more. */
export interface GammaGammaScoring {
  /** Kind and version. */
  readonly format: "gamma-gamma-model/1";
  /** ISO 4217 code; amounts are in its major units. */
  readonly currency: string;
  /** p, q, v; all positive. */
  readonly parameters: GammaGammaParameters;
}

/** A fitted Gamma-Gamma model. Plain JSON. */
export interface GammaGammaModel extends GammaGammaScoring {
  /** Standard errors from the observed information; null when it is not positive definite. */
  readonly standardErrors: GammaGammaParameters | null;
  /** Covariance of p, q, v, row by row in this order; null as above. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** The log-likelihood at the parameters. */
  readonly logLikelihood: number;
  /** How many customers it was fitted on: the sum of the weights. */
  readonly customers: number;
  /** How many rows they came in. */
  readonly rows: number;
  /** Pearson's correlation of frequency and mean spend, which the model takes for none; null where one does not vary. */
  readonly correlation: number | null;
  /** How the search ended. */
  readonly convergence: ClvConvergence;
}

/** A fitted model, and what to know of it before use. */
export interface ClvFit<Model> {
  /** The model. */
  readonly model: Model;
  /** Warnings: `boundary-estimate`, `flat-likelihood`, `not-converged`, `spend-correlates`. */
  readonly findings: readonly Issue[];
}

/** Why no model was fitted. */
export type ClvFitRefusal =
  | {
      /** Some rows cannot be true; nothing was fitted. */
      readonly code: "invalid-rows";
      /** How many. */
      readonly total: number;
      /** The place of the first, counted from zero. */
      readonly first: number;
      /** Each with its place and its reason, up to a cap. */
      readonly rows: RowFindings;
    }
  | {
      /** Why. */
      readonly code: "nobody-repeats";
      /** How many customers: the sum of the weights. */
      readonly customers: number;
    }
  | {
      /** Why. */
      readonly code: "too-few-distinct-rows";
      /** How many different rows there are. */
      readonly distinct: number;
      /** How many it takes. */
      readonly required: number;
    };

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
export type HistoryRefusal = InvalidFact | ImpossibleHistory;

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

/** Codes of reasons in this module. */
export type ClvReasonCode = "alive-uninformative";

/** The answer of `probabilityAlive`. */
export interface AliveEstimate {
  /** From 0 to 1. */
  readonly probability: number;
  /** `alive-uninformative` for a customer without a repeat purchase: BG/NBD gives everyone of them 1. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `expectedOrders`. */
export interface OrdersEstimate {
  /** Expected repeat orders in (T, T + horizon]. */
  readonly orders: number;
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
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

/** What a residual value takes for granted; each is a code with a sentence. */
export type ClvAssumption = "assumes-steady-customers" | "assumes-independent-spend" | "assumes-constant-margin";

/** How a residual value is reckoned. */
export interface ResidualValueOptions {
  /** How far ahead orders count. */
  readonly horizon: ClvTimeSpan;
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
    /** The chance that the customer is still alive. */
    readonly probabilityAlive: number;
    /** Expected orders within the horizon, each counted as one. */
    readonly expectedOrders: number;
    /** The same, each discounted to now. */
    readonly discountedOrders: number;
    /** The mean amount expected of an order, major units. */
    readonly expectedSpend: number;
  };
  /** How far ahead orders count, as asked. */
  readonly horizon: ClvTimeSpan;
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
  /** P(alive); NaN for rows listed in `findings`. 1 says nothing where the frequency is 0. */
  readonly probabilityAlive: Float64Array;
  /** Orders expected within the horizon; NaN likewise. */
  readonly expectedOrders: Float64Array;
  /** Mean amount expected of an order, major units; NaN likewise; null without a spend model. */
  readonly expectedSpend: Float64Array | null;
  /** Rows that could not be scored, with the reason. */
  readonly findings: RowFindings;
}

/** Why there is no historic value. */
export type HistoricValueRefusal = InvalidFact | CurrencyMismatch;
