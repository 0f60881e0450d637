import { calendarPresets, defineCalendar, intersect, nextClose } from "clientele/calendar";
import { describe, expect, test } from "vitest";
import { daily, shanghai } from "../support/calendar.ts";

describe("examples", () => {
  test.each([
    ["inside", "2026-03-02T10:00:00+08:00", "2026-03-02T12:00:00+08:00"],
    ["the opening moment", "2026-03-02T13:30:00+08:00", "2026-03-02T18:00:00+08:00"],
    ["a closing moment is past", "2026-03-02T12:00:00+08:00", "2026-03-02T18:00:00+08:00"],
    ["before a holiday week", "2026-02-15T00:00:00+08:00", "2026-02-24T12:00:00+08:00"],
  ])("%s", (_, from, close) => {
    expect(nextClose(from, shanghai)).toEqual({ ok: true, value: new Date(close).toISOString() });
  });

  test("spans that touch at midnight, and over the end of the week, are one", () => {
    const calendar = defineCalendar({
      id: "long",
      timeZone: "Europe/Paris",
      weekly: {
        sat: [{ from: "20:00", to: "24:00" }],
        sun: [{ from: "00:00", to: "24:00" }],
        mon: [{ from: "00:00", to: "04:00" }],
      },
    });
    expect(nextClose("2026-03-28T20:00:00Z", calendar)).toEqual({ ok: true, value: "2026-03-30T02:00:00.000Z" });
  });

  test("round the clock, until a date says otherwise", () => {
    const calendar = defineCalendar({
      ...calendarPresets.always,
      timeZone: "America/New_York",
      holidays: [{ date: "2030-07-04" }],
    });
    expect(nextClose("2026-01-01T00:00:00Z", calendar)).toEqual({ ok: true, value: "2030-07-04T04:00:00.000Z" });
  });
});

describe("refusals", () => {
  test("what never closes", () => {
    const always = daily("America/New_York", { from: "00:00", to: "24:00" });
    expect(nextClose("2026-01-01T00:00:00Z", always)).toEqual({
      ok: false,
      error: {
        code: "no-closing-found",
        calendar: "daily",
        from: "2026-01-01T00:00:00.000Z",
        searchedUntil: "2135-07-09T00:00:00.000Z",
      },
    });
  });

  test("a closing on the last day that is searched is found, one after it is not", () => {
    const from = "2026-01-01T00:00:00Z";
    const until = (date: string) =>
      nextClose(from, defineCalendar({ ...calendarPresets.always, holidays: [{ date }] }));
    expect(until("2135-07-09")).toEqual({ ok: true, value: "2135-07-09T00:00:00.000Z" });
    expect(until("2135-07-10")).toMatchObject({ ok: false, error: { code: "no-closing-found" } });
    // open over the end of the search, though the date on which it ends has hours of its own
    const dateHours = { "2135-07-09": [{ from: "00:00", to: "12:00" }] };
    const over = defineCalendar({ ...calendarPresets.always, dateHours });
    expect(nextClose(from, over)).toMatchObject({ ok: false, error: { code: "no-closing-found" } });
    expect(nextClose("2026-01-01T12:00:00Z", over)).toEqual({ ok: true, value: "2135-07-09T12:00:00.000Z" });
  });

  test("what never opens", () => {
    const hours = [{ from: "09:00", to: "17:00" }];
    const [mon, tue] = [
      defineCalendar({ id: "mon", timeZone: "UTC", weekly: { mon: hours } }),
      defineCalendar({ id: "tue", timeZone: "UTC", weekly: { tue: hours } }),
    ];
    expect(nextClose("2026-01-01T00:00:00Z", intersect(mon, tue))).toMatchObject({
      ok: false,
      error: { code: "no-open-time-found", calendar: "intersect(mon, tue)" },
    });
  });

  test("a moment that cannot be read", () => {
    expect(nextClose("noon", shanghai)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/at", expected: "instant", observed: '"noon"' },
    });
  });
});
