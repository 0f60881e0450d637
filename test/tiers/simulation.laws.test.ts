import fc from "fast-check";
import { addMoney, canonicalJson, instantFromMs, epochMsOf, type Money, orThrow } from "clientele/core";
import {
  compareTierPolicies,
  defineTierPolicy,
  evaluateTier,
  scaleThresholds,
  simulateTierPolicy,
  solveThreshold,
  thresholdSensitivity,
  type TierHorizon,
  type TierPortfolioRow,
  type TierShare,
  withThreshold,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { anyOverride, anySetting, type Name, type Policy } from "../support/tierCourses.ts";
import { anyAlike, anyMembers, columnsOf, REVIEWED_AT, rowsOf } from "../support/tierPortfolios.ts";
import { type BuiltMetric, ladder, yuan } from "../support/tiers.ts";

const asOf = REVIEWED_AT;
const COSTS = { per: "P1Y", amounts: { bronze: "0", silver: "12.5", gold: "100.05" } };
const GOLD = "/tiers/2/attain/all/0";
const anyHorizon = fc.constantFrom<TierHorizon>("atOnce", "settled", "afresh");

/** Two policies that differ in everything that time does, and in the gold threshold. */
const anyPair = fc
  .tuple(anySetting, anySetting, fc.constantFrom("0", "999", "4000", "5000", "9000"))
  .map(([a, b, gold]) => ({ before: a.policy, after: orThrow(withThreshold(b.policy, GOLD, gold)) }));

const summed = (amounts: readonly Money[]): Money =>
  amounts.reduce((sum, amount) => orThrow(addMoney(sum, amount)), yuan(0));
const inAll = (tiers: readonly TierShare[]): readonly [number, Money] => [
  tiers.reduce((sum, { customers }) => sum + customers, 0),
  summed(tiers.map(({ value }) => value)),
];

describe("laws of simulation", () => {
  test("a policy held against itself moves nobody", () => {
    fc.assert(
      fc.property(anySetting, anyMembers, anyHorizon, ({ policy }, members, horizon) => {
        const { moved, movers, flows, cost } = simulateTierPolicy(
          rowsOf(policy, members),
          { before: policy, after: policy },
          { asOf, horizon, costs: COSTS },
        );
        expect([moved.customers, movers, cost?.delta]).toEqual([0, [], yuan(0)]);
        expect(flows.every(({ from, to, direction }) => from === to && direction === "none")).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test("flows conserve customers and value: from a tier those before, to a tier those after", () => {
    fc.assert(
      fc.property(anyPair, anyMembers, anyHorizon, ({ before, after }, members, horizon) => {
        const told = simulateTierPolicy(rowsOf(before, members), { before, after }, { asOf, horizon, costs: COSTS });
        const part = (key: "from" | "to", tier: string): unknown => {
          const those = told.flows.filter((flow) => flow[key] === tier);
          return [those.reduce((sum, { customers }) => sum + customers, 0), summed(those.map(({ value }) => value))];
        };
        for (const { tier, customers, value } of told.before.tiers)
          expect(part("from", tier)).toEqual([customers, value]);
        for (const { tier, customers, value } of told.after.tiers) expect(part("to", tier)).toEqual([customers, value]);
        expect(inAll(told.before.tiers)).toEqual([told.customers, told.value]);
        expect(inAll(told.after.tiers)).toEqual([told.customers, told.value]);
        expect(told.customers + told.refusals.total).toBe(members.length);
        const { up, down, other } = told.moved;
        expect(up.customers + down.customers + other.customers).toBe(told.moved.customers);
        expect(told.movers).toHaveLength(told.moved.customers);
        expect(orThrow(addMoney(told.cost?.before ?? yuan(-1), told.cost?.delta ?? yuan(-1)))).toEqual(
          told.cost?.after,
        );
      }),
      { numRuns: 15 },
    );
  });

  test("at once, a customer goes where evaluateTier takes them", () => {
    fc.assert(
      fc.property(anyPair, anyMembers, anyOverride, ({ before, after }, members, overrides) => {
        const rows = rowsOf(before, members).map((row) => ({ ...row, overrides: [...overrides] }));
        const { movers, refusals } = simulateTierPolicy(rows, { before, after }, { asOf });
        const moved = new Map(movers.map((mover) => [mover.index, mover]));
        rows.forEach((row, index) => {
          const [a, b] = [
            evaluateTier<string, string>(row, before, { asOf }),
            evaluateTier<string, string>(row, after, { asOf }),
          ];
          if (!a.ok || !b.ok) {
            expect(refusals.rows.some((refused) => refused.index === index)).toBe(true);
            return;
          }
          const mover = moved.get(index);
          expect(mover === undefined).toBe(a.value.to === b.value.to);
          if (mover === undefined) return;
          expect([mover.from, mover.to]).toEqual([a.value.to, b.value.to]);
          expect(mover.heldBy).toEqual({ before: a.value.heldBy?.kind ?? null, after: b.value.heldBy?.kind ?? null });
          for (const reason of mover.reasons) expect(b.value.reasons).toContainEqual(reason);
        });
      }),
      { numRuns: 15 },
    );
  });

  test("settled, judging again and again in a calm future leads there", () => {
    fc.assert(
      fc.property(anySetting, anyMembers, ({ policy }, members) => {
        const rows = rowsOf(policy, members);
        const { before } = simulateTierPolicy(rows, { before: policy, after: policy }, { asOf, horizon: "settled" });
        const counts = new Map<string, number>();
        for (const row of rows) {
          let state = row.state;
          // five years, at every month: terms, grace and periods run out
          for (let step = 0; step <= 60; step++) {
            const at = instantFromMs(epochMsOf(asOf) + step * 30 * 86_400_000);
            const decided = orThrow(
              evaluateTier<string, string>({ ...row, state }, policy, { asOf: at, trace: "none" }),
            );
            state = decided.stateAfter;
          }
          const tier = state?.tier ?? "";
          counts.set(tier, (counts.get(tier) ?? 0) + 1);
        }
        expect(Object.fromEntries(before.tiers.map(({ tier, customers }) => [tier, customers]))).toEqual({
          bronze: counts.get("bronze") ?? 0,
          silver: counts.get("silver") ?? 0,
          gold: counts.get("gold") ?? 0,
        });
      }),
      { numRuns: 15 },
    );
  });

  test("columns tell what rows tell", () => {
    fc.assert(
      fc.property(anyPair, anyMembers, anyHorizon, ({ before, after }, members, horizon) => {
        const options = { asOf, horizon, costs: COSTS };
        if (members.length === 0) return;
        const rows = simulateTierPolicy(rowsOf(before, members), { before, after }, options);
        const columns = simulateTierPolicy(structuredClone(columnsOf(before, members)), { before, after }, options);
        const plain = (told: typeof rows) => ({
          ...told,
          movers: told.movers.map(({ reasons, ...mover }) => ({
            ...mover,
            reasons: reasons.map(({ rule, verdict }) => [rule, verdict]),
          })),
        });
        expect(plain(columns)).toEqual(plain(rows));
      }),
      { numRuns: 15 },
    );
  });

  test("columns tell what rows tell of policies that are alike but for what they ask", () => {
    fc.assert(
      fc.property(anyAlike, anyMembers, anyHorizon, (policies, members, horizon) => {
        const [before] = policies;
        const after = policies.at(-1);
        if (members.length === 0 || before === undefined || after === undefined) return;
        const [rows, columns] = [rowsOf(before, members), columnsOf(before, members)];
        const options = { asOf, horizon, costs: COSTS };
        const compared = compareTierPolicies(rows, policies, options);
        expect(compareTierPolicies(columns, policies, options)).toEqual(compared);
        const { movers } = simulateTierPolicy(rows, { before, after }, options);
        expect(simulateTierPolicy(columns, { before, after }, options).movers).toEqual(movers);
        const told = thresholdSensitivity(rows, after, options);
        expect(thresholdSensitivity(columns, after, options)).toEqual(told);
        const { rule: threshold } = told.thresholds[0] ?? { rule: "" };
        const asked = { asOf, horizon, threshold, target: { tier: "gold", share: 0.5 } } as const;
        expect(solveThreshold(columns, after, asked)).toEqual(solveThreshold(rows, after, asked));
      }),
      { numRuns: 15 },
    );
  });

  test("is blind to the order of rows, and JSON", () => {
    fc.assert(
      fc.property(anyPair, anyMembers, fc.nat(), ({ before, after }, members, turn) => {
        const rows = rowsOf(before, members);
        const at = rows.length === 0 ? 0 : turn % rows.length;
        const turned = [...rows.slice(at), ...rows.slice(0, at)].reverse();
        const told = simulateTierPolicy(rows, { before, after }, { asOf, listed: 2 });
        const other = simulateTierPolicy(turned, { before, after }, { asOf, listed: 2 });
        const unplaced = (movers: typeof told.movers) => movers.map((mover) => ({ ...mover, index: 0 }));
        expect({ ...other, movers: unplaced(other.movers) }).toEqual({ ...told, movers: unplaced(told.movers) });
        expect(JSON.parse(JSON.stringify(told))).toEqual(told);
        expect(structuredClone(told)).toEqual(told);
        expect(canonicalJson(told)).not.toContain("NaN");
      }),
      { numRuns: 15 },
    );
  });

  test("a comparison has what the simulation of each pair has", () => {
    fc.assert(
      fc.property(anyPair, anyMembers, anyHorizon, ({ before, after }, members, horizon) => {
        const rows = rowsOf(before, members);
        const options = { asOf, horizon, costs: COSTS };
        const told = simulateTierPolicy(rows, { before, after }, options);
        const { policies, ...portfolio } = compareTierPolicies(rows, [before, after], options);
        const { customers, value } = told.moved;
        expect(policies).toEqual([
          { ...told.before, moved: { customers: 0, value: yuan(0) } },
          { ...told.after, moved: { customers, value } },
        ]);
        expect(portfolio).toMatchObject({ customers: told.customers, value: told.value, per: "P1Y" });
      }),
      { numRuns: 15 },
    );
  });
});

const spender = (spends: readonly number[], value = 100): readonly TierPortfolioRow[] =>
  spends.map((fen, at) => ({
    customerId: `C-${String(at).padStart(3, "0")}`,
    state: null,
    metrics: { spend: yuan(fen), orders: 9, idleDays: 0 },
    value: yuan(value + at),
  }));
const anyOp = fc.constantFrom(">=", ">", "<=", "<");
/** A ladder whose gold hangs on one comparison alone. */
const goldBy = (op: ">=" | ">" | "<=" | "<", value: string): Policy =>
  defineTierPolicy<Name, BuiltMetric>({
    ...ladder,
    tiers: [ladder.tiers[0], ladder.tiers[1], { id: "gold", rank: 20, attain: { metric: "spend", op, value } }],
  });

/** By operator, met and unmet: how far from a customer's own value, in fen, the threshold decides as before, and otherwise. */
const TURNS = {
  ">=": [
    [0, 1],
    [1, 0],
  ],
  ">": [
    [-1, 0],
    [0, -1],
  ],
  "<=": [
    [0, -1],
    [-1, 0],
  ],
  "<": [
    [1, 0],
    [0, 1],
  ],
} as const;

describe("laws of thresholds", () => {
  test("a share or number is hit within one customer where no two values are alike", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 900_000 }), { maxLength: 20 }),
        anyOp,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 900_000 }),
        (spends, op, share, now) => {
          const policy = goldBy(op, yuan(now).amount);
          const target = { tier: "gold", share } as const;
          const threshold = "/tiers/2/attain";
          const solved = orThrow(solveThreshold(spender(spends), policy, { asOf, threshold, target }));
          const changed = orThrow(withThreshold(policy, threshold, solved.value));
          const { policies } = compareTierPolicies(spender(spends), [changed], { asOf });
          const gold = policies[0]?.tiers[2]?.customers ?? NaN;
          expect(gold).toBe(solved.tiers[2]?.customers);
          expect(Math.abs(gold - share * spends.length)).toBeLessThanOrEqual(0.5);
          expect([solved.reached, solved.monotone]).toEqual([true, true]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("no value does better: every value there could be, one by one", () => {
    fc.assert(
      fc.property(
        anySetting,
        anyMembers,
        anyHorizon,
        fc.nat({ max: 12 }),
        fc.constantFrom(GOLD, "/tiers/2/attain/all/1", "/tiers/2/retain/all/0", "/tiers/1/attain/all/0"),
        fc.boolean(),
        ({ policy }, members, horizon, customers, threshold, orHigher) => {
          const rows = rowsOf(policy, members);
          const target = { tier: "silver", customers, orHigher } as const;
          const solved = orThrow(solveThreshold(rows, policy, { asOf, horizon, threshold, target, costs: COSTS }));
          const countedAt = (value: string | number) => {
            const changed = orThrow(withThreshold(policy, threshold, value));
            return compareTierPolicies(rows, [changed], { asOf, horizon, costs: COSTS }).policies[0];
          };
          const wanted = (tiers: readonly { readonly customers: number }[]): number =>
            (tiers[1]?.customers ?? 0) + (orHigher ? (tiers[2]?.customers ?? 0) : 0);
          const found = countedAt(solved.value as string | number);
          expect(found?.tiers.map((tier) => tier.customers)).toEqual(solved.tiers.map((tier) => tier.customers));
          expect(found?.cost).toEqual(solved.cost);
          const values = threshold.endsWith("/1")
            ? [0, 4, 5, 6, 12, 13]
            : ["0", "998", "999", "1000", "3999", "4000", "5000", "9000", "9001"];
          const off = Math.abs(wanted(solved.tiers) - customers);
          for (const value of values) {
            expect(Math.abs(wanted(countedAt(value)?.tiers ?? []) - customers)).toBeGreaterThanOrEqual(off);
          }
          expect(solved.reached).toBe(off < 1);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("a budget is kept where it can be, with the most that it allows", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100_000, max: 120_000 }), { maxLength: 12 }),
        anyOp,
        fc.integer({ min: 0, max: 120_000 }),
        (spends, op, fen) => {
          const policy = goldBy(op, "1100");
          const target = { budget: yuan(fen).amount };
          const threshold = "/tiers/2/attain";
          const solved = orThrow(solveThreshold(spender(spends), policy, { asOf, threshold, target, costs: COSTS }));
          const costAt = (value: string): number => {
            const changed = orThrow(withThreshold(policy, threshold, value));
            const told = compareTierPolicies(spender(spends), [changed], { asOf, costs: COSTS });
            return Math.round(Number(told.policies[0]?.cost?.amount) * 100);
          };
          const cost = Math.round(Number(solved.cost?.amount) * 100);
          const all = [...spends.flatMap((spend) => [spend - 1, spend, spend + 1])].map((spend) =>
            costAt(yuan(spend).amount),
          );
          expect(costAt(String(solved.value))).toBe(cost);
          expect(solved.reached).toBe(cost <= fen);
          if (solved.reached) expect(all.filter((other) => other <= fen && other > cost)).toEqual([]);
          else expect(all.filter((other) => other < cost)).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("sensitivity tells what a simulation with the threshold moved tells; columns the same", () => {
    fc.assert(
      fc.property(anySetting, anyMembers, anyHorizon, ({ policy }, members, horizon) => {
        const rows = rowsOf(policy, members);
        const percents = ["-100", "-20", "10", "80"];
        const told = thresholdSensitivity(rows, policy, { asOf, horizon, percents });
        for (const { rule, changes, pivotal, nearest } of told.thresholds) {
          expect(nearest).toHaveLength(pivotal.customers);
          for (const { percent, up, down } of changes) {
            const factor = String(1 + Number(percent) / 100);
            const after = orThrow(scaleThresholds(policy, [rule], factor));
            const { moved } = simulateTierPolicy(rows, { before: policy, after }, { asOf, horizon });
            expect([up, down]).toEqual([moved.up, moved.down]);
          }
        }
        if (members.length > 0) {
          expect(thresholdSensitivity(columnsOf(policy, members), policy, { asOf, horizon, percents })).toEqual(told);
        }
        expect(JSON.parse(JSON.stringify(told))).toEqual(told);
      }),
      { numRuns: 10 },
    );
  });

  test("who is near moves when the threshold passes their own value, and no earlier", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900_000 }), { maxLength: 8 }), anyOp, (spends, op) => {
        const policy = goldBy(op, "4500");
        const rows = spender(spends);
        const gold = thresholdSensitivity(rows, policy, { asOf }).thresholds.at(-2);
        for (const { index, from, to, marginal, met } of gold?.nearest ?? []) {
          if (marginal.kind !== "money") throw new Error("expected money");
          const fen = Math.round(Number(marginal.amount) * 100);
          const tierAt = (threshold: number): string => {
            const changed = orThrow(withThreshold(policy, "/tiers/2/attain", yuan(threshold).amount));
            return orThrow(
              evaluateTier<string, string>(
                { ...rows[index], customerId: "C", state: null, metrics: rows[index]?.metrics ?? {} },
                changed,
                { asOf },
              ),
            ).to;
          };
          const [stays, moves] = TURNS[op][met ? 0 : 1];
          expect([tierAt(fen + stays), tierAt(fen + moves)]).toEqual([from, to]);
        }
      }),
      { numRuns: 15 },
    );
  });
});
