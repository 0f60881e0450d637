/** How often each length occurred; lengths in ascending order. */
export interface Tallied {
  /** The lengths. */
  readonly values: ArrayLike<number>;
  /** How often each occurred. */
  readonly times: ArrayLike<number>;
}

const LEAST_ROOM = 1024;

/** Counts lengths exactly, in the memory of those that differ: a sorted part, and a tail of those that came last. */
export class Tally {
  private values = new Float64Array(0);
  private times = new Float64Array(0);
  private tail = new Float64Array(0);
  private inTail = 0;

  /** @param value - A length, which occurred once more. */
  add(value: number): void {
    if (this.inTail === this.tail.length) {
      this.settle();
      const room = Math.max(LEAST_ROOM, this.values.length);
      if (this.tail.length < room) this.tail = new Float64Array(room);
    }
    this.tail[this.inTail++] = value;
  }

  /** @param more - Lengths that occurred as well. */
  merge(more: Tallied): void {
    this.settle();
    this.join(more);
  }

  /** @returns All that occurred. */
  tallied(): Tallied {
    this.settle();
    return { values: this.values, times: this.times };
  }

  private settle(): void {
    if (this.inTail === 0) return;
    const tail = this.tail.subarray(0, this.inTail).sort();
    this.inTail = 0;
    this.join({ values: tail, times: { length: 0 } });
  }

  /** Joins two sorted parts; a length without a number of times occurred once. */
  private join(more: Tallied): void {
    const values = new Float64Array(this.values.length + more.values.length);
    const times = new Float64Array(values.length);
    let [ours, theirs, used] = [0, 0, 0];
    for (;;) {
      const [a = Infinity, b = Infinity] = [this.values[ours], more.values[theirs]];
      if (a === Infinity && b === Infinity) break;
      const value = Math.min(a, b);
      const often = a <= b ? (this.times[ours++] ?? 0) : (more.times[theirs++] ?? 1);
      if (used === 0 || values[used - 1] !== value) values[used++] = value;
      times[used - 1] = (times[used - 1] ?? 0) + often;
    }
    this.values = values.slice(0, used);
    this.times = times.slice(0, used);
  }
}
