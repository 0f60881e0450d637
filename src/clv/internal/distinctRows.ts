import { blockSum } from "../../numeric/index.ts";

/** Rows of a frequency looked at before it is decided whether looking for equal ones pays. */
const TRIAL = 4096;
/** Share of distinct rows among them above which it does not. */
const WORTHWHILE = 0.9;
/** Slots a table of rows begins with. */
const SLOTS = 256;

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
export function distinctRows({ frequency, first, second, weight }: RowColumns): DistinctRows {
  const rows = frequency.length;
  const { values, begins, placeOf } = groupsOf(frequency);
  const next = begins.slice();
  const sorted = {
    first: new Float64Array(rows),
    second: new Float64Array(rows),
    weight: new Float64Array(rows).fill(1),
  };
  for (let row = 0; row < rows; row++) {
    const place = next[placeOf(frequency[row]!)]!++;
    sorted.first[place] = first[row]!;
    sorted.second[place] = second[row]!;
    if (weight !== null) sorted.weight[place] = weight[row]!;
  }
  const fold = startFolding(sorted.first, sorted.second, sorted.weight);
  const starts = new Int32Array(values.length + 1);
  for (let group = 0; group < values.length; group++) {
    starts[group + 1] = fold(begins[group]!, begins[group + 1]!, starts[group]!);
  }
  const distinct = starts[values.length]!;
  const gathered = {
    first: sorted.first.slice(0, distinct),
    second: sorted.second.slice(0, distinct),
    weight: sorted.weight.slice(0, distinct),
  };
  return {
    rows,
    customers: blockSum(gathered.weight),
    purchases: purchasesOf(values, starts, gathered.weight),
    fingerprint: fingerprintOf({ frequencies: values, starts, ...gathered }),
    frequencies: values,
    starts,
    ...gathered,
  };
}

/** Folds the rows from `from` to `to` into places from `at` on, at most as far; gives the place behind the last. */
function startFolding(
  first: Float64Array,
  second: Float64Array,
  weight: Float64Array,
): (from: number, to: number, at: number) => number {
  let table = new Int32Array(SLOTS);
  const key = new Float64Array(2);
  const words = new Int32Array(key.buffer);
  const slotOf = (one: number, other: number): number => {
    key[0] = one + 0; // -0 becomes 0
    key[1] = other + 0;
    let hash = Math.imul(words[0]!, 0x9e3779b1) ^ words[1]!;
    hash = Math.imul(hash ^ (hash >>> 15) ^ words[2]!, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ words[3]!, 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) & (table.length - 1);
  };
  const enlarge = (at: number, end: number): void => {
    table = new Int32Array(4 * table.length);
    for (let entry = at; entry < end; entry++) {
      let slot = slotOf(first[entry]!, second[entry]!);
      while (table[slot]! > 0) slot = (slot + 1) & (table.length - 1);
      table[slot] = entry - at + 1;
    }
  };
  return (from, to, at) => {
    table = table.length > SLOTS ? new Int32Array(SLOTS) : table.fill(0);
    let end = at;
    for (let row = from; row < to; row++) {
      const [one, other, many] = [first[row]!, second[row]!, weight[row]!];
      if (row === from + TRIAL && end - at > WORTHWHILE * TRIAL) {
        first.copyWithin(end, row, to);
        second.copyWithin(end, row, to);
        weight.copyWithin(end, row, to);
        return end + (to - row);
      }
      let slot = slotOf(one, other);
      for (;;) {
        const entry = at + table[slot]! - 1;
        if (entry < at) {
          table[slot] = end - at + 1;
          first[end] = one + 0;
          second[end] = other + 0;
          weight[end] = many;
          end++;
          if (2 * (end - at) > table.length) enlarge(at, end);
          break;
        }
        if (first[entry] === one && second[entry] === other) {
          weight[entry]! += many;
          break;
        }
        slot = (slot + 1) & (table.length - 1);
      }
    }
    return end;
  };
}

/** Frequencies below this are counted in an array. */
const COMMON = 4096;

/** The distinct frequencies, ascending; where the rows of each begin, and the place of each. */
function groupsOf(frequency: ArrayLike<number>): {
  readonly values: Float64Array;
  readonly begins: Int32Array;
  readonly placeOf: (frequency: number) => number;
} {
  const counts = new Int32Array(COMMON);
  const rare = new Map<number, number>();
  for (let row = 0; row < frequency.length; row++) {
    const value = frequency[row]!;
    if (value < COMMON) counts[value]!++;
    else rare.set(value, (rare.get(value) ?? 0) + 1);
  }
  const met: number[] = [];
  for (let value = 0; value < COMMON; value++) if (counts[value]! > 0) met.push(value);
  const values = Float64Array.from([...met, ...Float64Array.from(rare.keys()).sort()]);
  const begins = new Int32Array(values.length + 1);
  const places = new Int32Array(COMMON);
  const rarePlaces = new Map<number, number>();
  values.forEach((value, group) => {
    const common = value < COMMON;
    begins[group + 1] = begins[group]! + (common ? counts[value]! : (rare.get(value) ?? 0));
    if (common) places[value] = group;
    else rarePlaces.set(value, group);
  });
  return {
    values,
    begins,
    placeOf: (value) => (value < COMMON ? places[value]! : (rarePlaces.get(value) ?? 0)),
  };
}

function purchasesOf(frequencies: Float64Array, starts: Int32Array, weight: Float64Array): number {
  return blockSum(
    frequencies.map((value, group) => value * blockSum(weight.subarray(starts[group], starts[group + 1]))),
  );
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
  let low = 0;
  let high = 0;
  const add = (part: number, times: number): void => {
    key[3] = part;
    let one = 0;
    let other = 0x2545f491;
    for (let word = 0; word < 8; word++) {
      one = Math.imul(one ^ (one >>> 15) ^ words[word]!, 0x9e3779b1);
      other = Math.imul(other ^ (other >>> 13) ^ words[word]!, 0x85ebca6b);
    }
    one = Math.imul(one ^ (one >>> 16), 0x21f0aaad);
    other = Math.imul(other ^ (other >>> 16), 0x735a2d97);
    low = (low + Math.imul(one ^ (one >>> 15), times)) | 0;
    high = (high + Math.imul(other ^ (other >>> 15), times)) | 0;
  };
  frequencies.forEach((value, group) => {
    key[0] = value;
    for (let row = starts[group]!; row < starts[group + 1]!; row++) {
      const many = weight[row]!;
      const whole = Math.trunc(many);
      key[1] = first[row]! + 0;
      key[2] = second[row]! + 0;
      add(0, whole);
      if (many !== whole) add(many - whole, 1);
    }
  });
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
