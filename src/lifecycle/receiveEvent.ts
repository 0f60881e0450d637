import {
  asOfIn,
  epochMsOf,
  err,
  type InstantInput,
  instantFromMs,
  type InvalidFact,
  type Labels,
  ok,
  type Result,
  unreachable,
} from "../core/index.ts";
import {
  inOrderOf,
  type KnownEntry,
  loggedEntry,
  readEntry,
  readWithdrawal,
  sameContent,
} from "./internal/readEntry.ts";
import { type Prepared, reason, type Standing, textTag } from "./internal/course.ts";
import { prepared, readState, standingAt, stageNamed, stateOf } from "./internal/readState.ts";
import { type Kept, readRecord } from "./internal/readRecord.ts";
import { changesOf, isKept, walkAlong } from "./internal/record.ts";
import { ignoredReason, type WalkContext } from "./internal/walk.ts";
import type { CompiledLifecycle, CompiledStage } from "./lifecycleKind.ts";
import type {
  LifecycleContext,
  LifecycleEntry,
  LifecycleReason,
  LifecycleWithdrawal,
  LoggedEntry,
  StageNotInPolicy,
} from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";
import type { LifecycleRecord, ReceivedEvent, ReceiveOutcome, ReceiveRefusal } from "./recordModel.ts";

/**
 * The door for messages, which come late, twice, or not in order: takes one in, wherever it belongs, and tells what it changes
 * about the tasks told before. In whatever order the same entries are received, the record is that of `replay` on its log; an
 * entry received twice changes nothing.
 *
 * An entry without `recordedAt` became known when it is received. Tasks have stable identifiers: an outbox upserts those that are
 * `added` and takes back those that are `withdrawn`.
 *
 * An entry at the end costs a look at every identifier of the log and a copy of the log; one that belongs elsewhere also a replay from the
 * nearest checkpoint before it. To take in many entries at once, `replay` the log with them.
 *
 * @param record - Of `replay` (of a history without events, to begin with), or of the message before.
 * @param event - An event, a control, or the withdrawal of either, which may come before what it withdraws.
 * @param policy - The course.
 * @param options - `asOf`, when it is received: up to then time is followed; `calendars`, those that the policy names.
 * @returns What became of it, the record to keep, and what changes about tasks; or `event-conflict` (the identifier is
 *   known with other content), `event-from-the-future`, `record-of-another-policy`, `invalid-fact`, `stage-not-in-policy`,
 *   `too-many-timers`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `unknown-calendar` or `invalid-option`.
 *
 * @example An order that becomes known late takes the wake-up call back
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, receiveEvent, replay } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const history = { startedAt: "2026-01-01T00:00:00Z", startedIn: "active", events: [] } as const;
 * const { record } = orThrow(replay(history, policy, { asOf: "2026-04-05T00:00:00Z" })); // dormant since 1 April
 * const order = { kind: "purchased", at: "2026-03-20T00:00:00Z", id: "O-1" } as const;
 * const { outcome, stateAfter, intents, recordAfter } = orThrow(
 *   receiveEvent(record, order, policy, { asOf: "2026-04-06T00:00:00Z" }),
 * );
 *
 * [outcome, stateAfter.stage]; // => ["applied", "active"]
 * intents.withdrawn.map(({ obligation }) => obligation); // => ["wakeUp"]
 * orThrow(receiveEvent(recordAfter, order, policy, { asOf: "2026-04-07T00:00:00Z" })).outcome; // => "duplicate"
 * ```
 */
export function receiveEvent<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  record: LifecycleRecord<Stage, Event, Phase>,
  event: LifecycleEntry<NoInfer<Event>, NoInfer<Metric>> | LifecycleWithdrawal,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: { readonly asOf: InstantInput } & LifecycleContext,
): Result<ReceivedEvent<Stage, Event, Phase>, ReceiveRefusal> {
  const ready = prepared(policy, options);
  return receive(record, event, ready, asOfIn(options)) as unknown as Result<
    ReceivedEvent<Stage, Event, Phase>,
    ReceiveRefusal
  >;
}

