import { ok, type Result } from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { followCase } from "./internal/followCase.ts";
import { judgementOf } from "./internal/judgement.ts";
import { intentsOf } from "./internal/intents.ts";
import type { EscalationIntent, SlaContext, SlaPolicy, SlaRefusal } from "./model.ts";

/**
 * Lists who is to hear of the promises about a case, and when: what has come to that, and what will if nothing happens.
 *
 * The library sends nothing. An intent has the same id each time it is listed, so that doing it once is enough; after an
 * answer, a pause or a change of the promise, those still to come are not listed any more, or with another moment. A moment
 * is counted in the hours of the promise, and none comes while its clock is paused.
 *
 * @param subject - The case with its events.
 * @param policy - The promises, with their `escalations`.
 * @param context - `asOf`, `calendars`, `versions`, as for `evaluateSla`.
 * @returns The intents, by their moment; or a refusal, as of `evaluateSla`.
 * @throws `DomainError`, as `evaluateSla`.
 *
 * @example The lead hears of it at 80 percent, the manager when it is overdue
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSlaPolicy, planEscalations, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy({
 *   ...slaPresets.majorAndOrdinary,
 *   escalations: [
 *     { id: "warn", when: { atPercent: 80 }, level: 1, notify: ["lead"] },
 *     { id: "late", when: { afterDue: "PT0S" }, level: 2, notify: ["manager"], assign: "duty officer" },
 *   ],
 * });
 * const complaint = { id: "k", customerId: "c", severity: "major", openedAt: "2026-03-01T00:00:00Z", events: [] };
 * const intents = orThrow(planEscalations(complaint, policy, { asOf: "2026-03-01T01:40:00Z" }));
 *
 * intents.map(({ escalation, at, reached }) => [escalation, at, reached]); // => [
 * //   ["warn", "2026-03-01T01:36:00.000Z", true],
 * //   ["late", "2026-03-01T02:00:00.000Z", false],
 * // ]
 * ```
 */
export function planEscalations<Metric extends string>(
  subject: Case,
  policy: SlaPolicy<string, string, Metric>,
  context: SlaContext,
): Result<readonly EscalationIntent<Metric>[], SlaRefusal> {
  const judgement = judgementOf(policy, context);
  const followed = followCase(subject, judgement);
  if (!followed.ok) return followed;
  return ok(intentsOf(followed.value, judgement.policy, judgement.at) as readonly EscalationIntent<Metric>[]);
}
