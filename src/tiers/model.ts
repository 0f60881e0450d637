import type {
  Duration,
  Instant,
  InstantInput,
  InvalidFact,
  Issue,
  JsonObject,
  Labels,
  LabelsInput,
  Money,
  PolicyReference,
  Reason,
  Sealed,
  Tagged,
} from "../core/index.ts";

/** The stretch of time a metric is counted over: rolling, up to the moment of judgement; or the whole relationship. */
export type MetricWindow =
  | {
      /** How long it is, up to the moment of judgement; ISO 8601. */
      readonly rolling: Duration;
    }
  | "lifetime";

/** What a metric counts: an amount in the policy's currency, a number of things, or a number of days. */
export type MetricKind = "money" | "count" | "days";

/** A metric as a literal gives it. */
export interface TierMetricInput<Metric extends string = string> {
  /** Names the metric; conditions and measured values refer to it. */
  readonly id: Metric;
  /** What it counts. */
  readonly kind: MetricKind;
  /** What it is counted over; see `metricWindows`. */
  readonly window: MetricWindow;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
}

/** A metric that conditions may ask about. */
export interface TierMetric<Metric extends string = string> extends TierMetricInput<Metric> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
}

/** How a metric is held against a threshold. */
export type ComparisonOp = ">=" | "<=" | ">" | "<";

/** One metric held against one threshold. */
export interface Comparison<Metric extends string = string> {
  /** Id of the metric. */
  readonly metric: Metric;
  /** How: the metric stands on the left, so `{ op: ">=", value: 3 }` holds from 3 on. */
  readonly op: ComparisonOp;
  /** The threshold: decimal text in the policy's currency for money, a whole number for counts and days. */
  readonly value: string | number;
}

/**
 * What is asked of a customer: every comparison must hold. One that fails makes it false; else one that is unknown makes it
 * unknown.
 */
export interface Condition<Metric extends string = string> {
  /** At least one comparison. */
  readonly all: readonly Comparison<Metric>[];
}

/** A tier as a literal gives it. */
export interface TierInput<Name extends string = string, Metric extends string = string> {
  /** Names the tier. */
  readonly id: Name;
  /** Its height; a whole number, no two alike. Only their order matters. */
  readonly rank: number;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** What it takes to reach the tier; null or left out on the base tier alone. */
  readonly attain?: Condition<Metric> | null;
  /** What it takes to stay, usually less; null or left out to ask the same as `attain`. */
  readonly retain?: Condition<Metric> | null;
}

/** A tier. The base tier, lowest in rank, asks for nothing, so everyone stands somewhere. */
export interface Tier<Name extends string = string, Metric extends string = string> extends TierInput<Name, Metric> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** What it takes to reach the tier; null on the base tier alone. */
  readonly attain: Condition<Metric> | null;
  /** What it takes to stay; null to ask the same as `attain`. */
  readonly retain: Condition<Metric> | null;
}

/** A downgrade rule as a literal gives it. */
export interface DowngradeRuleInput<Metric extends string = string> {
  /** Names the rule. */
  readonly id: string;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** When it fires. */
  readonly when: Condition<Metric>;
}

/**
 * A reason to lose a tier whose `retain` still holds, such as having been dormant. It demotes from every tier above the
 * base, and while it holds none of these can be attained: nobody springs back up.
 */
export interface DowngradeRule<Metric extends string = string> extends DowngradeRuleInput<Metric> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
}

/** How far a lost tier falls. `oneStep`: to the next lower rank. `toQualified`: to the highest lower tier not lost as well. */
export type DowngradeMode = "oneStep" | "toQualified";

/** The rules of a ladder of tiers, as a literal gives them. */
export interface TierPolicyInput<Name extends string = string, Metric extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** Names the scheme it belongs to, where a company runs several side by side, such as `value-grade`. */
  readonly scheme?: string | null;
  /** IANA zone in whose calendar rolling windows are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What conditions may ask about. */
  readonly metrics: readonly TierMetricInput<Metric>[];
  /** The tiers, in any order. */
  readonly tiers: readonly TierInput<Name, NoInfer<Metric>>[];
  /** How tiers are lost. */
  readonly downgrade: {
    /** How far a customer falls. */
    readonly mode: DowngradeMode;
    /** What costs a tier even though its `retain` holds. */
    readonly also: readonly DowngradeRuleInput<NoInfer<Metric>>[];
  };
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** The rules of a ladder of tiers. */
export interface TierPolicyData<Name extends string = string, Metric extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** Names the scheme it belongs to; null when there is only one. */
  readonly scheme: string | null;
  /** IANA zone in whose calendar rolling windows are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What conditions may ask about. */
  readonly metrics: readonly TierMetric<Metric>[];
  /** The tiers, in any order. */
  readonly tiers: readonly Tier<Name, Metric>[];
  /** How tiers are lost. */
  readonly downgrade: {
    /** How far a customer falls. */
    readonly mode: DowngradeMode;
    /** What costs a tier even though its `retain` holds. */
    readonly also: readonly DowngradeRule<Metric>[];
  };
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link TierPolicyData}. */
export type TierPolicy<Name extends string = string, Metric extends string = string> = Sealed<
  TierPolicyData<Name, Metric>
