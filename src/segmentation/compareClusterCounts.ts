import { DomainError, err, ok, type Result } from "../core/index.ts";
import type { ClusterComparison, ClusterCountRow, ClusterOptions, ClusterRefusal } from "./clusterModel.ts";
import { fitClusters } from "./fitClusters.ts";
import { whole } from "./internal/findClusters.ts";

/**
 * Holds numbers of clusters against one another: how much each explains, and how well customers lie in them.
 *
 * `bySilhouette` is the number whose clusters are the most apart; `byElbow` the one beyond which more clusters explain
 * little more: where inertia over the number of clusters, both scaled to 0 and 1, lies farthest below the straight line from
 * first to last. They are hints, and may differ: what the clusters are for decides.
 *
 * @param columns - As of `fitClusters`.
 * @param options - `from` and `to`: the least and the most clusters, 1 to 255; the others as of `fitClusters`.
 * @returns One row for each number; or the refusal of `fitClusters`.
 * @throws `DomainError` as `fitClusters`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { compareClusterCounts } from "clientele/segmentation";
 *
 * const orders = [1, 2, 1, 2, 30, 31, 29, 32, 80, 81, 79, 82];
 * const comparison = orThrow(compareClusterCounts({ orders }, { from: 1, to: 5, seed: 1 }));
 *
 * [comparison.bySilhouette, comparison.byElbow]; // => [3, 2]
 * comparison.rows.map(({ clusters, explained }) => [clusters, explained.toFixed(2)]);
 * // => [[1, "0.00"], [2, "0.87"], [3, "1.00"], [4, "1.00"], [5, "1.00"]]
 * ```
 *
 * @see P. J. Rousseeuw, Silhouettes: a graphical aid, J. Comput. Appl. Math. 20 (1987); V. Satopää et al., Finding a
 *   "kneedle" in a haystack, ICDCSW 2011, for the elbow.
 */
export function compareClusterCounts<const Metric extends string>(
  columns: Readonly<Record<Metric, ArrayLike<number>>>,
  options: ClusterOptions & { readonly from: number; readonly to: number },
): Result<ClusterComparison, ClusterRefusal> {
  const { from, to } = options;
  whole("from", from, { from: 1, to: 255 });
  whole("to", to, { from: 1, to: 255 });
  if (from > to) throw new DomainError("invalid-option", "from: expected no more clusters than `to`");
  const rows: ClusterCountRow[] = [];
  for (let clusters = from; clusters <= to; clusters++) {
    const fit = fitClusters(columns, { ...options, clusters });
    if (!fit.ok) return err(fit.error);
    const { model, silhouette } = fit.value;
    rows.push({
      clusters,
      inertia: model.inertia,
      explained: model.explained,
      silhouette: silhouette?.mean ?? null,
    });
  }
  return ok({ rows, bySilhouette: bestSilhouette(rows), byElbow: elbowOf(rows) });
}

function bestSilhouette(rows: readonly ClusterCountRow[]): number | null {
  let best: ClusterCountRow | null = null;
  for (const row of rows) {
    if (row.silhouette !== null && row.silhouette > (best?.silhouette ?? -Infinity)) best = row;
  }
  return best?.clusters ?? null;
}

function elbowOf(rows: readonly ClusterCountRow[]): number | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (rows.length < 3 || first === undefined || last === undefined || first.inertia <= last.inertia) return null;
  let elbow: number | null = null;
  let farthest = 0;
  for (const { clusters, inertia } of rows) {
    const along = (clusters - first.clusters) / (last.clusters - first.clusters);
    const below = 1 - along - (inertia - last.inertia) / (first.inertia - last.inertia);
    if (below > farthest) [elbow, farthest] = [clusters, below];
  }
  return elbow;
}
