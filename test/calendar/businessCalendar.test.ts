import {
  type BusinessCalendarInput,
  defineCalendar,
  openSpans,
  parseCalendar,
  restoreCalendar,
  reviewCalendar,
} from "clientele/calendar";
import { fingerprint, orThrow, storePolicy } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCalendar, nineToFive, shanghai, shanghaiLiteral } from "../support/calendar.ts";

const shop = { id: "shop", timeZone: "UTC", weekly: { mon: nineToFive } };
const issuesOf = (draft: unknown) => reviewCalendar(draft).issues.map(({ code, path }) => [code, path]);

describe("examples", () => {
  test("a checked calendar has every key", () => {
    expect(defineCalendar(shop)).toEqual({
      id: "shop",
      timeZone: "UTC",
      labels: null,
      weekly: { mon: nineToFive, tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
      dateHours: {},
      holidays: [],
      breaks: {},
      knownUntil: null,
      meta: null,
    });
    expect(Object.isFrozen(shanghai.weekly.mon)).toBe(true);
  });

  test("names of every kind work as ids", () => {
    expect(defineCalendar({ ...shop, id: "constructor" }).id).toBe("constructor");
  });

  test("midnight ends a day either way", () => {
    const weekly = (to: string) => ({ ...shop, weekly: { mon: [{ from: "22:00", to }] } });
    const range = { from: "2026-03-01T00:00:00Z", to: "2026-03-08T00:00:00Z" };
    const spans = ["24:00", "24:00:00", "00:00"].map((to) => openSpans(range, defineCalendar(weekly(to))));
    expect(new Set(spans.map((span) => JSON.stringify(span))).size).toBe(1);
    expect(spans[0]).toEqual([{ from: "2026-03-02T22:00:00.000Z", to: "2026-03-03T00:00:00.000Z" }]);
  });

  test("overlapping intervals are pointed out, touching ones are not", () => {
    const hours = [
      { from: "22:00", to: "06:00" },
      { from: "06:00", to: "07:00" },
      { from: "23:00", to: "24:00" },
    ];
    expect(reviewCalendar({ ...shop, weekly: { mon: hours } }).findings).toEqual([
      {
        code: "overlapping-intervals",
        severity: "warning",
        path: "/weekly/mon/2",
        keys: ["weekly", "mon", 2],
        params: { from: "23:00", to: "24:00" },
      },
    ]);
  });
});

describe("refusals", () => {
  const hours = (...intervals: readonly unknown[]) => ({ ...shop, weekly: { mon: intervals } });

  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ["no data", null, [["wrong-type", ""]]],
    ["an unknown zone", { ...shop, timeZone: "Mars/Olympus" }, [["malformed", "/timeZone"]]],
    ["a field not honoured", { ...shop, closures: {} }, [["unknown-key", "/closures"]]],
    ["an unknown weekday", { ...shop, weekly: { monday: [] } }, [["unknown-key", "/weekly/monday"]]],
    ["a bad time", hours({ from: "9:00", to: "17:00" }), [["invalid-time-of-day", "/weekly/mon/0/from"]]],
    ["24:00 as a start", hours({ from: "24:00", to: "17:00" }), [["invalid-time-of-day", "/weekly/mon/0/from"]]],
    ["a time after 24:00", hours({ from: "09:00", to: "24:01" }), [["invalid-time-of-day", "/weekly/mon/0/to"]]],
    ["equal ends", hours({ from: "09:00", to: "09:00:00" }, nineToFive[0]), [["empty-interval", "/weekly/mon/0"]]],
    ["an interval of text", hours("09:00-17:00"), [["wrong-type", "/weekly/mon/0"]]],
    [
      "a date that does not exist",
      { ...shop, holidays: [{ date: "2026-02-29" }] },
      [["malformed", "/holidays/0/date"]],
    ],
    ["date hours on no date", { ...shop, dateHours: { monday: [] } }, [["invalid-date", "/dateHours/monday"]]],
    [
      "a holiday twice",
      { ...shop, holidays: [{ date: "2026-05-01" }, { date: "2026-05-01" }] },
      [["duplicate-holiday", "/holidays/1/date"]],
    ],
    ["no open time", { ...shop, weekly: { mon: [] } }, [["no-open-time", "/weekly"]]],
    ["only closed dates", { ...shop, weekly: {}, dateHours: { "2026-05-01": [] } }, [["no-open-time", "/weekly"]]],
    [
      "open only on a day that the zone skipped",
      { id: "apia", timeZone: "Pacific/Apia", weekly: {}, dateHours: { "2011-12-30": nineToFive } },
      [["no-open-time", "/weekly"]],
    ],
    [
      "every issue at once, whatever the shape of the rest",
      { id: "", timeZone: 8, weekly: { mon: [{ from: "09:00", to: "09:00" }] }, holidays: 3, dateHours: { x: [] } },
      [
        ["malformed", "/id"],
        ["wrong-type", "/timeZone"],
        ["wrong-type", "/holidays"],
        ["empty-interval", "/weekly/mon/0"],
        ["invalid-date", "/dateHours/x"],
      ],
    ],
  ])("%s", (_, draft, issues) => {
    expect(issuesOf(draft)).toEqual(issues);
  });

  test("an issue whole", () => {
    expect(parseCalendar({ ...shop, weekly: { mon: [{ from: "09:00", to: "25:00" }] } })).toEqual({
      ok: false,
      error: [
        {
          code: "invalid-time-of-day",
          severity: "error",
          path: "/weekly/mon/0/to",
          keys: ["weekly", "mon", 0, "to"],
          params: { observed: '"25:00"' },
        },
      ],
    });
  });

  test("in code, every issue is thrown in words", () => {
    expect(() => defineCalendar({ ...shop, weekly: {} })).toThrow("/weekly: the calendar is never open");
  });

  test("a stored calendar with a forged fingerprint does not bring in what the doors refuse", () => {
    const whole: BusinessCalendarInput = orThrow(parseCalendar(shop));
    for (const change of [{ weekly: {} }, { dateHours: { x: [] } }, { weekly: { ...whole.weekly, mon: [{}] } }]) {
      const data = { ...whole, ...change };
      expect(restoreCalendar({ format: "calendar/1", fingerprint: fingerprint(data), data })).toEqual({
        ok: false,
        error: { code: "corrupt-policy", format: "calendar/1" },
      });
    }
  });
});

describe("laws", () => {
  test("every calendar goes through storage and back", () => {
    fc.assert(
      fc.property(aCalendar, ({ calendar }) => {
        const restored = orThrow(restoreCalendar(JSON.parse(JSON.stringify(storePolicy(calendar)))));
        expect(restored).toEqual(calendar);
        expect(orThrow(parseCalendar(restored))).toEqual(calendar);
      }),
    );
  });

  test("review never throws", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (weekly, dateHours, holidays) => {
        expect(reviewCalendar({ ...shanghaiLiteral, weekly, dateHours, holidays }).issues.length).toBeGreaterThan(0);
      }),
    );
  });
});
