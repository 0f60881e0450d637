import fc from "fast-check";
import { dayOf, epochDayOfText, epochMsOf, endOfDay, instantFromMs, orThrow } from "clientele/core";
import { type OrderColumns, startOrderSummary } from "clientele/history";
import { describe, expect, test } from "vitest";
import { anyOrders, minorOf, orderOf, policy, policyWith, stateOf } from "../support/history.ts";

const asOf = "2026-01-31T23:59:59.999+08:00";
const collect = (columns: OrderColumns, by = policy) => {
  const collected = startOrderSummary(by);
  collected.addColumns(columns);
  return collected;
};

describe("examples", () => {
  const ms = [Date.UTC(2026, 0, 5, 2), Date.UTC(2026, 0, 6, 2), Date.UTC(2026, 0, 6, 17)];
  const minor = [8000, 0, -350];

  test.each<readonly [string, OrderColumns]>([
    ["identifiers", { customers: ["c1", "c2", "c1"], at: ms, minor }],
    ["codes with a dictionary", { customers: [1, 0, 1], customerIds: ["c2", "c1"], at: ms, minor }],
    [
      "typed arrays",
      {
        customers: new Uint8Array([1, 0, 1]),
        customerIds: ["c2", "c1"],
        at: new Float64Array(ms),
        minor: new Int32Array(minor),
      },
    ],
  ])("%s", (_, columns) => {
    expect(collect(columns).state()).toEqual(
      stateOf([
        orderOf("c1", instantFromMs(ms[0]!), "80"),
        orderOf("c2", instantFromMs(ms[1]!), "0"),
        orderOf("c1", instantFromMs(ms[2]!), "-3.5"),
      ]),
    );
  });

  test("codes without a dictionary are the identifiers", () => {
    expect(
      collect({ customers: new Int32Array([7, 0]), at: [0, 0], minor: [1, 2] })
        .finish({ asOf })
        .customers.map(({ customerId, monetary }) => [customerId, monetary.amount]),
    ).toEqual([
      ["0", "0.02"],
      ["7", "0.01"],
    ]);
  });

  test("days are known from their end on", () => {
    const collected = collect({ customers: ["c1"], days: [epochDayOfText("2026-01-05")], minor: [100] });

    expect(collected.finish({ asOf: "2026-01-05T23:59:59.998+08:00" }).counts.afterAsOf).toBe(1);
    expect(collected.finish({ asOf: "2026-01-05T23:59:59.999+08:00" }).customers[0]).toMatchObject({
      lastPurchaseOn: "2026-01-05",
      recencyDays: 0,
    });
  });

  test("rows are numbered on over batches and columns", () => {
    const collected = startOrderSummary(policy);
    collected.add([null]);
    collected.addColumns({ customers: ["c1", ""], at: [0, 0], minor: [1, 1] });
    collected.add([null]);

    expect(collected.finish({ asOf }).findings.rows.map(({ index }) => index)).toEqual([0, 2, 3]);
  });
});

