/**
 * Rules as data: metrics, conditions on them, and what they say of a customer, with reasons.
 *
 * @module
 */
export { type ConditionCode, type ConditionDraft, checkConditions } from "./checkConditions.ts";
export { checkMetrics, type MetricCode } from "./checkMetrics.ts";
export { compileConditions } from "./compileConditions.ts";
export { conditionMessages } from "./conditionMessages.ts";
export type {
  CalendarPeriod as MetricPeriod,
  MeasuredValue,
  MetricAnchor,
  MetricDefinition,
  MetricDefinitionInput,
  MetricKind,
  MetricValues,
  MetricWindow,
} from "./metricModel.ts";
export type {
  Bucket,
  Comparison,
  ComparisonOp,
  ComparisonValue,
  Condition,
  LastPerformed,
  MemberOf,
  OnMissing,
  Performed,
} from "./model.ts";
export type {
  ActivityCount,
  ConditionFinding,
  ConditionFindingCode,
  ConditionProgram,
  ConditionReason,
  ConditionReasonCode,
  ConditionSight,
  ConditionSource,
  ConditionSubject,
  Keys,
  PlacedCondition,
  Truth,
} from "./programModel.ts";
export { conditionSchema, metricDefinitionSchema } from "./schema.ts";
export { startSight } from "./startSight.ts";
