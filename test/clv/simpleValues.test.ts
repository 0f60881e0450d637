import { cohortValue, renewalOutlook, simpleValue } from "clientele/clv";
import { type Day, day, money, orThrow, plusDays } from "clientele/core";
import { type CustomerHistory, startOrderSummary } from "clientele/history";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderOf, policyWith } from "../support/history.ts";

const margin = money("100.00", "CNY");
const terms = { retention: 0.8, discount: { perPeriod: 0.1 }, paid: "next", rounding: "half-even" } as const;

describe("the rule of thumb", () => {
  // the multiples tabulated by Gupta and Lehmann, to two decimals: retention by discount
  test.each<[number, number, number]>([
    [0.6, 0.1, 1.2],
    [0.6, 0.16, 1.07],
    [0.7, 0.12, 1.67],
    [0.8, 0.1, 2.67],
    [0.8, 0.14, 2.35],
    [0.9, 0.1, 4.5],
    [0.9, 0.16, 3.46],
  ])("retention %f at %f: %f margins", (retention, perPeriod, multiple) => {
    const value = orThrow(simpleValue({ margin }, { ...terms, retention, discount: { perPeriod } }));
    expect(value.multiple.toFixed(2)).toBe(multiple.toFixed(2));
    expect(value.value.amount).toBe((100 * value.multiple).toFixed(2));
    expect(value.assumes).toEqual(["assumes-constant-retention", "assumes-alike-customers", "assumes-constant-margin"]);
  });

  test("nobody stays, everybody stays, nothing is discounted", () => {
    const of = (retention: number, perPeriod: number, paid: "now" | "next") =>
      orThrow(simpleValue({ margin }, { ...terms, retention, discount: { perPeriod }, paid })).value.amount;
    expect([of(0, 0.1, "next"), of(0, 0.1, "now")]).toEqual(["0.00", "100.00"]);
    expect([of(1, 0.1, "next"), of(1, 0.1, "now")]).toEqual(["1000.00", "1100.00"]);
    expect([of(0.75, 0, "next"), of(0.75, 0, "now")]).toEqual(["300.00", "400.00"]);
  });

  test("refuses what is no money", () => {
    expect(simpleValue({ margin: { amount: "x", currency: "CNY" } }, terms)).toMatchObject({
      ok: false,
      error: { code: "invalid-fact", path: "/margin/amount" },
    });
    expect(simpleValue(null as never, terms)).toMatchObject({ error: { path: "" } });
  });

  test.each([
    { retention: 1.01 },
    { retention: -0.1 },
    { retention: NaN },
    { discount: { perPeriod: -0.1 } },
    { discount: { perPeriod: Infinity } },
    { retention: 1, discount: { perPeriod: 0 } },
    { paid: "later" as never },
    { rounding: "up-ish" as never },
  ])("throws for %j", (part) => {
    expect(() => simpleValue({ margin }, { ...terms, ...part })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("is what renewals of customers who are all alike are worth", () => {
    // a beta distribution this narrow leaves everyone with a retention of 0.8
    const alike = { format: "sbg-model/1", parameters: { alpha: 2e9, beta: 8e9 } } as const;
    const { discountedRenewals } = orThrow(renewalOutlook({ renewals: 0 }, alike, { discount: { perPeriod: 0.1 } }));
    // the outlook counts the next renewal in full, the rule discounts it once
    expect((discountedRenewals ?? NaN) / 1.1).toBeCloseTo(orThrow(simpleValue({ margin }, terms)).multiple, 6);
  });

  test("the first margin is all that lies between the two ways to pay", () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (retention, perPeriod) => {
          const of = (paid: "now" | "next") =>
            orThrow(simpleValue({ margin }, { ...terms, retention, discount: { perPeriod }, paid })).multiple;
          expect(of("now") / (of("next") + 1)).toBeCloseTo(1, 12);
        },
      ),
    ));
});

describe("the average of cohorts", () => {
  const asked = { everyDays: 30, currency: "CNY", margin: "0.5", rounding: "half-even" } as const;
  const historiesOf = (orders: Parameters<typeof orderOf>[]): CustomerHistory[] => {
    const collected = startOrderSummary(policyWith());
    collected.add(orders.map((order) => orderOf(...order)));
    return Array.from(collected.histories());
  };

  test("counts everyone for the periods they have completed, refunds taken off", () => {
    const histories = historiesOf([
      ["a", "2026-01-01T10:00:00+08:00", "100.00", [["2026-02-05T10:00:00+08:00", "30.00"]]],
      ["a", "2026-01-30T10:00:00+08:00", "10.00"], // the last day of the first period
      ["a", "2026-01-31T10:00:00+08:00", "7.00"], // the first of the second
      ["b", "2026-01-02T10:00:00+08:00", "50.00"],
      ["c", "2026-02-20T10:00:00+08:00", "999.00"],
    ]);
    const at = (until: string) => cohortValue(histories, { ...asked, until: day(until) });
    expect(at("2026-03-01")).toEqual({
      periods: [
        { age: 1, customers: 2, mean: money("40.00", "CNY"), soFar: money("40.00", "CNY") },
        { age: 2, customers: 1, mean: money("-11.50", "CNY"), soFar: money("28.50", "CNY") },
      ],
      until: "2026-03-01",
      everyDays: 30,
      assumes: ["assumes-alike-customers", "assumes-margin-so-far"],
    });
    expect(at("2026-01-29").periods).toEqual([]);
    expect(at("2026-01-30").periods.map(({ customers }) => customers)).toEqual([1]);
  });

  test("who only cancelled is nobody's customer", () => {
    const histories = historiesOf([["a", "2026-01-01T10:00:00+08:00", "-5.00"]]);
    expect(cohortValue(histories, { ...asked, until: day("2026-12-31") }).periods).toEqual([]);
  });

  test.each([
    { until: "soon" as Day },
    { everyDays: 0 },
    { everyDays: 1.5 },
    { currency: "money" },
    { margin: "half" },
  ])("throws for %j", (part) => {
    expect(() => cohortValue([], { ...asked, until: day("2026-01-01"), ...part })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("every amount within completed periods is counted once", () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ who: fc.nat({ max: 4 }), on: fc.nat({ max: 200 }), fen: fc.nat({ max: 100_000 }) }), {
          maxLength: 20,
        }),
        fc.integer({ min: 1, max: 60 }),
        (orders, everyDays) => {
          const first = new Map<number, number>();
          for (const { who, on } of orders) first.set(who, Math.min(on, first.get(who) ?? Infinity));
          const start = day("2026-01-01");
          const histories = historiesOf(
            orders.map(({ who, on, fen }) => [
              `c${who}`,
              `${plusDays(start, on)}T12:00:00+08:00`,
              (fen / 100).toFixed(2),
            ]),
          );
          const options = { ...asked, everyDays, margin: "1", rounding: "floor", until: plusDays(start, 150) } as const;
          const { periods } = cohortValue(histories, options);
          const within = orders.filter(({ who, on }) => {
            const from = first.get(who) ?? NaN;
            return on < from + everyDays * Math.floor((151 - from) / everyDays);
          });
          const expected = within.reduce((sum, { fen }) => sum + fen, 0);
          const got = periods.reduce((sum, { customers, mean }) => sum + customers * Number(mean.amount) * 100, 0);
          const slack = periods.reduce((sum, { customers }) => sum + customers, 0); // each mean is rounded down
          expect(got).toBeLessThanOrEqual(expected + 1e-6);
          expect(got).toBeGreaterThan(expected - slack - 1e-6);
        },
      ),
    ));
});
