import type { InstantInput } from "../core/index.ts";
import { TRUTHS } from "./internal/truths.ts";
import type { ConditionFinding } from "./programModel.ts";
import { compiledRule } from "./ruleKind.ts";
import type { EvaluatedRuleRow, Rule, RuleSubject } from "./ruleModel.ts";
import { startSight } from "./startSight.ts";

/**
 * Tells for a population whether a rule holds, one row at a time: nothing is held in memory. Rule and options are checked at
 * the call, rows when they are reached; rows that can be gone through again give an answer that can be gone through again.
 *
 * @param rows - Customers: `metrics`, and what the rule needs beside them; further keys travel along.
 * @param rule - The rule.
 * @param options - `asOf`, the moment of judgement, where the rule needs one.
 * @returns Each row with its result and what was amiss with its facts, in the order of the rows.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { defineRule, evaluateRules } from "clientele/rules";
 *
 * const rule = defineRule({
 *   id: "regular",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   metrics: [{ id: "orders", kind: "count" }],
 *   when: { metric: "orders", op: ">=", value: 6 },
 * });
 * const rows = [
 *   { city: "Xi'an", metrics: { orders: 7 } },
 *   { city: "Suzhou", metrics: { orders: null } },
 * ];
 *
 * Array.from(evaluateRules(rows, rule), ({ row, result }) => [row.city, result]); // => [["Xi'an", true], ["Suzhou", "unknown"]]
 * ```
 */
export function evaluateRules<Metric extends string, Row extends RuleSubject<NoInfer<Metric>>>(
  rows: Iterable<Row>,
  rule: Rule<Metric>,
  options: { readonly asOf?: InstantInput | null | undefined } = {},
): Iterable<EvaluatedRuleRow<Row>> {
  const program = compiledRule(rule);
  startSight(program, options); // so that options are checked now
  return {
    *[Symbol.iterator]() {
      const sight = startSight(program, options);
      let findings: ConditionFinding[] = [];
      for (const row of rows) {
        sight.observe(row.metrics, findings, row);
        const result = TRUTHS[sight.truth(0)];
        if (findings.length === 0) yield { row, result, findings: NONE };
        else {
          yield { row, result, findings };
          findings = [];
        }
      }
    },
  };
}

const NONE: readonly ConditionFinding[] = /* @__PURE__ */ (() => Object.freeze([]))();
