import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockSum, blockSumOf } from "../../src/numeric/index.ts";

describe("examples", () => {
  test("none, one, a few", () => {
    expect([blockSum([]), blockSum([7]), blockSum(Float64Array.of(1, 2, 3.5))]).toEqual([0, 7, 6.5]);
    expect([blockSumOf(0, () => 1), blockSumOf(3, (index) => index)]).toEqual([0, 3]);
  });

  test("a million tenths, where plain addition drifts by 1e-6", () => {
    const plain = Array<number>(1_000_000)
      .fill(0.1)
      .reduce((sum, value) => sum + value, 0);
    expect(Math.abs(plain - 100_000)).toBeGreaterThan(1e-6);
    expect(blockSumOf(1_000_000, () => 0.1)).toBeCloseTo(100_000, 9);
  });

  test("what a large block hides comes back, whichever comes first", () => {
    const block = (value: number): number[] => [value, ...Array<number>(255).fill(0)];
    expect(blockSum([...block(1), ...block(1e100), ...block(1), ...block(-1e100)])).toBe(2);
    expect(blockSum([...block(1e100), ...block(1), ...block(-1e100), ...block(1)])).toBe(2);
    expect(blockSum([...block(-1e100), ...block(1), ...block(1e100), ...block(1)])).toBe(2);
  });

  test("infinities and NaN come out as in plain addition", () => {
    expect(blockSum([1, Infinity, 2])).toBe(Infinity);
    expect(blockSum([...Array<number>(300).fill(1), -Infinity])).toBe(-Infinity);
    expect(blockSum([Infinity, -Infinity])).toBeNaN();
    expect(blockSum([1, NaN])).toBeNaN();
  });
});

describe("laws", () => {
  test("whole numbers are added exactly, every row once", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 1000, size: "max" }), (values) => {
        expect(blockSum(values)).toBe(Number(values.reduce((sum, value) => sum + BigInt(value), 0n)));
      }),
    );
  });

  test.each([255, 256, 257, 512, 513, 1000])("%i rows are each asked once, in order", (count) => {
    const asked: number[] = [];
    blockSumOf(count, (index) => asked.push(index));
    expect(asked).toEqual(Array.from({ length: count }, (_, index) => index));
  });
});
