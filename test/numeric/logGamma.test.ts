import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logGamma } from "../../src/numeric/index.ts";
import { anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits and more, rounded to doubles
  test.each([
    [1e-300, 690.7755278982137],
    [1e-20, 46.051701859880914],
    [0.001, 6.907178885383853],
    [0.49, 0.592249629335267],
    [0.5, 0.5723649429247001],
    [0.999999999999, 5.772028958989666e-13],
    [1.000000000001, -5.772669797094564e-13],
    [1.25, -0.09827183642181316],
    [1.4616321449683622, -0.12148629053584961],
    [1.5, -0.12078223763524522],
    [1.999999999, -4.227843697573328e-10],
    [2.000000000001, 4.2282192087238456e-13],
    [2.5, 0.2846828704729192],
    [2.6, 0.35741186354897986],
    [7.3, 7.147892523022248],
    [7.999, 8.523145786158915],
    [8.0, 8.525161361065415],
    [25.5, 56.389167643719944],
    [171.6, 709.6573587630563],
    [100000.0, 1051287.7089736569],
    [10000000000.0, 220258509288.81058],
    [1e50, 1.1412925464970229e52],
    [1e300, 6.897755278982137e302],
  ])("logGamma(%d) = %d", (x, truth) => {
    expect(relativeError(logGamma(x), truth, 1e-3)).toBeLessThan(1e-15);
  });

  test("whole numbers give factorials, and one half the root of pi", () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 14);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 15);
  });

  test("the ends of the range", () => {
    expect([logGamma(0), logGamma(Infinity), logGamma(1e308)]).toEqual([Infinity, Infinity, Infinity]);
    expect(logGamma(5e-324)).toBeCloseTo(744.4400719213812, 12);
  });
});

describe("refusals", () => {
  test.each([-1e-300, -0.5, -7, -Infinity, NaN])("%d is outside the domain", (x) => {
    expect(logGamma(x)).toBeNaN();
  });
});

describe("laws", () => {
  test("recurrence: ln Γ(x + 1) = ln Γ(x) + ln x", () => {
    fc.assert(
      fc.property(anySize(-12, 12), (x) => {
        const scale = Math.abs(logGamma(x)) + Math.abs(Math.log(x)) + 1;
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) / scale).toBeLessThan(4e-15);
      }),
    );
  });

  test("duplication: Γ(x) Γ(x + 1/2) = 2^(1 - 2x) sqrt(π) Γ(2x)", () => {
    fc.assert(
      fc.property(anySize(-6, 6), (x) => {
        const left = logGamma(x) + logGamma(x + 0.5);
        const right = (1 - 2 * x) * Math.LN2 + Math.log(Math.PI) / 2 + logGamma(2 * x);
        expect(Math.abs(left - right) / (Math.abs(logGamma(2 * x)) + x + 1)).toBeLessThan(4e-15);
      }),
    );
  });

  test.each([0.5, 1.5, 2.5, 3.5, 4.5, 8])("no step at %d, where one form hands over to another", (x) => {
    const h = x * 2 ** -40;
    expect(Math.abs(logGamma(x + h) - 2 * logGamma(x) + logGamma(x - h))).toBeLessThan(1e-14);
  });
});