function receive(
  record: LifecycleRecord,
  event: unknown,
  ready: Prepared,
  asOf: ReceivedEvent["asOf"],
): Result<ReceivedEvent, ReceiveRefusal> {
  const { policy } = ready.compiled;
  const kept = readRecord(record, ready);
  if (!kept.ok) return kept;
  if (isWithdrawal(event)) {
    const read = readWithdrawal(event, "/event");
    if (!read.ok) return read;
    return withdraw(kept.value, read.value, ready, asOf);
  }
  const read = readEntry(event, "/event");
  if (!read.ok) return read;
  const received = epochMsOf(asOf);
  const entry: KnownEntry = Number.isNaN(read.value.recordedAt) ? { ...read.value, recordedAt: received } : read.value;
  const logged = loggedEntry(entry);
  if (entry.at > received) return err({ code: "event-from-the-future", at: logged.at, asOf });
  const { events } = record.log;
  if (entry.id !== null) {
    const place = events.findIndex(({ id }) => id === entry.id);
    const first = place < 0 ? null : readLogged(events[place], place);
    if (first?.ok === false) return first;
    if (first !== null) {
      if (!sameContent(first.value, entry)) return err({ code: "event-conflict", id: entry.id });
      return unchanged(kept.value, ready, asOf, (stage) => ignoredReason(entry, "duplicate-event", stage));
    }
  }
  const place = placeOf(entry, events, ready);
  if (!place.ok) return place;
  const at = place.value;
  const eventsAfter = events.toSpliced(at, 0, logged);
  const changed = rewalk(kept.value, { eventsAfter, context: kept.value.context, from: at, traced: at }, ready, asOf);
  if (!changed.ok) return changed;
  const { code, ...rest } = changed.value;
  return ok({ outcome: outcomeOf(code, at === events.length), ...rest, asOf, policy });
}

function outcomeOf(code: string | null | undefined, isLast: boolean): ReceiveOutcome {
  if (code === "event-too-late") return "late";
  if (code !== null) return "unmatched";
  return isLast ? "applied" : "reordered";
}

function withdraw(
  kept: Kept,
  { withdraws, at }: LifecycleWithdrawal,
  ready: Prepared,
  asOf: ReceivedEvent["asOf"],
): Result<ReceivedEvent, ReceiveRefusal> {
  const { record, context } = kept;
  const { policy } = ready.compiled;
  const told = epochMsOf(at);
  const { events, withdrawals } = record.log;
  if (told > epochMsOf(asOf)) return err({ code: "event-from-the-future", at: at as ReceivedEvent["asOf"], asOf });
  const word = (code: "withdrawal-ahead" | "withdrawal-repeated", label: Labels | null): LifecycleReason =>
    reason(code, "", { observed: textTag(withdraws), required: null, verdict: "unmet", label });
  if (context.withdrawals.has(withdraws)) {
    return unchanged(kept, ready, asOf, ({ stage }) => word("withdrawal-repeated", stage.name));
  }
  const withdrawalsAfter = [...withdrawals, { control: "withdraw", withdraws, at } as const].sort((a, b) =>
    a.withdraws < b.withdraws ? -1 : 1,
  );
  const from = events.findIndex(({ id }) => id === withdraws);
  const after: WalkContext = { ...context, withdrawals: new Map([...context.withdrawals, [withdraws, told]]) };
  const changed = rewalk(
    kept,
    { eventsAfter: events, context: after, from: from < 0 ? events.length : from, traced: from, withdrawalsAfter },
    ready,
    asOf,
  );
  if (!changed.ok) return changed;
  const { code: _, ...rest } = changed.value;
  if (from >= 0) return ok({ outcome: "applied", ...rest, asOf, policy });
  const { name } =
    ready.compiled.stages.get(rest.stateAfter.stage) ?? unreachable("a state is of a stage of the policy");
  return ok({ outcome: "unmatched", ...rest, trace: [word("withdrawal-ahead", name)], asOf, policy });
}

const isWithdrawal = (event: unknown): boolean =>
  (event as { readonly control?: unknown } | null | undefined)?.control === "withdraw";

const readLogged = (entry: LoggedEntry | undefined, index: number): Result<KnownEntry, InvalidFact> =>
  readEntry(entry, `/record/log/events/${index}`);

/** Where an entry belongs in the log. Reads as few of its entries as it can. */
function placeOf(entry: KnownEntry, events: readonly LoggedEntry[], ready: Prepared): Result<number, InvalidFact> {
  const order = inOrderOf(ready.compiled.events);
  let low = 0;
  let high = events.length;
  // most come at the end
  for (let middle = high - 1; low < high; middle = Math.floor((low + high) / 2)) {
    const other = readLogged(events[middle], middle);
    if (!other.ok) return other;
    if (order(other.value, entry) <= 0) low = middle + 1;
    else high = middle;
  }
  return ok(low);
}

/** What is told of an entry that is known already. */
function unchanged(
  { record, context, followed }: Kept,
  ready: Prepared,
  asOf: ReceivedEvent["asOf"],
  why: (place: { readonly compiled: CompiledLifecycle; readonly stage: CompiledStage }) => LifecycleReason,
): Result<ReceivedEvent, ReceiveRefusal> {
  const { compiled } = ready;
  const read = readState(record.state, compiled, "/record/state");
  if (!read.ok) return read;
  const stretch = { from: read.value, isBeginning: false, skipped: 0, entries: [], until: followed };
  const walked = walkAlong(stretch, ready, context);
  if (!walked.ok) return walked;
  const { end } = walked.value;
  return ok({
    outcome: "duplicate",
    recordAfter: record,
    stateAfter: stateOf(end),
    intents: { added: [], withdrawn: [] },
    trace: [why({ compiled, stage: end.stage })],
    findings: [],
    asOf,
    policy: compiled.policy,
  });
}

interface Rewalk {
  readonly eventsAfter: readonly LoggedEntry[];
  readonly context: WalkContext;
  /** The first place at which anything changes. */
  readonly from: number;
  /** The entry whose trace is wanted; -1 for none. */
  readonly traced: number;
  readonly withdrawalsAfter?: readonly LifecycleWithdrawal[];
}

/** Walks from the nearest state kept before the change, along the log as it was and as it is, and compares. */
function rewalk(
  { record, context, followed }: Kept,
  change: Rewalk,
  ready: Prepared,
  asOf: ReceivedEvent["asOf"],
): Result<
  Pick<ReceivedEvent, "recordAfter" | "stateAfter" | "intents" | "trace" | "findings"> & {
    readonly code: string | null | undefined;
  },
  ReceiveRefusal
> {
  const { events } = record.log;
  const start = startBefore(record, change.from, ready, context);
  if (!start.ok) return start;
  const { skipped } = start.value;
  const [entriesBefore, entriesAfter] = [readFrom(events, skipped), readFrom(change.eventsAfter, skipped)];
  if (!entriesBefore.ok) return entriesBefore;
  if (!entriesAfter.ok) return entriesAfter;
  const before = walkAlong({ ...start.value, entries: entriesBefore.value, until: followed }, ready, context);
  if (!before.ok) return before;
  const until = Math.max(followed, epochMsOf(asOf));
  const traced = entriesAfter.value[change.traced - skipped] ?? null;
  const after = walkAlong({ ...start.value, entries: entriesAfter.value, until, traced }, ready, change.context);
  if (!after.ok) return after;
  const { base, end, intents, checkpoints, trace, findings, code } = after.value;
  const all = change.eventsAfter.length;
  return ok({
    recordAfter: {
      state: stateOf(base),
      log: {
        ...record.log,
        events: change.eventsAfter,
        withdrawals: change.withdrawalsAfter ?? record.log.withdrawals,
      },
      asOf: instantFromMs(until),
      policy: record.policy,
      checkpoints: [
        ...record.checkpoints.filter((kept) => kept.after <= skipped && isKept(kept.after, all)),
        ...checkpoints,
      ],
    },
    stateAfter: stateOf(end),
    intents: changesOf(before.value.intents, intents),
    trace,
    findings,
    code,
  });
}

/** The last state kept at or before a place of the log. */
function startBefore(
  record: LifecycleRecord,
  place: number,
  ready: Prepared,
  { startedAt }: WalkContext,
): Result<
  { readonly from: Standing; readonly isBeginning: boolean; readonly skipped: number },
  InvalidFact | StageNotInPolicy
> {
  const { compiled } = ready;
  const { log, checkpoints } = record;
  if (place === log.events.length) {
    const read = readState(record.state, compiled, "/record/state");
    return read.ok ? ok({ from: read.value, isBeginning: false, skipped: place }) : read;
  }
  const index = checkpoints.findLastIndex(({ after }) => after <= place);
  const checkpoint = checkpoints[index];
  if (checkpoint !== undefined) {
    const read = readState(checkpoint.state, compiled, `/record/checkpoints/${index}/state`);
    return read.ok ? ok({ from: read.value, isBeginning: false, skipped: checkpoint.after }) : read;
  }
  const stage =
    log.startedIn === null ? ok(compiled.initial) : stageNamed(log.startedIn, compiled, "/record/log/startedIn");
  return stage.ok ? ok({ from: standingAt(stage.value, startedAt), isBeginning: true, skipped: 0 }) : stage;
}

function readFrom(events: readonly LoggedEntry[], skipped: number): Result<readonly KnownEntry[], InvalidFact> {
  const entries: KnownEntry[] = [];
  for (let index = skipped; index < events.length; index++) {
    const read = readLogged(events[index], index);
    if (!read.ok) return read;
    entries.push(read.value);
  }
  return ok(entries);
}
