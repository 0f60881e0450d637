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
import { nextOpenMs } from "./kernel.ts";
import type { AnyCalendar, NoOpenTimeFound } from "./model.ts";

/**
 * Finds the first open moment at or after a moment: the moment itself when it is open.
 *
 * Whether the answer rests on dates that are not known yet, `checkRange` says.
 *
 * @param at - The moment.
 * @param calendar - The calendar.
 * @returns The open moment; `invalid-fact` (at `/at`) when the moment cannot be read; `no-open-time-found` when nothing is
 *   open for about a hundred years, as after the last date of a calendar that opens on single dates only.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example A question asked on Saturday
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineCalendar, nextOpen } from "clientele/calendar";
 *
 * const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: [{ from: "09:00", to: "17:00" }] } });
 *
 * orThrow(nextOpen("2026-03-07T12:00:00Z", shop)); // => "2026-03-09T09:00:00.000Z"
 * ```
 */
export function nextOpen(at: InstantInput, calendar: AnyCalendar): Result<Instant, InvalidFact | NoOpenTimeFound> {
  const compiled = compiledCalendar(calendar);
  const from = epochMsOf(at);
  if (Number.isNaN(from)) return err(invalidFact("/at", "instant", at));
  const search = nextOpenMs(compiled, from);
  return search.found ? ok(instantFromMs(search.at)) : err(givenUp("no-open-time-found", calendar, from, search));
}
