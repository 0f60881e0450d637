import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { incBetaRegularized, incGammaQ, logBeta } from "../../src/numeric/index.ts";
import { anyShare, anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits and more, rounded to doubles
  test.each([
    [2.0, 3.0, 0.3, 0.3483],
    [0.5, 0.5, 1e-10, 6.366197723781917e-6],
    [0.001, 0.001, 1e-5, 0.49427736412796214],
    [0.1, 100.0, 1e-6, 0.4182728973258728],
    [0.7929, 2.4259, 0.01, 0.05423863031508108],
    [3.0, 40.0, 0.02, 0.05154954039237618],
    [3.0, 40.0, 0.4, 0.9999998018937309],
    [5.0, 1e-10, 0.2, 7.688464755769238e-15],
    [5.0, 1e-10, 0.8, 2.163712457857514e-11],
    [5.0, 1e-10, 0.999, 4.828418945886986e-10],
    [5.0, 0.5, 0.7, 0.06526224616890815],
    [5.0, 2.0, 0.9, 0.885735],
    [9.0, 0.5, 0.7, 0.012421883371923481],
    [11.0, 0.5, 0.6, 0.0009128207111466552],
    [11.9, 0.9, 0.55, 0.000635624154514679],
    [8.0, 0.3, 0.93, 0.16899962390998377],
    [12.0, 0.5, 0.9, 0.1155228542668322],
    [1e6, 0.3, 0.9999995231628418, 0.19403527044790572],
    [1e12, 0.01, 0.9999999999995453, 0.0062145650771391545],
    [15.0, 2.5, 0.9, 0.6516162810248084],
    [15.0, 11.0, 0.55, 0.384260090724515],
    [11.0, 15.0, 0.55, 0.9040170280467842],
    [100.0, 11.5, 0.9, 0.5107479639469182],
    [40.0, 1.5, 0.99, 0.8473079388480012],
    [40.0, 0.5, 0.9999, 0.9289500766347263],
    [2.5, 30.0, 0.05, 0.3236624929906167],
    [11.0, 0.5, 0.95, 0.29356202347517296],
    [0.3, 0.4, 0.75, 0.7029997018880663],
    [0.001, 1e-12, 0.75, 1.0010972765648617e-9],
    [40.0, 1e-10, 0.99, 7.074288455062375e-11],
    [40.0, 0.4, 0.99, 0.29907794796130327],
    [40.0, 0.4, 0.6, 1.1146881534642737e-10],
    [40.0, 5.0, 0.999, 0.9999999989487186],
    [40.0, 5.0, 0.6, 5.4034300304826695e-6],
    [3.0, 40.0, 0.6, 0.9999999999999613],
    [9.0, 3.0, 0.6, 0.11891681279999997],
    [9.0, 3.0, 0.8, 0.6174015488000002],
    [3.0, 9.0, 0.6, 0.9940755456],
    [12.0, 12.0, 0.2, 0.0005973937086924223],
    [12.0, 12.0, 0.49, 0.46137340555518597],
    [12.0, 12.0, 0.8, 0.9994026062913076],
    [50.0, 50.0, 0.1, 3.2321822349737532e-24],
    [1000.0, 1000.0, 0.4, 8.231611354869308e-20],
    [100000.0, 100000.0, 0.501, 0.8144532554424433],
    [1000000.0, 10.0, 0.99999, 0.4579178290206093],
    [7.645341421912046e-17, 2.5441399488155352e-17, 0.7975284165328765, 0.24968296778326324],
    [10.0, 1000000.0, 2e-6, 4.650017549984941e-5],
    [1.0, 1.0, 0.3, 0.3],
    [200.0, 20000.0, 0.004, 3.6384609067372245e-29],
  ])("shapes %d and %d, x = %d: %d", (a, b, x, truth) => {
    expect(relativeError(incBetaRegularized(a, b, x), truth)).toBeLessThan(5e-15);
  });

  test("the ends of the range", () => {
    expect([incBetaRegularized(2, 3, 0), incBetaRegularized(2, 3, 1)]).toEqual([0, 1]);
    expect([incBetaRegularized(1e10, 1e10, 1e-300), incBetaRegularized(1e10, 1e10, 0.9)]).toEqual([0, 1]);
  });
});

