import {
  type Day,
  dayFromNumber,
  epochDayOfText,
  err,
  type InvalidFact,
  invalidFact,
  ok,
  type Result,
} from "../core/index.ts";
import { datedCalendar } from "./calendarKind.ts";
import { daysGivenUp } from "./internal/moments.ts";
import { addWorkdays } from "./kernel.ts";
import type { BusinessCalendar, NoWorkingDayFound } from "./model.ts";

/**
 * Finds the working day that is a number of working days away from a day.
 *
 * The first working day after the day is 1, the first before it is -1, whether or not the day itself is one; 0 stays where it is.
 *
 * Whether the answer rests on dates that are not known yet, `checkRange` says, asked about the moments at which they begin.
 *
 * @param from - The day, `YYYY-MM-DD`, in the calendar's zone.
 * @param days - How many, an integer.
 * @param calendar - The calendar; what a working day is, `workingDays` says.
 * @returns The day; `invalid-fact` (at `/from` or `/days`); or `no-working-day-found` when a hundred years or so do not hold
 *   that many.
 * @throws `DomainError` with code `policy-not-checked`, for a combined calendar too: it has no dates of its own.
 *
 * @example Over the Spring Festival of 2026 and the Saturday worked before it
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { addWorkingDays, calendarPresets, defineCalendar } from "clientele/calendar";
 *
 * const office = defineCalendar(calendarPresets.china2026);
 *
 * orThrow(addWorkingDays("2026-02-13", 1, office)); // => "2026-02-14"
 * orThrow(addWorkingDays("2026-02-13", 2, office)); // => "2026-02-24"
 * orThrow(addWorkingDays("2026-02-24", -1, office)); // => "2026-02-14"
 * ```
 */
export function addWorkingDays(
  from: string,
  days: number,
  calendar: BusinessCalendar,
): Result<Day, InvalidFact | NoWorkingDayFound> {
  const compiled = datedCalendar(calendar);
  const start = epochDayOfText(from);
  if (Number.isNaN(start)) return err(invalidFact("/from", "day", from));
  if (!Number.isSafeInteger(days)) return err(invalidFact("/days", "integer", days));
  const search = addWorkdays(compiled, start, days);
  return search.found
    ? ok(dayFromNumber(search.day))
    : err(daysGivenUp("no-working-day-found", calendar, start, search));
}
