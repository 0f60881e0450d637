import { compiledCalendar, defineCalendar, unite } from "clientele/calendar";
import { addWorkdays, addWorkingMs, isOpenMs, nextCloseMs, nextOpenMs, openSpansMs, workingMs } from "clientele/kernel";
import { describe, expect, test } from "vitest";
import { nineToFive } from "../support/calendar.ts";

const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: nineToFive } });
const compiled = compiledCalendar(shop);
const monday = Date.UTC(2026, 2, 2);
const HOUR = 3_600_000;

describe("examples", () => {
  test("the same object is compiled once", () => {
    expect(compiledCalendar(shop)).toBe(compiled);
    expect(compiled.exceptions.size).toBe(0);
    const both = unite(shop, shop);
    expect(compiledCalendar(both)).toBe(compiledCalendar(both));
    expect([compiledCalendar(both).week, compiledCalendar(both).exceptions.size]).toEqual([[], 0]);
  });

  test("answers in milliseconds", () => {
    expect(workingMs(compiled, { from: monday, to: monday + 12 * HOUR })).toBe(3 * HOUR);
    expect(isOpenMs(compiled, monday + 9 * HOUR)).toBe(true);
    expect(nextOpenMs(compiled, monday)).toEqual({ found: true, at: monday + 9 * HOUR });
    expect(nextCloseMs(compiled, monday)).toEqual({ found: true, at: monday + 17 * HOUR });
    expect(addWorkingMs(compiled, monday, HOUR)).toEqual({ found: true, at: monday + 10 * HOUR });
    expect(addWorkdays(compiled, 20_514, 1)).toEqual({ found: true, day: 20_521 }); // 2 and 9 March of 2026
    expect(openSpansMs(compiled, { from: monday, to: monday + 10 * HOUR })).toEqual([
      { from: monday + 9 * HOUR, to: monday + 10 * HOUR },
    ]);
    expect(openSpansMs(compiled, { from: monday + 10 * HOUR, to: monday })).toEqual([]);
  });

  test("a date that ends up as its weekday is no exception", () => {
    const { exceptions } = compiledCalendar(
      defineCalendar({
        id: "shop",
        timeZone: "UTC",
        weekly: { mon: nineToFive },
        holidays: [{ date: "2026-03-03" }, { date: "2026-03-09" }],
        dateHours: { "2026-03-02": nineToFive, "2026-03-04": [] },
        breaks: { "2026-03-05": [{ from: "10:00", to: "11:00" }] },
      }),
    );
    expect([...exceptions]).toEqual([[20_521, { spans: [], own: [] }]]);
  });
});

describe("refusals", () => {
  test.each([NaN, Infinity, -Infinity, 8.64e15 + 1])("%d is no moment", (at) => {
    for (const ask of [isOpenMs, nextOpenMs, nextCloseMs]) {
      expect(() => ask(compiled, at)).toThrow(expect.objectContaining({ code: "out-of-range" }));
    }
  });
});
