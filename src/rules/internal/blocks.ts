/**
 * Conditions on blocks of rows: one test after another, each over all rows. Truths are numbers: 0 no, 1 unknown, 2 yes.
 *
 * @module
 */
import { isAmong, MISSING, OP } from "./machine.ts";

/** Groups; the tests are those of the machine. */
export const STEP = { all: 10, any: 11, count: 12, not: 13 } as const;

/** The numbers of a step: op; slot, or number of parts; first constant, or how many are needed; how many; when missing. */
export const FIELDS = 5;

/**
 * Judges a block of rows.
 *
 * @param steps - Parts before the groups that hold them.
 * @param constants - What is held against.
 * @param blocks - By slot, one number per row; NaN where it is not known.
 * @param truths - Room for the truths of as many steps as there are.
 * @param rows - How many rows.
 * @returns One truth per row: one of `truths`.
 */
export function judgeBlock(
  steps: Int32Array,
  constants: Float64Array,
  blocks: readonly Float64Array[],
  truths: readonly Uint8Array[],
  rows: number,
): Uint8Array {
  let top = 0;
  for (let at = 0; at < steps.length; at += FIELDS) {
    const op = steps[at] ?? 0;
    const slot = steps[at + 1] ?? 0;
    const first = steps[at + 2] ?? 0;
    if (op < STEP.all) {
      const out = truths[top++] ?? NONE;
      test(op, blocks[slot] ?? NO_BLOCK, constants, first, first + (steps[at + 3] ?? 0), out, rows);
      replaceUnknown(steps[at + 4] ?? 0, out, rows);
    } else {
      top -= slot - 1;
      group(op, truths.slice(top - 1, top - 1 + slot), first, rows);
    }
  }
  return truths[0] ?? NONE;
}

/** Up to so many values are looked for one by one. */
const FEW = 8;
const NONE = /* @__PURE__ */ new Uint8Array(0);
const NO_BLOCK = /* @__PURE__ */ new Float64Array(0);

/** Holds a block against a constant, or several. Both halves of a sum fail for what is known, one for NaN. */
function test(
  op: number,
  block: Float64Array,
  constants: Float64Array,
  from: number,
  to: number,
  out: Uint8Array,
  rows: number,
): void {
  const constant = constants[from] ?? NaN;
  const flip = op === OP["<"] || op === OP["<="] || op === OP["!="] || op === OP.notIn;
  if (op === OP[">="] || op === OP["<"]) {
    for (let row = 0; row < rows; row++) {
      const value = block[row] ?? NaN;
      out[row] = (value >= constant ? 1 : 0) + (value < constant ? 0 : 1);
    }
  } else if (op === OP[">"] || op === OP["<="]) {
    for (let row = 0; row < rows; row++) {
      const value = block[row] ?? NaN;
      out[row] = (value > constant ? 1 : 0) + (value <= constant ? 0 : 1);
    }
  } else if (to - from <= FEW) {
    for (let row = 0; row < rows; row++) {
      const value = block[row] ?? NaN;
      out[row] = value === constant ? 2 : Number.isNaN(value) ? 1 : 0;
    }
    for (let at = from + 1; at < to; at++) {
      const another = constants[at] ?? NaN;
      for (let row = 0; row < rows; row++) if (block[row] === another) out[row] = 2;
    }
  } else {
    for (let row = 0; row < rows; row++) {
      const value = block[row] ?? NaN;
      out[row] = Number.isNaN(value) ? 1 : isAmong(constants, from, to, value) ? 2 : 0;
    }
  }
  if (flip) negate(out, rows);
}

function negate(truths: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++) truths[row] = 2 - (truths[row] ?? 1);
}

function replaceUnknown(missing: number, truths: Uint8Array, rows: number): void {
  if (missing === MISSING.unknown) return;
  const instead = missing === MISSING.met ? 2 : 0;
  for (let row = 0; row < rows; row++) if (truths[row] === 1) truths[row] = instead;
}

/** Joins the parts of a group, into the first of them. */
function group(op: number, parts: readonly Uint8Array[], needed: number, rows: number): void {
  const [out = NONE, ...others] = parts;
  if (op === STEP.not) negate(out, rows);
  else if (op === STEP.all) for (const other of others) least(out, other, rows);
  else if (op === STEP.any) for (const other of others) most(out, other, rows);
  else {
    for (let row = 0; row < rows; row++) {
      let [met, possible] = [0, 0];
      for (const part of parts) {
        const truth = part[row] ?? 1;
        met += truth >> 1;
        possible += (truth + 1) >> 1;
      }
      out[row] = met >= needed ? 2 : possible >= needed ? 1 : 0;
    }
  }
}

function least(out: Uint8Array, other: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++) out[row] = Math.min(out[row] ?? 0, other[row] ?? 0);
}

function most(out: Uint8Array, other: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++) out[row] = Math.max(out[row] ?? 0, other[row] ?? 0);
}
