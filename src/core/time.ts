import { civilDateOf, DAY_MS, daysInMonth, epochDayOf } from "./civil.ts";
import { DomainError } from "./error.ts";
import { type InvalidFact, invalidFact, show } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";
import { MAX_MS, MIN_MS, type TimeZone, wallToEpochMs, zoneRules } from "./zone.ts";

declare const instantBrand: unique symbol;
declare const dayBrand: unique symbol;

/**
 * A moment, always written `YYYY-MM-DDTHH:mm:ss.sssZ`. One spelling per moment, of fixed width: `===` is equality, `<`
 * is "earlier than", and JSON is the identity.
 */
export type Instant = string & {
  /** Only the doors of this module make one. */
  readonly [instantBrand]: true;
};

/** A day of the calendar, `YYYY-MM-DD`, in a zone that its context states. Never taken for a moment. */
export type Day = string & {
  /** Only the doors of this module make one. */
  readonly [dayBrand]: true;
};

/**
 * The forms in which a moment is taken: a `Date`; text with an offset (`2026-03-01T10:00:00+08:00`, also as Postgres
 * writes it, `2026-03-01 10:00:00+08`); or anything with `epochMilliseconds`, such as a `Temporal.Instant`.
 */
export type InstantInput =
  | Date
  | string
  | {
      /** Milliseconds since 1970-01-01T00:00Z, an integer. */
      readonly epochMilliseconds: number;
    };

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/;

/**
 * Reads a moment as epoch milliseconds; for hot paths.
 *
 * @param input - In any of the forms of {@link InstantInput}; anything else is no moment.
 * @returns An integer, or `NaN` when the input is no moment of the years 0000 to 9999.
 */
export function epochMsOf(input: unknown): number {
  const ms = typeof input === "string" ? textToMs(input) : objectToMs(input);
  return ms >= MIN_MS && ms <= MAX_MS && Number.isInteger(ms) ? ms + 0 : NaN; // no negative zero
}

function textToMs(text: string): number {
  if (isInstantShaped(text)) return instantToMs(text);
  const match = MOMENT.exec(text);
  if (match === null) return NaN;
  const [, year, month, day, hour, minute, second = "0", fraction = "0", sign, offsetHour = "0", offsetMinute = "0"] =
    match;
  const days = dayToNumber(Number(year), Number(month), Number(day));
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return NaN;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return NaN;
  const offset = (sign === "-" ? -1 : 1) * (Number(offsetHour) * 3600 + Number(offsetMinute) * 60);
  return days * DAY_MS + (clock - offset) * 1000 + Number(fraction.padEnd(3, "0"));
}

const DASH = 45;
const DOT = 46;
const ZERO = 48;
const COLON = 58;
const CAPITAL_T = 84;
const CAPITAL_Z = 90;

/** Whether text has the length and the marks of an {@link Instant}, whatever stands between them. */
const isInstantShaped = (text: string): boolean =>
  text.length === 24 &&
  text.charCodeAt(23) === CAPITAL_Z &&
  text.charCodeAt(4) === DASH &&
  text.charCodeAt(7) === DASH &&
  text.charCodeAt(10) === CAPITAL_T &&
  text.charCodeAt(13) === COLON &&
  text.charCodeAt(16) === COLON &&
  text.charCodeAt(19) === DOT;

/** Reads an {@link Instant} by its digits, in a fraction of the time of an expression: most moments come in this spelling. */
function instantToMs(text: string): number {
  const days = dayToNumber(digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10));
  const [hour, minute, second] = [digitsAt(text, 11, 13), digitsAt(text, 14, 16), digitsAt(text, 17, 19)];
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  return days * DAY_MS + (hour * 3600 + minute * 60 + second) * 1000 + digitsAt(text, 20, 23);
}

