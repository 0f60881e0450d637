import fc from "fast-check";
import { startOrderSummary, summarizeHistory } from "clientele/history";
import { describe, expect, test } from "vitest";
import { anyOrders, cny, orderOf, policy, policyWith, stateOf, throughJson } from "../support/history.ts";

const asOf = "2026-01-31T12:00:00+08:00";

describe("examples", () => {
  const history = stateOf([
    orderOf("c1", "2026-01-05T10:00:00+08:00", "10"),
    orderOf("c1", "2026-01-07T10:00:00+08:00", "20"),
    orderOf("c1", "2026-01-31T10:00:00+08:00", "40"),
    orderOf("c1", "2026-01-31T12:00:00.001+08:00", "80"),
  ]).customers[0]!;

  test("a day whose last fact lies after asOf is left out whole", () => {
    expect(summarizeHistory(history, policy, { asOf })).toMatchObject({
      orders: 2,
      gross: cny("30.00"),
      lastPurchaseOn: "2026-01-07",
      recencyDays: 24,
      tenureDays: 26,
      repeat: { frequency: 1, recencyDays: 2, ageDays: 26, spend: cny("20.00") },
    });
    expect(summarizeHistory(history, policy, { asOf: "2026-01-31T12:00:00.001+08:00" })).toMatchObject({
      orders: 4,
      recencyDays: 0,
    });
  });

  test("the order of days does not matter, and the history stays as it is", () => {
    const days = Object.freeze([...history.days].reverse());

    expect(summarizeHistory({ ...history, days }, policy, { asOf })).toEqual(
      summarizeHistory(history, policy, { asOf }),
    );
  });

  test("where the clocks go back over midnight, a day that has begun stays begun", () => {
    // in St John's, on 30 October 2005, it was 00:01 once more 23:01 of the day before
    const by = policyWith({ timeZone: "America/St_Johns" });
    const [just] = stateOf([orderOf("c1", "2005-10-30T02:30:30Z", "10")], by).customers;

    expect(summarizeHistory(just!, by, { asOf: "2005-10-30T02:45:00Z" })).toMatchObject({
      lastPurchaseOn: "2005-10-30",
      recencyDays: 0,
      tenureDays: 0,
    });
  });

  test("nothing known", () => {
    expect(summarizeHistory({ customerId: "c1", days: [] }, policy, { asOf })).toEqual({
      customerId: "c1",
      asOf: "2026-01-31T04:00:00.000Z",
      orders: 0,
      purchaseDays: 0,
      cancellations: 0,
      firstPurchaseOn: null,
      lastPurchaseOn: null,
      recencyDays: null,
      tenureDays: null,
      gross: cny("0.00"),
      refunded: cny("0.00"),
      monetary: cny("0.00"),
      voidedOrders: 0,
      interPurchase: null,
      repeat: null,
      interactions: [],
      activity: [],
    });
  });
});

describe("refusals", () => {
  const history = { customerId: "c1", days: [] };
  const full = (at: string) => stateOf([orderOf("c1", at, "90071992547409.91")]).customers[0]!.days;

  test.each<readonly [string, () => unknown, string]>([
    ["a spread policy", () => summarizeHistory(history, { ...policy } as never, { asOf }), "policy-not-checked"],
    ["a bad asOf", () => summarizeHistory(history, policy, { asOf: "now" }), "invalid-instant"],
    [
      "amounts beyond count",
      () =>
        summarizeHistory(
          { ...history, days: [...full("2026-01-05T10:00:00Z"), ...full("2026-01-06T10:00:00Z")] },
          policy,
          { asOf },
        ),
      "out-of-range",
    ],
  ])("%s", (_, call, code) => {
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code }));
  });
});

describe("laws", () => {
  test("one by one as all at once, through JSON", () =>
    fc.assert(
      fc.property(anyOrders, ({ timeZone, near, orders }) => {
        const by = policyWith({ timeZone });
        const collected = startOrderSummary(by);
        collected.add(orders);
        const { customers } = collected.finish({ asOf: near });
        const known = new Set(customers.map(({ customerId }) => customerId));

        expect(
          [...collected.histories()]
            .filter(({ customerId }) => known.has(customerId))
            .map((history) => summarizeHistory(throughJson(history), by, { asOf: near })),
        ).toEqual(customers);
      }),
    ));
});
