import { calendarPresets, defineCalendar, isOpen, openSpans, reviewCalendar, workingDays } from "clientele/calendar";
import { dayFromNumber, epochDayOfText } from "clientele/core";
import { describe, expect, test } from "vitest";

describe.each(Object.entries(calendarPresets))("%s", (_, literal) => {
  test("is a calendar, with nothing to find fault with", () => {
    expect(reviewCalendar(literal)).toMatchObject({ issues: [], findings: [] });
  });
});

test("24x7 is never closed", () => {
  const range = { from: "2026-01-01T00:00:00.000Z", to: "2031-01-01T00:00:00.000Z" };
  expect(openSpans(range, defineCalendar(calendarPresets.always))).toEqual([range]);
});

test("weekdays have their lunch, in the zone they are given", () => {
  const paris = defineCalendar({ ...calendarPresets.weekdays, timeZone: "Europe/Paris" });
  expect(openSpans({ from: "2026-07-03T00:00:00Z", to: "2026-07-06T00:00:00Z" }, paris)).toEqual([
    { from: "2026-07-03T07:00:00.000Z", to: "2026-07-03T10:00:00.000Z" },
    { from: "2026-07-03T11:00:00.000Z", to: "2026-07-03T16:00:00.000Z" },
  ]);
});

describe("China in 2026", () => {
  const china = defineCalendar(calendarPresets.china2026);
  // as the notice of 4 November 2025 has them
  const off: readonly (readonly [string, string, number])[] = [
    ["2026-01-01", "2026-01-03", 3],
    ["2026-02-15", "2026-02-23", 9],
    ["2026-04-04", "2026-04-06", 3],
    ["2026-05-01", "2026-05-05", 5],
    ["2026-06-19", "2026-06-21", 3],
    ["2026-09-25", "2026-09-27", 3],
    ["2026-10-01", "2026-10-07", 7],
  ];
  const worked = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"];
  const isWorked = (date: string): boolean =>
    workingDays({ from: date, to: dayFromNumber(epochDayOfText(date) + 1) }, china) === 1;

  test.each(off)("off from %s to %s, %d days", (first, last, days) => {
    const dates = china.holidays.map(({ date }) => date).filter((date) => date >= first && date <= last);
    expect(dates.length).toBe(days);
    expect(dates.some(isWorked)).toBe(false);
  });

  test("no other days are named", () => {
    expect(china.holidays.length).toBe(33);
    expect(Object.keys(china.dateHours)).toEqual(worked);
  });

  test.each(worked)("%s, on a weekend, is worked", (date) => {
    expect([0, 6]).toContain(new Date(`${date}T00:00:00Z`).getUTCDay());
    expect(isWorked(date)).toBe(true);
    expect(isOpen(`${date}T17:59:59+08:00`, china)).toBe(true);
    expect(isOpen(`${date}T12:30:00+08:00`, china)).toBe(false);
  });
});
