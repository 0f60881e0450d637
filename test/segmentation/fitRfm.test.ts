import { readFileSync } from "node:fs";
import fc from "fast-check";
import { moneyFromMinor, orThrow } from "clientele/core";
import { defineHistoryPolicy, summarizeOrders } from "clientele/history";
import {
  defineSegmentTable,
  fitRfm,
  type RfmFit,
  type RfmMetric,
  type RfmMode,
  type RfmPolicy,
  type RfmSubject,
  scoreRfm,
  segmentOf,
  segmentTables,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { anySubject, asOf, metrics, policyWith, subject } from "../support/segmentation.ts";

const policy = policyWith();
const fit = (subjects: Iterable<RfmSubject>, by: RfmPolicy = policy): RfmFit => orThrow(fitRfm(subjects, by));
const scoresOf = (subjects: readonly RfmSubject[], by: RfmPolicy): Record<RfmMetric, number>[] => {
  const { model } = fit(subjects, by);
  return subjects.map((one) => {
    const { recency, frequency, monetary } = orThrow(scoreRfm(one, model));
    return { recency, frequency, monetary };
  });
};

describe("examples", () => {
  test("the whole answer", () => {
    const subjects = [
      subject("a", 3, 9, "900.00"),
      subject("b", 80, 1, "40.00"),
      subject("c", 10, 1, "40"),
      { ...subject("d", 0, 0, "0"), recencyDays: null },
      subject("e", 1, 1, "5", "USD"),
    ];

    expect(fitRfm(subjects, policyWith({ bins: { recency: 3, frequency: 2, monetary: 4 } }))).toEqual({
      ok: true,
      value: {
        model: {
          format: "rfm-model/1",
          policy: { id: "rfm", version: 2 },
          asOf,
          mode: "quantile",
          frequency: "orders",
          currency: "CNY",
          customers: 3,
          dimensions: {
            recency: { bins: 3, cuts: [3 + 14 / 3, 10 + 70 / 3], counts: [1, 1, 1] },
            frequency: { bins: 2, cuts: [1], counts: [2, 1] },
            monetary: { bins: 4, cuts: [40, 40, 470], counts: [2, 0, 0, 1] },
          },
        },
        findings: [],
        rows: {
          total: 2,
          byCode: { "currency-mismatch": 1, "no-purchase": 1 },
          rows: [
            { index: 3, code: "no-purchase", path: "", params: { customerId: "d" } },
            { index: 4, code: "currency-mismatch", path: "", params: { expected: "CNY", observed: "USD" } },
          ],
        },
      },
    });
  });

  test("metrics that tell nobody apart are findings; all score 1 there", () => {
    const subjects = [subject("a", 3, 2, "9"), subject("b", 3, 2, "9.00"), subject("c", 3, 2, "8")];

    const { model, findings } = fit(subjects);

    expect(findings).toEqual(
      ["recency", "frequency"].map((metric) => ({
        code: "degenerate-metric",
        severity: "warning",
        path: `/dimensions/${metric}`,
        keys: ["dimensions", metric],
        params: { metric, customers: 3 },
      })),
    );
    expect(model.dimensions.recency).toEqual({ bins: 5, cuts: [3, 3, 3, 3], counts: [3, 0, 0, 0, 0] });
    expect(scoresOf(subjects, policy).map(({ recency, frequency }) => [recency, frequency])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  test("one customer is a population, in which nothing tells", () => {
    expect(fit([subject("a", 3, 2, "9")]).findings.map(({ params }) => params["metric"])).toEqual(metrics);
  });

  test("frequency may be the days with a purchase", () => {
    const subjects = [
      { ...subject("a", 1, 9, "1"), purchaseDays: 1 },
      { ...subject("b", 1, 2, "1"), purchaseDays: 2 },
    ];

    expect(scoresOf(subjects, policyWith({ frequency: "purchaseDays" })).map(({ frequency }) => frequency)).toEqual([
      1, 5,
    ]);
    expect(scoresOf(subjects, policyWith({ frequency: "orders" })).map(({ frequency }) => frequency)).toEqual([5, 1]);
  });

  test("subjects may be any iterable", () => {
    function* two(): Generator<RfmSubject> {
      yield subject("a", 1, 1, "1");
      yield subject("b", 2, 2, "2");
    }

    expect(fit(two()).model.customers).toBe(2);
  });

  test("from orders to segments", () => {
    const order = (customerId: string, on: string, amount: string) => ({
      customerId,
      at: `${on}T12:00:00+08:00`,
      amount: { amount, currency: "CNY" },
    });
    const orders = [
      ...["2025-12-01", "2025-12-10", "2025-12-20", "2025-12-30"].map((on) => order("regular", on, "100")),
      order("new", "2025-12-29", "20"),
      ...["2024-01-01", "2024-02-01", "2024-03-01"].map((on) => order("gone", on, "300")),
      order("back", "2025-12-28", "-5"),
    ];
    const history = defineHistoryPolicy({
      id: "orders",
      version: 1,
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      refunds: "net",
    });
    const { customers } = summarizeOrders(orders, history, { asOf });
    const { model, rows } = fit(customers);
    const table = defineSegmentTable(segmentTables.tenNames);

    const segments = customers.flatMap((customer) => {
      const score = scoreRfm(customer, model);
      return score.ok ? [[customer.customerId, orThrow(segmentOf(score.value, table)).segment]] : [];
    });

    expect(segments).toEqual([
      ["gone", "atRisk"],
      ["new", "aboutToSleep"],
      ["regular", "champions"],
    ]);
    expect(rows.byCode).toEqual({ "no-purchase": 1 });
  });
});

interface EdgeCase {
  readonly name: string;
  readonly recencyDays: readonly number[];
  readonly orders: readonly number[];
  readonly amounts: readonly number[];
  readonly cuts: Readonly<Record<RfmMetric, readonly number[]>>;
  readonly scores: Readonly<Record<RfmMetric, readonly number[]>>;
}

/** What R's rfm 0.3.0 gives; the file states how it was computed. */
const { cases } = JSON.parse(readFileSync(`${import.meta.dirname}/../golden/rfm-edge-cases.json`, "utf8")) as {
  readonly cases: readonly EdgeCase[];
};

describe("golden: R's rfm 0.3.0", () => {
  test.each(cases)("$name", ({ recencyDays, orders, amounts, cuts, scores }) => {
    const subjects = recencyDays.map((days, i) => subject(`c${i}`, days, orders[i]!, String(amounts[i])));
    const asInR = policyWith({ mode: "rfm-r" });

    const { dimensions } = fit(subjects, asInR).model;
    const columns = scoresOf(subjects, asInR);

    for (const metric of metrics) {
      expect(dimensions[metric].cuts).toHaveLength(cuts[metric].length);
      for (const [at, cut] of dimensions[metric].cuts.entries()) expect(cut).toBeCloseTo(cuts[metric][at]!, 9);
      expect(columns.map((row) => row[metric])).toEqual(scores[metric]);
    }
  });
});

describe("refusals", () => {
  const sound = subject("a", 3, 2, "9");
  const thrower = new Proxy({}, { get: () => Reflect.getPrototypeOf(null as never) });

  test.each([[[]], [[{ ...sound, recencyDays: null }]], [[null]]])("nobody to fit on: %j", (subjects) => {
    expect(fitRfm(subjects as never, policy)).toEqual({ ok: false, error: { code: "no-customers" } });
  });

  test("rows that cannot be used are listed to the cap and do not move the cuts", () => {
    const subjects = [thrower, sound, null, { ...sound, orders: -1 }] as never;

    const { model, rows } = orThrow(fitRfm(subjects, policy, { listed: 2 }));

    expect(model).toEqual(fit([sound]).model);
    expect(rows).toEqual({
      total: 3,
      byCode: { "invalid-fact": 3 },
      rows: [
        {
          index: 0,
          code: "invalid-fact",
          path: "",
          params: { path: "", expected: "plain-data", observed: "an object" },
        },
        { index: 2, code: "invalid-fact", path: "", params: { path: "", expected: "object", observed: "null" } },
      ],
    });
  });

  test.each<readonly [string, () => unknown, string]>([
    ["a spread policy", () => fitRfm([sound], { ...policy } as never), "policy-not-checked"],
    [
      "a policy of another kind",
      () => fitRfm([sound], defineSegmentTable(segmentTables.tenNames) as never),
      "policy-not-checked",
    ],
    ["no subjects", () => fitRfm(undefined as never, policy), "invalid-option"],
    ["one subject", () => fitRfm(sound as never, policy), "invalid-option"],
    ["listed: -1", () => fitRfm([sound], policy, { listed: -1 }), "invalid-option"],
  ])("%s", (_, call, code) => {
    expect(call).toThrow(expect.objectContaining({ name: "DomainError", code }));
  });
});

describe("laws", () => {
  const anyPolicy = fc
    .record({
      mode: fc.constantFrom<RfmMode>("quantile", "midrank", "minrank", "maxrank", "min-max", "fixed", "rfm-r"),
      frequency: fc.constantFrom("orders" as const, "purchaseDays" as const),
      bins: fc.record({
        recency: fc.integer({ min: 2, max: 10 }),
        frequency: fc.integer({ min: 2, max: 10 }),
        monetary: fc.integer({ min: 2, max: 10 }),
      }),
    })
    .map(({ mode, bins: drawn, ...rest }) => {
      const bins = mode === "rfm-r" ? { recency: 5, frequency: 5, monetary: 5 } : drawn;
      const steps = (count: number, step: number) => Array.from({ length: count - 1 }, (_, i) => (i + 1) * step);
      const cuts = {
        recency: steps(bins.recency, 3),
        frequency: steps(bins.frequency, 1),
        monetary: steps(bins.monetary, 0.02),
      };
      return policyWith({ ...rest, mode, bins, cuts: mode === "fixed" ? cuts : null });
    });
  const anyPopulation = fc.array(anySubject, { minLength: 1, maxLength: 40 });

  test("counts are those of the scores, and add up to the customers", () =>
    fc.assert(
      fc.property(anyPopulation, anyPolicy, (subjects, by) => {
        const { model } = fit(subjects, by);
        const scores = scoresOf(subjects, by);
        for (const metric of metrics) {
          const { bins, counts, cuts } = model.dimensions[metric];
          expect(counts).toHaveLength(bins);
          expect(cuts.length).toBeLessThanOrEqual(bins - 1);
          if (!by.mode.endsWith("rank")) expect(cuts).toHaveLength(bins - 1);
          expect(counts).toEqual(counts.map((_, at) => scores.filter((row) => row[metric] === at + 1).length));
        }
        expect(model.customers).toBe(subjects.length);
      }),
    ));

  test("order-blind", () =>
    fc.assert(
      fc.property(
        anyPopulation.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        anyPolicy,
        ([subjects, shuffled], by) => {
          expect(fit(shuffled, by)).toEqual(fit(subjects, by));
        },
      ),
    ));

  test("monotone: who bought later, oftener and for more never scores less", () =>
    fc.assert(
      fc.property(anyPopulation, anyPolicy, anySubject, fc.nat({ max: 9 }), (subjects, by, one, more) => {
        const { model } = fit(subjects, by);
        const better: RfmSubject = {
          ...one,
          recencyDays: one.recencyDays! - more,
          orders: one.orders + more,
          purchaseDays: one.purchaseDays + more,
          monetary: moneyFromMinor(Math.round(Number(one.monetary.amount) * 100) + more, "CNY"),
        };
        const [worse, best] = [one, better].map((each) => orThrow(scoreRfm(each, model)));
        for (const metric of metrics) expect(best![metric]).toBeGreaterThanOrEqual(worse![metric]);
      }),
    ));

  test("tie-blind: equal values have equal scores, whoever they belong to", () =>
    fc.assert(
      fc.property(anyPopulation, anyPolicy, (subjects, by) => {
        const twins = subjects.map((one) => ({ ...one, customerId: `${one.customerId}'` }));
        const scores = scoresOf([...subjects, ...twins], by);
        expect(scores.slice(subjects.length)).toEqual(scores.slice(0, subjects.length));
      }),
    ));

  test("a finding for exactly the metrics with one score for all", () =>
    fc.assert(
      fc.property(anyPopulation, anyPolicy, (subjects, by) => {
        const scores = scoresOf(subjects, by);
        expect(fit(subjects, by).findings.map(({ params }) => params["metric"])).toEqual(
          metrics.filter((metric) => new Set(scores.map((row) => row[metric])).size === 1),
        );
      }),
    ));

  test("a model from JSON is the same model, and scores the same", () =>
    fc.assert(
      fc.property(anyPopulation, anyPolicy, anySubject, (subjects, by, stranger) => {
        const { model } = fit(subjects, by);
        const kept = JSON.parse(JSON.stringify(model)) as typeof model;

        expect(kept).toEqual(model);
        for (const one of [...subjects, stranger]) expect(scoreRfm(one, kept)).toEqual(scoreRfm(one, model));
      }),
    ));
});
