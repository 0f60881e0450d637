import fc from "fast-check";
import { instant, moneyFromMinor } from "clientele/core";
import { startOrderSummary } from "clientele/history";
import {
  buyerColumns,
  encodeIds,
  NO_DAY,
  type OrderBatch,
  summarizeOrderColumns,
  transferables,
} from "clientele/kernel";
import { describe, expect, test } from "vitest";
import { startRandom } from "../../src/numeric/index.ts";
import { policyWith } from "../support/history.ts";

const batch = (rows: readonly (readonly [customer: number, day: number, minor: number])[]): OrderBatch => ({
  customer: Int32Array.from(rows, ([customer]) => customer),
  day: Int32Array.from(rows, ([, day]) => day),
  minor: Int32Array.from(rows, ([, , minor]) => minor),
});
const plain = ({ customer, day, minor }: OrderBatch): OrderBatch => ({
  customer: Array.from(customer),
  day: Array.from(day),
  minor: Array.from(minor),
});

describe("examples", () => {
  const orders = batch([
    [0, 10, 500],
    [2, 11, 0],
    [0, 10, 100],
    [0, 8, -50],
    [2, 21, 7],
    [3, 9, -1],
  ]);

  test.each([
    ["typed arrays", orders],
    ["arrays", plain(orders)],
    [
      "batches",
      [
        batch([
          [0, 10, 500],
          [2, 11, 0],
        ]),
        plain(
          batch([
            [0, 10, 100],
            [0, 8, -50],
            [2, 21, 7],
            [3, 9, -1],
          ]),
        ),
      ],
    ],
  ])("%s", (_, batches) => {
    const totals = summarizeOrderColumns(batches, { customers: 4, asOfDay: 20, purchaseDays: true });

    expect(totals).toEqual({
      asOfDay: 20,
      orders: Int32Array.of(2, 0, 1, 0),
      cancellations: Int32Array.of(1, 0, 0, 1),
      firstDay: Int32Array.of(10, NO_DAY, 11, NO_DAY),
      lastDay: Int32Array.of(10, NO_DAY, 11, NO_DAY),
      purchaseDays: Int32Array.of(1, 0, 1, 0),
      grossMinor: Float64Array.of(600, 0, 0, 0),
      refundedMinor: Float64Array.of(50, 0, 0, 1),
      counted: 5,
      afterAsOf: 1,
      refused: 0,
    });
    expect(buyerColumns(totals, { digits: 2, refunds: "net" })).toEqual({
      customer: Int32Array.of(0, 2),
      recencyDays: Int32Array.of(10, 9),
      tenureDays: Int32Array.of(10, 9),
      orders: Int32Array.of(2, 1),
      purchaseDays: Int32Array.of(1, 1),
      monetary: Float64Array.of(5.5, 0),
    });
    expect(buyerColumns(totals, { digits: 0, refunds: "ignore" }).monetary).toEqual(Float64Array.of(600, 0));
  });

  test("distinct days are counted when asked for, however far apart", () => {
    const far = batch([
      [0, 0, 1],
      [0, 5_000_000, 1],
      [16_384, 5_000_000, 1],
      [16_384, 5_000_000, 1],
      [16_385, -3, 1],
    ]);
    const options = { customers: 20_000, asOfDay: 6_000_000 };

    expect(summarizeOrderColumns(far, options).purchaseDays).toBeNull();
    const { purchaseDays } = summarizeOrderColumns(far, { ...options, purchaseDays: true });
    expect([0, 1, 16_384, 16_385].map((code) => purchaseDays?.[code])).toEqual([2, 0, 1, 1]);
  });

  test("nothing is nothing", () => {
    expect(summarizeOrderColumns([], { customers: 0, asOfDay: 0, purchaseDays: true })).toMatchObject({
      counted: 0,
      refused: 0,
    });
    expect(encodeIds([])).toEqual({ codes: new Int32Array(0), ids: [] });
  });

  test("identifiers are names like any other", () => {
    expect(encodeIds(["b", "__proto__", "b", "constructor", ""])).toEqual({
      codes: Int32Array.of(0, 1, 0, 2, 3),
      ids: ["b", "__proto__", "constructor", ""],
    });
  });

  test("buffers to hand over, each once", () => {
    const day = new Int32Array(4);
    const columns = { day, other: day.subarray(1), scores: { a: new Uint8Array(1) }, names: ["a"], none: null };

    expect(transferables(columns)).toEqual([day.buffer, columns.scores.a.buffer]);
    const totals = summarizeOrderColumns([], { customers: 2, asOfDay: 0 });
    expect(structuredClone(totals, { transfer: [...transferables(totals)] }).orders).toHaveLength(2);
    expect(totals.orders).toHaveLength(0);
  });
});

