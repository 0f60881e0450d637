/** Draws that are the same on every machine and every version of Node. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  readonly uniform: () => number;
  /** True with a probability. */
  readonly chance: (probability: number) => boolean;
  /** Exponential with a mean. */
  readonly exponential: (mean: number) => number;
  /** The mean of `shape` exponentials: positive, around `mean`, the narrower the larger the shape. */
  readonly erlang: (mean: number, shape: number) => number;
  /** A whole number of 0 to `below - 1`. */
  readonly integer: (below: number) => number;
}

/**
 * Starts a generator. The integers are SplitMix32; `Math.log` is the only function of real numbers, and what is drawn with
 * it is rounded to minutes and cents, far coarser than its last digit.
 *
 * @param seed - A whole number.
 * @returns The draws.
 */
export function startRandom(seed: number): Random {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return ((word ^ (word >>> 15)) >>> 0) / 4_294_967_296;
  };
  const exponential = (mean: number): number => -mean * Math.log(1 - uniform());
  return {
    uniform,
    chance: (probability) => uniform() < probability,
    exponential,
    erlang: (mean, shape) => {
      let sum = 0;
      for (let i = 0; i < shape; i++) sum += exponential(mean / shape);
      return sum;
    },
    integer: (below) => Math.floor(uniform() * below),
  };
}
