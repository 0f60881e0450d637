import fc from "fast-check";
import { instantFromMs, orThrow } from "clientele/core";
import type { MetricValues } from "clientele/rules";
import {
  checkTierPolicy,
  defineTierPolicy,
  evaluateTier,
  type TierPolicy,
  type TierPolicyFinding,
  type TierPolicyInput,
  type TierState,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { anyPolicyInput, found, reproduces } from "../support/tierChecks.ts";
import { anyLadder, yuan } from "../support/tiers.ts";
import { anyFacts, anySetting, DAY, metricsOf, START } from "../support/tierCourses.ts";

const policyOf = (input: TierPolicyInput): TierPolicy => defineTierPolicy<string, string>(input);

/** All that a finding says but its place and its example, which hang on the order of parts. */
const gist = ({ number, code, severity, params, proved }: TierPolicyFinding): string => {
  const { metrics: _, ...told } = params;
  return JSON.stringify([number, code, severity, proved, told]);
};

describe("laws", () => {
  test("every example shows its fault", () => {
    fc.assert(
      fc.property(anyPolicyInput, (input) => {
        const policy = policyOf(input);
        for (const finding of checkTierPolicy(policy)) reproduces(policy, finding);
      }),
      { numRuns: 10 },
    );
  });

  test("who can be found on a tier, and who attains one that a rule takes, is found: nothing is missed, nothing made up", () => {
    fc.assert(
      fc.property(anyLadder, (input) => {
        const policy = policyOf(input);
        const findings = checkTierPolicy(policy);
        const toldOf = (codes: readonly string[]): readonly unknown[] =>
          findings
            .filter(({ code }) => codes.includes(code))
            .map(({ code, params, keys }) =>
              code === "tiers-alike" ? params["lower"] : (policy.tiers[Number(keys[1])]?.id ?? null),
            );
        const enrolled = new Set(
          gridOf(input).map((metrics) => {
            const subject = { customerId: "C-1", state: null, metrics };
            return orThrow(evaluateTier(subject, policy, { asOf: "2026-07-01T00:00:00Z", trace: "none" })).to;
          }),
        );
        const empty = policy.tiers.map(({ id }) => id).filter((id) => !enrolled.has(id));
        const told = toldOf(["tier-unreachable", "tier-barred", "tiers-alike", "condition-contradicts"]);
        expect([...new Set(told)].sort()).toEqual(empty.sort());
        expect(findings.filter(({ proved }) => !proved)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test("thresholds that grow, and gentler ones to stay: nothing to be found", () => {
    const steps = fc.array(
      fc.record({ spend: fc.integer({ min: 10, max: 9000 }), orders: fc.nat({ max: 3 }), ease: fc.nat({ max: 9 }) }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(steps, fc.boolean(), (rungs, oneStep) => {
        let [spend, orders, least] = [0, 0, 0];
        const tiers = rungs.map((rung, at) => {
          spend += rung.spend;
          orders += rung.orders;
          least = Math.max(least, spend - rung.ease - 1);
          const asks = (fen: number) =>
            ({
              all: [
                { metric: "spend", op: ">=", value: yuan(fen).amount },
                { metric: "orders", op: ">=", value: orders + 1 },
              ],
            }) as const;
          return { id: `tier-${at + 1}`, rank: at + 1, attain: asks(spend), retain: asks(least) };
        });
        const policy = policyOf({
          id: "grown",
          version: 1,
          timeZone: "Asia/Shanghai",
          currency: "CNY",
          metrics: [
            { id: "spend", kind: "money" },
            { id: "orders", kind: "count" },
          ],
          tiers: [{ id: "base", rank: 0 }, ...tiers],
          upgrade: { mode: oneStep ? "oneStep" : "toQualified" },
          downgrade: { mode: "toQualified", also: [], grace: { duration: "P1M", anchor: "firstBreach" } },
          schedule: { every: "quarter" },
          notice: { lead: "P14D" },
        });
        expect(found(policy)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test("the order of tiers, metrics and rules does not matter", () => {
    fc.assert(
      fc.property(anyPolicyInput, (input) => {
        const turned = policyOf({
          ...input,
          metrics: input.metrics.toReversed(),
          tiers: input.tiers.toReversed(),
          downgrade: { ...input.downgrade, also: input.downgrade.also?.toReversed() ?? [] },
        });
        const gists = (policy: TierPolicy): readonly string[] =>
          checkTierPolicy(policy)
            .filter(({ code }) => code !== "check-not-proved" && code !== "windows-differ")
            .map(gist)
            .sort();
        const doubts = (policy: TierPolicy): boolean => checkTierPolicy(policy).some(({ proved }) => !proved);
        const policy = policyOf(input);
        if (!doubts(policy) && !doubts(turned)) expect(gists(turned)).toEqual(gists(policy));
      }),
      { numRuns: 10 },
    );
  });

  test("on the same facts nobody bounces, under a policy with findings and under one without", () => {
    fc.assert(
      fc.property(
        anySetting,
        anyFacts,
        fc.constantFrom(null, "bronze", "silver", "gold"),
        ({ policy }, facts, held) => {
          let state: TierState<"bronze" | "silver" | "gold"> | null =
            held === null ? null : { tier: held, since: instantFromMs(START - 400 * DAY) };
          const moves: number[] = [];
          for (let month = 0; month < 60; month++) {
            const before = state === null ? null : policy.tiers.findIndex(({ id }) => id === state?.tier);
            const decision = orThrow(
              evaluateTier({ customerId: "C-1", state, metrics: metricsOf(facts) }, policy, {
                asOf: instantFromMs(START + month * 31 * DAY),
                trace: "none",
              }),
            );
            state = decision.stateAfter;
            const after = policy.tiers.findIndex(({ id }) => id === state?.tier);
            if (before !== null && before !== after) moves.push(Math.sign(after - before));
          }
          expect(new Set(moves).size).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("findings are plain data, and the same each time", () => {
    fc.assert(
      fc.property(anyPolicyInput, (input) => {
        const findings = checkTierPolicy(policyOf(input));
        expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
        expect(checkTierPolicy(policyOf(input))).toEqual(findings);
        expect(findings.map(({ number }) => number)).toEqual(findings.map(({ number }) => number).toSorted());
      }),
      { numRuns: 5 },
    );
  });
});

/** Every combination of values that the conditions of a ladder tell apart, "not known" among them. */
function gridOf({ tiers, downgrade }: TierPolicyInput): readonly MetricValues[] {
  const text = JSON.stringify([tiers, downgrade.also]);
  const valuesOf = (metric: string): readonly (number | null)[] => {
    const asked = [...text.matchAll(new RegExp(`"metric":"${metric}","op":">=","value":"?([\\d.]+)"?`, "g"))];
    const values = asked.map(([, value]) => (metric === "spend" ? Math.round(Number(value) * 100) : Number(value)));
    return [null, ...new Set([0, ...values.flatMap((value) => [value - 1, value])].filter((value) => value >= 0))];
  };
  return valuesOf("spend").flatMap((spend) =>
    valuesOf("orders").flatMap((orders) =>
      valuesOf("idleDays").map((idleDays) => ({ spend: spend === null ? null : yuan(spend), orders, idleDays })),
    ),
  );
}
