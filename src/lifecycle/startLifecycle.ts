import { type InstantInput, type InvalidFact, ok, type Result } from "../core/index.ts";
import { Course, NO_SINKS } from "./internal/course.ts";
import { prepared, standingAt, stateOf } from "./internal/readState.ts";
import { readHistory } from "./internal/walk.ts";
import type { LifecycleContext, LifecycleState, StageNotInPolicy } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Puts a customer at the start of their course: in the policy's initial stage, or in the one where they were taken over.
 *
 * @param beginning - `startedAt`, when the relationship began or was taken over; `startedIn`, in which stage.
 * @param policy - The course.
 * @param context - `calendars`, those that the policy names.
 * @returns The state to apply events to, with what the stage owes; or `invalid-fact`, `stage-not-in-policy`.
 * @throws `DomainError` with code `policy-not-checked`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, startLifecycle } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const { stage, enteredAt, phase } = orThrow(startLifecycle({ startedAt: "2026-03-01T09:00:00+08:00" }, policy));
 *
 * [stage, enteredAt, phase]; // => ["prospect", "2026-03-01T01:00:00.000Z", "acquire"]
 * ```
 */
export function startLifecycle<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  beginning: { readonly startedAt: InstantInput; readonly startedIn?: NoInfer<Stage> | null | undefined },
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  context?: LifecycleContext,
): Result<LifecycleState<Stage, Phase>, InvalidFact | StageNotInPolicy> {
  const ready = prepared(policy, context);
  const read = readHistory({ ...beginning, events: [] }, ready.compiled, () => true);
  if (!read.ok) return read as Result<never, InvalidFact | StageNotInPolicy>;
  const course = new Course(ready, standingAt(read.value.stage, read.value.startedAt), NO_SINKS);
  course.begin();
  return ok(stateOf(course.now) as LifecycleState<Stage, Phase>);
}
