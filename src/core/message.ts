import { tagDuration } from "./phrase.ts";
import type { Labels, Tagged } from "./reason.ts";
import { epochMsOf, instantFromMs } from "./time.ts";
import { MAX_MS, MIN_MS, wallToEpochMs, type ZoneRules } from "./zone.ts";

/** The languages every sentence of the library is written in. */
export type Locale = "en" | "zh-CN";

/** The languages, for lists and tests. */
export const LOCALES: readonly Locale[] = ["en", "zh-CN"];

/** One sentence in both languages. `{name}` stands for a parameter, `{name|term}` for one that is itself a code. */
export type Message = Readonly<Record<Locale, string>>;

/** The sentences of a set of codes. */
export type MessageCatalog<Code extends string = string> = Readonly<Record<Code, Message>>;

/** What may stand in a sentence: plain values, tagged values, names in both languages, lists of them. */
export type MessageValue = string | number | boolean | null | undefined | Tagged | Labels | readonly MessageValue[];

/** The parameters of a sentence by name. */
export type MessageParams = Readonly<Record<string, MessageValue>>;

const UNKNOWN: Message = { en: "not known", "zh-CN": "未知" };
const PLACE = /\{([\w.-]+)(\|term)?\}/g;

/**
 * Fills a sentence with its parameters. Beside Chinese characters, what is not Chinese stands a space apart.
 *
 * @param message - The sentence in both languages.
 * @param params - Values by name. What is missing or null is written as "not known".
 * @param options - `locale`; `terms`, the words for codes in places marked `|term`; `zone`, in which moments are told, UTC when
 *   left out.
 * @returns The sentence.
 */
export function renderMessage(
  message: Message,
  params: MessageParams,
  {
    locale,
    terms,
    zone = null,
  }: { readonly locale: Locale; readonly terms: MessageCatalog; readonly zone?: ZoneRules | null },
): string {
  const told = (name: string, term: string | undefined): string => {
    const value = Object.hasOwn(params, name) ? params[name] : null;
    if (term !== undefined && typeof value === "string" && Object.hasOwn(terms, value)) {
      return terms[value]?.[locale] ?? value;
    }
    return renderValue(value, locale, zone);
  };
  const sentence = message[locale];
  return sentence.replace(PLACE, (place, name: string, term: string | undefined, at: number) =>
    spaced(told(name, term), sentence[at - 1] ?? "", sentence[at + place.length] ?? ""),
  );
}

/** What is not Chinese stands a space apart from Chinese characters. */
function spaced(text: string, before: string, after: string): string {
  const [apart, behind] = [HAN.test(before) && /^[!-~]/.test(text), /[!-~]$/.test(text) && HAN.test(after)];
  return `${apart ? " " : ""}${text}${behind ? " " : ""}`;
}

const HAN = /^\p{Script=Han}$/u;

/**
 * Writes a value for people: amounts with grouped digits, durations in days, hours, minutes and so on. Moments, tagged or as
 * text, are told to the minute, and to the second or millisecond where they do not lie on one: in UTC, which is named, or on the
 * clock of a zone, which is not. Of two moments at which that clock shows the same, one has its offset behind
 * it, so that no two moments look alike.
 *
 * @param value - Plain, tagged, named in both languages, or a list.
 * @param locale - The language.
 * @param zone - In which moments are told; null for UTC. Days are days, whatever the zone.
 * @returns Text.
 */
export function renderValue(value: MessageValue, locale: Locale, zone: ZoneRules | null = null): string {
  if (value === null || value === undefined) return UNKNOWN[locale];
  if (Array.isArray(value)) {
    return value.map((item: MessageValue) => renderValue(item, locale, zone)).join(locale === "en" ? ", " : "、");
  }
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return value ? YES[locale] : NO[locale];
  if (typeof value !== "object") return INSTANT.test(value) ? moment(value, zone) : value;
  return "kind" in value ? tagged(value, locale, zone) : labelled(value as Labels, locale);
}

/** A moment as the library writes it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** No two moments look alike. */
function moment(at: string, zone: ZoneRules | null): string {
  const ms = epochMsOf(at);
  if (Number.isNaN(ms)) return at;
  if (zone === null) return `${onClock(at)} UTC`;
  const offset = zone.offsetAt(ms);
  const wall = ms + offset;
  // outside the years that can be written
  if (wall < MIN_MS || wall > MAX_MS) return `${onClock(at)} UTC`;
  const shown = onClock(instantFromMs(wall));
  return wallToEpochMs(wall, zone) === ms ? shown : `${shown} UTC${offsetText(offset)}`;
}

