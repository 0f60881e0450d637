import { pointer } from "../core/index.ts";
import type { ConditionWords, RuleLine } from "./descriptionModel.ts";
import { groupOf, headWords } from "./internal/words.ts";
import type { Condition } from "./model.ts";
import type { Keys } from "./programModel.ts";

/**
 * Puts a condition into words: one line for each comparison and each group, those of a group below it. `explain` writes them out.
 *
 * Names are those of the metrics' labels. What may be left out and means the same when it is, is not told: an `onMissing` of
 * `unknown`, a single time.
 *
 * @param condition - What is asked; of a checked policy, or at least of its shape.
 * @param words - `metrics` and `currency` of the policy; `keys`, where the condition stands in it, for the lines' `path`.
 * @returns The line, with the lines below it.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { describeCondition } from "clientele/rules";
 *
 * const metrics = [
 *   { id: "spend", kind: "money", labels: { en: "spend", "zh-CN": "消费额" } },
 *   { id: "idleDays", kind: "days", labels: { en: "days without an order", "zh-CN": "未下单天数" } },
 * ] as const;
 * const asked = {
 *   any: [
 *     { metric: "spend", op: ">=", value: "50000" },
 *     { not: { metric: "idleDays", op: ">", value: 180 } },
 *   ],
 * } as const;
 * const line = describeCondition(asked, { metrics, currency: "CNY" });
 *
 * explain(line, { locale: "en" });
 * // => [
 * //   "one or more of these hold:",
 * //   "  spend is at least CNY 50,000",
 * //   "  this does not hold:",
 * //   "    days without an order is more than 180 days",
 * // ]
 * explain(line, { locale: "zh-CN" })[1]; // => "  消费额不少于 50,000 元"
 * ```
 */
export function describeCondition(condition: Condition, words: ConditionWords & { readonly keys?: Keys }): RuleLine {
  const { keys = [] } = words;
  const group = groupOf(condition);
  const placed = (part: Condition, at: number): RuleLine =>
    describeCondition(part, {
      ...words,
      keys: [...keys, ...(group?.keys ?? []), ...(group?.form === "not" ? [] : [at])],
    });
  return { ...headWords(condition, words), path: pointer(keys), parts: group?.parts.map(placed) ?? [] };
}
