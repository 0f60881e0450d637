/**
 * Working time in epoch milliseconds, on compiled calendars.
 *
 * @module
 */
import { DAY_MS, epochDayOf, wallToEpochMs, weekdayOf, type ZoneRules } from "../core/kernel.ts";

/** A half-open stretch `[from, to)` in milliseconds: of the day on the wall clock, or since the epoch. */
export interface MsSpan {
  /** The first millisecond that belongs to it. */
  readonly from: number;
  /** The first millisecond that no longer does. */
  readonly to: number;
}

/**
 * The hours of a calendar in integers. Shifts are milliseconds from midnight of the date they start on: `from` within that
 * date, `to` later than `from` and at most at the end of the following one.
 */
export interface CalendarHours {
  /** The shifts that start on each weekday, Monday first; seven lists. */
  readonly weekly: readonly (readonly MsSpan[])[];
  /** The shifts that start on single dates (epoch days), in place of the weekly ones. */
  readonly dateHours: ReadonlyMap<number, readonly MsSpan[]>;
  /** Epoch days on which weekly hours are closed from 00 to 24. */
  readonly holidays: ReadonlySet<number>;
}

/** A calendar made ready for questions. */
export interface CompiledCalendar {
  /** The zone on whose wall clock the hours are read. */
  readonly rules: ZoneRules;
  /** The open wall time of each weekday, Monday first, the end of the night before included: sorted, apart, within the day. */
  readonly week: readonly (readonly MsSpan[])[];
  /** Open wall time of an ordinary week together, in milliseconds. */
  readonly weekTotal: number;
  /** The open wall time of every date that differs from its weekday, by epoch day. */
  readonly exceptions: ReadonlyMap<number, readonly MsSpan[]>;
  /** The epoch days of the exceptions, ascending. */
  readonly exceptionDays: readonly number[];
  /** What was found out lately; forgetting it changes no answer. */
  readonly memo: CalendarMemo;
}

/** What a compiled calendar remembers. */
export interface CalendarMemo {
  /** Dates looked at lately, by epoch day. */
  readonly days: Map<number, OpenDay>;
  /** A stretch of epoch milliseconds, `[from, until)`, in which the clock is not changed, and its offset. */
  steady: {
    /** Where it begins. */
    readonly from: number;
    /** Where it ends. */
    readonly until: number;
    /** What to add to UTC. */
    readonly offset: number;
  };
}

/** The open time of one date in epoch milliseconds. */
export interface OpenDay {
  /** Where the date begins. */
  readonly start: number;
  /** Where the next date begins; the same moment for a date that the zone skipped. */
  readonly end: number;
  /** Sorted, apart, not empty, within the date. */
  readonly spans: readonly MsSpan[];
  /** The length of the spans together. */
  readonly total: number;
}

/** What a search finds: the moment, or where it was given up. */
export type MsSearch =
  | {
      /** Whether there is one. */
      readonly found: true;
      /** Where, in epoch milliseconds. */
      readonly at: number;
    }
  | {
      /** Whether there is one. */
      readonly found: false;
      /** Where the search was given up. */
      readonly until: number;
    };

/** A search looks at this many dates: more than a hundred years. */
export const SEARCH_DAYS = 40_000;

/** Ten years of days and some. */
const MEMO_DAYS = 4096;
/** Two offsets differ by less than this. */
const SETTLED_MS = 4 * DAY_MS;
/** No search enters the last date that moments can be written for. */
const LAST_DAY = /* @__PURE__ */ epochDayOf(9999, 12, 31);

/**
 * Makes a calendar ready for questions: lays every weekday and every exceptional date out once.
 *
 * @param hours - The calendar in integers.
 * @param rules - The rules of its zone.
 * @returns The compiled calendar.
 */
export function compileCalendar(hours: CalendarHours, rules: ZoneRules): CompiledCalendar {
  const { dateHours, holidays } = hours;
  const weeklyOf = (weekday: number): readonly MsSpan[] => hours.weekly[weekday % 7] ?? [];
  const dates = new Set<number>(holidays);
  for (const day of dateHours.keys()) dates.add(day).add(day + 1);
  const exceptions = new Map<number, readonly MsSpan[]>();
  for (const day of dates) {
    const closed = holidays.has(day);
    const weekday = weekdayOf(day);
    const own = dateHours.get(day) ?? (closed ? [] : weeklyOf(weekday));
    const before = dateHours.get(day - 1) ?? (closed ? [] : weeklyOf(weekday + 6));
    exceptions.set(day, wallOf(own, before));
  }
  const week = [0, 1, 2, 3, 4, 5, 6].map((weekday) => wallOf(weeklyOf(weekday), weeklyOf(weekday + 6)));
  const weekTotal = week.reduce((sum, spans) => sum + lengthOf(spans), 0);
  const exceptionDays = [...exceptions.keys()].sort((a, b) => a - b);
  return {
    rules,
    week,
    weekTotal,
    exceptions,
    exceptionDays,
    memo: { days: new Map(), steady: { from: 0, until: 0, offset: 0 } },
  };
}

