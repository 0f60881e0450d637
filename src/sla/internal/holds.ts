/** The holds of a case that are on, by name; the hold without a name has the name "". */
export class Holds {
  /** By whom the case waits for, as bits of all of them. */
  bits = 0;
  private readonly active = new Map<string, number>();
  /** How many are on by their bits, of which there are few: no hold that ends has to look at the others. */
  private readonly counts = new Map<number, number>();

  /**
   * @param name - Which hold.
   * @returns Whether it is on.
   */
  has(name: string): boolean {
    return this.active.has(name);
  }

  /**
   * @param name - Which hold.
   * @param bits - Whom it waits for; from now on, when it was on.
   */
  begin(name: string, bits: number): void {
    this.remove(name);
    this.active.set(name, bits);
    this.counts.set(bits, (this.counts.get(bits) ?? 0) + 1);
    this.join();
  }

  /** @param name - Which hold; without a name, all of them. */
  end(name: string): void {
    if (name === "") {
      this.active.clear();
      this.counts.clear();
    } else this.remove(name);
    this.join();
  }

  private remove(name: string): void {
    const bits = this.active.get(name);
    if (bits === undefined) return;
    this.active.delete(name);
    const left = (this.counts.get(bits) ?? 0) - 1;
    if (left > 0) this.counts.set(bits, left);
    else this.counts.delete(bits);
  }

  private join(): void {
    this.bits = 0;
    for (const bits of this.counts.keys()) this.bits |= bits;
  }
}
