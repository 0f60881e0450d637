import type { Cloud } from "./kMeans.ts";
import type { Random } from "../../numeric/index.ts";

/** How well points lie within their clusters. */
export interface SilhouetteMeans {
  /** Mean over the points. */
  readonly mean: number;
  /** Mean over the points of each cluster; null where the sample has none of it. */
  readonly byCluster: readonly (number | null)[];
  /** How many points were looked at. */
  readonly points: number;
}

/**
 * Measures how much nearer points are to their own cluster than to the next: (b - a) / max(a, b), where a is the mean
 * distance to the others of their own cluster, b the least mean distance to another cluster. A point alone in its cluster
 * counts 0.
 *
 * @param cloud - The points.
 * @param labels - The cluster of each.
 * @param options - `clusters`; `most`: of more points than this, a sample of that many; `draws`, chance.
 * @returns The means; null with fewer than two clusters among the points looked at.
 * @see P. J. Rousseeuw, Silhouettes: a graphical aid, J. Comput. Appl. Math. 20 (1987).
 */
export function silhouette(
  { count, width, coordinates }: Cloud,
  labels: Uint8Array,
  { clusters, most, draws }: { readonly clusters: number; readonly most: number; readonly draws: Random },
): SilhouetteMeans | null {
  const sample = sampleOf(count, most, draws);
  const points = sample.length;
  const own = Uint8Array.from(sample, (i) => labels[i] ?? 0);
  const sizes = new Uint32Array(clusters);
  for (const c of own) sizes[c] = (sizes[c] ?? 0) + 1;
  if (sizes.filter((size) => size > 0).length < 2) return null;

  const at = Float64Array.from({ length: points * width }, (_, j) => {
    const i = Math.floor(j / width);
    return coordinates[(sample[i] ?? 0) * width + (j - i * width)] ?? 0;
  });
  const sums = new Float64Array(points * clusters); // of distances from each point to each cluster
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < width; k++) {
        const difference = (at[i * width + k] ?? 0) - (at[j * width + k] ?? 0);
        square += difference * difference;
      }
      const distance = Math.sqrt(square);
      const toJ = i * clusters + (own[j] ?? 0);
      const toI = j * clusters + (own[i] ?? 0);
      sums[toJ] = (sums[toJ] ?? 0) + distance;
      sums[toI] = (sums[toI] ?? 0) + distance;
    }
  }
  const totals = new Float64Array(clusters);
  for (let i = 0; i < points; i++) {
    const c = own[i] ?? 0;
    const size = sizes[c] ?? 0;
    if (size < 2) continue;
    const within = (sums[i * clusters + c] ?? 0) / (size - 1);
    let next = Infinity;
    for (let other = 0; other < clusters; other++) {
      if (other !== c && (sizes[other] ?? 0) > 0) {
        next = Math.min(next, (sums[i * clusters + other] ?? 0) / (sizes[other] ?? 1));
      }
    }
    const larger = Math.max(within, next);
    if (larger > 0) totals[c] = (totals[c] ?? 0) + (next - within) / larger;
  }
  return {
    mean: totals.reduce((sum, total) => sum + total, 0) / points,
    byCluster: Array.from(totals, (total, c) => (sizes[c] === 0 ? null : total / (sizes[c] ?? 1))),
    points,
  };
}

/** Places of the points to look at, ascending: all, or so many of them without repetition. */
function sampleOf(count: number, most: number, draws: Random): Uint32Array {
  const places = Uint32Array.from({ length: count }, (_, i) => i);
  if (count <= most) return places;
  for (let i = 0; i < most; i++) {
    const j = i + draws.below(count - i);
    [places[i], places[j]] = [places[j] ?? 0, places[i] ?? 0];
  }
  return places.slice(0, most).sort();
}
