import { cholesky, startRandom } from "../../numeric/index.ts";

/**
 * The covariance of the logarithms of parameters, from that of the parameters.
 *
 * @param covariance - Row by row; null where there is none.
 * @param values - The parameters.
 */
export const relativeCovariance = (
  covariance: readonly (readonly number[])[] | null,
  values: readonly number[],
): readonly (readonly number[])[] | null =>
  covariance === null
    ? null
    : covariance.map((row, i) => row.map((cell, j) => cell / ((values[i] ?? NaN) * (values[j] ?? NaN))));

/**
 * Draws parameters whose logarithms are normal.
 *
 * @param values - Their medians.
 * @param covariance - Of the logarithms.
 * @param options - `draws` and `seed`.
 * @returns The draws; null where the covariance is not positive definite.
 */
export function drawParameters(
  values: readonly number[],
  covariance: readonly (readonly number[])[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): readonly (readonly number[])[] | null {
  const size = values.length;
  const factor = cholesky(covariance.flat(), size);
  if (factor === null) return null;
  const random = startRandom(seed);
  return Array.from({ length: draws }, () => {
    const normals = values.map(() => random.normal());
    return values.map((value, row) => {
      let shift = 0;
      for (let column = 0; column <= row; column++) shift += factor[row * size + column]! * normals[column]!;
      return value * Math.exp(shift);
    });
  });
}
