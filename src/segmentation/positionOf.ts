import {
  compiledPolicy,
  err,
  instant,
  type InstantInput,
  invalidFact,
  ok,
  pointer,
  type Reason,
  type Result,
} from "../core/index.ts";
import { positioningKind } from "./positioningKind.ts";
import type { PositionDecision, PositioningPolicy, PositionRefusal, TargetGroup } from "./positioningModel.ts";
import type { SegmentPlacement } from "./profileModel.ts";

/**
 * Tells what a customer is to hear and to get: the value proposition, channels and treatments of the target group that has
 * their segment.
 *
 * Of several groups that claim a segment the one of highest priority has it, the first among equals.
 *
 * @param customer - With their segment; a decision that names one fits.
 * @param policy - The target groups.
 * @param options - `asOf`: the moment of judgement, copied into the decision.
 * @returns The decision, without a target where no group claims the segment; or `unknown-segment` for one that the policy
 *   does not know, or `invalid-fact`.
 * @throws `DomainError` with code `policy-not-checked` or `invalid-instant`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { definePositioningPolicy, positionOf } from "clientele/segmentation";
 *
 * const policy = definePositioningPolicy({
 *   id: "positions", version: 1,
 *   segments: [{ id: "core" }, { id: "potential" }],
 *   targets: [{
 *     id: "partners", segments: ["core"], priority: 1, proposition: { en: "Your line never stands still" },
 *     channels: ["account manager"], treatments: ["priority line"],
 *   }],
 * });
 * const asOf = "2026-01-01T00:00:00+08:00";
 * const position = orThrow(positionOf({ customerId: "li", segment: "core" }, policy, { asOf }));
 *
 * [position.target, position.proposition?.en, position.treatments];
 * // => ["partners", "Your line never stands still", ["priority line"]]
 * orThrow(positionOf({ customerId: "wu", segment: "potential" }, policy, { asOf })).target; // => null
 * ```
 */
export function positionOf<Target extends string, Segment extends string, Competitor extends string>(
  customer: SegmentPlacement<NoInfer<Segment>>,
  policy: PositioningPolicy<Target, Segment, Competitor>,
  options: { readonly asOf: InstantInput },
): Result<PositionDecision<Target, Segment, Competitor>, PositionRefusal> {
  const { claims } = compiledPolicy(positioningKind, policy);
  const asOf = instant(options.asOf);
  let customerId: string;
  let segment: Segment;
  try {
    if (typeof (customer as unknown) !== "object" || (customer as unknown) === null) {
      return err(invalidFact("", "object", customer));
    }
    ({ customerId, segment } = customer);
  } catch {
    return err(invalidFact("", "plain-data", customer)); // a getter or proxy that throws
  }
  if (typeof (customerId as unknown) !== "string") return err(invalidFact("/customerId", "text", customerId));
  if (typeof (segment as unknown) !== "string") return err(invalidFact("/segment", "text", segment));
  const groups = claims.get(segment);
  if (groups === undefined) return err({ code: "unknown-segment", segment });
  const winner = groups[0] as TargetGroup<Target, Segment, Competitor> | undefined;
  return ok({
    customerId,
    asOf,
    segment,
    target: winner?.id ?? null,
    proposition: winner?.proposition ?? null,
    against: winner?.against ?? [],
    channels: winner?.channels ?? [],
    treatments: winner?.treatments ?? [],
    policy: { id: policy.id, version: policy.version },
    reasons: policy.targets.map(({ id, labels, segments }, at): Reason<"target-segment"> => {
      const place = segments.indexOf(segment);
      return {
        code: "target-segment",
        rule: pointer(place < 0 ? ["targets", at, "segments"] : ["targets", at, "segments", place]),
        metric: "segment",
        op: "in",
        observed: { kind: "text", text: segment },
        required: { kind: "text", text: segments.join(", ") },
        verdict: place < 0 ? "unmet" : "met",
        label: labels ?? { en: id, "zh-CN": id },
      };
    }),
  });
}
