import MiniSearch, { type Query, type SearchOptions, type SearchResult } from "minisearch";
import { INDEX_OPTIONS, type IndexedEntry, type SearchData, type SearchEntry, type Synonym } from "./model.ts";
import { pairsOf, partsOf, type Run, runsOf, wordsOf } from "./tokens.ts";

/** An entry that was found, and the words in it by which it was. */
export interface Hit {
  readonly entry: SearchEntry;
  readonly terms: readonly string[];
}

/** Hits of one kind, best first: guides in the page's language, names of the API, guides in the other language. */
export interface HitGroup {
  readonly group: "own" | "api" | "other";
  readonly hits: readonly Hit[];
}

const MOST = { own: 8, api: 8, other: 5 };

/** Of what is far below the best of its group, nobody wants to read. */
const FAR_BELOW = 0.12;

const OPTIONS: SearchOptions = {
  boost: { title: 6, heading: 3, summary: 2, names: 1.2, page: 0.5, text: 1 },
  tokenize: (term) => [term], // queries are made of terms
  prefix: (term) => term.length > 1 || !/[a-z\d]/.test(term),
  fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 0.2 : false),
  maxFuzzy: 2,
};

/** Makes a search out of what was loaded. */
export function finder({
  entries,
  synonyms,
  index,
}: SearchData): (asked: string, chinese: boolean) => readonly HitGroup[] {
  const search = MiniSearch.loadJS<IndexedEntry>(index, INDEX_OPTIONS);
  const options: SearchOptions = { ...OPTIONS, boostDocument: (id) => standingOf(entries[id as number]) };
  return (asked, chinese) => {
    const runs = runsOf(asked);
    if (runs.length === 0) return [];
    const each = runs.map((run) => queryOf(run, synonyms));
    const every = search.search({ combineWith: "AND", queries: each }, options);
    const results = every.length > 0 ? every : search.search({ combineWith: "OR", queries: each }, options);
    return grouped(results, entries, asked.trim(), chinese);
  };
}

/**
 * What an entry counts for. A guide says more about a word than the page that plays with it or the one that times it,
 * its beginning says more than one of its sections, and the glossary names every word there is.
 */
function standingOf(entry: SearchEntry | undefined): number {
  if (entry === undefined) return 1;
  if (entry.url.startsWith("zh-CN/glossary.html")) return 0.1;
  const aside = /^(zh-CN\/)?(playgrounds\/|guides\/performance\.html)/.test(entry.url);
  return (aside ? 0.5 : 1) * (entry.part === "page" ? 1.5 : 1);
}

/** A run as a query: the name or all its parts; all words, or all pairs of characters, or what English says for them. */
function queryOf({ han, text }: Run, synonyms: readonly Synonym[]): Query {
  if (!han) {
    const parts = partsOf(text);
    return parts.length === 1 ? parts.join("") : any(text.toLowerCase(), all(parts));
  }
  return any(
    all(wordsOf(text)),
    all(pairsOf(text)),
    ...synonyms.flatMap(({ chinese, english }) => {
      const boost = Math.max(...chinese.map((term) => nearness(term, text)));
      return boost > 0 ? english.map((phrase) => all(wordsIn(phrase), isName(phrase) ? boost / 4 : boost)) : [];
    }),
  );
}

function wordsIn(phrase: string): readonly string[] {
  return runsOf(phrase).map(({ text }) => text.toLowerCase());
}

/** Words tell more of what a page is about than names do that its examples import. */
function isName(phrase: string): boolean {
  return partsOf(phrase).length > 1 && !phrase.includes(" ");
}

function nearness(term: string, asked: string): number {
  if (term === asked) return 1;
  if (term.length > 1 && asked.includes(term)) return 0.7;
  return asked.length > 1 && term.includes(asked) ? 0.4 : 0;
}

/** Whether this name of the API was asked for, and not a word that happens to be one, as those of modules are. */
function isNamed({ title, heading }: SearchEntry, asked: string): boolean {
  if (heading === "Module") return false;
  return title === asked || (partsOf(title).length > 1 && title.toLowerCase() === asked.toLowerCase());
}

function any(...queries: readonly Query[]): Query {
  return { combineWith: "OR", queries: [...queries] };
}

function all(terms: readonly string[], boost = 1): Query {
  return { combineWith: "AND", queries: [...terms], boostTerm: () => boost };
}

function grouped(
  results: readonly SearchResult[],
  entries: readonly SearchEntry[],
  asked: string,
  chinese: boolean,
): readonly HitGroup[] {
  const groups = { own: new Map<string, Hit>(), api: new Map<string, Hit>(), other: new Map<string, Hit>() };
  const best = { own: 0, api: 0, other: 0 };
  for (const { id, score, terms } of results) {
    const entry = entries[id as number];
    if (entry === undefined) continue;
    const group = entry.part === "api" ? "api" : entry.url.startsWith("zh-CN/") === chinese ? "own" : "other";
    best[group] = Math.max(best[group], score);
    const page = entry.url.replace(/#.*$/, "");
    if (score < best[group] * FAR_BELOW || groups[group].has(page) || groups[group].size === MOST[group]) continue;
    groups[group].set(page, { entry, terms });
  }
  const named = [...groups.api.values()].some(({ entry }) => isNamed(entry, asked));
  const guides = chinese ? (["own", "other"] as const) : (["own"] as const);
  const order = new Set([...(named ? (["api"] as const) : []), ...guides, "api" as const, "other" as const]);
  return [...order]
    .map((group) => ({ group, hits: [...groups[group].values()] }))
    .filter(({ hits }) => hits.length > 0);
}
