import type { CaseEvent } from "../../customer/index.ts";

/** A list of at most so many is gone through; from then on a table is faster. */
const SHORT = 48;

/** The events of one case met so far, by id. */
export class SeenEvents {
  private readonly table: Map<string, CaseEvent> | null;
  private readonly list: CaseEvent[] = [];
  /** A bit for each two last characters met: of most ids it tells that they are new, without going through the list. */
  private readonly ends: number[] = [0, 0, 0, 0];

  /** @param most - How many events there are. */
  constructor(most: number) {
    this.table = most > SHORT ? new Map() : null;
  }

  /**
   * @param event - An event, which is now among those met.
   * @returns The first event of its id met before; null when there was none.
   */
  orAdd(event: CaseEvent): CaseEvent | null {
    const { table } = this;
    if (table !== null) {
      const known = table.get(event.id);
      if (known === undefined) table.set(event.id, event);
      return known ?? null;
    }
    const known = this.listed(event.id);
    if (known === null) this.list.push(event);
    return known;
  }

  private listed(id: string): CaseEvent | null {
    const { ends, list } = this;
    const end = id.charCodeAt(id.length - 1) + 10 * id.charCodeAt(id.length - 2);
    const word = (end >> 5) & 3;
    const bit = 1 << (end & 31);
    const bits = ends[word] ?? 0;
    if ((bits & bit) !== 0) {
      for (const known of list) if (known.id === id) return known;
    }
    ends[word] = bits | bit;
    return null;
  }
}
