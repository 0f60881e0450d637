import { err, invalidFact, type Issue, ok, pointer, type Result } from "../core/index.ts";
import { startRandom } from "../numeric/index.ts";
import type { ClusterFit, ClusterMetric, ClusterOptions, ClusterRefusal } from "./clusterModel.ts";
import { startSum } from "./internal/concentration.ts";
import { clusterSearch, findClusters, whole } from "./internal/findClusters.ts";
import { pointsOf } from "./internal/points.ts";
import { silhouette } from "./internal/silhouette.ts";

/**
 * Finds groups of customers who are alike: k-means on standardised metrics, the best of several starts.
 *
 *     z = (value - mean) / standard deviation of the population,    inertia = sum of |z - centre of its cluster|²
 *
 * Starts are scattered by k-means++ with a seed, so that the same customers give the same clusters on every machine,
 * whatever their order. Where everyone is at the nearest centre, single customers are moved as long as that lowers the inertia:
 * then nobody is better off in another cluster. The clusters are numbered largest first, and their centres are told in the customers' units. The
 * scale of a metric does not matter, nor does its zero (to the last digit for whole numbers); what does matter is its shape:
 * a few customers far out pull centres to themselves, so that amounts are often better given as their logarithm.
 *
 * A metric in which all are alike is of no effect, and is a finding. More starts with the same seed never make the inertia
 * larger.
 *
 * @param columns - By metric, one number for each customer, of size 1e300 at most. Nothing may be missing: a customer
 *   without a value has to be left out, or given one, by the caller.
 * @param options - `clusters`: how many, 1 to 255; `seed`; `restarts` (default 10), `iterations` (default 300),
 *   `silhouetteUpTo`: with more customers than this the silhouette is that of a sample of so many (default 5,000).
 * @returns Model, clusters by row and silhouette; or `invalid-fact` at the first number that cannot be used (its path is
 *   metric and row), or `too-few-different-customers`.
 * @throws `DomainError` with code `invalid-option`, or `invalid-columns` for no columns or columns of different lengths.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { fitClusters } from "clientele/segmentation";
 *
 * const { model, labels, silhouette } = orThrow(
 *   fitClusters(
 *     { orders: [1, 2, 1, 2, 30, 31], recencyDays: [200, 190, 210, 205, 4, 9] },
 *     { clusters: 2, seed: 1 },
 *   ),
 * );
 *
 * Array.from(labels); // => [0, 0, 0, 0, 1, 1]
 * model.centres.map(({ customers, values }) => [customers, values.orders, values.recencyDays]);
 * // => [[4, 1.5, 201.25], [2, 30.5, 6.5]]
 * (silhouette?.mean ?? 0) > 0.9; // => true
 * ```
 *
 * @see S. P. Lloyd, Least squares quantization in PCM, IEEE Trans. Inf. Theory 28 (1982); D. Arthur and S. Vassilvitskii,
 *   k-means++: the advantages of careful seeding, SODA 2007; J. A. Hartigan, Clustering Algorithms (1975), for single moves.
 */
export function fitClusters<const Metric extends string>(
  columns: Readonly<Record<Metric, ArrayLike<number>>>,
  options: ClusterOptions & { readonly clusters: number },
): Result<ClusterFit<Metric>, ClusterRefusal> {
  const search = clusterSearch(options);
  const { clusters } = options;
  whole("clusters", clusters, { from: 1, to: 255 });
  const points = pointsOf(columns);
  if ("index" in points) {
    const { metric, index } = points;
    const observed = (columns as Readonly<Record<string, ArrayLike<number>>>)[metric]?.[index];
    return err(invalidFact(pointer([metric, index]), "finite-number", observed));
  }
  if (points.distinct < clusters) {
    return err({ code: "too-few-different-customers", different: points.distinct, clusters });
  }
  const { metrics, standards, count, coordinates, rowOf, total } = points;
  const width = metrics.length;
  const draws = startRandom(search.seed);
  const { centres, labels, inertia, settled, sizes } = findClusters(points, { ...search, clusters, draws });
  const lying = silhouette({ count, width, coordinates }, labels, { clusters, most: search.silhouetteUpTo, draws });

  const findings: Issue[] = [];
  const finding = (code: string, keys: readonly (string | number)[], params: Issue["params"]): void => {
    findings.push({ code, severity: "warning", path: pointer(keys), keys, params });
  };
  for (const [k, { sd }] of standards.entries()) {
    if (sd === 0) finding("degenerate-metric", ["metrics", k], { metric: metrics[k] ?? "", customers: count });
  }
  if (!settled) finding("clusters-not-settled", ["centres"], { iterations: search.iterations });

  const byRow = new Uint8Array(count);
  for (const [i, row] of rowOf.entries()) byRow[row] = labels[i] ?? 0;
  const means = standards.map(({ min }, k) => {
    const list = (columns as Readonly<Record<string, ArrayLike<number>>>)[metrics[k] ?? ""] ?? [];
    const sums = Array.from(sizes, () => startSum());
    const above = new Float64Array(clusters);
    for (const [i, row] of rowOf.entries())
      above[labels[i] ?? 0] = sums[labels[i] ?? 0]?.add((list[row] ?? NaN) - min) ?? 0;
    return above.map((sum, c) => min + (sizes[c] === 0 ? 0 : sum / (sizes[c] ?? 1)));
  });
  return ok({
    model: {
      format: "cluster-model/1",
      metrics: standards.map((standard, k): ClusterMetric<Metric> => ({ metric: metrics[k] as Metric, ...standard })),
      centres: Array.from(sizes, (customers, c) => ({
        customers,
        values: Object.fromEntries(metrics.map((metric, k) => [metric, means[k]?.[c] ?? NaN])) as Record<
          Metric,
          number
        >,
        standardized: Array.from(centres.subarray(c * width, (c + 1) * width), (z) => z + 0), // no negative zero
      })),
      customers: count,
      inertia,
      explained: total === 0 ? 0 : Math.max(1 - inertia / total, 0),
      seed: search.seed,
      restarts: search.restarts,
    },
    labels: byRow,
    silhouette:
      lying === null
        ? null
        : { mean: lying.mean, byCluster: lying.byCluster, customers: lying.points, exact: lying.points === count },
    findings,
  });
}
