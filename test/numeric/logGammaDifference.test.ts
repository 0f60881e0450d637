import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digamma, logGammaDifference } from "../../src/numeric/index.ts";
import { anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits and more, rounded to doubles
  test.each([
    [8.0, 0.5, 1.0241058962355833],
    [8.0, 1e-12, 2.0156414779556764e-12],
    [100.0, 3.25, 15.003034835285074],
    [10000000000.0, 0.5, 11.512925464957728],
    [1000000000000000.0, 2.0, 69.07755278982137],
    [1e300, 2.5, 1726.9388197455343],
    [3.0, 1e-9, 9.227843352959343e-10],
    [3.0, 0.7, 0.7349251461054426],
    [3.0, 0.8, 0.8531750286089598],
    [0.4, 1e-15, -2.5613845445851126e-15],
    [0.4, 0.05, -0.11959071222431908],
    [0.4, 0.3, -0.5358105711701172],
    [1e-300, 10000000000.0, 220258508598.03506],
    [7.999, 1.9, 4.051792990887758],
    [0.001, 0.001, -0.6937219316244937],
    [10.0, 10000000000.0, 220258509506.26727],
  ])("logGammaDifference(%d, %d) = %d", (x, n, truth) => {
    expect(relativeError(logGammaDifference(x, n), truth)).toBeLessThan(3e-15);
  });

  test("no step is exactly nothing", () => {
    expect([0.3, 1.4616321449683622, 3, 100].map((x) => logGammaDifference(x, 0))).toEqual([0, 0, 0, 0]);
  });
});

describe("refusals", () => {
  test.each([
    [0, 1],
    [-1, 3],
    [NaN, 1],
    [1, NaN],
    [2, -2],
    [2, -3],
  ])("(%d, %d) is outside the domain", (x, n) => {
    expect(logGammaDifference(x, n)).toBeNaN();
  });
});

describe("laws", () => {
  test("a whole step is the logarithm of a rising product", () => {
    fc.assert(
      fc.property(anySize(-8, 6), fc.integer({ min: 1, max: 12 }), (x, n) => {
        let sum = 0;
        let sizes = 1;
        for (let k = 0; k < n; k += 1) {
          sum += Math.log(x + k);
          sizes += Math.abs(Math.log(x + k));
        }
        expect(Math.abs(logGammaDifference(x, n) - sum) / sizes).toBeLessThan(3e-15);
      }),
    );
  });

  test("a step and the same step back cancel", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (x, n) => {
        const there = logGammaDifference(x / 64, n / 64); // sixty-fourths, so that x + n is exact
        expect(logGammaDifference((x + n) / 64, -n / 64)).toBe(-there);
      }),
    );
  });

  test("a vanishing step goes with ψ", () => {
    fc.assert(
      fc.property(anySize(-3, 10), (x) => {
        const n = Math.min(x, 1) * 1e-14;
        expect(Math.abs(logGammaDifference(x, n) / n - digamma(x)) / (Math.abs(digamma(x)) + 1)).toBeLessThan(1e-12);
      }),
    );
  });
});
