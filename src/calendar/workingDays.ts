import { day, epochDayOfText } from "../core/index.ts";
import { datedCalendar } from "./calendarKind.ts";
import { given } from "./internal/given.ts";
import { workdaysBetween } from "./kernel.ts";
import type { BusinessCalendar, DaySpanInput } from "./model.ts";

/**
 * Counts the working days of a stretch of days.
 *
 *     workingDays(a, b) + workingDays(b, c) = workingDays(a, c)
 *
 * A working day has open time of its own: hours that start on it, after holidays, date hours and breaks. The end of a night shift
 * of the day before does not make one, nor does a day that the zone skipped.
 *
 * Whether the answer rests on dates that are not known yet, `checkRange` says, asked about the moments at which they begin.
 *
 * @param range - `from`, which belongs to it, and `to`, which does not: days of the calendar's zone.
 * @param calendar - The calendar.
 * @returns How many; negative when `to` is earlier than `from`.
 * @throws `DomainError` with code `invalid-day`, `invalid-option` (no range) or `policy-not-checked`, for a combined calendar too: it
 *   has no dates of its own.
 *
 * @example February of 2026 in China: 20 weekdays, six of them off, and two Saturdays at work
 * ```ts
 * import { calendarPresets, defineCalendar, workingDays } from "clientele/calendar";
 *
 * const office = defineCalendar(calendarPresets.china2026);
 *
 * workingDays({ from: "2026-02-01", to: "2026-03-01" }, office); // => 16
 * ```
 */
export function workingDays(range: DaySpanInput, calendar: BusinessCalendar): number {
  const compiled = datedCalendar(calendar);
  const { from, to } = given("range", range);
  return workdaysBetween(compiled, { from: epochDayOfText(day(from)), to: epochDayOfText(day(to)) });
}
