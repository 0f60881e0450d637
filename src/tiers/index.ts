/**
 * Tiers: which grade a customer reaches, keeps or loses, and why.
 *
 * @module
 */
export { compareTierPolicies } from "./compareTierPolicies.ts";
export { decisionId } from "./decisionId.ts";
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
export { scaleThresholds } from "./scaleThresholds.ts";
export { tierPolicySchema } from "./schema.ts";
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
export { defineTierPolicy, parseTierPolicy, reviewTierPolicy } from "./tierPolicy.ts";
export type { ConditionRole as TierConditionRole } from "./tierKind.ts";
export type { TierPolicyCode } from "./tierPolicyChecks.ts";
export { tierProgram } from "./tierProgram.ts";
export { withThreshold } from "./withThreshold.ts";
