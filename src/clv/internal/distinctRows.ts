import { BLOCK_ROWS, startBlockTotals } from "./blockTotals.ts";
import { timeTable } from "./timeTable.ts";

/** Rows of a frequency looked at before it is decided whether looking for equal ones pays. */
const TRIAL = 4096;
/** Share of distinct rows among them above which it does not. */
const WORTHWHILE = 0.9;
/** Slots a table of rows begins with at most. */
const SLOTS = 8192;
/** Distinct values of a column beyond which its rows are not counted in a grid. */
const MARKS = 4096;
/** Cells of a grid there may be for each row. */
const CELLS = 4;

/** A population by frequency: rows of one frequency stand together, frequencies ascend, equal rows are one. */
export interface DistinctRows {
  /** Rows given. */
  readonly rows: number;
  /** The sum of their weights. */
  readonly customers: number;
  /** The sum of frequency times weight. */
  readonly purchases: number;
  /** 16 hexadecimal digits that tell one population from another, whatever the order of its rows. */
  readonly fingerprint: string;
  /** The distinct frequencies, ascending. */
  readonly frequencies: Float64Array;
  /** Where the rows of each frequency begin; one more at the end. */
  readonly starts: Int32Array;
  /** The second column. */
  readonly first: Float64Array;
  /** The third column. */
  readonly second: Float64Array;
  /** How many customers a row stands for. */
  readonly weight: Float64Array;
}

/** A population as it comes. */
export interface RowColumns {
  /** Non-negative integers. */
  readonly frequency: ArrayLike<number>;
  /** Finite numbers. */
  readonly first: ArrayLike<number>;
  /** Finite numbers. */
  readonly second: ArrayLike<number>;
  /** Positive numbers; null for one each. */
  readonly weight: ArrayLike<number> | null;
}

/**
 * Folds equal rows into one with the sum of their weights, and gathers them by frequency. Where the first rows of a frequency
 * hardly repeat, its later ones are taken as they are: the likelihood is the same either way.
 *
 * @param columns - Of one length.
 */
export function distinctRows(columns: RowColumns): DistinctRows {
  const groups = groupsOf(columns.frequency);
  const { starts, first, second, weight } = counted(columns, groups) ?? folded(columns, groups);
  const { values } = groups;
  const totals = startBlockTotals(2);
  for (let group = 0; group < values.length; group++) {
    for (let from = starts[group]!; from < starts[group + 1]!; from += BLOCK_ROWS) {
      const to = Math.min(starts[group + 1]!, from + BLOCK_ROWS);
      let customers = 0;
      for (let row = from; row < to; row++) customers += weight[row]!;
      totals.block[0] = customers;
      totals.block[1] = customers * values[group]!;
      totals.carry();
    }
  }
  const [customers = 0, purchases = 0] = totals.take();
  const rows = columns.frequency.length;
  const fingerprint = fingerprintOf({ frequencies: values, starts, first, second, weight });
  return { rows, customers, purchases, fingerprint, frequencies: values, starts, first, second, weight };
}

/** Rows by frequency, each once. */
interface FoldedRows {
  readonly starts: Int32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly weight: Float64Array;
}

/** Counts the rows in a grid of frequencies and distinct values; null where it would be empty for the most part. */
function counted({ frequency, first, second, weight }: RowColumns, groups: FrequencyGroups): FoldedRows | null {
  const rows = frequency.length;
  const frequencies = groups.values.length;
  const room = (CELLS * rows) / frequencies;
  const firsts = timeTable(first, 0, rows, Math.min(MARKS, room));
  if (firsts === null) return null;
  const seconds = timeTable(second, 0, rows, Math.min(MARKS, room / firsts.times.length));
  if (seconds === null) return null;
  const [width, height] = [firsts.times.length, seconds.times.length];
  const cells = new Float64Array(frequencies * width * height);
  addToCells(cells, { frequency, weight, groups, width, height, ofFirst: firsts.placeOf, ofSecond: seconds.placeOf });
  let distinct = 0;
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell]! > 0) distinct++;
  const starts = new Int32Array(frequencies + 1);
  const folded = {
    starts,
    first: new Float64Array(distinct),
    second: new Float64Array(distinct),
    weight: new Float64Array(distinct),
  };
  let end = 0;
  let cell = 0;
  for (let group = 0; group < frequencies; group++) {
    for (let high = 0; high < height; high++) {
      for (let wide = 0; wide < width; wide++, cell++) {
        const many = cells[cell]!;
        if (!(many > 0)) continue;
        folded.first[end] = firsts.times[wide]!;
        folded.second[end] = seconds.times[high]!;
        folded.weight[end++] = many;
      }
    }
    starts[group + 1] = end;
  }
  return folded;
}

