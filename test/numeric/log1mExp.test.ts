import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { log1mExp } from "../../src/numeric/index.ts";
import { anySize, relativeError } from "../support/numeric.ts";

describe("examples", () => {
  // closed forms: 1 - e^-ln2 = 1/2; e^-40 + e^-80/2 and ln(1e-20) to the precision of doubles
  test.each([
    [-Math.LN2, -Math.LN2],
    [-Math.log(4), Math.log(0.75)],
    [-1e-20, Math.log(1e-20)],
    [-40, -Math.exp(-40)],
    [0, -Infinity],
    [-Infinity, -0],
  ])("log1mExp(%d) = %d", (x, truth) => {
    expect(relativeError(log1mExp(x), truth)).toBeLessThan(3e-16);
  });
});

describe("refusals", () => {
  test.each([1e-9, 3, NaN])("e^%d is no probability", (x) => {
    expect(log1mExp(x)).toBeNaN();
  });
});

describe("laws", () => {
  test("twice is nothing", () => {
    fc.assert(
      fc.property(anySize(-12, 1.4), (size) => {
        expect(relativeError(log1mExp(log1mExp(-size)), -size)).toBeLessThan(
          1e-13 * Math.max(1, size, Math.exp(-size)),
        );
      }),
    );
  });
});
