import { money } from "clientele/core";
import { defineTierPolicy, simulateTierPolicy, thresholdSensitivity, type TierPortfolioRow } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { asColumns } from "../support/tierPortfolios.ts";
import { ladder, programme, seen, yuan } from "../support/tiers.ts";

const asOf = "2026-07-01T00:00:00.000Z";
const before = programme({});
const swapped = programme({
  tiers: [
    ladder.tiers[0],
    { ...ladder.tiers[1], id: "gold", rank: 20 },
    { ...ladder.tiers[2], id: "silver", rank: 30 },
  ],
});

describe("columns of every kind", () => {
  const kinds = {
    id: "kinds",
    version: 1,
    timeZone: "UTC",
    currency: "CNY",
    metrics: [
      { id: "spend", kind: "money" },
      { id: "orders", kind: "count", minSample: 3, maxAge: "P30D" },
      { id: "city", kind: "text" },
      { id: "vip", kind: "boolean" },
      { id: "joined", kind: "day" },
      { id: "score", kind: "number" },
    ],
    downgrade: { mode: "toQualified", also: [] },
  } as const;
  const asks = (spend: string, orders: number, city: string, joined: string, score: number) => {
    const above = { metric: "score", op: ">", value: score } as const;
    return [
      { metric: "spend", op: ">=", value: spend },
      { metric: "orders", op: ">=", value: orders },
      { metric: "city", op: "=", value: city },
      { all: [{ metric: "vip", op: "=", value: true }, above] },
      { all: [{ metric: "vip", op: "=", value: false }, above] },
      { metric: "joined", op: "<=", value: joined },
      above,
    ] as const;
  };
  const [easy, hard] = [asks("1000", 5, "Wuxi", "2020-01-01", 1), asks("9000", 9, "Jinan", "2000-01-01", 9)];
  const plus = (attain: object) =>
    defineTierPolicy<string, string>({
      ...kinds,
      tiers: [
        { id: "base", rank: 0 },
        { id: "plus", rank: 1, attain: attain as never },
      ],
    });
  const policies = { before: plus({ any: easy }), after: plus({ any: hard }) };
  const day = (text: string): number => Date.parse(text) / 86_400_000;
  const freshAt = "2026-06-15T00:00:00.000Z";
  const known = (value: unknown, n: number | null = null, at: string | null = null) => ({ value, n, freshAt: at });
  const rows = [
    {
      customerId: "all",
      state: null,
      value: yuan(5),
      metrics: {
        spend: known(money("1000.00", "CNY")),
        orders: known(5, 3, freshAt),
        city: known("Wuxi"),
        vip: known(true),
        joined: known("2019-12-31"),
        score: known(1.5),
      },
    },
    {
      customerId: "too few, nameless, unlike",
      state: null,
      value: yuan(4),
      metrics: {
        spend: known(money("1000.01", "CNY")),
        orders: known(6, 2, freshAt),
        city: known(null),
        vip: known(null),
        joined: known(null),
        score: known(null),
      },
    },
    {
      customerId: "stale",
      state: null,
      value: yuan(3),
      metrics: {
        spend: known(null),
        orders: known(7, 3, "2026-05-15T00:00:00.000Z"),
        city: known("Wuxi"),
        vip: known(true),
        joined: known("2019-12-31"),
        score: known(-2),
      },
    },
    {
      customerId: "false",
      state: null,
      value: yuan(2),
      metrics: {
        spend: known(money("-1.00", "CNY")),
        orders: known(8, 4, asOf),
        city: known("Dalian"),
        vip: known(false),
        joined: known("2020-01-02"),
        score: known(0),
      },
    },
  ] as readonly TierPortfolioRow[];
  const columns = {
    customerId: rows.map(({ customerId }) => customerId),
    value: [5, 4, 3, 2],
    metrics: {
      spend: [100_000, 100_001, NaN, -100],
      orders: {
        values: [5, 6, 7, 8],
        n: [3, 2, 3, 4],
        freshAt: [freshAt, freshAt, "2026-05-15", asOf].map((at) => Date.parse(at)),
      },
      city: { values: [1, NaN, 1, 0], names: ["Dalian", "Wuxi"] },
      vip: [1, NaN, 1, 0],
      joined: [day("2019-12-31"), NaN, day("2019-12-31"), day("2020-01-02")],
      score: [1.5, NaN, -2, 0],
    },
  };

  test("what is told of rows is told of columns, to the last word", () => {
    const told = simulateTierPolicy(rows, policies, { asOf });
    const observed = told.movers.map(({ customerId, reasons }) => [
      customerId,
      Object.fromEntries(reasons.map((reason) => [reason.metric, reason.observed])),
    ]);
    expect(Object.fromEntries(observed)).toEqual({
      all: {
        spend: { kind: "money", amount: "1000.00", currency: "CNY" },
        orders: { kind: "number", value: 5 },
        city: { kind: "text", text: "Wuxi" },
        vip: { kind: "boolean", value: true },
        joined: { kind: "day", on: "2019-12-31" },
        score: { kind: "number", value: 1.5 },
      },
      "too few, nameless, unlike": {
        spend: { kind: "money", amount: "1000.01", currency: "CNY" },
        orders: null,
        city: null,
        vip: null,
        joined: null,
        score: null,
      },
      stale: {
        spend: null,
        orders: null,
        city: { kind: "text", text: "Wuxi" },
        vip: { kind: "boolean", value: true },
        joined: { kind: "day", on: "2019-12-31" },
        score: { kind: "number", value: -2 },
      },
      false: {
        spend: { kind: "money", amount: "-1.00", currency: "CNY" },
        orders: { kind: "number", value: 8 },
        city: { kind: "text", text: "Dalian" },
        vip: { kind: "boolean", value: false },
        joined: { kind: "day", on: "2020-01-02" },
        score: { kind: "number", value: 0 },
      },
    });
    expect(simulateTierPolicy(columns, policies, { asOf })).toEqual(told);
  });

  test("numbers that are no value of their metric are not known", () => {
    const odd = {
      customerId: ["odd"],
      metrics: {
        spend: [100_000.5],
        orders: { values: [5], n: [3], freshAt: [Date.parse(freshAt)] },
        city: { values: [2], names: ["Dalian", "Wuxi"] },
        vip: [2],
        joined: [0.5],
        score: [0],
      },
    };
    const told = simulateTierPolicy(odd, policies, { asOf });
    expect(told.movers[0]?.reasons.flatMap(({ metric, observed }) => (observed === null ? [] : [metric]))).toEqual([
      "orders",
      "score",
      "score",
      "score",
    ]);
  });
});

