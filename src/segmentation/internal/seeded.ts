/** Chance with a seed: the same seed gives the same draws on every machine. */
export interface Seeded {
  /** A whole number from 0 up to, not including, the bound; the bound is at most 2^32. */
  below(bound: number): number;
  /** A number from 0 up to, not including, 1. */
  share(): number;
}

/**
 * Starts a sequence of draws: the generator sfc32, on integers alone.
 *
 * @param seed - Any safe integer.
 * @returns The draws.
 * @see C. Doty-Humphrey, PractRand (2010), for the generator.
 */
export function startSeeded(seed: number): Seeded {
  let a = seed | 0;
  let b = Math.floor(seed / 4_294_967_296) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; i++) word();
  const share = (): number => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992;
  return { share, below: (bound) => Math.floor(share() * bound) };
}
