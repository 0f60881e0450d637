import { compiledPolicy, DomainError, epochDayOfText, type PolicyKind, zoneRules } from "../core/index.ts";
import { compileCalendar, type CompiledCalendar, everOpens, type MsSpan } from "./kernel.ts";
import type { BusinessCalendar, BusinessCalendarData, HoursInterval, Weekday } from "./model.ts";
import { shiftOf } from "./timeOfDay.ts";

/** The weekdays in their order. */
export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** What a stored calendar needs. */
export const calendarKind: PolicyKind<BusinessCalendarData, CompiledCalendar> = { format: "calendar/1", compile };

/**
 * Takes the compiled form of a calendar, for the functions of `clientele/kernel`.
 *
 * @param calendar - A checked calendar.
 * @returns Its compiled form; always the same object for the same calendar.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { compiledCalendar, defineCalendar } from "clientele/calendar";
 *
 * const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: [{ from: "09:00", to: "17:00" }] } });
 *
 * compiledCalendar(shop).week[0]; // => [{ from: 32400000, to: 61200000 }]
 * ```
 */
export const compiledCalendar = (calendar: BusinessCalendar): CompiledCalendar =>
  compiledPolicy<BusinessCalendarData, CompiledCalendar>(calendarKind, calendar);

/** Throws where the doors would have found an issue: a forged fingerprint must not bring in what they refuse. */
function compile({ timeZone, weekly, dateHours, holidays }: BusinessCalendarData): CompiledCalendar {
  const compiled = compileCalendar(
    {
      weekly: WEEKDAYS.map((weekday) => weekly[weekday].map(soundShift)),
      dateHours: new Map(Object.entries(dateHours).map(([date, hours]) => [soundDay(date), hours.map(soundShift)])),
      holidays: new Set(holidays.map(({ date }) => soundDay(date))),
    },
    zoneRules(timeZone),
  );
  if (!everOpens(compiled)) throw new DomainError("no-open-time", "the calendar is never open");
  return compiled;
}

function soundShift(interval: HoursInterval): MsSpan {
  const shift = shiftOf(interval);
  if (shift.from < shift.to) return shift;
  throw new DomainError("invalid-time-of-day", `expected an interval, received ${interval.from} to ${interval.to}`);
}

function soundDay(date: string): number {
  const day = epochDayOfText(date);
  if (Number.isInteger(day)) return day;
  throw new DomainError("invalid-day", `expected a day YYYY-MM-DD that exists, received ${date}`);
}
