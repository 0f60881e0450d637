import {
  DomainError,
  err,
  type Instant,
  type Labels,
  ok,
  plusDuration,
  type Result,
  type Tagged,
  unreachable,
} from "../../core/index.ts";
import type { CompiledLifecycle, CompiledStage, CompiledTimer, CompiledTransition } from "../lifecycleKind.ts";
import type { LifecycleReason, LifecycleReasonCode, LifecycleState, StageChange, TooManyTimers } from "../model.ts";

/** How many timers may fire in a row. */
const TIMER_LIMIT = 10_000;

/** A walk through the stages: where it has come to, and how. Collects in place. */
export interface Walk {
  /** Where it has come to. */
  state: LifecycleState;
  /** Every change of stage. */
  readonly happened: StageChange[];
  /** Why. */
  readonly reasons: LifecycleReason[];
}

/** An event, read. */
export interface KnownEvent {
  /** What. */
  readonly kind: string;
  /** When. */
  readonly at: Instant;
  /** The host's identifier. */
  readonly id: string | null;
}

/** The stage a walk has come to. */
export const stageOf = ({ stages }: CompiledLifecycle, { stage }: LifecycleState): CompiledStage =>
  stages.get(stage) ?? unreachable("a walk keeps to the stages of its policy");

/** Finds the timer that fires next: of those of the stage, the first that is due; the policy's order breaks a tie. */
export function nextTimerOf(
  compiled: CompiledLifecycle,
  state: LifecycleState,
): { readonly timer: CompiledTimer; readonly at: Instant } | null {
  let next: { readonly timer: CompiledTimer; readonly at: Instant } | null = null;
  for (const timer of stageOf(compiled, state).timers) {
    const at = dueOf(timer, state, compiled);
    if (at !== null && (next === null || at < next.at)) next = { timer, at };
  }
  return next;
}

/** When a timer fires; null when that is after the end of the calendar. */
export function dueOf(
  timer: CompiledTimer,
  { enteredAt }: LifecycleState,
  { timeZone }: CompiledLifecycle,
): Instant | null {
  if (timer.beyond) return null;
  try {
    return plusDuration(enteredAt, timer.after, { timeZone });
  } catch (error) {
    if (error instanceof DomainError && error.code === "out-of-range") return null;
    throw error;
  }
}

/** Fires the timers that are due up to and including a moment, one after the other. */
export function fireTimers(walk: Walk, compiled: CompiledLifecycle, until: Instant): Result<Walk, TooManyTimers> {
  for (let fired = 0; ; fired++) {
    const next = nextTimerOf(compiled, walk.state);
    if (next === null || next.at > until) return ok(walk);
    if (fired === TIMER_LIMIT) {
      return err({ code: "too-many-timers", limit: TIMER_LIMIT, stage: walk.state.stage, at: walk.state.enteredAt });
    }
    const { timer, at } = next;
    enter(walk, timer, { at, on: null, eventId: null });
    walk.reasons.push(
      reason("timer-fired", timer.rule, {
        observed: { kind: "instant", at },
        required: textTag(timer.after),
        verdict: "met",
        label: stageOf(compiled, walk.state).labels,
      }),
    );
  }
}

/** Takes the way that an event opens. */
export function takeEvent(walk: Walk, compiled: CompiledLifecycle, way: CompiledTransition, event: KnownEvent): void {
  enter(walk, way, { at: event.at, on: event.kind, eventId: event.id });
  walk.reasons.push(
    reason("event-applied", way.rule, {
      observed: textTag(event.kind),
      required: textTag(event.kind),
      verdict: "met",
      label: stageOf(compiled, walk.state).labels,
    }),
  );
}

function enter(walk: Walk, { rule, to }: CompiledTransition, cause: Pick<StageChange, "at" | "on" | "eventId">): void {
  walk.happened.push({ at: cause.at, from: walk.state.stage, to, on: cause.on, eventId: cause.eventId, rule });
  walk.state = { stage: to, enteredAt: cause.at };
}

/** Tags text for a reason. */
export const textTag = (text: string): Tagged => ({ kind: "text", text });

/** Writes a reason, which here never compares a metric. */
export const reason = (
  code: LifecycleReasonCode,
  rule: string,
  rest: {
    readonly observed: Tagged | null;
    readonly required: Tagged | null;
    readonly verdict: LifecycleReason["verdict"];
    readonly label: Labels | null;
  },
): LifecycleReason => ({ code, rule, metric: null, op: null, ...rest });
