import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalCdf, normalQuantile } from "../../src/numeric/index.ts";
import { anyShare, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits, rounded to doubles
  test.each([
    [5e-324, -38.467405617144344],
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798408],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.0625, -1.5341205443525463],
    [0.0626, -1.533307936726869],
    [0.3, -0.5244005127080409],
    [0.4999999, -2.5066282747031063e-7],
    [0.75, 0.6744897501960817],
    [0.975, 1.9599639845400538],
  ])("normalQuantile(%d) = %d", (p, truth) => {
    expect(relativeError(normalQuantile(p), truth)).toBeLessThan(2e-15);
  });

  test("the ends and the middle", () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
  });
});

describe("refusals", () => {
  test.each([-Infinity, -1, -1e-300, 1.0000001, 3, Infinity, NaN])("%d is no probability", (p) => {
    expect(normalQuantile(p)).toBeNaN();
  });
});

describe("laws", () => {
  test("inverse of normalCdf", () => {
    fc.assert(
      fc.property(anyShare, (p) => {
        const z = normalQuantile(p);
        expect(relativeError(normalCdf(z), p)).toBeLessThan(6e-15 * (1 + (z * z) / 4));
      }),
    );
  });

  test("odd about one half", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1023 }), (share) => {
        expect(normalQuantile(share / 1024)).toBe(0 - normalQuantile(1 - share / 1024));
      }),
    );
  });
});
