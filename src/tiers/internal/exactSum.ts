/** Whole numbers no larger than this are summed as numbers. */
const LARGE = 2 ** 51;

/** Adds whole numbers up exactly, however many: a number that is folded into a bigint before it gets too large. */
export class ExactSum {
  #near = 0;
  #far = 0n;

  /**
   * Adds a number.
   *
   * @param units - A safe integer.
   */
  add(units: number): void {
    if (units > LARGE || units < -LARGE) {
      this.#far += BigInt(units);
      return;
    }
    this.#near += units;
    if (this.#near > LARGE || this.#near < -LARGE) {
      this.#far += BigInt(this.#near);
      this.#near = 0;
    }
  }

  /**
   * Adds another sum.
   *
   * @param sum - The other.
   */
  include(sum: ExactSum): void {
    this.#far += sum.total;
  }

  /** The sum. */
  get total(): bigint {
    return this.#far + BigInt(this.#near);
  }
}
