import type { PolicyKind } from "../core/index.ts";
import type { PositioningPolicyData, TargetGroup } from "./positioningModel.ts";

/** What the verbs of positioning work with. */
export interface CompiledPositioning {
  /** The target groups that claim each segment, highest priority first, equals in the policy's order. */
  readonly claims: ReadonlyMap<string, readonly TargetGroup[]>;
}

/** The stored format of positioning policies, and how one is made ready. */
export const positioningKind: PolicyKind<PositioningPolicyData, CompiledPositioning> = {
  format: "positioning-policy/1",
  compile: ({ segments, targets }) => ({
    claims: new Map(
      segments.map(({ id }) => [
        id,
        targets.filter((target) => target.segments.includes(id)).sort((a, b) => b.priority - a.priority),
      ]),
    ),
  }),
};
