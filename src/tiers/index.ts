/**
 * Tiers: which grade a customer reaches, keeps or loses, and why.
 *
 * @module
 */
export type {
  TierChangeCode,
  TierOwnChangeCode,
  TierPartCode,
  TierPlaceCode,
  TierPolicyChange,
} from "./changeModel.ts";
export { decisionId } from "./decisionId.ts";
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
export { restoreTierPolicy } from "./restoreTierPolicy.ts";
export { tierPolicySchema } from "./schema.ts";
export { defineTierPolicy, parseTierPolicy, reviewTierPolicy } from "./tierPolicy.ts";
export type { TierPolicyCode } from "./tierPolicyChecks.ts";
export { tierProgram } from "./tierProgram.ts";
