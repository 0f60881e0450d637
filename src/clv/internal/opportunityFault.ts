/** What is known of a customer who may order, or not, at each of a row of opportunities. */
export interface OpportunityRow {
  /** Orders: at how many opportunities the customer took part. */
  readonly frequency: number;
  /** The number of the last opportunity taken, the first being 1; 0 where none was. */
  readonly recency: number;
  /** How many opportunities there have been. */
  readonly opportunities: number;
}

/** Most opportunities that are followed one by one: a day each they last 2,700 years. */
export const MOST_OPPORTUNITIES = 1_000_000;

/**
 * What is wrong with a row of opportunities: a value that is no number of its kind (`frequency`, `recency`,
 * `opportunities`), or three that cannot be true together.
 */
export type OpportunityFault =
  | "frequency"
  | "recency"
  | "opportunities"
  | "too-many-opportunities"
  | "recency-beyond-opportunities"
  | "recency-without-order"
  | "orders-beyond-recency";

/**
 * Tells whether a history of opportunities can be: whole numbers of zero or more; the last opportunity taken is one of
 * those there have been; up to it there were at least as many opportunities as orders; without an order there is no last.
 *
 * @param row - Frequency, recency, opportunities.
 * @returns The first thing wrong with it; null when nothing is. A customer without any opportunity can be.
 */
export function opportunityFault({ frequency, recency, opportunities }: OpportunityRow): OpportunityFault | null {
  if (!isCount(frequency)) return "frequency";
  if (!isCount(recency)) return "recency";
  if (!isCount(opportunities)) return "opportunities";
  if (opportunities > MOST_OPPORTUNITIES) return "too-many-opportunities";
  if (recency > opportunities) return "recency-beyond-opportunities";
  if (frequency > recency) return "orders-beyond-recency";
  return frequency === 0 && recency > 0 ? "recency-without-order" : null;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
