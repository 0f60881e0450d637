import { asOfIn, epochMsOf, err, type InstantInput, instantFromMs, ok, type Result } from "../core/index.ts";
import { loggedEntry } from "./internal/readEntry.ts";
import { prepared, standingAt, stateOf } from "./internal/readState.ts";
import { lastMoment, walkAlong } from "./internal/record.ts";
import { ignoredEvent, loggedWithdrawals, readHistory } from "./internal/walk.ts";
import type { IgnoredEvent, LifecycleContext, LifecycleHistory } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";
import type { LifecycleReplayRefusal, ReplayedHistory } from "./recordModel.ts";

/**
 * Takes a whole history in, and makes the record that `receiveEvent` goes on with. The same as applying its entries one by one in
 * order of time, and as receiving them in any order. Of entries with one identifier only one counts.
 *
 * Its cost grows with the number of entries (n log n when they are not in order): a million take some seconds.
 *
 * @param history - `startedAt`, and what happened since; the `log` of a record is one.
 * @param policy - The course.
 * @param options - `asOf`, up to when time is followed; left out, the last moment that the history speaks of. `outOfOrder`: `reorder`
 *   (the default) puts entries in order, `reject` refuses a history that is not. `calendars`, those that the policy names.
 * @returns The record, every change of stage, what was ignored and every task; or `invalid-fact`, `stage-not-in-policy`,
 *   `event-conflict`, `history-out-of-order`, `too-many-timers`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, replay } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const { record, happened, intents } = orThrow(
 *   replay(
 *     {
 *       startedAt: "2026-03-01T00:00:00Z",
 *       events: [
 *         { kind: "purchased", at: "2026-03-10T00:00:00Z", id: "O-1" },
 *         { kind: "contacted", at: "2026-03-02T00:00:00Z", id: "T-1" },
 *       ],
 *     },
 *     policy,
 *   ),
 * );
 *
 * happened.map(({ from, to, eventId }) => [from, to, eventId]); // => [["prospect", "new", "O-1"]]
 * intents.map(({ obligation, status }) => [obligation, status]); // => [["firstContact", "done"], ["welcome", "open"]]
 * record.log.events.map(({ id }) => id); // => ["T-1", "O-1"]
 * ```
 */
export function replay<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  history: LifecycleHistory<NoInfer<Event>, NoInfer<Stage>, NoInfer<Metric>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: {
    readonly asOf?: InstantInput | null | undefined;
    readonly outOfOrder?: "reorder" | "reject" | undefined;
  } & LifecycleContext = {},
): Result<ReplayedHistory<Stage, Event, Phase>, LifecycleReplayRefusal> {
  const ready = prepared(policy, options);
  const { compiled } = ready;
  const read = readHistory(history, compiled, () => true);
  if (!read.ok) return read;
  const { startedAt, startedIn, stage, entries, withdrawals, duplicates, firstOutOfOrder } = read.value;
  if (options.outOfOrder === "reject" && firstOutOfOrder >= 0) {
    return err({ code: "history-out-of-order", path: `/events/${firstOutOfOrder}` });
  }
  const last = lastMoment(startedAt, entries, withdrawals.values());
  const asked = (options.asOf ?? null) === null ? last : asOfIn({ asOf: options.asOf ?? last });
  const asOf = asked < last ? last : asked;
  const walked = walkAlong(
    { from: standingAt(stage, startedAt), isBeginning: true, skipped: 0, entries, until: epochMsOf(asOf), told: true },
    ready,
    { compiled, startedAt, withdrawals },
  );
  if (!walked.ok) return walked;
  const { base, end, intents, checkpoints, happened } = walked.value;
  const repeated = duplicates.map((entry): IgnoredEvent => ignoredEvent(entry, "duplicate-event", { compiled, stage }));
  const answer: ReplayedHistory = {
    record: {
      state: stateOf(base),
      log: {
        startedAt: instantFromMs(startedAt),
        startedIn,
        events: entries.map(loggedEntry),
        withdrawals: loggedWithdrawals(withdrawals),
      },
      asOf: instantFromMs(epochMsOf(asOf)),
      policy: compiled.policy,
      checkpoints,
    },
    state: stateOf(end),
    happened,
    ignored: inOrder(walked.value.ignored, repeated),
    intents: [...intents.values()],
  };
  return ok(answer as unknown as ReplayedHistory<Stage, Event, Phase>);
}

/** Both lists by time; at one moment what was tried comes first. */
function inOrder(tried: readonly IgnoredEvent[], repeated: readonly IgnoredEvent[]): readonly IgnoredEvent[] {
  return [...tried, ...repeated].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
