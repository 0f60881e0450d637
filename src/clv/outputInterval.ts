import { DomainError, err, ok, type Result, show } from "../core/index.ts";
import { normalQuantile, quantile } from "../numeric/index.ts";
import { drawParameters, relativeCovariance } from "./internal/parameterDraws.ts";
import { checkedSeed } from "./internal/options.ts";
import type { IntervalRefusal, IntervalOptions, OutputInterval, UncertainModel } from "./uncertaintyModel.ts";

/** Step of the differences, in the logarithm of a parameter. */
const STEP = 1e-3;
/** How much of a standard error the slopes over one step and over two may disagree: smooth outputs stay far below. */
const ROUGH = 0.02;

/**
 * How sure an output of a fitted model is: the interval in which it lies if the parameters lie where the data put them.
 *
 *     delta method:  f ± z sqrt(g' C g), g the slopes of f by the logarithms of the parameters, C their covariance
 *     simulation:    quantiles of f over parameters drawn from the normal distribution of their logarithms
 *
 * Any output will do that is a smooth number: a chance, expected orders, a value before rounding (`parts.value` of
 * `residualValue`, not its amount: slopes of what moves in steps of a cent are noise), a sum over customers. The interval is that of the output's mean
 * and comes from the parameters alone; what one customer will do varies far more (`orderQuantiles`). On the scale of
 * `log` (for what is positive) or `logit` (for chances) the delta interval stays within what is possible. Simulation makes no
 * use of straight lines and costs as many outputs as draws.
 *
 * @param model - A fitted model, perhaps restored.
 * @param output - What is asked, of this or another model of its kind; it is called many times and must not fail.
 * @param options - `level`: 0.95 unless given. `method`: `"delta"` unless given. `scale`: of the delta interval, `"plain"`
 *   unless given. `draws` and `seed`: of the simulation; 1000 draws unless given.
 * @returns The output, its standard error and interval; or `no-covariance` where the fit has none.
 * @throws `DomainError` with code `invalid-option`, also for an output that is no number where it is asked,
 *   or, for the delta method, one that moves in steps.
 *
 * @example The first customer of a small shop
 * ```ts
 * import { expectedOrders, fitBgNbd, outputInterval } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const { model } = orThrow(
 *   fitBgNbd(
 *     {
 *       frequency: [0, 0, 1, 1, 2, 3, 5, 8],
 *       recency: [0, 0, 5, 21, 30, 12, 36, 38],
 *       age: [39, 30, 39, 35, 33, 39, 38, 39],
 *       weight: [400, 220, 90, 50, 60, 40, 30, 10],
 *     },
 *     { unit: "week" },
 *   ),
 * );
 * const customer = { frequency: 2, recencyDays: 213, ageDays: 272 };
 * const orders = outputInterval(
 *   model,
 *   (each) => orThrow(expectedOrders(customer, each, { horizon: { amount: 39, unit: "week" } })).orders,
 *   { level: 0.9, scale: "log" },
 * );
 *
 * orders.ok && [orders.value.low, orders.value.estimate, orders.value.high].map((n) => n.toFixed(2)); // => ["1.02", "1.16", "1.33"]
 * ```
 *
 * @see G. W. Oehlert, A note on the delta method, The American Statistician 46(1), 1992.
 */
export function outputInterval<Model extends UncertainModel>(
  model: Model,
  output: (model: Model) => number,
  options: IntervalOptions = {},
): Result<OutputInterval, IntervalRefusal> {
  const { level = 0.95, method = "delta", scale = "plain" } = options;
  if (!(typeof level === "number" && level > 0 && level < 1)) {
    throw new DomainError("invalid-option", `level: expected a number between 0 and 1, received ${show(level)}`);
  }
  const names = Object.keys(model.parameters);
  const values = names.map((name) => (model.parameters as Readonly<Record<string, number>>)[name] ?? NaN);
  const covariance = relativeCovariance(model.covariance, values);
  if (covariance === null) return err({ code: "no-covariance", format: model.format });
  const at = (parameters: readonly number[]): number => {
    const changed = Object.fromEntries(names.map((name, index) => [name, parameters[index]]));
    const answer: unknown = output({ ...model, parameters: changed });
    if (typeof answer === "number" && Number.isFinite(answer)) return answer;
    throw new DomainError(
      "invalid-option",
      `output: expected a finite number, received ${show(answer)} (some answers may be null, such as times by which the next order never comes)`,
    );
  };
  const estimate = at(values);
  if (method === "simulation") {
    const { draws = 1000 } = options;
    if (!(Number.isSafeInteger(draws) && draws >= 20 && draws <= 1_000_000)) {
      throw new DomainError(
        "invalid-option",
        `draws: expected a whole number from 20 to 1000000, received ${show(draws)}`,
      );
    }
    const drawn = drawParameters(values, covariance, { draws, seed: checkedSeed(options.seed) });
    if (drawn === null) return err({ code: "no-covariance", format: model.format });
    const outputs = Float64Array.from(drawn, at).sort();
    const mean = outputs.reduce((sum, each) => sum + each, 0) / draws;
    const square = outputs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (draws - 1);
    return ok({
      estimate,
      standardError: Math.sqrt(square),
      low: quantile(outputs, (1 - level) / 2),
      high: quantile(outputs, (1 + level) / 2),
      level,
      method,
    });
  }
  let rough = 0;
  const slopes = values.map((_, index) => {
    const moved = (by: number): number =>
      at(values.map((value, place) => (place === index ? value * Math.exp(by) : value)));
    const near = (moved(STEP) - moved(-STEP)) / (2 * STEP);
    const far = (moved(2 * STEP) - moved(-2 * STEP)) / (4 * STEP);
    rough += Math.abs(near - far) * Math.sqrt(covariance[index]?.[index] ?? NaN);
    return (4 * near - far) / 3;
  });
  let variance = 0;
  slopes.forEach((row, i) => {
    slopes.forEach((column, j) => {
      variance += row * column * (covariance[i]?.[j] ?? NaN);
    });
  });
  const standardError = Math.sqrt(Math.max(0, variance));
  if (rough > ROUGH * standardError + 1e-9 * Math.abs(estimate)) {
    throw new DomainError(
      "invalid-option",
      "output: expected a smooth number, received one that moves in steps (is it rounded?): ask for what is behind it, or simulate",
    );
  }
  const reach = normalQuantile((1 + level) / 2) * standardError;
  return ok({ estimate, standardError, ...around(estimate, reach, scale), level, method });
}

/** The interval of a reach about an estimate, on a scale. */
function around(
  estimate: number,
  reach: number,
  scale: "plain" | "log" | "logit",
): { readonly low: number; readonly high: number } {
  const free = scale === "plain" || reach === 0;
  if (free) return { low: estimate - reach, high: estimate + reach };
  if (scale === "log") {
    if (!(estimate > 0)) {
      throw new DomainError("invalid-option", `scale: expected a positive output for "log", received ${estimate}`);
    }
    const factor = Math.exp(reach / estimate);
    return { low: estimate / factor, high: estimate * factor };
  }
  if (!(estimate > 0 && estimate < 1)) {
    throw new DomainError(
      "invalid-option",
      `scale: expected an output between 0 and 1 for "logit", received ${estimate}`,
    );
  }
  const odds = Math.log(estimate) - Math.log1p(-estimate);
  const width = reach / (estimate * (1 - estimate));
  return { low: 1 / (1 + Math.exp(width - odds)), high: 1 / (1 + Math.exp(-width - odds)) };
}
