/**
 * Lifecycle: in which stage of the relationship a customer is, what led there, and what is owed there.
 *
 * @module
 */
export { acquisitionCost, type AcquiredCourse, type AcquisitionCostRow } from "./acquisitionCost.ts";
export { adoptPolicy } from "./adoptPolicy.ts";
export { applyEvent } from "./applyEvent.ts";
export {
  type AttributedCause,
  attributeChurn,
  type ChurnAttribution,
  type ChurnFacts,
  type NotChurned,
} from "./attributeChurn.ts";
export { canApply } from "./canApply.ts";
export {
  checkConformance,
  type ConformanceCode,
  type CourseConformance,
  type CourseDeviation,
  type CoursePause,
  type ObservedCourse,
  type UnjudgedCode,
  type UnjudgedCondition,
} from "./checkConformance.ts";
export { checkLifecycle } from "./checkLifecycle.ts";
export type { ChurnPolicyCode } from "./churnChecks.ts";
export type {
  ChurnCause,
  ChurnCauseInput,
  ChurnEvidence,
  ChurnEvidenceInput,
  ChurnPolicy,
  ChurnPolicyData,
  ChurnPolicyInput,
  WinBackContact,
  WinBackContactInput,
  WinBackOfferRule,
  WinBackOfferRuleInput,
} from "./churnModel.ts";
export { churnPareto, type ChurnParetoRow } from "./churnPareto.ts";
export { defineChurnPolicy, parseChurnPolicy, reviewChurnPolicy } from "./churnPolicy.ts";
export { churnPresets, type FiveCause, type FiveCauseOffer, type FiveCauseSignal } from "./churnPresets.ts";
export { churnPolicySchema } from "./churnSchema.ts";
export { type AskedBeforeState, dueTransitions } from "./dueTransitions.ts";
export { dwellTimes, type StageDwell, type StayPoint } from "./dwellTimes.ts";
export { explainTransition, type TransitionExplanation } from "./explainTransition.ts";
export { forecastStages, type StageForecast, type StageOutlook } from "./forecastStages.ts";
export type { DrawingOptions } from "./internal/drawing.ts";
export type { LifecycleInsight, LifecycleInsightCode } from "./internal/findings.ts";
export type { StageSpells } from "./internal/spells.ts";
export { isLifecycleEvent } from "./isLifecycleEvent.ts";
export type { StageCaveat } from "./internal/stageCaveat.ts";
export type { LifecyclePolicyCode } from "./lifecycleChecks.ts";
export { lifecycleProgram } from "./lifecycleProgram.ts";
export { lifecycleScxml } from "./lifecycleScxml.ts";
export {
  lifecycleXState,
  type LifecycleXState,
  type LifecycleXStateNode,
  type LifecycleXStateTransition,
} from "./lifecycleXState.ts";
export { lifecycleDot } from "./lifecycleDot.ts";
export { lifecycleMermaid } from "./lifecycleMermaid.ts";
export { defineLifecycle, parseLifecycle, reviewLifecycle } from "./lifecyclePolicy.ts";
export type {
  Acquisition,
  AppliedEvent,
  ApplyRefusal,
  CatchUp,
  CourseReason,
  DueTransitions,
  EventConflict,
  IgnoredCode,
  IgnoredEvent,
  LifecycleContext,
  LifecycleControl,
  LifecycleEntry,
  LifecycleEvent,
  LifecycleFacts,
  LifecycleHistory,
  LifecycleReason,
  LifecycleReasonCode,
  LifecycleState,
  LifecycleStateInput,
  LifecycleWithdrawal,
  LoggedEntry,
  NextTimer,
  NotMoved,
  ObligationIntent,
  OpenObligation,
  StageAnswer,
  StageChange,
  StageNotInPolicy,
  StageRefusal,
  StageTimer,
  TooManyTimers,
  TriedTransition,
} from "./model.ts";
export { type OverdueObligation, overdueObligations } from "./overdueObligations.ts";
export { passTime } from "./passTime.ts";
export {
  type LostCustomer,
  type PlannedWinBack,
  planWinBack,
  type WinBackCode,
  type WinBackPlan,
  type WithheldWinBack,
} from "./planWinBack.ts";
export type {
  EventOf,
  LifecyclePolicy,
  LifecyclePolicyData,
  LifecyclePolicyInput,
  LifecycleStage,
  LifecycleStageInput,
  LifecycleTerm,
  LifecycleTransition,
  LifecycleTransitionInput,
  Obligation,
  ObligationInput,
  PhaseOf,
  Regression,
  StageOf,
  WorkingDays,
} from "./policyModel.ts";
export {
  type AcquireToWinBackEvent,
  type AcquireToWinBackPhase,
  type AcquireToWinBackStage,
  type EngagementEvent,
  type EngagementStage,
  type FunnelEvent,
  type FunnelPhase,
  type FunnelStage,
  type LeadPoolEvent,
  type LeadPoolMetric,
  type LeadPoolStage,
  lifecyclePresets,
  type ProspectingEvent,
  type ProspectingPhase,
  type ProspectingStage,
} from "./presets.ts";
export { projectTimers, type TimerProjection } from "./projectTimers.ts";
export { receiveEvent } from "./receiveEvent.ts";
export type {
  IntentChanges,
  LifecycleLog,
  LifecycleRecord,
  LifecycleReplayRefusal,
  PassedTime,
  ReceivedEvent,
  ReceiveOutcome,
  ReceiveRefusal,
  RecordOfAnotherPolicy,
  ReplayedHistory,
} from "./recordModel.ts";
export { replay } from "./replay.ts";
export { restoreChurnPolicy } from "./restoreChurnPolicy.ts";
export { restoreLifecycle } from "./restoreLifecycle.ts";
export { lifecyclePolicySchema } from "./schema.ts";
export { stageAbsorption, type StageProspect } from "./stageAbsorption.ts";
export { type StageBottleneck, stageBottlenecks } from "./stageBottlenecks.ts";
export { type FunnelStep, stageFunnel } from "./stageFunnel.ts";
export { type CourseCode, type FollowedCourse, joinStageSpells, stageSpells } from "./stageSpells.ts";
export { startLifecycle } from "./startLifecycle.ts";
export { stateAt } from "./stateAt.ts";
export { type TestPath, type TestPaths, testPaths, type TestStep } from "./testPaths.ts";
export { transitionMatrix, type TransitionRow } from "./transitionMatrix.ts";