/** The number that a stretch of text writes in digits, or NaN. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function objectToMs(input: unknown): number {
  if (typeof input !== "object" || input === null) return NaN;
  try {
    // a Date of another realm is no instance of ours, but it tells its tag; our getTime reads it, and nothing that only poses
    if (input instanceof Date || Object.prototype.toString.call(input) === "[object Date]") {
      return Date.prototype.getTime.call(input);
    }
    if (!("epochMilliseconds" in input)) return NaN;
    const { epochMilliseconds } = input;
    return typeof epochMilliseconds === "number" ? epochMilliseconds : NaN;
  } catch {
    return NaN; // a proxy or getter that throws, an object that poses as a Date
  }
}

/** The epoch day, or NaN when the day does not exist. */
const dayToNumber = (year: number, month: number, day: number): number =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? epochDayOf(year, month, day) : NaN;

/**
 * Writes epoch milliseconds as an {@link Instant}.
 *
 * @param epochMs - An integer within the years 0000 to 9999.
 * @returns The moment.
 * @throws {@link DomainError} with code `out-of-range` outside those years or for a fraction.
 */
export function instantFromMs(epochMs: number): Instant {
  if (!Number.isInteger(epochMs) || epochMs < MIN_MS || epochMs > MAX_MS) {
    throw new DomainError("out-of-range", `expected a moment of the years 0000 to 9999, received ${epochMs} ms`);
  }
  const epochDay = Math.floor(epochMs / DAY_MS);
  const { year, month, day: date } = civilDateOf(epochDay);
  const ms = epochMs - epochDay * DAY_MS;
  // nothing here is negative, so `| 0` is Math.floor, in half the time
  const [seconds, century] = [(ms / 1000) | 0, (year / 100) | 0];
  const minutes = (seconds / 60) | 0;
  const hour = (minutes / 60) | 0;
  const [yy, minute, second] = [year - century * 100, minutes - hour * 60, seconds - minutes * 60];
  const fraction = ms - seconds * 1000;
  const hundredths = (fraction / 10) | 0;
  // one text made at once of its characters: an eighth of the time of toISOString, which every answer would pay
  return String.fromCharCode(
    tens(century),
    ones(century),
    tens(yy),
    ones(yy),
    DASH,
    tens(month),
    ones(month),
    DASH,
    tens(date),
    ones(date),
    CAPITAL_T,
    tens(hour),
    ones(hour),
    COLON,
    tens(minute),
    ones(minute),
    COLON,
    tens(second),
    ones(second),
    DOT,
    tens(hundredths),
    ones(hundredths),
    ones(fraction - hundredths * 10),
    CAPITAL_Z,
  ) as Instant;
}

/** The characters of the two digits of a number below 100. */
const tens = (value: number): number => TENS[value] ?? ZERO;
const ones = (value: number): number => ONES[value] ?? ZERO;
const TENS = /* @__PURE__ */ (() => Uint8Array.from({ length: 100 }, (_, value) => ZERO + Math.floor(value / 10)))();
const ONES = /* @__PURE__ */ (() => Uint8Array.from({ length: 100 }, (_, value) => ZERO + (value % 10)))();

/**
 * Reads a moment written by the calling code, such as an `asOf`.
 *
 * @param input - A `Date`, text with an offset, or an object with `epochMilliseconds`. Text without an offset is
 *   refused, since its meaning would hang on the time zone of the machine; so are days that do not exist, a 24th hour,
 *   a leap second and more than three decimals of a second.
 * @returns The moment in its one spelling.
 * @throws {@link DomainError} with code `invalid-instant`.
 *
 * @example
 * ```ts
 * import { instant } from "clientele/core";
 *
 * instant("2026-03-01T10:00:00+01:00"); // => "2026-03-01T09:00:00.000Z"
 * instant("2026-03-01 10:00:00+08"); // => "2026-03-01T02:00:00.000Z"
 * instant(new Date(0)); // => "1970-01-01T00:00:00.000Z"
 * ```
 */
export function instant(input: InstantInput): Instant {
  const ms = epochMsOf(input);
  if (Number.isNaN(ms)) {
    throw new DomainError(
      "invalid-instant",
      `expected a Date or text with an offset such as "2026-03-01T10:00:00+08:00", received ${show(input)}`,
    );
  }
  return instantFromMs(ms);
}

/**
 * Takes the moment of judgement out of a verb's options.
 *
 * @param options - What the caller handed in; from plain JavaScript perhaps nothing.
 * @returns `asOf` in its one spelling.
 * @throws {@link DomainError} with code `invalid-option` when there are no options, `invalid-instant` for a bad `asOf`.
 */
