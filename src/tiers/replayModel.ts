import type { Day, Instant, InstantInput, PolicyReference, Result } from "../core/index.ts";
import type { ConditionSubject, CustomerFacts, MetricValues } from "../rules/index.ts";
import type {
  TierAction,
  TierDecision,
  TierHoldKind,
  TierOverride,
  TierRefusal,
  TierState,
  TierStateAfter,
} from "./model.ts";
import type { TierSchedule } from "./policyModel.ts";
import type { TierRestatement } from "./restateTier.ts";

/** What the host knows of a customer at one review, beside the facts. */
export interface ReplayValues<Metric extends string = string>
  extends Pick<ConditionSubject, "activityCounts" | "segments"> {
  /** The review: one of the moments of the replay. */
  readonly asOf: InstantInput;
  /** Values of metrics as they were then; they count in place of what the facts would measure. */
  readonly metrics?: MetricValues<Metric> | null | undefined;
}

/**
 * A customer whose past is replayed: facts, from which each review measures what was known then; or values of the metrics, review
 * by review; or both.
 */
export interface ReplayCustomer<Name extends string = string, Metric extends string = string> extends CustomerFacts {
  /** Where the customer stood before the first review; null or left out when they were not graded yet. */
  readonly state?: TierState<Name> | null | undefined;
  /**
   * The customer's own moments. Nobody is graded at a review before their `enrolment`; where that is not given it is the review
   * that enrols them. The start of a tier comes from the replay itself.
   */
  readonly anchors?:
    | {
        /** When they joined. */
        readonly enrolment?: InstantInput | Day | null | undefined;
        /** When they first bought; found among the orders where it is not given. */
        readonly firstPurchase?: InstantInput | Day | null | undefined;
      }
    | null
    | undefined;
  /** What people decided about the customer; each counts while it is in force. */
  readonly overrides?: readonly TierOverride<Name>[] | null | undefined;
  /** What the host measured itself. An entry within the replay must lie at a review; others wait for theirs. */
  readonly values?: readonly ReplayValues<Metric>[] | null | undefined;
}

/** Which past is replayed, and how. */
export interface ReplayOptions {
  /** No review is earlier; with `reviews` it may be left out. */
  readonly from?: InstantInput | undefined;
  /** No review is later; with `reviews` it may be left out. */
  readonly to?: InstantInput | undefined;
  /** Periods whose first moments are the reviews, in the place of the policy's `schedule`. */
  readonly every?: TierSchedule | undefined;
  /** The moments of review themselves, ascending, in the place of a schedule. */
  readonly reviews?: readonly InstantInput[] | undefined;
  /** How many reviews may lie between a move and the one back for the two to be a bounce; 4 when left out. */
  readonly bounceWithin?: number | undefined;
  /**
   * Whether each customer is replayed once more with what is known now: every refund dated back to its order, as if what was
   * given back had never been bought. False when left out.
   */
  readonly restate?: boolean | undefined;
}

/** How much each customer's replay tells. */
export interface ReplayRowOptions extends ReplayOptions {
  /** `moves`, also when left out: moves only; `none`: every decision; `full`: every decision with its explanation. */
  readonly trace?: "moves" | "none" | "full" | undefined;
}

/** A decision of a replay that moves the customer. */
export interface ReplayMove<Name extends string = string> {
  /** The review. */
  readonly asOf: Instant;
  /** Its place among the reviews, from 0. */
  readonly review: number;
  /** What happens. */
  readonly action: Extract<TierAction, "enrol" | "upgrade" | "downgrade">;
  /** The tier before; null when there was none. */
  readonly from: Name | null;
  /** The tier after. */
  readonly to: Name;
  /** From when on. */
  readonly effectiveAt: Instant;
  /** The version of the policy that was in force. */
  readonly policy: PolicyReference;
  /**
   * What makes it, as JSON Pointers into that policy, sorted: upwards the `attain` of the tier reached; downwards the comparisons
   * of the tier lost that do not hold, and the downgrade rules that do. Of overrides (`/overrides/0`) into the customer.
   */
  readonly rules: readonly string[];
}

