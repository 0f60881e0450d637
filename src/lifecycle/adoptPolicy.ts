import {
  epochMsOf,
  err,
  type InstantInput,
  instantFromMs,
  type InvalidFact,
  invalidFact,
  ok,
  type Result,
} from "../core/index.ts";
import { Course, NO_SINKS, type Prepared } from "./internal/course.ts";
import { prepared, readState, stageNamed, stateOf } from "./internal/readState.ts";
import type { AskedBeforeState } from "./dueTransitions.ts";
import type {
  CatchUp,
  LifecycleContext,
  LifecycleState,
  LifecycleStateInput,
  StageNotInPolicy,
  TooManyTimers,
} from "./model.ts";
import type { LifecyclePolicy, LifecyclePolicyData } from "./policyModel.ts";

/**
 * Carries a state over to another policy, or another version of one: the stage by its name, or by the name that takes its place.
 * Time has to be followed under the old policy first: hand it in as `from`, and it is; or call `dueTransitions`.
 *
 * The timers of the new policy count `fromStart`, from when the stage was entered, those overdue firing at once; `remaining`, the
 * same while they ran, less the time they stood still; or `restart`, from the change on. None fires before the change. What was
 * owed stays owed as long as the stage in the new policy owes it; what the new stage owes beside that is owed from the change on.
 *
 * @param state - Where the customer stands under the old policy.
 * @param policy - The new one.
 * @param options - `at`, when it is adopted; `catchUp`; `from`, the old policy, under which time is followed up to `at`; `stages`,
 *   the new names of stages that have another; `calendars`, those that either policy names.
 * @returns The state under the new policy; or `invalid-fact`, `stage-not-in-policy` (also for the highest stage reached),
 *   `asked-before-state`, `too-many-timers` under the old policy.
 * @throws `DomainError` with code `policy-not-checked`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { adoptPolicy, defineLifecycle, dueTransitions, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle({ ...lifecyclePresets.acquireToWinBack, version: 2 });
 * const old = { stage: "sleeping", enteredAt: "2026-01-01T00:00:00Z" };
 * const state = orThrow(
 *   adoptPolicy(old, policy, { at: "2026-03-01T00:00:00Z", catchUp: "restart", stages: { sleeping: "dormant" } }),
 * );
 *
 * orThrow(dueTransitions(state, policy, { asOf: "2026-03-01T00:00:00Z" })).nextTimer?.at; // => "2026-08-28T00:00:00.000Z"
 * ```
 */
export function adoptPolicy<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  state: LifecycleStateInput,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: {
    readonly at: InstantInput;
    readonly catchUp: CatchUp;
    readonly from?: LifecyclePolicyData | null | undefined;
    readonly stages?: Readonly<Record<string, NoInfer<Stage>>> | undefined;
  } & LifecycleContext,
): Result<LifecycleState<Stage, Phase>, InvalidFact | StageNotInPolicy | AskedBeforeState | TooManyTimers> {
  const ready = prepared(policy, options);
  const { compiled } = ready;
  const { at: adoptedAt, catchUp, from = null, stages = {} } = options;
  const at = epochMsOf(adoptedAt);
  if (Number.isNaN(at)) return err(invalidFact("/at", "instant", adoptedAt));
  const followed = from === null ? ok(state) : followedTo(at, state, prepared(from, options));
  if (!followed.ok) return followed;
  const old = followed.value;
  const renamed = (stage: string): string => (Object.hasOwn(stages, stage) ? (stages[stage] ?? stage) : stage);
  const highest = old.highest ?? null;
  const named = {
    ...old,
    stage: renamed(old.stage),
    ...(highest === null ? {} : { highest: { ...highest, stage: renamed(highest.stage) } }),
  };
  const stage = stageNamed(named.stage, compiled, "/state/stage");
  if (!stage.ok) return stage;
  const read = readState(named, compiled);
  if (!read.ok) return read;
  const now = read.value;
  if (at < now.at) return err({ code: "asked-before-state", asOf: instantFromMs(at), since: instantFromMs(now.at) });
  const course = new Course(ready, now, NO_SINKS);
  const paused = now.pausedAt;
  course.restart(catchUp, at);
  if (!Number.isNaN(paused)) now.pausedAt = at;
  course.adopt(at);
  now.at = at;
  return ok(stateOf(now) as LifecycleState<Stage, Phase>);
}

/** What time does under the old policy. */
function followedTo(
  at: number,
  state: LifecycleStateInput,
  ready: Prepared,
): Result<LifecycleStateInput, InvalidFact | StageNotInPolicy | TooManyTimers | AskedBeforeState> {
  const read = readState(state, ready.compiled);
  if (!read.ok) return read;
  const since = read.value.at;
  if (at < since) return err({ code: "asked-before-state", asOf: instantFromMs(at), since: instantFromMs(since) });
  const course = new Course(ready, read.value, NO_SINKS);
  const fired = course.fire(at);
  return fired.ok ? ok(stateOf(course.now)) : fired;
}