describe("refusals", () => {
  const sound: OrderColumns = { customers: ["c1", "c2"], at: [0, 0], minor: [1, 1] };
  const [apia, gone] = ["Pacific/Apia", epochDayOfText("2011-12-30")]; // a day that never was

  test.each<readonly [string, OrderColumns, string, string]>([
    ["no identifier", { ...sound, customers: ["c1", ""] }, "/customers/1", "non-empty-text"],
    ["a hole", { ...sound, customers: ["c1", undefined] as never }, "/customers/1", "non-empty-text"],
    ["a negative code", { ...sound, customers: [0, -1] }, "/customers/1", "known-name"],
    ["half a code", { ...sound, customers: [0, 0.5] }, "/customers/1", "known-name"],
    [
      "a code beyond the dictionary",
      { ...sound, customers: [0, 1], customerIds: ["c1"] },
      "/customers/1",
      "known-name",
    ],
    ["no moment", { ...sound, at: [0, NaN] }, "/at/1", "instant"],
    ["a moment beyond the years", { ...sound, at: [0, 1e300] }, "/at/1", "instant"],
    ["half a millisecond", { ...sound, at: [0, 0.5] }, "/at/1", "instant"],
    ["half a day", { ...sound, at: null, days: [0, 0.5] }, "/days/1", "day"],
    ["a day beyond the years", { ...sound, at: null, days: [0, 1e7] }, "/days/1", "day"],
    ["a day that never was", { ...sound, at: null, days: [0, gone] }, "/days/1", "day"],
    ["half a cent", { ...sound, minor: [1, 0.5] }, "/minor/1", "minor-units"],
    ["NaN", { ...sound, minor: [1, NaN] }, "/minor/1", "minor-units"],
    ["Infinity", { ...sound, minor: [1, Infinity] }, "/minor/1", "minor-units"],
    ["more than integers can count", { ...sound, minor: [1, 2 ** 53] }, "/minor/1", "minor-units"],
  ])("a bad row is told, the others count: %s", (_, columns, path, expected) => {
    const { customers, findings } = collect(columns, policyWith({ timeZone: apia })).finish({ asOf });

    expect(customers).toHaveLength(1);
    expect(findings).toMatchObject({
      total: 1,
      rows: [{ index: 1, code: "invalid-fact", path, params: { path, expected } }],
    });
  });

  test("cancellations, where the policy takes none", () => {
    const { findings } = collect({ ...sound, minor: [1, -1] }, policyWith({ cancellations: "refuse" })).finish({
      asOf,
    });

    expect(findings.rows).toEqual([
      { index: 1, code: "cancellation-refused", path: "/minor/1", params: { path: "/minor/1", observed: "-1" } },
    ]);
  });

  test.each<readonly [string, unknown, string]>([
    ["no columns", null, "columns: expected an object of columns, received null"],
    ["text", "abc", 'columns: expected an object of columns, received "abc"'],
    ["neither moments nor days", { customers: [], minor: [] }, "columns: expected either at or days"],
    ["both", { customers: [], at: [], days: [], minor: [] }, "columns: expected either at or days"],
    [
      "amounts of another length",
      { ...sound, minor: [1] },
      "columns/customers: expected a column as long as the others",
    ],
    ["moments of another length", { ...sound, at: [1] }, "columns/at: expected a column as long as the others"],
    [
      "days of another length",
      { ...sound, at: null, days: [1] },
      "columns/days: expected a column as long as the others",
    ],
    ["a column that is none", { ...sound, customers: 5 }, "columns/customers: expected a column as long as the others"],
    ["a null", { ...sound, customers: null }, "columns/customers: expected a column as long as the others"],
    [
      "a length below zero",
      { customers: { length: -1 }, at: { length: -1 }, minor: { length: -1 } },
      "columns/customers: expected a column as long as the others",
    ],
    ["no amounts", { ...sound, minor: undefined }, "columns/customers: expected a column as long as the others"],
    [
      "a dictionary that is none",
      { ...sound, customers: [0, 0], customerIds: "ab" },
      'columns/customerIds: expected identifiers, received "ab"',
    ],
  ])("%s", (_, columns, message) => {
    expect(() => startOrderSummary(policy).addColumns(columns as never)).toThrow(
      expect.objectContaining({ name: "DomainError", code: "invalid-option", message }),
    );
  });

  test("what throws when it is looked at is no state", () => {
    const thrower = new Proxy({}, { get: () => Reflect.getPrototypeOf(null as never) });
    const columns = collect({ customers: ["c1"], at: [0], minor: [1] }).columns();

    for (const state of [
      thrower,
      {
        ...columns,
        get customerIds() {
          return Reflect.getPrototypeOf(null as never);
        },
      },
    ]) {
      expect(startOrderSummary(policy).merge(state as never)).toMatchObject({ error: { code: "invalid-state" } });
    }
    expect(startOrderSummary(policy).merge(undefined as never)).toMatchObject({ error: { code: "invalid-state" } });
  });

  test("a state as columns, whole: rates, void orders and touches, in order", () => {
    const by = policyWith({ refunds: "void", rates: { USD: "7" } });
    const collected = startOrderSummary(by);
    collected.add([
      orderOf("c2", "1970-01-02T00:00:00Z", "3", [["1970-01-03T00:00:00Z", "3"]]),
      orderOf("c1", "1970-01-02T00:00:01Z", "0"),
      null,
    ]);
    collected.addInteractions([{ customerId: "c2", at: "1970-01-02T00:00:02Z", channel: "b" }]);
    collected.addActivity([{ customerId: "c2", at: "1970-01-02T00:00:03Z", kind: "z" }]);
    collected.addInteractions([{ customerId: "c1", at: "1970-01-02T00:00:02Z", channel: "c" }]);
    const day = 86_400_000;

    expect(collected.columns()).toEqual({
      format: "order-summary-columns/1",
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      rates: { USD: "7" },
      customerIds: ["c1", "c2"],
      starts: Int32Array.of(0, 1, 3),
      day: Int32Array.of(1, 1, 2),
      firstMs: Float64Array.of(day + 1000, day, 2 * day),
      lastMs: Float64Array.of(day + 1000, day, 2 * day),
      orders: Float64Array.of(1, 1, 0),
      freeOrders: Float64Array.of(1, 0, 0),
      spentMinor: Float64Array.of(0, 300, 0),
      cancellations: new Float64Array(3),
      cancelledMinor: new Float64Array(3),
      refunds: Float64Array.of(0, 0, 1),
      refundedMinor: Float64Array.of(0, 0, 300),
      voidedDay: Int32Array.of(1, 2),
      voidedAtMs: Float64Array.of(2 * day, 2 * day),
      voidedOrders: Float64Array.of(1, 0),
      voidedSpentMinor: Float64Array.of(300, 0),
      voidedRefunds: Float64Array.of(0, 1),
      voidedRefundedMinor: Float64Array.of(0, 300),
      touchNames: ["activity:z", "interaction:b", "interaction:c"],
      touchCustomer: Int32Array.of(0, 1, 1),
      touchName: Int32Array.of(2, 0, 1),
      touchDay: Int32Array.of(1, 1, 1),
      touchFirstMs: Float64Array.of(day + 2000, day + 3000, day + 2000),
      touchLastMs: Float64Array.of(day + 2000, day + 3000, day + 2000),
      touchCount: Float64Array.of(1, 1, 1),
      refused: { "invalid-fact": 1 },
    });
    const back = startOrderSummary(by);
    expect(back.merge(collected.columns())).toEqual({ ok: true, value: { customers: 2 } });
    expect(back.state()).toStrictEqual(collected.state());
  });

  test.each<readonly [string, (columns: ReturnType<ReturnType<typeof collect>["columns"]>) => object, string]>([
    ["half an order", (columns) => ({ ...columns, orders: new Float64Array([0.5]) }), "/customers/0/days/0/orders"],
    [
      "a moment of another day",
      (columns) => ({ ...columns, lastMs: new Float64Array([1e12]) }),
      "/customers/0/days/0/lastAt",
    ],
    ["a column missing", (columns) => ({ ...columns, day: null }), ""],
    ["a part of no day", (columns) => ({ ...columns, voidedDay: new Int32Array([1]) }), ""],
    ["a part of a day below none", (columns) => ({ ...columns, voidedDay: new Int32Array([-1]) }), ""],
    ["a touch of nobody", (columns) => ({ ...columns, touchCustomer: new Int32Array([1]) }), ""],
    ["a touch of nothing", (columns) => ({ ...columns, touchCustomer: new Int32Array([0]) }), ""],
  ])("columns of a state: %s", (_, change, path) => {
    const columns = change(collect({ customers: ["c1"], at: [0], minor: [1] }).columns());

    expect(startOrderSummary(policy).merge(columns as never)).toMatchObject({
      ok: false,
      error: { code: "invalid-state", path },
    });
  });
});

