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
  ReplayRefusal,
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
export type { TierPolicyCode } from "./tierPolicyChecks.ts";
export { tierProgram } from "./tierProgram.ts";
export { withThreshold } from "./withThreshold.ts";
