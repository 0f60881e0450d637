import { gammaRatioExcess } from "./internal/gammaRatioExcess.ts";
import { logGammaOnePlus } from "./internal/logGammaOnePlus.ts";
import { logGamma } from "./logGamma.ts";

/**
 * By how much ln Γ grows over a step, without subtracting two large logarithms.
 *
 *     logGammaDifference(x, n) = ln Γ(x + n) - ln Γ(x)
 *
 * For whole n it is ln of x (x + 1) ... (x + n - 1). Steps backward are the same step forward, negated; a step of
 * 0 is exactly 0. As n goes to 0 the answer keeps its relative accuracy (it goes to n ψ(x)), except beside the zero
 * of ψ, where only its absolute error is small against n.
 *
 * @param x - Positive.
 * @param n - The step; x + n must be positive.
 * @returns The difference; NaN outside the domain.
 *
 * @see https://dlmf.nist.gov/5.11.E1 and https://dlmf.nist.gov/5.5.E1
 */
export function logGammaDifference(x: number, n: number): number {
  if (n < 0) return -logGammaDifference(x + n, -n);
  if (!(x > 0)) return NaN;
  if (x >= 8) return n * Math.log(x) + gammaRatioExcess(x, n);
  if (n > x / 4) return x < 0.5 ? fromNearZero(x, n) : logGamma(x + n) - logGamma(x);

  // walk up to 8; growth = product of (rest + n) / rest, less one
  let growth = 0;
  let rest = x;
  while (rest < 8) {
    const step = n / rest;
    growth += step + growth * step;
    rest += 1;
  }
  return n * Math.log(rest) + gammaRatioExcess(rest, n) - Math.log1p(growth);
}

/** With Γ(x) = Γ(1 + x) / x: the poles at 0 go into one logarithm. */
function fromNearZero(x: number, n: number): number {
  const growth = n / x < Infinity ? Math.log1p(n / x) : Math.log(x + n) - Math.log(x);
  return logGammaOnePlus(x + n) - logGammaOnePlus(x) - growth;
}
