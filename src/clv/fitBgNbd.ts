import { DomainError, err, LISTED_ROWS, ok, type Result } from "../core/index.ts";
import { convergenceOf, fitFindings } from "./internal/fitReport.ts";
import { checkedUnit } from "./internal/options.ts";
import { historyRefusal } from "./internal/readHistory.ts";
import { refuseRows } from "./internal/rowRefusals.ts";
import { type ClvUnit, historyFault, maximizeBgNbd, type OrderingColumns } from "./kernel.ts";
import type { BgNbdModel, ClvFit, ClvFitRefusal } from "./model.ts";

/**
 * Fits the BG/NBD model to the purchase histories of a population, by maximum likelihood.
 *
 *     orders come at a rate lambda ~ Gamma(r, alpha); after each repeat order a customer leaves with chance p ~ Beta(a, b)
 *     L = B(a, b+x)/B(a, b) Γ(r+x) alpha^r / (Γ(r) (alpha+T)^(r+x))
 *       + [x > 0] B(a+1, b+x-1)/B(a, b) Γ(r+x) alpha^r / (Γ(r) (alpha+t)^(r+x))
 *
 * The likelihood is taken on the log scale with exact first and second derivatives; the start is set by the data, and
 * nothing is tuned. A row with a weight stands for as many equal rows. The order of rows does not matter beyond rounding;
 * another unit of time scales alpha and nothing else. A likelihood that is greatest at a boundary, or flat, is a finding.
 *
 * @param columns - `frequency` x: repeat purchases; `recency` t: from the first purchase to the last, 0 without a repeat
 *   purchase; `age` T: from the first purchase to the moment of judgement; `weight`: customers a row stands for, positive.
 * @param options - `unit`: the unit of recency and age, and of the model; `listed`: how many bad rows are listed (all are
 *   counted; default 100).
 * @returns The model with its findings; or `invalid-rows` naming each row that cannot be true, `nobody-repeats`, or
 *   `too-few-distinct-rows`, since fewer than four different histories do not settle four parameters.
 * @throws `DomainError` with code `invalid-option` for another unit, or one that contradicts the columns' own;
 *   `invalid-columns` for columns of different lengths.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { fitBgNbd } from "clientele/clv";
 *
 * const { model } = orThrow(
 *   fitBgNbd(
 *     {
 *       frequency: [0, 0, 1, 1, 2, 3, 5, 8],
 *       recency: [0, 0, 5, 21, 30, 12, 36, 38],
 *       age: [39, 30, 39, 35, 33, 39, 38, 39],
 *       weight: [40, 22, 9, 5, 6, 4, 3, 1],
 *     },
 *     { unit: "week" },
 *   ),
 * );
 *
 * [model.unit, model.customers, model.logLikelihood.toFixed(2)]; // => ["week", 90, "-279.02"]
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting Your Customers" the Easy Way: An Alternative to the
 *   Pareto/NBD Model, Marketing Science 24(2), 2005.
 */
export function fitBgNbd(
  columns: OrderingColumns & { readonly unit?: ClvUnit | undefined },
  options: { readonly unit: ClvUnit; readonly listed?: number },
): Result<ClvFit<BgNbdModel>, ClvFitRefusal> {
  const unit = checkedUnit(options.unit, "unit");
  if (columns.unit !== undefined && columns.unit !== unit) {
    throw new DomainError("invalid-option", `unit: the columns are in ${columns.unit}s, received "${unit}"`);
  }
  const { frequency, recency, age, weight } = columns;
  const refused = refuseRows(
    { frequency, recency, age, weight },
    {
      listed: options.listed ?? LISTED_ROWS,
      refusalOf: (index) => {
        const row = { frequency: frequency[index] ?? NaN, recency: recency[index] ?? NaN, age: age[index] ?? NaN };
        const fault = historyFault(row);
        return fault === null ? null : historyRefusal(fault, row).error;
      },
    },
  );
  if (refused !== null) return err(refused);
  const maximum = maximizeBgNbd({ frequency, recency, age, weight });
  if ("code" in maximum) return err(maximum);
  const { covariance } = maximum;
  return ok({
    model: {
      format: "bg-nbd-model/1",
      unit,
      parameters: named(maximum.parameters),
      standardErrors: covariance === null ? null : named(covariance.map((row, i) => Math.sqrt(row[i] ?? NaN))),
      covariance,
      logLikelihood: maximum.logLikelihood,
      customers: maximum.customers,
      rows: maximum.rows,
      convergence: convergenceOf(maximum),
    },
    findings: fitFindings(maximum, { names: ["r", "alpha", "a", "b"], scaled: "alpha" }),
  });
}

const named = ([r = NaN, alpha = NaN, a = NaN, b = NaN]: readonly number[]): BgNbdModel["parameters"] => ({
  r,
  alpha,
  a,
  b,
});
