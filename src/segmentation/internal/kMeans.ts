import type { Seeded } from "./seeded.ts";

/** Points in a space: coordinates, point by point. */
export interface Cloud {
  /** How many points. */
  readonly count: number;
  /** How many coordinates each has. */
  readonly width: number;
  /** The coordinates. */
  readonly coordinates: Float64Array;
}

/** Clusters of a cloud. */
export interface Clusters {
  /** Coordinates of the centres, centre by centre. */
  readonly centres: Float64Array;
  /** The cluster of each point. */
  readonly labels: Uint8Array;
  /** Sum of squared distances from each point to its centre. */
  readonly inertia: number;
  /** How often centres were moved. */
  readonly iterations: number;
  /** Whether the last move changed nobody's cluster. */
  readonly settled: boolean;
}

/**
 * Finds clusters by k-means: the best of several starts.
 *
 * @param cloud - At least `clusters` different points.
 * @param options - `clusters`, 1 to 255; `restarts`; `iterations`, the most moves of one start; `draws`, chance.
 * @returns The clusters of the start with the least inertia, the first among equals.
 */
export function kMeans(
  cloud: Cloud,
  {
    clusters,
    restarts,
    iterations,
    draws,
  }: { readonly clusters: number; readonly restarts: number; readonly iterations: number; readonly draws: Seeded },
): Clusters {
  let best: Clusters | null = null;
  for (let start = 0; start < restarts; start++) {
    const found = settle(cloud, scatter(cloud, clusters, draws), iterations);
    if (best === null || found.inertia < best.inertia) best = found;
  }
  return best ?? settle(cloud, scatter(cloud, clusters, draws), iterations);
}

/**
 * Finds the nearest centre of each point; of several equally near, the first.
 *
 * @param cloud - The points.
 * @param centres - Coordinates, centre by centre.
 * @param labels - Takes the places of the centres.
 * @param squares - Takes the squared distances.
 * @returns How many labels changed.
 */
export function assignNearest(
  { count, width, coordinates }: Cloud,
  centres: Float64Array,
  labels: Uint8Array,
  squares: Float64Array,
): number {
  const clusters = centres.length / width;
  let changed = 0;
  for (let i = 0, at = 0; i < count; i++, at += width) {
    let nearest = 0;
    let least = Infinity;
    for (let c = 0, centre = 0; c < clusters; c++, centre += width) {
      let square = 0;
      for (let k = 0; k < width; k++) {
        const difference = (coordinates[at + k] ?? 0) - (centres[centre + k] ?? 0);
        square += difference * difference;
      }
      if (square < least) {
        least = square;
        nearest = c;
      }
    }
    if (labels[i] !== nearest) {
      labels[i] = nearest;
      changed++;
    }
    squares[i] = least;
  }
  return changed;
}

/** Scatters centres over the points: each next one likely far from those before (k-means++, best of a few candidates). */
function scatter(cloud: Cloud, clusters: number, draws: Seeded): Float64Array {
  const { count, width, coordinates } = cloud;
  const centres = new Float64Array(clusters * width);
  const candidates = 33 - Math.clz32(clusters); // two, and the whole binary logarithm
  const place = (c: number, point: number): void => {
    for (let k = 0; k < width; k++) centres[c * width + k] = coordinates[point * width + k] ?? 0;
  };
  const squaresFrom = (point: number, before: Float64Array | null): { squares: Float64Array; sum: number } => {
    const squares = new Float64Array(count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      let square = 0;
      for (let k = 0; k < width; k++) {
        const difference = (coordinates[i * width + k] ?? 0) - (coordinates[point * width + k] ?? 0);
        square += difference * difference;
      }
      if (before !== null && (before[i] ?? 0) < square) square = before[i] ?? 0;
      squares[i] = square;
      sum += square;
    }
    return { squares, sum };
  };
  const first = draws.below(count);
  place(0, first);
  let held = squaresFrom(first, null);
  for (let c = 1; c < clusters; c++) {
    let best: { squares: Float64Array; sum: number } | null = null;
    let chosen = 0;
    for (let candidate = 0; candidate < candidates; candidate++) {
      const point = drawFar(held, draws);
      const next = squaresFrom(point, held.squares);
      if (best === null || next.sum < best.sum) [best, chosen] = [next, point];
    }
    place(c, chosen);
    held = best ?? held;
  }
  return centres;
}

/** Draws a point with a chance in proportion to its squared distance. */
function drawFar({ squares, sum }: { readonly squares: Float64Array; readonly sum: number }, draws: Seeded): number {
  let left = draws.share() * sum;
  let last = 0;
  for (let i = 0; i < squares.length; i++) {
    const square = squares[i] ?? 0;
    if (square === 0) continue;
    last = i;
    left -= square;
    if (left < 0) return i;
  }
  return last;
}

/** Moves centres to the means of their points until nobody changes cluster (Lloyd). */
function settle(cloud: Cloud, centres: Float64Array, most: number): Clusters {
  const { count, width, coordinates } = cloud;
  const clusters = centres.length / width;
  const labels = new Uint8Array(count).fill(255);
  const squares = new Float64Array(count);
  const sizes = new Uint32Array(clusters);
  let iterations = 0;
  let changed = assignNearest(cloud, centres, labels, squares);
  while (changed > 0 && iterations < most) {
    centres.fill(0);
    sizes.fill(0);
    for (let i = 0; i < count; i++) {
      const c = labels[i] ?? 0;
      sizes[c] = (sizes[c] ?? 0) + 1;
      for (let k = 0; k < width; k++) {
        const at = c * width + k;
        centres[at] = (centres[at] ?? 0) + (coordinates[i * width + k] ?? 0);
      }
    }
    for (let c = 0; c < clusters; c++) {
      const size = sizes[c] ?? 0;
      // a cluster that lost all its points takes the one that lies farthest from its own centre
      const lone = size === 0 ? farthest(squares) : -1;
      if (lone >= 0) squares[lone] = 0;
      for (let k = 0; k < width; k++) {
        const at = c * width + k;
        centres[at] = lone >= 0 ? (coordinates[lone * width + k] ?? 0) : (centres[at] ?? 0) / size;
      }
    }
    changed = assignNearest(cloud, centres, labels, squares);
    iterations++;
  }
  let inertia = 0;
  for (const square of squares) inertia += square;
  return { centres, labels, inertia, iterations, settled: changed === 0 };
}

function farthest(squares: Float64Array): number {
  let at = 0;
  for (let i = 1; i < squares.length; i++) if ((squares[i] ?? 0) > (squares[at] ?? 0)) at = i;
  return at;
}
