import { asOfIn, type InstantInput, ok, type Result } from "../core/index.ts";
import { checkState, type MergeRefusal } from "./internal/checkState.ts";
import { startCollection } from "./internal/collection.ts";
import type { CustomerHistory, HistoryPolicy, OrderSummary, OrderSummaryState } from "./model.ts";

export type { MergeRefusal } from "./internal/checkState.ts";

/** Collects orders batch by batch. Nothing before `finish` depends on a moment of judgement. */
export interface OrderAccumulator {
  /**
   * Takes orders in, in place. Rows that cannot be read are noted, counted from zero over all batches. Should it throw, part
   * of the batch has been taken in.
   */
  add(batch: Iterable<unknown>): void;
  /** Takes the state of another accumulator in, in place; all of it or, when refused or when it throws, nothing. */
  merge(state: OrderSummaryState): Result<
    {
      /** How many customers the state held. */
      readonly customers: number;
    },
    MergeRefusal
  >;
  /** What was collected, as plain JSON. */
  state(): OrderSummaryState;
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
 * fraction of a minor unit, or beyond the exact range of integers, are refused. Orders are taken as they come: the same
 * order given twice counts twice.
 *
 * @param policy - Zone of the days, currency, and what refunds do.
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
 */
export function startOrderSummary(
  policy: HistoryPolicy,
  { listed = 100 }: { readonly listed?: number } = {},
): OrderAccumulator {
  const collected = startCollection(policy, { listed, until: Infinity });
  return {
    add(batch) {
      collected.take(batch);
    },
    merge(state) {
      const checked = checkState(state, policy);
      if (!checked.ok) return checked;
      collected.join(checked.value);
      return ok({ customers: checked.value.customers.length });
    },
    state: () => ({
      format: "order-summary-state/1",
      timeZone: policy.timeZone,
      currency: policy.currency,
      customers: [...collected.histories()],
      refused: collected.refused(),
    }),
    histories: () => collected.histories(),
    finish: (options) => collected.finish(asOfIn(options)),
  };
}
