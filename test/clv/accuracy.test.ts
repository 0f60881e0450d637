import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { casesIn, linesOf, PAGE, pageOf, PART, WHOLE } from "../../scripts/accuracy.ts";

const page = readFileSync(PAGE, "utf8");
const part = linesOf(casesIn(PART));

describe("the page on accuracy", () => {
  test("is what the script writes from all cases, where they are at hand; else that of its own lines", () => {
    const written = existsSync(WHOLE) ? pageOf(linesOf(casesIn(WHOLE))) : page;
    expect(page).toBe(written);
    expect(page.split("\n").filter((line) => /\| [\d.]+e-\d+ \| 0 \|$/.test(line))).toHaveLength(part.length);
  });

  test.each(part)(
    "$model, $output: no case of the tests is further off than it says",
    ({ model, output, within, lost }) => {
      const line = page.split("\n").find((each) => each.startsWith(`| ${model} | ${output} |`)) ?? "";
      const [, stated = "", none = ""] = /\| ([\d.e-]+) \| (\d+) \|$/.exec(line) ?? [];
      expect(within).toBeLessThanOrEqual(Number(stated) * (1 + 1e-9));
      expect([lost, none]).toEqual([0, "0"]);
    },
  );
});
