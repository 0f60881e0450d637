import { epochMsOf } from "../../core/index.ts";
import type { Case } from "../../customer/index.ts";
import type { CompiledMetric } from "../slaKind.ts";
import type { CaseLog, Step } from "./caseLog.ts";
import type { Choice, Chooser, Standing } from "./chooser.ts";
import { exceeded, type Hours, timeBetween } from "./hours.ts";
import { BREACHED, CANCELLED, CHANGED, EXCUSED, REOPENED, SIGNAL } from "./signals.ts";

/** The part of a run for which one target holds. */
export interface Segment {
  /** The target. */
  readonly choice: Choice;
  /** How much had run when it began. */
  readonly base: number;
  /** The stretches in which the clock ran: from, to, from, to, ...; the last `to` is missing while it runs. */
  readonly stretches: number[];
}

/** One run of a clock. */
export interface Cycle {
  /** When it was started. */
  readonly startedAt: number;
  /** When it stopped, or was ended; null when it goes on. */
  stoppedAt: number | null;
  /** Whether it was ended with its case. */
  cancelled: boolean;
  /** Whether it stands still. */
  paused: boolean;
  /** The stretches for which it stood still: from, to, ...; the last `to` is missing while it does. */
  readonly pauses: number[];
  /** By target, in order. */
  readonly segments: Segment[];
  /** The last of them. */
  segment: Segment;
  /** From when on it is broken by a target that holds no longer; null when it is not. */
  brokenAt: number | null;
  /** From when on it is broken by a record; null without one. */
  recordedAt: number | null;
  /** Why that is excused; null when it is not. */
  excusedBy: string | null;
}

/** What the clock of a metric did. */
export interface Run {
  /** Its runs in order. */
  readonly cycles: readonly Cycle[];
  /** Records of breaches and excuses that are about none of them. */
  readonly recordsWithout: number;
  /** The first time the case was opened again after a stop that stays. */
  readonly reopenedAt: number | null;
}

/**
 * Runs the clock of one metric over the events of a case.
 *
 * @param metric - The metric.
 * @param log - The events.
 * @param chooser - Chooses targets.
 * @returns What it did.
 */
export function runClock(metric: CompiledMetric, log: CaseLog, chooser: Chooser): Run {
  const cycles: Cycle[] = [];
  const standing: { severity: string; tier: string | null } = startOf(log);
  let current = null as Cycle | null;
  let done = false;
  let held = false;
  let recordsWithout = 0;
  let reopenedAt: number | null = null;

  const start = (at: number): Cycle => {
    const choice = chooser.choose(metric, log.subject, standing, at, nothing);
    const segment: Segment = { choice, base: 0, stretches: held ? [] : [at] };
    const cycle: Cycle = {
      startedAt: at,
      stoppedAt: null,
      cancelled: false,
      paused: held,
      pauses: held ? [at] : [],
      segments: [segment],
      segment,
      brokenAt: null,
      recordedAt: null,
      excusedBy: null,
    };
    cycles.push(cycle);
    return cycle;
  };

  if ((metric.startOn & SIGNAL.opened) !== 0) current = start(log.openedAt);
  for (const step of log.steps) {
    const { at, signal, event } = step;
    if ((signal & CHANGED) !== 0) {
      follow(standing, step);
      if (current !== null) change(current, metric, log.subject, standing, at, chooser);
    }
    const holds = (step.holds & metric.pauseWhile) !== 0;
    if (holds !== held) {
      held = holds;
      if (current !== null) (held ? pause : resume)(current, at);
    }
    if ((signal & REOPENED) !== 0 && done) {
      done = false;
      const last = cycles.at(-1);
      const stoppedAt = last?.stoppedAt ?? null;
      if (last !== undefined && stoppedAt !== null) {
        if (last.cancelled || metric.onReopen === "resume") {
          current = takeUp(last, stoppedAt, at, held);
          change(current, metric, log.subject, standing, at, chooser);
        } else if (metric.onReopen === "newCycle") current = start(at);
        else reopenedAt ??= at;
      }
    }
    if (current !== null && (signal & metric.stopOn) !== 0) {
      stop(current, at);
      current = null;
    }
    if (current === null && !done && (signal & metric.startOn) !== 0 && (metric.perEvent || cycles.length === 0)) {
      current = start(at);
    }
    if ((signal & (SIGNAL.resolved | SIGNAL.closed | CANCELLED)) !== 0) {
      done = true;
      if (current !== null && (signal & (SIGNAL.closed | CANCELLED)) !== 0) {
        stop(current, at);
        current.cancelled = true;
        current = null;
      }
    }
    if ((signal & (BREACHED | EXCUSED)) !== 0 && event?.metric === metric.id) {
      const about = cycleOf(cycles, event.startedAt ?? null);
      if (about === undefined) recordsWithout += 1;
      else if ((signal & EXCUSED) !== 0) about.excusedBy ??= event.excuse ?? event.id;
      else {
        const recorded = (event.breachedAt ?? null) === null ? at : epochMsOf(event.breachedAt);
        about.recordedAt = Math.min(about.recordedAt ?? Infinity, recorded);
      }
    }
  }
  return { cycles, recordsWithout, reopenedAt };
}

