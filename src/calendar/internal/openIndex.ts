import { DAY_MS } from "../../core/kernel.ts";
import { DomainError } from "../../core/error.ts";
import {
  addSpan,
  endOfSpan,
  lastAtOrBefore,
  lastBefore,
  type MsSpan,
  openUpTo,
  placeOf,
  type SpanEnd,
  type SpanTable,
} from "./spanTable.ts";

/**
 * A stretch of time whose open hours are known in one of two ways: by the ordinary week, laid out at one offset of the
 * clock; or by a table of its own.
 */
export interface HoursPiece {
  /** The first moment that belongs to it. */
  readonly start: number;
  /** The first date that belongs to it. */
  readonly day: number;
  /** What to add to a moment to get the place in weeks since a Monday; 0 for a piece with a table of its own. */
  readonly shift: number;
  /** Its own table, in epoch milliseconds; null where the ordinary week holds. */
  readonly table: SpanTable | null;
  /** Open time within it. */
  readonly open: number;
  /** Working days within it. */
  readonly workdays: number;
}

/** How pieces are made: what tells one calendar from another. */
export interface HoursLayout {
  /** The ordinary week, from Monday 00:00 on the wall clock; empty where every piece has a table of its own. */
  readonly week: SpanTable;
  /** For each weekday, Monday first, the working days of a week before it; and at last those of the whole week. */
  readonly weekWorkdays: readonly number[];
  /** The date a moment belongs to, or one next to it. */
  readonly dayNear: (at: number) => number;
  /** Where a date begins. */
  readonly startOf: (day: number) => number;
  /** The pieces of a stretch of dates, the last of which is excluded, in their order, without gaps. */
  readonly lay: (fromDay: number, toDay: number) => readonly HoursPiece[];
}

/** The pieces laid out so far, in columns. More are added at either end as they are asked for; no answer depends on how many. */
interface Laid {
  fromDay: number;
  toDay: number;
  start: number;
  end: number;
  starts: number[];
  days: number[];
  shifts: number[];
  tables: (SpanTable | null)[];
  /** Open time from a fixed moment to the start of each piece; negative for those before it. */
  before: number[];
  /** To be added to the open time that a piece's table, or the weeks since a Monday, hold up to a moment. */
  bases: number[];
  /** Open time up to the end. */
  total: number;
  /** Working days from a fixed date to the start of each piece. */
  workdays: number[];
  /** Working days up to the end. */
  totalWorkdays: number;
}

/** Milliseconds in a week of ordinary days. */
const WEEK_MS: number = 7 * DAY_MS;

/** No clock is further than two days from UTC, so none jumps by as much as four: the date it shows is that near. */
const CLOCK_JUMP_DAYS = 5;
const FIRST_STEP = 256;
const LARGEST_STEP = 4096;
/** The moments that a `Date` can hold. */
const LAST_DATE_MS = 8.64e15;

/**
 * Open time as a function of the moment, and its inverse. Time is cut into few pieces: ordinary weeks at one offset of the
 * clock, and single dates that differ. Sums of open time before each piece, and within the week, make every question a
 * binary search, whatever the span.
 */
export class OpenIndex {
  /** How its pieces are made. */
  readonly layout: HoursLayout;
  private readonly laid: Laid = {
    fromDay: 0,
    toDay: 0,
    start: 0,
    end: 0,
    starts: [],
    days: [],
    shifts: [],
    tables: [],
    before: [],
    bases: [],
    total: 0,
    workdays: [],
    totalWorkdays: 0,
  };

  /** @param layout - How its pieces are made. */
  constructor(layout: HoursLayout) {
    this.layout = layout;
  }

  /**
   * @param at - Epoch milliseconds.
   * @returns Open time from a fixed moment to this one; its differences are what counts.
   */
  openBefore(at: number): number {
    const piece = this.pieceAt(at);
    const { tables, bases, shifts } = this.laid;
    const table = tables[piece] ?? null;
    const base = bases[piece] ?? 0;
    if (table !== null) return base + openUpTo(table, at);
    const { week } = this.layout;
    const place = at + (shifts[piece] ?? 0);
    const weeks = Math.floor(place / WEEK_MS);
    return base + weeks * week.total + openUpTo(week, place - weeks * WEEK_MS);
  }

  /**
   * @param at - Epoch milliseconds.
   * @returns A moment up to which all is open from this one on: where its span ends, or the piece; `NaN` when it is closed.
   */
  openUntil(at: number): number {
    const piece = this.pieceAt(at);
    const { tables, shifts, starts, end } = this.laid;
    const table = tables[piece] ?? null;
    if (table !== null) return endOfSpan(table, at);
    const { week } = this.layout;
    const pieceEnd = starts[piece + 1] ?? end;
    if (week.total === WEEK_MS) return pieceEnd;
    const shift = shifts[piece] ?? 0;
    const monday = Math.floor((at + shift) / WEEK_MS) * WEEK_MS - shift;
    return Math.min(monday + endOfSpan(week, at - monday), pieceEnd);
  }