/** As far as it is not zero, at least to the minute. */
function onClock(at: string): string {
  const [seconds, rest] = [at.slice(17, 19), at.slice(20, 23)];
  const fine = rest === "000" ? (seconds === "00" ? "" : `:${seconds}`) : `:${seconds}.${rest}`;
  return `${at.slice(0, 10)} ${at.slice(11, 16)}${fine}`;
}

function offsetText(offset: number): string {
  const text = onClock(instantFromMs(Math.abs(offset))).slice(11);
  return `${offset < 0 ? "-" : "+"}${text}`;
}

/** The label in the language asked for, else in the other one. */
const labelled = (labels: Labels, locale: Locale): string =>
  labels[locale] ?? labels.en ?? labels["zh-CN"] ?? UNKNOWN[locale];

const YES: Message = { en: "yes", "zh-CN": "是" };
const NO: Message = { en: "no", "zh-CN": "否" };

function tagged(value: Tagged, locale: Locale, zone: ZoneRules | null): string {
  switch (value.kind) {
    case "money":
      return money(value.amount, value.currency, locale);
    case "number":
      return value.unit === undefined ? exactNumber(value.value) : counted(value.value, value.unit, locale);
    case "duration":
      return duration(value.ms, locale);
    case "period":
      return tagDuration(value.duration)
        .map((part) => renderValue(part, locale))
        .join(locale === "en" ? ", " : " ");
    case "instant":
      return moment(value.at, zone);
    case "day":
      return value.on;
    case "text":
      return value.text;
    case "boolean":
      return value.value ? YES[locale] : NO[locale];
  }
}

const money = (amount: string, currency: string, locale: Locale): string => {
  const digits = grouped(amount);
  if (locale === "en") return `${currency} ${digits}`;
  return currency === "CNY" ? `${digits} 元` : `${digits} ${currency}`;
};

/** Every digit: what was seen and what was asked must not look alike when they are not. */
const exactNumber = (value: number): string => {
  const text = String(value);
  return text.includes("e") ? text : grouped(text);
};

/** At most six decimals, or two digits of what these would make 0: a parameter of a sentence is for reading. */
const number = (value: number): string => {
  if (!(Number.isFinite(value) && Math.abs(value) < 1e21)) return String(value);
  const rounded = Math.round(value * 1e6) / 1e6;
  return rounded === 0 && value !== 0 ? String(Number(value.toPrecision(2))) : grouped(String(rounded));
};

const grouped = (text: string): string => {
  const [whole = "", ...fraction] = text.split(".");
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ","), ...fraction].join(".");
};

const UNITS: Readonly<Record<string, readonly [one: string, many: string, zh: string]>> = {
  days: ["day", "days", "天"],
  workingDays: ["working day", "working days", "个工作日"],
  orders: ["order", "orders", "单"],
  years: ["year", "years", "年"],
  months: ["month", "months", "个月"],
  weeks: ["week", "weeks", "周"],
  hours: ["hour", "hours", "小时"],
  minutes: ["minute", "minutes", "分钟"],
  seconds: ["second", "seconds", "秒"],
  times: ["time", "times", "次"],
  points: ["point", "points", "分"],
  percentagePoints: ["percentage point", "percentage points", "个百分点"],
};

function counted(value: number, unit: string, locale: Locale): string {
  const [one, many, zh] = (Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined) ?? [unit, unit, unit];
  if (locale === "zh-CN") return `${exactNumber(value)} ${zh}`;
  return `${exactNumber(value)} ${value === 1 ? one : many}`;
}

const STEPS = [
  { ms: 86_400_000, en: "d", "zh-CN": "天" },
  { ms: 3_600_000, en: "h", "zh-CN": "小时" },
  { ms: 60_000, en: "min", "zh-CN": "分钟" },
  { ms: 1000, en: "s", "zh-CN": "秒" },
  { ms: 1, en: "ms", "zh-CN": "毫秒" },
] as const;

/** Every unit that is not zero, down to the millisecond: an overrun by a second must show. */
function duration(ms: number, locale: Locale): string {
  let rest = Math.abs(ms);
  const parts: string[] = [];
  for (const step of STEPS) {
    const count = Math.floor(rest / step.ms);
    rest -= count * step.ms;
    if (count > 0) parts.push(`${count} ${step[locale]}`);
  }
  if (parts.length === 0) parts.push(`0 ${STEPS[3][locale]}`);
  return ms < 0 ? `-${parts.join(" ")}` : parts.join(" ");
}
