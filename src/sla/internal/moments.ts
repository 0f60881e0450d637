import { civilDateOf, DAY_MS, daysInMonth, epochDayOf } from "../../core/kernel.ts";
import { epochMsOf, type Instant, instantFromMs } from "../../core/index.ts";

/**
 * Reads a moment as epoch milliseconds, the one spelling of an `Instant` without a pattern; all others by `epochMsOf`.
 *
 * @param input - A moment in any form, or anything.
 * @returns An integer, or `NaN` when it is no moment.
 */
export function readMs(input: unknown): number {
  if (typeof input !== "string" || input.length !== 24) return epochMsOf(input);
  const year = digits(input, 0, 4);
  const month = digits(input, 5, 7);
  const day = digits(input, 8, 10);
  const hour = digits(input, 11, 13);
  const minute = digits(input, 14, 16);
  const second = digits(input, 17, 19);
  const ms = digits(input, 20, 23);
  if (
    input.charCodeAt(23) !== 90 || // Z
    input.charCodeAt(10) !== 84 || // T
    input.charCodeAt(4) !== 45 || // -
    input.charCodeAt(7) !== 45 ||
    input.charCodeAt(13) !== 58 || // :
    input.charCodeAt(16) !== 58 ||
    input.charCodeAt(19) !== 46 || // .
    !(year >= 0 && month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59 && ms >= 0) ||
    !(hour >= 0 && minute >= 0 && second >= 0) ||
    (day > 28 && day > daysInMonth(year, month))
  ) {
    return epochMsOf(input);
  }
  return epochDayOf(year, month, day) * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms;
}

/** The number that some digits spell; below zero when they are none. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** The numbers of two digits, written. */
const TWO: readonly string[] = /* @__PURE__ */ (() =>
  Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0")))();

/**
 * Writes epoch milliseconds as an `Instant`; for hot paths.
 *
 * @param epochMs - An integer within the years 0000 to 9999.
 * @returns The moment, as `instantFromMs` writes it.
 */
export function instantOf(epochMs: number): Instant {
  const epochDay = Math.floor(epochMs / DAY_MS);
  const { year, month, day } = civilDateOf(epochDay);
  if (!(year >= 1000 && year <= 9999)) return instantFromMs(epochMs);
  const inDay = epochMs - epochDay * DAY_MS;
  const seconds = Math.floor(inDay / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const ms = inDay - seconds * 1000;
  const date = `${year}-${two(month)}-${two(day)}T`;
  const clock = `${two(hours)}:${two(minutes - hours * 60)}:${two(seconds - minutes * 60)}`;
  return `${date}${clock}.${Math.floor(ms / 100)}${two(ms % 100)}Z` as Instant;
}

const two = (value: number): string => TWO[value] ?? "";
