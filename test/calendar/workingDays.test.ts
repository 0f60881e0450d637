import {
  addWorkingDays,
  type AnyCalendar,
  type BusinessCalendar,
  calendarPresets,
  type DaySpanInput,
  defineCalendar,
  describeCalendar,
  type HoursInterval,
  parseCalendar,
  unite,
  workingDays,
} from "clientele/calendar";
import { dayFromNumber, orThrow } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCalendar, daily, MINUTE, nineToFive, openMinutes, shanghai, WEEKDAYS } from "../support/calendar.ts";

const china = defineCalendar(calendarPresets.china2026);
const night = defineCalendar({ id: "night", timeZone: "UTC", weekly: { fri: [{ from: "22:00", to: "06:00" }] } });
const day = dayFromNumber;

describe("examples", () => {
  // 261 weekdays, less 19 of them off, and six weekend days worked
  test.each([
    ["a week", "2026-03-02", "2026-03-09", 5],
    ["the same, backwards", "2026-03-09", "2026-03-02", -5],
    ["nothing", "2026-03-02", "2026-03-02", 0],
    ["the Spring Festival", "2026-02-15", "2026-02-24", 0],
    ["a make-up Saturday", "2026-02-14", "2026-02-15", 1],
    ["October", "2026-10-01", "2026-11-01", 18],
    ["the year", "2026-01-01", "2027-01-01", 248],
  ])("%s", (_, from, to, days) => {
    expect(workingDays({ from, to }, china)).toBe(days);
  });

  test.each([
    ["2026-03-06", 1, "2026-03-09"],
    ["2026-03-07", 1, "2026-03-09"],
    ["2026-03-07", -1, "2026-03-06"],
    ["2026-03-09", -1, "2026-03-06"],
    ["2026-03-07", 0, "2026-03-07"],
    ["2026-09-30", 1, "2026-10-08"],
    ["2026-09-30", 3, "2026-10-10"],
    ["2026-10-08", -1, "2026-09-30"],
    ["2026-01-01", 248, "2026-12-31"],
    ["2026-12-31", -247, "2026-01-04"],
  ])("%s and %d working days: %s", (from, days, to) => {
    expect(addWorkingDays(from, days, china)).toEqual({ ok: true, value: to });
  });

  test.each([
    [5000, "2045-03-06"],
    [-5000, "2006-11-06"],
  ])("%d working days, asked first of all", (days, to) => {
    const weekly = { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive };
    const plain = defineCalendar({ id: "plain", timeZone: "UTC", weekly });
    expect(addWorkingDays("2026-01-05", days, plain)).toEqual({ ok: true, value: to });
  });

  test.each([
    [40_000, true],
    [40_001, false],
    [-40_000, true],
    [-40_001, false],
  ])("a working day %d days away", (days, found) => {
    const fair = defineCalendar({
      id: "fair",
      timeZone: "UTC",
      weekly: {},
      dateHours: { [day(20_000 + days)]: nineToFive },
    });
    expect(addWorkingDays(day(20_000), Math.sign(days), fair).ok).toBe(found);
  });

  test("the end of a night shift makes no working day", () => {
    expect(workingDays({ from: "2026-03-06", to: "2026-03-07" }, night)).toBe(1);
    expect(workingDays({ from: "2026-03-07", to: "2026-03-13" }, night)).toBe(0);
    expect(orThrow(addWorkingDays("2026-03-06", 1, night))).toBe("2026-03-13");
  });

  test("nor does a day without open time: closed by a break, or skipped by the zone", () => {
    const closed = defineCalendar({
      id: "closed",
      timeZone: "UTC",
      weekly: { mon: nineToFive, tue: nineToFive },
      breaks: { "2026-03-02": [{ from: "08:00", to: "18:00" }] },
    });
    expect(workingDays({ from: "2026-03-02", to: "2026-03-04" }, closed)).toBe(1);
    const apia = daily("Pacific/Apia", ...nineToFive);
    expect(workingDays({ from: "2011-12-29", to: "2012-01-01" }, apia)).toBe(2);
    expect(orThrow(addWorkingDays("2011-12-29", 1, apia))).toBe("2011-12-31");
  });
});

