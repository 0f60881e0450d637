import { DomainError } from "../../core/index.ts";
import { type Clusters, kMeans } from "./kMeans.ts";
import type { Points } from "./points.ts";
import type { Random } from "../../numeric/index.ts";

/** The options of a search, with their defaults. */
export interface ClusterSearch {
  /** How many starts. */
  readonly restarts: number;
  /** The most moves of one start. */
  readonly iterations: number;
  /** The most customers whose silhouette is taken exactly. */
  readonly silhouetteUpTo: number;
  /** Where chance begins. */
  readonly seed: number;
}

/**
 * Checks the options of a search and fills in their defaults.
 *
 * @param options - What the caller gave.
 * @returns The options.
 * @throws `DomainError` with code `invalid-option`.
 */
export function clusterSearch(options: {
  readonly seed: number;
  readonly restarts?: number | undefined;
  readonly iterations?: number | undefined;
  readonly silhouetteUpTo?: number | undefined;
}): ClusterSearch {
  const { seed, restarts = 10, iterations = 300, silhouetteUpTo = 5000 } = options;
  if (!Number.isSafeInteger(seed)) throw new DomainError("invalid-option", "seed: expected a safe integer");
  whole("restarts", restarts, { from: 1, to: 10_000 });
  whole("iterations", iterations, { from: 1, to: 1_000_000 });
  whole("silhouetteUpTo", silhouetteUpTo, { from: 2, to: 100_000 });
  return { seed, restarts, iterations, silhouetteUpTo };
}

/**
 * Makes sure that an option is a whole number within a range.
 *
 * @param name - Of the option.
 * @param value - What the caller gave.
 * @param range - The least and the most it may be.
 * @throws `DomainError` with code `invalid-option`.
 */
export function whole(name: string, value: number, range: { readonly from: number; readonly to: number }): void {
  if (!Number.isSafeInteger(value) || value < range.from || value > range.to) {
    throw new DomainError("invalid-option", `${name}: expected an integer of ${range.from} to ${range.to}`);
  }
}

/**
 * Finds clusters among points, and numbers them: largest first, equals by their centres.
 *
 * @param points - At least `clusters` different ones.
 * @param options - `clusters`, `restarts`, `iterations`; `draws`, chance.
 * @returns The clusters.
 */
export function findClusters(
  { count, coordinates, metrics }: Pick<Points, "count" | "coordinates" | "metrics">,
  options: {
    readonly clusters: number;
    readonly restarts: number;
    readonly iterations: number;
    readonly draws: Random;
  },
): Clusters & { readonly sizes: Uint32Array } {
  const width = metrics.length;
  const found = kMeans({ count, width, coordinates }, options);
  const { centres, labels } = found;
  const sizes = new Uint32Array(options.clusters);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const order = Array.from(sizes.keys()).sort((a, b) => {
    if (sizes[a] !== sizes[b]) return (sizes[b] ?? 0) - (sizes[a] ?? 0);
    for (let k = 0; k < width; k++) {
      const difference = (centres[a * width + k] ?? 0) - (centres[b * width + k] ?? 0);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  const placeOf = new Uint8Array(order.length);
  for (const [place, c] of order.entries()) placeOf[c] = place;
  return {
    ...found,
    centres: Float64Array.from(order.flatMap((c) => Array.from(centres.subarray(c * width, (c + 1) * width)))),
    labels: labels.map((label) => placeOf[label] ?? 0),
    sizes: Uint32Array.from(order, (c) => sizes[c] ?? 0),
  };
}
