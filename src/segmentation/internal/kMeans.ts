import type { Random } from "../../numeric/index.ts";

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
  }: { readonly clusters: number; readonly restarts: number; readonly iterations: number; readonly draws: Random },
): Clusters {
  let best: Clusters | null = null;
  for (let start = 0; start < restarts; start++) {
    const found = polish(cloud, settle(cloud, scatter(cloud, clusters, draws), iterations), iterations);
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
function scatter(cloud: Cloud, clusters: number, draws: Random): Float64Array {
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
function drawFar({ squares, sum }: { readonly squares: Float64Array; readonly sum: number }, draws: Random): number {
  let left = draws.uniform() * sum;
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

/**
 * Moves centres to the means of their points until nobody changes cluster (Lloyd). Bounds tell of most points that they stay,
 * without a look at the centres (G. Hamerly, Making k-means even faster, SDM 2010); at the end every point is looked at.
 */
function settle(cloud: Cloud, centres: Float64Array, most: number): Clusters {
  const { count } = cloud;
  const labels = new Uint8Array(count);
  const squares = new Float64Array(count);
  const search: Search = {
    ...cloud,
    centres,
    labels,
    own: new Float64Array(count),
    next: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) place(search, i);
  let iterations = 0;
  let changed = count;
  while (changed > 0 && iterations < most) {
    const before = centres.slice();
    moveToMeans(search, before);
    changed = follow(search, before);
    iterations++;
    if (changed === 0) {
      changed = assignNearest(cloud, centres, labels, squares);
      if (changed > 0) for (let i = 0; i < count; i++) place(search, i);
    }
  }
  const open = assignNearest(cloud, centres, labels, squares);
  let inertia = 0;
  for (const square of squares) inertia += square;
  return { centres, labels, inertia, iterations, settled: changed === 0 && open === 0 };
}

/**
 * Goes on from clusters in which everyone is at the nearest centre: moves single points wherever that lowers the inertia, the
 * shift of both centres counted in, and settles again (J. A. Hartigan, Clustering Algorithms, 1975).
 */
function polish(cloud: Cloud, found: Clusters, most: number): Clusters {
  let best = found;
  while (best.settled && best.iterations < most) {
    const centres = moveSingles(cloud, best, most);
    if (centres === null) break;
    const next = settle(cloud, centres, most - best.iterations);
    if (!(next.inertia < best.inertia)) break;
    best = { ...next, iterations: best.iterations + next.iterations };
  }
  return best;
}

/** Moves points one by one until none is better off elsewhere; gives the centres back, or null when nobody moved. */
function moveSingles({ count, width, coordinates }: Cloud, from: Clusters, most: number): Float64Array | null {
  const centres = from.centres.slice();
  const labels = from.labels.slice();
  const clusters = centres.length / width;
  const sizes = new Float64Array(clusters);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  let moved = false;
  let quiet = 0; // points in a row that stayed
  for (let i = 0, looked = 0; quiet < count && looked < most * count; i = i + 1 < count ? i + 1 : 0, looked++) {
    const label = labels[i] ?? 0;
    const own = sizes[label] ?? 0;
    quiet++;
    if (own === 1) continue;
    const loss = (own / (own - 1)) * squareBetween(coordinates, i, centres, label, width);
    let least = loss * (1 - 1e-12);
    let nearest = label;
    for (let c = 0; c < clusters; c++) {
      if (c === label) continue;
      const size = sizes[c] ?? 0;
      const gain = (size / (size + 1)) * squareBetween(coordinates, i, centres, c, width);
      if (gain < least) [least, nearest] = [gain, c];
    }
    if (nearest === label) continue;
    const other = sizes[nearest] ?? 0;
    for (let k = 0; k < width; k++) {
      const at = coordinates[i * width + k] ?? 0;
      const [left, joined] = [label * width + k, nearest * width + k];
      centres[left] = (centres[left] ?? 0) + ((centres[left] ?? 0) - at) / (own - 1);
      centres[joined] = (centres[joined] ?? 0) + (at - (centres[joined] ?? 0)) / (other + 1);
    }
    sizes[label] = own - 1;
    sizes[nearest] = other + 1;
    labels[i] = nearest;
    moved = true;
    quiet = 0;
  }
  return moved ? centres : null;
}

/** Points on their way to clusters. */
interface Search extends Cloud {
  readonly centres: Float64Array;
  readonly labels: Uint8Array;
  /** At least the distance from each point to its own centre. */
  readonly own: Float64Array;
  /** At most the distance from each point to any other centre. */
  readonly next: Float64Array;
}

/** Puts one point into the cluster whose centre is nearest, the first of equals. */
function place({ width, coordinates, centres, labels, own, next }: Search, i: number): void {
  let nearest = 0;
  let least = Infinity;
  let second = Infinity;
  for (let c = 0, centre = 0; centre < centres.length; c++, centre += width) {
    let square = 0;
    for (let k = 0, at = i * width; k < width; k++, at++) {
      const difference = (coordinates[at] ?? 0) - (centres[centre + k] ?? 0);
      square += difference * difference;
    }
    if (square < least) {
      second = least;
      least = square;
      nearest = c;
    } else if (square < second) second = square;
  }
  labels[i] = nearest;
  own[i] = Math.sqrt(least);
  next[i] = Math.sqrt(second);
}

/** Moves centres to the means of their points. A cluster without points takes the one farthest from its own centre. */
function moveToMeans(search: Search, before: Float64Array): void {
  const { count, width, coordinates, centres, labels } = search;
  const sizes = new Uint32Array(centres.length / width);
  centres.fill(0);
  for (let i = 0; i < count; i++) {
    const c = labels[i] ?? 0;
    sizes[c] = (sizes[c] ?? 0) + 1;
    for (let k = 0; k < width; k++) {
      const at = c * width + k;
      centres[at] = (centres[at] ?? 0) + (coordinates[i * width + k] ?? 0);
    }
  }
  const taken = new Set<number>();
  for (const [c, size] of sizes.entries()) {
    const lone = size === 0 ? farthest(search, before, taken) : -1;
    taken.add(lone);
    for (let k = 0; k < width; k++) {
      const at = c * width + k;
      centres[at] = lone >= 0 ? (coordinates[lone * width + k] ?? 0) : (centres[at] ?? 0) / size;
    }
  }
}

function farthest(search: Search, before: Float64Array, taken: ReadonlySet<number>): number {
  let [far, most] = [0, -1];
  for (let i = 0; i < search.count; i++) {
    const square = squareBetween(search.coordinates, i, before, search.labels[i] ?? 0, search.width);
    if (square > most && !taken.has(i)) [far, most] = [i, square];
  }
  return far;
}

const squareBetween = (a: Float64Array, i: number, b: Float64Array, j: number, width: number): number => {
  let square = 0;
  for (let k = 0; k < width; k++) {
    const difference = (a[i * width + k] ?? 0) - (b[j * width + k] ?? 0);
    square += difference * difference;
  }
  return square;
};

/** Lets points follow their centres; looks only at those that bounds do not hold. Gives back how many changed. */
function follow(search: Search, before: Float64Array): number {
  const { count, width, coordinates, centres, labels, own, next } = search;
  const clusters = centres.length / width;
  const moved = new Float64Array(clusters);
  const half = new Float64Array(clusters).fill(Infinity); // of the distance to the nearest other centre
  let [first, second, mover] = [0, 0, -1];
  for (let c = 0; c < clusters; c++) {
    const distance = Math.sqrt(squareBetween(centres, c, before, c, width));
    moved[c] = distance;
    if (distance > first) [first, second, mover] = [distance, first, c];
    else if (distance > second) second = distance;
    for (let other = 0; other < clusters; other++) {
      if (other === c) continue;
      half[c] = Math.min(half[c] ?? Infinity, Math.sqrt(squareBetween(centres, c, centres, other, width)) / 2);
    }
  }
  let changed = 0;
  for (let i = 0; i < count; i++) {
    const label = labels[i] ?? 0;
    const bound = (next[i] ?? 0) - (label === mover ? second : first);
    const safe = Math.max(bound, half[label] ?? 0);
    next[i] = bound;
    let upper = (own[i] ?? 0) + (moved[label] ?? 0);
    if (upper >= safe) {
      upper = Math.sqrt(squareBetween(coordinates, i, centres, label, width));
      if (upper >= safe) {
        place(search, i);
        if (labels[i] !== label) changed++;
        continue;
      }
    }
    own[i] = upper;
  }
  return changed;
}
