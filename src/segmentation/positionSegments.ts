import { compiledPolicy, err, type InvalidFact, invalidFact, ok, type Result } from "../core/index.ts";
import { positioningKind } from "./positioningKind.ts";
import type {
  PositioningPolicy,
  PositioningReport,
  SegmentPosition,
  SegmentSize,
  TargetGroup,
} from "./positioningModel.ts";

/**
 * Tells which target group has each segment, how many customers are covered, and where groups are in conflict.
 *
 * Every segment of the policy is told, with no customers where none are given; segments that the policy does not know are
 * told behind them, and are uncovered. Of several groups that claim a segment the one of highest priority has it; of equals
 * the first has it, and the segment is a conflict.
 *
 * @param sizes - How large each segment is; several entries of one segment add up. Profiles of segments fit.
 * @param policy - The target groups.
 * @returns The report; or `invalid-fact` at the first size that cannot be used.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { definePositioningPolicy, positionSegments } from "clientele/segmentation";
 *
 * const policy = definePositioningPolicy({
 *   id: "positions", version: 1,
 *   segments: [{ id: "core" }, { id: "potential" }],
 *   targets: [{
 *     id: "partners", segments: ["core"], priority: 1, proposition: { en: "Your line never stands still" },
 *     channels: [], treatments: ["priority line"],
 *   }],
 * });
 * const report = orThrow(
 *   positionSegments([{ segment: "core", customers: 30 }, { segment: "potential", customers: 10 }], policy),
 * );
 *
 * [report.coverage, report.uncovered, report.conflicts]; // => [0.75, ["potential"], []]
 * ```
 */
export function positionSegments<Target extends string, Segment extends string, Competitor extends string>(
  sizes: Iterable<SegmentSize<NoInfer<Segment>>>,
  policy: PositioningPolicy<Target, Segment, Competitor>,
): Result<PositioningReport<Target, Segment>, InvalidFact> {
  const { claims } = compiledPolicy(positioningKind, policy);
  const count = new Map<Segment, number>(policy.segments.map(({ id }) => [id, 0]));
  let index = 0;
  for (const size of sizes) {
    if (typeof (size as unknown) !== "object" || (size as unknown) === null) {
      return err(invalidFact(`/${index}`, "object", size));
    }
    const { segment, customers } = size;
    if (typeof (segment as unknown) !== "string") return err(invalidFact(`/${index}/segment`, "text", segment));
    if (!Number.isSafeInteger(customers) || customers < 0) {
      return err(invalidFact(`/${index}/customers`, "non-negative-integer", customers));
    }
    count.set(segment, (count.get(segment) ?? 0) + customers);
    index++;
  }
  const groupsOf = (segment: Segment): readonly TargetGroup<Target>[] =>
    (claims.get(segment) ?? []) as readonly TargetGroup<Target>[];
  const known = policy.segments.length;
  const names = [...count.keys()];
  const ordered = [...names.slice(0, known), ...names.slice(known).sort()];
  const segments = ordered.map((segment): SegmentPosition<Target, Segment> => {
    const [winner, ...others] = groupsOf(segment);
    return {
      segment,
      customers: count.get(segment) ?? 0,
      target: winner?.id ?? null,
      outranked: policy.targets.map(({ id }) => id).filter((id) => others.some((other) => other.id === id)),
    };
  });
  const sum = (list: readonly SegmentPosition<Target, Segment>[]): number =>
    list.reduce((total, { customers }) => total + customers, 0);
  const customers = sum(segments);
  const positioned = sum(segments.filter(({ target }) => target !== null));
  return ok({
    policy: { id: policy.id, version: policy.version },
    segments,
    targets: policy.targets.map(({ id }) => {
      const own = segments.filter(({ target }) => target === id);
      return { target: id, customers: sum(own), segments: own.map(({ segment }) => segment) };
    }),
    customers,
    positioned,
    coverage: customers === 0 ? null : positioned / customers,
    uncovered: segments.filter((one) => one.target === null && one.customers > 0).map(({ segment }) => segment),
    conflicts: ordered.flatMap((segment) => {
      const groups = groupsOf(segment);
      const equals = groups.filter(({ priority }) => priority === groups[0]?.priority);
      return equals.length > 1 ? [{ segment, targets: equals.map(({ id }) => id) }] : [];
    }),
  });
}
