import type { Case } from "../customer/index.ts";
import type { ComplianceOptions, ComplianceReport, SlaPolicy } from "./model.ts";
import { startComplianceReport } from "./startComplianceReport.ts";

/**
 * Tells how well promises were kept, over any number of cases: by metric, tier, severity, department or period.
 *
 *     rate = met / (met + breached)
 *
 * Every run of every clock counts once. What runs and is not due yet, was cancelled or excused, or was promised nothing, is
 * counted apart and stays out of the rate. A clock counts for the severity and tier that its target was chosen for: those at its
 * start, or at the last change that `onChange` lets it follow; what a case becomes after a clock has stopped changes nothing.
 *
 * @param cases - The cases, read once.
 * @param policy - The promises.
 * @param options - `asOf`, `calendars`, `versions`, as for `evaluateSla`; `by`, `timeZone`, `level`, `percentiles`.
 * @returns The report, with findings about cases that could not be judged.
 * @throws `DomainError`, as `evaluateSla`; with code `invalid-option` for a bad option.
 *
 * @example
 * ```ts
 * import { complianceReport, defineSlaPolicy, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
 * const cases = [1, 2, 3, 4].map((hours) => ({
 *   id: `k${hours}`,
 *   customerId: "c",
 *   severity: "major",
 *   openedAt: "2026-03-01T00:00:00Z",
 *   events: [{ id: "e", at: `2026-03-01T0${hours}:00:00Z`, kind: "reply", by: "agent" } as const],
 * }));
 * const { total } = complianceReport(cases, policy, { asOf: "2026-03-02T00:00:00Z", by: ["severity"] });
 *
 * [total.met, total.breached, total.rate]; // => [2, 2, 0.5]
 * total.elapsedMs?.["50"]; // => 9000000
 * ```
 * @see E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), for the interval.
 */
export function complianceReport(
  cases: Iterable<Case>,
  policy: SlaPolicy,
  options: ComplianceOptions,
): ComplianceReport {
  const report = startComplianceReport(policy, options);
  report.add(cases);
  return report.finish();
}
