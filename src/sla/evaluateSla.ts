import { type BusinessCalendar, compiledCalendar, type NoOpenTimeFound } from "../calendar/index.ts";
import { addWorkingMs, type CompiledCalendar, type MsSearch, nextOpenMs, workingMs } from "../calendar/kernel.ts";
import {
  compiledPolicy,
  DomainError,
  epochMsOf,
  err,
  instant,
  instantFromMs,
  ok,
  type Result,
  type Tagged,
  taggedNumber,
  unreachable,
} from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import type {
  MetricStatus,
  SlaContext,
  SlaMetric,
  SlaPolicy,
  SlaPolicyData,
  SlaReason,
  SlaReasonCode,
  SlaRefusal,
  SlaStatus,
} from "./model.ts";
import { type CaseLog, readCase } from "./readCase.ts";
import { type CompiledSlaPolicy, type CompiledTarget, slaKind } from "./slaKind.ts";

/**
 * Tells how the promises about a case stand at a moment: what was promised, when it is due, how much time has run and is
 * left, and whether it was kept.
 *
 *     elapsed  = open time of the promise's hours from the opening of the case to its stop, or to asOf
 *     breached = elapsed > target
 *
 * A promise kept exactly at its target is met. A clock that starts outside its hours runs, and counts nothing until they
 * begin. A promise broken is broken: a later answer stops the clock, and `breachedAt` stays. Events after `asOf` are not
 * known yet; their order does not matter; the same event given twice counts once; those dated before the opening of the
 * case do not count, and a reason says so. A case opened again keeps its first resolution: that too is said.
 *
 * @param subject - The case with its events.
 * @param policy - The promises.
 * @param context - `asOf`, the moment of judgement; `calendars`, those that the policy names.
 * @returns The status; or a refusal: a fact that cannot be read (`invalid-fact`, `unknown-choice`, `too-large`); two
 *   different events with one id (`conflicting-events`); a case opened after `asOf` (`case-not-open-yet`); a calendar whose
 *   open time ends before the promise is due (`no-open-time-found`).
 * @throws `DomainError` with code `invalid-instant` (a bad `asOf`), `policy-not-checked`, `unknown-calendar` (the policy names
 *   one that is not among `calendars`) or `invalid-option` (two calendars with one id).
 *
 * @example A major complaint, answered ten minutes late
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSlaPolicy, evaluateSla, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
 * const complaint = {
 *   id: "case-7",
 *   customerId: "c1",
 *   severity: "major",
 *   openedAt: "2026-03-01T22:00:00+08:00",
 *   events: [
 *     { id: "e1", at: "2026-03-01T22:01:00+08:00", kind: "reply", by: "system" },
 *     { id: "e2", at: "2026-03-02T00:10:00+08:00", kind: "reply", by: "agent" },
 *   ],
 * } as const;
 * const { firstResponse } = orThrow(evaluateSla(complaint, policy, { asOf: "2026-03-02T09:00:00+08:00" })).metrics;
 *
 * [firstResponse.state, firstResponse.dueAt]; // => ["breached", "2026-03-01T16:00:00.000Z"]
 * firstResponse.remainingMs; // => -600000
 * ```
 *
 * @example In office hours: opened on Friday evening, due on Monday
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineCalendar } from "clientele/calendar";
 * import { defineSlaPolicy, evaluateSla } from "clientele/sla";
 *
 * const day = [{ from: "09:00", to: "17:00" }];
 * const office = defineCalendar({ id: "office", timeZone: "Asia/Shanghai", weekly: { mon: day, fri: day } });
 * const policy = defineSlaPolicy({
 *   id: "promises",
 *   version: 1,
 *   targets: [{ severity: "question", metric: "firstResponse", within: "PT4H", hours: { business: "office" } }],
 * });
 * const question = { id: "q", customerId: "c", severity: "question", openedAt: "2026-03-06T20:00:00+08:00", events: [] };
 * const status = orThrow(evaluateSla(question, policy, { asOf: "2026-03-08T12:00:00+08:00", calendars: [office] }));
 *
 * const { state, dueAt, elapsedMs } = status.metrics.firstResponse;
 *
 * [state, dueAt, elapsedMs]; // => ["running", "2026-03-09T05:00:00.000Z", 0]
 * status.reasons.map(({ code, verdict }) => [code, verdict]); // => [["target-applied", "met"], ["not-responded", "unknown"]]
 * ```
 */
