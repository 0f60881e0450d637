import fc from "fast-check";
import { dayFromNumber, dayOf, endOfDay, epochDayOfText, instant, orThrow } from "clientele/core";
import { startOrderSummary, summarizeOrders } from "clientele/history";
import { describe, expect, test } from "vitest";
import { anyOrders, isVoid, minorOf, orderOf, policyWith, stateOf, summarizedSlowly } from "../support/history.ts";

const asOf = "2026-01-31T23:59:59.999+08:00";
const at = (day: number, hour = 10): string => `2026-01-${String(day).padStart(2, "0")}T${hour}:00:00+08:00`;

describe("examples", () => {
  const orders = [
    orderOf("c1", at(5), "100", [[at(6), "100"]]), // paid back whole
    orderOf("c1", at(10), "60", [[at(12), "20"]]),
    orderOf("c1", at(20), "-15"),
  ];

  test.each([
    ["net", null, { orders: 2, purchaseDays: 2, gross: "160.00", refunded: "135.00", monetary: "25.00", voided: 0 }],
    [
      "ignore",
      null,
      { orders: 2, purchaseDays: 2, gross: "160.00", refunded: "135.00", monetary: "160.00", voided: 0 },
    ],
    ["void", null, { orders: 1, purchaseDays: 1, gross: "60.00", refunded: "35.00", monetary: "25.00", voided: 1 }],
    [
      "net",
      "ignore",
      { orders: 2, purchaseDays: 2, gross: "160.00", refunded: "135.00", monetary: "40.00", voided: 0 },
    ],
    [
      "ignore",
      "net",
      { orders: 2, purchaseDays: 2, gross: "160.00", refunded: "135.00", monetary: "145.00", voided: 0 },
    ],
    ["void", "ignore", { orders: 1, purchaseDays: 1, gross: "60.00", refunded: "35.00", monetary: "40.00", voided: 1 }],
    [
      "net",
      "refuse",
      { orders: 2, purchaseDays: 2, gross: "160.00", refunded: "120.00", monetary: "40.00", voided: 0 },
    ],
  ] as const)("refunds %s, cancellations %s", (refunds, cancellations, expected) => {
    const { customers, counts, findings } = summarizeOrders(orders, policyWith({ refunds, cancellations }), { asOf });
    const [c1] = customers;

    expect({
      orders: c1?.orders,
      purchaseDays: c1?.purchaseDays,
      gross: c1?.gross.amount,
      refunded: c1?.refunded.amount,
      monetary: c1?.monetary.amount,
      voided: c1?.voidedOrders,
    }).toEqual(expected);
    expect(counts).toMatchObject({ orders: 2, refunds: 2, voidedOrders: 1 });
    expect(findings.byCode).toEqual(cancellations === "refuse" ? { "cancellation-refused": 1 } : {});
  });

  test("an order is void from the moment of its last refund, and a purchase day again before", () => {
    const policy = policyWith({ refunds: "void" });
    const order = orderOf("c1", at(5), "100", [
      [at(8), "60"],
      [at(7), "40"],
    ]);
    const known = (moment: string) => {
      const [c1] = summarizeOrders([order], policy, { asOf: moment }).customers;
      return [c1?.orders, c1?.firstPurchaseOn, c1?.gross.amount, c1?.refunded.amount, c1?.monetary.amount];
    };

    expect(known(at(6))).toEqual([1, "2026-01-05", "100.00", "0.00", "100.00"]);
    expect(known(at(7, 12))).toEqual([1, "2026-01-05", "100.00", "40.00", "60.00"]);
    expect(known(at(8))).toEqual([0, null, "0.00", "0.00", "0.00"]);
  });

  test("the state keeps what void orders take off, on each of their days", () => {
    const [c1] = stateOf([
      orderOf("c1", at(5), "100", [[at(6), "100"]]),
      orderOf("c1", at(5, 11), "30", [[at(6), "30"]]),
    ]).customers;

    expect(c1?.days.map(({ on, voided }) => [on, voided])).toEqual([
      ["2026-01-05", [{ at: instant(at(6)), orders: 2, spentMinor: 13000, refunds: 0, refundedMinor: 0 }]],
      ["2026-01-06", [{ at: instant(at(6)), orders: 0, spentMinor: 0, refunds: 2, refundedMinor: 13000 }]],
    ]);
  });

  test.each([
    ["USD", "10.00", "7.1", "71.00"],
    ["USD", "0.01", "7.1", "0.07"],
    ["USD", "0.05", "0.1", "0.00"], // half to even
    ["USD", "0.15", "0.1", "0.02"],
    ["USD", "-0.15", "0.1", "-0.02"],
    ["JPY", "1000", "0.0478", "47.80"],
    ["KWD", "1.001", "23.25", "23.27"], // three digits; 23.27325
    ["CNY", "5", "7.1", "5.00"],
  ])("%s %s at %s is worth %s", (currency, amount, rate, worth) => {
    const other = currency === "CNY" ? "USD" : currency;
    const policy = policyWith({ rates: { [other]: rate } });
    const order = { ...orderOf("c1", at(5), "0"), amount: { amount, currency } };

    expect(summarizeOrders([order], policy, { asOf }).customers[0]?.monetary).toEqual({
      amount: worth,
      currency: "CNY",
    });
  });
});

