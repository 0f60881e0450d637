import { DomainError } from "../core/index.ts";

/**
 * Measures how far two divisions of the same customers agree, whatever their groups are called.
 *
 *     ARI = (pairs together in both - expected by chance) / (mean of pairs together in either - expected by chance)
 *
 * 1 when they are the same, about 0 when they agree no more than by chance, below that when less. Two divisions that part
 * nobody, or everybody, agree fully.
 *
 * @param a - The group of each customer: numbers or names.
 * @param b - The group of each in the other division, in the same order.
 * @returns The index.
 * @throws `DomainError` with code `invalid-columns` for divisions of different lengths, or of nobody.
 *
 * @example
 * ```ts
 * import { adjustedRand } from "clientele/segmentation";
 *
 * adjustedRand(["a", "a", "b", "b"], [7, 7, 3, 3]); // => 1
 * adjustedRand([0, 0, 1, 1], [0, 1, 0, 1]); // => -0.5
 * ```
 *
 * @see L. Hubert and P. Arabie, Comparing partitions, J. Classification 2 (1985).
 */
export function adjustedRand(a: ArrayLike<string | number>, b: ArrayLike<string | number>): number {
  const count = a.length;
  if (count === 0 || b.length !== count) {
    throw new DomainError(
      "invalid-columns",
      `expected two divisions of the same customers, of ${count} and ${b.length}`,
    );
  }
  const rows = new Map<string | number, number>();
  const columns = new Map<string | number, number>();
  const cells = new Map<string | number, Map<string | number, number>>();
  for (let i = 0; i < count; i++) {
    const [row = "", column = ""] = [a[i], b[i]];
    rows.set(row, (rows.get(row) ?? 0) + 1);
    columns.set(column, (columns.get(column) ?? 0) + 1);
    const cell = cells.get(row) ?? new Map<string | number, number>();
    cell.set(column, (cell.get(column) ?? 0) + 1);
    cells.set(row, cell);
  }
  const pairs = (sizes: Iterable<number>): number => {
    let sum = 0;
    for (const size of sizes) sum += (size * (size - 1)) / 2;
    return sum;
  };
  const all = (count * (count - 1)) / 2;
  const [inA, inB] = [pairs(rows.values()), pairs(columns.values())];
  let inBoth = 0;
  for (const cell of cells.values()) inBoth += pairs(cell.values());
  const byChance = inA * inB;
  const most = ((inA + inB) / 2) * all;
  return most === byChance ? 1 : (inBoth * all - byChance) / (most - byChance);
}
