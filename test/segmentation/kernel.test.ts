import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  abcColumn,
  rfmCuts,
  rfmScore,
  rfmScoreColumn,
  segmentColumn,
  segmentLookup,
} from "../../src/segmentation/kernel.ts";

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

  test.each([
    ["min-max", false, [7, 1, 4, 11], 5, [3, 5, 7, 9]],
    ["min-max", true, [5], 3, [5, 5]],
    ["midrank", false, [1, 2, 3, 4], 2, [3]],
    ["midrank", false, [1, 1, 1, 9], 4, [1, 9, 9]],
    ["midrank", true, [1, 1, 1, 9], 4, [1, 1]],
    ["minrank", false, [1, 1, 1, 9], 4, [9, 9, 9]],
    ["maxrank", false, [1, 1, 1, 9], 4, [1, 1, 9]],
    ["maxrank", true, [1, 2, 3, 4], 4, [1, 2, 3]],
    ["maxrank", true, [3, 3, 3], 4, [3, 3, 3]],
    ["minrank", true, [3, 3, 3], 4, []],
    ["minrank", true, [0, 0, -0, 5], 2, []],
    ["midrank", true, [0, 5], 2, [0]],
  ] as const)("cuts by %s, lower is better: %j; of %j into %i", (mode, lowerIsBetter, values, bins, cuts) => {
    expect(rfmCuts(values, bins, { mode, lowerIsBetter })).toEqual(cuts);
  });

  test.each([higher, lower, higherAsR, lowerAsR])("by %j: what is not finite has no score", (rule) => {
    const values = [NaN, 5, Infinity, -Infinity, 5];

    expect(values.map((value) => rfmScore(value, [3], rule) === 0)).toEqual([true, false, true, true, false]);
    expect(Array.from(rfmScoreColumn(values, [3], rule), (score) => score === 0)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  test.each([higher, lower, higherAsR, lowerAsR])("by %j: integers near and far from each other, or none", (rule) => {
    for (const values of [[], [5], [5, 6], [5, 7], [-(2 ** 31), 2 ** 31 - 1], [9, 11, 10, 12], [9, 13, 10, 11]]) {
      expect(rfmScoreColumn(Int32Array.from(values), [6, 10, 12], rule)).toEqual(
        rfmScoreColumn(values, [6, 10, 12], rule),
      );
      expect(Array.from(rfmScoreColumn(values, [6, 10, 12], rule))).toEqual(
        values.map((value) => rfmScore(value, [6, 10, 12], rule)),
      );
    }
  });

  test("the first box that holds a combination; a range is any score where it is null", () => {
    const from = (low: number, high = low) => ({ from: low, to: high });

    expect(
      Array.from(
        segmentLookup(
          [
            [from(2), from(3)],
            [from(1, 2), from(2, 3)],
            [from(1), null],
          ],
          [3, 3],
        ),
      ),
    ).toEqual([2, 1, 1, -1, 1, 0, -1, -1, -1]);
    expect(Array.from(segmentLookup([[null, from(2), from(1), from(2)]], [2, 2, 1, 2]))).toEqual([
      -1, -1, -1, 0, -1, -1, -1, 0,
    ]);
    expect(Array.from(segmentLookup([], [2]))).toEqual([-1, -1]);
  });

  test("columns of segments: none of no columns, -1 beyond the bins", () => {
    expect(segmentColumn([], [], [7])).toEqual(new Int16Array(0));
    expect(Array.from(segmentColumn([[1, 2, 0, 3, 2]], [2], [7, 8]))).toEqual([7, 8, -1, -1, 8]);
    expect(
      Array.from(
        segmentColumn(
          [
            [1, 2, 2],
            [1, 1, 3],
          ],
          [2, 3],
          [4, 5, 6, 7],
        ),
      ),
    ).toEqual([4, 7, -1]);
  });

  test("ABC of a column: classes, shares, the total, and who comes when", () => {
    expect(abcColumn([5, 80, 5, 10, 0, -3], [0.8, 0.95, 1])).toEqual({
      classOf: Uint8Array.of(1, 0, 1, 1, 2, 2),
      cumulativeShare: Float64Array.of(1, 0.8, 1, 0.9, 1, 1),
      total: 100,
      order: Uint32Array.of(1, 3, 0, 2, 4, 5),
    });
    expect(abcColumn([0, -1, 0], [0.5, 1])).toEqual({
      classOf: Uint8Array.of(1, 1, 1),
      cumulativeShare: new Float64Array(3),
      total: 0,
      order: Uint32Array.of(0, 2, 1),
    });
    expect(abcColumn([], [1])).toEqual({
      classOf: new Uint8Array(0),
      cumulativeShare: new Float64Array(0),
      total: 0,
      order: new Uint32Array(0),
    });
    expect(Array.from(abcColumn([1, 99], [0.1, 0.2, 0.3, 1]).classOf)).toEqual([3, 0]);
    expect(Array.from(abcColumn([1e300, -1e300], [1]).classOf)).toEqual([0, 0]);
  });

  test("ABC with as many classes as there may be", () => {
    const shares = Array.from({ length: 255 }, (_, k) => (k + 1) / 255);

    expect(Array.from(abcColumn([1, 1], shares).classOf)).toEqual([0, 0]);
    expect(() => abcColumn([1, 1], [0.001, ...shares])).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });

  test("columns may be typed arrays, and stay as they are", () => {
    const values = Float64Array.of(30, 10, 20);
    const cuts = rfmCuts(values, 3, quantile);

    expect(Array.from(rfmScoreColumn(values, cuts, higher))).toEqual([3, 1, 2]);
    expect(Array.from(values)).toEqual([30, 10, 20]);
    expect(Array.from(rfmScoreColumn([], cuts, higher))).toEqual([]);
  });
});

describe("refusals", () => {
  const shares = "shares: expected ascending numbers above 0, the last of them 1";
  test.each<readonly [string, () => unknown, string, string]>([
    [
      "nothing to cut",
      () => rfmCuts([], 5, quantile),
      "empty-sample",
      "rfmCuts: expected at least one value, received none",
    ],
    [
      "fixed cuts",
      () => rfmCuts([1], 5, { mode: "fixed" }),
      "invalid-option",
      "rfmCuts: fixed cuts are the policy's, there are none to lay",
    ],
    [
      "NaN by ranks",
      () => rfmCuts([1, NaN, 2], 5, { mode: "midrank" }),
      "not-a-number",
      "rfmCuts: expected numbers, received NaN",
    ],
    ["no shares", () => abcColumn([1], []), "invalid-option", shares],
    ["shares that do not end at 1", () => abcColumn([1], [0.5]), "invalid-option", shares],
    ["shares that stand still", () => abcColumn([1], [0.5, 0.5, 1]), "invalid-option", shares],
    ["a share of nothing", () => abcColumn([1], [0, 1]), "invalid-option", shares],
    ["shares beyond 1", () => abcColumn([1], [1.5, 1]), "invalid-option", shares],
    ["a share that is none", () => abcColumn([1], [NaN, 1]), "invalid-option", shares],
    ...[NaN, Infinity, -1.1e300].map(
      (value) =>
        [
          `a value of ${value}`,
          () => abcColumn([1, value], [1]),
          "invalid-columns",
          "values: expected numbers of size 1e300 at most, not so at 1",
        ] as const,
    ),
  ])("%s", (_, call, code, message) => {
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code, message }));
  });
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

  test.each(["midrank", "minrank", "maxrank"] as const)("by %s: scores are shares of the ranks", (mode) =>
    fc.assert(
      fc.property(anyValues, anyBins, fc.boolean(), (values, bins, lowerIsBetter) => {
        const rule = { mode, lowerIsBetter };
        const n = values.length;
        const expected = values.map((value) => {
          const worse = values.filter((other) => (lowerIsBetter ? other > value : other < value)).length;
          const through = worse + values.filter((other) => other === value).length;
          if (mode === "maxrank") return Math.ceil((bins * through) / n);
          const twice = mode === "minrank" ? 2 * worse : worse + through;
          return Math.min(bins, 1 + Math.floor((bins * twice) / (2 * n)));
        });

        expect(Array.from(rfmScoreColumn(values, rfmCuts(values, bins, rule), rule))).toEqual(expected);
      }),
    ),
  );

  test("segments of any metrics, by the definition of a combination", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }).chain((bins) =>
          fc.record({
            bins: fc.constant(bins),
            rows: fc.array(fc.tuple(...bins.map((most) => fc.nat({ max: most + 1 }))), { maxLength: 12 }),
            short: fc.boolean(),
          }),
        ),
        ({ bins, rows, short }) => {
          const combinations = bins.reduce((product, count) => product * count, 1);
          const lookup = Array.from({ length: combinations - (short ? 1 : 0) }, (_, at) => (at * 7) % 11);
          const scores = bins.map((_, metric) => rows.map((row) => row[metric] ?? 0));

          expect(Array.from(segmentColumn(scores, bins, lookup))).toEqual(
            rows.map((row) => {
              if (row.some((score, metric) => score < 1 || score > (bins[metric] ?? 0))) return -1;
              return lookup[row.reduce((at, score, metric) => at * (bins[metric] ?? 0) + score - 1, 0)] ?? -1;
            }),
          );
        },
      ),
    ));

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
