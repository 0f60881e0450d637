/** Rows of orders as columns of 32-bit integers. */
export interface IntegerRows {
  readonly customer: Int32Array;
  readonly day: Int32Array;
  readonly minor: Int32Array;
}

/** What customers' rows are summed up into, by code. */
export interface RowTotals {
  readonly orders: Int32Array;
  readonly cancellations: Int32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly purchaseDays: Int32Array | null;
  readonly grossMinor: Float64Array;
  readonly refundedMinor: Float64Array;
}

/** Rows dealt out to parts of customers, two integers a row: customer within the part and age in days; amount. */
interface PackedRows {
  readonly asOfDay: number;
  readonly pool: Int32Array;
  /** The block that follows a block; -1 after the last of a part. */
  readonly next: Int32Array;
  /** Where the next row of each part would go. */
  readonly ends: Int32Array;
  readonly afterAsOf: number;
  readonly refused: number;
}

/** Customers of one part: what is kept of them stays in a near cache while the part is summed up. */
const PART_BITS = 13;
const PART = 2 ** PART_BITS;
/** Rows of one block: parts grow by blocks, so that rows need not be counted before they are dealt out. */
const BLOCK_BITS = 10;
const BLOCK = 2 ** BLOCK_BITS;
/** Ages that fit into what a word has left, in days. */
const OLD = 2 ** (32 - PART_BITS);
/** Bits in which the days of one part are ticked off. */
const MOST_TICKS = 2 ** 26;

/**
 * Sums rows up that are 32-bit integers by their type: read once, packed into two words each, and dealt out to parts of customers.
 *
 * @param batches - Of columns of equal length.
 * @param limits - `customers`: codes are below this; `asOfDay`; `far`: days further from 1970 than this are none.
 * @param totals - Of `customers` rows; added to.
 * @returns How many rows were counted, and how many not; null, with nothing added, where the rows are too few for so many
 *   customers, one of them is too old, or the day of judgement is among the very first.
 */
export function sumPacked(
  batches: readonly IntegerRows[],
  limits: { readonly customers: number; readonly asOfDay: number; readonly far: number },
  totals: RowTotals,
): { readonly counted: number; readonly afterAsOf: number; readonly refused: number } | null {
  const packed = packRows(batches, limits);
  if (packed === null) return null;
  addParts(packed, totals);
  if (totals.purchaseDays !== null) tickParts(packed, totals, totals.purchaseDays);
  const rows = batches.reduce((sum, { minor }) => sum + minor.length, 0);
  const { afterAsOf, refused } = packed;
  return { counted: rows - afterAsOf - refused, afterAsOf, refused };
}

function packRows(
  batches: readonly IntegerRows[],
  { customers, asOfDay, far }: { readonly customers: number; readonly asOfDay: number; readonly far: number },
): PackedRows | null {
  const parts = Math.max(1, Math.ceil(customers / PART));
  const rows = batches.reduce((sum, { minor }) => sum + minor.length, 0);
  if ((parts - 1) * BLOCK > rows || rows > 2 ** 29) return null;
  if (asOfDay - OLD < -far) return null; // ages alone would not tell days from none
  const blocks = Math.ceil(rows / BLOCK) + parts;
  const packed: Packing = {
    asOfDay,
    pool: new Int32Array(2 * blocks * BLOCK),
    next: new Int32Array(blocks).fill(-1),
    ends: Int32Array.from({ length: parts }, (_, part) => part * BLOCK),
    blocks: parts,
    afterAsOf: 0,
    refused: 0,
  };
  return batches.every((batch) => packBatch(batch, customers, far, packed)) ? packed : null;
}

/** Rows while they are packed. */
interface Packing extends PackedRows {
  /** Blocks that are taken. */
  blocks: number;
  afterAsOf: number;
  refused: number;
}

/** Packs a batch; false as soon as a row is too old. */
function packBatch({ customer, day, minor }: IntegerRows, customers: number, far: number, packed: Packing): boolean {
  const { asOfDay, pool, next, ends } = packed;
  const rows = minor.length;
  let { blocks, afterAsOf, refused } = packed;
  for (let row = 0; row < rows; row++) {
    const code = customer[row] ?? -1;
    const age = asOfDay - (day[row] ?? 0);
    // as unsigned numbers, those below zero are above all
    if (code >>> 0 >= customers || age >>> 0 >= OLD) {
      if (code < 0 || code >= customers || age <= asOfDay - far || age >= asOfDay + far) refused++;
      else if (age < 0) afterAsOf++;
      else return false;
      continue;
    }
    const part = code >> PART_BITS;
    const end = ends[part] ?? 0;
    ends[part] = end + 1;
    pool[2 * end] = (age << PART_BITS) | (code & (PART - 1));
    pool[2 * end + 1] = minor[row] ?? 0;
    if (((end + 1) & (BLOCK - 1)) === 0) {
      next[end >> BLOCK_BITS] = blocks;
      ends[part] = blocks * BLOCK;
      blocks++;
    }
  }
  packed.blocks = blocks;
  packed.afterAsOf = afterAsOf;
  packed.refused = refused;
  return true;
}

