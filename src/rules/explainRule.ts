import { instant } from "../core/index.ts";
import { withSight } from "./internal/withSight.ts";
import { TRUTHS } from "./internal/truths.ts";
import type { MetricValues } from "./metricModel.ts";
import type { ConditionFinding } from "./programModel.ts";
import { compiledRule } from "./ruleKind.ts";
import type { Rule, RuleContext, RuleExplanation } from "./ruleModel.ts";

/**
 * Tells whether a rule holds for a customer, and how that comes: every group and every comparison with what was seen, what
 * was asked, and how far it is from there. Nothing is left out because the answer was already certain.
 *
 * @param values - Values of the rule's metrics, as for `evaluateRule`.
 * @param rule - The rule.
 * @param context - What the rule needs beside the metrics.
 * @returns The same answer as that of `evaluateRule`, with reasons and findings; plain JSON.
 * @throws `DomainError` as `evaluateRule`.
 *
 * @example What the customer lacks, in the metric's own unit
 * ```ts
 * import { money } from "clientele/core";
 * import { defineRule, explainRule } from "clientele/rules";
 *
 * const rule = defineRule({
 *   id: "gold",
 *   version: 2,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   metrics: [
 *     { id: "spend", kind: "money" },
 *     { id: "orders", kind: "count", unit: "orders" },
 *   ],
 *   when: {
 *     all: [
 *       { metric: "spend", op: ">=", value: "50000" },
 *       { metric: "orders", op: ">=", value: 6 },
 *     ],
 *   },
 * });
 * const { result, reasons } = explainRule({ spend: money("49999.50", "CNY"), orders: 9 }, rule);
 *
 * result; // => false
 * reasons.map(({ rule, verdict, gap }) => [rule, verdict, gap]); // => [
 * //   ["/when", "unmet", null],
 * //   ["/when/all/0", "unmet", { kind: "money", amount: "0.50", currency: "CNY" }],
 * //   ["/when/all/1", "met", null],
 * // ]
 * ```
 */
export function explainRule<Metric extends string>(
  values: MetricValues<NoInfer<Metric>>,
  rule: Rule<Metric>,
  context: RuleContext = {},
): RuleExplanation {
  const findings: ConditionFinding[] = [];
  return withSight(compiledRule(rule), context, (sight) => {
    sight.observe(values, findings, context);
    const { customerId, asOf } = context;
    return {
      customerId: typeof customerId === "string" ? customerId : null,
      result: TRUTHS[sight.truth(0)],
      asOf: asOf === null || asOf === undefined ? null : instant(asOf),
      policy: { id: rule.id, version: rule.version },
      reasons: sight.trace(0),
      findings,
    };
  });
}
