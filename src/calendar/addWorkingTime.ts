import {
  type Duration,
  epochMsOf,
  err,
  type Instant,
  instantFromMs,
  type InstantInput,
  type InvalidFact,
  invalidFact,
  ok,
  type Result,
  timeDurationMs,
} from "../core/index.ts";
import { compiledCalendar } from "./calendarKind.ts";
import { addWorkingMs } from "./kernel.ts";
import type { BusinessCalendar, NoOpenTimeFound } from "./model.ts";

/**
 * Finds the moment by which an amount of working time has passed since a moment: when a promise falls due.
 *
 *     the earliest t >= at with workingTime({ from: at, to: t }) = duration
 *
 * So an amount that ends exactly at closing ends at the closing moment, not at the next opening; and an amount of zero ends
 * where it begins, open or not.
 *
 * @param at - The moment to count from.
 * @param duration - ISO 8601 text of hours, minutes and seconds, such as `PT2H`. A day (`P1D`) has no fixed amount of
 *   working time and is refused.
 * @param calendar - The calendar.
 * @returns The moment; `invalid-fact` (at `/at` or `/duration`); or `no-open-time-found` when a hundred years or so do not
 *   hold that much.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example Two working hours from Friday, half past four
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { addWorkingTime, defineCalendar } from "clientele/calendar";
 *
 * const office = [{ from: "09:00", to: "17:00" }];
 * const calendar = defineCalendar({ id: "office", timeZone: "Asia/Shanghai", weekly: { mon: office, fri: office } });
 * const due = (duration: string) => orThrow(addWorkingTime("2026-03-06T16:30:00+08:00", duration, calendar));
 *
 * due("PT2H"); // => "2026-03-09T02:30:00.000Z"
 * due("PT30M"); // => "2026-03-06T09:00:00.000Z"
 * ```
 */
export function addWorkingTime(
  at: InstantInput,
  duration: Duration,
  calendar: BusinessCalendar,
): Result<Instant, InvalidFact | NoOpenTimeFound> {
  const compiled = compiledCalendar(calendar);
  const from = epochMsOf(at);
  if (Number.isNaN(from)) return err(invalidFact("/at", "instant", at));
  const amount = timeDurationMs(duration);
  if (!amount.ok) return err({ ...amount.error, path: "/duration" });
  const search = addWorkingMs(compiled, from, amount.value);
  if (search.found) return ok(instantFromMs(search.at));
  return err({
    code: "no-open-time-found",
    calendar: calendar.id,
    from: instantFromMs(from),
    searchedUntil: instantFromMs(search.until),
  });
}