describe("columns", () => {
  const since = Date.parse("2026-01-01T00:00:00Z");
  const customer = (customerId: string, spend: string, more: object = {}): TierPortfolioRow => ({
    customerId,
    state: null,
    metrics: seen(spend),
    ...more,
  });
  const dearer = programme({
    tiers: [
      ladder.tiers[0],
      { ...ladder.tiers[1], attain: { metric: "spend", op: ">=", value: "2000" } },
      ladder.tiers[2],
    ],
  });

  test("more than a block, of every make: nobody is lost or judged by the facts of another", () => {
    const count = 32_768 + 3;
    const last = (there: number, elsewhere: number): number[] =>
      Array.from({ length: count }, (_, at) => (at >= count - 2 ? there : elsewhere));
    const told = simulateTierPolicy(
      {
        metrics: {
          spend: Int32Array.from(last(150_000, 0)),
          orders: { values: Float64Array.from(last(9, 0)), n: last(1, 0), freshAt: last(since, since) },
          idleDays: last(0, 0),
        },
        state: { tier: Int32Array.from(last(1, -1)), since: last(since, NaN), reviewed: undefined as never },
        value: last(7, 1),
      },
      { before, after: dearer },
      { asOf },
    );
    expect(told.flows.map(({ from, to, customers, value }) => [from, to, customers, value])).toEqual([
      ["bronze", "bronze", count - 2, yuan(count - 2)],
      ["silver", "bronze", 2, yuan(14)],
    ]);
    expect(told.movers.map(({ index, held, customerId }) => [index, held, customerId])).toEqual([
      [count - 2, "silver", null],
      [count - 1, "silver", null],
    ]);
  });

  test("the row where a block begins is judged by its own facts, as the first row of all is by its own", () => {
    const count = 32_768 + 1;
    const values = { orders: new Int8Array(count).fill(9), idleDays: new Int8Array(count) };
    const gold = [0, count - 1].map((rich) => {
      const spend = new Int32Array(count);
      spend[rich] = 600_000;
      const { thresholds } = thresholdSensitivity({ metrics: { ...values, spend } }, before, { asOf });
      return thresholds.find(({ rule }) => rule === "/tiers/2/attain/all/1");
    });
    expect(gold.map((told) => told?.nearest.map(({ index, from, to }) => [index, from, to]))).toEqual([
      [[0, "gold", "silver"]],
      [[count - 1, "gold", "silver"]],
    ]);
  });

  test("tiers are named by the first policy, lowest first; worth may be a metric; a metric may be left out", () => {
    const columns = {
      metrics: { spend: [150_000, 150_000, NaN] },
      state: { tier: [1, 2, 1], since: [since, since, since] },
    };
    const told = simulateTierPolicy(columns, { before, after: swapped }, { asOf, value: "spend" });
    expect(told.movers.map(({ index, held, from, to, value }) => [index, held, from, to, value])).toEqual([
      [0, "silver", "silver", "gold", yuan(150_000)],
      [1, "gold", "silver", "gold", yuan(150_000)],
    ]);
    expect([told.value, told.withoutValue]).toEqual([yuan(300_000), 1]);
    const worthless = simulateTierPolicy(
      { metrics: { orders: [1] } },
      { before, after: before },
      { asOf, value: "spend" },
    );
    expect([worthless.value, worthless.withoutValue]).toEqual([yuan(0), 1]);
  });

  test("lengths differ, or there are none", () => {
    const thrown = (columns: object): unknown => {
      try {
        return simulateTierPolicy(columns as never, { before, after: before }, { asOf });
      } catch (error) {
        return String(error);
      }
    };
    const lengths = (received: string): string =>
      `DomainError: columns: expected at least one, all of one length, received lengths ${received}`;
    expect(thrown({ metrics: {} })).toBe(lengths("none"));
    expect(thrown({ metrics: { spend: [1] }, customerId: ["a", "b"] })).toBe(lengths("1, 2"));
    expect(thrown({ metrics: { spend: { values: [1, 2] } }, value: [1] })).toBe(lengths("2, 1"));
    expect(thrown({ metrics: { spend: [1] }, state: { tier: [0], since: [1, 2], by: undefined } })).toBe(
      lengths("1, 1, 2"),
    );
    expect(thrown({ metrics: null })).toBe("DomainError: portfolio: expected rows or columns, received an object");
    expect(thrown(7 as never)).toBe("DomainError: portfolio: expected rows or columns, received 7");
  });

  test("why a row is refused, in full", () => {
    const late = Date.parse("2027-01-01T00:00:00Z");
    const nan = Array.from({ length: 9 }, () => NaN);
    const at = (place: number, value: number, base: number): number[] =>
      Array.from({ length: 9 }, (_, row) => (row === place ? value : base));
    const refusalsIn = (horizon: "atOnce" | "settled") =>
      simulateTierPolicy(
        {
          metrics: { spend: at(8, 600_000, 600_000) },
          state: {
            tier: at(0, 9, 1),
            since: at(1, late, since),
            lifetime: at(2, 7, -1),
            pending: at(3, 2, -1),
            pendingAt: nan,
            breachedSince: at(4, late, NaN),
            by: at(5, 9, 0),
            reviewed: at(6, late, NaN),
          },
          value: at(7, 0.5, 1),
        },
        { before, after: dearer },
        { asOf, horizon },
      ).refusals.rows;
    const expected = [
      { index: 0, code: "invalid-fact", path: "/state/tier", params: { expected: "known-name", observed: "9" } },
      { index: 1, code: "state-after-as-of", path: "/state/since", params: { at: "2027-01-01T00:00:00.000Z", asOf } },
      { index: 2, code: "invalid-fact", path: "/state/lifetime", params: { expected: "known-name", observed: "7" } },
      { index: 3, code: "invalid-fact", path: "/state/pendingAt", params: { expected: "instant", observed: "NaN" } },
      {
        index: 4,
        code: "state-after-as-of",
        path: "/state/breachedSince",
        params: { at: "2027-01-01T00:00:00.000Z", asOf },
      },
      { index: 5, code: "invalid-fact", path: "/state/by", params: { expected: "known-name", observed: "9" } },
      {
        index: 6,
        code: "state-after-as-of",
        path: "/state/reviewed",
        params: { at: "2027-01-01T00:00:00.000Z", asOf },
      },
      { index: 7, code: "invalid-fact", path: "/value", params: { expected: "minor-units", observed: "0.5" } },
    ];
    expect(refusalsIn("atOnce")).toEqual(expected);
    expect(refusalsIn("settled")).toEqual(expected);
  });

  test("what is near a threshold is told of columns as of rows", () => {
    const rows = [customer("a", "4999.99", { value: yuan(3) }), customer("b", "5000.00"), customer("c", "20.00")];
    const options = { asOf, percents: ["1"] };
    const told = thresholdSensitivity(rows, before, options);
    expect(thresholdSensitivity(asColumns(rows, []), before, options)).toEqual(told);
    expect(
      told.thresholds[1]?.nearest.map(({ index, marginal, distance, value }) => [index, marginal, distance, value]),
    ).toEqual([
      [
        1,
        { kind: "money", amount: "5000.00", currency: "CNY" },
        { kind: "money", amount: "0.00", currency: "CNY" },
        null,
      ],
      [
        0,
        { kind: "money", amount: "4999.99", currency: "CNY" },
        { kind: "money", amount: "0.01", currency: "CNY" },
        yuan(3),
      ],
      [
        2,
        { kind: "money", amount: "20.00", currency: "CNY" },
        { kind: "money", amount: "4980.00", currency: "CNY" },
        null,
      ],
    ]);
  });

  test("reasons are told by the metrics of the policy after, which the one before need not have", () => {
    const of = (metric: string) =>
      defineTierPolicy<string, string>({
        ...{ id: metric, version: 1, timeZone: "UTC", currency: "CNY", metrics: [{ id: metric, kind: "count" }] },
        downgrade: { mode: "toQualified", also: [] },
        tiers: [
          { id: "base", rank: 0 },
          { id: "plus", rank: 1, attain: { metric, op: ">=", value: 5 } },
        ],
      });
    const { movers } = simulateTierPolicy(
      { metrics: { orders: [2], visits: [7] } },
      { before: of("orders"), after: of("visits") },
      { asOf },
    );
    expect(movers.map(({ from, to, reasons }) => [from, to, reasons.map(({ observed }) => observed)])).toEqual([
      ["base", "plus", [{ kind: "number", value: 7 }]],
    ]);
  });

  test("worth is summed exactly, however much it is, of either sign", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const totalOf = (values: readonly number[]): string =>
      simulateTierPolicy(
        { metrics: { spend: values.map(() => 0) }, value: values },
        { before, after: before },
        { asOf },
      ).value.amount;
    expect(totalOf([most, 2, most, 2, 1])).toBe("180143985094819.87");
    expect(totalOf([-most, -2, -most, -2, -1])).toBe("-180143985094819.87");
    expect(totalOf([2 ** 52, 2 ** 52, 1, 2])).toBe("90071992547409.95");
    expect(totalOf([-(2 ** 52), -(2 ** 52), -1, -2])).toBe("-90071992547409.95");
  });
});
