import type {
  Instant,
  InstantInput,
  InvalidFact,
  Issue,
  Labels,
  MessageParams,
  PolicyReference,
  Tagged,
} from "../core/index.ts";
import type {
  ComparisonOp,
  ConditionFindingCode,
  ConditionReason,
  ConditionReasonCode,
  ConditionSubject,
  MetricValues,
} from "../rules/index.ts";

/** How the tier held was come by. */
export type TierEntry = "enrol" | "upgrade" | "downgrade";

/**
 * Where a customer stands: all that the host keeps between two decisions. `tier` and `since` are enough to begin with; a
 * decision's `stateAfter` has the rest.
 */
export interface TierState<Name extends string = string> {
  /** The tier held. */
  readonly tier: Name;
  /** Since when. */
  readonly since: InstantInput;
  /** How it was come by; null or left out when that is not known. Only `upgrade` has the protection after an upgrade. */
  readonly by?: TierEntry | null | undefined;
  /** When the tier is tested next, under a policy with `validity`; null or left out to reckon it from `since`. */
  readonly validUntil?: InstantInput | null | undefined;
  /** Start of the last period whose review has been held, under a policy with `schedule`; null or left out for that of `since`. */
  readonly reviewed?: InstantInput | null | undefined;
  /** Since when the tier is lost but held; null or left out when it is not lost. */
  readonly breachedSince?: InstantInput | null | undefined;
  /** When the running grace ends; null or left out when none runs. */
  readonly graceUntil?: InstantInput | null | undefined;
  /** The highest tier earned for life; null or left out for none. */
  readonly lifetime?: Name | null | undefined;
  /** An upgrade that is decided but not in force yet; null or left out for none. */
  readonly pending?: PendingUpgrade<Name, InstantInput> | null | undefined;
}

/** An upgrade that is decided but not in force yet. It comes into force by itself. */
export interface PendingUpgrade<Name extends string = string, At = Instant> {
  /** The tier to come. */
  readonly tier: Name;
  /** From when on. */
  readonly at: At;
}

/** What the host keeps for the next decision: {@link TierState} with every key, its moments in their one spelling. */
export interface TierStateAfter<Name extends string = string> {
  /** The tier held. */
  readonly tier: Name;
  /** Since when. */
  readonly since: Instant;
  /** How it was come by; null when that is not known. */
  readonly by: TierEntry | null;
  /** When the tier is tested next; null without `validity`. */
  readonly validUntil: Instant | null;
  /** Start of the last period whose review has been held; null without `schedule`. */
  readonly reviewed: Instant | null;
  /** Since when the tier is lost but held; null when it is not lost. */
  readonly breachedSince: Instant | null;
  /** When the running grace ends; null when none runs. */
  readonly graceUntil: Instant | null;
  /** The highest tier earned for life; null for none. */
  readonly lifetime: Name | null;
  /** An upgrade that is decided but not in force yet; null for none. */
  readonly pending: PendingUpgrade<Name> | null;
}

/**
 * Something that people decided about one customer, for a time, over the heads of the rules.
 *
 * `pin`: the tier, whatever the rules say. `floor`: this tier or a higher one, now. `ceiling`: this tier or a lower one, now.
 * `exemptFromDowngrade`: no tier is lost. `statusMatch`: as a floor, for standing earned elsewhere.
 */
export type TierOverride<Name extends string = string> = {
  /** Why, for people. */
  readonly reason: string;
  /** Who decided it. */
  readonly actor: string;
  /** The moment from which it is in force, inclusive. */
  readonly from: InstantInput;
  /** The moment at which it is no longer; null for never. */
  readonly until: InstantInput | null;
} & (
  | {
      /** What it does. */
      readonly kind: "pin" | "floor" | "ceiling" | "statusMatch";
      /** The tier. */
      readonly tier: Name;
    }
  | {
      /** What it does. */
      readonly kind: "exemptFromDowngrade";
    }
);

/** What is known of a customer when they are judged. */
export interface TierSubject<Name extends string = string, Metric extends string = string>
  extends Omit<ConditionSubject, "customerId"> {
  /** The host's identifier. */
  readonly customerId: string;
  /** The tier held; null when they are not graded yet. */
  readonly state: TierState<Name> | null;
  /** What was measured within the windows that end at the moment of judgement; metrics of other policies may stand there too. */
  readonly metrics: MetricValues<Metric>;
  /** What people decided about the customer. Those not in force at the moment of judgement count for nothing, and findings say so. */
  readonly overrides?: readonly TierOverride<Name>[] | null | undefined;
}

