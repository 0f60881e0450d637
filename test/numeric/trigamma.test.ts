import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digamma, trigamma } from "../../src/numeric/index.ts";
import { anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits and more, rounded to doubles
  test.each([
    [1e-100, 1e200],
    [0.001, 1000001.6425331958],
    [0.5, 4.934802200544679],
    [1.0, 1.6449340668482264],
    [2.5, 0.49035775610023485],
    [9.99, 0.10527695014824179],
    [10.0, 0.10516633568168575],
    [25.0, 0.04081066325722558],
    [100000.0, 1.0000050000166667e-5],
    [1000000000000000.0, 1.0000000000000005e-15],
  ])("trigamma(%d) = %d", (x, truth) => {
    expect(relativeError(trigamma(x), truth, 1e-3)).toBeLessThan(1e-15);
  });

  test("closed forms: π²/6 at 1, π²/2 at 1/2", () => {
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 15);
    expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 14);
  });

  test("the ends of the range", () => {
    expect([trigamma(0), trigamma(Infinity), trigamma(1e-200), trigamma(1e300)]).toEqual([
      Infinity,
      0,
      Infinity,
      1e-300,
    ]);
    expect(relativeError(trigamma(1e-154), 1e308)).toBeLessThan(1e-15);
  });
});

describe("refusals", () => {
  test.each([-1e-300, -0.5, -7, -Infinity, NaN])("%d is outside the domain", (x) => {
    expect(trigamma(x)).toBeNaN();
  });
});

describe("laws", () => {
  test("recurrence: ψ'(x + 1) = ψ'(x) - 1/x²", () => {
    fc.assert(
      fc.property(anySize(-6, 6), (x) => {
        expect(relativeError(trigamma(x + 1) + 1 / x / x, trigamma(x))).toBeLessThan(2e-15);
      }),
    );
  });

  test("it is the slope of ψ", () => {
    fc.assert(
      fc.property(anySize(-2, 3), (x) => {
        const h = x * 1e-5;
        expect(relativeError((digamma(x + h) - digamma(x - h)) / (2 * h), trigamma(x))).toBeLessThan(1e-6);
      }),
    );
  });
});
