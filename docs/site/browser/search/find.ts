import MiniSearch, { type Query, type SearchOptions } from "minisearch";
import { alsoOf, withoutIdle } from "./english.ts";
import { INDEX_OPTIONS, type IndexedEntry, type SearchData, type SearchEntry, type Synonym, termId } from "./model.ts";
import { unpackIndex } from "./pack.ts";
import { askedOf, codeOf, pairsOf, partsOf, type Run, runsOf } from "./tokens.ts";

/** An entry that was found, and the words to be marked in it: what was asked for, and what English says for it. */
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

const HAN = /\p{Script=Han}/u;

const GLOSSARY = "zh-CN/glossary.html";

const OPTIONS: SearchOptions = {
  boost: { title: 6, heading: 3, summary: 2, names: 1.2, page: 0.5, text: 1, fields: 1.2, detail: 0.4 },
  tokenize: (term) => [term], // queries are made of terms
  // the beginning of a name will do; of Chinese only a single character stands for words that begin with it
  prefix: (term) => (HAN.test(term) ? term.length === 1 : term.length > 1),
  fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 0.2 : false),
  maxFuzzy: 2,
};

/** Makes a search out of what was loaded. */
export function finder({
  entries,
  synonyms,
  index,
}: SearchData): (asked: string, chinese: boolean) => readonly HitGroup[] {
  const search = MiniSearch.loadJS<IndexedEntry>(unpackIndex(index), INDEX_OPTIONS);
  const options: SearchOptions = { ...OPTIONS, boostDocument: (id) => standingOf(entries[id as number]) };
  return (asked, chinese) => {
    const runs = withoutIdle(runsOf(asked));
    if (runs.length === 0) return [];
    const each = runs.map((run) => queryOf(run, synonyms));
    const code = codeOf(asked.trim());
    const words: Query = { combineWith: "AND", queries: each };
    const every = search.search(code === undefined ? words : any(all([code], 3), words), options);
    const results = every.length > 0 ? every : search.search({ combineWith: "OR", queries: each }, options);
    const han = runs.flatMap((run) => (run.han ? [run.text, ...askedOf(run.text)] : []));
    const hits = results.flatMap(({ id, score, terms }) => {
      const entry = entries[id as number];
      const marks = [...new Set([...han, ...terms.filter((term) => !HAN.test(term))])];
      return entry === undefined ? [] : [{ entry, score, terms: marks }];
    });
    const term = chinese || han.length > 0 ? meaningOf(asked.trim(), synonyms) : undefined;
    return grouped(term === undefined ? hits : [term, ...hits], asked.trim(), chinese);
  };
}

/**
 * What an entry counts for. A guide says more about a word than the page that plays with it or the one that times it,
 * its beginning says more than one of its sections, and the glossary names every word there is.
 */
function standingOf(entry: SearchEntry | undefined): number {
  if (entry === undefined) return 1;
  if (entry.url.startsWith(GLOSSARY)) return 0.1;
  const aside = /^(zh-CN\/)?(playgrounds\/|guides\/performance\.html)/.test(entry.url);
  return (aside ? 0.5 : 1) * (entry.part === "page" ? 1.5 : 1);
}

/** A run as a query: the name or all its parts; all words, or all pairs of characters, or what English says for them. */
function queryOf({ han, text }: Run, synonyms: readonly Synonym[]): Query {
  if (!han) {
    const parts = partsOf(text);
    const name = text.toLowerCase();
    const also = alsoOf(name).map((phrase) => all(wordsIn(phrase), 0.8));
    if (also.length > 0) return any(name, ...also);
    return parts.length === 1 ? name : any(all([name], 3), all(parts));
  }
  const exact = synonyms.filter(({ chinese }) => chinese.includes(text));
  return any(
    all(askedOf(text).flatMap(pairsOf)),
    all(pairsOf(text)),
    ...(exact.length > 0 ? exact : synonyms).flatMap(({ chinese, english }) => {
      const boost = Math.max(...chinese.map((term) => nearness(term, text)));
      if (boost === 0) return [];
      return [
        ...english.map((phrase) => all(wordsIn(phrase), isName(phrase) ? boost / 4 : boost)),
        ...chinese.filter((term) => term.length > 1 && text.includes(term)).map((term) => all(tokensIn(term), boost)),
      ];
    }),
  );
}

/** What the glossary says of a word that is asked for by itself. */
function meaningOf(asked: string, synonyms: readonly Synonym[]): Scored | undefined {
  const low = asked.normalize("NFKC").toLowerCase();
  for (const { chinese, english, meaning = "" } of synonyms) {
    const word = chinese.find((term) => term.toLowerCase() === low);
    if (word === undefined) continue;
    const url = `${GLOSSARY}#${encodeURIComponent(termId(chinese))}`;
    const entry = {
      url,
      part: "section",
      title: word,
      heading: english.filter((said) => !isName(said)).join(", "),
    } as const;
    return { entry: { ...entry, text: meaning }, score: 0, terms: [low] };
  }
  return undefined;
}

function tokensIn(term: string): readonly string[] {
  return runsOf(term).flatMap(({ han, text }) => (han ? pairsOf(text) : [text.toLowerCase()]));
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

interface Scored extends Hit {
  readonly score: number;
}

function grouped(results: readonly Scored[], asked: string, chinese: boolean): readonly HitGroup[] {
  const groups = { own: new Map<string, Hit>(), api: new Map<string, Hit>(), other: new Map<string, Hit>() };
  const best = { own: 0, api: 0, other: 0 };
  for (const { entry, score, terms } of results) {
    const group = entry.part === "api" ? "api" : entry.url.startsWith("zh-CN/") === chinese ? "own" : "other";
    best[group] = Math.max(best[group], score);
    const page = entry.url.replace(/#.*$/, "");
    if (score < best[group] * FAR_BELOW || groups[group].has(page) || groups[group].size === MOST[group]) continue;
    groups[group].set(page, { entry, terms });
  }
  const names = runsOf(asked).filter(({ text }) => partsOf(text).length > 1);
  const named = [...groups.api.values()].some(
    ({ entry, terms }) =>
      isNamed(entry, asked) || names.some(({ text }) => isNamed(entry, text) || terms.includes(text.toLowerCase())),
  );
  const guides = chinese ? (["own", "other"] as const) : (["own"] as const);
  const order = new Set([...(named ? (["api"] as const) : []), ...guides, "api" as const, "other" as const]);
  return [...order]
    .map((group) => ({ group, hits: [...groups[group].values()] }))
    .filter(({ hits }) => hits.length > 0);
}
