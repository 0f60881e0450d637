import type {
  Duration,
  Instant,
  InstantInput,
  Labels,
  Money,
  PolicyReference,
  RowFindings,
  Tagged,
} from "../core/index.ts";
import type { ComparisonOp, ComparisonValue } from "../rules/index.ts";
import type { TierInputColumns, TierStateColumns } from "./kernel.ts";
import type { TierHoldKind, TierReason, TierSubject } from "./model.ts";
import type { ConditionRole } from "./tierKind.ts";

/** A customer of a portfolio. */
export interface TierPortfolioRow extends TierSubject {
  /** What the customer is worth to the company; left out or null when that is not known. */
  readonly value?: Money | null | undefined;
}

/** A portfolio in columns, all of one length: what `evaluateTierColumns` takes, with who the customers are and what they are worth. */
export interface TierPortfolioColumns {
  /** The host's identifiers; left out where the places of the rows are enough. */
  readonly customerId?: ArrayLike<string> | null | undefined;
  /** Values of the metrics, by id: money in whole minor units; see `verdictColumn`. */
  readonly metrics: TierInputColumns["metrics"];
  /** Where the customers stand, tiers by their places in `tiers`; left out when none of them is graded yet. */
  readonly state?: TierStateColumns | null | undefined;
  /** The tiers that `state` names by their places here; left out for those of the first policy, lowest first. */
  readonly tiers?: readonly string[] | null | undefined;
  /** What the customers are worth, in whole minor units of the policy's currency; NaN where that is not known. */
  readonly value?: ArrayLike<number> | null | undefined;
}

/** Customers with where they stand and what was measured: any iterable of rows, gone through once; or columns. */
export type TierPortfolio = Iterable<TierPortfolioRow> | TierPortfolioColumns;

/**
 * Where customers are judged from. `atOnce`: from where they stand, what a judgement at `asOf` decides; reviews that are not due, terms,
 * protection and grace stay in force. `settled`: from where they stand, when all that is bounded in time has run out: terms,
 * protection, least time, grace, waiting for a period, overrides with an end; step by step where the policy goes so. The gentler
 * `retain`, tiers for life, tiers that are never lost and overrides without an end stay. `afresh`: as if nobody had a tier yet.
 */
export type TierHorizon = "atOnce" | "settled" | "afresh";

/** What a customer of each tier costs the company. */
export interface TierCosts {
  /** What one costs within how long; ISO 8601, for people. */
  readonly per: Duration;
  /** By tier, for one customer: decimal text in the policy's currency. Every tier of every policy asked about has one. */
  readonly amounts: Readonly<Record<string, string>>;
}

/** How a portfolio is judged. */
export interface TierSimulationOptions {
  /** The moment of judgement. */
  readonly asOf: InstantInput;
  /** Where customers are judged from; `atOnce` when left out. */
  readonly horizon?: TierHorizon | null | undefined;
  /** What a customer is worth: the id of a metric of kind money, or a function of a row; left out for the row's, or the columns', `value`. */
  readonly value?: string | ((row: TierPortfolioRow) => Money | null | undefined) | null | undefined;
  /** What a customer of each tier costs; left out to leave costs out. */
  readonly costs?: TierCosts | null | undefined;
  /** How many customers are listed by name where all are counted; `LISTED_ROWS` of core, 100, when left out. */
  readonly listed?: number | null | undefined;
}

/** A part of a portfolio. */
export interface CustomersAndValue {
  /** How many customers. */
  readonly customers: number;
  /** What those of known worth are worth together, exactly; zero where nobody's worth is known: see `withoutValue` of the answer. */
  readonly value: Money;
}

/** What one tier holds under one policy. */
export interface TierShare<Name extends string = string> extends CustomersAndValue {
  /** The tier. */
  readonly tier: Name;
  /** Its part of all customers judged, 0 to 1; 0 when there are none. */
  readonly share: number;
  /** How many of them stay there only because something is not known. */
  readonly insufficientData: number;
}

/** What a portfolio comes to under one policy. */
export interface SimulatedTiers<Name extends string = string> {
  /** The policy. */
  readonly policy: PolicyReference;
  /** Whether it is in force at the moment of judgement. It is applied whether or not. */
  readonly inForce: boolean;
  /** Its tiers, lowest first. */
  readonly tiers: readonly TierShare<Name>[];
  /** What the customers' tiers cost together, per the stated time; null when no costs were given. */
  readonly cost: Money | null;
  /** Tiers that customers hold and the policy does not have: these customers are judged as new. */
  readonly withoutTier: readonly (CustomersAndValue & {
    /** The tier held. */
    readonly tier: string;
  })[];
}

