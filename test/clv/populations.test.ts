import { fitNbd } from "clientele/clv";
import {
  bgNbdProcess,
  historyFault,
  mbgNbdProcess,
  type OrderingProcess,
  paretoNbdProcess,
  scoreOrderingColumns,
} from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLOCK_ROWS, startBlockTotals } from "../../src/clv/internal/blockTotals.ts";
import { type DistinctRows, distinctRows, type RowColumns } from "../../src/clv/internal/distinctRows.ts";
import { risingSum, stretchesOf } from "../../src/clv/internal/risingSums.ts";
import { digamma, logGamma, trigamma } from "../../src/numeric/index.ts";
import { logUniform, relativeError } from "../support/clv.ts";

type Row = readonly [frequency: number, first: number, second: number, weight: number];

const columnsOf = (rows: readonly Row[]): RowColumns => ({
  frequency: rows.map(([frequency]) => frequency),
  first: rows.map(([, first]) => first),
  second: rows.map(([, , second]) => second),
  weight: rows.map(([, , , weight]) => weight),
});

/** The rows of a population again, frequency by frequency. */
const rowsOf = ({ frequencies, starts, first, second, weight }: DistinctRows): Row[] =>
  Array.from(frequencies).flatMap((frequency, group) =>
    Array.from({ length: starts[group + 1]! - starts[group]! }, (_, i): Row => {
      const row = starts[group]! + i;
      return [frequency, first[row]!, second[row]!, weight[row]!];
    }),
  );

/** What each different row weighs in all, in ascending order. */
const weighed = (rows: readonly Row[]): readonly (readonly [string, number])[] => {
  const sums = new Map<string, number>();
  for (const [frequency, first, second, weight] of rows) {
    const key = [frequency, first + 0, second + 0].join(" ");
    sums.set(key, (sums.get(key) ?? 0) + weight);
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1));
};

const anyRow: fc.Arbitrary<Row> = fc.tuple(
  fc.constantFrom(0, 1, 2, 255, 4095, 4096, 5000, 70_000, 1e9),
  fc.constantFrom(-0, 0, 1, 2.5),
  fc.constantFrom(3, 4, 1e-9),
  fc.integer({ min: 1, max: 9 }),
);
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 60 });

describe("a population by frequency", () => {
  test("equal rows are one with their weights, frequencies ascend, and nothing is lost", () =>
    fc.assert(
      fc.property(anyRows, (rows) => {
        const population = distinctRows(columnsOf(rows));
        const again = rowsOf(population);
        expect(weighed(again)).toEqual(weighed(rows));
        expect(again).toHaveLength(weighed(rows).length);
        expect(population.frequencies).toEqual(Float64Array.from(new Set(rows.map(([x]) => x))).sort());
        expect(population.rows).toBe(rows.length);
        expect(population.customers).toBe(rows.reduce((sum, [, , , many]) => sum + many, 0));
        expect(population.purchases).toBe(rows.reduce((sum, [x, , , many]) => sum + x * many, 0));
      }),
    ));

  test("its print does not see the order of rows, their folding, or the sign of zero", () =>
    fc.assert(
      fc.property(anyRows, ([...rows]) => {
        const { fingerprint } = distinctRows(columnsOf(rows));
        const one = rows.flatMap(([x, first, second, many]) =>
          Array.from({ length: many }, (): Row => [x, first === 0 ? -first : first, second, 1]),
        );
        expect(distinctRows(columnsOf(rows.toReversed())).fingerprint).toBe(fingerprint);
        expect(distinctRows({ ...columnsOf(one), weight: null }).fingerprint).toBe(fingerprint);
        expect(distinctRows(columnsOf([...rows, [1, 1, 7, 1]])).fingerprint).not.toBe(fingerprint);
      }),
    ));

  test("fractions of weights tell populations apart", () => {
    const prints = [0.25, 0.5, 1, 1.25, 1.5, 2, 2.25].map(
      (weight) => distinctRows(columnsOf([[1, 2, 3, weight]])).fingerprint,
    );
    expect(new Set(prints).size).toBe(prints.length);
  });

  test.each([
    ["all different", 9000, 9000],
    ["few different", 9000, 37],
    ["different at first alone", 9000, 4000],
  ])("of many rows, %s, nothing is lost either", (_, length, different) => {
    const rows = Array.from({ length }, (__, i): Row => [2, i % different, 10_000 + (i % different), 1 + (i % 2)]);
    const population = distinctRows(columnsOf([[1, 1, 2, 5], ...rows, [3, 1, 2, 7]]));
    const again = rowsOf(population);
    expect(weighed(again)).toEqual(weighed([[1, 1, 2, 5], ...rows, [3, 1, 2, 7]]));
    expect(population.customers).toBe(rows.reduce((sum, [, , , many]) => sum + many, 12));
    if (different < 100) expect(again).toHaveLength(different + 2);
  });
});

