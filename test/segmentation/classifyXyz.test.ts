import fc from "fast-check";
import { abcXyzMatrix, classifyAbc, classifyXyz, type PeriodicCustomer } from "clientele/segmentation";
import { orThrow } from "clientele/core";
import { describe, expect, test } from "vitest";
import { shuffled } from "../support/concentration.ts";

const bought = (...lists: readonly (readonly number[])[]): PeriodicCustomer[] =>
  lists.map((amounts, i) => ({ customerId: `c${String(i).padStart(3, "0")}`, amounts }));

describe("examples", () => {
  test("the whole answer", () => {
    expect(classifyXyz(bought([3, 3, 3], [1, 2, 3], [0, 0, 0], [0, 0, 9]), { periods: 3 })).toEqual({
      classes: [
        { name: "X", upTo: 0.5, customers: 2 },
        { name: "Y", upTo: 1, customers: 0 },
        { name: "Z", upTo: null, customers: 1 },
      ],
      customers: [
        { customerId: "c000", mean: 3, variation: 0, class: "X" },
        { customerId: "c001", mean: 2, variation: expect.closeTo(Math.sqrt(2 / 3) / 2, 15) as number, class: "X" },
        { customerId: "c002", mean: 0, variation: null, class: null },
        { customerId: "c003", mean: 3, variation: expect.closeTo(Math.SQRT2, 15) as number, class: "Z" },
      ],
      unclassified: 1,
      rows: { total: 0, byCode: {}, rows: [] },
    });
  });

  test.each<[string, readonly number[], string | null]>([
    ["a limit belongs to its class", [1, 3], "X"], // deviation 1, mean 2
    ["and the next begins behind it", [1, 3.001], "Y"],
    ["half the periods empty", [0, 2], "Y"],
    ["a mean of zero out of both signs", [-5, 5], null],
    ["a mean below zero", [-5, -5], null],
    ["300 digits", [1e299, 3e299], "X"],
  ])("%s", (_, amounts, expected) => {
    expect(classifyXyz(bought(amounts), { periods: 2 }).customers[0]?.class).toBe(expected);
  });

  test("own classes", () => {
    const classes = [
      { name: "even", upTo: 0 },
      { name: "uneven", upTo: null },
    ] as const;
    const { customers } = classifyXyz(bought([0.1, 0.1, 0.1], [1, 1, 2]), { periods: 3, classes });

    expect(customers.map((one) => one.class)).toEqual(["even", "uneven"]);
  });
});

describe("refusals", () => {
  test("rows that cannot be used are counted and listed", () => {
    const rows = [...bought([1, 2]), { customerId: "short", amounts: [1] }, { customerId: "hole", amounts: [1, NaN] }];
    const division = classifyXyz([...rows, { customerId: "c000", amounts: [1, 1] }], { periods: 2 });

    expect(division.customers.map(({ customerId }) => customerId)).toEqual(["c000"]);
    expect(division.rows.rows).toEqual([
      {
        index: 1,
        code: "invalid-fact",
        path: "/amounts",
        params: { path: "/amounts", expected: "array", observed: "an array" },
      },
      {
        index: 2,
        code: "invalid-fact",
        path: "/amounts/1",
        params: { path: "/amounts/1", expected: "finite-number", observed: "NaN" },
      },
      { index: 3, code: "repeated-customer", path: "", params: { customerId: "c000" } },
    ]);
  });

  test("amounts that are no numbers, though they read like some, and sizes to 1e300", () => {
    const rows = [
      { customerId: "a", amounts: [1, "5"] },
      { customerId: "b", amounts: [1e300, 1e300] },
      { customerId: "c", amounts: [1.1e300, 1] },
      { customerId: "d", amounts: [1, 1, 1] },
      null,
      "e",
      {
        get customerId() {
          throw new Error("no");
        },
      },
    ] as unknown as ReturnType<typeof bought>;
    const { customers, rows: findings } = classifyXyz(rows, { periods: 2 });
    const fact = (index: number, path: string, expected: string, observed: string) => ({
      index,
      code: "invalid-fact",
      path,
      params: { path, expected, observed },
    });

    expect(customers).toEqual([{ customerId: "b", mean: 1e300, variation: 0, class: "X" }]);
    expect(findings.rows).toEqual([
      fact(0, "/amounts/1", "finite-number", '"5"'),
      fact(2, "/amounts/0", "finite-number", "1.1e+300"),
      fact(3, "/amounts", "array", "an array"),
      fact(4, "", "object", "null"),
      fact(5, "", "object", '"e"'),
      fact(6, "", "plain-data", "an object"),
    ]);
    expect(classifyXyz(rows, { periods: 2, listed: 1 }).rows).toMatchObject({ total: 6, rows: [{ index: 0 }] });
    expect(classifyXyz(rows, { periods: 2, listed: 0 }).rows).toMatchObject({ total: 6, rows: [] });
  });

  test("classes of one's own: a single one, and one from zero", () => {
    const only = classifyXyz(bought([1, 9], [5, 5]), { periods: 2, classes: [{ name: "all", upTo: null }] });
    const steady = classifyXyz(bought([1, 9], [5, 5]), {
      periods: 2,
      classes: [
        { name: "still", upTo: 0 },
        { name: "some", upTo: 0.8 },
        { name: "rest", upTo: null },
      ],
    });

    expect(only.classes).toEqual([{ name: "all", upTo: null, customers: 2 }]);
    expect(steady.customers.map((one) => one.class)).toEqual(["some", "still"]);
  });

  test.each([
    ["twice", 0.5, 0.5],
    ["descending", 0.5, 0.2],
    ["text", 0.1, "0.2"],
    ["none before the last", 0.5, null],
    ["below zero", -0.5, 0.5],
  ])("limits of classes: %s", (_, first, second) => {
    const classes = [
      { name: "a", upTo: first },
      { name: "b", upTo: second },
      { name: "c", upTo: null },
    ];

    expect(() => classifyXyz([], { periods: 2, classes: classes as never })).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: "classes: expected different names with ascending upTo from zero, the last of them null",
      }) as Error,
    );
  });

  test.each<[string, object]>([
    ["periods", { periods: 1 }],
    ["periods", { periods: 2.5 }],
    ["classes", { periods: 2, classes: [] }],
    ["classes", { periods: 2, classes: [{ name: "X", upTo: 0.5 }] }],
    [
      "classes",
      {
        periods: 2,
        classes: [
          { name: "X", upTo: null },
          { name: "Z", upTo: null },
        ],
      },
    ],
    [
      "classes",
      {
        periods: 2,
        classes: [
          { name: "X", upTo: -1 },
          { name: "Z", upTo: null },
        ],
      },
    ],
    [
      "classes",
      {
        periods: 2,
        classes: [
          { name: "X", upTo: 1 },
          { name: "X", upTo: null },
        ],
      },
    ],
  ])("a bad %s is the caller's mistake", (name, options) => {
    expect(() => classifyXyz([], options as { periods: number })).toThrow(
      expect.objectContaining({ code: "invalid-option", message: expect.stringContaining(name) as string }) as Error,
    );
  });
});

