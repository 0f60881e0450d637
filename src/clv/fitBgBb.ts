import { err, LISTED_ROWS, ok, type Result } from "../core/index.ts";
import { fitFacts, fitFindings } from "./internal/fitReport.ts";
import { BG_BB } from "./internal/modelKinds.ts";
import { checkedPenalty } from "./internal/options.ts";
import { opportunityRefusal } from "./internal/readOpportunities.ts";
import { refuseRows, requireColumns } from "./internal/rowRefusals.ts";
import { type BgBbParameters, maximizeBgBb, type OpportunityColumns, opportunityFault } from "./kernel.ts";
import type { BgBbModel, ClvFit, ClvFitOptions, ClvFitRefusal } from "./model.ts";

/**
 * Fits the BG/BB model, of customers who may order at each of a row of opportunities: the yearly appeal, the monthly box,
 * the annual fair.
 *
 *     before each opportunity a customer leaves with chance theta ~ Beta(gamma, delta);
 *     one who is there orders with chance p ~ Beta(alpha, beta)
 *     L = B(alpha+x, beta+n-x)/B(alpha, beta) B(gamma, delta+n)/B(gamma, delta)
 *       + sum over i < n-t of B(alpha+x, beta+t-x+i)/B(alpha, beta) B(gamma+1, delta+t+i)/B(gamma, delta)
 *
 * Opportunities are counted from the first after the customer was won; which order won them is not among x. It has exact first and
 * second derivatives; the start is set by the data, and nothing is tuned. A row with a weight stands for as many equal
 * rows; the order of rows does not matter beyond rounding. Customers may have had different numbers of opportunities.
 *
 * @param columns - `frequency` x: opportunities taken; `recency` t: the number of the last one taken, 0 where none was;
 *   `opportunities` n: how many there have been, up to 1,000,000; `weight`: customers a row stands for, positive.
 * @param options - `listed` and `penalty`: see `ClvFitOptions`.
 * @returns The model with its findings; or `invalid-rows` naming each row that cannot be true, `nobody-repeats`, or
 *   `too-few-distinct-rows`, since fewer than four different histories do not settle four parameters.
 * @throws `DomainError` with code `invalid-columns` for columns of different lengths, `invalid-option` for another penalty.
 *
 * @example Four yearly appeals
 * ```ts
 * import { fitBgBb } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const { model } = orThrow(
 *   fitBgBb({
 *     frequency: [0, 1, 1, 1, 1, 2, 2, 3, 4],
 *     recency: [0, 1, 2, 3, 4, 2, 4, 4, 4],
 *     opportunities: [4, 4, 4, 4, 4, 4, 4, 4, 4],
 *     weight: [300, 90, 40, 25, 15, 60, 30, 55, 85],
 *   }),
 * );
 *
 * [model.customers, model.logLikelihood.toFixed(2)]; // => [700, "-1415.24"]
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and J. Shang, Customer-Base Analysis in a Discrete-Time Noncontractual Setting,
 *   Marketing Science 29(6), 2010.
 */
export function fitBgBb(
  columns: OpportunityColumns,
  options: ClvFitOptions = {},
): Result<ClvFit<BgBbModel>, ClvFitRefusal> {
  requireColumns(columns);
  const penalty = checkedPenalty(options.penalty ?? 0);
  const { frequency, recency, opportunities, weight } = columns;
  const refused = refuseRows(
    { frequency, recency, opportunities, weight },
    {
      listed: options.listed ?? LISTED_ROWS,
      refusalOf: (index) => {
        const row = {
          frequency: frequency[index] ?? NaN,
          recency: recency[index] ?? NaN,
          opportunities: opportunities[index] ?? NaN,
        };
        const fault = opportunityFault(row);
        return fault === null ? null : opportunityRefusal(fault, row).error;
      },
    },
  );
  if (refused !== null) return err(refused);
  const maximum = maximizeBgBb({ frequency, recency, opportunities, weight }, { penalty });
  if ("code" in maximum) return err(maximum);
  const findings = fitFindings(maximum, BG_BB);
  return ok({
    model: { format: BG_BB.format, ...fitFacts<BgBbParameters>(maximum, BG_BB, { penalty, findings }) },
    findings,
  });
}