describe("sums of ln of base (base + 1) ... (base + frequency - 1)", () => {
  const anyFrequencies = fc.array(
    fc.tuple(fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 3000 })), fc.integer({ min: 1, max: 9 })),
    { minLength: 1, maxLength: 12 },
  );

  test("are those of gamma functions, with their derivatives", () =>
    fc.assert(
      fc.property(anyFrequencies, logUniform(0.05, 500), (many, base) => {
        const population = distinctRows(columnsOf(many.map(([x, weight]) => [x, 0, 1, weight])));
        const sum = risingSum(base, stretchesOf(population));
        const over = (term: (x: number) => number): number =>
          many.reduce((total, [x, weight]) => total + weight * term(x), 0);
        const [value, slope, curvature] = [
          over((x) => logGamma(base + x) - logGamma(base)),
          over((x) => digamma(base + x) - digamma(base)),
          over((x) => trigamma(base + x) - trigamma(base)),
        ];
        const scale = over((x) => Math.abs(logGamma(base + x)) + Math.abs(logGamma(base)));
        expect(Math.abs(sum.value - value)).toBeLessThanOrEqual(1e-12 * (1 + scale));
        expect(Math.abs(sum.slope - slope)).toBeLessThanOrEqual(
          1e-11 * (1 + over((x) => Math.abs(digamma(base + x)) + 1 / base)),
        );
        expect(Math.abs(sum.curvature - curvature)).toBeLessThanOrEqual(1e-11 * over(() => trigamma(base)));
      }),
    ));
});

describe("sums by blocks", () => {
  test("a million tenths, block by block, do not drift", () => {
    const totals = startBlockTotals(2);
    for (let row = 0; row < 1_000_000; row++) {
      totals.block[0]! += 0.1;
      totals.block[1]! -= 0.3;
      totals.carry();
    }
    const [tenths = NaN, others = NaN] = totals.take();
    expect(relativeError(tenths, 1e5)).toBeLessThan(1e-15);
    expect(relativeError(others, -3e5)).toBeLessThan(1e-15);
    expect([...totals.take()]).toEqual([0, 0]);
    expect(BLOCK_ROWS).toBeGreaterThan(1);
  });

  test("what is small beside the sum before or the block after it is kept", () => {
    const totals = startBlockTotals(1);
    for (const part of [1, 1e16, 1, -1e16]) {
      totals.block[0] = part;
      totals.carry();
      expect(totals.block[0]).toBe(0);
    }
    expect([...totals.take()]).toEqual([2]);
  });
});

describe("columns of orders", () => {
  const models: readonly (readonly [string, OrderingProcess])[] = [
    ["BG/NBD", bgNbdProcess({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })],
    ["MBG/NBD", mbgNbdProcess({ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 })],
    ["Pareto/NBD", paretoNbdProcess({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 })],
  ];
  const horizon = 39;

  test("rows that cannot be are NaN, and no others", () => {
    const odd = fc.constantFrom(-1, -0, 0, 0.5, 1, 2, 3, 7, 2000, NaN, Infinity, -Infinity);
    fc.assert(
      fc.property(fc.array(fc.tuple(odd, odd, odd), { minLength: 1, maxLength: 40 }), (rows) => {
        const columns = {
          frequency: rows.map(([x]) => x),
          recency: rows.map(([, t]) => t),
          age: rows.map(([, , t]) => t),
        };
        const possible = rows.map(([frequency, recency, age]) => historyFault({ frequency, recency, age }) === null);
        for (const [, process] of models) {
          const scores = scoreOrderingColumns(columns, process, { horizon });
          expect(Array.from(scores.probabilityAlive, (each) => !Number.isNaN(each))).toEqual(possible);
          expect(Array.from(scores.expectedOrders, (each) => !Number.isNaN(each))).toEqual(possible);
        }
      }),
    );
  });

  test.each(models)("many customers of one age and frequency are scored as each is: %s", (_, process) => {
    for (const frequency of [0, 2, 1023, 1024, 3000]) {
      for (const ages of [[30], [30, 30.5], [0.001, 1e5]]) {
        const rows = 3000;
        const age = Float64Array.from({ length: rows }, (__, row) => ages[row % ages.length]!);
        const recency = age.map((time, row) => (frequency === 0 ? 0 : time * (0.25 + 0.5 * (row % 2))));
        const columns = { frequency: new Float64Array(rows).fill(frequency), recency, age };
        const { probabilityAlive, expectedOrders } = scoreOrderingColumns(columns, process, { horizon });
        for (const row of [0, 1, 2, 3, rows - 1]) {
          const who = { frequency, recency: recency[row]!, age: age[row]! };
          const alive = process.probabilityAlive(who);
          const orders = alive * process.future(who).orders({ from: 0, to: horizon });
          expect(relativeError(probabilityAlive[row]!, alive, 1e-200)).toBeLessThan(1e-12);
          expect(relativeError(expectedOrders[row]!, orders, 1e-200)).toBeLessThan(1e-11);
        }
      }
    }
  });

  test("weights as many as the rows, positive and finite", () => {
    const rows = { frequency: [0, 1, 2, 3], recency: [0, 5, 30, 12], age: [39, 39, 33, 39] };
    for (const weight of [[1, 1, 1], [1, 1, 1, 1, 1], []]) {
      expect(() => fitNbd({ ...rows, weight }, { unit: "week" })).toThrow(
        expect.objectContaining({ code: "invalid-columns" }),
      );
    }
    for (const wrong of [0, -1, NaN, Infinity, "1" as never]) {
      expect(fitNbd({ ...rows, weight: [1, wrong, 1, 1] }, { unit: "week" })).toMatchObject({
        error: { code: "invalid-rows", total: 1, first: 1, rows: { rows: [{ index: 1, path: "/weight" }] } },
      });
    }
  });
});
