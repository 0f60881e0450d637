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
import { type IntegerRows, sumPacked } from "../../src/history/internal/packedRows.ts";
import { startRandom } from "../../src/numeric/index.ts";
import { policyWith } from "../support/history.ts";
import { batch, FAR, type OrderRow, plain, slowly, told } from "../support/orderColumns.ts";

const blank = (customers: number) => {
  const { orders, cancellations, firstDay, lastDay, purchaseDays, grossMinor, refundedMinor } = summarizeOrderColumns(
    [],
    {
      customers,
      asOfDay: 0,
      purchaseDays: true,
    },
  );
  return { orders, cancellations, firstDay, lastDay, purchaseDays, grossMinor, refundedMinor };
};

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

  test("distinct days are not counted unless asked for", () => {
    const totals = summarizeOrderColumns(orders, { customers: 4, asOfDay: 20 });

    expect(totals.purchaseDays).toBeNull();
    expect(buyerColumns(totals, { digits: 2, refunds: "net" })).toEqual({
      customer: Int32Array.of(0, 2),
      recencyDays: Int32Array.of(10, 9),
      tenureDays: Int32Array.of(10, 9),
      orders: Int32Array.of(2, 1),
      purchaseDays: null,
      monetary: Float64Array.of(5.5, 0),
    });
  });

  test.each<readonly [string, boolean, number, number, readonly OrderRow[]]>([
    [
      "nothing but cancellations",
      true,
      3,
      20,
      [
        [1, 10, -5],
        [1, 11, -7],
      ],
    ],
    [
      "rows of nobody",
      true,
      0,
      20,
      [
        [0, 1, 1],
        [-1, 1, 1],
        [1, 1, 1],
      ],
    ],
    [
      "the last customer, and the one beyond",
      true,
      5,
      20,
      [
        [4, 1, 1],
        [5, 1, 2],
        [-1, 1, 4],
        [-(2 ** 31), 1, 8],
        [2 ** 31 - 1, 1, 16],
      ],
    ],
    [
      "the day of judgement, and the next",
      true,
      1,
      20,
      [
        [0, 20, 1],
        [0, 21, 2],
        [0, 22, 4],
        [0, 20, -8],
        [0, 21, -16],
      ],
    ],
    [
      "a day before the first days",
      true,
      1,
      -3,
      [
        [0, -3, 1],
        [0, -4, 2],
        [0, -2, 4],
        [0, 0, 8],
      ],
    ],
    [
      "the largest amounts",
      true,
      1,
      20,
      [
        [0, 1, 2 ** 31 - 1],
        [0, 1, 2 ** 31 - 1],
        [0, 1, -(2 ** 31)],
        [0, 1, -(2 ** 31)],
      ],
    ],
    [
      "the first and the last of days",
      false,
      2,
      FAR - 1,
      [
        [0, FAR - 1, 1],
        [0, FAR, 2],
        [0, 1 - FAR, 4],
        [0, -FAR, 8],
        [1, FAR - 2, 16],
        [1, 2 ** 31 - 1, 32],
        [1, -(2 ** 31), 64],
      ],
    ],
    [
      "judged on the first of days",
      false,
      1,
      1 - FAR,
      [
        [0, 1 - FAR, 1],
        [0, -FAR, 2],
        [0, 2 - FAR, 4],
        [0, FAR - 1, 8],
        [0, FAR, 16],
      ],
    ],
    [
      "ages of 19 bits",
      true,
      200,
      524_287,
      [
        [0, 0, 1],
        [127, 524_287, 2],
        [128, 0, 4],
        [128, 524_287, 8],
        [199, 1, 16],
        [199, 1, 16],
      ],
    ],
    [
      "ages beyond 19 bits",
      false,
      200,
      524_288,
      [
        [0, 0, 1],
        [127, 524_287, 2],
        [128, 0, 4],
        [128, 524_287, 8],
        [199, 1, 16],
        [199, 1, 16],
      ],
    ],
    [
      "a back and a forth in days",
      true,
      2,
      9,
      [
        [0, 5, 1],
        [0, 3, 1],
        [0, 7, 1],
        [0, 5, 1],
        [1, 0, 1],
        [1, -1, -1],
        [1, 9, -1],
      ],
    ],
    [
      "judged where ages are days",
      true,
      1,
      2 ** 19 - FAR,
      [
        [0, 2 ** 19 - FAR, 1],
        [0, 1 - FAR, 2],
        [0, -FAR, 4],
      ],
    ],
    [
      "judged a day before",
      false,
      1,
      2 ** 19 - FAR - 1,
      [
        [0, 2 ** 19 - FAR - 1, 1],
        [0, 1 - FAR, 2],
        [0, -FAR, 4],
      ],
    ],
    [
      "days at either end, judged now",
      true,
      1,
      20,
      [
        [0, FAR - 1, 1],
        [0, FAR, 2],
        [0, 2 ** 31 - 1, 4],
        [0, -FAR, 8],
        [0, 20, 16],
      ],
    ],
    [
      "days long ago, each twice",
      true,
      2,
      30_000,
      [
        [0, 0, 1],
        [0, 1, 1],
        [0, 0, 1],
        [1, 1, 1],
        [1, 0, 0],
        [1, 1, 1],
      ],
    ],
    [
      "days far from 1970, twice",
      true,
      2,
      900_000,
      [
        [1, 899_999, 1],
        [0, 899_999, 1],
        [1, 899_999, 1],
        [0, 899_999, -1],
        [0, 899_999, 0],
      ],
    ],
    [
      "the days of forty-five years",
      true,
      3,
      20_000,
      [
        [1, 0, 1],
        [0, 16_383, 1],
        [1, 16_383, 1],
        [2, 0, 0],
        [1, 0, 1],
        [2, 0, -1],
      ],
    ],
    [
      "a day more",
      true,
      3,
      20_000,
      [
        [1, 0, 1],
        [0, 16_384, 1],
        [1, 16_384, 1],
        [2, 0, 0],
        [1, 0, 1],
        [2, 0, -1],
      ],
    ],
    [
      "first of January of the year 1",
      false,
      2,
      20_000,
      [
        [1, -719_162, 1],
        [0, 19_000, 1],
        [1, 18_000, 1],
        [1, 18_001, 1],
        [1, -719_162, 1],
        [1, 18_000, 0],
        [1, 17_999, -1],
      ],
    ],
  ])("%s, as integers or as any numbers", (_, isPacked, customers, asOfDay, rows) => {
    const options = { customers, asOfDay, purchaseDays: true };
    const { counted, afterAsOf, refused, ...totals } = slowly(rows, options);
    const into = blank(customers);

    expect(sumPacked([batch(rows)], { customers, asOfDay, far: FAR }, into)).toEqual(
      isPacked ? { counted, afterAsOf, refused } : null,
    );
    expect({ ...into, asOfDay }).toEqual(isPacked ? totals : { ...blank(customers), asOfDay });

    expect(summarizeOrderColumns(batch(rows), options)).toEqual(slowly(rows, options));
    expect(summarizeOrderColumns(plain(batch(rows)), options)).toEqual(slowly(rows, options));
  });

  // parts of 2^13 or 2^14 customers, whose rows lie in blocks of 2^10
  test.each([
    [8_191, [0, 1]],
    [8_192, [0, 8_191]],
    [8_193, [0, 8_191, 8_192]],
    [16_385, [0, 16_383, 16_384]],
    [24_577, [0, 24_576]],
  ])("whole blocks of rows of %i customers", (customers, codes) => {
    for (const count of customers > 8_192 ? [1_024, 2_048, 3_073] : [1_023, 1_024, 1_025, 2_048]) {
      const rows = Array.from(
        { length: count },
        (_, at) => [codes[at % codes.length] ?? 0, (at * 7) % 900, (at % 11) - 1] as const,
      );
      const options = { customers, asOfDay: 895, purchaseDays: true };
      const parts = [batch(rows.slice(0, 700)), batch([]), batch(rows.slice(700))];

      const own = summarizeOrderColumns([], options);
      const packed = sumPacked(parts, { customers, asOfDay: 895, far: FAR }, own);
      const expected = told(slowly(rows, options));

      // a thousand rows and some for every part but one
      if (count < 1_024 * Math.floor((customers - 1) / 8_192)) expect(packed).toBeNull();
      else expect(told({ ...own, ...packed })).toEqual(expected);
      expect(told(summarizeOrderColumns(parts, options))).toEqual(expected);
      expect(told(summarizeOrderColumns(parts.map(plain), options))).toEqual(expected);
    }
  });

  test("days so far apart that some thousand customers at a time are looked at", () => {
    const rows = [0, 1, 3_354, 3_355, 3_356, 6_710, 8_191, 8_192, 13_420, 13_421, 13_422, 16_383, 16_384].flatMap(
      (customer, at) => [
        [customer, 0, 1] as const,
        [customer, 19_999 - at, 0] as const,
        [customer, 19_999 - at, 1] as const,
        [customer, 20_000 - at, -1] as const,
        [customer, 1 + at, 1] as const,
      ],
    );
    const options = { customers: 16_385, asOfDay: 19_999, purchaseDays: true };
    const many = [...rows, ...Array.from({ length: 2_000 }, () => [5, 3, 1] as const), ...rows.toReversed()];
    const own = summarizeOrderColumns([], options);
    const packed = sumPacked([batch(many)], { ...options, far: FAR }, own);

    expect(told({ ...own, ...packed })).toEqual(told(slowly(many, options)));
    expect(told(summarizeOrderColumns(batch(many), options))).toEqual(told(slowly(many, options)));
    expect(told(summarizeOrderColumns(plain(batch(many)), options))).toEqual(told(slowly(many, options)));
  });

  test("one column that is not of integers by type, and all are read as any numbers", () => {
    const [half, far]: readonly [OrderRow, OrderRow] = [
      [0, 0.5, 1],
      [0, 1, 2 ** 33],
    ];
    const sound = batch([[0, 1, 1]]);
    const summed = (batches: readonly OrderBatch[]) =>
      summarizeOrderColumns(batches, { customers: 1, asOfDay: 2, purchaseDays: true });

    expect(summed([sound, plain({ ...sound, day: [half[1]] })])).toMatchObject({ counted: 1, refused: 1 });
    expect(summed([{ ...sound, day: [half[1]] }])).toMatchObject({ counted: 0, refused: 1 });
    expect(summed([{ ...sound, customer: [0.5] }])).toMatchObject({ counted: 0, refused: 1 });
    expect(summed([{ ...sound, minor: [far[2]] }])).toMatchObject({ counted: 1, grossMinor: Float64Array.of(far[2]) });
  });

  test("a row too old undoes the packing of all batches", () => {
    const into = blank(1);
    const rows: readonly IntegerRows[] = [batch([[0, 9, 1]]), batch([[0, -600_000, 1]]), batch([[0, 8, 1]])];

    expect(sumPacked(rows, { customers: 1, asOfDay: 9, far: FAR }, into)).toBeNull();
    expect(into).toEqual(blank(1));
    expect(sumPacked(rows, { customers: 1, asOfDay: 9, far: 600_000 }, into)).toEqual({
      counted: 2,
      afterAsOf: 0,
      refused: 1,
    });
    expect(sumPacked([], { customers: 1, asOfDay: 9, far: FAR }, into)).toEqual({
      counted: 0,
      afterAsOf: 0,
      refused: 0,
    });
  });

  test("amounts beyond 32 bits, exact to the last integer", () => {
    const rows = [
      [0, 1, Number.MAX_SAFE_INTEGER],
      [1, 1, 2 ** 31],
      [1, 2, -(2 ** 31) - 1],
      [2, 1, 2 ** 31 - 1],
      [3, 1, -Number.MAX_SAFE_INTEGER],
      [3, 1, Number.MAX_SAFE_INTEGER],
    ] as const;
    const options = { customers: 4, asOfDay: 2, purchaseDays: true };

    expect(
      summarizeOrderColumns(
        {
          customer: rows.map(([customer]) => customer),
          day: rows.map(([, day]) => day),
          minor: rows.map(([, , minor]) => minor),
        },
        options,
      ),
    ).toEqual(slowly(rows, options));
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

  test("identifiers of any length and script, each a name of its own", () => {
    const names = [
      "",
      "a",
      "aa",
      "\u0000",
      "\u0000a",
      "a\u0000",
      "ÿ",
      "ÿÿÿÿ",
      "Ā",
      "āa",
      "abcd",
      "abcde",
      "abcdefgh",
      "abcdefghi",
      "efghabcd",
      "abcdefghijkl",
      "abcdijklefgh",
      "abcdefghijklm",
      "abcdefghXjklm",
      "abcdefghijkm",
      "š",
      "\u0001a",
      "客户",
    ];
    const [codes, again] = [names.map((_, at) => at), names.map((_, at) => names.length - 1 - at)];

    expect(encodeIds([...names, ...[...names].reverse()])).toEqual({
      codes: Int32Array.from([...codes, ...again]),
      ids: names,
    });
  });

  test("more identifiers than the first table holds", () => {
    const names = Array.from({ length: 9_000 }, (_, at) =>
      at % 7 === 0 ? `a long customer ${at}` : at % 2 === 0 ? `c${at * 31}` : `customer${1_000 + at}`,
    );
    const { codes, ids } = encodeIds([...names, ...names]);

    expect(ids.join()).toBe(names.join());
    expect(codes.every((code, at) => code === at % 9_000)).toBe(true);
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

  test.each<readonly [string, () => unknown, string, string]>([
    ...[0.5, -1, 2 ** 30 + 1, NaN].map(
      (customers) =>
        [
          `${customers} customers`,
          () => summarizeOrderColumns([], { customers, asOfDay: 0 }),
          "invalid-option",
          `customers: expected an integer of zero to 2^30, received ${customers}`,
        ] as const,
    ),
    ...[NaN, 0.5, FAR, -FAR].map(
      (asOfDay) =>
        [
          `judged on day ${asOfDay}`,
          () => summarizeOrderColumns([], { customers: 1, asOfDay }),
          "invalid-option",
          `asOfDay: expected an epoch day, received ${asOfDay}`,
        ] as const,
    ),
    ...[
      { customer: [0], day: [], minor: [1] },
      { customer: [], day: [0], minor: [1] },
      { customer: new Int32Array(1), day: new Int32Array(1), minor: new Int32Array(2) },
    ].map(
      (columns, at) =>
        [
          `uneven columns ${at}`,
          () => summarizeOrderColumns([batch([[0, 0, 1]]), columns], { customers: 1, asOfDay: 0 }),
          "invalid-option",
          "orders: expected columns of equal length",
        ] as const,
    ),
    ...[1, -1].map(
      (sign) =>
        [
          `more than integers can count, times ${sign}`,
          () =>
            summarizeOrderColumns(
              { customer: [1, 0, 0], day: [0, 0, 0], minor: [1, sign * Number.MAX_SAFE_INTEGER, sign] },
              { customers: 2, asOfDay: 0 },
            ),
          "out-of-range",
          "a customer's orders come to more than integers can count exactly",
        ] as const,
    ),
    ["identifiers that are none", () => encodeIds(["a", 5 as never]), "invalid-option", "ids: expected text at 1"],
  ])("%s", (_, call, code, message) => {
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code, message }));
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
    expect(told(packed)).toEqual(told(summarizeOrderColumns(halves.map(plain), options)));
    expect(told(summarizeOrderColumns(halves, { ...options, purchaseDays: false }))).toEqual({
      ...told(packed),
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
