/**
 * The second derivative of ln Γ at a positive number.
 *
 *     x >= 10:  1/x + 1/(2 x^2) + 1/(6 x^3) - 1/(30 x^5) + ...
 *     x <  10:  brought there by ψ'(x) = ψ'(x + 1) + 1/x^2; the fractions are added as one
 *
 * Infinity at 0, 0 at Infinity, NaN below 0.
 *
 * @param x - Positive.
 * @returns ψ'(x), relative error below 1e-15.
 *
 * @see https://dlmf.nist.gov/5.15.E5 and https://dlmf.nist.gov/5.15.E8
 */
export function trigamma(x: number): number {
  if (x >= 10) return trigammaOfLarge(x);
  if (x >= 1) {
    let above = 0;
    let below = 1;
    let rest = x;
    while (rest < 10) {
      const square = rest * rest;
      above = above * square + below;
      below *= square;
      rest += 1;
    }
    return above / below + trigammaOfLarge(rest);
  }
  if (x >= 0) return trigamma(x + 1) + 1 / x / x;
  return NaN;
}

function trigammaOfLarge(x: number): number {
  const w = 1 / x;
  const s = w * w;
  const tail =
    1 / 6 -
    s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66 - s * (691 / 2730 - s * (7 / 6 - s * (3617 / 510)))))));
  return w + s / 2 + s * w * tail;
}
