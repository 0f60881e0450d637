import type { Instant, InstantInput, JsonObject, Labels, LabelsInput, PolicyReference, Sealed } from "../core/index.ts";
import type { MetricDefinition, MetricDefinitionInput, MetricValues } from "./metricModel.ts";
import type { Condition } from "./model.ts";
import type { ConditionFinding, ConditionReason, ConditionSubject } from "./programModel.ts";

/** A rule as a literal gives it. */
export interface RuleInput<Metric extends string = string> {
  /** Names the rule. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in whose calendar durations are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What the condition may ask about. */
  readonly metrics: readonly MetricDefinitionInput<Metric>[];
  /** What is asked. */
  readonly when: Condition<NoInfer<Metric>>;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** A rule: something a customer either fulfils or does not, as far as that is known. */
export interface RuleData<Metric extends string = string> {
  /** Names the rule. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in whose calendar durations are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What the condition may ask about. */
  readonly metrics: readonly MetricDefinition<Metric>[];
  /** What is asked. */
  readonly when: Condition<Metric>;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A rule that has gone through one of its doors. */
export type Rule<Metric extends string = string> = Sealed<RuleData<Metric>>;

/** Whether a rule holds. */
export type RuleTruth = boolean | "unknown";

/** What a rule may need beside the metrics. */
export interface RuleContext extends ConditionSubject {
  /** The moment of judgement; needed where a metric has a greatest age, and for what the customer did. */
  readonly asOf?: InstantInput | null | undefined;
}

/** A customer of a population. */
export interface RuleSubject<Metric extends string = string> extends ConditionSubject {
  /** Values of the rule's metrics. */
  readonly metrics: MetricValues<Metric>;
}

/** A customer of a population, and whether the rule holds. */
export interface EvaluatedRuleRow<Row> {
  /** The row as it was handed in, with all its own keys. */
  readonly row: Row;
  /** What `evaluateRule` answers for it. */
  readonly result: RuleTruth;
  /** What was amiss with the facts; empty when nothing was. */
  readonly findings: readonly ConditionFinding[];
}

/** Whether a rule holds, and how that comes. */
export interface RuleExplanation {
  /** Whose facts; null when that was not said. */
  readonly customerId: string | null;
  /** The same answer as that of `evaluateRule`. */
  readonly result: RuleTruth;
  /** The moment of judgement; null when there was none. */
  readonly asOf: Instant | null;
  /** The rule. */
  readonly policy: PolicyReference;
  /** Every group and every comparison, in the order they are written; the first is the condition as a whole. */
  readonly reasons: readonly ConditionReason[];
  /** What was amiss with the facts. */
  readonly findings: readonly ConditionFinding[];
}
