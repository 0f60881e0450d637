import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PAGE, pageOf, readRecords, readSizes } from "../../scripts/performance.ts";

const records = readRecords();

describe("the page on performance", () => {
  test("is what the script writes from the records and the limits of size", () => {
    expect(readFileSync(PAGE, "utf8")).toBe(pageOf(records, readSizes()));
  });

  test.each(records.map((record) => [record.head.bench, record] as const))(
    "%s: each line has a time of its own, and a ratio where there is a peer's",
    (_, { head, lines }) => {
      expect(head.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(lines.length).toBeGreaterThan(0);
      for (const { ours, theirs, ratio } of lines) {
        expect(ours).toBeGreaterThanOrEqual(0);
        if (theirs === null) expect(ratio).toBeNull();
        else expect((ratio ?? 0) / (theirs / ours)).toBeCloseTo(1, 2);
      }
    },
  );
});
