import { join } from "node:path";
import fc from "fast-check";
import { orThrow } from "clientele/core";
import { clusterColumn } from "clientele/kernel";
import { type ClusterModel, compareClusterCounts, fitClusters, scoreCluster } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { kMeans } from "../conformance/kMeans.ts";
import { anyColumns, different } from "../support/clusters.ts";

const groups = { orders: [1, 2, 1, 2, 30, 31], recencyDays: [200, 190, 210, 205, 4, 9] };

describe("examples", () => {
  test("the whole answer", () => {
    const { model, labels, silhouette, findings } = orThrow(fitClusters(groups, { clusters: 2, seed: 7, restarts: 3 }));

    expect(Array.from(labels)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(findings).toEqual([]);
    expect(silhouette).toEqual({
      mean: expect.closeTo(0.95958, 5) as number,
      byCluster: [expect.closeTo(0.95457, 5) as number, expect.closeTo(0.9696, 5) as number],
      customers: 6,
      exact: true,
    });
    expect(model).toEqual({
      format: "cluster-model/1",
      metrics: [
        {
          metric: "orders",
          min: 1,
          mean: expect.closeTo(67 / 6, 12) as number,
          meanAboveMin: expect.closeTo(61 / 6, 12) as number,
          sd: expect.closeTo(13.679872, 5) as number,
        },
        {
          metric: "recencyDays",
          min: 4,
          mean: expect.closeTo(409 / 3, 12) as number,
          meanAboveMin: expect.closeTo(397 / 3, 12) as number,
          sd: expect.closeTo(92.015699, 5) as number,
        },
      ],
      centres: [
        {
          customers: 4,
          values: { orders: expect.closeTo(1.5, 12) as number, recencyDays: expect.closeTo(201.25, 12) as number },
          standardized: [expect.closeTo(-0.706634, 5) as number, expect.closeTo(0.705496, 5) as number],
        },
        {
          customers: 2,
          values: { orders: expect.closeTo(30.5, 12) as number, recencyDays: expect.closeTo(6.5, 12) as number },
          standardized: [expect.closeTo(1.413269, 5) as number, expect.closeTo(-1.410991, 5) as number],
        },
      ],
      customers: 6,
      inertia: expect.closeTo(0.035328, 5) as number,
      explained: expect.closeTo(0.997056, 5) as number,
      seed: 7,
      restarts: 3,
    });
  });

  test("the clusters of least inertia, and their silhouettes", () => {
    const outcomes = kMeans(join(import.meta.dirname, "../golden/k-means.json"), null);

    expect(outcomes.map(({ id }) => id)).toEqual(["2 clusters", "3 clusters", "4 clusters"]);
    expect(outcomes.flatMap(({ differences }) => differences)).toEqual([]);
  });

  test("a single cluster is everyone", () => {
    const { model, silhouette } = orThrow(fitClusters(groups, { clusters: 1, seed: 1 }));

    expect(model.centres[0]?.customers).toBe(6);
    expect(model.centres[0]?.values.orders).toBeCloseTo(67 / 6, 12);
    expect([model.explained, silhouette]).toEqual([expect.closeTo(0, 12), null]);
  });

  test("as many clusters as different customers leave no inertia; who is alone counts 0", () => {
    const { model, silhouette } = orThrow(
      fitClusters({ orders: [1, 5, 9, 9] }, { clusters: 3, seed: 1, restarts: 20 }),
    );

    expect(model.inertia).toBeCloseTo(0, 20);
    expect(silhouette?.byCluster).toEqual([1, 0, 0]);
  });

  test("a metric in which all are alike is of no effect, and is a finding", () => {
    const { orders } = groups;
    const { model, findings, labels } = orThrow(
      fitClusters({ orders, zero: orders.map(() => 0.1) }, { clusters: 2, seed: 1 }),
    );

    expect(Array.from(labels)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(model.centres.map(({ values }) => values.zero)).toEqual([0.1, 0.1]);
    expect(findings).toEqual([
      {
        code: "degenerate-metric",
        severity: "warning",
        path: "/metrics/1",
        keys: ["metrics", 1],
        params: { metric: "zero", customers: 6 },
      },
    ]);
  });

  test("centres that were stopped while they moved are a finding", () => {
    const orders = Array.from({ length: 60 }, (_, i) => i * i);
    const { findings } = orThrow(fitClusters({ orders }, { clusters: 4, seed: 1, restarts: 1, iterations: 1 }));

    expect(findings.map(({ code, path, params }) => [code, path, params])).toEqual([
      ["clusters-not-settled", "/centres", { iterations: 1 }],
    ]);
  });

  test("a silhouette of many customers is that of a sample", () => {
    const orders = Array.from({ length: 400 }, (_, i) => (i % 2) * 100 + (i % 7));
    const { silhouette } = orThrow(fitClusters({ orders }, { clusters: 2, seed: 1, silhouetteUpTo: 50 }));
    const whole = orThrow(fitClusters({ orders }, { clusters: 2, seed: 1 })).silhouette;

    expect([silhouette?.customers, silhouette?.exact, whole?.customers, whole?.exact]).toEqual([50, false, 400, true]);
    expect(silhouette?.mean).toBeCloseTo(whole?.mean ?? NaN, 2);
  });

  test("300 digits, and metrics called like properties of every object", () => {
    const columns = { constructor: [1e299, 1.1e299, 9e299], toString: [1e-299, 1e-299, 5e-299] };
    const { labels } = orThrow(fitClusters(columns, { clusters: 2, seed: 1 }));

    expect(Array.from(labels)).toEqual([0, 0, 1]);
  });

  test("how many clusters: the elbow may be nowhere", () => {
    const comparison = orThrow(compareClusterCounts({ orders: [1, 2, 3] }, { from: 1, to: 2, seed: 1 }));

    expect(comparison.byElbow).toBeNull();
    expect(comparison.rows.map(({ clusters }) => clusters)).toEqual([1, 2]);
    expect(orThrow(compareClusterCounts({ orders: [1, 2] }, { from: 1, to: 1, seed: 1 })).bySilhouette).toBeNull();
  });

  test("how many clusters: three groups are three, by silhouette and by elbow", () => {
    const orders = [0, 1, 2, 100, 101, 102, 200, 201, 202];
    const compare = (from: number, to: number) => orThrow(compareClusterCounts({ orders }, { from, to, seed: 1 }));
    const { rows, bySilhouette, byElbow } = compare(1, 6);

    expect([bySilhouette, byElbow]).toEqual([3, 3]);
    expect(rows.map(({ clusters }) => clusters)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rows[0]).toEqual({
      clusters: 1,
      inertia: expect.closeTo(9, 10) as number,
      explained: expect.closeTo(0, 10) as number,
      silhouette: null,
    });
    // six squares of one about three means, of 60 006 about one
    expect(rows[2]?.inertia).toBeCloseTo((9 * 6) / 60_006, 12);
    expect(rows[2]?.explained).toBeCloseTo(1 - 6 / 60_006, 12);
    expect([compare(2, 4).byElbow, compare(2, 3).byElbow, compare(3, 5).byElbow, compare(4, 4).byElbow]).toEqual([
      3,
      null,
      null,
      null,
    ]);
    expect([compare(1, 1).bySilhouette, compare(4, 6).bySilhouette]).toEqual([null, 4]);
  });

  test.each([1, 2, 3, 4, 5])("clusters of one size stand in the order of their centres (seed %i)", (seed) => {
    const columns = { orders: [5, 0, 0, -5, 0, 5, 0, -5], recencyDays: [0, 9, 1, 3, 9, 0, 1, 3] };
    const { model, labels } = orThrow(fitClusters(columns, { clusters: 4, seed }));

    expect(Array.from(labels)).toEqual([3, 2, 1, 0, 2, 3, 1, 0]);
    expect(model.centres.map(({ values: { orders, recencyDays } }) => [orders, recencyDays])).toEqual([
      [-5, 3],
      [0, 1],
      [0, 9],
      [5, 0],
    ]);
  });

  const onLine = (...standardized: readonly number[]): ClusterModel<"orders"> => ({
    ...orThrow(fitClusters({ orders: [1, 2] }, { clusters: 1, seed: 1 })).model,
    metrics: [{ metric: "orders", min: 10, mean: 30, meanAboveMin: 20, sd: 10 }],
    centres: standardized.map((z) => ({ customers: 1, values: { orders: 30 + 10 * z }, standardized: [z] })),
  });
  test.each([
    [[0], 30, { cluster: 0, distance: 0, next: null, nextDistance: null }],
    [[0], 45, { cluster: 0, distance: 1.5, next: null, nextDistance: null }],
    [[0, 4, 9], 30, { cluster: 0, distance: 0, next: 1, nextDistance: 4 }],
    [[9, 4, 0], 30, { cluster: 2, distance: 0, next: 1, nextDistance: 4 }],
    [[4, 0, 9], 30, { cluster: 1, distance: 0, next: 0, nextDistance: 4 }],
    [[9, 0, 4], 30, { cluster: 1, distance: 0, next: 2, nextDistance: 4 }],
    [[0, 2, -2, 2], 30, { cluster: 0, distance: 0, next: 1, nextDistance: 2 }],
    [[2, -2], 30, { cluster: 0, distance: 2, next: 1, nextDistance: 2 }],
    [[-1, 5], 10, { cluster: 0, distance: 1, next: 1, nextDistance: 7 }],
  ])("centres at %j, a value of %i", (centres, orders, score) => {
    expect(scoreCluster({ orders }, onLine(...centres))).toEqual({ ok: true, value: score });
    expect(Array.from(clusterColumn({ orders: [orders] }, onLine(...centres)))).toEqual([score.cluster]);
  });

  test("values to the size of 1e300", () => {
    const model = onLine(0, -1e298);

    expect(scoreCluster({ orders: -1e300 }, model)).toMatchObject({ ok: true, value: { cluster: 0, next: null } });
    expect(Array.from(clusterColumn({ orders: [1e300, 30] }, model))).toEqual([0, 0]);
    expect(fitClusters({ orders: [1e300, 0, -1e300] }, { clusters: 2, seed: 1 }).ok).toBe(true);
    for (const orders of [1.1e300, "30"] as number[]) {
      expect(scoreCluster({ orders }, model)).toMatchObject({ error: { path: "/orders", expected: "finite-number" } });
      expect(() => clusterColumn({ orders: [30, orders] }, model)).toThrow(
        expect.objectContaining({
          code: "invalid-columns",
          message: "orders: expected a finite number, not so at 1",
        }) as Error,
      );
      expect(fitClusters({ orders: [30, orders] }, { clusters: 1, seed: 1 })).toMatchObject({
        error: { path: "/orders/1" },
      });
    }
    expect(() =>
      clusterColumn({ orders: [1], days: [] }, {
        ...model,
        metrics: [...model.metrics, { ...model.metrics[0], metric: "days" }],
      } as never),
    ).toThrow(
      expect.objectContaining({ code: "invalid-columns", message: "days: expected a column of 1 numbers" }) as Error,
    );
    expect(() => clusterColumn({} as never, model)).toThrow(
      expect.objectContaining({ code: "invalid-columns", message: "orders: expected a column of 0 numbers" }) as Error,
    );
  });
});

describe("refusals", () => {
  test.each<[string, unknown, string]>([
    ["NaN", NaN, "NaN"],
    ["infinite", Infinity, "Infinity"],
    ["missing", null, "null"],
    ["text", "5", '"5"'],
  ])("a value that is %s is named by metric and row", (_, value, observed) => {
    const columns = { orders: [1, 2, 3], "a/b": [1, 2, value] as number[] };

    expect(fitClusters(columns, { clusters: 2, seed: 1 })).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/a~1b/2", expected: "finite-number", observed },
    });
    expect(compareClusterCounts(columns, { from: 2, to: 3, seed: 1 }).ok).toBe(false);
  });

  test("fewer different customers than clusters", () => {
    expect(fitClusters({ orders: [1, 1, 2, 2] }, { clusters: 3, seed: 1 })).toEqual({
      ok: false,
      error: { code: "too-few-different-customers", different: 2, clusters: 3 },
    });
    expect(fitClusters({ orders: [] }, { clusters: 1, seed: 1 })).toMatchObject({
      ok: false,
      error: { different: 0 },
    });
  });

  test.each<[object, string]>([
    [{ clusters: 0, seed: 1 }, "clusters: expected an integer of 1 to 255"],
    [{ clusters: 256, seed: 1 }, "clusters: expected an integer of 1 to 255"],
    [{ clusters: 1.5, seed: 1 }, "clusters: expected an integer of 1 to 255"],
    [{ clusters: 2, seed: 0.5 }, "seed: expected a safe integer"],
    [{ clusters: 2, seed: 1, restarts: 0 }, "restarts: expected an integer of 1 to 10000"],
    [{ clusters: 2, seed: 1, restarts: 10_001 }, "restarts: expected an integer of 1 to 10000"],
    [{ clusters: 2, seed: 1, iterations: 0 }, "iterations: expected an integer of 1 to 1000000"],
    [{ clusters: 2, seed: 1, iterations: 1e6 + 1 }, "iterations: expected an integer of 1 to 1000000"],
    [{ clusters: 2, seed: 1, silhouetteUpTo: 1 }, "silhouetteUpTo: expected an integer of 2 to 100000"],
    [{ clusters: 2, seed: 1, silhouetteUpTo: 100_001 }, "silhouetteUpTo: expected an integer of 2 to 100000"],
  ])("options %j", (options, message) => {
    expect(() => fitClusters(groups, options as { clusters: number; seed: number })).toThrow(
      expect.objectContaining({ code: "invalid-option", message }) as Error,
    );
  });

  test.each<[number, number, string]>([
    [0, 2, "from: expected an integer of 1 to 255"],
    [1, 256, "to: expected an integer of 1 to 255"],
    [3, 2, "from: expected no more clusters than `to`"],
  ])("clusters of %i to %i", (from, to, message) => {
    expect(() => compareClusterCounts(groups, { from, to, seed: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-option", message }) as Error,
    );
  });

  test("no columns, columns of different lengths, and counts that are reversed", () => {
    const invalid = (code: string): Error => expect.objectContaining({ code }) as Error;

    expect(() => fitClusters({}, { clusters: 2, seed: 1 })).toThrow(invalid("invalid-columns"));
    expect(() => fitClusters({ a: [1, 2], b: [1] }, { clusters: 2, seed: 1 })).toThrow(invalid("invalid-columns"));
    expect(() => compareClusterCounts(groups, { from: 3, to: 2, seed: 1 })).toThrow(invalid("invalid-option"));
  });

  test("scoring: a value or a model that is none", () => {
    const { model } = orThrow(fitClusters(groups, { clusters: 2, seed: 1 }));

    expect(scoreCluster({ orders: 1 } as { orders: number; recencyDays: number }, model)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/recencyDays", expected: "finite-number", observed: "undefined" },
    });
    expect(scoreCluster(null as unknown as { orders: number; recencyDays: number }, model)).toMatchObject({
      ok: false,
      error: { path: "", expected: "object" },
    });
    for (const wrong of [null, {}, { ...model, format: "rfm-model/1" }, { ...model, centres: [] }]) {
      expect(() => scoreCluster({ orders: 1, recencyDays: 1 }, wrong as typeof model)).toThrow(
        expect.objectContaining({ code: "invalid-model" }) as Error,
      );
    }
    for (const columns of [{ orders: [1] }, { orders: [1], recencyDays: [] }, { orders: [NaN], recencyDays: [1] }]) {
      expect(() => clusterColumn(columns as unknown as typeof groups, model)).toThrow(
        expect.objectContaining({ code: "invalid-columns" }) as Error,
      );
    }
  });
});

const anyClusters = fc
  .tuple(anyColumns, fc.integer({ min: 1, max: 5 }), fc.integer())
  .filter(([columns, clusters]) => different(columns) >= clusters)
  .map(([columns, clusters, seed]) => ({ columns, options: { clusters, seed, restarts: 3 } }));

/** Sum of squares about the means of the groups, in standard deviations. */
const within = (columns: Readonly<Record<string, readonly number[]>>, labels: ArrayLike<number>): number => {
  let sum = 0;
  for (const list of Object.values(columns)) {
    const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const mean = meanOf(list);
    const variance = meanOf(list.map((value) => (value - mean) ** 2));
    if (variance === 0) continue;
    for (const label of new Set(Array.from(labels))) {
      const own = list.filter((_, i) => labels[i] === label);
      const centre = meanOf(own);
      sum += own.reduce((squares, value) => squares + (value - centre) ** 2, 0) / variance;
    }
  }
  return sum;
};

describe("laws", () => {
  test("permutation-blind: customers in another order have the same clusters, and the model is the same", () =>
    fc.assert(
      fc.property(anyClusters, fc.infiniteStream(fc.nat()), ({ columns, options }, chance) => {
        const rows = columns.orders.map((_, i) => i);
        const order = rows.toSorted((a, b) => a - b);
        for (let i = order.length - 1; i > 0; i--) {
          const j = (chance.next().value as number) % (i + 1);
          [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
        }
        const plain = orThrow(fitClusters(columns, options));
        const shuffled = orThrow(
          fitClusters(
            { days: order.map((i) => columns.days[i] ?? NaN), orders: order.map((i) => columns.orders[i] ?? NaN) },
            options,
          ),
        );

        expect(shuffled.model).toEqual(plain.model);
        expect(shuffled.silhouette).toEqual(plain.silhouette);
        expect(Array.from(shuffled.labels)).toEqual(order.map((i) => plain.labels[i]));
      }),
    ));

  test("tie-blind: customers who are alike are of one cluster", () =>
    fc.assert(
      fc.property(anyClusters, ({ columns, options }) => {
        const { labels } = orThrow(fitClusters(columns, options));
        const seen = new Map<string, number | undefined>();
        for (const [i, orders] of columns.orders.entries()) {
          const key = `${orders} ${columns.days[i]}`;
          if (seen.has(key)) expect(labels[i]).toBe(seen.get(key));
          seen.set(key, labels[i]);
        }
      }),
    ));

  test("shift- and scale-blind: whole numbers moved by a whole number, or times a power of two, have the same clusters", () =>
    fc.assert(
      fc.property(
        anyClusters,
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.integer({ min: -20, max: 20 }),
        ({ columns, options }, shift, power) => {
          const plain = orThrow(fitClusters(columns, options));
          const moved = orThrow(
            fitClusters(
              {
                orders: columns.orders.map((value) => value + shift),
                days: columns.days.map((value) => value * 2 ** power),
              },
              options,
            ),
          );

          expect(moved.labels).toEqual(plain.labels);
          expect(moved.model.inertia).toBe(plain.model.inertia);
          expect(moved.silhouette).toEqual(plain.silhouette);
        },
      ),
    ));

  test("conserving: sizes add up; the inertia is that of the groups; centres are nobody's nearest but their own's", () =>
    fc.assert(
      fc.property(anyClusters, ({ columns, options }) => {
        const { model, labels, findings } = orThrow(fitClusters(columns, options));
        const sizes = model.centres.map((_, c) => labels.filter((label) => label === c).length);

        expect(sizes.reduce((a, b) => a + b, 0)).toBe(columns.orders.length);
        expect(model.centres.map(({ customers }) => customers)).toEqual(sizes);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        if (findings.some(({ code }) => code === "clusters-not-settled")) return;
        expect(model.inertia).toBeCloseTo(within(columns, labels), 8);
        for (const [c, { values }] of model.centres.entries()) {
          const own = columns.days.filter((_, i) => labels[i] === c);
          if (own.length > 0) expect(values.days).toBeCloseTo(own.reduce((a, b) => a + b, 0) / own.length, 8);
        }
      }),
    ));

  test("more starts with the same seed are never worse", () =>
    fc.assert(
      fc.property(anyClusters, fc.integer({ min: 4, max: 8 }), ({ columns, options }, restarts) => {
        const few = orThrow(fitClusters(columns, options)).model.inertia;
        expect(orThrow(fitClusters(columns, { ...options, restarts })).model.inertia).toBeLessThanOrEqual(few);
      }),
    ));

  test("JSON round trip: a model read back gives the fitted customers their clusters, one by one and in columns", () =>
    fc.assert(
      fc.property(anyClusters, ({ columns, options }) => {
        const { model, labels } = orThrow(fitClusters(columns, options));
        const back = JSON.parse(JSON.stringify(model)) as ClusterModel<"orders" | "days">;

        expect(back).toEqual(model);
        expect(clusterColumn(columns, back)).toEqual(labels);
        for (const [i, orders] of columns.orders.entries()) {
          const score = orThrow(scoreCluster({ orders, days: columns.days[i] ?? NaN }, back));
          expect(score.cluster).toBe(labels[i]);
          expect(score.distance).toBeLessThanOrEqual(score.nextDistance ?? Infinity);
          expect(score.next).not.toBe(score.cluster);
          expect(score.next === null).toBe(model.centres.length === 1);
        }
      }),
    ));

  test("silhouettes lie from -1 to 1", () =>
    fc.assert(
      fc.property(anyClusters, ({ columns, options }) => {
        const { silhouette } = orThrow(fitClusters(columns, options));
        for (const mean of [silhouette?.mean ?? 0, ...(silhouette?.byCluster ?? []).map((one) => one ?? 0)]) {
          expect(Math.abs(mean)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    ));
});
