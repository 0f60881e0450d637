import type { InstantInput } from "../core/index.ts";
import { compiledCalendar } from "./calendarKind.ts";
import { readMoment } from "./internal/moments.ts";
import { isOpenMs } from "./kernel.ts";
import type { AnyCalendar } from "./model.ts";

/**
 * Tells whether a calendar is open at a moment.
 *
 * An opening moment is open, a closing moment is not. A wall time means the first moment at which the zone's clock reads it
 * or later; so hours that the clock skips are no time, and an interval that ends within a repeated hour ends the first time.
 *
 * Whether the answer rests on dates that are not known yet, `checkRange` says.
 *
 * @param at - The moment.
 * @param calendar - The calendar.
 * @returns Whether it is open.
 * @throws `DomainError` with code `invalid-instant` or `policy-not-checked`.
 *
 * @example A night shift belongs to the day on which it starts
 * ```ts
 * import { defineCalendar, isOpen } from "clientele/calendar";
 *
 * const night = defineCalendar({ id: "night", timeZone: "UTC", weekly: { fri: [{ from: "22:00", to: "06:00" }] } });
 *
 * isOpen("2026-03-07T05:59:59Z", night); // => true
 * isOpen("2026-03-07T06:00:00Z", night); // => false
 * ```
 */
export const isOpen = (at: InstantInput, calendar: AnyCalendar): boolean =>
  isOpenMs(compiledCalendar(calendar), readMoment(at));
