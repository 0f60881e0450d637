/**
 * Orders as columns to customers as columns: what `summarizeOrders` does, for millions of rows and without an object for any.
 *
 * @module
 */
import { DomainError } from "../core/kernel.ts";
import { type IntegerRows, sumPacked } from "./internal/packedRows.ts";

/** Orders as columns of equal length. */
export interface OrderBatch {
  /** The customer: an integer from 0. */
  readonly customer: ArrayLike<number>;
  /** The day: epoch days in whatever zone the caller keeps. */
  readonly day: ArrayLike<number>;
  /** The amount in integer minor units; below zero for a cancellation. */
  readonly minor: ArrayLike<number>;
}

/** Customers as columns: the row of customer 7 is place 7. Free of methods: it can be cloned, or handed over. */
export interface OrderTotals {
  /** The day of judgement: orders up to its end are counted. */
  readonly asOfDay: number;
  /** Orders of zero or more. */
  readonly orders: Int32Array;
  /** Rows below zero. */
  readonly cancellations: Int32Array;
  /** Epoch day of the first order; {@link NO_DAY} without one. */
  readonly firstDay: Int32Array;
  /** Epoch day of the last order; {@link NO_DAY} without one. */
  readonly lastDay: Int32Array;
  /** Distinct days with an order; null when they were not asked for. */
  readonly purchaseDays: Int32Array | null;
  /** What the orders cost, minor units. */
  readonly grossMinor: Float64Array;
  /** What cancellations gave back, minor units, positive. */
  readonly refundedMinor: Float64Array;
  /** Rows that were counted. */
  readonly counted: number;
  /** Rows after the day of judgement. */
  readonly afterAsOf: number;
  /** Rows that cannot be read: a customer that is none, half a day, half a minor unit, NaN. */
  readonly refused: number;
}

/** Customers with an order, as columns of equal length: what `rfmCuts` and lifetime value models start from. */
export interface BuyerColumns {
  /** Whose row it is. */
  readonly customer: Int32Array;
  /** Days from the last order to the day of judgement. */
  readonly recencyDays: Int32Array;
  /** Days from the first order to the day of judgement. */
  readonly tenureDays: Int32Array;
  /** Orders. */
  readonly orders: Int32Array;
  /** Distinct days with an order; null when they were not asked for. */
  readonly purchaseDays: Int32Array | null;
  /** What they spent, major units. */
  readonly monetary: Float64Array;
}

/** Identifiers as numbers. */
export interface EncodedIds {
  /** The code of each row. */
  readonly codes: Int32Array;
  /** Each identifier once, at the place of its code. */
  readonly ids: readonly string[];
}

/** Stands for the day of an order that there is not. */
export const NO_DAY = -2_147_483_648;

/** Customers of one part: what is kept of them stays in a near cache while the part is summed up. */
const PART_BITS = 14;
/** Days further from 1970 than this are none. */
const FAR = 2 ** 30;
/** Days that can be ticked off for each customer of a part: about 45 years. */
const MOST_DAYS = 2 ** 14;

/**
 * Sums up orders by customer.
 *
 * Rows are first dealt out to parts of some thousand customers, so that each part is summed up within a near cache; that is what
 * makes ten million rows a matter of a fraction of a second. Columns that are all `Int32Array` are the fastest.
 *
 * @param batches - Columns, or several of them; in any order, with the same answer.
 * @param options - `customers`: codes are below this; `asOfDay`: the epoch day of judgement; `purchaseDays`: whether distinct
 *   days with an order are counted, which takes about as long again.
 * @returns A row for every code, also for those that have no order. Rows that cannot be read are counted, not used.
 * @throws `DomainError` with code `invalid-option`; or `out-of-range` when a customer's orders come to more minor units than
 *   integers can count exactly.
 *
 * @example
 * ```ts
 * import { buyerColumns, rfmCuts, rfmScoreColumn, summarizeOrderColumns } from "clientele/kernel";
 *
 * const totals = summarizeOrderColumns(
 *   { customer: new Int32Array([0, 2, 0]), day: new Int32Array([20454, 20455, 20461]), minor: new Int32Array([8000, 500, 2000]) },
 *   { customers: 3, asOfDay: 20480, purchaseDays: true },
 * );
 * const { customer, recencyDays, monetary } = buyerColumns(totals, { digits: 2, refunds: "net" });
 *
 * [Array.from(customer), Array.from(recencyDays), Array.from(monetary)]; // => [[0, 2], [19, 25], [100, 5]]
 * Array.from(totals.purchaseDays ?? []); // => [2, 0, 1]
 * const rule = { mode: "quantile", lowerIsBetter: true } as const;
 * Array.from(rfmScoreColumn(recencyDays, rfmCuts(recencyDays, 2, rule), rule)); // => [2, 1]
 * ```
 */
