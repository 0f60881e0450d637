import fc from "fast-check";
import { dayOf, type Instant, instantFromMs, type Money, moneyFromMinor, orThrow, parseInstant } from "clientele/core";
import type { Order } from "clientele/customer";
import {
  defineHistoryPolicy,
  type HistoryPolicy,
  type HistoryPolicyInput,
  type OrderCounts,
  type OrderSummaryState,
  startOrderSummary,
} from "clientele/history";

/** Days in Shanghai, amounts in yuan, refunds subtracted. */
export const literal: HistoryPolicyInput = {
  id: "orders",
  version: 3,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  refunds: "net",
};

/** {@link literal}, changed and checked. */
export const policyWith = (part: Partial<HistoryPolicyInput> = {}): HistoryPolicy =>
  defineHistoryPolicy({ ...literal, ...part });

/** {@link literal}, checked. */
export const policy: HistoryPolicy = policyWith();

/** An amount of yuan. */
export const cny = (amount: string): Money => ({ amount, currency: "CNY" });

/** An order of yuan; refunds are pairs of moment and amount. */
export const orderOf = (
  customerId: string,
  at: string,
  amount: string,
  refunds: readonly (readonly [at: string, amount: string])[] = [],
): Order => ({
  id: `${customerId} ${at}`,
  customerId,
  at,
  amount: cny(amount),
  refunds: refunds.map(([paidAt, paid]) => ({ at: paidAt, amount: cny(paid) })),
});

/** The state after one batch. */
export const stateOf = (orders: Iterable<unknown>, by: HistoryPolicy = policy): OrderSummaryState => {
  const collected = startOrderSummary(by);
  collected.add(orders);
  return collected.state();
};

/** Counts of nothing. */
export const noCounts: OrderCounts = {
  orders: 0,
  freeOrders: 0,
  cancellations: 0,
  refunds: 0,
  voidedOrders: 0,
  interactions: 0,
  activity: 0,
  afterAsOf: 0,
};

/** What JSON leaves of something. */
export const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A zone, and a moment near which its clocks do something odd. */
const oddNights: readonly { readonly timeZone: string; readonly near: string }[] = [
  { timeZone: "UTC", near: "2024-02-29T00:00:00Z" },
  { timeZone: "Asia/Shanghai", near: "2025-12-31T16:00:00Z" },
  { timeZone: "Europe/Berlin", near: "2024-10-27T01:00:00Z" }, // 25 hours
  { timeZone: "America/Sao_Paulo", near: "2018-02-18T02:00:00Z" }, // back from midnight: 23:00 comes twice
  { timeZone: "Asia/Beirut", near: "2021-03-27T22:00:00Z" }, // forward from midnight: no 00:00
  { timeZone: "Australia/Lord_Howe", near: "2024-04-06T15:00:00Z" }, // half an hour
  { timeZone: "Pacific/Apia", near: "2011-12-30T10:00:00Z" }, // a day that never was
  { timeZone: "Asia/Kathmandu", near: "1969-12-31T18:15:00Z" }, // either side of the epoch
];

/** Names that trip up objects used as maps. */
export const customerIds = ["c1", "c2", "客户", "__proto__", "constructor", "toString"];

