import fc from "fast-check";

/** How far a number is from the truth, relative to the truth or to a floor, whichever is larger. Equal infinities agree. */
export const relativeError = (got: number, truth: number, floor = 1e-290): number =>
  Object.is(got, truth) ? 0 : Math.abs(got - truth) / Math.max(Math.abs(truth), floor);

/** Positive numbers spread evenly over powers of ten. */
export const anySize = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);

/** Numbers strictly between 0 and 1, with both ends well visited. */
export const anyShare: fc.Arbitrary<number> = fc.oneof(
  fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
  anySize(-30, -0.01),
  anySize(-12, -0.31).map((rest) => 1 - rest),
);

/** A symmetric positive definite matrix of 1 to 6 rows, row by row, not worse conditioned than about 1e4. */
export const anyDefinite: fc.Arbitrary<{ readonly size: number; readonly matrix: readonly number[] }> = fc
  .integer({ min: 1, max: 6 })
  .chain((size) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size * size, maxLength: size * size })
      .map((roots) => ({ size, matrix: grammian(roots, size) })),
  );

/** roots * transpose(roots) + 0.01 on the diagonal. */
function grammian(roots: readonly number[], size: number): number[] {
  return roots.map((_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    let sum = row === column ? 0.01 : 0;
    for (let k = 0; k < size; k += 1) sum += roots[row * size + k]! * roots[column * size + k]!;
    return sum;
  });
}
