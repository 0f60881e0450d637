/**
 * Tiers: which grade a customer reaches, keeps or loses, and why.
 *
 * @module
 */
export { assessEntitlements } from "./assessEntitlements.ts";
export { checkServicePackages, type PackageFinding, type PackageFindingCode } from "./checkServicePackages.ts";
export {
  compareServicePackages,
  type EntitlementChange,
  type EntitlementChangeCode,
  type EntitlementVerdict,
} from "./compareServicePackages.ts";
export { decisionId } from "./decisionId.ts";
export type {
  AmountPeriod,
  CountPeriod,
  EntitlementAssessment,
  EntitlementOptions,
  EntitlementRefusal,
  EntitlementSubject,
  EntitlementUse,
  EntitlementUseCode,
  PackageSpan,
  QuotaFigures,
  QuotaPeriod,
  QuotaState,
  StandingEntitlement,
} from "./entitlementModel.ts";
export { evaluateSchemes, type SchemeSubject } from "./evaluateSchemes.ts";
export type { EntitlementLineCode } from "./internal/entitlementLines.ts";
export { evaluateTier } from "./evaluateTier.ts";
export { type EvaluatedRow, evaluateTiers } from "./evaluateTiers.ts";
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
  NoticeAudience,
  NoticeLine,
  NoticeLineCode,
  NoticePart,
  NoticePartKind,
  PlannedNotice,
  PlannedNoticeCode,
  PlannedNoticeKind,
  TierNoticePlan,
} from "./noticeModel.ts";
export type { ServicePackageCode, ServicePackageFindingCode } from "./packageChecks.ts";
export { packageCosts } from "./packageCosts.ts";
export type {
  AmountEntitlement,
  CountEntitlement,
  DurationEntitlement,
  Entitlement,
  EntitlementForm,
  EntitlementGrant,
  EntitlementInput,
  EntitlementPeriod,
  IncludedEntitlement,
  LevelEntitlement,
  PackageCost,
  PartialPeriodRule,
  ServicePackage,
  ServicePackageInput,
  ServicePackagePolicy,
  ServicePackagePolicyData,
  ServicePackagePolicyInput,
} from "./packageModel.ts";
export { servicePackagePresets, type ValueGradeEntitlement } from "./packagePresets.ts";
export { servicePackageSchema } from "./packageSchema.ts";
export { type HeldPackage, packageSpans } from "./packageSpans.ts";
export { planTierNotices } from "./planTierNotices.ts";
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
export {
  type AbcGrade,
  type AccountClass,
  type AccountClassMetric,
  tierPresets,
  type ValueAndTenureMetric,
  type ValueGrade,
  type ValueGradeMetric,
} from "./presets.ts";
export {
  type RestatedStep,
  type RestateRefusal,
  restateTier,
  type TierDifference,
  type TierRecord,
  type TierRestatement,
} from "./restateTier.ts";
export { restoreServicePackages } from "./restoreServicePackages.ts";
export { restoreTierPolicy } from "./restoreTierPolicy.ts";
export { tierPolicySchema } from "./schema.ts";
export { defineServicePackages, parseServicePackages, reviewServicePackages } from "./servicePackages.ts";
export { defineTierPolicy, parseTierPolicy, reviewTierPolicy } from "./tierPolicy.ts";
export type { TierPolicyCode } from "./tierPolicyChecks.ts";
export { tierProgram } from "./tierProgram.ts";
