import { describe, expect, test } from "vitest";
import { casesIn, PART, singlesOf } from "../../scripts/accuracy.ts";
import { relativeError } from "../support/clv.ts";

describe("customers of whom the printed formula is lost", () => {
  const singles = singlesOf(casesIn(PART));

  test("are about ten, of both models, and some of their figures look like any other", () => {
    expect(singles.length).toBeGreaterThanOrEqual(8);
    expect(new Set(singles.map(({ item }) => item.model))).toEqual(new Set(["pnbd", "bgnbd"]));
    expect(singles.some(({ formula }) => Number.isFinite(formula))).toBe(true);
    expect(singles.some(({ formula }) => !Number.isFinite(formula))).toBe(true);
  });

  test.each(singles)("$item.model of case $item.x, $output: ours is the truth", ({ truth, ours, formula }) => {
    expect(relativeError(ours, truth)).toBeLessThan(1e-12);
    expect(Math.abs(formula - truth) <= 1e-6 * truth).toBe(false);
  });
});
