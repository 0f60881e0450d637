import { civilDateOf, DAY_MS, daysInMonth, epochDayOf, wallToEpochMs, type ZoneRules } from "../../core/kernel.ts";

/** A duration by the three kinds of unit, which do not convert into one another. */
export interface Parts {
  /** Calendar months. */
  readonly months: number;
  /** Calendar days. */
  readonly days: number;
  /** Exact time, in milliseconds. */
  readonly ms: number;
}

/** Calendar periods: so many months each, counted from the first of a month of the year. */
export interface Period {
  /** 1, 3, 6 or 12. */
  readonly months: number;
  /** The month a year begins with, 1 to 12. */
  readonly firstMonth: number;
}

/** How many months a calendar period has. */
export const MONTHS: Readonly<Record<"month" | "quarter" | "halfYear" | "year", number>> = {
  month: 1,
  quarter: 3,
  halfYear: 6,
  year: 12,
};

/**
 * Moves a moment: months and days on the zone's calendar at the same wall time, month ends clamped; then exact time.
 *
 * @param at - Epoch milliseconds.
 * @param parts - How far; parts below zero go back.
 * @param zone - In whose calendar.
 * @returns Epoch milliseconds.
 */
export function plusParts(at: number, { months, days, ms }: Parts, zone: ZoneRules): number {
  if (months === 0 && days === 0) return at + ms;
  const wall = at + zone.offsetAt(at);
  const day = Math.floor(wall / DAY_MS);
  const moved = monthsLater(day, months) + days;
  return wallToEpochMs(moved * DAY_MS + (wall - day * DAY_MS), zone) + ms;
}

function monthsLater(epochDay: number, months: number): number {
  const { year, month, day } = civilDateOf(epochDay);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return epochDayOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Counts months from the year 0 to the first of the period that contains a moment. */
function firstMonthAt(at: number, { months, firstMonth }: Period, zone: ZoneRules): number {
  const { year, month } = civilDateOf(Math.floor((at + zone.offsetAt(at)) / DAY_MS));
  const since = year * 12 + (month - firstMonth);
  const first = Math.floor(since / months) * months + (firstMonth - 1);
  // a clock set back over midnight reads the old day once more, when the new period has already begun
  return at < startOfMonth(first + months, zone) ? first : first + months;
}

const startOfMonth = (index: number, zone: ZoneRules): number => {
  const year = Math.floor(index / 12);
  return wallToEpochMs(epochDayOf(year, index - year * 12 + 1, 1) * DAY_MS, zone);
};

/**
 * Finds the first moment of the calendar period that contains a moment.
 *
 * @param at - Epoch milliseconds.
 * @param period - Which periods.
 * @param zone - In whose calendar.
 * @returns Epoch milliseconds.
 */
export const periodStart = (at: number, period: Period, zone: ZoneRules): number =>
  startOfMonth(firstMonthAt(at, period, zone), zone);

/**
 * Finds the first moment after the calendar period that contains a moment, or after a later one.
 *
 * @param at - Epoch milliseconds.
 * @param period - Which periods.
 * @param zone - In whose calendar.
 * @param ahead - Whole periods ahead of the one that contains the moment.
 * @returns Epoch milliseconds.
 */
export const periodEnd = (at: number, period: Period, zone: ZoneRules, ahead = 0): number =>
  startOfMonth(firstMonthAt(at, period, zone) + (1 + ahead) * period.months, zone);

/**
 * Moves a moment up to the next boundary of days or periods; one that is a boundary stays.
 *
 * @param at - Epoch milliseconds.
 * @param to - The periods; `day` for days; null to leave it.
 * @param zone - In whose calendar.
 * @returns Epoch milliseconds.
 */
export function roundedUp(at: number, to: Period | "day" | null, zone: ZoneRules): number {
  if (to === null) return at;
  if (to !== "day") {
    const start = periodStart(at, to, zone);
    return start === at ? at : periodEnd(at, to, zone);
  }
  const day = Math.floor((at + zone.offsetAt(at)) / DAY_MS);
  const midnight = (of: number): number => wallToEpochMs(of * DAY_MS, zone);
  if (midnight(day) === at) return at;
  // a clock set back over midnight reads the old day once more, when the new one has already begun
  const next = midnight(day + 1);
  return next < at ? midnight(day + 2) : next;
}
