import fc from "fast-check";
import { orThrow } from "clientele/core";
import { adjustedRand, clusterStability } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { anyColumns, different } from "../support/clusters.ts";

/** The definition over all pairs of customers. */
const byPairs = (a: readonly number[], b: readonly number[]): number => {
  let [both, inA, inB, all] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      all++;
      if (a[i] === a[j]) inA++;
      if (b[i] === b[j]) inB++;
      if (a[i] === a[j] && b[i] === b[j]) both++;
    }
  }
  const expected = all === 0 ? 0 : (inA * inB) / all;
  return (inA + inB) / 2 === expected ? 1 : (both - expected) / ((inA + inB) / 2 - expected);
};

describe("examples", () => {
  test.each<[string, readonly (string | number)[], readonly (string | number)[], number]>([
    ["the same under other names", ["a", "a", "b"], [2, 2, 1], 1],
    ["nobody parted in either", [1, 1, 1], [2, 2, 2], 1],
    ["everybody parted in both", [1, 2, 3], [4, 5, 6], 1],
    ["everybody against nobody", [1, 1, 1], [1, 2, 3], 0],
    ["crossing", [0, 0, 1, 1], [0, 1, 0, 1], -0.5],
    ["partly the same", [0, 0, 1, 1], [0, 0, 1, 2], 4 / 7],
    ["a number is no name", [1, "1"], [1, 1], 0],
    ["one customer", [1], [2], 1],
  ])("%s", (_, a, b, expected) => {
    expect(adjustedRand(a, b)).toBeCloseTo(expected, 14);
  });

  test("clear groups are found again in every resample", () => {
    const orders = Array.from({ length: 60 }, (_, i) => (i % 3) * 1000 + (i % 5));

    expect(orThrow(clusterStability({ orders }, { clusters: 3, seed: 1, resamples: 15 }))).toEqual({
      resamples: 15,
      skipped: 0,
      adjustedRand: { mean: 1, low: 1, median: 1, high: 1 },
      recovered: [1, 1, 1],
    });
  });

  test("groups that are not there are not", () => {
    const orders = Array.from({ length: 200 }, (_, i) => i);
    const { adjustedRand: agreement } = orThrow(clusterStability({ orders }, { clusters: 7, seed: 1 }));

    expect(agreement?.mean).toBeLessThan(0.9);
  });

  test("resamples with too few different customers are counted", () => {
    const {
      resamples,
      skipped,
      adjustedRand: agreement,
    } = orThrow(clusterStability({ orders: [1, 2, 3] }, { clusters: 3, seed: 3, resamples: 30 }));

    expect(resamples + skipped).toBe(30);
    expect(skipped).toBeGreaterThan(10); // 7 of 9 resamples of three lack one
    expect(agreement).toEqual({ mean: 1, low: 1, median: 1, high: 1 });
  });

  test("no resample at all", () => {
    const orders = Array.from({ length: 12 }, (_, i) => i);
    const stability = orThrow(clusterStability({ orders }, { clusters: 12, seed: 1, resamples: 3 }));

    expect(stability).toEqual({ resamples: 0, skipped: 3, adjustedRand: null, recovered: [] });
  });
});

describe("refusals", () => {
  test("bad rows, too few customers, bad options", () => {
    expect(clusterStability({ orders: [1, NaN] }, { clusters: 1, seed: 1 })).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/orders/1", expected: "finite-number", observed: "NaN" },
    });
    expect(clusterStability({ orders: [1, 1] }, { clusters: 2, seed: 1 })).toEqual({
      ok: false,
      error: { code: "too-few-different-customers", different: 1, clusters: 2 },
    });
    expect(() => clusterStability({ orders: [1] }, { clusters: 1, seed: 1, resamples: 0 })).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: "resamples: expected an integer of 1 to 10000",
      }) as Error,
    );
    for (const [a, b] of [
      [[], []],
      [[1], [1, 2]],
    ] as const) {
      expect(() => adjustedRand(a, b)).toThrow(
        expect.objectContaining({
          code: "invalid-columns",
          message: `expected two divisions of the same customers, of ${a.length} and ${b.length}`,
        }) as Error,
      );
    }
  });
});

const anyTwo = fc
  .array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 30 })
  .map((rows) => [rows.map(([a]) => a), rows.map(([, b]) => b)] as const);

describe("laws", () => {
  test("the index is its definition by pairs, symmetric, and blind to names", () =>
    fc.assert(
      fc.property(anyTwo, ([a, b]) => {
        const index = adjustedRand(a, b);
        expect(index).toBeCloseTo(byPairs(a, b), 12);
        expect(adjustedRand(b, a)).toBeCloseTo(index, 12);
        expect(
          adjustedRand(
            a.map((group) => `group ${9 - group}`),
            b,
          ),
        ).toBe(index);
        expect(adjustedRand(a, a)).toBe(1);
        expect(index).toBeLessThanOrEqual(1 + 1e-12);
      }),
    ));

  test("the same seed gives the same answer, whatever the order; overlaps are shares", () =>
    fc.assert(
      fc.property(
        anyColumns.filter((columns) => different(columns) >= 3),
        fc.integer(),
        (columns, seed) => {
          const options = { clusters: 3, seed, restarts: 2, resamples: 3 };
          const plain = orThrow(clusterStability(columns, options));
          const turned = { orders: columns.orders.toReversed(), days: columns.days.toReversed() };

          expect(orThrow(clusterStability(turned, options))).toEqual(plain);
          expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
          for (const share of plain.recovered) {
            expect(share).toBeGreaterThan(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        },
      ),
    ));
});
