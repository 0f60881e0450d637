/**
 * Tiers: which grade a customer reaches, keeps or loses, and why.
 *
 * @module
 */
export type {
  TierCheckNumber,
  TierCheckOptions,
  TierExampleStep,
  TierPolicyExample,
  TierPolicyFinding,
  TierPolicyFindingCode,
} from "./checkModel.ts";
export { checkTierPolicy } from "./checkTierPolicy.ts";
export { compareTierPolicies } from "./compareTierPolicies.ts";
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
export type {
  TierChangeCode,
  TierOwnChangeCode,
  TierPartCode,
  TierPlaceCode,
  TierPolicyChange,
} from "./changeModel.ts";
export { describeTierPolicy } from "./describeTierPolicy.ts";
export type {
  TierDescriptionCode,
  TierDescriptionLine,
  TierPhrase,
  TierSectionCode,
  TierWordsCode,
} from "./descriptionModel.ts";
export { diffTierPolicy } from "./diffTierPolicy.ts";
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
export type {
  RefusedCustomer,
  ReplayBounces,
  ReplayCause,
  ReplayCustomer,
  ReplayDwell,
  ReplayedRow,
  ReplayFindings,
  ReplayFlow,
  ReplayGraces,
  ReplayHold,
  ReplayMove,
  ReplayOptions,
  ReplayPeriod,
  TierReplayRefusal,
  ReplayRestatement,
  ReplayRowOptions,
  ReplayThrash,
  ReplayValues,
  RestatedDecision,
  TierReplay,
  TierReplayReport,
  UnusedFact,
} from "./replayModel.ts";
export { replayTierPolicy } from "./replayTierPolicy.ts";
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
export { scaleThresholds } from "./scaleThresholds.ts";
export { tierPolicySchema } from "./schema.ts";
export { startTierReplay, type TierReplayAccumulator } from "./startTierReplay.ts";
export type { TierReplayState } from "./internal/replay/tally.ts";
export { defineTierPolicy, parseTierPolicy, reviewTierPolicy, type TierPolicyReview } from "./tierPolicy.ts";
export { simulateTierPolicy } from "./simulateTierPolicy.ts";
export type {
  ComparedTiers,
  CustomersAndValue,
  NearThreshold,
  SensitiveThreshold,
  SimulatedPortfolio,
  SimulatedTiers,
  SolvedThreshold,
  SolveThresholdOptions,
  ThresholdChange,
  ThresholdSensitivity,
  ThresholdSensitivityOptions,
  ThresholdTarget,
  TierComparison,
  TierCosts,
  TierFlow,
  TierHorizon,
  TierMover,
  TierPortfolio,
  TierPortfolioColumns,
  TierPortfolioRow,
  TierShare,
  TierSimulation,
  TierSimulationOptions,
  TierThreshold,
} from "./simulationModel.ts";
export { solveThreshold } from "./solveThreshold.ts";
export { thresholdSensitivity } from "./thresholdSensitivity.ts";
export type { ConditionRole as TierConditionRole } from "./tierKind.ts";
export { defineServicePackages, parseServicePackages, reviewServicePackages } from "./servicePackages.ts";
export type { TierPolicyCode } from "./tierPolicyChecks.ts";
export { tierProgram } from "./tierProgram.ts";
export { withThreshold } from "./withThreshold.ts";
