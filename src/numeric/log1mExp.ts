/**
 * The logarithm of one minus a probability whose logarithm is known.
 *
 *     log1mExp(x) = ln(1 - e^x)
 *
 * From the two ends: ln(-expm1(x)) for x above -ln 2, log1p(-e^x) below. -Infinity at 0, 0 at -Infinity, NaN above 0.
 *
 * @param x - Not positive.
 * @returns The logarithm, relatively accurate over the whole range.
 *
 * @see M. Mächler, Accurately computing log(1 - exp(-|a|)), vignette of the R package Rmpfr (2012).
 */
export const log1mExp = (x: number): number => (x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x)));
