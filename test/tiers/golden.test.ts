import { readFileSync } from "node:fs";
import { defineTierPolicy, evaluateTier, type TierDecision, type TierPolicyInput } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { orThrow } from "clientele/core";

/** Printed cases of real programmes; each names where it stands. Those that no tier policy can express are listed beside them, with why. */
const printed = JSON.parse(readFileSync(new URL("../golden/tier-programmes.json", import.meta.url), "utf8")) as {
  readonly cases: readonly PrintedCase[];
};

interface PrintedCase {
  readonly cite: string;
  readonly rule: string;
  readonly policy: Pick<TierPolicyInput, "validity" | "schedule" | "upgrade" | "minimumDwell"> & {
    readonly mode?: "oneStep" | "toQualified";
    readonly grace?: TierPolicyInput["downgrade"]["grace"];
    readonly thresholds: readonly (readonly [tier: string, points: number, retain?: number])[];
  };
  readonly steps: readonly (readonly [asOf: string, points: number, expected: Readonly<Record<string, unknown>>])[];
}

const fold = ({ policy, steps }: PrintedCase): readonly TierDecision[] => {
  const { thresholds, mode = "toQualified", grace = null, ...time } = policy;
  const points = (value: number) => ({ metric: "points", op: ">=", value }) as const;
  const programme = defineTierPolicy<string, string>({
    id: "printed",
    version: 1,
    timeZone: "UTC",
    currency: "EUR",
    metrics: [{ id: "points", kind: "count" }],
    tiers: thresholds.map(([id, value, retain], rank) => ({
      id,
      rank,
      attain: rank === 0 ? null : points(value),
      retain: retain === undefined ? null : points(retain),
    })),
    downgrade: { mode, also: [], grace },
    ...time,
  });
  let state: TierDecision["stateAfter"] | null = null;
  return steps.map(([asOf, value]) => {
    const decision: TierDecision = orThrow(
      evaluateTier({ customerId: "C", state, metrics: { points: value } }, programme, { asOf }),
    );
    state = decision.stateAfter;
    return decision;
  });
};

describe("printed cases", () => {
  test.each(printed.cases.map((one) => [one.rule, one.cite, one] as const))("%s (%s)", (_, __, one) => {
    const decisions = fold(one);
    one.steps.forEach(([, , expected], step) => {
      expect(decisions[step]).toMatchObject(expected);
    });
  });
});
