import type { DistinctRows } from "./distinctRows.ts";
import { type TimeTable, timeTable } from "./timeTable.ts";

/** A population by age alone: what does not depend on when the last purchase was is summed over this. */
export interface AgeTotals {
  /** The ages. */
  readonly ages: Float64Array;
  /** The weight of the customers of each age. */
  readonly customers: Float64Array;
  /** Their purchases, each times the customer's weight. */
  readonly purchases: Float64Array;
  /** Each age once, and by row the place of its own; null where nearly all differ, and every row stands for itself. */
  readonly table: TimeTable | null;
}

/**
 * Gathers a population by age.
 *
 * @param population - Rows by frequency; age in the second column.
 */
export function ageTotals({ frequencies, starts, second, weight }: DistinctRows): AgeTotals {
  const rows = second.length;
  const table = timeTable(second, 0, rows, Infinity);
  const ages = table?.times ?? second;
  const customers = new Float64Array(ages.length);
  const purchases = new Float64Array(ages.length);
  for (let group = 0; group < frequencies.length; group++) {
    const frequency = frequencies[group]!;
    for (let row = starts[group]!; row < starts[group + 1]!; row++) {
      const place = table?.placeOf[row] ?? row;
      const many = weight[row]!;
      customers[place]! += many;
      purchases[place]! += many * frequency;
    }
  }
  return { ages, customers, purchases, table };
}
