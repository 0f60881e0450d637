import { instant, type InstantInput } from "../core/index.ts";
import { byText } from "./internal/placements.ts";
import type { SegmentsDecision } from "./segmentationModel.ts";

/**
 * Tells what was decided of each customer at a moment in the past: the last decision at or before it.
 *
 * Of several decisions of one moment the one by the highest version of the policy counts. Their order does not matter.
 *
 * @param decisions - Decisions of `segmentsOf` as they were kept, of any customers and moments, by one policy.
 * @param options - `asOf`: the moment.
 * @returns One decision for each customer who was judged by then, by identifier.
 * @throws `DomainError` with code `invalid-instant`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSegmentationPolicy, segmentsAt, segmentsOf } from "clientele/segmentation";
 *
 * const policy = defineSegmentationPolicy({
 *   id: "market", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   criteria: [{ family: "behavioural", metric: { id: "orders", kind: "count" } }],
 *   segments: [{ id: "regulars", when: { metric: "orders", op: ">=", value: 6 } }],
 * });
 * const log = [["2026-01-01T00:00:00Z", 7], ["2026-07-01T00:00:00Z", 2]].map(([asOf, orders]) =>
 *   orThrow(segmentsOf({ customerId: "li", values: { orders: Number(orders) } }, policy, { asOf: String(asOf) })));
 *
 * segmentsAt(log, { asOf: "2026-03-15T00:00:00Z" }).map(({ members }) => members); // => [["regulars"]]
 * segmentsAt(log, { asOf: "2026-07-01T00:00:00Z" }).map(({ members }) => members); // => [[]]
 * segmentsAt(log, { asOf: "2025-12-31T00:00:00Z" }); // => []
 * ```
 */
export function segmentsAt<Segment extends string>(
  decisions: Iterable<SegmentsDecision<Segment>>,
  options: { readonly asOf: InstantInput },
): readonly SegmentsDecision<Segment>[] {
  const asOf = instant(options.asOf);
  const last = new Map<string, SegmentsDecision<Segment>>();
  for (const decision of decisions) {
    if (decision.asOf > asOf) continue;
    const before = last.get(decision.customerId);
    const later =
      before === undefined ||
      decision.asOf > before.asOf ||
      (decision.asOf === before.asOf && decision.policy.version > before.policy.version);
    if (later) last.set(decision.customerId, decision);
  }
  return [...last.values()].sort((a, b) => byText(a.customerId, b.customerId));
}
