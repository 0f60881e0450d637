import { compiledCalendar } from "./calendarKind.ts";
import { combination } from "./internal/combination.ts";
import type { AnyCalendar, CombinedCalendar } from "./model.ts";

/**
 * Makes the calendar that is open when one calendar is and another is not: hours less a freeze, or those that no other team
 * covers.
 *
 * All questions about moments can be asked of it. It may be that it never opens; searches are bounded, and say so.
 *
 * @param a - The calendar.
 * @param b - What is taken away from it.
 * @returns The calendar.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { defineCalendar, isOpen, subtract } from "clientele/calendar";
 *
 * const desk = defineCalendar({ id: "desk", timeZone: "UTC", weekly: { mon: [{ from: "09:00", to: "17:00" }] } });
 * const backup = defineCalendar({ id: "backup", timeZone: "UTC", weekly: { mon: [{ from: "11:00", to: "12:00" }] } });
 * const uncovered = subtract(desk, backup);
 *
 * isOpen("2026-03-02T10:59:59Z", uncovered); // => true
 * isOpen("2026-03-02T11:00:00Z", uncovered); // => false
 * ```
 */
export const subtract = (a: AnyCalendar, b: AnyCalendar): CombinedCalendar =>
  combination("subtract", { calendar: a, form: compiledCalendar(a) }, { calendar: b, form: compiledCalendar(b) });
