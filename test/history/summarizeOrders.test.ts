import fc from "fast-check";
import { dayOf, daysBetween, instant, instantFromMs, orThrow, storePolicy } from "clientele/core";
import type { Order } from "clientele/customer";
import { restoreHistoryPolicy, summarizeOrders } from "clientele/history";
import { describe, expect, test } from "vitest";
import {
  anyOrders,
  cny,
  customerIds,
  minorOf,
  orderOf,
  policy,
  policyWith,
  summarizedSlowly,
  throughJson,
  noCounts,
} from "../support/history.ts";

const asOf = "2026-01-31T23:59:59.999+08:00";

describe("examples", () => {
  test("the whole answer", () => {
    const orders = [
      orderOf("c2", "2026-01-31T08:00:00+08:00", "5"),
      orderOf("c1", "2026-01-05T10:00:00+08:00", "80.00", [["2026-01-09T10:00:00+08:00", "30.50"]]),
      orderOf("c1", "2026-01-05T23:59:59+08:00", "20.00"),
      orderOf("c1", "2026-01-15T10:00:00+08:00", "0"),
      orderOf("c1", "2026-01-16T10:00:00+08:00", "-9.50"),
      orderOf("c1", "2026-02-01T00:00:00+08:00", "7"),
      orderOf("c1", "2026-01-20T00:00:00+08:00", "1.5"),
      null,
    ];

    expect(summarizeOrders(orders, policy, { asOf })).toEqual({
      asOf: "2026-01-31T15:59:59.999Z",
      policy: { id: "orders", version: 3 },
      customers: [
        {
          customerId: "c1",
          asOf: "2026-01-31T15:59:59.999Z",
          orders: 4,
          purchaseDays: 3,
          cancellations: 1,
          firstPurchaseOn: "2026-01-05",
          lastPurchaseOn: "2026-01-20",
          recencyDays: 11,
          tenureDays: 26,
          gross: cny("101.50"),
          refunded: cny("40.00"),
          monetary: cny("61.50"),
          voidedOrders: 0,
          interPurchase: { gaps: 2, min: 5, p25: 6.25, median: 7.5, p75: 8.75, max: 10 },
          repeat: { frequency: 2, recencyDays: 15, ageDays: 26, spend: cny("1.50") },
          interactions: [],
          activity: [],
        },
        {
          customerId: "c2",
          asOf: "2026-01-31T15:59:59.999Z",
          orders: 1,
          purchaseDays: 1,
          cancellations: 0,
          firstPurchaseOn: "2026-01-31",
          lastPurchaseOn: "2026-01-31",
          recencyDays: 0,
          tenureDays: 0,
          gross: cny("5.00"),
          refunded: cny("0.00"),
          monetary: cny("5.00"),
          voidedOrders: 0,
          interPurchase: null,
          repeat: { frequency: 0, recencyDays: 0, ageDays: 0, spend: cny("0.00") },
          interactions: [],
          activity: [],
        },
      ],
      counts: { ...noCounts, orders: 5, freeOrders: 1, cancellations: 1, refunds: 1, afterAsOf: 1 },
      findings: {
        total: 1,
        byCode: { "invalid-fact": 1 },
        rows: [
          {
            index: 7,
            code: "invalid-fact",
            path: "",
            params: { path: "", expected: "object", observed: "null" },
          },
        ],
      },
    });
  });

  test("no orders, no customers", () => {
    expect(summarizeOrders([], policy, { asOf })).toEqual({
      asOf: "2026-01-31T15:59:59.999Z",
      policy: { id: "orders", version: 3 },
      customers: [],
      counts: noCounts,
      findings: { total: 0, byCode: {}, rows: [] },
    });
  });

  test("a customer with cancellations only has bought nothing, and money went back", () => {
    const [customer] = summarizeOrders([orderOf("c1", "2026-01-05T10:00:00Z", "-8")], policy, { asOf }).customers;

    expect(customer).toEqual({
      customerId: "c1",
      asOf: "2026-01-31T15:59:59.999Z",
      orders: 0,
      purchaseDays: 0,
      cancellations: 1,
      firstPurchaseOn: null,
      lastPurchaseOn: null,
      recencyDays: null,
      tenureDays: null,
      gross: cny("0.00"),
      refunded: cny("8.00"),
      monetary: cny("-8.00"),
      voidedOrders: 0,
      interPurchase: null,
      repeat: null,
      interactions: [],
      activity: [],
    });
  });

  test.each([
    ["net", "70.00"],
    ["ignore", "100.00"],
  ] as const)("refunds: %s", (refunds, monetary) => {
    const orders = [
      orderOf("c1", "2026-01-05T10:00:00Z", "100", [["2026-01-06T10:00:00Z", "10"]]),
      orderOf("c1", "2026-01-07T10:00:00Z", "-20"),
    ];

    const [customer] = summarizeOrders(orders, policyWith({ refunds }), { asOf }).customers;

    expect([customer?.gross, customer?.refunded, customer?.monetary]).toEqual([
      cny("100.00"),
      cny("30.00"),
      cny(monetary),
    ]);
  });

  const bought = "2026-01-10T10:00:00.000Z";
  test.each([
    ["at the moment itself", bought, { orders: 1, afterAsOf: 1, monetary: "9.00" }],
    ["a millisecond before", "2026-01-10T09:59:59.999Z", null],
    ["a millisecond before the refund", "2026-01-10T11:59:59.999Z", { orders: 1, afterAsOf: 1, monetary: "9.00" }],
    ["at the refund", "2026-01-10T12:00:00.000Z", { orders: 1, afterAsOf: 0, monetary: "5.00" }],
  ])("what is known %s", (_, moment, known) => {
    const orders = [orderOf("c1", bought, "9", [["2026-01-10T12:00:00Z", "4"]])];

    const { customers, counts } = summarizeOrders(orders, policy, { asOf: moment });

    if (known === null) expect([customers, counts.afterAsOf]).toEqual([[], 2]);
    else expect({ ...counts, monetary: customers[0]?.monetary.amount }).toMatchObject(known);
  });

  test("a refund that is known before its order is known to have been paid", () => {
    const orders = [orderOf("c1", "2026-02-02T00:00:00Z", "9", [["2026-01-10T12:00:00Z", "4"]])];

    const { customers, counts } = summarizeOrders(orders, policy, { asOf });

    expect([customers[0]?.orders, customers[0]?.monetary.amount, counts.refunds, counts.afterAsOf]).toEqual([
      0,
      "-4.00",
      1,
      1,
    ]);
  });

  test.each([
    ["Asia/Shanghai", 1, "2026-01-06"],
    ["UTC", 2, "2026-01-06"],
    ["America/New_York", 1, "2026-01-05"],
    ["Pacific/Kiritimati", 1, "2026-01-06"],
  ])("the same moments on the days of %s", (timeZone, purchaseDays, lastPurchaseOn) => {
    const orders = [orderOf("c1", "2026-01-05T16:30:00Z", "1"), orderOf("c1", "2026-01-06T01:30:00Z", "1")];

    const [customer] = summarizeOrders(orders, policyWith({ timeZone }), { asOf: "2026-01-06T02:00:00Z" }).customers;

    expect(customer).toMatchObject({ orders: 2, purchaseDays, lastPurchaseOn });
  });

  test.each([
    ["JPY", "1500", "1500", "0"],
    ["JPY", "1500.0", "1500", "0"],
    ["KWD", "1.5", "1.500", "0.000"],
    ["CNY", "1.500", "1.50", "0.00"],
    ["CLF", "0.0001", "0.0001", "0.0000"],
    ["CNY", "90071992547409.91", "90071992547409.91", "0.00"],
  ])("%s %s", (currency, amount, gross, refunded) => {
    const row = { customerId: "c1", at: "2026-01-05T10:00:00Z", amount: { amount, currency } };

    const [customer] = summarizeOrders([row], policyWith({ currency }), { asOf }).customers;

    expect([customer?.gross, customer?.refunded]).toEqual([
      { amount: gross, currency },
      { amount: refunded, currency },
    ]);
  });

  test("customers stand by identifier, hostile ones too", () => {
    const orders = customerIds.map((id) => orderOf(id, "2026-01-05T10:00:00Z", "1"));

    const { customers } = summarizeOrders(orders, policy, { asOf });

    expect(customers.map(({ customerId }) => customerId)).toEqual([...customerIds].sort());
  });

  test("orders may be any iterable, and moments any form of moment", () => {
    function* rows(): Generator {
      yield { customerId: "c1", at: new Date("2026-01-05T10:00:00Z"), amount: cny("1") };
      yield { customerId: "c1", at: { epochMilliseconds: Date.parse("2026-01-06T10:00:00Z") }, amount: cny("1") };
      yield { customerId: "c1", at: "2026-01-07 10:00:00+08", amount: cny("1"), refunds: null };
    }

    expect(summarizeOrders(rows(), policy, { asOf: new Date(asOf) }).customers[0]?.purchaseDays).toBe(3);
  });
});

