import { tz } from "@date-fns/tz";
import { addMonths } from "date-fns/addMonths";
import { DAY_MS } from "./civil.ts";
import { DomainError } from "./error.ts";
import { show } from "./refusal.ts";
import { type Day, dayFromNumber, epochDayOfText } from "./time.ts";

/**
 * Days have no zone, so date-fns reckons in UTC, never in the host's zone. A host without `Intl` knows the offset only,
 * which is twenty times as slow where there is one.
 */
const civil = /* @__PURE__ */ (() => ({ in: tz(typeof Intl === "undefined" ? "+00:00" : "UTC") }))();

/**
 * Moves a day by calendar months; a day that the month lacks becomes its last day.
 *
 * @param from - The day.
 * @param months - How many, an integer; negative goes back.
 * @returns The day reached.
 * @throws {@link DomainError} with code `out-of-range` beyond the years 0000 to 9999, `invalid-option` for part of a month.
 *
 * @example
 * ```ts
 * import { day, plusMonths } from "clientele/core";
 *
 * plusMonths(day("2026-01-31"), 1); // => "2026-02-28"
 * ```
 */
export function plusMonths(from: Day, months: number): Day {
  return dayFromNumber(monthsLater(epochDayOfText(from), months));
}

/**
 * Moves an epoch day by calendar months, clamped to the end of a shorter month.
 *
 * @param epochDay - Days since 1970-01-01.
 * @param months - How many, an integer; negative goes back.
 * @returns The epoch day reached.
 * @throws {@link DomainError} with code `out-of-range` or `invalid-option`.
 */
export function monthsLater(epochDay: number, months: number): number {
  if (months === 0) return epochDay;
  if (!Number.isSafeInteger(months)) {
    throw new DomainError("invalid-option", `months: expected an integer, received ${show(months)}`);
  }
  const moved = addMonths(epochDay * DAY_MS, months, civil).getTime();
  if (Number.isNaN(moved)) throw new DomainError("out-of-range", `${months} months lead out of the calendar`);
  return Math.floor(moved / DAY_MS);
}
