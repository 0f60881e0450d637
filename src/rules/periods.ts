import {
  type CalendarUnit,
  type CalendarPeriod as CalendarStretch,
  DAY_MS,
  dayFromNumber,
  type Day,
  DomainError,
  dayOf,
  type Duration,
  durationParts,
  epochDayOfText,
  epochMsOf,
  type Instant,
  instant,
  instantFromMs,
  type InstantInput,
  periodOf,
  plusMonths,
  show,
  startOfDay,
  type TimeZone,
  wallToEpochMs,
  zoneRules,
} from "../core/index.ts";
import type { CalendarPeriod } from "./metricModel.ts";

/**
 * The stretches of the calendar that rulebooks count over, schedule by and round to. All of them are half-open: `end` is the
 * first moment that no longer belongs to one, so periods follow each other without gap or overlap.
 *
 * @module
 */

/** Which calendar periods are meant. */
export interface PeriodOptions {
  /** How long each is. */
  readonly period: CalendarPeriod;
  /** IANA zone, or rules, in whose calendar they are laid. */
  readonly timeZone: TimeZone;
  /** The month a fiscal year begins with, 1 to 12; January when left out. Quarters and half-years follow it. */
  readonly fiscalStart?: number | null;
}

/** Periods of equal length from a moment of the customer's own. */
export interface AnniversaryOptions {
  /** The moment they are counted from; or the day, from its first moment. */
  readonly anchor: InstantInput | Day;
  /** How long each is: ISO 8601, in years, months, weeks or days. */
  readonly every: Duration;
  /** IANA zone, or rules, in whose calendar they are laid. */
  readonly timeZone: TimeZone;
}

/** A period that is counted from a moment of the customer's own. */
export interface AnniversaryPeriod {
  /** The first moment that belongs to it. */
  readonly start: Instant;
  /** The first moment that no longer does. */
  readonly end: Instant;
  /** How many came before it: 0 is the one that begins at the anchor. */
  readonly index: number;
}

const UNITS: Readonly<Record<CalendarPeriod, CalendarUnit>> = {
  month: "month",
  quarter: "quarter",
  halfYear: "half-year",
  year: "year",
};
const MONTHS: Readonly<Record<CalendarPeriod, number>> = { month: 1, quarter: 3, halfYear: 6, year: 12 };

/**
 * Finds the month, quarter, half-year or year a moment falls in, or one before it: `[start, end)` in the zone.
 *
 * @param at - The moment.
 * @param options - `period`, `timeZone`, `fiscalStart`; `back`, whole periods back from the one that contains the moment
 *   (default 0).
 * @returns The period, with its first day and the first day after it.
 * @throws `DomainError` with code `invalid-instant`, `unknown-time-zone`, `invalid-option`, or `out-of-range` when the period
 *   leaves the years 0000 to 9999.
 *
 * @example The second fiscal quarter of a year from April, and the one before
 * ```ts
 * import { periodContaining } from "clientele/rules";
 *
 * const fiscal = { period: "quarter", fiscalStart: 4, timeZone: "Asia/Shanghai" } as const;
 * const running = periodContaining("2026-08-15T12:00:00+08:00", fiscal);
 *
 * [running.firstDay, running.endDay]; // => ["2026-07-01", "2026-10-01"]
 * periodContaining("2026-08-15T12:00:00+08:00", { ...fiscal, back: 1 }).firstDay; // => "2026-04-01"
 * ```
 */
export function periodContaining(
  at: InstantInput,
  options: PeriodOptions & { readonly back?: number | null },
): CalendarStretch {
  return shifted(at, options, -wholePeriods("back", options.back));
}

/**
 * Tells when the period that a moment falls in is over, or a later one: the first moment after it. Add a margin with
 * core's `plusDuration`.
 *
 * @param at - The moment.
 * @param options - `period`, `timeZone`, `fiscalStart`; `ahead`, whole periods ahead of the one that contains the moment
 *   (default 0; 1 is the end of the next period).
 * @returns The first moment that no longer belongs to the period.
 * @throws `DomainError` with code `invalid-instant`, `unknown-time-zone`, `invalid-option`, or `out-of-range`.
 *
 * @example A tier reached on 10 March that lasts through the next month, and seven days more
 * ```ts
 * import { plusDuration } from "clientele/core";
 * import { periodEnd } from "clientele/rules";
 *
 * const timeZone = "UTC";
 * const end = periodEnd("2026-03-10T09:00:00Z", { period: "month", ahead: 1, timeZone });
 *
 * end; // => "2026-05-01T00:00:00.000Z"
 * plusDuration(end, "P7D", { timeZone }); // => "2026-05-08T00:00:00.000Z"
 * ```
 */
