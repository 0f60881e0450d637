import {
  definePolicy,
  epochDayOfText,
  type Issue,
  parsePolicy,
  pointer,
  type PolicyGuard,
  type PolicyReview,
  type Report,
  type Result,
  reviewPolicy,
  type Sound,
} from "../core/index.ts";
import { calendarKind, calendarKindWith, isWeekday, rulesOf, WEEKDAYS } from "./calendarKind.ts";
import { idleBreaks } from "./internal/idleBreaks.ts";
import { compileCalendar, type CompiledCalendar, everOpens, type MsSpan } from "./kernel.ts";
import { calendarMessages } from "./messages.ts";
import type {
  BusinessCalendar,
  BusinessCalendarData,
  BusinessCalendarInput,
  CalendarOptions,
  HoursInterval,
} from "./model.ts";
import { calendarSchema, calendarSchemaWith } from "./schema.ts";
import { shiftOf } from "./timeOfDay.ts";

type Guard = PolicyGuard<BusinessCalendarData, CompiledCalendar>;

const hostGuard: Guard = /* @__PURE__ */ (() => ({
  ...calendarKind,
  schema: calendarSchema,
  crossCheck: crossCheckWith({}),
  findings,
  messages: calendarMessages,
}))();

function guardWith(options: CalendarOptions): Guard {
  const kind = calendarKindWith(options);
  if (options.zones === undefined) return hostGuard;
  const schema = calendarSchemaWith(options.zones.map(({ timeZone }) => timeZone));
  return { ...hostGuard, ...kind, schema, crossCheck: crossCheckWith(options) };
}

/**
 * Checks a business calendar written in code.
 *
 * @param literal - The calendar.
 * @param options - `zones`: rules of zones in place of the host's (`fixedZone`, `tableZone`).
 * @returns It, checked and compiled.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example An office in Shanghai, with a holiday and a make-up workday
 * ```ts
 * import { defineCalendar, isOpen } from "clientele/calendar";
 *
 * const office = [{ from: "09:00", to: "12:00" }, { from: "13:30", to: "18:00" }];
 * const calendar = defineCalendar({
 *   id: "shanghai-office",
 *   timeZone: "Asia/Shanghai",
 *   weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
 *   holidays: [{ date: "2026-02-17", labels: { en: "Chinese New Year", "zh-CN": "春节" } }],
 *   dateHours: { "2026-02-14": office },
 * });
 *
 * isOpen("2026-02-14T10:00:00+08:00", calendar); // => true
 * isOpen("2026-02-17T10:00:00+08:00", calendar); // => false
 * ```
 *
 * @example Rules of a zone handed in, for a host that has none
 * ```ts
 * import { tableZone } from "clientele/core";
 * import { defineCalendar, isOpen } from "clientele/calendar";
 *
 * const paris = tableZone("Europe/Paris", {
 *   initialOffsetMs: 3_600_000,
 *   transitions: [
 *     { at: Date.UTC(2026, 2, 29, 1), offsetMs: 7_200_000 },
 *     { at: Date.UTC(2026, 9, 25, 1), offsetMs: 3_600_000 },
 *   ],
 * });
 * const shop = defineCalendar(
 *   { id: "shop", timeZone: "Europe/Paris", weekly: { mon: [{ from: "09:00", to: "17:00" }] } },
 *   { zones: [paris] },
 * );
 *
 * isOpen("2026-03-30T07:00:00Z", shop); // => true
 * ```
 */
export const defineCalendar = <const Id extends string>(
  literal: BusinessCalendarInput<Id>,
  options: CalendarOptions = {},
): BusinessCalendar<Id> => definePolicy(guardWith(options), literal) as BusinessCalendar<Id>;

