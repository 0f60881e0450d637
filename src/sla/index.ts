/**
 * Response promises: which one applies to a case, when it is due, how much time is left, and whether it was kept.
 *
 * @module
 */
export { breachLetter } from "./breachLetter.ts";
export { breachRecords } from "./breachRecords.ts";
export { checkSlaPolicy } from "./checkSlaPolicy.ts";
export { complianceReport } from "./complianceReport.ts";
export { delayLetter } from "./delayLetter.ts";
export { type EvaluatedCase, evaluateCases } from "./evaluateCases.ts";
export { evaluateSla } from "./evaluateSla.ts";
export { slaMetrics } from "./metrics.ts";
export type {
  BreachRecord,
  CaseNotOpenYet,
  CaseQueue,
  ComplianceAccumulator,
  ComplianceDimension,
  ComplianceMismatch,
  ComplianceOptions,
  ComplianceReport,
  ComplianceRow,
  ComplianceState,
  ComplianceTally,
  ConflictingEvents,
  EscalationIntent,
  EscalationTrigger,
  LetterCode,
  LetterLine,
  MetricStatus,
  PauseSpan,
  QueuedCase,
  QueueReasonCode,
  RouteDecision,
  RouteReasonCode,
  SlaCode,
  SlaCondition,
  SlaContext,
  SlaCycle,
  SlaEscalation,
  SlaEscalationInput,
  SlaFinding,
  SlaFindingCode,
  SlaHours,
  SlaIssueCode,
  SlaKindName,
  SlaMetric,
  SlaMetricDefinition,
  SlaOnChange,
  SlaPause,
  SlaPolicy,
  SlaPolicyData,
  SlaPolicyInput,
  SlaProspect,
  SlaReason,
  SlaReasonCode,
  SlaRefusal,
  SlaRouting,
  SlaRoutingInput,
  SlaSignal,
  SlaState,
  SlaStatus,
  SlaTarget,
  SlaTargetInput,
  SlaTimeline,
  TargetChoice,
  TimelineBar,
  TimelineLane,
  TimelineMark,
} from "./model.ts";
export { orderQueue } from "./orderQueue.ts";
export { planEscalations } from "./planEscalations.ts";
export { slaPresets, type SlaPresets } from "./presets.ts";
export { projectSla } from "./projectSla.ts";
export { restoreSlaPolicy } from "./restoreSlaPolicy.ts";
export { routeCase } from "./routeCase.ts";
export { slaPolicySchema } from "./schema.ts";
export { defineSlaPolicy, parseSlaPolicy, reviewSlaPolicy } from "./slaPolicy.ts";
export { startComplianceReport } from "./startComplianceReport.ts";
export { slaTimeline } from "./slaTimeline.ts";
