import fc from "fast-check";
import { civilDateOf, DAY_MS, daysInMonth, epochDayOf, weekdayOf } from "../../src/core/kernel.ts";
import { describe, expect, test } from "vitest";

describe("examples", () => {
  test.each([
    [1970, 1, 1, 0],
    [2000, 2, 29, 11_016],
    [1969, 12, 31, -1],
    [0, 1, 1, -719_528],
    [0, 2, 29, -719_469], // year 0 is a leap year
    [9999, 12, 31, 2_932_896],
  ])("%i-%i-%i is epoch day %i", (year, month, day, epochDay) => {
    expect(epochDayOf(year, month, day)).toBe(epochDay);
    expect(civilDateOf(epochDay)).toEqual({ year, month, day });
  });

  test.each([
    [2026, 2, 28],
    [2028, 2, 29],
    [1900, 2, 28],
    [2000, 2, 29],
    [0, 2, 29],
    [2026, 4, 30],
    [2026, 12, 31],
  ])("month %i-%i has %i days", (year, month, days) => {
    expect(daysInMonth(year, month)).toBe(days);
  });

  test("1970-01-01 was a Thursday", () => {
    expect([-8, -4, -3, 0, 3, 4].map(weekdayOf)).toEqual([2, 6, 0, 3, 6, 0]);
  });
});

describe("laws", () => {
  test("agrees with Date.UTC on every 13th day of the years 1600 to 2400, and on every turn of a month", () => {
    for (let epochDay = -135_140; epochDay < 157_420; epochDay += 13) check(epochDay);
    for (let month = 1600 * 12; month < 2400 * 12; month++) {
      const first = epochDayOf(Math.floor(month / 12), (month % 12) + 1, 1);
      check(first - 1);
      check(first);
    }

    function check(epochDay: number): void {
      const date = new Date(epochDay * DAY_MS);
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const civil = civilDateOf(epochDay);
      const weekday = (date.getUTCDay() + 6) % 7;
      if (
        civil.year !== year ||
        civil.month !== month ||
        civil.day !== day ||
        epochDayOf(year, month, day) !== epochDay ||
        weekdayOf(epochDay) !== weekday
      ) {
        expect({ ...civil, weekday: weekdayOf(epochDay) }).toEqual({ year, month, day, weekday });
      }
      if (day === 1) {
        const before = new Date((epochDay - 1) * DAY_MS);
        expect(daysInMonth(before.getUTCFullYear(), before.getUTCMonth() + 1)).toBe(before.getUTCDate());
      }
    }
  });

  test("round trip, and days follow one another, over ten thousand years", () =>
    fc.assert(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (epochDay) => {
        const { year, month, day } = civilDateOf(epochDay);
        const next = civilDateOf(epochDay + 1);
        expect(epochDayOf(year, month, day)).toBe(epochDay);
        expect(day).toBeLessThanOrEqual(daysInMonth(year, month));
        expect(next.day === 1 ? day : next.day - 1).toBe(next.day === 1 ? daysInMonth(year, month) : day);
        expect(weekdayOf(epochDay + 1)).toBe((weekdayOf(epochDay) + 1) % 7);
      }),
    ));

  test("a day beyond the month rolls over, as in Date.UTC", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1700, max: 2300 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 29, max: 99 }),
        (year, month, day) => {
          expect(epochDayOf(year, month, day) * DAY_MS).toBe(Date.UTC(year, month - 1, day));
        },
      ),
    ));
});
