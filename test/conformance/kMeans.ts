import { dirname, join } from "node:path";
import { orThrow } from "clientele/core";
import { fitClusters } from "clientele/segmentation";
import { near, readCsv, readJson } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

interface Reference {
  /** The customers; without it, those of the data set of orders beside the vectors. */
  readonly columns?: Readonly<Record<"recency" | "count" | "amount", readonly number[]>>;
  readonly mean: readonly [number, number, number];
  readonly sd: readonly [number, number, number];
  readonly k: Readonly<Record<string, { readonly inertia: number; readonly silhouette: number }>>;
}

/** Fifty starts, as many as the reference took: no worse than it (1e-9); where as good, the same silhouette. */
export const kMeans: Kind = (file, only) => {
  const reference = readJson(file) as Reference;
  const columns = reference.columns ?? ofOrders(join(dirname(file), "../../data/rfm-orders/rfm_orders_scores.csv"));
  return Object.entries(reference.k)
    .filter(([clusters]) => only === null || only.has(clusters))
    .map(([clusters, truth]): Outcome => {
      const fit = orThrow(fitClusters(columns, { clusters: Number(clusters), seed: 1, restarts: 50 }));
      const { inertia, metrics } = fit.model;
      const held = [
        { what: "inertia", expected: truth.inertia, got: inertia, holds: inertia <= truth.inertia * (1 + 1e-9) },
        ...(near(inertia, truth.inertia, 1e-9, 1)
          ? [
              {
                what: "silhouette",
                expected: truth.silhouette,
                got: fit.silhouette?.mean,
                holds: near(fit.silhouette?.mean ?? NaN, truth.silhouette, 1e-9, 1),
              },
            ]
          : []),
        ...(["recency", "count", "amount"] as const).flatMap((name, at) => {
          const own = metrics.find(({ metric }) => metric === name);
          return (["mean", "sd"] as const).map((what) => ({
            what: `${name} ${what}`,
            expected: reference[what][at],
            got: own?.[what],
            holds: near(own?.[what] ?? NaN, reference[what][at] ?? NaN, 1e-12, 1),
          }));
        }),
      ];
      return {
        id: `${clusters} clusters`,
        differences: held.flatMap(({ holds, what, expected, got }) => (holds ? [] : [{ what, expected, got }])),
      };
    });
};

function ofOrders(file: string): NonNullable<Reference["columns"]> {
  const rows = readCsv(file);
  return {
    recency: rows.map((row) => -Number(row["recency_days"])),
    count: rows.map((row) => Number(row["transaction_count"])),
    amount: rows.map((row) => Number(row["amount"])),
  };
}
