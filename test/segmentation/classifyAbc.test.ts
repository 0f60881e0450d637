import { readFileSync } from "node:fs";
import fc from "fast-check";
import { money, orThrow } from "clientele/core";
import { type AbcClass, classifyAbc, type ValuedCustomer } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { anyWorth, shuffled } from "../support/concentration.ts";

const golden = JSON.parse(readFileSync(new URL("../golden/pareto.json", import.meta.url), "utf8")) as {
  readonly values: Readonly<Record<string, number>>;
  readonly sorted: readonly string[];
  readonly share: readonly number[];
  readonly cumulativeShare: readonly number[];
  readonly "vitalFewAt0.8": readonly string[];
};

const worth = (values: readonly number[]): ValuedCustomer[] =>
  values.map((value, i) => ({ customerId: `c${String(i).padStart(3, "0")}`, value }));

/** Class by customer. */
const divided = (values: readonly number[], classes?: readonly AbcClass[]): readonly (string | undefined)[] => {
  const { customers } = orThrow(classifyAbc(worth(values), classes === undefined ? {} : { classes }));
  const byId = new Map(customers.map((one) => [one.customerId, one.class]));
  return worth(values).map(({ customerId }) => byId.get(customerId));
};

describe("examples", () => {
  test("the whole answer", () => {
    expect(classifyAbc(worth([90, 5, 5, 0, -10]))).toEqual({
      ok: true,
      value: {
        classes: [
          { name: "A", upTo: 0.8, customers: 1, customerShare: 0.2, value: 90, valueShare: 0.9 },
          { name: "B", upTo: 0.95, customers: 2, customerShare: 0.4, value: 10, valueShare: 0.1 },
          { name: "C", upTo: 1, customers: 2, customerShare: 0.4, value: -10, valueShare: 0 },
        ],
        customers: [
          { customerId: "c000", value: 90, rank: 1, share: 0.9, cumulativeShare: 0.9, class: "A" },
          { customerId: "c001", value: 5, rank: 2, share: 0.05, cumulativeShare: 1, class: "B" },
          { customerId: "c002", value: 5, rank: 2, share: 0.05, cumulativeShare: 1, class: "B" },
          { customerId: "c003", value: 0, rank: 4, share: 0, cumulativeShare: 1, class: "C" },
          { customerId: "c004", value: -10, rank: 5, share: 0, cumulativeShare: 1, class: "C" },
        ],
        total: 100,
        withoutValue: 2,
        rows: { total: 0, byCode: {}, rows: [] },
      },
    });
  });

  test("the published shares", () => {
    const customers = Object.entries(golden.values).map(([customerId, value]) => ({ customerId, value }));
    const division = orThrow(classifyAbc(customers));

    expect(division.customers.map(({ customerId }) => customerId)).toEqual(golden.sorted);
    for (const [i, one] of division.customers.entries()) {
      expect(one.share).toBeCloseTo(golden.share[i] ?? NaN, 14);
      expect(one.cumulativeShare).toBeCloseTo(golden.cumulativeShare[i] ?? NaN, 14);
    }
    expect(division.customers.filter((one) => one.class === "A").map(({ customerId }) => customerId)).toEqual(
      golden["vitalFewAt0.8"],
    );
  });

  test.each<[string, readonly number[], readonly string[]]>([
    ["one customer alone is of the first class", [7], ["A"]],
    ["one who holds more than the first share", [900, 50, 50], ["A", "B", "B"]],
    ["all equal: nobody is parted from the others", [3, 3, 3, 3, 3], ["A", "A", "A", "A", "A"]],
    ["a share met exactly is enough", [80, 15, 5], ["A", "B", "C"]],
    ["the customer at the line belongs to the better class", [79, 16, 5], ["A", "A", "C"]],
    ["equals at the line too", [60, 10, 10, 10, 10], ["A", "A", "A", "A", "A"]],
    ["zero and below hold nothing", [10, 0, -10], ["A", "C", "C"]],
    ["300 digits", [8e299, 1e299, 1e299], ["A", "B", "B"]],
  ])("%s", (_, values, classes) => {
    expect(divided(values)).toEqual(classes);
  });

  test("own classes, whose names may be any", () => {
    const classes = [
      { name: "constructor", upTo: 0.5 },
      { name: "rest", upTo: 1 },
    ];
    expect(divided([5, 4, 1], classes)).toEqual(["constructor", "rest", "rest"]);
  });

  test("money is added in minor units: 80 % is 80 %", () => {
    const amounts = ["9.40", "8.00", "6.60", "3.30", "2.70"]; // as binary fractions, the first three make more than 24
    const { customers, total, classes } = orThrow(
      classifyAbc(
        amounts.map((amount, i) => ({ customerId: `${i}`, value: money(amount, "CNY") })),
        { currency: "CNY" },
      ),
    );

    expect(customers.map((one) => [one.value, one.cumulativeShare, one.class]).slice(0, 4)).toEqual([
      [9.4, 0.31333333333333335, "A"],
      [8, 0.58, "A"],
      [6.6, 0.8, "A"],
      [3.3, 0.91, "B"],
    ]);
    expect(total).toBe(30);
    expect(classes.map(({ value }) => value)).toEqual([24, 6, 0]);
  });
});

