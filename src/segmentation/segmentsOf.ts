import type { InstantInput, Result } from "../core/index.ts";
import { startPlacing } from "./internal/startPlacing.ts";
import type {
  SegmentationPolicy,
  SegmentationSubject,
  SegmentsDecision,
  SegmentsRefusal,
} from "./segmentationModel.ts";

/**
 * Tells to which segments a customer belongs, and why.
 *
 * Each segment is decided by its own rule; one that asks for another is decided after it. Membership has three values: where
 * a fact is not known that could decide, it is `unknown`, and so may be what asks for it. A customer may belong to several
 * segments or to none.
 *
 * @param subject - Values of the metrics, what the customer did, and which given segments they belong to.
 * @param policy - The rules.
 * @param options - `asOf`: the moment of judgement.
 * @returns The decision, with every line of every rule; or `invalid-fact` for a subject that is none. Facts that cannot be
 *   read are not known, and are findings.
 * @throws `DomainError` with code `policy-not-checked` or `invalid-instant`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSegmentationPolicy, segmentsOf } from "clientele/segmentation";
 *
 * const policy = defineSegmentationPolicy({
 *   id: "market", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   criteria: [
 *     { family: "geographic", metric: { id: "region", kind: "text" } },
 *     { family: "behavioural", metric: { id: "orders", kind: "count" } },
 *   ],
 *   segments: [
 *     { id: "eastern regulars", when: { all: [{ memberOf: { segment: "regulars" } }, { metric: "region", op: "=", value: "east" }] } },
 *     { id: "regulars", when: { metric: "orders", op: ">=", value: 6 } },
 *   ],
 * });
 * const asOf = "2026-01-01T00:00:00+08:00";
 * const decide = (values: { orders?: number; region?: string }) =>
 *   orThrow(segmentsOf({ customerId: "li", values }, policy, { asOf }));
 *
 * decide({ orders: 8, region: "east" }).members; // => ["eastern regulars", "regulars"]
 * decide({ orders: 8 }).unknown; // => ["eastern regulars"]
 * decide({ orders: 2 }).segments.map(({ membership }) => membership); // => ["out", "out"]
 * ```
 */
export function segmentsOf<Segment extends string, Metric extends string>(
  subject: SegmentationSubject<NoInfer<Metric>>,
  policy: SegmentationPolicy<Segment, Metric>,
  options: { readonly asOf: InstantInput },
): Result<SegmentsDecision<Segment>, SegmentsRefusal> {
  return startPlacing(policy, options.asOf)(subject);
}
