import { GAUSS_LEGENDRE_32 } from "../../numeric/index.ts";

/** From this |h| the quadrature is shorter than the series. */
const SLOW = 0.9;
/** Terms after which the series gives way to quadrature. */
const TERMS = 2000;
/** How far the exponent may fall within a panel. */
const FALL = 24;
/** More panels than any arguments need. */
const MOST_PANELS = 4000;

/** Numbers that `survivorShareDerivatives` writes: the share, its three slopes, its six curvatures. */
export const SHARE_NUMBERS = 10;

/** The arguments of the share: q = r + x, s, and the two rates alpha + t and beta + t with their exact difference. */
export interface ShareArguments {
  /** Shape of the ordering rate: r + x. */
  readonly q: number;
  /** Shape of the leaving rate. */
  readonly s: number;
  /** alpha + t. */
  readonly ordering: number;
  /** beta + t. */
  readonly leaving: number;
  /** beta - alpha. */
  readonly apart: number;
}

/**
 * Of what two ageing rates leave open at a time t, the share that ends by leaving rather than by an order.
 *
 *     rho = ∫ s (alpha+u)^-q (beta+u)^-(s+1) du / [(alpha+t)^-q (beta+t)^-s], u from t to infinity
 *         = s/c k 2F1(Q, 1; c+1; h), c = q + s, h = |beta - alpha| / (the larger of both + t)
 *           with Q = s + 1, k = (alpha+t)/(beta+t) for alpha <= beta; else Q = q, k = 1
 *         = ∫ s e^(-s y) [1 + (e^y - 1) (beta+t)/(alpha+t)]^-q dy, y from 0 to infinity
 *
 * All terms are positive: nothing cancels. The series serves where h is not near 1, quadrature beyond.
 *
 * @param at - q, s, the rates; all positive.
 * @returns rho, above 0 and below 1.
 * @see Our own arrangement of the integral in P. S. Fader and B. G. S. Hardie, A Note on Deriving the Pareto/NBD Model and
 *   Related Expressions (2005); https://dlmf.nist.gov/15.6.E1
 */
export function survivorShare(at: ShareArguments): number {
  const { q, s, ordering, leaving, apart } = at;
  const c = q + s;
  const early = apart >= 0;
  const h = early ? apart / leaving : -apart / ordering;
  if (h > SLOW) return shareByPanels(at);
  const base = early ? s + 1 : q;
  let term = 1;
  let sum = 1;
  for (let j = 0; j < TERMS; j++) {
    term *= ((base + j) / (c + 1 + j)) * h;
    sum += term;
    if (term < 1e-17 * sum) return (s / c) * (early ? ordering / leaving : 1) * sum;
  }
  return shareByPanels(at);
}

function shareByPanels({ q, s, ordering, leaving }: ShareArguments): number {
  let sum = 0;
  overPanels({ q, s, ordering, leaving }, (y, log, weight) => {
    const part = weight * Math.exp(-s * y - q * log);
    sum += part;
    return part;
  });
  return s * sum;
}

/** Lays panels over y from 0 on, and hands each node with ln[1 + (e^y - 1) (beta+t)/(alpha+t)] and its weight. */
function overPanels(
  { q, s, ordering, leaving }: Omit<ShareArguments, "apart">,
  take: (y: number, log: number, weight: number) => number,
): void {
  const ratio = leaving / ordering;
  const near = ratio > 1 ? -Math.log1p(-1 / ratio) : Infinity; // distance of the branch point to the left of 0
  let whole = 0;
  let from = 0;
  for (let panels = 0; panels < MOST_PANELS; panels++) {
    const bend = ((1 - ratio) / ratio) * Math.exp(-from);
    const slope = s + q / (1 + bend);
    // beyond the bend the exponent is a straight line, and a panel may be as wide as it likes
    const widest = Math.abs(bend) < 1e-18 ? Infinity : Math.min(2, 2 * (from + near));
    const width = Math.min(widest, FALL / slope);
    const half = width / 2;
    const middle = from + half;
    let panel = 0;
    for (const [node, weight] of GAUSS_LEGENDRE_32) {
      for (const y of [middle - half * node, middle + half * node]) {
        const log = y < 1 ? Math.log1p(Math.expm1(y) * ratio) : y + Math.log(ratio + (1 - ratio) * Math.exp(-y));
        panel += take(y, log, half * weight);
      }
    }
    whole += panel;
    if (panel < 1e-17 * whole || from + width === from) return;
    from += width;
  }
}

/**
 * The same share with its first and second derivatives by s, q and kappa = ln[(beta+t) / (alpha+t)].
 *
 * @param at - As of `survivorShare`.
 * @param out - Gets rho and its derivatives by s, q, kappa, ss, sq, s kappa, qq, q kappa, kappa kappa.
 */
