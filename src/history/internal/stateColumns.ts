import { dayFromNumber, epochDayOfText, epochMsOf, instantFromMs } from "../../core/index.ts";
import type { CustomerDay, OrderStateColumns, OrderSummaryState, TouchDay, VoidedOnDay } from "../model.ts";
import { touchKey, touchOf } from "./cells.ts";

/**
 * Tells the columnar form of a state from its JSON.
 *
 * @param state - Either; perhaps neither.
 * @returns Whether it says that it is columns.
 */
export function isColumns(state: unknown): state is OrderStateColumns {
  try {
    return (state as Partial<OrderStateColumns> | null | undefined)?.format === "order-summary-columns/1";
  } catch {
    return false; // a getter or proxy that throws
  }
}

/**
 * Writes a state as columns.
 *
 * @param state - As JSON.
 * @returns As typed arrays.
 */
export function packState(state: OrderSummaryState): OrderStateColumns {
  const { timeZone, currency, rates = null, customers, refused } = state;
  const starts = new Int32Array(customers.length + 1);
  for (const [i, { days }] of customers.entries()) starts[i + 1] = (starts[i] ?? 0) + days.length;
  const days = customers.flatMap((customer) => customer.days);
  const voided = days.flatMap((day, place) => (day.voided ?? []).map((part) => ({ place, part })));
  const touches = customers.flatMap(({ touches: own = [] }, place) => own.map((touch) => ({ place, touch })));
  const keys = touches.map(({ touch }) => touchKey(touch.what, touch.name));
  const touchNames = [...new Set(keys)].sort();
  const placeOf = new Map(touchNames.map((name, place) => [name, place]));
  const ofDays = (value: (day: CustomerDay) => number): Float64Array => Float64Array.from(days, value);
  const ofVoided = (value: (part: VoidedOnDay) => number): Float64Array =>
    Float64Array.from(voided, ({ part }) => value(part));
  const ofTouches = (value: (touch: TouchDay) => number): Float64Array =>
    Float64Array.from(touches, ({ touch }) => value(touch));
  return {
    format: "order-summary-columns/1",
    timeZone,
    currency,
    rates,
    customerIds: customers.map(({ customerId }) => customerId),
    starts,
    day: Int32Array.from(days, ({ on }) => epochDayOfText(on)),
    firstMs: ofDays(({ firstAt }) => epochMsOf(firstAt)),
    lastMs: ofDays(({ lastAt }) => epochMsOf(lastAt)),
    orders: ofDays(({ orders }) => orders),
    freeOrders: ofDays(({ freeOrders }) => freeOrders),
    spentMinor: ofDays(({ spentMinor }) => spentMinor),
    cancellations: ofDays(({ cancellations }) => cancellations),
    cancelledMinor: ofDays(({ cancelledMinor = 0 }) => cancelledMinor),
    refunds: ofDays(({ refunds }) => refunds),
    refundedMinor: ofDays(({ refundedMinor }) => refundedMinor),
    voidedDay: Int32Array.from(voided, ({ place }) => place),
    voidedAtMs: ofVoided(({ at }) => epochMsOf(at)),
    voidedOrders: ofVoided(({ orders }) => orders),
    voidedSpentMinor: ofVoided(({ spentMinor }) => spentMinor),
    voidedRefunds: ofVoided(({ refunds }) => refunds),
    voidedRefundedMinor: ofVoided(({ refundedMinor }) => refundedMinor),
    touchNames,
    touchCustomer: Int32Array.from(touches, ({ place }) => place),
    touchName: Int32Array.from(keys, (key) => placeOf.get(key) ?? NaN),
    touchDay: Int32Array.from(touches, ({ touch }) => epochDayOfText(touch.on)),
    touchFirstMs: ofTouches(({ firstAt }) => epochMsOf(firstAt)),
    touchLastMs: ofTouches(({ lastAt }) => epochMsOf(lastAt)),
    touchCount: ofTouches(({ count }) => count),
    refused,
  };
}

/**
 * Writes columns as JSON again. What is wrong with them shows as something wrong with the state.
 *
 * @param columns - Of {@link packState}; perhaps from outside.
 * @returns The state, unchecked; null when the columns are none.
 */
export function unpackState(columns: OrderStateColumns): unknown {
  try {
    return unpacked(columns);
  } catch {
    return null; // not columns, moments out of range, getters that throw
  }
}

function unpacked(columns: OrderStateColumns): OrderSummaryState {
  const { timeZone, currency, rates, customerIds, starts, day, refused } = columns;
  const voided = grouped(columns.voidedDay, day.length);
  const touches = grouped(columns.touchCustomer, customerIds.length);
  const at = (column: ArrayLike<number>, place: number): number => column[place] ?? NaN;
  const moment = (column: ArrayLike<number>, place: number): VoidedOnDay["at"] => instantFromMs(at(column, place));
  const partOf = (place: number): VoidedOnDay => ({
    at: moment(columns.voidedAtMs, place),
    orders: at(columns.voidedOrders, place),
    spentMinor: at(columns.voidedSpentMinor, place),
    refunds: at(columns.voidedRefunds, place),
    refundedMinor: at(columns.voidedRefundedMinor, place),
  });
  const dayOf = (place: number): CustomerDay => {
    const parts = voided[place] ?? [];
    return {
      on: dayFromNumber(at(day, place)),
      firstAt: moment(columns.firstMs, place),
      lastAt: moment(columns.lastMs, place),
      orders: at(columns.orders, place),
      freeOrders: at(columns.freeOrders, place),
      spentMinor: at(columns.spentMinor, place),
      cancellations: at(columns.cancellations, place),
      refunds: at(columns.refunds, place),
      refundedMinor: at(columns.refundedMinor, place),
      cancelledMinor: at(columns.cancelledMinor, place),
      ...(parts.length === 0 ? {} : { voided: parts.map(partOf) }),
    };
  };
  const touchAt = (place: number): TouchDay => ({
    ...touchOf(columns.touchNames[at(columns.touchName, place)] ?? ""),
    on: dayFromNumber(at(columns.touchDay, place)),
    firstAt: moment(columns.touchFirstMs, place),
    lastAt: moment(columns.touchLastMs, place),
    count: at(columns.touchCount, place),
  });
  return {
    format: "order-summary-state/1",
    timeZone,
    currency,
    ...(rates === null ? {} : { rates }),
    customers: customerIds.map((customerId, i) => {
      const own = touches[i] ?? [];
      const [from, to] = [at(starts, i), at(starts, i + 1)];
      return {
        customerId,
        days: Array.from({ length: to - from }, (_, j) => dayOf(from + j)),
        ...(own.length === 0 ? {} : { touches: own.map(touchAt) }),
      };
    }),
    refused,
  };
}

/** The places of a column by its values. */
function grouped(column: Int32Array, length: number): readonly (readonly number[] | undefined)[] {
  const places: number[][] = [];
  for (const [place, value] of column.entries()) {
    if (value < 0 || value >= length) throw new RangeError("a place out of range");
    (places[value] ??= []).push(place);
  }
  return places;
}
