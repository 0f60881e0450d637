/**
 * What Stirling's formula leaves out of ln Γ(x), for x >= 8.
 *
 *     stirlingError = ln Γ(x) - [(x - 1/2) ln x - x + ln(2π) / 2] = 1/(12 x) - 1/(360 x^3) + ...
 *
 * Below 8 the eight terms taken are not enough for doubles. At infinity it is 0.
 *
 * @param x - At least 8.
 * @returns The remainder, absolute error below 1e-16.
 *
 * @see https://dlmf.nist.gov/5.11.E1
 */
export function stirlingError(x: number): number {
  const w = 1 / x;
  const s = w * w;
  return (
    w *
    (1 / 12 -
      s *
        (1 / 360 -
          s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s * (1 / 156 - s * (3617 / 122400))))))))
  );
}
