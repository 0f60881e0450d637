import { rowsOf } from "./internal/rowRefusals.ts";
import type { SpendColumns } from "./kernel.ts";

/**
 * Takes the customers who ordered again and paid for it: those whose spend a spend model can learn from.
 *
 *     frequency > 0 and monetary > 0
 *
 * @param columns - `frequency`, `monetary`, `weight`, and the currency where it is known (`historyColumns` fits).
 * @returns Columns for `fitGammaGamma`, and how many rows were left out.
 * @throws `DomainError` with code `invalid-columns` for columns of different lengths.
 *
 * @example
 * ```ts
 * import { repeatBuyers } from "clientele/clv";
 *
 * const buyers = repeatBuyers({ frequency: [0, 2, 1], monetary: [0, 30, 0] });
 *
 * [Array.from(buyers.frequency), Array.from(buyers.monetary), buyers.leftOut]; // => [[2], [30], 2]
 * ```
 */
export function repeatBuyers(columns: SpendColumns & { readonly currency?: string | undefined }): {
  /** Repeat purchases. */
  readonly frequency: Float64Array;
  /** Mean amount of a repeat purchase. */
  readonly monetary: Float64Array;
  /** Weights, where the columns had them. */
  readonly weight: Float64Array | undefined;
  /** ISO 4217 code, where the columns had it. */
  readonly currency: string | undefined;
  /** How many rows were left out. */
  readonly leftOut: number;
} {
  const { frequency, monetary, weight, currency } = columns;
  const rows = rowsOf({ frequency, monetary, weight });
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) if ((frequency[row] ?? 0) > 0 && (monetary[row] ?? 0) > 0) kept.push(row);
  const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(kept, (row) => column[row] ?? NaN);
  return {
    frequency: take(frequency),
    monetary: take(monetary),
    weight: weight === undefined ? undefined : take(weight),
    currency,
    leftOut: rows - kept.length,
  };
}
