import {
  fitNbd,
  type NbdModel,
  type OrderingScoring,
  outputInterval,
  scoreClv,
  simulateOrders,
  splitPurchases,
  survivorColumns,
  valueConcentration,
} from "clientele/clv";
import { day, money, orThrow } from "clientele/core";
import { normalQuantile, quantile } from "../../src/numeric/index.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { published, relativeError } from "../support/clv.ts";

const rows = { frequency: [0, 1, 2, 3, 5], recency: [0, 5, 30, 12, 36], age: [39, 39, 33, 39, 38] };
const { model } = orThrow(fitNbd(rows, { unit: "week" }));

describe("simulated orders", () => {
  const models: readonly OrderingScoring[] = [
    published,
    { format: "nbd-model/1", unit: "month", parameters: { r: 0.6, alpha: 9 } },
    { format: "pareto-nbd-model/1", unit: "day", parameters: { r: 0.6, alpha: 70, s: 0.7, beta: 98 } },
  ];

  test("come in the unit of the ages, whatever that of the model", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { maxLength: 20 }),
        fc.integer(),
        (each, ages, seed) => {
          const weeks = simulateOrders(each, { ages, unit: "week", seed });
          const days = simulateOrders(each, { ages: ages.map((age) => 7 * age), unit: "day", seed });
          expect([weeks.unit, days.unit, Array.from(weeks.age)]).toEqual(["week", "day", ages]);
          ages.forEach((age, row) => {
            expect(weeks.recency[row]).toBeLessThanOrEqual(age);
            expect(weeks.recency[row]! > 0).toBe(weeks.frequency[row]! > 0);
          });
          expect(days.frequency).toEqual(weeks.frequency);
          ages.forEach((_, row) => {
            expect(relativeError(days.recency[row]!, 7 * weeks.recency[row]!, 1e-6)).toBeLessThan(1e-9);
          });
        },
      ),
    ));
});

describe("intervals of an output, by their formulae", () => {
  const share = ({ parameters: { r } }: NbdModel): number => r / (1 + r);
  const z = 1.959963984540054;

  test("on the plain scale, by logarithms, and by log-odds", () => {
    const at = (scale: "plain" | "log" | "logit") => orThrow(outputInterval(model, share, { scale }));
    const { estimate, standardError, low, high } = at("plain");
    const { r } = model.parameters;
    // the delta method for r / (1 + r) has the slope 1 / (1 + r)^2
    expect(relativeError(standardError, (model.standardErrors?.r ?? NaN) / (1 + r) ** 2)).toBeLessThan(1e-6);
    expect([high - estimate, estimate - low].map((reach) => reach / standardError)).toEqual([
      expect.closeTo(z, 9),
      expect.closeTo(z, 9),
    ]);
    const log = at("log");
    expect(Math.log(log.high / estimate)).toBeCloseTo((z * standardError) / estimate, 9);
    expect(Math.log(estimate / log.low)).toBeCloseTo((z * standardError) / estimate, 9);
    const odds = (chance: number): number => Math.log(chance / (1 - chance));
    const logit = at("logit");
    const reach = (z * standardError) / (estimate * (1 - estimate));
    expect(odds(logit.high) - odds(estimate)).toBeCloseTo(reach, 9);
    expect(odds(estimate) - odds(logit.low)).toBeCloseTo(reach, 9);
  });

  test("two parameters together, by their covariance", () => {
    const mean = ({ parameters: { r, alpha } }: NbdModel): number => r / alpha;
    const { r, alpha } = model.parameters;
    const slopes = [1 / alpha, -r / alpha / alpha];
    const variance = slopes.reduce(
      (sum, one, i) => sum + slopes.reduce((part, other, j) => part + one * other * model.covariance![i]![j]!, 0),
      0,
    );
    expect(relativeError(orThrow(outputInterval(model, mean)).standardError, Math.sqrt(variance))).toBeLessThan(1e-6);
    const wide = orThrow(outputInterval(model, mean, { level: 0.99 }));
    expect((wide.high - wide.estimate) / wide.standardError).toBeCloseTo(normalQuantile(0.995), 9);
  });

  test("by simulation: the spread and the quantiles of what was drawn", () => {
    for (const draws of [20, 60]) {
      const seen: number[] = [];
      const noting = (each: NbdModel): number => {
        seen.push(share(each));
        return share(each);
      };
      const interval = orThrow(outputInterval(model, noting, { method: "simulation", draws, seed: 4, level: 0.8 }));
      const drawn = Float64Array.from(seen.slice(-draws)).sort();
      const mean = drawn.reduce((sum, each) => sum + each, 0) / draws;
      const variance = drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (draws - 1);
      expect(interval.standardError).toBeCloseTo(Math.sqrt(variance), 12);
      expect([interval.low, interval.high]).toEqual([quantile(drawn, (1 - 0.8) / 2), quantile(drawn, (1 + 0.8) / 2)]);
      expect(interval.estimate).toBe(share(model));
    }
  });
});

describe("facts at the edge", () => {
  test("a hold-out of no days is one", () => {
    const asked = { calibrateUntil: day("2025-01-31"), holdOutUntil: day("2025-01-31"), unit: "day" } as const;
    const split = orThrow(splitPurchases([{ customerId: "a", day: "2025-01-01" }], asked));
    expect([split.horizon, Array.from(split.holdOut)]).toEqual([{ amount: 0, unit: "day" }, [0]]);
  });

  test("amounts in any currency do not matter where no spend is asked for, but their number does", () => {
    const columns = { ...rows, unit: "week", monetary: [0, 1, 1, 1, 1], currency: "CNY" } as const;
    const asked = { horizon: { amount: 10, unit: "week" } } as const;
    expect(scoreClv(columns, { orders: published }, asked).expectedSpend).toBeNull();
    expect(() => scoreClv({ ...columns, monetary: [1, 2] }, { orders: published }, asked)).toThrow(
      "expected 5 rows in every column, received 2 in monetary",
    );
  });

  test.each([
    [[5, "4"], "/1", '"4"'],
    [[Infinity, 4], "/0", "Infinity"],
    [[5, -1], "/1", "-1"],
    [[5, NaN], "/1", "NaN"],
    [[null], "/0", "null"],
  ])("survivors %j are none", (survivors, path, observed) => {
    expect(survivorColumns(survivors as never)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path, expected: "non-negative-number", observed },
    });
  });

  test("how unequal values are does not depend on their order, and is not told below zero", () => {
    const usd = (amounts: readonly string[]) => amounts.map((amount) => money(amount, "USD"));
    const amounts = ["3.00", "1.00", "10.00", "2.00", "2.00", "0.00"];
    const ofAll = orThrow(valueConcentration(usd(amounts), { currency: "USD", top: [0.3, 0.5] }));
    expect(ofAll.top.map(({ value }) => value.amount)).toEqual(["13.00", "15.00"]);
    fc.assert(
      fc.property(fc.shuffledSubarray(amounts, { minLength: amounts.length }), (shuffled) => {
        expect(orThrow(valueConcentration(usd(shuffled), { currency: "USD", top: [0.3, 0.5] }))).toEqual(ofAll);
      }),
    );
    expect(orThrow(valueConcentration(usd(["-1.00", "5.00"]), { currency: "USD" })).gini).toBeNull();
    expect(orThrow(valueConcentration(usd(["0.00", "5.00"]), { currency: "USD" })).gini).toBe(0.5);
    expect(orThrow(valueConcentration(usd(["0.00"]), { currency: "USD" })).gini).toBeNull();
  });
});
