import type { AnyCalendar } from "../../calendar/index.ts";
import { compiledCalendar } from "../../calendar/index.ts";
import type { CompiledCalendar } from "../../calendar/kernel.ts";
import { compiledPolicy, DomainError, epochMsOf, type Instant, instant, ok, type Result } from "../../core/index.ts";
import type { Case } from "../../customer/index.ts";
import type { SlaContext, SlaPolicy, SlaPolicyData, SlaRefusal } from "../model.ts";
import { type CompiledMetric, type CompiledSlaPolicy, slaKind } from "../slaKind.ts";
import { type CaseLog, readCaseLog, type Step } from "./caseLog.ts";
import { type Chooser, chooserFor, orderedVersions, type Standing } from "./chooser.ts";
import { follow, type Run, runClock, startOf } from "./clock.ts";
import { CANCELLED, CHANGED, REOPENED, SIGNAL } from "./signals.ts";

/** What stays the same from case to case. */
export interface Judgement {
  /** The moment, in its one spelling. */
  readonly asOf: Instant;
  /** The same in epoch milliseconds. */
  readonly at: number;
  /** The policy asked about. */
  readonly policy: CompiledSlaPolicy;
  /** All versions, by when they come into force. */
  readonly versions: readonly CompiledSlaPolicy[];
  /** The calendars by id. */
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
}

/** A case with the runs of its clocks. */
export interface Followed {
  /** What is known of it. */
  readonly log: CaseLog;
  /** What it is at the moment of judgement. */
  readonly standing: Standing;
  /** Chooses targets for it. */
  readonly chooser: Chooser;
  /** The clock of each metric. */
  readonly runs: readonly (readonly [metric: CompiledMetric, run: Run])[];
}

/**
 * Reads the moment, the policy and the calendars of an evaluation.
 *
 * @param policy - The policy.
 * @param context - The rest.
 * @returns What stays the same from case to case.
 * @throws `DomainError` with code `invalid-instant`, `policy-not-checked`, `unknown-calendar` or `invalid-option`.
 */
export function judgementOf(policy: SlaPolicy, context: SlaContext): Judgement {
  const compiled = compiledPolicy<SlaPolicyData, CompiledSlaPolicy>(slaKind, policy);
  const asOf = instant(context.asOf);
  const others = (context.versions ?? []).map((other) =>
    compiledPolicy<SlaPolicyData, CompiledSlaPolicy>(slaKind, other),
  );
  const versions = orderedVersions(compiled, others);
  return { asOf, at: epochMsOf(asOf), policy: compiled, versions, calendars: calendarsFor(versions, context) };
}

/** The calendars at hand by id. All that the policies name must be there, whichever the case needs. */
function calendarsFor(
  versions: readonly CompiledSlaPolicy[],
  { calendars = [] }: SlaContext,
): ReadonlyMap<string, CompiledCalendar> {
  const found = new Map<string, CompiledCalendar>();
  for (const calendar of calendars) {
    const hours = compiledCalendar(calendar);
    const earlier = found.get(idOf(calendar));
    if (earlier !== undefined && earlier !== hours) {
      throw new DomainError(
        "invalid-option",
        `calendars: expected one calendar with the id ${calendar.id}, received two`,
      );
    }
    found.set(calendar.id, hours);
  }
  for (const version of versions) {
    for (const name of version.calendars) {
      if (found.has(name)) continue;
      throw new DomainError(
        "unknown-calendar",
        `calendars: expected ${name}, which the policy names, received none of that id`,
      );
    }
  }
  return found;
}

const idOf = ({ id }: AnyCalendar): string => id;

/**
 * Runs all clocks of a case.
 *
 * @param subject - The case.
 * @param judgement - What stays the same from case to case.
 * @returns The runs; or why there are none.
 */
export function followCase(subject: Case, judgement: Judgement): Result<Followed, SlaRefusal> {
  const read = readCaseLog(subject, judgement.at);
  if (!read.ok) return read;
  const log = withVersions(read.value, judgement.versions);
  const chooser = chooserFor(subject, judgement.versions, judgement.calendars);
  const standing = startOf(log);
  for (const step of log.steps) if ((step.signal & CHANGED) !== 0) follow(standing, step);
  return ok({
    log,
    standing,
    chooser,
    runs: judgement.policy.metrics.map((metric) => [metric, runClock(metric, log, chooser)] as const),
  });
}

/** A version of the policy that comes into force in the life of a case is a change. */
function withVersions(log: CaseLog, versions: readonly CompiledSlaPolicy[]): CaseLog {
  const changes = versions.filter(({ from }) => from > log.openedAt && from <= log.asOf);
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
