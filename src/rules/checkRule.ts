import type { ConditionInsight } from "./analysisModel.ts";
import { analyzeConditions } from "./analyzeConditions.ts";
import { compiledRule } from "./ruleKind.ts";
import type { Rule } from "./ruleModel.ts";

/**
 * Looks a rule over without any customer: whether it can hold at all, whether it can fail, which of its parts make no
 * difference. See `analyzeConditions`.
 *
 * @param rule - The rule.
 * @returns What was found; empty when every part does its work.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example Who has twelve orders has six
 * ```ts
 * import { checkRule, defineRule } from "clientele/rules";
 *
 * const rule = defineRule({
 *   id: "gold",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   metrics: [{ id: "orders", kind: "count" }],
 *   when: {
 *     all: [
 *       { metric: "orders", op: ">=", value: 6 },
 *       { metric: "orders", op: ">=", value: 12 },
 *     ],
 *   },
 * });
 *
 * checkRule(rule).map(({ code, path, example }) => [code, path, example?.metrics]); // => [["implied-clause", "/when/all/0", { orders: 12 }]]
 * ```
 */
export const checkRule = <Metric extends string>(rule: Rule<Metric>): readonly ConditionInsight[] =>
  analyzeConditions(compiledRule(rule));
