import { DAY_MS, wallToEpochMs, weekdayOf, type ZoneRules } from "../../core/kernel.ts";
import { DomainError } from "../../core/error.ts";
import type { HoursLayout, HoursPiece } from "./openIndex.ts";
import { MONDAY } from "./openIndex.ts";
import { combined, merged, type MsSpan, openUpTo, type SpanTable, spanTable } from "./spanTable.ts";

/**
 * The hours of a calendar in integers. Shifts are milliseconds from midnight of the date they start on: `from` within that
 * date, `to` later than `from` and at most at the end of the following one. Breaks are given in the same way.
 */
export interface CalendarHours {
  /** The shifts that start on each weekday, Monday first; seven lists. */
  readonly weekly: readonly (readonly MsSpan[])[];
  /** The shifts that start on single dates (epoch days), in place of the weekly ones. */
  readonly dateHours: ReadonlyMap<number, readonly MsSpan[]>;
  /** Holidays by epoch day: `day` closes the weekly hours from 00 to 24, `shift` those of the shifts that start on it. */
  readonly holidays: ReadonlyMap<number, "day" | "shift">;
  /** What is closed on each weekday, whatever else holds; seven lists. */
  readonly weeklyBreaks: readonly (readonly MsSpan[])[];
  /** What is closed on single dates, whatever else holds. */
  readonly dateBreaks: ReadonlyMap<number, readonly MsSpan[]>;
}

/** The open wall time of a date. */
export interface OpenWall {
  /** Sorted, apart, within the day; the end of the night before included. */
  readonly spans: readonly MsSpan[];
  /** Without the end of the night before: what makes it a working day. */
  readonly own: readonly MsSpan[];
}

/** The hours of a calendar, weekday by weekday and date by date. */
export interface WallHours {
  /** Monday first. */
  readonly week: readonly OpenWall[];
  /** The dates that differ from their weekday, by epoch day. */
  readonly exceptions: ReadonlyMap<number, OpenWall>;
  /** Their epoch days, ascending. */
  readonly exceptionDays: readonly number[];
}

const NONE: readonly MsSpan[] = [];
const CLOSED: OpenWall = { spans: NONE, own: NONE };

/** Lays every weekday and every exceptional date out once. */
export function wallHours(hours: CalendarHours): WallHours {
  const { dateHours, holidays, dateBreaks } = hours;
  const weekly = (weekday: number): readonly MsSpan[] => hours.weekly[weekday % 7] ?? NONE;
  const breaks = (weekday: number): readonly MsSpan[] => hours.weeklyBreaks[weekday % 7] ?? NONE;
  const week = [0, 1, 2, 3, 4, 5, 6].map((weekday) =>
    openWall(weekly(weekday), weekly(weekday + 6), breaks(weekday), breaks(weekday + 6)),
  );
  const dates = new Set<number>();
  for (const map of [dateHours, holidays, dateBreaks]) for (const day of map.keys()) dates.add(day).add(day + 1);
  const exceptions = new Map<number, OpenWall>();
  for (const day of dates) {
    const weekday = weekdayOf(day);
    const own = dateHours.get(day) ?? (holidays.has(day) ? [] : weekly(weekday));
    const nightOff = holidays.get(day) === "day" || holidays.get(day - 1) === "shift";
    const before = dateHours.get(day - 1) ?? (nightOff ? [] : weekly(weekday + 6));
    const wall = openWall(
      own,
      before,
      [...breaks(weekday), ...(dateBreaks.get(day) ?? [])],
      [...breaks(weekday + 6), ...(dateBreaks.get(day - 1) ?? [])],
    );
    const ordinary = week[weekday];
    if (ordinary === undefined || !same(wall.spans, ordinary.spans) || !same(wall.own, ordinary.own)) {
      exceptions.set(day, wall);
    }
  }
  return { week, exceptions, exceptionDays: [...exceptions.keys()].sort((a, b) => a - b) };
}

/** What is open within one date: its own shifts up to midnight and what is left of those of the date before, without breaks. */
function openWall(
  own: readonly MsSpan[],
  before: readonly MsSpan[],
  breaks: readonly MsSpan[],
  breaksBefore: readonly MsSpan[],
): OpenWall {
  const closed = withinDay([...breaks, ...tails(breaksBefore)]);
  return {
    spans: combined("subtract", withinDay([...own, ...tails(before)]), closed),
    own: combined("subtract", withinDay(own), closed),
  };
}

/** Shifts of the date before, as they stand on this one. */
const tails = (shifts: readonly MsSpan[]): readonly MsSpan[] =>
  shifts.map(({ from, to }) => ({ from: from - DAY_MS, to: to - DAY_MS }));

const withinDay = (shifts: readonly MsSpan[]): readonly MsSpan[] =>
  merged(
    shifts
      .map(({ from, to }) => ({ from: Math.max(from, 0), to: Math.min(to, DAY_MS) }))
      .sort((a, b) => a.from - b.from),
  );