export function periodEnd(at: InstantInput, options: PeriodOptions & { readonly ahead?: number | null }): Instant {
  return shifted(at, options, wholePeriods("ahead", options.ahead)).end;
}

/**
 * Rounds the end of a half-open stretch up to the end of a period: the first boundary of periods at that moment or after it.
 *
 * @param end - The first moment that no longer belongs to the stretch.
 * @param options - `period`, `timeZone`, `fiscalStart`.
 * @returns The first moment that no longer belongs to the rounded stretch; `end` itself where it is a boundary.
 * @throws `DomainError` with code `invalid-instant`, `unknown-time-zone`, `invalid-option`, or `out-of-range`.
 *
 * @example A grace that ends with 19 August, rounded up to the end of the month
 * ```ts
 * import { roundUpToPeriodEnd } from "clientele/rules";
 *
 * const monthly = { period: "month", timeZone: "UTC" } as const;
 *
 * roundUpToPeriodEnd("2026-08-20T00:00:00Z", monthly); // => "2026-09-01T00:00:00.000Z"
 * roundUpToPeriodEnd("2026-09-01T00:00:00Z", monthly); // => "2026-09-01T00:00:00.000Z"
 * ```
 */
export function roundUpToPeriodEnd(end: InstantInput, options: PeriodOptions): Instant {
  const at = instant(end);
  const { start, end: boundary } = shifted(at, options, 0);
  return start === at ? at : boundary;
}

/**
 * Tells when the day is over on which a duration, counted from a moment, runs out: what is meant by "for 30 days" or "for a
 * month" where the last day counts to its end.
 *
 * @param at - The moment; its day is the one counted from.
 * @param duration - ISO 8601, in years, months, weeks or days; a month ends with a shorter month.
 * @param options - `timeZone`.
 * @returns The first moment after that day.
 * @throws `DomainError` with code `invalid-instant`, `invalid-duration`, `unknown-time-zone`, or `out-of-range`;
 *   `invalid-option` for a duration with hours.
 *
 * @example Points earned on 31 January that last for a month, last through 28 February
 * ```ts
 * import { endOfDayAfter } from "clientele/rules";
 *
 * endOfDayAfter("2026-01-31T15:00:00Z", "P1M", { timeZone: "UTC" }); // => "2026-03-01T00:00:00.000Z"
 * ```
 */
export function endOfDayAfter(
  at: InstantInput,
  duration: Duration,
  { timeZone }: { readonly timeZone: TimeZone },
): Instant {
  const { months, days } = wholeDays("duration", duration);
  const last = later(epochDayOfText(dayOf(at, { timeZone })), months, days);
  return startOfDay(dayFromNumber(last + 1), { timeZone });
}

/**
 * Finds the period a moment falls in, of those that follow each other from a moment of the customer's own:
 * `[anchor + k P, anchor + (k + 1) P)`. Every boundary is counted from the anchor, not from the boundary before, so that
 * months from 31 January end on 28 February and then on 31 March.
 *
 * @param at - The moment.
 * @param options - `anchor`, `every`, `timeZone`; `back`, whole periods back from the one that contains the moment
 *   (default 0).
 * @returns The period; null when there is none: the moment, or the period so many back, lies before the anchor.
 * @throws `DomainError` with code `invalid-instant`, `invalid-duration`, `unknown-time-zone`, `out-of-range`;
 *   `invalid-option` for an `every` that is empty or has hours, or a bad `back`.
 *
 * @example
 * ```ts
 * import { anniversaryContaining } from "clientele/rules";
 *
 * const monthly = { anchor: "2026-01-31T00:00:00Z", every: "P1M", timeZone: "UTC" };
 * const period = anniversaryContaining("2026-03-15T00:00:00Z", monthly);
 *
 * [period?.start, period?.end]; // => ["2026-02-28T00:00:00.000Z", "2026-03-31T00:00:00.000Z"]
 * anniversaryContaining("2026-01-30T00:00:00Z", monthly); // => null
 * ```
 */
