import { DomainError, err, type InvalidFact, invalidFact, ok, pointer, type Result } from "../core/index.ts";
import type { ClusterModel, ClusterScore } from "./clusterModel.ts";
import { LARGEST } from "./internal/concentration.ts";
import { standardised } from "./internal/points.ts";

/**
 * Finds the cluster of one customer: the one whose centre is nearest.
 *
 * A customer who was among the fitted has the cluster that the fit gave them. Of several centres equally near, the first
 * counts.
 *
 * @param values - By metric of the model; nothing may be missing.
 * @param model - What `fitClusters` gave, perhaps read back from JSON.
 * @returns The cluster and how near it is, beside the next; or `invalid-fact` at the first value that cannot be used.
 * @throws `DomainError` with code `invalid-model` for something that is no model.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { fitClusters, scoreCluster } from "clientele/segmentation";
 *
 * const { model } = orThrow(fitClusters({ orders: [1, 2, 1, 2, 30, 31] }, { clusters: 2, seed: 1 }));
 *
 * orThrow(scoreCluster({ orders: 25 }, model)).cluster; // => 1
 * scoreCluster({ orders: NaN }, model);
 * // => { ok: false, error: { code: "invalid-fact", path: "/orders", expected: "finite-number", observed: "NaN" } }
 * ```
 */
export function scoreCluster<Metric extends string>(
  values: Readonly<Record<NoInfer<Metric>, number>>,
  model: ClusterModel<Metric>,
): Result<ClusterScore, InvalidFact> {
  const { format, metrics, centres } = (model as Partial<ClusterModel<Metric>> | null) ?? {};
  if (format !== "cluster-model/1" || !Array.isArray(metrics) || !Array.isArray(centres) || centres.length === 0) {
    throw new DomainError("invalid-model", "expected a cluster model (cluster-model/1) with metrics and centres");
  }
  if (typeof (values as unknown) !== "object" || (values as unknown) === null) {
    return err(invalidFact("", "object", values));
  }
  const point: number[] = [];
  for (const standard of model.metrics) {
    const { metric } = standard;
    const value: unknown = Object.hasOwn(values, metric) ? values[metric] : undefined;
    if (typeof value !== "number" || !(Math.abs(value) <= LARGEST)) {
      return err(invalidFact(pointer([metric]), "finite-number", value));
    }
    point.push(standardised(value, standard));
  }
  let [cluster, least] = [0, Infinity];
  let [next, second]: [number | null, number] = [null, Infinity];
  for (const [c, { standardized }] of model.centres.entries()) {
    let square = 0;
    for (const [k, z] of point.entries()) square += (z - (standardized[k] ?? NaN)) ** 2;
    if (square < least) [next, second, cluster, least] = [c === 0 ? null : cluster, least, c, square];
    else if (square < second) [next, second] = [c, square];
  }
  return ok({
    cluster,
    distance: Math.sqrt(least),
    next,
    nextDistance: next === null ? null : Math.sqrt(second),
  });
}
