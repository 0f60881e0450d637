import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { medianRank, wilsonInterval } from "../../src/numeric/index.ts";

interface Interval {
  readonly count: number;
  readonly trials: number;
  readonly alpha?: number;
  readonly wilson: readonly [number, number];
}

const golden = JSON.parse(readFileSync(new URL("../golden/wilson.json", import.meta.url), "utf8")) as {
  readonly published: readonly Interval[];
  readonly computed: readonly Interval[];
};

describe("Wilson's interval", () => {
  test.each(golden.published)("$count of $trials, as published to six decimals", ({ count, trials, wilson }) => {
    const [low, high] = wilsonInterval(count, trials, 0.95);
    expect(Math.abs(low - wilson[0])).toBeLessThan(5e-7);
    expect(Math.abs(high - wilson[1])).toBeLessThan(5e-7);
  });

  test.each(golden.computed)("$count of $trials at $alpha", ({ count, trials, alpha = NaN, wilson }) => {
    const [low, high] = wilsonInterval(count, trials, 1 - alpha);
    expect(low).toBeCloseTo(wilson[0], 12);
    expect(high).toBeCloseTo(wilson[1], 12);
  });

  test("of no trials, none and all", () => {
    expect(wilsonInterval(0, 0, 0.95)).toEqual([0, 1]);
    expect(wilsonInterval(0, 5, 0.95)[0]).toBe(0);
    expect(wilsonInterval(5, 5, 0.95)[1]).toBe(1);
  });

  test("holds the share, mirrors, and widens with confidence", () =>
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 1_000_000 })
          .chain((trials) => fc.tuple(fc.nat({ max: trials }), fc.constant(trials))),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        ([count, trials], confidence) => {
          const [low, high] = wilsonInterval(count, trials, confidence);
          const [lowest, highest] = wilsonInterval(count, trials, (1 + confidence) / 2);
          const [mirroredLow, mirroredHigh] = wilsonInterval(trials - count, trials, confidence);

          expect(low).toBeLessThanOrEqual(count / trials + 1e-15);
          expect(high).toBeGreaterThanOrEqual(count / trials - 1e-15);
          expect(lowest).toBeLessThanOrEqual(low);
          expect(highest).toBeGreaterThanOrEqual(high);
          expect(mirroredLow).toBeCloseTo(1 - high, 12);
          expect(mirroredHigh).toBeCloseTo(1 - low, 12);
        },
      ),
    ));
});

describe("the rank that encloses a median", () => {
  test.each<[number, number, number | null, number]>([
    [0, 0.95, null, NaN],
    [1, 0.95, null, NaN],
    [5, 0.95, null, NaN],
    [5, 0.9, 1, 1 - 2 / 32],
    [6, 0.95, 1, 1 - 2 / 64],
    [8, 0.99, 1, 1 - 2 / 256],
    [7, 0.99, null, NaN],
    [9, 0.95, 2, 1 - 20 / 512],
    [10, 0.95, 2, 1 - 22 / 1024],
    [15, 0.95, 4, 1 - (2 * (1 + 15 + 105 + 455)) / 32_768],
  ])("of %i at %f: %j", (size, confidence, rank, coverage) => {
    const found = medianRank(size, confidence);
    expect(found?.rank ?? null).toBe(rank);
    if (rank !== null) expect(found?.coverage).toBeCloseTo(coverage, 12);
  });

  test("covers as much as asked for, and one rank more would not", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        (size, confidence) => {
          const tails: number[] = []; // of at most k successes out of size
          let [term, sum] = [2 ** -size, 0];
          for (let k = 0; k <= size; k++) {
            tails.push((sum += term));
            term *= (size - k) / (k + 1);
          }
          const found = medianRank(size, confidence);
          const rank = found?.rank ?? 0;
          const slack = 1e-12;
          if (found !== null) {
            expect(found.coverage).toBeGreaterThanOrEqual(confidence - slack);
            expect(found.coverage).toBeCloseTo(1 - 2 * (tails[rank - 1] ?? NaN), 12);
          }
          if (rank + 1 <= (size + 1) / 2) {
            expect(1 - 2 * (tails[rank] ?? NaN)).toBeLessThan(confidence + slack);
          }
        },
      ),
    ));
});
