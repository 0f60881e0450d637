import { DAY_MS, epochDayOfText } from "../../core/index.ts";
import { weekdayOf } from "../../core/kernel.ts";
import { isWeekday, WEEKDAYS } from "../calendarKind.ts";
import type { MsSpan } from "../kernel.ts";
import type { BusinessCalendarData, HoursInterval } from "../model.ts";
import { shiftOf } from "../timeOfDay.ts";
import { lastBefore, merged, spanTable } from "./spanTable.ts";

/** A break with its place. */
export interface PlacedBreak {
  /** The weekday or date. */
  readonly key: string;
  /** Its index there. */
  readonly index: number;
  /** The break. */
  readonly interval: HoursInterval;
}

/** A Monday later than any date that a calendar can name. */
const ORDINARY_MONDAY = 7 * 1_000_000 - 3;

/** Finds the breaks that take nothing away, since nothing is open then: most likely a slip. */
export function idleBreaks({ weekly, dateHours, holidays, breaks }: BusinessCalendarData): readonly PlacedBreak[] {
  const off = new Map(holidays.map(({ date, removes }) => [epochDayOfText(date), removes]));
  const dates = new Map(Object.entries(dateHours).map(([date, hours]) => [epochDayOfText(date), hours]));

  /** The hours that start on a date, in milliseconds from the midnight of another. */
  const startingOn = (day: number, seenFrom: number): readonly MsSpan[] => {
    const hours = dates.get(day) ?? (off.has(day) ? [] : weekly[WEEKDAYS[weekdayOf(day)] ?? "mon"]);
    const by = (day - seenFrom) * DAY_MS;
    return hours.map(shiftOf).map(({ from, to }) => ({
      from: from + by,
      // the night before a holiday ends at midnight
      to: Math.min(to, off.get(day + 1) === "day" && !dates.has(day) ? DAY_MS : Infinity) + by,
    }));
  };
  /** The dates on which the breaks of a key hold that differ in their hours. */
  const daysOf = (key: string): readonly number[] =>
    isWeekday(key)
      ? [
          ORDINARY_MONDAY + WEEKDAYS.indexOf(key),
          ...[...dates.keys()].flatMap((day) => [day, day + 1]).filter((day) => WEEKDAYS[weekdayOf(day)] === key),
        ]
      : [epochDayOfText(key)];

  return Object.entries(breaks).flatMap(([key, intervals]) => {
    const open = daysOf(key).flatMap((day) => [-1, 0, 1].flatMap((by) => startingOn(day + by, day)));
    const table = spanTable(merged(open.sort((a, b) => a.from - b.from)));
    return intervals.flatMap((interval, index) => {
      const shift = shiftOf(interval);
      const openUntil = table.to[lastBefore(table.from, shift.to)] ?? -Infinity;
      return openUntil > shift.from ? [] : [{ key, index, interval }];
    });
  });
}
