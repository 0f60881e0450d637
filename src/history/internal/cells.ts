import { type Day, dayFromNumber, DomainError, epochDayOfText, epochMsOf, instantFromMs } from "../../core/index.ts";
import type { CustomerDay, CustomerHistory } from "../model.ts";

/** A customer's day while it is summed up. */
export interface Cell {
  firstMs: number;
  lastMs: number;
  orders: number;
  freeOrders: number;
  spent: number;
  cancellations: number;
  refunds: number;
  refunded: number;
}

/** By epoch day. */
export type Cells = Map<number, Cell>;

/**
 * Finds what a map holds under a key, or puts it there.
 *
 * @param map - The map.
 * @param key - The key.
 * @param make - Makes what is not there yet.
 * @returns What it holds now.
 */
export function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/**
 * Begins a day.
 *
 * @returns A day on which nothing happened.
 */
export const emptyCell = (): Cell => ({
  firstMs: Infinity,
  lastMs: -Infinity,
  orders: 0,
  freeOrders: 0,
  spent: 0,
  cancellations: 0,
  refunds: 0,
  refunded: 0,
});

/**
 * Adds amounts or counts that are never negative, so that whether they grow too large does not depend on their order.
 *
 * @param a - The first.
 * @param b - The second.
 * @returns The exact sum.
 * @throws `DomainError` with code `out-of-range`.
 */
export function total(a: number, b: number): number {
  const sum = a + b;
  if (sum <= Number.MAX_SAFE_INTEGER) return sum;
  throw new DomainError("out-of-range", "a customer's orders come to more than integers can count exactly");
}

/**
 * Adds one day to another of the same customer and date, in place.
 *
 * @param cell - The day that grows.
 * @param more - What is added.
 */
export function addCell(cell: Cell, more: Cell): void {
  cell.firstMs = Math.min(cell.firstMs, more.firstMs);
  cell.lastMs = Math.max(cell.lastMs, more.lastMs);
  cell.orders = total(cell.orders, more.orders);
  cell.freeOrders = total(cell.freeOrders, more.freeOrders);
  cell.spent = total(cell.spent, more.spent);
  cell.cancellations = total(cell.cancellations, more.cancellations);
  cell.refunds = total(cell.refunds, more.refunds);
  cell.refunded = total(cell.refunded, more.refunded);
}

/**
 * Takes a day up from its plain form.
 *
 * @param day - The plain form.
 * @returns The epoch day and what happened on it.
 */
export const cellOf = (day: CustomerDay): readonly [epochDay: number, cell: Cell] => [
  epochDayOfText(day.on),
  {
    firstMs: epochMsOf(day.firstAt),
    lastMs: epochMsOf(day.lastAt),
    orders: day.orders,
    freeOrders: day.freeOrders,
    spent: day.spentMinor,
    cancellations: day.cancellations,
    refunds: day.refunds,
    refunded: day.refundedMinor,
  },
];

const dayOfCell = (on: Day, cell: Cell): CustomerDay => ({
  on,
  firstAt: instantFromMs(cell.firstMs),
  lastAt: instantFromMs(cell.lastMs),
  orders: cell.orders,
  freeOrders: cell.freeOrders,
  spentMinor: cell.spent,
  cancellations: cell.cancellations,
  refunds: cell.refunds,
  refundedMinor: cell.refunded,
});

/**
 * Writes what was collected in its plain form: customers by identifier, days by date, so that it does not show in which
 * order facts came.
 *
 * @param customers - What was collected.
 * @returns One history per customer, lazily.
 */
export function* historiesOf(customers: ReadonlyMap<string, Cells>): IterableIterator<CustomerHistory> {
  for (const customerId of [...customers.keys()].sort()) {
    const days = [...(customers.get(customerId) ?? [])].sort(([a], [b]) => a - b);
    yield { customerId, days: days.map(([epochDay, cell]) => dayOfCell(dayFromNumber(epochDay), cell)) };
  }
}
