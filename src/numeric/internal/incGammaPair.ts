import { gammaPrefactor } from "./gammaPrefactor.ts";
import { logGammaOnePlus } from "./logGammaOnePlus.ts";
import { tailIntegral } from "./tailIntegral.ts";

/** From here the power at the far end of an integral is smooth enough for a Gauss rule. */
const SMOOTH = 12;

/**
 * Both regularized incomplete gamma functions, each by a route that keeps its relative accuracy.
 *
 *     a >= 12:             the tail on the side of the mode (a - 1) where x lies, by quadrature
 *     x >= max(1, a):      Q by quadrature
 *     x < max(1, a):       P by its series of positive terms
 *     and a < 1:           Q from the two differences P falls short of 1 by
 *
 * Whatever is not computed is one minus the other, and then not small.
 *
 * @param a - Positive and finite.
 * @param x - Not negative.
 * @returns `lower` is P(a, x), `upper` Q(a, x); both NaN outside the domain.
 */
export function incGammaPair(a: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(a > 0 && a < Infinity && x >= 0)) return { lower: NaN, upper: NaN };
  if (x === 0) return fromLower(0);
  if (x === Infinity) return fromUpper(0);
  const beyondMode = x - a + 1;
  if (a >= SMOOTH && beyondMode < 0) {
    const integral = tailIntegral({ slope: -beyondMode, toward: a - 1, limit: 1, away: 0 });
    return fromLower(gammaPrefactor(a, x) * integral);
  }
  if (a >= SMOOTH || x >= Math.max(1, a)) {
    const integral = tailIntegral({ slope: beyondMode, toward: 0, limit: Infinity, away: a - 1 });
    return fromUpper(gammaPrefactor(a, x) * integral);
  }
  if (a >= 1) return fromLower(lowerBySeries(a, x));
  return { lower: lowerBySeries(a, x), upper: upperByDifferences(a, x) };
}

const fromLower = (lower: number): { lower: number; upper: number } => ({ lower, upper: 1 - lower });
const fromUpper = (upper: number): { lower: number; upper: number } => ({ lower: 1 - upper, upper });

/** x^a e^-x / Γ(a + 1) times the sum of x^n / ((a + 1) ... (a + n)). */
function lowerBySeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return (gammaPrefactor(a, x) / a) * sum;
}

/** 1 - P = 1 - e^E (1 + G), with E = ln(x^a / Γ(a + 1)) and G the rest of the series of P without its e^-x. */
function upperByDifferences(a: number, x: number): number {
  const e = a * Math.log(x) - logGammaOnePlus(a);
  let term = 1;
  let sum = 0;
  for (let n = 1; Math.abs(term) > 1e-18; n += 1) {
    term *= -x / n;
    sum += term / (a + n);
  }
  return -Math.expm1(e) - Math.exp(e) * a * sum;
}