describe("refusals", () => {
  test.each([
    ["refunds beyond their order", orderOf("c1", at(5), "10", [[at(6), "10.01"]]), "refunds-exceed-order", "/refunds"],
    ["refunds on nothing", orderOf("c1", at(5), "0", [[at(6), "0.01"]]), "refunds-exceed-order", "/refunds"],
    ["refunds on a cancellation", orderOf("c1", at(5), "-5", [[at(6), "1"]]), "refunds-exceed-order", "/refunds"],
    [
      "two refunds that are too much together",
      orderOf("c1", at(5), "90071992547409.91", [
        [at(6), "90071992547409.91"],
        [at(6), "90071992547409.91"],
      ]),
      "refunds-exceed-order",
      "/refunds",
    ],
    [
      "a refund in another currency than its order",
      { ...orderOf("c1", at(5), "10"), refunds: [{ at: at(6), amount: { amount: "1", currency: "USD" } }] },
      "currency-mismatch",
      "/refunds/0/amount/currency",
    ],
  ])("%s", (_, order, code, path) => {
    const { customers, findings } = summarizeOrders([order], policyWith({ rates: { USD: "7" } }), { asOf });

    expect(customers).toEqual([]);
    expect(findings.rows.map((row) => [row.code, row.path])).toEqual([[code, path]]);
  });

  test("what refunds exceed is told", () => {
    const { findings } = summarizeOrders([orderOf("c1", at(5), "10", [[at(6), "10.5"]])], policyWith(), { asOf });

    expect(findings.rows[0]?.params).toEqual({ path: "/refunds", expected: "10", observed: "10.50" });
  });

  test("states of other rates do not merge", () => {
    const rated = startOrderSummary(policyWith({ rates: { USD: "7.1", EUR: "8" } }));

    expect(rated.merge(stateOf([]))).toEqual({
      ok: false,
      error: { code: "state-mismatch", what: "rates", expected: "EUR 8, USD 7.1", observed: "none" },
    });
    expect(rated.merge(stateOf([], policyWith({ rates: { EUR: "8", USD: "7.1" } }))).ok).toBe(true);
    expect(rated.merge({ ...stateOf([]), rates: 5 as never })).toEqual({
      ok: false,
      error: { code: "invalid-state", path: "/rates", expected: "object" },
    });
  });

  const voided = { at: instant(at(6)), orders: 1, spentMinor: 10000, refunds: 0, refundedMinor: 0 };
  test.each([
    ["no list", "x", "/voided", "array"],
    ["no part", [null], "/voided/0", "object"],
    ["no moment", [{ ...voided, at: 5 }], "/voided/0/at", "instant"],
    ["the same moment twice", [voided, { ...voided, orders: 0, spentMinor: 0 }], "/voided/1/at", "instant"],
    ["more orders than there were", [{ ...voided, orders: 2 }], "/voided/0/orders", "non-negative-integer"],
    ["more than was spent", [{ ...voided, spentMinor: 10001 }], "/voided/0/spentMinor", "non-negative-integer"],
    ["refunds that were none", [{ ...voided, refunds: 1 }], "/voided/0/refunds", "non-negative-integer"],
    ["a moment that is a date", [{ ...voided, at: new Date(0) }], "/voided/0/at", "instant"],
    ["half an order", [{ ...voided, orders: 0.5 }], "/voided/0/orders", "non-negative-integer"],
  ])("a state with void orders: %s", (_, parts, path, expected) => {
    const state = stateOf([orderOf("c1", at(5), "100")]);
    const [customer] = state.customers;
    const [day] = customer?.days ?? [];
    const bad = { ...state, customers: [{ ...customer, days: [{ ...day, voided: parts }] }] };

    expect(startOrderSummary(policyWith()).merge(bad as never)).toEqual({
      ok: false,
      error: { code: "invalid-state", path: `/customers/0/days/0${path}`, expected },
    });
  });

  test("orders that cost nothing cannot be void, nor can what cancellations gave back", () => {
    const state = stateOf([orderOf("c1", at(5), "100"), orderOf("c1", at(5), "0"), orderOf("c1", at(5), "-30")]);
    const [customer] = state.customers;
    const merged = (part: object) => {
      const days = [{ ...customer?.days[0], refunds: 1, refundedMinor: 5000, voided: [{ ...voided, ...part }] }];
      return startOrderSummary(policyWith()).merge({ ...state, customers: [{ ...customer, days }] } as never);
    };
    const refused = (key: string) => ({
      ok: false,
      error: { code: "invalid-state", path: `/customers/0/days/0/voided/0/${key}`, expected: "non-negative-integer" },
    });

    expect(merged({ refunds: 1, refundedMinor: 2000 }).ok).toBe(true);
    expect(merged({ refunds: 1, refundedMinor: 2001 })).toEqual(refused("refundedMinor"));
    expect(merged({ orders: 2 })).toEqual(refused("orders"));
  });

  test("two states with orders void from one moment on: merged, and merged again", () => {
    const state = stateOf([orderOf("c1", at(5), "100", [[at(6), "100"]])], policyWith({ refunds: "void" }));
    const collected = startOrderSummary(policyWith({ refunds: "void" }));
    for (let time = 0; time < 3; time++) orThrow(collected.merge(state));

    expect(collected.state().customers[0]?.days.map(({ voided: parts }) => parts)).toEqual([
      [{ at: instant(at(6)), orders: 3, spentMinor: 30000, refunds: 0, refundedMinor: 0 }],
      [{ at: instant(at(6)), orders: 0, spentMinor: 0, refunds: 3, refundedMinor: 30000 }],
    ]);
    expect(collected.finish({ asOf }).counts.voidedOrders).toBe(3);
  });

  test("a state in which cancellations gave back more than was given back", () => {
    const state = stateOf([orderOf("c1", at(5), "-100")]);
    const [customer] = state.customers;
    const bad = { ...state, customers: [{ ...customer, days: [{ ...customer?.days[0], cancelledMinor: 10001 }] }] };

    expect(startOrderSummary(policyWith()).merge(bad as never)).toEqual({
      ok: false,
      error: {
        code: "invalid-state",
        path: "/customers/0/days/0/cancelledMinor",
        expected: "non-negative-integer",
      },
    });
  });
});