export function evaluateSla<Metric extends string>(
  subject: Case,
  policy: SlaPolicy<string, Metric>,
  context: SlaContext,
): Result<SlaStatus<Metric>, SlaRefusal> {
  const { metrics: promised, calendars: names } = compiledPolicy<SlaPolicyData, CompiledSlaPolicy>(slaKind, policy);
  const asOf = instant(context.asOf);
  const calendars = calendarsFor(names, context.calendars ?? []);
  const read = readCase(subject, epochMsOf(asOf));
  if (!read.ok) return read;
  const log = read.value;

  const metrics = new Map<string, MetricStatus>();
  const reasons: SlaReason[] = [];
  for (const [metric, targets] of promised) {
    const target = targets.get(log.severity) ?? null;
    const hours = hoursOf(target, calendars);
    const status = target === null ? ok(withoutPromise(metric, log)) : follow(metric, log, target, hours);
    if (!status.ok) return status;
    metrics.set(metric, status.value);
    reasons.push(...explained(metric, log, target, status.value));
  }
  return ok({
    caseId: log.id,
    asOf,
    policy: { id: policy.id, version: policy.version },
    metrics: Object.fromEntries(metrics) as Record<Metric, MetricStatus>,
    reasons: [...reasons, ...notCounted(log, promised.has("firstResolution"))],
  });
}

/** The calendars at hand by id. All that the policy names must be there, whichever the case needs. */
function calendarsFor(
  names: ReadonlySet<string>,
  given: readonly BusinessCalendar[],
): ReadonlyMap<string, CompiledCalendar> {
  const found = new Map<string, CompiledCalendar>();
  for (const calendar of given) {
    const hours = compiledCalendar(calendar);
    const earlier = found.get(calendar.id);
    if (earlier !== undefined && earlier !== hours) {
      throw new DomainError(
        "invalid-option",
        `calendars: expected one calendar with the id ${calendar.id}, received two`,
      );
    }
    found.set(calendar.id, hours);
  }
  for (const name of names) {
    if (found.has(name)) continue;
    throw new DomainError(
      "unknown-calendar",
      `calendars: expected ${name}, which the policy names, received none of that id`,
    );
  }
  return found;
}

/** Null round the clock, and where nothing is promised. */
function hoursOf(
  target: CompiledTarget | null,
  calendars: ReadonlyMap<string, CompiledCalendar>,
): CompiledCalendar | null {
  const calendar = target?.calendar ?? null;
  if (calendar === null) return null;
  return calendars.get(calendar) ?? unreachable("every calendar that the policy names was asked for");
}

const stopOf = (metric: SlaMetric, log: CaseLog): number | null =>
  metric === "firstResponse" ? log.respondedAt : log.resolvedAt;

function withoutPromise(metric: SlaMetric, log: CaseLog): MetricStatus {
  const stop = stopOf(metric, log);
  return {
    state: "noPromise",
    startedAt: instantFromMs(log.openedAt),
    stoppedAt: stop === null ? null : instantFromMs(stop),
    dueAt: null,
    targetMs: null,
    elapsedMs: null,
    remainingMs: null,
    breachedAt: null,
    target: null,
  };
}

