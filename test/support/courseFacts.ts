import fc from "fast-check";
import { instantFromMs, moneyFromMinor } from "clientele/core";
import type { Case, Order, SurveyAnswer } from "clientele/customer";
import { defineHistoryPolicy, startOrderSummary } from "clientele/history";
import type { CustomerFacts } from "clientele/rules";

/** The first moment of the courses of facts. */
export const COURSE_START: number = Date.parse("2023-12-31T16:00:00Z");
const DAY = 86_400_000;

/** Moments over two years, often at midnight of the zone and often on the same day. */
const anyMs: fc.Arbitrary<number> = fc
  .tuple(fc.nat({ max: 730 }), fc.constantFrom(0, 0, 1, 10 * 3_600_000, DAY - 1))
  .map(([day, ms]) => COURSE_START + day * DAY + ms);

const anyOrder = fc.record({
  ms: anyMs,
  minor: fc.oneof(fc.constantFrom(0, -5000, 900_000), fc.integer({ min: 1, max: 6_000_000 })),
  refund: fc.option(
    fc.record({ after: fc.nat({ max: 300 }), part: fc.constantFrom(1, 1, 0.5), minutes: fc.nat({ max: 60 }) }),
    { freq: 3 },
  ),
});

const yuan = (minor: number) => moneyFromMinor(minor, "CNY");

/** Orders with refunds and cancellations. */
export const anyCourseOrders: fc.Arbitrary<readonly Order[]> = fc.array(anyOrder, { maxLength: 14 }).map((orders) =>
  orders.map(({ ms, minor, refund }, place): Order => {
    const back = refund === null || minor <= 1 ? 0 : Math.floor(minor * refund.part);
    const at = instantFromMs(ms + (refund === null ? 0 : refund.after * DAY + refund.minutes * 60_000));
    return {
      id: `o${place}`,
      customerId: "C-1",
      at: instantFromMs(ms),
      amount: yuan(minor),
      ...(back > 0 ? { refunds: [{ at, amount: yuan(back) }] } : {}),
    };
  }),
);

const anyAnswers: fc.Arbitrary<readonly SurveyAnswer[]> = fc
  .array(fc.record({ ms: anyMs, value: fc.option(fc.integer({ min: 1, max: 5 })) }), { maxLength: 10 })
  .map((answers) =>
    answers.map(({ ms, value }, place) => ({
      id: `a${place}`,
      customerId: "C-1",
      at: instantFromMs(ms),
      survey: "s",
      question: "q",
      scale: { min: 1, max: 5 },
      value,
    })),
  );

const anyCases: fc.Arbitrary<readonly Case[]> = fc
  .array(fc.record({ ms: anyMs, after: fc.option(fc.nat({ max: 200 })) }), { maxLength: 4 })
  .map((cases) =>
    cases.map(({ ms, after }, place) => ({
      id: `k${place}`,
      customerId: "C-1",
      openedAt: instantFromMs(ms),
      severity: "major",
      events: after === null ? [] : [{ id: "e", at: instantFromMs(ms + after * DAY), kind: "resolved", by: "agent" }],
    })),
  );

const history = defineHistoryPolicy({
  id: "h",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  refunds: "net",
});

/** The orders of one customer as days. */
export function asDays(orders: readonly Order[]) {
  const summary = startOrderSummary(history);
  summary.add(orders);
  const [days] = [...summary.histories()];
  return days ?? { customerId: "C-1", days: [] };
}

/** All that a customer did in two years: orders as they are or as days, families that may be missing, now and then a bad fact. */
export const anyCourseFacts: fc.Arbitrary<CustomerFacts> = fc
  .record({
    orders: anyCourseOrders,
    shape: fc.constantFrom("rows", "rows", "days", "none", "broken", "generator"),
    answers: fc.option(anyAnswers),
    cases: fc.option(anyCases),
    logins: fc.option(fc.array(anyMs, { maxLength: 6 })),
  })
  .map(({ orders, shape, answers, cases, logins }): CustomerFacts => {
    const broken = { ...orders[0], id: "broken", customerId: "C-2" } as Order;
    return {
      customerId: "C-1",
      orders:
        shape === "none" ? null : shape === "days" ? asDays(orders) : shape === "broken" ? [...orders, broken] : orders,
      answers,
      cases,
      activity: logins?.map((ms) => ({ customerId: "C-1", at: instantFromMs(ms), kind: "login" })),
    };
  });