const same = (a: readonly MsSpan[], b: readonly MsSpan[]): boolean =>
  a.length === b.length && a.every(({ from, to }, index) => from === b[index]?.from && to === b[index].to);

/** Makes the layout of hours on the wall clock of a zone. */
export function layHours({ week, exceptions, exceptionDays }: WallHours, rules: ZoneRules): HoursLayout {
  const ordinary = weekTable(week);
  const weekWorkdays = [0];
  for (const { own } of week) weekWorkdays.push((weekWorkdays.at(-1) ?? 0) + (own.length > 0 ? 1 : 0));
  const startOf = (day: number): number => wallToEpochMs(day * DAY_MS, rules);

  const special = (day: number): HoursPiece => {
    const { spans, own } = exceptions.get(day) ?? week[weekdayOf(day)] ?? CLOSED;
    const table = spanTable(onTheClock(spans, day, rules));
    const workdays = onTheClock(own, day, rules).length > 0 ? 1 : 0;
    return { start: startOf(day), day, shift: 0, table, open: table.total, workdays };
  };
  /** Open time and working days of ordinary weeks, from a Monday up to a date. */
  const upTo = (day: number): { readonly open: number; readonly workdays: number } => {
    const weeks = Math.floor((day + MONDAY) / 7);
    const weekday = day + MONDAY - weeks * 7;
    return {
      open: weeks * ordinary.total + openUpTo(ordinary, weekday * DAY_MS),
      workdays: weeks * (weekWorkdays[7] ?? 0) + (weekWorkdays[weekday] ?? 0),
    };
  };
  const regular = (day: number, next: number): HoursPiece => {
    const start = startOf(day);
    const [before, after] = [upTo(day), upTo(next)];
    return {
      start,
      day,
      shift: (day + MONDAY) * DAY_MS - start,
      table: null,
      open: after.open - before.open,
      workdays: after.workdays - before.workdays,
    };
  };

  return {
    week: ordinary,
    weekWorkdays,
    dayNear: (at) => Math.floor((at + rules.offsetAt(at)) / DAY_MS),
    startOf,
    lay: (fromDay, toDay) => {
      const pieces: HoursPiece[] = [];
      let day = fromDay;
      for (const date of specialDays(fromDay, toDay, exceptionDays, rules)) {
        if (day < date) pieces.push(regular(day, date));
        pieces.push(special(date));
        day = date + 1;
      }
      if (day < toDay) pieces.push(regular(day, toDay));
      return pieces;
    },
  };
}

/** The ordinary week in one table, spans joined at midnight. */
const weekTable = (week: readonly OpenWall[]): SpanTable =>
  spanTable(
    merged(
      week.flatMap(({ spans }, weekday) =>
        spans.map(({ from, to }) => ({ from: weekday * DAY_MS + from, to: weekday * DAY_MS + to })),
      ),
    ),
  );

/**
 * Reads wall time of a date as moments: each edge is the first moment at which the clock reads it or later. Spans that were
 * apart may touch where the clock was set forward, and may vanish.
 */
const onTheClock = (spans: readonly MsSpan[], day: number, rules: ZoneRules): readonly MsSpan[] =>
  merged(
    spans.map(({ from, to }) => ({
      from: wallToEpochMs(day * DAY_MS + from, rules),
      to: wallToEpochMs(day * DAY_MS + to, rules),
    })),
  );

/** The dates, ascending, that are exceptions, or within which some wall time was skipped or came twice. */
function specialDays(
  fromDay: number,
  toDay: number,
  exceptionDays: readonly number[],
  rules: ZoneRules,
): readonly number[] {
  const days = new Set<number>();
  let low = 0;
  let high = exceptionDays.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((exceptionDays[middle] ?? Infinity) < fromDay) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < exceptionDays.length; index++) {
    const day = exceptionDays[index] ?? toDay;
    if (day >= toDay) break;
    days.add(day);
  }
  // no clock is further than two days from UTC
  const until = (toDay + 2) * DAY_MS;
  let turns = 0;
  for (let at = rules.transitionAfter((fromDay - 3) * DAY_MS); at <= until; at = rules.transitionAfter(at)) {
    const [before, after] = [rules.offsetAt(at - 1), rules.offsetAt(at)];
    const first = Math.floor((at + Math.min(before, after)) / DAY_MS);
    const last = Math.floor((at + Math.max(before, after)) / DAY_MS);
    for (let day = Math.max(first, fromDay); day <= last && day < toDay; day++) days.add(day);
    if (++turns > 4 * (toDay - fromDay) + 64) {
      throw new DomainError("invalid-zone-rules", `time zone ${rules.timeZone} changes its clock without end`);
    }
  }
  return [...days].sort((a, b) => a - b);
}
