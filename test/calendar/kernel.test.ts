import { type BusinessCalendar, compiledCalendar, defineCalendar, parseCalendar, unite } from "clientele/calendar";
import { DAY_MS, dayFromNumber, orThrow } from "clientele/core";
import {
  addWorkdays,
  addWorkingMs,
  type CompiledCalendar,
  isOpenMs,
  nextCloseMs,
  nextOpenMs,
  openSpansMs,
  workdaysBetween,
  workingMs,
} from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCalendar, nineToFive } from "../support/calendar.ts";

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
    expect(addWorkingMs(compiled, monday + 10 * HOUR, -HOUR)).toEqual({ found: true, at: monday + 9 * HOUR });
    expect(addWorkdays(compiled, 20_514, 1)).toEqual({ found: true, day: 20_521 }); // 2 and 9 March of 2026
    expect(openSpansMs(compiled, { from: monday, to: monday + 10 * HOUR })).toEqual([
      { from: monday + 9 * HOUR, to: monday + 10 * HOUR },
    ]);
    expect(openSpansMs(compiled, { from: monday + 10 * HOUR, to: monday })).toEqual([]);
  });

  test("before 1970 as after it", () => {
    const before = Date.UTC(1965, 0, 4); // a Monday
    expect([9, 17].map((hour) => isOpenMs(compiled, before + hour * HOUR - 1))).toEqual([false, true]);
    expect([9, 17].map((hour) => isOpenMs(compiled, before + hour * HOUR))).toEqual([true, false]);
    expect(nextCloseMs(compiled, before)).toEqual({ found: true, at: before + 17 * HOUR });
    expect(openSpansMs(compiled, { from: before, to: before + 10 * DAY_MS })).toEqual([
      { from: before + 9 * HOUR, to: before + 17 * HOUR },
      { from: before + 7 * DAY_MS + 9 * HOUR, to: before + 7 * DAY_MS + 17 * HOUR },
    ]);
  });

  test.each([
    ["one", "09-17", "", "09-17"],
    ["they touch", "09-12 12-17", "", "09-17"],
    ["they touch, in any order", "12-17 09-12", "", "09-17"],
    ["they overlap", "09-13 12-17", "", "09-17"],
    ["one holds another", "09-17 10-11 11-12", "", "09-17"],
    ["one twice", "09-17 09-17", "", "09-17"],
    ["they are apart", "13-17 09-12", "", "09-12 13-17"],
    ["a break within", "09-17", "12-13", "09-12 13-17"],
    ["breaks touch", "09-17", "12-13 13-14", "09-12 14-17"],
    ["a break at the beginning", "09-17", "09-10", "10-17"],
    ["a break at the end", "09-17", "16-17", "09-16"],
    ["breaks outside", "09-17", "07-09 17-19", "09-17"],
    ["a break over the end and the next beginning", "09-12 13-17", "11-14", "09-11 14-17"],
    ["a break over all of it", "09-12 13-17", "08-18", ""],
    ["the same break", "09-12 13-17", "09-12", "13-17"],
    ["to midnight", "20-24", "22-23", "20-22 23-24"],
    ["over midnight", "20-06", "22-23", "20-22 23-24"],
    ["a break over midnight", "20-24", "23-01", "20-23"],
  ])("the hours of a weekday, sorted and apart: %s", (_, hours, breaks, open) => {
    const pairs = (text: string) => text.split(" ").flatMap((pair) => (pair === "" ? [] : [pair.split("-")]));
    const intervals = (text: string) =>
      pairs(text).map(([from = "", to = ""]) => ({ from: `${from}:00`, to: `${to}:00` }));
    const spans = pairs(open).map(([from, to]) => ({ from: Number(from) * HOUR, to: Number(to) * HOUR }));
    const { week } = compiledCalendar(
      defineCalendar({
        id: "shop",
        timeZone: "UTC",
        weekly: { mon: intervals(hours), fri: nineToFive },
        breaks: { mon: intervals(breaks) },
      }),
    );
    expect(week[0]).toEqual({ spans, own: spans });
  });

  test("the end of a night belongs to the next date, Sunday's to Monday, and is not its own", () => {
    const night = [{ from: "22:00", to: "06:00" }];
    const { week, exceptions } = compiledCalendar(
      defineCalendar({
        id: "night",
        timeZone: "UTC",
        weekly: { sun: night, mon: nineToFive },
        holidays: [{ date: "2026-03-08", removes: "shift" }],
        breaks: { sun: [{ from: "23:00", to: "01:00" }] },
      }),
    );
    const [end, day] = [
      { from: HOUR, to: 6 * HOUR },
      { from: 9 * HOUR, to: 17 * HOUR },
    ];
    const evening = [{ from: 22 * HOUR, to: 23 * HOUR }];
    const closed = { spans: [], own: [] };
    expect(week).toEqual([
      { spans: [end, day], own: [day] },
      ...Array.from({ length: 5 }, () => closed),
      { spans: evening, own: evening },
    ]);
    expect([...exceptions]).toEqual([
      [20_520, closed],
      [20_521, { spans: [day], own: [day] }],
    ]);
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
      expect(() => ask(compiled, at)).toThrow(
        expect.objectContaining({ code: "out-of-range", message: `expected epoch milliseconds, received ${at}` }),
      );
    }
  });

  test.each([
    [NaN, monday],
    [monday, NaN],
    [monday, Infinity],
  ])("nor is there a range from %d to %d", (from, to) => {
    for (const ask of [openSpansMs, workingMs]) {
      expect(() => ask(compiled, { from, to })).toThrow(expect.objectContaining({ code: "out-of-range" }));
    }
  });

  test.each([8.64e15, -8.64e15])("%d is one, at the edge of what a Date can hold", (at) => {
    expect(isOpenMs(compiledCalendar(defineCalendar(shop)), at)).toBe(false);
  });
});

