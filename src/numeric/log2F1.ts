import { logBeta } from "./logBeta.ts";
import { logConcaveIntegral } from "./logConcaveIntegral.ts";

/** Up to here the series of positive terms is short. */
const NEAR = 0.6;
/** How far c has to be above a parameter for Euler's integral to be smooth at its edge. */
const EDGE = 0.5;
/** Terms after which a series is given up; those that end here take milliseconds. */
const TERMS = 2_000_000;

/**
 * The logarithm of the Gauss hypergeometric function of positive parameters, for an argument below 1.
 *
 *     log2F1(a, b, c, z) = ln of the sum of (a)_k (b)_k / (c)_k z^k / k!
 *
 *     0 < z, not near 1:                the series, whose terms are all positive
 *     below 0:                          Pfaff's transformation, where its series of positive terms is short
 *     else, where c is well above a or b: Euler's integral
 *     else, where c is not below both:  Euler's transformation, whose series is nearly 1
 *     else:                             the series, however long
 *
 * The function itself may lie far beyond the range of doubles.
 *
 * @param a - Positive.
 * @param b - Positive.
 * @param c - Positive; above a or b where z is negative.
 * @param z - Below 1.
 * @returns ln 2F1(a, b; c; z), relative error below 1e-12; NaN outside the domain.
 *
 * @see https://dlmf.nist.gov/15.2.E1, https://dlmf.nist.gov/15.6.E1 and https://dlmf.nist.gov/15.8.E1
 */
export function log2F1(a: number, b: number, c: number, z: number): number {
  if (!(a > 0 && b > 0 && c > 0 && z < 1)) return NaN;
  if (z === 0) return 0;
  const [large, small] = a > b ? [a, b] : [b, a];
  // the series is short too where little is added to 1, which an integral would lose
  if (z > 0 && (z <= NEAR || (20 * large * small < c && c > large + small + 1))) return bySeries(large, small, c, z);
  if (z < 0) return c > small ? belowZero(large, small, c, z) : NaN;
  if (c - small >= EDGE) return byIntegral(large, small, c, z);
  const shift = (c - large - small) * Math.log1p(-z);
  // the differences may be negative, but no lower: the terms of changing sign are few and small then
  const rest = c - large > -1 ? plainSeries(c - large, c - small, c, z) : 0;
  return rest > 0.01 ? shift + Math.log(rest) : bySeries(large, small, c, z);
}

/**
 * Below zero: by Pfaff's transformation, whose series has positive terms alone, unless it is long; else Euler's integral. That one
 * has an edge too sharp to integrate over where c is hardly above b, but there the series is hardly more than 1.
 */
function belowZero(a: number, b: number, c: number, z: number): number {
  const mirrored = z / (z - 1);
  return mirrored <= NEAR || c - b < EDGE
    ? -a * Math.log1p(-z) + bySeries(a, c - b, c, mirrored)
    : byIntegral(a, b, c, z);
}

/** The series of positive terms, kept within range; what comes after the first is summed apart, or little of it would be lost. */
function bySeries(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let first = 1;
  let rest = 0;
  let scale = 0;
  for (let k = 0; k < TERMS; k += 1) {
    term *= ((a + k) / (c + k)) * ((b + k) / (1 + k)) * z;
    rest += term;
    if (rest > 1e250) {
      first /= 1e250;
      rest /= 1e250;
      term /= 1e250;
      scale += 1;
    }
    if (term < 1e-18 * rest) break;
  }
  return scale === 0 ? Math.log1p(rest) : scale * 250 * Math.LN10 + Math.log(first + rest);
}

/** The series as it stands, for parameters that may be negative. */
function plainSeries(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 0; k < TERMS; k += 1) {
    term *= ((a + k) / (c + k)) * ((b + k) / (1 + k)) * z;
    sum += term;
    if (Math.abs(term) < 1e-18 * Math.abs(sum)) break;
  }
  return sum;
}

/**
 * 1 / B(b, c - b) times the integral of t^(b-1) (1-t)^(c-b-1) (1 - z t)^-a over t, in v = ln[t / (1 - t)]:
 * b v - (c - a) ln(1 + e^v) - a ln(1 + (1 - z) e^v).
 */
function byIntegral(a: number, b: number, c: number, z: number): number {
  const shift = Math.log1p(-z);
  const log = logConcaveIntegral({
    value: (v) => b * v - (c - a) * softplus(v) - a * softplus(v + shift),
    slope: (v) => b - (c - a) * logistic(v) - a * logistic(v + shift),
    limit: Math.max(0, -shift) + 60 * (1 + 1 / (c - b)),
  });
  return log - logBeta(b, c - b);
}

/** ln(1 + e^u). */
const softplus = (u: number): number => (u > 0 ? u + Math.log1p(Math.exp(-u)) : Math.log1p(Math.exp(u)));

/** 1 / (1 + e^-u). */
const logistic = (u: number): number => 1 / (1 + Math.exp(-u));
