/**
 * Rules as data: metrics, conditions on them, and what they say of a customer, with reasons.
 *
 * @module
 */
export type {
  ConditionExample,
  ConditionInsight,
  ConditionInsightCode,
  ExampleSearch,
  WantedTruth,
} from "./analysisModel.ts";
export { analyzeConditions } from "./analyzeConditions.ts";
export { type ConditionCode, type ConditionDraft, type ConditionReport, checkConditions } from "./checkConditions.ts";
export { checkMetrics, metricFindings, type MetricsCode, type MetricsReport } from "./checkMetrics.ts";
export { checkRule } from "./checkRule.ts";
export { compileConditions } from "./compileConditions.ts";
export { conditionMessages } from "./conditionMessages.ts";
export type {
  ConditionChangeCode,
  ConditionPlace,
  ConditionVersion,
  MetricChangeCode,
  RuleChange,
  RuleChangeCode,
} from "./changeModel.ts";
export { describeCondition } from "./describeCondition.ts";
export { describeMetric } from "./describeMetric.ts";
export type {
  AskingCode,
  ConditionWords,
  MetricWordsCode,
  RuleLine,
  RuleWordsCode,
} from "./descriptionModel.ts";
export { diffConditions } from "./diffConditions.ts";
export { diffMetrics, type MetricsVersion } from "./diffMetrics.ts";
export { evaluateRule } from "./evaluateRule.ts";
export { evaluateRules } from "./evaluateRules.ts";
export { explainRule } from "./explainRule.ts";
export { findConditionExample } from "./findConditionExample.ts";
export { fromJsonLogic } from "./fromJsonLogic.ts";
export { fromMongoQuery } from "./fromMongoQuery.ts";
export type { ImportIssue, ImportOptions, ImportOwnCode } from "./importModel.ts";
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
export { phraseCondition } from "./phraseCondition.ts";
export { restoreRule } from "./restoreRule.ts";
export { defineRule, parseRule, reviewRule } from "./rule.ts";
export {
  type BuilderMetric,
  type ComparisonOptions,
  type MetricOfKind,
  type NamedMetric,
  type OrderedMetric,
  type RuleBuilder,
  ruleBuilder,
  type ValueOfKind,
} from "./ruleBuilder.ts";
export type {
  EvaluatedRuleRow,
  Rule,
  RuleContext,
  RuleData,
  RuleExplanation,
  RuleInput,
  RuleSubject,
  RuleTruth,
} from "./ruleModel.ts";
export { ruleProgram } from "./ruleProgram.ts";
export { conditionSchema, ruleSchema } from "./schema.ts";
export { startExampleSearch } from "./startExampleSearch.ts";
export { startSight } from "./startSight.ts";
export { measure } from "./measure.ts";
export { type MeasuredRow, measureEach } from "./measureEach.ts";
export { type MeasuredCourse, type Measuring, startMeasuring } from "./startMeasuring.ts";
export type { MetricSource } from "./internal/metricProgram.ts";
export type { MeasureFindingCode } from "./measureMessages.ts";
export type {
  ActivityMeasure,
  AnswerMeasure,
  CaseMeasure,
  ChangeMeasure,
  ContractMeasure,
  CustomerAnchors,
  CustomerFacts,
  FactFamily,
  InactivityMeasure,
  InteractionMeasure,
  Measure,
  MeasuredMetric,
  Measurement,
  OneOrMore,
  OrderMeasure,
  RefundMeasure,
  ShareMeasure,
  TenureMeasure,
  UnknownBecause,
  UnknownCode,
} from "./measureModel.ts";
export { defineMetrics, metricDictionarySchema, parseMetrics, reviewMetrics } from "./metricDictionary.ts";
export type { MetricDictionary, MetricDictionaryData, MetricDictionaryInput } from "./metricDictionaryModel.ts";
export { measureSchema, metricDefinitionSchema, metricWindowSchema } from "./metricSchema.ts";
export {
  anniversaryContaining,
  type AnniversaryOptions,
  type AnniversaryPeriod,
  endOfDayAfter,
  periodContaining,
  periodEnd,
  type PeriodOptions,
  roundUpToPeriodEnd,
} from "./periods.ts";
export { restoreMetrics } from "./restoreMetrics.ts";
export { type NoWindow, windowOf, type WindowOptions, type WindowSpan } from "./windowOf.ts";
export { windowsOf } from "./windowsOf.ts";
