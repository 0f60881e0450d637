import { type Result, show } from "../core/index.ts";
import type { ImportIssue, ImportOptions } from "./importModel.ts";
import { Importer } from "./internal/importer.ts";
import type { ComparisonOp, Condition } from "./model.ts";
import type { Keys } from "./programModel.ts";

/**
 * Takes a condition over from a MongoDB query: `$and`, `$or`, `$nor`; of a field `$eq` (or the value alone), `$ne`, `$gt`,
 * `$gte`, `$lt`, `$lte`, `$in`, `$nin`, `$not`. Anything else is refused by name, never left out.
 *
 * The answers differ where a field is missing: `$ne` and `$nin` hold of it there, here it is unknown. Numbers held against
 * amounts of money become decimal text.
 *
 * @param query - The query, as JSON.
 * @param options - `metrics`, whose ids are the names of the fields; `currency`.
 * @returns The condition; or everything that cannot be carried over, with its place.
 *
 * @example
 * ```ts
 * import { fromMongoQuery } from "clientele/rules";
 *
 * const metrics = [
 *   { id: "spend", kind: "money" },
 *   { id: "city", kind: "text" },
 * ] as const;
 *
 * fromMongoQuery({ spend: { $gte: 5000 }, city: "Suzhou" }, { metrics, currency: "CNY" }); // => {
 * //   ok: true,
 * //   value: {
 * //     all: [
 * //       { metric: "spend", op: ">=", value: "5000" },
 * //       { metric: "city", op: "=", value: "Suzhou" },
 * //     ],
 * //   },
 * // }
 * const refused = fromMongoQuery({ city: { $regex: "^Su" } }, { metrics, currency: "CNY" });
 * refused.ok || refused.error.map(({ code, path }) => [code, path]); // => [["operator-not-carried", "/city/$regex"]]
 * ```
 * @see https://www.mongodb.com/docs/manual/reference/mql/query-predicates/
 */
export function fromMongoQuery<const Metric extends string>(
  query: unknown,
  options: ImportOptions<Metric>,
): Result<Condition<Metric>, readonly ImportIssue[]> {
  const importer = new Importer(options);
  const read = importer.read(query, (copy) => queryOf(copy, [], importer));
  return read as Result<Condition<Metric>, readonly ImportIssue[]>; // every metric was found among the options'
}

const OPS = new Map<string, ComparisonOp>([
  ["$eq", "="],
  ["$ne", "!="],
  ["$gt", ">"],
  ["$gte", ">="],
  ["$lt", "<"],
  ["$lte", "<="],
  ["$in", "in"],
  ["$nin", "notIn"],
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function queryOf(query: unknown, keys: Keys, importer: Importer): Condition | null {
  if (!isObject(query)) return importer.refuse("operands-not-carried", keys, { observed: show(query) });
  const parts = Object.entries(query).map(([name, given]) => {
    const at = [...keys, name];
    if (name === "$and" || name === "$or" || name === "$nor") return groupOf(name, given, at, importer);
    if (name.startsWith("$")) return importer.refuse("operator-not-carried", at, { operator: name });
    return fieldOf(name, given, at, importer);
  });
  return importer.group("all", parts, keys);
}

function groupOf(name: "$and" | "$or" | "$nor", given: unknown, keys: Keys, importer: Importer): Condition | null {
  if (!Array.isArray(given)) return importer.refuse("operands-not-carried", keys, { observed: show(given) });
  const parts = given.map((part: unknown, index) => queryOf(part, [...keys, index], importer));
  const group = importer.group(name === "$and" ? "all" : "any", parts, keys);
  return group === null || name !== "$nor" ? group : { not: group };
}

/** What is asked of a field: a value, or operators. */
function fieldOf(metric: string, given: unknown, keys: Keys, importer: Importer): Condition | null {
  if (!isObject(given)) return importer.comparison(metric, "=", given, keys, keys);
  const parts = Object.entries(given).map(([operator, value]) => {
    const at = [...keys, operator];
    if (operator === "$not") {
      if (!isObject(value)) return importer.refuse("operands-not-carried", at, { observed: show(value) });
      const part = fieldOf(metric, value, at, importer);
      return part === null ? null : { not: part };
    }
    const op = OPS.get(operator);
    if (op === undefined) return importer.refuse("operator-not-carried", at, { operator });
    return importer.comparison(metric, op, value, keys, at);
  });
  return importer.group("all", parts, keys);
}