/** What a policy would have decided about one customer. */
export interface TierReplay<Name extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** How many reviews judged the customer. */
  readonly reviews: number;
  /** What moved them, earliest first. */
  readonly moves: readonly ReplayMove<Name>[];
  /** Every decision; none unless `trace` asks for them. */
  readonly decisions: readonly TierDecision<Name>[];
  /** Where they stand at the end; null when no review judged them. */
  readonly state: TierStateAfter<Name> | null;
  /** When they joined: hand it on as `anchors.enrolment` with `state` to go on from here; null when that is not known. */
  readonly enrolment: InstantInput | Day | null;
  /** What would be otherwise with the facts known now; null unless `restate` asks for it. */
  readonly restatement: TierRestatement | null;
}

/** Why a customer could not be replayed. */
export interface TierReplayRefusal {
  /** Why. */
  readonly code: TierRefusal["code"];
  /** The review that could not judge them; null when it is not about one. */
  readonly asOf: Instant | null;
  /** The refusal in full. */
  readonly refusal: TierRefusal;
}

/** One customer, and what would have been decided. */
export interface ReplayedRow<Row, Name extends string = string> {
  /** The row as it was handed in, with all its own keys. */
  readonly row: Row;
  /** The replay. */
  readonly result: Result<TierReplay<Name>, TierReplayRefusal>;
}

/** Customers who stood in one tier before a review and in another, or the same, after it. */
export interface ReplayFlow<Name extends string = string> {
  /** The tier before; null for those who had none. */
  readonly from: Name | null;
  /** The tier after. */
  readonly to: Name;
  /** How many. */
  readonly customers: number;
}

/** One review of all customers. */
export interface ReplayPeriod<Name extends string = string> {
  /** The review. */
  readonly asOf: Instant;
  /** The version of the policy that was in force. */
  readonly policy: PolicyReference;
  /** How many customers were judged. */
  readonly judged: number;
  /** How many had not joined yet. */
  readonly notYet: number;
  /** How many decisions of each kind; they come to `judged`. */
  readonly actions: Readonly<Record<TierAction, number>>;
  /** How many decisions each hold made. */
  readonly heldBy: Readonly<Record<TierHoldKind, number>>;
  /** From where to where, with those who stayed; cells without customers are left out. They come to `judged`. */
  readonly flow: readonly ReplayFlow<Name>[];
  /** How many stand in each tier afterwards. */
  readonly tiers: Readonly<Record<Name, number>>;
}

/** How long customers stay in a tier. */
export interface ReplayDwell<Name extends string = string> {
  /** The tier. */
  readonly tier: Name;
  /** Stays that began and ended within the replay. */
  readonly completed: number;
  /** Stays that began within it and were still going on at the last review. */
  readonly censored: number;
  /** Stays that had begun before it; they do not count for the median. */
  readonly begunBefore: number;
  /** How many days half of the stays outlast, after Kaplan and Meier; null when the replay is too short to tell. */
  readonly medianDays: number | null;
}

/** One of two opposite moves. */
export interface ReplayCause {
  /** The version of the policy that was in force. */
  readonly policy: PolicyReference;
  /** What made the move; see {@link ReplayMove}. */
  readonly rules: readonly string[];
}

/** A pair of rules that sends customers to and fro. */
export interface ReplayBounces {
  /** Which way first. */
  readonly direction: "downUp" | "upDown";
  /** What made the first move. */
  readonly first: ReplayCause;
  /** What made the move back. */
  readonly second: ReplayCause;
  /** How often. */
  readonly bounces: number;
}

/** Customers who went to and fro. */
export interface ReplayThrash {
  /** Moves after which the customer moved back soon. */
  readonly bounces: number;
  /** Those down and back up. */
  readonly downUp: number;
  /** Those up and back down. */
  readonly upDown: number;
  /** How many customers bounced at all. */
  readonly customers: number;
  /** How many customers bounced so many times. */
  readonly byTimes: readonly {
    /** How many times. */
    readonly times: number;
    /** How many customers. */
    readonly customers: number;
  }[];
  /** Which rules do it, the most frequent first. */
  readonly rules: readonly ReplayBounces[];
}

