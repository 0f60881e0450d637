import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { incGammaP, incGammaQ, logGamma, normalCdf } from "../../src/numeric/index.ts";
import { anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // computed with mpmath, 60 digits and more, rounded to doubles
  test.each([
    [1e-10, 1e-10, 0.9999999977551365, 2.244863524002411e-9],
    [0.001, 1.0, 0.9997803916424144, 0.0002196083575855564],
    [0.001, 50.0, 1.0, 3.800356221932517e-27],
    [0.01, 1e-310, 0.0007988610914343961, 0.9992011389085657],
    [0.3, 1e-320, 1.114238787135322e-96, 1.0],
    [0.5, 1e-20, 1.1283791670955126e-10, 0.999999999887162],
    [0.5, 0.5, 0.6826894921370859, 0.3173105078629141],
    [0.999, 0.999, 0.6321844543480656, 0.3678155456519345],
    [1.0, 0.5, 0.3934693402873666, 0.6065306597126334],
    [1.0, 0.99, 0.6284233089779543, 0.3715766910220457],
    [1.0, 600.0, 1.0, 2.6503965530043108e-261],
    [1.3, 0.2, 0.09460856928977716, 0.9053914307102229],
    [1.5, 0.2, 0.05975750516063926, 0.9402424948393607],
    [2.5, 2.4, 0.559227031913337, 0.440772968086663],
    [2.5, 2.5, 0.5841198130044921, 0.41588018699550794],
    [2.5, 60.0, 1.0, 3.138579772755296e-24],
    [3.3, 1.0, 0.053361623618533374, 0.9466383763814666],
    [5.5, 3.0, 0.12663574677261544, 0.8733642532273845],
    [7.3, 7.2, 0.5345486500265074, 0.4654513499734925],
    [11.9, 5.0, 0.005999166298567158, 0.9940008337014329],
    [11.9, 11.5, 0.4919448890430875, 0.5080551109569126],
    [11.9, 11.89, 0.5374148894349386, 0.4625851105650613],
    [11.9, 13.0, 0.6574985515918605, 0.3425014484081394],
    [12.0, 2.0, 1.3646151596151952e-6, 0.9999986353848404],
    [12.0, 11.0, 0.42073323707828797, 0.5792667629217121],
    [12.0, 11.5, 0.48020190637605786, 0.5197980936239421],
    [12.0, 30.0, 0.9999361229746008, 6.387702539927337e-5],
    [13.0, 285.2, 1.0, 8.695020023701556e-104],
    [100.0, 50.0, 3.200065324585125e-10, 0.9999999996799934],
    [100.0, 150.0, 0.9999940754596646, 5.924540335483916e-6],
    [1000.0, 1000.0, 0.5042052441802155, 0.4957947558197845],
    [100000.0, 101000.0, 0.9991915784870744, 0.0008084215129255907],
    [100000.0, 99000.0, 0.0007574199211747679, 0.9992425800788253],
    [1e8, 1e8, 0.5000132980760141, 0.4999867019239859],
    [1e8, 1.0001e8, 0.8413447464717988, 0.1586552535282012],
  ])("shape %d, x = %d: P = %d, Q = %d", (a, x, lower, upper) => {
    expect(relativeError(incGammaP(a, x), lower)).toBeLessThan(3e-15);
    expect(relativeError(incGammaQ(a, x), upper)).toBeLessThan(3e-15);
  });

  test("the ends of the range", () => {
    expect([incGammaP(3, 0), incGammaP(3, Infinity), incGammaP(0.5, Infinity)]).toEqual([0, 1, 1]);
    expect([incGammaQ(3, 0), incGammaQ(3, Infinity), incGammaQ(0.5, 0)]).toEqual([1, 0, 1]);
    expect([incGammaQ(20, 1e300), incGammaP(1e300, 20), incGammaP(1e300, 1e301)]).toEqual([0, 0, 1]);
  });
});

describe("refusals", () => {
  test.each([
    [0, 1],
    [-1, 1],
    [Infinity, 1],
    [Infinity, 0],
    [0, 0],
    [0, Infinity],
    [NaN, 1],
    [NaN, 0],
    [1, -Infinity],
    [20, -1],
    [1, -1e-9],
    [1, NaN],
  ])("(%d, %d) is outside the domain", (a, x) => {
    expect(incGammaP(a, x)).toBeNaN();
    expect(incGammaQ(a, x)).toBeNaN();
  });
});

describe("laws", () => {
  test("recurrence: Q(a + 1, x) = Q(a, x) + x^a e^-x / Γ(a + 1)", () => {
    fc.assert(
      fc.property(anySize(-4, 2.5), anySize(-3, 2.5), (a, x) => {
        const step = Math.exp(a * Math.log(x) - x - logGamma(a + 1));
        expect(relativeError(incGammaQ(a, x) + step, incGammaQ(a + 1, x))).toBeLessThan(2e-12);
        expect(relativeError(incGammaP(a + 1, x) + step, incGammaP(a, x))).toBeLessThan(2e-12);
      }),
    );
  });

  test("P and Q are complements, and probabilities", () => {
    fc.assert(
      fc.property(anySize(-10, 14), anySize(-10, 14), (a, x) => {
        const [lower, upper] = [incGammaP(a, x), incGammaQ(a, x)];
        expect(lower + upper).toBeCloseTo(1, 14);
        expect(Math.min(lower, upper)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("P grows with x and falls with a", () => {
    fc.assert(
      fc.property(anySize(-2, 5), fc.double({ min: 0.3, max: 3, noNaN: true }), (a, ratio) => {
        const p = incGammaP(a, a * ratio);
        expect(incGammaP(a, a * ratio * 1.01)).toBeGreaterThanOrEqual(p - 4e-16);
        expect(incGammaP(a * 1.01, a * ratio)).toBeLessThanOrEqual(p + 4e-16);
      }),
    );
  });

  test("shape 1/2 is the square of a normal variate", () => {
    fc.assert(
      fc.property(anySize(-5, 1.3), (z) => {
        expect(relativeError(incGammaQ(0.5, (z * z) / 2), 2 * normalCdf(-z))).toBeLessThan(1e-13);
      }),
    );
  });
});
