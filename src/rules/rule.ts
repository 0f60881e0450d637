import {
  definePolicy,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Result,
  reviewPolicy,
} from "../core/index.ts";
import { analyzeConditions } from "./analyzeConditions.ts";
import { checkConditions } from "./checkConditions.ts";
import { checkMetrics, metricFindings } from "./checkMetrics.ts";
import { conditionMessages } from "./conditionMessages.ts";
import type { ConditionProgram } from "./programModel.ts";
import { compiledRule, ruleKind } from "./ruleKind.ts";
import type { Rule, RuleData, RuleInput } from "./ruleModel.ts";
import { ruleSchema } from "./schema.ts";

const guard: PolicyGuard<RuleData, ConditionProgram> = /* @__PURE__ */ (() => ({
  ...ruleKind,
  schema: ruleSchema,
  crossCheck: ({ metrics, currency, when }, report) => {
    checkMetrics(metrics, report);
    checkConditions({ metrics, currency, conditions: [{ keys: ["when"], condition: when }] }, report);
  },
  findings: (rule, report) => {
    metricFindings(rule.metrics, report);
    for (const { code, keys, params } of analyzeConditions(compiledRule(rule))) report(code, keys, params);
  },
  messages: conditionMessages,
}))();

/**
 * Checks a rule written in code. The names of its metrics are kept as types: a misspelt one does not compile, neither in the
 * condition nor in what is asked of the rule.
 *
 * @param literal - The rule: metrics, and what is asked of them.
 * @returns The rule, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example Six orders, or fifty thousand yuan, within a year
 * ```ts
 * import { money } from "clientele/core";
 * import { defineRule, evaluateRule } from "clientele/rules";
 *
 * const rule = defineRule({
 *   id: "regular",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   metrics: [
 *     { id: "spend", kind: "money", window: { rolling: "P12M" } },
 *     { id: "orders", kind: "count", window: { rolling: "P12M" } },
 *   ],
 *   when: {
 *     any: [
 *       { metric: "orders", op: ">=", value: 6 },
 *       { metric: "spend", op: ">=", value: "50000" },
 *     ],
 *   },
 * });
 *
 * evaluateRule({ orders: 2, spend: money("50000.00", "CNY") }, rule); // => true
 * evaluateRule({ orders: 2 }, rule); // => "unknown"
 * ```
 */
export const defineRule = <const Metric extends string>(literal: RuleInput<Metric>): Rule<Metric> =>
  definePolicy(guard, literal) as Rule<Metric>;

/**
 * Checks a rule from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The rule, or every issue.
 *
 * @example
 * ```ts
 * import { parseRule } from "clientele/rules";
 *
 * const parsed = parseRule({
 *   id: "regular",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   metrics: [{ id: "spend", kind: "money" }],
 *   when: { all: [{ metric: "spend", op: ">=", value: 50000 }, { metric: "orders", op: "=", value: 6 }] },
 * });
 *
 * parsed.ok || parsed.error.map(({ code, path }) => [code, path]); // => [
 * //   ["threshold-not-decimal", "/when/all/0/value"],
 * //   ["unknown-metric", "/when/all/1/metric"],
 * // ]
 * ```
 */
export const parseRule = (input: unknown): Result<Rule, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of a rule over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The rule or null, with all issues; of one that may be used, what `checkRule` finds.
 *
 * @example
 * ```ts
 * import { reviewRule } from "clientele/rules";
 *
 * const { policy, issues } = reviewRule({ id: "regular" });
 *
 * [policy, issues.map(({ path }) => path)]; // => [null, ["/version", "/timeZone", "/currency", "/metrics", "/when"]]
 * ```
 */
export const reviewRule = (draft: unknown): PolicyReview<Rule> => reviewPolicy(guard, draft);