describe("refusals", () => {
  test("rows that cannot be used are counted and listed, and nothing else changes", () => {
    const throwing = new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
      },
    );
    const rows = [
      { customerId: "a", value: 1 },
      { customerId: "a", value: 100 },
      { customerId: "b", value: NaN },
      { customerId: "c", value: "5" },
      { customerId: 4, value: 1 },
      null,
      throwing,
      { customerId: "__proto__", value: 2e300 },
      { customerId: "constructor", value: 1 },
    ];
    const division = orThrow(classifyAbc(rows as ValuedCustomer[], { listed: 4 }));

    expect(division.customers.map(({ customerId }) => customerId)).toEqual(["a", "constructor"]);
    expect(division.rows).toEqual({
      total: 7,
      byCode: { "invalid-fact": 6, "repeated-customer": 1 },
      rows: [
        { index: 1, code: "repeated-customer", path: "", params: { customerId: "a" } },
        {
          index: 2,
          code: "invalid-fact",
          path: "/value",
          params: { path: "/value", expected: "finite-number", observed: "NaN" },
        },
        {
          index: 3,
          code: "invalid-fact",
          path: "/value",
          params: { path: "/value", expected: "finite-number", observed: '"5"' },
        },
        {
          index: 4,
          code: "invalid-fact",
          path: "/customerId",
          params: { path: "/customerId", expected: "text", observed: "4" },
        },
      ],
    });
  });

  test("money of another currency, with a fraction of a cent, or none at all", () => {
    const values = [
      money("1.00", "EUR"),
      money("1.005", "CNY"),
      5,
      { amount: 5, currency: "CNY" },
      money("1.00", "CNY"),
    ];
    const { rows } = orThrow(
      classifyAbc(values.map((value, i) => ({ customerId: `${i}`, value })) as ValuedCustomer[], { currency: "CNY" }),
    );

    expect(rows.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [0, "currency-mismatch", ""],
      [1, "invalid-fact", "/value/amount"],
      [2, "invalid-fact", "/value"],
      [3, "invalid-fact", "/value/amount"],
    ]);
  });

  test("nobody, or nobody with anything", () => {
    expect(classifyAbc([])).toEqual({ ok: false, error: { code: "no-value" } });
    expect(classifyAbc(worth([0, -1]))).toEqual({ ok: false, error: { code: "no-value" } });
  });

  test.each<[string, unknown, object]>([
    ["customers", 5, {}],
    ["customers", null, {}],
    ["classes", [], { classes: [] }],
    ["classes", [], { classes: [{ name: "A", upTo: 0.9 }] }],
    [
      "classes",
      [],
      {
        classes: [
          { name: "A", upTo: 0 },
          { name: "B", upTo: 1 },
        ],
      },
    ],
    [
      "classes",
      [],
      {
        classes: [
          { name: "A", upTo: 1.5 },
          { name: "B", upTo: 1 },
        ],
      },
    ],
    [
      "classes",
      [],
      {
        classes: [
          { name: "A", upTo: 0.5 },
          { name: "A", upTo: 1 },
        ],
      },
    ],
    [
      "classes",
      [],
      {
        classes: [
          { name: "A", upTo: 0.5 },
          { name: "B", upTo: 0.5 },
          { name: "C", upTo: 1 },
        ],
      },
    ],
    ["currency", [], { currency: "XXXX" }],
    ["listed", [], { listed: -1 }],
  ])("a bad %s is the caller's mistake", (name, customers, options) => {
    expect(() => classifyAbc(customers as ValuedCustomer[], options)).toThrow(
      expect.objectContaining({ code: "invalid-option", message: expect.stringContaining(name) as string }) as Error,
    );
  });
});

