import { asOfIn, epochMsOf, err, type InstantInput, instantFromMs, ok, type Result } from "../core/index.ts";
import { Course } from "./internal/course.ts";
import { prepared, standingAt, stateOf } from "./internal/readState.ts";
import { ignoredEvent, ignoredReason, readHistory, step } from "./internal/walk.ts";
import type {
  IgnoredEvent,
  LifecycleContext,
  LifecycleHistory,
  LifecycleReason,
  StageAnswer,
  StageChange,
  StageRefusal,
} from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Tells where a customer stands at a moment, from all that happened up to then. Time needs no event: timers fire by
 * themselves, in order, however late the question.
 *
 * The answer is that of `startLifecycle` and then `applyEvent` for each entry of the history known at `asOf` (its moment
 * included), in order of time, and then the timers due by `asOf`. The order in which entries are handed in does not matter: of
 * one moment, facts learnt come first, then timers resumed, the event that the policy lists earlier, the lesser identifier, and
 * timers paused last. Of entries with one identifier only one counts. Entries that change nothing are listed, with the reason.
 *
 * With `knownAt`, only what was known at that moment counts: entries recorded by then, and withdrawals told by then. What
 * becomes known later does not change the answer.
 *
 * @param history - `startedAt`, and what happened since; the `log` of a record is one.
 * @param policy - The course.
 * @param options - `asOf`, the moment asked about; `knownAt`, the moment whose knowledge is used, all there is when left out;
 *   `calendars`, those that the policy names.
 * @returns The stage, what led there, what was ignored, and the timers; or `invalid-fact`, `not-started`,
 *   `stage-not-in-policy`, `event-conflict` (one identifier, two entries), `too-many-timers` (100,000 in a row).
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `unknown-calendar` or `invalid-option`.
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
 * [state.stage, state.enteredAt, state.highest.stage]; // => ["lost", "2026-10-07T00:00:00.000Z", "lost"]
 * ```
 */
export function stateAt<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  history: LifecycleHistory<NoInfer<Event>, NoInfer<Stage>, NoInfer<Metric>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: { readonly asOf: InstantInput; readonly knownAt?: InstantInput | null | undefined } & LifecycleContext,
): Result<StageAnswer<Stage, Event, Phase>, StageRefusal> {
  const ready = prepared(policy, options);
  const { compiled } = ready;
  const asOf = asOfIn(options);
  const until = epochMsOf(asOf);
  const knownAt = (options.knownAt ?? null) === null ? null : asOfIn({ asOf: options.knownAt ?? asOf });
  const knownMs = knownAt === null ? Infinity : epochMsOf(knownAt);
  const read = readHistory(history, compiled, (recordedAt, at) => recordedAt <= knownMs && at <= until);
  if (!read.ok) return read;
  const known = read.value;
  const { startedAt } = known;
  if (startedAt > until) return err({ code: "not-started", startedAt: instantFromMs(startedAt), asOf });

  const happened: StageChange[] = [];
  const reasons: LifecycleReason[] = [];
  const ignored: IgnoredEvent[] = [];
  const course = new Course(ready, standingAt(known.stage, startedAt), { happened, reasons, intents: null });
  course.begin();
  const context = { compiled, startedAt, withdrawals: known.withdrawals };
  const duplicates = new Map<string, number>();
  for (const { id } of known.duplicates) {
    if (id !== null) duplicates.set(id, (duplicates.get(id) ?? 0) + 1);
  }
  for (const entry of known.entries) {
    const code = step(course, entry, context);
    if (!code.ok) return code;
    const times = entry.id === null ? 0 : (duplicates.get(entry.id) ?? 0);
    const codes = [...(code.value === null ? [] : [code.value]), ...Array.from({ length: times }, () => REPEATED)];
    for (const why of codes) {
      const place = { compiled, stage: course.now.stage };
      ignored.push(ignoredEvent(entry, why, place));
      reasons.push(ignoredReason(entry, why, place));
    }
  }
  const fired = course.fire(until);
  if (!fired.ok) return fired;
  const answer: StageAnswer = {
    state: stateOf(course.now),
    asOf,
    knownAt,
    policy: compiled.policy,
    happened,
    ignored,
    reasons,
    nextTimer: course.nextTimer(),
    timers: course.timers(),
  };
  return ok(answer as unknown as StageAnswer<Stage, Event, Phase>);
}

const REPEATED = "duplicate-event" as const;