function addToCells(
  cells: Float64Array,
  rows: {
    readonly frequency: ArrayLike<number>;
    readonly weight: ArrayLike<number> | null;
    readonly groups: FrequencyGroups;
    readonly width: number;
    readonly height: number;
    readonly ofFirst: Int32Array;
    readonly ofSecond: Int32Array;
  },
): void {
  const { frequency, weight, groups, width, height, ofFirst, ofSecond } = rows;
  for (let row = 0; row < frequency.length; row++) {
    const cell = (placeOf(groups, frequency[row]!) * height + ofSecond[row]!) * width + ofFirst[row]!;
    cells[cell]! += weight === null ? 1 : weight[row]!;
  }
}

/** Sorts the rows by frequency, and folds those of each by a table of their hashes. */
function folded({ frequency, first, second, weight }: RowColumns, groups: FrequencyGroups): FoldedRows {
  const rows = frequency.length;
  const { values, begins } = groups;
  const next = begins.slice();
  const sorted = {
    first: new Float64Array(rows),
    second: new Float64Array(rows),
    weight: new Float64Array(rows).fill(1),
  };
  for (let row = 0; row < rows; row++) {
    const place = next[placeOf(groups, frequency[row]!)]!++;
    sorted.first[place] = first[row]! + 0; // -0 becomes 0
    sorted.second[place] = second[row]! + 0;
    if (weight !== null) sorted.weight[place] = weight[row]!;
  }
  const starts = new Int32Array(values.length + 1);
  for (let group = 0; group < values.length; group++) {
    starts[group + 1] = fold(sorted, begins[group]!, begins[group + 1]!, starts[group]!);
  }
  const distinct = starts[values.length]!;
  return {
    starts,
    first: sorted.first.slice(0, distinct),
    second: sorted.second.slice(0, distinct),
    weight: sorted.weight.slice(0, distinct),
  };
}

/** Folds the rows from `from` to `to` into places from `at` on, at most as far; gives the place behind the last. */
function fold({ first, second, weight }: Omit<FoldedRows, "starts">, from: number, to: number, at: number): number {
  const key = new Float64Array(2);
  const words = new Int32Array(key.buffer);
  let table = new Int32Array(Math.min(SLOTS, 2 ** (Math.ceil(Math.log2(to - from)) + 1)));
  let end = at;
  for (let row = from; row < to; row++) {
    const one = first[row]!;
    const other = second[row]!;
    const many = weight[row]!;
    if (row === from + TRIAL && end - at > WORTHWHILE * TRIAL) {
      first.copyWithin(end, row, to);
      second.copyWithin(end, row, to);
      weight.copyWithin(end, row, to);
      return end + (to - row);
    }
    key[0] = one;
    key[1] = other;
    let slot = mixed(words) & (table.length - 1);
    let entry = at + table[slot]! - 1;
    while (entry >= at && !(first[entry] === one && second[entry] === other)) {
      slot = (slot + 1) & (table.length - 1);
      entry = at + table[slot]! - 1;
    }
    if (entry >= at) {
      weight[entry]! += many;
      continue;
    }
    table[slot] = end - at + 1;
    first[end] = one;
    second[end] = other;
    weight[end] = many;
    end++;
    if (2 * (end - at) > table.length) table = tableOf(first, second, at, end, 4 * table.length);
  }
  return end;
}

