import type { ExampleSearch, WantedTruth } from "./analysisModel.ts";
import type { ConditionProgram } from "./programModel.ts";
import { startExampleSearch } from "./startExampleSearch.ts";

/**
 * Looks for facts for which conditions are as wanted: whether one condition implies another (wanted: the one 2, the other at
 * most 1; no such facts, and it does), whether two can hold at once, whether one can ever fail.
 *
 * Values are looked at as far as comparisons tell them apart, "not known" among them; metrics are taken to be independent of
 * one another. The search is bounded: what it cannot decide is `not-proved`.
 *
 * @param program - Of `compileConditions`.
 * @param wanted - Truths of some of its conditions, all of them at once.
 * @returns `found` with an example; `none`; or `not-proved`.
 * @throws `DomainError` with code `policy-not-checked`, or `invalid-option` for a condition that there is not.
 *
 * @example Whoever attains gold attains silver
 * ```ts
 * import { compileConditions, findConditionExample } from "clientele/rules";
 *
 * const program = compileConditions({
 *   metrics: [{ id: "orders", kind: "count" }],
 *   currency: "CNY",
 *   timeZone: "Asia/Shanghai",
 *   conditions: [
 *     { keys: ["gold"], condition: { metric: "orders", op: ">=", value: 12 } },
 *     { keys: ["silver"], condition: { metric: "orders", op: ">=", value: 6 } },
 *   ],
 * });
 * const without = (premise: number, conclusion: number) => [
 *   { condition: premise, least: 2, most: 2 } as const,
 *   { condition: conclusion, least: 0, most: 1 } as const,
 * ];
 *
 * findConditionExample(program, without(0, 1)); // => { answer: "none" }
 * findConditionExample(program, without(1, 0)); // => { answer: "found", example: { metrics: { orders: 6 }, beside: [] } }
 * ```
 */
export const findConditionExample = (program: ConditionProgram, wanted: readonly WantedTruth[]): ExampleSearch =>
  startExampleSearch(program, { work: Infinity })(wanted);
