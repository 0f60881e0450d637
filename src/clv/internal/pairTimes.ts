import type { DistinctRows } from "./distinctRows.ts";

/** Share of distinct times among all above which a table of them does not pay. */
const WORTHWHILE = 0.8;
/** Rows looked at before that is decided, at first. */
const TRIAL = 2048;
/** Rows of a group below which a table is always made. */
const SMALL = 64;

/** The distinct times, recencies and ages alike, of the customers of one frequency. */
export interface PairTimes {
  /** The times; null where nearly all differ. */
  readonly times: Float64Array | null;
  /** By row of the group: the place of its recency among them. */
  readonly ofRecency: Int32Array;
  /** By row of the group: the place of its age among them. */
  readonly ofAge: Int32Array;
  /** The least of the times. */
  readonly low: number;
  /** The greatest of them. */
  readonly high: number;
}

const NOTHING: Int32Array = /* @__PURE__ */ (() => new Int32Array(0))();

/**
 * Gathers the distinct times of each frequency.
 *
 * @param population - Rows by frequency; recency first, age second.
 */
export const pairTimes = ({ frequencies, starts, first, second }: DistinctRows): readonly PairTimes[] =>
  Array.from(frequencies, (_, group) => timesOf(first, second, starts[group]!, starts[group + 1]!));

function timesOf(first: Float64Array, second: Float64Array, from: number, to: number): PairTimes {
  const rows = to - from;
  const slots = 2 ** Math.ceil(Math.log2(4 * rows + 2));
  const table = new Int32Array(slots);
  const times = new Float64Array(2 * rows);
  const key = new Float64Array(1);
  const words = new Int32Array(key.buffer);
  let distinct = 0;
  const placeOf = (time: number): number => {
    key[0] = time + 0; // -0 becomes 0
    let slot = (Math.imul(words[0]! ^ Math.imul(words[1]!, 0x85ebca6b), 0x9e3779b1) >>> 7) & (slots - 1);
    for (;;) {
      const entry = table[slot]! - 1;
      if (entry < 0) {
        times[distinct] = time;
        table[slot] = ++distinct;
        return distinct - 1;
      }
      if (times[entry] === time) return entry;
      slot = (slot + 1) & (slots - 1);
    }
  };
  let low = Infinity;
  let high = 0;
  for (let row = from; row < to; row++) {
    low = Math.min(low, first[row]!);
    high = Math.max(high, second[row]!);
  }
  const ofRecency = new Int32Array(rows);
  const ofAge = new Int32Array(rows);
  let changes = 0; // recencies that differ from the one before: what is computed without a table
  for (let row = 0; row < rows; row++) {
    const recency = first[from + row]!;
    if (row === 0 || recency !== first[from + row - 1]) changes++;
    ofRecency[row] = placeOf(recency);
    ofAge[row] = placeOf(second[from + row]!);
    if ((row === TRIAL || row === rows - 1) && row >= SMALL && distinct > WORTHWHILE * (row + changes)) {
      return { times: null, ofRecency: NOTHING, ofAge: NOTHING, low, high };
    }
  }
  return { times: times.slice(0, distinct), ofRecency, ofAge, low, high };
}
