import type { Result } from "../core/index.ts";
import { fitOrdering } from "./internal/fitOrdering.ts";
import { MBG_NBD } from "./internal/modelKinds.ts";
import { type ClvUnit, maximizeMbgNbd } from "./kernel.ts";
import type { ClvFit, ClvFitOptions, ClvFitRefusal, FitColumns, MbgNbdModel } from "./model.ts";

/**
 * Fits the MBG/NBD model to the purchase histories of a population, by maximum likelihood.
 *
 *     orders come at a rate lambda ~ Gamma(r, alpha); after each order, the first too, a customer leaves with chance
 *     p ~ Beta(a, b)
 *     L = [B(a, b+x+1) / (alpha+T)^(r+x) + B(a+1, b+x) / (alpha+t)^(r+x)] Γ(r+x) alpha^r / (B(a, b) Γ(r))
 *
 * Unlike BG/NBD it has something to say of customers without a repeat purchase: they may be gone. The search, weights and
 * units are as of `fitBgNbd`.
 *
 * @param columns - `frequency`, `recency`, `age`, `weight`, as of `fitBgNbd`.
 * @param options - `unit`: the unit of recency and age, and of the model; `listed` and `penalty`: see `ClvFitOptions`.
 * @returns The model with its findings; or a refusal as of `fitBgNbd`.
 * @throws `DomainError` with code `invalid-option` or `invalid-columns`, as of `fitBgNbd`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { fitMbgNbd } from "clientele/clv";
 *
 * const { model } = orThrow(
 *   fitMbgNbd(
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
 * [model.format, model.customers, model.logLikelihood.toFixed(2)]; // => ["mbg-nbd-model/1", 90, "-277.27"]
 * ```
 *
 * @see E. P. Batislam, M. Denizel and A. Filiztekin, International Journal of Research in Marketing 24(3), 2007.
 */
export const fitMbgNbd = (
  columns: FitColumns,
  options: ClvFitOptions & { readonly unit: ClvUnit },
): Result<ClvFit<MbgNbdModel>, ClvFitRefusal> =>
  fitOrdering(columns, options, { kind: MBG_NBD, maximize: maximizeMbgNbd });
