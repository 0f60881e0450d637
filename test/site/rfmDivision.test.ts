import { describe, expect, test } from "vitest";
import {
  customersOf,
  divide,
  limitsFrom,
  METRICS,
  ORIGINS,
  type Settings,
} from "../../docs/site/browser/rfm-playground/division.ts";
import { movesBetween } from "../../docs/site/browser/rfm-playground/moves.ts";
import { exampleOrders, ordersOfCsv } from "../../docs/site/browser/rfm-playground/orders.ts";
import { divides, limitText, rangesOf, rangeText } from "../../docs/site/browser/rfm-playground/ranges.ts";

const { customers, findings } = customersOf(exampleOrders());
const none = { recency: [], frequency: [], monetary: [] };
const settings: Settings = { table: "tenNames", mode: "quantile", origin: "quantile", bins: 4, limits: none };
const yuan = { locale: "en", yuan: true } as const;
const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

describe("the division of the playground of RFM", () => {
  test("the example shop has 360 customers, the same every time, and no bad row", () => {
    expect(customers).toHaveLength(360);
    expect(findings.total).toBe(0);
    expect(exampleOrders()).toEqual(exampleOrders());
  });

  test.each(["tenNames", "shopify", "eightValueTypes", "coreImportantPotential"] as const)(
    "every customer is in one segment of %s, and in one cell of the grid",
    (table) => {
      const result = divide(customers, { ...settings, table });
      if (!result.ok) throw new Error("refused");
      const { segments, grid, placed } = result.value;
      expect(sum(segments.map((one) => one.customers))).toBe(360);
      expect(sum(grid.flat())).toBe(360);
      for (const { decision } of placed) expect(decision).not.toBeNull();
    },
  );

  test.each(ORIGINS.flatMap((origin) => [2, 3, 5, 10].map((bins) => [origin, bins] as const)))(
    "one's own limits change nothing as long as none is moved: %s, %i scores",
    (origin, bins) => {
      const given: Settings = { ...settings, table: "none", origin, bins };
      const fitted = divide(customers, { ...given, mode: origin });
      const own = divide(customers, { ...given, mode: "fixed", limits: limitsFrom(customers, given) });
      if (!fitted.ok || !own.ok) throw new Error("refused");
      const scores = ({ placed }: typeof own.value): unknown =>
        placed.map(({ summary, score }) => [summary.customerId, ...METRICS.map((metric) => score[metric])]);
      expect(scores(own.value)).toEqual(scores(fitted.value));
    },
  );

  test("a limit belongs to the lower side: at most 1 order has score 1", () => {
    const limits = { recency: [30], frequency: [1], monetary: [100] };
    const own = divide(customers, { ...settings, table: "none", mode: "fixed", bins: 2, limits });
    if (!own.ok) throw new Error("refused");
    for (const { summary, score } of own.value.placed) {
      expect(score.frequency).toBe(summary.orders <= 1 ? 1 : 2);
      expect(score.recency).toBe((summary.recencyDays ?? 0) <= 30 ? 2 : 1);
      expect(score.monetary).toBe(Number(summary.monetary.amount) <= 100 ? 1 : 2);
    }
  });

  test("equal limits leave the score between them to nobody", () => {
    const limits = { recency: [30, 30], frequency: [2, 2], monetary: [100, 100] };
    const own = divide(customers, { ...settings, table: "none", mode: "fixed", bins: 3, limits });
    if (!own.ok) throw new Error("refused");
    for (const metric of METRICS) expect(own.value.model.dimensions[metric].counts[1]).toBe(0);
  });

  test("who moves is told from segment to segment, the largest group first", () => {
    const before = divide(customers, settings);
    const limits = limitsFrom(customers, settings);
    const wider = { ...limits, recency: limits.recency.map((limit) => limit + 10) };
    const after = divide(customers, { ...settings, mode: "fixed", limits: wider });
    if (!before.ok || !after.ok) throw new Error("refused");
    const nameOf = (placed: (typeof after.value.placed)[number]): string => placed.decision?.segment ?? "";
    const moves = movesBetween(before.value.placed, after.value.placed, nameOf);
    const counts = moves.map((one) => one.customers.length);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    for (const { from, to, customers: ids } of moves) {
      expect(from).not.toBe(to);
      for (const [segments, name] of [
        [before.value.placed, from],
        [after.value.placed, to],
      ] as const)
        expect(segments.filter(({ summary }) => ids.includes(summary.customerId)).map(nameOf)).toEqual(
          ids.map(() => name),
        );
    }
    const stays = before.value.placed.filter(
      (one, index) => nameOf(one) === after.value.placed.map(nameOf)[index],
    ).length;
    expect(sum(counts)).toBe(360 - stays);
    expect(movesBetween(before.value.placed, before.value.placed, nameOf)).toEqual([]);
  });
});

