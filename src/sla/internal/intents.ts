import { instantFromMs, pointer } from "../../core/index.ts";
import type { EscalationIntent } from "../model.ts";
import type { CompiledMetric, CompiledSlaPolicy } from "../slaKind.ts";
import type { Cycle, Segment } from "./clock.ts";
import { reached, timeBetween } from "./hours.ts";
import type { Followed } from "./followCase.ts";

/**
 * Lists who is to hear of the promises about a case, and when, as things stand.
 *
 * @param followed - The case.
 * @param policy - The policy.
 * @param asOf - The moment of judgement, in epoch milliseconds.
 * @returns Intents by their moment.
 */
export function intentsOf(
  { log, runs }: Followed,
  { escalations }: CompiledSlaPolicy,
  asOf: number,
): readonly EscalationIntent[] {
  const intents: (EscalationIntent & { readonly ms: number })[] = [];
  for (const [metric, { cycles }] of runs) {
    for (const cycle of cycles) {
      for (const { escalation, rule, thresholdOf } of escalations) {
        if (escalation.metric !== null && escalation.metric !== metric.id) continue;
        const ms = momentOf(cycle, thresholdOf);
        if (ms === null) continue;
        const startedAt = instantFromMs(cycle.startedAt);
        intents.push({
          id: idOf(log.subject.id, metric, startedAt, escalation.id),
          at: instantFromMs(ms),
          reached: ms <= asOf,
          caseId: log.subject.id,
          metric: metric.id,
          startedAt,
          escalation: escalation.id,
          rule,
          level: escalation.level,
          notify: escalation.notify,
          assign: escalation.assign,
          ms,
        });
      }
    }
  }
  return intents
    .sort((a, b) => a.ms - b.ms || a.level - b.level || (a.id < b.id ? -1 : 1))
    .map(({ ms: _, ...intent }) => intent);
}

const idOf = (caseId: string, { id }: CompiledMetric, startedAt: string, escalation: string): string =>
  pointer([caseId, id, startedAt, escalation]);

/** When so much of a target has run; null when it has not, and will not while nothing happens. */
function momentOf(cycle: Cycle, thresholdOf: (targetMs: number) => number): number | null {
  for (const segment of cycle.segments) {
    const { target } = segment.choice;
    if (target === null) continue;
    const at = reachedIn(segment, thresholdOf(target.ms));
    if (at !== null) return at;
  }
  return null;
}

function reachedIn({ choice: { hours }, base, stretches }: Segment, threshold: number): number | null {
  let left = threshold - base;
  if (left <= 0) return stretches[0] ?? null;
  for (let i = 0; i < stretches.length; i += 2) {
    const from = stretches[i] ?? NaN;
    const to = stretches[i + 1];
    const ran = to === undefined ? Infinity : timeBetween(hours, from, to);
    if (ran >= left) {
      const search = reached(hours, from, left);
      return search.found ? search.at : null;
    }
    left -= ran;
  }
  return null;
}
