import { ok, type Result } from "../../core/index.ts";
import type { Case } from "../../customer/index.ts";
import type { SlaRefusal } from "../model.ts";
import type { CompiledMetric, CompiledSlaPolicy } from "../slaKind.ts";
import { type CaseLog, readCaseLog, type Step } from "./caseLog.ts";
import type { Standing } from "./chooser.ts";
import { follow, type Run, runClock, startOf } from "./clock.ts";
import type { Judgement, Prepared } from "./judgement.ts";
import { CANCELLED, CHANGED, REOPENED, SIGNAL } from "./signals.ts";

/** A case with the runs of its clocks. */
export interface Followed {
  /** What is known of it. */
  readonly log: CaseLog;
  /** What it is at the moment of judgement. */
  readonly standing: Standing;
  /** The clock of each metric. */
  readonly runs: readonly (readonly [metric: CompiledMetric, run: Run])[];
}

/**
 * Runs all clocks of a case.
 *
 * @param subject - The case.
 * @param judgement - What stays the same from case to case.
 * @returns The runs; or why there are none.
 */
export function followCase(subject: Case, judgement: Judgement): Result<Followed, SlaRefusal> {
  const read = readCaseLog(subject, judgement.at);
  return read.ok ? ok(followLog(read.value, judgement, judgement.at)) : read;
}

/**
 * Runs all clocks of a case up to a moment, as if nothing happened after what is known.
 *
 * @param known - What is known of the case.
 * @param judgement - What stays the same from case to case.
 * @param until - The moment, in epoch milliseconds.
 * @returns The runs.
 */
export function followLog(known: CaseLog, { versions, chooser, policy }: Prepared, until: number): Followed {
  const log = withVersions(known, versions, until);
  const standing = startOf(log);
  for (const step of log.steps) if ((step.signal & CHANGED) !== 0) follow(standing, step);
  return { log, standing, runs: policy.metrics.map((metric) => [metric, runClock(metric, log, chooser)] as const) };
}

/** A version of the policy that comes into force in the life of a case is a change. */
function withVersions(log: CaseLog, versions: readonly CompiledSlaPolicy[], until: number): CaseLog {
  if (versions.length === 1) return log;
  const changes = versions.filter(({ from }) => from > log.openedAt && from <= until);
  if (changes.length === 0) return log;
  const steps: Step[] = [...log.steps];
  for (const { from } of changes) {
    const place = steps.findIndex(({ at }) => at >= from);
    const before = place === -1 ? steps.length : place;
    const holds = steps[before - 1]?.holds ?? 0;
    steps.splice(before, 0, { at: from, signal: CHANGED, holds, rank: 0, event: null });
  }
  return { ...log, steps };
}

/**
 * Tells whether a case is done with: resolved, closed or cancelled, and not opened again since.
 *
 * @param log - What is known of it.
 * @returns Whether it is.
 */
export function isDone({ steps }: CaseLog): boolean {
  let done = false;
  for (const { signal } of steps) {
    if ((signal & REOPENED) !== 0) done = false;
    else if ((signal & (SIGNAL.resolved | SIGNAL.closed | CANCELLED)) !== 0) done = true;
  }
  return done;
}
