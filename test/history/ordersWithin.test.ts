import fc from "fast-check";
import { endOfDay, dayFromNumber, instant, minusDuration } from "clientele/core";
import { type CustomerHistory, ordersWithin } from "clientele/history";
import { describe, expect, test } from "vitest";
import { anyOrders, orderOf, policy, policyWith, stateOf, summarizedSlowly } from "../support/history.ts";

const historyOf = (...orders: readonly ReturnType<typeof orderOf>[]): CustomerHistory => stateOf(orders).customers[0]!;
const asOf = "2026-03-31T23:59:59.999+08:00";

describe("examples", () => {
  const year = historyOf(
    orderOf("c1", "2025-03-31T23:59:59.999+08:00", "1"),
    orderOf("c1", "2025-04-01T00:00:00+08:00", "2"),
    orderOf("c1", "2026-02-28T10:00:00+08:00", "4"),
    orderOf("c1", "2026-03-01T10:00:00+08:00", "8", [["2026-03-02T10:00:00+08:00", "3"]]),
    orderOf("c1", "2026-03-31T10:00:00+08:00", "-16"),
    orderOf("c1", "2026-04-01T00:00:00+08:00", "32"),
  );

  test.each([
    ["P12M", { orders: 3, purchaseDays: 3, monetary: "-5.00" }],
    ["P1M", { orders: 1, purchaseDays: 1, monetary: "-11.00" }],
    ["P31D", { orders: 1, purchaseDays: 1, monetary: "-11.00" }],
    ["P32D", { orders: 2, purchaseDays: 2, monetary: "-7.00" }],
    ["P1D", { orders: 0, purchaseDays: 0, monetary: "-16.00" }],
    ["PT0S", { orders: 0, purchaseDays: 0, monetary: "0.00" }],
    ["P100Y", { orders: 4, purchaseDays: 4, monetary: "-4.00" }],
  ])("the last %s", (window, { monetary, ...counts }) => {
    expect(ordersWithin(year, policy, { asOf, window })).toEqual({
      ...counts,
      monetary: { amount: monetary, currency: "CNY" },
    });
  });

  test("refunds ignored", () => {
    expect(ordersWithin(year, policyWith({ refunds: "ignore" }), { asOf, window: "P12M" }).monetary.amount).toBe(
      "14.00",
    );
  });

  test("(asOf - window, asOf]: the moment itself belongs to it, the one a window before does not", () => {
    const noon = historyOf(orderOf("c1", "2026-03-30T12:00:00Z", "1"), orderOf("c1", "2026-03-31T12:00:00Z", "1"));
    const within = (moment: string) => ordersWithin(noon, policy, { asOf: moment, window: "P1D" }).orders;

    expect(
      [
        "2026-03-30T11:59:59.999Z",
        "2026-03-30T12:00:00.000Z",
        "2026-03-31T11:59:59.999Z",
        "2026-03-31T12:00:00.000Z",
        "2026-04-01T11:59:59.999Z",
        "2026-04-01T12:00:00.000Z",
      ].map(within),
    ).toEqual([0, 1, 1, 1, 1, 0]);
  });

  test("a month ends with the shorter month, on the calendar of the zone", () => {
    const leap = historyOf(
      orderOf("c1", "2024-02-29T23:00:00+08:00", "1"),
      orderOf("c1", "2024-03-01T23:00:00+08:00", "1"),
    );

    expect(ordersWithin(leap, policy, { asOf: "2024-03-31T23:59:59.999+08:00", window: "P1M" }).orders).toBe(1);
  });

  test("no days, no orders", () => {
    expect(ordersWithin({ customerId: "c1", days: [] }, policy, { asOf, window: "P1Y" })).toEqual({
      orders: 0,
      purchaseDays: 0,
      monetary: { amount: "0.00", currency: "CNY" },
    });
  });
});

describe("refusals", () => {
  const history = historyOf(orderOf("c1", "2026-03-30T12:00:00Z", "1"));

  test.each<readonly [string, () => unknown, string]>([
    [
      "a spread policy",
      () => ordersWithin(history, { ...policy } as never, { asOf, window: "P1Y" }),
      "policy-not-checked",
    ],
    ["a window of nothing said", () => ordersWithin(history, policy, { asOf, window: "P" }), "invalid-duration"],
    ["a negative window", () => ordersWithin(history, policy, { asOf, window: "-P1D" }), "invalid-duration"],
    [
      "a day as a moment",
      () => ordersWithin(history, policy, { asOf: "2026-03-31", window: "P1D" }),
      "invalid-instant",
    ],
    ["a window before the years", () => ordersWithin(history, policy, { asOf, window: "P3000Y" }), "out-of-range"],
  ])("%s", (_, call, code) => {
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code }));
  });
});

describe("laws", () => {
  test("at the end of a day, the window holds what the definitions say, in every zone", () =>
    fc.assert(
      fc.property(
        anyOrders,
        fc.constantFrom("P1D", "P2D", "P1M", "P100Y"),
        fc.integer({ min: -3, max: 3 }),
        ({ timeZone, near, orders }, window, days) => {
          const by = policyWith({ timeZone });
          const on = dayFromNumber(Math.floor(Date.parse(near) / 86_400_000) + days);
          const night = endOfDay(on, { timeZone });
          const after = minusDuration(night, window, { timeZone });
          // a window whose start is no end of a day cuts a day in two: that day is judged by its last fact
          const whole = orders.filter(({ at, refunds }) =>
            [at, ...(refunds ?? []).map((paid) => paid.at)].every((moment) => instant(moment) > after),
          );
          const expected = new Map(
            summarizedSlowly(whole, timeZone, night).map((customer) => [customer.customerId, customer]),
          );

          for (const history of stateOf(whole, by).customers) {
            const { orders: count, purchaseDays, monetary } = ordersWithin(history, by, { asOf: night, window });
            const slowly = expected.get(history.customerId) ?? { orders: 0, purchaseDays: 0, gross: 0, refunded: 0 };

            expect([count, purchaseDays, Number(monetary.amount.replace(".", ""))]).toEqual([
              slowly.orders,
              slowly.purchaseDays,
              slowly.gross - slowly.refunded,
            ]);
          }
        },
      ),
    ));

  test("conserving: windows that follow each other hold each day once", () =>
    fc.assert(
      fc.property(anyOrders, ({ timeZone, near, orders }) => {
        const by = policyWith({ timeZone });
        const ends = [-12, -6, 0, 6, 12].map((days) => instant(new Date(Date.parse(near) + days * 86_400_000)));
        for (const history of stateOf(orders, by).customers) {
          const parts = ends.map((end) => ordersWithin(history, by, { asOf: end, window: "PT144H" }));
          const whole = ordersWithin(history, by, { asOf: ends.at(-1)!, window: "PT720H" });

          expect(parts.reduce((sum, part) => sum + part.orders, 0)).toBe(whole.orders);
          expect(parts.reduce((sum, part) => sum + part.purchaseDays, 0)).toBe(whole.purchaseDays);
        }
      }),
    ));
});
