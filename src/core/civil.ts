/**
 * The proleptic Gregorian calendar as integers: epoch days, and the fields of a day. Nothing here knows a time zone.
 *
 * @module
 */

/** Milliseconds in a day of 24 hours. */
export const DAY_MS = 86_400_000;

/** Year, month 1 to 12, day of the month 1 to 31. */
export interface CivilDate {
  /** Astronomical year; 0 is 1 BC. */
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/**
 * Counts days since 1970-01-01.
 *
 * @param year - Astronomical year, 0 to 9999.
 * @param month - 1 to 12.
 * @param day - 1 to 31; what does not exist rolls over, as in `Date.UTC`.
 * @returns The epoch day, an integer, negative before 1970.
 */
export function epochDayOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year; // exact in integers, and free of Date.UTC's special years 0 to 99
  const marchMonth = month <= 2 ? month + 9 : month - 3;
  const days = 365 * marchYear + leapDays(marchYear) + whole((153 * marchMonth + 2) / 5);
  return days + day - 719_469;
}

const leapDays = (years: number): number =>
  years >= 0 && years < 10_000
    ? whole(years / 4) - whole(years / 100) + whole(years / 400)
    : Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);

/** The whole part of a number from 0 to 2^31: in integers, where `Math.floor` would divide in floating point. */
const whole = (value: number): number => value | 0;

/**
 * Reads an epoch day as year, month and day.
 *
 * @param epochDay - Days since 1970-01-01, an integer.
 * @returns Its fields.
 */
export function civilDateOf(epochDay: number): CivilDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = whole(shifted - era * 146_097);
  const yearOfEra = whole(
    (dayOfEra - whole(dayOfEra / 1460) + whole(dayOfEra / 36_524) - whole(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + whole(yearOfEra / 4) - whole(yearOfEra / 100));
  const marchMonth = whole((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - whole((153 * marchMonth + 2) / 5) + 1,
  };
}

/**
 * Tells the weekday of an epoch day.
 *
 * @param epochDay - Days since 1970-01-01, an integer.
 * @returns 0 for Monday to 6 for Sunday (ISO 8601 order).
 */
export const weekdayOf = (epochDay: number): number => (((epochDay + 3) % 7) + 7) % 7;

/**
 * Counts the days of a month.
 *
 * @param year - Astronomical year.
 * @param month - 1 to 12.
 * @returns 28 to 31.
 */
export const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;
