import { epochMsOf, err, instantFromMs, type InvalidFact, invalidFact, ok, type Result } from "../../core/index.ts";
import type { CompiledLifecycle, CompiledStage } from "../lifecycleKind.ts";
import type {
  EventConflict,
  IgnoredCode,
  IgnoredEvent,
  LifecycleHistory,
  LifecycleReason,
  LifecycleWithdrawal,
  StageNotInPolicy,
  TooManyTimers,
} from "../model.ts";
import { type Course, reason, textTag } from "./course.ts";
import { dueMs } from "./dueMs.ts";
import { inOrderOf, type KnownEntry, readEntry, readWithdrawal, sameContent } from "./readEntry.ts";
import { stageNamed } from "./readState.ts";

/** A history, read and in order. */
export interface KnownHistory {
  /** When it began. */
  readonly startedAt: number;
  /** Where. */
  readonly stage: CompiledStage;
  /** Whether that was said. */
  readonly startedIn: string | null;
  /** What happened, in order; of those with one identifier only the first. */
  readonly entries: readonly KnownEntry[];
  /** The others. */
  readonly duplicates: readonly KnownEntry[];
  /** What did not happen, by identifier, and since when that is known; in the order of the identifiers. */
  readonly withdrawals: ReadonlyMap<string, number>;
  /** Whether the entries were handed in in another order. */
  readonly firstOutOfOrder: number;
}

/**
 * Reads a history.
 *
 * @param history - What the caller handed in.
 * @param compiled - The policy.
 * @param isKnown - Whether what became known at a moment, and happened at another, is to be used.
 * @returns The history; or why it cannot be read.
 */
export function readHistory(
  history: unknown,
  compiled: CompiledLifecycle,
  isKnown: (recordedAt: number, at: number) => boolean,
): Result<KnownHistory, InvalidFact | StageNotInPolicy | EventConflict> {
  if (typeof history !== "object" || history === null) return err(invalidFact("", "object", history));
  const given = history as Partial<LifecycleHistory>;
  const startedAt = epochMsOf(given.startedAt);
  if (Number.isNaN(startedAt)) return err(invalidFact("/startedAt", "instant", given.startedAt));
  const startedIn = given.startedIn ?? null;
  const stage = startedIn === null ? ok(compiled.initial) : stageNamed(startedIn, compiled, "/startedIn");
  if (!stage.ok) return stage;
  if (!Array.isArray(given.events)) return err(invalidFact("/events", "array", given.events));
  const known: KnownEntry[] = [];
  let firstOutOfOrder = -1;
  for (const [index, event] of (given.events as readonly unknown[]).entries()) {
    const read = readEntry(event, `/events/${index}`);
    if (!read.ok) return read;
    const entry = read.value;
    if (!isKnown(Number.isNaN(entry.recordedAt) ? entry.at : entry.recordedAt, entry.at)) continue;
    if (firstOutOfOrder < 0 && entry.at < (known.at(-1)?.at ?? startedAt)) firstOutOfOrder = index;
    known.push(entry);
  }
  const withdrawals = readWithdrawals(given.withdrawals ?? [], isKnown);
  if (!withdrawals.ok) return withdrawals;
  known.sort(inOrderOf(compiled.events));
  const split = withoutDuplicates(known);
  if (!split.ok) return split;
  return ok({
    startedAt,
    stage: stage.value,
    startedIn,
    ...split.value,
    withdrawals: withdrawals.value,
    firstOutOfOrder,
  });
}

function readWithdrawals(
  given: unknown,
  isKnown: (recordedAt: number, at: number) => boolean,
): Result<ReadonlyMap<string, number>, InvalidFact> {
  if (!Array.isArray(given)) return err(invalidFact("/withdrawals", "array", given));
  const found: [string, number][] = [];
  for (const [index, withdrawal] of given.entries()) {
    const read = readWithdrawal(withdrawal, `/withdrawals/${index}`);
    if (!read.ok) return read;
    const at = epochMsOf(read.value.at);
    if (isKnown(at, -Infinity)) found.push([read.value.withdraws, at]);
  }
  // the earliest word of each
  found.sort(([a, one], [b, other]) => (a < b ? -1 : a > b ? 1 : other - one));
  return ok(new Map(found));
}

