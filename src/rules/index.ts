/**
 * Metrics, the windows they are counted over, and their measurement from facts.
 *
 * @module
 */
export { checkMetrics, metricFindings, type MetricsCode } from "./checkMetrics.ts";
export { measure } from "./measure.ts";
export { type MeasuredRow, measureEach } from "./measureEach.ts";
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
export type {
  CalendarPeriod,
  MeasuredValue,
  MetricAnchor,
  MetricDefinition,
  MetricDefinitionInput,
  MetricKind,
  MetricValues,
  MetricWindow,
} from "./metricModel.ts";
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
