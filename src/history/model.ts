import type { Day, Instant, JsonObject, Money, PolicyReference, RowFindings, Sealed } from "../core/index.ts";

/** How orders are counted, as a literal gives it. */
export interface HistoryPolicyInput {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in which a day begins and ends. */
  readonly timeZone: string;
  /** ISO 4217 code in which amounts are counted. */
  readonly currency: string;
  /**
   * What amounts in other currencies are worth: units of `currency`, as decimal text, for one unit of the other. Each amount
   * is converted by itself and rounded half to even to a minor unit. A currency without a rate is refused.
   */
  readonly rates?: Readonly<Record<string, string>> | null;
  /**
   * What refunds do to the monetary value.
   *
   * - `net`: subtracted, on the day they were paid.
   * - `ignore`: left alone; the value is gross.
   * - `void`: as `net`, but an order that was paid back whole counts as if it had never been placed: from the moment of its
   *   last refund on it is no order, its day no purchase day, and its amount and refunds are in no sum.
   */
  readonly refunds: "net" | "ignore" | "void";
  /**
   * What cancellation rows (orders below zero) do: `net` subtracts them, `ignore` leaves the value alone, `refuse` takes them
   * for bad rows. A cancellation names no order, so it voids none. Missing or null: as refunds do, `net` where those void.
   */
  readonly cancellations?: "net" | "ignore" | "refuse" | null;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** How orders are counted. */
export interface HistoryPolicyData extends HistoryPolicyInput {
  /** What amounts in other currencies are worth; null when there is one currency only. */
  readonly rates: Readonly<Record<string, string>> | null;
  /** What cancellation rows do; null for what refunds do. */
  readonly cancellations: "net" | "ignore" | "refuse" | null;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link HistoryPolicyData}. */
export type HistoryPolicy = Sealed<HistoryPolicyData>;

/**
 * One day of one customer: all that is kept of their orders. Amounts are integer minor units (cents, fen); every number is
 * a sum, so days of the same customer and date add up in any order.
 */
export interface CustomerDay {
  /** The day, in the policy's zone. */
  readonly on: Day;
  /** The first moment of that day at which something happened. */
  readonly firstAt: Instant;
  /** The last moment of that day at which something happened. */
  readonly lastAt: Instant;
  /** Orders of zero or more. */
  readonly orders: number;
  /** Those of them that cost nothing. */
  readonly freeOrders: number;
  /** What the orders cost, minor units. */
  readonly spentMinor: number;
  /** Cancellation rows, that is orders below zero. */
  readonly cancellations: number;
  /** Refunds paid on orders. */
  readonly refunds: number;
  /** What cancellations and refunds gave back, minor units, positive. */
  readonly refundedMinor: number;
  /** The part of `refundedMinor` that cancellations gave back; missing counts as none. */
  readonly cancelledMinor?: number;
  /** What orders that were paid back whole take off the day again, by moment; missing when there are none. */
  readonly voided?: readonly VoidedOnDay[];
}

/**
 * The part in a day of orders that were paid back whole. Such an order is on the day it was placed and on the days it was
 * paid back; each has its part under the moment of the last refund. Policies that void take the parts off from that moment on.
 */
export interface VoidedOnDay {
  /** The moment from which the orders are void. */
  readonly at: Instant;
  /** Orders of the day that became void then. */
  readonly orders: number;
  /** What they cost, minor units. */
  readonly spentMinor: number;
  /** Refunds of the day that were paid on orders that became void then. */
  readonly refunds: number;
  /** What those refunds gave back, minor units. */
  readonly refundedMinor: number;
}

/** How often a customer was in touch on one day, by one channel or in one way. */
export interface TouchDay {
  /** An interaction with the company, or an activity of the customer. */
  readonly what: "interaction" | "activity";
  /** The interaction's channel, the activity's kind. */
  readonly name: string;
  /** The day, in the policy's zone. */
  readonly on: Day;
  /** The first moment of it. */
  readonly firstAt: Instant;
  /** The last moment of it. */
  readonly lastAt: Instant;
  /** How often. */
  readonly count: number;
}

/** All that is kept of one customer's orders, and of their interactions and activity. */
export interface CustomerHistory {
  /** Whose. */
  readonly customerId: string;
  /** Days on which something was ordered, cancelled or paid back, ascending. */
  readonly days: readonly CustomerDay[];
  /** Interactions and activity by what, name and day, ascending; missing when there are none. */
  readonly touches?: readonly TouchDay[];
}

/**
 * Orders as columns of equal length: row by row the customer, the time, and the amount in integer minor units of the policy's
 * currency, below zero for a cancellation.
 */
export interface OrderColumns {
  /** The customer: an identifier; or a number, which is a place in `customerIds`, or without those itself the identifier. */
  readonly customers: ArrayLike<string> | ArrayLike<number>;
  /** The identifiers that the numbers in `customers` stand for. */
  readonly customerIds?: ArrayLike<string> | null;
  /** When: epoch milliseconds. Either these or `days`. */
  readonly at?: ArrayLike<number> | null;
  /** When, if only the day is known: epoch days in the policy's zone. Such an order is known from the end of its day on. */
  readonly days?: ArrayLike<number> | null;
  /** How much. */
  readonly minor: ArrayLike<number>;
}

/** The state of a summary: plain JSON, to be stored, sent, and merged with that of other shards. */
export interface OrderSummaryState {
  /** Kind and version. */
  readonly format: "order-summary-state/1";
  /** The zone of the days; only states of one zone merge. */
  readonly timeZone: string;
  /** The currency of the amounts; only states of one currency merge. */
  readonly currency: string;
  /** The rates by which other currencies were converted, missing when there were none; only states of the same rates merge. */
  readonly rates?: Readonly<Record<string, string>>;
  /** By customer identifier, ascending. */
  readonly customers: readonly CustomerHistory[];
  /** How many rows could not be read, by code: they are not forgotten when states merge. */
  readonly refused: Readonly<Record<string, number>>;
}

/**
 * The state of a summary as columns: a few typed arrays instead of an object for each day. Free of methods, so it can be
 * cloned to a worker or, with `transferables` of `clientele/kernel`, handed over.
 */
export interface OrderStateColumns {
  /** Kind and version. */
  readonly format: "order-summary-columns/1";
  /** The zone of the days. */
  readonly timeZone: string;
  /** The currency of the amounts. */
  readonly currency: string;
  /** The rates by which other currencies were converted; null when there were none. */
  readonly rates: Readonly<Record<string, string>> | null;
  /** Identifiers, ascending. */
  readonly customerIds: readonly string[];
  /** Of each customer the place of the first day in the columns of days, and last of all the number of days. */
  readonly starts: Int32Array;
  /** Days: epoch day in the zone. */
  readonly day: Int32Array;
  /** Days: the first moment, epoch milliseconds. */
  readonly firstMs: Float64Array;
  /** Days: the last moment, epoch milliseconds. */
  readonly lastMs: Float64Array;
  /** Days: orders of zero or more. */
  readonly orders: Float64Array;
  /** Days: those of them that cost nothing. */
  readonly freeOrders: Float64Array;
  /** Days: what the orders cost, minor units. */
  readonly spentMinor: Float64Array;
  /** Days: cancellation rows. */
  readonly cancellations: Float64Array;
  /** Days: what they gave back, minor units. */
  readonly cancelledMinor: Float64Array;
  /** Days: refunds. */
  readonly refunds: Float64Array;
  /** Days: what refunds and cancellations gave back, minor units. */
  readonly refundedMinor: Float64Array;
  /** Parts of void orders: the place of their day. */
  readonly voidedDay: Int32Array;
  /** Parts of void orders: from when on, epoch milliseconds. */
  readonly voidedAtMs: Float64Array;
  /** Parts of void orders: orders. */
  readonly voidedOrders: Float64Array;
  /** Parts of void orders: what they cost, minor units. */
  readonly voidedSpentMinor: Float64Array;
  /** Parts of void orders: refunds. */
  readonly voidedRefunds: Float64Array;
  /** Parts of void orders: what was paid back, minor units. */
  readonly voidedRefundedMinor: Float64Array;
  /** What touches are: `interaction` or `activity`, a colon, the channel or kind. */
  readonly touchNames: readonly string[];
  /** Touches: the place of the customer. */
  readonly touchCustomer: Int32Array;
  /** Touches: the place in `touchNames`. */
  readonly touchName: Int32Array;
  /** Touches: epoch day. */
  readonly touchDay: Int32Array;
  /** Touches: the first moment, epoch milliseconds. */
  readonly touchFirstMs: Float64Array;
  /** Touches: the last moment, epoch milliseconds. */
  readonly touchLastMs: Float64Array;
  /** Touches: how often. */
  readonly touchCount: Float64Array;
  /** How many rows could not be read, by code. */
  readonly refused: Readonly<Record<string, number>>;
}

/** One customer's orders in a row: what segmentation, lifetime value and tiers start from. */
export interface CustomerSummary {
  /** Whose. */
  readonly customerId: string;
  /** The moment up to which orders are counted. */
  readonly asOf: Instant;
  /** Orders of zero or more. */
  readonly orders: number;
  /** Distinct days with an order. */
  readonly purchaseDays: number;
  /** Cancellation rows. */
  readonly cancellations: number;
  /** Day of the first order; null when there was none (cancellations only). */
  readonly firstPurchaseOn: Day | null;
  /** Day of the last order; null when there was none. */
  readonly lastPurchaseOn: Day | null;
  /** Days from the last order to `asOf`; null when there was none. */
  readonly recencyDays: number | null;
  /** Days from the first order to `asOf`; null when there was none. */
  readonly tenureDays: number | null;
  /** What all orders cost. */
  readonly gross: Money;
  /** What cancellations and refunds gave back, positive. */
  readonly refunded: Money;
  /** `gross`, less what was given back as far as the policy subtracts it; may be below zero. */
  readonly monetary: Money;
  /** Orders that count for nothing because they were paid back whole; always 0 unless the policy voids them. */
  readonly voidedOrders: number;
  /** How far purchase days lie apart; null with fewer than two of them. */
  readonly interPurchase: InterPurchase | null;
  /** For lifetime value models: purchases counted by day, apart from the first. */
  readonly repeat: RepeatPurchases | null;
  /** Interactions by channel, ascending. */
  readonly interactions: readonly TouchSummary[];
  /** Activity by kind, ascending. */
  readonly activity: readonly TouchSummary[];
}

/** How many days lie between a purchase day and the next. Quantiles are of type 7. */
export interface InterPurchase {
  /** How many such gaps there are: purchase days less one. */
  readonly gaps: number;
  /** The shortest, days. */
  readonly min: number;
  /** The lower quartile, days. */
  readonly p25: number;
  /** The median, days. */
  readonly median: number;
  /** The upper quartile, days. */
  readonly p75: number;
  /** The longest, days. */
  readonly max: number;
}

/** How often, and when last, a customer was in touch by one channel or in one way. */
export interface TouchSummary {
  /** The channel or kind. */
  readonly name: string;
  /** How often. */
  readonly count: number;
  /** On how many distinct days. */
  readonly days: number;
  /** Day of the first. */
  readonly firstOn: Day;
  /** Day of the last. */
  readonly lastOn: Day;
  /** Days from the last to `asOf`. */
  readonly recencyDays: number;
}

/** Repeat purchases as lifetime value models count them, in days. Null in a summary without any order. */
export interface RepeatPurchases {
  /** Distinct purchase days after the first. */
  readonly frequency: number;
  /** Days from the first purchase day to the last; 0 without a repeat purchase. */
  readonly recencyDays: number;
  /** Days from the first purchase day to `asOf`. */
  readonly ageDays: number;
  /** What the orders on repeat purchase days cost, refunds not subtracted. */
  readonly spend: Money;
}

/** What a customer did within a window. */
export interface WindowTotals {
  /** Orders of zero or more. */
  readonly orders: number;
  /** Distinct days with an order. */
  readonly purchaseDays: number;
  /** What the orders cost, less what was given back in the window as far as the policy subtracts it. */
  readonly monetary: Money;
}

/** How many facts a summary rests on. */
export interface OrderCounts {
  /** Orders of zero or more. */
  readonly orders: number;
  /** Those of them that cost nothing. */
  readonly freeOrders: number;
  /** Cancellation rows. */
  readonly cancellations: number;
  /** Refunds paid on orders. */
  readonly refunds: number;
  /** Orders that were paid back whole, whether or not the policy voids them. */
  readonly voidedOrders: number;
  /** Interactions. */
  readonly interactions: number;
  /** Activity. */
  readonly activity: number;
  /** Facts that happened after `asOf`, and so are not known yet. */
  readonly afterAsOf: number;
}

/** The answer of `summarizeOrders`. */
export interface OrderSummary {
  /** The moment up to which orders are counted. */
  readonly asOf: Instant;
  /** The policy by which they were counted. */
  readonly policy: PolicyReference;
  /** One row per customer, by identifier ascending. */
  readonly customers: readonly CustomerSummary[];
  /** What the rows rest on. */
  readonly counts: OrderCounts;
  /** Rows that could not be read, and days that could not be counted: never used, never silently dropped. */
  readonly findings: RowFindings;
}
