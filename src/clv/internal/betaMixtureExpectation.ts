/** Step of the trapezoidal rule where nothing is narrower. */
const STEP = 0.25;
/** Points on either side after which the rule gives up; far beyond what any parameters need. */
const POINTS = 4000;
/** What no longer counts beside a sum. */
const NOTHING = 1e-18;

/**
 * The orders still to come of a customer who is alive, by quadrature over the chance p of leaving after an order.
 *
 *     E over p ~ Beta(a, b) of [1 - (1 + p tau)^-n] / p
 *
 * The trapezoidal rule in the logit of p converges geometrically; beyond the points at which the integrand is a plain
 * exponential its sum is a geometric series, so that shapes near zero cost nothing. Every term is positive, so nothing
 * cancels; the density is divided by its own sum, so that no beta function is needed.
 *
 * @param mixture - `a`, `b`: shapes, positive. `n`: positive. `tau`: positive.
 * @see Our own arrangement of the integral in P. S. Fader, B. G. S. Hardie and K. L. Lee (2005).
 */
export function betaMixtureExpectation(mixture: {
  readonly a: number;
  readonly b: number;
  readonly n: number;
  readonly tau: number;
}): number {
  const { a, b, n, tau } = mixture;
  const mode = Math.log(a / b);
  const logP0 = logLogistic(mode);
  const logQ0 = logLogistic(-mode);
  const step = Math.min(STEP, 0.5 * Math.sqrt(1 / a + 1 / b));
  const sharpest = Math.max(a, b, n * tau, 1);

  const at = (logit: number): { readonly density: number; readonly value: number } => {
    const density = Math.exp(a * (logLogistic(logit) - logP0) + b * (logLogistic(-logit) - logQ0));
    const p = 1 / (1 + Math.exp(-logit));
    return { density, value: p === 0 ? n * tau : -Math.expm1(-n * Math.log1p(p * tau)) / p };
  };
  const peak = at(mode);
  let mass = peak.density;
  let sum = peak.density * peak.value;
  for (const direction of [-1, 1]) {
    const decay = direction < 0 ? a : b;
    const rest = 1 / Math.expm1(decay * step);
    for (let point = 1; point <= POINTS; point++) {
      const logit = mode + direction * step * point;
      const { density, value } = at(logit);
      mass += density;
      sum += density * value;
      const spent = density * (1 + rest) < NOTHING * mass && density * value * (1 + rest) < NOTHING * sum;
      const plain = Math.exp(-Math.abs(logit)) * sharpest < NOTHING;
      if (!spent && !plain) continue;
      if (plain && logit * direction > 0) {
        mass += density * rest;
        sum += density * value * rest;
        break;
      }
      if (spent && point > 3) break;
    }
  }
  return sum / mass;
}

/** ln[1 / (1 + e^-u)]. */
const logLogistic = (u: number): number => (u > 0 ? -Math.log1p(Math.exp(-u)) : u - Math.log1p(Math.exp(u)));
