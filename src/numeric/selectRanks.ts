import { DomainError } from "../core/error.ts";

/** Below this many values, sorting all of them is as fast. */
const FEW = 4096;
/** The widest range of integers that is counted value by value. */
const COUNTED = 1 << 20;
/** Buckets of other values. */
const BUCKETS = 1 << 14;

/**
 * Finds the members of a sample that would stand at given places if it were sorted, without sorting it: integers in a narrow
 * range are counted, other values fall into buckets of which only those with a wanted place are sorted.
 *
 * @param values - The sample, which stays as it is.
 * @param ranks - Places from 0, ascending, each below the number of values.
 * @returns The members, exactly those that sorting would put there.
 * @throws {@link DomainError} with code `not-a-number` when a value is NaN.
 */
export function selectRanks(values: ArrayLike<number>, ranks: readonly number[]): Float64Array {
  const n = values.length;
  let low = Infinity;
  let high = -Infinity;
  let integers = true;
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? NaN;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value !== Math.floor(value)) {
      if (value !== value) throw new DomainError("not-a-number", "expected numbers, received NaN");
      integers = false;
    }
  }
  const range = high - low;
  if (n <= FEW) {
    const sorted = Float64Array.from(values).sort();
    return Float64Array.from(ranks, (rank) => sorted[rank] ?? NaN);
  }
  return integers && range < COUNTED ? counted(values, low, range, ranks) : bucketed(values, low, range, ranks);
}

function counted(values: ArrayLike<number>, low: number, range: number, ranks: readonly number[]): Float64Array {
  const counts = new Uint32Array(range + 1);
  for (let i = 0; i < values.length; i++) {
    const at = (values[i] ?? NaN) - low;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const found = new Float64Array(ranks.length);
  let at = 0;
  let passed = counts[0] ?? 0;
  for (const [i, rank] of ranks.entries()) {
    while (passed <= rank && at < range) passed += counts[++at] ?? 0;
    found[i] = low + at;
  }
  return found;
}

function bucketed(values: ArrayLike<number>, low: number, range: number, ranks: readonly number[]): Float64Array {
  // values all equal, as good as equal, or too far apart, fall into the first bucket together
  const scale = (BUCKETS - 1) / range;
  const counts = new Uint32Array(BUCKETS);
  for (let i = 0; i < values.length; i++) {
    const bucket = (((values[i] ?? NaN) - low) * scale) | 0;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  // where wanted places lie: bucket by bucket
  const starts = new Map<number, { readonly from: number; readonly members: Float64Array; filled: number }>();
  const bucketOf: number[] = [];
  let at = 0;
  let from = 0;
  for (const rank of ranks) {
    while (from + (counts[at] ?? 0) <= rank && at < BUCKETS - 1) from += counts[at++] ?? 0;
    bucketOf.push(at);
    if (!starts.has(at)) starts.set(at, { from, members: new Float64Array(counts[at] ?? 0), filled: 0 });
  }
  const wanted = new Uint8Array(BUCKETS);
  for (const bucket of starts.keys()) wanted[bucket] = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    const bucket = ((value - low) * scale) | 0;
    if (wanted[bucket] === 0) continue;
    const start = starts.get(bucket);
    if (start !== undefined) start.members[start.filled++] = value;
  }
  for (const { members } of starts.values()) members.sort();
  return Float64Array.from(ranks, (rank, i) => {
    const start = starts.get(bucketOf[i] ?? -1);
    return start?.members[rank - start.from] ?? NaN;
  });
}
