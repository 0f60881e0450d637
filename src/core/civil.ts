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
  // era arithmetic of 400 years: exact in integers, and free of Date.UTC's special years 0 to 99
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * Reads an epoch day as year, month and day.
 *
 * @param epochDay - Days since 1970-01-01, an integer.
 * @returns Its fields.
 */
export function civilDateOf(epochDay: number): CivilDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  // from here on all is small and not negative, where `| 0` is Math.floor in half the time
  const leapless = dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0);
  const yearOfEra = (leapless / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const marchMonth = ((5 * dayOfYear + 2) / 153) | 0;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - (((153 * marchMonth + 2) / 5) | 0) + 1,
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