test("more classes than there may be are the caller's mistake, told as such", () => {
  const classes = Array.from({ length: 256 }, (_, k) => ({ name: `class ${k}`, upTo: (k + 1) / 256 }));

  expect(() => classifyAbc([{ customerId: "a", value: 1 }], { classes })).toThrow(
    expect.objectContaining({
      code: "invalid-option",
      message: "classes: expected different names with ascending upTo above 0, the last of them 1",
    }) as Error,
  );
  expect(orThrow(classifyAbc([{ customerId: "a", value: 1 }], { classes: classes.slice(1) })).classes).toHaveLength(
    255,
  );
});

describe("laws", () => {
  test("order-blind: the same rows in another order give the same answer", () =>
    fc.assert(
      fc.property(shuffled(anyWorth.map(worth)), ([rows, others]) => {
        expect(classifyAbc(others)).toEqual(classifyAbc(rows));
      }),
    ));

  test("tie-blind and monotone: who is worth more is never in a worse class, equals are in the same", () =>
    fc.assert(
      fc.property(anyWorth, (values) => {
        const classes = divided(values);
        for (const [i, value] of values.entries()) {
          for (const [j, other] of values.entries()) {
            if (value === other) expect(classes[i]).toBe(classes[j]);
            else if (value > other) expect((classes[i] ?? "") <= (classes[j] ?? "")).toBe(true);
          }
        }
      }),
    ));

  test("conserving: classes add up to everyone and everything", () =>
    fc.assert(
      fc.property(anyWorth, (values) => {
        const { classes, customers, total } = orThrow(classifyAbc(worth(values)));
        const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
        const size = sum(values.map(Math.abs));

        expect(sum(classes.map((one) => one.customers))).toBe(values.length);
        expect(sum(classes.map((one) => one.valueShare))).toBeCloseTo(1, 9);
        expect(Math.abs(sum(classes.map((one) => one.value)) - sum(values))).toBeLessThanOrEqual(1e-12 * size);
        expect(Math.abs(total - sum(values.filter((value) => value > 0)))).toBeLessThanOrEqual(1e-12 * size);
        expect(customers.filter(({ value }) => value > 0).at(-1)?.cumulativeShare).toBe(1);
      }),
    ));

  test("each class but the last is the smallest that reaches its share together with those before it", () =>
    fc.assert(
      fc.property(anyWorth, (values) => {
        const { classes, customers } = orThrow(classifyAbc(worth(values)));
        for (const { name, upTo } of classes.slice(0, -1)) {
          const within = customers.filter((one) => one.class <= name);
          const least = within.at(-1);
          expect(least?.cumulativeShare).toBeGreaterThanOrEqual(upTo);
          const above = within.filter(({ value }) => value > (least?.value ?? 0)).at(-1);
          expect(above?.cumulativeShare ?? 0).toBeLessThan(upTo);
        }
      }),
    ));

  test("scale-blind: a factor that is a power of two changes no class and no share", () =>
    fc.assert(
      fc.property(anyWorth, fc.integer({ min: -20, max: 20 }), (values, power) => {
        const scaled = orThrow(classifyAbc(worth(values.map((value) => value * 2 ** power))));
        const plain = orThrow(classifyAbc(worth(values)));

        expect(scaled.customers.map((one) => [one.customerId, one.class, one.share])).toEqual(
          plain.customers.map((one) => [one.customerId, one.class, one.share]),
        );
      }),
    ));

  test("JSON-safe", () =>
    fc.assert(
      fc.property(anyWorth, (values) => {
        const division = orThrow(classifyAbc(worth(values)));
        expect(JSON.parse(JSON.stringify(division))).toEqual(division);
      }),
    ));
});
