import { DomainError, err, ok, type Result, show } from "../core/index.ts";
import { normalQuantile } from "../numeric/index.ts";
import { type FitRows, populationLikelihood } from "./internal/populationLikelihood.ts";
import { profileEnd } from "./internal/profile.ts";
import { rowsOf } from "./internal/rowRefusals.ts";
import type { ProfiledColumns, ProfiledModel, ProfileInterval, ProfileRefusal } from "./uncertaintyModel.ts";

/**
 * How sure one parameter of a fit is, by its profile likelihood: all values at which the data are not much less likely, whatever
 * the other parameters then are best set to.
 *
 *     { theta: 2 [ln L(maximum) - max over the others of ln L(theta, others)] <= z² },    z the quantile of the level
 *
 * Unlike an interval of standard errors it need not lie evenly about the estimate, does not depend on how the parameter is written,
 * and says so where the data set no bound: an end that is not met within a factor of e^20 is null.
 *
 * @param model - A fit without penalty: of orders, of mean spend, of opportunities or of renewals.
 * @param columns - The columns it was fitted on; the fingerprint tells.
 * @param options - `parameter`: its name; `level`: 0.95 unless given.
 * @returns The interval; or `other-columns`, `penalised-fit`.
 * @throws `DomainError` with code `invalid-model`, `invalid-option`, or `invalid-columns`.
 *
 * @example
 * ```ts
 * import { fitNbd, profileInterval } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const customers = {
 *   frequency: [0, 0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 0, 5, 21, 30, 12, 36, 38],
 *   age: [39, 30, 39, 35, 33, 39, 38, 39],
 *   weight: [40, 22, 9, 5, 6, 4, 3, 1],
 * };
 * const { model } = orThrow(fitNbd(customers, { unit: "week" }));
 * const { low, estimate, high } = orThrow(profileInterval(model, customers, { parameter: "r" }));
 *
 * [low?.toFixed(2), estimate.toFixed(2), high?.toFixed(2)]; // => ["0.19", "0.36", "0.73"]
 * ```
 *
 * @see D. J. Venzon and S. H. Moolgavkar, A Method for Computing Profile-Likelihood-Based Confidence Intervals, Applied
 *   Statistics 37(1), 1988.
 */
export function profileInterval<Model extends ProfiledModel>(
  model: Model,
  columns: ProfiledColumns<Model>,
  options: { readonly parameter: keyof Model["parameters"] & string; readonly level?: number },
): Result<ProfileInterval, ProfileRefusal> {
  const { parameter, level = 0.95 } = options;
  if (!(typeof level === "number" && level > 0 && level < 1)) {
    throw new DomainError("invalid-option", `level: expected a number between 0 and 1, received ${show(level)}`);
  }
  const { format, penalty, fingerprint, standardErrors } = model;
  const names = Object.keys(model.parameters);
  const which = names.indexOf(parameter);
  if (which < 0) {
    throw new DomainError("invalid-option", `parameter: expected ${names.join(", ")}, received ${show(parameter)}`);
  }
  const likelihood = populationLikelihood(format, rowsIn(columns));
  if (likelihood === null)
    throw new DomainError("invalid-model", `expected a model that can be profiled, received ${format}`);
  if (likelihood.fingerprint !== fingerprint) return err({ code: "other-columns", format });
  if (penalty > 0) return err({ code: "penalised-fit", format, penalty });
  const numberOf = (values: object, name: string): number => (values as Readonly<Record<string, number>>)[name] ?? NaN;
  const parameters = names.map((name) => numberOf(model.parameters, name));
  const estimate = numberOf(model.parameters, parameter);
  const z = normalQuantile((1 + level) / 2);
  const error = standardErrors === null ? 0.5 : numberOf(standardErrors, parameter) / estimate;
  const step = Math.min(2, Math.max(1e-3, z * error));
  const end = (sign: number): number | null =>
    profileEnd(likelihood.evaluate, { parameters, which, z, step: sign * step });
  return ok({ parameter, estimate, low: end(-1), high: end(1), level });
}

function rowsIn(columns: ProfiledColumns<ProfiledModel>): FitRows {
  const { weight } = columns;
  const rows = { ...columns, weight } as Readonly<Record<string, ArrayLike<number> | undefined>>;
  const { frequency, renewals, recency, monetary, ended, age, opportunities } = rows;
  const [count, first, second] = [frequency ?? renewals, recency ?? monetary ?? ended, age ?? opportunities];
  const length = rowsOf({ count, first, ...(second === undefined ? {} : { second }), weight });
  const numbers = (column: ArrayLike<number | boolean> | undefined): Float64Array =>
    Float64Array.from({ length }, (_, row) => Number(column?.[row] ?? NaN));
  return {
    frequency: numbers(count),
    first: numbers(first),
    second: second === undefined ? null : numbers(second),
    weight: weight === undefined ? null : numbers(weight),
  };
}
