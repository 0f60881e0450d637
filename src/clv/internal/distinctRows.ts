import { blockSum } from "../../numeric/index.ts";

/** Rows looked at before it is decided whether looking for equal ones pays. */
const TRIAL = 8192;
/** Share of distinct rows among them above which it does not. */
const WORTHWHILE = 0.9;

/** A population by frequency: rows of one frequency stand together, frequencies ascend, equal rows are one. */
export interface DistinctRows {
  /** Rows given. */
  readonly rows: number;
  /** The sum of their weights. */
  readonly customers: number;
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
 * Folds equal rows into one with the sum of their weights, and gathers them by frequency. Where the first rows hardly
 * repeat, the later ones are taken as they are: the likelihood is the same either way.
 *
 * @param columns - Of one length.
 */
export function distinctRows({ frequency, first, second, weight }: RowColumns): DistinctRows {
  const rows = frequency.length;
  const chosen = new Int32Array(rows);
  const weights = new Float64Array(rows);
  let distinct = 0;

  const slots = 2 ** Math.ceil(Math.log2(2 * rows + 2));
  const table = new Int32Array(slots);
  const key = new Float64Array(3);
  const words = new Int32Array(key.buffer);
  let folding = true;
  for (let row = 0; row < rows; row++) {
    const amount = weight === null ? 1 : weight[row]!;
    if (row === TRIAL && distinct > WORTHWHILE * TRIAL) folding = false;
    if (!folding) {
      chosen[distinct] = row;
      weights[distinct++] = amount;
      continue;
    }
    key[0] = frequency[row]! + 0; // -0 becomes 0
    key[1] = first[row]! + 0;
    key[2] = second[row]! + 0;
    let hash = 0;
    for (let word = 0; word < 6; word++) hash = Math.imul(hash ^ (hash >>> 15) ^ words[word]!, 0x9e3779b1);
    let slot = (hash ^ (hash >>> 16)) & (slots - 1);
    for (;;) {
      const entry = table[slot]! - 1;
      if (entry < 0) {
        table[slot] = distinct + 1;
        chosen[distinct] = row;
        weights[distinct++] = amount;
        break;
      }
      const other = chosen[entry]!;
      if (frequency[other] === key[0] && first[other] === key[1] && second[other] === key[2]) {
        weights[entry]! += amount;
        break;
      }
      slot = (slot + 1) & (slots - 1);
    }
  }

  const counts = new Map<number, number>();
  for (let entry = 0; entry < distinct; entry++) {
    const value = frequency[chosen[entry]!]! + 0;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const frequencies = Float64Array.from(counts.keys()).sort();
  const starts = new Int32Array(frequencies.length + 1);
  const places = new Map<number, number>();
  frequencies.forEach((value, group) => {
    places.set(value, group);
    starts[group + 1] = starts[group]! + (counts.get(value) ?? 0);
  });
  const next = starts.slice();
  const gathered = {
    first: new Float64Array(distinct),
    second: new Float64Array(distinct),
    weight: new Float64Array(distinct),
  };
  for (let entry = 0; entry < distinct; entry++) {
    const row = chosen[entry]!;
    const group = places.get(frequency[row]! + 0) ?? 0;
    const place = next[group]!;
    next[group] = place + 1;
    gathered.first[place] = first[row]!;
    gathered.second[place] = second[row]!;
    gathered.weight[place] = weights[entry]!;
  }
  return { rows, customers: blockSum(gathered.weight), frequencies, starts, ...gathered };
}
