import { describe, expect, test } from "vitest";
import { customersOf, cutsFrom, divide, type Settings } from "../../docs/site/browser/rfm-playground/division.ts";
import { exampleOrders, ordersOfCsv } from "../../docs/site/browser/rfm-playground/orders.ts";

const { customers, findings } = customersOf(exampleOrders());
const settings: Settings = { table: "tenNames", mode: "quantile", bins: 4, cuts: cutsFrom(customers, 5) };
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

  test("cuts that do not ascend are refused, with their place", () => {
    const cuts = { ...settings.cuts, recency: [90, 30, 120, 200] };
    const result = divide(customers, { ...settings, mode: "fixed", cuts });
    expect(!result.ok && "length" in result.error && result.error[0]?.path).toMatch(/^\/cuts\/recency/);
  });

  test.each([2, 3, 5, 10])("own cuts start in whole numbers that ascend, %i scores", (bins) => {
    for (const metric of Object.values(cutsFrom(customers, bins))) {
      expect(metric).toHaveLength(bins - 1);
      expect(metric).toEqual([...new Set(metric)].sort((a, b) => a - b));
    }
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
