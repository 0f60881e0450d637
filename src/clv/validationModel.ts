import type { Day } from "../core/index.ts";
import type { ClvUnit } from "./kernel.ts";
import type { ClvModel, ClvTimeSpan } from "./model.ts";

/** The answer of `compareNested`. */
export interface NestedComparison {
  /** Twice by how much the larger model's log-likelihood exceeds the simpler one's. */
  readonly statistic: number;
  /** How many parameters the larger model has more. */
  readonly degrees: number;
  /** The chance of a statistic as large where the simpler model is true. */
  readonly pValue: number;
  /** Whether the simpler model lies on the edge of the larger one, so that the chance is only a guide. */
  readonly edge: boolean;
}

/** Why no test tells two models apart. */
export type NestedRefusal =
  | ModelComparisonRefusal
  | {
      /** The one is no special case of the other. */
      readonly code: "not-nested";
      /** The model said to be simpler. */
      readonly simpler: string;
      /** The model said to be larger. */
      readonly larger: string;
    };

/** Histories up to some day, with the orders that came after it, column by column. */
export interface HoldOutColumns {
  /** The unit of `recency` and `age`. */
  readonly unit: ClvUnit;
  /** Repeat purchases. */
  readonly frequency: ArrayLike<number>;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: ArrayLike<number>;
  /** From the first purchase to the end of calibration. */
  readonly age: ArrayLike<number>;
  /** Orders in the hold-out period. */
  readonly holdOut: ArrayLike<number>;
  /** The length of the hold-out period. */
  readonly horizon: ClvTimeSpan;
}

/** The answer of `splitPurchases`. Cloneable; all columns have one length. */
export interface PurchaseSplit extends HoldOutColumns {
  /** Whose row it is. */
  readonly ids: readonly string[];
  /** Repeat purchases. */
  readonly frequency: Float64Array;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: Float64Array;
  /** From the first purchase to the end of calibration. */
  readonly age: Float64Array;
  /** Orders in the hold-out period. */
  readonly holdOut: Float64Array;
  /** The last day of calibration. */
  readonly calibrateUntil: Day;
  /** The last day of the hold-out. */
  readonly holdOutUntil: Day;
  /** Customers without a row, who first came after calibration. */
  readonly cameLater: number;
  /** The first purchase of each row, in days since 1970-01-01. */
  readonly firstDays: Int32Array;
  /** All repeat purchases of all rows, in days since 1970-01-01, ascending. */
  readonly repeatDays: Int32Array;
}

/** The answer of `trackOrders`, period by period. Cloneable. */
export interface TrackedOrders {
  /** The last day of each period. */
  readonly periods: readonly Day[];
  /** How many of them lie within calibration. */
  readonly calibrationPeriods: number;
  /** Repeat orders in each period. */
  readonly actual: Float64Array;
  /** Repeat orders expected in each. */
  readonly expected: Float64Array;
  /** Repeat orders up to the end of each. */
  readonly actualSoFar: Float64Array;
  /** Repeat orders expected up to the end of each. */
  readonly expectedSoFar: Float64Array;
}

/** How far off forecasts of single customers were. */
export interface HoldOutErrors {
  /** The mean of their sizes. */
  readonly mean: number;
  /** The root of the mean of their squares. */
  readonly rootMeanSquare: number;
  /** The mean of forecast - actual. */
  readonly bias: number;
}

/** Customers alike in what was known or said of them. */
export interface HoldOutBin {
  /** The least value of the bin, inclusive. */
  readonly from: number;
  /** The greatest; null without end. */
  readonly to: number | null;
  /** How many customers. */
  readonly customers: number;
  /** The mean of what was expected. */
  readonly expected: number;
  /** The mean of what came. */
  readonly actual: number;
}

/** Customers alike in their chance to order. */
export interface HoldOutChanceBin extends HoldOutBin {
  /**
   * The lower end of Wilson's 95 % interval of `actual`: how low a share would still agree with what came, by chance alone.
   * Where `expected` lies outside, the chances of the bin were off; one bin in twenty is by chance.
   */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/** The answer of `assessHoldOut`. */
export interface HoldOutAssessment {
  /** How many customers. */
  readonly customers: number;
  /** Orders of all in the hold-out. */
  readonly orders: {
    /** That came. */
    readonly actual: number;
    /** That were expected. */
    readonly expected: number;
  };
  /** How far off single customers were. */
  readonly errors: {
    /** Under the model. */
    readonly model: HoldOutErrors;
    /** If everyone went on at their own rate. */
    readonly ownRate: HoldOutErrors;
    /** If everyone ordered at the rate of all. */
    readonly everyonesRate: HoldOutErrors;
  };
  /** Orders by the frequency before: 0, 1, ... 6, and 7 and more. */
  readonly byFrequency: readonly HoldOutBin[];
  /** Shares of customers who ordered at all, by their chance to, in tenths. */
  readonly byChance: readonly HoldOutChanceBin[];
}

/** One line of `compareModels`. */
export interface ModelComparison {
  /** The model. */
  readonly format: ClvModel["format"];
  /** Its log-likelihood. */
  readonly logLikelihood: number;
  /** How many parameters it has. */
  readonly parameters: number;
  /** 2 parameters - 2 ln L. */
  readonly aic: number;
  /** parameters * ln customers - 2 ln L. */
  readonly bic: number;
  /** By how much its AIC exceeds the least. */
  readonly behind: number;
}

/** Why models cannot be compared. */
export type ModelComparisonRefusal =
  | {
      /** They were fitted on different data. */
      readonly code: "different-data";
      /** One of them. */
      readonly first: string;
      /** The other. */
      readonly other: string;
    }
  | {
      /** One was drawn towards its start. */
      readonly code: "penalised-fit";
      /** Which. */
      readonly format: string;
      /** How strongly. */
      readonly penalty: number;
    };
