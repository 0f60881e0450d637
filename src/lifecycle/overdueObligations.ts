import {
  asOfIn,
  epochMsOf,
  err,
  type Instant,
  instantFromMs,
  type InstantInput,
  type InvalidFact,
  type Labels,
  ok,
  type Result,
} from "../core/index.ts";
import type { AskedBeforeState } from "./dueTransitions.ts";
import { Course, NO_SINKS, openObligation } from "./internal/course.ts";
import { prepared, readState } from "./internal/readState.ts";
import type {
  LifecycleContext,
  LifecycleStateInput,
  OpenObligation,
  StageNotInPolicy,
  TooManyTimers,
} from "./model.ts";
import { namedOr } from "./lifecycleKind.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/** Something owed that should have been done. */
export interface OverdueObligation<Stage extends string = string> extends OpenObligation<Stage> {
  /** Until when it was to be done. */
  readonly dueAt: Instant;
  /** For how long it has been overdue, in milliseconds. */
  readonly overdueMs: number;
  /** Its name for people; its own where the policy gives none. */
  readonly labels: Labels;
  /** The name of the stage that owes it, for people. */
  readonly stageLabels: Labels;
  /** Always this, for `explain`. */
  readonly code: "obligation-overdue";
}

/**
 * Lists what a customer is owed that should have been done by a moment, the longest overdue first. Time is followed to that moment
 * first: what a stage owed is dropped when a timer has led out of it.
 *
 * A state of `stage` and `enteredAt` alone owes nothing, and so nothing is overdue: what is owed is part of a state from
 * `startLifecycle` or `applyEvent`.
 *
 * @param state - Where the customer stood.
 * @param policy - The course.
 * @param options - `asOf`, the moment; what is due at that very moment is not overdue. `calendars`, those that the policy names.
 * @returns What is overdue; or `asked-before-state`, `invalid-fact`, `stage-not-in-policy`, `too-many-timers`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, overdueObligations, startLifecycle } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const state = orThrow(startLifecycle({ startedAt: "2026-03-01T00:00:00Z" }, policy));
 * const overdue = orThrow(overdueObligations(state, policy, { asOf: "2026-03-04T00:00:00Z" }));
 *
 * overdue.map(({ obligation, dueAt, overdueMs }) => [obligation, dueAt, overdueMs / 3_600_000]); // => [
 * //   ["firstContact", "2026-03-03T00:00:00.000Z", 24],
 * // ]
 * ```
 */
export function overdueObligations<
  Stage extends string,
  Event extends string,
  Phase extends string,
  Metric extends string,
>(
  state: LifecycleStateInput<NoInfer<Stage>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: { readonly asOf: InstantInput } & LifecycleContext,
): Result<readonly OverdueObligation<Stage>[], InvalidFact | StageNotInPolicy | TooManyTimers | AskedBeforeState> {
  const ready = prepared(policy, options);
  const asOf = asOfIn(options);
  const now = epochMsOf(asOf);
  const start = readState(state, ready.compiled);
  if (!start.ok) return start;
  if (now < start.value.at) return err({ code: "asked-before-state", asOf, since: instantFromMs(start.value.at) });
  const course = new Course(ready, start.value, NO_SINKS);
  const fired = course.fire(now);
  if (!fired.ok) return fired;
  const { owed, stage } = course.now;
  const overdue = owed
    .filter(({ dueAt }) => dueAt < now)
    .sort((a, b) => a.dueAt - b.dueAt)
    .flatMap((task) => {
      const open = openObligation(task);
      if (open.dueAt === null) return [];
      const labels = stage.owed.find(({ id }) => id === task.obligation)?.name ?? namedOr(null, task.obligation);
      const rest = { dueAt: open.dueAt, overdueMs: now - task.dueAt, labels, stageLabels: stage.name };
      return [{ code: OVERDUE, ...open, ...rest }];
    });
  return ok(overdue as unknown as readonly OverdueObligation<Stage>[]);
}

const OVERDUE = "obligation-overdue" as const;
