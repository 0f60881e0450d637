import fc from "fast-check";
import { defineSegmentationPolicy, type SegmentationPolicy, type SegmentationSubject } from "clientele/segmentation";

/** Segments and metrics of {@link marketLiteral}. */
export type MarketSegment = "valued in the east" | "regulars" | "valued" | "quiet" | "families";
export type MarketMetric = "age" | "region" | "values" | "orders" | "spend";

/** All four families; a segment of segments that stands before those it asks for. */
export const marketLiteral = {
  id: "market",
  version: 2,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  criteria: [
    { family: "demographic", metric: { id: "age", kind: "number" } },
    { family: "geographic", metric: { id: "region", kind: "text" } },
    { family: "psychographic", metric: { id: "values", kind: "text" } },
    { family: "behavioural", metric: { id: "orders", kind: "count" } },
    { family: "behavioural", metric: { id: "spend", kind: "money" } },
  ],
  given: ["champions"],
  segments: [
    {
      id: "valued in the east",
      labels: { en: "Valued in the east", "zh-CN": "东部重点客户" },
      when: { all: [{ memberOf: { segment: "valued" } }, { metric: "region", op: "=", value: "east" }] },
    },
    { id: "regulars", when: { metric: "orders", op: ">=", value: 6 } },
    {
      id: "valued",
      when: {
        any: [
          { all: [{ memberOf: { segment: "regulars" } }, { metric: "spend", op: ">=", value: "5000" }] },
          { memberOf: { segment: "champions" } },
        ],
      },
    },
    { id: "quiet", when: { not: { performed: { event: "login", within: "P30D" } } } },
    {
      id: "families",
      when: {
        atLeast: {
          n: 1,
          of: [
            { metric: "values", op: "=", value: "family" },
            { metric: "age", op: ">", value: 35 },
          ],
        },
      },
    },
  ],
} as const;

/** {@link marketLiteral}, checked. */
export const market: SegmentationPolicy<MarketSegment, MarketMetric> = defineSegmentationPolicy(marketLiteral);

/** Any customer; anything may be unknown. */
export const anyMarketCustomer: fc.Arbitrary<SegmentationSubject<MarketMetric>> = fc.record({
  customerId: fc.nat({ max: 30 }).map((id) => `c${id}`),
  values: fc.record({
    age: fc.option(fc.integer({ min: 20, max: 60 })),
    region: fc.option(fc.constantFrom("east", "west")),
    values: fc.option(fc.constantFrom("family", "travel")),
    orders: fc.option(fc.nat({ max: 12 })),
    spend: fc.option(fc.constantFrom({ amount: "4999.99", currency: "CNY" }, { amount: "5000.00", currency: "CNY" })),
  }),
  segments: fc.option(fc.constantFrom<readonly string[]>([], ["champions"])),
  activityCounts: fc.option(fc.nat({ max: 3 }).map((times) => [{ kind: "login", within: "P30D", times }])),
});

/** Any population: each customer once. */
export const anyMarket: fc.Arbitrary<readonly SegmentationSubject<MarketMetric>[]> = fc.uniqueArray(anyMarketCustomer, {
  maxLength: 15,
  selector: ({ customerId }) => customerId,
});
