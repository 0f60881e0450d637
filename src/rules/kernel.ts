/**
 * Rules on columns: verdicts as plain numbers.
 *
 * @module
 */
import { DomainError } from "../core/kernel.ts";
import { judgeBlock, ROWS } from "./internal/blocks.ts";

/** A metric of a {@link RuleProgram}. */
export interface RuleProgramMetric {
  /** Its id: the name of its column. */
  readonly metric: string;
  /** What its values are. */
  readonly kind: string;
  /** The least number it can be; what is less is not known. */
  readonly least: number;
  /** The greatest. */
  readonly greatest: number;
  /** Whether it is a whole number. */
  readonly whole: boolean;
  /** The texts it is held against; their places are the numbers that stand for them. Empty for other kinds. */
  readonly texts: readonly string[];
  /** How many facts it must rest on; null when that does not matter. */
  readonly minSample: number | null;
  /** The newest of them must have happened after this moment; null when that does not matter. Epoch milliseconds. */
  readonly after: number | null;
}

/** A rule as plain data that can be cloned into workers, made by `ruleProgram`. */
export interface RuleProgram {
  /** The metrics it asks about. */
  readonly metrics: readonly RuleProgramMetric[];
  /** The moment of judgement; null where there is none. Epoch milliseconds. */
  readonly asOf: number | null;
  /** What is done, parts before the groups that hold them; opaque. */
  readonly steps: Int32Array;
  /** What is held against. */
  readonly constants: Float64Array;
}

/** One value per customer, NaN where it is not known, and perhaps what is known about how they came to be. */
export interface RuleColumn {
  /**
   * Money in whole minor units; days since 1970-01-01 for dates; 1 and 0 for yes and no; places in `names` for text; plain
   * numbers for the other kinds.
   */
  readonly values: ArrayLike<number>;
  /** The texts that the values of a text metric stand for. */
  readonly names?: readonly string[];
  /** From how many facts each was measured. */
  readonly n?: ArrayLike<number>;
  /** When the newest of them happened: epoch milliseconds. */
  readonly freshAt?: ArrayLike<number>;
}

/**
 * Tells for each customer of a population whether a rule holds.
 *
 * @param columns - By metric; all of one length. A metric without a column is not known of anyone.
 * @param program - Made by `ruleProgram` of a rule.
 * @returns One verdict per row: 0 no, 1 unknown, 2 yes; as `evaluateRule` answers for the same values.
 * @throws `DomainError` with code `invalid-option` for columns of different lengths, or none at all.
 *
 * @example
 * ```ts
 * import { verdictColumn } from "clientele/kernel";
 * import { defineRule, ruleProgram } from "clientele/rules";
 *
 * const program = ruleProgram(
 *   defineRule({
 *     id: "regular",
 *     version: 1,
 *     timeZone: "Asia/Shanghai",
 *     currency: "CNY",
 *     metrics: [
 *       { id: "spend", kind: "money" },
 *       { id: "orders", kind: "count" },
 *     ],
 *     when: {
 *       all: [
 *         { metric: "spend", op: ">=", value: "500.00" },
 *         { metric: "orders", op: ">=", value: 3 },
 *       ],
 *     },
 *   }),
 * );
 *
 * Array.from(verdictColumn({ spend: [50000, 49999, 80000], orders: [3, 9, NaN] }, program)); // => [2, 0, 1]
 * ```
 */
export function verdictColumn(
  columns: Readonly<Record<string, ArrayLike<number> | RuleColumn>>,
  program: RuleProgram,
): Uint8Array {
  const [verdicts] = verdictColumns(columns, [program]);
  return verdicts ?? new Uint8Array();
}

/**
 * Tells for each customer of a population which of several rules hold. A metric that several of them ask about is read once.
 *
 * @param columns - By metric; all of one length. A metric without a column is not known of anyone.
 * @param programs - Made by `ruleProgram`, one of each rule.
 * @returns By rule, in their order: what `verdictColumn` answers.
 * @throws `DomainError` with code `invalid-option` for columns of different lengths, or none at all.
 *
 * @example
 * ```ts
 * import { verdictColumns } from "clientele/kernel";
 * import { defineRule, ruleProgram } from "clientele/rules";
 *
 * const programs = ([3, 10] as const).map((value) =>
 *   ruleProgram(
 *     defineRule({
 *       id: "regular",
 *       version: 1,
 *       timeZone: "Asia/Shanghai",
 *       currency: "CNY",
 *       metrics: [{ id: "orders", kind: "count" }],
 *       when: { metric: "orders", op: ">=", value },
 *     }),
 *   ),
 * );
 *
 * verdictColumns({ orders: [3, 12, NaN] }, programs).map((verdicts) => Array.from(verdicts)); // => [
 * //   [2, 2, 1],
 * //   [0, 2, 1],
 * // ]
 * ```
 */
