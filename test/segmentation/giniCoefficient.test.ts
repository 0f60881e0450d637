import fc from "fast-check";
import { orThrow } from "clientele/core";
import { giniCoefficient, lorenzCurve, paretoShare } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { anyValues, shuffled } from "../support/concentration.ts";

/** The definition, pair by pair. */
const byPairs = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  let sum = 0;
  for (const x of values) for (const y of values) sum += Math.abs(x - y);
  return sum / (2 * values.length ** 2 * mean);
};

/** Value held by the top, customer by customer, the last in part. */
const topByHand = (values: readonly number[], top: number): number => {
  let left = top * values.length;
  let held = 0;
  for (const value of [...values].sort((a, b) => b - a)) {
    const part = Math.min(Math.max(left, 0), 1);
    held += part * value;
    left -= 1;
  }
  return held / values.reduce((a, b) => a + b, 0);
};

describe("examples", () => {
  test.each<[string, readonly number[], number]>([
    ["one alone", [5], 0],
    ["all equal", [0.1, 0.1, 0.1], 0],
    ["two to one", [1, 2], 1 / 6],
    ["one has it all", [0, 0, 0, 0, 10], 0.8],
    ["one to five", [1, 2, 3, 4, 5], 4 / 15],
    ["300 digits", [1e308, 1e308, 0, 0], 0.5],
    ["the smallest numbers there are", [5e-324, 0], 0.5],
  ])("Gini: %s", (_, values, expected) => {
    expect(giniCoefficient(values)).toEqual({ ok: true, value: expect.closeTo(expected, 15) as number });
  });

  test("weights stand for customers", () => {
    expect(giniCoefficient([1, 5], { weights: [3, 1] })).toEqual(giniCoefficient([1, 5, 1, 1]));
    expect(lorenzCurve([1, 5], { weights: [3, 1] })).toEqual(lorenzCurve([1, 5, 1, 1]));
    expect(paretoShare([1, 5], { top: 0.3, weights: [3, 1] })).toEqual(paretoShare([1, 5, 1, 1], { top: 0.3 }));
  });

  test("typed arrays are columns too", () => {
    expect(giniCoefficient(Float64Array.of(1, 2))).toEqual(giniCoefficient([1, 2]));
  });

  test.each<[number, number]>([
    [0, 0],
    [0.25, 0.5],
    [0.5, 0.75],
    [0.125, 0.25],
    [0.75, 0.875],
    [1, 1],
  ])("the top %f of 8, 4, 2, 2 hold %f", (top, share) => {
    expect(paretoShare([8, 4, 2, 2], { top })).toEqual({ ok: true, value: share });
  });
});

describe("refusals", () => {
  test.each<[string, readonly unknown[], readonly unknown[] | undefined, string, string, string]>([
    ["below zero", [1, -1], undefined, "/1", "non-negative-number", "-1"],
    ["NaN", [NaN], undefined, "/0", "non-negative-number", "NaN"],
    ["infinite", [1, 2, Infinity], undefined, "/2", "non-negative-number", "Infinity"],
    ["text", ["1"], undefined, "/0", "non-negative-number", '"1"'],
    ["a weight of zero", [1, 2], [1, 0], "/weights/1", "positive-number", "0"],
    ["a weight that is none", [1, 2], [1, NaN], "/weights/1", "positive-number", "NaN"],
  ])("%s", (_, values, weights, path, expected, observed) => {
    const error = { code: "invalid-fact", path, expected, observed };
    const columns = values as readonly number[];
    const options = { weights: weights as readonly number[] | undefined };

    expect(giniCoefficient(columns, options)).toEqual({ ok: false, error });
    expect(lorenzCurve(columns, options)).toEqual({ ok: false, error });
    expect(paretoShare(columns, { ...options, top: 0.2 })).toEqual({ ok: false, error });
  });

  test.each([[[]], [[0, 0]]])("nobody has anything: %j", (values) => {
    const refusal = { ok: false, error: { code: "no-value" } };

    expect(giniCoefficient(values)).toEqual(refusal);
    expect(lorenzCurve(values)).toEqual(refusal);
    expect(paretoShare(values, { top: 0.2 })).toEqual(refusal);
  });

  test("columns of different lengths and a share out of range are the caller's mistakes", () => {
    expect(() => giniCoefficient([1], { weights: [] })).toThrow(
      expect.objectContaining({ code: "invalid-columns" }) as Error,
    );
    for (const top of [-0.1, 1.1, NaN]) {
      expect(() => paretoShare([1], { top })).toThrow(expect.objectContaining({ code: "invalid-option" }) as Error);
    }
  });
});

