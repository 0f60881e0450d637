import { type SiteLocale, words } from "../kit/locale.ts";
import type { Metric } from "./division.ts";

/** The values that get a score. */
export interface Range {
  readonly score: number;
  /** More than this; null for the least. */
  readonly above: number | null;
  /** At most this; null for the greatest. */
  readonly upTo: number | null;
}

/** The values of each score, 1 first. Of days, fewer are better. */
export function rangesOf(metric: Metric, limits: readonly number[]): readonly Range[] {
  const all = [...limits, null].map((upTo, index) => ({ above: limits[index - 1] ?? null, upTo }));
  const ordered = metric === "recency" ? all.reverse() : all;
  return ordered.map((range, index) => ({ score: index + 1, ...range }));
}

/** The two scores that a limit divides: the one of values at most as great, and the one of greater values. */
export function divides(metric: Metric, index: number, bins: number): readonly [upTo: number, above: number] {
  return metric === "recency" ? [bins - index, bins - index - 1] : [index + 1, index + 2];
}

/** How values of a metric are written. */
export interface Units {
  readonly locale: SiteLocale;
  /** Whether the amounts are of the example's currency; a file names none. */
  readonly yuan: boolean;
}

/** A value with its unit: "1 order", "289.10 元". */
export function withUnit(metric: Metric, value: number, { locale, yuan }: Units): string {
  const t = words(UNITS, locale);
  const amount = plain(metric, value, { locale, yuan });
  if (metric !== "monetary") return `${amount} ${value === 1 && locale === "en" ? t[`${metric}One`] : t[metric]}`;
  return yuan ? t.yuan.replace("{amount}", () => amount) : amount;
}

function plain(metric: Metric, value: number, { locale }: Units): string {
  const places = metric === "monetary" ? 2 : 0;
  return value.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
}

/** A limit in words: "≤ 1 order". */
export const limitText = (metric: Metric, limit: number, units: Units): string =>
  `≤ ${withUnit(metric, Math.max(limit, 0), units)}`;

/** A range in words; whole numbers are told by their ends. */
export function rangeText(metric: Metric, { above, upTo }: Omit<Range, "score">, units: Units): string {
  const t = words(UNITS, units.locale);
  if (above === Infinity || (upTo !== null && (upTo < 0 || (above !== null && upTo <= above)))) return t.nobody;
  if (upTo === Infinity) return rangeText(metric, { above, upTo: null }, units);
  if (upTo !== null && (above === null || above < 0)) return limitText(metric, upTo, units);
  if (above === null) return "";
  if (upTo === null) return `> ${withUnit(metric, above, units)}`;
  const first = above + (metric === "monetary" ? 0.01 : 1);
  const from = first === upTo ? "" : `${plain(metric, first, units)}–`;
  const last = withUnit(metric, upTo, units);
  return units.locale === "en" && units.yuan && metric === "monetary" ? last.replace(" ", ` ${from}`) : from + last;
}

const UNITS = {
  recency: ["days", "天"],
  recencyOne: ["day", "天"],
  frequency: ["orders", "单"],
  frequencyOne: ["order", "单"],
  yuan: ["CNY {amount}", "{amount} 元"],
  nobody: ["no value", "无"],
} as const;