/** Writes withdrawals for a log. */
export const loggedWithdrawals = (withdrawals: ReadonlyMap<string, number>): readonly LifecycleWithdrawal[] =>
  Array.from(withdrawals, ([withdraws, at]) => ({ control: "withdraw", withdraws, at: instantFromMs(at) }));

function withoutDuplicates(
  known: readonly KnownEntry[],
): Result<Pick<KnownHistory, "entries" | "duplicates">, EventConflict> {
  const byId = new Map<string, KnownEntry>();
  const entries: KnownEntry[] = [];
  const duplicates: KnownEntry[] = [];
  for (const entry of known) {
    const { id } = entry;
    const first = id === null ? undefined : byId.get(id);
    if (first === undefined) {
      entries.push(entry);
      if (id !== null) byId.set(id, entry);
    } else if (sameContent(first, entry)) duplicates.push(entry);
    else return err({ code: "event-conflict", id: id ?? "" });
  }
  return ok({ entries, duplicates });
}

/** What is needed beside the entries to walk along them. */
export interface WalkContext {
  /** The policy. */
  readonly compiled: CompiledLifecycle;
  /** When the course began. */
  readonly startedAt: number;
  /** What did not happen. */
  readonly withdrawals: ReadonlyMap<string, number>;
}

/** Why an entry is not even tried; null when it is. */
function setAside(entry: KnownEntry, { compiled, startedAt, withdrawals }: WalkContext): IgnoredCode | null {
  const { at, id, recordedAt } = entry;
  if (id !== null && withdrawals.has(id)) return "event-withdrawn";
  if (at < startedAt) return "before-start";
  const { acceptWithin, zone } = compiled;
  return acceptWithin !== null && recordedAt > dueMs(at, acceptWithin, zone) ? "event-too-late" : null;
}

/**
 * Takes one entry of a history: fires the timers up to it, and takes it in.
 *
 * @param course - Where the customer stands.
 * @param entry - What happened.
 * @param context - What is needed beside.
 * @returns Why it changed nothing, or null.
 */
export function step(
  course: Course,
  entry: KnownEntry,
  context: WalkContext,
): Result<IgnoredCode | null, TooManyTimers> {
  const aside = setAside(entry, context);
  if (aside !== null) return ok(aside);
  const fired = course.fire(entry.at);
  if (!fired.ok) return fired;
  const code = course.take(entry);
  if (code !== null) return ok(code);
  // facts may let a timer fire that was held back
  const after = course.fire(entry.at);
  return after.ok ? ok(null) : after;
}

/** Why an entry is ignored that was not held against any transition. */
const NOT_TRIED: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set<IgnoredCode>([
    "unknown-event",
    "before-start",
    "duplicate-event",
    "event-withdrawn",
    "event-too-late",
    "already-paused",
    "not-paused",
  ]))();

/** Whether transitions were tried for an entry that was ignored. */
export const wasTried = (code: IgnoredCode): boolean => !NOT_TRIED.has(code);

/**
 * Tells of an entry that changed nothing.
 *
 * @param entry - What happened.
 * @param code - Why it changed nothing.
 * @param place - The policy, and the stage met then.
 * @returns The line.
 */
export function ignoredEvent(
  { kind, at, id }: KnownEntry,
  code: IgnoredCode,
  { compiled, stage }: { readonly compiled: CompiledLifecycle; readonly stage: CompiledStage },
): IgnoredEvent {
  const params = wasTried(code)
    ? { event: kind, stage: stage.id, label: stage.name }
    : code === "unknown-event"
      ? { event: kind, policy: compiled.policy.id }
      : {};
  return { kind, at: instantFromMs(at), id, code, params };
}

/** The line about an entry that changed nothing, and why. */
export function ignoredReason(
  entry: KnownEntry,
  code: IgnoredCode,
  place: { readonly compiled: CompiledLifecycle; readonly stage: CompiledStage },
): LifecycleReason {
  const { kind, at, id, params } = ignoredEvent(entry, code, place);
  return {
    ...reason("event-ignored", "", {
      observed: textTag(kind),
      required: null,
      verdict: "unmet",
      label: place.stage.name,
    }),
    params: { why: { code, params: { kind, at, id, ...params } } },
  };
}
