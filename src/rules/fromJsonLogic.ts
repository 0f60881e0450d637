import { type Result, show } from "../core/index.ts";
import type { ImportIssue, ImportOptions } from "./importModel.ts";
import { Importer } from "./internal/importer.ts";
import type { ComparisonOp, Condition } from "./model.ts";
import type { Keys } from "./programModel.ts";

/**
 * Takes a condition over from JsonLogic: `and`, `or`, `!`; `>=`, `<=`, `>`, `<` (also between two bounds), `==`, `===`, `!=`,
 * `!==` and `in` of one `var` and literal values. Anything else is refused by name, never left out.
 *
 * The answers differ where the engines of that language answer wrongly: what is not known is unknown here, where they read it
 * as zero or false; text and numbers never compare. Numbers held against amounts of money become decimal text.
 *
 * @param logic - JsonLogic, as JSON.
 * @param options - `metrics`, whose ids are the names of the variables; `currency`.
 * @returns The condition; or everything that cannot be carried over, with its place.
 *
 * @example
 * ```ts
 * import { fromJsonLogic } from "clientele/rules";
 *
 * const options = { metrics: [{ id: "orders", kind: "count" }] as const, currency: "CNY" };
 *
 * fromJsonLogic({ "<=": [3, { var: "orders" }] }, options); // => { ok: true, value: { metric: "orders", op: ">=", value: 3 } }
 * const refused = fromJsonLogic({ and: [{ "%": [{ var: "orders" }, 2] }] }, options);
 * refused.ok || refused.error.map(({ code, path, params }) => [code, path, params]); // => [
 * //   ["operator-not-carried", "/and/0", { operator: "%" }],
 * // ]
 * ```
 * @see https://jsonlogic.com/operations.html
 */
export function fromJsonLogic<const Metric extends string>(
  logic: unknown,
  options: ImportOptions<Metric>,
): Result<Condition<Metric>, readonly ImportIssue[]> {
  const importer = new Importer(options);
  const read = importer.read(logic, (copy) => conditionOf(copy, [], importer));
  return read as Result<Condition<Metric>, readonly ImportIssue[]>; // every metric was found among the options'
}

const OPS = new Map<string, ComparisonOp>([
  [">=", ">="],
  ["<=", "<="],
  [">", ">"],
  ["<", "<"],
  ["==", "="],
  ["===", "="],
  ["!=", "!="],
  ["!==", "!="],
]);

/** The same with the sides changed. */
const MIRRORED: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  ">=": "<=",
  "<=": ">=",
  ">": "<",
  "<": ">",
  "=": "=",
  "!=": "!=",
  in: "in",
  notIn: "notIn",
};

function conditionOf(logic: unknown, keys: Keys, importer: Importer): Condition | null {
  const [entry, ...others] = Object.entries(typeof logic === "object" && logic !== null ? logic : {});
  if (entry === undefined || others.length > 0 || Array.isArray(logic)) {
    return importer.refuse("operands-not-carried", keys, { observed: show(logic) });
  }
  const [operator, given] = entry as [string, unknown];
  const at = [...keys, operator];
  // an only operand may stand without a list
  const operands: readonly unknown[] = Array.isArray(given) ? given : [given];
  const placeOf = (index: number): Keys => (Array.isArray(given) ? [...at, index] : at);
  const parts = (): readonly (Condition | null)[] =>
    operands.map((operand, index) => conditionOf(operand, placeOf(index), importer));
  if (operator === "and") return importer.group("all", parts(), at);
  if (operator === "or") return importer.group("any", parts(), at);
  if (operator === "!" && operands.length === 1) {
    const [part = null] = parts();
    return part === null ? null : { not: part };
  }
  const [first, second, third] = operands;
  const comparison = (left: number, op: ComparisonOp): Condition | null => {
    const [a, b] = [variableOf(operands[left]), variableOf(operands[left + 1])];
    if ((a === null) === (b === null)) {
      return importer.refuse("operands-not-carried", keys, { observed: show(logic) });
    }
    return a !== null
      ? importer.comparison(a, op, operands[left + 1], keys, placeOf(left + 1))
      : importer.comparison(b ?? "", MIRRORED[op], operands[left], keys, placeOf(left));
  };
  const op = OPS.get(operator);
  if (op !== undefined && operands.length === 2) return comparison(0, op);
  if ((op === "<" || op === "<=") && operands.length === 3 && variableOf(second) !== null && third !== undefined) {
    return importer.group("all", [comparison(0, op), comparison(1, op)], keys);
  }
  if (operator === "in" && operands.length === 2) {
    const metric = variableOf(first);
    if (metric !== null) return importer.comparison(metric, "in", second, keys, placeOf(1));
  }
  return op !== undefined || operator === "in"
    ? importer.refuse("operands-not-carried", keys, { observed: show(logic) })
    : importer.refuse("operator-not-carried", keys, { operator });
}

/** The name of a variable that has no default. */
function variableOf(operand: unknown): string | null {
  if (typeof operand !== "object" || operand === null) return null;
  const [entry, ...others] = Object.entries(operand) as [string, unknown][];
  if (entry?.[0] !== "var" || others.length > 0) return null;
  const [, given] = entry;
  const name: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
  return typeof name === "string" ? name : null;
}
