import type { Result } from "../core/index.ts";
import { fitRenewals } from "./internal/fitRenewals.ts";
import { BDW } from "./internal/modelKinds.ts";
import { maximizeBdw, type RenewalColumns } from "./kernel.ts";
import type { BdwModel, ClvFit, ClvFitOptions } from "./model.ts";
import type { RenewalFitRefusal } from "./renewalModel.ts";

/**
 * Fits the beta-discrete-Weibull model, of customers with a contract whose own chance to leave goes with their tenure.
 *
 *     S(t | theta) = (1 - theta)^(t^c), theta ~ Beta(alpha, beta);    S(t) = B(alpha, beta + t^c) / B(alpha, beta)
 *
 * For c = 1 it is sBG, where retention rises only because those who leave easily go first; for c > 1 each customer tires, so
 * that retention may fall before it rises; for c < 1 each takes root. The third parameter needs a cohort seen over more renewals:
 * hold it against sBG with `compareModels`.
 *
 * @param columns - `renewals`, `ended`, `weight`, as of `fitSbg`.
 * @param options - `listed` and `penalty`: see `ClvFitOptions`.
 * @returns The model with its findings; or a refusal as of `fitSbg`, where three kinds of row are needed.
 * @throws `DomainError` with code `invalid-columns` or `invalid-option`, as of `fitSbg`.
 *
 * @example
 * ```ts
 * import { compareModels, fitBdw, fitSbg, retentionCurve, survivorColumns } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const columns = orThrow(survivorColumns([1000, 869, 743, 653, 593, 551, 517, 491]));
 * const bdw = orThrow(fitBdw(columns)).model;
 * const sbg = orThrow(fitSbg(columns)).model;
 *
 * retentionCurve(bdw, { renewals: 4 }).map(({ retention }) => retention.toFixed(2)); // => ["0.87", "0.85", "0.89", "0.91"]
 * orThrow(compareModels([sbg, bdw]))[0]?.format; // => "bdw-model/1"
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie, Y. Liu, J. Davin and T. Steenburgh, How to Project Customer Retention Revisited,
 *   Journal of Interactive Marketing 43, 2018.
 */
export const fitBdw = (
  columns: RenewalColumns,
  options: ClvFitOptions = {},
): Result<ClvFit<BdwModel>, RenewalFitRefusal> => fitRenewals(columns, options, { kind: BDW, maximize: maximizeBdw });
