/**
 * The machine that conditions are compiled to: tests over a row of numbers, each with the place to go on from when it holds
 * and when it does not. What is not known is NaN.
 *
 * @module
 */

// one by one, since an object's members would be looked up in every step
const AT_LEAST = 0;
const AT_MOST = 1;
const ABOVE = 2;
const BELOW = 3;
const EQUAL = 4;
const UNEQUAL = 5;
const AMONG = 6;
const NOT_AMONG = 7;
const START = 8;

/** What an instruction does. The first eight hold a slot of the row against a constant, or several. */
export const OP = {
  ">=": 0,
  "<=": 1,
  ">": 2,
  "<": 3,
  "=": 4,
  "!=": 5,
  in: 6,
  notIn: 7,
  start: 8,
  count: 9,
} as const;

const MET = 1;

/** What a test is when its slot is not known. */
export const MISSING = { unknown: 0, met: 1, unmet: 2 } as const;

/** Where a program ends: it holds, or it does not. */
export const HOLDS = -1;
/** See {@link HOLDS}. */
export const FAILS = -2;

/**
 * The numbers of an instruction: op; slot (or counter); index of the constant (or of the first of several, or the count to
 * reach); number of constants; what it is when missing; where to go when it holds; where when not.
 */
export const STRIDE = 7;

/** Instructions and the constants they refer to. */
export interface Code {
  /** {@link STRIDE} numbers each. */
  readonly code: Int32Array;
  /** What is held against. */
  readonly constants: Float64Array;
}

/**
 * Runs a program to its end.
 *
 * @param program - The instructions.
 * @param entry - Where to begin, or an end.
 * @param row - One number per slot; NaN where it is not known.
 * @param counters - Room to count in.
 * @param unknownHolds - What a test of an unknown slot is. Run once with `false` a program tells whether its condition
 *   certainly holds; run with `true`, whether it possibly does: no test is negated, so both are exact.
 * @returns Whether it holds.
 */
export function run(
  { code, constants }: Code,
  entry: number,
  row: Float64Array,
  counters: Int32Array,
  unknownHolds: boolean,
): boolean {
  let at = entry;
  while (at >= 0) {
    const slot = code[at + 1] ?? 0;
    const value = row[slot] ?? NaN;
    const first = code[at + 2] ?? 0;
    const constant = constants[first] ?? NaN;
    let holds = false;
    switch (code[at]) {
      case AT_LEAST:
        holds = value >= constant;
        break;
      case AT_MOST:
        holds = value <= constant;
        break;
      case ABOVE:
        holds = value > constant;
        break;
      case BELOW:
        holds = value < constant;
        break;
      case EQUAL:
        holds = value === constant;
        break;
      case UNEQUAL:
        holds = value < constant || value > constant; // so that NaN does not
        break;
      case AMONG:
        holds = isAmong(constants, first, first + (code[at + 3] ?? 0), value);
        break;
      case NOT_AMONG:
        holds = !Number.isNaN(value) && !isAmong(constants, first, first + (code[at + 3] ?? 0), value);
        break;
      case START:
        counters[slot] = 0;
        at = code[at + 5] ?? FAILS;
        continue;
      default: {
        const count = (counters[slot] ?? 0) + 1;
        counters[slot] = count;
        at = (count >= first ? code[at + 5] : code[at + 6]) ?? FAILS;
        continue;
      }
    }
    if (!holds && Number.isNaN(value)) {
      const missing = code[at + 4];
      holds = missing === MET || (unknownHolds && missing === 0);
    }
    at = (holds ? code[at + 5] : code[at + 6]) ?? FAILS;
  }
  return at === HOLDS;
}

/** Looks a number up in an ascending stretch of constants. */
export function isAmong(constants: Float64Array, from: number, to: number, value: number): boolean {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const constant = constants[middle] ?? NaN;
    if (constant === value) return true;
    if (constant < value) low = middle + 1;
    else high = middle;
  }
  return false;
}
