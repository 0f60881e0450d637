import { readFileSync } from "node:fs";

/**
 * Whether a number is within a relative tolerance of the truth, whose size is taken to be at least `floor`.
 *
 * Truths given as text have more digits than a number keeps; reading them as numbers costs half a unit in the last place.
 */
export const near = (got: number, truth: number, tolerance: number, floor: number): boolean =>
  got === truth || Math.abs(got - truth) <= tolerance * Math.max(Math.abs(truth), floor);

/** A true figure: text where it has more digits than a number keeps, null where there is nothing to compare. */
export type Truth = string | number | null;

/** What differs between true figures and answers, by name; an answer that is no number differs from any figure. */
export function held(
  truths: Readonly<Record<string, Truth>>,
  answer: (name: string) => unknown,
  { tolerance, floors }: { readonly tolerance: number; readonly floors: Readonly<Record<string, number>> },
): { readonly what: string; readonly expected: unknown; readonly got: unknown }[] {
  return Object.entries(truths)
    .filter(([, truth]) => truth !== null)
    .map(([what, truth]) => ({ what, expected: truth, got: attempt(() => answer(what)) }))
    .filter(({ what, expected, got }) => {
      const floor = Object.hasOwn(floors, what) ? (floors[what] ?? 0) : 1e-290;
      return !(typeof got === "number" && near(got, Number(expected), tolerance, floor));
    });
}

function attempt(of: () => unknown): unknown {
  try {
    return of();
  } catch (error) {
    return String(error);
  }
}

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
