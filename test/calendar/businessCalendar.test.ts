import {
  type BusinessCalendarInput,
  defineCalendar,
  nextOpen,
  openSpans,
  parseCalendar,
  restoreCalendar,
  reviewCalendar,
  workingTime,
} from "clientele/calendar";
import { dayFromNumber, fingerprint, orThrow, storePolicy } from "clientele/core";
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

describe("findings", () => {
  const findings = (draft: object) =>
    reviewCalendar({ ...shop, ...draft }).findings.map(({ code, path }) => [code, path]);
  const noon = { from: "12:00", to: "13:00" };
  type Short = Readonly<Record<string, readonly string[]>>;
  /** Intervals of whole hours, such as `09-17`. */
  const long = (lists: Short = {}) =>
    Object.fromEntries(
      Object.entries(lists).map(([key, hours]) => [
        key,
        hours.map((text) => ({ from: `${text.slice(0, 2)}:00`, to: `${text.slice(3)}:00` })),
      ]),
    );

  test.each<[string, object, readonly string[]]>([
    ["within hours", { breaks: { mon: [noon] } }, []],
    ["on a closed weekday", { breaks: { tue: [noon] } }, ["/breaks/tue/0"]],
    ["before opening", { breaks: { mon: [{ from: "08:00", to: "09:00" }, noon] } }, ["/breaks/mon/0"]],
    ["after closing", { breaks: { mon: [noon, { from: "17:00", to: "18:00" }] } }, ["/breaks/mon/1"]],
    ["a minute of it within", { breaks: { mon: [{ from: "08:00", to: "09:01" }] } }, []],
    ["on a closed date", { breaks: { "2026-03-03": [noon] } }, ["/breaks/2026-03-03/0"]],
    [
      "on a holiday",
      { breaks: { "2026-03-02": [noon] }, holidays: [{ date: "2026-03-02" }] },
      ["/breaks/2026-03-02/0"],
    ],
    ["on date hours", { breaks: { "2026-03-03": [noon] }, dateHours: { "2026-03-03": nineToFive } }, []],
    ["on a weekday that opens on a date", { breaks: { tue: [noon] }, dateHours: { "2026-03-03": nineToFive } }, []],
    ["past midnight, into the next day's hours", { breaks: { sun: [{ from: "23:00", to: "09:30" }] } }, []],
    [
      "in the night of the day before",
      { weekly: { mon: [{ from: "22:00", to: "06:00" }] }, breaks: { tue: [{ from: "02:00", to: "02:30" }] } },
      [],
    ],
    [
      "in a night that a holiday ends",
      {
        weekly: { mon: [{ from: "22:00", to: "06:00" }] },
        breaks: { "2026-03-03": [{ from: "02:00", to: "02:30" }] },
        holidays: [{ date: "2026-03-03" }],
      },
      ["/breaks/2026-03-03/0"],
    ],
  ])("a break %s", (_, draft, paths) => {
    expect(findings(draft)).toEqual(paths.map((path) => ["break-outside-hours", path]));
  });

  test.each<[string, object, readonly string[]]>([
    [
      "in date hours written in another order",
      { dateHours: { "2026-03-03": ["13-17", "09-12"] }, breaks: { "2026-03-03": ["10-11"] } },
      [],
    ],
    [
      "on another weekday than date hours",
      { dateHours: { "2026-03-03": ["09-17"] }, breaks: { wed: ["12-13"] } },
      ["/breaks/wed/0"],
    ],
    ["in the night after date hours", { dateHours: { "2026-03-03": ["22-06"] }, breaks: { wed: ["02-03"] } }, []],
    [
      "in the night before date hours",
      { dateHours: { "2026-03-03": ["22-06"] }, breaks: { tue: ["02-03"] } },
      ["/breaks/tue/0"],
    ],
  ])("a break %s", (_, { dateHours, breaks }: { dateHours?: Short; breaks?: Short }, paths) => {
    const draft = { dateHours: long(dateHours), breaks: long(breaks) };
    expect(findings(draft)).toEqual(paths.map((path) => ["break-outside-hours", path]));
  });

  test("overlapping intervals, wherever they are, in their order; those that touch are none", () => {
    const overlapping = [
      { from: "12:00", to: "14:00" },
      { from: "10:00", to: "11:30" },
      { from: "11:00", to: "13:00" },
      { from: "09:00", to: "10:15" },
      { from: "14:00", to: "15:00" },
    ];
    expect(findings({ weekly: { mon: overlapping }, dateHours: { "2026-03-03": overlapping.slice(1, 3) } })).toEqual([
      ["overlapping-intervals", "/weekly/mon/0"],
      ["overlapping-intervals", "/weekly/mon/1"],
      ["overlapping-intervals", "/weekly/mon/2"],
      ["overlapping-intervals", "/dateHours/2026-03-03/1"],
    ]);
  });

  test("dates after those that are known", () => {
    const draft = {
      knownUntil: "2026-12-31",
      holidays: [{ date: "2026-12-31" }, { date: "2027-01-01" }],
      dateHours: { "2027-01-02": nineToFive, "2026-05-02": nineToFive },
    };
    expect(findings(draft)).toEqual([
      ["date-after-known", "/holidays/1/date"],
      ["date-after-known", "/dateHours/2027-01-02"],
    ]);
    expect(findings({ ...draft, knownUntil: null })).toEqual([]);
  });
});

