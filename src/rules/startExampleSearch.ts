import { DomainError, show } from "../core/index.ts";
import type { ExampleSearch, WantedTruth } from "./analysisModel.ts";
import { compiledConditions } from "./compileConditions.ts";
import { exampleOf, spaceOf } from "./internal/dimensions.ts";
import { type Budget, search } from "./internal/search.ts";
import type { ConditionProgram } from "./programModel.ts";

/**
 * Makes ready to ask of one program many of the questions of `findConditionExample`, with one bound for all of them.
 *
 * @param program - Of `compileConditions`.
 * @param options - `work`: how many parts of conditions may be looked at in all; what could no longer be looked at is
 *   `not-proved`. Each question is bounded by itself as well.
 * @returns Asks one question.
 * @throws `DomainError` with code `policy-not-checked`; a question throws `invalid-option` for a condition that there is not.
 *
 * @example
 * ```ts
 * import { compileConditions, startExampleSearch } from "clientele/rules";
 *
 * const program = compileConditions({
 *   metrics: [{ id: "orders", kind: "count" }],
 *   currency: "CNY",
 *   timeZone: "Asia/Shanghai",
 *   conditions: [{ keys: ["gold"], condition: { metric: "orders", op: ">=", value: 12 } }],
 * });
 * const find = startExampleSearch(program, { work: 1000 });
 *
 * find([{ condition: 0, least: 0, most: 0 }]); // => { answer: "found", example: { metrics: { orders: 11 }, beside: [] } }
 * ```
 */
export function startExampleSearch(
  program: ConditionProgram,
  { work }: { readonly work: number },
): (wanted: readonly WantedTruth[]) => ExampleSearch {
  const compiled = compiledConditions(program);
  const space = spaceOf(compiled);
  const budget: Budget = { left: work };
  return (wanted) => {
    const placed = wanted.map(({ condition, least, most }) => {
      const node = compiled.traces[condition];
      if (node !== undefined) return { node, least, most };
      throw new DomainError(
        "invalid-option",
        `condition: expected 0 to ${compiled.traces.length - 1}, received ${show(condition)}`,
      );
    });
    const found = search(space, placed, budget);
    return typeof found === "string"
      ? { answer: found }
      : { answer: "found", example: exampleOf(space, found, compiled) };
  };
}