/** A hash of the words of two numbers. */
function mixed(words: Int32Array): number {
  let hash = Math.imul(words[0]!, 0x9e3779b1) ^ words[1]!;
  hash = Math.imul(hash ^ (hash >>> 15) ^ words[2]!, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ words[3]!, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A table of the rows from `at` to `end`, counted from 1, by their hashes. */
function tableOf(
  first: Float64Array,
  second: Float64Array,
  at: number,
  end: number,
  slots: number,
): Int32Array<ArrayBuffer> {
  const key = new Float64Array(2);
  const words = new Int32Array(key.buffer);
  const table = new Int32Array(slots);
  for (let entry = at; entry < end; entry++) {
    key[0] = first[entry]!;
    key[1] = second[entry]!;
    let slot = mixed(words) & (slots - 1);
    while (table[slot]! > 0) slot = (slot + 1) & (slots - 1);
    table[slot] = entry - at + 1;
  }
  return table;
}

/** Frequencies below this are counted in an array. */
const COMMON = 4096;

/** The distinct frequencies of a population. */
interface FrequencyGroups {
  /** They, ascending. */
  readonly values: Float64Array;
  /** Where the rows of each begin; one more at the end. */
  readonly begins: Int32Array;
  /** By common frequency: its place among them. */
  readonly places: Int32Array;
  /** The same of the others. */
  readonly rare: ReadonlyMap<number, number>;
}

function placeOf({ places, rare }: FrequencyGroups, frequency: number): number {
  return frequency < COMMON ? places[frequency]! : (rare.get(frequency) ?? 0);
}

function groupsOf(frequency: ArrayLike<number>): FrequencyGroups {
  const counts = new Int32Array(COMMON);
  const rareCounts = new Map<number, number>();
  for (let row = 0; row < frequency.length; row++) {
    const value = frequency[row]!;
    if (value < COMMON) counts[value]!++;
    else rareCounts.set(value, (rareCounts.get(value) ?? 0) + 1);
  }
  const met: number[] = [];
  for (let value = 0; value < COMMON; value++) if (counts[value]! > 0) met.push(value);
  const values = Float64Array.from([...met, ...Float64Array.from(rareCounts.keys()).sort()]);
  const begins = new Int32Array(values.length + 1);
  const places = new Int32Array(COMMON);
  const rare = new Map<number, number>();
  values.forEach((value, group) => {
    const common = value < COMMON;
    begins[group + 1] = begins[group]! + (common ? counts[value]! : (rareCounts.get(value) ?? 0));
    if (common) places[value] = group;
    else rare.set(value, group);
  });
  return { values, begins, places, rare };
}

/**
 * What tells one population from another: the sum over its rows of a hash of each, times the weight. The order of rows does
 * not matter, nor does it whether equal rows come one by one or as one with a weight, as long as weights are whole.
 */
function fingerprintOf(rows: {
  readonly frequencies: Float64Array;
  readonly starts: Int32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly weight: Float64Array;
}): string {
  const { frequencies, starts, first, second, weight } = rows;
  const key = new Float64Array(4);
  const words = new Int32Array(key.buffer);
  const sums = new Int32Array(2);
  for (let group = 0; group < frequencies.length; group++) {
    key[0] = frequencies[group]!;
    for (let row = starts[group]!; row < starts[group + 1]!; row++) {
      const many = weight[row]!;
      const whole = Math.trunc(many);
      key[1] = first[row]!;
      key[2] = second[row]!;
      key[3] = 0;
      addHash(words, whole, sums);
      if (many === whole) continue;
      key[3] = many - whole;
      addHash(words, 1, sums);
    }
  }
  return [sums[1]!, sums[0]!].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Adds so many times the two hashes of eight words to two sums. */
function addHash(words: Int32Array, times: number, sums: Int32Array): void {
  let one = 0;
  let other = 0x2545f491;
  for (let word = 0; word < 8; word++) {
    one = Math.imul(one ^ (one >>> 15) ^ words[word]!, 0x9e3779b1);
    other = Math.imul(other ^ (other >>> 13) ^ words[word]!, 0x85ebca6b);
  }
  one = Math.imul(one ^ (one >>> 16), 0x21f0aaad);
  other = Math.imul(other ^ (other >>> 16), 0x735a2d97);
  sums[0]! += Math.imul(one ^ (one >>> 15), times);
  sums[1]! += Math.imul(other ^ (other >>> 15), times);
}