describe("refusals", () => {
  test.each([
    ["a customer beyond the codes", [5, 1, 1]],
    ["a customer below zero", [-1, 1, 1]],
    ["half a customer", [0.5, 1, 1]],
    ["no customer", [NaN, 1, 1]],
    ["half a day", [0, 0.5, 1]],
    ["a day of NaN", [0, NaN, 1]],
    ["a day of no calendar", [0, -(2 ** 31), 1]],
    ["half a cent", [0, 1, 0.5]],
    ["NaN", [0, 1, NaN]],
    ["Infinity", [0, 1, Infinity]],
    ["more than integers can count", [0, 1, 2 ** 53]],
  ] as const)("a row is counted, not used: %s", (_, [customer, day, minor]) => {
    const orders = { customer: [0, customer], day: [1, day], minor: [7, minor] };

    expect(summarizeOrderColumns(orders, { customers: 5, asOfDay: 9 })).toMatchObject({
      counted: 1,
      refused: 1,
      grossMinor: Float64Array.of(7, 0, 0, 0, 0),
    });
  });

  test("typed rows are held to the codes as well", () => {
    const orders = batch([
      [0, 1, 1],
      [5, 1, 1],
      [-1, 1, 1],
      [0, -(2 ** 31), 1],
    ]);

    expect(summarizeOrderColumns(orders, { customers: 5, asOfDay: 9 })).toMatchObject({ counted: 1, refused: 3 });
  });

  test.each<readonly [string, () => unknown, string]>([
    ["half a number of customers", () => summarizeOrderColumns([], { customers: 0.5, asOfDay: 0 }), "invalid-option"],
    ["no day of judgement", () => summarizeOrderColumns([], { customers: 1, asOfDay: NaN }), "invalid-option"],
    [
      "uneven columns",
      () => summarizeOrderColumns({ customer: [0], day: [], minor: [1] }, { customers: 1, asOfDay: 0 }),
      "invalid-option",
    ],
    [
      "more than integers can count",
      () =>
        summarizeOrderColumns(
          { customer: [0, 0], day: [0, 0], minor: [Number.MAX_SAFE_INTEGER, 1] },
          { customers: 1, asOfDay: 0 },
        ),
      "out-of-range",
    ],
    ["identifiers that are none", () => encodeIds(["a", 5 as never]), "invalid-option"],
  ])("%s", (_, call, code) => {
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code }));
  });
});

