import { day, type Day, epochMsOf, type Instant, instantFromMs, type Result, startOfDay } from "clientele/core";
import type { Coded } from "clientele/explain";
import {
  applyEvent,
  type AppliedEvent,
  type ApplyRefusal,
  canApply,
  explainTransition,
  type LifecycleEvent,
  type LifecycleFacts,
  type LifecyclePolicy,
  type LifecycleReason,
  type StageAnswer,
  type StageChange,
  startLifecycle,
  stateAt,
  type StageRefusal,
} from "clientele/lifecycle";

/** What happened with the customer of the playground, and the moment looked at. */
export interface Told {
  readonly startedAt: Instant;
  readonly now: Instant;
  readonly events: readonly (LifecycleEvent & { readonly at: Instant; readonly id: string })[];
}

/** What is said with an event. */
export interface Saying {
  readonly facts: LifecycleFacts | null;
  readonly reason: string | null;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** When every story begins. */
export const FIRST: Day = day("2026-01-05");

/** Nine hours into a day on the policy's clock. */
export const morningOf = (of: Day, timeZone: string): Instant =>
  instantFromMs(epochMsOf(startOfDay(of, { timeZone })) + 9 * HOUR);

/** Nothing has happened yet. */
export function beginning({ timeZone }: LifecyclePolicy): Told {
  const startedAt = morningOf(FIRST, timeZone);
  return { startedAt, now: startedAt, events: [] };
}

/** Where the customer stands at the moment looked at. */
export const answerFor = (
  { startedAt, events, now }: Told,
  policy: LifecyclePolicy,
): Result<StageAnswer, StageRefusal> => stateAt({ startedAt, events }, policy, { asOf: now });

/** The event as it would happen now: a minute later where another one happened at this very moment. */
function eventNow(told: Told, kind: string, saying: Saying): Told["events"][number] {
  let at = epochMsOf(told.now);
  while (told.events.some((event) => epochMsOf(event.at) === at)) at += MINUTE;
  return { kind, at: instantFromMs(at), id: `event-${told.events.length + 1}`, ...saying };
}

/** Whether an event would be taken now. */
export const canHappen = (
  told: Told,
  kind: string,
  saying: Saying,
  answer: StageAnswer,
  policy: LifecyclePolicy,
): boolean => canApply(answer.state, eventNow(told, kind, saying), policy);

/** An event that was not taken: the refusal, and everything the event was held against. */
export interface Refused {
  readonly refusal: ApplyRefusal;
  readonly tried: readonly Coded[];
}

/** Tells an event: what it led to, with the story it makes; or why it is refused. */
export function tell(
  told: Told,
  kind: string,
  saying: Saying,
  answer: StageAnswer,
  policy: LifecyclePolicy,
): Result<{ readonly told: Told; readonly applied: AppliedEvent }, Refused> {
  const event = eventNow(told, kind, saying);
  const applied = applyEvent(answer.state, event, policy);
  if (applied.ok) {
    const events = [...told.events, event];
    return { ok: true, value: { applied: applied.value, told: { ...told, now: event.at, events } } };
  }
  const why = explainTransition(answer.state, event, policy);
  const tried = why.ok ? [...why.value.reasons, ...why.value.findings] : [];
  return { ok: false, error: { refusal: applied.error, tried } };
}

/** What the events up to now led to that changed no stage (a task done...), by the event's identifier. */
export function quietReasons(told: Told, policy: LifecyclePolicy): ReadonlyMap<string, readonly LifecycleReason[]> {
  const found = new Map<string, readonly LifecycleReason[]>();
  const start = startLifecycle({ startedAt: told.startedAt }, policy);
  if (!start.ok) return found;
  let state = start.value;
  const inOrder = told.events
    .filter(({ at }) => at <= told.now)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  for (const event of inOrder) {
    const applied = applyEvent(state, event, policy);
    if (!applied.ok) continue;
    ({ state } = applied.value);
    found.set(event.id, applied.value.reasons);
  }
  return found;
}

/** A change of stage, with the library's words about it. */
export interface ReasonedChange {
  readonly change: StageChange;
  readonly reason: LifecycleReason | undefined;
}

/** Each change of stage with its reason. */
export function reasonedChanges({ happened, reasons }: StageAnswer): readonly ReasonedChange[] {
  const changes = reasons.filter(({ code }) => code === "event-applied" || code === "timer-fired");
  return happened.map((change, index) => ({ change, reason: changes[index] }));
}

/** The timers that fired after one moment and by another. */
export const firedBetween = (answer: StageAnswer, after: Instant, by: Instant): readonly ReasonedChange[] =>
  reasonedChanges(answer).filter(({ change: { on, at } }) => on === null && at > after && at <= by);