export function verdictColumns(
  columns: Readonly<Record<string, ArrayLike<number> | RuleColumn>>,
  programs: readonly RuleProgram[],
): readonly Uint8Array[] {
  const length = lengthOf(columns);
  const read: { readonly metric: RuleProgramMetric; readonly asOf: number | null; readonly block: Float64Array }[] = [];
  const readers: Reader[] = [];
  const blocksOf = ({ metrics, asOf }: RuleProgram): readonly Float64Array[] =>
    metrics.map((metric) => {
      const known = read.find((other) => other.asOf === asOf && isSameMetric(other.metric, metric));
      if (known !== undefined) return known.block;
      const block = new Float64Array(ROWS);
      read.push({ metric, asOf, block });
      readers.push(readerOf(metric, columnOf(columns, metric.metric), asOf));
      return block;
    });
  const works = programs.map((program) => ({
    steps: program.steps,
    constants: program.constants,
    blocks: blocksOf(program),
    verdicts: new Uint8Array(length),
  }));
  const truths: Uint8Array[] = [];
  for (let from = 0; from < length; from += ROWS) {
    const rows = Math.min(ROWS, length - from);
    readers.forEach((reads, slot) => {
      reads(from, rows, read[slot]?.block ?? new Float64Array(ROWS));
    });
    for (const { steps, constants, blocks, verdicts } of works) {
      const judged = judgeBlock(steps, constants, blocks, truths, rows);
      // possibly, and certainly: 0, 1, 3 become 0, 1, 2
      for (let row = 0; row < rows; row++) verdicts[from + row] = ((judged[row] ?? 0) + 1) >> 1;
    }
  }
  return works.map(({ verdicts }) => verdicts);
}

/** Whether two programs read a metric alike. */
const isSameMetric = (a: RuleProgramMetric, b: RuleProgramMetric): boolean =>
  a.metric === b.metric &&
  a.kind === b.kind &&
  a.least === b.least &&
  a.greatest === b.greatest &&
  a.whole === b.whole &&
  a.minSample === b.minSample &&
  a.after === b.after &&
  a.texts.length === b.texts.length &&
  a.texts.every((text, at) => text === b.texts[at]);

/** Takes up some rows of a metric; what cannot be used is NaN. */
type Reader = (from: number, rows: number, block: Float64Array) => void;

function columnOf(
  columns: Readonly<Record<string, ArrayLike<number> | RuleColumn>>,
  metric: string,
): RuleColumn | null {
  const column = Object.hasOwn(columns, metric) ? columns[metric] : undefined;
  if (column === undefined) return null;
  return "values" in column && typeof column.values === "object" ? column : { values: column as ArrayLike<number> };
}

function lengthOf(columns: Readonly<Record<string, ArrayLike<number> | RuleColumn>>): number {
  const lengths = Object.keys(columns).flatMap((name) => {
    const { values, n, freshAt } = columnOf(columns, name) ?? { values: [] };
    return [values, n, freshAt].flatMap((list) => (list === undefined ? [] : [list.length]));
  });
  const [length, ...others] = lengths;
  if (length === undefined || others.some((other) => other !== length)) {
    throw new DomainError(
      "invalid-option",
      `columns: expected at least one, all of one length, received lengths ${lengths.join(", ") || "none"}`,
    );
  }
  return length;
}

function readerOf(metric: RuleProgramMetric, column: RuleColumn | null, asOf: number | null): Reader {
  if (column === null) return (_, __, block) => void block.fill(NaN);
  const { values, n, freshAt } = column;
  const { least, greatest, whole, minSample, after, texts } = metric;
  const codes = metric.kind === "text" ? codesOf(column.names ?? [], texts) : null;
  const sampled = minSample !== null || freshAt !== undefined || after !== null;
  const integers = INTEGERS.find((kind) => values instanceof kind);
  const unbounded = integers !== undefined && least < -4_294_967_296 && greatest > 4_294_967_296;
  return (from, rows, block) => {
    // typed arrays are copied at once
    if (integers !== undefined || values instanceof Float64Array) {
      block.set((values as Float64Array).subarray(from, from + rows));
    } else for (let row = 0; row < rows; row++) block[row] = values[from + row] ?? NaN;
    if (!unbounded) keepWithin(block, least, greatest, rows);
    if (whole && integers === undefined) keepWhole(block, rows);
    if (codes !== null) for (let row = 0; row < rows; row++) block[row] = codes[block[row] ?? NaN] ?? NaN;
    for (let row = 0; sampled && row < rows; row++) {
      const fresh = freshAt?.[from + row] ?? NaN;
      const few = minSample !== null && !((n?.[from + row] ?? NaN) >= minSample);
      if (few || (after !== null && !(fresh > after)) || (asOf !== null && fresh > asOf)) block[row] = NaN;
    }
  };
}

const INTEGERS = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array] as const;

/** What lies outside is not known. */
function keepWithin(block: Float64Array, least: number, greatest: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const value = block[row] ?? NaN;
    if (!(value >= least && value <= greatest)) block[row] = NaN;
  }
}

function keepWhole(block: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const value = block[row] ?? NaN;
    if (Math.floor(value) !== value) block[row] = NaN;
  }
}

/** By the place of a text in the column's names: the number that stands for it in the program, or -1. */
const codesOf = (names: readonly string[], texts: readonly string[]): readonly number[] => {
  const numbers = new Map(texts.map((text, number) => [text, number]));
  return names.map((name) => numbers.get(name) ?? -1);
};
