import type { Result } from "clientele/core";
import {
  type CustomerSummary,
  defineHistoryPolicy,
  type HistoryPolicy,
  type MergeRefusal,
  type OrderAccumulator,
  type OrderSummary,
  ordersWithin,
  parseHistoryPolicy,
  startOrderSummary,
  summarizeHistory,
  summarizeOrders,
} from "clientele/history";
import { expectTypeOf, test } from "vitest";

declare const policy: HistoryPolicy;
const asOf = "2026-01-31T23:59:59Z";

test("a policy that was spread, or never checked, is not taken", () => {
  const spread = { ...policy };
  const history = { customerId: "c1", days: [] };

  // @ts-expect-error the seal is lost
  summarizeOrders([], spread, { asOf });
  // @ts-expect-error the seal is lost
  startOrderSummary(spread);
  // @ts-expect-error the seal is lost
  summarizeHistory(history, spread, { asOf });
  // @ts-expect-error the seal is lost
  ordersWithin(history, spread, { asOf, window: "P1Y" });
  // @ts-expect-error never checked
  summarizeOrders([], { id: "o", version: 1, timeZone: "UTC", currency: "CNY", refunds: "net", meta: null }, { asOf });
});

test("there is no clock: asOf cannot be left out", () => {
  // @ts-expect-error asOf is missing
  summarizeOrders([], policy, {});
  // @ts-expect-error asOf is missing
  startOrderSummary(policy).finish({});
});

test("a literal is held to the vocabulary", () => {
  const base = { id: "o", version: 1, timeZone: "UTC", currency: "CNY" } as const;

  // @ts-expect-error no such rule
  defineHistoryPolicy({ ...base, refunds: "nett" });
  // @ts-expect-error no such key
  defineHistoryPolicy({ ...base, refunds: "net", rounding: "up" });
  expectTypeOf(defineHistoryPolicy({ ...base, refunds: "net" })).toEqualTypeOf<HistoryPolicy>();
});

test("answers", () => {
  expectTypeOf(summarizeOrders(new Set<unknown>(), policy, { asOf: new Date(0) })).toEqualTypeOf<OrderSummary>();
  expectTypeOf<OrderSummary["customers"]>().toEqualTypeOf<readonly CustomerSummary[]>();
  expectTypeOf<ReturnType<OrderAccumulator["merge"]>>().toEqualTypeOf<
    Result<{ readonly customers: number }, MergeRefusal>
  >();
  expectTypeOf(parseHistoryPolicy).parameter(0).toBeUnknown();
});
