import type { Day, Instant, JsonObject, Money, PolicyReference, RowFindings, Sealed } from "../core/index.ts";

/** How orders are counted, as a literal gives it. */
export interface HistoryPolicyInput {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in which a day begins and ends. */
  readonly timeZone: string;
  /** ISO 4217 code in which every amount must be; nothing is converted. */
  readonly currency: string;
  /** What refunds and cancellations do to the monetary value: `net` subtracts them, `ignore` leaves it gross. */
  readonly refunds: "net" | "ignore";
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** How orders are counted. */
export interface HistoryPolicyData extends HistoryPolicyInput {
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
}

/** All that is kept of one customer's orders. */
export interface CustomerHistory {
  /** Whose. */
  readonly customerId: string;
  /** Days on which something happened, ascending. */
  readonly days: readonly CustomerDay[];
}

/** The state of a summary: plain JSON, to be stored, sent, and merged with that of other shards. */
export interface OrderSummaryState {
  /** Kind and version. */
  readonly format: "order-summary-state/1";
  /** The zone of the days; only states of one zone merge. */
  readonly timeZone: string;
  /** The currency of the amounts; only states of one currency merge. */
  readonly currency: string;
  /** By customer identifier, ascending. */
  readonly customers: readonly CustomerHistory[];
  /** How many rows could not be read, by code: they are not forgotten when states merge. */
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
  /** `gross`, less `refunded` where the policy says `net`; may be below zero. */
  readonly monetary: Money;
  /** For lifetime value models: purchases counted by day, apart from the first. */
  readonly repeat: RepeatPurchases | null;
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
  /** What the orders cost, less what was given back in the window where the policy says `net`. */
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
  /** Orders, cancellations and refunds that happened after `asOf`, and so are not known yet. */
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
