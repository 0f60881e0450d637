import { SHARE_NUMBERS, survivorShareDerivatives } from "./survivorShare.ts";

/** Most points a curve is laid through. */
const MOST = 40;
/** Times that must be asked for, for each point, before a curve pays. */
const PAYS = 3;
/** Where the two rates are nearer than this, relative to the larger, the series is shorter than a curve. */
const NEAR = 0.3;
/** -ln of the accuracy aimed at. */
const DIGITS = 37;

/** The parameters of the share at any time, with the frequency in q = r + x. */
export interface ShareParameters {
  /** r + x. */
  readonly q: number;
  /** alpha. */
  readonly alpha: number;
  /** s. */
  readonly s: number;
  /** beta. */
  readonly beta: number;
}

/** What `survivorShareDerivatives` gives, over a stretch of times, by Chebyshev polynomials. */
export interface ShareCurve {
  /**
   * Lays the curve; false where it does not pay or would not be accurate.
   *
   * @param parameters - The rates without time, q and s.
   * @param low - The least of the times.
   * @param high - The greatest of them.
   * @param count - How many will be asked for.
   */
  lay(parameters: ShareParameters, low: number, high: number, count: number): boolean;
  /**
   * The numbers at a time.
   *
   * @param time - Within the stretch.
   * @param out - Gets them.
   */
  at(time: number, out: Float64Array): void;
}

/**
 * Starts a curve. The share is analytic in v = ln(t + the smaller rate) but for branch points at a distance of π from the
 * real line, which tells beforehand how many points are enough.
 */
export const startShareCurve = (): ShareCurve => new Curve();

/** A class, as everything that is met row by row: what an engine has compiled of a closure dies with it. */
class Curve implements ShareCurve {
  readonly #coefficients = new Float64Array(MOST * SHARE_NUMBERS);
  readonly #values = new Float64Array(MOST * SHARE_NUMBERS);
  readonly #share = new Float64Array(SHARE_NUMBERS);
  #points = 0;
  #scale = 0;
  #middle = 0;
  #inverse = 0;

  lay({ q, s, alpha, beta }: ShareParameters, low: number, high: number, count: number): boolean {
    const coefficients = this.#coefficients;
    const values = this.#values;
    const share = this.#share;
    const scale = Math.min(alpha, beta);
    const apart = beta - alpha;
    if (Math.abs(apart) < NEAR * Math.max(alpha, beta)) return false;
    const first = Math.log(scale + low);
    const half = (Math.log(scale + high) - first) / 2;
    if (!(half > 0)) return false;
    const reach = Math.PI / half;
    const points = Math.ceil(DIGITS / Math.log(reach + Math.sqrt(reach * reach + 1))) + 2;
    if (!(points <= MOST && PAYS * points < count)) return false;
    const middle = first + half;
    this.#scale = scale;
    this.#points = points;
    this.#middle = middle;
    this.#inverse = 1 / half;
    for (let k = 0; k < points; k++) {
      const time = Math.exp(middle + half * Math.cos((Math.PI * (k + 0.5)) / points)) - scale;
      survivorShareDerivatives({ q, s, ordering: alpha + time, leaving: beta + time, apart }, share);
      values.set(share, k * SHARE_NUMBERS);
    }
    coefficients.fill(0);
    for (let j = 0; j < points; j++) {
      for (let k = 0; k < points; k++) {
        const wave = ((j === 0 ? 1 : 2) * Math.cos((Math.PI * j * (k + 0.5)) / points)) / points;
        for (let i = 0; i < SHARE_NUMBERS; i++) {
          coefficients[j * SHARE_NUMBERS + i]! += wave * values[k * SHARE_NUMBERS + i]!;
        }
      }
    }
    return true;
  }

  at(time: number, out: Float64Array): void {
    const place = (Math.log(this.#scale + time) - this.#middle) * this.#inverse;
    const coefficients = this.#coefficients;
    let before = 1;
    let wave = place;
    let s0 = coefficients[0]! + wave * coefficients[10]!;
    let s1 = coefficients[1]! + wave * coefficients[11]!;
    let s2 = coefficients[2]! + wave * coefficients[12]!;
    let s3 = coefficients[3]! + wave * coefficients[13]!;
    let s4 = coefficients[4]! + wave * coefficients[14]!;
    let s5 = coefficients[5]! + wave * coefficients[15]!;
    let s6 = coefficients[6]! + wave * coefficients[16]!;
    let s7 = coefficients[7]! + wave * coefficients[17]!;
    let s8 = coefficients[8]! + wave * coefficients[18]!;
    let s9 = coefficients[9]! + wave * coefficients[19]!;
    const end = this.#points * SHARE_NUMBERS;
    for (let from = 20; from < end; from += SHARE_NUMBERS) {
      const next = 2 * place * wave - before;
      before = wave;
      wave = next;
      s0 += wave * coefficients[from]!;
      s1 += wave * coefficients[from + 1]!;
      s2 += wave * coefficients[from + 2]!;
      s3 += wave * coefficients[from + 3]!;
      s4 += wave * coefficients[from + 4]!;
      s5 += wave * coefficients[from + 5]!;
      s6 += wave * coefficients[from + 6]!;
      s7 += wave * coefficients[from + 7]!;
      s8 += wave * coefficients[from + 8]!;
      s9 += wave * coefficients[from + 9]!;
    }
    out[0] = s0;
    out[1] = s1;
    out[2] = s2;
    out[3] = s3;
    out[4] = s4;
    out[5] = s5;
    out[6] = s6;
    out[7] = s7;
    out[8] = s8;
    out[9] = s9;
  }
}
