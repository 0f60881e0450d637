import type { Phrase } from "../core/index.ts";
import type { ConditionWords, RuleWordsCode } from "./descriptionModel.ts";
import { conditionWords } from "./internal/words.ts";
import type { Condition } from "./model.ts";

/**
 * Puts a condition into one line, to stand inside a sentence; `describeCondition` gives one line for each of its parts.
 *
 * @param condition - What is asked; of a checked policy, or at least of its shape.
 * @param words - `metrics` and `currency` of the policy.
 * @returns The phrase; `explain` writes it out.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { phraseCondition } from "clientele/rules";
 *
 * const metrics = [{ id: "orders", kind: "count" }, { id: "city", kind: "text" }] as const;
 * const asked = {
 *   all: [
 *     { metric: "orders", op: ">", value: 3 },
 *     { metric: "city", op: "in", value: ["Suzhou", "Wuxi"] },
 *   ],
 * } as const;
 *
 * explain(phraseCondition(asked, { metrics, currency: "CNY" }), { locale: "en" });
 * // => ["all of [orders is more than 3; city is one of Suzhou, Wuxi]"]
 * ```
 */
export const phraseCondition = (condition: Condition, words: ConditionWords): Phrase<RuleWordsCode> =>
  conditionWords(condition, words);