describe("refusals", () => {
  const sound = orderOf("c1", "2026-01-05T10:00:00Z", "1");
  const thrower = new Proxy({}, { get: () => Reflect.getPrototypeOf(null as never) });
  const otherCurrency = (path: string, observed: string) => ({
    code: "currency-mismatch",
    path,
    params: { path, expected: "CNY", observed },
  });
  const invalid = (path: string, expected: string, observed: string) => ({
    code: "invalid-fact",
    path,
    params: { path, expected, observed },
  });
  const refundOf = (part: object) => [{ at: "2026-01-06T10:00:00Z", amount: cny("1"), ...part }];

  test.each<readonly [string, unknown, object]>([
    ["null", null, invalid("", "object", "null")],
    ["undefined", undefined, invalid("", "object", "undefined")],
    ["text", "order", invalid("", "object", '"order"')],
    ["a number", 7, invalid("", "object", "7")],
    ["nothing in it", {}, invalid("/customerId", "non-empty-text", "undefined")],
    ["nobody", { ...sound, customerId: "" }, invalid("/customerId", "non-empty-text", '""')],
    ["a number for a customer", { ...sound, customerId: 7 }, invalid("/customerId", "non-empty-text", "7")],
    ["no moment", { ...sound, at: undefined }, invalid("/at", "instant", "undefined")],
    [
      "a day that does not exist",
      { ...sound, at: "2026-02-30T10:00:00Z" },
      invalid("/at", "instant", '"2026-02-30T10:00:00Z"'),
    ],
    ["whose ten o'clock?", { ...sound, at: "2026-01-05T10:00:00" }, invalid("/at", "instant", '"2026-01-05T10:00:00"')],
    ["an invalid Date", { ...sound, at: new Date(NaN) }, invalid("/at", "instant", "an object")],
    ["no amount", { ...sound, amount: null }, invalid("/amount", "money", "null")],
    ["a bare amount", { ...sound, amount: "19.90" }, invalid("/amount", "money", '"19.90"')],
    [
      "a binary amount",
      { ...sound, amount: { amount: 19.9, currency: "CNY" } },
      invalid("/amount/amount", "decimal", "19.9"),
    ],
    ["an exponent", { ...sound, amount: cny("1e3") }, invalid("/amount/amount", "decimal", '"1e3"')],
    ["a negative zero", { ...sound, amount: cny("-0.00") }, invalid("/amount/amount", "decimal", '"-0.00"')],
    [
      "a currency that is none",
      { ...sound, amount: { amount: "1", currency: "RMB" } },
      invalid("/amount/currency", "currency", '"RMB"'),
    ],
    ["no currency", { ...sound, amount: { amount: "1" } }, invalid("/amount/currency", "currency", "undefined")],
    [
      "another currency",
      { ...sound, amount: { amount: "1", currency: "USD" } },
      otherCurrency("/amount/currency", "USD"),
    ],
    ["part of a fen", { ...sound, amount: cny("1.005") }, invalid("/amount/amount", "minor-units", '"1.005"')],
    [
      "too many fen",
      { ...sound, amount: cny("90071992547409.92") },
      invalid("/amount/amount", "minor-units", '"90071992547409.92"'),
    ],
    [
      "too many fen the other way",
      { ...sound, amount: cny("-90071992547409.92") },
      invalid("/amount/amount", "minor-units", '"-90071992547409.92"'),
    ],
    ["refunds that are no list", { ...sound, refunds: { 0: 1 } }, invalid("/refunds", "array", "an object")],
    ["no refund in the list", { ...sound, refunds: [null] }, invalid("/refunds/0", "object", "null")],
    ["a list of holes", { ...sound, refunds: new Array(4e9) }, invalid("/refunds/0", "object", "undefined")],
    [
      "a refund at no time",
      { ...sound, refunds: refundOf({ at: "soon" }) },
      invalid("/refunds/0/at", "instant", '"soon"'),
    ],
    [
      "the second refund of no amount",
      { ...sound, refunds: [...refundOf({}), ...refundOf({ amount: 3 })] },
      invalid("/refunds/1/amount", "money", "3"),
    ],
    [
      "a refund in another currency",
      { ...sound, refunds: refundOf({ amount: { amount: "1", currency: "JPY" } }) },
      otherCurrency("/refunds/0/amount/currency", "JPY"),
    ],
    [
      "a refund of nothing",
      { ...sound, refunds: refundOf({ amount: cny("0.00") }) },
      invalid("/refunds/0/amount/amount", "positive-number", '"0.00"'),
    ],
    [
      "a refund below zero",
      { ...sound, refunds: refundOf({ amount: cny("-1") }) },
      invalid("/refunds/0/amount/amount", "positive-number", '"-1"'),
    ],
    ["code that throws", thrower, invalid("", "plain-data", "an object")],
    ["parts whose code throws", { ...sound, amount: thrower }, invalid("", "plain-data", "an object")],
  ])("a row: %s", (_, row, finding) => {
    const { customers, counts, findings } = summarizeOrders([sound, row], policy, { asOf });

    const { params, ...rest } = finding as { params: object };
    expect(findings).toEqual({
      total: 1,
      byCode: { [(rest as { code: string }).code]: 1 },
      rows: [{ index: 1, ...rest, params }],
    });
    expect([customers.length, customers[0]?.orders, counts.refunds]).toEqual([1, 1, 0]);
  });

  test("findings are all counted, and listed up to the cap", () => {
    const rows = [null, sound, { ...sound, amount: { amount: "1", currency: "USD" } }, 7, sound, null];

    const listedTwo = summarizeOrders(rows, policy, { asOf, listed: 2 }).findings;

    expect([listedTwo.total, listedTwo.byCode]).toEqual([4, { "invalid-fact": 3, "currency-mismatch": 1 }]);
    expect(listedTwo.rows.map(({ index, code }) => [index, code])).toEqual([
      [0, "invalid-fact"],
      [2, "currency-mismatch"],
    ]);
    expect(summarizeOrders(rows, policy, { asOf, listed: 0 }).findings).toEqual({ ...listedTwo, rows: [] });
    expect(summarizeOrders(new Array<null>(103).fill(null), policy, { asOf }).findings).toMatchObject({
      total: 103,
      rows: { length: 100 },
    });
  });

  test.each<readonly [string, () => unknown, string]>([
    ["asOf without an offset", () => summarizeOrders([], policy, { asOf: "2026-01-31" }), "invalid-instant"],
    ["no asOf", () => summarizeOrders([], policy, {} as never), "invalid-instant"],
    ["a spread policy", () => summarizeOrders([], { ...policy } as never, { asOf }), "policy-not-checked"],
    ["no policy", () => summarizeOrders([], null as never, { asOf }), "policy-not-checked"],
    ["no orders", () => summarizeOrders(null as never, policy, { asOf }), "invalid-option"],
    ["one order", () => summarizeOrders(sound as never, policy, { asOf }), "invalid-option"],
    ["listed: -1", () => summarizeOrders([], policy, { asOf, listed: -1 }), "invalid-option"],
    ["listed: NaN", () => summarizeOrders([], policy, { asOf, listed: NaN }), "invalid-option"],
    ["listed: 1.5", () => summarizeOrders([], policy, { asOf, listed: 1.5 }), "invalid-option"],
  ])("%s", (_, call, code) => {
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code }));
  });

  const most = "90071992547409.91";
  const tooMuch: readonly (readonly [string, readonly Order[]])[] = [
    ["a day", [orderOf("c1", "2026-01-05T10:00:00Z", most), orderOf("c1", "2026-01-05T10:00:00Z", "0.01")]],
    ["two days", [orderOf("c1", "2026-01-05T10:00:00Z", most), orderOf("c1", "2026-01-09T10:00:00Z", "0.01")]],
    ["refunds", [orderOf("c1", "2026-01-05T10:00:00Z", `-${most}`), orderOf("c1", "2026-01-09T10:00:00Z", "-0.01")]],
  ];
  test.each(tooMuch)("more than integers can count, on %s, in either order", (_, orders) => {
    for (const rows of [orders, [...orders].reverse()]) {
      expect(() => summarizeOrders(rows, policy, { asOf })).toThrow(expect.objectContaining({ code: "out-of-range" }));
    }
  });

  test("the most that integers can count, bought and given back at once", () => {
    const orders = [orderOf("c1", "2026-01-05T10:00:00Z", `-${most}`), orderOf("c1", "2026-01-05T10:00:00Z", most)];

    expect(summarizeOrders(orders, policy, { asOf }).customers[0]).toMatchObject({
      gross: cny(most),
      refunded: cny(most),
      monetary: cny("0.00"),
    });
  });
});

