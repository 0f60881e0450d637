import { compiledCalendar } from "./calendarKind.ts";
import { combination } from "./internal/combination.ts";
import type { AnyCalendar, CombinedCalendar } from "./model.ts";

/**
 * Makes the calendar that is open when either of two is: teams that follow the sun.
 *
 * Where both are open, time counts once. All questions about moments can be asked of it.
 *
 * @param a - A calendar.
 * @param b - Another.
 * @returns The calendar.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example Two desks, eight hours each, four of them at once
 * ```ts
 * import { defineCalendar, unite, workingTime } from "clientele/calendar";
 *
 * const early = defineCalendar({ id: "early", timeZone: "UTC", weekly: { mon: [{ from: "06:00", to: "14:00" }] } });
 * const late = defineCalendar({ id: "late", timeZone: "UTC", weekly: { mon: [{ from: "10:00", to: "18:00" }] } });
 *
 * workingTime({ from: "2026-03-02T00:00:00Z", to: "2026-03-03T00:00:00Z" }, unite(early, late)); // => 43200000
 * ```
 */
export const unite = (a: AnyCalendar, b: AnyCalendar): CombinedCalendar =>
  combination("unite", { calendar: a, form: compiledCalendar(a) }, { calendar: b, form: compiledCalendar(b) });
