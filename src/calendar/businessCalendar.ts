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
  zoneRules,
} from "../core/index.ts";
import { calendarKind, WEEKDAYS } from "./calendarKind.ts";
import { compileCalendar, type CompiledCalendar, everOpens, type MsSpan } from "./kernel.ts";
import { calendarMessages } from "./messages.ts";
import type { BusinessCalendar, BusinessCalendarData, BusinessCalendarInput, HoursInterval } from "./model.ts";
import { calendarSchema } from "./schema.ts";
import { shiftOf } from "./timeOfDay.ts";

const guard: PolicyGuard<BusinessCalendarData, CompiledCalendar> = /* @__PURE__ */ (() => ({
  ...calendarKind,
  schema: calendarSchema,
  crossCheck,
  findings,
  messages: calendarMessages,
}))();

/**
 * Checks a business calendar written in code.
 *
 * @param literal - The calendar.
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
 */
export const defineCalendar = <const Id extends string>(literal: BusinessCalendarInput<Id>): BusinessCalendar<Id> =>
  definePolicy(guard, literal) as BusinessCalendar<Id>;

/**
 * Checks a business calendar from outside: a file, a form, a database.
 *
 * @param input - Anything.
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
export const parseCalendar = (input: unknown): Result<BusinessCalendar, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of a business calendar over, for a form: never throws.
 *
 * @param draft - Anything.
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
export const reviewCalendar = (draft: unknown): PolicyReview<BusinessCalendar> => reviewPolicy(guard, draft);

type Draft = Sound<BusinessCalendarData>;
type DraftIntervals = readonly (Sound<HoursInterval> | undefined)[];

function crossCheck(draft: Draft, report: Report): void {
  for (const [keys, intervals] of intervalLists(draft)) {
    intervals.forEach((interval, index) => {
      const shift = draftShift(interval);
      if (shift !== null && shift.from === shift.to) report("empty-interval", [...keys, index], { to: interval?.to });
    });
  }
  for (const date of Object.keys(draft.dateHours ?? {})) {
    if (Number.isNaN(epochDayOfText(date))) report("invalid-date", ["dateHours", date], { observed: date });
  }
  const first = new Map<string, number>();
  draft.holidays?.forEach((holiday, index) => {
    const date = holiday?.date;
    if (date === undefined) return;
    const earlier = first.get(date);
    if (earlier === undefined) first.set(date, index);
    else report("duplicate-holiday", ["holidays", index, "date"], { date, first: pointer(["holidays", earlier]) });
  });
  if (neverOpens(draft)) report("no-open-time", ["weekly"]);
}

/** Every list of intervals that is sound as a list, with its place. */
function intervalLists(draft: Draft): readonly (readonly [readonly string[], DraftIntervals])[] {
  const { weekly = {}, dateHours = {} } = draft;
  return [
    ...WEEKDAYS.map((weekday) => [["weekly", weekday], weekly[weekday] ?? []] as const),
    ...Object.entries(dateHours).map(([date, hours]) => [["dateHours", date], hours ?? []] as const),
  ];
}

function draftShift(interval: Sound<HoursInterval> | undefined): MsSpan | null {
  if (interval?.from === undefined || interval.to === undefined) return null;
  const shift = shiftOf({ from: interval.from, to: interval.to });
  return Number.isNaN(shift.from) || Number.isNaN(shift.to) ? null : shift;
}

/** Only what is known for sure: with any part unsound, the calendar may yet open. */
function neverOpens(draft: Draft): boolean {
  const { timeZone, weekly, dateHours = {} } = draft;
  if (timeZone === undefined || weekly === undefined) return false;
  // a weekday that was left out is closed; one that is there but unsound might open
  if (Object.values(weekly).some((hours) => hours === undefined || hours.length > 0)) return false;
  const dates = new Map<number, readonly MsSpan[]>();
  for (const [date, hours] of Object.entries(dateHours)) {
    const shifts = hours?.map(draftShift) ?? [null];
    const sound = shifts.filter((shift) => shift !== null && shift.from < shift.to);
    if (sound.length < shifts.length || Number.isNaN(epochDayOfText(date))) return false;
    dates.set(epochDayOfText(date), sound as readonly MsSpan[]);
  }
  const closedWeek = WEEKDAYS.map(() => []);
  return !everOpens(
    compileCalendar({ weekly: closedWeek, dateHours: dates, holidays: new Set() }, zoneRules(timeZone)),
  );
}

function findings(data: BusinessCalendarData, report: Report): void {
  for (const [keys, intervals] of intervalLists(data)) {
    for (const index of overlapping(intervals)) {
      report("overlapping-intervals", [...keys, index], { from: intervals[index]?.from, to: intervals[index]?.to });
    }
  }
}

/** The places of those intervals that start before one that started earlier has ended. */
function overlapping(intervals: DraftIntervals): readonly number[] {
  const found: number[] = [];
  let openUntil = -Infinity;
  const shifts = intervals.map((interval, index) => ({ shift: draftShift(interval), index }));
  for (const { shift, index } of shifts.sort((a, b) => (a.shift?.from ?? 0) - (b.shift?.from ?? 0))) {
    if (shift === null) continue;
    if (shift.from < openUntil) found.push(index);
    openUntil = Math.max(openUntil, shift.to);
  }
  return found.sort((a, b) => a - b);
}
