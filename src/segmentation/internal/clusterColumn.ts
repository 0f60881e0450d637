import { DomainError } from "../../core/error.ts";
import type { ClusterModel } from "../clusterModel.ts";
import { LARGEST } from "./concentration.ts";
import { assignNearest } from "./kMeans.ts";
import { standardised } from "./points.ts";

/**
 * Finds the nearest cluster of each row.
 *
 * @param columns - By metric of the model; all of one length, every number of size 1e300 at most.
 * @param model - What `fitClusters` gave, perhaps read back from JSON.
 * @returns Places in the model's centres; of several equally near, the first.
 * @throws `DomainError` with code `invalid-columns` for a column that is missing, of another length, or holds another value.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { clusterColumn } from "clientele/kernel";
 * import { fitClusters } from "clientele/segmentation";
 *
 * const { model } = orThrow(fitClusters({ orders: [1, 2, 1, 30, 31] }, { clusters: 2, seed: 1 }));
 *
 * Array.from(clusterColumn({ orders: [0, 12, 25] }, model)); // => [0, 0, 1]
 * ```
 */
export function clusterColumn<Metric extends string>(
  columns: Readonly<Record<NoInfer<Metric>, ArrayLike<number>>>,
  model: ClusterModel<Metric>,
): Uint8Array {
  const lists = model.metrics.map(({ metric }): ArrayLike<number> | undefined =>
    Object.hasOwn(columns, metric) ? columns[metric] : undefined,
  );
  const count = lists[0]?.length ?? 0;
  const width = lists.length;
  const coordinates = new Float64Array(count * width);
  for (const [k, standard] of model.metrics.entries()) {
    const list = lists[k];
    if (list?.length !== count) {
      throw new DomainError("invalid-columns", `${standard.metric}: expected a column of ${count} numbers`);
    }
    for (let i = 0; i < count; i++) {
      const value: unknown = list[i];
      if (typeof value !== "number" || !(Math.abs(value) <= LARGEST)) {
        throw new DomainError("invalid-columns", `${standard.metric}: expected a finite number, not so at ${i}`);
      }
      coordinates[i * width + k] = standardised(value, standard);
    }
  }
  const centres = Float64Array.from(model.centres.flatMap(({ standardized }) => standardized));
  const labels = new Uint8Array(count);
  assignNearest({ count, width, coordinates }, centres, labels, new Float64Array(count));
  return labels;
}
