import type { NoOpenTimeFound } from "../../calendar/index.ts";
import { type Instant, instantFromMs } from "../../core/index.ts";
import type { PauseSpan, SlaCycle, SlaState, TargetChoice } from "../model.ts";
import { brokenAt, type Cycle, elapsedAt, type Segment } from "./clock.ts";
import { exceeded, reached } from "./hours.ts";

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
 * Reads a run of a clock at a moment.
 *
 * @param run - The run.
 * @param asOf - The moment, in epoch milliseconds.
 * @returns How it stands.
 */
export function readCycle(run: Cycle, asOf: number): Reading {
  const segment = run.segments.at(-1);
  if (segment === undefined || (segment.choice.target === null && run.brokenAt === null && run.recordedAt === null)) {
    return { cycle: cycleOf(run, "noPromise", NOTHING), breaksAt: null, never: null };
  }
  const until = run.stoppedAt ?? asOf;
  const { target, hours } = segment.choice;
  const targetMs = target?.ms ?? null;
  const elapsed = elapsedAt(segment, until, hours);
  const over = targetMs !== null && elapsed > targetMs ? brokenAt(segment, until) : null;
  const broken = least(run.brokenAt ?? over, run.recordedAt);
  const state: SlaState =
    broken !== null
      ? "breached"
      : run.cancelled
        ? "cancelled"
        : run.stoppedAt !== null
          ? "met"
          : run.paused
            ? "paused"
            : "running";
  const due = targetMs === null ? null : dueOf(run, segment, targetMs);
  const never =
    due !== null && typeof due === "object" ? neverDue(target?.calendar ?? null, due.from, due.until) : null;
  const dueAt = typeof due === "number" && state !== "paused" ? due : null;
  const left = targetMs === null ? 0 : Math.max(0, targetMs - elapsed);
  const resumed = state === "paused" ? reached(hours, asOf, left) : null;
  return {
    cycle: cycleOf(run, state, {
      dueAt: dueAt === null ? null : instantFromMs(dueAt),
      dueIfResumedAt: resumed?.found === true ? instantFromMs(resumed.at) : null,
      targetMs,
      elapsedMs: targetMs === null ? null : elapsed,
      remainingMs: targetMs === null ? null : targetMs - elapsed,
      breachedAt: broken === null ? null : instantFromMs(broken),
      target: target?.rule ?? null,
    }),
    breaksAt: state === "running" && targetMs !== null ? breaksAt(segment, targetMs) : null,
    never,
  };
}

type Figures = Pick<
  SlaCycle,
  "dueAt" | "dueIfResumedAt" | "targetMs" | "elapsedMs" | "remainingMs" | "breachedAt" | "target"
>;
const NOTHING: Figures = {
  dueAt: null,
  dueIfResumedAt: null,
  targetMs: null,
  elapsedMs: null,
  remainingMs: null,
  breachedAt: null,
  target: null,
};
const NO_PAUSES: readonly PauseSpan[] = [];

const least = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));

const cycleOf = (run: Cycle, state: SlaState, figures: Figures): SlaCycle => ({
  state,
  startedAt: instantFromMs(run.startedAt),
  stoppedAt: run.stoppedAt === null ? null : instantFromMs(run.stoppedAt),
  dueAt: figures.dueAt,
  dueIfResumedAt: figures.dueIfResumedAt,
  targetMs: figures.targetMs,
  elapsedMs: figures.elapsedMs,
  remainingMs: figures.remainingMs,
  breachedAt: figures.breachedAt,
  target: figures.target,
  pauses: run.pauses.length === 0 ? NO_PAUSES : pausesOf(run.pauses),
  targetHistory: run.segments.map(
    ({ choice: { at, target, version } }): TargetChoice => ({
      at: instantFromMs(at),
      target: target?.rule ?? null,
      version: version?.reference.version ?? null,
      targetMs: target?.ms ?? null,
    }),
  ),
  excusedBy: run.excusedBy,
});

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
  return search.found ? search.at : null;
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
