/**
 * Lifecycle: in which stage of the relationship a customer is, and what led there.
 *
 * @module
 */
export { applyEvent } from "./applyEvent.ts";
export { canApply } from "./canApply.ts";
export type { LifecyclePolicyCode } from "./lifecycleChecks.ts";
export { defineLifecycle, parseLifecycle, reviewLifecycle } from "./lifecyclePolicy.ts";
export type {
  AppliedEvent,
  ApplyRefusal,
  IgnoredEvent,
  LifecycleEvent,
  LifecycleHistory,
  LifecyclePolicy,
  LifecyclePolicyData,
  LifecyclePolicyInput,
  LifecycleReason,
  LifecycleReasonCode,
  LifecycleStage,
  LifecycleStageInput,
  LifecycleState,
  LifecycleTransition,
  LifecycleTransitionInput,
  NextTimer,
  StageAnswer,
  StageChange,
  StageRefusal,
  TooManyTimers,
} from "./model.ts";
export { type AcquireToWinBackEvent, type AcquireToWinBackStage, lifecyclePresets } from "./presets.ts";
export { restoreLifecycle } from "./restoreLifecycle.ts";
export { lifecyclePolicySchema } from "./schema.ts";
export { startLifecycle } from "./startLifecycle.ts";
export { stateAt } from "./stateAt.ts";
