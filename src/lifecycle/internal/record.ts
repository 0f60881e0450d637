import { canonicalJson, instantFromMs, ok, type Result } from "../../core/index.ts";
import type { ConditionFinding } from "../../rules/index.ts";
import type { IgnoredEvent, LifecycleReason, ObligationIntent, StageChange, TooManyTimers } from "../model.ts";
import type { IntentChanges, LifecycleRecord } from "../recordModel.ts";
import { Course, openObligation, type Prepared, type Sinks, type Standing } from "./course.ts";
import type { KnownEntry } from "./readEntry.ts";
import { copyOf, stateOf } from "./readState.ts";
import { triedFor } from "./triedFor.ts";
import { ignoredEvent, ignoredReason, step, type WalkContext, wasTried } from "./walk.ts";

/** Every so many entries the state may be kept. */
const SPACING = 32;
/** How many are kept at each distance. */
const KEPT = 4;

/**
 * Tells whether a record of a number of entries keeps the state after some of them: near the end every 32nd, four times as far
 * back every 64th, and so on. A state once dropped is not wanted again as the log grows.
 */
export function isKept(after: number, entries: number): boolean {
  if (after === 0 || after % SPACING !== 0) return false;
  let spacing = SPACING;
  while (after % (spacing * 2) === 0) spacing *= 2;
  return entries - after < spacing * KEPT;
}

/** A stretch of a log to be walked along. */
export interface Stretch {
  /** Where it begins. */
  readonly from: Standing;
  /** Whether that is the very beginning, where nothing is owed yet. */
  readonly isBeginning: boolean;
  /** How many entries came before. */
  readonly skipped: number;
  /** The entries. */
  readonly entries: readonly KnownEntry[];
  /** Up to when time is followed after them. */
  readonly until: number;
  /** The entry whose trace is wanted. */
  readonly traced?: KnownEntry | null;
  /** Whether changes of stage and ignored entries are wanted. */
  readonly told?: boolean;
}

/** What a walk along a stretch found. */
export interface Walked {
  /** Where the customer stood after the last entry. */
  readonly base: Standing;
  /** Where the customer stands after time has been followed. */
  readonly end: Standing;
  /** Tasks, by identifier. */
  readonly intents: Map<string, ObligationIntent>;
  /** States on the way. */
  readonly checkpoints: LifecycleRecord["checkpoints"];
  /** Every change of stage. */
  readonly happened: readonly StageChange[];
  /** Entries that changed nothing. */
  readonly ignored: readonly IgnoredEvent[];
  /** Why the traced entry changed nothing; null when it did, undefined when it was not met. */
  readonly code: IgnoredEvent["code"] | null | undefined;
  /** Why. */
  readonly trace: readonly LifecycleReason[];
  /** What is amiss with the facts known to the traced entry. */
  readonly findings: readonly ConditionFinding[];
}

/** Walks along a stretch of a log. */
export function walkAlong(stretch: Stretch, ready: Prepared, context: WalkContext): Result<Walked, TooManyTimers> {
  const { entries, skipped, traced = null, told = false } = stretch;
  const intents = new Map<string, ObligationIntent>();
  const happened: StageChange[] = [];
  const ignored: IgnoredEvent[] = [];
  const checkpoints: LifecycleRecord["checkpoints"][number][] = [];
  const trace: LifecycleReason[] = [];
  let code: Walked["code"];
  let findings: readonly ConditionFinding[] = [];
  for (const task of stretch.from.owed) {
    intents.set(task.id, { ...openObligation(task), status: "open", closedAt: null });
  }
  const sinks: Sinks = { happened: told ? happened : null, reasons: null, intents };
  let course = new Course(ready, copyOf(stretch.from), sinks);
  if (stretch.isBeginning) course.begin();
  const all = skipped + entries.length;
  for (const [index, entry] of entries.entries()) {
    const isTraced = entry === traced;
    if (isTraced) course = new Course(ready, course.now, { ...sinks, reasons: trace });
    const taken = step(course, entry, context);
    if (!taken.ok) return taken;
    if (isTraced) {
      code = taken.value;
      findings = course.findingsAt(entry.at, entry);
      if (code !== null) {
        trace.push(ignoredReason(entry, code, { compiled: ready.compiled, stage: course.now.stage }));
        if (wasTried(code)) {
          const seen = triedFor(entry, course, ready.compiled);
          trace.push(...seen.tried.flatMap(({ reason, guard }) => [reason, ...guard]));
          ({ findings } = seen);
        }
      }
      course = new Course(ready, course.now, sinks);
    }
    if (told && taken.value !== null) {
      ignored.push(ignoredEvent(entry, taken.value, { compiled: ready.compiled, stage: course.now.stage }));
    }
    const after = skipped + index + 1;
    if (isKept(after, all)) checkpoints.push({ after, state: stateOf(course.now) });
  }
  const base = copyOf(course.now);
  const fired = course.fire(stretch.until);
  if (!fired.ok) return fired;
  return ok({ base, end: course.now, intents, checkpoints, happened, ignored, code, trace, findings });
}

/** What an outbox has to change. */
export function changesOf(
  before: ReadonlyMap<string, ObligationIntent>,
  after: ReadonlyMap<string, ObligationIntent>,
): IntentChanges {
  return {
    added: [...after.values()].filter((intent) => {
      const known = before.get(intent.id);
      return known === undefined || canonicalJson(known) !== canonicalJson(intent);
    }),
    withdrawn: [...before.values()].filter(({ id }) => !after.has(id)),
  };
}

/** The last moment that a log speaks of. */
export function lastMoment(startedAt: number, entries: readonly KnownEntry[], withdrawals: Iterable<number>): string {
  let last = startedAt;
  for (const { at, recordedAt } of entries) last = Math.max(last, at, Number.isNaN(recordedAt) ? at : recordedAt);
  for (const at of withdrawals) last = Math.max(last, at);
  return instantFromMs(last);
}
