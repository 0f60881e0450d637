import {
  compiledPolicy,
  DomainError,
  err,
  type Issue,
  LISTED_ROWS,
  ok,
  type Result,
  show,
  startRowFindings,
} from "../core/index.ts";
import { RFM_METRICS, rfmValues, ruleOf } from "./internal/rfmValues.ts";
import { rfmCuts, rfmScoreColumn } from "./kernel.ts";
import type { RfmDimension, RfmFit, RfmMetric, RfmPolicy, RfmSubject } from "./model.ts";
import { rfmKind } from "./rfmKind.ts";

/**
 * Fits the cuts of recency, frequency and monetary value to a population. The model is small JSON: any customer can be
 * scored with it, anywhere, one at a time.
 *
 * Customers without a purchase cannot be scored and are listed in `rows`, as are values that cannot be read. A metric in
 * which all customers have the same score is a finding.
 *
 * @param subjects - Summaries, such as `summarizeOrders` gives. Their order does not matter.
 * @param policy - Mode, bins, what counts as frequency, currency.
 * @param options - `listed`: how many unusable rows are listed (all are counted; default 100).
 * @returns The model with its findings; or `no-customers` when none could be used.
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
export function fitRfm(
  subjects: Iterable<RfmSubject>,
  policy: RfmPolicy,
  { listed = LISTED_ROWS }: { readonly listed?: number } = {},
): Result<
  RfmFit,
  {
    /** Nobody could be used. */
    readonly code: "no-customers";
  }
> {
  const { mode, bins, frequency, currency } = compiledPolicy(rfmKind, policy);
  const columns: Record<RfmMetric, number[]> = { recency: [], frequency: [], monetary: [] };
  const rows = startRowFindings(listed);
  let index = 0;
  if (typeof (subjects as unknown) !== "object" || (subjects as unknown) === null || !(Symbol.iterator in subjects)) {
    throw new DomainError("invalid-option", `subjects: expected something to iterate over, received ${show(subjects)}`);
  }
  for (const subject of subjects) {
    const values = rfmValues(subject, policy);
    if (values.ok) for (const metric of RFM_METRICS) columns[metric].push(values.value[metric]);
    else {
      const { code, ...params } = values.error;
      rows.add({ index, code, path: "path" in params ? params.path : "", params });
    }
    index++;
  }
  const customers = columns.recency.length;
  if (customers === 0) return err({ code: "no-customers" });

  const findings: Issue[] = [];
  const fit = (metric: RfmMetric): RfmDimension => {
    const rule = ruleOf(metric, mode);
    const cuts = rfmCuts(columns[metric], bins[metric], rule);
    const counts = Array.from({ length: bins[metric] }, () => 0);
    for (const score of rfmScoreColumn(columns[metric], cuts, rule)) counts[score - 1] = (counts[score - 1] ?? 0) + 1;
    if (counts.includes(customers)) {
      const keys = ["dimensions", metric];
      findings.push({
        code: "degenerate-metric",
        severity: "warning",
        path: `/dimensions/${metric}`,
        keys,
        params: { metric, customers },
      });
    }
    return { bins: bins[metric], cuts, counts };
  };
  const dimensions = { recency: fit("recency"), frequency: fit("frequency"), monetary: fit("monetary") };
  return ok({
    model: {
      format: "rfm-model/1",
      policy: { id: policy.id, version: policy.version },
      mode,
      frequency,
      currency,
      customers,
      dimensions,
    },
    findings,
    rows: rows.result(),
  });
}
