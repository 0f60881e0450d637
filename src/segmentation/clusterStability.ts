import { err, invalidFact, ok, pointer, type Result } from "../core/index.ts";
import { quantile, startRandom } from "../numeric/index.ts";
import { adjustedRand } from "./adjustedRand.ts";
import type { ClusterOptions, ClusterRefusal, ClusterStability } from "./clusterModel.ts";
import { clusterSearch, findClusters, whole } from "./internal/findClusters.ts";
import { assignNearest } from "./internal/kMeans.ts";
import { pointsOf } from "./internal/points.ts";

/**
 * Tells how far clusters depend on who happens to be a customer: they are found anew in resamples, and held against those of
 * everyone.
 *
 * Each resample draws as many customers as there are, with repetition; its clusters are found, everyone is put into the
 * nearest, and the two divisions are compared: as a whole (`adjustedRand`), and cluster by cluster (`recovered`: the best
 * overlap, Jaccard's; below about 0.6 a cluster is hardly there). Values are standardised by everyone throughout.
 *
 * @param columns - As of `fitClusters`.
 * @param options - `clusters`; `resamples`, 1 to 10,000 (default 20); the others as of `fitClusters`.
 * @returns The agreement; or the refusal of `fitClusters`.
 * @throws `DomainError` as `fitClusters`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { clusterStability } from "clientele/segmentation";
 *
 * const orders = [1, 2, 1, 2, 1, 2, 30, 31, 30, 31, 30, 31];
 * const two = orThrow(clusterStability({ orders }, { clusters: 2, seed: 1 }));
 *
 * [two.adjustedRand?.mean, two.recovered]; // => [1, [1, 1]]
 * ```
 *
 * @see C. Hennig, Cluster-wise assessment of cluster stability, Comput. Stat. Data Anal. 52 (2007).
 */
export function clusterStability<const Metric extends string>(
  columns: Readonly<Record<Metric, ArrayLike<number>>>,
  options: ClusterOptions & { readonly clusters: number; readonly resamples?: number | undefined },
): Result<ClusterStability, ClusterRefusal> {
  const search = clusterSearch(options);
  const { clusters, resamples = 20 } = options;
  whole("clusters", clusters, { from: 1, to: 255 });
  whole("resamples", resamples, { from: 1, to: 10_000 });
  const points = pointsOf(columns);
  if ("index" in points) {
    const { metric, index } = points;
    const observed = (columns as Readonly<Record<string, ArrayLike<number>>>)[metric]?.[index];
    return err(invalidFact(pointer([metric, index]), "finite-number", observed));
  }
  if (points.distinct < clusters) {
    return err({ code: "too-few-different-customers", different: points.distinct, clusters });
  }
  const { count, coordinates, metrics } = points;
  const width = metrics.length;
  const draws = startRandom(search.seed);
  const everyone = findClusters(points, { ...search, clusters, draws });

  const agreements: number[] = [];
  const overlaps = new Float64Array(clusters);
  const labels = new Uint8Array(count);
  const squares = new Float64Array(count);
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = Uint32Array.from({ length: count }, () => draws.below(count)).sort();
    const own = new Float64Array(count * width);
    for (const [i, point] of drawn.entries()) {
      own.set(coordinates.subarray(point * width, (point + 1) * width), i * width);
    }
    if (differentPoints(own, width) < clusters) continue;
    const found = findClusters({ count, metrics, coordinates: own }, { ...search, clusters, draws });
    assignNearest({ count, width, coordinates }, found.centres, labels, squares);
    agreements.push(adjustedRand(everyone.labels, labels));
    for (const [c, overlap] of bestOverlaps(everyone.labels, labels, clusters).entries()) {
      overlaps[c] = (overlaps[c] ?? 0) + overlap;
    }
  }
  const done = agreements.length;
  agreements.sort((a, b) => a - b);
  return ok({
    resamples: done,
    skipped: resamples - done,
    adjustedRand:
      done === 0
        ? null
        : {
            mean: agreements.reduce((sum, one) => sum + one, 0) / done,
            low: quantile(agreements, 0.05),
            median: quantile(agreements, 0.5),
            high: quantile(agreements, 0.95),
          },
    recovered: done === 0 ? [] : Array.from(overlaps, (sum) => sum / done),
  });
}

/** How many of the points, equals side by side, are different. */
function differentPoints(coordinates: Float64Array, width: number): number {
  let different = coordinates.length === 0 ? 0 : 1;
  for (let at = width; at < coordinates.length; at += width) {
    for (let k = 0; k < width; k++) {
      if (coordinates[at + k] !== coordinates[at + k - width]) {
        different++;
        break;
      }
    }
  }
  return different;
}

/** For each cluster of the first division, its largest overlap with one of the second: those in both over those in either. */
function bestOverlaps(first: Uint8Array, second: Uint8Array, clusters: number): Float64Array {
  const both = new Uint32Array(clusters * clusters);
  const [inFirst, inSecond] = [new Uint32Array(clusters), new Uint32Array(clusters)];
  for (const [i, a] of first.entries()) {
    const b = second[i] ?? 0;
    both[a * clusters + b] = (both[a * clusters + b] ?? 0) + 1;
    inFirst[a] = (inFirst[a] ?? 0) + 1;
    inSecond[b] = (inSecond[b] ?? 0) + 1;
  }
  return Float64Array.from(inFirst, (size, a) => {
    let best = 0;
    for (let b = 0; b < clusters; b++) {
      const shared = both[a * clusters + b] ?? 0;
      best = Math.max(best, shared / (size + (inSecond[b] ?? 0) - shared));
    }
    return best;
  });
}
