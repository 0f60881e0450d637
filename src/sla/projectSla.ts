import { epochMsOf, err, instantFromMs, ok, type Result } from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { followCase } from "./internal/followCase.ts";
import { judgementOf } from "./internal/judgement.ts";
import { intentsOf } from "./internal/intents.ts";
import { readCycle } from "./internal/reading.ts";
import type { SlaContext, SlaPolicy, SlaProspect, SlaRefusal } from "./model.ts";

/**
 * Tells what will happen to the promises about a case if nothing happens: which are broken, when, and who hears of it.
 *
 * Breaches and escalations are told as the promises stand now; a new version of the policy is told, and ends what can be said:
 * ask again then.
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
  const followed = followCase(subject, judgement);
  if (!followed.ok) return followed;
  const prospects: SlaProspect[] = [];
  let open = false;
  for (const [metric, { cycles }] of followed.value.runs) {
    const last = cycles.at(-1);
    if (last === undefined) continue;
    open ||= last.stoppedAt === null;
    const { breaksAt, never } = readCycle(last, judgement.at);
    if (never !== null) return err(never);
    if (breaksAt !== null) prospects.push({ kind: "breach", at: instantFromMs(breaksAt + 1), metric: metric.id });
  }
  for (const intent of intentsOf(followed.value, judgement.policy, judgement.at)) {
    if (!intent.reached) prospects.push({ kind: "escalation", at: intent.at, intent });
  }
  const next = judgement.versions.find(({ from }) => from > judgement.at);
  if (open && next !== undefined) {
    const { version } = next.reference;
    prospects.push({ kind: "version", at: instantFromMs(next.from), version });
  }
  const until = open ? (next?.from ?? Infinity) : Infinity;
  return ok(
    prospects
      .filter(({ at }) => epochMsOf(at) <= until)
      .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)) as readonly SlaProspect<Metric>[],
  );
}
