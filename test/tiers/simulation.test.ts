import { LISTED_ROWS, money, orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import {
  compareTierPolicies,
  defineTierPolicy,
  scaleThresholds,
  simulateTierPolicy,
  solveThreshold,
  thresholdSensitivity,
  type ThresholdTarget,
  tierPresets,
  type TierPortfolioRow,
  type TierSimulationOptions,
  withThreshold,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { ladder, type LadderTier, programme, seen, yuan } from "../support/tiers.ts";

const asOf = "2026-07-01T00:00:00Z";
const before = programme({});
const GOLD = "/tiers/2/attain/all/0";
const after = orThrow(scaleThresholds(before, [GOLD, "/tiers/2/retain/all/0"], "1.2"));
const COSTS = { per: "P1Y", amounts: { bronze: "0", silver: "12", gold: "100.125" } };

const customer = (customerId: string, tier: string | null, spend: number, more: object = {}): TierPortfolioRow => ({
  customerId,
  state: tier === null ? null : { tier, since: "2026-01-01T00:00:00Z" },
  metrics: seen(spend),
  ...more,
});
const simulate = (rows: Iterable<TierPortfolioRow>, options: Partial<TierSimulationOptions> = {}) =>
  simulateTierPolicy(rows, { before, after }, { asOf, ...options });

describe("examples of simulation", () => {
  test("raise gold by a fifth: who moves, what they are worth, what it costs, and why", () => {
    const told = simulate(
      [
        customer("kept by retain", "gold", 4900, { value: yuan(100) }),
        customer("lost", "gold", 4799, { value: yuan(9_007_199_254_740_991) }),
        customer("not reached", "silver", 5999, { value: yuan(9_007_199_254_740_991) }),
        customer("reached", "silver", 6000),
      ],
      { costs: COSTS },
    );

    expect(told.flows).toEqual([
      {
        from: "gold",
        to: "silver",
        direction: "down",
        customers: 2,
        value: money("180143985094819.82", "CNY"),
        insufficientData: 0,
      },
      { from: "gold", to: "gold", direction: "none", customers: 2, value: yuan(100), insufficientData: 0 },
    ]);
    expect(told.moved.down.customers).toBe(2);
    expect(told.withoutValue).toBe(1);
    expect(told.cost).toEqual({
      per: "P1Y",
      before: money("400.500", "CNY"),
      after: money("224.250", "CNY"),
      delta: money("-176.250", "CNY"),
    });
    expect(told.movers.map(({ customerId, held, from, to }) => [customerId, held, from, to])).toEqual([
      ["lost", "gold", "gold", "silver"],
      ["not reached", "silver", "gold", "silver"],
    ]);
    expect(explain(told.movers[1]?.reasons ?? [], { locale: "en" })).toEqual([
      "to reach gold, spend must be >= CNY 6,000.00; it is CNY 5,999",
    ]);
    expect([told.before.policy, told.after.policy]).toEqual([
      { id: "ladder", version: 3 },
      { id: "ladder", version: 4 },
    ]);
    expect([told.asOf, told.horizon, told.customers]).toEqual(["2026-07-01T00:00:00.000Z", "atOnce", 4]);
  });

  test("what is gained says what holds; what falls by a rule names the rule", () => {
    const lower = orThrow(withThreshold(before, GOLD, "3000"));
    const wary = programme({
      downgrade: { also: [{ id: "idle", when: { metric: "idleDays", op: ">=", value: 30 } }] },
    });
    const rows = [{ ...customer("a", "silver", 3500), metrics: seen(3500, 9, 40) }];
    const rise = simulateTierPolicy(rows, { before, after: lower }, { asOf }).movers;
    const fall = simulateTierPolicy(rows, { before, after: wary }, { asOf }).movers;

    expect(rise[0]?.reasons.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ["/tiers/2/attain/all/0", "met"],
      ["/tiers/2/attain/all/1", "met"],
    ]);
    expect(fall[0]?.reasons.map(({ rule, verdict }) => [rule, verdict])).toEqual([["/downgrade/also/0/when", "met"]]);
  });

  test("at once grace holds; settled it has run out; afresh the gentler retain does not count", () => {
    const graced = programme({ downgrade: { grace: { duration: "P1M", anchor: "firstBreach" } } });
    const strict = orThrow(scaleThresholds(graced, [GOLD, "/tiers/2/retain/all/0"], "1.2"));
    const rows = [customer("graced", "gold", 4100), customer("gentle", "gold", 4900)];
    const goldIn = (horizon: "atOnce" | "settled" | "afresh") => {
      const told = simulateTierPolicy(rows, { before: graced, after: strict }, { asOf, horizon });
      return [told.before.tiers[2]?.customers, told.after.tiers[2]?.customers, told.movers[0]?.heldBy.after];
    };

    expect(goldIn("atOnce")).toEqual([2, 2, undefined]);
    expect(goldIn("settled")).toEqual([2, 1, null]);
    expect(goldIn("afresh")).toEqual([0, 0, undefined]);
  });

  test("settled: what people decided without an end stays, what has an end is over; a promise is kept", () => {
    const override = { kind: "floor", tier: "gold", reason: "r", actor: "a", from: "2026-01-01T00:00:00Z" } as const;
    const rows = [
      customer("for good", "gold", 0, { overrides: [{ ...override, until: null }] }),
      customer("for a time", "gold", 0, { overrides: [{ ...override, until: "2027-01-01T00:00:00Z" }] }),
      {
        ...customer("promised", "silver", 4500),
        state: { tier: "silver", since: "2026-01-01T00:00:00Z", pending: { tier: "gold", at: "2026-10-01T00:00:00Z" } },
      },
      { ...customer("given now", "gold", 0), state: { tier: "gold", since: asOf } },
    ];
    const tiersAt = (horizon: "atOnce" | "settled") =>
      simulateTierPolicy(rows, { before, after: before }, { asOf, horizon }).before.tiers.map((tier) => tier.customers);

    expect(tiersAt("atOnce")).toEqual([0, 0, 4]);
    expect(tiersAt("settled")).toEqual([2, 0, 2]);
  });

  test("a tier that is gone: those who hold it are counted, named and judged as new", () => {
    const flat = defineTierPolicy({
      ...ladder,
      version: 4,
      tiers: [ladder.tiers[0], { id: "plus", rank: 5, attain: ladder.tiers[1].attain }],
    });
    const told = simulateTierPolicy(
      [customer("a", "gold", 4500, { value: yuan(5) }), customer("b", "gold", 4500), customer("c", "bronze", 10)],
      { before, after: flat },
      { asOf },
    );

    expect(told.after.withoutTier).toEqual([{ tier: "gold", customers: 2, value: yuan(5) }]);
    expect(told.before.withoutTier).toEqual([]);
    expect(told.flows.map(({ from, to, direction, customers }) => [from, to, direction, customers])).toEqual([
      ["bronze", "bronze", "none", 1],
      ["gold", "plus", null, 2],
    ]);
    expect([told.moved.other.customers, told.moved.up.customers, told.moved.down.customers]).toEqual([2, 0, 0]);
  });

  test("who is not known stays, and is counted where they stay", () => {
    const told = simulate([{ ...customer("a", "gold", 0), metrics: {} }]);

    expect(told.flows).toMatchObject([{ from: "gold", to: "gold", insufficientData: 1 }]);
    const known = programme({
      tiers: [
        ladder.tiers[0],
        ladder.tiers[1],
        { ...ladder.tiers[2], retain: { metric: "orders", op: "<", value: 9, onMissing: "met" } },
      ],
      downgrade: { also: [] },
    });
    const either = [
      [before, known],
      [known, before],
    ].map(
      ([b = before, a = before]) =>
        simulateTierPolicy([{ ...customer("a", "gold", 0), metrics: {} }], { before: b, after: a }, { asOf }).flows,
    );
    expect(either.map((flows) => flows.map(({ insufficientData }) => insufficientData))).toEqual([[1], [1]]);
    expect(told.after.tiers[2]).toMatchObject({ customers: 1, share: 1, insufficientData: 1 });
  });

  test("what must not hold is told by what does", () => {
    const calm = programme({
      tiers: [
        ladder.tiers[0],
        ladder.tiers[1],
        {
          id: "gold",
          rank: 20,
          attain: {
            all: [{ metric: "spend", op: ">=", value: "5000" }, { not: { metric: "orders", op: ">", value: 8 } }],
          },
        },
      ],
    });
    const rows = [customer("a", null, 6000)];
    const toldOf = (b: typeof before, a: typeof before): readonly unknown[] =>
      simulateTierPolicy(rows, { before: b, after: a }, { asOf }).movers.map(({ from, to, reasons }) => [
        from,
        to,
        reasons.map(({ rule }) => rule),
      ]);
    expect(toldOf(before, calm)).toEqual([["gold", "silver", ["/tiers/2/attain/all/1/not"]]]);
    rows[0] = { ...customer("a", null, 6000), metrics: seen(6000, 4) };
    expect(toldOf(before, calm)).toEqual([["silver", "gold", ["/tiers/2/attain/all/0", "/tiers/2/attain/all/1/not"]]]);
  });

  test("a draft is not in force yet, and is applied all the same", () => {
    const draft = programme({ effectiveFrom: "2027-01-01T00:00:00Z" });
    const told = simulateTierPolicy([customer("a", null, 6000)], { before, after: draft }, { asOf });

    expect([told.before.inForce, told.after.inForce, told.after.tiers[2]?.customers]).toEqual([true, false, 1]);
  });

  test("values come from the row, from a metric, or from a function", () => {
    const rows = [customer("a", null, 10, { value: yuan(7) }), customer("b", null, 20)];
    const valueBy = (value: TierSimulationOptions["value"]) => {
      const told = simulate(rows, { value });
      return [told.value.amount, told.withoutValue];
    };

    expect(valueBy(null)).toEqual(["0.07", 1]);
    expect(valueBy("spend")).toEqual(["30.00", 0]);
    expect(valueBy(({ customerId }) => (customerId === "a" ? null : money("1.5", "CNY")))).toEqual(["1.50", 1]);
  });

  test("an iterable is gone through once, and only those listed are kept; all are counted", () => {
    let asked = 0;
    const rows = function* () {
      for (let at = 0; at < 250; at++) {
        asked += 1;
        yield customer(`C-${at}`, "gold", 4100 + at, { value: yuan(at) });
      }
    };
    const { moved, movers } = simulate(rows());

    expect([asked, moved.customers, movers.length]).toEqual([250, 250, LISTED_ROWS]);
    expect(movers.slice(0, 2).map(({ customerId }) => customerId)).toEqual(["C-249", "C-248"]);
    expect(simulate(rows(), { listed: 0 }).movers).toEqual([]);
  });

  test("movers: the most valuable first, of unknown worth last; then by identifier, then by place", () => {
    const rows = [
      customer("none", "gold", 4100),
      customer("b", "gold", 4100, { value: yuan(5) }),
      customer("a", "gold", 4100, { value: yuan(5) }),
      customer("most", "gold", 4100, { value: yuan(9) }),
      customer("a", "gold", 4100, { value: yuan(5) }),
      customer("debt", "gold", 4100, { value: yuan(-1) }),
      customer("also none", "gold", 4100),
    ];
    const all = [
      ["most", 3],
      ["a", 2],
      ["a", 4],
      ["b", 1],
      ["debt", 5],
      ["also none", 6],
      ["none", 0],
    ];
    for (const listed of [1, 2, 3, 5, 6, 9]) {
      const { movers } = simulate(rows, { listed });
      expect(movers.map(({ customerId, index }) => [customerId, index])).toEqual(all.slice(0, listed));
    }
  });

  test("nobody at all", () => {
    const told = simulate([]);
    expect([told.customers, told.flows, told.before.tiers[0]?.share]).toEqual([0, [], 0]);
  });
});

describe("examples of thresholds", () => {
  const rows = [4000, 4900, 5000, 5100, 5100, 9000].map((spend, at) => customer(`C-${at}`, null, spend));
  const solve = (target: ThresholdTarget<LadderTier>, more: object = {}) =>
    orThrow(solveThreshold(rows, before, { asOf, threshold: GOLD, target, costs: COSTS, ...more }));

  test("a number that ties do not allow is missed, and said to be", () => {
    const { reached, value, alike, tiers, monotone } = solve({ tier: "gold", customers: 2 });

    expect([reached, monotone, value, tiers[2]]).toEqual([
      false,
      true,
      "5100.00",
      { tier: "gold", customers: 3, share: 0.5 },
    ]);
    expect([alike.from, alike.fromInclusive, alike.to, alike.toInclusive]).toEqual([
      { kind: "money", amount: "5000.00", currency: "CNY" },
      false,
      { kind: "money", amount: "5100.00", currency: "CNY" },
      true,
    ]);
  });

  test("what is met already stays as it is; nobody and everybody can be had", () => {
    expect(solve({ tier: "gold", customers: 4 })).toMatchObject({ value: "5000.00", reached: true, pivotal: 6 });
    expect(solve({ tier: "gold", share: 0 })).toMatchObject({ value: "9000.01", alike: { to: null } });
    expect(solve({ tier: "gold", share: 1 })).toMatchObject({ value: "4000.00", alike: { from: null } });
    expect(solve({ tier: "silver", orHigher: true, customers: 6 })).toMatchObject({ value: "5000.00", reached: true });
    expect(solve({ tier: "silver", orHigher: true, customers: 0 })).toMatchObject({ reached: false });
  });

  test("a budget: the most that it allows, or the least there is", () => {
    expect(solve({ budget: "348.375" })).toMatchObject({
      reached: true,
      value: "5100.00",
      cost: { amount: "336.375" },
    });
    expect(solve({ budget: "71.99" })).toMatchObject({ reached: false, value: "9000.01", cost: { amount: "72.000" } });
  });

  test("the response may go both ways, and the best is found all the same", () => {
    const stepwise = programme({ downgrade: { mode: "oneStep" } });
    const idle = [
      { ...customer("falls to silver", "gold", 6000), metrics: seen(6000, 9, 200) },
      { ...customer("falls to bronze", "silver", 2000), metrics: seen(2000, 9, 190) },
    ];
    const threshold = "/downgrade/also/0/when/all/0";
    const told = orThrow(solveThreshold(idle, stepwise, { asOf, threshold, target: { tier: "silver", customers: 2 } }));

    expect(told).toMatchObject({ reached: true, monotone: false, value: 200 });
    expect(told.required).toEqual({ kind: "number", value: 200, unit: "days" });
    expect(told.cost).toBeNull();
  });

  test("the sensitivity of each threshold, and who is nearest", () => {
    const { thresholds } = thresholdSensitivity(rows, before, { asOf, percents: ["2"], value: "spend", listed: 2 });
    const gold = thresholds.find(({ rule }) => rule === GOLD);

    expect(thresholds.map(({ rule, pivotal }) => [rule, pivotal.customers])).toEqual([
      ["/tiers/1/attain/all/0", 6 - 4],
      [GOLD, 6],
      ["/tiers/2/attain/all/1", 4],
      ["/tiers/2/retain/all/0", 0],
      ["/downgrade/also/0/when/all/0", 6],
    ]);
    expect(gold?.changes).toEqual([
      {
        percent: "2",
        required: { kind: "money", amount: "5100.00", currency: "CNY" },
        up: { customers: 0, value: yuan(0) },
        down: { customers: 1, value: yuan(500_000) },
      },
    ]);
    expect(
      gold?.nearest.map(({ customerId, met, from, to, distance }) => [customerId, met, from, to, distance]),
    ).toEqual([
      ["C-2", true, "gold", "silver", { kind: "money", amount: "0.00", currency: "CNY" }],
      ["C-1", false, "silver", "gold", { kind: "money", amount: "100.00", currency: "CNY" }],
    ]);
    expect(gold).toMatchObject({ role: "attain", part: "gold", metric: "spend", op: ">=", label: { en: "spend" } });
  });

  test("a share cannot be moved past one", () => {
    const abc = defineTierPolicy(tierPresets.abc);
    const share = (turnoverRankShare: number) => ({ customerId: "a", state: null, metrics: { turnoverRankShare } });
    const { thresholds } = thresholdSensitivity([share(0.97)], abc, { asOf, percents: ["20", "2.1"] });

    expect(thresholds[0]?.changes.map(({ required, up }) => [required, up.customers])).toEqual([
      [null, 0],
      [{ kind: "number", value: 0.96995 }, 0],
    ]);
    expect(thresholds[0]?.nearest[0]?.distance).toEqual({ kind: "number", value: 0.02 });
  });

  test("thresholds are scaled exactly; what lies between two whole units asks the same of them", () => {
    const policy = programme({
      tiers: [
        ladder.tiers[0],
        ladder.tiers[1],
        {
          id: "gold",
          rank: 20,
          attain: {
            any: [
              { metric: "spend", op: ">=", value: "49.99" },
              { metric: "spend", op: "<", value: "49.99" },
              { metric: "spend", op: "<=", value: "49.99" },
              { not: { metric: "orders", op: ">", value: 6 } },
              { metric: "idleDays", op: "<=", value: 0.1 },
            ],
          },
        },
      ],
    });
    const at = (place: string) => `/tiers/2/attain/any/${place}`;
    const scaled = orThrow(scaleThresholds(policy, ["0", "1", "2", "3/not", "4"].map(at), "1.1"));
    const values = JSON.stringify(scaled.tiers[2]?.attain).match(/"value":[^,]+/g);

    expect(values).toEqual(['"value":"54.99"', '"value":"54.99"', '"value":"54.98"', '"value":6', '"value":0.11']);
    expect(scaled.version).toBe(4);
  });
});

/** Rows that are not even looked at. */
function* neverRead(): Generator<TierPortfolioRow> {
  yield customer("a", null, 1);
  throw new Error("read");
}

describe("refusals", () => {
  test("rows that cannot be judged are left out under both policies, counted and located", () => {
    const broken = [
      { ...customer("a", "gold", 6000), state: { tier: "platinum", since: "2026-01-01T00:00:00Z" } },
      { ...customer("b", "gold", 6000), state: { tier: "gold", since: "2027-01-01T00:00:00Z" } },
      { ...customer("c", "gold", 6000), value: { amount: "1.005", currency: "CNY" } },
      { ...customer("d", "gold", 6000), value: { amount: "1", currency: "USD" } },
      { ...customer("e", "gold", 6000), value: { amount: "1e3", currency: "CNY" } },
      { ...customer("f", "gold", 6000), value: { amount: "99999999999999999", currency: "CNY" } },
      null,
      customer("g", "gold", 6000),
    ] as unknown as TierPortfolioRow[];
    const { refusals, customers } = simulate(broken);

    expect(customers).toBe(1);
    expect(refusals.byCode).toEqual({ "invalid-fact": 5, "state-after-as-of": 1, "tier-not-in-policy": 1 });
    expect(refusals.rows.map(({ index, path, params }) => [index, path, params["expected"] ?? null])).toEqual([
      [0, "/state/tier", null],
      [1, "/state/since", null],
      [2, "/value/amount", "minor-units"],
      [3, "/value/currency", "currency-of-policy"],
      [4, "/value/amount", "decimal"],
      [5, "/value/amount", "minor-units"],
      [6, "", "object"],
    ]);
    expect(refusals.rows[0]?.params).toEqual({ tier: "platinum", policy: "ladder" });
    expect(simulate(broken, { listed: 2 }).refusals.rows).toHaveLength(2);
  });

  test("rows of columns the same", () => {
    const since = Date.parse("2026-01-01T00:00:00Z");
    const late = Date.parse("2027-01-01T00:00:00Z");
    const all = <T>(value: T): T[] => Array.from({ length: 8 }, () => value);
    const { refusals, customers } = simulateTierPolicy(
      {
        metrics: { spend: all(600_000), orders: all(9), idleDays: all(0) },
        state: {
          tier: [0, 1, 2, 3, 1, 1, 1, 1],
          since: [since, late, NaN, since, since, since, since, since],
          reviewed: [NaN, NaN, NaN, NaN, late, NaN, NaN, NaN],
          by: [0, 0, 0, 0, 0, 9, 0, 0],
          pending: [-1, -1, -1, -1, -1, -1, 2, -1],
          pendingAt: [NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN],
        },
        tiers: ["bronze", "gold", "silver", "platinum"],
        value: [1, 1, 1, 1, 1, 1, 1, 1.5],
      },
      { before, after },
      { asOf },
    );

    expect(customers).toBe(1);
    expect(refusals.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [1, "state-after-as-of", "/state/since"],
      [2, "invalid-fact", "/state/since"],
      [3, "tier-not-in-policy", "/state/tier"],
      [4, "state-after-as-of", "/state/reviewed"],
      [5, "invalid-fact", "/state/by"],
      [6, "invalid-fact", "/state/pendingAt"],
      [7, "invalid-fact", "/value"],
    ]);
  });

  test.each<[string, () => unknown]>([
    ["currency", () => simulateTierPolicy([], { before, after: programme({ currency: "USD" }) }, { asOf })],
    ["policies", () => simulateTierPolicy([], null as never, { asOf })],
    ["policies", () => compareTierPolicies([], [], { asOf })],
    ["policies", () => compareTierPolicies([], null as never, { asOf })],
    ["horizon", () => simulate([], { horizon: "soon" as never })],
    ["listed", () => simulate([], { listed: -1 })],
    ["value", () => simulate([], { value: "orders" })],
    ["portfolio", () => simulate(null as never)],
    ["portfolio", () => simulate({} as never)],
    ["lengths 1, 2", () => simulate({ metrics: { spend: [1], orders: [1, 2] } } as never)],
    ["received a function", () => simulate({ metrics: { spend: [1] } } as never, { value: () => null })],
    [
      "none for bronze",
      () => simulateTierPolicy(neverRead(), { before, after }, { asOf, costs: { per: "P1Y", amounts: { gold: "1" } } }),
    ],
    [
      "none for bronze",
      () => compareTierPolicies(neverRead(), [before], { asOf, costs: { per: "P1Y", amounts: { gold: "1" } } }),
    ],
    [
      "costs.per: expected a duration such as P1Y, received",
      () => simulate([], { costs: { ...COSTS, per: "a year" } }),
    ],
    [
      "costs.amounts: expected tiers of the policies, received",
      () => simulate([], { costs: { per: "P1Y", amounts: { ...COSTS.amounts, iron: "1" } } }),
    ],
    ["costs.per", () => simulate([], { costs: { ...COSTS, per: "a year" } })],
    ["costs.amounts.gold", () => simulate([], { costs: { per: "P1Y", amounts: { gold: "-1" } } })],
    ["none for bronze", () => simulate([], { costs: { per: "P1Y", amounts: { gold: "1" } } })],
    ['received "iron"', () => simulate([], { costs: { per: "P1Y", amounts: { ...COSTS.amounts, iron: "1" } } })],
    ["percents", () => thresholdSensitivity([], before, { asOf, percents: ["10 %"] })],
    ["factor", () => scaleThresholds(before, [GOLD], "20%")],
    ["thresholds", () => scaleThresholds(before, GOLD as never, "1.2")],
    [
      "tier of the policy",
      () => solveThreshold([], before, { asOf, threshold: GOLD, target: { tier: "iron", share: 1 } as never }),
    ],
    ["share", () => solveThreshold([], before, { asOf, threshold: GOLD, target: { tier: "gold", share: 2 } })],
    [
      "whole number",
      () => solveThreshold([], before, { asOf, threshold: GOLD, target: { tier: "gold", customers: 1.5 } }),
    ],
    ["costs beside", () => solveThreshold([], before, { asOf, threshold: GOLD, target: { budget: "1" } })],
    ["budget", () => solveThreshold([], before, { asOf, threshold: GOLD, target: { budget: "much" }, costs: COSTS })],
    ["target", () => solveThreshold([], before, { asOf, threshold: GOLD, target: null as never })],
  ])("a mistake of the calling code throws: %s", (message, call) => {
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code: "invalid-option" }));
  });

  test("a pointer that leads to no threshold; a value that the door refuses", () => {
    const issuesOf = (result: ReturnType<typeof withThreshold<string, string>>) =>
      result.ok || result.error.map(({ code, path }) => [code, path]);

    expect(issuesOf(withThreshold(before, "/tiers/2/attain", "1"))).toEqual([["not-a-threshold", "/tiers/2/attain"]]);
    expect(issuesOf(withThreshold(before, 7 as never, "1"))).toEqual([["not-a-threshold", ""]]);
    expect(issuesOf(withThreshold(before, GOLD, "60.001"))).toEqual([["too-many-decimals", `${GOLD}/value`]]);
    expect(issuesOf(scaleThresholds(before, [GOLD, "/nowhere"], "2"))).toEqual([["not-a-threshold", "/nowhere"]]);
    expect(issuesOf(scaleThresholds(defineTierPolicy(tierPresets.abc), ["/tiers/1/attain"], "1.2"))).toEqual([
      ["threshold-not-share", "/tiers/1/attain/value"],
    ]);
    const solved = solveThreshold([], before, { asOf, threshold: "/tiers", target: { tier: "gold", share: 1 } });
    expect(solved.ok || explain(solved.error[0] ?? [], { locale: "en" })).toEqual([
      '"/tiers" leads to no threshold of the policy',
    ]);
  });
});