const nothing = (): number => 0;

/**
 * Tells what a case is when it is opened.
 *
 * @param log - Its events.
 * @returns Its severity and its customer's tier.
 */
export const startOf = ({ subject }: CaseLog): { severity: string; tier: string | null } => ({
  severity: subject.severity,
  tier: subject.tier ?? null,
});

/**
 * Follows a change of severity or tier.
 *
 * @param standing - What the case is; changed in place.
 * @param step - The change.
 */
export function follow(standing: { severity: string; tier: string | null }, { event }: Step): void {
  if (event === null) return;
  if (event.kind === "severity-changed") standing.severity = event.severity ?? standing.severity;
  else standing.tier = event.tier ?? null;
}

function pause(cycle: Cycle, at: number): void {
  cycle.paused = true;
  cycle.pauses.push(at);
  endStretch(cycle, at);
}

function resume(cycle: Cycle, at: number): void {
  cycle.paused = false;
  cycle.pauses.push(at);
  cycle.segment.stretches.push(at);
}

/** Ends the stretch that runs; one of no length was none. */
function endStretch({ segment: { stretches } }: Cycle, at: number): void {
  if (stretches.at(-1) === at) stretches.pop();
  else stretches.push(at);
}

function stop(cycle: Cycle, at: number): void {
  if (!cycle.paused)
    cycle.segment.stretches.push(at); // also one of no length: the clock ran when it stopped
  else if (cycle.pauses.at(-1) === at) cycle.pauses.pop();
  else cycle.pauses.push(at);
  cycle.stoppedAt = at;
}

/** A clock that had stopped goes on; the time between was a pause. */
function takeUp(cycle: Cycle, stoppedAt: number, at: number, held: boolean): Cycle {
  cycle.stoppedAt = null;
  cycle.cancelled = false;
  cycle.paused = held;
  if (cycle.pauses.at(-1) === stoppedAt) cycle.pauses.pop();
  else cycle.pauses.push(stoppedAt);
  if (!held) {
    cycle.pauses.push(at);
    cycle.segment.stretches.push(at);
  }
  return cycle;
}

/** Chooses the target again. What was broken by the old one stays broken. */
function change(
  cycle: Cycle,
  metric: CompiledMetric,
  subject: Case,
  standing: Standing,
  at: number,
  chooser: Chooser,
): void {
  const last = cycle.segment;
  const version = chooser.versionAt(at);
  const onChange = version === null ? "freeze" : version.data.onChange;
  if (onChange === "freeze") return;
  const { choice: was } = last;
  if (was.severity === standing.severity && was.tier === standing.tier && was.version === version) return;
  const elapsed = (hours: Hours): number =>
    onChange === "fromNow" ? 0 : elapsedAt(last, at, was.target === null ? hours : was.hours);
  const choice = chooser.choose(metric, subject, standing, at, elapsed);
  cycle.brokenAt ??= brokenAt(last, at);
  if (!cycle.paused) endStretch(cycle, at);
  cycle.segment = { choice, base: elapsed(choice.hours), stretches: cycle.paused ? [] : [at] };
  cycle.segments.push(cycle.segment);
}

/**
 * Measures how much has run under a target, with what had run before.
 *
 * @param segment - The part of the run.
 * @param until - Where a stretch that has no end is cut.
 * @param hours - The hours to count in.
 * @returns Milliseconds.
 */
export function elapsedAt({ base, stretches }: Segment, until: number, hours: Hours): number {
  let elapsed = base;
  for (let i = 0; i < stretches.length; i += 2) {
    elapsed += timeBetween(hours, stretches[i] ?? until, stretches[i + 1] ?? until);
  }
  return elapsed;
}

/**
 * Finds from when on a target is exceeded.
 *
 * @param segment - The part of the run.
 * @param until - Where a stretch that has no end is cut.
 * @returns The moment; null when it is not.
 */
export function brokenAt({ choice, base, stretches }: Segment, until: number): number | null {
  const { target, hours, at } = choice;
  if (target === null) return null;
  let left = target.ms - base;
  if (left < 0) return at;
  for (let i = 0; i < stretches.length; i += 2) {
    const from = stretches[i] ?? until;
    const ran = timeBetween(hours, from, stretches[i + 1] ?? until);
    if (ran > left) {
      const search = exceeded(hours, from, left);
      return search.found ? search.at : null;
    }
    left -= ran;
  }
  return null;
}

/** The cycle that a record is about: the one started then, or else the last. */
function cycleOf(cycles: readonly Cycle[], startedAt: unknown): Cycle | undefined {
  if (startedAt === null) return cycles.at(-1);
  const at = epochMsOf(startedAt);
  let [from, to] = [0, cycles.length]; // in the order of their starts
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((cycles[middle]?.startedAt ?? at) < at) from = middle + 1;
    else to = middle;
  }
  return cycles[from]?.startedAt === at ? cycles[from] : undefined;
}
