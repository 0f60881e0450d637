import { type BetaSurvival, logSurvival, survivorsBetween, survivorsForEver } from "./betaSurvival.ts";

/** Parameters of sBG. */
export interface SbgParameters {
  /** First shape of the chance to leave at a renewal. */
  readonly alpha: number;
  /** Second shape of it. */
  readonly beta: number;
}

/** What is known of a customer with a contract. */
export interface RenewalRow {
  /** How often the customer has renewed. */
  readonly renewals: number;
  /** Whether the customer left at the next renewal; else it has not come yet. */
  readonly ended: boolean;
}

/** A model of renewals with its parameters. Periods count from 1: the customer is new before the first renewal. */
export interface RenewalProcess {
  /**
   * The log-likelihood of a customer's renewals.
   *
   * @param row - Renewals, and whether the customer left at the next.
   */
  logLikelihood(row: RenewalRow): number;
  /**
   * The share of customers who are still there after so many renewals.
   *
   * @param renewals - A whole number of zero or more.
   */
  survival(renewals: number): number;
  /**
   * The share who renew of those who come to a renewal.
   *
   * @param renewal - Which; from 1.
   */
  retention(renewal: number): number;
  /**
   * The share who leave of those who come to a renewal: 1 - retention, with all its digits.
   *
   * @param renewal - Which; from 1.
   */
  attrition(renewal: number): number;
  /**
   * Renewals expected of a customer who is still there.
   *
   * @param from - `renewals`: made so far. `horizon`: how many renewals ahead; perhaps infinite.
   * @returns Infinity for a mean that is not finite.
   */
  expected(from: { readonly renewals: number; readonly horizon: number }): number;
  /**
   * Renewals expected of a customer who is still there, the next counted in full, each later one discounted once more.
   *
   * @param from - `renewals`: made so far. `horizon`: how many renewals ahead; perhaps infinite. `rate`: positive.
   */
  discounted(from: { readonly renewals: number; readonly horizon: number; readonly rate: number }): number;
}

/**
 * sBG, the shifted beta-geometric model: at each renewal a customer leaves with chance theta ~ Beta(alpha, beta).
 *
 *     S(t) = B(alpha, beta+t)/B(alpha, beta),  r(t) = (beta+t-1)/(alpha+beta+t-1)
 *
 * @param parameters - alpha, beta; both positive.
 * @see P. S. Fader and B. G. S. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21(1), 2007.
 */
export function sbgProcess({ alpha, beta }: SbgParameters): RenewalProcess {
  const stateAfter = (renewals: number): BetaSurvival => ({ leaves: alpha, stays: beta + renewals });
  const logSurvivalTo = (renewals: number): number => logSurvival(stateAfter(0), renewals);
  return {
    logLikelihood: ({ renewals, ended }) =>
      logSurvivalTo(renewals) + (ended ? Math.log(alpha / (alpha + beta + renewals)) : 0),
    survival: (renewals) => Math.exp(logSurvivalTo(renewals)),
    retention: (renewal) => (beta + (renewal - 1)) / (alpha + beta + (renewal - 1)),
    attrition: (renewal) => alpha / (alpha + beta + (renewal - 1)),
    expected({ renewals, horizon }) {
      if (horizon < Infinity) return survivorsBetween(stateAfter(renewals), { from: 0, to: horizon, rate: 0 });
      return alpha > 1 ? (beta + renewals) / (alpha - 1) : Infinity;
    },
    discounted: ({ renewals, horizon, rate }) =>
      (1 + rate) *
      (horizon < Infinity
        ? survivorsBetween(stateAfter(renewals), { from: 0, to: horizon, rate })
        : survivorsForEver(stateAfter(renewals), rate)),
  };
}