export function anniversaryContaining(
  at: InstantInput,
  options: AnniversaryOptions & { readonly back?: number | null },
): AnniversaryPeriod | null {
  const { months, days } = wholeDays("every", options.every);
  if (months === 0 && days === 0) {
    throw new DomainError(
      "invalid-option",
      `every: expected a length of a day or more, received ${show(options.every)}`,
    );
  }
  const back = wholePeriods("back", options.back);
  const ms = epochMsOf(instant(at));
  const rules = zoneRules(options.timeZone);
  const anchor = anchorOf(options.anchor, rules);
  const boundary = (k: number): number =>
    k === 0 ? anchor.ms : wallToEpochMs(later(anchor.day, k * months, k * days) * DAY_MS + anchor.msOfDay, rules);
  // months have 30.436875 days on average; from there a step or two
  let k = Math.max(0, Math.floor((ms - anchor.ms) / DAY_MS / (months * 30.436_875 + days)));
  let [start, end] = [boundary(k), boundary(k + 1)];
  while (k > 0 && start > ms) {
    k--;
    [start, end] = [boundary(k), start];
  }
  while (end <= ms) {
    k++;
    [start, end] = [end, boundary(k + 1)];
  }
  const index = k - back;
  if (index < 0 || start > ms) return null;
  if (back > 0) [start, end] = [boundary(index), back === 1 ? start : boundary(index + 1)];
  return { start: instantFromMs(start), end: instantFromMs(end), index };
}

/** The wall clock at the anchor: months and days are counted from its day, and the time of day stays. */
function anchorOf(
  anchor: InstantInput | Day,
  rules: ReturnType<typeof zoneRules>,
): { readonly ms: number; readonly day: number; readonly msOfDay: number } {
  const day = epochDayOfText(anchor);
  if (!Number.isNaN(day)) return { ms: wallToEpochMs(day * DAY_MS, rules), day, msOfDay: 0 };
  const ms = epochMsOf(instant(anchor));
  const wall = ms + rules.offsetAt(ms);
  const dayOfWall = Math.floor(wall / DAY_MS);
  return { ms, day: dayOfWall, msOfDay: wall - dayOfWall * DAY_MS };
}

const later = (day: number, months: number, days: number): number =>
  epochDayOfText(plusMonths(dayFromNumber(day), months)) + days;

function shifted(at: InstantInput, { period, timeZone, fiscalStart }: PeriodOptions, periods: number): CalendarStretch {
  const unit = Object.hasOwn(UNITS, period) ? UNITS[period] : null;
  if (unit === null) {
    throw new DomainError(
      "invalid-option",
      `period: expected month, quarter, halfYear or year, received ${show(period)}`,
    );
  }
  const first = fiscalStart ?? 1;
  if (!Number.isInteger(first) || first < 1 || first > 12) {
    throw new DomainError("invalid-option", `fiscalStart: expected a month of 1 to 12, received ${show(fiscalStart)}`);
  }
  const here = periodOf(at, { unit, timeZone, fiscalStart: `${String(first).padStart(2, "0")}-01` });
  if (periods === 0) return here;
  const firstDay = plusMonths(here.firstDay, periods * MONTHS[period]);
  const endDay = plusMonths(here.firstDay, (periods + 1) * MONTHS[period]);
  return { start: startOfDay(firstDay, { timeZone }), end: startOfDay(endDay, { timeZone }), firstDay, endDay };
}

/** No calendar has more periods than this. */
const MOST_PERIODS = 4_000_000;

function wholePeriods(name: string, given: number | null | undefined): number {
  const periods = given ?? 0;
  if (Number.isSafeInteger(periods) && periods >= 0 && periods <= MOST_PERIODS) return periods;
  throw new DomainError("invalid-option", `${name}: expected a whole number of periods, received ${show(given)}`);
}

function wholeDays(name: string, duration: Duration): { readonly months: number; readonly days: number } {
  const { months, days, ms } = durationParts(duration);
  if (ms === 0) return { months, days };
  throw new DomainError("invalid-option", `${name}: expected years, months, weeks or days, received ${show(duration)}`);
}
