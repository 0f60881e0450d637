import fc from "fast-check";
import { dayFromNumber, dayOf, endOfDay, epochDayOfText, orThrow } from "clientele/core";
import type { Order } from "clientele/customer";
import { type OrderSummaryState, startOrderSummary, summarizeOrders } from "clientele/history";
import { describe, expect, test } from "vitest";
import {
  anyOrders,
  customerIds,
  noCounts,
  orderOf,
  policy,
  policyWith,
  stateOf,
  throughJson,
} from "../support/history.ts";

const asOf = "2026-01-31T23:59:59.999+08:00";

describe("examples", () => {
  test("the state is kept by customer and day, in order, in minor units", () => {
    const state = stateOf([
      orderOf("c2", "2026-01-05T10:00:00+08:00", "-3.5"),
      orderOf("c1", "2026-01-05T23:59:59.999+08:00", "80"),
      orderOf("c1", "2026-01-05T00:00:00+08:00", "0"),
      orderOf("c1", "2026-01-04T10:00:00+08:00", "1.01", [["2026-01-05T12:00:00+08:00", "1"]]),
    ]);

    expect(state).toEqual({
      format: "order-summary-state/1",
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      customers: [
        {
          customerId: "c1",
          days: [
            {
              on: "2026-01-04",
              firstAt: "2026-01-04T02:00:00.000Z",
              lastAt: "2026-01-04T02:00:00.000Z",
              orders: 1,
              freeOrders: 0,
              spentMinor: 101,
              cancellations: 0,
              refunds: 0,
              refundedMinor: 0,
              cancelledMinor: 0,
            },
            {
              on: "2026-01-05",
              firstAt: "2026-01-04T16:00:00.000Z",
              lastAt: "2026-01-05T15:59:59.999Z",
              orders: 2,
              freeOrders: 1,
              spentMinor: 8000,
              cancellations: 0,
              refunds: 1,
              refundedMinor: 100,
              cancelledMinor: 0,
            },
          ],
        },
        {
          customerId: "c2",
          days: [
            {
              on: "2026-01-05",
              firstAt: "2026-01-05T02:00:00.000Z",
              lastAt: "2026-01-05T02:00:00.000Z",
              orders: 0,
              freeOrders: 0,
              spentMinor: 0,
              cancellations: 1,
              refunds: 0,
              refundedMinor: 350,
              cancelledMinor: 350,
            },
          ],
        },
      ],
      refused: {},
    });
  });

  test("rows that a shard could not read are not forgotten when states merge", () => {
    const here = startOrderSummary(policy);
    const there = startOrderSummary(policy);
    here.add([null]);
    there.add([{}, { ...orderOf("c1", "2026-01-05T10:00:00Z", "1"), amount: { amount: "1", currency: "USD" } }]);

    expect(there.state().refused).toEqual({ "currency-mismatch": 1, "invalid-fact": 1 });
    expect(here.merge(throughJson(there.state())).ok).toBe(true);
    expect(here.finish({ asOf }).findings).toMatchObject({
      total: 3,
      byCode: { "currency-mismatch": 1, "invalid-fact": 2 },
      rows: [{ index: 0 }],
    });
  });

  test("a day in two shards reaches from the first moment of either to the last", () => {
    const of = (...times: readonly string[]) =>
      stateOf(times.map((time) => orderOf("c1", `2026-01-05T${time}+08:00`, "1")));
    const [early, late] = [of("09:00:00", "11:00:00"), of("10:00:00", "12:00:00")];
    for (const shards of [
      [early, late],
      [late, early],
      [of("09:00:00", "12:00:00"), of("10:00:00", "11:00:00")],
    ]) {
      const merged = startOrderSummary(policy);
      for (const shard of shards) orThrow(merged.merge(shard));

      expect(merged.state().customers[0]?.days).toMatchObject([
        { firstAt: "2026-01-05T01:00:00.000Z", lastAt: "2026-01-05T04:00:00.000Z", orders: 4 },
      ]);
    }
  });

  test("text is rows of one character each, none of them an order", () => {
    const collected = startOrderSummary(policy);
    collected.add("ab");

    expect(collected.finish({ asOf }).findings.rows.map(({ index, params }) => [index, params])).toStrictEqual([
      [0, { path: "", expected: "object", observed: '"a"' }],
      [1, { path: "", expected: "object", observed: '"b"' }],
    ]);
  });

  test("nothing collected is a state, too", () => {
    const empty = startOrderSummary(policy);

    expect(empty.merge(stateOf([]))).toEqual({ ok: true, value: { customers: 0 } });
    expect(empty.finish({ asOf }).customers).toEqual([]);
    expect([...empty.histories()]).toEqual([]);
  });

  test("finish may be asked again, for any moment, and collecting goes on", () => {
    const collected = startOrderSummary(policy);
    const spent = (moment: string) => collected.finish({ asOf: moment }).customers.map(({ gross }) => gross.amount);

    collected.add([orderOf("c1", "2026-01-05T10:00:00+08:00", "1"), orderOf("c1", "2026-01-07T10:00:00+08:00", "2")]);

    expect(spent(asOf)).toEqual(["3.00"]);
    expect(spent("2026-01-06T00:00:00+08:00")).toEqual(["1.00"]);
    expect(spent("2026-01-05T00:00:00+08:00")).toEqual([]);
    collected.add([orderOf("c1", "2026-01-06T10:00:00+08:00", "4")]);
    expect(spent(asOf)).toEqual(["7.00"]);
  });

  test("a day that is not over is left out whole, and said so", () => {
    const collected = startOrderSummary(policy);
    collected.add([
      orderOf("c1", "2026-01-04T10:00:00+08:00", "1"),
      orderOf("c1", "2026-01-05T10:00:00+08:00", "2", [["2026-01-05T13:00:00+08:00", "1"]]),
      orderOf("c2", "2026-01-05T14:00:00+08:00", "8"),
    ]);

    const { customers, counts, findings } = collected.finish({ asOf: "2026-01-05T12:00:00+08:00" });

    expect(customers.map(({ customerId, gross }) => [customerId, gross.amount])).toEqual([["c1", "1.00"]]);
    expect(counts).toEqual({ ...noCounts, orders: 1, afterAsOf: 3 });
    expect(findings).toEqual({
      total: 1,
      byCode: { "day-not-over": 1 },
      rows: [{ index: null, code: "day-not-over", path: "", params: { customerId: "c1", on: "2026-01-05" } }],
    });
    expect(collected.finish({ asOf: "2026-01-05T14:00:00+08:00" }).findings.total).toBe(0);
  });

  test("bad rows are numbered over all batches, and told once, however often one finishes", () => {
    const collected = startOrderSummary(policy, { listed: 3 });
    collected.add([null, orderOf("c1", "2026-01-05T10:00:00+08:00", "1")]);
    collected.add([]);
    collected.add(new Set([orderOf("c1", "2026-01-05T14:00:00+08:00", "1"), 5, 6]));

    const early = collected.finish({ asOf: "2026-01-05T12:00:00+08:00" }).findings;

    expect([early.total, early.byCode]).toEqual([4, { "day-not-over": 1, "invalid-fact": 3 }]);
    expect(early.rows.map(({ index }) => index)).toEqual([0, 3, 4]);
    expect(collected.finish({ asOf }).findings).toMatchObject({ total: 3, byCode: { "invalid-fact": 3 } });
  });

  test("the same order twice counts twice; a merge with oneself doubles", () => {
    const collected = startOrderSummary(policy);
    collected.add([orderOf("c1", "2026-01-05T10:00:00+08:00", "1")]);
    orThrow(collected.merge(collected.state()));

    expect(collected.finish({ asOf }).customers[0]).toMatchObject({
      orders: 2,
      purchaseDays: 1,
      gross: { amount: "2.00" },
    });
  });

  test("a state handed out stays as it was", () => {
    const collected = startOrderSummary(policy);
    collected.add([orderOf("c1", "2026-01-05T10:00:00+08:00", "1")]);
    const before = collected.state();
    const kept = throughJson(before);

    collected.add([orderOf("c1", "2026-01-05T11:00:00+08:00", "1")]);

    expect(before).toEqual(kept);
  });

  test("the refunds rule and the policy's name do not stand between shards", () => {
    const gross = startOrderSummary(policyWith({ id: "gross", refunds: "ignore" }));

    expect(gross.merge(stateOf([orderOf("c1", "2026-01-05T10:00:00+08:00", "1")])).ok).toBe(true);
  });
});

