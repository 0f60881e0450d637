import { el, fill } from "../kit/element.ts";
import { pageLocale, words } from "../kit/locale.ts";
import type { Hit, HitGroup } from "./find.ts";
import { excerpt, marked } from "./snippet.ts";

const t = words({
  results: ["Results", "搜索结果"],
  pages: ["Pages", "中文页面"],
  api: ["API", "API（英文）"],
  otherPages: ["中文", "英文页面"],
  guide: ["Guide", "指南"],
  playground: ["Playground", "演练场"],
  decision: ["Decision", "设计决定"],
  term: ["Glossary", "术语"],
});

const NAMES: Readonly<Record<HitGroup["group"], string>> = { own: t.pages, api: t.api, other: t.otherPages };

/** What kind of page an address is of: a guide and a playground may have the same title. */
const KINDS: readonly (readonly [address: RegExp, kind: string])[] = [
  [/^(?:zh-CN\/)?guides\//, t.guide],
  [/^(?:zh-CN\/)?playgrounds\//, t.playground],
  [/^decisions\//, t.decision],
  [/^zh-CN\/glossary\.html/, t.term],
];

/** The list of what was found; one of it is chosen, unless there is nothing. */
export function searchResults(base: URL): {
  readonly element: HTMLElement;
  /** Shows groups, and tells how many results they hold. */
  readonly show: (groups: readonly HitGroup[]) => number;
  /** Chooses so many further down; after the last comes the first. */
  readonly choose: (step: number) => HTMLElement | null;
  readonly chosen: () => HTMLElement | undefined;
} {
  const element = el("div", {
    class: "search-results",
    id: "search-results",
    role: "listbox",
    "aria-label": t.results,
  });
  let options: readonly HTMLElement[] = [];
  let at = 0;
  return {
    element,
    show(groups) {
      at = 0;
      const shown = groups.map(({ group, hits }) => ({
        group,
        links: hits.map((hit, i) => option(hit, `found-${group}-${String(i)}`, base, group === "other")),
      }));
      options = shown.flatMap(({ links }) => links);
      fill(
        element,
        ...shown.map(({ group, links }) =>
          el(
            "div",
            { role: "group", "aria-label": NAMES[group] },
            el("div", { class: "search-group", "aria-hidden": "true" }, NAMES[group]),
            ...links,
          ),
        ),
      );
      element.scrollTop = 0;
      return options.length;
    },
    choose(step) {
      if (options.length === 0) return null;
      at = (at + step + options.length) % options.length;
      options.forEach((one, i) => {
        one.ariaSelected = String(i === at);
      });
      const chosen = options[at] ?? null;
      if (step !== 0) chosen?.scrollIntoView({ block: "nearest" });
      return chosen;
    },
    chosen: () => options[at],
  };
}

function option({ entry, terms }: Hit, id: string, base: URL, otherLanguage: boolean): HTMLElement {
  const lang = otherLanguage ? (pageLocale() === "en" ? "zh-CN" : "en") : null;
  const kind = KINDS.find(([address]) => address.test(entry.url))?.[1];
  return el(
    "a",
    {
      id,
      role: "option",
      class: `search-${entry.part}`,
      href: new URL(entry.url, base).href,
      tabindex: -1,
      lang,
      "aria-selected": "false",
    },
    kind !== undefined && el("small", { class: "search-kind", lang: pageLocale() }, kind),
    el("b", {}, ...pieces(entry.title, terms)),
    entry.heading !== "" && entry.heading !== entry.title && el("i", {}, ...pieces(entry.heading, terms)),
    entry.text !== "" && el("span", {}, ...pieces(excerpt(entry.text, terms), terms)),
  );
}

function pieces(text: string, terms: readonly string[]): (Node | string)[] {
  return marked(text, terms).map((piece) => (piece.marked ? el("mark", {}, piece.text) : piece.text));
}
