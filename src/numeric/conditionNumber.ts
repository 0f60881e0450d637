import { invertSymmetric } from "./invertSymmetric.ts";

/**
 * How much a symmetric positive definite matrix magnifies relative errors: about log10 of it digits are lost.
 *
 *     conditionNumber = norm(matrix) * norm(inverse),    norm = the largest sum of sizes in a row
 *
 * 1 for the identity; Infinity for a matrix that is not positive definite to the precision of doubles.
 *
 * @param matrix - Row by row, `size` times `size` numbers, both triangles given.
 * @param size - Rows; at least 1.
 * @returns The condition number, at least 1.
 *
 * @see G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed., section 2.6.
 */
export function conditionNumber(matrix: ArrayLike<number>, size: number): number {
  const inverse = invertSymmetric(matrix, size);
  return inverse === null ? Infinity : rowNorm(matrix, size) * rowNorm(inverse, size);
}

function rowNorm(matrix: ArrayLike<number>, size: number): number {
  let largest = 0;
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) sum += Math.abs(matrix[row * size + column]!);
    largest = Math.max(largest, sum);
  }
  return largest;
}
