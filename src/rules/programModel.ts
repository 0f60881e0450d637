import type { InstantInput, Issue, Reason, Tagged } from "../core/index.ts";
import type { Activity } from "../customer/index.ts";
import type { MetricDefinitionInput, MetricValues } from "./metricModel.ts";
import type { Condition } from "./model.ts";

/** Where something stands in a document, outermost key first. */
export type Keys = readonly (string | number)[];

/** A condition of a document, and where it stands there. */
export interface PlacedCondition<Metric extends string = string> {
  /** Where. */
  readonly keys: Keys;
  /** What is asked. */
  readonly condition: Condition<Metric>;
}

/** The conditions of a checked document, with all that they refer to. */
export interface ConditionSource {
  /** The metrics they may ask about. */
  readonly metrics: readonly MetricDefinitionInput[];
  /** Where the metrics stand in the document; `["metrics"]` when left out. */
  readonly metricKeys?: Keys;
  /** Of every amount: ISO 4217. */
  readonly currency: string;
  /** In whose calendar durations are laid: IANA name. */
  readonly timeZone: string;
  /** The conditions; they are asked for by their places in this list. */
  readonly conditions: readonly PlacedCondition[];
}

/** Whether a condition holds, as a number, so that `all` is the least of its parts and `any` the greatest: 0 no, 1 unknown, 2 yes. */
export type Truth = 0 | 1 | 2;

/** How often something was done, where the facts themselves are not at hand. */
export interface ActivityCount {
  /** Kind of activity. */
  readonly kind: string;
  /** How often; null or left out when that is not known. */
  readonly times?: number | null | undefined;
  /** Within how long up to the moment of judgement `times` was counted, as the rule writes it; null or left out for ever. */
  readonly within?: string | null | undefined;
  /** When it was last done: null for never, left out when that is not known. */
  readonly lastAt?: InstantInput | null | undefined;
}

/** What is known of a customer beside the metrics. */
export interface ConditionSubject {
  /** Who; asked for by `bucket`. */
  readonly customerId?: string | null | undefined;
  /** All that the customer did, as far as rules ask about it; an empty list for nothing. */
  readonly activity?: readonly Activity[] | null | undefined;
  /** The same, counted. Asked where there is no `activity`. */
  readonly activityCounts?: readonly ActivityCount[] | null | undefined;
  /** All segments the customer belongs to; or what is known of each, by id, where what is not there is not known. */
  readonly segments?: readonly string[] | Readonly<Record<string, boolean | null | undefined>> | null | undefined;
}

/** Codes of what can be amiss with the facts a condition asks about. */
export type ConditionFindingCode =
  | "metric-missing"
  | "metric-not-a-number"
  | "metric-not-money"
  | "metric-other-currency"
  | "metric-wrong-type"
  | "metric-out-of-range"
  | "metric-small-sample"
  | "metric-stale"
  | "metric-from-the-future"
  | "activity-missing"
  | "activity-unreadable"
  | "activity-from-the-future"
  | "activity-of-another"
  | "segment-missing"
  | "customer-id-missing";

/** Something amiss with the facts: its place is that of the metric, or of the condition, that asked. */
export type ConditionFinding = Issue<ConditionFindingCode>;

/** Codes of the lines of a trace. */
export type ConditionReasonCode =
  | "comparison"
  | "comparison-in"
  | "comparison-not-in"
  | "group-all"
  | "group-any"
  | "group-at-least"
  | "group-not"
  | "performed"
  | "last-performed"
  | "member-of"
  | "bucket";

/**
 * One line of a trace: a comparison, or a group with the number of its parts that hold. `observed` is what was seen,
 * `required` what was asked.
 */
export interface ConditionReason<Code extends string = ConditionReasonCode> extends Reason<Code> {
  /** The values asked for by `in` and `notIn`; null elsewhere. */
  readonly choices: readonly Tagged[] | null;
  /** What it is about, where that is no metric: the kind of activity, the segment, the seed; null elsewhere. */
  readonly about: string | null;
  /** How deep it stands: 0 for the condition itself. */
  readonly depth: number;
  /** Whether it stands under an odd number of `not`: the condition then gains from its not holding. */
  readonly negated: boolean;
  /**
   * How far the metric is from where the condition gains, in the metric's unit; null when it is there, when it is not known,
   * and where there is no distance. Past a limit that is itself excluded it counts one unit more where the kind has a
   * smallest one (a coin, a whole number, a day).
   */
  readonly gap: Tagged | null;
}

/** Conditions made ready: evaluated with {@link ConditionSight}. Opaque. */
export interface ConditionProgram {
  /** How many conditions it holds. */
  readonly conditions: number;
  /** Ids of the metrics that any of them asks about, in the order of the conditions. */
  readonly metrics: readonly string[];
  /** Whether a moment of judgement is needed: a metric has a greatest age, or something is asked of what was done. */
  readonly needsAsOf: boolean;
}

/**
 * A place to look at one customer after another. Holds what is known of the customer last observed, and belongs to one
 * loop: nothing is shared between two of them.
 */
export interface ConditionSight {
  /**
   * Takes up what is known of a customer, in place of the one before.
   *
   * @param values - Values of the metrics.
   * @param findings - Where to put what is amiss with them.
   * @param subject - What is known beside the metrics.
   */
  observe(values: MetricValues, findings: ConditionFinding[], subject?: ConditionSubject | null): void;
  /**
   * Tells whether a condition holds for the customer. Allocates nothing.
   *
   * @param condition - Its place in the list that was compiled.
   * @returns 0 no, 1 unknown, 2 yes.
   */
  truth(condition: number): Truth;
  /**
   * Tells how it comes that a condition holds or does not: every group and every comparison, in the order they are written.
   *
   * @param condition - Its place in the list that was compiled.
   * @returns The lines; the first is the condition itself, whose verdict is its truth.
   */
  trace(condition: number): readonly ConditionReason[];
}
