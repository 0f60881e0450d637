import { err, ok, type Result } from "../core/index.ts";
import type { ProfileSubject, SegmentProfile } from "./profileModel.ts";
import { profileSegments } from "./profileSegments.ts";

/**
 * Tells what is special about one segment; see `profileSegments`, which tells it of all at once.
 *
 * @param customers - Everyone, with their segments.
 * @param options - `segment`: which; `confidence` and `currency` as of `profileSegments`.
 * @returns The profile; or `empty-segment` when nobody belongs to it.
 * @throws `DomainError` as `profileSegments`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { profileSegment } from "clientele/segmentation";
 *
 * const customers = ["a", "b", "c", "d"].map((customerId) => ({
 *   customerId, segment: customerId === "a" ? "core" : "rest",
 * }));
 * const { size } = orThrow(profileSegment(customers, { segment: "core" }));
 *
 * [size.share, size.low.toFixed(3), size.high.toFixed(3)]; // => [0.25, "0.046", "0.699"]
 * ```
 */
export function profileSegment<Segment extends string>(
  customers: Iterable<ProfileSubject<Segment>>,
  options: {
    readonly segment: NoInfer<Segment>;
    readonly confidence?: number | undefined;
    readonly currency?: string | undefined;
  },
): Result<
  SegmentProfile<Segment>,
  {
    /** Nobody belongs to it. */
    readonly code: "empty-segment";
    /** Which. */
    readonly segment: string;
  }
> {
  const { segments } = profileSegments(customers, options);
  const found = segments.find(({ segment }) => segment === options.segment);
  return found === undefined ? err({ code: "empty-segment", segment: options.segment }) : ok(found);
}