export function asOfIn(options: { readonly asOf: InstantInput }): Instant {
  if (typeof (options as unknown) !== "object" || (options as unknown) === null) {
    throw new DomainError("invalid-option", `options: expected { asOf }, received ${show(options)}`);
  }
  return instant(options.asOf);
}

/**
 * Reads a moment that is a fact from outside.
 *
 * @param input - Anything; the forms that {@link instant} takes are moments.
 * @returns The moment, or `invalid-fact`.
 *
 * @example
 * ```ts
 * import { parseInstant } from "clientele/core";
 *
 * parseInstant("2026-02-30T10:00:00Z"); // => {
 * //   ok: false,
 * //   error: { code: "invalid-fact", path: "", expected: "instant", observed: '"2026-02-30T10:00:00Z"' },
 * // }
 * ```
 */
export function parseInstant(input: unknown): Result<Instant, InvalidFact> {
  const ms = epochMsOf(input);
  return Number.isNaN(ms) ? err(invalidFact("", "instant", input)) : ok(instantFromMs(ms));
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/**
 * Reads a day as a count of days since 1970-01-01; for hot paths.
 *
 * @param input - Anything; text `YYYY-MM-DD` of a day that exists is a day.
 * @returns An integer, or `NaN`.
 */
export function epochDayOfText(input: unknown): number {
  if (typeof input !== "string") return NaN;
  const match = DAY.exec(input);
  return match === null ? NaN : dayToNumber(Number(match[1]), Number(match[2]), Number(match[3]));
}

/**
 * Writes an epoch day as a {@link Day}.
 *
 * @param epochDay - Days since 1970-01-01, an integer within the years 0000 to 9999.
 * @returns The day.
 * @throws {@link DomainError} with code `out-of-range`.
 */
export function dayFromNumber(epochDay: number): Day {
  if (!Number.isInteger(epochDay) || epochDay * DAY_MS < MIN_MS || epochDay * DAY_MS > MAX_MS) {
    throw new DomainError("out-of-range", `expected a day of the years 0000 to 9999, received epoch day ${epochDay}`);
  }
  const { year, month, day } = civilDateOf(epochDay);
  const century = Math.floor(year / 100);
  const yy = year - century * 100;
  return String.fromCharCode(
    tens(century),
    ones(century),
    tens(yy),
    ones(yy),
    DASH,
    tens(month),
    ones(month),
    DASH,
    tens(day),
    ones(day),
  ) as Day;
}

/**
 * Reads a day written by the calling code.
 *
 * @param text - `YYYY-MM-DD`, a day that exists.
 * @returns The day.
 * @throws {@link DomainError} with code `invalid-day`.
 *
 * @example
 * ```ts
 * import { day, plusDays } from "clientele/core";
 *
 * plusDays(day("2028-02-28"), 1); // => "2028-02-29"
 * ```
 */
export function day(text: string): Day {
  if (Number.isNaN(epochDayOfText(text))) {
    throw new DomainError("invalid-day", `expected a day YYYY-MM-DD that exists, received ${show(text)}`);
  }
  return text as Day;
}

/**
 * Reads a day that is a fact from outside.
 *
 * @param input - Anything; text `YYYY-MM-DD` of a day that exists is a day. A moment is not a day: see {@link dayOf}.
 * @returns The day, or `invalid-fact`.
 */
export function parseDay(input: unknown): Result<Day, InvalidFact> {
  return Number.isNaN(epochDayOfText(input)) ? err(invalidFact("", "day", input)) : ok(input as Day);
}

/**
 * Moves a day by whole days.
 *
 * @param from - The day.
 * @param days - How many, an integer; negative goes back.
 * @returns The day reached.
 * @throws {@link DomainError} with code `out-of-range` beyond the years 0000 to 9999.
 */
export const plusDays = (from: Day, days: number): Day => dayFromNumber(epochDayOfText(from) + days);

/**
 * Counts the days from one day to another: `to - from`, negative when `to` is earlier.
 *
 * @param from - The first day.
 * @param to - The second day.
 * @returns Whole days.
 *
 * @example
 * ```ts
 * import { day, daysBetween } from "clientele/core";
 *
 * daysBetween(day("2026-02-28"), day("2026-03-01")); // => 1
 * ```
 */
export const daysBetween = (from: Day, to: Day): number => epochDayOfText(to) - epochDayOfText(from);

/**
 * Tells on which day of a zone a moment falls.
 *
 * @param at - The moment.
 * @param zone - `timeZone`: an IANA name or rules.
 * @returns The day.
 * @throws {@link DomainError} with code `invalid-instant`, `unknown-time-zone`, or `out-of-range` for a day outside the years
 *   0000 to 9999.
 *
 * @example
 * ```ts
 * import { dayOf } from "clientele/core";
 *
 * dayOf("2026-03-01T20:00:00Z", { timeZone: "Asia/Shanghai" }); // => "2026-03-02"
 * ```
 */
export function dayOf(at: InstantInput, { timeZone }: { readonly timeZone: TimeZone }): Day {
  const ms = epochMsOf(instant(at));
  return dayFromNumber(Math.floor((ms + zoneRules(timeZone).offsetAt(ms)) / DAY_MS));
}

/**
 * Finds the first moment of a day: midnight, or the first moment after it where the clocks skip midnight.
 *
 * @param of - The day.
 * @param zone - `timeZone`: an IANA name or rules.
 * @returns The moment.
 * @throws {@link DomainError} with code `invalid-day`, `unknown-time-zone` or `out-of-range`.
 *
 * @example On that night clocks in Beirut went from midnight straight to one o'clock
 * ```ts
 * import { day, startOfDay } from "clientele/core";
 *
 * startOfDay(day("2021-03-28"), { timeZone: "Asia/Beirut" }); // => "2021-03-27T22:00:00.000Z"
 * ```
 */
export function startOfDay(of: Day, { timeZone }: { readonly timeZone: TimeZone }): Instant {
  return instantFromMs(wallToEpochMs(epochDayOfText(day(of)) * DAY_MS, zoneRules(timeZone)));
}

/**
 * Finds the last millisecond of a day: what is meant when a person gives a date as the moment of judgement, since facts
 * of that day are then known.
 *
 * @param of - The day.
 * @param zone - `timeZone`: an IANA name or rules.
 * @returns One millisecond before the next day starts.
 * @throws {@link DomainError} with code `invalid-day`, `unknown-time-zone` or `out-of-range`.
 *
 * @example
 * ```ts
 * import { day, endOfDay } from "clientele/core";
 *
 * endOfDay(day("2026-03-01"), { timeZone: "Asia/Shanghai" }); // => "2026-03-01T15:59:59.999Z"
 * ```
 */
export function endOfDay(of: Day, { timeZone }: { readonly timeZone: TimeZone }): Instant {
  return instantFromMs(wallToEpochMs((epochDayOfText(day(of)) + 1) * DAY_MS, zoneRules(timeZone)) - 1);
}

/**
 * Finds the moment at which a zone's clock reads a wall time: the first moment at which it reads that or later, so in a
 * gap the transition, in an overlap the earlier occurrence.
 *
 * @param wall - `YYYY-MM-DDTHH:mm[:ss[.sss]]`, without an offset.
 * @param zone - `timeZone`: an IANA name or rules.
 * @returns The moment, or `invalid-fact` when the text is no wall time.
 * @throws {@link DomainError} with code `unknown-time-zone`.
 *
 * @example
 * ```ts
 * import { fromWallTime, orThrow } from "clientele/core";
 *
 * orThrow(fromWallTime("2010-12-01T08:26", { timeZone: "Europe/London" })); // => "2010-12-01T08:26:00.000Z"
 * ```
 */
export function fromWallTime(
  wall: string,
  { timeZone }: { readonly timeZone: TimeZone },
): Result<Instant, InvalidFact> {
  const wallMs = typeof wall === "string" ? textToMs(`${wall}Z`) : NaN;
  if (Number.isNaN(wallMs)) return err(invalidFact("", "instant", wall));
  const ms = wallToEpochMs(wallMs, zoneRules(timeZone));
  return ms >= MIN_MS && ms <= MAX_MS ? ok(instantFromMs(ms)) : err(invalidFact("", "instant", wall));
}
