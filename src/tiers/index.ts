/**
 * Tiers: which grade a customer reaches, keeps or loses, and why.
 *
 * @module
 */
export { evaluateTier } from "./evaluateTier.ts";
export { type EvaluatedRow, evaluateTiers } from "./evaluateTiers.ts";
export { type MetricStretch, metricWindows } from "./metricWindows.ts";
export type {
  Comparison,
  ComparisonOp,
  Condition,
  DowngradeMode,
  DowngradeRule,
  DowngradeRuleInput,
  MeasuredValue,
  MetricKind,
  MetricValues,
  MetricWindow,
  MissingToAttain,
  NextTier,
  Tier,
  TierAction,
  TierDecision,
  TierFinding,
  TierFindingCode,
  TierInput,
  TierMetric,
  TierMetricInput,
  TierOptions,
  TierPolicy,
  TierPolicyData,
  TierPolicyInput,
  TierReason,
  TierReasonCode,
  TierRefusal,
  TierState,
  TierSubject,
} from "./model.ts";
export { tierPresets, type ValueGrade, type ValueGradeMetric } from "./presets.ts";
export { restoreTierPolicy } from "./restoreTierPolicy.ts";
export { tierPolicySchema } from "./schema.ts";
export { defineTierPolicy, parseTierPolicy, reviewTierPolicy } from "./tierPolicy.ts";
export type { TierPolicyCode } from "./tierPolicyChecks.ts";
