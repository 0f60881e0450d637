import { invalidFact, type RowFindings, startRowFindings } from "../../core/index.ts";
import type { SegmentPlacement } from "../profileModel.ts";
import { eachCustomer } from "./eachCustomer.ts";

/**
 * Reads customers with their segments.
 *
 * @param customers - The rows; perhaps malformed.
 * @param listed - How many unusable rows are listed.
 * @returns The segment of each customer, and what could not be used.
 */
export function placementsOf<Segment extends string>(
  customers: Iterable<SegmentPlacement<Segment>>,
  listed: number,
): { readonly segmentOf: ReadonlyMap<string, Segment>; readonly rows: RowFindings } {
  const rows = startRowFindings(listed);
  const segmentOf = new Map<string, Segment>();
  eachCustomer(customers, rows, ({ customerId, segment }) => {
    if (typeof (segment as unknown) !== "string") return invalidFact("/segment", "text", segment);
    segmentOf.set(customerId, segment);
    return null;
  });
  return { segmentOf, rows: rows.result() };
}

/** Text in the order of its code units. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
