import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expE, expEWithin } from "../../src/numeric/index.ts";
import { relativeError } from "../support/clv.ts";

describe("golden", () => {
  // mpmath, 60 digits: e^z E_s(z)
  test.each([
    [0.001, 1e-12, 973309671697.6683],
    [0.3, 1.5, 0.5856774530343895],
    [0.5, 1e-8, 17722.53868628721],
    [0.6062, 0.1359, 2.8648394524110594],
    [0.999, 1e-6, 13.327156424186507],
    [1, 1e-12, 27.053805451055069],
    [1.0000001, 10, 0.09156333316275327],
    [2, 0.1359, 0.75868588971212828],
    [5.5, 1e-300, 0.2222222222222222],
    [7, 2, 0.12100698816784201],
    [30, 700, 0.0013699399336437979],
    [1000, 10, 0.00099107053334467076],
    [2000, 0.5, 0.0005001249686796426],
  ])("expE(%d, %d)", (s, z, truth) => {
    expect(relativeError(expE(s, z), truth)).toBeLessThan(1e-14);
  });

  // mpmath, 40 digits, by quadrature
  test.each([
    [0.2, 0, 1e12, 4976339630.672695],
    [0.2, 1e-6, 1e7, 73454.9774526532],
    [0.5, 0.01, 30, 8.172387619496114],
    [1, 3, 0.2, 0.13834851073186916],
    [2.5, 40, 0.5, 0.0235606624054213],
    [60, 0.5, 10, 0.016804309514099766],
  ])("expEWithin(%d, %d, %d)", (s, z, limit, truth) => {
    expect(relativeError(expEWithin(s, z, limit), truth)).toBeLessThan(1e-14);
  });
});

describe("edges", () => {
  test("the limits of the domain are values", () => {
    expect([expE(3, 0), expE(1, 0), expE(2, Infinity)]).toEqual([0.5, Infinity, 0]);
    expect([expE(0, 1), expE(1, -1), expE(Infinity, 1)]).toEqual([NaN, NaN, NaN]);
    expect([expE(0.5, 0), expE(Infinity, 0), expE(NaN, 1)]).toEqual([Infinity, NaN, NaN]);
    expect([expEWithin(2, 1, 0), expEWithin(0.5, 0, 0), expEWithin(2, 1, -1)]).toEqual([0, 0, NaN]);
    expect([expEWithin(-1, 1, 1), expEWithin(0, 1, 1), expEWithin(0, 0, 1)]).toEqual([NaN, NaN, NaN]);
    expect([expEWithin(2, -1, 1), expEWithin(Infinity, 1, 1), expEWithin(Infinity, 0, 1)]).toEqual([NaN, NaN, NaN]);
    expect(expEWithin(2, 1, Infinity)).toBe(expE(2, 1));
    expect([expEWithin(0.5, 0, Infinity), expEWithin(3, 0, Infinity)]).toEqual([Infinity, 0.5]);
    expect(expEWithin(1, 0, Math.E - 1)).toBeCloseTo(1, 15);
    expect(expEWithin(2, 0, 3)).toBeCloseTo(0.75, 15);
    expect(expEWithin(3, 0, 4)).toBeCloseTo(0.48, 15);
    expect(expEWithin(0.5, 0, 8)).toBeCloseTo(4, 14);
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
