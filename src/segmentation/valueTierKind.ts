import type { PolicyKind } from "../core/index.ts";
import type { ValueCriterion, ValueTierPolicyData } from "./valueTierModel.ts";

/** What the verbs of value tiers work with. */
export interface CompiledValueTiers {
  /** All weights together. */
  readonly weight: number;
  /** The fewest and the most points that each criterion can give. */
  readonly bounds: readonly {
    readonly low: number;
    readonly high: number;
  }[];
}

/** The stored format of value tier policies, and how one is made ready. */
export const valueTierKind: PolicyKind<ValueTierPolicyData, CompiledValueTiers> = {
  format: "value-tier-policy/1",
  compile: ({ criteria }) => ({
    weight: criteria.reduce((sum, { weight }) => sum + weight, 0),
    bounds: criteria.map(boundsOf),
  }),
};

function boundsOf({ scale }: ValueCriterion): { readonly low: number; readonly high: number } {
  switch (scale.kind) {
    case "steps":
      return { low: 0, high: Math.max(...scale.steps.map(({ points }) => points)) };
    case "table": {
      const points = Object.values(scale.table);
      if (scale.otherwise !== null) points.push(scale.otherwise);
      return points.length === 0 ? { low: 0, high: 0 } : { low: Math.min(...points), high: Math.max(...points) };
    }
    default:
      return { low: 0, high: 100 };
  }
}
