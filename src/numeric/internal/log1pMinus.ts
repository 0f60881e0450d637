/**
 * ln(1 + u) - u without cancellation for small u.
 *
 *     ln(1 + u) - u = r * (2 r^2 (1/3 + r^2/5 + r^4/7 + ...) - u),    r = u / (2 + u)
 *
 * The series serves -0.4 < u < 0.6, where the plain difference would lose digits. Never positive.
 *
 * @param u - Above -1; at -1 the answer is -Infinity.
 * @returns The difference, relatively accurate.
 *
 * @see https://dlmf.nist.gov/4.6.E4 (the series of the inverse hyperbolic tangent).
 */
export function log1pMinus(u: number): number {
  if (u < -0.4 || u > 0.6) return Math.log1p(u) - u;
  const r = u / (2 + u);
  const s = r * r;
  return r * (2 * s * (s < 0.0025 ? shortSeries(s) : longSeries(s)) - u);
}

/** 1/3 + s/5 + s^2/7 + ..., for s up to 1/400. */
const shortSeries = (s: number): number => 1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s / 13))));

/** The same, for s up to 1/16: the rest of the terms behind the first five. */
function longSeries(s: number): number {
  const rest =
    1 / 13 + s * (1 / 15 + s * (1 / 17 + s * (1 / 19 + s * (1 / 21 + s * (1 / 23 + s * (1 / 25 + s / 27))))));
  return 1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * rest))));
}
