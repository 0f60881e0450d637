import type { Result } from "../core/index.ts";
import { fitOrdering } from "./internal/fitOrdering.ts";
import { BG_NBD } from "./internal/modelKinds.ts";
import { type ClvUnit, maximizeBgNbd } from "./kernel.ts";
import type { BgNbdModel, ClvFit, ClvFitOptions, ClvFitRefusal, FitColumns } from "./model.ts";

/**
 * Fits the BG/NBD model to the purchase histories of a population, by maximum likelihood.
 *
 *     orders come at a rate lambda ~ Gamma(r, alpha); after each repeat order a customer leaves with chance p ~ Beta(a, b)
 *     L = B(a, b+x)/B(a, b) Γ(r+x) alpha^r / (Γ(r) (alpha+T)^(r+x))
 *       + [x > 0] B(a+1, b+x-1)/B(a, b) Γ(r+x) alpha^r / (Γ(r) (alpha+t)^(r+x))
 *
 * The likelihood is taken on the log scale with exact first and second derivatives; the start is set by the data, and
 * nothing is tuned. A row with a weight stands for as many equal rows. The order of rows does not matter beyond rounding;
 * another unit of time scales alpha and nothing else. A likelihood that is greatest at a boundary, or flat, is a finding; so is
 * a mean age below alpha / r, the time between two orders of a typical customer (`short-observation`).
 *
 * @param columns - `frequency` x: repeat purchases; `recency` t: from the first purchase to the last, 0 without a repeat
 *   purchase; `age` T: from the first purchase to the moment of judgement; `weight`: customers a row stands for, positive.
 * @param options - `unit`: the unit of recency and age, and of the model; `listed` and `penalty`: see `ClvFitOptions`.
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
export const fitBgNbd = (
  columns: FitColumns,
  options: ClvFitOptions & { readonly unit: ClvUnit },
): Result<ClvFit<BgNbdModel>, ClvFitRefusal> =>
  fitOrdering(columns, options, { kind: BG_NBD, maximize: maximizeBgNbd });
