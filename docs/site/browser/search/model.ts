import type { Options } from "minisearch";
import type { PackedIndex } from "./pack.ts";
import { tailsOf, tokensOf } from "./tokens.ts";

/** A page, a section of a page, or a name of the API. */
export interface SearchEntry {
  /** From the root of the site, with the section's anchor. */
  readonly url: string;
  readonly part: "page" | "section" | "api";
  readonly title: string;
  /** The heading of the section; of a page, its own; of a name of the API, its kind and module. */
  readonly heading: string;
  readonly text: string;
}

/** Chinese words, and what the English pages say instead. */
export interface Synonym {
  readonly chinese: readonly string[];
  readonly english: readonly string[];
  /** What it is, in a Chinese sentence. */
  readonly meaning?: string;
}

/** The place of a term in the glossary. */
export function termId(chinese: readonly string[]): string {
  return `term-${chinese[0] ?? ""}`;
}

/** The file that is loaded when the search is opened. */
export interface SearchData {
  readonly entries: readonly SearchEntry[];
  readonly synonyms: readonly Synonym[];
  readonly index: PackedIndex;
}

/** What the index is made of; its fields do not leave the build. */
export interface IndexedEntry {
  readonly id: number;
  readonly title: string;
  readonly heading: string;
  readonly summary: string;
  /** What the examples import, and other names in them. */
  readonly names: string;
  /** Of a name of the API its parameters and fields, and the codes it may answer with. */
  readonly fields: string;
  /** What it says of them. */
  readonly detail: string;
  /** The title of the page, in its sections. */
  readonly page: string;
  readonly text: string;
}

/** How the index is made, and read. */
export const INDEX_OPTIONS: Options<IndexedEntry> = {
  fields: ["title", "heading", "summary", "names", "page", "text", "fields", "detail"],
  tokenize: (text, field) => (field === "title" ? [...tokensOf(text), ...tailsOf(text)] : tokensOf(text)),
  processTerm: (term) => term,
};
