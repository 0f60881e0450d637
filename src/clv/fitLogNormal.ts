import { DomainError, err, invalidFact, LISTED_ROWS, minorDigits, ok, type Result, show } from "../core/index.ts";
import { fitFacts, fitFindings } from "./internal/fitReport.ts";
import { LOG_NORMAL } from "./internal/modelKinds.ts";
import { checkedPenalty } from "./internal/options.ts";
import { refuseRows, requireColumns } from "./internal/rowRefusals.ts";
import { type LogNormalParameters, type LogSpendColumns, maximizeLogNormal } from "./kernel.ts";
import type { ClvFit, ClvFitOptions, ClvFitRefusal, LogNormalModel } from "./model.ts";

/**
 * Fits the log-normal model to what a population spends, by maximum likelihood: an alternative to Gamma-Gamma where a customer's own
 * orders vary by factors rather than by amounts.
 *
 *     ln amount of an order ~ Normal(mu, within²),  mu ~ Normal(ln median, between²), apart from how often they order
 *
 * It looks at every amount, through the geometric mean and the spread of each customer's (`logSpendColumns` makes the columns), so
 * its likelihood cannot be held against that of Gamma-Gamma, which sees means alone. Where customers order once each, `between`
 * and `within` cannot be told apart (`flat-likelihood`).
 *
 * @param columns - `frequency`: purchases, positive; `geometricMean`: of their amounts, major units, positive; `logSquares`: the
 *   sum of squares of their logarithms about the mean; `weight`: customers a row stands for, positive.
 * @param options - `currency`: ISO 4217 code of the amounts; `listed` and `penalty`: see `ClvFitOptions`.
 * @returns The model with its findings; or `invalid-rows` naming each row that cannot be used, or `too-few-distinct-rows`.
 * @throws `DomainError` with code `invalid-option` for an unknown currency, or one that contradicts the columns' own;
 *   `invalid-columns` for columns of different lengths.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { expectedSpend, fitLogNormal } from "clientele/clv";
 *
 * const { model } = orThrow(
 *   fitLogNormal(
 *     { frequency: [1, 2, 1, 4, 2, 3], geometricMean: [20, 30, 6, 90, 18, 36], logSquares: [0, 0.3, 0, 0.9, 0.1, 0.4] },
 *     { currency: "USD" },
 *   ),
 * );
 * const mean = orThrow(expectedSpend({ frequency: 2, geometricMean: 60 }, model)).mean;
 *
 * [model.parameters.median.toFixed(1), mean.toFixed(1)]; // => ["26.2", "60.7"]
 * ```
 *
 * @see Our own arrangement of the normal model in D. C. Schmittlein and R. A. Peterson, Customer Base Analysis: An Industrial
 *   Purchase Process Application, Marketing Science 13(1), 1994, on logarithms.
 */
export function fitLogNormal(
  columns: LogSpendColumns & { readonly currency?: string | undefined; readonly ids?: readonly string[] | undefined },
  options: ClvFitOptions & { readonly currency: string },
): Result<ClvFit<LogNormalModel>, ClvFitRefusal> {
  requireColumns(columns);
  const { currency } = options;
  const penalty = checkedPenalty(options.penalty ?? 0);
  if (typeof currency !== "string" || minorDigits(currency) === null) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  if (columns.currency !== undefined && columns.currency !== currency) {
    throw new DomainError("invalid-option", `currency: the columns are in ${columns.currency}, received "${currency}"`);
  }
  const { frequency, geometricMean, logSquares, weight } = columns;
  const refused = refuseRows(
    { frequency, geometricMean, logSquares, weight },
    {
      listed: options.listed ?? LISTED_ROWS,
      ids: columns.ids,
      refusalOf: (index) => {
        const [x, mean, squares] = [frequency[index] ?? NaN, geometricMean[index] ?? NaN, logSquares[index] ?? NaN];
        if (!(Number.isSafeInteger(x) && x > 0)) return invalidFact("/frequency", "positive-integer", x);
        if (!(mean > 0 && mean < Infinity)) return invalidFact("/geometricMean", "positive-number", mean);
        return squares >= 0 && squares < Infinity && (x > 1 || squares === 0)
          ? null
          : invalidFact("/logSquares", "non-negative-number", squares);
      },
    },
  );
  if (refused !== null) return err(refused);
  const maximum = maximizeLogNormal({ frequency, geometricMean, logSquares, weight }, { penalty });
  if ("code" in maximum) return err(maximum);
  const findings = fitFindings(maximum, LOG_NORMAL);
  return ok({
    model: {
      format: LOG_NORMAL.format,
      currency,
      ...fitFacts<LogNormalParameters>(maximum, LOG_NORMAL, { penalty, findings }),
    },
    findings,
  });
}
