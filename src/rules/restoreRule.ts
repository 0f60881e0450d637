import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { ruleKind } from "./ruleKind.ts";
import type { Rule } from "./ruleModel.ts";

/**
 * Takes a rule back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The rule; or `unsupported-format`, `corrupt-policy`.
 *
 * @example
 * ```ts
 * import { storePolicy } from "clientele/core";
 * import { defineRule, restoreRule } from "clientele/rules";
 *
 * const rule = defineRule({
 *   id: "regular",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   metrics: [{ id: "orders", kind: "count" }],
 *   when: { metric: "orders", op: ">=", value: 6 },
 * });
 * const stored = JSON.stringify(storePolicy(rule));
 *
 * restoreRule(JSON.parse(stored)).ok; // => true
 * restoreRule(JSON.parse(stored.replace(">=", "<="))); // => { ok: false, error: { code: "corrupt-policy", format: "rule/1" } }
 * ```
 */
export const restoreRule = (stored: unknown): Result<Rule, RestoreRefusal> => restorePolicy(ruleKind, stored);
