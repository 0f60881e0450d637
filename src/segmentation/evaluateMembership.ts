import { DomainError, type Instant } from "../core/index.ts";
import type { ConditionReason } from "../rules/index.ts";
import { byText } from "./internal/placements.ts";
import type {
  ChangedReason,
  MembershipChange,
  MembershipReport,
  MembershipTotal,
  SegmentMembership,
  SegmentsDecision,
} from "./segmentationModel.ts";

/**
 * Tells who entered and who left each segment between two moments, and why.
 *
 *     before = stayed + left + nowUnknown,    after = stayed + entered + onceUnknown,    for every segment
 *
 * Who becomes a customer enters the segments they are in; who is none any more leaves them. Where a membership was not known,
 * or is not known now, nobody enters or leaves: the change is `unsettled`. The reasons are the lines of the segment's rule
 * whose verdict is another one than before.
 *
 * @param before - Decisions of `segmentsOf` at one moment, one for each customer.
 * @param after - Decisions at a later moment, or at the same by another policy.
 * @returns The report.
 * @throws `DomainError` with code `invalid-option` for decisions of different moments on one side, two of one customer, or an
 *   `after` that is earlier than `before`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSegmentationPolicy, evaluateMembership, segmentsOf } from "clientele/segmentation";
 *
 * const policy = defineSegmentationPolicy({
 *   id: "market", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   criteria: [{ family: "behavioural", metric: { id: "orders", kind: "count" } }],
 *   segments: [{ id: "regulars", when: { metric: "orders", op: ">=", value: 6 } }],
 * });
 * const at = (asOf: string, orders: number) => [
 *   orThrow(segmentsOf({ customerId: "li", values: { orders } }, policy, { asOf })),
 * ];
 * const { changes, segments } = evaluateMembership(at("2026-01-01T00:00:00Z", 5), at("2026-07-01T00:00:00Z", 7));
 *
 * changes.map(({ customerId, change, segment }) => [customerId, change, segment]); // => [["li", "entered", "regulars"]]
 * changes[0]?.because.map(({ rule, before, after }) => [rule, before?.observed, after?.observed]);
 * // => [["/segments/0/when", { kind: "number", value: 5 }, { kind: "number", value: 7 }]]
 * segments[0]?.entered; // => 1
 * ```
 */
export function evaluateMembership<Segment extends string>(
  before: Iterable<SegmentsDecision<Segment>>,
  after: Iterable<SegmentsDecision<Segment>>,
): MembershipReport<Segment> {
  const earlier = gathered(before, "before");
  const later = gathered(after, "after");
  if (earlier.asOf !== null && later.asOf !== null && later.asOf < earlier.asOf) {
    throw new DomainError(
      "invalid-option",
      `after: expected a moment at or after ${earlier.asOf}, received ${later.asOf}`,
    );
  }
  const changes: MembershipChange<Segment>[] = [];
  const totals = new Map<Segment, Counted<Segment>>();
  for (const segment of [...later.segments, ...earlier.segments]) totals.set(segment, startCount(segment));
  const ids = [...new Set([...earlier.decisions.keys(), ...later.decisions.keys()])].sort(byText);
  for (const customerId of ids) {
    const was = bySegment(earlier.decisions.get(customerId));
    const is = bySegment(later.decisions.get(customerId));
    for (const segment of new Set([...was.keys(), ...is.keys()])) {
      const [old, now] = [was.get(segment), is.get(segment)];
      const [from, to] = [old?.membership ?? null, now?.membership ?? null];
      const total = totals.get(segment) ?? startCount(segment);
      totals.set(segment, total);
      if (from === "in") total.before++;
      if (to === "in") total.after++;
      if (from === "in" && to === "in") total.stayed++;
      const change = changeOf(from, to);
      if (change === null) continue;
      if (change === "entered") total.entered++;
      if (change === "left") total.left++;
      if (change === "unsettled" && from === "in") total.nowUnknown++;
      if (change === "unsettled" && to === "in") total.onceUnknown++;
      changes.push({ customerId, segment, change, before: from, after: to, because: changedLines(old, now) });
    }
  }
  return {
    from: earlier.asOf,
    to: later.asOf,
    segments: [...totals.values()],
    changes,
  };
}

/** A total while it is counted. */
type Counted<Segment extends string> = {
  -readonly [Key in keyof MembershipTotal<Segment>]: MembershipTotal<Segment>[Key];
};

const startCount = <Segment extends string>(segment: Segment): Counted<Segment> => ({
  segment,
  before: 0,
  after: 0,
  stayed: 0,
  entered: 0,
  left: 0,
  nowUnknown: 0,
  onceUnknown: 0,
});

type Side = SegmentMembership["membership"] | null;

function changeOf(from: Side, to: Side): MembershipChange["change"] | null {
  if (from === to || (from !== "in" && to !== "in" && from !== "unknown" && to !== "unknown")) return null;
  if (from === "unknown" || to === "unknown") return "unsettled";
  return to === "in" ? "entered" : "left";
}

function gathered<Segment extends string>(
  decisions: Iterable<SegmentsDecision<Segment>>,
  side: "before" | "after",
): {
  readonly asOf: Instant | null;
  readonly decisions: ReadonlyMap<string, SegmentsDecision<Segment>>;
  readonly segments: readonly Segment[];
} {
  const found = new Map<string, SegmentsDecision<Segment>>();
  let first: SegmentsDecision<Segment> | null = null;
  for (const decision of decisions) {
    first ??= decision;
    if (decision.asOf !== first.asOf) {
      throw new DomainError(
        "invalid-option",
        `${side}: expected decisions of one moment, received ${first.asOf} and ${decision.asOf}`,
      );
    }
    if (found.has(decision.customerId)) {
      throw new DomainError(
        "invalid-option",
        `${side}: expected one decision for each customer, received two of ${decision.customerId}`,
      );
    }
    found.set(decision.customerId, decision);
  }
  return { asOf: first?.asOf ?? null, decisions: found, segments: first?.segments.map(({ segment }) => segment) ?? [] };
}

const bySegment = <Segment extends string>(
  decision: SegmentsDecision<Segment> | undefined,
): ReadonlyMap<Segment, SegmentMembership<Segment>> =>
  new Map(decision?.segments.map((membership) => [membership.segment, membership]));

/** The lines that read otherwise; all of them where there is but one side. */
function changedLines(
  before: SegmentMembership | undefined,
  after: SegmentMembership | undefined,
): readonly ChangedReason[] {
  const was = new Map(before?.reasons.map((reason) => [reason.rule, reason]));
  const is = new Map(after?.reasons.map((reason) => [reason.rule, reason]));
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((rule): ChangedReason[] => {
    const [old, now]: readonly (ConditionReason | null)[] = [was.get(rule) ?? null, is.get(rule) ?? null];
    return old?.verdict === now?.verdict ? [] : [{ rule, before: old ?? null, after: now ?? null }];
  });
}
