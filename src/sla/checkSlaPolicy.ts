import type { BusinessCalendar } from "../calendar/index.ts";
import { compiledPolicy, findingsOf, type Issue, pointer } from "../core/index.ts";
import type { SlaPolicyData, SlaPolicy } from "./model.ts";
import { type CompiledSlaPolicy, slaKind } from "./slaKind.ts";
import { slaPolicyGuard } from "./slaPolicyGuard.ts";

/**
 * Lists what is worth knowing about an SLA policy before it is put to use: severities that one metric promises nothing
 * about while another does (`severity-without-promise`), a resolution due before the first response in the same hours
 * (`resolution-before-response`), and calendars it names that are not there (`unknown-calendar`).
 *
 * @param policy - The policy.
 * @param context - `calendars`, those that evaluations will be given.
 * @returns Findings, none of which keeps the policy from being used; but an evaluation without a calendar that the policy
 *   names throws.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { checkSlaPolicy, defineSlaPolicy } from "clientele/sla";
 *
 * const policy = defineSlaPolicy({
 *   id: "promises",
 *   version: 1,
 *   targets: [
 *     { severity: "major", metric: "firstResponse", within: "PT2H", hours: "24x7" },
 *     { severity: "major", metric: "firstResolution", within: "PT16H", hours: { business: "office" } },
 *     { severity: "ordinary", metric: "firstResponse", within: "PT24H", hours: "24x7" },
 *   ],
 * });
 *
 * const [first, second] = checkSlaPolicy(policy, { calendars: [] });
 *
 * [first?.code, first?.params["severity"]]; // => ["severity-without-promise", "ordinary"]
 * [second?.code, second?.path]; // => ["unknown-calendar", "/targets/1/hours/business"]
 * ```
 */
export function checkSlaPolicy(
  policy: SlaPolicy,
  { calendars }: { readonly calendars: readonly BusinessCalendar[] },
): readonly Issue[] {
  compiledPolicy<SlaPolicyData, CompiledSlaPolicy>(slaKind, policy);
  const known = new Set(calendars.map(({ id }) => id));
  const missing = policy.targets.flatMap(({ hours }, index): readonly Issue[] => {
    if (hours === "24x7" || known.has(hours.business)) return [];
    const keys = ["targets", index, "hours", "business"];
    const params = { calendar: hours.business };
    return [{ code: "unknown-calendar", severity: "error", path: pointer(keys), keys, params }];
  });
  return [...findingsOf<SlaPolicyData>(slaPolicyGuard, policy), ...missing];
}
