import {
  compiledPolicy,
  err,
  instant,
  type InstantInput,
  type InvalidFact,
  invalidFact,
  ok,
  type Result,
} from "../../core/index.ts";
import { type ConditionFinding, type ConditionReason, startSight, type Truth } from "../../rules/index.ts";
import { segmentationKind } from "../segmentationKind.ts";
import type {
  MembershipVerdict,
  SegmentationPolicy,
  SegmentationSubject,
  SegmentMembership,
  SegmentsDecision,
} from "../segmentationModel.ts";

const MEMBERSHIP: Readonly<Record<Truth, MembershipVerdict>> = { 0: "out", 1: "unknown", 2: "in" };

/**
 * Starts telling the segments of one customer after another.
 *
 * @param policy - A checked policy.
 * @param input - The moment of judgement.
 * @returns Tells the segments of a customer.
 * @throws `DomainError` with code `policy-not-checked` or `invalid-instant`.
 */
export function startPlacing<Segment extends string, Metric extends string>(
  policy: SegmentationPolicy<Segment, Metric>,
  input: InstantInput,
): (subject: SegmentationSubject<NoInfer<Metric>>) => Result<SegmentsDecision<Segment>, InvalidFact> {
  const { layers, families, own } = compiledPolicy(segmentationKind, policy);
  const asOf = instant(input);
  const sights = layers.map(({ places, program }) => ({ places, sight: startSight(program, { asOf }) }));

  const place = (subject: SegmentationSubject): Result<SegmentsDecision<Segment>, InvalidFact> => {
    if (typeof (subject as unknown) !== "object" || (subject as unknown) === null) {
      return err(invalidFact("", "object", subject));
    }
    const { customerId, values, activity, activityCounts } = subject;
    if (typeof (customerId as unknown) !== "string") return err(invalidFact("/customerId", "text", customerId));
    if (typeof (values as unknown) !== "object" || (values as unknown) === null) {
      return err(invalidFact("/values", "object", values));
    }
    const known = new Map<string, boolean | null>(givenTo(subject, policy.given));
    const told = new Map<
      number,
      { readonly membership: MembershipVerdict; readonly reasons: readonly ConditionReason[] }
    >();
    const findings = new Map<string, ConditionFinding>();
    for (const { places, sight } of sights) {
      const amiss: ConditionFinding[] = [];
      const segments = Object.fromEntries(known);
      sight.observe(values, amiss, { customerId, activity, activityCounts, segments });
      for (const finding of amiss) {
        // of a segment of this policy it is not the caller who did not know
        const { segment } = finding.params;
        if (finding.code === "segment-missing" && typeof segment === "string" && own.has(segment)) continue;
        const key = `${finding.code} ${finding.path}`;
        if (!findings.has(key)) findings.set(key, finding);
      }
      for (const [condition, at] of places.entries()) {
        const membership = MEMBERSHIP[sight.truth(condition)];
        told.set(at, { membership, reasons: sight.trace(condition) });
        const { id } = policy.segments[at] ?? { id: "" };
        known.set(id, membership === "unknown" ? null : membership === "in");
      }
    }
    const segments = policy.segments.map(({ id, labels }, at): SegmentMembership<Segment> => {
      const { membership, reasons } = told.get(at) ?? { membership: "unknown", reasons: [] };
      return { segment: id, membership, labels, families: families[at] ?? [], reasons };
    });
    const those = (wanted: MembershipVerdict): Segment[] =>
      segments.flatMap(({ segment, membership }) => (membership === wanted ? [segment] : []));
    return ok({
      customerId,
      asOf,
      members: those("in"),
      unknown: those("unknown"),
      segments,
      findings: [...findings.values()],
      policy: { id: policy.id, version: policy.version },
      reasons: segments.flatMap(({ reasons }) => reasons),
    });
  };
  return (subject) => {
    try {
      return place(subject);
    } catch {
      return err(invalidFact("", "plain-data", subject)); // a getter or proxy that throws
    }
  };
}

/** What is known of the segments that come from elsewhere; what is not there is not known. */
function givenTo(
  { segments }: SegmentationSubject,
  given: readonly string[],
): readonly (readonly [string, boolean | null])[] {
  if (segments === null || segments === undefined) return [];
  return given.flatMap((id): (readonly [string, boolean | null])[] => {
    if (Array.isArray(segments)) return [[id, segments.includes(id)]];
    const one: unknown = Object.hasOwn(segments, id) ? (segments as Readonly<Record<string, unknown>>)[id] : null;
    return typeof one === "boolean" ? [[id, one]] : [];
  });
}
