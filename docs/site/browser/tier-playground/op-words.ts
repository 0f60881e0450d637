import { pageLocale, type SiteLocale } from "../kit/locale.ts";

const WORDS: Readonly<Record<string, readonly [english: string, chinese: string]>> = {
  ">=": ["at least", "不少于"],
  ">": ["more than", "多于"],
  "<=": ["at most", "不多于"],
  "<": ["less than", "少于"],
  "=": ["exactly", "等于"],
  "!=": ["other than", "不等于"],
};

/** How a metric is compared, in words; what is unknown stays as it is written. */
export const opWords = (op: string | null, locale: SiteLocale = pageLocale()): string =>
  WORDS[op ?? ""]?.[locale === "en" ? 0 : 1] ?? op ?? "";