/** Sums each part up in columns of its own, and copies them out. */
function addParts({ asOfDay, pool, next, ends }: PackedRows, totals: RowTotals): void {
  const customers = totals.orders.length;
  const counts = new Int32Array(4 * PART); // orders, youngest, oldest, cancellations
  const sums = new Float64Array(2 * PART); // spent, given back
  for (let part = 0; part < ends.length; part++) {
    const low = part * PART;
    const own = Math.min(PART, customers - low);
    sums.fill(0);
    for (let at = 0; at < 4 * own; at += 4) {
      counts[at] = 0;
      counts[at + 1] = OLD;
      counts[at + 2] = -1;
      counts[at + 3] = 0;
    }
    const end = ends[part] ?? 0;
    for (let block = part; block !== -1; block = next[block] ?? -1) {
      const from = block * BLOCK;
      const to = end >> BLOCK_BITS === block ? end : from + BLOCK;
      addRows(pool, { from: 2 * from, to: 2 * to }, counts, sums);
    }
    for (let code = 0; code < own; code++) {
      const orders = counts[4 * code] ?? 0;
      totals.orders[low + code] = orders;
      totals.cancellations[low + code] = counts[4 * code + 3] ?? 0;
      totals.grossMinor[low + code] = sums[2 * code] ?? 0;
      totals.refundedMinor[low + code] = sums[2 * code + 1] ?? 0;
      if (orders === 0) continue;
      totals.firstDay[low + code] = asOfDay - (counts[4 * code + 2] ?? 0);
      totals.lastDay[low + code] = asOfDay - (counts[4 * code + 1] ?? 0);
    }
  }
}

/** Adds the rows of one block. */
function addRows(
  pool: Int32Array,
  { from, to }: { readonly from: number; readonly to: number },
  counts: Int32Array,
  sums: Float64Array,
): void {
  for (let word = from; word < to; word += 2) {
    const key = pool[word] ?? 0;
    const amount = pool[word + 1] ?? 0;
    const code = key & (PART - 1);
    const at = 4 * code;
    if (amount < 0) {
      counts[at + 3] = (counts[at + 3] ?? 0) + 1;
      sums[2 * code + 1] = (sums[2 * code + 1] ?? 0) - amount;
      continue;
    }
    const age = key >>> PART_BITS;
    counts[at] = (counts[at] ?? 0) + 1;
    sums[2 * code] = (sums[2 * code] ?? 0) + amount;
    if (age < (counts[at + 1] ?? 0)) counts[at + 1] = age;
    if (age > (counts[at + 2] ?? 0)) counts[at + 2] = age;
  }
}

/** Ticks the days of each customer off, once each. */
function tickParts(
  { asOfDay, pool, next, ends }: PackedRows,
  { orders, firstDay, lastDay }: RowTotals,
  purchaseDays: Int32Array,
): void {
  let [youngest, oldest] = [OLD, -1];
  for (let at = 0; at < orders.length; at++) {
    if (orders[at] === 0) continue;
    youngest = Math.min(youngest, asOfDay - (lastDay[at] ?? 0));
    oldest = Math.max(oldest, asOfDay - (firstDay[at] ?? 0));
  }
  if (oldest < 0) return; // nobody has an order
  const days = oldest - youngest + 1;
  const most = Math.min(PART, Math.max(1, Math.floor(MOST_TICKS / days))); // customers at a time
  const ticks = new Int32Array(Math.ceil((most * days) / 32));
  for (let part = 0; part < ends.length; part++) {
    const end = ends[part] ?? 0;
    for (let low = 0; low < PART && part * PART + low < purchaseDays.length; low += most) {
      ticks.fill(0);
      for (let block = part; block !== -1; block = next[block] ?? -1) {
        const from = block * BLOCK;
        const to = end >> BLOCK_BITS === block ? end : from + BLOCK;
        for (let word = 2 * from; word < 2 * to; word += 2) {
          const key = pool[word] ?? 0;
          const code = (key & (PART - 1)) - low;
          if (code < 0 || code >= most || (pool[word + 1] ?? 0) < 0) continue;
          const tick = code * days + (key >>> PART_BITS) - youngest;
          const bit = 1 << (tick & 31);
          const held = ticks[tick >>> 5] ?? 0;
          if ((held & bit) !== 0) continue;
          ticks[tick >>> 5] = held | bit;
          const customer = part * PART + low + code;
          purchaseDays[customer] = (purchaseDays[customer] ?? 0) + 1;
        }
      }
    }
  }
}
