import { err, instantFromMs, ok, type Result } from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { readCaseLog } from "./internal/caseLog.ts";
import { followLog } from "./internal/followCase.ts";
import { judgementOf } from "./internal/judgement.ts";
import { intentsOf } from "./internal/intents.ts";
import { readCycle } from "./internal/reading.ts";
import type { SlaContext, SlaPolicy, SlaProspect, SlaRefusal } from "./model.ts";

/**
 * Tells what will happen to the promises about a case if nothing happens: which are broken, when, and who hears of it.
 *
 * Each version of the policy that comes into force while a clock runs or is paused is told, and what it changes goes into what is
 * told of later: a promise that a new version breaks at once is broken at that moment. A paused clock stays paused.
 *
 * @param subject - The case with its events.
 * @param policy - The promises.
 * @param context - `asOf`, `calendars`, `versions`, as for `evaluateSla`.
 * @returns What will happen, in order; or a refusal, as of `evaluateSla`.
 * @throws `DomainError`, as `evaluateSla`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSlaPolicy, projectSla, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
 * const complaint = { id: "k", customerId: "c", severity: "major", openedAt: "2026-03-01T00:00:00Z", events: [] };
 *
 * orThrow(projectSla(complaint, policy, { asOf: "2026-03-01T00:30:00Z" })); // => [
 * //   { kind: "breach", at: "2026-03-01T02:00:00.001Z", metric: "firstResponse" },
 * // ]
 * ```
 */
export function projectSla<Metric extends string>(
  subject: Case,
  policy: SlaPolicy<string, string, Metric>,
  context: SlaContext,
): Result<readonly SlaProspect<Metric>[], SlaRefusal> {
  const judgement = judgementOf(policy, context);
  const { at, versions } = judgement;
  const read = readCaseLog(subject, at);
  if (!read.ok) return read;

  const prospects: SlaProspect[] = [];
  const broken = new Set<string>();
  const changes = versions.filter(({ from }) => from > at);
  let followed = followLog(read.value, judgement, at);
  if (!followed.runs.some(([, { cycles }]) => cycles.at(-1)?.stoppedAt === null)) return ok([]);
  for (let stage = 0; ; stage++) {
    const version = changes[stage - 1];
    const from = version?.from ?? at;
    const until = changes[stage]?.from ?? Infinity;
    if (version !== undefined) {
      followed = followLog(read.value, judgement, from);
      prospects.push({ kind: "version", at: instantFromMs(from), version: version.reference.version });
    }
    for (const [{ id: metric }, { cycles }] of followed.runs) {
      const last = cycles.at(-1);
      if (last === undefined || broken.has(metric)) continue;
      const { breaksAt, cycle, never } = readCycle(last, from);
      if (never !== null) return err(never);
      const breaks = cycle.state === "breached" ? from : breaksAt === null ? null : breaksAt + 1;
      if (breaks === null || breaks > until) continue;
      broken.add(metric);
      if (breaks > at) prospects.push({ kind: "breach", at: instantFromMs(breaks), metric });
    }
    if (until === Infinity) break;
  }
  for (const intent of intentsOf(followed, judgement.policy, at)) {
    if (!intent.reached) prospects.push({ kind: "escalation", at: intent.at, intent });
  }
  return ok(prospects.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)) as readonly SlaProspect<Metric>[]);
}
