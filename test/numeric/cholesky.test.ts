import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cholesky, choleskySolve } from "../../src/numeric/index.ts";
import { anyDefinite } from "../support/numeric.ts";

describe("examples", () => {
  // worked by hand: rows (2, 0, 0), (6, 1, 0), (-8, 5, 3) times their transpose
  const matrix = [4, 12, -16, 12, 37, -43, -16, -43, 98];

  test("a matrix of whole numbers", () => {
    expect(cholesky(matrix, 3)).toEqual(Float64Array.of(2, 0, 0, 6, 1, 0, -8, 5, 3));
  });

  test("a system with a known solution", () => {
    expect(choleskySolve(cholesky(matrix, 3)!, [4 + 24 - 48, 12 + 74 - 129, -16 - 86 + 294])).toEqual(
      Float64Array.of(1, 2, 3),
    );
  });

  test("only the lower triangle is read", () => {
    expect(cholesky([4, NaN, 2, 2], 2)).toEqual(Float64Array.of(2, 0, 1, 1));
  });

  test("nothing at all", () => {
    expect(cholesky([], 0)).toEqual(new Float64Array(0));
  });
});

describe("refusals", () => {
  test.each([
    ["indefinite", [1, 2, 2, 1]],
    ["negative", [-1, 0, 0, 1]],
    ["zero", [0, 0, 0, 0]],
    ["singular", [1, 1, 1, 1]],
    ["singular but for rounding", [0.1, 0.3, 0.3, 0.9]],
    ["not finite", [Infinity, 0, 0, 1]],
    ["not finite in its last", [1, 0, 0, Infinity]],
    ["not a number", [1, 0, NaN, 1]],
  ])("a matrix that is %s", (_, matrix) => {
    expect(cholesky(matrix, 2)).toBeNull();
  });
});

describe("laws", () => {
  test("the factor times its transpose is the matrix", () => {
    fc.assert(
      fc.property(anyDefinite, ({ size, matrix }) => {
        const factor = cholesky(matrix, size)!;
        matrix.forEach((element, index) => {
          const [row, column] = [Math.floor(index / size), index % size];
          let sum = 0;
          for (let k = 0; k < size; k += 1) sum += factor[row * size + k]! * factor[column * size + k]!;
          expect(sum).toBeCloseTo(element, 13);
          if (column > row) expect(factor[index]).toBe(0);
        });
      }),
    );
  });

  test("a solution put back gives the right-hand side, and the right-hand side is left alone", () => {
    fc.assert(
      fc.property(anyDefinite, ({ size, matrix }) => {
        const right = Float64Array.from({ length: size }, (_, row) => row - 1.5);
        const solution = choleskySolve(cholesky(matrix, size)!, right);
        expect(right).toEqual(Float64Array.from({ length: size }, (_, row) => row - 1.5));
        right.forEach((value, row) => {
          let sum = 0;
          for (let k = 0; k < size; k += 1) sum += matrix[row * size + k]! * solution[k]!;
          expect(sum).toBeCloseTo(value, 9);
        });
      }),
    );
  });
});
