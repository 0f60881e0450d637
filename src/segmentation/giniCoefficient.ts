import { err, type InvalidFact, ok, type Result } from "../core/index.ts";
import type { NoValue } from "./abcModel.ts";
import { stepsOf } from "./internal/stepsOf.ts";

/**
 * Measures how unevenly value is spread over customers: 0 when all have the same, near 1 when one has it all.
 *
 *     G = 1/(2 n² mean) * sum over i, j of |x_i - x_j|
 *       = sum over gaps of (x_(k+1) - x_(k)) * W_k * (W - W_k) / (W * total)
 *
 * where W_k is the weight of all who have at most x_(k). It is the whole population's: one of n customers who has it all
 * gives (n - 1)/n. The scale of the values, the order of the customers and the scale of the weights do not matter; a value
 * added to everyone makes it smaller.
 *
 * @param values - What each is worth: zero or more.
 * @param options - `weights`: how many customers a value stands for, positive; one each by default.
 * @returns 0 to 1; or `invalid-fact` at the first value or weight that cannot be used (a negative value among them), or
 *   `no-value` when nobody has anything.
 * @throws `DomainError` with code `invalid-columns` for another number of weights than of values.
 *
 * @example
 * ```ts
 * import { giniCoefficient } from "clientele/segmentation";
 *
 * giniCoefficient([1, 1, 1, 1]); // => { ok: true, value: 0 }
 * giniCoefficient([0, 0, 0, 8]); // => { ok: true, value: 0.75 }
 * giniCoefficient([0, 8], { weights: [3, 1] }); // => { ok: true, value: 0.75 }
 * ```
 *
 * @see C. Gini, Variabilità e mutabilità (1912); the mean difference in the form of the gaps is exact for ties.
 */
export function giniCoefficient(
  values: ArrayLike<number>,
  { weights }: { readonly weights?: ArrayLike<number> | undefined } = {},
): Result<number, InvalidFact | NoValue> {
  const steps = stepsOf(values, weights);
  if (!steps.ok) return err(steps.error);
  const { values: distinct, weightUpTo, weight, held } = steps.value;
  let sum = 0;
  for (let k = 0; k + 1 < distinct.length; k++) {
    const below = (weightUpTo[k] ?? NaN) / weight;
    sum += (((distinct[k + 1] ?? NaN) - (distinct[k] ?? NaN)) / held) * weight * below * (1 - below);
  }
  return ok(Math.min(sum, 1));
}
