import { type Day, epochMsOf, type Instant, instantFromMs, type Result, startOfDay } from "clientele/core";
import {
  applyEvent,
  type AppliedEvent,
  type ApplyRefusal,
  canApply,
  type LifecycleEvent,
  type LifecycleFacts,
  type LifecyclePolicy,
  type StageAnswer,
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

/** Nine hours into a day on the policy's clock. */
export const morningOf = (day: Day, timeZone: string): Instant =>
  instantFromMs(epochMsOf(startOfDay(day, { timeZone })) + 9 * HOUR);

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

/** Tells an event: what it led to, with the story it makes; or why it is refused. */
export function tell(
  told: Told,
  kind: string,
  saying: Saying,
  answer: StageAnswer,
  policy: LifecyclePolicy,
): Result<{ readonly told: Told; readonly applied: AppliedEvent }, ApplyRefusal> {
  const event = eventNow(told, kind, saying);
  const applied = applyEvent(answer.state, event, policy);
  if (!applied.ok) return applied;
  return {
    ok: true,
    value: { applied: applied.value, told: { ...told, now: event.at, events: [...told.events, event] } },
  };
}
