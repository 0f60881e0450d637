import { cholesky, choleskySolve } from "./cholesky.ts";

/**
 * The inverse of a small symmetric positive definite matrix, such as a covariance from an information matrix.
 *
 *     matrix * inverse = identity
 *
 * Rows and columns are first scaled to a unit diagonal, so that parameters of very different sizes cost no digits. The
 * inverse is exactly symmetric. An empty matrix has an empty inverse.
 *
 * @param matrix - Row by row, `size` times `size` numbers; only the lower triangle is read.
 * @param size - Rows.
 * @returns The inverse, row by row; null when the matrix is not positive definite to the precision of doubles.
 *
 * @see `cholesky` for what counts as positive definite.
 */
export function invertSymmetric(matrix: ArrayLike<number>, size: number): Float64Array | null {
  const scales = Float64Array.from({ length: size }, (_, row) => 1 / Math.sqrt(matrix[row * size + row]!));
  const between = (row: number, column: number): number => scales[row]! * scales[column]!;
  const scaled = Float64Array.from({ length: size * size }, (_, index) => {
    const row = Math.floor(index / size);
    const column = index % size;
    return matrix[index]! * between(row, column);
  });
  const factor = cholesky(scaled, size);
  if (factor === null) return null;

  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column += 1) {
    unit.fill(0)[column] = 1;
    const solution = choleskySolve(factor, unit);
    for (let row = column; row < size; row += 1) {
      const element = solution[row]! * between(row, column);
      inverse[row * size + column] = element;
      inverse[column * size + row] = element;
    }
  }
  return inverse;
}