  /**
   * @param from - Epoch milliseconds.
   * @param to - Epoch milliseconds, not earlier.
   * @returns The open spans between them: sorted, with closed time between them.
   */
  spans(from: number, to: number): readonly MsSpan[] {
    const found: MsSpan[] = [];
    const last = this.pieceAt(to) - this.laid.starts.length; // more may be laid out before it
    const first = this.pieceAt(from);
    const { starts, tables, shifts, end } = this.laid;
    for (let piece = first; piece <= last + starts.length; piece++) {
      const [low, high] = [Math.max(from, starts[piece] ?? 0), Math.min(to, starts[piece + 1] ?? end)];
      const table = tables[piece] ?? null;
      const shift = shifts[piece] ?? 0;
      if (table !== null) addSpans(found, table, 0, low, high);
      else {
        const monday = Math.floor((low + shift) / WEEK_MS) * WEEK_MS - shift;
        for (let by = monday; by < high; by += WEEK_MS) addSpans(found, this.layout.week, by, low, high);
      }
    }
    return found;
  }

  /**
   * Finds the moment up to which there is a given amount of open time: of the stretch of closed time in which there is, the
   * first moment (`closing`) or the last (`opening`).
   *
   * @param open - The amount, counted as by `openBefore`; not less than that of some moment asked about before.
   * @param side - Which end.
   * @param limit - Where to stop looking.
   * @returns The moment, or `NaN` when it is later than the limit.
   */
  laterMomentOf(open: number, side: SpanEnd, limit: number): number {
    const { laid } = this;
    while (side === "closing" ? laid.total < open : laid.total <= open) {
      if (laid.end > limit) return NaN;
      this.addLater(laid.toDay + this.step());
    }
    const at = this.laidMomentOf(open, side);
    return at <= limit ? at : NaN;
  }

  /**
   * Finds the same, looking back.
   *
   * @param open - The amount, counted as by `openBefore`; not more than that of some moment asked about before.
   * @param side - Which end.
   * @param limit - Where to stop looking.
   * @returns The moment, or `NaN` when it is earlier than the limit.
   */
  earlierMomentOf(open: number, side: SpanEnd, limit: number): number {
    const { laid } = this;
    while (side === "closing" ? (laid.before[0] ?? 0) >= open : (laid.before[0] ?? 0) > open) {
      if (laid.start < limit) return NaN;
      this.addEarlier(laid.fromDay - this.step());
    }
    const at = this.laidMomentOf(open, side);
    return at >= limit ? at : NaN;
  }

  private laidMomentOf(open: number, side: SpanEnd): number {
    const { before, tables, bases, shifts } = this.laid;
    const piece = side === "opening" ? lastAtOrBefore(before, open) : lastBefore(before, open);
    const left = open - (bases[piece] ?? 0);
    const table = tables[piece] ?? null;
    if (table !== null) return placeOf(table, left, side);
    const { week } = this.layout;
    const weeks = side === "opening" ? Math.floor(left / week.total) : Math.ceil(left / week.total) - 1;
    return weeks * WEEK_MS + placeOf(week, left - weeks * week.total, side) - (shifts[piece] ?? 0);
  }

  /**
   * @param day - An epoch day.
   * @returns Working days from a fixed date up to this one, itself excluded; differences are what counts.
   */
  workdaysBefore(day: number): number {
    this.cover(day, day + 1);
    const { days, tables, workdays } = this.laid;
    const piece = lastAtOrBefore(days, day);
    const before = workdays[piece] ?? 0;
    if ((tables[piece] ?? null) !== null) return before;
    return before + this.ordinaryWorkdays(day) - this.ordinaryWorkdays(days[piece] ?? 0);
  }

  /**
   * Finds the working day before which there are a given number of others.
   *
   * @param count - How many, counted as by `workdaysBefore`; not less than those before some date asked about before.
   * @param limit - The date at which to stop looking.
   * @returns The epoch day, or `NaN` when it is later than the limit.
   */
  laterWorkday(count: number, limit: number): number {
    const { laid } = this;
    while (laid.totalWorkdays <= count) {
      if (laid.toDay > limit) return NaN;
      this.addLater(laid.toDay + this.step());
    }
    const day = this.laidWorkday(count);
    return day <= limit ? day : NaN;
  }

  /**
   * Finds the same, looking back.
   *
   * @param count - How many, counted as by `workdaysBefore`; not more than those before some date asked about before.
   * @param limit - The date at which to stop looking.
   * @returns The epoch day, or `NaN` when it is earlier than the limit.
   */
  earlierWorkday(count: number, limit: number): number {
    const { laid } = this;
    while ((laid.workdays[0] ?? 0) > count) {
      if (laid.fromDay < limit) return NaN;
      this.addEarlier(laid.fromDay - this.step());
    }
    const day = this.laidWorkday(count);
    return day >= limit ? day : NaN;
  }

