import type { InvalidFact } from "../core/index.ts";
import type { RenewalMaximumRefusal } from "./kernel.ts";
import type { ClvFitRefusal } from "./model.ts";
import type { PeriodDiscount } from "./opportunityModel.ts";

/** Why no model of renewals was fitted. */
export type RenewalFitRefusal =
  | RenewalMaximumRefusal
  | Extract<
      ClvFitRefusal,
      {
        /** Why. */
        readonly code: "invalid-rows";
      }
    >;

/** A cohort as columns for `fitSbg`, one row for each renewal at which somebody left and one for those still there. */
export interface SurvivorRows {
  /** How often they have renewed. */
  readonly renewals: readonly number[];
  /** 1 for those who left at the next renewal, 0 for those for whom it has not come yet. */
  readonly ended: readonly (0 | 1)[];
  /** How many customers. */
  readonly weight: readonly number[];
}

/** Why a list of survivors makes no columns. */
export type SurvivorRefusal =
  | InvalidFact
  | {
      /** Why. */
      readonly code: "survivors-rise";
      /** After how many renewals. */
      readonly renewals: number;
      /** How many there were before. */
      readonly before: number;
      /** How many there are now. */
      readonly now: number;
    };

/** One renewal of `retentionCurve`. */
export interface RetentionPoint {
  /** Which renewal, from 1. */
  readonly renewal: number;
  /** The share who renew of those who come to it. */
  readonly retention: number;
  /** The share of all who are still there after it. */
  readonly survival: number;
  /** The share of all who leave at it. */
  readonly leaving: number;
}

/** One renewal of `observedRetention`. */
export interface ObservedRetention {
  /** Which renewal, from 1. */
  readonly renewal: number;
  /** How many customers came to it. */
  readonly atRisk: number;
  /** How many of them left at it. */
  readonly left: number;
  /** The share of them who renewed. */
  readonly retention: number;
  /** The share of all who were still there after it. */
  readonly survival: number;
  /** The standard error of the survival; null where nobody was left. */
  readonly standardError: number | null;
  /** The lower end of the survival's interval; null likewise. */
  readonly low: number | null;
  /** The upper end; null likewise. */
  readonly high: number | null;
}

/** The answer of `renewalOutlook`. */
export interface RenewalOutlook {
  /** The chance that the next renewal is made. */
  readonly retention: number;
  /** Renewals expected within the horizon, all to come without one; null where their mean is not finite. */
  readonly expectedRenewals: number | null;
  /** The same, the next counted in full, each later one discounted once more; null without a discount. */
  readonly discountedRenewals: number | null;
  /** How many renewals ahead, as asked; null for ever. */
  readonly horizon: number | null;
  /** How much less the future is worth, as asked; null where not asked. */
  readonly discount: PeriodDiscount | null;
}

/** Customers made up by a model of renewals. Cloneable. */
export interface SimulatedRenewals {
  /** How often each has renewed. */
  readonly renewals: Float64Array;
  /** 1 for who left at the next renewal, 0 for whom it has not come yet. */
  readonly ended: Uint8Array;
}
