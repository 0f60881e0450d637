import { DomainError, err, invalidFact, LISTED_ROWS, minorDigits, ok, type Result, show } from "../core/index.ts";
import { fitFacts, fitFindings } from "./internal/fitReport.ts";
import { GAMMA_GAMMA } from "./internal/modelKinds.ts";
import { checkedPenalty } from "./internal/options.ts";
import { refuseRows, requireColumns } from "./internal/rowRefusals.ts";
import { maximizeGammaGamma, spendCorrelation, type SpendColumns } from "./kernel.ts";
import type { ClvFit, ClvFitOptions, ClvFitRefusal, GammaGammaModel, GammaGammaScoring } from "./model.ts";

/** The q up to which the mean spend of customers has no finite variance. */
const HEAVY = 2;

/** Correlation of frequency and mean spend, of either sign, from which the model's assumption is in doubt. */
const CORRELATED = 0.2;

/**
 * Fits the Gamma-Gamma model to the mean spend of a population, by maximum likelihood.
 *
 *     amounts of a customer ~ Gamma(p, nu), nu ~ Gamma(q, v), apart from how often they order
 *     L = Γ(p x + q) / (Γ(p x) Γ(q)) v^q m^(p x - 1) x^(p x) / (v + x m)^(p x + q)
 *
 * Only customers with a repeat purchase tell anything: rows with a frequency or a mean of zero are refused, so that leaving
 * them out is the caller's own step (`repeatBuyers` does it for `historyColumns`). The model takes spend and frequency to
 * be independent: a correlation of 0.2 or more, of either sign, is a finding (`spend-correlates`; the threshold is ours).
 * So is a q of 2 or less (`heavy-tail`): then the means of customers have no finite variance.
 *
 * @param columns - `frequency` x: repeat purchases, positive; `monetary` m: their mean amount, major units, positive;
 *   `weight`: customers a row stands for, positive.
 * @param options - `currency`: ISO 4217 code of the amounts; `listed` and `penalty`: see `ClvFitOptions`.
 * @returns The model with its findings; or `invalid-rows` naming each row that cannot be used, or `too-few-distinct-rows`,
 *   since fewer than three different rows do not settle three parameters.
 * @throws `DomainError` with code `invalid-option` for an unknown currency, or one that contradicts the columns' own;
 *   `invalid-columns` for columns of different lengths.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { fitGammaGamma } from "clientele/clv";
 *
 * const { model } = orThrow(
 *   fitGammaGamma(
 *     { frequency: [1, 2, 1, 4, 2, 1, 3, 6], monetary: [20.5, 31, 5, 90.25, 18, 240, 36.2, 28] },
 *     { currency: "USD" },
 *   ),
 * );
 *
 * [model.currency, model.customers, model.logLikelihood.toFixed(2)]; // => ["USD", 8, "-38.81"]
 * ```
 *
 * @see P. S. Fader and B. G. S. Hardie, The Gamma-Gamma Model of Monetary Value, technical note 025, 2013.
 */
export function fitGammaGamma(
  columns: SpendColumns & { readonly currency?: string | undefined; readonly ids?: readonly string[] | undefined },
  options: ClvFitOptions & { readonly currency: string },
): Result<ClvFit<GammaGammaModel>, ClvFitRefusal> {
  requireColumns(columns);
  const { currency } = options;
  const penalty = checkedPenalty(options.penalty ?? 0);
  if (typeof currency !== "string" || minorDigits(currency) === null) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  if (columns.currency !== undefined && columns.currency !== currency) {
    throw new DomainError("invalid-option", `currency: the columns are in ${columns.currency}, received "${currency}"`);
  }
  const { frequency, monetary, weight } = columns;
  const refused = refuseRows(
    { frequency, monetary, weight },
    {
      listed: options.listed ?? LISTED_ROWS,
      ids: columns.ids,
      refusalOf: (index) => {
        const [x, mean] = [frequency[index] ?? NaN, monetary[index] ?? NaN];
        if (!(Number.isSafeInteger(x) && x > 0)) return invalidFact("/frequency", "positive-integer", x);
        return mean > 0 && mean < Infinity ? null : invalidFact("/monetary", "positive-number", mean);
      },
    },
  );
  if (refused !== null) return err(refused);
  const maximum = maximizeGammaGamma({ frequency, monetary, weight }, { penalty });
  if ("code" in maximum) return err(maximum);
  const correlation = spendCorrelation({ frequency, monetary, weight });
  const findings = fitFindings(maximum, GAMMA_GAMMA);
  if (correlation !== null && Math.abs(correlation) >= CORRELATED) {
    findings.push({
      code: "spend-correlates",
      severity: "warning",
      path: "/correlation",
      keys: ["correlation"],
      params: { correlation, threshold: CORRELATED },
    });
  }
  const [, q = NaN] = maximum.parameters;
  if (q <= HEAVY) {
    findings.push({
      code: "heavy-tail",
      severity: "warning",
      path: "/parameters/q",
      keys: ["parameters", "q"],
      params: { q, threshold: HEAVY },
    });
  }
  return ok({
    model: {
      format: GAMMA_GAMMA.format,
      currency,
      ...fitFacts<GammaGammaScoring["parameters"]>(maximum, GAMMA_GAMMA, { penalty, findings }),
      correlation,
    },
    findings,
  });
}
