import fc from "fast-check";
import type { SegmentPlacement } from "clientele/segmentation";

/** Customers out of forty, each in one of four segments. */
export const anyPlaced: fc.Arbitrary<readonly SegmentPlacement[]> = fc.uniqueArray(
  fc.record({
    customerId: fc.nat({ max: 39 }).map((id) => `c${id}`),
    segment: fc.constantFrom("core", "rest", "new", "constructor"),
  }),
  { maxLength: 30, selector: ({ customerId }) => customerId },
);

/** How many of a population belong to a segment. */
export const sizeOf = (placed: readonly SegmentPlacement[], segment: string): number =>
  placed.filter((one) => one.segment === segment).length;