describe("laws", () => {
  const anyRows = fc.array(
    fc.tuple(
      fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(16_383, 16_384)),
      fc.integer({ min: -5, max: 30 }),
      fc.oneof(fc.integer({ min: -500, max: 500 }), fc.constantFrom(0, 2 ** 40)),
    ),
    { maxLength: 40 },
  );

  test("as the object route: columns, batched in any way, give what summarize gives", () =>
    fc.assert(
      fc.property(
        anyRows,
        fc.integer({ min: -6, max: 31 }),
        fc.nat({ max: 40 }),
        fc.boolean(),
        (rows, asOfDay, cut, net) => {
          const refunds = net ? "net" : "ignore";
          const by = policyWith({ timeZone: "UTC", refunds });
          const columns = (part: typeof rows): OrderBatch => ({
            customer: part.map(([customer]) => customer),
            day: part.map(([, day]) => day),
            minor: Float64Array.from(part, ([, , minor]) => minor),
          });
          const totals = summarizeOrderColumns([columns(rows.slice(cut)), columns(rows.slice(0, cut))], {
            customers: 16_385,
            asOfDay,
            purchaseDays: true,
          });
          const buyers = buyerColumns(totals, { digits: 2, refunds });
          const collected = startOrderSummary(by);
          const { customer, day, minor } = columns(rows);
          collected.addColumns({ customers: customer, days: day, minor });
          const asOf = instant(new Date((asOfDay + 1) * 86_400_000 - 1));
          const { customers, counts } = collected.finish({ asOf });

          expect([totals.counted, totals.afterAsOf]).toEqual([counts.orders + counts.cancellations, counts.afterAsOf]);
          for (const { customerId, orders, cancellations, gross, refunded } of customers) {
            const code = Number(customerId);
            expect([totals.orders[code], totals.cancellations[code]]).toEqual([orders, cancellations]);
            expect(moneyFromMinor(totals.grossMinor[code]!, "CNY")).toEqual(gross);
            expect(moneyFromMinor(totals.refundedMinor[code]!, "CNY")).toEqual(refunded);
          }
          const bought = customers
            .filter(({ orders }) => orders > 0)
            .sort((a, b) => Number(a.customerId) - Number(b.customerId));
          expect(Array.from(buyers.customer, String)).toEqual(bought.map(({ customerId }) => customerId));
          expect(Array.from(buyers.recencyDays)).toEqual(bought.map(({ recencyDays }) => recencyDays));
          expect(Array.from(buyers.tenureDays)).toEqual(bought.map(({ tenureDays }) => tenureDays));
          expect(Array.from(buyers.orders)).toEqual(bought.map(({ orders }) => orders));
          expect(Array.from(buyers.purchaseDays ?? [])).toEqual(bought.map(({ purchaseDays }) => purchaseDays));
          expect(Array.from(buyers.monetary)).toEqual(bought.map(({ monetary }) => Number(monetary.amount)));
        },
      ),
    ));

  test("typed arrays and arrays give the same", () =>
    fc.assert(
      fc.property(anyRows, (drawn) => {
        const rows = drawn.filter(([, , minor]) => minor < 2 ** 31);
        const options = { customers: 16_385, asOfDay: 20, purchaseDays: true };
        const [typed, untyped] = [batch(rows), plain(batch(rows))].map((orders) => {
          const totals = summarizeOrderColumns(orders, options);
          const { counted, afterAsOf, refused } = totals;
          return { ...buyerColumns(totals, { digits: 2, refunds: "net" }), counted, afterAsOf, refused };
        });

        expect(typed).toEqual(untyped);
      }),
    ));

  // enough rows that parts of customers grow by several blocks
  test.each([
    ["days of three years", 1_100, 20],
    ["days of two thousand years, too old to be packed", 800_000, 20],
    ["days after the judgement", 30, 10],
  ])("integers of many customers, packed or not: %s", (_, span, asOfDay) => {
    const random = startRandom(span);
    const rows = Array.from({ length: 20_000 }, (): readonly [number, number, number] => [
      random.below(20_100) - 5,
      21 - random.below(span),
      random.below(2 ** 31) - 2 ** 29,
    ]);
    const options = { customers: 20_000, asOfDay, purchaseDays: true };
    const halves = [batch(rows.slice(0, 7_000)), batch(rows.slice(7_000))];

    const packed = summarizeOrderColumns(halves, options);

    expect(packed.refused).toBeGreaterThan(0);
    expect(packed.counted + packed.refused + packed.afterAsOf).toBe(20_000);
    expect(packed).toEqual(summarizeOrderColumns(halves.map(plain), options));
    expect(summarizeOrderColumns(halves, { ...options, purchaseDays: false })).toEqual({
      ...packed,
      purchaseDays: null,
    });
  });

  test("encoding loses nothing", () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 })), (drawn) => {
        const { codes, ids } = encodeIds(drawn);

        expect(Array.from(codes, (code) => ids[code])).toEqual(drawn);
        expect(ids).toEqual([...new Set(drawn)]);
      }),
    ));
});