export function summarizeOrderColumns(
  batches: OrderBatch | readonly OrderBatch[],
  options: { readonly customers: number; readonly asOfDay: number; readonly purchaseDays?: boolean },
): OrderTotals {
  const { customers, asOfDay, purchaseDays = false } = options;
  if (!Number.isSafeInteger(customers) || customers < 0 || customers > 2 ** 30) {
    throw new DomainError("invalid-option", `customers: expected an integer of zero to 2^30, received ${customers}`);
  }
  if (!isDay(asOfDay)) throw new DomainError("invalid-option", `asOfDay: expected an epoch day, received ${asOfDay}`);
  const list = Array.isArray(batches) ? (batches as readonly OrderBatch[]) : [batches as OrderBatch];
  const totals = emptyTotals(customers, asOfDay, purchaseDays);
  for (const { customer, day, minor } of list) {
    if (customer.length !== minor.length || day.length !== minor.length) {
      throw new DomainError("invalid-option", "orders: expected columns of equal length");
    }
  }
  const packed = list.every(isInteger) ? sumPacked(list, { customers, asOfDay, far: FAR }, totals) : null;
  const counts = packed ?? sumDealt(list, customers, totals);
  for (let customer = 0; customer < customers; customer++) {
    const most = Math.max(totals.grossMinor[customer] ?? 0, totals.refundedMinor[customer] ?? 0);
    if (most > Number.MAX_SAFE_INTEGER) {
      throw new DomainError("out-of-range", "a customer's orders come to more than integers can count exactly");
    }
  }
  return { ...totals, ...counts };
}

/** Sums up whatever rows there are: numbers of any kind, few of them for their customers, or of any age. */
function sumDealt(
  list: readonly OrderBatch[],
  customers: number,
  totals: Totals,
): Pick<OrderTotals, "counted" | "afterAsOf" | "refused"> {
  const { asOfDay } = totals;
  const parts = Math.max(1, Math.ceil(customers / 2 ** PART_BITS));
  const ends = new Int32Array(parts + 1);
  const found = { firstDay: Infinity, lastDay: -Infinity, whole: true, counted: 0, afterAsOf: 0, refused: 0 };
  for (const batch of list) survey(batch, customers, asOfDay, ends, found);
  const rows = found.counted;
  for (let part = 0; part < parts; part++) ends[part + 1] = (ends[part + 1] ?? 0) + (ends[part] ?? 0);

  const dealt = {
    customer: new Int32Array(rows),
    day: new Int32Array(rows),
    minor: found.whole ? new Int32Array(rows) : new Float64Array(rows),
  };
  const places = ends.slice(0, parts);
  for (const batch of list) deal(batch, customers, asOfDay, places, dealt);
  add(dealt, totals);
  if (totals.purchaseDays !== null && rows > 0) countDays(dealt, ends, totals.purchaseDays, found);
  return { counted: rows, afterAsOf: found.afterAsOf, refused: found.refused };
}

/**
 * Lists the customers who have an order.
 *
 * @param totals - Of `summarizeOrderColumns`.
 * @param options - `digits`: decimals of the currency; `refunds`: whether what was given back is subtracted.
 * @returns Their columns, by code ascending.
 */
