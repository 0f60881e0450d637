import { civilDateOf, DAY_MS, epochDayOf } from "./civil.ts";
import { DomainError } from "./error.ts";
import { monthsLater } from "./months.ts";
import { type InvalidFact, invalidFact, show } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";
import { type Day, dayFromNumber, epochMsOf, type Instant, instant, type InstantInput, instantFromMs } from "./time.ts";
import { MAX_MS, MIN_MS, type TimeZone, wallToEpochMs, zoneRules } from "./zone.ts";

/** A length of time as policies write it: ISO 8601 text such as `PT2H`, `P90D`, `P1M`, `P1Y`. Never negative. */
export type Duration = string;

/** A duration by the three kinds of unit, which do not convert into one another. */
export interface DurationParts {
  /** Calendar months; a year is twelve. */
  readonly months: number;
  /** Calendar days; a week is seven. */
  readonly days: number;
  /** Exact time, in milliseconds. */
  readonly ms: number;
}

const DURATION =
  /^P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.(\d{1,3}))?S)?)?$/;

/**
 * Reads a duration from outside.
 *
 * @param input - Anything; ISO 8601 text without a sign is a duration. Only seconds may have decimals, at most three.
 * @returns Its parts, or `invalid-fact`.
 *
 * @example
 * ```ts
 * import { parseDuration } from "clientele/core";
 *
 * parseDuration("P1Y2WT90M"); // => { ok: true, value: { months: 12, days: 14, ms: 5400000 } }
 * ```
 */
export function parseDuration(input: unknown): Result<DurationParts, InvalidFact> {
  const match = typeof input === "string" ? DURATION.exec(input) : null;
  if (match === null) return err(invalidFact("", "duration", input));
  const part = (group: number): number => Number(match[group] ?? "0");
  const [years, months, weeks, days] = [part(1), part(2), part(3), part(4)];
  const [hours, minutes, seconds] = [part(5), part(6), part(7)];
  return ok({
    months: years * 12 + months,
    days: weeks * 7 + days,
    ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((match[8] ?? "0").padEnd(3, "0")),
  });
}

/**
 * Reads a duration written by the calling code.
 *
 * @param text - ISO 8601 text.
 * @returns Its parts.
 * @throws {@link DomainError} with code `invalid-duration`.
 */
export function durationParts(text: Duration): DurationParts {
  const parts = parseDuration(text);
  if (parts.ok) return parts.value;
  throw new DomainError("invalid-duration", `expected an ISO 8601 duration such as "PT2H", received ${show(text)}`);
}

/**
 * Measures a duration of exact time.
 *
 * @param text - ISO 8601 text of hours, minutes and seconds only, such as `PT2H`.
 * @returns Milliseconds, or `invalid-fact` when it has days or months, whose length depends on where they are laid.
 *
 * @example
 * ```ts
 * import { timeDurationMs } from "clientele/core";
 *
 * timeDurationMs("PT1H30M"); // => { ok: true, value: 5400000 }
 * ```
 */
export function timeDurationMs(text: Duration): Result<number, InvalidFact> {
  const parts = parseDuration(text);
  if (!parts.ok) return parts;
  const { months, days, ms } = parts.value;
  return months === 0 && days === 0 ? ok(ms) : err(invalidFact("", "time-duration", text));
}

/**
 * Moves a moment forward by a duration: months and days on the calendar of the zone, at the same wall time; then exact
 * time. A wall time that does not exist or exists twice is read as in `fromWallTime`.
 *
 * @param at - The moment.
 * @param duration - ISO 8601 text.
 * @param zone - `timeZone`: an IANA name or rules.
 * @returns The moment reached.
 * @throws {@link DomainError} with code `invalid-instant`, `invalid-duration`, `unknown-time-zone` or `out-of-range`.
 *
 * @example One month after the last of January, at the same wall time
 * ```ts
 * import { plusDuration } from "clientele/core";
 *
 * plusDuration("2026-01-31T09:00:00+08:00", "P1M", { timeZone: "Asia/Shanghai" }); // => "2026-02-28T01:00:00.000Z"
 * ```
 */
export const plusDuration = (
  at: InstantInput,
  duration: Duration,
  { timeZone }: { readonly timeZone: TimeZone },
): Instant => shift(at, durationParts(duration), timeZone, 1);

/**
 * Moves a moment back by a duration: where a rolling window of that length, ending at the moment, begins.
 *
 * @param at - The moment.
 * @param duration - ISO 8601 text.
 * @param zone - `timeZone`: an IANA name or rules.
 * @returns The moment reached.
 * @throws {@link DomainError} with code `invalid-instant`, `invalid-duration`, `unknown-time-zone` or `out-of-range`.
 *
 * @example
 * ```ts
 * import { minusDuration } from "clientele/core";
 *
 * minusDuration("2026-03-31T09:00:00Z", "P1M", { timeZone: "UTC" }); // => "2026-02-28T09:00:00.000Z"
 * ```
 */
