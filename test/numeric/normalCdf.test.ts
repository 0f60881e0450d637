import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalCdf } from "../../src/numeric/index.ts";
import { anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits, rounded to doubles
  test.each([
    [-38, 2.88542835e-316],
    [-37.3, 8.205494844930773e-305],
    [-37, 5.725571222524577e-300],
    [-30.1, 2.4226672179857586e-199],
    [-20.7, 1.7318518790197378e-95],
    [-12.3, 4.5287069561587846e-35],
    [-10, 7.61985302416053e-24],
    [-5.55, 1.4283479893922769e-8],
    [-3, 0.0013498980316300946],
    [-1.96, 0.024997895148220435],
    [-1.5, 0.0668072012688581],
    [-1, 0.15865525393145705],
    [0, 0.5],
    [1e-10, 0.5000000000398942],
    [1.5, 0.9331927987311419],
    [1.96, 0.9750021048517795],
    [3.3, 0.9995165758576162],
    [8, 0.9999999999999993],
  ])("normalCdf(%d) = %d", (x, truth) => {
    expect(relativeError(normalCdf(x), truth)).toBeLessThan(6e-15);
  });

  test("the ends of the range", () => {
    expect([normalCdf(-Infinity), normalCdf(-40), normalCdf(40), normalCdf(Infinity)]).toEqual([0, 0, 1, 1]);
  });
});

describe("refusals", () => {
  test("what is not a number has no chance", () => {
    expect(normalCdf(NaN)).toBeNaN();
  });
});

describe("laws", () => {
  test("symmetric about one half", () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
      }),
    );
  });

  test("never falls", () => {
    fc.assert(
      fc.property(fc.double({ min: -38, max: 9, noNaN: true }), anySize(-8, 1), (x, more) => {
        expect(normalCdf(x + more)).toBeGreaterThanOrEqual(normalCdf(x) * (1 - 1e-14));
      }),
    );
  });

  test("no step where one form hands over to the other", () => {
    expect(relativeError(normalCdf(-1.5 - 2 ** -50), normalCdf(-1.5))).toBeLessThan(1e-14);
  });
});
