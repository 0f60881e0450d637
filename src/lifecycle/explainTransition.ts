import {
  err,
  instantFromMs,
  type InvalidFact,
  ok,
  type PolicyReference,
  type Instant,
  type Result,
} from "../core/index.ts";
import type { ConditionFinding } from "../rules/index.ts";
import { Course } from "./internal/course.ts";
import { readEntry } from "./internal/readEntry.ts";
import { prepared, readState } from "./internal/readState.ts";
import { triedFor } from "./internal/triedFor.ts";
import type {
  ApplyRefusal,
  LifecycleContext,
  LifecycleEvent,
  LifecycleReason,
  LifecycleStateInput,
  StageChange,
  StageNotInPolicy,
  TooManyTimers,
  TriedTransition,
} from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/** Everything an event was held against. */
export interface TransitionExplanation<Stage extends string = string, Event extends string = string> {
  /** The event. */
  readonly event: string;
  /** When it happens. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** The stage it meets, after the timers that were due. */
  readonly stage: Stage;
  /** Those timers. */
  readonly before: readonly StageChange<Stage, Event>[];
  /** Every transition that leads out of the stage or waits for the event, in the policy's order. */
  readonly tried: readonly TriedTransition<Stage>[];
  /** The transition taken; null when none is, or more than one could be. */
  readonly taken: TriedTransition<Stage> | null;
  /** The same as `tried`, line by line. */
  readonly reasons: readonly LifecycleReason[];
  /** What is amiss with the facts that conditions ask about, those that the event brings among them. */
  readonly findings: readonly ConditionFinding[];
}

/**
 * Tells what an event would do and why: every transition tried, and every condition part by part. Nothing is changed.
 *
 * @param state - Where the customer stands.
 * @param event - What happened, or might.
 * @param policy - The course.
 * @param context - `calendars`, those that the policy names.
 * @returns What the event was held against; an event that is refused is explained as well. Or `invalid-fact`,
 *   `stage-not-in-policy`, `event-out-of-order`, `too-many-timers`.
 * @throws `DomainError` with code `policy-not-checked`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, explainTransition } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle({
 *   id: "key-accounts",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   metrics: [{ id: "spend", kind: "money" }],
 *   stages: [
 *     { id: "ordinary", order: 1 },
 *     { id: "key", order: 2, final: true },
 *   ],
 *   events: ["reviewed"],
 *   transitions: [
 *     { from: "ordinary", on: "reviewed", when: { metric: "spend", op: ">=", value: "50000" }, to: "key" },
 *   ],
 *   initial: "ordinary",
 * });
 * const { tried, taken } = orThrow(
 *   explainTransition(
 *     { stage: "ordinary", enteredAt: "2026-01-01T00:00:00+08:00" },
 *     { kind: "reviewed", at: "2026-02-01T00:00:00+08:00" },
 *     policy,
 *   ),
 * );
 *
 * taken; // => null
 * tried.map(({ rule, code, verdict }) => [rule, code, verdict]); // => [["/transitions/0", "guard-not-known", "unknown"]]
 * tried[0]?.guard.map(({ metric, verdict }) => [metric, verdict]); // => [["spend", "unknown"]]
 * ```
 */
export function explainTransition<
  Stage extends string,
  Event extends string,
  Phase extends string,
  Metric extends string,
>(
  state: LifecycleStateInput<NoInfer<Stage>>,
  event: LifecycleEvent<NoInfer<Event>, NoInfer<Metric>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  context?: LifecycleContext,
): Result<
  TransitionExplanation<Stage, Event>,
  InvalidFact | StageNotInPolicy | TooManyTimers | Extract<ApplyRefusal, { readonly code: "event-out-of-order" }>
> {
  const ready = prepared(policy, context);
  const start = readState(state, ready.compiled);
  if (!start.ok) return start;
  const read = readEntry(event, "/event");
  if (!read.ok) return read;
  const entry = read.value;
  if (entry.at < start.value.at) {
    return err({ code: "event-out-of-order", at: instantFromMs(entry.at), since: instantFromMs(start.value.at) });
  }
  const before: StageChange[] = [];
  const course = new Course(ready, start.value, { happened: before, reasons: null, intents: null });
  const fired = course.fire(entry.at);
  if (!fired.ok) return fired;
  const { tried, findings } = triedFor(entry, course, ready.compiled);
  const met = tried.filter(({ code }) => code === "event-applied");
  return ok({
    event: entry.kind,
    asOf: instantFromMs(entry.at),
    policy: ready.compiled.policy,
    stage: course.now.stage.id as Stage,
    before: before as unknown as readonly StageChange<Stage, Event>[],
    tried: tried as readonly TriedTransition<Stage>[],
    taken: met.length === 1 ? ((met[0] ?? null) as TriedTransition<Stage> | null) : null,
    reasons: tried.flatMap(({ reason, guard }) => [reason, ...guard]),
    findings,
  });
}
