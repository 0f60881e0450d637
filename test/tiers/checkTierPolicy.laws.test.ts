import fc from "fast-check";
import { checkTierPolicy, defineTierPolicy } from "clientele/tiers";
import { describe, test } from "vitest";
import { anyPolicyInput, reproduces } from "../support/tierChecks.ts";

const N = Number(process.env["LAW"] ?? 100);
const counts = new Map<string, number>();
describe("laws", () => {
  test("every example shows its fault", () => {
    fc.assert(
      fc.property(anyPolicyInput, (input) => {
        const policy = defineTierPolicy<string, string>(input);
        for (const finding of checkTierPolicy(policy)) {
          const k = `${finding.number} ${finding.code} ${finding.example === null ? "-" : "ex"}`;
          counts.set(k, (counts.get(k) ?? 0) + 1);
          reproduces(policy, finding);
        }
      }),
      { numRuns: N },
    );
    console.log([...counts].sort().join("\n"));
  });
});
