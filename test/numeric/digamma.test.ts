import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digamma, logGamma } from "../../src/numeric/index.ts";
import { anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits and more, rounded to doubles
  test.each([
    [1e-10, -10000000000.577215],
    [0.1, -10.423754940411076],
    [0.99, -0.5937863040555952],
    [1.0, -0.5772156649015329],
    [1.25, -0.22745353337626542],
    [1.46163214496837, 7.427911395089404e-15],
    [1.7, 0.2085478748734939],
    [2.0, 0.42278433509846713],
    [2.5, 0.7031566406452432],
    [7.9, 2.002238487563571],
    [8.0, 2.01564147795561],
    [10.0, 2.251752589066721],
    [100000.0, 11.512920464961896],
    [1000000000000000.0, 34.538776394910684],
    [1e300, 690.7755278982137],
  ])("digamma(%d) = %d", (x, truth) => {
    expect(relativeError(digamma(x), truth, 1e-3)).toBeLessThan(1e-15);
  });

  test("at 1 it is minus Euler's constant, at 1/2 less by 2 ln 2 (DLMF 5.4.12 and 5.4.13)", () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 15);
    expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 15);
  });

  test("the ends of the range", () => {
    expect([digamma(0), digamma(Infinity)]).toEqual([-Infinity, Infinity]);
    expect(relativeError(digamma(1e-300), -1e300)).toBeLessThan(1e-15);
  });
});

describe("refusals", () => {
  test.each([-1e-300, -0.5, -7, -Infinity, NaN])("%d is outside the domain", (x) => {
    expect(digamma(x)).toBeNaN();
  });
});

describe("laws", () => {
  test("recurrence: ψ(x + 1) = ψ(x) + 1/x", () => {
    fc.assert(
      fc.property(anySize(-6, 6), (x) => {
        const scale = Math.abs(digamma(x)) + 1 / x + 1;
        expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x) / scale).toBeLessThan(2e-15);
      }),
    );
  });

  test("it is the slope of ln Γ", () => {
    fc.assert(
      fc.property(anySize(-2, 4), (x) => {
        const h = x * 1e-5;
        const slope = (logGamma(x + h) - logGamma(x - h)) / (2 * h);
        expect(Math.abs(slope - digamma(x)) / (Math.abs(logGamma(x)) / x + 1)).toBeLessThan(1e-8);
      }),
    );
  });
});
