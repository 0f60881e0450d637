/**
 * Working time in epoch milliseconds, on compiled calendars.
 *
 * @module
 */
import { DAY_MS, epochDayOf, type ZoneRules } from "../core/kernel.ts";
import { type CalendarHours, layHours, type OpenWall, wallHours } from "./internal/layHours.ts";
import { type HoursLayout, OpenIndex, type HoursPiece } from "./internal/openIndex.ts";
import { combined, type MsSpan, type SetOperation, type SpanEnd, spanTable } from "./internal/spanTable.ts";

export type { CalendarHours, OpenWall } from "./internal/layHours.ts";
export type { HoursLayout, HoursPiece, OpenIndex } from "./internal/openIndex.ts";
export type { MsSpan, SetOperation, SpanEnd, SpanTable } from "./internal/spanTable.ts";

/** A calendar made ready for questions. What it remembers of earlier ones changes no answer. */
export interface CompiledCalendar {
  /** The open wall time of each weekday, Monday first; empty for a calendar combined from others. */
  readonly week: readonly OpenWall[];
  /** The open wall time of every date that differs from its weekday, by epoch day. */
  readonly exceptions: ReadonlyMap<number, OpenWall>;
  /** Open time as a function of the moment. */
  readonly index: OpenIndex;
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

/** What a search for a date finds: its epoch day, or where it was given up. */
export type DaySearch =
  | {
      /** Whether there is one. */
      readonly found: true;
      /** Its epoch day. */
      readonly day: number;
    }
  | {
      /** Whether there is one. */
      readonly found: false;
      /** The epoch day at which the search was given up. */
      readonly until: number;
    };

/** Where to land in a closed stretch of time, all of which is the same amount of open time away. */
export type Landing = "nearest" | "nextOpen" | "adjacent";

/** A search looks at this many days: more than a hundred years. */
export const SEARCH_DAYS = 40_000;

/** Combined calendars are laid out in parts of this many days. */
const PART_DAYS = 1024;
/** The days that can be written: 0000-01-01 to 9999-12-31. */
const [FIRST_DAY, LAST_DAY] = /* @__PURE__ */ (() => [epochDayOf(0, 1, 1), epochDayOf(9999, 12, 31)] as const)();
const laterLimit = (at: number): number => Math.min(at + SEARCH_DAYS * DAY_MS, (LAST_DAY + 1) * DAY_MS - 1);
const earlierLimit = (at: number): number => Math.max(at - SEARCH_DAYS * DAY_MS, FIRST_DAY * DAY_MS);

/**
 * Makes a calendar ready for questions.
 *
 * @param hours - The calendar in integers.
 * @param rules - The rules of its zone.
 * @returns The compiled calendar.
 */
export function compileCalendar(hours: CalendarHours, rules: ZoneRules): CompiledCalendar {
  const wall = wallHours(hours);
  return { week: wall.week, exceptions: wall.exceptions, index: new OpenIndex(layHours(wall, rules)) };
}

/**
 * Makes a calendar of two others, which may have different zones.
 *
 * @param operation - `intersect`: open when both are; `unite`: when either is; `subtract`: when the first is and the second is
 *   not.
 * @param a - The first.
 * @param b - The second.
 * @returns The compiled calendar. It has no dates of its own, and so no working days.
 */
export function combineCalendars(operation: SetOperation, a: CompiledCalendar, b: CompiledCalendar): CompiledCalendar {
  const layout: HoursLayout = {
    week: spanTable([]),
    weekWorkdays: [],
    dayNear: (at) => Math.floor(at / DAY_MS),
    startOf: (day) => day * DAY_MS,
    lay: (fromDay, toDay) => {
      const pieces: HoursPiece[] = [];
      for (let day = fromDay; day < toDay; day += PART_DAYS) {
        const range = { from: day * DAY_MS, to: Math.min(day + PART_DAYS, toDay) * DAY_MS };
        const table = spanTable(combined(operation, openSpansMs(a, range), openSpansMs(b, range)));
        pieces.push({ start: range.from, day, shift: 0, table, open: table.total, workdays: 0 });
      }
      return pieces;
    },
  };
  return { week: [], exceptions: new Map(), index: new OpenIndex(layout) };
}

/**
 * Tells whether a calendar has any open time at all.
 *
 * @param calendar - The compiled calendar.
 * @returns False only when its week is empty and no single date is open either. (Holidays are finite: an ordinary week comes
 *   again after the last of them.)
 */
export function everOpens({ week, exceptions, index: { layout } }: CompiledCalendar): boolean {
  if (week.some(({ spans }) => spans.length > 0)) return true;
  for (const day of exceptions.keys()) {
    if ((layout.lay(day, day + 1)[0]?.open ?? 0) > 0) return true;
  }
  return false;
}

/**
 * Tells whether a moment is open.
 *
 * @param calendar - The compiled calendar.
 * @param at - Epoch milliseconds.
 * @returns True from an opening, inclusive, to the closing, exclusive.
 */
export const isOpenMs = ({ index }: CompiledCalendar, at: number): boolean => !Number.isNaN(index.openUntil(at));

/**
 * Finds the first open moment at or after one.
 *
 * @param calendar - The compiled calendar.
 * @param at - Epoch milliseconds.
 * @returns The moment, or where the search was given up.
 */
export const nextOpenMs = ({ index }: CompiledCalendar, at: number): MsSearch =>
  later(index, index.openBefore(at), "opening", at);

/**
 * Finds the next moment after one at which a calendar closes: the end of the span that is open then, or of the next one.
 *
 * @param calendar - The compiled calendar.
 * @param at - Epoch milliseconds.
 * @returns The moment, or where the search was given up: nothing opens, or nothing closes any more.
 */
export function nextCloseMs(calendar: CompiledCalendar, at: number): MsSearch {
  const opening = nextOpenMs(calendar, at);
  if (!opening.found) return opening;
  const until = laterLimit(at);
  const closing = closingOf(calendar, opening.at, until);
  return closing > until ? { found: false, until } : { found: true, at: closing };
}

/** Where the open time that holds a moment ends; a moment later than the limit when it does not end before. */
function closingOf({ index }: CompiledCalendar, open: number, limit: number): number {
  let at = open;
  for (let end = at; !Number.isNaN(end); end = index.openUntil(at)) {
    at = end;
    if (at > limit) break;
  }
  return at;
}

/**
 * Lists the open spans within a range.
 *
 * @param calendar - The compiled calendar.
 * @param range - Epoch milliseconds, `[from, to)`.
 * @returns Spans within the range, sorted, with closed time between them; across midnight they are joined.
 */
export const openSpansMs = ({ index }: CompiledCalendar, { from, to }: MsSpan): readonly MsSpan[] =>
  index.spans(from, to);

/**
 * Measures the open time of a range.
 *
 * @param calendar - The compiled calendar.
 * @param range - Epoch milliseconds.
 * @returns Milliseconds; negative when `to` is earlier than `from`.
 */
export const workingMs = ({ index }: CompiledCalendar, { from, to }: MsSpan): number =>
  index.openBefore(to) - index.openBefore(from);

/**
 * Finds the moment that is an amount of open time away.
 *
 * @param calendar - The compiled calendar.
 * @param from - Epoch milliseconds.
 * @param amount - Milliseconds of open time, an integer; negative goes back.
 * @param landing - Where closed time lies at the end of the amount: `nearest` (the default) stays on the near side of it,
 *   `nextOpen` takes the moment at which it ends, `adjacent` that at which it began.
 * @returns The moment, or where the search was given up.
 */
export function addWorkingMs(
  { index }: CompiledCalendar,
  from: number,
  amount: number,
  landing: Landing = "nearest",
): MsSearch {
  if (amount === 0 && landing === "nearest") return { found: true, at: from };
  const back = amount < 0 || (amount === 0 && landing === "adjacent");
  const opening = landing === "nearest" ? back : landing === "nextOpen";
  const side = opening ? "opening" : "closing";
  const open = index.openBefore(from) + amount;
  return back ? earlier(index, open, side, from) : later(index, open, side, from);
}

function later(index: OpenIndex, open: number, side: SpanEnd, from: number): MsSearch {
  const until = laterLimit(from);
  const at = index.laterMomentOf(open, side, until);
  return Number.isNaN(at) ? { found: false, until } : { found: true, at };
}

function earlier(index: OpenIndex, open: number, side: SpanEnd, from: number): MsSearch {
  const until = earlierLimit(from);
  const at = index.earlierMomentOf(open, side, until);
  return Number.isNaN(at) ? { found: false, until } : { found: true, at };
}

/**
 * Counts the working days of a stretch of dates: those with open time of their own, not only the end of a night before.
 *
 * @param calendar - The compiled calendar.
 * @param range - Epoch days, `[from, to)`.
 * @returns How many; negative when `to` is earlier than `from`.
 */
export const workdaysBetween = (
  { index }: CompiledCalendar,
  { from, to }: { readonly from: number; readonly to: number },
): number => index.workdaysBefore(to) - index.workdaysBefore(from);

/**
 * Finds the working day that is a number of working days away.
 *
 * @param calendar - The compiled calendar.
 * @param from - An epoch day, working or not.
 * @param days - How many, an integer: the first after it is 1, the first before it -1; 0 stays.
 * @returns The day, or where the search was given up.
 */
export function addWorkdays({ index }: CompiledCalendar, from: number, days: number): DaySearch {
  if (days === 0) return { found: true, day: from };
  const back = days < 0;
  const until = back ? Math.max(from - SEARCH_DAYS, FIRST_DAY) : Math.min(from + SEARCH_DAYS, LAST_DAY);
  const day = back
    ? index.earlierWorkday(index.workdaysBefore(from) + days, until)
    : index.laterWorkday(index.workdaysBefore(from + 1) + days - 1, until);
  return Number.isNaN(day) ? { found: false, until } : { found: true, day };
}
