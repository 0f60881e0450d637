import { withSight } from "./internal/withSight.ts";
import { TRUTHS } from "./internal/truths.ts";
import type { MetricValues } from "./metricModel.ts";
import { compiledRule } from "./ruleKind.ts";
import type { Rule, RuleContext, RuleTruth } from "./ruleModel.ts";

/**
 * Tells whether a rule holds for a customer.
 *
 * Three-valued: a comparison of something that is not known is unknown, whatever it compares, also with `!=` and `notIn`,
 * unless its `onMissing` says otherwise. `all` is false when one part is, else unknown when one is; `any` is true when one
 * part is, else unknown when one is; `atLeast` counts; `not` turns true and false around. Text and numbers never compare.
 *
 * @param values - Values of the rule's metrics, measured or plain. What is missing, null, not finite, of another type than
 *   the metric's kind, out of its range or in another currency is not known; `explainRule` has the findings.
 * @param rule - The rule.
 * @param context - What the rule needs beside the metrics: `asOf`, `customerId`, `activity` or `activityCounts`, `segments`.
 * @returns `true`, `false` or `"unknown"`.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` when the rule needs `asOf` and
 *   there is none.
 *
 * @example An answer of the survey that was never given is neither good nor bad
 * ```ts
 * import { defineRule, evaluateRule } from "clientele/rules";
 *
 * const rule = defineRule({
 *   id: "dissatisfied",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   metrics: [{ id: "nps", kind: "number", betterWhen: "higher" }],
 *   when: { metric: "nps", op: "<", value: 5 },
 * });
 *
 * [{ nps: 3 }, { nps: 9 }, { nps: null }, {}].map((values) => evaluateRule(values, rule)); // => [true, false, "unknown", "unknown"]
 * ```
 * @see S. C. Kleene, Introduction to Metamathematics (1952), section 64: the strong three-valued connectives.
 */
export function evaluateRule<Metric extends string>(
  values: MetricValues<NoInfer<Metric>>,
  rule: Rule<Metric>,
  context: RuleContext = {},
): RuleTruth {
  return withSight(compiledRule(rule), context, (sight) => {
    sight.observe(values, [], context);
    return TRUTHS[sight.truth(0)];
  });
}
