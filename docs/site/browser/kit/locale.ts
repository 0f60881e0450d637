import { el, select } from "./element.ts";
import { remember, remembered } from "./remember.ts";

/** The languages the library speaks. */
export type SiteLocale = "en" | "zh-CN";

/** The language of the page. */
export function pageLocale(): SiteLocale {
  return document.documentElement.lang === "zh-CN" ? "zh-CN" : "en";
}

/** The words of an island: `const t = words({ run: ["Run", "运行"] }); t.run`. */
export function words<Key extends string>(
  pairs: Readonly<Record<Key, readonly [english: string, chinese: string]>>,
  locale: SiteLocale = pageLocale(),
): Readonly<Record<Key, string>> {
  const entries = Object.entries<readonly [string, string]>(pairs).map(([key, [en, zh]]) => [
    key,
    locale === "en" ? en : zh,
  ]);
  return Object.fromEntries(entries) as Record<Key, string>;
}

/** What parts words, as the language writes it: spaces are in the signs. */
export function signs(
  locale: SiteLocale = pageLocale(),
): Readonly<Record<"colon" | "comma" | "list" | "semicolon", string>> {
  return words({ colon: [": ", "："], comma: [", ", "，"], list: [", ", "、"], semicolon: ["; ", "；"] }, locale);
}

/** A choice of the language in which an island explains; it starts with the last one chosen, else with the page's. */
export function localeChoice(change: (locale: SiteLocale) => void): {
  readonly element: HTMLElement;
  readonly locale: () => SiteLocale;
} {
  const kept = remembered("locale");
  let locale: SiteLocale = pageLocale() === "zh-CN" || kept === "zh-CN" ? "zh-CN" : "en";
  const list = select(
    [
      ["en", "English"],
      ["zh-CN", "中文"],
    ],
    locale,
    (value) => {
      locale = value === "zh-CN" ? "zh-CN" : "en";
      remember("locale", locale);
      change(locale);
    },
  );
  list.ariaLabel = "Language 语言";
  return { element: el("span", { class: "locale-choice" }, list), locale: () => locale };
}
