import { digamma, GAUSS_LEGENDRE_32, trigamma } from "../../numeric/index.ts";
import { logSurvival } from "./betaSurvival.ts";
import type { DistinctRows } from "./distinctRows.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";
import type { RenewalProcess } from "./sbg.ts";

/** Parameters of the beta-discrete-Weibull model. */
export interface BdwParameters {
  /** First shape of the chance to leave at the first renewal. */
  readonly alpha: number;
  /** Second shape of it. */
  readonly beta: number;
  /** How a customer's own chance to leave goes with tenure: it falls below 1, stays at 1, rises above. */
  readonly c: number;
}

/** Terms added one by one before what is left is taken for an integral. */
const TERMS = 4096;
/** Panels of the integral; far more than it takes. */
const PANELS = 4000;

/**
 * The beta-discrete-Weibull model: a customer is still there after t renewals with chance (1 - theta)^(t^c),
 * theta ~ Beta(alpha, beta). For c = 1 it is sBG.
 *
 *     S(t) = B(alpha, beta + t^c) / B(alpha, beta),    r(t) = S(t) / S(t-1)
 *
 * @param parameters - alpha, beta, c; all positive.
 * @see P. S. Fader, B. G. S. Hardie, Y. Liu, J. Davin and T. Steenburgh, How to Project Customer Retention Revisited: The
 *   Role of Duration Dependence, Journal of Interactive Marketing 43, 2018.
 */
export function bdwProcess({ alpha, beta, c }: BdwParameters): RenewalProcess {
  const aged = (renewals: number): number => (renewals === 0 ? 0 : renewals ** c);
  // ln S(to) / S(from)
  const logLater = (from: number, to: number): number =>
    logSurvival({ leaves: alpha, stays: beta + aged(from) }, aged(to) - aged(from));
  const attrition = (renewal: number): number => -Math.expm1(logLater(renewal - 1, renewal));
  const sum = (from: number, terms: number, delta: number): number => {
    let all = 0;
    const most = Math.min(terms, terms === Infinity ? TERMS : terms);
    for (let j = 1; j <= most; j++) {
      const term = Math.exp(logLater(from, from + j) - delta * (j - 1));
      all += term;
      if (term === 0 || (delta > 0 && term < 1e-18 * all * -Math.expm1(-delta))) return all;
    }
    return terms === Infinity ? all + tail(from, most, delta) : all;
  };
  // of the terms after the N-th: the integral from N + 1/2 on, less a 24th of the slope there
  const tail = (from: number, terms: number, delta: number): number => {
    const start = from + terms + 0.5;
    const logAt = (time: number): number => logLater(from, time) - delta * (time - from - 1);
    let all = 0;
    for (let panel = 0, w = 0; panel < PANELS; panel++) {
      const width = Math.min(1, 16 / (1 + delta * start * Math.exp(w)));
      let part = 0;
      for (const [node, weight] of GAUSS_LEGENDRE_32) {
        for (const at of [w + (width * (1 - node)) / 2, w + (width * (1 + node)) / 2]) {
          const time = start * Math.exp(at);
          part += (width / 2) * weight * time * Math.exp(logAt(time));
        }
      }
      all += part;
      w += width;
      if (part < 1e-17 * all) break;
    }
    const step = 0.01;
    const slope = (Math.exp(logAt(start + step)) - Math.exp(logAt(start - step))) / (2 * step);
    return all + slope / 24;
  };
  return {
    logLikelihood: ({ renewals, ended }) => logLater(0, renewals) + (ended ? Math.log(attrition(renewals + 1)) : 0),
    survival: (renewals) => Math.exp(logLater(0, renewals)),
    retention: (renewal) => Math.exp(logLater(renewal - 1, renewal)),
    attrition,
    expected({ renewals, horizon }) {
      if (horizon < Infinity) return sum(renewals, horizon, 0);
      return alpha * c > 1 ? sum(renewals, Infinity, 0) : Infinity;
    },
    discounted: ({ renewals, horizon, rate }) => sum(renewals, horizon, Math.log1p(rate)),
  };
}

/** A function with its derivatives by alpha, beta, c: value; a, b, c; aa, ab, ac, bb, bc, cc. */
type Jet = readonly [number, number, number, number, number, number, number, number, number, number];

/**
 * The beta-discrete-Weibull log-likelihood of a population, with its first and second derivatives.
 *
 *     ln S(k) for who is still there after k renewals;  ln S(k) + ln[1 - S(k+1)/S(k)] for who left at the next
 *
 * @param population - Renewals k, and 1 in the first column for who left; the second is not used.
 */
export function bdwLikelihood(population: DistinctRows): (parameters: ArrayLike<number>) => LikelihoodAt {
  const { frequencies, starts, first: left, weight } = population;
  return (point) => {
    const parameters = { alpha: point[0]!, beta: point[1]!, c: point[2]! };
    const process = bdwProcess(parameters);
    const sums = new Float64Array(10);
    frequencies.forEach((renewals, group) => {
      const stayed = survivalJet(parameters, renewals);
      for (let row = starts[group]!; row < starts[group + 1]!; row++) {
        const ended = left[row] === 1;
        const apart = ended ? Math.log(process.retention(renewals + 1)) : 0;
        const jet = ended ? leavingJet(stayed, survivalJet(parameters, renewals + 1), apart) : stayed;
        const value = process.logLikelihood({ renewals, ended });
        for (let part = 0; part < 10; part++) sums[part]! += weight[row]! * (part === 0 ? value : jet[part]!);
      }
    });
    const [value, a, b, c, aa, ab, ac, bb, bc, cc] = sums as unknown as Jet;
    return { value, gradient: [a, b, c], hessian: [aa, ab, ac, ab, bb, bc, ac, bc, cc] };
  };
}

/** ln S(t), whose value is not asked for here. */
function survivalJet({ alpha, beta, c }: BdwParameters, t: number): Jet {
  if (t === 0) return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const y = t ** c;
  const log = Math.log(t);
  const byY = digamma(beta + y) - digamma(alpha + beta + y);
  const byYY = trigamma(beta + y) - trigamma(alpha + beta + y);
  const ofC = y * log;
  const a = digamma(alpha + beta) - digamma(alpha + beta + y);
  const aa = trigamma(alpha + beta) - trigamma(alpha + beta + y);
  return [
    0,
    a,
    byY - digamma(beta) + digamma(alpha + beta),
    byY * ofC,
    aa,
    aa,
    -trigamma(alpha + beta + y) * ofC,
    byYY - trigamma(beta) + trigamma(alpha + beta),
    byYY * ofC,
    byYY * ofC * ofC + byY * ofC * log,
  ];
}

/**
 * ln[S(k) - S(k+1)]: with D = ln S(k+1) / S(k) and u = 1 / (e^-D - 1) its slopes are those of ln S(k) less u D', and its
 * curvatures those less u D'' + u (1 + u) D' D'.
 */
function leavingJet(before: Jet, after: Jet, apart: number): Jet {
  const u = 1 / Math.expm1(-apart);
  const d = after.map((part, index) => part - before[index]!) as unknown as Jet;
  const bend = u * (1 + u);
  return [
    0,
    before[1] - u * d[1],
    before[2] - u * d[2],
    before[3] - u * d[3],
    before[4] - u * d[4] - bend * d[1] * d[1],
    before[5] - u * d[5] - bend * d[1] * d[2],
    before[6] - u * d[6] - bend * d[1] * d[3],
    before[7] - u * d[7] - bend * d[2] * d[2],
    before[8] - u * d[8] - bend * d[2] * d[3],
    before[9] - u * d[9] - bend * d[3] * d[3],
  ];
}
