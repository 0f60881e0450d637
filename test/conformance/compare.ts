import { readFileSync } from "node:fs";

/**
 * Whether a number is within a relative tolerance of the truth, whose size is taken to be at least `floor`.
 *
 * Truths given as text have more digits than a number keeps; reading them as numbers costs half a unit in the last place.
 */
export const near = (got: number, truth: number, tolerance: number, floor: number): boolean =>
  got === truth || Math.abs(got - truth) <= tolerance * Math.max(Math.abs(truth), floor);

/** Reads a file of JSON. */
export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** Reads a CSV with a header and plain or quoted cells without line breaks. */
export function readCsv(file: string): readonly Readonly<Record<string, string>>[] {
  const [header = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const names = cells(header);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i] ?? `column ${i}`, cell])));
}

const cells = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );
