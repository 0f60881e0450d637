import {
  compiledPolicy,
  err,
  type Issue,
  LISTED_ROWS,
  invalidFact,
  ok,
  type Result,
  startRowFindings,
} from "../core/index.ts";
import { criterionValue } from "./internal/criterionValue.ts";
import { eachCustomer } from "./internal/eachCustomer.ts";
import { rfmCuts } from "./kernel.ts";
import { valueTierKind } from "./valueTierKind.ts";
import type { FittedCriterion, ValueTierFit, ValueTierPolicy, ValueTierSubject } from "./valueTierModel.ts";

/**
 * Fits the criteria of the kinds `minMax` and `percentile` to a population: what is much and what is little among these
 * customers. The model is small JSON, and values any customer, anywhere.
 *
 * A customer without a value in a criterion is left out of that criterion, which says how many it was fitted on. A criterion
 * in which all have the same value is a finding: it gives everyone 0 points. The order of the customers does not matter.
 *
 * @param subjects - What is known of each customer. One who comes again is a finding, and counts as they came first.
 * @param policy - The criteria.
 * @param options - `listed`: how many unusable rows are listed (all are counted; default 100).
 * @returns The model with its findings; or `no-values` naming a criterion in which nobody has a value.
 * @throws `DomainError` with code `policy-not-checked`, or `invalid-option` for subjects that cannot be iterated over or a bad
 *   `listed`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineValueTierPolicy, fitValueTiers } from "clientele/segmentation";
 *
 * const policy = defineValueTierPolicy({
 *   id: "value", version: 1,
 *   criteria: [{ id: "orders", weight: 1, scale: { kind: "minMax", better: "higher" } }],
 *   classes: [{ id: "core", from: 50 }, { id: "potential", from: 0 }],
 * });
 * const { model } = orThrow(
 *   fitValueTiers([{ customerId: "li", values: { orders: 2 } }, { customerId: "wu", values: { orders: 42 } }], policy),
 * );
 *
 * model.criteria; // => [{ criterion: "orders", kind: "minMax", customers: 2, min: 2, max: 42 }]
 * ```
 */
export function fitValueTiers<Class extends string, Criterion extends string>(
  subjects: Iterable<ValueTierSubject<NoInfer<Criterion>>>,
  policy: ValueTierPolicy<Class, Criterion>,
  { listed = LISTED_ROWS }: { readonly listed?: number } = {},
): Result<
  ValueTierFit,
  {
    /** Nobody has a value in a criterion. */
    readonly code: "no-values";
    /** Which. */
    readonly criterion: string;
  }
> {
  compiledPolicy(valueTierKind, policy);
  const fitted = policy.criteria.flatMap((criterion, at) => {
    const { kind } = criterion.scale;
    return kind === "minMax" || kind === "percentile" ? [{ criterion, kind, at, column: [] as number[] }] : [];
  });
  const rows = startRowFindings(listed);
  let customers = 0;
  eachCustomer(subjects, rows, ({ values }) => {
    if (typeof (values as unknown) !== "object" || (values as unknown) === null) {
      return invalidFact("/values", "object", values);
    }
    const read: { readonly column: number[]; readonly value: number }[] = [];
    for (const { criterion, column } of fitted) {
      const value = criterionValue(values, criterion);
      if (!value.ok) return value.error;
      if (value.value !== null) read.push({ column, value: Number(value.value.value) });
    }
    for (const { column, value } of read) column.push(value);
    customers++;
    return null;
  });

  const findings: Issue[] = [];
  const criteria: FittedCriterion[] = [];
  for (const { criterion, kind, at, column } of fitted) {
    if (column.length === 0) return err({ code: "no-values", criterion: criterion.id });
    const sorted = Float64Array.from(column).sort();
    const [min = NaN, max = NaN] = [sorted[0], sorted.at(-1)];
    const common = { criterion: criterion.id, customers: column.length };
    if (min === max) {
      findings.push({
        code: "degenerate-metric",
        severity: "warning",
        path: `/criteria/${at}`,
        keys: ["criteria", at],
        params: { metric: criterion.id, customers: column.length },
      });
    }
    criteria.push(
      kind === "minMax"
        ? { ...common, kind, min: min + 0, max: max + 0 } // no negative zero
        : { ...common, kind, cuts: rfmCuts(sorted, 100, { mode: "quantile" }).map((cut) => cut + 0) },
    );
  }
  return ok({
    model: {
      format: "value-tier-model/1",
      policy: { id: policy.id, version: policy.version },
      customers,
      criteria,
    },
    findings,
    rows: rows.result(),
  });
}
