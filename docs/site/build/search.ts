import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { INDEX_OPTIONS, type IndexedEntry, type SearchData, type SearchEntry } from "../browser/search/model.ts";
import { packIndex } from "../browser/search/pack.ts";
import { codeOf, partsOf } from "../browser/search/tokens.ts";
import { synonymsOf } from "./glossary.ts";

/** A page of the site, before it is read. */
export interface SearchPage {
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  /** Of a name of the API its kind and module; null for a document, whose sections are read from its page. */
  readonly api: string | null;
  /** Of a name of the API the names it holds, and what it says of them. */
  readonly words?: { readonly names: readonly string[]; readonly text: string } | undefined;
}

interface Section {
  readonly anchor: string;
  readonly heading: string;
  readonly text: string;
  readonly names: string;
}

/** The index of the search over pages that are written. */
export function searchData(out: string, pages: readonly SearchPage[]): SearchData {
  const index = new MiniSearch<IndexedEntry>(INDEX_OPTIONS);
  const entries: SearchEntry[] = [];
  const add = (entry: SearchEntry, indexed: Partial<IndexedEntry>): void => {
    const none = { title: "", heading: "", summary: "", names: "", page: "", text: "", fields: "", detail: "" };
    index.add({ ...none, ...indexed, id: entries.length });
    entries.push(entry);
  };
  for (const { url, title, summary, api, words } of pages) {
    if (api !== null) {
      add(
        { url, part: "api", title, heading: api, text: summary.replaceAll("`", "") },
        {
          ...{ title, page: api, summary, detail: words?.text ?? "" },
          fields: (words?.names ?? []).flatMap((name) => [name, codeOf(name) ?? ""]).join(" "),
        },
      );
      continue;
    }
    for (const { anchor, heading, text, names } of sectionsOf(readFileSync(`${out}/${url}`, "utf8"))) {
      if (anchor === "") {
        const shown = [summary, text].filter((part) => part !== "").join(" ");
        add({ url, part: "page", title, heading, text: shown }, { title, heading, summary, names, text });
      } else {
        add({ url: `${url}#${anchor}`, part: "section", title, heading, text }, { page: title, heading, names, text });
      }
    }
  }
  return {
    entries,
    synonyms: synonymsOf(readFileSync("docs/zh-CN/glossary.md", "utf8")),
    index: packIndex(index.toJSON()),
  };
}

/**
 * The parts of a written page: what stands before its second heading, then each section of the second or third level. What
 * the frame adds, and what an island says to readers without scripts, is not of the page.
 */
export function sectionsOf(page: string): readonly Section[] {
  const main = /<main[^>]*>([^]*)<\/main>/.exec(page)?.[1] ?? "";
  const parts = main
    .replaceAll(/<(p|nav) class="(?:crumbs|markdown-ways|turns)"[^]*?<\/\1>/g, "")
    .replaceAll(/<div data-island=[^]*?<\/div>/g, "")
    .split(/(?=<h[23] id=")/);
  return parts.map((part, i) => {
    const [, anchor = "", inner = ""] = /<h[123] id="([^"]*)"[^>]*>([^]*?)<\/h[123]>/.exec(part) ?? [];
    const [prose, names] = withoutCode(part.replace(/<h[123][^]*?<\/h[123]>/, ""));
    return { anchor: i === 0 ? "" : plain(anchor), heading: plain(inner), text: plain(prose), names };
  });
}

/** Code is not read, except for what it imports from the library, and for names of more than one part. */
function withoutCode(html: string): readonly [prose: string, names: string] {
  const names = new Set<string>();
  const prose = html.replaceAll(/<pre[^>]*>([^]*?)<\/pre>/g, (_, code: string) => {
    for (const [, list = ""] of plain(code, "").matchAll(/import (?:type )?\{([^}]*)\} from "clientele/g)) {
      for (const name of list.split(",")) names.add(name.replace(/\btype\b/, "").trim());
    }
    for (const [word] of plain(code, "").matchAll(/[a-z][A-Za-z\d]+/g)) if (partsOf(word).length > 1) names.add(word);
    return " ";
  });
  return [prose, [...names].join(" ")];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

/** The text of HTML. Elements within a line leave nothing behind, others a space. */
function plain(html: string, block = " "): string {
  return html
    .replaceAll(/<(svg|style|script|button|annotation)\b[^]*?<\/\1>/g, "")
    .replaceAll(/<span class="katex-mathml">[^]*?<\/math><\/span>/g, "")
    .replaceAll(/<\/?(?:a|b|i|em|strong|code|span|mark|small|wbr)\b[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, block)
    .replaceAll(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? "20", 16) : Number(decimal))
        : (ENTITIES[name] ?? whole),
    )
    .replaceAll(/\s+/g, " ")
    .trim();
}
