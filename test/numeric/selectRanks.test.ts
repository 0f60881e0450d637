import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { selectRanks } from "../../src/numeric/index.ts";

/** Enough values that none of the shortcuts for few of them is taken. */
const many = (value: (i: number) => number): Float64Array => Float64Array.from({ length: 10_000 }, (_, i) => value(i));
const everyRank = [0, 1, 2499, 5000, 5000, 9998, 9999];
const bySorting = (values: ArrayLike<number>, ranks: readonly number[]): readonly number[] => {
  const sorted = Float64Array.from(values).sort();
  return ranks.map((rank) => sorted[rank]!);
};

describe("examples", () => {
  test.each<readonly [string, Float64Array]>([
    ["integers in a narrow range", many((i) => (i * 7919) % 301)],
    ["integers below zero", many((i) => -((i * 7919) % 301) - 5)],
    ["integers in a wide range", many((i) => ((i * 7919) % 10_007) * 1e9)],
    ["fractions", many((i) => Math.sin(i) * 1000)],
    ["skewed", many((i) => Math.exp((i % 500) / 10))],
    ["all equal", many(() => 0.1)],
    ["almost all equal", many((i) => (i === 77 ? 1e300 : 0.1 + i * 1e-12))],
    ["too far apart to subtract", many((i) => (i % 2 === 0 ? -1 : 1) * 1.7e308)],
    ["as near as numbers come", many((i) => (i % 3) * Number.MIN_VALUE)],
    ["infinities", many((i) => (i === 0 ? -Infinity : i === 1 ? Infinity : i))],
  ])("%s", (_, values) => {
    const before = Float64Array.from(values);

    expect(Array.from(selectRanks(values, everyRank))).toEqual(bySorting(values, everyRank));
    expect(values).toEqual(before);
  });

  test("few values", () => {
    expect(Array.from(selectRanks([3, 1, 2], [0, 2]))).toEqual([1, 3]);
  });
});

test.each([[[1, NaN]], [Array.from({ length: 9000 }, (_, i) => (i === 8999 ? NaN : i))]])(
  "refusals: NaN %#",
  (values) => {
    expect(() => selectRanks(values, [0])).toThrow(
      expect.objectContaining({ name: "DomainError", code: "not-a-number", message: "expected numbers, received NaN" }),
    );
  },
);

test("law: the members that sorting would find", () =>
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ noNaN: true, noDefaultInfinity: true })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.nat({ max: 5000 }),
      (few, rank) => {
        const values = Array.from({ length: 5001 }, (_, i) => few[i % few.length]!);
        const ranks = [0, rank, 5000];

        expect(Array.from(selectRanks(values, ranks), (value) => value + 0)).toEqual(
          bySorting(values, ranks).map((value) => value + 0),
        );
      },
    ),
    { numRuns: 50 },
  ));
