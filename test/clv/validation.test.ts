import { existsSync, readFileSync } from "node:fs";
import {
  assessHoldOut,
  type BgNbdScoring,
  compareModels,
  expectedOrders,
  fitBgNbd,
  fitGammaGamma,
  fitMbgNbd,
  fitParetoNbd,
  orderDistribution,
  type Purchase,
  type PurchaseSplit,
  splitPurchases,
  trackOrders,
} from "clientele/clv";
import { type Day, day, orThrow, plusDays } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cdnow, startUniform } from "../support/clv.ts";

const purchases: readonly Purchase[] = [
  { customerId: "b", day: "2025-01-10" },
  { customerId: "a", day: "2025-01-15" },
  { customerId: "a", day: "2025-01-01" },
  { customerId: "a", day: "2025-01-15" },
  { customerId: "a", day: "2025-01-31" },
  { customerId: "a", day: "2025-02-01" },
  { customerId: "b", day: "2025-02-28" },
  { customerId: "b", day: "2025-03-01" },
  { customerId: "c", day: "2025-02-01" },
  { customerId: "constructor", day: "2025-01-31" },
];
const asked = { calibrateUntil: day("2025-01-31"), holdOutUntil: day("2025-02-28"), unit: "day" } as const;
const model: BgNbdScoring = {
  format: "bg-nbd-model/1",
  unit: "day",
  parameters: { r: 0.8, alpha: 20, a: 0.8, b: 2.4 },
};

describe("splitPurchases", () => {
  test("both last days belong to their periods, and purchases of a day are one", () => {
    expect(orThrow(splitPurchases(purchases, asked))).toEqual({
      unit: "day",
      ids: ["b", "a", "constructor"],
      frequency: Float64Array.of(0, 2, 0),
      recency: Float64Array.of(0, 30, 0),
      age: Float64Array.of(21, 30, 0),
      holdOut: Float64Array.of(1, 1, 0),
      horizon: { amount: 28, unit: "day" },
      calibrateUntil: "2025-01-31",
      holdOutUntil: "2025-02-28",
      cameLater: 1,
      firstDays: Int32Array.of(20098, 20089, 20119),
      repeatDays: Int32Array.of(20103, 20119, 20120, 20147),
    });
  });

  test("the order of purchases does not matter but for that of the rows, and the unit scales times alone", () => {
    const byId = ({ ids, frequency, recency, age, holdOut }: PurchaseSplit): object =>
      Object.fromEntries(ids.map((id, row) => [id, [frequency[row], recency[row], age[row], holdOut[row]]]));
    const days = byId(orThrow(splitPurchases(purchases, asked)));
    fc.assert(
      fc.property(fc.shuffledSubarray([...purchases], { minLength: purchases.length }), (shuffled) => {
        expect(byId(orThrow(splitPurchases(shuffled, asked)))).toEqual(days);
      }),
    );
    expect(Array.from(orThrow(splitPurchases(purchases, { ...asked, unit: "week" })).age)).toEqual([3, 30 / 7, 0]);
  });

  test("the CDNOW log gives its summary, where the sample is", () => {
    const file = new URL("../../../shared/data/cdnow/cdnow_sample_elog.csv", import.meta.url);
    const sample = cdnow();
    const present = sample !== null && existsSync(file);
    const log = present
      ? readFileSync(file, "utf8")
          .trim()
          .split(/\r?\n/)
          .slice(1)
          .map((line) => line.split(","))
          .map(([, customerId = "", date = ""]): Purchase => ({ customerId, day: date }))
      : purchases;
    const split = orThrow(
      splitPurchases(log, {
        calibrateUntil: present ? day("1997-09-30") : asked.calibrateUntil,
        holdOutUntil: present ? day("1998-06-30") : asked.holdOutUntil,
        unit: "week",
      }),
    );
    if (sample === null || !present) {
      expect(split.ids).toHaveLength(3);
      return;
    }
    expect(split.ids).toHaveLength(2357);
    const place = new Map(split.ids.map((id, row) => [Number(id), row]));
    sample["id"]?.forEach((id, row) => {
      const at = place.get(id) ?? NaN;
      expect([split.frequency[at], split.recency[at], split.age[at]]).toEqual([
        sample["x"]?.[row],
        sample["t_x"]?.[row],
        sample["T"]?.[row],
      ]);
      expect(split.holdOut[at]).toBe(sample["x_star"]?.[row]);
    });

    const fitted = orThrow(fitBgNbd(split, { unit: "week" })).model;
    const track = trackOrders(split, fitted);
    expect(track.calibrationPeriods).toBe(39);
    expect(track.periods).toHaveLength(78);
    const last = (column: Float64Array): number => column.at(-1) ?? NaN;
    // the published picture: within a few per cent over 78 weeks
    expect(Math.abs(last(track.expectedSoFar) / last(track.actualSoFar) - 1)).toBeLessThan(0.06);
    const { orders, errors, byFrequency } = assessHoldOut(split, fitted);
    expect(Math.abs(orders.expected / orders.actual - 1)).toBeLessThan(0.15);
    expect(errors.model.mean).toBeLessThan(errors.ownRate.mean);
    expect(errors.model.rootMeanSquare).toBeLessThan(errors.everyonesRate.rootMeanSquare);
    expect(byFrequency).toHaveLength(8);
    expect(byFrequency.reduce((sum, bin) => sum + bin.customers, 0)).toBe(2357);
  });

  test("what cannot be read is refused with its place; periods that make no sense are a mistake", () => {
    expect(splitPurchases([...purchases, { customerId: "a", day: "2025-02-30" }], asked)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/10/day", expected: "day", observed: '"2025-02-30"' },
    });
    expect(splitPurchases([{ customerId: 7 as never, day: "2025-01-01" }], asked)).toMatchObject({
      error: { path: "/0/customerId" },
    });
    const invalid: unknown = expect.objectContaining({ code: "invalid-option" });
    expect(() => splitPurchases([], { ...asked, holdOutUntil: day("2025-01-30") })).toThrow(invalid);
    expect(() => splitPurchases([], { ...asked, calibrateUntil: "soon" as Day })).toThrow(invalid);
    expect(() => splitPurchases([], { ...asked, unit: "days" as "day" })).toThrow(invalid);
    expect(orThrow(splitPurchases([], asked)).ids).toEqual([]);
  });
});