const anyAmounts = fc.array(fc.oneof(fc.nat({ max: 5 }), fc.integer({ min: -100, max: 100_000 })), {
  minLength: 4,
  maxLength: 4,
});
const anyRows = fc.array(anyAmounts, { minLength: 1, maxLength: 20 }).map((lists) => bought(...lists));

describe("laws", () => {
  test("order-blind in customers and in periods", () =>
    fc.assert(
      fc.property(shuffled(anyRows), ([rows, others]) => {
        const turned = others.map(({ customerId, amounts }) => ({ customerId, amounts: amounts.toReversed() }));
        expect(classifyXyz(turned, { periods: 4 })).toEqual(classifyXyz(rows, { periods: 4 }));
      }),
    ));

  test("scale-blind; and steadier when everyone gets the same on top", () =>
    fc.assert(
      fc.property(
        anyAmounts,
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: 1, max: 1000 }),
        (amounts, power, more) => {
          const of = (list: readonly number[]) =>
            classifyXyz(bought(list), { periods: 4 }).customers[0]?.variation ?? null;
          const plain = of(amounts);

          expect(of(amounts.map((amount) => amount * 2 ** power))).toBe(plain);
          if (plain !== null) expect(of(amounts.map((amount) => amount + more)) ?? NaN).toBeLessThanOrEqual(plain);
        },
      ),
    ));

  test("the matrix holds everyone once, with all their value, and is JSON-safe", () =>
    fc.assert(
      fc.property(anyRows, fc.nat({ max: 5 }), (rows, absent) => {
        const worth = rows.map(({ customerId, amounts }) => ({
          customerId,
          value: amounts.reduce((a, b) => a + b, 0),
        }));
        const abc = classifyAbc(worth);
        if (!abc.ok) return;
        const xyz = classifyXyz(rows.slice(absent), { periods: 4 });
        const { cells, onlyAbc, onlyXyz } = abcXyzMatrix(abc.value, xyz);
        const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);

        expect(cells).toHaveLength(12);
        expect(sum(cells.map(({ customers }) => customers)) + onlyAbc).toBe(rows.length);
        expect([onlyAbc, onlyXyz]).toEqual([Math.min(absent, rows.length), 0]);
        expect(sum(cells.map(({ value }) => value))).toBe(sum(worth.slice(absent).map(({ value }) => value)));
        if (absent === 0) expect(sum(cells.map(({ valueShare }) => valueShare))).toBeCloseTo(1, 12);
        expect(JSON.parse(JSON.stringify(cells))).toEqual(cells);
      }),
    ));

  test("customers of the other division alone are counted", () => {
    const abc = orThrow(classifyAbc([{ customerId: "c000", value: 1 }]));
    const xyz = classifyXyz(bought([1, 1], [1, 1], [1, 1]), { periods: 2 });

    expect(abcXyzMatrix(abc, xyz)).toMatchObject({ onlyAbc: 0, onlyXyz: 2 });
  });
});
