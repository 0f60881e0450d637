/** Share of distinct times above which a table of them does not pay. */
const WORTHWHILE = 0.8;
/** Rows looked at before that is decided, at first. */
const TRIAL = 2048;
/** Rows for which a table is always made. */
const SMALL = 64;

/** The distinct times of a column, and where each row has its own among them. */
export interface TimeTable {
  /** The times, each once. */
  readonly times: Float64Array;
  /** By row, counted from the first one looked at: the place of its time. */
  readonly placeOf: Int32Array;
}

/**
 * The distinct times of some rows, so that what depends on a time alone is computed once for each.
 *
 * @param column - Times.
 * @param from - The first row.
 * @param to - The row after the last.
 * @param most - How many times there may be at most; perhaps infinite.
 * @returns The table; null where nearly all times differ, and a table does not pay, or where there are more.
 */
export function timeTable(column: ArrayLike<number>, from: number, to: number, most: number): TimeTable | null {
  const rows = to - from;
  const placeOf = new Int32Array(rows);
  const key = new Float64Array(1);
  const words = new Int32Array(key.buffer);
  let slots = new Int32Array(2 * SMALL);
  let times = new Float64Array(SMALL);
  let distinct = 0;
  for (let row = 0; row < rows; row++) {
    const time = column[from + row]! + 0; // -0 becomes 0
    key[0] = time;
    let slot = mixed(words) & (slots.length - 1);
    let place = slots[slot]! - 1;
    while (place >= 0 && times[place] !== time) {
      slot = (slot + 1) & (slots.length - 1);
      place = slots[slot]! - 1;
    }
    if (place < 0) {
      if (distinct >= most) return null;
      place = distinct++;
      times[place] = time;
      slots[slot] = distinct;
      if (distinct === times.length) {
        times = wider(times);
        slots = slotsOf(times, distinct);
      }
    }
    placeOf[row] = place;
    if ((row === TRIAL || row === rows - 1) && row >= SMALL && distinct > WORTHWHILE * row) return null;
  }
  return { times: times.slice(0, distinct), placeOf };
}

/** A hash of a number's two words. */
function mixed(words: Int32Array): number {
  const hash = Math.imul(words[0]! ^ Math.imul(words[1]!, 0x85ebca6b), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

function wider(times: Float64Array): Float64Array<ArrayBuffer> {
  const array = new Float64Array(4 * times.length);
  array.set(times);
  return array;
}

/** The places of the first of some times, one more than each, by their hashes. */
function slotsOf(times: Float64Array, distinct: number): Int32Array<ArrayBuffer> {
  const key = new Float64Array(1);
  const words = new Int32Array(key.buffer);
  const slots = new Int32Array(2 * times.length);
  for (let place = 0; place < distinct; place++) {
    key[0] = times[place]!;
    let slot = mixed(words) & (slots.length - 1);
    while (slots[slot]! > 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = place + 1;
  }
  return slots;
}