describe("laws", () => {
  /** The ends of the days around a moment. */
  const nights = (near: string, timeZone: string): readonly ReturnType<typeof instant>[] => {
    const around = epochDayOfText(dayOf(near, { timeZone }));
    return [-3, -1, 0, 1, 3, 200].map((days) => endOfDay(dayFromNumber(around + days), { timeZone }));
  };

  test("void: as if orders paid back whole had never been placed, to the millisecond, in every zone", () =>
    fc.assert(
      fc.property(anyOrders, ({ timeZone, near, orders }) => {
        const by = policyWith({ timeZone, refunds: "void" });
        for (const moment of [instant(near), ...nights(near, timeZone)]) {
          const { customers, counts } = summarizeOrders(orders, by, { asOf: moment });
          const left = summarizedSlowly(
            orders.filter((order) => !isVoid(order, moment)),
            timeZone,
            moment,
          );

          expect(counts.voidedOrders).toBe(orders.filter((order) => isVoid(order, moment)).length);
          expect(
            customers
              .filter(
                ({ orders: n, refunded, cancellations, gross }) =>
                  n + cancellations + minorOf(refunded) + minorOf(gross) > 0,
              )
              .map((customer) => [
                customer.customerId,
                customer.orders,
                customer.purchaseDays,
                customer.firstPurchaseOn,
                customer.lastPurchaseOn,
                minorOf(customer.gross),
                minorOf(customer.refunded),
                minorOf(customer.monetary),
                customer.repeat === null ? 0 : minorOf(customer.repeat.spend),
              ]),
          ).toEqual(
            left.map((slowly) => [
              slowly.customerId,
              slowly.orders,
              slowly.purchaseDays,
              slowly.firstPurchaseOn,
              slowly.lastPurchaseOn,
              slowly.gross,
              slowly.refunded,
              slowly.gross - slowly.refunded,
              slowly.repeatSpend,
            ]),
          );
        }
      }),
    ));

  test("merge-blind under every policy, as JSON and as columns", () =>
    fc.assert(
      fc.property(
        anyOrders,
        fc.constantFrom("net", "ignore", "void"),
        fc.constantFrom(null, "net", "ignore", "refuse"),
        fc.integer({ min: 2, max: 4 }),
        ({ timeZone, near, orders }, refunds, cancellations, shards) => {
          const by = policyWith({ timeZone, refunds, cancellations });
          const whole = startOrderSummary(by, { listed: 0 });
          whole.add(orders);
          const merged = startOrderSummary(by, { listed: 0 });
          for (let shard = shards - 1; shard >= 0; shard--) {
            const part = startOrderSummary(by);
            part.add(orders.filter((_, i) => i % shards === shard));
            orThrow(merged.merge(shard % 2 === 0 ? part.state() : structuredClone(part.columns())));
          }

          expect(merged.state()).toEqual(whole.state());
          expect(merged.columns()).toEqual(whole.columns());
          for (const moment of nights(near, timeZone)) {
            expect(merged.finish({ asOf: moment })).toEqual(summarizeOrders(orders, by, { asOf: moment, listed: 0 }));
          }
        },
      ),
    ));
});
