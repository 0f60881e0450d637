/**
 * The triangular factor of a small symmetric positive definite matrix.
 *
 *     matrix = factor * transpose(factor),    factor lower triangular
 *
 * Only the lower triangle is read. A pivot that is not positive, or not above 2^-52 times its diagonal element and so
 * nothing but rounding, means that the matrix is not positive definite to the precision of doubles.
 *
 * @param matrix - Row by row, `size` times `size` numbers.
 * @param size - Rows; few, for the work grows with the cube.
 * @returns The factor, row by row, zeros above its diagonal; null when the matrix is not positive definite.
 *
 * @see G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed., section 4.2.
 */
export function cholesky(matrix: ArrayLike<number>, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const element = matrix[row * size + column]!;
      let rest = element;
      for (let k = 0; k < column; k += 1) rest -= at(factor, row * size + k) * at(factor, column * size + k);
      if (column < row) {
        factor[row * size + column] = rest / at(factor, column * size + column);
      } else if (rest > element * Number.EPSILON) {
        factor[row * size + row] = Math.sqrt(rest);
      } else {
        return null;
      }
    }
  }
  return factor;
}

/**
 * The solution of a linear system whose matrix has been factored.
 *
 *     factor * transpose(factor) * solution = right
 *
 * @param factor - As {@link cholesky} gives it.
 * @param right - The right-hand side; its length is the size of the system.
 * @returns The solution.
 *
 * @see G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed., section 3.1.
 */
export function choleskySolve(factor: ArrayLike<number>, right: ArrayLike<number>): Float64Array {
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let rest = at(solution, row);
    for (let k = 0; k < row; k += 1) rest -= at(factor, row * size + k) * at(solution, k);
    solution[row] = rest / at(factor, row * size + row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = at(solution, row);
    for (let k = row + 1; k < size; k += 1) rest -= at(factor, k * size + row) * at(solution, k);
    solution[row] = rest / at(factor, row * size + row);
  }
  return solution;
}

/** An element known to be there. */
const at = (numbers: ArrayLike<number>, index: number): number => numbers[index]!;
