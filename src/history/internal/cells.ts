import {
  type Day,
  dayFromNumber,
  DomainError,
  epochDayOfText,
  epochMsOf,
  type Instant,
  instantFromMs,
} from "../../core/index.ts";
import type { CustomerDay, CustomerHistory, TouchDay } from "../model.ts";

/** A customer's day while it is summed up. */
export interface Cell {
  firstMs: number;
  lastMs: number;
  orders: number;
  freeOrders: number;
  spent: number;
  cancellations: number;
  cancelled: number;
  refunds: number;
  /** What cancellations and refunds gave back. */
  refunded: number;
  /** What void orders take off again, by the moment from which they are void; null when there are none. */
  voided: Map<number, VoidPart> | null;
}

/** What void orders take off a day. */
export interface VoidPart {
  orders: number;
  spent: number;
  refunds: number;
  refunded: number;
}

/** By epoch day. */
export type Cells = Map<number, Cell>;

/** How often a customer was in touch on a day. */
export interface TouchCell {
  firstMs: number;
  lastMs: number;
  count: number;
}

/** By {@link touchKey}, then epoch day. */
export type Touches = Map<string, Map<number, TouchCell>>;

/** All that is collected of one customer. */
export interface Collected {
  readonly days: Cells;
  readonly touches: Touches;
}

/**
 * Names interactions by a channel, or activity of a kind.
 *
 * @param what - Which.
 * @param name - The channel or kind.
 * @returns One text for both.
 */
export const touchKey = (what: TouchDay["what"], name: string): string => `${what}:${name}`;

/**
 * Takes a name of {@link touchKey} apart.
 *
 * @param key - The name.
 * @returns Its parts.
 */
export const touchOf = (key: string): { readonly what: TouchDay["what"]; readonly name: string } => ({
  what: key.startsWith("i") ? "interaction" : "activity",
  name: key.slice(key.indexOf(":") + 1),
});

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
 * Begins a customer.
 *
 * @returns One of whom nothing is known.
 */
export const newCollected = (): Collected => ({ days: new Map(), touches: new Map() });

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
  cancelled: 0,
  refunds: 0,
  refunded: 0,
  voided: null,
});

/**
 * Begins a day of touches.
 *
 * @returns A day without any.
 */
export const emptyTouch = (): TouchCell => ({ firstMs: Infinity, lastMs: -Infinity, count: 0 });

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
 * Makes a day reach to a moment.
 *
 * @param cell - The day.
 * @param ms - The moment.
 */
export function reach(cell: { firstMs: number; lastMs: number }, ms: number): void {
  if (ms < cell.firstMs) cell.firstMs = ms;
  if (ms > cell.lastMs) cell.lastMs = ms;
}

/**
 * Notes the part of a void order in a day.
 *
 * @param cell - The day.
 * @param ms - The moment from which the order is void.
 * @param part - Its part.
 */
export function addVoid(cell: Cell, ms: number, part: VoidPart): void {
  cell.voided ??= new Map();
  const so = entryOf(cell.voided, ms, () => ({ orders: 0, spent: 0, refunds: 0, refunded: 0 }));
  so.orders = total(so.orders, part.orders);
  so.spent = total(so.spent, part.spent);
  so.refunds = total(so.refunds, part.refunds);
  so.refunded = total(so.refunded, part.refunded);
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
  cell.cancelled = total(cell.cancelled, more.cancelled);
  cell.refunds = total(cell.refunds, more.refunds);
  cell.refunded = total(cell.refunded, more.refunded);
  for (const [ms, part] of more.voided ?? []) addVoid(cell, ms, part);
}

/**
 * Adds one day of touches to another, in place.
 *
 * @param cell - The day that grows.
 * @param more - What is added.
 */
export function addTouch(cell: TouchCell, more: TouchCell): void {
  cell.firstMs = Math.min(cell.firstMs, more.firstMs);
  cell.lastMs = Math.max(cell.lastMs, more.lastMs);
  cell.count = total(cell.count, more.count);
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
    cancelled: day.cancelledMinor ?? 0,
    refunds: day.refunds,
    refunded: day.refundedMinor,
    voided:
      day.voided === undefined
        ? null
        : new Map(
            day.voided.map(({ at, orders, spentMinor, refunds, refundedMinor }) => [
              epochMsOf(at),
              { orders, spent: spentMinor, refunds, refunded: refundedMinor },
            ]),
          ),
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
  cancelledMinor: cell.cancelled,
  ...(cell.voided === null
    ? {}
    : {
        voided: [...cell.voided]
          .sort(([a], [b]) => a - b)
          .map(([ms, { orders, spent, refunds, refunded }]) => ({
            at: instantFromMs(ms),
            orders,
            spentMinor: spent,
            refunds,
            refundedMinor: refunded,
          })),
      }),
});

/**
 * Takes touches up from their plain form.
 *
 * @param touches - The plain form.
 * @returns By name and day.
 */
export function touchesOf(touches: readonly TouchDay[] = []): Touches {
  const byKey: Touches = new Map();
  for (const { what, name, on, firstAt, lastAt, count } of touches) {
    const days = entryOf(byKey, touchKey(what, name), () => new Map<number, TouchCell>());
    days.set(epochDayOfText(on), { firstMs: epochMsOf(firstAt), lastMs: epochMsOf(lastAt), count });
  }
  return byKey;
}

const touchDays = (touches: Touches): readonly TouchDay[] =>
  [...touches.keys()].sort().flatMap((key) =>
    [...(touches.get(key) ?? [])]
      .sort(([a], [b]) => a - b)
      .map(([epochDay, { firstMs, lastMs, count }]): TouchDay => {
        const [firstAt, lastAt]: [Instant, Instant] = [instantFromMs(firstMs), instantFromMs(lastMs)];
        return { ...touchOf(key), on: dayFromNumber(epochDay), firstAt, lastAt, count };
      }),
  );

/**
 * Writes what was collected in its plain form: customers by identifier, days by date, so that it does not show in which
 * order facts came.
 *
 * @param customers - What was collected.
 * @returns One history per customer, lazily.
 */
export function* historiesOf(customers: ReadonlyMap<string, Collected>): IterableIterator<CustomerHistory> {
  for (const customerId of [...customers.keys()].sort()) {
    const { days, touches } = customers.get(customerId) ?? newCollected();
    const inOrder = [...days].sort(([a], [b]) => a - b);
    yield {
      customerId,
      days: inOrder.map(([epochDay, cell]) => dayOfCell(dayFromNumber(epochDay), cell)),
      ...(touches.size === 0 ? {} : { touches: touchDays(touches) }),
    };
  }
}
