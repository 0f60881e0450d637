/**
 * Conditions on blocks of rows: one test after another, each over all rows. Truths are pairs of bits: 1 for "possibly", 2 for
 * "certainly", so that 0 is no, 1 unknown, 3 yes; `all` is then "and", `any` is "or".
 *
 * @module
 */
import { isAmong } from "./machine.ts";

/**
 * What a step does. Tests of an order hold a slot, times its sign, against a constant. A group begins with its parts and ends
 * by joining the group around it.
 */
export const STEP = {
  atLeast: 0,
  above: 1,
  among: 2,
  notAmong: 3,
  begin: 4,
  end: 5,
  beginCount: 6,
  endCount: 7,
} as const;

/**
 * The numbers of a step: op; slot (for a group that counts, how many are needed); first constant; how many; what a row is that
 * is not known, in bits; sign; how it joins the group around it: {@link AND}, {@link OR}, or {@link LIST}, a part by itself.
 */
const FIELDS = 7;

/** Rows in a block, at most. */
export const ROWS = 1024;

/** Joins by "and". */
export const AND = 0;
/** Joins by "or". */
export const OR = 3;
/** Is counted by the group around it. */
export const LIST = 4;

/**
 * Judges a block of rows.
 *
 * @param steps - Groups, each before its parts and after them.
 * @param constants - What is held against.
 * @param blocks - By slot, one number per row; NaN where it is not known.
 * @param truths - Room for truths, made as it is needed and kept for the next block.
 * @param rows - How many rows.
 * @returns One truth per row, in bits: the first of `truths`.
 */
export function judgeBlock(
  steps: Int32Array,
  constants: Float64Array,
  blocks: readonly Float64Array[],
  truths: Uint8Array[],
  rows: number,
): Uint8Array {
  const fill = (place: number, bits: number): void => {
    (truths[place] ??= new Uint8Array(ROWS)).fill(bits, 0, rows);
  };
  let top = 0;
  const bottoms: number[] = [];
  fill(0, 3);
  for (let at = 0; at < steps.length; at += FIELDS) {
    const op = steps[at] ?? 0;
    const slot = steps[at + 1] ?? 0;
    const first = steps[at + 2] ?? 0;
    const join = steps[at + 6] ?? AND;
    if (op === STEP.beginCount) bottoms.push(top);
    else if (op === STEP.endCount) {
      const bottom = bottoms.pop() ?? 0;
      const parts = truths.slice(bottom + 1, top + 1);
      top = bottom;
      const counted = parts[0] ?? NONE;
      count(parts, slot, counted, rows);
      if (join === LIST) top += 1;
      else combine(truths[top] ?? NONE, counted, join, rows);
    } else if (op === STEP.begin) {
      top += 1;
      fill(top, slot);
    } else if (op === STEP.end) {
      if (join === LIST) continue;
      top -= 1;
      combine(truths[top] ?? NONE, truths[top + 1] ?? NONE, join, rows);
    } else {
      if (join === LIST) {
        top += 1;
        fill(top, 3);
      }
      const out = truths[top] ?? NONE;
      const block = blocks[slot] ?? NO_BLOCK;
      const missing = steps[at + 4] ?? 1;
      const mask = join === OR ? 3 : 0;
      if (op === STEP.atLeast) atLeast(block, constants[first] ?? NaN, steps[at + 5] ?? 1, missing, mask, out, rows);
      else if (op === STEP.above) above(block, constants[first] ?? NaN, steps[at + 5] ?? 1, missing, mask, out, rows);
      else {
        const last = first + (steps[at + 3] ?? 0);
        among(block, constants.subarray(first, last), op === STEP.among ? 3 : 0, missing, mask, out, rows);
      }
    }
  }
  return truths[0] ?? NONE;
}

const NONE = /* @__PURE__ */ new Uint8Array(0);
const NO_BLOCK = /* @__PURE__ */ new Float64Array(0);
/** Up to so many values are looked for one by one. */
const FEW = 8;

// for NaN neither comparison holds; `mask` makes "or" of "and": both sides turned around before, and the answer after

function atLeast(
  block: Float64Array,
  constant: number,
  sign: number,
  missing: number,
  mask: number,
  out: Uint8Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const value = (block[row] ?? NaN) * sign;
    const truth = (value >= constant ? 3 : 0) | (value < constant ? 0 : missing);
    out[row] = (((out[row] ?? 0) ^ mask) & (truth ^ mask)) ^ mask;
  }
}

function above(
  block: Float64Array,
  constant: number,
  sign: number,
  missing: number,
  mask: number,
  out: Uint8Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const value = (block[row] ?? NaN) * sign;
    const truth = (value > constant ? 3 : 0) | (value <= constant ? 0 : missing);
    out[row] = (((out[row] ?? 0) ^ mask) & (truth ^ mask)) ^ mask;
  }
}

function among(
  block: Float64Array,
  constants: Float64Array,
  whenAmong: number,
  missing: number,
  mask: number,
  out: Uint8Array,
  rows: number,
): void {
  const few = constants.length <= FEW;
  for (let row = 0; row < rows; row++) {
    const value = block[row] ?? NaN;
    let found = false;
    if (few) for (let at = 0; at < constants.length; at++) found = found || constants[at] === value;
    else found = isAmong(constants, 0, constants.length, value);
    const truth = Number.isNaN(value) ? missing : found ? whenAmong : 3 - whenAmong;
    out[row] = (((out[row] ?? 0) ^ mask) & (truth ^ mask)) ^ mask;
  }
}

function combine(out: Uint8Array, other: Uint8Array, mask: number, rows: number): void {
  for (let row = 0; row < rows; row++) out[row] = (((out[row] ?? 0) ^ mask) & ((other[row] ?? 0) ^ mask)) ^ mask;
}

function count(parts: readonly Uint8Array[], needed: number, out: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    let [certain, possible] = [0, 0];
    for (const part of parts) {
      const truth = part[row] ?? 0;
      certain += truth >> 1;
      possible += truth & 1;
    }
    out[row] = (certain >= needed ? 2 : 0) | (possible >= needed ? 1 : 0);
  }
}