/** What every simulation says of the portfolio. */
export interface SimulatedPortfolio extends CustomersAndValue {
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** Where customers were judged from. */
  readonly horizon: TierHorizon;
  /**
   * How many of the customers are of unknown worth: they count, with a value of nothing. Where it equals `customers` (the option
   * `value` left out, say), the sums of value are zero and mean nothing.
   */
  readonly withoutValue: number;
  /** Customers who could not be judged, and are left out of everything: all counted, the first ones listed. */
  readonly refusals: RowFindings;
}

/** Customers who come from one tier and go to one. */
export interface TierFlow<Before extends string = string, After extends string = string> extends CustomersAndValue {
  /** The tier under the policy before. */
  readonly from: Before;
  /** The tier under the policy after. */
  readonly to: After;
  /** Which way; null where no policy has both tiers. */
  readonly direction: "up" | "down" | "none" | null;
  /** How many of them stay where they are, under either policy, only because something is not known. */
  readonly insufficientData: number;
}

/** A customer whom the two policies judge differently. */
export interface TierMover<Before extends string = string, After extends string = string> {
  /** The host's identifier; null where the columns have none. */
  readonly customerId: string | null;
  /** The place in the portfolio, from 0. */
  readonly index: number;
  /** The tier held at the moment of judgement; null when there is none. */
  readonly held: string | null;
  /** The tier under the policy before. */
  readonly from: Before;
  /** The tier under the policy after. */
  readonly to: After;
  /** What the customer is worth; null when that is not known. */
  readonly value: Money | null;
  /** What holds the tier under each policy, or keeps a higher one away; null where nothing has to. */
  readonly heldBy: {
    /** Under the policy before. */
    readonly before: TierHoldKind | null;
    /** Under the policy after. */
    readonly after: TierHoldKind | null;
  };
  /**
   * What decides under the policy after: of a tier lost, the comparisons that do not hold and the downgrade rules that do; of a tier
   * gained or kept, the comparisons that hold. `observed` is the marginal threshold: the value at which the line would turn.
   */
  readonly reasons: readonly TierReason[];
}

/** What would happen if a policy took the place of another. */
export interface TierSimulation<Before extends string = string, After extends string = string>
  extends SimulatedPortfolio {
  /** Under the policy before. */
  readonly before: SimulatedTiers<Before>;
  /** Under the policy after. */
  readonly after: SimulatedTiers<After>;
  /** What the change costs; null when no costs were given. */
  readonly cost: {
    /** Within how long; ISO 8601. */
    readonly per: Duration;
    /** Under the policy before. */
    readonly before: Money;
    /** Under the policy after. */
    readonly after: Money;
    /** The latter less the former. */
    readonly delta: Money;
  } | null;
  /** The flow matrix without its empty cells: by tier before and tier after, lowest first. */
  readonly flows: readonly TierFlow<Before, After>[];
  /** Those who move, in all. */
  readonly moved: CustomersAndValue & {
    /** Those who rise. */
    readonly up: CustomersAndValue;
    /** Those who fall. */
    readonly down: CustomersAndValue;
    /** Those who go between tiers that no policy has both of. */
    readonly other: CustomersAndValue;
  };
  /** Those who move by name: of the highest value first, up to the option `listed` (100 when left out); `moved` counts all. */
  readonly movers: readonly TierMover<Before, After>[];
}

/** One of several policies that were compared. */
export interface ComparedTiers<Name extends string = string> extends SimulatedTiers<Name> {
  /** Who would be in another tier than under the first of the policies. */
  readonly moved: CustomersAndValue;
}

/** Several policies side by side. */
export interface TierComparison<Name extends string = string> extends SimulatedPortfolio {
  /** The policies, in the order they were given. */
  readonly policies: readonly ComparedTiers<Name>[];
  /** Within how long costs are counted; null when none were given. */
  readonly per: Duration | null;
}

/** A value of the policy that a metric is held against, and may be moved. */
export interface TierThreshold {
  /** Where it stands: a JSON Pointer to the comparison. */
  readonly rule: string;
  /** What it is asked for. */
  readonly role: ConditionRole;
  /** Id of the tier, or of the downgrade rule, that asks. */
  readonly part: string;
  /** Its name for people, or its id. */
  readonly partLabel: Labels;
  /** Id of the metric. */
  readonly metric: string;
  /** Its name for people; null when none. */
  readonly label: Labels | null;
  /** How it is compared. */
  readonly op: ComparisonOp;
  /** The value. */
  readonly required: Tagged;
}

/** What moving one threshold by some part of it would do. */
export interface ThresholdChange {
  /** By which part, in percent: decimal text. */
  readonly percent: string;
  /** The threshold then; null when the metric cannot be held against such a value. */
  readonly required: Tagged | null;
  /** Who would rise. */
  readonly up: CustomersAndValue;
  /** Who would fall. */
  readonly down: CustomersAndValue;
}

