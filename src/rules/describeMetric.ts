import { pointer, tagDuration } from "../core/index.ts";
import type { ConditionWords, RuleLine } from "./descriptionModel.ts";
import { kindWords, measureWords, type RuleWords, say, wholeLabels, windowWords } from "./internal/words.ts";
import type { MetricDefinitionInput } from "./metricModel.ts";
import type { Keys } from "./programModel.ts";

/**
 * Puts a metric into words: what it is, and below that what it measures, over which stretch of time, and when it is not known.
 * `explain` writes the lines out.
 *
 * @param metric - The metric; of a checked policy, or at least of its shape.
 * @param words - `metrics` and `currency` of the policy; `keys`, where the metric stands in it, for the lines' `path`.
 * @returns The line, with the lines below it.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { describeMetric } from "clientele/rules";
 *
 * const spend = {
 *   id: "spend",
 *   kind: "money",
 *   window: { rolling: "P12M" },
 *   measure: { orders: "net" },
 *   labels: { en: "Spend", "zh-CN": "消费额" },
 * } as const;
 * const line = describeMetric(spend, { metrics: [spend], currency: "CNY" });
 *
 * explain(line, { locale: "en" });
 * // => [
 * //   "Spend (spend): an amount in CNY",
 * //   "  the cost of orders, less what was given back",
 * //   "  over the last 12 months",
 * // ]
 * explain(line, { locale: "zh-CN" }); // => ["消费额（标识 spend）：金额（CNY）", "  订单净额（扣除退款）", "  最近 12 个月"]
 * ```
 */
export function describeMetric(
  metric: MetricDefinitionInput,
  words: ConditionWords & { readonly keys?: Keys },
): RuleLine {
  const { keys = [] } = words;
  const { id, kind, labels, unit, measure, window, betterWhen, minSample, maxAge, redeemable, confidential } = metric;
  const below = (key: string, said: RuleWords | null): readonly RuleLine[] =>
    said === null ? [] : [{ ...said, path: pointer([...keys, key]), parts: [] }];
  const given = <Value>(value: Value | null | undefined, put: (value: Value) => RuleWords): RuleWords | null =>
    value === null || value === undefined ? null : put(value);
  const label = labels === null || labels === undefined ? id : wholeLabels(labels);
  return {
    ...say("metric-described", { label, metric: id, kind: kindWords(kind, words) }),
    path: pointer(keys),
    parts: [
      ...below("measure", measureWords(measure ?? null, words)),
      ...below("window", given(window, windowWords)),
      ...below(
        "unit",
        given(kind === "days" && unit === "days" ? null : unit, (name) => say("metric-unit", { unit: name })),
      ),
      ...below(
        "betterWhen",
        given(betterWhen, (way) => say(`metric-${way}-better`)),
      ),
      ...below(
        "minSample",
        given(minSample, (n) => say("metric-min-sample", { n })),
      ),
      ...below(
        "maxAge",
        given(maxAge, (age) => say("metric-max-age", { age: tagDuration(age) })),
      ),
      ...below("redeemable", redeemable === true ? say("metric-redeemable") : null),
      ...below("confidential", confidential === true ? say("metric-confidential") : null),
    ],
  };
}
