import { DomainError, type Err, err, invalidFact, ok, type Result, show } from "../../core/index.ts";
import type { OpportunityRefusal, PeriodDiscount } from "../opportunityModel.ts";
import {
  MOST_OPPORTUNITIES,
  type OpportunityFault,
  opportunityFault,
  type OpportunityRow,
} from "./opportunityFault.ts";

/**
 * Makes sure that a customer's history of opportunities can be.
 *
 * @param history - What the caller handed in.
 */
export function readOpportunities(history: OpportunityRow): Result<OpportunityRow, OpportunityRefusal> {
  const input: unknown = history;
  if (typeof input !== "object" || input === null) return err(invalidFact("", "object", input));
  const fault = opportunityFault(history);
  return fault === null ? ok(history) : opportunityRefusal(fault, history);
}

/**
 * Says what is wrong with a history of opportunities.
 *
 * @param fault - As `opportunityFault` found it.
 * @param row - The history.
 */
export function opportunityRefusal(
  fault: OpportunityFault,
  { frequency, recency, opportunities }: OpportunityRow,
): Err<OpportunityRefusal> {
  switch (fault) {
    case "frequency":
      return err(invalidFact("/frequency", "non-negative-integer", frequency));
    case "recency":
      return err(invalidFact("/recency", "non-negative-integer", recency));
    case "opportunities":
      return err(invalidFact("/opportunities", "non-negative-integer", opportunities));
    case "too-many-opportunities":
      return err({ code: fault, opportunities, most: MOST_OPPORTUNITIES });
    case "recency-beyond-opportunities":
      return err({ code: fault, recency, opportunities });
    case "orders-beyond-recency":
      return err({ code: fault, frequency, recency });
    case "recency-without-order":
      return err({ code: fault, recency });
  }
}

/**
 * A whole number a caller asks for.
 *
 * @param count - What the caller handed in.
 * @param range - `path`: where; `most`: the largest allowed.
 * @throws `DomainError` with code `invalid-option`.
 */
export function checkedCount(count: unknown, { path, most }: { readonly path: string; readonly most: number }): number {
  if (typeof count === "number" && Number.isSafeInteger(count) && count >= 0 && count <= most) return count;
  throw new DomainError(
    "invalid-option",
    `${path}: expected a whole number from 0 to ${most}, received ${show(count)}`,
  );
}

/**
 * The rate of a discount by periods, which must be above 0, since the time to come has no end.
 *
 * @param discount - What the caller handed in.
 * @throws `DomainError` with code `invalid-option`.
 */
export function periodRate({ perPeriod: rate }: PeriodDiscount): number {
  if (typeof rate === "number" && rate > 0 && rate < Infinity) return rate;
  throw new DomainError("invalid-option", `discount.perPeriod: expected a number above zero, received ${show(rate)}`);
}
