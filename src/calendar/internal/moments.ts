import {
  type Day,
  dayFromNumber,
  epochMsOf,
  instant,
  type Instant,
  instantFromMs,
  type InstantInput,
} from "../../core/index.ts";
import type { DaySearch, MsSearch } from "../kernel.ts";
import type { AnyCalendar } from "../model.ts";

/** Reads a moment of the calling code; throws `invalid-instant`. */
export function readMoment(input: InstantInput): number {
  const at = epochMsOf(input);
  return Number.isNaN(at) ? epochMsOf(instant(input)) : at; // instant says what is wrong with it
}

/** Says where a search was given up. */
export const givenUp = <Code extends string>(
  code: Code,
  calendar: AnyCalendar,
  from: number,
  search: Extract<MsSearch, { readonly found: false }>,
): { readonly code: Code; readonly calendar: string; readonly from: Instant; readonly searchedUntil: Instant } => ({
  code,
  calendar: calendar.id,
  from: instantFromMs(from),
  searchedUntil: instantFromMs(search.until),
});

/** Says where a search for a day was given up. */
export const daysGivenUp = <Code extends string>(
  code: Code,
  calendar: AnyCalendar,
  from: number,
  search: Extract<DaySearch, { readonly found: false }>,
): { readonly code: Code; readonly calendar: string; readonly from: Day; readonly searchedUntil: Day } => ({
  code,
  calendar: calendar.id,
  from: dayFromNumber(from),
  searchedUntil: dayFromNumber(search.until),
});
