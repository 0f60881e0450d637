import fc from "fast-check";
import { money } from "clientele/core";
import {
  defineValueTierPolicy,
  type ValueTierPolicy,
  type ValueTierPolicyInput,
  type ValueTierSubject,
} from "clientele/segmentation";

/** The criteria of {@link valueLiteral}. */
export type Criterion = "spend" | "industry" | "orders" | "idleDays";

/** One criterion of each kind. */
export const valueLiteral: ValueTierPolicyInput<"core" | "important" | "potential", Criterion> = {
  id: "value",
  version: 3,
  criteria: [
    {
      id: "spend",
      weight: 4,
      currency: "CNY",
      labels: { en: "spend", "zh-CN": "消费额" },
      scale: {
        kind: "steps",
        steps: [
          { from: 0, points: 10 },
          { from: 1000, points: 50 },
          { from: 9999.99, points: 100 },
        ],
      },
    },
    { id: "industry", weight: 1, scale: { kind: "table", table: { machinery: 100, constructor: 40 } } },
    { id: "orders", weight: 3, scale: { kind: "percentile", better: "higher" } },
    { id: "idleDays", weight: 2, scale: { kind: "minMax", better: "lower" } },
  ],
  classes: [
    { id: "core", from: 70, labels: { en: "Core", "zh-CN": "核心客户" } },
    { id: "important", from: 40 },
    { id: "potential", from: 0 },
  ],
};

/** {@link valueLiteral}, checked. */
export const valuePolicy: ValueTierPolicy<"core" | "important" | "potential", Criterion> =
  defineValueTierPolicy(valueLiteral);

/** Any customer; one in five values is not known. */
export const anyValued: fc.Arbitrary<ValueTierSubject<Criterion>> = fc
  .record({
    id: fc.nat({ max: 1_000_000 }),
    spend: fc.option(fc.integer({ min: -100_000, max: 2_000_000 }), { freq: 5 }),
    industry: fc.option(fc.constantFrom("machinery", "constructor", "__proto__", "toString"), { freq: 5 }),
    orders: fc.option(fc.nat({ max: 12 }), { freq: 5 }),
    idleDays: fc.option(fc.nat({ max: 400 }), { freq: 5 }),
  })
  .map(({ id, spend, industry, orders, idleDays }) => ({
    customerId: `c${id}`,
    values: {
      spend: spend === null ? null : money((spend / 100).toFixed(2).replace(/^-0\.00$/, "0.00"), "CNY"),
      industry,
      orders,
      idleDays,
    },
  }));

/** A population in which every criterion is known of somebody. */
export const anyPopulation: fc.Arbitrary<readonly ValueTierSubject<Criterion>[]> = fc
  .uniqueArray(anyValued, { minLength: 1, maxLength: 30, selector: ({ customerId }) => customerId })
  .map((rows) => [
    ...rows,
    { customerId: "known", values: { spend: money("5.00", "CNY"), industry: "machinery", orders: 3, idleDays: 30 } },
  ]);