>;

/** Where a customer stands: what the host keeps between two decisions. */
export interface TierState<Name extends string = string> {
  /** The tier held. */
  readonly tier: Name;
  /** Since when. */
  readonly since: InstantInput;
}

/** A measured value: what it is, and what is known about how it came to be. */
export interface MeasuredValue {
  /** The value; null when it is not known. */
  readonly value: number | Money | null;
  /** From how many facts it was measured. Not weighed here. */
  readonly n?: number | null | undefined;
  /** How recent the newest of them is. Not weighed here. */
  readonly freshAt?: InstantInput | null | undefined;
}

/** Values of a policy's metrics, measured or plain. What is missing or null is not known, which is not zero. */
export type MetricValues<Metric extends string = string> = Readonly<
  Partial<Record<Metric, MeasuredValue | Money | number | null | undefined>>
>;

/** What is known of a customer when they are judged. */
export interface TierSubject<Name extends string = string, Metric extends string = string> {
  /** The host's identifier. */
  readonly customerId: string;
  /** The tier held; null when they are not graded yet. */
  readonly state: TierState<Name> | null;
  /** What was measured within the windows that end at the moment of judgement; metrics of other policies may stand there too. */
  readonly metrics: MetricValues<Metric>;
}

/**
 * What happens. `insufficientData`: nothing does, and something unknown could have decided otherwise.
 */
export type TierAction = "enrol" | "upgrade" | "retain" | "downgrade" | "insufficientData";

/** Codes of a tier decision's reasons. */
export type TierReasonCode = "attain-condition" | "retain-condition" | "also-condition" | "one-step-taken";

/** One line of a tier decision's explanation. */
export interface TierReason extends Reason<TierReasonCode> {
  /** Id of the tier, or of the downgrade rule, that asks; null where none does. */
  readonly part: string | null;
  /** Its name for people, or its id; null where none asks. */
  readonly partLabel: Labels | null;
}

/** Codes of what was amiss with the values of a decision. Each makes the metric unknown. */
export type TierFindingCode =
  | "metric-missing"
  | "metric-not-a-number"
  | "metric-not-money"
  | "metric-other-currency"
  | "also-unknown";

/** What is worth knowing about a decision's values. Its `path` points into the policy, as in reasons. */
export type TierFinding = Issue<TierFindingCode>;

/** What a customer still lacks. */
export interface MissingToAttain {
  /** Id of the metric. */
  readonly metric: string;
  /** How it is compared; with `>` and `<`, closing the gap is not quite enough. */
  readonly op: ComparisonOp;
  /** The distance to the threshold, never negative; null when the metric is not known. */
  readonly gap: Tagged | null;
}

/** The tier above, and what it would take. */
export interface NextTier<Name extends string = string> {
  /** The next tier in rank above the one decided on. */
  readonly tier: Name;
  /** The comparisons of its `attain` that do not hold. */
  readonly missing: readonly MissingToAttain[];
  /** Ids of the downgrade rules that hold, and so keep it out of reach. */
  readonly blockedBy: readonly string[];
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
  /** The tier held from now on. */
  readonly to: Name;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** Since when `to` is held: the moment of judgement after a move, else the state's. */
  readonly effectiveAt: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** Every comparison of the policy, in its order; then what held a step back. Empty without a trace. */
  readonly reasons: readonly TierReason[];
  /** What was amiss with the values. */
  readonly findings: readonly TierFinding[];
  /** The tier above; null when there is none. */
  readonly nextTier: NextTier<Name> | null;
  /** What the host keeps for the next decision. */
  readonly stateAfter: {
    /** The tier held. */
    readonly tier: Name;
    /** Since when. */
    readonly since: Instant;
  };
}

/** How a tier is evaluated. */
export interface TierOptions {
  /** The moment of judgement. */
  readonly asOf: InstantInput;
  /** Whether reasons are wanted (the default is `full`); without, a decision is several times as fast. */
  readonly trace?: "full" | "none";
}

/** Why no tier decision could be given. */
export type TierRefusal =
  | InvalidFact
  | {
      /** The tier held is not one of the policy's. */
      readonly code: "tier-not-in-policy";
      /** The tier held. */
      readonly tier: string;
      /** Id of the policy. */
      readonly policy: string;
    }
  | {
      /** The tier was given after the moment of judgement. */
      readonly code: "state-after-as-of";
      /** Since when it is held. */
      readonly since: Instant;
      /** The moment of judgement. */
      readonly asOf: Instant;
    };
