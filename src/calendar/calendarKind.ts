import {
  compiledPolicy,
  DomainError,
  epochDayOfText,
  type PolicyKind,
  show,
  type ZoneRules,
  zoneRules,
} from "../core/index.ts";
import { combinedForm, isCombined } from "./internal/combination.ts";
import { given } from "./internal/given.ts";
import { compileCalendar, type CompiledCalendar, everOpens, type MsSpan } from "./kernel.ts";
import type {
  AnyCalendar,
  BusinessCalendar,
  BusinessCalendarData,
  CalendarOptions,
  HoursInterval,
  Weekday,
} from "./model.ts";
import { shiftOf } from "./timeOfDay.ts";

/** The weekdays in their order. */
export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** What a stored calendar needs. */
export const calendarKind: PolicyKind<BusinessCalendarData, CompiledCalendar> = {
  format: "calendar/1",
  compile: (data) => compile(data, {}),
};

/**
 * Makes what a stored calendar needs that is read with rules of zones at hand.
 *
 * @param options - `zones`.
 * @returns The kind of policy; the stored format is the same.
 * @throws `DomainError` with code `invalid-option` for what is no list, `unknown-time-zone` for what is no rules in it.
 */
export function calendarKindWith(options: CalendarOptions): PolicyKind<BusinessCalendarData, CompiledCalendar> {
  const { zones } = given("options", options);
  if (zones === undefined) return calendarKind;
  if (!Array.isArray(zones)) throw new DomainError("invalid-option", `zones: expected a list, received ${show(zones)}`);
  for (const rules of zones as readonly Partial<ZoneRules>[]) {
    if (zoneRules(rules as ZoneRules) === rules && typeof rules.timeZone === "string") continue;
    throw new DomainError("unknown-time-zone", `zones: expected rules of time zones by name, received ${show(rules)}`);
  }
  return { ...calendarKind, compile: (data) => compile(data, options) };
}

/**
 * Takes the compiled form of a calendar, for the functions of `clientele/kernel`.
 *
 * @param calendar - A checked calendar, or one combined from others.
 * @returns Its compiled form; always the same object for the same calendar.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { compiledCalendar, defineCalendar } from "clientele/calendar";
 *
 * const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: [{ from: "09:00", to: "17:00" }] } });
 *
 * compiledCalendar(shop).week[0]?.spans; // => [{ from: 32400000, to: 61200000 }]
 * ```
 */
export const compiledCalendar = (calendar: AnyCalendar): CompiledCalendar =>
  isCombined(calendar) ? combinedForm(calendar) : datedCalendar(calendar);

/**
 * Takes the compiled form of a calendar that has dates of its own, as a combined one has not.
 *
 * @param calendar - A checked calendar.
 * @returns Its compiled form.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export const datedCalendar = (calendar: BusinessCalendar): CompiledCalendar =>
  compiledPolicy<BusinessCalendarData, CompiledCalendar>(calendarKind, calendar);

/**
 * Finds the rules of a calendar's zone: those at hand, else the host's.
 *
 * @param timeZone - Its name.
 * @param options - `zones`.
 * @returns The rules.
 */
export const rulesOf = (timeZone: string, { zones = [] }: CalendarOptions): ZoneRules =>
  zones.find((rules) => rules.timeZone === timeZone) ?? zoneRules(timeZone);

/** Throws where the doors would have found an issue: a forged fingerprint must not bring in what they refuse. */
function compile(data: BusinessCalendarData, options: CalendarOptions): CompiledCalendar {
  const { timeZone, weekly, dateHours, holidays, breaks } = data;
  const dated = (hours: Readonly<Record<string, readonly HoursInterval[]>>): Map<number, readonly MsSpan[]> =>
    new Map(Object.entries(hours).map(([date, intervals]) => [soundDay(date), intervals.map(soundShift)]));
  const breaksOfDates = Object.fromEntries(Object.entries(breaks).filter(([key]) => !isWeekday(key)));
  const compiled = compileCalendar(
    {
      weekly: WEEKDAYS.map((weekday) => weekly[weekday].map(soundShift)),
      dateHours: dated(dateHours),
      holidays: new Map(holidays.map(({ date, removes }) => [soundDay(date), removes])),
      weeklyBreaks: WEEKDAYS.map((weekday) =>
        (Object.hasOwn(breaks, weekday) ? (breaks[weekday] ?? []) : []).map(soundShift),
      ),
      dateBreaks: dated(breaksOfDates),
    },
    rulesOf(timeZone, options),
  );
  if (!everOpens(compiled)) throw unsound();
  return compiled;
}

/**
 * Tells a weekday from a date.
 *
 * @param key - Either.
 * @returns Whether it is a weekday.
 */
export const isWeekday = (key: string): key is Weekday => (WEEKDAYS as readonly string[]).includes(key);

function soundShift(interval: HoursInterval): MsSpan {
  const shift = shiftOf(interval);
  if (shift.from < shift.to) return shift;
  throw unsound();
}

function soundDay(date: string): number {
  const day = epochDayOfText(date);
  if (Number.isInteger(day)) return day;
  throw unsound();
}

/** No one reads what it says: the door that restores calendars answers with `corrupt-policy`. */
const unsound = (): DomainError => new DomainError("invalid-policy", "a calendar that no other door would let in");
