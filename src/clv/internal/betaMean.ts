/** Step of the trapezoidal rule where nothing is narrower. */
const STEP = 0.25;
/** Points on either side after which the rule gives up; far beyond what any parameters need. */
const POINTS = 4000;
/** What no longer counts beside a sum. */
const NOTHING = 1e-18;

/**
 * The mean of a positive function of a chance p ~ Beta(a, b), by quadrature.
 *
 * The trapezoidal rule in the logit of p converges geometrically; beyond the points at which the function is constant its
 * sum is a geometric series, so that shapes near zero cost nothing. Every term is positive, so nothing cancels; the density
 * is divided by its own sum, so that no beta function is needed.
 *
 * @param mixture - `a`, `b`: shapes, positive. `value`: the function, of p from 0 to 1. `sharpest`: 1 / p below which, and
 *   1 / (1 - p) below which, it is constant, up to a factor of 1e18.
 * @see Our own arrangement.
 */
export function betaMean(mixture: {
  readonly a: number;
  readonly b: number;
  readonly value: (p: number) => number;
  readonly sharpest: number;
}): number {
  const { a, b, value: valueAt } = mixture;
  const mode = Math.log(a / b);
  const logP0 = logLogistic(mode);
  const logQ0 = logLogistic(-mode);
  const step = Math.min(STEP, 0.5 * Math.sqrt(1 / a + 1 / b));
  const sharpest = Math.max(a, b, mixture.sharpest, 1);

  const densityAt = (logit: number): number =>
    Math.exp(a * (logLogistic(logit) - logP0) + b * (logLogistic(-logit) - logQ0));
  let mass = 1;
  let sum = valueAt(1 / (1 + Math.exp(-mode)));
  for (const direction of [-1, 1]) {
    const rest = 1 / Math.expm1((direction < 0 ? a : b) * step);
    for (let point = 1; point <= POINTS; point++) {
      const logit = mode + direction * step * point;
      const density = densityAt(logit);
      const value = valueAt(1 / (1 + Math.exp(-logit)));
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