/**
 * What happens. `graceStarted`, `graceContinued`, `held`: the rules would have it otherwise, but something holds the tier.
 * `insufficientData`: nothing happens, and something unknown could have decided otherwise.
 */
export type TierAction =
  | "enrol"
  | "upgrade"
  | "retain"
  | "graceStarted"
  | "graceContinued"
  | "downgrade"
  | "held"
  | "insufficientData";

/** What can hold a tier that is lost, in the order in which it is asked; an override can also keep a higher tier away. */
export type TierHoldKind = "override" | "lifetime" | "downgradeNotAllowed" | "protection" | "minimumDwell" | "grace";

/** What holds a tier. */
export interface TierHold {
  /** What. */
  readonly kind: TierHoldKind;
  /** Where it is written: a JSON Pointer into the policy, or, of an override, into the subject. */
  readonly rule: string;
  /** Until when it holds at most; null when that is not bounded in time. */
  readonly until: Instant | null;
}

/** Codes of a tier decision's reasons. */
export type TierReasonCode =
  | ConditionReasonCode
  | "attain-condition"
  | "retain-condition"
  | "lifetime-condition"
  | "also-condition"
  | "upgrade-in-force"
  | "tier-just-given"
  | "tier-still-valid"
  | "tier-reviewed"
  | "override-pin"
  | "override-floor"
  | "override-ceiling"
  | "override-exempt"
  | "override-match"
  | "hold-lifetime"
  | "hold-downgrade-not-allowed"
  | "hold-protection"
  | "hold-dwell"
  | "hold-grace"
  | "one-step-taken"
  | "one-step-down";

/** One line of a tier decision's explanation. */
export interface TierReason extends ConditionReason<TierReasonCode> {
  /** Id of the tier, or of the downgrade rule, that asks; null where none does. */
  readonly part: string | null;
  /** Its name for people, or its id; null where none asks. */
  readonly partLabel: Labels | null;
}

/** Codes of what is worth knowing about the facts of a decision. */
export type TierFindingCode = ConditionFindingCode | "also-unknown" | "override-expired" | "override-not-yet";

/** What is worth knowing about a decision's facts. Its `path` points into the policy, as in reasons; of overrides into the subject. */
export type TierFinding = Issue<TierFindingCode>;

/** Something a customer still lacks. */
export interface MissingCondition {
  /** Where it is asked: a JSON Pointer into the policy. */
  readonly rule: string;
  /** Id of the metric; null for what is asked of none. */
  readonly metric: string | null;
  /** The kind of activity, the segment or the seed, where it is asked of no metric; else null. */
  readonly about: string | null;
  /** How it is compared; null where nothing is. */
  readonly op: ComparisonOp | null;
  /** What is asked; null where that is no single value. */
  readonly required: Tagged | null;
  /** What to gain, in the metric's unit; null when it is not known or has no distance. */
  readonly gap: Tagged | null;
  /** Where the group stands of which not all are needed, this being one of its ways; null when nothing else will do. */
  readonly oneOf: string | null;
}

/** The tier above, and what it would take. */
export interface NextTier<Name extends string = string> {
  /** The next tier in rank above the one decided on. */
  readonly tier: Name;
  /** Its `attain`, as far as it does not hold. */
  readonly missing: readonly MissingCondition[];
  /** Ids of the downgrade rules that hold, and so keep it out of reach. */
  readonly blockedBy: readonly string[];
  /** When counting begins anew: the earliest end of a calendar period that something missing is counted over; null when none is. */
  readonly by: Instant | null;
}

/** The tier held, and what it takes to keep it. */
export interface ToRetain<Name extends string = string> {
  /** The tier decided on. */
  readonly tier: Name;
  /** Its `retain`, as far as it does not hold; nothing when `attain` holds. */
  readonly missing: readonly MissingCondition[];
  /** Ids of the downgrade rules that hold, and so cost it. */
  readonly lostBy: readonly string[];
  /** When it is tested next, or a hold on it ends; null when any judgement may test it. */
  readonly by: Instant | null;
}

/** Keys of the sentences of letters about tiers. */
export type TierLetterCode =
  | "letter-tier-welcome"
  | "letter-tier-upgraded"
  | "letter-tier-upgrade-to-come"
  | "letter-tier-downgraded"
  | "letter-tier-at-risk"
  | "letter-tier-recovered"
  | "letter-tier-reached"
  | "letter-tier-fell-short"
  | "letter-tier-also"
  | "letter-tier-further"
  | "letter-tier-decided"
  | "letter-tier-to-keep"
  | "letter-tier-valid";

