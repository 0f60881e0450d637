import type { InstantInput, Result } from "../core/index.ts";
import { startPlacing } from "./internal/startPlacing.ts";
import type {
  SegmentationPolicy,
  SegmentationSubject,
  SegmentsDecision,
  SegmentsRefusal,
} from "./segmentationModel.ts";

/**
 * Tells the segments of a population, one row at a time: nothing is held in memory, and a row that is refused does not stop
 * the others. Rows that can be gone through again give an answer that can be gone through again.
 *
 * @param rows - Customers in the form that `segmentsOf` takes; further keys travel along.
 * @param policy - The rules.
 * @param options - `asOf`: the moment of judgement.
 * @returns Each row with its result, in the order of the rows.
 * @throws `DomainError` with code `policy-not-checked` or `invalid-instant`.
 *
 * @example
 * ```ts
 * import { defineSegmentationPolicy, evaluateSegmentation } from "clientele/segmentation";
 *
 * const policy = defineSegmentationPolicy({
 *   id: "market", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   criteria: [{ family: "behavioural", metric: { id: "orders", kind: "count" } }],
 *   segments: [{ id: "regulars", when: { metric: "orders", op: ">=", value: 6 } }],
 * });
 * const rows = [{ customerId: "li", values: { orders: 8 }, city: "Suzhou" }, { customerId: "wu", values: {}, city: "Xi'an" }];
 *
 * [...evaluateSegmentation(rows, policy, { asOf: "2026-01-01T00:00:00+08:00" })].map(
 *   ({ row, result }) => [row.city, result.ok && result.value.segments[0]?.membership],
 * ); // => [["Suzhou", "in"], ["Xi'an", "unknown"]]
 * ```
 */
export function evaluateSegmentation<
  Segment extends string,
  Metric extends string,
  Row extends SegmentationSubject<NoInfer<Metric>>,
>(
  rows: Iterable<Row>,
  policy: SegmentationPolicy<Segment, Metric>,
  options: { readonly asOf: InstantInput },
): Iterable<{
  /** As it came. */
  readonly row: Row;
  /** What became of it. */
  readonly result: Result<SegmentsDecision<Segment>, SegmentsRefusal>;
}> {
  startPlacing(policy, options.asOf); // so that mistakes show at the call
  return {
    *[Symbol.iterator]() {
      const place = startPlacing(policy, options.asOf);
      for (const row of rows) yield { row, result: place(row) };
    },
  };
}