/** Orders, cancellations, gifts and refunds of a few customers within some days of an odd night. */
export const anyOrders: fc.Arbitrary<{ readonly timeZone: string; readonly near: string; readonly orders: Order[] }> =
  fc.constantFrom(...oddNights).chain(({ timeZone, near }) => {
    const center = Date.parse(near);
    // coarse steps so that moments and days are shared, and milliseconds either side of them
    const anyMs = fc
      .tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -1, max: 1 }), fc.constantFrom(6, 1, 0.5))
      .map(([steps, ms, hours]) => center + steps * hours * 3_600_000 + ms);
    const anyMoment = anyMs.chain((ms) => fc.constantFrom<Order["at"]>(instantFromMs(ms), new Date(ms)));
    const anyAmount = fc.oneof(fc.integer({ min: -9_999, max: 99_999 }), fc.constantFrom(0, 1, 2));
    /** Shares of an amount in parts of twelve: at most the whole, and the whole often enough. */
    const anyShares = fc.constantFrom<readonly number[]>([], [12], [6, 6], [4], [3, 5], [11, 1]);
    const anyOrder = fc
      .record({
        customerId: fc.constantFrom(...customerIds),
        at: anyMoment,
        minor: anyAmount,
        shares: fc.option(fc.tuple(anyShares, anyMoment, anyMoment)),
      })
      .map(({ customerId, at, minor, shares }): Order => {
        const [parts, ...moments] = shares ?? [[], at, at];
        let left = Math.max(0, minor);
        const refunds = parts.flatMap((share, i) => {
          const paid =
            i === parts.length - 1 && parts.reduce((a, b) => a + b) === 12
              ? left
              : Math.floor((Math.max(0, minor) * share) / 12);
          left -= paid;
          return paid > 0 ? [{ at: moments[i] ?? at, amount: moneyFromMinor(paid, "CNY") }] : [];
        });
        return {
          id: "o",
          customerId,
          at,
          amount: moneyFromMinor(minor, "CNY"),
          refunds: shares === null ? null : refunds,
        };
      });
    return fc.record({
      timeZone: fc.constant(timeZone),
      near: fc.constant(near),
      orders: fc.array(anyOrder, { maxLength: 25 }),
    });
  });

/** Money in integer minor units, as a number. */
export const minorOf = (value: Money): number => Number(value.amount.replace(".", ""));

/** One customer by the definitions, slowly: every fact is looked at again for every number. */
export interface Slowly {
  readonly customerId: string;
  readonly orders: number;
  readonly purchaseDays: number;
  readonly cancellations: number;
  readonly firstPurchaseOn: string | null;
  readonly lastPurchaseOn: string | null;
  readonly gross: number;
  readonly refunded: number;
  readonly repeatSpend: number;
}

/** Whether an order is known, and known to have been paid back whole. */
export const isVoid = ({ at, amount, refunds }: Order, asOf: Instant): boolean =>
  orThrow(parseInstant(at)) <= asOf &&
  (refunds ?? []).length > 0 &&
  (refunds ?? []).every((paid) => orThrow(parseInstant(paid.at)) <= asOf) &&
  (refunds ?? []).reduce((so, paid) => so + minorOf(paid.amount), 0) === minorOf(amount);

/** Customers with any fact known at a moment, by the definitions. */
export function summarizedSlowly(orders: readonly Order[], timeZone: string, asOf: Instant): readonly Slowly[] {
  const facts = orders.flatMap(({ customerId, at, amount, refunds }) => [
    { customerId, at: orThrow(parseInstant(at)), minor: minorOf(amount), refund: false },
    ...(refunds ?? []).map((paid) => ({
      customerId,
      at: orThrow(parseInstant(paid.at)),
      minor: minorOf(paid.amount),
      refund: true,
    })),
  ]);
  const known = facts.filter(({ at }) => at <= asOf);
  return [...new Set(known.map(({ customerId }) => customerId))].sort().map((customerId) => {
    const own = known.filter((fact) => fact.customerId === customerId);
    const bought = own.filter(({ minor, refund }) => !refund && minor >= 0);
    const back = own.filter(({ minor, refund }) => refund || minor < 0);
    const days = [...new Set(bought.map(({ at }) => dayOf(at, { timeZone })))].sort();
    const sum = (list: typeof own): number => list.reduce((so, { minor }) => so + Math.abs(minor), 0);
    return {
      customerId,
      orders: bought.length,
      purchaseDays: days.length,
      cancellations: back.filter(({ refund }) => !refund).length,
      firstPurchaseOn: days[0] ?? null,
      lastPurchaseOn: days.at(-1) ?? null,
      gross: sum(bought),
      refunded: sum(back),
      repeatSpend: sum(bought.filter(({ at }) => dayOf(at, { timeZone }) !== days[0])),
    };
  });
}
