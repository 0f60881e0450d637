import { DomainError } from "../../core/error.ts";
import { startSum } from "./concentration.ts";

/** The answer of {@link abcColumn}, row by row in the order of the values. */
export interface AbcColumns {
  /** The place of each one's class among the shares, from 0. */
  readonly classOf: Uint8Array;
  /** The part of all positive value held by all who have as much or more. */
  readonly cumulativeShare: Float64Array;
  /** All positive value. */
  readonly total: number;
  /** The rows, most valuable first, equals in the order of the rows. */
  readonly order: Uint32Array;
}

/**
 * Divides a column into classes by cumulative share: the best are the fewest that together hold at least the first share
 * of all positive value, and so on. Equal values are never parted.
 *
 * @param values - Finite, of size 1e300 at most. Those of zero or less hold nothing and belong to the last class.
 * @param shares - Of each class with those before it: ascending, above 0, the last 1; 255 at most.
 * @returns Classes and shares by row. Where nobody has anything, all belong to the last class and shares are 0.
 * @throws `DomainError` with code `invalid-option` for other shares, `invalid-columns` for another value.
 *
 * @example
 * ```ts
 * import { abcColumn } from "clientele/kernel";
 *
 * Array.from(abcColumn([5, 80, 5, 10], [0.8, 0.95, 1]).classOf); // => [1, 0, 1, 1]
 * ```
 */
export function abcColumn(values: ArrayLike<number>, shares: readonly number[]): AbcColumns {
  const ascending = shares.every((share, k) => share > (shares[k - 1] ?? 0) && share <= 1);
  if (!ascending || shares.at(-1) !== 1 || shares.length > 255) {
    throw new DomainError("invalid-option", "shares: expected ascending numbers above 0, the last of them 1");
  }
  const count = values.length;
  const column = Float64Array.from(values);
  for (let row = 0; row < count; row++) {
    if (!(Math.abs(column[row] ?? NaN) <= 1e300)) {
      throw new DomainError("invalid-columns", `values: expected numbers of size 1e300 at most, not so at ${row}`);
    }
  }
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  order.sort((a, b) => (column[b] ?? NaN) - (column[a] ?? NaN) || a - b);

  const classOf = new Uint8Array(count).fill(shares.length - 1);
  const cumulativeShare = new Float64Array(count);
  const sum = startSum();
  let total = 0;
  const held = Float64Array.from(order, (row) => {
    const value = column[row] ?? NaN;
    if (value > 0) total = sum.add(value);
    return total;
  });
  let at = 0;
  let before = 0;
  for (let from = 0; from < count; ) {
    const value = column[order[from] ?? 0] ?? NaN;
    let to = from + 1;
    while (to < count && column[order[to] ?? 0] === value) to++;
    const upTo = total === 0 ? 0 : (held[to - 1] ?? NaN) / total;
    while (before >= (shares[at] ?? 1) && at < shares.length - 1) at++;
    for (let i = from; i < to; i++) {
      const row = order[i] ?? 0;
      cumulativeShare[row] = upTo;
      if (value > 0) classOf[row] = at;
    }
    before = upTo;
    from = to;
  }
  return { classOf, cumulativeShare, total, order };
}
