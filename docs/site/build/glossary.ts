import type { Synonym } from "../browser/search/model.ts";

/** A row of the Chinese glossary. */
export interface Term extends Synonym {
  /** Exports of the library. */
  readonly names: readonly string[];
  /** What it is, in a sentence. */
  readonly meaning: string;
}

/** The rows of the glossary's tables: Chinese words, English words, names of the library, a sentence. */
export function termsOf(markdown: string): readonly Term[] {
  return markdown
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| 中文") && !line.startsWith("| --"))
    .map((line) => {
      const [chinese = "", english = "", names = "", meaning = ""] = line
        .replace(/\[(?:英文)?指南\]\([^)]*\)/, "")
        .slice(1)
        .split("|")
        .map(unlinked);
      return {
        chinese: listOf(chinese, /[、/]/),
        english: listOf(english, ","),
        names: Array.from(names.matchAll(/`(\w+)`/g), ([, name = ""]) => name),
        meaning: meaning.replaceAll("`", ""),
      };
    });
}

/** What the search asks for in English pages when it is asked in Chinese. */
export function synonymsOf(markdown: string): readonly Synonym[] {
  return termsOf(markdown).map(({ chinese, english, names, meaning }) => ({
    chinese,
    english: [...english, ...names],
    meaning,
  }));
}

function unlinked(cell: string): string {
  return cell.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").trim();
}

function listOf(cell: string, by: RegExp | string): readonly string[] {
  return cell
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