/** The open wall time within one date: its own shifts up to midnight, and what is left of those of the date before. */
function wallOf(own: readonly MsSpan[], before: readonly MsSpan[]): readonly MsSpan[] {
  const parts = [...own, ...before.map(({ from, to }) => ({ from: from - DAY_MS, to: to - DAY_MS }))]
    .map(({ from, to }) => ({ from: Math.max(from, 0), to: Math.min(to, DAY_MS) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  return merged(parts);
}

/** Joins spans, sorted by their beginning, that overlap or touch. */
function merged(sorted: readonly MsSpan[]): readonly MsSpan[] {
  const joined: MsSpan[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last === undefined || last.to < span.from) joined.push(span);
    else if (span.to > last.to) joined[joined.length - 1] = { from: last.from, to: span.to };
  }
  return joined;
}

/**
 * Tells whether a calendar has any open time at all.
 *
 * @param calendar - The compiled calendar.
 * @returns False only when its week is empty and no single date is open either. (Holidays are finite: an ordinary week comes
 *   again after the last of them.)
 */
export function everOpens(calendar: CompiledCalendar): boolean {
  if (calendar.week.some((spans) => spans.length > 0)) return true;
  for (const day of calendar.exceptions.keys()) if (openDay(calendar, day).total > 0) return true;
  return false;
}

/**
 * Tells whether a moment is open.
 *
 * @param calendar - The compiled calendar.
 * @param at - Epoch milliseconds.
 * @returns True from an opening, inclusive, to the closing, exclusive.
 */
export function isOpenMs(calendar: CompiledCalendar, at: number): boolean {
  return openDay(calendar, dateAt(calendar, at)).spans.some(({ from, to }) => from <= at && at < to);
}

/**
 * Finds the first open moment at or after one.
 *
 * @param calendar - The compiled calendar.
 * @param at - Epoch milliseconds.
 * @returns The moment, or where the search was given up.
 */
export function nextOpenMs(calendar: CompiledCalendar, at: number): MsSearch {
  const first = dateAt(calendar, at);
  const last = Math.min(first + SEARCH_DAYS, LAST_DAY);
  for (let day = first; day < last; day++) {
    for (const { from, to } of openDay(calendar, day).spans) {
      if (at < to) return { found: true, at: Math.max(from, at) };
    }
    if (calendar.weekTotal === 0) day += quietWeeks(calendar, day + 1, last) * 7;
  }
  return givenUp(calendar, at, last);
}

/**
 * Lists the open spans within a range.
 *
 * @param calendar - The compiled calendar.
 * @param range - Epoch milliseconds, `[from, to)`.
 * @returns Spans within the range, sorted, with closed time between them; across midnight they are joined.
 */
export function openSpansMs(calendar: CompiledCalendar, { from, to }: MsSpan): readonly MsSpan[] {
  const found: MsSpan[] = [];
  for (let day = dateAt(calendar, from); from < to; day++) {
    const { start, spans } = openDay(calendar, day);
    if (start >= to) break;
    for (const span of spans) {
      const clipped = { from: Math.max(span.from, from), to: Math.min(span.to, to) };
      if (clipped.from < clipped.to) found.push(clipped);
    }
  }
  return merged(found);
}

/**
 * Measures the open time of a range.
 *
 * @param calendar - The compiled calendar.
 * @param range - Epoch milliseconds.
 * @returns Milliseconds; negative when `to` is earlier than `from`.
 */
export function workingMs(calendar: CompiledCalendar, { from, to }: MsSpan): number {
  if (to < from) return 0 - workingMs(calendar, { from: to, to: from }); // never -0
  let sum = 0;
  const last = dateAt(calendar, to);
  for (let day = dateAt(calendar, from); day <= last; day++) {
    const { start, end, spans, total } = openDay(calendar, day);
    if (start >= from && end <= to) sum += total;
    else for (const span of spans) sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
    const weeks = quietWeeks(calendar, day + 1, last);
    sum += weeks * calendar.weekTotal;
    day += weeks * 7;
  }
  return sum;
}

/**
 * Finds the moment by which an amount of open time has passed.
 *
 * @param calendar - The compiled calendar.
 * @param from - Epoch milliseconds.
 * @param amount - Milliseconds of open time, an integer of zero or more. Zero stays where it is.
 * @returns The earliest such moment, so the closing one when the amount ends at closing; or where the search was given up.
 */
export function addWorkingMs(calendar: CompiledCalendar, from: number, amount: number): MsSearch {
  if (amount === 0) return { found: true, at: from };
  let left = amount;
  const first = dateAt(calendar, from);
  const last = Math.min(first + SEARCH_DAYS, LAST_DAY);
  for (let day = first; day < last; day++) {
    for (const span of openDay(calendar, day).spans) {
      const opens = Math.max(span.from, from);
      const room = Math.max(0, span.to - opens);
      if (room > 0 && left <= room) return { found: true, at: opens + left };
      left -= room;
    }
    // the week in which the amount ends is walked day by day
    const weeks = Math.min(quietWeeks(calendar, day + 1, last), Math.ceil(left / calendar.weekTotal) - 1);
    left -= weeks * calendar.weekTotal;
    day += weeks * 7;
  }
  return givenUp(calendar, from, last);
}

const givenUp = (calendar: CompiledCalendar, from: number, last: number): MsSearch => ({
  found: false,
  until: Math.max(from, openDay(calendar, last).start),
});

/** The date a moment belongs to: the one that has begun and whose following date has not, whatever the clock reads. */
function dateAt(calendar: CompiledCalendar, at: number): number {
  let day = Math.floor((at + calendar.rules.offsetAt(at)) / DAY_MS);
  while (openDay(calendar, day).start > at) day--;
  while (openDay(calendar, day).end <= at) day++;
  return day;
}

/**
 * Counts the whole weeks from a date on, at most up to another one, in which nothing is out of the ordinary: no exception,
 * no change of the clock. Each of them holds the same open time.
 */
function quietWeeks(calendar: CompiledCalendar, day: number, last: number): number {
  if (last < day + 7) return 0;
  const { exceptionDays } = calendar;
  const { from, until, offset } = steadyAt(calendar, openDay(calendar, day).start);
  if (day * DAY_MS - offset < from + SETTLED_MS) return 0;
  const steadyUntil = Math.ceil((until + offset) / DAY_MS) - 1;
  const exception = exceptionDays[firstAtOrAfter(exceptionDays, day)] ?? Infinity;
  return Math.max(0, Math.floor((Math.min(last, steadyUntil, exception) - day) / 7));
}

/** Index of the first value that is not smaller. */
function firstAtOrAfter(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const lengthOf = (spans: readonly MsSpan[]): number => spans.reduce((sum, { from, to }) => sum + (to - from), 0);

/** The open time of a date, resolved once. */
function openDay(calendar: CompiledCalendar, day: number): OpenDay {
  const { days } = calendar.memo;
  const known = days.get(day);
  if (known !== undefined) return known;
  const midnight = day * DAY_MS;
  const wall = calendar.exceptions.get(day) ?? calendar.week[weekdayOf(day)] ?? [];
  // spans that were apart on the wall clock may touch where it was set forward
  const spans = merged(
    wall
      .map(({ from, to }) => ({ from: atWall(calendar, midnight + from), to: atWall(calendar, midnight + to) }))
      .filter(({ from, to }) => from < to),
  );
  const [start, end] = [atWall(calendar, midnight), atWall(calendar, midnight + DAY_MS)];
  const resolved = { start, end, spans, total: lengthOf(spans) };
  if (days.size >= MEMO_DAYS) days.clear();
  days.set(day, resolved);
  return resolved;
}

/** The first moment at which the clock reads a wall time or later. */
function atWall(calendar: CompiledCalendar, wall: number): number {
  // long enough after the last change no earlier clock can have read it, and a subtraction will do
  const { from, until, offset } = calendar.memo.steady;
  if (wall - offset >= from + SETTLED_MS && wall - offset < until) return wall - offset;
  const at = wallToEpochMs(wall, calendar.rules);
  steadyAt(calendar, at);
  return at;
}

/** A stretch around a moment in which the clock is not changed; it may have begun earlier. */
function steadyAt({ rules, memo }: CompiledCalendar, at: number): CalendarMemo["steady"] {
  if (at < memo.steady.from || at >= memo.steady.until) {
    memo.steady = { from: at, until: rules.transitionAfter(at), offset: rules.offsetAt(at) };
  }
  return memo.steady;
}