describe("laws", () => {
  const anyAsOf = anyOrders.chain(({ near, ...facts }) =>
    fc.record({
      ...Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, fc.constant(value)])),
      at: fc.integer({ min: -80, max: 80 }).map((hours) => instantFromMs(Date.parse(near) + hours * 3_600_000)),
    }),
  ) as fc.Arbitrary<{ timeZone: string; orders: Order[]; at: ReturnType<typeof instant> }>;

  test("every number follows from its definition, to the millisecond, in every zone", () =>
    fc.assert(
      fc.property(anyAsOf, ({ timeZone, orders, at }) => {
        const { customers } = summarizeOrders(orders, policyWith({ timeZone }), { asOf: at });
        const today = dayOf(at, { timeZone });

        expect(
          customers.map(({ customerId, gross, refunded, monetary, repeat, recencyDays, tenureDays, ...rest }) => {
            const { firstPurchaseOn: first, lastPurchaseOn: last, purchaseDays } = rest;
            expect(minorOf(monetary)).toBe(minorOf(gross) - minorOf(refunded));
            if (first === null || last === null) expect([repeat, recencyDays, tenureDays]).toEqual([null, null, null]);
            else {
              expect([recencyDays, tenureDays]).toEqual([daysBetween(last, today), daysBetween(first, today)]);
              expect(repeat).toMatchObject({
                frequency: purchaseDays - 1,
                recencyDays: daysBetween(first, last),
                ageDays: tenureDays,
              });
            }
            return {
              customerId,
              orders: rest.orders,
              purchaseDays,
              cancellations: rest.cancellations,
              firstPurchaseOn: first,
              lastPurchaseOn: last,
              gross: minorOf(gross),
              refunded: minorOf(refunded),
              repeatSpend: repeat === null ? 0 : minorOf(repeat.spend),
            };
          }),
        ).toEqual(summarizedSlowly(orders, timeZone, at));
      }),
    ));

  test("order-blind: shuffled rows give the same answer", () =>
    fc.assert(
      fc.property(
        anyAsOf.chain(({ orders, ...rest }) =>
          fc.record({
            rest: fc.constant(rest),
            orders: fc.constant(orders),
            shuffled: fc.shuffledSubarray(orders, { minLength: orders.length }),
          }),
        ),
        ({ rest: { timeZone, at }, orders, shuffled }) => {
          const by = policyWith({ timeZone });
          expect(summarizeOrders(shuffled, by, { asOf: at })).toEqual(summarizeOrders(orders, by, { asOf: at }));
        },
      ),
    ));

  test("conserving: what customers spent is what orders above zero cost; every fact is counted once", () =>
    fc.assert(
      fc.property(anyAsOf, ({ timeZone, orders, at }) => {
        const { customers, counts } = summarizeOrders(orders, policyWith({ timeZone }), { asOf: at });
        const known = orders.filter((order) => instant(order.at) <= at);
        const facts = orders.reduce((sum, { refunds }) => sum + 1 + (refunds?.length ?? 0), 0);

        expect(customers.reduce((sum, { gross }) => sum + minorOf(gross), 0)).toBe(
          known.reduce((sum, { amount }) => sum + Math.max(0, minorOf(amount)), 0),
        );
        expect(counts.orders + counts.cancellations + counts.refunds + counts.afterAsOf).toBe(facts);
        expect(counts.orders).toBe(customers.reduce((sum, customer) => sum + customer.orders, 0));
      }),
    ));

  test("JSON-safe; orders and policy back from storage give the same answer", () =>
    fc.assert(
      fc.property(anyOrders, ({ timeZone, orders, near }) => {
        const by = policyWith({ timeZone });
        const stored = orThrow(restoreHistoryPolicy(throughJson(storePolicy(by))));
        const summary = summarizeOrders(orders, by, { asOf: near });

        expect(throughJson(summary)).toEqual(summary);
        expect(summarizeOrders(throughJson(orders), stored, { asOf: near })).toEqual(summary);
      }),
    ));

  test("monotone: a later moment never knows less", () =>
    fc.assert(
      fc.property(anyOrders, fc.nat({ max: 100 }), ({ timeZone, orders, near }, hours) => {
        const by = policyWith({ timeZone });
        const later = instantFromMs(Date.parse(near) + hours * 3_600_000);
        const [before, after] = [near, later].map((at) => summarizeOrders(orders, by, { asOf: at }));
        const grown = new Map(after!.customers.map((customer) => [customer.customerId, customer]));

        for (const { customerId, orders: count, gross, refunded } of before!.customers) {
          const then = grown.get(customerId)!;
          expect(then.orders).toBeGreaterThanOrEqual(count);
          expect(minorOf(then.gross)).toBeGreaterThanOrEqual(minorOf(gross));
          expect(minorOf(then.refunded)).toBeGreaterThanOrEqual(minorOf(refunded));
        }
      }),
    ));

  test("nothing throws, whatever a row is, and no row is lost", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.anything({ withBigInt: true, withDate: true, withSparseArray: true, withNullPrototype: true }),
            fc.constant(orderOf("c1", "2026-01-05T10:00:00Z", "1")),
            fc
              .tuple(fc.constantFrom("customerId", "at", "amount", "refunds"), fc.anything({ withBigInt: true }))
              .map(([key, value]) => ({ ...orderOf("c1", "2026-01-05T10:00:00Z", "1"), [key]: value })),
          ),
        ),
        (rows) => {
          const { counts, findings } = summarizeOrders(rows, policy, { asOf, listed: rows.length });
          expect(counts.orders + counts.cancellations + findings.total).toBe(rows.length - counts.afterAsOf);
          expect(findings.rows.length).toBe(findings.total);
          expect(throughJson(findings)).toEqual(findings);
        },
      ),
    ));
});
