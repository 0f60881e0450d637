import {
  asOfIn,
  err,
  type Instant,
  type InstantInput,
  type InvalidFact,
  invalidFact,
  ok,
  parseInstant,
  type Result,
} from "../core/index.ts";
import { readEvent } from "./internal/readEvent.ts";
import {
  fireTimers,
  type KnownEvent,
  nextTimerOf,
  reason,
  stageOf,
  takeEvent,
  textTag,
  type Walk,
} from "./internal/walk.ts";
import { compiledLifecycle, type CompiledLifecycle } from "./lifecycleKind.ts";
import type { IgnoredEvent, LifecycleHistory, LifecyclePolicy, StageAnswer, StageRefusal } from "./model.ts";

/**
 * Tells where a customer stands at a moment, from all that happened up to then. Time needs no event: timers fire by
 * themselves, in order, however late the question.
 *
 * The answer is that of `startLifecycle` and then `applyEvent` for each event known at `asOf` (its moment included), in
 * order of time, and then the timers due by `asOf`. The order in which events are handed in does not matter: of one moment,
 * the event that the policy lists earlier comes first, then the lesser identifier. Of events with one identifier, kind and
 * moment only one counts. Events that change nothing are listed, with the reason.
 *
 * @param history - `startedAt`, and the events.
 * @param policy - The course.
 * @param options - `asOf`, the moment asked about.
 * @returns The stage, what led there, what was ignored, and the next timer; or `invalid-fact`, `not-started`,
 *   `event-conflict` (one identifier, two events), `too-many-timers` (10,000 in a row).
 * @throws `DomainError` with code `policy-not-checked` or `invalid-instant`.
 *
 * @example Nobody had to tell that the customer was lost
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, stateAt } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const history = {
 *   startedAt: "2026-01-01T00:00:00Z",
 *   events: [{ kind: "purchased", at: "2026-01-10T00:00:00Z" }],
 * } as const;
 * const { state, happened } = orThrow(stateAt(history, policy, { asOf: "2027-01-01T00:00:00Z" }));
 *
 * happened.map(({ to }) => to); // => ["new", "dormant", "lost"]
 * state; // => { stage: "lost", enteredAt: "2026-10-07T00:00:00.000Z" }
 * ```
 */
export const stateAt = <Stage extends string, Event extends string>(
  history: LifecycleHistory<NoInfer<Event>>,
  policy: LifecyclePolicy<Stage, Event>,
  options: { readonly asOf: InstantInput },
): Result<StageAnswer<Stage, Event>, StageRefusal> =>
  walkTo(history, compiledLifecycle(policy), asOfIn(options)) as Result<StageAnswer<Stage, Event>, StageRefusal>;

function walkTo(
  history: LifecycleHistory,
  compiled: CompiledLifecycle,
  asOf: Instant,
): Result<StageAnswer, StageRefusal> {
  const startedAt = parseInstant((history as LifecycleHistory | null)?.startedAt);
  if (!startedAt.ok) return err(invalidFact("/startedAt", "instant", (history as LifecycleHistory | null)?.startedAt));
  const enteredAt = startedAt.value;
  if (enteredAt > asOf) return err({ code: "not-started", startedAt: enteredAt, asOf });
  const read = readEvents(history.events);
  if (!read.ok) return read;
  const events = read.value.filter(({ at }) => at <= asOf).sort(inOrderOf(compiled.events));
  const conflict = conflictAmong(events);
  if (conflict !== null) return err({ code: "event-conflict", id: conflict });

  const walk: Walk = { state: { stage: compiled.initial, enteredAt }, happened: [], reasons: [] };
  const ignored: IgnoredEvent[] = [];
  const ignore = (event: KnownEvent, code: IgnoredEvent["code"]): void => {
    ignored.push({ ...event, code });
    walk.reasons.push(
      reason("event-ignored", "", {
        observed: textTag(event.kind),
        required: null,
        verdict: "unmet",
        label: stageOf(compiled, walk.state).labels,
      }),
    );
  };
  const counted = new Set<string>();
  for (const event of events) {
    if (event.at < enteredAt) {
      ignore(event, "before-start");
      continue;
    }
    const fired = fireTimers(walk, compiled, event.at);
    if (!fired.ok) return fired;
    const way = stageOf(compiled, walk.state).on.get(event.kind);
    if (!compiled.events.has(event.kind)) ignore(event, "unknown-event");
    else if (event.id !== null && counted.has(event.id)) ignore(event, "duplicate-event");
    else if (way === undefined) ignore(event, "no-transition");
    else takeEvent(walk, compiled, way, event);
    if (event.id !== null) counted.add(event.id);
  }
  const fired = fireTimers(walk, compiled, asOf);
  if (!fired.ok) return fired;
  const next = nextTimerOf(compiled, walk.state);
  return ok({
    state: walk.state,
    asOf,
    policy: compiled.policy,
    happened: walk.happened,
    ignored,
    reasons: walk.reasons,
    nextTimer: next === null ? null : { at: next.at, to: next.timer.to, rule: next.timer.rule },
  });
}

function readEvents(events: unknown): Result<KnownEvent[], InvalidFact> {
  if (!Array.isArray(events)) return err(invalidFact("/events", "array", events));
  const known: KnownEvent[] = [];
  for (const [index, event] of events.entries()) {
    const read = readEvent(event, `/events/${index}`);
    if (!read.ok) return read;
    known.push(read.value);
  }
  return ok(known);
}

/** By time; then by the policy's order of events, unknown ones last by name; then by identifier, none first. */
const inOrderOf =
  (places: ReadonlyMap<string, number>) =>
  (a: KnownEvent, b: KnownEvent): number =>
    compareText(a.at, b.at) ||
    (places.get(a.kind) ?? places.size) - (places.get(b.kind) ?? places.size) ||
    compareText(a.kind, b.kind) ||
    compareText(a.id ?? "", b.id ?? "");

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first identifier that two different events share; null when there is none. */
function conflictAmong(events: readonly KnownEvent[]): string | null {
  const byId = new Map<string, KnownEvent>();
  for (const event of events) {
    if (event.id === null) continue;
    const first = byId.get(event.id);
    if (first === undefined) byId.set(event.id, event);
    else if (first.kind !== event.kind || first.at !== event.at) return event.id;
  }
  return null;
}
