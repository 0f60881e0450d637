import { DAY_MS } from "../core/index.ts";
import type { MsSpan } from "./kernel.ts";
import type { HoursInterval } from "./model.ts";

const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/**
 * Reads a time of day.
 *
 * @param text - `HH:MM` or `HH:MM:SS`, from `00:00` to `23:59:59`.
 * @returns Milliseconds from midnight on the wall clock, or `NaN`.
 */
export function timeOfDayMs(text: string): number {
  const match = TIME.exec(text);
  if (match === null) return NaN;
  return ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3] ?? 0)) * 1000;
}

/**
 * Reads the end of an interval: a time of day, or `24:00`.
 *
 * @param text - `HH:MM` or `HH:MM:SS`, from `00:00` to `24:00`.
 * @returns Milliseconds from midnight on the wall clock, or `NaN`.
 */
export const endOfIntervalMs = (text: string): number =>
  text === "24:00" || text === "24:00:00" ? DAY_MS : timeOfDayMs(text);

/**
 * Reads an interval as a shift: an end earlier than the start is on the following day.
 *
 * @param interval - The interval.
 * @returns Milliseconds from midnight of the day it starts on; `NaN` where a text is no time.
 */
export function shiftOf({ from, to }: HoursInterval): MsSpan {
  const start = timeOfDayMs(from);
  const end = endOfIntervalMs(to);
  return { from: start, to: end < start ? end + DAY_MS : end };
}
