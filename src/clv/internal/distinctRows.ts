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

  const { frequencies, starts, placeOf } = groupsOf(frequency, chosen, distinct);
  const next = starts.slice();
  const gathered = {
    first: new Float64Array(distinct),
    second: new Float64Array(distinct),
    weight: new Float64Array(distinct),
  };
  for (let entry = 0; entry < distinct; entry++) {
    const row = chosen[entry]!;
    const group = placeOf(frequency[row]! + 0);
    const place = next[group]!;
    next[group] = place + 1;
    gathered.first[place] = first[row]!;
    gathered.second[place] = second[row]!;
    gathered.weight[place] = weights[entry]!;
  }
  return {
    rows,
    customers: blockSum(gathered.weight),
    purchases: purchasesOf(frequencies, starts, gathered.weight),
    fingerprint: fingerprintOf({ frequencies, starts, ...gathered }),
    frequencies,
    starts,
    ...gathered,
  };
}

/** Frequencies below this are counted in an array. */
const COMMON = 4096;

/** The distinct frequencies among the chosen rows, where the rows of each begin, and the place of each. */
function groupsOf(
  frequency: ArrayLike<number>,
  chosen: Int32Array,
  distinct: number,
): {
  readonly frequencies: Float64Array;
  readonly starts: Int32Array;
  readonly placeOf: (frequency: number) => number;
} {
  const counts = new Int32Array(COMMON);
  const rare = new Map<number, number>();
  for (let entry = 0; entry < distinct; entry++) {
    const value = frequency[chosen[entry]!]!;
    if (value < COMMON) counts[value]!++;
    else rare.set(value, (rare.get(value) ?? 0) + 1);
  }
  const met: number[] = [];
  for (let value = 0; value < COMMON; value++) if (counts[value]! > 0) met.push(value);
  const frequencies = Float64Array.from([...met, ...Float64Array.from(rare.keys()).sort()]);
  const starts = new Int32Array(frequencies.length + 1);
  const places = new Int32Array(COMMON);
  const rarePlaces = new Map<number, number>();
  frequencies.forEach((value, group) => {
    const common = value < COMMON;
    starts[group + 1] = starts[group]! + (common ? counts[value]! : (rare.get(value) ?? 0));
    if (common) places[value] = group;
    else rarePlaces.set(value, group);
  });
  return {
    frequencies,
    starts,
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
