import {
  DomainError,
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
  show,
  timeDurationMs,
} from "../core/index.ts";
import { compiledCalendar } from "./calendarKind.ts";
import { given } from "./internal/given.ts";
import { givenUp } from "./internal/moments.ts";
import { addWorkingMs, type Landing } from "./kernel.ts";
import type { AddOptions, AnyCalendar, NoOpenTimeFound } from "./model.ts";

/**
 * Finds the moment that is an amount of working time away from a moment: when a promise falls due.
 *
 *     the t nearest to at with workingTime({ from: at, to: t }) = duration
 *
 * So an amount that ends exactly at closing ends at the closing moment, not at the next opening; going back, one that ends
 * exactly at opening ends at the opening moment; and an amount of zero ends where it begins, open or not. `landOn` chooses
 * another end of the closed time. Whether the answer rests on dates that are not known yet, `checkRange` says.
 *
 * @param at - The moment to count from.
 * @param duration - ISO 8601 text of hours, minutes and seconds, such as `PT2H`, or whole milliseconds, as `workingTime` returns
 *   them. A minus sign goes back: `-PT2H`. A day (`P1D`) has no fixed amount of working time and is refused.
 * @param calendar - The calendar.
 * @param options - `landOn`: `nearest` (the default), `nextOpen` or `adjacent`.
 * @returns The moment; `invalid-fact` (at `/at` or `/duration`); or `no-open-time-found` when a hundred years or so do not
 *   hold that much.
 * @throws `DomainError` with code `policy-not-checked`, or `invalid-option` for an unknown landing.
 *
 * @example Two working hours from Friday, half past four
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { addWorkingTime, defineCalendar } from "clientele/calendar";
 *
 * const office = [{ from: "09:00", to: "17:00" }];
 * const calendar = defineCalendar({ id: "office", timeZone: "Asia/Shanghai", weekly: { mon: office, fri: office } });
 * const from = "2026-03-06T16:30:00+08:00";
 *
 * orThrow(addWorkingTime(from, "PT2H", calendar)); // => "2026-03-09T02:30:00.000Z"
 * orThrow(addWorkingTime(from, "PT30M", calendar)); // => "2026-03-06T09:00:00.000Z"
 * orThrow(addWorkingTime(from, "PT30M", calendar, { landOn: "nextOpen" })); // => "2026-03-09T01:00:00.000Z"
 * orThrow(addWorkingTime(from, "-PT7H30M", calendar)); // => "2026-03-06T01:00:00.000Z"
 * orThrow(addWorkingTime(from, "-PT7H30M", calendar, { landOn: "adjacent" })); // => "2026-03-02T09:00:00.000Z"
 * ```
 */
export function addWorkingTime(
  at: InstantInput,
  duration: Duration | number,
  calendar: AnyCalendar,
  options: AddOptions = {},
): Result<Instant, InvalidFact | NoOpenTimeFound> {
  const compiled = compiledCalendar(calendar);
  const { landOn = "nearest" } = given("options", options);
  if (!LANDINGS.includes(landOn)) {
    throw new DomainError("invalid-option", `landOn: expected ${LANDINGS.join(", ")}, received ${show(landOn)}`);
  }
  const from = epochMsOf(at);
  if (Number.isNaN(from)) return err(invalidFact("/at", "instant", at));
  const amount = amountOf(duration);
  if (Number.isNaN(amount)) return err(invalidFact("/duration", "time-duration", duration));
  const search = addWorkingMs(compiled, from, amount, landOn);
  return search.found ? ok(instantFromMs(search.at)) : err(givenUp("no-open-time-found", calendar, from, search));
}

const LANDINGS: readonly Landing[] = ["nearest", "nextOpen", "adjacent"];

/** Signed whole milliseconds, or `NaN`. */
function amountOf(duration: unknown): number {
  if (typeof duration === "number") return Number.isSafeInteger(duration) ? duration : NaN;
  if (typeof duration !== "string") return NaN;
  const back = duration.startsWith("-");
  const amount = timeDurationMs(back ? duration.slice(1) : duration);
  return amount.ok ? (back ? -amount.value : amount.value) : NaN;
}