describe("laws", () => {
  test("an opening just at the limit of a search is found, however near to it was asked before", () => {
    const [from, days] = [20_000, 40_000];
    const dateHours = { [dayFromNumber(from + days)]: [{ from: "00:00", to: "01:00" }] };
    const fair = defineCalendar({ id: "fair", timeZone: "UTC", weekly: {}, dateHours });
    const missed: number[] = [];
    for (let short = 0; short <= 5000; short++) {
      const asked = fresh(fair);
      isOpenMs(asked, (from + days - short) * DAY_MS);
      if (!nextOpenMs(asked, from * DAY_MS).found) missed.push(short);
    }
    expect(missed).toEqual([]);
  });

  /** The calendar as it was before any question. */
  const fresh = (calendar: BusinessCalendar): CompiledCalendar => compiledCalendar(orThrow(parseCalendar(calendar)));
  /** Years before and after the days at which calendars are peculiar, and the very days. */
  const aDistance = fc.oneof(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9, max: 9 }));
  const aMoment = fc.tuple(aDistance, fc.nat(1439)).map(([days, minute]) => days * DAY_MS + minute * 60_000);
  const anAmount = fc.oneof(
    fc.integer({ min: -3e10, max: 3e10 }),
    fc.integer({ min: -200, max: 200 }).map((n) => n * HOUR),
  );
  const aLanding = fc.constantFrom("nearest" as const, "nextOpen" as const, "adjacent" as const);

  /** A question about the time around some date. */
  type Question = (calendar: CompiledCalendar, day: number) => unknown;
  const aQuestion: fc.Arbitrary<Question> = fc.oneof(
    aMoment.map(
      (at): Question =>
        (calendar, day) =>
          isOpenMs(calendar, day * DAY_MS + at),
    ),
    aMoment.map(
      (at): Question =>
        (calendar, day) =>
          nextOpenMs(calendar, day * DAY_MS + at),
    ),
    aMoment.map(
      (at): Question =>
        (calendar, day) =>
          nextCloseMs(calendar, day * DAY_MS + at),
    ),
    fc.tuple(aMoment, aMoment).map(
      ([from, to]): Question =>
        (calendar, day) =>
          workingMs(calendar, { from: day * DAY_MS + from, to: day * DAY_MS + to }),
    ),
    fc.tuple(aMoment, fc.nat(700)).map(
      ([from, days]): Question =>
        (calendar, day) => {
          const start = day * DAY_MS + from;
          return openSpansMs(calendar, { from: start, to: start + days * DAY_MS });
        },
    ),
    fc.tuple(aMoment, anAmount, aLanding).map(
      ([from, amount, landing]): Question =>
        (calendar, day) =>
          addWorkingMs(calendar, day * DAY_MS + from, amount, landing),
    ),
    fc.tuple(aDistance, aDistance).map(
      ([from, to]): Question =>
        (calendar, day) =>
          workdaysBetween(calendar, { from: day + from, to: day + to }),
    ),
    fc.tuple(aDistance, aDistance).map(
      ([from, days]): Question =>
        (calendar, day) =>
          addWorkdays(calendar, day + from, days),
    ),
  );

  test("no answer depends on what was asked before", () => {
    fc.assert(
      fc.property(aCalendar, fc.array(aQuestion, { minLength: 2, maxLength: 5 }), ({ calendar, day }, questions) => {
        const asked = fresh(calendar);
        const answers = questions.map((question) => question(asked, day));
        expect(answers).toEqual(questions.map((question) => question(fresh(calendar), day)));
      }),
    );
  });

  test("an amount of years is found where it is measured, by the first question", () => {
    fc.assert(
      fc.property(aCalendar, aMoment, anAmount, aLanding, ({ calendar, day }, moment, amount, landing) => {
        const from = day * DAY_MS + moment;
        const search = addWorkingMs(fresh(calendar), from, amount, landing);
        fc.pre(search.found);
        const { at } = search;
        const measured = fresh(calendar);
        expect(workingMs(measured, { from, to: at })).toBe(amount);
        if (amount === 0 && landing === "nearest") return;
        const opening = landing === "nearest" ? amount < 0 : landing === "nextOpen";
        expect(isOpenMs(measured, opening ? at : at - 1)).toBe(true);
      }),
    );
  });

  test("open spans of years begin where it opens, end where it closes, and hold all open time", () => {
    fc.assert(
      fc.property(aCalendar, aMoment, fc.nat(900), ({ calendar, day }, moment, days) => {
        const from = day * DAY_MS + moment;
        const range = { from, to: from + days * DAY_MS };
        const spans = openSpansMs(fresh(calendar), range);
        const asked = fresh(calendar);
        const faults = spans.filter(
          (span) =>
            !isOpenMs(asked, span.from) ||
            !isOpenMs(asked, span.to - 1) ||
            (span.from !== range.from && isOpenMs(asked, span.from - 1)) ||
            (span.to !== range.to && isOpenMs(asked, span.to)),
        );
        expect(faults).toEqual([]);
        expect(spans.reduce((sum, span) => sum + span.to - span.from, 0)).toBe(workingMs(fresh(calendar), range));
      }),
      { numRuns: 50 },
    );
  });

  test("working days of years are the working days one by one", () => {
    fc.assert(
      fc.property(aCalendar, aDistance, fc.nat(500), ({ calendar, day }, by, length) => {
        const from = day + by;
        const asked = fresh(calendar);
        let count = 0;
        for (let date = from; date < from + length; date++)
          count += workdaysBetween(asked, { from: date, to: date + 1 });
        expect(workdaysBetween(fresh(calendar), { from, to: from + length })).toBe(count);
        expect(workdaysBetween(fresh(calendar), { from: from + length, to: from }) + count).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});