export const minusDuration = (
  at: InstantInput,
  duration: Duration,
  { timeZone }: { readonly timeZone: TimeZone },
): Instant => shift(at, durationParts(duration), timeZone, -1);

function shift(at: InstantInput, { months, days, ms }: DurationParts, timeZone: TimeZone, sign: 1 | -1): Instant {
  const from = epochMsOf(instant(at));
  if (months === 0 && days === 0) return instantFromMs(from + sign * ms);
  const rules = zoneRules(timeZone);
  const wall = from + rules.offsetAt(from);
  const day = Math.floor(wall / DAY_MS);
  const moved = (monthsLater(day, sign * months) + sign * days) * DAY_MS;
  if (moved < MIN_MS - DAY_MS || moved > MAX_MS + DAY_MS) return instantFromMs(moved); // throws: no zone brings it back
  return instantFromMs(wallToEpochMs(moved + (wall - day * DAY_MS), rules) + sign * ms);
}

/** A stretch of the calendar: a month, quarter, half-year or year. */
export interface CalendarPeriod {
  /** The first moment that belongs to it. */
  readonly start: Instant;
  /** The first moment that no longer does. */
  readonly end: Instant;
  /** Its first day, in the zone. */
  readonly firstDay: Day;
  /** The first day after it, in the zone. */
  readonly endDay: Day;
}

/** How long a calendar period is. */
export type CalendarUnit = "month" | "quarter" | "half-year" | "year";

const UNIT_MONTHS: Readonly<Record<CalendarUnit, number>> = { month: 1, quarter: 3, "half-year": 6, year: 12 };
const FISCAL = /^(\d\d)-(\d\d)$/;

/**
 * Finds the calendar period a moment falls in: `[start, end)` in the zone.
 *
 * @param at - The moment.
 * @param options - `unit`; `timeZone`; `fiscalStart`, the first day of the year as `MM-DD` with a day of 01 to 28
 *   (default `01-01`), from which quarters and months are counted too.
 * @returns The period.
 * @throws {@link DomainError} with code `invalid-instant`, `unknown-time-zone`, `invalid-option` or `out-of-range`.
 *
 * @example A fiscal year from April
 * ```ts
 * import { periodOf } from "clientele/core";
 *
 * const { firstDay, endDay } = periodOf("2026-02-10T00:00:00Z", {
 *   unit: "quarter",
 *   timeZone: "Asia/Tokyo",
 *   fiscalStart: "04-01",
 * });
 *
 * [firstDay, endDay]; // => ["2026-01-01", "2026-04-01"]
 * ```
 */
export function periodOf(
  at: InstantInput,
  options: { readonly unit: CalendarUnit; readonly timeZone: TimeZone; readonly fiscalStart?: string },
): CalendarPeriod {
  const { unit, timeZone, fiscalStart = "01-01" } = options;
  const [, startMonth, startDay] = (FISCAL.exec(fiscalStart) ?? []).map(Number);
  if (
    startMonth === undefined ||
    startDay === undefined ||
    startMonth < 1 ||
    startMonth > 12 ||
    startDay < 1 ||
    startDay > 28
  ) {
    throw new DomainError(
      "invalid-option",
      `fiscalStart: expected MM-DD with a day of 01 to 28, received ${show(fiscalStart)}`,
    );
  }
  if (!Object.hasOwn(UNIT_MONTHS, unit)) {
    throw new DomainError("invalid-option", `unit: expected month, quarter, half-year or year, received ${show(unit)}`);
  }
  const rules = zoneRules(timeZone);
  const ms = epochMsOf(instant(at));
  const { year, month, day } = civilDateOf(Math.floor((ms + rules.offsetAt(ms)) / DAY_MS));
  const monthsSince = year * 12 + (month - startMonth) - (day < startDay ? 1 : 0);
  const length = UNIT_MONTHS[unit];
  const first = Math.floor(monthsSince / length) * length + (startMonth - 1);
  const dayAt = (months: number): number =>
    epochDayOf(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, startDay);
  const startAt = (months: number): number => wallToEpochMs(dayAt(months) * DAY_MS, rules);
  // a clock set back over midnight reads the old day once more, when the new period has already begun
  const from = ms < startAt(first + length) ? first : first + length;
  return {
    start: instantFromMs(startAt(from)),
    end: instantFromMs(startAt(from + length)),
    firstDay: dayFromNumber(dayAt(from)),
    endDay: dayFromNumber(dayAt(from + length)),
  };
}
