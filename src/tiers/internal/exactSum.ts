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
    const sum = this.#near + units;
    if (Number.isSafeInteger(sum)) this.#near = sum;
    else {
      // one that is no longer exact is none that is safe
      this.#far += BigInt(this.#near) + BigInt(units);
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