describe("refusals", () => {
  const state = stateOf([
    orderOf("c1", "2026-01-05T10:00:00+08:00", "1"),
    orderOf("c1", "2026-01-06T10:00:00+08:00", "1"),
    orderOf("c2", "2026-01-05T10:00:00+08:00", "1"),
  ]);
  const [c1, c2] = state.customers as [OrderSummaryState["customers"][0], OrderSummaryState["customers"][0]];
  const [first, second] = c1.days as [(typeof c1.days)[0], (typeof c1.days)[0]];
  const withDay = (part: object) => ({ ...state, customers: [c2, { ...c1, days: [first, { ...second, ...part }] }] });
  const flaw = (path: string, expected: string) => ({ code: "invalid-state", path, expected });
  const mismatch = (what: string, expected: string, observed: string) => ({
    code: "state-mismatch",
    what,
    expected,
    observed,
  });
  const thrower = new Proxy({}, { get: () => Reflect.getPrototypeOf(null as never) });

  test.each<readonly [string, unknown, object]>([
    ["null", null, flaw("", "object")],
    ["a list", [state], flaw("", "object")],
    ["text", JSON.stringify(state), flaw("", "object")],
    ["code that throws", thrower, flaw("", "plain-data")],
    ["nothing in it", {}, flaw("/format", "text")],
    [
      "a later format",
      { ...state, format: "order-summary-state/2" },
      mismatch("format", "order-summary-state/1", "order-summary-state/2"),
    ],
    ["another zone", { ...state, timeZone: "Asia/Tokyo" }, mismatch("timeZone", "Asia/Shanghai", "Asia/Tokyo")],
    ["another currency", { ...state, currency: "USD" }, mismatch("currency", "CNY", "USD")],
    ["no currency", { ...state, currency: null }, flaw("/currency", "text")],
    ["customers by name", { ...state, customers: { c1 } }, flaw("/customers", "array")],
    ["rows it does not count", { ...state, refused: undefined }, flaw("/refused", "object")],
    [
      "half a row",
      { ...state, refused: { "invalid-fact": 0.5 } },
      flaw("/refused/invalid-fact", "non-negative-integer"),
    ],
    ["a customer that is none", { ...state, customers: [c1, null] }, flaw("/customers/1", "object")],
    ["nobody", { ...state, customers: [{ ...c1, customerId: "" }] }, flaw("/customers/0/customerId", "text")],
    [
      "a customer by number",
      { ...state, customers: [{ ...c1, customerId: 5 }] },
      flaw("/customers/0/customerId", "text"),
    ],
    ["a customer twice", { ...state, customers: [c1, c2, c1] }, flaw("/customers/2/customerId", "text")],
    ["no days", { ...state, customers: [{ customerId: "c1" }] }, flaw("/customers/0/days", "array")],
    ["a hole", { ...state, customers: [{ ...c1, days: new Array(1) }] }, flaw("/customers/0/days/0", "object")],
    ["a day that does not exist", withDay({ on: "2026-02-30" }), flaw("/customers/1/days/1/on", "day")],
    ["a day twice", { ...state, customers: [{ ...c1, days: [first, first] }] }, flaw("/customers/0/days/1/on", "day")],
    [
      "days out of order",
      { ...state, customers: [{ ...c1, days: [second, first] }] },
      flaw("/customers/0/days/1/on", "day"),
    ],
    ["a moment of another day", withDay({ firstAt: first.firstAt }), flaw("/customers/1/days/1/firstAt", "instant")],
    ["no moment", withDay({ lastAt: "later" }), flaw("/customers/1/days/1/lastAt", "instant")],
    ["a moment as a date", withDay({ lastAt: new Date(second.lastAt) }), flaw("/customers/1/days/1/lastAt", "instant")],
    ["a moment as a number", withDay({ lastAt: 0 }), flaw("/customers/1/days/1/lastAt", "instant")],
    [
      "a day that ends before it begins",
      withDay({ lastAt: "2026-01-06T01:00:00.000Z" }),
      flaw("/customers/1/days/1/lastAt", "instant"),
    ],
    ["half an order", withDay({ orders: 0.5 }), flaw("/customers/1/days/1/orders", "non-negative-integer")],
    ["less than nothing", withDay({ spentMinor: -1 }), flaw("/customers/1/days/1/spentMinor", "non-negative-integer")],
    ["more than exact", withDay({ refunds: 2 ** 53 }), flaw("/customers/1/days/1/refunds", "non-negative-integer")],
    [
      "a count as text",
      withDay({ cancellations: "1" }),
      flaw("/customers/1/days/1/cancellations", "non-negative-integer"),
    ],
    ["no count", withDay({ freeOrders: undefined }), flaw("/customers/1/days/1/freeOrders", "non-negative-integer")],
    ["NaN", withDay({ refundedMinor: NaN }), flaw("/customers/1/days/1/refundedMinor", "non-negative-integer")],
  ])("a state: %s; and nothing of it is taken in", (_, input, error) => {
    const collected = startOrderSummary(policy);
    collected.add([orderOf("c9", "2026-01-05T10:00:00+08:00", "1")]);
    const before = collected.state();

    expect(collected.merge(input as OrderSummaryState)).toEqual({ ok: false, error });
    expect(collected.state()).toEqual(before);
  });

  const most = "90071992547409.91";
  test.each([
    ["amounts", [orderOf("c1", "2026-01-05T10:00:00+08:00", most)]],
    ["refunds", [orderOf("c1", "2026-01-05T10:00:00+08:00", `-${most}`)]],
  ])("%s beyond count: merge throws and takes nothing in", (_, full) => {
    const collected = startOrderSummary(policy);
    collected.add(full);
    const before = collected.state();
    const more = stateOf([
      orderOf("c0", "2026-01-05T10:00:00+08:00", "1"),
      orderOf("c1", "2026-01-05T12:00:00+08:00", "0.01"),
      orderOf("c1", "2026-01-05T12:00:00+08:00", "-0.01"),
    ]);

    expect(() => collected.merge(more)).toThrow(
      expect.objectContaining({
        name: "DomainError",
        code: "out-of-range",
        message: "a customer's orders come to more than integers can count exactly",
      }),
    );
    expect(collected.state()).toEqual(before);
  });

  test("counts beyond count are refused, not rounded", () => {
    const many = withDay({ orders: Number.MAX_SAFE_INTEGER }) as OrderSummaryState;
    const collected = startOrderSummary(policy);
    orThrow(collected.merge(many));

    expect(() => collected.merge(many)).toThrow(expect.objectContaining({ code: "out-of-range" }));
  });

  test.each<readonly [string, () => unknown, string]>([
    ["a policy that went through no door", () => startOrderSummary({ ...policy } as never), "policy-not-checked"],
    ["listed: -1", () => startOrderSummary(policy, { listed: -1 }), "invalid-option"],
    ["listed: text", () => startOrderSummary(policy, { listed: "3" as never }), "invalid-option"],
    ["a batch that is none", () => startOrderSummary(policy).add(undefined as never), "invalid-option"],
    ["a batch of one order", () => startOrderSummary(policy).add({ id: "o" } as never), "invalid-option"],
    ["finish without asOf", () => startOrderSummary(policy).finish({} as never), "invalid-instant"],
  ])("%s", (_, call, code) => {
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code }));
  });
});

