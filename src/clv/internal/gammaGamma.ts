import { logBeta } from "../../numeric/index.ts";

/** The parameters of a Gamma-Gamma model: `v` in the unit of the amounts. */
export interface GammaGammaParameters {
  /** Shape of the orders of one customer. */
  readonly p: number;
  /** Shape of the customers' rates. */
  readonly q: number;
  /** Rate of the customers' rates. */
  readonly v: number;
}

/** What a spend model knows of a customer. */
export interface SpendRow {
  /** How many orders the mean is of. */
  readonly frequency: number;
  /** Their mean amount, major units. Not looked at when there are none. */
  readonly monetary: number;
}

/**
 * The log-likelihood of one customer's mean spend under Gamma-Gamma.
 *
 *     ln L = -ln B(p x, q) - q ln(1 + y/v) - p x ln(1 + v/y) - ln m,    y = x m
 *
 * @param row - Frequency x and mean spend m, both positive.
 * @param parameters - p, q, v.
 * @returns The log-likelihood of m.
 * @see P. S. Fader and B. G. S. Hardie, The Gamma-Gamma Model of Monetary Value, technical note 025 (2013).
 */
export function gammaGammaLogLikelihood(row: SpendRow, parameters: GammaGammaParameters): number {
  const { frequency: x, monetary: m } = row;
  const { p, q, v } = parameters;
  const total = x * m;
  return -logBeta(p * x, q) - q * Math.log1p(total / v) - p * x * Math.log1p(v / total) - Math.log(m);
}

/**
 * The mean amount expected of a customer's orders under Gamma-Gamma: their own mean, drawn towards everyone's.
 *
 *     p (v + x m) / (p x + q - 1)
 *
 * Without an order (x = 0) it is everyone's mean, p v / (q - 1).
 *
 * @param row - Frequency x and mean spend m.
 * @param parameters - p, q, v.
 * @returns The amount; NaN where p x + q <= 1 and the expectation is infinite.
 * @see P. S. Fader and B. G. S. Hardie, technical note 025 (2013), equation 5.
 */
export function gammaGammaExpectedSpend(row: SpendRow, parameters: GammaGammaParameters): number {
  const { frequency: x, monetary: m } = row;
  const { p, q, v } = parameters;
  const weight = p * x + (q - 1);
  if (!(weight > 0)) return NaN;
  return x === 0 ? (p / weight) * v : (p / weight) * (v + x * m);
}