  private laidWorkday(count: number): number {
    const { days, tables, workdays } = this.laid;
    const piece = lastAtOrBefore(workdays, count);
    const day = days[piece] ?? 0;
    if ((tables[piece] ?? null) !== null) return day;
    const inWeek = this.layout.weekWorkdays;
    const wanted = count - (workdays[piece] ?? 0) + this.ordinaryWorkdays(day);
    const perWeek = inWeek[7] ?? 0;
    const weeks = Math.floor(wanted / perWeek);
    return weeks * 7 + lastAtOrBefore(inWeek, wanted - weeks * perWeek) - MONDAY;
  }

  /** Working days of ordinary weeks from a fixed Monday up to a date. */
  private ordinaryWorkdays(day: number): number {
    const { weekWorkdays } = this.layout;
    const weeks = Math.floor((day + MONDAY) / 7);
    return weeks * (weekWorkdays[7] ?? 0) + (weekWorkdays[day + MONDAY - weeks * 7] ?? 0);
  }

  /** The piece that holds a moment, laid out if need be. */
  private pieceAt(at: number): number {
    const { laid } = this;
    if (!(at >= laid.start && at < laid.end)) {
      if (!(Math.abs(at) <= LAST_DATE_MS)) {
        throw new DomainError("out-of-range", `expected epoch milliseconds, received ${at}`);
      }
      const day = this.layout.dayNear(at);
      this.cover(day - CLOCK_JUMP_DAYS, day + CLOCK_JUMP_DAYS);
    }
    return lastAtOrBefore(laid.starts, at);
  }

  /** Lays out what is missing, so that all of a stretch of dates is there. */
  private cover(fromDay: number, toDay: number): void {
    const { laid } = this;
    if (laid.starts.length === 0) {
      laid.fromDay = fromDay;
      laid.toDay = fromDay;
      laid.start = this.layout.startOf(fromDay);
      laid.end = laid.start;
    }
    if (toDay > laid.toDay) this.addLater(toDay + this.step());
    if (fromDay < laid.fromDay) this.addEarlier(fromDay - this.step());
  }

  /** How many dates to lay out beyond those asked for: the more there are, the more, so that it is seldom done. */
  private step(): number {
    return Math.min(FIRST_STEP + this.laid.toDay - this.laid.fromDay, LARGEST_STEP);
  }

  private addLater(toDay: number): void {
    const { laid } = this;
    for (const piece of this.layout.lay(laid.toDay, toDay)) {
      laid.starts.push(piece.start);
      laid.days.push(piece.day);
      laid.shifts.push(piece.shift);
      laid.tables.push(piece.table);
      laid.before.push(laid.total);
      laid.bases.push(this.baseOf(piece, laid.total));
      laid.workdays.push(laid.totalWorkdays);
      laid.total += piece.open;
      laid.totalWorkdays += piece.workdays;
    }
    laid.toDay = toDay;
    laid.end = this.layout.startOf(toDay);
  }

  private addEarlier(fromDay: number): void {
    const { laid } = this;
    const pieces = this.layout.lay(fromDay, laid.fromDay);
    const before: number[] = [];
    const workdays: number[] = [];
    let open = laid.before[0] ?? laid.total;
    let days = laid.workdays[0] ?? laid.totalWorkdays;
    for (const piece of pieces.toReversed()) {
      before.push((open -= piece.open));
      workdays.push((days -= piece.workdays));
    }
    before.reverse();
    workdays.reverse();
    laid.bases = [...pieces.map((piece, index) => this.baseOf(piece, before[index] ?? 0)), ...laid.bases];
    laid.before = [...before, ...laid.before];
    laid.workdays = [...workdays, ...laid.workdays];
    laid.starts = [...pieces.map(({ start }) => start), ...laid.starts];
    laid.days = [...pieces.map(({ day }) => day), ...laid.days];
    laid.shifts = [...pieces.map(({ shift }) => shift), ...laid.shifts];
    laid.tables = [...pieces.map(({ table }) => table), ...laid.tables];
    laid.fromDay = fromDay;
    laid.start = this.layout.startOf(fromDay);
  }

  private baseOf({ start, shift, table }: HoursPiece, before: number): number {
    if (table !== null) return before;
    const { week } = this.layout;
    const weeks = Math.floor((start + shift) / WEEK_MS);
    return before - weeks * week.total - openUpTo(week, start + shift - weeks * WEEK_MS);
  }
}

/** Adds those parts of the spans of a table, moved by some time, that lie between two moments. */
function addSpans(found: MsSpan[], { from, to }: SpanTable, by: number, low: number, high: number): void {
  for (let index = Math.max(0, lastAtOrBefore(from, low - by)); index < from.length; index++) {
    const opening = Math.max((from[index] ?? 0) + by, low);
    if (opening >= high) break;
    const closing = Math.min((to[index] ?? 0) + by, high);
    if (opening < closing) addSpan(found, opening, closing);
  }
}

/** 1970-01-01 was a Thursday, three days after a Monday. */
export const MONDAY = 3;