/**
 * Checks a business calendar from outside: a file, a form, a database.
 *
 * @param input - Anything.
 * @param options - `zones`: rules of zones in place of the host's.
 * @returns The calendar, or every issue.
 *
 * @example A calendar that never opens would leave every search without an end
 * ```ts
 * import { parseCalendar } from "clientele/calendar";
 *
 * const parsed = parseCalendar({ id: "ghost", timeZone: "UTC", weekly: {} });
 *
 * !parsed.ok && parsed.error.map(({ code, path }) => [code, path]); // => [["no-open-time", "/weekly"]]
 * ```
 */
export const parseCalendar = (
  input: unknown,
  options: CalendarOptions = {},
): Result<BusinessCalendar, readonly Issue[]> => parsePolicy(guardWith(options), input);

/**
 * Looks a draft of a business calendar over, for a form: never throws.
 *
 * @param draft - Anything.
 * @param options - `zones`: rules of zones in place of the host's.
 * @returns The calendar or null, with all issues and findings.
 *
 * @example
 * ```ts
 * import { reviewCalendar } from "clientele/calendar";
 *
 * const { issues } = reviewCalendar({
 *   id: "shop",
 *   timeZone: "Europe/Paris",
 *   weekly: { mon: [{ from: "09:00", to: "25:00" }] },
 * });
 *
 * issues.map(({ code, path }) => [code, path]); // => [["invalid-time-of-day", "/weekly/mon/0/to"]]
 * ```
 */
export const reviewCalendar = (draft: unknown, options: CalendarOptions = {}): PolicyReview<BusinessCalendar> =>
  reviewPolicy(guardWith(options), draft);

type Draft = Sound<BusinessCalendarData>;
type DraftIntervals = readonly (Sound<HoursInterval> | undefined)[];
type Lists<Interval> = Readonly<Record<string, readonly Interval[] | undefined>>;
type DraftLists = Lists<Sound<HoursInterval> | undefined>;

function crossCheckWith(options: CalendarOptions): (draft: Draft, report: Report) => void {
  return (draft, report) => {
    for (const [keys, intervals] of intervalLists(draft)) {
      intervals.forEach((interval, index) => {
        const shift = draftShift(interval);
        if (shift !== null && shift.from === shift.to) report("empty-interval", [...keys, index], { to: interval?.to });
      });
    }
    for (const date of Object.keys(draft.dateHours ?? {})) {
      if (!isDay(date)) report("invalid-date", ["dateHours", date], { observed: date });
    }
    for (const key of Object.keys(draft.breaks ?? {})) {
      if (!isWeekday(key) && !isDay(key)) report("invalid-break-day", ["breaks", key], { observed: key });
    }
    const first = new Map<string, number>();
    draft.holidays?.forEach((holiday, index) => {
      const date = holiday?.date;
      if (date === undefined) return;
      const earlier = first.get(date);
      if (earlier === undefined) first.set(date, index);
      else report("duplicate-holiday", ["holidays", index, "date"], { date, first: pointer(["holidays", earlier]) });
    });
    if (neverOpens(draft, options)) report("no-open-time", ["weekly"]);
  };
}

const isDay = (text: string): boolean => !Number.isNaN(epochDayOfText(text));

/** Every list of intervals that is sound as a list, with its place. */
function intervalLists<Interval>({
  weekly = {},
  dateHours = {},
  breaks = {},
}: {
  readonly weekly?: Lists<Interval> | undefined;
  readonly dateHours?: Lists<Interval> | undefined;
  readonly breaks?: Lists<Interval> | undefined;
}): readonly (readonly [readonly string[], readonly Interval[]])[] {
  const listed = (
    name: string,
    lists: Lists<Interval>,
  ): readonly (readonly [readonly string[], readonly Interval[]])[] =>
    Object.entries(lists).map(([key, hours]) => [[name, key], hours ?? []]);
  return [
    ...WEEKDAYS.map((weekday) => [["weekly", weekday], weekly[weekday] ?? []] as const),
    ...listed("dateHours", dateHours),
    ...listed("breaks", breaks),
  ];
}

function draftShift(interval: Sound<HoursInterval> | undefined): MsSpan | null {
  if (interval?.from === undefined || interval.to === undefined) return null;
  return shiftOf({ from: interval.from, to: interval.to });
}

