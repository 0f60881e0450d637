import { DomainError, show } from "../core/index.ts";
import { requireScoring } from "./internal/checkedModel.ts";
import { BG_NBD, MBG_NBD, NBD, PARETO_NBD } from "./internal/modelKinds.ts";
import { checkedSeed, checkedUnit } from "./internal/options.ts";
import {
  bgNbdLife,
  mbgNbdLife,
  nbdLife,
  type OrderingLife,
  paretoNbdLife,
  simulateOrdering,
} from "./internal/simulateOrdering.ts";
import { type ClvUnit, inUnit } from "./kernel.ts";
import type { OrderingScoring } from "./model.ts";
import type { SimulatedOrders } from "./historyModel.ts";

/**
 * Makes up customers who behave as a model of orders says: for trying things out, and for seeing whether a fit finds its
 * own parameters again.
 *
 * The same seed gives the same customers everywhere. Purchases happen at moments, not on days: round the times up to whole
 * days where they should look like those of real customers.
 *
 * @param model - Any model of orders, fitted or written down.
 * @param options - `ages`: from the first purchase to the end of observation, one customer each; `unit`: theirs, and that of
 *   the columns; `seed`: a safe integer.
 * @returns Columns for a fit or `scoreClv`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { type ParetoNbdScoring, simulateOrders } from "clientele/clv";
 *
 * const model: ParetoNbdScoring = {
 *   format: "pareto-nbd-model/1", unit: "week", parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
 * };
 * const customers = simulateOrders(model, { ages: [39, 39, 39], unit: "week", seed: 1 });
 *
 * [customers.unit, customers.frequency.length]; // => ["week", 3]
 * ```
 */
export function simulateOrders(
  model: OrderingScoring,
  options: { readonly ages: ArrayLike<number>; readonly unit: ClvUnit; readonly seed: number },
): SimulatedOrders {
  const life = lifeOf(model);
  const unit = checkedUnit(options.unit, "unit");
  const { ages } = options;
  for (let index = 0; index < ages.length; index++) {
    const age = ages[index];
    if (!(typeof age === "number" && age >= 0 && age < Infinity)) {
      throw new DomainError(
        "invalid-option",
        `ages.${index}: expected a number of zero or more, received ${show(age)}`,
      );
    }
  }
  const converted = Float64Array.from(ages, (age) => inUnit(age, { from: unit, to: model.unit }));
  const { frequency, recency } = simulateOrdering(converted, life, checkedSeed(options.seed));
  const age = Float64Array.from(ages);
  return {
    unit,
    frequency,
    // a conversion there and back may end a rounding beyond the age
    recency: recency.map((time, row) => Math.min(inUnit(time, { from: model.unit, to: unit }), age[row] ?? NaN)),
    age,
  };
}

function lifeOf(model: OrderingScoring): OrderingLife {
  requireScoring([BG_NBD, MBG_NBD, PARETO_NBD, NBD], model);
  switch (model.format) {
    case "bg-nbd-model/1":
      return bgNbdLife(model.parameters);
    case "mbg-nbd-model/1":
      return mbgNbdLife(model.parameters);
    case "pareto-nbd-model/1":
      return paretoNbdLife(model.parameters);
    case "nbd-model/1":
      return nbdLife(model.parameters);
  }
}