describe("refusals", () => {
  const BOTH_ENDS = [
    ["invalid-time-of-day", "/weekly/mon/0/from"],
    ["invalid-time-of-day", "/weekly/mon/0/to"],
  ] as const;
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
    [
      "equal ends alone: what is meant may yet open",
      hours({ from: "09:00", to: "09:00" }),
      [["empty-interval", "/weekly/mon/0"]],
    ],
    [
      "date hours that are empty",
      { ...shop, dateHours: { "2026-05-01": [{ from: "09:00", to: "09:00" }] } },
      [["empty-interval", "/dateHours/2026-05-01/0"]],
    ],
    [
      "date hours on no date, and nothing else: it may yet open",
      { ...shop, weekly: {}, dateHours: { monday: nineToFive } },
      [["invalid-date", "/dateHours/monday"]],
    ],
    [
      "date hours at no time, and nothing else",
      { ...shop, weekly: {}, dateHours: { "2026-05-01": [{ from: "9", to: "17:00" }] } },
      [["invalid-time-of-day", "/dateHours/2026-05-01/0/from"]],
    ],
    [
      "hours of a weekday that are no list, and nothing else",
      { ...shop, weekly: { mon: 3 } },
      [["wrong-type", "/weekly/mon"]],
    ],
    ["an interval of text", hours("09:00-17:00"), [["wrong-type", "/weekly/mon/0"]]],
    [
      "a date that does not exist",
      { ...shop, holidays: [{ date: "2026-02-29" }] },
      [["malformed", "/holidays/0/date"]],
    ],
    [
      "dates that do not exist, which are not the same one twice",
      { ...shop, holidays: [{ date: "2026-02-29" }, { date: "2026-02-30" }, 3] },
      [
        ["malformed", "/holidays/0/date"],
        ["malformed", "/holidays/1/date"],
        ["wrong-type", "/holidays/2"],
      ],
    ],
    ["date hours on no date", { ...shop, dateHours: { monday: [] } }, [["invalid-date", "/dateHours/monday"]]],
    [
      "a holiday twice",
      { ...shop, holidays: [{ date: "2026-05-01" }, { date: "2026-05-01" }] },
      [["duplicate-holiday", "/holidays/1/date"]],
    ],
    ["reversed ends are a night shift, hours out of range are not", hours({ from: "17:00", to: "09:00" }), []],
    ["25:00", hours({ from: "25:00", to: "26:00" }), BOTH_ENDS],
    ["a minute 60", hours({ from: "09:60", to: "10:99" }), BOTH_ENDS],
    [
      "not a number",
      hours({ from: NaN, to: 17 }),
      [
        ["wrong-type", BOTH_ENDS[0][1]],
        ["wrong-type", BOTH_ENDS[1][1]],
      ],
    ],
    [
      "a break that is empty",
      { ...shop, breaks: { mon: [{ from: "12:00", to: "12:00" }] } },
      [["empty-interval", "/breaks/mon/0"]],
    ],
    [
      "a break at no time",
      { ...shop, breaks: { mon: [{ from: "noon", to: "13:00" }] } },
      [["invalid-time-of-day", "/breaks/mon/0/from"]],
    ],
    [
      "a break on no day",
      { ...shop, breaks: { monday: [], "2026-02-29": [] } },
      [
        ["invalid-break-day", "/breaks/monday"],
        ["invalid-break-day", "/breaks/2026-02-29"],
      ],
    ],
    ["a year of five digits", { ...shop, holidays: [{ date: "10000-01-01" }] }, [["malformed", "/holidays/0/date"]]],
    [
      "a holiday that removes a week",
      { ...shop, holidays: [{ date: "2026-05-01", removes: "week" }] },
      [["not-one-of", "/holidays/0/removes"]],
    ],
    ["known until no day", { ...shop, knownUntil: "2026-13-01" }, [["malformed", "/knownUntil"]]],
    [
      "breaks over all open time",
      { ...shop, breaks: { mon: [{ from: "08:00", to: "18:00" }] } },
      [["no-open-time", "/weekly"]],
    ],
    [
      "a break over the only date",
      {
        ...shop,
        weekly: {},
        dateHours: { "2026-05-01": nineToFive },
        breaks: { "2026-05-01": [{ from: "00:00", to: "24:00" }] },
      },
      [["no-open-time", "/weekly"]],
    ],
    [
      "breaks that are not sound may leave it open",
      { ...shop, breaks: { mon: [{ from: "08:00", to: "18:00" }], tue: 3 } },
      [["wrong-type", "/breaks/tue"]],
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

  test("a holiday twice: the issue says where the first one stands", () => {
    const dates = ["2026-05-01", "2026-05-04", "2026-05-04"].map((date) => ({ date }));
    expect(parseCalendar({ ...shop, holidays: dates })).toMatchObject({
      error: [{ path: "/holidays/2/date", params: { date: "2026-05-04", first: "/holidays/1" } }],
    });
  });

  const holidays = (count: number) => Array.from({ length: count }, (_, day) => ({ date: dayFromNumber(day) }));

  test("100,000 holidays are too many, and the place says so; 60,000 are not", () => {
    expect(reviewCalendar({ ...shop, holidays: holidays(100_000) }).issues).toMatchObject([
      { code: "too-large", keys: ["holidays", expect.any(Number)] },
    ]);
    const many = defineCalendar({ ...shop, holidays: holidays(60_000) });
    // 60,000 days from 1970 on are off, to 10 April of 2134; the first Monday after is the 12th
    expect(workingTime({ from: "1970-01-01T00:00:00Z", to: "2134-04-12T10:00:00Z" }, many)).toBe(3_600_000);
    expect(nextOpen("1970-01-01T00:00:00Z", many)).toMatchObject({ ok: false, error: { code: "no-open-time-found" } });
    expect(nextOpen("2100-01-01T00:00:00Z", many)).toEqual({ ok: true, value: "2134-04-12T09:00:00.000Z" });
  });

  test("the years 0001 and 9999 are years like others", () => {
    const old = defineCalendar({ ...shop, holidays: [{ date: "0001-01-01" }, { date: "9999-12-27" }] });
    expect(nextOpen("0001-01-01T00:00:00Z", old)).toEqual({ ok: true, value: "0001-01-08T09:00:00.000Z" });
    expect(nextOpen("9999-12-21T00:00:00Z", old)).toMatchObject({ ok: false, error: { code: "no-open-time-found" } });
    expect(nextOpen("9999-12-20T10:00:00Z", old)).toEqual({ ok: true, value: "9999-12-20T10:00:00.000Z" });
  });

  test("in code, every issue is thrown in words", () => {
    expect(() => defineCalendar({ ...shop, weekly: {} })).toThrow("/weekly: the calendar is never open");
  });

  test("a stored calendar with a forged fingerprint does not bring in what the doors refuse", () => {
    const whole: BusinessCalendarInput = orThrow(parseCalendar(shop));
    const changes = [
      { weekly: {} },
      { dateHours: { x: [] } },
      { breaks: { x: [] } },
      { weekly: { ...whole.weekly, mon: [{}] } },
      { weekly: { ...whole.weekly, tue: [{ from: "09:00", to: "09:00" }] } },
      { breaks: { mon: [{ from: "00:00", to: "24:00" }] } },
    ];
    for (const change of changes) {
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
