import {
  addWorkingTime,
  defineCalendar,
  isOpen,
  nextClose,
  nextOpen,
  openSpans,
  parseCalendar,
  workingTime,
} from "clientele/calendar";
import { type Instant, instantFromMs, orThrow } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCalendarAnd, daily, MINUTE, nineToFive, openMinutes, shanghai } from "../support/calendar.ts";

const HOUR = 60 * MINUTE;
const at = instantFromMs;

describe("examples", () => {
  test.each([
    ["one open day", "2026-03-02T00:00:00+08:00", "2026-03-03T00:00:00+08:00", 7.5],
    ["lunch does not count", "2026-03-02T11:30:00+08:00", "2026-03-02T14:00:00+08:00", 1],
    ["a weekend", "2026-03-06T17:00:00+08:00", "2026-03-09T10:00:00+08:00", 2],
    ["the same, backwards", "2026-03-09T10:00:00+08:00", "2026-03-06T17:00:00+08:00", -2],
    ["a make-up Saturday", "2026-02-14T00:00:00+08:00", "2026-02-15T00:00:00+08:00", 7.5],
    ["a holiday week", "2026-02-15T00:00:00+08:00", "2026-02-24T00:00:00+08:00", 0],
    ["a holiday week, backwards", "2026-02-24T00:00:00+08:00", "2026-02-15T00:00:00+08:00", 0],
    ["nothing", "2026-03-02T10:00:00+08:00", "2026-03-02T10:00:00+08:00", 0],
  ])("%s", (_, from, to, hours) => {
    expect(workingTime({ from, to }, shanghai)).toBe(hours * HOUR);
  });

  test.each([
    ["spring forward, the night is an hour shorter", "Europe/London", "2026-03-28", "2026-03-29", 7],
    ["fall back, the night is an hour longer", "Europe/London", "2026-10-24", "2026-10-25", 9],
    ["half an hour forward", "Australia/Lord_Howe", "2026-10-03", "2026-10-04", 7.5],
  ])("%s", (_, timeZone, friday, saturday, hours) => {
    const night = daily(timeZone, { from: "22:00", to: "06:00" });
    const [from, to] = [`${friday}T12:00:00Z`, `${saturday}T12:00:00Z`];
    const east = timeZone === "Australia/Lord_Howe";
    const range = east ? { from: `${friday}T07:00:00Z`, to: `${saturday}T07:00:00Z` } : { from, to };
    expect(workingTime(range, night)).toBe(hours * HOUR);
  });

  test("a day that a zone skipped holds nothing", () => {
    const apia = daily("Pacific/Apia", ...nineToFive);
    // 29 December 09:00-17:00 and 31 December 09:00-17:00, with no 30th between them
    expect(workingTime({ from: "2011-12-29T10:00:00Z", to: "2012-01-01T10:00:00Z" }, apia)).toBe(3 * 8 * HOUR);
    expect(openSpans({ from: "2011-12-29T12:00:00Z", to: "2011-12-31T09:00:00Z" }, apia)).toEqual([
      { from: "2011-12-29T19:00:00.000Z", to: "2011-12-30T03:00:00.000Z" },
      { from: "2011-12-30T19:00:00.000Z", to: "2011-12-31T03:00:00.000Z" },
    ]);
  });

  test("seconds are kept", () => {
    const shop = daily("UTC", { from: "09:00:30", to: "16:59:45" });
    expect(workingTime({ from: "2026-03-02T00:00:00Z", to: "2026-03-03T00:00:00Z" }, shop)).toBe(28_755_000);
  });

  test("overlapping intervals count once", () => {
    const shop = daily("UTC", { from: "09:00", to: "12:00" }, { from: "11:00", to: "17:00" });
    expect(workingTime({ from: "2026-03-02T00:00:00Z", to: "2026-03-03T00:00:00Z" }, shop)).toBe(8 * HOUR);
  });

  test("date hours stand over holidays, and holidays end the night shift of the day before", () => {
    const night = [{ from: "22:00", to: "06:00" }];
    const calendar = defineCalendar({
      id: "night",
      timeZone: "UTC",
      weekly: { mon: night, tue: night, wed: night },
      holidays: [{ date: "2026-03-03" }, { date: "2026-03-04" }],
      dateHours: { "2026-03-04": [{ from: "10:00", to: "12:00" }], "2026-03-02": [{ from: "23:00", to: "01:00" }] },
    });
    expect(openSpans({ from: "2026-03-02T00:00:00Z", to: "2026-03-06T00:00:00Z" }, calendar)).toEqual([
      { from: "2026-03-02T23:00:00.000Z", to: "2026-03-03T01:00:00.000Z" }, // date hours reach into the holiday
      { from: "2026-03-04T10:00:00.000Z", to: "2026-03-04T12:00:00.000Z" }, // Tuesday's shift is off, so is its end
    ]);
  });

  test("a date closed by empty hours still ends the night before; Sunday night ends on Monday", () => {
    const night = [{ from: "22:00", to: "06:00" }];
    const calendar = defineCalendar({
      id: "night",
      timeZone: "UTC",
      weekly: { sun: night, mon: night },
      dateHours: { "2026-03-02": [] },
    });
    expect(openSpans({ from: "2026-03-01T12:00:00Z", to: "2026-03-08T12:00:00Z" }, calendar)).toEqual([
      { from: "2026-03-01T22:00:00.000Z", to: "2026-03-02T06:00:00.000Z" },
    ]);
  });

  test("breaks are taken off last: from the week, from date hours, from both sides of midnight", () => {
    const calendar = defineCalendar({
      id: "breaks",
      timeZone: "UTC",
      weekly: { mon: [{ from: "08:00", to: "16:00" }], tue: [{ from: "22:00", to: "06:00" }] },
      dateHours: { "2026-03-09": [{ from: "10:00", to: "14:00" }] },
      breaks: {
        mon: [{ from: "12:00", to: "13:00" }],
        "2026-03-02": [
          { from: "09:00", to: "09:15" },
          { from: "09:10", to: "09:30" },
        ],
        "2026-03-03": [{ from: "23:30", to: "00:30" }],
      },
    });
    expect(openSpans({ from: "2026-03-02T00:00:00Z", to: "2026-03-10T00:00:00Z" }, calendar)).toEqual([
      { from: "2026-03-02T08:00:00.000Z", to: "2026-03-02T09:00:00.000Z" },
      { from: "2026-03-02T09:30:00.000Z", to: "2026-03-02T12:00:00.000Z" },
      { from: "2026-03-02T13:00:00.000Z", to: "2026-03-02T16:00:00.000Z" },
      { from: "2026-03-03T22:00:00.000Z", to: "2026-03-03T23:30:00.000Z" },
      { from: "2026-03-04T00:30:00.000Z", to: "2026-03-04T06:00:00.000Z" },
      { from: "2026-03-09T10:00:00.000Z", to: "2026-03-09T12:00:00.000Z" },
      { from: "2026-03-09T13:00:00.000Z", to: "2026-03-09T14:00:00.000Z" },
    ]);
  });

  test.each([
    ["day", ["2026-03-03T22:00:00.000Z/2026-03-04T00:00:00.000Z", "2026-03-05T00:00:00.000Z/2026-03-05T06:00:00.000Z"]],
    ["shift", ["2026-03-03T22:00:00.000Z/2026-03-04T06:00:00.000Z"]],
  ] as const)("a holiday of a night shift removes its %s", (removes, spans) => {
    const night = [{ from: "22:00", to: "06:00" }];
    const calendar = defineCalendar({
      id: "night",
      timeZone: "UTC",
      weekly: { tue: night, wed: night },
      holidays: [{ date: "2026-03-04", removes }],
    });
    const open = openSpans({ from: "2026-03-02T00:00:00Z", to: "2026-03-08T00:00:00Z" }, calendar);
    expect(open.map(({ from, to }) => `${from}/${to}`)).toEqual(spans);
  });

  test.each([
    ["1960-03-07T10:00:00Z", true],
    ["1960-03-07T17:00:00Z", false],
    ["1960-03-06T10:00:00Z", false],
    ["0001-01-01T09:00:00Z", true],
  ])("before 1970 too: %s", (moment, open) => {
    const mondays = defineCalendar({ id: "mondays", timeZone: "UTC", weekly: { mon: nineToFive } });
    expect(isOpen(moment, mondays)).toBe(open);
  });

  test("centuries are counted exactly", () => {
    const calendar = daily("UTC", ...nineToFive);
    expect(workingTime({ from: "0001-01-01T00:00:00Z", to: "9999-01-01T00:00:00Z" }, calendar)).toBe(
      ((Date.UTC(9999, 0, 1) - Date.parse("0001-01-01T00:00:00Z")) / 86_400_000) * 8 * HOUR,
    );
  });
});

