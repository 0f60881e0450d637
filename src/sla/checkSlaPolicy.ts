import type { AnyCalendar } from "../calendar/index.ts";
import {
  compiledPolicy,
  findingsOf,
  type Instant,
  instant,
  instantFromMs,
  type Issue,
  pointer,
} from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import type { SlaFinding, SlaFindingCode, SlaPolicy, SlaPolicyData } from "./model.ts";
import { type CompiledSlaPolicy, slaKind } from "./slaKind.ts";
import { slaPolicyGuard } from "./slaPolicyGuard.ts";

/**
 * Lists what is worth knowing about an SLA policy before it is put to use, each with a case that shows it.
 *
 * - `severity-without-promise`: for a tier and severity one metric promises nothing, though others are promised it.
 * - `target-unreachable`: another promise in the same hours is as strict for all the same cases, and more.
 * - `stricter-tier-looser-promise`: customers of a tier wait longer than those of the tier below it.
 * - `next-response-before-first`, `resolution-before-response`: what comes later is due sooner.
 * - `target-after-escalation`, `escalation-at-once`: somebody hears of it before it is due, or as soon as it begins.
 * - `unknown-calendar`: a calendar that is not at hand; an evaluation throws.
 *
 * Lengths in different hours are not compared.
 *
 * @param policy - The policy.
 * @param context - `calendars`, those that evaluations will be given.
 * @returns Findings, none of which keeps the policy from being used. At most 2,500 pairs of tier and severity are looked at,
 *   and of a policy of thousands of targets or escalations as much as takes two million comparisons.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { checkSlaPolicy, defineSlaPolicy, evaluateSla } from "clientele/sla";
 *
 * const policy = defineSlaPolicy({
 *   id: "promises",
 *   version: 1,
 *   targets: [
 *     { severity: "major", metric: "firstResponse", within: "PT2H", hours: "24x7" },
 *     { severity: "major", metric: "firstResolution", within: "PT16H", hours: "24x7" },
 *     { severity: "ordinary", metric: "firstResponse", within: "PT24H", hours: "24x7" },
 *   ],
 * });
 * const [finding] = checkSlaPolicy(policy, { calendars: [] });
 *
 * [finding?.code, finding?.params["severity"]]; // => ["severity-without-promise", "ordinary"]
 *
 * const shown = finding?.examples.map((example) => orThrow(evaluateSla(example, policy, { asOf: finding.asOf })));
 *
 * shown?.map(({ metrics }) => metrics.firstResolution.state); // => ["noPromise"]
 * ```
 */
export function checkSlaPolicy(
  policy: SlaPolicy,
  { calendars }: { readonly calendars: readonly AnyCalendar[] },
): readonly SlaFinding[] {
  compiledPolicy<SlaPolicyData, CompiledSlaPolicy>(slaKind, policy);
  const known = new Set(calendars.map((calendar) => calendar.id));
  const missing = policy.targets.flatMap(({ tier, severity, hours }, index): readonly Issue[] => {
    if (hours === "24x7" || known.has(hours.business)) return [];
    const keys = ["targets", index, "hours", "business"];
    const params = { calendar: hours.business, tier: tier ?? "*", severity: severity ?? "*" };
    return [{ code: "unknown-calendar", severity: "error", path: pointer(keys), keys, params }];
  });
  const asOf = momentInForce(policy);
  return [...findingsOf<SlaPolicyData>(slaPolicyGuard, policy), ...missing].map(
    (finding): SlaFinding => ({
      ...finding,
      code: finding.code as SlaFindingCode,
      examples: examplesOf(finding, policy, asOf),
      asOf: instantFromMs(Date.parse(asOf) + 1),
    }),
  );
}

/** A Monday morning in Shanghai, or the moment the policy comes into force. */
function momentInForce({ effectiveFrom, effectiveTo }: SlaPolicyData): Instant {
  const usual = instant("2026-03-02T02:00:00.000Z");
  if (effectiveFrom !== null) return instant(effectiveFrom);
  if (effectiveTo === null || usual < instant(effectiveTo)) return usual;
  return instantFromMs(Date.parse(instant(effectiveTo)) - 2);
}

function examplesOf({ params }: Issue, policy: SlaPolicyData, openedAt: Instant): readonly Case[] {
  const part = (name: string): string | null => {
    const value = params[name];
    return typeof value === "string" && value !== "*" ? value : null;
  };
  const [tier, lower, severity] = [part("tier"), part("lower"), part("severity") ?? policy.severities?.[0] ?? "any"];
  const tiers = lower === null ? [tier ?? policy.tiers?.[0] ?? null] : [tier, lower];
  const fields = Object.fromEntries(policy.conditions.map((condition) => [condition.field, condition.in[0]]));
  return tiers.map(
    (ofTier, index): Case => ({
      ...fields,
      id: `example-${index + 1}`,
      customerId: "example",
      openedAt,
      severity,
      tier: ofTier,
      // so that the second promise to them is running too
      events: [
        { id: "response", at: openedAt, kind: "reply", by: "agent" },
        { id: "answer", at: instantFromMs(Date.parse(openedAt) + 1), kind: "reply", by: "customer" },
      ],
    }),
  );
}
