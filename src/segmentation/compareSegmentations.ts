import { LISTED_ROWS } from "../core/index.ts";
import { wilsonInterval } from "../numeric/index.ts";
import { adjustedRand } from "./adjustedRand.ts";
import { byText, placementsOf } from "./internal/placements.ts";
import type { SegmentPlacement, SegmentationComparison } from "./profileModel.ts";

/**
 * Tells how many customers would change segment if they were divided by another method.
 *
 * Segments are the same when they have the same name; `adjustedRand` says how far the divisions agree whatever their names.
 * The order of the customers does not matter.
 *
 * @param a - Customers as they are divided. One who comes again is a finding, and counts as they came first.
 * @param b - The same customers as they would be.
 * @param options - `listed`: how many unusable rows are listed of each (all are counted; default 100).
 * @returns How many change, from where to where.
 * @throws `DomainError` with code `invalid-option` for customers that cannot be iterated over, or a bad `listed`.
 *
 * @example
 * ```ts
 * import { compareSegmentations } from "clientele/segmentation";
 *
 * const now = [{ customerId: "li", segment: "core" }, { customerId: "wu", segment: "rest" }];
 * const then = [{ customerId: "li", segment: "rest" }, { customerId: "wu", segment: "rest" }];
 * const { changed, share, pairs } = compareSegmentations(now, then);
 *
 * [changed, share.share]; // => [1, 0.5]
 * pairs; // => [{ a: "core", b: "rest", customers: 1 }, { a: "rest", b: "rest", customers: 1 }]
 * ```
 */
export function compareSegmentations<Segment extends string>(
  a: Iterable<SegmentPlacement<Segment>>,
  b: Iterable<SegmentPlacement<Segment>>,
  { listed = LISTED_ROWS }: { readonly listed?: number | undefined } = {},
): SegmentationComparison<Segment> {
  const first = placementsOf(a, listed);
  const second = placementsOf(b, listed);
  const ours: Segment[] = [];
  const theirs: Segment[] = [];
  const counts = new Map<Segment, Map<Segment, number>>();
  let changed = 0;
  for (const [customerId, segment] of first.segmentOf) {
    const other = second.segmentOf.get(customerId);
    if (other === undefined) continue;
    ours.push(segment);
    theirs.push(other);
    if (other !== segment) changed++;
    const row = counts.get(segment) ?? new Map<Segment, number>();
    counts.set(segment, row.set(other, (row.get(other) ?? 0) + 1));
  }
  const customers = ours.length;
  const [low, high] = wilsonInterval(changed, customers, 0.95);
  return {
    customers,
    changed,
    share: { share: customers === 0 ? 0 : changed / customers, low, high },
    adjustedRand: customers === 0 ? null : adjustedRand(ours, theirs),
    pairs: [...counts]
      .flatMap(([one, row]) => Array.from(row, ([other, count]) => ({ a: one, b: other, customers: count })))
      .sort((x, y) => y.customers - x.customers || byText(x.a, y.a) || byText(x.b, y.b)),
    onlyA: first.segmentOf.size - customers,
    onlyB: second.segmentOf.size - customers,
    rows: { a: first.rows, b: second.rows },
  };
}
