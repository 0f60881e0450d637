import { BLOCK_ROWS, type BlockTotals } from "./blockTotals.ts";
import type { ShareCurve, ShareParameters } from "./shareCurve.ts";
import { SHARE_NUMBERS, survivorShareDerivatives } from "./survivorShare.ts";

/** Numbers of a node: its part, the logarithm of what it is a part of, four slopes, ten second derivatives. */
export const NODE_NUMBERS = 16;

/** Sums that nodes are carried into: four slopes, ten second derivatives in the order rr, r alpha, rs, r beta, alpha alpha, ... */
export const NODE_SUMS = 14;

/**
 * What the customers of one frequency have to do with a time, each time once: one of two parts of a likelihood.
 *
 *     e^l rho(t),       of those who left after their last purchase at t
 *     e^l (1 - rho(T)), of those who are still alive at T
 *     l = -q ln(1 + time/alpha) - s ln(1 + time/beta)
 */
export interface ShareNodes {
  /** `NODE_NUMBERS` of each node: the part without e^l, l, the derivatives of e^l part by r, alpha, s, beta over e^l. */
  readonly numbers: Float64Array;
  /** By node, the weight with which its derivatives count; rows add to it. */
  readonly gathered: Float64Array;
  /**
   * Computes the nodes of some times.
   *
   * @param parameters - Parameters.
   * @param column - Holds the times.
   * @param from - The first of them.
   * @param to - The place after the last.
   * @param curve - Gives the share; null where it is computed.
   */
  lay(parameters: ShareParameters, column: Float64Array, from: number, to: number, curve: ShareCurve | null): void;
  /**
   * Adds to sums the derivatives of all nodes by their weights, and empties these.
   *
   * @param totals - Gets `NODE_SUMS` sums, block by block.
   */
  carry(totals: BlockTotals): void;
}

/**
 * Starts nodes of one kind.
 *
 * @param kind - Which of the two parts.
 * @param most - How many nodes there are at most.
 */
export const startShareNodes = (kind: "left" | "alive", most: number): ShareNodes =>
  new Nodes(kind === "left" ? 1 : -1, most);

/** A class, as everything that is met row by row: what an engine has compiled of a closure dies with it. */
class Nodes implements ShareNodes {
  readonly numbers: Float64Array;
  readonly gathered: Float64Array;
  readonly #share = new Float64Array(SHARE_NUMBERS);
  readonly #sign: 1 | -1;
  #count = 0;

  constructor(sign: 1 | -1, most: number) {
    this.numbers = new Float64Array(most * NODE_NUMBERS);
    this.gathered = new Float64Array(most);
    this.#sign = sign;
  }

  lay(
    { q, alpha, s, beta }: ShareParameters,
    column: Float64Array,
    from: number,
    to: number,
    curve: ShareCurve | null,
  ): void {
    const numbers = this.numbers;
    const share = this.#share;
    const sign = this.#sign;
    const apart = beta - alpha;
    const count = to - from;
    this.#count = count;
    for (let node = 0; node < count; node++) {
      const time = column[from + node]!;
      const ordering = alpha + time;
      const leaving = beta + time;
      if (curve === null) survivorShareDerivatives({ q, s, ordering, leaving, apart }, share);
      else curve.at(time, share);
      const u = 1 / ordering;
      const v = 1 / leaving;
      const part = sign > 0 ? share[0]! : 1 - share[0]!;
      // of the part
      const bySlope = sign * share[3]!;
      const byBend = sign * share[9]!;
      const pR = sign * share[2]!;
      const pA = -u * bySlope;
      const pS = sign * share[1]!;
      const pB = v * bySlope;
      const ofR = sign * share[8]!;
      const ofS = sign * share[6]!;
      // of l
      const lR = -Math.log1p(time / alpha);
      const lS = -Math.log1p(time / beta);
      const lRA = (time * u) / alpha;
      const lSB = (time * v) / beta;
      const lA = q * lRA;
      const lB = s * lSB;
      const at = node * NODE_NUMBERS;
      numbers[at] = part;
      numbers[at + 1] = q * lR + s * lS;
      numbers[at + 2] = pR + part * lR;
      numbers[at + 3] = pA + part * lA;
      numbers[at + 4] = pS + part * lS;
      numbers[at + 5] = pB + part * lB;
      numbers[at + 6] = sign * share[7]! + lR * (2 * pR + part * lR);
      numbers[at + 7] = -u * ofR + pR * lA + pA * lR + part * (lRA + lR * lA);
      numbers[at + 8] = sign * share[5]! + pR * lS + pS * lR + part * lR * lS;
      numbers[at + 9] = v * ofR + pR * lB + pB * lR + part * lR * lB;
      numbers[at + 10] = u * u * (byBend + bySlope) + 2 * pA * lA + part * lA * (lA - u - 1 / alpha);
      numbers[at + 11] = -u * ofS + pA * lS + pS * lA + part * lA * lS;
      numbers[at + 12] = -u * v * byBend + pA * lB + pB * lA + part * lA * lB;
      numbers[at + 13] = sign * share[4]! + lS * (2 * pS + part * lS);
      numbers[at + 14] = v * ofS + pS * lB + pB * lS + part * (lSB + lS * lB);
      numbers[at + 15] = v * v * (byBend - bySlope) + 2 * pB * lB + part * lB * (lB - v - 1 / beta);
    }
  }

  carry(totals: BlockTotals): void {
    const { numbers, gathered } = this;
    const { block } = totals;
    const count = this.#count;
    for (let from = 0; from < count; from += BLOCK_ROWS) {
      const to = Math.min(count, from + BLOCK_ROWS);
      for (let node = from; node < to; node++) {
        const many = gathered[node]!;
        gathered[node] = 0;
        const at = node * NODE_NUMBERS + (NODE_NUMBERS - NODE_SUMS);
        for (let index = 0; index < NODE_SUMS; index++) block[index]! += many * numbers[at + index]!;
      }
      totals.carry();
    }
  }
}