/** The shifts of a list that is sound in every part, or null. */
function soundShifts(intervals: DraftIntervals | undefined): readonly MsSpan[] | null {
  if (intervals === undefined) return null;
  const shifts: MsSpan[] = [];
  for (const interval of intervals) {
    const shift = draftShift(interval);
    if (shift === null || shift.from === shift.to) return null;
    shifts.push(shift);
  }
  return shifts;
}

/** Shifts by epoch day, where all lists and dates are sound; or null. */
function soundDates(lists: DraftLists): ReadonlyMap<number, readonly MsSpan[]> | null {
  const dates = new Map<number, readonly MsSpan[]>();
  for (const [date, intervals] of Object.entries(lists)) {
    const shifts = soundShifts(intervals);
    if (shifts === null || !isDay(date)) return null;
    dates.set(epochDayOfText(date), shifts);
  }
  return dates;
}

/** Shifts by weekday, where all lists are sound; or null. A weekday that was left out has none. */
function soundWeek(lists: DraftLists): readonly (readonly MsSpan[])[] | null {
  const week = WEEKDAYS.map((weekday) => (Object.hasOwn(lists, weekday) ? soundShifts(lists[weekday]) : []));
  const sound = week.filter((shifts) => shifts !== null);
  return sound.length < week.length ? null : sound;
}

/** Only what is known for sure: with any part unsound, the calendar may yet open. */
function neverOpens({ timeZone, weekly, dateHours = {}, breaks = {} }: Draft, options: CalendarOptions): boolean {
  // a weekday that was left out is closed; one that is there but unsound, or misspelt, might open
  if (timeZone === undefined || weekly === undefined || Object.values(weekly).includes(undefined)) return false;
  const week = soundWeek(weekly);
  const dates = soundDates(dateHours);
  const weeklyBreaks = soundWeek(breaks);
  const dateBreaks = soundDates(Object.fromEntries(Object.entries(breaks).filter(([key]) => !isWeekday(key))));
  if (week === null || dates === null || weeklyBreaks === null || dateBreaks === null) return false;
  // holidays are finite and close no date hours, so an ordinary week comes again, and what opens on dates opens
  const hours = { weekly: week, dateHours: dates, holidays: new Map<number, "day">(), weeklyBreaks, dateBreaks };
  return !everOpens(compileCalendar(hours, rulesOf(timeZone, options)));
}

function findings(data: BusinessCalendarData, report: Report): void {
  for (const [keys, intervals] of intervalLists(data)) {
    for (const { index, interval } of overlapping(intervals)) {
      report("overlapping-intervals", [...keys, index], { from: interval.from, to: interval.to });
    }
  }
  for (const { key, index, interval } of idleBreaks(data)) {
    report("break-outside-hours", ["breaks", key, index], { from: interval.from, to: interval.to });
  }
  const { knownUntil } = data;
  if (knownUntil === null) return;
  const late = (date: string, keys: readonly (string | number)[]): void => {
    if (date > knownUntil) report("date-after-known", keys, { date, knownUntil });
  };
  data.holidays.forEach(({ date }, index) => {
    late(date, ["holidays", index, "date"]);
  });
  for (const date of Object.keys(data.dateHours)) late(date, ["dateHours", date]);
}

/** Those intervals that start before one that started earlier has ended, with their places. */
function overlapping(
  intervals: readonly HoursInterval[],
): readonly { readonly index: number; readonly interval: HoursInterval }[] {
  let openUntil = -Infinity;
  const inTime = intervals
    .map((interval, index) => ({ index, interval, shift: shiftOf(interval) }))
    .sort((a, b) => a.shift.from - b.shift.from);
  const found = inTime.filter(({ shift }) => {
    const overlaps = shift.from < openUntil;
    openUntil = Math.max(openUntil, shift.to);
    return overlaps;
  });
  return found.sort((a, b) => a.index - b.index);
}
