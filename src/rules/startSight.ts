import type { InstantInput } from "../core/index.ts";
import { compiledConditions } from "./compileConditions.ts";
import { asOfMsFor, Sight } from "./internal/sight.ts";
import type { ConditionProgram, ConditionSight } from "./programModel.ts";

/**
 * Starts looking at customers with a program of conditions. The answer holds one customer at a time: start one for each loop.
 *
 * A metric is not known, and a finding says so, when its value is missing, null, not finite, of another type than its kind,
 * out of the kind's range, or in another currency; when it rests on fewer facts than `minSample`, or on facts older than
 * `maxAge` or later than the moment of judgement. A comparison of what is not known is unknown, whatever it compares, unless
 * its `onMissing` says otherwise.
 *
 * @param program - Of `compileConditions`.
 * @param options - `asOf`, the moment of judgement; null or left out where there is none.
 * @returns A place to look at one customer after another.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` when the conditions need a moment
 *   of judgement and there is none.
 *
 * @example
 * ```ts
 * import { compileConditions, type ConditionFinding, startSight } from "clientele/rules";
 *
 * const program = compileConditions({
 *   metrics: [{ id: "spend", kind: "money" }],
 *   currency: "CNY",
 *   timeZone: "Asia/Shanghai",
 *   conditions: [{ keys: ["when"], condition: { metric: "spend", op: "!=", value: "0" } }],
 * });
 * const sight = startSight(program, { asOf: "2026-07-01T00:00:00+08:00" });
 * const findings: ConditionFinding[] = [];
 *
 * sight.observe({ spend: { amount: "12.50", currency: "CNY" } }, findings);
 * [sight.truth(0), findings.length]; // => [2, 0]
 * sight.observe({ spend: { amount: "12.50", currency: "USD" } }, findings);
 * [sight.truth(0), findings[0]?.code]; // => [1, "metric-other-currency"]
 * ```
 */
export function startSight(
  program: ConditionProgram,
  options: { readonly asOf?: InstantInput | null | undefined },
): ConditionSight {
  const compiled = compiledConditions(program);
  return new Sight(compiled, asOfMsFor(compiled, options));
}