describe("refusals", () => {
  test.each([
    [0, 1, 0.5],
    [1, 0, 0.5],
    [-1, 1, 0.5],
    [1, -1, 0.5],
    [Infinity, 1, 0.5],
    [1, Infinity, 0.5],
    [1, 1, -1e-9],
    [1, 1, 1 + 1e-9],
    [NaN, 1, 0.5],
    [1, NaN, 0.5],
    [1, 1, NaN],
    [0, 1, 0],
    [-1, 1, 1],
    [NaN, 1, 0],
    [Infinity, 1, 1],
    [1, 0, 1],
    [1, Infinity, 0],
    [20, 30, -1],
    [20, 30, 2],
    [1, 1, -Infinity],
    [1, 1, Infinity],
  ])("(%d, %d, %d) is outside the domain", (a, b, x) => {
    expect(incBetaRegularized(a, b, x)).toBeNaN();
  });
});

describe("laws", () => {
  const step = (a: number, b: number, x: number): number =>
    Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));

  test("recurrence: I_x(a + 1, b) = I_x(a, b) - x^a (1 - x)^b / (a B(a, b))", () => {
    fc.assert(
      fc.property(anySize(-3, 2.3), anySize(-3, 2.3), anyShare, (a, b, x) => {
        const sum = incBetaRegularized(a + 1, b, x) + step(a, b, x) / a;
        expect(relativeError(sum, incBetaRegularized(a, b, x))).toBeLessThan(5e-12);
      }),
    );
  });

  test("recurrence: I_x(a, b + 1) = I_x(a, b) + x^a (1 - x)^b / (b B(a, b))", () => {
    fc.assert(
      fc.property(anySize(-3, 2.3), anySize(-3, 2.3), anyShare, (a, b, x) => {
        const sum = incBetaRegularized(a, b, x) + step(a, b, x) / b;
        expect(relativeError(sum, incBetaRegularized(a, b + 1, x))).toBeLessThan(5e-12);
      }),
    );
  });

  test("complement: I_x(a, b) = 1 - I_(1 - x)(b, a)", () => {
    fc.assert(
      fc.property(anySize(-8, 10), anySize(-8, 10), fc.integer({ min: 1, max: 1023 }), (a, b, share) => {
        const x = share / 1024; // so that 1 - x is exact
        expect(incBetaRegularized(a, b, x) + incBetaRegularized(b, a, 1 - x)).toBeCloseTo(1, 13);
      }),
    );
  });

  test("never falls as x grows", () => {
    fc.assert(
      fc.property(anySize(-6, 8), anySize(-6, 8), anyShare, anyShare, (a, b, x, y) => {
        const [low, high] = [incBetaRegularized(a, b, Math.min(x, y)), incBetaRegularized(a, b, Math.max(x, y))];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1 + 4e-15);
        expect(low).toBeLessThanOrEqual(high * (1 + 2e-14));
      }),
    );
  });

  test("with one shape 1 it is a power: I_x(a, 1) = x^a, I_x(1, b) = 1 - (1 - x)^b", () => {
    fc.assert(
      fc.property(anySize(-6, 4), anyShare, (shape, x) => {
        const power = Math.exp(shape * Math.log(x));
        expect(relativeError(incBetaRegularized(shape, 1, x), power, 1e-200)).toBeLessThan(2e-13);
        expect(relativeError(incBetaRegularized(1, shape, x), -Math.expm1(shape * Math.log1p(-x)))).toBeLessThan(2e-13);
      }),
    );
  });

  test("one shape growing without bound, it goes to an incomplete gamma function", () => {
    fc.assert(
      fc.property(anySize(-1, 2), anySize(-1, 1.5), (b, x) => {
        const a = 1e15;
        expect(relativeError(1 - incBetaRegularized(b, a, x / a), incGammaQ(b, x), 1e-3)).toBeLessThan(1e-9);
      }),
    );
  });
});
