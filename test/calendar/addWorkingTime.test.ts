import {
  type AddOptions,
  addWorkingTime,
  type BusinessCalendar,
  defineCalendar,
  nextOpen,
  workingTime,
} from "clientele/calendar";
import { dayFromNumber, instantFromMs } from "clientele/core";
import { describe, expect, test } from "vitest";
import { daily, nineToFive, shanghai } from "../support/calendar.ts";

type Landing = NonNullable<AddOptions["landOn"]>;

describe("examples", () => {
  test.each([
    ["within a morning", "2026-03-02T09:00:00+08:00", "PT2H", "2026-03-02T11:00:00+08:00"],
    ["across lunch", "2026-03-02T11:30:00+08:00", "PT1H", "2026-03-02T14:00:00+08:00"],
    ["ends exactly at closing", "2026-03-02T17:00:00+08:00", "PT1H", "2026-03-02T18:00:00+08:00"],
    ["one millisecond more", "2026-03-02T17:00:00+08:00", "PT1H0.001S", "2026-03-03T09:00:00.001+08:00"],
    ["to the end of the week", "2026-03-02T09:00:00+08:00", "PT37H30M", "2026-03-06T18:00:00+08:00"],
    ["from outside hours", "2026-03-01T12:00:00+08:00", "PT30M", "2026-03-02T09:30:00+08:00"],
    ["over the holiday week", "2026-02-14T17:30:00+08:00", "PT1H", "2026-02-24T09:30:00+08:00"],
    ["nothing stays, even outside hours", "2026-03-01T12:00:00+08:00", "PT0S", "2026-03-01T12:00:00+08:00"],
    ["a thousand hours", "2026-03-02T09:00:00+08:00", "PT1000H", "2026-09-03T11:30:00+08:00"],
  ])("%s", (_, from, duration, due) => {
    expect(addWorkingTime(from, duration, shanghai)).toEqual({ ok: true, value: new Date(due).toISOString() });
  });

  test.each<[string, string, string | number, Landing, string]>([
    ["back within a morning", "2026-03-02T11:00:00+08:00", "-PT2H", "nearest", "2026-03-02T09:00:00+08:00"],
    ["back over lunch", "2026-03-02T14:00:00+08:00", "-PT1H", "nearest", "2026-03-02T11:30:00+08:00"],
    ["back over the weekend", "2026-03-02T09:30:00+08:00", "-PT1H", "nearest", "2026-02-28T17:30:00+08:00"],
    ["back to an opening", "2026-03-02T10:00:00+08:00", -3_600_000, "nearest", "2026-03-02T09:00:00+08:00"],
    ["the closing before it", "2026-03-02T10:00:00+08:00", -3_600_000, "adjacent", "2026-02-28T18:00:00+08:00"],
    ["back, an opening is open", "2026-03-02T10:00:00+08:00", -3_600_000, "nextOpen", "2026-03-02T09:00:00+08:00"],
    ["to a closing", "2026-03-02T17:00:00+08:00", "PT1H", "nearest", "2026-03-02T18:00:00+08:00"],
    ["the opening after it", "2026-03-02T17:00:00+08:00", "PT1H", "nextOpen", "2026-03-03T09:00:00+08:00"],
    ["a closing is adjacent", "2026-03-02T17:00:00+08:00", "PT1H", "adjacent", "2026-03-02T18:00:00+08:00"],
    ["within open time landings agree", "2026-03-02T09:00:00+08:00", "PT1H", "nextOpen", "2026-03-02T10:00:00+08:00"],
    ["nothing stays", "2026-03-01T12:00:00+08:00", 0, "nearest", "2026-03-01T12:00:00+08:00"],
    ["nothing, then open", "2026-03-01T12:00:00+08:00", 0, "nextOpen", "2026-03-02T09:00:00+08:00"],
    ["nothing, then the closing before", "2026-03-01T12:00:00+08:00", "PT0S", "adjacent", "2026-02-28T18:00:00+08:00"],
    ["less than nothing is nothing", "2026-03-01T12:00:00+08:00", "-PT0S", "nearest", "2026-03-01T12:00:00+08:00"],
    ["a thousand hours back", "2026-09-03T11:30:00+08:00", "-PT1000H", "nearest", "2026-03-02T09:00:00+08:00"],
    ["one millisecond more", "2026-03-02T10:00:00+08:00", -3_600_001, "nearest", "2026-02-28T17:59:59.999+08:00"],
  ])("%s: from %s, %j, %s", (_, from, duration, landOn, at) => {
    expect(addWorkingTime(from, duration, shanghai, { landOn })).toEqual({
      ok: true,
      value: new Date(at).toISOString(),
    });
  });

  test.each([
    ["inside", "2026-03-02T10:00:00+08:00", "2026-03-02T10:00:00+08:00"],
    ["the opening moment is open", "2026-03-02T09:00:00+08:00", "2026-03-02T09:00:00+08:00"],
    ["the closing moment is not", "2026-03-02T12:00:00+08:00", "2026-03-02T13:30:00+08:00"],
    ["over the holiday week", "2026-02-15T00:00:00+08:00", "2026-02-24T09:00:00+08:00"],
  ])("nextOpen: %s", (_, from, open) => {
    expect(nextOpen(from, shanghai)).toEqual({ ok: true, value: new Date(open).toISOString() });
  });

  test("an opening that the clock skips is where it goes on", () => {
    const early = daily("America/New_York", { from: "02:30", to: "05:00" });
    expect(nextOpen("2024-03-10T01:00:00-05:00", early)).toEqual({ ok: true, value: "2024-03-10T07:00:00.000Z" });
  });

  test("years of holidays are searched through", () => {
    const holidays = Array.from({ length: 1500 }, (_, day) => ({
      date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    }));
    const calendar = defineCalendar({ id: "long", timeZone: "UTC", weekly: { mon: nineToFive }, holidays });
    expect(nextOpen("2026-01-01T00:00:00Z", calendar)).toEqual({ ok: true, value: "2030-02-11T09:00:00.000Z" });
  });
});

