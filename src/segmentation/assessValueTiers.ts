import type { InstantInput, Result } from "../core/index.ts";
import { assessValueTier } from "./assessValueTier.ts";
import type {
  ValueTierDecision,
  ValueTierModel,
  ValueTierPolicy,
  ValueTierRefusal,
  ValueTierSubject,
} from "./valueTierModel.ts";

/**
 * Values a population, one row at a time: nothing is held in memory, and a row that is refused does not stop the others.
 * Rows that can be gone through again give an answer that can be gone through again.
 *
 * @param rows - Customers in the form that `assessValueTier` takes; further keys travel along.
 * @param policy - Criteria, weights, classes.
 * @param options - `asOf` and `model`, as of `assessValueTier`.
 * @returns Each row with its result, in the order of the rows.
 * @throws `DomainError` as `assessValueTier`, when the first row is reached.
 *
 * @example
 * ```ts
 * import { assessValueTiers, defineValueTierPolicy } from "clientele/segmentation";
 *
 * const policy = defineValueTierPolicy({
 *   id: "value", version: 1,
 *   criteria: [{ id: "orders", weight: 1, scale: { kind: "steps", steps: [{ from: 5, points: 100 }] } }],
 *   classes: [{ id: "core", from: 100 }, { id: "potential", from: 0 }],
 * });
 * const rows = [
 *   { customerId: "li", values: { orders: 8 }, city: "Suzhou" },
 *   { customerId: "wu", values: { orders: 2 }, city: "Xi'an" },
 * ];
 *
 * [...assessValueTiers(rows, policy, { asOf: "2026-01-01T00:00:00+08:00" })].map(
 *   ({ row, result }) => [row.city, result.ok && result.value.class],
 * ); // => [["Suzhou", "core"], ["Xi'an", "potential"]]
 * ```
 */
export function assessValueTiers<
  Class extends string,
  Criterion extends string,
  Row extends ValueTierSubject<NoInfer<Criterion>>,
>(
  rows: Iterable<Row>,
  policy: ValueTierPolicy<Class, Criterion>,
  options: { readonly asOf: InstantInput; readonly model?: ValueTierModel | undefined },
): Iterable<{
  /** As it came. */
  readonly row: Row;
  /** What became of it. */
  readonly result: Result<ValueTierDecision<Class, Criterion>, ValueTierRefusal>;
}> {
  return {
    *[Symbol.iterator]() {
      for (const row of rows) yield { row, result: assessValueTier(row, policy, options) };
    },
  };
}