/** A customer whose tier hangs on a threshold. */
export interface NearThreshold<Name extends string = string> {
  /** The host's identifier; null where the columns have none. */
  readonly customerId: string | null;
  /** The place in the portfolio, from 0. */
  readonly index: number;
  /** The tier now. */
  readonly from: Name;
  /** The tier when the threshold passes the customer. */
  readonly to: Name;
  /** Whether the comparison holds now. */
  readonly met: boolean;
  /** The customer's own value: the marginal threshold, at which the comparison turns. */
  readonly marginal: Tagged;
  /** How far it is from the threshold, in the metric's unit. */
  readonly distance: Tagged;
  /** What the customer is worth; null when that is not known. */
  readonly value: Money | null;
}

/** How much hangs on one threshold. */
export interface SensitiveThreshold<Name extends string = string> extends TierThreshold {
  /** Customers whose tier hangs on it: they would have another if the comparison turned, all else being the same. */
  readonly pivotal: CustomersAndValue;
  /** What moving it would do, in the order asked for. */
  readonly changes: readonly ThresholdChange[];
  /** Those of them whose values are nearest to it, nearest first, up to the cap. */
  readonly nearest: readonly NearThreshold<Name>[];
}

/** How much hangs on each threshold of a policy. */
export interface ThresholdSensitivity<Name extends string = string> extends SimulatedPortfolio {
  /** The policy. */
  readonly policy: PolicyReference;
  /** Its thresholds, in its order. */
  readonly thresholds: readonly SensitiveThreshold<Name>[];
}

/** How sensitivity is asked for. */
export interface ThresholdSensitivityOptions extends Omit<TierSimulationOptions, "costs"> {
  /** By which parts each threshold is moved, in percent: decimal text; `["-20", "-10", "10", "20"]` when left out. */
  readonly percents?: readonly string[] | null | undefined;
}

/** What a threshold is to bring about. */
export type ThresholdTarget<Name extends string = string> =
  | {
      /** The tier that is looked at. */
      readonly tier: Name;
      /** Whether higher tiers count with it; false when left out. */
      readonly orHigher?: boolean | null | undefined;
      /** How many customers are wanted there. */
      readonly customers: number;
    }
  | {
      /** The tier that is looked at. */
      readonly tier: Name;
      /** Whether higher tiers count with it; false when left out. */
      readonly orHigher?: boolean | null | undefined;
      /** Which part of all customers judged is wanted there, 0 to 1. */
      readonly share: number;
    }
  | {
      /** What all tiers may cost together, within the time that `costs` states: decimal text in the policy's currency. */
      readonly budget: string;
    };

/** How a threshold is solved for. */
export interface SolveThresholdOptions<Name extends string = string>
  extends Omit<TierSimulationOptions, "value" | "listed"> {
  /** Which: a JSON Pointer to a comparison of the policy. */
  readonly threshold: string;
  /** What it is to bring about. */
  readonly target: ThresholdTarget<Name>;
}

/** The threshold that comes nearest to a target. */
export interface SolvedThreshold<Name extends string = string> {
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** Where customers were judged from. */
  readonly horizon: TierHorizon;
  /** The policy. */
  readonly policy: PolicyReference;
  /** The threshold as it is. */
  readonly threshold: TierThreshold;
  /** Whether the target is met: within one customer, or within the budget. */
  readonly reached: boolean;
  /** Whether the response goes one way only as the threshold rises. All of it is looked at, so the answer is the best either way. */
  readonly monotone: boolean;
  /** The value to put in its place, as a policy writes it; the present one when that is as good as any. */
  readonly value: ComparisonValue;
  /** The same, tagged. */
  readonly required: Tagged;
  /** All values that decide the same: a round one may be chosen among them. */
  readonly alike: {
    /** The least; null where there is none. */
    readonly from: Tagged | null;
    /** Whether that is one of them. */
    readonly fromInclusive: boolean;
    /** The greatest; null where there is none. */
    readonly to: Tagged | null;
    /** Whether that is one of them. */
    readonly toInclusive: boolean;
  };
  /** How many customers were judged. */
  readonly customers: number;
  /** How many of them have a tier that hangs on the threshold. */
  readonly pivotal: number;
  /** What each tier would hold, lowest first. */
  readonly tiers: readonly {
    /** The tier. */
    readonly tier: Name;
    /** How many customers. */
    readonly customers: number;
    /** Their part of all customers judged. */
    readonly share: number;
  }[];
  /** What the tiers would cost together; null when no costs were given. */
  readonly cost: Money | null;
  /** Customers who could not be judged, and are left out. */
  readonly refusals: RowFindings;
}
