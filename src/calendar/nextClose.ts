import {
  epochMsOf,
  err,
  type Instant,
  instantFromMs,
  type InstantInput,
  type InvalidFact,
  invalidFact,
  ok,
  type Result,
} from "../core/index.ts";
import { compiledCalendar } from "./calendarKind.ts";
import { givenUp } from "./internal/moments.ts";
import { nextCloseMs, nextOpenMs } from "./kernel.ts";
import type { AnyCalendar, NoClosingFound, NoOpenTimeFound } from "./model.ts";

/**
 * Finds the next closing moment after a moment: the end of the open span that it is in, or of the next one.
 *
 * Always later than the moment, so a closing moment itself answers with the closing of the next span. Spans that touch, at
 * midnight too, are one.
 *
 * Whether the answer rests on dates that are not known yet, `checkRange` says.
 *
 * @param at - The moment.
 * @param calendar - The calendar.
 * @returns The closing moment; `invalid-fact` (at `/at`); `no-open-time-found` when nothing opens for about a hundred years;
 *   `no-closing-found` when nothing closes for as long, as round the clock.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineCalendar, nextClose } from "clientele/calendar";
 *
 * const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: [{ from: "09:00", to: "17:00" }] } });
 *
 * orThrow(nextClose("2026-03-02T12:00:00Z", shop)); // => "2026-03-02T17:00:00.000Z"
 * orThrow(nextClose("2026-03-02T17:00:00Z", shop)); // => "2026-03-09T17:00:00.000Z"
 * ```
 */
export function nextClose(
  at: InstantInput,
  calendar: AnyCalendar,
): Result<Instant, InvalidFact | NoOpenTimeFound | NoClosingFound> {
  const compiled = compiledCalendar(calendar);
  const from = epochMsOf(at);
  if (Number.isNaN(from)) return err(invalidFact("/at", "instant", at));
  const search = nextCloseMs(compiled, from);
  if (search.found) return ok(instantFromMs(search.at));
  const code = nextOpenMs(compiled, from).found ? "no-closing-found" : "no-open-time-found";
  return err(givenUp(code, calendar, from, search));
}
