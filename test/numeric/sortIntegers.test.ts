import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sortIntegers } from "../../src/numeric/index.ts";

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
/** So many values that all begin with a few given ones, over a whole range. */
const many = (few: readonly number[], greatest: number): readonly number[] =>
  Array.from({ length: 3000 }, (_, at) => few[at] ?? Math.floor(((at * 7919) % 3000) * (greatest / 3000)));

describe("sortIntegers", () => {
  test.each([0, 1, 4095, 4096, 2 ** 24 - 1, 2 ** 24, 2 ** 31, 400 * 86_400_000, 2 ** 48, Number.MAX_SAFE_INTEGER])(
    "up to %d",
    (greatest) => {
      const values = many([greatest, 0, greatest, Math.floor(greatest / 2)], greatest);
      expect(Array.from(sortIntegers(Float64Array.from(values)))).toEqual(ascending(values));
    },
  );

  test("few", () => {
    expect(Array.from(sortIntegers(Float64Array.from([3, 1, 10, 1])))).toEqual([1, 1, 3, 10]);
    expect(Array.from(sortIntegers(new Float64Array(0)))).toEqual([]);
  });

  test("of values of all lengths, what sorting by comparison gives", () => {
    const anyValue = fc.nat({ max: 53 }).chain((bits) => fc.maxSafeNat().map((value) => value % 2 ** bits));
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 200 }), fc.maxSafeNat(), (few, greatest) => {
        const values = many(few, greatest);
        expect(Array.from(sortIntegers(Float64Array.from(values)))).toEqual(ascending(values));
      }),
      { numRuns: 20 },
    );
  });
});