describe("laws", () => {
  test("the form of the gaps is the definition by pairs", () =>
    fc.assert(
      fc.property(anyValues, (values) => {
        expect(orThrow(giniCoefficient(values))).toBeCloseTo(byPairs(values), 12);
      }),
    ));

  test("twice the area between the diagonal and the curve", () =>
    fc.assert(
      fc.property(anyValues, (values) => {
        const points = orThrow(lorenzCurve(values));
        const area = points.slice(1).reduce((sum, { customers, value }, i) => {
          const before = points[i] ?? { customers: NaN, value: NaN };
          return sum + ((customers - before.customers) * (value + before.value)) / 2;
        }, 0);
        expect(orThrow(giniCoefficient(values))).toBeCloseTo(1 - 2 * area, 12);
      }),
    ));

  test("from 0 to (n - 1)/n, 0 for equals alone", () =>
    fc.assert(
      fc.property(anyValues, (values) => {
        const gini = orThrow(giniCoefficient(values));
        expect(gini).toBeLessThanOrEqual((values.length - 1) / values.length + 1e-12);
        if (new Set(values).size === 1) expect(gini).toBe(0);
        else expect(gini).toBeGreaterThan(0);
      }),
    ));

  test("order-blind, and scale-blind for powers of two, to the last digit", () =>
    fc.assert(
      fc.property(shuffled(anyValues), fc.integer({ min: -99, max: 99 }), ([values, others], power) => {
        const scaled = others.map((value) => value * 2 ** power);
        expect(giniCoefficient(scaled)).toEqual(giniCoefficient(values));
        expect(lorenzCurve(scaled)).toEqual(lorenzCurve(values));
        expect(paretoShare(scaled, { top: 0.2 })).toEqual(paretoShare(values, { top: 0.2 }));
      }),
    ));

  test("a value given to everyone evens things out", () =>
    fc.assert(
      fc.property(anyValues, fc.integer({ min: 1, max: 1000 }), (values, more) => {
        const plain = orThrow(giniCoefficient(values));
        const lifted = orThrow(giniCoefficient(values.map((value) => value + more)));
        if (plain === 0) expect(lifted).toBe(0);
        else expect(lifted).toBeLessThan(plain);
      }),
    ));

  test("the curve begins at nothing, ends at all, lies on or under the diagonal and bends upward", () =>
    fc.assert(
      fc.property(anyValues, (values) => {
        const points = orThrow(lorenzCurve(values));
        expect(points[0]).toEqual({ customers: 0, value: 0 });
        expect(points.at(-1)).toEqual({ customers: 1, value: 1 });
        let slope = 0;
        for (const [i, point] of points.entries()) {
          expect(point.value).toBeLessThanOrEqual(point.customers + 1e-12);
          const before = points[i - 1];
          if (before === undefined) continue;
          const next = (point.value - before.value) / (point.customers - before.customers);
          expect(next).toBeGreaterThanOrEqual(slope * (1 - 1e-9));
          slope = next;
        }
      }),
    ));

  test("the top holds what its members hold, no less than its size, and more when it is larger", () =>
    fc.assert(
      fc.property(
        anyValues,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, a, b) => {
          const [small, large] = [Math.min(a, b), Math.max(a, b)];
          const share = orThrow(paretoShare(values, { top: small }));
          expect(share).toBeCloseTo(topByHand(values, small), 10);
          expect(share).toBeGreaterThanOrEqual(small - 1e-12);
          expect(orThrow(paretoShare(values, { top: large }))).toBeGreaterThanOrEqual(share - 1e-12);
        },
      ),
    ));
});
