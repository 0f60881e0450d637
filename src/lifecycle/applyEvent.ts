import { err, invalidFact, ok, parseInstant, type Result } from "../core/index.ts";
import { readEvent } from "./internal/readEvent.ts";
import { dueOf, fireTimers, type KnownEvent, reason, stageOf, takeEvent, textTag, type Walk } from "./internal/walk.ts";
import { compiledLifecycle, type CompiledLifecycle } from "./lifecycleKind.ts";
import type {
  AppliedEvent,
  ApplyRefusal,
  LifecycleEvent,
  LifecyclePolicy,
  LifecycleReason,
  LifecycleState,
} from "./model.ts";

/**
 * Moves a customer on by one event. First the timers that are due up to and including the event's moment fire, in order:
 * a stage is held during `[entered, due)`, so a timer due at the very moment of the event comes before it. Then the event
 * takes the way that leads on from the stage reached.
 *
 * A refused event changes nothing at all, not even by timers: these fire again whenever the next event or question comes.
 *
 * @param state - Where the customer stands: from `startLifecycle`, or from the event before.
 * @param event - What happened, not before the stage was entered; at that very moment is not before.
 * @param policy - The course.
 * @returns The next state and what happened; or `no-transition` (with every transition tried), `unknown-event`,
 *   `stage-not-in-policy`, `event-out-of-order`, `too-many-timers` (10,000 in a row), or `invalid-fact`, whose path begins
 *   with `/state` or `/event`.
 * @throws `DomainError` with code `policy-not-checked`.
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
 * state; // => { stage: "active", enteredAt: "2026-04-11T02:30:00.000Z" }
 * ```
 */
export const applyEvent = <Stage extends string, Event extends string>(
  state: LifecycleState<NoInfer<Stage>>,
  event: LifecycleEvent<NoInfer<Event>>,
  policy: LifecyclePolicy<Stage, Event>,
): Result<AppliedEvent<Stage, Event>, ApplyRefusal> =>
  apply(state, event, compiledLifecycle(policy)) as Result<AppliedEvent<Stage, Event>, ApplyRefusal>;

function apply(
  state: LifecycleState,
  event: LifecycleEvent,
  compiled: CompiledLifecycle,
): Result<AppliedEvent, ApplyRefusal> {
  const start = readState(state, compiled);
  if (!start.ok) return start;
  const read = readEvent(event, "/event");
  if (!read.ok) return read;
  const known = read.value;
  const { kind, at } = known;
  if (!compiled.events.has(kind)) return err({ code: "unknown-event", event: kind, policy: compiled.policy.id });
  const { enteredAt } = start.value;
  if (at < enteredAt) return err({ code: "event-out-of-order", at, enteredAt });

  const walk: Walk = { state: start.value, happened: [], reasons: [] };
  const fired = fireTimers(walk, compiled, at);
  if (!fired.ok) return fired;
  const way = stageOf(compiled, walk.state).on.get(kind);
  if (way === undefined) {
    return err({
      code: "no-transition",
      event: kind,
      at,
      stage: walk.state.stage,
      tried: triedBy(known, walk.state, compiled),
    });
  }
  takeEvent(walk, compiled, way, known);
  return ok({ state: walk.state, asOf: at, policy: compiled.policy, happened: walk.happened, reasons: walk.reasons });
}

function readState(state: unknown, { stages, policy }: CompiledLifecycle): Result<LifecycleState, ApplyRefusal> {
  if (typeof state !== "object" || state === null) return err(invalidFact("/state", "object", state));
  const { stage, enteredAt } = state as { readonly stage?: unknown; readonly enteredAt?: unknown };
  if (typeof stage !== "string") return err(invalidFact("/state/stage", "text", stage));
  if (!stages.has(stage)) return err({ code: "stage-not-in-policy", stage, policy: policy.id });
  const at = parseInstant(enteredAt);
  return at.ok ? ok({ stage, enteredAt: at.value }) : err(invalidFact("/state/enteredAt", "instant", enteredAt));
}

/** Every transition that leads out of the stage or waits for the event, and why it does not apply. */
function triedBy(
  { kind, at }: KnownEvent,
  state: LifecycleState,
  compiled: CompiledLifecycle,
): readonly LifecycleReason[] {
  return compiled.transitions.flatMap((way) => {
    const rest = { verdict: "unmet", label: compiled.stages.get(way.to)?.labels ?? null } as const;
    if (!way.from.includes(state.stage)) {
      return way.on === kind
        ? [
            reason("wrong-stage", way.rule, {
              observed: textTag(state.stage),
              required: textTag(way.from.join(", ")),
              ...rest,
            }),
          ]
        : [];
    }
    if (!("after" in way)) {
      return [
        reason("wrong-event", way.rule, {
          observed: textTag(kind),
          required: way.on === null ? null : textTag(way.on),
          ...rest,
        }),
      ];
    }
    const due = dueOf(way, state, compiled);
    const required = due === null ? textTag(way.after) : ({ kind: "instant", at: due } as const);
    return [reason("timer-not-due", way.rule, { observed: { kind: "instant", at }, required, ...rest })];
  });
}
