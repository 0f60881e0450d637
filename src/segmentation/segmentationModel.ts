import type { Instant, InvalidFact, JsonObject, Labels, LabelsInput, PolicyReference, Sealed } from "../core/index.ts";
import type {
  Condition,
  ConditionFinding,
  ConditionReason,
  ConditionSubject,
  MetricDefinition,
  MetricDefinitionInput,
  MetricValues,
} from "../rules/index.ts";

/** The four families of criteria by which markets are divided. */
export type CriteriaFamily = "demographic" | "geographic" | "psychographic" | "behavioural";

/** A segment by rule, as a literal gives it. */
export interface RuleSegmentInput<Segment extends string = string, Metric extends string = string> {
  /** Names it. Other segments may ask for it by `memberOf`. */
  readonly id: Segment;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** Who belongs to it. */
  readonly when: Condition<Metric>;
}

/** A segment by rule. */
export interface RuleSegment<Segment extends string = string, Metric extends string = string>
  extends RuleSegmentInput<Segment, Metric> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
}

/** A metric with the family of criteria that it belongs to, as a literal gives it. */
export interface SegmentCriterionInput<Metric extends string = string> {
  /** The family. */
  readonly family: CriteriaFamily;
  /** The metric. */
  readonly metric: MetricDefinitionInput<Metric>;
}

/** A metric with the family of criteria that it belongs to. */
export interface SegmentCriterion<Metric extends string = string> {
  /** The family. */
  readonly family: CriteriaFamily;
  /** The metric. */
  readonly metric: MetricDefinition<Metric>;
}

/** Segments by rules, as a literal gives them. */
export interface SegmentationPolicyInput<Segment extends string = string, Metric extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in whose calendar durations are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What rules may ask about, each with its family. What was done (`performed`, `lastPerformed`) is behavioural. */
  readonly criteria: readonly SegmentCriterionInput<Metric>[];
  /** Segments that come from elsewhere, such as a table of RFM scores: `memberOf` may ask for them, and callers give them. */
  readonly given?: readonly string[];
  /** The segments. A customer may belong to several, or to none. */
  readonly segments: readonly RuleSegmentInput<Segment, NoInfer<Metric>>[];
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** Segments by rules. */
export interface SegmentationPolicyData<Segment extends string = string, Metric extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in whose calendar durations are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What rules may ask about, each with its family. */
  readonly criteria: readonly SegmentCriterion<Metric>[];
  /** Segments that come from elsewhere. */
  readonly given: readonly string[];
  /** The segments. */
  readonly segments: readonly RuleSegment<Segment, Metric>[];
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link SegmentationPolicyData}. */
export type SegmentationPolicy<Segment extends string = string, Metric extends string = string> = Sealed<
  SegmentationPolicyData<Segment, Metric>
>;

/** What is known of a customer: values of the metrics, what they did, and the given segments they belong to. */
export interface SegmentationSubject<Metric extends string = string> extends Omit<ConditionSubject, "customerId"> {
  /** Whose. */
  readonly customerId: string;
  /** Values of the metrics. What is missing is not known. */
  readonly values: MetricValues<Metric>;
}

/** Whether a customer belongs to a segment; what is not known may leave it open. */
export type MembershipVerdict = "in" | "out" | "unknown";

/** Whether a customer belongs to one segment, and why. */
export interface SegmentMembership<Segment extends string = string> {
  /** Which. */
  readonly segment: Segment;
  /** Whether. */
  readonly membership: MembershipVerdict;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** The families of criteria that its own rule asks about. */
  readonly families: readonly CriteriaFamily[];
  /** Every line of its rule, in the order they are written; the first is the whole. */
  readonly reasons: readonly ConditionReason[];
}

/** The answer of `segmentsOf`. */
export interface SegmentsDecision<Segment extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The segments they belong to, in the policy's order. */
  readonly members: readonly Segment[];
  /** The segments of which it is not known. */
  readonly unknown: readonly Segment[];
  /** Every segment of the policy, in its order. */
  readonly segments: readonly SegmentMembership<Segment>[];
  /** What is amiss with the facts. */
  readonly findings: readonly ConditionFinding[];
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** The lines of every segment, one after another. */
  readonly reasons: readonly ConditionReason[];
}

/** A line of a rule that reads otherwise than before. */
export interface ChangedReason {
  /** JSON Pointer to the line in the policy. */
  readonly rule: string;
  /** The line before; null where there was none. */
  readonly before: ConditionReason | null;
  /** The line now; null where there is none. */
  readonly after: ConditionReason | null;
}

/** One customer who entered, left, or lost sight of a segment. */
export interface MembershipChange<Segment extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** Which segment. */
  readonly segment: Segment;
  /**
   * What happened. `entered`: out, or no customer, then in. `left`: in, then out, or no customer. `unsettled`: from or to not
   * known.
   */
  readonly change: "entered" | "left" | "unsettled";
  /** Membership before; null when they were no customer. */
  readonly before: MembershipVerdict | null;
  /** Membership now; null when they are no customer any more. */
  readonly after: MembershipVerdict | null;
  /** Why: the lines of the rule whose verdict changed. */
  readonly because: readonly ChangedReason[];
}

/** One segment before and after. */
export interface MembershipTotal<Segment extends string = string> {
  /** Which. */
  readonly segment: Segment;
  /** How many belonged to it: stayed, left, or now not known. */
  readonly before: number;
  /** How many belong to it: stayed, entered, or not known before. */
  readonly after: number;
  /** How many belong to it both times. */
  readonly stayed: number;
  /** How many entered. */
  readonly entered: number;
  /** How many left. */
  readonly left: number;
  /** How many belonged to it, of whom it is not known now. */
  readonly nowUnknown: number;
  /** How many belong to it, of whom it was not known. */
  readonly onceUnknown: number;
}

/** The answer of `evaluateMembership`. */
export interface MembershipReport<Segment extends string = string> {
  /** The earlier moment; null when nobody was judged. */
  readonly from: Instant | null;
  /** The later moment; null when nobody was judged. */
  readonly to: Instant | null;
  /** By segment, in the order they were decided. */
  readonly segments: readonly MembershipTotal<Segment>[];
  /** Who entered, left or is unsettled, by customer, then in the order of the segments. */
  readonly changes: readonly MembershipChange<Segment>[];
}

/** Why a customer's segments could not be told. */
export type SegmentsRefusal = InvalidFact;