describe("refusals", () => {
  test.each([
    ["2026-03-02T10:00:00", "2026-03-02T10:00:00Z"],
    ["2026-03-02T10:00:00Z", "2026-02-30T10:00:00Z"],
  ])("a moment that cannot be read is thrown: %s to %s", (from, to) => {
    expect(() => workingTime({ from, to }, shanghai)).toThrow(expect.objectContaining({ code: "invalid-instant" }));
    expect(() => openSpans({ from, to }, shanghai)).toThrow(expect.objectContaining({ code: "invalid-instant" }));
    expect(() => isOpen(from.endsWith("Z") ? to : from, shanghai)).toThrow(
      expect.objectContaining({ code: "invalid-instant" }),
    );
  });

  test("a range that ends before it begins has no spans to list", () => {
    expect(() => openSpans({ from: "2026-03-03T00:00:00Z", to: "2026-03-02T00:00:00Z" }, shanghai)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
    expect(openSpans({ from: "2026-03-02T02:00:00Z", to: "2026-03-02T02:00:00Z" }, shanghai)).toEqual([]);
  });

  test("nor does one of more than 40,000 days", () => {
    const [from, always] = ["2026-01-01T00:00:00Z", daily("UTC", { from: "00:00", to: "24:00" })];
    const to = at(Date.parse(from) + 40_000 * 24 * HOUR);
    expect(openSpans({ from, to }, always)).toEqual([{ from: at(Date.parse(from)), to }]);
    expect(() => openSpans({ from, to: at(Date.parse(to) + 1) }, always)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("a calendar that went through no door", () => {
    expect(() => workingTime({ from: new Date(0), to: new Date(1) }, { ...shanghai } as typeof shanghai)).toThrow(
      expect.objectContaining({ code: "policy-not-checked" }),
    );
  });
});

describe("laws", () => {
  test("agrees with a count minute by minute, and so does isOpen", () => {
    fc.assert(
      fc.property(aCalendarAnd(2), ({ calendar, at: [from = 0, to = 0] }) => {
        const open = openMinutes(calendar, from, to);
        expect(workingTime({ from: at(from), to: at(to) }, calendar)).toBe(open.size * MINUTE);
        const differing: string[] = [];
        for (let minute = from; minute < to; minute += 7 * MINUTE) {
          if (isOpen(at(minute), calendar) !== open.has(minute)) differing.push(at(minute));
        }
        expect(differing).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("tiles: parts of a range add up to the range, whichever way it is gone", () => {
    fc.assert(
      fc.property(
        aCalendarAnd(3),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        ({ calendar, at: moments }, order) => {
          const [a, b, c] = order.map((index) => at(moments[index] ?? 0)) as [Instant, Instant, Instant];
          const time = (from: string, to: string) => workingTime({ from, to }, calendar);
          expect(time(a, b) + time(b, c) + time(c, a)).toBe(0);
        },
      ),
    );
  });

  test("is the length of the open spans, which are sorted, apart and not empty", () => {
    fc.assert(
      fc.property(aCalendarAnd(2), ({ calendar, at: [from = 0, to = 0] }) => {
        const spans = openSpans({ from: at(from), to: at(to) }, calendar);
        const lengths = spans.map((span) => Date.parse(span.to) - Date.parse(span.from));
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(
          workingTime({ from: at(from), to: at(to) }, calendar),
        );
        expect(lengths.every((length) => length > 0)).toBe(true);
        spans.forEach((span, index) => {
          const next = spans[index + 1];
          expect(next === undefined || span.to < next.from).toBe(true);
        });
      }),
    );
  });

  test("isOpen holds exactly within the open spans", () => {
    fc.assert(
      fc.property(aCalendarAnd(3), ({ calendar, at: [from = 0, moment = 0, to = 0] }) => {
        const within = openSpans({ from: at(from), to: at(to + 1) }, calendar).some(
          (span) => span.from <= at(moment) && at(moment) < span.to,
        );
        expect(isOpen(at(moment), calendar)).toBe(within);
      }),
    );
  });

  test("long spans count as the sum of short ones", () => {
    fc.assert(
      fc.property(aCalendarAnd(1), fc.integer({ min: 1, max: 900 }), ({ calendar, at: [from = 0] }, days) => {
        let sum = 0;
        for (let day = 0; day < days; day++) {
          const start = from + day * 24 * HOUR;
          sum += workingTime({ from: at(start), to: at(start + 24 * HOUR) }, calendar);
        }
        expect(workingTime({ from: at(from), to: at(from + days * 24 * HOUR) }, calendar)).toBe(sum);
      }),
      { numRuns: 40 },
    );
  });

  test("what was asked before changes no answer", () => {
    fc.assert(
      fc.property(aCalendarAnd(2), ({ calendar, at: [from = 0, to = 0] }) => {
        const fresh = orThrow(parseCalendar(calendar));
        const range = { from: at(from), to: at(to) };
        workingTime({ from: "1999-01-01T00:00:00Z", to: "2038-01-01T00:00:00Z" }, calendar);
        expect(workingTime(range, calendar)).toBe(workingTime(range, fresh));
      }),
      { numRuns: 30 },
    );
  });

  test("addWorkingTime is its inverse, and finds the earliest moment", () => {
    fc.assert(
      fc.property(aCalendarAnd(1), fc.integer({ min: 1, max: 20_000 }), ({ calendar, at: [from = 0] }, minutes) => {
        const due = addWorkingTime(at(from), `PT${minutes}M`, calendar);
        const to = orThrow(due);
        expect(workingTime({ from: at(from), to }, calendar)).toBe(minutes * MINUTE);
        const earlier = at(Date.parse(to) - 1);
        expect(workingTime({ from: at(from), to: earlier }, calendar)).toBe(minutes * MINUTE - 1);
      }),
    );
  });

  test("an amount gone back is an amount gone, and no later moment will do", () => {
    fc.assert(
      fc.property(aCalendarAnd(1), fc.integer({ min: 1, max: 20_000 }), ({ calendar, at: [from = 0] }, minutes) => {
        const back = orThrow(addWorkingTime(at(from), -minutes * MINUTE, calendar));
        expect(workingTime({ from: at(from), to: back }, calendar)).toBe(-minutes * MINUTE);
        const later = at(Date.parse(back) + 1);
        expect(workingTime({ from: at(from), to: later }, calendar)).toBe(1 - minutes * MINUTE);
      }),
    );
  });

  test("amounts add up, and a larger amount is never sooner", () => {
    const amount = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(
        aCalendarAnd(1),
        amount,
        amount,
        fc.constantFrom(1, -1),
        ({ calendar, at: [from = 0] }, a, b, way) => {
          const add = (moment: string, minutes: number): string =>
            orThrow(addWorkingTime(moment, way * minutes * MINUTE, calendar));
          const [first, both] = [add(at(from), a), add(at(from), a + b)];
          expect(add(first, b)).toBe(both);
          expect(way > 0 ? first <= both : first >= both).toBe(true);
        },
      ),
    );
  });

  test("landings are the ends of one closed stretch", () => {
    fc.assert(
      fc.property(
        aCalendarAnd(1),
        fc.integer({ min: -20_000, max: 20_000 }),
        ({ calendar, at: [from = 0] }, minutes) => {
          const land = (landOn: "nearest" | "nextOpen" | "adjacent"): Instant =>
            orThrow(addWorkingTime(at(from), minutes * MINUTE, calendar, { landOn }));
          const [first, last, nearest] = [land("adjacent"), land("nextOpen"), land("nearest")];
          expect(workingTime({ from: first, to: last }, calendar)).toBe(0);
          expect(isOpen(last, calendar)).toBe(true);
          expect(isOpen(at(Date.parse(first) - 1), calendar)).toBe(true);
          if (minutes !== 0) expect(nearest).toBe(minutes > 0 ? first : last);
          else expect(nearest).toBe(at(from));
        },
      ),
    );
  });

  test("nextClose ends the open span: open before it, closed at it, no closed time between", () => {
    fc.assert(
      fc.property(aCalendarAnd(1), ({ calendar, at: [from = 0] }) => {
        const closing = nextClose(at(from), calendar);
        if (!closing.ok) {
          expect(closing.error.code).toBe("no-closing-found");
          return;
        }
        const open = orThrow(nextOpen(at(from), calendar));
        expect(closing.value > at(from)).toBe(true);
        expect(isOpen(closing.value, calendar)).toBe(false);
        expect(workingTime({ from: open, to: closing.value }, calendar)).toBe(
          Date.parse(closing.value) - Date.parse(open),
        );
      }),
    );
  });

  test("nextOpen is the first open moment: open itself, with no open time before it", () => {
    fc.assert(
      fc.property(aCalendarAnd(1), ({ calendar, at: [from = 0] }) => {
        const next = orThrow(nextOpen(at(from), calendar));
        expect(isOpen(next, calendar)).toBe(true);
        expect(workingTime({ from: at(from), to: next }, calendar)).toBe(0);
        expect(orThrow(nextOpen(next, calendar))).toBe(next);
      }),
    );
  });
});
