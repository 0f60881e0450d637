import {
  type AnyCalendar,
  calendarPresets,
  defineCalendar,
  intersect,
  isOpen,
  nextOpen,
  openSpans,
  subtract,
  unite,
  workingTime,
} from "clientele/calendar";
import { instantFromMs, orThrow } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCalendar, MINUTE, nineToFive } from "../support/calendar.ts";

const weekly = { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive };
const berlin = defineCalendar({ id: "berlin", timeZone: "Europe/Berlin", weekly });
const newYork = defineCalendar({ id: "new-york", timeZone: "America/New_York", weekly });
const at = instantFromMs;

describe("examples", () => {
  test.each([
    ["in winter", "2026-01-05", ["14:00", "16:00"], ["08:00", "22:00"]],
    // New York changes its clock three weeks before Berlin does
    ["between the changes of the clocks", "2026-03-09", ["13:00", "16:00"], ["08:00", "21:00"]],
    ["in summer", "2026-06-01", ["13:00", "15:00"], ["07:00", "21:00"]],
    // and Berlin a week before New York
    ["in the last week of October", "2026-10-26", ["13:00", "16:00"], ["08:00", "21:00"]],
  ])("Berlin and New York %s", (_, date, both, either) => {
    const hours = (calendar: AnyCalendar) =>
      openSpans({ from: `${date}T00:00:00Z`, to: `${date}T23:00:00Z` }, calendar).flatMap(({ from, to }) => [
        from.slice(11, 16),
        to.slice(11, 16),
      ]);
    expect(hours(intersect(berlin, newYork))).toEqual(both);
    expect(hours(unite(berlin, newYork))).toEqual(either);
  });

  test("hours that a freeze takes away", () => {
    const freeze = defineCalendar({
      id: "freeze",
      timeZone: "UTC",
      weekly: {},
      dateHours: { "2026-03-02": [{ from: "10:00", to: "12:00" }] },
    });
    expect(openSpans({ from: "2026-03-02T00:00:00Z", to: "2026-03-03T00:00:00Z" }, subtract(berlin, freeze))).toEqual([
      { from: "2026-03-02T08:00:00.000Z", to: "2026-03-02T10:00:00.000Z" },
      { from: "2026-03-02T12:00:00.000Z", to: "2026-03-02T16:00:00.000Z" },
    ]);
  });

  test("says what it was made of, and is frozen", () => {
    const both = intersect(berlin, unite(newYork, berlin));
    expect(both.id).toBe("intersect(berlin, unite(new-york, berlin))");
    expect([both.operation, both.of[0]]).toEqual(["intersect", berlin]);
    expect(Object.isFrozen(both) && Object.isFrozen(both.of)).toBe(true);
  });

  test("round the clock is all there is", () => {
    const always = defineCalendar(calendarPresets.always);
    const range = { from: "2026-01-01T00:00:00Z", to: "2036-01-01T00:00:00Z" };
    expect(workingTime(range, intersect(always, berlin))).toBe(workingTime(range, berlin));
    expect(workingTime(range, unite(always, berlin))).toBe(Date.parse(range.to) - Date.parse(range.from));
    expect(workingTime(range, subtract(berlin, always))).toBe(0);
  });
});

describe("refusals", () => {
  test("what has nothing in common never opens, and the search says so", () => {
    const never = subtract(berlin, berlin);
    expect(nextOpen("2026-01-01T00:00:00Z", never)).toEqual({
      ok: false,
      error: {
        code: "no-open-time-found",
        calendar: "subtract(berlin, berlin)",
        from: "2026-01-01T00:00:00.000Z",
        searchedUntil: "2135-07-09T00:00:00.000Z",
      },
    });
  });

  test.each([null, undefined, {}, { operation: "intersect", of: [berlin, berlin], id: "forged" }, "berlin"])(
    "what came from no door: %j",
    (calendar) => {
      const given = calendar as unknown as AnyCalendar;
      for (const combine of [intersect, unite, subtract]) {
        expect(() => combine(berlin, given)).toThrow(expect.objectContaining({ code: "policy-not-checked" }));
      }
      expect(() => isOpen(new Date(0), given)).toThrow(expect.objectContaining({ code: "policy-not-checked" }));
    },
  );
});

describe("laws", () => {
  const three = fc.tuple(aCalendar, aCalendar, aCalendar);
  /** What is open every quarter of an hour around the days at which the calendars are peculiar. */
  const samples = (days: readonly number[]): readonly number[] =>
    days.flatMap((day) => Array.from({ length: 400 }, (_, index) => (day * 1440 - 1500 + index * 11) * MINUTE));

  test("a moment is open as in the algebra of sets", () => {
    fc.assert(
      fc.property(aCalendar, aCalendar, ({ calendar: a, day }, { calendar: b, day: other }) => {
        const [both, either, only] = [intersect(a, b), unite(a, b), subtract(a, b)];
        for (const moment of samples([day, other]).map(at)) {
          const [inA, inB] = [isOpen(moment, a), isOpen(moment, b)];
          expect([isOpen(moment, both), isOpen(moment, either), isOpen(moment, only)]).toEqual([
            inA && inB,
            inA || inB,
            inA && !inB,
          ]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("open spans keep the laws of sets", () => {
    fc.assert(
      fc.property(three, ([{ calendar: a, day }, { calendar: b }, { calendar: c }]) => {
        const range = { from: at((day - 5) * 1440 * MINUTE), to: at((day + 6) * 1440 * MINUTE) };
        const spans = (calendar: AnyCalendar) => openSpans(range, calendar);
        const same = (left: AnyCalendar, right: AnyCalendar): void => {
          expect(spans(left)).toEqual(spans(right));
        };
        same(intersect(a, b), intersect(b, a));
        same(unite(a, b), unite(b, a));
        same(intersect(a, intersect(b, c)), intersect(intersect(a, b), c));
        same(unite(a, unite(b, c)), unite(unite(a, b), c));
        same(intersect(a, unite(b, c)), unite(intersect(a, b), intersect(a, c)));
        same(unite(a, intersect(b, c)), intersect(unite(a, b), unite(a, c)));
        same(subtract(a, unite(b, c)), intersect(subtract(a, b), subtract(a, c)));
        same(subtract(a, b), subtract(a, intersect(a, b)));
        same(unite(a, a), a);
        same(intersect(a, unite(a, b)), a);
        expect(spans(subtract(a, a))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("open time is counted once: both and either together are the two", () => {
    fc.assert(
      fc.property(aCalendar, aCalendar, fc.nat(4000), ({ calendar: a, day }, { calendar: b }, days) => {
        const range = { from: at(day * 1440 * MINUTE), to: at((day + days) * 1440 * MINUTE) };
        const time = (calendar: AnyCalendar): number => workingTime(range, calendar);
        expect(time(intersect(a, b)) + time(unite(a, b))).toBe(time(a) + time(b));
        expect(time(subtract(a, b)) + time(intersect(a, b))).toBe(time(a));
      }),
      { numRuns: 30 },
    );
  });

  test("the next opening of both is open in both", () => {
    fc.assert(
      fc.property(aCalendar, aCalendar, ({ calendar: a, day }, { calendar: b }) => {
        const next = nextOpen(at(day * 1440 * MINUTE), intersect(a, b));
        fc.pre(next.ok);
        expect(isOpen(orThrow(next), a) && isOpen(orThrow(next), b)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
