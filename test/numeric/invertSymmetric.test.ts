import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conditionNumber, invertSymmetric } from "../../src/numeric/index.ts";
import { anyDefinite, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  test("inverses worked by hand", () => {
    expect(invertSymmetric([4], 1)).toEqual(Float64Array.of(0.25));
    const inverse = invertSymmetric([2, 1, 1, 2], 2)!;
    [2 / 3, -1 / 3, -1 / 3, 2 / 3].forEach((element, index) => expect(inverse[index]).toBeCloseTo(element, 15));
    expect(invertSymmetric([], 0)).toEqual(new Float64Array(0));
  });

  test("parameters of very different sizes cost no digits", () => {
    // [[1, r], [r, 1]] with r = 1/2, its second row and column scaled by 1e-12: the inverse scales by 1e12
    const inverse = invertSymmetric([1, 5e-13, 5e-13, 1e-24], 2)!;
    [4 / 3, -2e12 / 3, -2e12 / 3, 4e24 / 3].forEach((element, index) => {
      expect(relativeError(inverse[index]!, element)).toBeLessThan(1e-15);
    });
  });

  test("condition numbers: of the identity, of a known matrix, of its multiple", () => {
    expect(conditionNumber([1, 0, 0, 1], 2)).toBe(1);
    expect(conditionNumber([2, 1, 1, 2], 2)).toBeCloseTo(3, 14);
    expect(conditionNumber([2e8, 1e8, 1e8, 2e8], 2)).toBeCloseTo(3, 14);
    expect(conditionNumber([1, 0, 0, -1e-3], 2)).toBe(Infinity);
    expect(conditionNumber([4, -3, -3, 4], 2)).toBeCloseTo(7, 13);
  });
});

describe("refusals", () => {
  test.each([
    ["indefinite", [1, 2, 2, 1]],
    ["singular", [1, 1, 1, 1]],
    ["negative", [-1, 0, 0, -1]],
    ["of zeros", [0, 0, 0, 0]],
    ["not a number", [NaN, 0, 0, 1]],
  ])("a matrix that is %s", (_, matrix) => {
    expect(invertSymmetric(matrix, 2)).toBeNull();
    expect(conditionNumber(matrix, 2)).toBe(Infinity);
  });
});

describe("laws", () => {
  test("matrix times inverse is the identity, and the inverse is exactly symmetric", () => {
    fc.assert(
      fc.property(anyDefinite, ({ size, matrix }) => {
        const inverse = invertSymmetric(matrix, size)!;
        for (let row = 0; row < size; row += 1) {
          for (let column = 0; column < size; column += 1) {
            let sum = 0;
            for (let k = 0; k < size; k += 1) sum += matrix[row * size + k]! * inverse[k * size + column]!;
            expect(sum).toBeCloseTo(row === column ? 1 : 0, 9);
            expect(inverse[row * size + column]).toBe(inverse[column * size + row]);
          }
        }
      }),
    );
  });

  test("rows and columns scaled by powers of two scale the inverse back, to the last digit of what is not tiny", () => {
    fc.assert(
      fc.property(
        anyDefinite,
        fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 6, maxLength: 6 }),
        ({ size, matrix }, powers) => {
          const scaleOf = (index: number): number => 4 ** (powers[Math.floor(index / size)]! + powers[index % size]!);
          const scaled = matrix.map((element, index) => element * scaleOf(index));
          const inverse = invertSymmetric(matrix, size)!;
          invertSymmetric(scaled, size)!.forEach((element, index) => {
            expect(relativeError(element * scaleOf(index), inverse[index]!, 1e-150)).toBeLessThan(1e-16);
          });
        },
      ),
    );
  });

  test("a matrix and its inverse are equally conditioned, never below one", () => {
    fc.assert(
      fc.property(anyDefinite, ({ size, matrix }) => {
        const condition = conditionNumber(matrix, size);
        expect(condition).toBeGreaterThan(1 - 1e-12);
        expect(relativeError(conditionNumber(invertSymmetric(matrix, size)!, size), condition)).toBeLessThan(1e-9);
      }),
    );
  });
});
