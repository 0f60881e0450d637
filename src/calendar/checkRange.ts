import { epochDayOfText, type Issue, pointer } from "../core/index.ts";
import { compiledCalendar } from "./calendarKind.ts";
import { isCombined } from "./internal/combination.ts";
import { given } from "./internal/given.ts";
import { readMoment } from "./internal/moments.ts";
import type { AnyCalendar, CalendarFindingCode, SpanInput } from "./model.ts";

/**
 * Tells what is worth knowing about an answer that concerns a range of time: that it rests on dates whose holidays and date
 * hours are not known yet (`beyond-known-dates`).
 *
 * An answer rests on the time between the moments asked about, or from the moment asked about to the moment found: on that of
 * `workingTime` from `from` to `to`, on that of `addWorkingTime` and `nextOpen` from `at` to the answer.
 *
 * @param range - `from` and `to`, in either order; the same moment twice for an answer about one moment.
 * @param calendar - The calendar; a combined one is asked for each of those it was made of.
 * @returns The findings, each of severity `warning`; none when all is known.
 * @throws `DomainError` with code `invalid-instant`, `invalid-option` (no range) or `policy-not-checked`.
 *
 * @example The holidays of 2027 are not published yet
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { addWorkingTime, calendarPresets, checkRange, defineCalendar } from "clientele/calendar";
 *
 * const office = defineCalendar(calendarPresets.china2026);
 * const at = "2026-12-31T16:00:00+08:00";
 * const due = orThrow(addWorkingTime(at, "PT4H", office));
 *
 * due; // => "2027-01-01T03:00:00.000Z"
 * checkRange({ from: at, to: due }, office).map(({ code, params }) => [code, params["knownUntil"]]);
 * // => [["beyond-known-dates", "2026-12-31"]]
 * ```
 */
export function checkRange(
  range: SpanInput,
  calendar: AnyCalendar,
): readonly Issue<Extract<CalendarFindingCode, "beyond-known-dates">>[] {
  const { from, to } = given("range", range);
  const [a, b] = [readMoment(from), readMoment(to)];
  const last = a === b ? a : Math.max(a, b) - 1; // the end of a range is not part of it
  return unknownAt(last, calendar, []);
}

function unknownAt(
  at: number,
  calendar: AnyCalendar,
  keys: readonly (string | number)[],
): readonly Issue<"beyond-known-dates">[] {
  const { index } = compiledCalendar(calendar);
  if (isCombined(calendar)) return calendar.of.flatMap((part, which) => unknownAt(at, part, [...keys, "of", which]));
  const { knownUntil } = calendar;
  if (knownUntil === null || at < index.layout.startOf(epochDayOfText(knownUntil) + 1)) return [];
  const place = [...keys, "knownUntil"];
  const params = { calendar: calendar.id, knownUntil };
  return [{ code: "beyond-known-dates", severity: "warning", path: pointer(place), keys: place, params }];
}
