/**
 * Tiers: which grade a customer reaches, keeps or loses, and why.
 *
 * @module
 */
export { evaluateTier } from "./evaluateTier.ts";
export { type EvaluatedRow, evaluateTiers } from "./evaluateTiers.ts";
export { metricWindows } from "./metricWindows.ts";
export type {
  MissingCondition,
  NextTier,
  PendingUpgrade,
  TierAction,
  TierDecision,
  TierEntry,
  TierFinding,
  TierFindingCode,
  TierHold,
  TierHoldKind,
  TierLetterCode,
  TierLetterLine,
  TierNotice,
  TierOptions,
  TierOverride,
  TierReason,
  TierReasonCode,
  TierRefusal,
  TierState,
  TierStateAfter,
  TierSubject,
  ToRetain,
} from "./model.ts";
export type {
  DowngradeRule,
  DowngradeRuleInput,
  GraceRules,
  MoveMode,
  NoticeRules,
  RoundUp,
  Tier,
  TierInput,
  TierPolicy,
  TierPolicyData,
  TierPolicyInput,
  TierSchedule,
  TierValidity,
  UpgradeRules,
} from "./policyModel.ts";
export { tierPresets, type ValueGrade, type ValueGradeMetric } from "./presets.ts";
export { restoreTierPolicy } from "./restoreTierPolicy.ts";
export { tierPolicySchema } from "./schema.ts";
export { defineTierPolicy, parseTierPolicy, reviewTierPolicy } from "./tierPolicy.ts";
export type { TierPolicyCode } from "./tierPolicyChecks.ts";
