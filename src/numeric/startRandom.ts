/** Chance with a seed: the same seed gives the same numbers everywhere. */
export interface Random {
  /** A number above 0 and below 1, of 53 binary digits. */
  uniform(): number;
  /** A whole number from 0 up to, not including, the bound; the bound is at most 2^32. */
  below(bound: number): number;
  /** A standard normal variate. */
  normal(): number;
  /** An exponential variate of rate 1. */
  exponential(): number;
  /** The logarithm of a gamma variate of the given shape and rate 1: variates of small shapes may be too small for doubles. */
  logGamma(shape: number): number;
}

/**
 * Starts a sequence of chance.
 *
 * @param seed - Any safe integer.
 *
 * @see D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, ACM Trans. Math. Softw. 47 (2021), for
 *   xoshiro128**; G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM Trans. Math. Softw. 26
 *   (2000).
 */
export function startRandom(seed: number): Random {
  let a = spread(seed, 1);
  let b = spread(seed, 2);
  let c = spread(seed, 3);
  let d = spread(seed, 4) | 1;

  const bits = (): number => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return scrambled >>> 0;
  };
  const wide = (): number => (bits() >>> 5) * 67_108_864 + (bits() >>> 6);
  const uniform = (): number => (wide() + 0.5) / 9_007_199_254_740_992;
  const below = (bound: number): number => Math.floor((wide() / 9_007_199_254_740_992) * bound);
  const normal = (): number => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) return u * Math.sqrt((-2 * Math.log(square)) / square);
    }
  };
  const exponential = (): number => -Math.log(uniform());
  const logGamma = (shape: number): number => {
    if (shape < 1) return logGamma(shape + 1) + Math.log(uniform()) / shape;
    const size = shape - 1 / 3;
    const slope = 1 / Math.sqrt(9 * size);
    for (;;) {
      const z = normal();
      const root = 1 + slope * z;
      if (root <= 0) continue;
      const cube = root * root * root;
      if (Math.log(uniform()) < (z * z) / 2 + size * (1 - cube + Math.log(cube))) return Math.log(size * cube);
    }
  };
  return { uniform, below, normal, exponential, logGamma };
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** One of the words the generator starts from: the seed and a place, well mixed. */
function spread(seed: number, place: number): number {
  let word = Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(Math.floor(seed / 4_294_967_296) | 0, 0x85ebca6b);
  word = (word + Math.imul(place, 0x6d2b79f5)) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return word ^ (word >>> 15);
}
