import { addWorkingMs, type CompiledCalendar, type MsSearch, workingMs } from "../../calendar/kernel.ts";

/** The hours a promise is counted in; null round the clock. */
export type Hours = CompiledCalendar | null;

/** The last moment of the years that can be written. */
export const LAST_MS = 253_402_300_799_999;

/**
 * Measures the time of some hours between two moments.
 *
 * @param hours - The hours.
 * @param from - Epoch milliseconds.
 * @param to - Epoch milliseconds.
 * @returns Milliseconds.
 */
export const timeBetween = (hours: Hours, from: number, to: number): number =>
  hours === null ? to - from : workingMs(hours, { from, to });

/**
 * Finds when an amount of time has run.
 *
 * @param hours - The hours.
 * @param from - Epoch milliseconds.
 * @param amount - Milliseconds, not negative.
 * @returns The first moment at which it has, which may be a closing moment.
 */
export const reached = (hours: Hours, from: number, amount: number): MsSearch =>
  hours === null ? roundTheClock(from + amount) : addWorkingMs(hours, from, amount);

/**
 * Finds from when on more than an amount of time has run.
 *
 * @param hours - The hours.
 * @param from - Epoch milliseconds.
 * @param amount - Milliseconds, not negative.
 * @returns The last moment at which it is just the amount, which is never a closing moment.
 */
export const exceeded = (hours: Hours, from: number, amount: number): MsSearch =>
  hours === null ? roundTheClock(from + amount) : addWorkingMs(hours, from, amount, "nextOpen");

/** Round the clock the only end of time is that of the years that can be written. */
const roundTheClock = (at: number): MsSearch =>
  at <= LAST_MS ? { found: true, at } : { found: false, until: LAST_MS };
