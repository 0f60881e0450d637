import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { divide } from "../../examples/segmentation/facts.ts";
import { pictures } from "../../examples/segmentation/pictures.ts";

const divided = divide();

describe("the pictures of the guide", () => {
  test.each(Object.entries(pictures(divided)))("%s is what the example draws", (name, drawn) => {
    const file = new URL(`../../docs/guides/pictures/${name}`, import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(drawn);
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("show everyone once", () => {
    const { customers, migration, segments } = divided;

    expect(customers.length).toBeGreaterThan(200);
    expect(new Set(customers.map(({ segment }) => segment)).size).toBeLessThanOrEqual(segments.length);
    expect(migration.both + migration.entered).toBe(customers.length);
  });

  test("the figures that the guide tells", () => {
    const guide = readFileSync(new URL("../../docs/guides/segmentation.md", import.meta.url), "utf8");
    const { customers, spread, migration } = divided;

    expect(guide).toContain(`${customers.length} customers`);
    expect(guide).toContain(`Gini coefficient of ${spread.gini.toFixed(2)}`);
    expect(guide).toContain(`${Math.round(spread.topFifth * 100)} % of all value`);
    expect(guide).toContain(`${Math.round(spread.a * 100)} % of the customers are A`);
    expect(guide).toContain(`${migration.entered} are new`);
  });
});