export function buyerColumns(
  totals: OrderTotals,
  { digits, refunds }: { readonly digits: number; readonly refunds: "net" | "ignore" },
): BuyerColumns {
  const { asOfDay, orders, firstDay, lastDay, grossMinor, refundedMinor, purchaseDays } = totals;
  let buyers = 0;
  for (let at = 0; at < orders.length; at++) if ((orders[at] ?? 0) > 0) buyers++;
  const customer = new Int32Array(buyers);
  const columns = {
    customer,
    recencyDays: new Int32Array(buyers),
    tenureDays: new Int32Array(buyers),
    orders: new Int32Array(buyers),
    purchaseDays: purchaseDays === null ? null : new Int32Array(buyers),
    monetary: new Float64Array(buyers),
  };
  const major = 10 ** digits;
  const net = refunds === "net" ? 1 : 0;
  let row = 0;
  for (let at = 0; at < orders.length; at++) {
    const count = orders[at] ?? 0;
    if (count === 0) continue;
    customer[row] = at;
    columns.recencyDays[row] = asOfDay - (lastDay[at] ?? 0);
    columns.tenureDays[row] = asOfDay - (firstDay[at] ?? 0);
    columns.orders[row] = count;
    if (columns.purchaseDays !== null) columns.purchaseDays[row] = purchaseDays?.[at] ?? 0;
    columns.monetary[row] = ((grossMinor[at] ?? 0) - net * (refundedMinor[at] ?? 0)) / major;
    row++;
  }
  return columns;
}

/**
 * Gives each identifier a code: the place of its first appearance among the others.
 *
 * Short ones (up to twelve characters of Latin-1) are compared as numbers, in a table that is met with once a row; longer ones
 * go into a `Map`.
 *
 * @param ids - Identifiers, row by row.
 * @returns `codes`, row by row; `ids`, each identifier once, at the place of its code.
 * @throws `DomainError` with code `invalid-option` for an identifier that is no text.
 *
 * @example
 * ```ts
 * import { encodeIds } from "clientele/kernel";
 *
 * const { codes, ids } = encodeIds(["c7", "c1", "c7"]);
 *
 * [Array.from(codes), ids]; // => [[0, 1, 0], ["c7", "c1"]]
 * ```
 */
export function encodeIds(ids: ArrayLike<string>): EncodedIds {
  const rows = ids.length;
  const codes = new Int32Array(rows);
  const names: string[] = [];
  const long = new Map<string, number>();
  // slots of four: the text in twelve bytes, and the code from 1 (0: empty)
  let size = 1024;
  let slots = new Int32Array(4 * size);
  for (let row = 0; row < rows; row++) {
    const id = ids[row];
    if (typeof id !== "string") throw new DomainError("invalid-option", `ids: expected text at ${row}`);
    let [a, b, c] = [0, 0, 0];
    let short = id.length <= 12 && id.length > 0;
    for (let i = 0; short && i < id.length; i++) {
      const unit = id.charCodeAt(i);
      if (unit === 0 || unit > 255) short = false;
      if (i < 4) a = (a << 8) | unit;
      else if (i < 8) b = (b << 8) | unit;
      else c = (c << 8) | unit;
    }
    if (!short) {
      let code = long.get(id);
      if (code === undefined) {
        code = names.push(id) - 1;
        long.set(id, code);
      }
      codes[row] = code;
      continue;
    }
    let slot = 4 * (hashOf(a, b, c) & (size - 1));
    while (slots[slot + 3] !== 0 && !(slots[slot] === a && slots[slot + 1] === b && slots[slot + 2] === c)) {
      slot = slot + 4 === 4 * size ? 0 : slot + 4;
    }
    const known = slots[slot + 3] ?? 0;
    if (known > 0) {
      codes[row] = known - 1;
      continue;
    }
    slots[slot] = a;
    slots[slot + 1] = b;
    slots[slot + 2] = c;
    codes[row] = names.push(id) - 1;
    slots[slot + 3] = names.length;
    if (2 * names.length > size) {
      size *= 4;
      slots = rehashed(slots, size);
    }
  }
  return { codes, ids: names };
}

