import {
  asOfIn,
  epochMsOf,
  err,
  instantFromMs,
  type Instant,
  type InstantInput,
  type InvalidFact,
  ok,
  type Result,
} from "../core/index.ts";
import { Course } from "./internal/course.ts";
import { prepared, readState, stateOf } from "./internal/readState.ts";
import type {
  DueTransitions,
  LifecycleContext,
  LifecycleReason,
  LifecycleStateInput,
  ObligationIntent,
  StageChange,
  StageNotInPolicy,
  TooManyTimers,
} from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/** A state was asked about a moment before it. */
export interface AskedBeforeState {
  /** Always this. */
  readonly code: "asked-before-state";
  /** The moment asked about. */
  readonly asOf: Instant;
  /** Up to when everything is taken in. */
  readonly since: Instant;
}

/**
 * Tells what time alone has done with a customer by a moment: which timers fired, in order, one stage leading to the next,
 * however late the question. Asked in one step or in many, the answer is the same.
 *
 * @param state - Where the customer stood.
 * @param policy - The course.
 * @param options - `asOf`, the moment asked about, a timer due at it included; `calendars`, those that the policy names.
 * @returns What is due and where it leads, with the timers still to come; or `asked-before-state`, `invalid-fact`,
 *   `stage-not-in-policy`, `too-many-timers` (100,000 in a row).
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, dueTransitions, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const state = { stage: "active", enteredAt: "2026-01-10T00:00:00Z" } as const;
 * const { due, nextTimer } = orThrow(dueTransitions(state, policy, { asOf: "2026-06-01T00:00:00Z" }));
 *
 * due.map(({ at, from, to }) => [at, from, to]); // => [["2026-04-10T00:00:00.000Z", "active", "dormant"]]
 * [nextTimer?.at, nextTimer?.to, nextTimer?.rule]; // => ["2026-10-07T00:00:00.000Z", "lost", "/transitions/5"]
 * ```
 */
export function dueTransitions<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  state: LifecycleStateInput<NoInfer<Stage>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: { readonly asOf: InstantInput } & LifecycleContext,
): Result<DueTransitions<Stage, Event, Phase>, InvalidFact | StageNotInPolicy | TooManyTimers | AskedBeforeState> {
  const ready = prepared(policy, options);
  const asOf = asOfIn(options);
  const start = readState(state, ready.compiled);
  if (!start.ok) return start;
  const since = instantFromMs(start.value.at);
  if (asOf < since) return err({ code: "asked-before-state", asOf, since });
  const due: StageChange[] = [];
  const reasons: LifecycleReason[] = [];
  const intents = new Map<string, ObligationIntent>();
  const course = new Course(ready, start.value, { happened: due, reasons, intents });
  const fired = course.fire(epochMsOf(asOf));
  if (!fired.ok) return fired;
  const answer: DueTransitions = {
    due,
    stateAfter: stateOf(course.now),
    intents: [...intents.values()],
    asOf,
    policy: ready.compiled.policy,
    reasons,
    nextTimer: course.nextTimer(),
    timers: course.timers(),
  };
  return ok(answer as unknown as DueTransitions<Stage, Event, Phase>);
}