/** Runs the clock of one promise; without hours it runs round the clock. */
function follow(
  metric: SlaMetric,
  log: CaseLog,
  { ms: targetMs, rule, calendar }: CompiledTarget,
  hours: CompiledCalendar | null,
): Result<MetricStatus, NoOpenTimeFound> {
  const { openedAt, asOf } = log;
  const stop = stopOf(metric, log);
  const to = stop ?? asOf;
  const elapsedMs = hours === null ? to - openedAt : workingMs(hours, { from: openedAt, to });
  const due = hours === null ? found(openedAt + targetMs) : addWorkingMs(hours, openedAt, targetMs);
  if (!due.found) return err(neverDue(calendar, openedAt, due.until));
  const breached = elapsedMs > targetMs;
  const breach = breached && hours !== null ? nextOpenMs(hours, due.at) : due;
  if (!breach.found) return err(neverDue(calendar, due.at, breach.until));
  return ok({
    state: breached ? "breached" : stop === null ? "running" : "met",
    startedAt: instantFromMs(openedAt),
    stoppedAt: stop === null ? null : instantFromMs(stop),
    dueAt: instantFromMs(due.at),
    targetMs,
    elapsedMs,
    remainingMs: targetMs - elapsedMs,
    breachedAt: breached ? instantFromMs(breach.at) : null,
    target: rule,
  });
}

/** Round the clock the only end of time is that of the years that can be written. */
const found = (at: number): MsSearch => (at <= LAST_MS ? { found: true, at } : { found: false, until: LAST_MS });

const LAST_MS = 253_402_300_799_999;

const neverDue = (calendar: string | null, from: number, until: number): NoOpenTimeFound => ({
  code: "no-open-time-found",
  calendar: calendar ?? "24x7",
  from: instantFromMs(from),
  searchedUntil: instantFromMs(until),
});

function explained(
  metric: SlaMetric,
  { severity }: CaseLog,
  target: CompiledTarget | null,
  { state, stoppedAt, elapsedMs }: MetricStatus,
): readonly SlaReason[] {
  const observed: Tagged = { kind: "text", text: severity };
  if (target === null || elapsedMs === null) {
    return [{ ...blank, code: "no-promise", rule: "/targets", metric, observed, verdict: "unmet" }];
  }
  const label = target.target.labels;
  const required: Tagged = { kind: "duration", ms: target.ms };
  return [
    { ...blank, code: "target-applied", rule: target.rule, metric, op: "=", observed, required, verdict: "met", label },
    {
      code: OUTCOME[metric][stoppedAt === null ? "running" : "stopped"],
      rule: `${target.rule}/within`,
      metric,
      op: "<=",
      observed: { kind: "duration", ms: elapsedMs },
      required,
      verdict: state === "breached" ? "unmet" : state === "met" ? "met" : "unknown",
      label,
    },
  ];
}

const OUTCOME: Readonly<Record<SlaMetric, Readonly<Record<"running" | "stopped", SlaReasonCode>>>> = {
  firstResponse: { running: "not-responded", stopped: "responded" },
  firstResolution: { running: "not-resolved", stopped: "resolved" },
};

/** What happened to the case and moved no clock, though one might think so. */
function notCounted(log: CaseLog, resolutionPromised: boolean): readonly SlaReason[] {
  const { beforeOpening, openedAt, reopenedAt } = log;
  const reasons: SlaReason[] = [];
  if (beforeOpening > 0) {
    reasons.push({
      ...blank,
      code: "events-before-opening",
      op: ">=",
      observed: taggedNumber(beforeOpening),
      required: { kind: "instant", at: instantFromMs(openedAt) },
      verdict: "unmet",
    });
  }
  if (resolutionPromised && reopenedAt !== null) {
    reasons.push({
      ...blank,
      code: "reopened-not-counted",
      metric: "firstResolution",
      observed: { kind: "instant", at: instantFromMs(reopenedAt) },
      verdict: "met",
    });
  }
  return reasons;
}

/** A reason that says nothing yet; it concerns the policy as a whole. */
const blank = { rule: "", metric: null, op: null, observed: null, required: null, label: null } as const;
