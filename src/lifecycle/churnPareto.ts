import { addMoney, type CurrencyMismatch, type Money, moneyFromMinor, ok, type Result } from "../core/index.ts";
import { compiledChurn } from "./churnKind.ts";
import type { ChurnPolicy } from "./churnModel.ts";

/** How many customers were lost for a cause. */
export interface ChurnParetoRow<Cause extends string = string> {
  /** The cause; null where it is not known. */
  readonly cause: Cause | null;
  /** How many. */
  readonly customers: number;
  /** As a share of all. */
  readonly share: number;
  /** With all rows above. */
  readonly cumulative: number;
  /** What they were worth, as far as that is known. */
  readonly value: Money;
}

/**
 * Counts for which causes customers were lost, the most frequent first.
 *
 * @param lost - One row per customer: the `cause`, and what the customer was worth. A `ChurnAttribution` is one; read once.
 * @param policy - The causes.
 * @returns One row per cause that occurs, among equals in the policy's order; those not known last, however many. Causes that the
 *   policy does not have count as not known. Or `currency-mismatch` for a value in another currency than the policy's.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { churnPareto, churnPresets, defineChurnPolicy } from "clientele/lifecycle";
 *
 * const rows = orThrow(
 *   churnPareto([{ cause: "price" }, { cause: null }, { cause: "service" }, { cause: "price" }], defineChurnPolicy(churnPresets.fiveCauses)),
 * );
 *
 * rows.map(({ cause, customers, cumulative }) => [cause, customers, cumulative]); // => [["price", 2, 0.5], ["service", 1, 0.75], [null, 1, 1]]
 * ```
 */
export function churnPareto<Cause extends string, Signal extends string, Offer extends string>(
  lost: Iterable<{ readonly cause: NoInfer<Cause> | null; readonly value?: Money | null | undefined }>,
  policy: ChurnPolicy<Cause, Signal, Offer>,
): Result<readonly ChurnParetoRow<Cause>[], CurrencyMismatch> {
  const { data, causes } = compiledChurn(policy);
  const nothing = moneyFromMinor(0, data.currency);
  const rowOf = (cause: string | null) => ({ cause, customers: 0, value: nothing });
  const rows = data.causes.map(({ id }) => rowOf(id));
  const unknown = rowOf(null);
  let all = 0;
  for (const { cause, value } of lost) {
    const row = rows[causes.get(cause)?.place ?? -1] ?? unknown;
    const sum = addMoney(row.value, value ?? nothing);
    if (!sum.ok) return sum;
    row.value = sum.value;
    row.customers += 1;
    all += 1;
  }
  let before = 0;
  const ranked = [...rows.sort((a, b) => b.customers - a.customers), unknown];
  return ok(
    ranked
      .filter(({ customers }) => customers > 0)
      .map(({ cause, customers, value }) => {
        before += customers;
        return { cause: cause as Cause | null, customers, share: customers / all, cumulative: before / all, value };
      }),
  );
}