describe("refusals", () => {
  const once = defineCalendar({
    id: "fair",
    timeZone: "UTC",
    weekly: {},
    dateHours: { "2026-05-01": [{ from: "10:00", to: "12:00" }] },
  });

  const nothing: readonly unknown[] = [null, undefined, {}, [], true];
  test.each([...nothing, "P1D", "PT", "2h", "--PT2H", "-", "P1M", "", "PT1H0.0001S", NaN, Infinity, 0.5, 2 ** 53])(
    "%j is no duration of working time",
    (duration) => {
      const result = addWorkingTime("2026-03-02T00:00:00Z", duration as string, shanghai);
      expect(result).toMatchObject({ ok: false, error: { code: "invalid-fact", path: "/duration" } });
    },
  );

  test("the whole refusal of a day", () => {
    expect(addWorkingTime("2026-03-02T00:00:00Z", "P1D", shanghai)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/duration", expected: "time-duration", observed: '"P1D"' },
    });
  });

  test.each([null, "nextOpen"])("what are no options: %j", (options) => {
    expect(() => addWorkingTime(new Date(0), "PT1H", shanghai, options as unknown as AddOptions)).toThrow(
      expect.objectContaining({ code: "invalid-option", message: expect.stringContaining("options: ") as string }),
    );
  });

  test("a landing that does not exist", () => {
    expect(() => addWorkingTime(new Date(0), "PT1H", shanghai, { landOn: "soon" as "nearest" })).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: 'landOn: expected nearest, nextOpen, adjacent, received "soon"',
      }),
    );
  });

  test("going back too there is an end to the search", () => {
    expect(addWorkingTime("2026-06-01T00:00:00Z", "-PT2H", once)).toEqual({
      ok: true,
      value: "2026-05-01T10:00:00.000Z",
    });
    const refused = {
      ok: false,
      error: {
        code: "no-open-time-found",
        calendar: "fair",
        from: "2026-06-01T00:00:00.000Z",
        searchedUntil: "1916-11-25T00:00:00.000Z",
      },
    };
    expect(addWorkingTime("2026-06-01T00:00:00Z", "-PT2H0.001S", once)).toEqual(refused);
    expect(addWorkingTime("2026-06-01T00:00:00Z", "-PT2H", once, { landOn: "adjacent" })).toEqual(refused);
    expect(addWorkingTime("0000-01-01T00:00:00Z", -1, daily("UTC", ...nineToFive))).toMatchObject({
      ok: false,
      error: { searchedUntil: "0000-01-01T00:00:00.000Z" },
    });
  });

  test("without an amount, either end of a long closed stretch is found, or there is none", () => {
    const twice = defineCalendar({
      id: "twice",
      timeZone: "UTC",
      weekly: {},
      dateHours: { "2000-01-01": [{ from: "10:00", to: "12:00" }], "2050-01-01": [{ from: "10:00", to: "12:00" }] },
    });
    const land = (at: string, landOn: Landing) => addWorkingTime(at, 0, twice, { landOn });
    expect(land("2026-01-01T00:00:00Z", "adjacent")).toEqual({ ok: true, value: "2000-01-01T12:00:00.000Z" });
    expect(land("2026-01-01T00:00:00Z", "nextOpen")).toEqual({ ok: true, value: "2050-01-01T10:00:00.000Z" });
    expect(land("1999-01-01T00:00:00Z", "adjacent")).toMatchObject({
      error: { searchedUntil: "1889-06-26T00:00:00.000Z" },
    });
    expect(land("2051-01-01T00:00:00Z", "nextOpen")).toMatchObject({
      error: { searchedUntil: "2160-07-08T00:00:00.000Z" },
    });
  });

  test.each([
    [-39_999, true],
    [-40_000, true],
    [-40_001, false],
  ])("nor is an opening farther back than 40,000 days found: %d", (days, found) => {
    const calendar = defineCalendar({
      id: "early",
      timeZone: "UTC",
      weekly: {},
      dateHours: { [dayFromNumber(20_000 + days)]: [{ from: "00:00", to: "01:00" }] },
    });
    const from = instantFromMs(20_000 * 86_400_000);
    expect(addWorkingTime(from, "-PT1H", calendar).ok).toBe(found);
    expect(addWorkingTime(from, "-PT30M", calendar, { landOn: "adjacent" }).ok).toBe(days >= -40_000);
  });

  test("a search ends after 40,000 days, whatever was asked before", () => {
    const late = (days: number): BusinessCalendar =>
      defineCalendar({
        id: "late",
        timeZone: "UTC",
        weekly: {},
        dateHours: { [dayFromNumber(20_000 + days)]: [{ from: "00:00", to: "01:00" }] },
      });
    const from = instantFromMs(20_000 * 86_400_000);
    for (const [days, found] of [
      [39_999, true],
      [40_000, true],
      [40_001, false],
    ] as const) {
      const calendar = late(days);
      expect(nextOpen(from, calendar).ok).toBe(found);
      workingTime({ from: "1900-01-01T00:00:00Z", to: "2300-01-01T00:00:00Z" }, calendar);
      expect(nextOpen(from, calendar).ok).toBe(found);
    }
  });

  test("a moment without an offset", () => {
    const error = { code: "invalid-fact", path: "/at", expected: "instant", observed: '"2026-03-02T00:00:00"' };
    expect(addWorkingTime("2026-03-02T00:00:00", "PT1H", shanghai)).toEqual({ ok: false, error });
    expect(nextOpen("2026-03-02T00:00:00", shanghai)).toEqual({ ok: false, error });
  });

  test("a calendar of single dates runs out of open time", () => {
    expect(addWorkingTime("2026-03-01T00:00:00Z", "PT2H", once)).toEqual({
      ok: true,
      value: "2026-05-01T12:00:00.000Z",
    });
    expect(addWorkingTime("2026-03-01T00:00:00Z", "PT2H0.001S", once)).toEqual({
      ok: false,
      error: {
        code: "no-open-time-found",
        calendar: "fair",
        from: "2026-03-01T00:00:00.000Z",
        searchedUntil: "2135-09-06T00:00:00.000Z",
      },
    });
    expect(nextOpen("2026-05-01T12:00:00Z", once)).toMatchObject({ ok: false, error: { code: "no-open-time-found" } });
  });

  test.each<[string, Landing, string]>([
    ["PT999999999H", "nearest", "2135-09-06T00:00:00.000Z"],
    ["PT999999999H", "nextOpen", "2135-09-06T00:00:00.000Z"],
    ["PT999999999H", "adjacent", "2135-09-06T00:00:00.000Z"],
    ["-PT999999999H", "nearest", "1916-08-25T00:00:00.000Z"],
    ["-PT999999999H", "nextOpen", "1916-08-25T00:00:00.000Z"],
    ["-PT999999999H", "adjacent", "1916-08-25T00:00:00.000Z"],
  ])("an amount beyond all reckoning: %s, %s", (amount, landOn, searchedUntil) => {
    const from = "2026-03-01T00:00:00.000Z";
    expect(addWorkingTime(from, amount, shanghai, { landOn })).toEqual({
      ok: false,
      error: { code: "no-open-time-found", calendar: "shanghai-office", from, searchedUntil },
    });
  });

  test("the end of the years that can be written", () => {
    const [end, always] = ["9999-12-31T23:59:59.999Z", daily("UTC", { from: "00:00", to: "24:00" })];
    expect(addWorkingTime(end, "PT1S", always)).toEqual({
      ok: false,
      error: { code: "no-open-time-found", calendar: "daily", from: end, searchedUntil: end },
    });
    expect(addWorkingTime("0000-01-01T00:00:00Z", "PT1S", always)).toEqual({
      ok: true,
      value: "0000-01-01T00:00:01.000Z",
    });
  });
});