function hashOf(a: number, b: number, c: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function rehashed(old: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(4 * size);
  for (let from = 0; from < old.length; from += 4) {
    if (old[from + 3] === 0) continue;
    let slot = 4 * (hashOf(old[from] ?? 0, old[from + 1] ?? 0, old[from + 2] ?? 0) & (size - 1));
    while (slots[slot + 3] !== 0) slot = slot + 4 === 4 * size ? 0 : slot + 4;
    slots.set(old.subarray(from, from + 4), slot);
  }
  return slots;
}

/**
 * Lists the buffers of columns, to be handed over to a worker instead of copied.
 *
 * @param columns - Any object of columns, such as `OrderTotals`, `OrderStateColumns` or `RfmScoreColumns`.
 * @returns Each buffer once.
 */
export function transferables(columns: object): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const column of Object.values(columns) as readonly unknown[]) {
    if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) buffers.add(column.buffer);
    else if (typeof column === "object" && column !== null && !Array.isArray(column)) {
      for (const buffer of transferables(column)) buffers.add(buffer);
    }
  }
  return [...buffers];
}

const isDay = (day: number): boolean => Number.isInteger(day) && Math.abs(day) < FAR;

/** Totals before the rows are told. */
type Totals = Omit<OrderTotals, "counted" | "afterAsOf" | "refused">;

function emptyTotals(customers: number, asOfDay: number, purchaseDays: boolean): Totals {
  return {
    asOfDay,
    orders: new Int32Array(customers),
    cancellations: new Int32Array(customers),
    firstDay: new Int32Array(customers).fill(NO_DAY),
    lastDay: new Int32Array(customers).fill(NO_DAY),
    purchaseDays: purchaseDays ? new Int32Array(customers) : null,
    grossMinor: new Float64Array(customers),
    refundedMinor: new Float64Array(customers),
  };
}

/** What is known of the rows before they are dealt out. */
interface Found {
  firstDay: number;
  lastDay: number;
  /** Whether every amount is small enough for 32 bits. */
  whole: boolean;
  counted: number;
  afterAsOf: number;
  refused: number;
}

/** Counts the rows of each part. */
function survey(
  { customer, day, minor }: OrderBatch,
  customers: number,
  asOfDay: number,
  ends: Int32Array,
  found: Found,
): void {
  const rows = minor.length;
  let { firstDay, lastDay, whole, counted, afterAsOf, refused } = found;
  for (let row = 0; row < rows; row++) {
    const code = customer[row] ?? NaN;
    const on = day[row] ?? NaN;
    const amount = minor[row] ?? NaN;
    if (!(code >= 0 && code < customers && code === Math.floor(code) && isWhole(on, FAR) && isWhole(amount, 2 ** 53))) {
      refused++;
      continue;
    }
    if (on > asOfDay) {
      afterAsOf++;
      continue;
    }
    counted++;
    if (on < firstDay) firstDay = on;
    if (on > lastDay) lastDay = on;
    if (amount !== (amount | 0)) whole = false;
    const part = (code >> PART_BITS) + 1;
    ends[part] = (ends[part] ?? 0) + 1;
  }
  Object.assign(found, { firstDay, lastDay, whole, counted, afterAsOf, refused });
}

const isInteger = (batch: OrderBatch): batch is IntegerRows =>
  batch.customer instanceof Int32Array && batch.day instanceof Int32Array && batch.minor instanceof Int32Array;

const isWhole = (value: number, below: number): boolean =>
  value > -below && value < below && value === Math.floor(value);

/** Rows dealt out: the rows of one part lie together. */
interface Dealt {
  readonly customer: Int32Array;
  readonly day: Int32Array;
  readonly minor: Int32Array | Float64Array;
}

