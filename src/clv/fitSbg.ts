import type { Result } from "../core/index.ts";
import { fitRenewals } from "./internal/fitRenewals.ts";
import { SBG } from "./internal/modelKinds.ts";
import { maximizeSbg, type RenewalColumns } from "./kernel.ts";
import type { ClvFit, ClvFitOptions, SbgModel } from "./model.ts";
import type { RenewalFitRefusal } from "./renewalModel.ts";

/**
 * Fits the sBG model, of customers with a contract that they renew or end: subscriptions, memberships, insurance.
 *
 *     at each renewal a customer leaves with chance theta ~ Beta(alpha, beta)
 *     L = B(alpha, beta+k)/B(alpha, beta) for who has renewed k times and is still there
 *       = B(alpha+1, beta+k)/B(alpha, beta) for who left at the next renewal
 *
 * Retention rises with tenure though nobody changes: those who leave easily go first. Customers who are still there count for
 * as long as they were seen. Customers may have begun at different times. One period is whatever lies between renewals.
 *
 * @param columns - `renewals` k: how often a customer has renewed; `ended`: whether they left at the next renewal (1, true)
 *   or it has not come yet (0, false); `weight`: customers a row stands for, positive. `survivorColumns` makes them from
 *   how many were left after each renewal.
 * @param options - `listed` and `penalty`: see `ClvFitOptions`.
 * @returns The model with its findings; or `invalid-rows` naming each row that cannot be true, `nobody-left`, or
 *   `too-few-distinct-rows`, since one kind of row does not settle two parameters.
 * @throws `DomainError` with code `invalid-columns` for columns of different lengths, `invalid-option` for another penalty.
 *
 * @example
 * ```ts
 * import { fitSbg, retentionCurve, survivorColumns } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const columns = orThrow(survivorColumns([1000, 631, 468, 382, 326]));
 * const { model } = orThrow(fitSbg(columns));
 *
 * retentionCurve(model, { renewals: 8 })[7]?.survival.toFixed(2); // => "0.21"
 * ```
 *
 * @see P. S. Fader and B. G. S. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21(1), 2007.
 */
export const fitSbg = (
  columns: RenewalColumns,
  options: ClvFitOptions = {},
): Result<ClvFit<SbgModel>, RenewalFitRefusal> => fitRenewals(columns, options, { kind: SBG, maximize: maximizeSbg });
