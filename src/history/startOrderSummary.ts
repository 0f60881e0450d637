import { asOfIn, type InstantInput, ok, type Result } from "../core/index.ts";
import { checkState, type MergeRefusal } from "./internal/checkState.ts";
import { startCollection } from "./internal/collection.ts";
import { isColumns, packState, unpackState } from "./internal/stateColumns.ts";
import type {
  CustomerHistory,
  HistoryPolicy,
  OrderColumns,
  OrderStateColumns,
  OrderSummary,
  OrderSummaryState,
} from "./model.ts";

export type { MergeRefusal } from "./internal/checkState.ts";

/** Collects orders, and interactions and activity, batch by batch. Nothing before `finish` depends on a moment of judgement. */
export interface OrderAccumulator {
  /**
   * Takes orders in, in place. Rows that cannot be read are noted, counted from zero over all batches. Should it throw, part
   * of the batch has been taken in.
   */
  add(batch: Iterable<unknown>): void;
  /** Takes orders in from columns, in place; bad rows are noted, numbered on with those of `add`. */
  addColumns(batch: OrderColumns): void;
  /** Takes interactions in, in place; bad rows are noted, numbered by themselves. */
  addInteractions(batch: Iterable<unknown>): void;
  /** Takes activity in, in place; bad rows are noted, numbered by themselves. */
  addActivity(batch: Iterable<unknown>): void;
  /**
   * Takes the state of another accumulator in, as JSON or columns, in place; all of it or, when refused or when it throws,
   * nothing.
   */
  merge(state: OrderSummaryState | OrderStateColumns): Result<
    {
      /** How many customers the state held. */
      readonly customers: number;
    },
    MergeRefusal
  >;
  /** What was collected, as plain JSON. */
  state(): OrderSummaryState;
  /** What was collected, as typed arrays. */
  columns(): OrderStateColumns;
  /** What was collected, customer by customer. */
  histories(): IterableIterator<CustomerHistory>;
  /** Summarises what is known at a moment. The accumulator can go on afterwards. */
  finish(options: { readonly asOf: InstantInput }): OrderSummary;
}

/**
 * Starts summing up orders by customer and day. That state is what merges: any partition of the orders over batches,
 * machines or files gives the same summaries, which sums per customer would not (a day seen by two shards is one day).
 *
 * An order below zero is a cancellation: no purchase, but money given back. An order of zero is an order. Amounts with a
 * fraction of a minor unit, or beyond the exact range of integers, are refused, and so are refunds that come to more than
 * their order. Orders are taken as they come: the same order given twice counts twice.
 *
 * @param policy - Zone of the days, currency, rates, and what refunds and cancellations do.
 * @param options - `listed`: how many bad rows are listed in the findings (all are counted); default 100.
 * @returns The accumulator.
 * @throws `DomainError` with code `policy-not-checked`, or `invalid-option` for a bad `listed`. `add` throws `invalid-option` for
 *   a batch that cannot be iterated over; `add` and `merge` throw `out-of-range` when a customer's day comes to more minor
 *   units than integers can count exactly, whatever the order of the rows.
 *
 * @example Two shards, merged
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineHistoryPolicy, startOrderSummary } from "clientele/history";
 *
 * const policy = defineHistoryPolicy({
 *   id: "orders", version: 1, timeZone: "Asia/Shanghai", currency: "CNY", refunds: "net",
 * });
 * const cny = (amount: string) => ({ amount, currency: "CNY" });
 * const east = startOrderSummary(policy);
 * const west = startOrderSummary(policy);
 * east.add([{ id: "1", customerId: "c1", at: "2026-01-05T10:00:00+08:00", amount: cny("80.00") }]);
 * west.add([{ id: "2", customerId: "c1", at: "2026-01-05T18:00:00+08:00", amount: cny("20.00") }]);
 * orThrow(east.merge(west.state()));
 * const [customer] = east.finish({ asOf: "2026-01-31T23:59:59+08:00" }).customers;
 *
 * [customer?.orders, customer?.purchaseDays, customer?.monetary.amount]; // => [2, 1, "100.00"]
 * ```
 *
 * @example Columns, and what was said and done beside buying
 * ```ts
 * import { defineHistoryPolicy, startOrderSummary } from "clientele/history";
 *
 * const policy = defineHistoryPolicy({
 *   id: "orders", version: 1, timeZone: "Asia/Shanghai", currency: "CNY", refunds: "net",
 * });
 * const collected = startOrderSummary(policy);
 * collected.addColumns({
 *   customers: new Int32Array([0, 1, 0]),
 *   customerIds: ["c1", "c2"],
 *   days: new Int32Array([20458, 20459, 20465]), // epoch days: 5, 6 and 12 January 2026
 *   minor: new Float64Array([8000, 12050, 2000]),
 * });
 * collected.addInteractions([{ customerId: "c1", at: "2026-01-20T09:00:00+08:00", channel: "telephone" }]);
 * const [c1] = collected.finish({ asOf: "2026-01-31T23:59:59.999+08:00" }).customers;
 *
 * [c1?.orders, c1?.monetary.amount, c1?.interPurchase?.median]; // => [2, "100.00", 7]
 * c1?.interactions.map(({ name, count, recencyDays }) => [name, count, recencyDays]); // => [["telephone", 1, 11]]
 * ```
 */
export function startOrderSummary(
  policy: HistoryPolicy,
  { listed = 100 }: { readonly listed?: number } = {},
): OrderAccumulator {
  const collected = startCollection(policy, { listed, until: Infinity });
  const state = (): OrderSummaryState => ({
    format: "order-summary-state/1",
    timeZone: policy.timeZone,
    currency: policy.currency,
    ...(policy.rates === null ? {} : { rates: policy.rates }),
    customers: [...collected.histories()],
    refused: collected.refused(),
  });
  return {
    add(batch) {
      collected.take(batch);
    },
    addColumns(batch) {
      collected.takeColumns(batch);
    },
    addInteractions(batch) {
      collected.takeTouches(batch, "interaction");
    },
    addActivity(batch) {
      collected.takeTouches(batch, "activity");
    },
    merge(input) {
      const checked = checkState(isColumns(input) ? unpackState(input) : input, policy);
      if (!checked.ok) return checked;
      collected.join(checked.value);
      return ok({ customers: checked.value.customers.length });
    },
    state,
    columns: () => packState(state()),
    histories: () => collected.histories(),
    finish: (options) => collected.finish(asOfIn(options)),
  };
}
