import type { NoOpenTimeFound } from "../../calendar/index.ts";
import { type Instant, instantFromMs } from "../../core/index.ts";
import type { PauseSpan, SlaCycle, SlaState, TargetChoice } from "../model.ts";
import type { CompiledTarget } from "../slaKind.ts";
import { brokenAt, type Cycle, elapsedAt, type Segment } from "./clock.ts";
import { exceeded, LAST_MS, reached } from "./hours.ts";

/** A run of a clock, measured at a moment; moments in epoch milliseconds. */
export interface Measured {
  /** How it stands. */
  readonly state: SlaState;
  /** The last moment at which it is kept; null where that cannot be said. */
  readonly dueAt: number | null;
  /** How much time is promised; null when nothing is. */
  readonly targetMs: number | null;
  /** How much has run; null without a promise. */
  readonly elapsedMs: number | null;
  /** How much is left; null without a promise. */
  readonly remainingMs: number | null;
  /** From when on it is broken; null when it is not. */
  readonly breachedAt: number | null;
  /** The target; null without one. */
  readonly target: CompiledTarget | null;
  /** Why it cannot be said when it is due; null when it can. */
  readonly never: NoOpenTimeFound | null;
}

/** A run of a clock, read at a moment. */
export interface Reading {
  /** How it stands. */
  readonly cycle: SlaCycle;
  /** From when on it will be broken if nothing happens; null when it will not. */
  readonly breaksAt: number | null;
  /** Why it cannot be said when it is due; null when it can. */
  readonly never: NoOpenTimeFound | null;
}

/**
 * Measures a run of a clock at a moment.
 *
 * @param run - The run.
 * @param asOf - The moment, in epoch milliseconds.
 * @returns How it stands.
 */
export function measureCycle(run: Cycle, asOf: number): Measured {
  const { segment } = run;
  if (segment.choice.target === null && run.brokenAt === null && run.recordedAt === null) return UNPROMISED;
  const until = run.stoppedAt ?? asOf;
  const { target, hours } = segment.choice;
  const targetMs = target?.ms ?? null;
  const elapsed = elapsedAt(segment, until, hours);
  const over = targetMs !== null && elapsed > targetMs ? brokenAt(segment, until) : null;
  const broken = least(run.brokenAt ?? over, run.recordedAt);
  const state = stateOf(run, broken);
  const due = targetMs === null ? null : dueOf(run, segment, targetMs);
  const never =
    due !== null && typeof due === "object" ? neverDue(target?.calendar ?? null, due.from, due.until) : null;
  return {
    state,
    dueAt: typeof due === "number" && state !== "paused" ? due : null,
    targetMs,
    elapsedMs: targetMs === null ? null : elapsed,
    remainingMs: targetMs === null ? null : targetMs - elapsed,
    breachedAt: broken,
    target,
    never,
  };
}

const UNPROMISED: Measured = {
  state: "noPromise",
  dueAt: null,
  targetMs: null,
  elapsedMs: null,
  remainingMs: null,
  breachedAt: null,
  target: null,
  never: null,
};

function stateOf(run: Cycle, broken: number | null): SlaState {
  if (broken !== null) return "breached";
  if (run.cancelled) return "cancelled";
  if (run.stoppedAt !== null) return "met";
  return run.paused ? "paused" : "running";
}

/**
 * Reads a run of a clock at a moment.
 *
 * @param run - The run.
 * @param asOf - The moment, in epoch milliseconds.
 * @returns How it stands, in moments that can be written.
 */
export function readCycle(run: Cycle, asOf: number): Reading {
  const { state, dueAt, targetMs, elapsedMs, remainingMs, breachedAt, target, never } = measureCycle(run, asOf);
  const { segment } = run;
  const { hours } = segment.choice;
  const resumed = state === "paused" && remainingMs !== null ? reached(hours, asOf, Math.max(0, remainingMs)) : null;
  return {
    cycle: {
      state,
      startedAt: instantFromMs(run.startedAt),
      stoppedAt: instantOrNull(run.stoppedAt),
      dueAt: instantOrNull(dueAt),
      dueIfResumedAt: resumed?.found === true ? instantFromMs(resumed.at) : null,
      targetMs,
      elapsedMs,
      remainingMs,
      breachedAt: instantOrNull(breachedAt),
      target: target?.rule ?? null,
      pauses: run.pauses.length === 0 ? NO_PAUSES : pausesOf(run.pauses),
      targetHistory: run.segments.map(
        ({ choice }): TargetChoice => ({
          at: instantFromMs(choice.at),
          target: choice.target?.rule ?? null,
          version: choice.version?.reference.version ?? null,
          targetMs: choice.target?.ms ?? null,
        }),
      ),
      excusedBy: run.excusedBy,
    },
    breaksAt: state === "running" && targetMs !== null ? breaksAt(segment, targetMs) : null,
    never,
  };
}

const NO_PAUSES: readonly PauseSpan[] = [];

const least = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));

function pausesOf(moments: readonly number[]): readonly PauseSpan[] {
  const spans: PauseSpan[] = [];
  for (let i = 0; i < moments.length; i += 2) {
    const [from, to] = [moments[i], moments[i + 1]];
    if (from !== undefined) spans.push({ from: instantFromMs(from), to: to === undefined ? null : instantFromMs(to) });
  }
  return spans;
}

/** When it is due; where the search was given up; null when nobody can say, since it stands still. */
function dueOf(
  run: Cycle,
  { choice, base, stretches }: Segment,
  targetMs: number,
): number | { readonly from: number; readonly until: number } | null {
  const { hours, at } = choice;
  let left = targetMs - base;
  if (left <= 0) return at;
  for (let i = 0; i < stretches.length; i += 2) {
    const from = stretches[i] ?? at;
    const to = stretches[i + 1];
    const goesOn = i + 2 >= stretches.length && !run.paused; // had it not been stopped, it would have
    const ran =
      to === undefined || goesOn ? Infinity : elapsedAt({ choice, base: 0, stretches: [from, to] }, to, hours);
    if (ran >= left) {
      const search = reached(hours, from, left);
      return search.found ? search.at : { from, until: search.until };
    }
    left -= ran;
  }
  return null;
}

/** From when on a clock that runs exceeds its target, if nothing happens. */
function breaksAt({ choice: { hours, at }, base, stretches }: Segment, targetMs: number): number | null {
  const from = stretches.at(-1) ?? at;
  const before = elapsedAt({ choice: NO_CHOICE, base, stretches: stretches.slice(0, -1) }, from, hours);
  const search = exceeded(hours, from, targetMs - before);
  return search.found && search.at < LAST_MS ? search.at : null; // the moment after it can be written too
}

const NO_CHOICE: Segment["choice"] = {
  at: 0,
  severity: "",
  tier: null,
  version: null,
  target: null,
  hours: null,
  matched: [],
  condition: null,
};

const neverDue = (calendar: string | null, from: number, until: number): NoOpenTimeFound => ({
  code: "no-open-time-found",
  calendar: calendar ?? "24x7",
  from: instantFromMs(from),
  searchedUntil: instantFromMs(until),
});

/**
 * Writes a moment that may be missing.
 *
 * @param at - Epoch milliseconds, or null.
 * @returns The moment, or null.
 */
export const instantOrNull = (at: number | null): Instant | null => (at === null ? null : instantFromMs(at));
