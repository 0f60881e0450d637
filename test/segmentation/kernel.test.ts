import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rfmCuts, rfmScore, rfmScoreColumn } from "../../src/segmentation/kernel.ts";

const quantile = { mode: "quantile" } as const;
const higher = { mode: "quantile", lowerIsBetter: false } as const;
const lower = { mode: "quantile", lowerIsBetter: true } as const;
const higherAsR = { mode: "rfm-r", lowerIsBetter: false } as const;
const lowerAsR = { mode: "rfm-r", lowerIsBetter: true } as const;

describe("examples", () => {
  test.each([
    [[7], 2, [7]],
    [[1, 2], 2, [1.5]],
    [[2, 1], 4, [1.25, 1.5, 1.75]],
    [[1, 2, 3, 4, 5], 5, [1.8, 2.6, 3.4, 4.2]],
    [[1, 2, 3, 4, 5], 4, [2, 3, 4]],
    [[5, 5, 5, 5, 9], 4, [5, 5, 5]],
    [[-10, 0, 10], 2, [0]],
    [[0, 90], 10, [9, 18, 27, 36, 45, 54, 63, 72, 81]], // 0.7 * 90 is not 63 in binary
  ])("cuts of %j into %i", (values, bins, cuts) => {
    expect(rfmCuts(values, bins, quantile)).toEqual(cuts);
  });

  test("R adds one to every cut", () => {
    expect(rfmCuts([1, 2, 3, 4, 5], 4, { mode: "rfm-r" })).toEqual([3, 4, 5]);
  });

  test.each([
    [higher, [1, 1, 1, 2, 3]],
    [lower, [3, 3, 2, 1, 1]],
    [higherAsR, [1, 1, 2, 3, 3]],
    [lowerAsR, [3, 3, 2, 1, 1]],
  ])("values around the cuts 10 and 20 by %j", (rule, scores) => {
    const values = [9.999, 10 - 1e-12, 10, 20, 20.001];

    expect(values.map((value) => rfmScore(value, [10, 20], rule))).toEqual(scores);
  });

  test("columns may be typed arrays, and stay as they are", () => {
    const values = Float64Array.of(30, 10, 20);
    const cuts = rfmCuts(values, 3, quantile);

    expect(Array.from(rfmScoreColumn(values, cuts, higher))).toEqual([3, 1, 2]);
    expect(Array.from(values)).toEqual([30, 10, 20]);
    expect(Array.from(rfmScoreColumn([], cuts, higher))).toEqual([]);
  });
});

test("refusals: nothing to cut", () => {
  expect(() => rfmCuts([], 5, quantile)).toThrow(
    expect.objectContaining({
      name: "DomainError",
      code: "empty-sample",
      message: "rfmCuts: expected at least one value, received none",
    }),
  );
});

