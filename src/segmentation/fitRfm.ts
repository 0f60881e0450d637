import {
  compiledPolicy,
  DomainError,
  err,
  type Instant,
  LISTED_ROWS,
  ok,
  type Result,
  show,
  startRowFindings,
} from "../core/index.ts";
import { modelOf } from "./internal/modelOf.ts";
import { isMoment, readRfmValues } from "./internal/rfmValues.ts";
import type { RfmFit, RfmFitRefusal, RfmPolicy, RfmRefusal, RfmSubject } from "./model.ts";
import { rfmKind } from "./rfmKind.ts";

/**
 * Fits the cuts of recency, frequency and monetary value, or of whatever the policy names, to a population. The model is
 * small JSON: any customer can be scored with it, anywhere, one at a time.
 *
 * Customers without a purchase cannot be scored and are listed in `rows`, as are values that cannot be read. A metric in
 * which all customers have the same score is a finding. All must be summarised up to the same moment, or days since the last
 * order could not be compared.
 *
 * @param subjects - Summaries, such as `summarizeOrders` gives. Their order does not matter.
 * @param policy - Mode, bins, what counts as frequency, currency.
 * @param options - `listed`: how many unusable rows are listed (all are counted; default 100).
 * @returns The model, frozen, with its findings; or `no-customers` when none could be used, `mixed-as-of` when they were
 *   summarised up to different moments.
 * @throws `DomainError` with code `policy-not-checked`, or `invalid-option` for subjects that cannot be iterated over or a bad
 *   `listed`.
 *
 * @example
 * ```ts
 * import { instant, money, orThrow } from "clientele/core";
 * import { defineRfmPolicy, fitRfm } from "clientele/segmentation";
 *
 * const policy = defineRfmPolicy({
 *   id: "rfm", version: 1, mode: "quantile", frequency: "orders", currency: "CNY",
 *   bins: { recency: 2, frequency: 2, monetary: 2 },
 * });
 * const asOf = instant("2026-01-01T00:00:00+08:00");
 * const customer = (customerId: string, recencyDays: number, orders: number, amount: string) =>
 *   ({ customerId, asOf, recencyDays, orders, purchaseDays: orders, monetary: money(amount, "CNY") });
 * const { model } = orThrow(fitRfm([customer("a", 3, 9, "900.00"), customer("b", 80, 1, "40.00")], policy));
 *
 * model.dimensions.recency; // => { bins: 2, cuts: [41.5], counts: [1, 1] }
 * ```
 */
export function fitRfm<Metric extends string>(
  subjects: Iterable<RfmSubject>,
  policy: RfmPolicy<Metric>,
  { listed = LISTED_ROWS }: { readonly listed?: number } = {},
): Result<RfmFit<Metric>, RfmFitRefusal> {
  const { sources, currency } = compiledPolicy(rfmKind, policy);
  const columns = sources.map((): number[] => []);
  const customerIds: string[] = [];
  const rows = startRowFindings(listed);
  const row = sources.map(() => NaN);
  let index = 0;
  let [earliest, latest]: [Instant | null, Instant | null] = [null, null];
  if (typeof (subjects as unknown) !== "object" || (subjects as unknown) === null || !(Symbol.iterator in subjects)) {
    throw new DomainError("invalid-option", `subjects: expected something to iterate over, received ${show(subjects)}`);
  }
  for (const subject of subjects) {
    const refusal = readRfmValues(subject, { sources, currency }, row) ?? flawOfMoment(subject.asOf, earliest);
    if (refusal === null) {
      for (let i = 0; i < columns.length; i++) columns[i]?.push(row[i] ?? NaN);
      customerIds.push(subject.customerId);
      if (earliest === null || subject.asOf < earliest) earliest = subject.asOf;
      if (latest === null || subject.asOf > latest) latest = subject.asOf;
    } else {
      const { code, ...params } = refusal;
      rows.add({ index, code, path: "path" in params ? params.path : "", params });
    }
    index++;
  }
  if (earliest === null || latest === null) return err({ code: "no-customers" });
  if (earliest !== latest) return err({ code: "mixed-as-of", earliest, latest });
  const { model, findings } = modelOf(policy, columns, customerIds, earliest);
  return ok({ model, findings, rows: rows.result() });
}

/** Most share the moment of the first, which was looked at. */
const flawOfMoment = (asOf: Instant, seen: Instant | null): RfmRefusal | null =>
  asOf === seen || isMoment(asOf)
    ? null
    : { code: "invalid-fact", path: "/asOf", expected: "instant", observed: show(asOf) };
