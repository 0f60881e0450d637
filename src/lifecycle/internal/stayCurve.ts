import { sortIntegers } from "../../numeric/index.ts";
import type { StageSpells } from "./spells.ts";

/** How long the stays in one stage were, in whole units of time, ascending. */
export interface StayLengths {
  /** Of those that ended. */
  readonly ended: Float64Array;
  /** Of those that last, as far as they were seen. */
  readonly lasting: Float64Array;
}

/** Lengths of stays, by place of the stage, in whole multiples of a unit; what is more is cut off. */
export function stayLengths(
  { stages, stage, enteredAt, until, next }: StageSpells,
  unitMs: number,
): readonly StayLengths[] {
  const size = stages.length;
  const ends = new Uint32Array(size * 2);
  for (let row = 0; row < stage.length; row++) {
    const list = (stage[row] ?? 0) + (next[row] === -1 ? size : 0);
    ends[list] = (ends[list] ?? 0) + 1;
  }
  const lists = Array.from(ends, (count) => new Float64Array(count));
  ends.fill(0);
  for (let row = 0; row < stage.length; row++) {
    const list = (stage[row] ?? 0) + (next[row] === -1 ? size : 0);
    const place = ends[list] ?? 0;
    const into = lists[list];
    if (into === undefined) continue;
    into[place] = Math.floor(((until[row] ?? 0) - (enteredAt[row] ?? 0)) / unitMs);
    ends[list] = place + 1;
  }
  const sorted = lists.map(sortIntegers);
  return stages.map((_, place) => ({ ended: sorted[place] ?? NONE, lasting: sorted[size + place] ?? NONE }));
}

const NONE: Float64Array = /* @__PURE__ */ new Float64Array(0);

/**
 * The product-limit curve of the stays in one stage, walked step by step: at millions of stays there are millions of steps, of which
 * few are looked at.
 *
 * As long as no stay was lost sight of, the product is a quotient of two counts, and is taken as one: it is as exact as a number can be.
 */
export class StayCurve {
  /** The length at which stays ended, in units. */
  time = 0;
  /** How many were seen for that long. */
  atRisk = 0;
  /** How many of them ended then. */
  left = 0;
  /** The share that lasts longer. */
  survival = 1;
  /** Greenwood's sum: the variance of ln survival; Infinity where nothing lasts. */
  logVariance = 0;
  readonly #ended: Float64Array;
  readonly #lasting: Float64Array;
  #gone = 0;
  #unseen = 0;
  /** Since stays were last lost sight of: how many were seen then, and what held up to there. */
  readonly #since = { atRisk: 0, survival: 1, logVariance: 0 };

  constructor({ ended, lasting }: StayLengths) {
    this.#ended = ended;
    this.#lasting = lasting;
    this.#since.atRisk = ended.length + lasting.length;
  }

  /** Goes to the next length at which stays ended; false after the last. A stay last seen then was still there to end. */
  next(): boolean {
    const [ended, lasting, since] = [this.#ended, this.#lasting, this.#since];
    const first = this.#gone;
    if (first >= ended.length) return false;
    const time = ended[first] ?? 0;
    let last = first + 1;
    while (last < ended.length && ended[last] === time) last += 1;
    let unseen = this.#unseen;
    while (unseen < lasting.length && (lasting[unseen] ?? 0) < time) unseen += 1;
    const atRisk = ended.length - first + lasting.length - unseen;
    if (unseen > this.#unseen) {
      since.atRisk = atRisk;
      since.survival = this.survival;
      since.logVariance = this.logVariance;
    }
    const remaining = atRisk - (last - first);
    this.time = time;
    this.atRisk = atRisk;
    this.left = last - first;
    this.survival = since.survival * (remaining / since.atRisk);
    this.logVariance = since.logVariance + (since.atRisk - remaining) / since.atRisk / remaining;
    this.#gone = last;
    this.#unseen = unseen;
    return true;
  }
}

/** How many of the lengths are below one. */
export function countBelow(lengths: Float64Array, limit: number): number {
  let [low, high] = [0, lengths.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lengths[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
