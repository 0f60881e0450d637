import { DAY_MS, DomainError, instantFromMs } from "../core/index.ts";
import { compiledCalendar } from "./calendarKind.ts";
import { given } from "./internal/given.ts";
import { readMoment } from "./internal/moments.ts";
import { openSpansMs, SEARCH_DAYS } from "./kernel.ts";
import type { AnyCalendar, Span, SpanInput } from "./model.ts";

/**
 * Lists the open spans within a range of time: `isOpen` holds exactly within them.
 *
 * Spans that overlap or touch, also across midnight, are one. Those that reach out of the range are cut at its ends.
 *
 * @param range - `from`, and `to`, not earlier and at most 40,000 days later. An empty range has no spans.
 * @param calendar - The calendar.
 * @returns Spans in their order, none of them empty, with closed time between them. Grows with the range.
 * @throws `DomainError` with code `invalid-instant`, `invalid-option` (no range, one that ends before it begins, or is too long) or
 *   `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { defineCalendar, openSpans } from "clientele/calendar";
 *
 * const night = defineCalendar({ id: "night", timeZone: "UTC", weekly: { fri: [{ from: "22:00", to: "06:00" }] } });
 *
 * const spans = openSpans({ from: "2026-03-01T00:00:00Z", to: "2026-03-08T00:00:00Z" }, night);
 *
 * spans; // => [{ from: "2026-03-06T22:00:00.000Z", to: "2026-03-07T06:00:00.000Z" }]
 * ```
 */
export function openSpans(range: SpanInput, calendar: AnyCalendar): readonly Span[] {
  const compiled = compiledCalendar(calendar);
  const { from: first, to: last } = given("range", range);
  const [from, to] = [readMoment(first), readMoment(last)];
  if (to < from || to - from > SEARCH_DAYS * DAY_MS) {
    throw new DomainError(
      "invalid-option",
      `to: expected a moment not before ${instantFromMs(from)} and at most ${SEARCH_DAYS} days after it, received ${instantFromMs(to)}`,
    );
  }
  return openSpansMs(compiled, { from, to }).map((span) => ({
    from: instantFromMs(span.from),
    to: instantFromMs(span.to),
  }));
}
