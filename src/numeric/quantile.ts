import { DomainError } from "../core/error.ts";

/**
 * The value below which a share p of a sample lies, interpolated linearly between its members.
 *
 *     h = (n - 1) p,    quantile = sorted[floor h] + (h - floor h) (sorted[floor h + 1] - sorted[floor h])
 *
 * p = 0 is exactly the smallest member, p = 1 exactly the largest; between two equal members the answer is exactly
 * that member, and it never leaves the two it lies between.
 *
 * @param sorted - The sample in ascending order (not checked); not empty.
 * @param p - The share, from 0 to 1.
 * @returns The quantile.
 * @throws {@link DomainError} with code `empty-sample`, or `invalid-probability` when p is not from 0 to 1.
 *
 * @see R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, Am. Stat. 50 (1996), definition 7.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) {
    throw new DomainError("invalid-probability", `quantile: expected p from 0 to 1, received ${p}`);
  }
  const last = sorted.length - 1;
  const rank = last * p;
  const below = Math.floor(rank);
  const low = sorted[below];
  if (low === undefined) {
    throw new DomainError("empty-sample", "quantile: expected at least one number, received none");
  }
  const high = sorted[below + 1] ?? low;
  if (high === low) return low; // also spares infinities from being subtracted
  const share = rank - below;
  if (share === 0) return low;
  return Math.min(low + share * (high - low), high);
}
