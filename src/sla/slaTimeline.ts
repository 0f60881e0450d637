import { epochMsOf, err, instantFromMs, ok, type Result } from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { followCase } from "./internal/followCase.ts";
import { judgementOf } from "./internal/judgement.ts";
import { readCycle } from "./internal/reading.ts";
import type { SlaContext, SlaCycle, SlaPolicy, SlaRefusal, SlaTimeline, TimelineBar, TimelineMark } from "./model.ts";

/**
 * Draws one case over time, as data for a picture: what happened, and for each promise when its clock ran, stood still, and
 * ran beyond its target.
 *
 * @param subject - The case with its events.
 * @param policy - The promises.
 * @param context - `asOf`, `calendars`, `versions`, as for `evaluateSla`.
 * @returns The timeline; or a refusal, as of `evaluateSla`.
 * @throws `DomainError`, as `evaluateSla`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSlaPolicy, slaPresets, slaTimeline } from "clientele/sla";
 *
 * const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
 * const complaint = { id: "k", customerId: "c", severity: "major", openedAt: "2026-03-01T00:00:00Z", events: [] };
 * const { lanes } = orThrow(slaTimeline(complaint, policy, { asOf: "2026-03-01T03:00:00Z" }));
 *
 * lanes[0]?.bars; // => [
 * //   { from: "2026-03-01T00:00:00.000Z", to: "2026-03-01T02:00:00.000Z", kind: "running" },
 * //   { from: "2026-03-01T02:00:00.000Z", to: "2026-03-01T03:00:00.000Z", kind: "overdue" },
 * // ]
 * ```
 */
export function slaTimeline(subject: Case, policy: SlaPolicy, context: SlaContext): Result<SlaTimeline, SlaRefusal> {
  const judgement = judgementOf(policy, context);
  const followed = followCase(subject, judgement);
  if (!followed.ok) return followed;
  const { log, runs } = followed.value;
  const lanes: SlaTimeline["lanes"][number][] = [];
  for (const [metric, { cycles }] of runs) {
    const bars: TimelineBar[] = [];
    const marks: (TimelineMark & { readonly rank: number })[] = [];
    for (const run of cycles) {
      const { cycle, never } = readCycle(run, judgement.at);
      if (never !== null) return err(never);
      bars.push(...barsOf(run.startedAt, cycle, judgement.at));
      marks.push(...marksOf(cycle, judgement.asOf));
    }
    marks.sort((a, b) => (a.at === b.at ? a.rank - b.rank : a.at < b.at ? -1 : 1));
    lanes.push({ metric: metric.id, bars, marks: marks.map(({ rank: _, ...mark }) => mark) });
  }
  return ok({
    caseId: subject.id,
    from: instantFromMs(log.openedAt),
    to: judgement.asOf,
    events: log.steps.flatMap(({ at, event }) =>
      event === null ? [] : [{ at: instantFromMs(at), kind: event.kind, by: event.by }],
    ),
    lanes,
  });
}

function barsOf(startedAt: number, { pauses, stoppedAt, breachedAt }: SlaCycle, asOf: number): readonly TimelineBar[] {
  const end = stoppedAt === null ? asOf : epochMsOf(stoppedAt);
  const broken = breachedAt === null ? Infinity : epochMsOf(breachedAt);
  const bars: TimelineBar[] = [];
  const add = (from: number, to: number, kind: TimelineBar["kind"]): void => {
    if (from < to) bars.push({ from: instantFromMs(from), to: instantFromMs(to), kind });
  };
  let at = startedAt;
  const runUntil = (to: number): void => {
    add(at, Math.min(Math.max(broken, at), to), "running");
    add(Math.max(at, broken), to, "overdue");
    at = to;
  };
  for (const pause of pauses) {
    runUntil(epochMsOf(pause.from));
    at = pause.to === null ? end : epochMsOf(pause.to);
    add(epochMsOf(pause.from), at, "paused");
  }
  runUntil(end);
  return bars;
}

function marksOf(
  { startedAt, stoppedAt, dueAt, breachedAt, targetHistory }: SlaCycle,
  asOf: string,
): readonly (TimelineMark & { readonly rank: number })[] {
  const moments = [
    ["started", startedAt],
    ...targetHistory.slice(1).map(({ at }) => ["target-changed", at] as const),
    ["due", dueAt],
    ["breached", breachedAt],
    ["stopped", stoppedAt],
  ] as const;
  return moments.flatMap(([kind, at], rank) =>
    at === null || (at > asOf && kind !== "due") ? [] : [{ at, kind, rank }],
  );
}
