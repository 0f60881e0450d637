import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeTable } from "../../src/clv/internal/timeTable.ts";

describe("the distinct times of some rows", () => {
  test("each row finds its own among them, and each stands there once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat({ max: 12 }), fc.double({ min: 0, max: 1e3, noNaN: true })), { maxLength: 60 }),
        fc.nat({ max: 5 }),
        (column, skipped) => {
          const from = Math.min(skipped, column.length);
          const table = timeTable(column, from, column.length, Infinity);
          const asked = column.slice(from).map((time) => time + 0);
          expect(Array.from(table?.placeOf ?? [], (place) => table?.times[place])).toEqual(asked);
          expect(new Set(table?.times).size).toBe(table?.times.length);
          expect(table?.times).toHaveLength(new Set(asked).size);
        },
      ),
    );
  });

  test("there is none where nearly all differ, or where there are more than asked for", () => {
    const apart = Float64Array.from({ length: 5000 }, (_, i) => i / 7);
    const alike = apart.map((_, i) => (i * 17) % 61);
    expect(timeTable(apart, 0, 5000, Infinity)).toBeNull();
    expect(timeTable(apart.subarray(0, 100), 0, 100, Infinity)).toBeNull();
    expect(timeTable(alike, 0, 5000, Infinity)?.times).toHaveLength(61);
    expect(timeTable(alike, 0, 5000, 61)?.times).toHaveLength(61);
    expect(timeTable(alike, 0, 5000, 60)).toBeNull();
  });
});
