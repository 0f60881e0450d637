/**
 * ln Γ(2 + z) for |z| <= 1/2, relatively accurate also where it vanishes, at z = 0.
 *
 *     ln Γ(2 + z) = z * R(z),    R a quotient of two polynomials of degree 6
 *
 * @param z - Distance from two, within [-1/2, 1/2]; outside the quotient means nothing.
 * @returns The logarithm, to a relative error of 1e-16 before rounding.
 *
 * @see Our own fit, by weighted least squares at Chebyshev nodes in 60 digits.
 */
export function logGammaNearTwo(z: number): number {
  const above =
    0.42278433509846713 +
    z *
      (0.9512729484911049 +
        z *
          (0.7654194480032805 +
            z *
              (0.28249519029263664 +
                z * (0.04903250099403183 + z * (0.0035376642363781252 + z * 6.951894256583598e-5)))));
  const below =
    1 +
    z *
      (1.487297098934713 +
        z *
          (0.8353371599268422 +
            z *
              (0.2193046436683233 +
                z * (0.026849711373889047 + z * (0.00130627846252797 + z * 1.4999822429519915e-5)))));
  return (z * above) / below;
}
