import { addWorkdays, type CompiledCalendar } from "../../calendar/kernel.ts";
import { civilDateOf, DAY_MS, daysInMonth, epochDayOf, wallToEpochMs, type ZoneRules } from "../../core/kernel.ts";

/** A length of time, ready to be laid on a calendar. */
export interface Term {
  /** Calendar months. */
  readonly months: number;
  /** Calendar days. */
  readonly days: number;
  /** Exact time, in milliseconds. */
  readonly ms: number;
  /** Working days; 0 where it is counted otherwise. */
  readonly workingDays: number;
  /** The calendar that tells them. */
  readonly calendar: CompiledCalendar | null;
}

/** The last moment that can be written. */
const LAST_MS = 253_402_300_799_999;

/**
 * Tells when a length of time is over.
 *
 * @param from - Where it begins, in epoch milliseconds.
 * @param term - How long it is.
 * @param zone - In whose calendar months and days are laid, at the same wall time, month ends clamped.
 * @returns Epoch milliseconds; `Infinity` after the end of the calendar.
 */
export function dueMs(from: number, { months, days, ms, workingDays, calendar }: Term, zone: ZoneRules): number {
  if (calendar !== null) return workedOff(from, workingDays, calendar);
  if (months === 0 && days === 0) return within(from + ms);
  const wall = from + zone.offsetAt(from);
  const day = Math.floor(wall / DAY_MS);
  const moved = (months === 0 ? day : monthsLater(day, months)) + days;
  return within(wallToEpochMs(moved * DAY_MS + (wall - day * DAY_MS), zone) + ms);
}

const within = (at: number): number => (at > LAST_MS ? Infinity : at);

/** The end of the last working day, counted from the day after the one it starts on. */
function workedOff(from: number, days: number, calendar: CompiledCalendar): number {
  const { layout } = calendar.index;
  let today = layout.dayNear(from);
  while (layout.startOf(today + 1) <= from) today += 1;
  while (layout.startOf(today) > from) today -= 1;
  const found = addWorkdays(calendar, today, days);
  return found.found ? within(layout.startOf(found.day + 1)) : Infinity;
}

function monthsLater(epochDay: number, months: number): number {
  const { year, month, day } = civilDateOf(epochDay);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return epochDayOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}
