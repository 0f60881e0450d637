/** Keeps the first so many of any number of items, by a total order: which ones does not hang on the order they come in. */
export class Foremost<Item> {
  readonly #kept: Item[] = [];
  readonly #most: number;
  readonly #compare: (a: Item, b: Item) => number;

  constructor(most: number, compare: (a: Item, b: Item) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  /**
   * Takes an item, if it is among the first.
   *
   * @param item - The item.
   */
  add(item: Item): void {
    const kept = this.#kept;
    const { last } = this;
    if (last !== undefined && this.#compare(last, item) <= 0) return; // most items of a large portfolio
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = kept[middle];
      if (other !== undefined && this.#compare(other, item) <= 0) low = middle + 1;
      else high = middle;
    }
    kept.splice(low, 0, item);
    if (kept.length > this.#most) kept.pop();
  }

  /** The last one that is kept where no more are: what comes after it need not be made. */
  get last(): Item | undefined {
    return this.#kept.length < this.#most ? undefined : this.#kept.at(-1);
  }

  /** The first ones, in their order. */
  get items(): readonly Item[] {
    return this.#kept;
  }
}