describe("limits in words", () => {
  test("the better score has fewer days, but more orders and money", () => {
    expect([0, 1].map((index) => divides("recency", index, 3))).toEqual([
      [3, 2],
      [2, 1],
    ]);
    expect(divides("frequency", 0, 3)).toEqual([1, 2]);
    expect(limitText("frequency", 1, yuan)).toBe("≤ 1 order");
    expect(limitText("monetary", 289.1, yuan)).toBe("≤ CNY 289.10");
    expect(limitText("monetary", 1289.1, { locale: "zh-CN", yuan: true })).toBe("≤ 1,289.10 元");
    expect(limitText("monetary", 289.1, { locale: "zh-CN", yuan: false })).toBe("≤ 289.10");
  });

  test.each([
    ["recency", [10, 30], ["> 30 days", "11–30 days", "≤ 10 days"]],
    ["frequency", [1, 2, 2], ["≤ 1 order", "2 orders", "no value", "> 2 orders"]],
    ["monetary", [1, 2], ["≤ CNY 1.00", "CNY 1.01–2.00", "> CNY 2.00"]],
    ["recency", [-1, 5], ["> 5 days", "≤ 5 days", "no value"]],
    ["frequency", [1, Infinity], ["≤ 1 order", "> 1 order", "no value"]],
  ] as const)("%s %j", (metric, limits, texts) => {
    expect(rangesOf(metric, limits).map((range) => rangeText(metric, range, yuan))).toEqual(texts);
  });
});

describe("a file of orders", () => {
  test("cells in quotation marks, days and moments, Chinese names of columns", () => {
    const read = ordersOfCsv(
      '\uFEFF金额,客户,日期\r\n12.50,"Li, ""Lao""",2026-03-01\r\n\r\n8,b,2026-03-02T08:00:00+08:00\n',
    );
    expect(read.ok && read.orders).toEqual([
      {
        id: "row-1",
        customerId: 'Li, "Lao"',
        at: "2026-03-01T12:00:00Z",
        amount: { amount: "12.50", currency: "CNY" },
      },
      { id: "row-2", customerId: "b", at: "2026-03-02T08:00:00+08:00", amount: { amount: "8", currency: "CNY" } },
    ]);
  });

  test("a stray quotation mark stays where it is", () => {
    const read = ordersOfCsv('customer,date,amount\n5" pipe,2026-03-01,1');
    expect(read.ok && read.orders).toMatchObject([{ customerId: '5" pipe' }]);
  });

  test("missing columns are named", () => {
    expect(ordersOfCsv("who,date\nx,2026-03-01")).toEqual({
      ok: false,
      missing: ["customer", "amount"],
      found: ["who", "date"],
    });
  });

  test("rows that cannot be read are told, and the others counted", () => {
    const read = ordersOfCsv("customer,date,amount\na,2026-03-01,10\na,yesterday,10\nb,2026-03-02,ten");
    const result = customersOf(read.ok ? read.orders : []);
    expect(result.findings.total).toBe(2);
    expect(result.customers.map(({ customerId, orders }) => [customerId, orders])).toEqual([["a", 1]]);
    expect(result.asOf).toBe("2026-03-03T00:00:00.000Z");
  });
});