/** One sentence of a letter to the customer: a key, and what it needs to know. */
export interface TierLetterLine {
  /** The key: `explain` has it in English and Chinese. */
  readonly code: TierLetterCode;
  /** What the sentence needs to know. */
  readonly params: MessageParams;
}

/** What the customer is to be told. */
export interface TierNotice {
  /** What about: `welcome`, `upgraded`, `downgraded`; `atRisk` when a grace starts; `recovered` when one ends well. */
  readonly kind: "welcome" | "upgraded" | "downgraded" | "atRisk" | "recovered";
  /** When the letter is due at the latest. */
  readonly dueAt: Instant;
  /**
   * The letter: what happened and why. Only metrics that customers can count themselves are named (amounts, counts, days), and
   * these only where they have a name for people and are not confidential; scores and shares are not.
   */
  readonly lines: readonly TierLetterLine[];
}

/** The answer of `evaluateTier`. */
export interface TierDecision<Name extends string = string> {
  /** Who was judged. */
  readonly customerId: string;
  /** What happens. */
  readonly action: TierAction;
  /** The tier held before; null when there was none. */
  readonly from: Name | null;
  /** The highest tier whose `attain` holds and is not out of reach. */
  readonly qualified: Name;
  /** The tier decided on: held from `effectiveAt` on. */
  readonly to: Name;
  /** The service package of `to`; null when it has none. */
  readonly servicePackage: string | null;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** Since when, or from when on, `to` is held: after the moment of judgement for an upgrade that waits for the next period. */
  readonly effectiveAt: Instant;
  /** Until when `to` is held at the least, whatever is measured; null when the next judgement may take it. */
  readonly validUntil: Instant | null;
  /** What holds the tier, or keeps a higher one away; null when nothing had to. */
  readonly heldBy: TierHold | null;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** The scheme it belongs to; null when there is only one. */
  readonly scheme: string | null;
  /**
   * Every condition of the policy, in its order; then what came of reviews, overrides and holds. An `all` that stands at the
   * top of a condition has no line of its own. Empty without a trace.
   */
  readonly reasons: readonly TierReason[];
  /** What is worth knowing about the facts. */
  readonly findings: readonly TierFinding[];
  /** The tier above; null when there is none, and without a trace. */
  readonly nextTier: NextTier<Name> | null;
  /** What it takes to keep the tier; null on the base tier, and without a trace. */
  readonly toRetain: ToRetain<Name> | null;
  /** What the customer is to be told; null when there is nothing to tell, and without a trace. */
  readonly notice: TierNotice | null;
  /** What the host keeps for the next decision. */
  readonly stateAfter: TierStateAfter<Name>;
}

/** How a tier is evaluated. */
export interface TierOptions {
  /** The moment of judgement. */
  readonly asOf: InstantInput;
  /** Whether the decision explains itself (the default is `full`); without, it is several times as fast. */
  readonly trace?: "full" | "none" | undefined;
}

/** Why no tier decision could be given. */
export type TierRefusal =
  | InvalidFact
  | {
      /** A tier that is none of the policy's; perhaps of an earlier version. */
      readonly code: "tier-not-in-policy";
      /** The tier. */
      readonly tier: string;
      /** Where it stands: a JSON Pointer into the subject. */
      readonly path: string;
      /** Id of the policy. */
      readonly policy: string;
    }
  | {
      /** The state tells of something after the moment of judgement. */
      readonly code: "state-after-as-of";
      /** Where it stands: a JSON Pointer into the subject. */
      readonly path: string;
      /** The moment. */
      readonly at: Instant;
      /** The moment of judgement. */
      readonly asOf: Instant;
    }
  | {
      /** The policy is not in force at the moment of judgement. */
      readonly code: "tier-policy-not-in-force";
      /** Id of the policy. */
      readonly policy: string;
      /** From when on it is; null for always. */
      readonly from: Instant | null;
      /** From when on it no longer is; null for never. */
      readonly to: Instant | null;
      /** The moment of judgement. */
      readonly asOf: Instant;
    }
  | {
      /** Two overrides in force demand what cannot both be. */
      readonly code: "overrides-contradict";
      /** Where the one stands: a JSON Pointer into the subject. */
      readonly path: string;
      /** Where the other does. */
      readonly other: string;
    };
