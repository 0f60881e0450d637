import type { OrderingRow } from "./orderingProcess.ts";

/**
 * What is wrong with a customer's history: a value that is no number of its kind (`frequency`, `recency`, `age`), or
 * three that cannot be true together.
 */
export type HistoryFault =
  | "frequency"
  | "recency"
  | "age"
  | "recency-beyond-age"
  | "recency-without-repeat"
  | "repeat-without-recency";

/**
 * Tells whether a history can be: a frequency that is a whole number of zero or more; times of zero or more; the last
 * purchase within the age; a time to the last repeat purchase exactly where there is one.
 *
 * @param row - Frequency, recency, age, in any one unit.
 * @returns The first thing wrong with it; null when nothing is. A customer of age 0 with no repeat purchase can be.
 */
export function historyFault({ frequency, recency, age }: OrderingRow): HistoryFault | null {
  if (!(Number.isSafeInteger(frequency) && frequency >= 0)) return "frequency";
  if (!(recency >= 0 && recency < Infinity)) return "recency";
  if (!(age >= 0 && age < Infinity)) return "age";
  if (recency > age) return "recency-beyond-age";
  if (frequency === 0) return recency > 0 ? "recency-without-repeat" : null;
  return recency > 0 ? null : "repeat-without-recency";
}