describe("refusals", () => {
  test.each(["2026-02-29", "2026-03-02T00:00:00Z", "Monday", ""])("%j is no day", (text) => {
    expect(() => workingDays({ from: text, to: "2026-03-02" }, china)).toThrow(
      expect.objectContaining({ code: "invalid-day" }),
    );
    expect(addWorkingDays(text, 1, china)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/from", expected: "day", observed: JSON.stringify(text) },
    });
  });

  test.each([undefined, null, "2026-03"])("%j is no range", (range) => {
    expect(() => workingDays(range as unknown as DaySpanInput, china)).toThrow(
      expect.objectContaining({ code: "invalid-option", message: expect.stringMatching(/^range: /) as string }),
    );
  });

  test("a combined calendar has no dates of its own", () => {
    const both = unite(china, night) as AnyCalendar as BusinessCalendar;
    const unchecked = expect.objectContaining({ code: "policy-not-checked" }) as Error;
    expect(() => workingDays({ from: "2026-03-02", to: "2026-03-09" }, both)).toThrow(unchecked);
    expect(() => addWorkingDays("2026-03-02", 1, both)).toThrow(unchecked);
    expect(() => describeCalendar(both, { locale: "en", asOf: new Date(0) })).toThrow(unchecked);
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])("%d is no number of days", (days) => {
    expect(addWorkingDays("2026-03-02", days, china)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/days", expected: "integer", observed: String(days) },
    });
  });

  test("more than a hundred years are not searched", () => {
    expect(addWorkingDays("2026-03-02", 100_000, china)).toEqual({
      ok: false,
      error: {
        code: "no-working-day-found",
        calendar: "china-2026",
        from: "2026-03-02",
        searchedUntil: "2135-09-07",
      },
    });
    expect(addWorkingDays("2026-03-02", -100_000, china)).toMatchObject({
      ok: false,
      error: { searchedUntil: "1916-08-26" },
    });
    expect(addWorkingDays("9999-12-30", 2, shanghai)).toMatchObject({
      ok: false,
      error: { code: "no-working-day-found", searchedUntil: "9999-12-31" },
    });
    expect(addWorkingDays("0000-01-03", -1, shanghai)).toMatchObject({
      ok: false,
      error: { code: "no-working-day-found", searchedUntil: "0000-01-01" },
    });
  });
});

describe("laws", () => {
  test("stretches of days add up, as their days do one by one", () => {
    fc.assert(
      fc.property(aCalendar, fc.nat(30), fc.nat(30), ({ calendar, day: near }, before, after) => {
        const days = Array.from({ length: before + after }, (_, index) => near - before + index);
        const one = (from: number): number => workingDays({ from: day(from), to: day(from + 1) }, calendar);
        const all = workingDays({ from: day(near - before), to: day(near + after) }, calendar);
        expect(days.map(one).reduce((sum, count) => sum + count, 0)).toBe(all);
        expect(workingDays({ from: day(near + after), to: day(near - before) }, calendar)).toBe(0 - all);
      }),
    );
  });

  test("without overnight shifts a day with open time is a working day", () => {
    const within = (hours: readonly HoursInterval[]) => hours.filter(({ from, to }) => from < to);
    fc.assert(
      fc.property(aCalendar, fc.integer({ min: -5, max: 5 }), ({ calendar: any, day: near }, by) => {
        const calendar = orThrow(
          parseCalendar({
            ...any,
            weekly: Object.fromEntries(WEEKDAYS.map((name) => [name, within(any.weekly[name])])),
            dateHours: Object.fromEntries(Object.entries(any.dateHours).map(([date, hours]) => [date, within(hours)])),
          }),
        );
        const date = near + by;
        // wide enough for every zone, and then only the minutes up to which the clock has come to that date
        const from = (date - 2) * 1440 * MINUTE;
        const open = openMinutes(calendar, from, from + 5 * 1440 * MINUTE, date);
        expect(workingDays({ from: day(date), to: day(date + 1) }, calendar)).toBe(open.size > 0 ? 1 : 0);
      }),
    );
  });

  test("the working day found has that many before it, and is one itself", () => {
    fc.assert(
      fc.property(
        aCalendar,
        fc.integer({ min: -40, max: 40 }),
        fc.integer({ min: -300, max: 300 }).filter((days) => days !== 0),
        ({ calendar, day: near }, by, days) => {
          const from = near + by;
          const found = addWorkingDays(day(from), days, calendar);
          // some calendars have no working days, but only the ends of nights
          fc.pre(found.ok || found.error.code !== "no-working-day-found");
          const to = Date.parse(orThrow(found)) / 86_400_000;
          const [first, last] = days > 0 ? [from + 1, to + 1] : [to, from];
          expect(workingDays({ from: day(first), to: day(last) }, calendar)).toBe(Math.abs(days));
          expect(workingDays({ from: day(to), to: day(to + 1) }, calendar)).toBe(1);
        },
      ),
    );
  });
});
