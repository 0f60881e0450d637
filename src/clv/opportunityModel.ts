import type { InvalidFact } from "../core/index.ts";

/** A history of opportunities that cannot be true. */
export type ImpossibleOpportunities =
  | {
      /** Why it cannot be true. */
      readonly code: "recency-beyond-opportunities";
      /** The number of the last opportunity taken. */
      readonly recency: number;
      /** How many there have been. */
      readonly opportunities: number;
    }
  | {
      /** Why it cannot be true. */
      readonly code: "orders-beyond-recency";
      /** Orders. */
      readonly frequency: number;
      /** The number of the last opportunity taken. */
      readonly recency: number;
    }
  | {
      /** Why it cannot be true. */
      readonly code: "recency-without-order";
      /** The number of the last opportunity taken. */
      readonly recency: number;
    }
  | {
      /** Why it is not taken. */
      readonly code: "too-many-opportunities";
      /** How many there have been. */
      readonly opportunities: number;
      /** How many are taken at most. */
      readonly most: number;
    };

/** The answer of `opportunityColumns`. All columns have one length. */
export interface OpportunityHistories {
  /** Whose row it is. */
  readonly ids: readonly string[];
  /** At how many opportunities the customer took part. */
  readonly frequency: readonly number[];
  /** The number of the last of them, from 1; 0 where there was none. */
  readonly recency: readonly number[];
  /** How many opportunities there have been since the period of the first order. */
  readonly opportunities: readonly number[];
}

/** Why nothing can be expected of a customer at the opportunities to come. */
export type OpportunityRefusal = InvalidFact | ImpossibleOpportunities;

/** How much less the future is worth, from one opportunity or renewal to the next. */
export interface PeriodDiscount {
  /** Effective rate: 0.1 makes 1 at the next one worth 1 / 1.1 now. */
  readonly perPeriod: number;
}

/** The answer of `opportunityOutlook`. */
export interface OpportunityOutlook {
  /** The chance that the customer is alive at the last opportunity so far. */
  readonly probabilityAlive: number;
  /** The chance that the customer is still alive at the last opportunity within the horizon. */
  readonly probabilityAliveThen: number;
  /** Orders expected at the opportunities within the horizon. */
  readonly expectedOrders: number;
  /** Orders within `discountHorizon`, each discounted to the last opportunity so far; null without a discount. */
  readonly discountedOrders: number | null;
  /** How many opportunities ahead, as asked. */
  readonly horizon: number;
  /** How much less the future is worth, as asked; null where not asked. */
  readonly discount: PeriodDiscount | null;
  /** How many opportunities ahead discounted orders count, as asked; null for ever. */
  readonly discountHorizon: number | null;
}

/** The answer of `opportunityDistribution`. */
export interface OpportunityDistribution {
  /** The chance of orders at 0, 1, 2, ... of the opportunities to come. */
  readonly probabilities: readonly number[];
  /** How many opportunities ahead, as asked. */
  readonly horizon: number;
}

/** Customers made up by a model of opportunities. Cloneable. */
export interface SimulatedOpportunities {
  /** Orders. */
  readonly frequency: Float64Array;
  /** The number of the last opportunity taken; 0 where none was. */
  readonly recency: Float64Array;
  /** How many opportunities there have been, as asked. */
  readonly opportunities: Float64Array;
}
