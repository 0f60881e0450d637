import type { Space } from "./dimensions.ts";
import type { TraceNode } from "./compiled.ts";

/** Asked of a node: a truth from `least` to `most`, some nodes being taken for what they are not. */
export interface Wanted {
  /** The condition, or a part of one. */
  readonly node: TraceNode;
  /** At least this. */
  readonly least: number;
  /** At most this. */
  readonly most: number;
  /** What parts are taken for. */
  readonly instead?: ReadonlyMap<TraceNode, number>;
}

/** How much may still be looked at; shared by the searches of one question. */
export interface Budget {
  /** Nodes. */
  left: number;
}

/** Nodes looked at in one search, at most. */
const ONE_SEARCH = 200_000;

/**
 * Looks for facts for which all is as wanted: cell by cell, leaving off wherever that has become impossible.
 *
 * @param space - The cells.
 * @param wanted - What is wanted.
 * @param budget - How much may be looked at.
 * @returns By dimension, the place of a cell, or -1 for any; `none`; or `not-proved`.
 */
export function search(space: Space, wanted: readonly Wanted[], budget: Budget): Int16Array | "none" | "not-proved" {
  // first among facts that are possible on every calendar, then among those that may be
  const sure = explore(space, wanted, budget, true);
  if (sure !== "none" || space.relations.every(({ kind }) => kind === "within")) return sure;
  return explore(space, wanted, budget, false) === "none" ? "none" : "not-proved";
}

function explore(
  space: Space,
  wanted: readonly Wanted[],
  budget: Budget,
  strict: boolean,
): Int16Array | "none" | "not-proved" {
  const chosen = new Int16Array(space.dimensions.length).fill(-1);
  const order = orderOf(space, wanted);
  let left = Math.min(ONE_SEARCH, budget.left);
  const truths = new Ranges(space, chosen);
  /** 1 found, 0 none, -1 left off. */
  const descend = (depth: number): number => {
    let open = false;
    for (const { node, least, most, instead } of wanted) {
      const range = truths.of(node, instead);
      left -= truths.taken();
      const [low, high] = [range & 3, range >> 2];
      if (high < least || low > most) return 0;
      if (low < least || high > most) open = true;
    }
    if (left < 0) return -1;
    if (!open) return 1;
    const dimension = order[depth];
    if (dimension === undefined) return 0;
    const { length } = space.dimensions[dimension]?.cells ?? [];
    for (let cell = 0; cell < length; cell++) {
      chosen[dimension] = cell;
      if (!agrees(space, chosen, dimension, strict)) continue;
      const found = descend(depth + 1);
      if (found !== 0) return found;
    }
    chosen[dimension] = -1;
    return 0;
  };
  const found = descend(0);
  budget.left -= Math.min(ONE_SEARCH, budget.left) - left;
  return found === 1 ? chosen : found === 0 ? "none" : "not-proved";
}

/** The dimensions that are asked about, those asked about most often first. */
function orderOf({ leaves }: Space, wanted: readonly Wanted[]): readonly number[] {
  const counts = new Map<number, number>();
  const visit = (node: TraceNode): void => {
    for (const part of node.parts) visit(part);
    const dimension = node.leaf === null ? undefined : leaves.get(node.leaf)?.dimension;
    if (dimension !== undefined) counts.set(dimension, (counts.get(dimension) ?? 0) + 1);
  };
  for (const { node } of wanted) visit(node);
  return [...counts].sort(([, a], [, b]) => b - a).map(([dimension]) => dimension);
}

/** Whether the cell of a dimension can be, given those of the others. */
function agrees({ dimensions, relations }: Space, chosen: Int16Array, dimension: number, strict: boolean): boolean {
  return relations.every(({ a, b, kind }) => {
    if (a !== dimension && b !== dimension) return true;
    const [one, other] = [dimensions[a]?.cells[chosen[a] ?? -1], dimensions[b]?.cells[chosen[b] ?? -1]];
    if (one === undefined || other === undefined || Number.isNaN(one.value) || Number.isNaN(other.value)) return true;
    switch (kind) {
      case "within":
        return one.least <= other.greatest;
      case "overlapping": // all of it so recent that it counts for both
        return !strict || (one.least <= other.greatest && other.least <= one.greatest);
      case "beside":
        return !strict || one.least === 0 || other.least === 0;
    }
  });
}

/** Which truths are still possible, as `low + 4 * high`. */
class Ranges {
  readonly #space: Space;
  readonly #chosen: Int16Array;
  #taken = 0;

  constructor(space: Space, chosen: Int16Array) {
    this.#space = space;
    this.#chosen = chosen;
  }

  /** How many nodes were looked at since this was last asked. */
  taken(): number {
    const taken = this.#taken;
    this.#taken = 0;
    return taken;
  }

  of(node: TraceNode, instead: ReadonlyMap<TraceNode, number> | undefined): number {
    this.#taken += 1;
    const other = instead?.get(node);
    if (other !== undefined) return other * 5;
    const { leaf, code, parts, needed } = node;
    if (leaf !== null) {
      const placed = this.#space.leaves.get(leaf);
      if (placed === undefined) return 8;
      const cell = this.#chosen[placed.dimension] ?? -1;
      if (cell >= 0) return (placed.truths[cell] ?? 1) * 5;
      return placed.range;
    }
    // of each bound: how many parts are met, and how many are not unmet
    const counts = [0, 0, 0, 0];
    for (const part of parts) {
      const range = this.of(part, instead);
      const [low, high] = [range & 3, range >> 2];
      counts[0] = (counts[0] ?? 0) + (low >> 1);
      counts[1] = (counts[1] ?? 0) + ((low + 1) >> 1);
      counts[2] = (counts[2] ?? 0) + (high >> 1);
      counts[3] = (counts[3] ?? 0) + ((high + 1) >> 1);
    }
    const [lowMet = 0, lowPossible = 0, highMet = 0, highPossible = 0] = counts;
    const bound = (met: number, possible: number): number => (met >= needed ? 2 : possible >= needed ? 1 : 0);
    const [low, high] = [bound(lowMet, lowPossible), bound(highMet, highPossible)];
    return code === "group-not" ? 2 - high + 4 * (2 - low) : low + 4 * high;
  }
}
