/** A run of text in one kind of writing: Chinese characters, or letters and digits. */
export interface Run {
  readonly han: boolean;
  readonly text: string;
}

const RUNS = /(\p{Script=Han}+)|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const HUMPS = /(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** The runs of a text, in their order; what is neither letter nor digit parts them. */
export function runsOf(text: string): readonly Run[] {
  return Array.from(text.normalize("NFKC").matchAll(RUNS), ([run, han]) => ({ han: han !== undefined, text: run }));
}

/** The parts of a name: `evaluateTier` is `evaluate` and `tier`. */
export function partsOf(name: string): readonly string[] {
  return name.split(HUMPS).map((part) => part.toLowerCase());
}

/** What a name of three or more parts may be called without its beginning: `fitBgNbd` is found by `bgnbd`. */
export function tailsOf(text: string): readonly string[] {
  return runsOf(text).flatMap(({ text: run }) => {
    const parts = partsOf(run);
    return parts.slice(1, -1).map((_, i) => parts.slice(i + 1).join(""));
  });
}

/** A code such as `invalid-fact` as one word; undefined for anything else. */
export function codeOf(text: string): string | undefined {
  return /^[a-z\d]+(?:-[a-z\d]+)+$/.test(text) ? text.replaceAll("-", "") : undefined;
}

let segmenter: Intl.Segmenter | null | undefined;

/** The words of a run of Chinese, as the dictionary of this machine parts them; where it has none, pairs of characters. */
function wordsOf(han: string): readonly string[] {
  // older browsers have no segmenter
  segmenter ??=
    (Intl as Partial<typeof Intl>).Segmenter === undefined ? null : new Intl.Segmenter("zh", { granularity: "word" });
  return segmenter === null ? pairsOf(han) : Array.from(segmenter.segment(han), ({ segment }) => segment);
}

/** The words of a run that was asked for. Characters that no dictionary joins are one word where they stand side by side. */
export function askedOf(han: string): readonly string[] {
  if (Array.from(han).length === 1) return [han];
  const words: string[] = [];
  let singles = "";
  for (const word of [...wordsOf(han), ""]) {
    if (Array.from(word).length === 1) {
      singles += word;
      continue;
    }
    if (Array.from(singles).length > 1) words.push(singles);
    singles = "";
    if (word !== "") words.push(word);
  }
  return words;
}

/** Each two characters that stand side by side: they are the same wherever a dictionary would part them. */
export function pairsOf(han: string): readonly string[] {
  const characters = Array.from(han);
  return characters.length < 2 ? characters : characters.slice(1).map((next, i) => `${characters[i] ?? ""}${next}`);
}

/** What a text is found by. A name is found whole and by its parts, Chinese by its words and by pairs of characters. */
export function tokensOf(text: string): string[] {
  return runsOf(text).flatMap(({ han, text: run }) => {
    if (han) return [...new Set([...wordsOf(run), ...pairsOf(run)])];
    const parts = partsOf(run);
    return parts.length === 1 ? parts : [run.toLowerCase(), ...parts];
  });
}
