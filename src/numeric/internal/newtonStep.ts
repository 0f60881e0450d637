import { cholesky, choleskySolve } from "../cholesky.ts";
import type { Place } from "./probe.ts";

/**
 * The step to the lowest point of the second-order picture of the objective; damped where that picture has none.
 *
 *     (hessian + damping * scale) step = -gradient,    scale = the row sums of |hessian|, as a diagonal
 *
 * The damping is 0 where the hessian is positive definite. Elsewhere it is twice the first of 0.001, 0.004, 0.016, ...
 * that makes it so; above 1 it does, whatever the hessian.
 *
 * @param place - A point where the hessian is known.
 * @param hessian - Its hessian, row by row.
 * @returns The step, always downhill; null only when rounding or overflow leaves none.
 *
 * @see J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., section 3.4.
 */
export function newtonStep(place: Place, hessian: Float64Array): Float64Array | null {
  const downhill = place.gradient.map((slope) => -slope);
  const size = downhill.length;
  const plain = cholesky(hessian, size);
  if (plain !== null) return choleskySolve(plain, downhill);

  const scales = rowSums(hessian, size);
  for (let damping = 1e-3; damping < 10; damping *= 4) {
    if (cholesky(damped(hessian, scales, damping), size) === null) continue;
    const factor = cholesky(damped(hessian, scales, 2 * damping), size);
    return factor && choleskySolve(factor, downhill);
  }
  return null;
}

/** The sums of sizes in each row, none below 1e-6 of the largest, and 1 if all are 0. */
function rowSums(hessian: Float64Array, size: number): Float64Array {
  const sums = Float64Array.from({ length: size }, (_, row) =>
    hessian.subarray(row * size, (row + 1) * size).reduce((sum, element) => sum + Math.abs(element), 0),
  );
  const largest = Math.max(...sums);
  return sums.map((sum) => (largest > 0 ? Math.max(sum, largest * 1e-6) : 1));
}

/** The hessian with a multiple of the scales on its diagonal. */
function damped(hessian: Float64Array, scales: Float64Array, damping: number): Float64Array {
  const matrix = hessian.slice();
  scales.forEach((scale, row) => {
    matrix[row * (scales.length + 1)]! += damping * scale;
  });
  return matrix;
}
