import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast, mixed, readableOn } from "../../docs/site/browser/rfm-playground/shade.ts";

test("contrast as WCAG counts it", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect(contrast("#777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(mixed("#000000", "#ff8040", 0.5)).toBe("#804020");
});

test("what stands in a cell of the heat map is read in every theme, however dark the cell", () => {
  const style = readFileSync("docs/site/style.css", "utf8");
  const of = (name: string): readonly string[] =>
    [...style.matchAll(new RegExp(`${name}: (#[0-9a-f]{6});`, "g"))].map(([, colour = ""]) => colour);
  const [hovers, blues] = [of("--hover"), of("--chart-1")];
  expect([hovers.length, blues.length]).toEqual([3, 3]);
  for (const [theme, hover] of hovers.entries()) {
    for (let part = 0; part <= 100; part++) {
      const ground = mixed(hover, blues[theme] ?? "", part / 100);
      expect(contrast(ground, readableOn(ground))).toBeGreaterThanOrEqual(4.5);
    }
  }
});
