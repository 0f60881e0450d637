import {
  type Day,
  DomainError,
  epochDayOfText,
  err,
  type InvalidFact,
  invalidFact,
  ok,
  type Result,
  show,
} from "../core/index.ts";
import { checkOptions } from "./internal/options.ts";
import type { Purchase } from "./historyModel.ts";
import type { OpportunityHistories } from "./opportunityModel.ts";

/**
 * Counts orders that can come once in each of a row of periods (a gift a year, a visit a month) as columns for `fitBgBb`.
 *
 *     a customer's first period with an order makes them a customer and is no opportunity
 *     opportunities: the periods after it;  frequency: those of them with an order;  recency: the number of the last such
 *
 * Several orders of one period are one. Orders after the last period are not looked at.
 *
 * @param purchases - In any order; `day` is a day of the calendar.
 * @param options - `ends`: the last day of each period, ascending. The first holds all that came before it, too.
 * @returns A row for each customer, in the order in which they are first named; or `invalid-fact` for the first purchase that
 *   cannot be read.
 * @throws `DomainError` with code `invalid-option` for ends that are no days, or do not rise.
 *
 * @example
 * ```ts
 * import { opportunityColumns } from "clientele/clv";
 * import { day, orThrow } from "clientele/core";
 *
 * const gifts = [
 *   { customerId: "a", day: "2021-03-01" },
 *   { customerId: "a", day: "2022-03-01" },
 *   { customerId: "a", day: "2022-12-24" },
 *   { customerId: "a", day: "2024-05-05" },
 *   { customerId: "b", day: "2022-07-01" },
 * ];
 * const ends = ["2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31"].map((end) => day(end));
 *
 * orThrow(opportunityColumns(gifts, { ends }));
 * // => { ids: ["a", "b"], frequency: [2, 0], recency: [3, 0], opportunities: [3, 2] }
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and J. Shang, Marketing Science 29(6), 2010, for the donors counted so.
 */
export function opportunityColumns(
  purchases: Iterable<Purchase>,
  options: { readonly ends: readonly Day[] },
): Result<OpportunityHistories, InvalidFact> {
  checkOptions(options, "{ ends }");
  if (!Array.isArray(options.ends)) {
    throw new DomainError("invalid-option", `ends: expected an array, received ${show(options.ends)}`);
  }
  const ends = (options.ends as readonly Day[]).map((end, index) => {
    const number = epochDayOfText(end);
    if (Number.isNaN(number)) {
      throw new DomainError("invalid-option", `ends.${index}: expected a day YYYY-MM-DD, received ${show(end)}`);
    }
    return number;
  });
  const falling = ends.findIndex((end, index) => index > 0 && end <= (ends[index - 1] ?? NaN));
  if (falling > 0) throw new DomainError("invalid-option", `ends.${falling}: expected a later day than the one before`);
  const periods = new Map<string, Set<number>>();
  let index = -1;
  for (const purchase of purchases) {
    index++;
    const input: unknown = purchase;
    if (typeof input !== "object" || input === null) return err(invalidFact(`/${index}`, "object", input));
    const { customerId, day } = purchase;
    if (typeof customerId !== "string" || customerId === "") {
      return err(invalidFact(`/${index}/customerId`, "non-empty-text", customerId));
    }
    const on = epochDayOfText(day);
    if (Number.isNaN(on)) return err(invalidFact(`/${index}/day`, "day", day));
    const period = ends.findIndex((end) => on <= end);
    if (period < 0) continue;
    const own = periods.get(customerId) ?? new Set();
    periods.set(customerId, own.add(period));
  }
  const rows = Array.from(periods.values(), (own) => {
    const first = Math.min(...own);
    return { frequency: own.size - 1, recency: Math.max(...own) - first, opportunities: ends.length - 1 - first };
  });
  return ok({
    ids: [...periods.keys()],
    frequency: rows.map(({ frequency }) => frequency),
    recency: rows.map(({ recency }) => recency),
    opportunities: rows.map(({ opportunities }) => opportunities),
  });
}
