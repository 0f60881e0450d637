import { compiledCalendar } from "./calendarKind.ts";
import { given } from "./internal/given.ts";
import { readMoment } from "./internal/moments.ts";
import { workingMs } from "./kernel.ts";
import type { AnyCalendar, SpanInput } from "./model.ts";

/**
 * Measures the working time between two moments: the length of the open spans between them.
 *
 *     workingTime(a, b) + workingTime(b, c) = workingTime(a, c)
 *
 * It is real time, not clock time: a night shift through the hour that is put back in autumn is an hour longer. It costs the
 * same for a day and for ten years, with and without holidays. Whether it rests on dates that are not known yet, `checkRange`
 * says.
 *
 * @param range - `from` and `to`.
 * @param calendar - The calendar.
 * @returns Whole milliseconds; negative when `to` is earlier than `from`.
 * @throws `DomainError` with code `invalid-instant`, `invalid-option` (no range) or `policy-not-checked`.
 *
 * @example From Friday afternoon to Monday morning
 * ```ts
 * import { defineCalendar, workingTime } from "clientele/calendar";
 *
 * const office = [{ from: "09:00", to: "17:00" }];
 * const calendar = defineCalendar({ id: "office", timeZone: "Europe/Paris", weekly: { mon: office, fri: office } });
 *
 * workingTime({ from: "2026-03-06T16:00:00+01:00", to: "2026-03-09T09:30:00+01:00" }, calendar); // => 5400000
 * ```
 */
export function workingTime(range: SpanInput, calendar: AnyCalendar): number {
  const compiled = compiledCalendar(calendar);
  const { from, to } = given("range", range);
  return workingMs(compiled, { from: readMoment(from), to: readMoment(to) });
}
