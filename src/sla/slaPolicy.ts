import { definePolicy, type Issue, parsePolicy, type PolicyReview, type Result, reviewPolicy } from "../core/index.ts";
import type { SlaMetric, SlaPolicy, SlaPolicyInput } from "./model.ts";
import { slaPolicyGuard } from "./slaPolicyGuard.ts";

/**
 * Checks an SLA policy written in code. The names of tiers, severities, metrics and calendars become part of its type: a target
 * that names a tier or severity which is not listed, or a metric nobody has defined, does not compile.
 *
 * @param literal - The policy.
 * @returns It, checked and compiled.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example Complaints round the clock, questions in office hours, and diamond customers sooner
 * ```ts
 * import { defineSlaPolicy } from "clientele/sla";
 *
 * const policy = defineSlaPolicy({
 *   id: "service-promises",
 *   version: 1,
 *   responsibleDepartment: "Customer Service",
 *   tiers: ["diamond", "gold"],
 *   severities: ["complaint", "question"],
 *   targets: [
 *     { tier: "diamond", metric: "firstResponse", within: "PT1H", hours: "24x7" },
 *     { severity: "complaint", metric: "firstResponse", within: "PT2H", hours: "24x7" },
 *     { severity: "question", metric: "firstResponse", within: "PT8H", hours: { business: "office" } },
 *   ],
 * });
 *
 * policy.contractTerm; // => null
 * ```
 */
export const defineSlaPolicy = <
  const Metric extends SlaMetric | Custom,
  const Tier extends string = string,
  const Severity extends string = string,
  const Calendar extends string = never,
  const Custom extends string = never,
>(
  literal: SlaPolicyInput<Tier, Severity, Metric, Calendar, Custom>,
): SlaPolicy<Tier, Severity, Metric, Calendar> =>
  definePolicy(slaPolicyGuard, literal) as SlaPolicy<Tier, Severity, Metric, Calendar>;

/**
 * Checks an SLA policy from outside: a file, a form, a database.
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 *
 * @example A day has no fixed amount of working time
 * ```ts
 * import { parseSlaPolicy, slaPresets } from "clientele/sla";
 *
 * const [major] = slaPresets.majorAndOrdinary.targets;
 * const parsed = parseSlaPolicy({ ...slaPresets.majorAndOrdinary, targets: [{ ...major, within: "P1D" }] });
 *
 * !parsed.ok && parsed.error.map(({ code, path }) => [code, path]); // => [["malformed", "/targets/0/within"]]
 * ```
 */
export const parseSlaPolicy = (input: unknown): Result<SlaPolicy, readonly Issue[]> =>
  parsePolicy(slaPolicyGuard, input);

/**
 * Looks a draft of an SLA policy over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues and findings.
 *
 * @example
 * ```ts
 * import { reviewSlaPolicy } from "clientele/sla";
 *
 * const target = { severity: "major", metric: "firstResponse", within: "PT2H", hours: "24x7" };
 * const { issues } = reviewSlaPolicy({ id: "twice", version: 1, targets: [target, target] });
 *
 * issues.map(({ code, params }) => [code, params["first"]]); // => [["duplicate-target", "/targets/0"]]
 * ```
 */
export const reviewSlaPolicy = (draft: unknown): PolicyReview<SlaPolicy> => reviewPolicy(slaPolicyGuard, draft);
