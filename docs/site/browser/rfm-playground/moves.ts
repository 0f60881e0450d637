import type { Placed } from "./division.ts";

/** Customers who are in one segment before, and in another after. */
export interface Moves {
  readonly from: string;
  readonly to: string;
  readonly customers: readonly string[];
}

/** Who moves, the largest groups first; `nameOf` says where a customer is. */
export function movesBetween(
  before: readonly Placed[],
  after: readonly Placed[],
  nameOf: (placed: Placed) => string,
): readonly Moves[] {
  const was = new Map(before.map((placed) => [placed.summary.customerId, nameOf(placed)]));
  const pairs = new Map<string, { from: string; to: string; customers: string[] }>();
  for (const placed of after) {
    const { customerId } = placed.summary;
    const [from, to] = [was.get(customerId), nameOf(placed)];
    if (from === undefined || from === to) continue;
    const key = JSON.stringify([from, to]);
    const pair = pairs.get(key) ?? { from, to, customers: [] };
    pairs.set(key, pair);
    pair.customers.push(customerId);
  }
  return [...pairs.values()].sort((one, other) => other.customers.length - one.customers.length);
}
