import { betaPrefactor } from "./internal/betaPrefactor.ts";
import { gammaRatioExcess } from "./internal/gammaRatioExcess.ts";
import { logGammaOnePlus } from "./internal/logGammaOnePlus.ts";
import { add, type Pair, productOf, sumOf } from "./internal/pair.ts";
import { tailIntegral } from "./internal/tailIntegral.ts";
import { logGammaDifference } from "./logGammaDifference.ts";

/** From here the power at the far end of an integral is smooth enough for a Gauss rule. */
const SMOOTH = 12;

/** One side of a beta distribution: the chance of less than x, where y = 1 - x. */
interface Side {
  readonly a: number;
  readonly b: number;
  readonly x: number;
  readonly y: number;
  /** a - (a + b) x. */
  readonly shortfall: number;
  /** x^a y^b / B(a, b). */
  readonly prefactor: number;
}

/**
 * The chance that a beta variate of shapes a and b is at most x: the regularized incomplete beta function.
 *
 *     incBetaRegularized(a, b, x) = 1/B(a, b) ∫ t^(a-1) (1 - t)^(b-1) dt, t from 0 to x
 *
 * 0 at x = 0, 1 at x = 1; NaN outside the domain. Small answers keep their relative accuracy down to the end of the
 * range of doubles: an answer is taken as one minus the other side only where it is not small.
 *
 *     both shapes >= 12, or one of them and x in the tail of the other:  quadrature below the mode
 *     x <= 1/2, or the other side's x <= 1/2:                            the series of positive terms
 *     b < 1 and x near 1:                                                the differences from 1, both of order b
 *
 * @param a - Positive and finite.
 * @param b - Positive and finite.
 * @param x - From 0 to 1.
 * @returns I_x(a, b), relative error below 2e-14.
 *
 * @see https://dlmf.nist.gov/8.17.E2, https://dlmf.nist.gov/8.17.E4 and https://dlmf.nist.gov/8.17.E8
 */
export function incBetaRegularized(a: number, b: number, x: number): number {
  if (!(a > 0 && a < Infinity && b > 0 && b < Infinity && x >= 0 && x <= 1)) return NaN;
  if (x === 0 || x === 1) return x;
  const y = 1 - x;
  const fall = shortfallOf(a, b, x);
  const shortfall = fall.high + fall.low;
  const prefactor = betaPrefactor(a, b, x, fall);
  const below: Side = { a, b, x, y, shortfall, prefactor };
  const above: Side = { a: b, b: a, x: y, y: x, shortfall: -shortfall, prefactor };

  if (a >= SMOOTH && b >= SMOOTH) {
    return beyondMode(below) >= 0 ? byQuadrature(below) : 1 - byQuadrature(above);
  }
  if (x <= 0.5) return isFarTail(above) ? 1 - byQuadrature(above) : bySeries(below);
  if (isFarTail(below)) return byQuadrature(below);
  if (b >= 1) return shortfall > 0 ? bySeries(below) : 1 - bySeries(above);
  return a * y < x ? byDifferences(below) : bySeries(below);
}

function shortfallOf(a: number, b: number, x: number): Pair {
  const ax = productOf(a, x);
  const bx = productOf(b, x);
  return add(add(sumOf(a, -ax.high), { high: -bx.high, low: 0 }), { high: -ax.low - bx.low, low: 0 });
}

/** How far x falls short of the mode, (a - 1) y - (b - 1) x. */
const beyondMode = ({ shortfall, x, y }: Side): number => shortfall + (x - y);

/** Whether the tail is that of a smooth power a, and begins below the mode with room to the branch point at 1. */
const isFarTail = ({ a, b, x, y }: Side): boolean => a >= SMOOTH && a * y >= x * Math.max(1, b);

function byQuadrature(side: Side): number {
  const { a, b, x, y, prefactor } = side;
  if (prefactor === 0) return 0; // x / y may be too small to divide by
  const slope = beyondMode(side) / x;
  return (prefactor / x) * tailIntegral({ slope, toward: a - 1, limit: x / y, away: b - 1 });
}

/** x^a y^b / (a B(a, b)) times the sum of (a + b)_n / (a + 1)_n x^n. */
function bySeries({ a, b, x, prefactor }: Side): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; term > sum * 1e-18; n += 1) {
    term *= ((a + b + n) / (a + 1 + n)) * x;
    sum += term;
  }
  return (prefactor / a) * sum;
}

/** 1 - e^E (1 + G): E = ln(y^b Γ(a + b) / (Γ(a) Γ(b + 1))), and G the sum over n >= 1 of b (1 - a)_n y^n / (n! (b + n)). */
function byDifferences({ a, b, y }: Side): number {
  const growth = a < 8 ? b * Math.log(y) + logGammaDifference(a, b) : b * Math.log(a * y) + gammaRatioExcess(a, b);
  const e = growth - logGammaOnePlus(b);
  let term = 1;
  let sum = 0;
  for (let n = 1; Math.abs(term) > 1e-19; n += 1) {
    term *= ((n - a) / n) * y;
    sum += term / (b + n);
  }
  return -Math.expm1(e) - Math.exp(e) * b * sum;
}