export function survivorShareDerivatives(at: ShareArguments, out: Float64Array): void {
  const { q, s, ordering, leaving, apart } = at;
  const early = apart >= 0;
  const h = early ? apart / leaving : -apart / ordering;
  if (h > SLOW || !bySeries(at, early, h, out)) byPanels({ q, s, ordering, leaving }, out);
}

function bySeries(
  { q, s, ordering, leaving }: Omit<ShareArguments, "apart">,
  early: boolean,
  h: number,
  out: Float64Array,
): boolean {
  const c = q + s;
  const base = early ? s + 1 : q;
  // F = 2F1(base, 1; c+1; h): its derivatives by base, c, h from those of the logarithm of each term
  let term = 1;
  let f = 1;
  let byBase = 0;
  let byC = 0;
  let byH = 0;
  let byBaseBase = 0;
  let byBaseC = 0;
  let byCC = 0;
  let byBaseH = 0;
  let byCH = 0;
  let byHH = 0;
  let upper = 0;
  let upperSquares = 0;
  let lower = 0;
  let lowerSquares = 0;
  let last = 0; // the term before, over h
  let j = 1;
  for (; j < TERMS; j++) {
    const top = base + (j - 1);
    const below = 1 / (c + j);
    const above = 1 / top;
    const ratio = top * below;
    const overH = term * ratio;
    upper += above;
    upperSquares += above * above;
    lower += below;
    lowerSquares += below * below;
    term = overH * h;
    f += term;
    byBase += term * upper;
    byC -= term * lower;
    byBaseBase += term * (upper * upper - upperSquares);
    byBaseC -= term * upper * lower;
    const curve = term * (lower * lower + lowerSquares);
    byCC += curve;
    const slope = j * overH;
    byH += slope;
    byBaseH += slope * upper;
    byCH -= slope * lower;
    const bend = j * (j - 1) * last * ratio;
    byHH += bend;
    last = overH;
    if (j > 2 && term <= 1e-17 * f && bend <= 1e-16 * byHH && curve <= 1e-16 * byCC) break;
  }
  if (j === TERMS) return false;

  const inverse = 1 / f;
  const k = early ? ordering / leaving : leaving / ordering;
  const sign = early ? k : -k; // dh / dkappa
  const fBase = byBase * inverse;
  const fC = byC * inverse;
  const fKappa = sign * byH * inverse;
  const fS = early ? fBase + fC : fC;
  const fQ = early ? fC : fBase + fC;
  const all = (byBaseBase + 2 * byBaseC + byCC) * inverse;
  const cc = byCC * inverse;
  const allH = sign * (byBaseH + byCH) * inverse;
  const cH = sign * byCH * inverse;
  const ofC = 1 / c;
  const rho = s * ofC * (early ? k : 1) * f;
  const lS = 1 / s - ofC + fS;
  const lQ = -ofC + fQ;
  const lKappa = fKappa - (early ? 1 : 0);
  out[0] = rho;
  out[1] = rho * lS;
  out[2] = rho * lQ;
  out[3] = rho * lKappa;
  out[4] = rho * (ofC * ofC - 1 / (s * s) + (early ? all : cc) - fS * fS + lS * lS);
  out[5] = rho * (ofC * ofC + (byBaseC + byCC) * inverse - fS * fQ + lS * lQ);
  out[6] = rho * ((early ? allH : cH) - fS * fKappa + lS * lKappa);
  out[7] = rho * (ofC * ofC + (early ? cc : all) - fQ * fQ + lQ * lQ);
  out[8] = rho * ((early ? cH : allH) - fQ * fKappa + lQ * lKappa);
  out[9] = rho * ((k * k * byHH - k * byH) * inverse - fKappa * fKappa + lKappa * lKappa);
  return true;
}

function byPanels(at: Omit<ShareArguments, "apart">, out: Float64Array): void {
  const { q, s } = at;
  let m = 0;
  let mY = 0;
  let mL = 0;
  let mP = 0;
  let mYY = 0;
  let mYL = 0;
  let mYP = 0;
  let mLL = 0;
  let mLP = 0;
  let mPP = 0;
  let mP1 = 0;
  overPanels(at, (y, log, weight) => {
    const part = weight * Math.exp(-s * y - q * log);
    const p = -Math.expm1(-log); // the derivative of log by kappa
    m += part;
    mY += part * y;
    mL += part * log;
    mP += part * p;
    mYY += part * y * y;
    mYL += part * y * log;
    mYP += part * y * p;
    mLL += part * log * log;
    mLP += part * log * p;
    mPP += part * p * p;
    mP1 += part * p * (1 - p);
    return part;
  });
  out[0] = s * m;
  out[1] = m - s * mY;
  out[2] = -s * mL;
  out[3] = -s * q * mP;
  out[4] = s * mYY - 2 * mY;
  out[5] = s * mYL - mL;
  out[6] = s * q * mYP - q * mP;
  out[7] = s * mLL;
  out[8] = s * q * mLP - s * mP;
  out[9] = s * q * (q * mPP - mP1);
}