/** Deals the rows out to their parts. */
function deal(
  { customer, day, minor }: OrderBatch,
  customers: number,
  asOfDay: number,
  places: Int32Array,
  dealt: Dealt,
): void {
  const { customer: codes, day: days, minor: amounts } = dealt;
  for (let row = 0; row < minor.length; row++) {
    const code = customer[row] ?? NaN;
    const on = day[row] ?? NaN;
    const amount = minor[row] ?? NaN;
    if (!(code >= 0 && code < customers && code === Math.floor(code) && isWhole(on, FAR) && isWhole(amount, 2 ** 53)))
      continue;
    if (on > asOfDay) continue;
    const part = code >> PART_BITS;
    const place = places[part] ?? 0;
    places[part] = place + 1;
    codes[place] = code;
    days[place] = on;
    amounts[place] = amount;
  }
}

/** Sums the rows up, part after part. */
function add(
  { customer, day, minor }: Dealt,
  { orders, cancellations, firstDay, lastDay, grossMinor, refundedMinor }: Totals,
): void {
  for (let row = 0; row < customer.length; row++) {
    const code = customer[row] ?? 0;
    const amount = minor[row] ?? 0;
    if (amount < 0) {
      cancellations[code] = (cancellations[code] ?? 0) + 1;
      refundedMinor[code] = (refundedMinor[code] ?? 0) - amount;
      continue;
    }
    const on = day[row] ?? 0;
    const before = orders[code] ?? 0;
    orders[code] = before + 1;
    grossMinor[code] = (grossMinor[code] ?? 0) + amount;
    if (before === 0 || on < (firstDay[code] ?? 0)) firstDay[code] = on;
    if (on > (lastDay[code] ?? 0)) lastDay[code] = on;
  }
}

/** Counts the days of each customer, once each: ticked off or, where they are too far apart for that, sorted. */
function countDays(dealt: Dealt, ends: Int32Array, purchaseDays: Int32Array, { firstDay, lastDay }: Found): void {
  const days = lastDay - firstDay + 1;
  const ticks = days <= MOST_DAYS ? new Int32Array((2 ** PART_BITS * days) / 32) : null;
  for (let part = 0; part + 1 < ends.length; part++) {
    const place = { from: ends[part] ?? 0, to: ends[part + 1] ?? 0, low: part << PART_BITS, firstDay, days };
    if (ticks === null) sortDays(dealt, place, purchaseDays);
    else tickDays(dealt, place, ticks.fill(0), purchaseDays);
  }
}

/** The rows of a part, its first customer, and the days there are. */
interface DaysOfPart {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly firstDay: number;
  readonly days: number;
}

function tickDays(
  { customer, day, minor }: Dealt,
  { from, to, low, firstDay, days }: DaysOfPart,
  ticks: Int32Array,
  purchaseDays: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    if ((minor[row] ?? 0) < 0) continue;
    const code = customer[row] ?? 0;
    const tick = (code - low) * days + (day[row] ?? 0) - firstDay;
    const bit = 1 << (tick & 31);
    const word = ticks[tick >>> 5] ?? 0;
    if ((word & bit) !== 0) continue;
    ticks[tick >>> 5] = word | bit;
    purchaseDays[code] = (purchaseDays[code] ?? 0) + 1;
  }
}

function sortDays(
  { customer, day, minor }: Dealt,
  { from, to, low, firstDay, days }: DaysOfPart,
  purchaseDays: Int32Array,
): void {
  const keys = new Float64Array(to - from);
  let orders = 0;
  for (let row = from; row < to; row++) {
    if ((minor[row] ?? 0) < 0) continue;
    keys[orders] = ((customer[row] ?? 0) - low) * days + (day[row] ?? 0) - firstDay;
    orders++;
  }
  const sorted = keys.subarray(0, orders).sort();
  for (let at = 0; at < orders; at++) {
    const key = sorted[at] ?? NaN;
    if (key === sorted[at - 1]) continue;
    const code = low + Math.floor(key / days);
    purchaseDays[code] = (purchaseDays[code] ?? 0) + 1;
  }
}
