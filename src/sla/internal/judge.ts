import { DomainError, err, instantFromMs, ok, type Result, show } from "../../core/index.ts";
import type { Case } from "../../customer/index.ts";
import type {
  MetricStatus,
  SlaContext,
  SlaCycle,
  SlaPolicy,
  SlaReason,
  SlaRefusal,
  SlaState,
  SlaStatus,
} from "../model.ts";
import type { CompiledMetric, CompiledSlaPolicy } from "../slaKind.ts";
import type { Run } from "./clock.ts";
import { reasonsOf, remarksOf } from "./explainStatus.ts";
import { type Followed, followCase } from "./followCase.ts";
import { type Judgement, judgementOf } from "./judgement.ts";
import { instantOrNull, readCycle } from "./reading.ts";

/**
 * Makes what tells how the promises about a case stand, from all that stays the same from case to case.
 *
 * @param policy - The promises.
 * @param context - The moment and the calendars.
 * @returns What judges one case.
 * @throws `DomainError`, as `evaluateSla`.
 */
export function judgeOf<Metric extends string>(
  policy: SlaPolicy<string, string, Metric>,
  context: SlaContext,
): (subject: Case) => Result<SlaStatus<Metric>, SlaRefusal> {
  const judgement = judgementOf(policy, context);
  const { trace = "full" } = context;
  if (!TRACES.includes(trace)) {
    throw new DomainError("invalid-option", `trace: expected full or none, received ${show(trace)}`);
  }
  return (subject) => {
    const followed = followCase(subject, judgement);
    return followed.ok ? statusOf<Metric>(followed.value, judgement, trace === "full") : followed;
  };
}

const TRACES: readonly string[] = ["full", "none"];

function statusOf<Metric extends string>(
  followed: Followed,
  judgement: Judgement,
  explained: boolean,
): Result<SlaStatus<Metric>, SlaRefusal> {
  const { log, standing, runs } = followed;
  const metrics: [string, MetricStatus][] = [];
  const reasons: SlaReason[] = [];
  let nextChange = Infinity;
  for (const [metric, run] of runs) {
    const status = metricStatus(metric, run, followed, judgement);
    if (!status.ok) return status;
    const { value, changesAt } = status.value;
    nextChange = Math.min(nextChange, changesAt ?? Infinity);
    metrics.push([metric.id, value]);
    if (explained) reasons.push(...reasonsOf(metric, run, value, followed));
  }
  if (explained) reasons.push(...remarksOf(followed));
  return ok({
    caseId: log.subject.id,
    asOf: judgement.asOf,
    policy: judgement.policy.reference,
    severity: standing.severity,
    tier: standing.tier,
    metrics: Object.fromEntries(metrics) as Record<Metric, MetricStatus>,
    nextChangeAt: nextChange === Infinity ? null : instantFromMs(nextChange),
    reasons,
  });
}

interface Timed {
  readonly value: MetricStatus;
  readonly changesAt: number | null;
}

function metricStatus(
  metric: CompiledMetric,
  { cycles }: Run,
  { log, standing }: Followed,
  { at, versions, chooser }: Judgement,
): Result<Timed, SlaRefusal> {
  const last = cycles.at(-1);
  if (last === undefined) {
    const promised = (moment: number): boolean =>
      chooser.choose(metric, log.subject, standing, moment, () => 0).target !== null;
    const now = promised(at);
    const changesAt = versionMoments(versions, at).find((moment) => promised(moment) !== now) ?? null;
    const state = now ? "notStarted" : "noPromise";
    return ok({ value: { ...idle(state), nextChangeAt: instantOrNull(changesAt), earlier: [] }, changesAt });
  }
  const { cycle, breaksAt, never } = readCycle(last, at);
  if (never !== null) return err(never);
  const earlier: SlaCycle[] = [];
  for (let i = 0; i < cycles.length - 1; i++) {
    const before = cycles[i];
    if (before !== undefined) earlier.push(readCycle(before, at).cycle);
  }
  let changesAt = breaksAt === null ? null : breaksAt + 1; // at the very moment it is still kept
  if (last.stoppedAt === null) {
    for (const { from, data } of versions) {
      if (from > at && data.onChange !== "freeze" && from < (changesAt ?? Infinity)) changesAt = from;
    }
  }
  // written out, since it is much faster than a spread
  const value: MetricStatus = {
    state: cycle.state,
    startedAt: cycle.startedAt,
    stoppedAt: cycle.stoppedAt,
    dueAt: cycle.dueAt,
    dueIfResumedAt: cycle.dueIfResumedAt,
    targetMs: cycle.targetMs,
    elapsedMs: cycle.elapsedMs,
    remainingMs: cycle.remainingMs,
    breachedAt: cycle.breachedAt,
    target: cycle.target,
    pauses: cycle.pauses,
    targetHistory: cycle.targetHistory,
    excusedBy: cycle.excusedBy,
    nextChangeAt: instantOrNull(changesAt),
    earlier,
  };
  return ok({ value, changesAt });
}

/** When versions of the policy come into force, or are no longer, after a moment. */
const versionMoments = (versions: readonly CompiledSlaPolicy[], at: number): readonly number[] =>
  versions
    .flatMap(({ from, to }) => [from, to])
    .filter((moment) => moment > at && moment < Infinity)
    .sort((a, b) => a - b);

/** A clock that has not been started. */
const idle = (state: SlaState): SlaCycle => ({
  state,
  startedAt: null,
  stoppedAt: null,
  dueAt: null,
  dueIfResumedAt: null,
  targetMs: null,
  elapsedMs: null,
  remainingMs: null,
  breachedAt: null,
  target: null,
  pauses: [],
  targetHistory: [],
  excusedBy: null,
});