describe("laws", () => {
  /** Orders, split over shards in any order. */
  const anyShards = anyOrders.chain(({ timeZone, near, orders }) =>
    fc.record({
      timeZone: fc.constant(timeZone),
      near: fc.constant(near),
      orders: fc.constant(orders),
      shuffled: fc.shuffledSubarray(orders, { minLength: orders.length }),
      shardOf: fc.array(fc.nat({ max: 4 }), { minLength: orders.length, maxLength: orders.length }),
      mergeOrder: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      batch: fc.integer({ min: 1, max: 7 }),
    }),
  );

  test("merge-blind: any partition, in any order, through JSON, gives the state and the answer of one accumulator", () =>
    fc.assert(
      fc.property(anyShards, ({ timeZone, near, orders, shuffled, shardOf, mergeOrder, batch }) => {
        const by = policyWith({ timeZone });
        const shards = mergeOrder.map((shard) => {
          const own = shuffled.filter((_, at) => shardOf[at] === shard);
          const collected = startOrderSummary(by);
          for (let at = 0; at < own.length; at += batch) collected.add(own.slice(at, at + batch));
          return throughJson(collected.state());
        });
        const merged = startOrderSummary(by);
        for (const shard of shards) orThrow(merged.merge(shard));

        expect(merged.state()).toEqual(stateOf(orders, by));
        expect([...merged.histories()]).toEqual(merged.state().customers);
        for (const night of nights(near, timeZone)) {
          expect(merged.finish({ asOf: night })).toEqual(summarizeOrders(orders, by, { asOf: night }));
        }
      }),
    ));

  test("associative: shards may be merged two by two before", () =>
    fc.assert(
      fc.property(anyShards, ({ timeZone, orders, shardOf }) => {
        const by = policyWith({ timeZone });
        const [a, b, c] = [0, 1, 2].map((shard) =>
          stateOf(
            orders.filter((_, at) => (shardOf[at] ?? 0) % 3 === shard),
            by,
          ),
        ) as [OrderSummaryState, OrderSummaryState, OrderSummaryState];
        const joined = (x: OrderSummaryState, y: OrderSummaryState): OrderSummaryState => {
          const collected = startOrderSummary(by);
          orThrow(collected.merge(x));
          orThrow(collected.merge(y));
          return collected.state();
        };

        expect(joined(joined(a, b), c)).toEqual(joined(a, joined(b, c)));
        expect(joined(a, b)).toEqual(joined(b, a));
        expect(joined(a, stateOf([], by))).toEqual(a);
      }),
    ));

  test("a day is in or out whole: what finish leaves out is what happened on days that are not over", () =>
    fc.assert(
      fc.property(anyOrders, ({ timeZone, near, orders }) => {
        const by = policyWith({ timeZone });
        const collected = startOrderSummary(by);
        collected.add(orders);
        const exact = summarizeOrders(orders, by, { asOf: near });
        const byDay = collected.finish({ asOf: near });

        expect(byDay.counts.afterAsOf).toBeGreaterThanOrEqual(exact.counts.afterAsOf);
        if (byDay.findings.total === 0) expect(byDay).toEqual(exact);
        else expect(byDay.counts.afterAsOf).toBeGreaterThan(exact.counts.afterAsOf);
        for (const { params } of byDay.findings.rows) {
          expect(customerIds).toContain(params["customerId"]);
          expect(params["on"]).toBe(dayOf(near, { timeZone }));
        }
      }),
    ));

  test("beyond count, in any order and any partition", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { minLength: 2, maxLength: 5 }),
        fc.nat({ max: 5 }),
        (amounts, cut) => {
          const rows = amounts.map((minor): Order => {
            const text = String(minor).padStart(3, "0");
            return orderOf("c1", "2026-01-05T10:00:00Z", `${text.slice(0, -2)}.${text.slice(-2)}`);
          });
          const collect = (parts: readonly (readonly Order[])[]): string => {
            try {
              const collected = startOrderSummary(policy);
              for (const part of parts) orThrow(collected.merge(stateOf(part)));
              return collected.finish({ asOf }).customers[0]?.gross.amount ?? "";
            } catch (error) {
              return (error as { code: string }).code;
            }
          };
          const sum = amounts.reduce((so, minor) => so + BigInt(minor), 0n);
          const expected =
            sum > BigInt(Number.MAX_SAFE_INTEGER)
              ? "out-of-range"
              : `${sum / 100n}.${String(sum % 100n).padStart(2, "0")}`;

          expect(collect([rows])).toBe(expected);
          expect(collect([[...rows].reverse()])).toBe(expected);
          expect(collect([rows.slice(cut), rows.slice(0, cut)])).toBe(expected);
        },
      ),
    ));

  /** The ends of the days around a moment. */
  function nights(near: string, timeZone: string): readonly string[] {
    const around = epochDayOfText(dayOf(near, { timeZone }));
    return [-2, -1, 0, 1, 3].map((days) => endOfDay(dayFromNumber(around + days), { timeZone }));
  }
});