/** What one kind of hold did. */
export interface ReplayHold {
  /** Which. */
  readonly kind: TierHoldKind;
  /** How many decisions it made. */
  readonly decisions: number;
  /** As a part of all decisions; 0 when there were none. */
  readonly share: number;
  /** How many customers it ever held. */
  readonly customers: number;
}

/** What became of graces: `running + started = saved + lost + open`. */
export interface ReplayGraces {
  /** Those that were running before the replay. */
  readonly running: number;
  /** Those that began within it. */
  readonly started: number;
  /** Those that ended with the tier kept, or with a higher one. */
  readonly saved: number;
  /** Those that ended with a downgrade. */
  readonly lost: number;
  /** Those still running after the last review. */
  readonly open: number;
}

/** What was amiss with customers or facts: all counted, details up to a cap. */
export interface ReplayFindings<Row> {
  /** How many. */
  readonly total: number;
  /** How many by code. */
  readonly byCode: Readonly<Record<string, number>>;
  /** The first by customer and place, up to the cap. */
  readonly listed: readonly Row[];
}

/** A customer who could not be replayed. */
export interface RefusedCustomer {
  /** Who; empty when that cannot be read. */
  readonly customerId: string;
  /** Why. */
  readonly code: string;
  /** Where: a JSON Pointer into the customer; empty when it is about the whole. */
  readonly path: string;
  /** The review; null when it is not about one. */
  readonly asOf: Instant | null;
}

/** A fact that could not be used. The metrics that would count it are not known. */
export interface UnusedFact {
  /** Whose. */
  readonly customerId: string;
  /** Why. */
  readonly code: string;
  /** Where: a JSON Pointer into the customer's facts. */
  readonly path: string;
}

/** A decision that would be another with the facts known now. */
export interface RestatedDecision {
  /** Whose. */
  readonly customerId: string;
  /** The review. */
  readonly asOf: Instant;
  /** What was decided. */
  readonly decided: {
    /** What happened. */
    readonly action: TierAction;
    /** The tier decided on. */
    readonly to: string;
  };
  /** What would be. */
  readonly restated: {
    /** What would happen. */
    readonly action: TierAction;
    /** The tier that would be decided on. */
    readonly to: string;
  };
}

/** What a restatement would change. */
export interface ReplayRestatement {
  /** How many customers have a decision that would be another. */
  readonly customers: number;
  /** How many would stand in another tier after the last review. */
  readonly endElsewhere: number;
  /** The decisions. Their codes are the actions that were taken. */
  readonly decisions: ReplayFindings<RestatedDecision>;
}

/** What a policy would have decided about a population. */
export interface TierReplayReport<Name extends string = string> {
  /** The versions that were replayed, by the moments of their reviews. */
  readonly policies: readonly PolicyReference[];
  /** The first review. */
  readonly from: Instant;
  /** The last review. */
  readonly to: Instant;
  /** How many reviews may lie between the two moves of a bounce. */
  readonly bounceWithin: number;
  /** How many customers were replayed. */
  readonly customers: number;
  /** How many decisions that came to. */
  readonly decisions: number;
  /** Review by review. */
  readonly periods: readonly ReplayPeriod<Name>[];
  /** Tier by tier, in the order of the policies. */
  readonly dwell: readonly ReplayDwell<Name>[];
  /** Who bounces, and what makes them. */
  readonly thrash: ReplayThrash;
  /** Hold by hold, in the order in which they are asked. */
  readonly holds: readonly ReplayHold[];
  /** What became of graces. */
  readonly graces: ReplayGraces;
  /** What a restatement would change; null unless `restate` asks for it. */
  readonly restated: ReplayRestatement | null;
  /** Customers who could not be replayed; they count nowhere else. */
  readonly refused: ReplayFindings<RefusedCustomer>;
  /** Facts that could not be used. */
  readonly facts: ReplayFindings<UnusedFact>;
}
