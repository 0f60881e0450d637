import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expE, expEWithin } from "../../src/numeric/index.ts";
import { relativeError } from "../support/clv.ts";

describe("golden", () => {
  // mpmath, 60 digits: e^z E_s(z)
  test.each([
    [0.001, 1e-12, 973309671697.6683],
    [0.6062, 0.1359, 2.8648394524110594],
    [1, 1e-12, 27.053805451055069],
    [1.0000001, 10, 0.09156333316275327],
    [2, 0.1359, 0.75868588971212828],
    [30, 700, 0.0013699399336437979],
    [1000, 10, 0.00099107053334467076],
  ])("expE(%d, %d)", (s, z, truth) => {
    expect(relativeError(expE(s, z), truth)).toBeLessThan(1e-14);
  });
});

describe("edges", () => {
  test("the limits of the domain are values", () => {
    expect([expE(3, 0), expE(1, 0), expE(2, Infinity)]).toEqual([0.5, Infinity, 0]);
    expect([expE(0, 1), expE(1, -1), expE(Infinity, 1)]).toEqual([NaN, NaN, NaN]);
    expect([expEWithin(2, 1, 0), expEWithin(2, 1, -1), expEWithin(-1, 1, 1)]).toEqual([0, NaN, NaN]);
    expect(expEWithin(1, 0, Math.E - 1)).toBeCloseTo(1, 15);
    expect(expEWithin(2, 0, 3)).toBeCloseTo(0.75, 15);
  });
});

describe("laws", () => {
  const shape = fc.double({ min: 0.01, max: 50, noNaN: true });
  const rate = fc.double({ min: 1e-3, max: 50, noNaN: true });

  test("one order is had from the next: s E_(s+1) = e^-z - z E_s", () => {
    fc.assert(
      fc.property(shape, rate, (s, z) => {
        expect(Math.abs(s * expE(s + 1, z) + z * expE(s, z) - 1)).toBeLessThan(1e-13);
      }),
    );
  });

  test("up to a limit it grows to the whole, and the rest is the whole from there", () => {
    fc.assert(
      fc.property(shape, rate, fc.double({ min: 1e-3, max: 100, noNaN: true }), (s, z, limit) => {
        const part = expEWithin(s, z, limit);
        const rest = Math.exp(-z * limit) * (1 + limit) ** (1 - s) * expE(s, z * (1 + limit));
        expect(relativeError(part + rest, expE(s, z))).toBeLessThan(1e-13);
        expect(expEWithin(s, z, limit / 2)).toBeLessThanOrEqual(part * (1 + 1e-14));
      }),
    );
  });
});
