import type { Result } from "../core/index.ts";
import { fitOrdering } from "./internal/fitOrdering.ts";
import { NBD } from "./internal/modelKinds.ts";
import { type ClvUnit, maximizeNbd } from "./kernel.ts";
import type { ClvFit, ClvFitOptions, ClvFitRefusal, FitColumns, NbdModel } from "./model.ts";

/**
 * Fits the NBD model to the purchase histories of a population, by maximum likelihood: a baseline in which nobody ever leaves.
 *
 *     orders come at a rate lambda ~ Gamma(r, alpha)
 *     L = Γ(r+x) / Γ(r) alpha^r / (alpha+T)^(r+x)
 *
 * When someone last ordered does not count here. What a model of leaving adds, `compareModels` says; what it is
 * worth, `assessHoldOut`.
 *
 * @param columns - `frequency`, `recency`, `age`, `weight`, as of `fitBgNbd`; recency is checked and belongs to the fingerprint.
 * @param options - `unit`: the unit of recency and age, and of the model; `listed` and `penalty`: see `ClvFitOptions`.
 * @returns The model with its findings; or a refusal as of `fitBgNbd`.
 * @throws `DomainError` with code `invalid-option` or `invalid-columns`, as of `fitBgNbd`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { expectedOrders, fitNbd } from "clientele/clv";
 *
 * const { model } = orThrow(
 *   fitNbd(
 *     {
 *       frequency: [0, 0, 1, 1, 2, 3, 5, 8],
 *       recency: [0, 0, 5, 21, 30, 12, 36, 38],
 *       age: [39, 30, 39, 35, 33, 39, 38, 39],
 *       weight: [40, 22, 9, 5, 6, 4, 3, 1],
 *     },
 *     { unit: "week" },
 *   ),
 * );
 * const horizon = { amount: 39, unit: "week" } as const;
 * const orders = orThrow(expectedOrders({ frequency: 2, recencyDays: 14, ageDays: 273 }, model, { horizon }));
 *
 * [orders.orders.toFixed(2), orders.reasons[0]?.code]; // => ["1.58", "nobody-leaves"]
 * ```
 *
 * @see A. S. C. Ehrenberg, The Pattern of Consumer Purchases, Applied Statistics 8(1), 1959.
 */
export const fitNbd = (
  columns: FitColumns,
  options: ClvFitOptions & { readonly unit: ClvUnit },
): Result<ClvFit<NbdModel>, ClvFitRefusal> => fitOrdering(columns, options, { kind: NBD, maximize: maximizeNbd });
