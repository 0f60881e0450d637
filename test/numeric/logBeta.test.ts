import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logBeta } from "../../src/numeric/index.ts";
import { anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits and more, rounded to doubles
  test.each([
    [1e-10, 1e-10, 23.7189981105004],
    [1e-10, 10000000000.0, 23.02585092758015],
    [0.7929, 2.4259, -0.5113366260068234],
    [2.0, 3.0, -2.4849066497880004],
    [7.9, 7.9, -10.703832437848734],
    [8.0, 8.0, -10.848948661710063],
    [0.5, 8.0, -0.4517409533108833],
    [100000.0, 100000.0, -138633.92706134808],
    [10000000000.0, 0.5, -10.940560522033028],
    [1000000000000000.0, 3.5, -119.68474377984033],
    [1e100, 2.5, -575.3615903780385],
    [10.0, 100000000.0, -171.40498040944217],
    [0.3995701911679684, 7.644337669876242, 0.0008176272820367488],
    [1.00000005, 1.0004, -0.00039997003422262444],
    [0.1, 9765624000.0, -0.04750077835349978],
    [1e-300, 1e300, 690.7755278982137],
    [0.3, 55.0, -0.10449057800423958],
    [0.999, 1.001, 1.6449346081210252e-6],
  ])("logBeta(%d, %d) = %d", (a, b, truth) => {
    expect(relativeError(logBeta(a, b), truth, 1e-3)).toBeLessThan(1e-14);
  });

  test("closed forms and ends", () => {
    expect(logBeta(1, 1)).toBe(0);
    expect(logBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 15);
    expect([logBeta(0, 3), logBeta(0, 100)]).toEqual([Infinity, Infinity]);
    expect(relativeError(logBeta(1e308, 1e308), -1e308 * (2 * Math.LN2))).toBeLessThan(1e-15);
  });
});

describe("refusals", () => {
  test.each([
    [-1, 2],
    [2, -1],
    [-0.5, 100],
    [NaN, 1],
    [1, NaN],
  ])("(%d, %d) is outside the domain", (a, b) => {
    expect(logBeta(a, b)).toBeNaN();
  });
});

describe("laws", () => {
  test("symmetric", () => {
    fc.assert(
      fc.property(anySize(-12, 12), anySize(-12, 12), (a, b) => {
        expect(logBeta(a, b)).toBe(logBeta(b, a));
      }),
    );
  });

  test("recurrence: B(a, b) = B(a + 1, b) + B(a, b + 1)", () => {
    fc.assert(
      fc.property(anySize(-3, 2), anySize(-3, 2), (a, b) => {
        const whole = logBeta(a, b);
        const parts = Math.exp(logBeta(a + 1, b) - whole) + Math.exp(logBeta(a, b + 1) - whole);
        expect(Math.abs(parts - 1)).toBeLessThan(4e-13);
      }),
    );
  });

  test("with one it is a reciprocal: B(a, 1) = 1 / a", () => {
    fc.assert(
      fc.property(anySize(-30, 30), (a) => {
        expect(relativeError(logBeta(a, 1), -Math.log(a), 1e-3)).toBeLessThan(5e-14);
      }),
    );
  });
});
