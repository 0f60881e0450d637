/**
 * Response promises: which one applies to a case, when it is due, how much time is left, and whether it was kept.
 *
 * @module
 */
export { checkSlaPolicy } from "./checkSlaPolicy.ts";
export { evaluateSla } from "./evaluateSla.ts";
export type {
  CaseNotOpenYet,
  ConflictingEvents,
  MetricStatus,
  SlaCode,
  SlaContext,
  SlaFindingCode,
  SlaHours,
  SlaIssueCode,
  SlaMetric,
  SlaPolicy,
  SlaPolicyData,
  SlaPolicyInput,
  SlaReason,
  SlaReasonCode,
  SlaRefusal,
  SlaState,
  SlaStatus,
  SlaTarget,
  SlaTargetInput,
} from "./model.ts";
export { slaPresets } from "./presets.ts";
export { restoreSlaPolicy } from "./restoreSlaPolicy.ts";
export { slaPolicySchema } from "./schema.ts";
export { defineSlaPolicy, parseSlaPolicy, reviewSlaPolicy } from "./slaPolicy.ts";
