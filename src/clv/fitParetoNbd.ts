import type { Result } from "../core/index.ts";
import { fitOrdering } from "./internal/fitOrdering.ts";
import { PARETO_NBD } from "./internal/modelKinds.ts";
import { type ClvUnit, maximizeParetoNbd } from "./kernel.ts";
import type { ClvFit, ClvFitOptions, ClvFitRefusal, FitColumns, ParetoNbdModel } from "./model.ts";

/**
 * Fits the Pareto/NBD model to the purchase histories of a population, by maximum likelihood.
 *
 *     orders come at a rate lambda ~ Gamma(r, alpha); a customer leaves at any time, at a rate mu ~ Gamma(s, beta)
 *     L = Γ(r+x) alpha^r beta^s / Γ(r) [1 / ((alpha+T)^(r+x) (beta+T)^s) + ∫ s du / ((alpha+u)^(r+x) (beta+u)^(s+1))],
 *         u from t to T
 *
 * The integral is taken in a form whose terms are all positive, with exact first and second derivatives: alpha = beta and
 * s = 1 are plain values, and heavy buyers do not overflow. The search, weights and units are as of `fitBgNbd`.
 *
 * @param columns - `frequency`, `recency`, `age`, `weight`, as of `fitBgNbd`.
 * @param options - `unit`: the unit of recency and age, and of the model; `listed` and `penalty`: see `ClvFitOptions`.
 * @returns The model with its findings; or a refusal as of `fitBgNbd`.
 * @throws `DomainError` with code `invalid-option` or `invalid-columns`, as of `fitBgNbd`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { fitParetoNbd } from "clientele/clv";
 *
 * const { model } = orThrow(
 *   fitParetoNbd(
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
 * [model.format, model.customers, model.logLikelihood.toFixed(2)]; // => ["pareto-nbd-model/1", 90, "-277.79"]
 * ```
 *
 * @see D. C. Schmittlein, D. G. Morrison and R. Colombo, Counting Your Customers: Who Are They and What Will They Do Next?,
 *   Management Science 33(1), 1987; P. S. Fader and B. G. S. Hardie, A Note on Deriving the Pareto/NBD Model (2005).
 */
export const fitParetoNbd = (
  columns: FitColumns,
  options: ClvFitOptions & { readonly unit: ClvUnit },
): Result<ClvFit<ParetoNbdModel>, ClvFitRefusal> =>
  fitOrdering(columns, options, { kind: PARETO_NBD, maximize: maximizeParetoNbd });
