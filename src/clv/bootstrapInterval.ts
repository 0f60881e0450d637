import { DomainError, err, ok, type Result, show } from "../core/index.ts";
import { quantile, startRandom } from "../numeric/index.ts";
import { checkedSeed } from "./internal/options.ts";
import type { BootstrapInterval, BootstrapRefusal } from "./uncertaintyModel.ts";

/** Share of the draws that must have been fitted for an interval to be told. */
const ENOUGH = 0.9;

/**
 * How sure an output is, fit and all, by the parametric bootstrap: populations are made up as the model says, the model is
 * fitted to each again, and the output asked of each.
 *
 *     interval = the middle share of the outputs, as much as the level
 *
 * It leans on no straight line and on no normal distribution, sees what the fit itself does (a bias, an edge), and costs as many
 * fits as draws. It takes the model for true. What customers, times and weights there are is up to `simulate`.
 *
 * @param model - A fitted model.
 * @param output - What is asked of it; it must not fail.
 * @param options - `simulate`: makes a population up, from the model and a seed; `fit`: fits one, as of the model; `draws`: how many,
 *   from 20 to 10,000, 200 unless given; `level`: 0.95 unless given; `seed`: of chance, a safe integer.
 * @returns The interval with the standard error, the bias, and how many draws could not be fitted; or `too-few-fits` where
 *   these are more than a tenth.
 * @throws `DomainError` with code `invalid-option`, also for an output that is no number.
 *
 * @example
 * ```ts
 * import { bootstrapInterval, fitSbg, retentionCurve, simulateRenewals, survivorColumns } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const { model } = orThrow(fitSbg(orThrow(survivorColumns([1000, 631, 468, 382, 326]))));
 * const { low, estimate, high } = orThrow(
 *   bootstrapInterval(model, (each) => retentionCurve(each, { renewals: 8 })[7]?.survival ?? NaN, {
 *     simulate: (each, seed) => simulateRenewals(each, { due: new Float64Array(1000).fill(4), seed }),
 *     fit: fitSbg,
 *     draws: 40, seed: 1,
 *   }),
 * );
 *
 * low < estimate && estimate < high; // => true
 * ```
 *
 * @see B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993, chapters 6 and 13.
 */
export function bootstrapInterval<Model extends object, Columns>(
  model: Model,
  output: (model: Model) => number,
  options: {
    readonly simulate: (model: Model, seed: number) => Columns;
    readonly fit: (columns: Columns) => Result<{ readonly model: Model }, unknown>;
    readonly seed: number;
    readonly draws?: number;
    readonly level?: number;
  },
): Result<BootstrapInterval, BootstrapRefusal> {
  const { simulate, fit, draws = 200, level = 0.95 } = options;
  if (!(typeof level === "number" && level > 0 && level < 1)) {
    throw new DomainError("invalid-option", `level: expected a number between 0 and 1, received ${show(level)}`);
  }
  if (!(Number.isSafeInteger(draws) && draws >= 20 && draws <= 10_000)) {
    throw new DomainError("invalid-option", `draws: expected a whole number from 20 to 10000, received ${show(draws)}`);
  }
  const random = startRandom(checkedSeed(options.seed));
  const asked = (each: Model): number => {
    const answer: unknown = output(each);
    if (typeof answer === "number" && Number.isFinite(answer)) return answer;
    throw new DomainError("invalid-option", `output: expected a finite number, received ${show(answer)}`);
  };
  const estimate = asked(model);
  const outputs: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const fitted = fit(simulate(model, Math.floor(random.uniform() * 2 ** 32)));
    if (fitted.ok) outputs.push(asked(fitted.value.model));
  }
  const fits = outputs.length;
  if (fits < ENOUGH * draws) return err({ code: "too-few-fits", draws, fits });
  const sorted = Float64Array.from(outputs).sort();
  const mean = sorted.reduce((sum, each) => sum + each, 0) / fits;
  const square = sorted.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (fits - 1);
  return ok({
    estimate,
    standardError: Math.sqrt(square),
    bias: mean - estimate,
    low: quantile(sorted, (1 - level) / 2),
    high: quantile(sorted, (1 + level) / 2),
    level,
    draws,
    fits,
  });
}
