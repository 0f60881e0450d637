import { compiledCalendar } from "./calendarKind.ts";
import { combination } from "./internal/combination.ts";
import type { AnyCalendar, CombinedCalendar } from "./model.ts";

/**
 * Makes the calendar that is open when both of two are: two teams at work at once, in whatever zones.
 *
 * All questions about moments can be asked of it. It may be that it never opens; searches are bounded, and say so.
 *
 * @param a - A calendar.
 * @param b - Another.
 * @returns The calendar.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example When can Berlin call Shanghai?
 * ```ts
 * import { defineCalendar, intersect, openSpans } from "clientele/calendar";
 *
 * const monday = { mon: [{ from: "09:00", to: "18:00" }] };
 * const berlin = defineCalendar({ id: "berlin", timeZone: "Europe/Berlin", weekly: monday });
 * const shanghai = defineCalendar({ id: "shanghai", timeZone: "Asia/Shanghai", weekly: monday });
 * const both = intersect(berlin, shanghai);
 *
 * const spans = openSpans({ from: "2026-03-02T00:00:00Z", to: "2026-03-03T00:00:00Z" }, both);
 *
 * spans; // => [{ from: "2026-03-02T08:00:00.000Z", to: "2026-03-02T10:00:00.000Z" }]
 * ```
 */
export const intersect = (a: AnyCalendar, b: AnyCalendar): CombinedCalendar =>
  combination("intersect", { calendar: a, form: compiledCalendar(a) }, { calendar: b, form: compiledCalendar(b) });
