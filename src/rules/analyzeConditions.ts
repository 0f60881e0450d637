import { type MessageParams, pointer } from "../core/index.ts";
import type { ConditionExample, ConditionInsight, ConditionInsightCode } from "./analysisModel.ts";
import { compiledConditions } from "./compileConditions.ts";
import type { CompiledConditions, TraceNode } from "./internal/compiled.ts";
import { exampleOf, type Space, spaceOf } from "./internal/dimensions.ts";
import { type Budget, search, type Wanted } from "./internal/search.ts";
import type { ConditionProgram } from "./programModel.ts";

/** Nodes looked at for all the conditions of a program, at most. */
const LIMIT = 4_000_000;

/**
 * Looks conditions over without any customer.
 *
 * - `contradiction`: no facts make it hold.
 * - `tautology`: no facts make it fail (what is not known may leave it unknown).
 * - `implied-clause`: a part that, given the others, never changes the answer.
 * - `unreachable-branch`: an alternative that never holds while the whole does.
 * - `not-proved`: one of these could not be decided within bounds, or hangs on the calendar.
 *
 * All three truths are reckoned with, also what `onMissing` makes of them. Values are told apart as far as comparisons do, in
 * the range of their kind (a count is whole and not below zero, a share lies between 0 and 1); metrics are taken to be
 * independent of one another. Of two parts that imply one another the later is named.
 *
 * @param program - Of `compileConditions`.
 * @returns What was found, in the order of the conditions; parts of one condition from the last to the first. The example shows
 *   a part at work without making a difference, where there is one.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export function analyzeConditions(program: ConditionProgram): readonly ConditionInsight[] {
  const compiled = compiledConditions(program);
  const space = spaceOf(compiled);
  const budget: Budget = { left: LIMIT };
  return compiled.traces.flatMap((root) => new Analysis(root, compiled, space, budget).insights());
}

class Analysis {
  readonly #root: TraceNode;
  readonly #compiled: CompiledConditions;
  readonly #space: Space;
  readonly #budget: Budget;
  readonly #insights: ConditionInsight[] = [];
  /** Parts that make no difference, and what they are taken for from then on. */
  readonly #settled = new Map<TraceNode, number>();
  #undecided: ConditionInsightCode | null = null;

  constructor(root: TraceNode, compiled: CompiledConditions, space: Space, budget: Budget) {
    this.#root = root;
    this.#compiled = compiled;
    this.#space = space;
    this.#budget = budget;
  }

  insights(): readonly ConditionInsight[] {
    const node = this.#root;
    const held = this.#search([{ node, least: 2, most: 2 }], "contradiction");
    if (held === "none") this.#found("contradiction", node, null);
    else if (this.#search([{ node, least: 0, most: 0 }], "tautology") === "none") {
      this.#found("tautology", node, held);
    } else this.#parts(node, held);
    if (this.#undecided !== null) this.#found("not-proved", node, null, { property: this.#undecided });
    return this.#insights;
  }

  /** From the last part to the first, so that of two that imply one another the later is named. */
  #parts(group: TraceNode, held: ConditionExample | null): void {
    for (const part of group.parts.toReversed()) {
      if (this.#budget.left <= 0) return;
      if (group.code === "group-not" || !this.#settle(group, part, held)) this.#parts(part, held);
    }
  }

  /** Whether a part makes no difference. */
  #settle(group: TraceNode, part: TraceNode, held: ConditionExample | null): boolean {
    const { negated } = part;
    const alone = group.parts.length === 1;
    const counting = group.code === "group-at-least" && group.needed > 1 && group.needed < group.parts.length;
    const needsAll = group.needed === group.parts.length;
    // under `not` every one of them becomes one of them
    const branch = counting || (needsAll === negated && !alone);
    const helps = negated ? 0 : 2;
    if (branch) {
      const both: Wanted[] = [
        { node: part, least: helps, most: helps },
        { node: this.#root, least: 2, most: 2, instead: this.#settled },
      ];
      if (this.#search(both, "unreachable-branch") === "none") {
        const [first] = both;
        const example = first === undefined ? null : this.#search([first], "unreachable-branch");
        this.#found("unreachable-branch", part, example === "none" ? null : example);
        this.#settled.set(part, 2 - helps);
        return true;
      }
    }
    if (alone || counting) return false;
    const neutral = branch ? 2 - helps : helps;
    const instead = new Map([...this.#settled, [part, neutral]]);
    const [less, more] = branch ? [instead, this.#settled] : [this.#settled, instead];
    const differs = [1, 2].some(
      (truth) =>
        this.#search(
          [
            { node: this.#root, least: truth, most: 2, instead: more },
            { node: this.#root, least: 0, most: truth - 1, instead: less },
          ],
          "implied-clause",
        ) !== "none",
    );
    if (differs) return false;
    this.#found("implied-clause", part, held);
    this.#settled.set(part, neutral);
    return true;
  }

  /** Facts for which all is as wanted; null where that could not be decided. */
  #search(wanted: readonly Wanted[], property: ConditionInsightCode): ConditionExample | "none" | null {
    const found = search(this.#space, wanted, this.#budget);
    if (found === "none") return "none";
    if (found !== "not-proved") return exampleOf(this.#space, found, this.#compiled);
    this.#undecided ??= property;
    return null;
  }

  #found(
    code: ConditionInsightCode,
    { keys }: TraceNode,
    example: ConditionExample | null,
    params: MessageParams = {},
  ): void {
    const severity = code === "not-proved" ? "info" : "warning";
    this.#insights.push({ code, severity, path: pointer(keys), keys, params, example });
  }
}