describe("laws", () => {
  const anyBins = fc.integer({ min: 2, max: 10 });
  const anyWhole = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1e6, max: 1e6 })), {
    minLength: 1,
    maxLength: 40,
  });
  const anyValues = fc.array(
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })),
    { minLength: 1, maxLength: 40 },
  );

  /** The type-7 quantile of the share i / bins as a fraction: numerator over `bins`. */
  const timesBins = (sorted: readonly number[], i: number, bins: number): bigint => {
    const rank = (sorted.length - 1) * i;
    const low = BigInt(sorted[Math.floor(rank / bins)]!);
    const high = BigInt(sorted[Math.floor(rank / bins) + 1] ?? sorted.at(-1)!);
    return low * BigInt(bins) + BigInt(rank % bins) * (high - low);
  };

  test("cuts of whole values are the type-7 quantiles, exactly where those are whole", () =>
    fc.assert(
      fc.property(anyWhole, anyBins, (values, bins) => {
        const sorted = [...values].sort((a, b) => a - b);
        for (const [at, cut] of rfmCuts(values, bins, quantile).entries()) {
          const exact = timesBins(sorted, at + 1, bins);
          if (exact % BigInt(bins) === 0n) expect(cut).toBe(Number(exact / BigInt(bins)));
          else expect(cut).toBeCloseTo(Number(exact) / bins, 8);
        }
      }),
      { numRuns: 500 },
    ));

  test("any whole value is held against whole values as fractions would have it", () =>
    fc.assert(
      fc.property(anyWhole, anyBins, fc.integer({ min: -1e6, max: 1e6 }), (values, bins, value) => {
        const sorted = [...values].sort((a, b) => a - b);
        const cuts = rfmCuts(values, bins, quantile);
        const exact = Array.from({ length: bins - 1 }, (_, at) => timesBins(sorted, at + 1, bins));
        for (const v of [value, ...cuts.map(Math.round)]) {
          const own = BigInt(v) * BigInt(bins);
          expect(rfmScore(v, cuts, higher)).toBe(1 + exact.filter((cut) => cut < own).length);
          expect(rfmScore(v, cuts, lower)).toBe(1 + exact.filter((cut) => cut > own).length);
        }
      }),
      { numRuns: 500 },
    ));

  test.each([higher, lower, higherAsR, lowerAsR])(
    "by %j: integers by their type and as numbers are scored alike",
    (rule) =>
      fc.assert(
        fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1 }), anyBins, (values, bins) => {
          const cuts = rfmCuts(values, bins, rule);

          expect(rfmScoreColumn(Int32Array.from(values), cuts, rule)).toEqual(rfmScoreColumn(values, cuts, rule));
        }),
      ),
  );

  test.each([higher, lower, higherAsR, lowerAsR])("by %j: 1 to bins, tie-blind, order-blind and monotone", (rule) =>
    fc.assert(
      fc.property(
        anyValues.chain((values) =>
          fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
        ),
        anyBins,
        ([values, shuffled], bins) => {
          const cuts = rfmCuts(values, bins, rule);
          const scores = rfmScoreColumn(values, cuts, rule);

          expect(rfmCuts(shuffled, bins, rule)).toEqual(cuts);
          expect(cuts).toEqual([...cuts].sort((a, b) => a - b));
          for (const [i, value] of values.entries()) {
            expect(scores[i]).toBeGreaterThanOrEqual(1);
            expect(scores[i]).toBeLessThanOrEqual(bins);
            for (const [j, other] of values.entries()) {
              if (value === other) expect(scores[i]).toBe(scores[j]);
              else if (value < other === rule.lowerIsBetter) {
                expect(scores[i]).toBeGreaterThanOrEqual(scores[j]!);
              }
            }
          }
        },
      ),
    ),
  );

  test("a cut never leaves the values it lies between", () =>
    fc.assert(
      fc.property(anyValues, anyBins, (values, bins) => {
        for (const cut of rfmCuts(values, bins, quantile)) {
          expect(cut).toBeGreaterThanOrEqual(Math.min(...values));
          expect(cut).toBeLessThanOrEqual(Math.max(...values));
        }
      }),
    ));

  test("the worse end of a metric is the better end of its negation", () =>
    fc.assert(
      fc.property(anyWhole, anyBins, (values, bins) => {
        const negated = values.map((value) => 0 - value);

        expect(Array.from(rfmScoreColumn(values, rfmCuts(values, bins, quantile), lower))).toEqual(
          Array.from(rfmScoreColumn(negated, rfmCuts(negated, bins, quantile), higher)),
        );
      }),
    ));

  test("distinct values fill every score when there are as many as bins, and evenly when they divide", () =>
    fc.assert(
      fc.property(anyBins, fc.integer({ min: 1, max: 30 }), (bins, times) => {
        const values = Array.from({ length: bins * times }, (_, i) => i);
        const scores = Array.from(rfmScoreColumn(values, rfmCuts(values, bins, quantile), higher));

        expect(Array.from({ length: bins }, (_, i) => scores.filter((s) => s === i + 1).length)).toEqual(
          new Array(bins).fill(times),
        );
      }),
    ));
});