describe("trackOrders", () => {
  const split = orThrow(splitPurchases(purchases, asked));

  test("counts what came and what each customer was expected to bring since they came", () => {
    const track = trackOrders(split, model);
    expect(track.periods[0]).toBe("2025-01-07");
    expect(track.periods).toHaveLength(8);
    expect(track.calibrationPeriods).toBe(4);
    expect(Array.from(track.actual)).toEqual([0, 0, 1, 0, 2, 0, 0, 0]);
    expect(Array.from(track.actualSoFar)).toEqual([0, 0, 1, 1, 3, 3, 3, 3]);
    const newcomer = { frequency: 0, recencyDays: 0, ageDays: 0 };
    const until = (days: number): number =>
      orThrow(expectedOrders(newcomer, model, { horizon: { amount: days, unit: "day" } })).orders;
    expect(track.expectedSoFar[0]).toBeCloseTo(until(6), 12);
    expect(track.expectedSoFar[4]).toBeCloseTo(until(34) + until(25) + until(4), 12);
    expect(track.expected[4]).toBeCloseTo((track.expectedSoFar[4] ?? NaN) - (track.expectedSoFar[3] ?? NaN), 12);
  });

  test("a longer period adds up shorter ones", () => {
    const [days, fortnights] = [1, 14].map((everyDays) => trackOrders(split, model, { everyDays }));
    expect(fortnights?.expectedSoFar[2]).toBeCloseTo(days?.expectedSoFar[41] ?? NaN, 12);
    expect(fortnights?.actualSoFar[2]).toBe(days?.actualSoFar[41]);
    expect(() => trackOrders(split, model, { everyDays: 0.5 })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
    expect(trackOrders(orThrow(splitPurchases([], asked)), model).periods).toEqual([]);
  });
});

describe("assessHoldOut", () => {
  /** Customers of the model, day by day, with what they did after calibration. */
  const made = (() => {
    const random = startUniform(5);
    const all: Purchase[] = [];
    for (let id = 0; id < 4000; id++) {
      const first = plusDays(day("2025-01-01"), Math.floor(random() * 60));
      const rate = -Math.log(random()) / 25; // r = 1
      let at = 0;
      all.push({ customerId: String(id), day: first });
      for (;;) {
        at -= Math.log(random()) / rate;
        if (at > 400) break;
        all.push({ customerId: String(id), day: plusDays(first, Math.ceil(at)) });
        if (random() < 0.2) break;
      }
    }
    return orThrow(
      splitPurchases(all, { calibrateUntil: day("2025-08-01"), holdOutUntil: day("2025-12-01"), unit: "week" }),
    );
  })();
  const fitted = orThrow(fitBgNbd(made, { unit: "week" })).model;

  test("a model of the right kind has no bias, beats who knows none, and gives chances that come true", () => {
    const { customers, orders, errors, byFrequency, byChance } = assessHoldOut(made, fitted);
    expect(customers).toBe(4000);
    expect(orders.actual).toBe(made.holdOut.reduce((sum, each) => sum + each, 0));
    expect(Math.abs(errors.model.bias)).toBeLessThan(0.06);
    expect(errors.model.bias).toBeCloseTo((orders.expected - orders.actual) / customers, 12);
    expect(errors.model.rootMeanSquare).toBeLessThan(errors.ownRate.rootMeanSquare);
    expect(errors.model.rootMeanSquare).toBeLessThan(errors.everyonesRate.rootMeanSquare);
    expect(byFrequency.map(({ from, to }) => [from, to])).toEqual(
      Array.from({ length: 8 }, (_, x) => [x, x === 7 ? null : x]),
    );
    for (const bin of byChance.filter((each) => each.customers > 100)) {
      expect(bin.expected).toBeGreaterThanOrEqual(bin.from);
      expect(bin.expected).toBeLessThanOrEqual(bin.to ?? NaN);
      expect(Math.abs(bin.actual - bin.expected)).toBeLessThan(4 * Math.sqrt(0.25 / bin.customers));
    }
    expect(byChance.reduce((sum, bin) => sum + bin.customers, 0)).toBe(4000);
  });

  test("one customer by hand", () => {
    const one = {
      unit: "week",
      frequency: [2],
      recency: [10],
      age: [20],
      holdOut: [3],
      horizon: { amount: 10, unit: "week" },
    } as const;
    const who = { frequency: 2, recency: 10, age: 20, unit: "week" } as const;
    const expected = orThrow(expectedOrders(who, fitted, one)).orders;
    const [none = NaN] = orThrow(orderDistribution(who, fitted, { ...one, upTo: 0 })).probabilities;
    const answer = assessHoldOut(one, fitted);
    expect(answer.orders).toEqual({ actual: 3, expected });
    expect(answer.errors.model).toEqual({ mean: 3 - expected, rootMeanSquare: 3 - expected, bias: expected - 3 });
    expect(answer.errors.ownRate).toEqual({ mean: 2, rootMeanSquare: 2, bias: -2 });
    expect(answer.errors.everyonesRate).toEqual({ mean: 2, rootMeanSquare: 2, bias: -2 });
    expect(answer.byFrequency).toEqual([{ from: 2, to: 2, customers: 1, expected, actual: 3 }]);
    expect(answer.byChance[0]?.expected).toBeCloseTo(1 - none, 12);
    expect(answer.byChance[0]?.actual).toBe(1);
    const heavy = assessHoldOut({ ...one, frequency: [9], age: [10] }, fitted);
    expect(heavy.byFrequency[0]).toMatchObject({ from: 7, to: null });
    expect(heavy.errors.ownRate.bias).toBe(6);
    const young = { ...one, frequency: [2, 0], recency: [10, 0], age: [20, 0], holdOut: [3, 1] };
    expect(assessHoldOut(young, fitted).errors.ownRate.mean).toBe(1);
  });

  test("rows that cannot be true and no rows are a mistake", () => {
    const one = {
      unit: "week",
      frequency: [2],
      recency: [10],
      age: [20],
      holdOut: [3],
      horizon: { amount: 10, unit: "week" },
    } as const;
    const invalid: unknown = expect.objectContaining({ code: "invalid-columns" });
    expect(() => assessHoldOut({ ...one, holdOut: [0.5] }, fitted)).toThrow(invalid);
    expect(() => assessHoldOut({ ...one, recency: [21] }, fitted)).toThrow(invalid);
    expect(() => assessHoldOut({ ...one, age: [] }, fitted)).toThrow(invalid);
    expect(() => assessHoldOut({ ...one, frequency: [], recency: [], age: [], holdOut: [] }, fitted)).toThrow(invalid);
  });

  test("models of the same data are compared, the best first", () => {
    const rival = orThrow(fitParetoNbd(made, { unit: "week" })).model;
    const third = orThrow(fitMbgNbd(made, { unit: "week" })).model;
    const lines = orThrow(compareModels([third, rival, fitted]));
    expect(lines.map(({ behind }) => behind)).toEqual(lines.map(({ aic }) => aic - (lines[0]?.aic ?? NaN)));
    const own = lines.find(({ format }) => format === fitted.format);
    expect(own).toMatchObject({
      parameters: 4,
      logLikelihood: fitted.logLikelihood,
      aic: 8 - 2 * fitted.logLikelihood,
    });
    expect(own?.bic).toBeCloseTo(4 * Math.log(4000) - 2 * fitted.logLikelihood, 9);
    expect([...lines].sort((one, two) => one.aic - two.aic)).toEqual(lines);
    const spend = orThrow(
      fitGammaGamma({ frequency: [1, 2, 1, 4, 2], monetary: [20.5, 31, 5, 90.25, 18] }, { currency: "USD" }),
    ).model;
    expect(compareModels([fitted, spend])).toEqual({
      ok: false,
      error: { code: "different-data", first: "bg-nbd-model/1", other: "gamma-gamma-model/1" },
    });
    expect(compareModels([fitted, { ...rival, penalty: 2 }])).toEqual({
      ok: false,
      error: { code: "penalised-fit", format: "pareto-nbd-model/1", penalty: 2 },
    });
    expect(orThrow(compareModels([]))).toEqual([]);
  });
});
