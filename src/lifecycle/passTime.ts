import { asOfIn, epochMsOf, type InstantInput, instantFromMs, ok, type Result } from "../core/index.ts";
import { readRecord } from "./internal/readRecord.ts";
import { prepared, readState, stateOf } from "./internal/readState.ts";
import { changesOf, walkAlong } from "./internal/record.ts";
import type { LifecycleContext } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";
import type { LifecycleRecord, PassedTime, ReceiveRefusal } from "./recordModel.ts";

/**
 * Follows time up to a moment when no message comes: tells which timers fired since it was last followed, and what that
 * changes about tasks. What the record says of its entries stays as it was.
 *
 * @param record - Of `replay` or `receiveEvent`.
 * @param policy - The course.
 * @param options - `asOf`, up to when; `calendars`, those that the policy names.
 * @returns The record to keep and what happened, which is nothing when time was followed to that moment already; or
 *   `record-of-another-policy`, `invalid-fact`, `stage-not-in-policy`, `too-many-timers`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, passTime, replay } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const { record } = orThrow(replay({ startedAt: "2026-01-01T00:00:00Z", startedIn: "active", events: [] }, policy));
 * const { stateAfter, intents } = orThrow(passTime(record, policy, { asOf: "2026-04-02T00:00:00Z" }));
 *
 * stateAfter.stage; // => "dormant"
 * intents.added.map(({ obligation, status }) => [obligation, status]); // => [["visit", "lapsed"], ["wakeUp", "open"]]
 * ```
 */
export function passTime<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  record: LifecycleRecord<Stage, Event, Phase>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: { readonly asOf: InstantInput } & LifecycleContext,
): Result<PassedTime<Stage, Event, Phase>, ReceiveRefusal> {
  const ready = prepared(policy, options);
  const asked = epochMsOf(asOfIn(options));
  const kept = readRecord(record, ready);
  if (!kept.ok) return kept;
  const { context, followed } = kept.value;
  const read = readState(record.state, ready.compiled, "/record/state");
  if (!read.ok) return read;
  const until = Math.max(asked, followed);
  const stretch = { from: read.value, isBeginning: false, skipped: 0, entries: [], told: true };
  const before = walkAlong({ ...stretch, until: followed }, ready, context);
  if (!before.ok) return before;
  const after = walkAlong({ ...stretch, until }, ready, context);
  if (!after.ok) return after;
  const { end, intents, happened } = after.value;
  const asOf = instantFromMs(until);
  const answer: PassedTime = {
    recordAfter: { ...(record as unknown as LifecycleRecord), asOf },
    stateAfter: stateOf(end),
    happened: happened.slice(before.value.happened.length),
    intents: changesOf(before.value.intents, intents),
    asOf,
    policy: ready.compiled.policy,
  };
  return ok(answer as unknown as PassedTime<Stage, Event, Phase>);
}
