import { err, instantFromMs, ok, type Result } from "../core/index.ts";
import { Course, type Prepared } from "./internal/course.ts";
import { type KnownEntry, readEntry } from "./internal/readEntry.ts";
import { prepared, readState, stateOf } from "./internal/readState.ts";
import { triedFor } from "./internal/triedFor.ts";
import type {
  AppliedEvent,
  ApplyRefusal,
  LifecycleContext,
  LifecycleEntry,
  LifecycleReason,
  LifecycleStateInput,
  ObligationIntent,
  StageChange,
  TriedTransition,
} from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Moves a customer on by one event. First the timers that are due up to and including the event's moment fire, in order:
 * a stage is held during `[entered, due)`, so a timer due at the very moment of the event comes before it. Then the facts that
 * the event brings become known, and the event takes the one way that leads on from the stage reached and whose condition
 * holds; or it shows that something owed was done; or both.
 *
 * A condition is asked at the event's moment. One that is not known moves nobody, and is reported. The condition of a timer is
 * asked when the timer is due, and from then on whenever facts become known, until the stage is left.
 *
 * A transition from a stage to itself starts its time again; what it owes goes on. Leaving a stage drops what it still owed.
 *
 * A refused event changes nothing at all, not even by timers or facts: timers fire again whenever the next event or question
 * comes.
 *
 * @param state - Where the customer stands: from `startLifecycle`, or from the event before. `stage` and `enteredAt` are enough;
 *   what is left out is as at the beginning of the stage, with nothing owed.
 * @param event - What happened, not before what was last taken in; at that very moment is not before. Or a control: timers
 *   paused, timers resumed, facts learnt.
 * @param policy - The course.
 * @param context - `calendars`, those that the policy names.
 * @returns The next state, what happened and which tasks changed; or `no-transition`, `not-owed`, `guard-failed`, `guard-unknown`,
 *   `ambiguous-transition`, `regression-refused` (each with every transition tried), `unknown-event`, `stage-not-in-policy`, `event-out-of-order`,
 *   `already-paused`, `not-paused`, `too-many-timers` (100,000 in a row), or `invalid-fact`, whose path begins with `/state` or
 *   `/event`.
 * @throws `DomainError` with code `policy-not-checked`, `unknown-calendar` or `invalid-option`.
 *
 * @example A purchase after 100 idle days finds the customer dormant
 * ```ts
 * import { instant, orThrow } from "clientele/core";
 * import { applyEvent, defineLifecycle, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const { state, happened } = orThrow(
 *   applyEvent(
 *     { stage: "active", enteredAt: instant("2026-01-01T00:00:00+08:00") },
 *     { kind: "purchased", at: "2026-04-11T10:30:00+08:00", id: "O-17" },
 *     policy,
 *   ),
 * );
 *
 * happened.map(({ at, from, to, on }) => [at, from, to, on]); // => [
 * //   ["2026-03-31T16:00:00.000Z", "active", "dormant", null],
 * //   ["2026-04-11T02:30:00.000Z", "dormant", "active", "purchased"],
 * // ]
 * [state.stage, state.enteredAt]; // => ["active", "2026-04-11T02:30:00.000Z"]
 * ```
 */
export const applyEvent = <Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  state: LifecycleStateInput<NoInfer<Stage>>,
  event: LifecycleEntry<NoInfer<Event>, NoInfer<Metric>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  context?: LifecycleContext,
): Result<AppliedEvent<Stage, Event, Phase>, ApplyRefusal> =>
  apply(state, event, prepared(policy, context)) as Result<AppliedEvent<Stage, Event, Phase>, ApplyRefusal>;

function apply(state: unknown, event: unknown, ready: Prepared): Result<AppliedEvent, ApplyRefusal> {
  const { compiled } = ready;
  const start = readState(state, compiled);
  if (!start.ok) return start;
  const read = readEntry(event, "/event");
  if (!read.ok) return read;
  const entry = read.value;
  const at = instantFromMs(entry.at);
  if (entry.control === null && !compiled.events.has(entry.kind)) {
    return err({ code: "unknown-event", event: entry.kind, policy: compiled.policy.id });
  }
  if (entry.at < start.value.at) return err({ code: "event-out-of-order", at, since: instantFromMs(start.value.at) });

  const happened: StageChange[] = [];
  const reasons: LifecycleReason[] = [];
  const intents = new Map<string, ObligationIntent>();
  const course = new Course(ready, start.value, { happened, reasons, intents });
  const fired = course.fire(entry.at);
  if (!fired.ok) return fired;
  const code = course.take(entry);
  if (code !== null) return err(refusalOf(code, entry, course, ready));
  const after = course.fire(entry.at);
  if (!after.ok) return after;
  return ok({
    state: stateOf(course.now),
    asOf: at,
    policy: compiled.policy,
    happened,
    intents: [...intents.values()],
    reasons,
    findings: course.findingsAt(entry.at, entry),
  });
}

function refusalOf(
  code: Exclude<ReturnType<Course["take"]>, null>,
  entry: KnownEntry,
  course: Course,
  { compiled }: Prepared,
): ApplyRefusal {
  const at = instantFromMs(entry.at);
  if (code === "already-paused" || code === "not-paused") return { code, at };
  const { id: stage, name: label } = course.now.stage;
  const { tried, findings } = triedFor(entry, course, compiled);
  const near = tried.filter((way) => !FAR.has(way.code));
  const far = tried.filter((way) => FAR.has(way.code));
  const lines = [...near, ...far].flatMap(({ reason, guard }) => [reason, ...guard]);
  return { code: code as "no-transition", event: entry.kind, at, stage, label, tried: lines, findings };
}

/** What keeps ways from applying that do not lead out of the stage by the event. */
const FAR: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set<TriedTransition["code"]>(["wrong-stage", "wrong-event", "timer-not-due", "timer-held"]))();
