import fc from "fast-check";
import { instant, type Instant, money } from "clientele/core";
import {
  defineRfmPolicy,
  type RfmMetric,
  type RfmModel,
  type RfmPolicy,
  type RfmPolicyInput,
  type RfmScore,
  type RfmSubject,
} from "clientele/segmentation";

/** The moment at which everyone was summarised. */
export const asOf: Instant = instant("2026-01-01T00:00:00+08:00");

/** Five scores each, by quantiles. */
export const literal: RfmPolicyInput = {
  id: "rfm",
  version: 2,
  mode: "quantile",
  frequency: "orders",
  currency: "CNY",
  bins: { recency: 5, frequency: 5, monetary: 5 },
};

/** {@link literal}, changed and checked. */
export const policyWith = (part: Partial<RfmPolicyInput> = {}): RfmPolicy => defineRfmPolicy({ ...literal, ...part });

/** A customer with a purchase; every order was on a day of its own. */
export const subject = (
  customerId: string,
  recencyDays: number,
  orders: number,
  amount: string,
  currency = "CNY",
): RfmSubject => ({ customerId, asOf, recencyDays, orders, purchaseDays: orders, monetary: money(amount, currency) });

/** Halves at 30 days, 3 orders and 500 yuan. */
export const halves: RfmModel = {
  format: "rfm-model/1",
  policy: { id: "rfm", version: 2 },
  mode: "quantile",
  frequency: "orders",
  currency: "CNY",
  customers: 10,
  dimensions: {
    recency: { bins: 2, cuts: [30], counts: [5, 5] },
    frequency: { bins: 2, cuts: [3], counts: [6, 4] },
    monetary: { bins: 2, cuts: [500], counts: [5, 5] },
  },
};

/** A score out of five each. */
export const score = (
  recency: number,
  frequency: number,
  monetary: number,
  part: Partial<RfmScore> = {},
): RfmScore => ({
  customerId: "c1",
  asOf,
  recency,
  frequency,
  monetary,
  bins: { recency: 5, frequency: 5, monetary: 5 },
  policy: { id: "rfm", version: 2 },
  ...part,
});

/** The metrics. */
export const metrics: readonly RfmMetric[] = ["recency", "frequency", "monetary"];

/** Few distinct values, so that ties are the rule. */
export const anySubject: fc.Arbitrary<RfmSubject> = fc
  .record({
    id: fc.nat(),
    recency: fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 3000 })),
    orders: fc.integer({ min: 1, max: 6 }),
    purchaseDays: fc.integer({ min: 1, max: 3 }),
    cents: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -99_999, max: 9_999_999 })),
  })
  .map(({ id, recency, orders, purchaseDays, cents }) => ({
    ...subject(`c${id}`, recency, orders, (cents / 100).toFixed(2).replace(/^-0\.00$/, "0")),
    purchaseDays,
  }));