describe("laws", () => {
  test("columns are as objects: by moment, and by day at the end of days", () =>
    fc.assert(
      fc.property(anyOrders, ({ timeZone, near, orders: drawn }) => {
        const by = policyWith({ timeZone });
        const orders = drawn.map((order) => ({ ...order, refunds: null }));
        const customers = orders.map(({ customerId }) => customerId);
        const minor = orders.map(({ amount }) => minorOf(amount));
        const collected = startOrderSummary(by);
        collected.add(orders);
        const days = Int32Array.from(orders, ({ at }) => epochDayOfText(dayOf(at, { timeZone })));
        const night = endOfDay(dayOf(near, { timeZone }), { timeZone });
        const stripped = ({ customers: rows }: ReturnType<typeof collected.finish>) => rows;

        expect(collect({ customers, at: orders.map(({ at }) => epochMsOf(at)), minor }, by).state()).toEqual(
          collected.state(),
        );
        expect(stripped(collect({ customers, days, minor }, by).finish({ asOf: night }))).toEqual(
          stripped(collected.finish({ asOf: night })),
        );
      }),
    ));

  test("a state as columns survives a clone and comes back as it was", () =>
    fc.assert(
      fc.property(anyOrders, ({ timeZone, orders }) => {
        const by = policyWith({ timeZone, refunds: "void" });
        const collected = startOrderSummary(by);
        collected.add([...orders, null]);
        const back = startOrderSummary(by);
        orThrow(back.merge(structuredClone(collected.columns())));

        expect(back.state()).toEqual(collected.state());
      }),
    ));
});
