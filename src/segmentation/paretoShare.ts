import { DomainError, err, type InvalidFact, ok, type Result, show } from "../core/index.ts";
import type { NoValue } from "./abcModel.ts";
import { stepsOf } from "./internal/stepsOf.ts";

/**
 * Tells which part of all value the top part of the customers holds.
 *
 *     share = 1 - L(1 - top), L the Lorenz curve
 *
 * Where `top` falls inside a customer, that customer counts in part; equals count alike. 0 at 0, 1 at 1, never less than
 * `top`.
 *
 * @param values - What each is worth: zero or more.
 * @param options - `top`: the part of the customers, 0 to 1, such as 0.2; `weights`: how many customers a value stands for,
 *   positive; one each by default.
 * @returns 0 to 1; or `invalid-fact` at the first value or weight that cannot be used, or `no-value` when nobody has
 *   anything.
 * @throws `DomainError` with code `invalid-option` for a `top` out of 0 to 1, `invalid-columns` for another number of weights
 *   than of values.
 *
 * @example
 * ```ts
 * import { paretoShare } from "clientele/segmentation";
 *
 * paretoShare([80, 5, 5, 5, 5], { top: 0.2 }); // => { ok: true, value: 0.8 }
 * ```
 *
 * @see J. M. Juran, The Quality Control Handbook (1951), for the vital few; the curve is Lorenz's.
 */
export function paretoShare(
  values: ArrayLike<number>,
  { top, weights }: { readonly top: number; readonly weights?: ArrayLike<number> | undefined },
): Result<number, InvalidFact | NoValue> {
  if (!(top >= 0 && top <= 1)) {
    throw new DomainError("invalid-option", `top: expected a number from 0 to 1, received ${show(top)}`);
  }
  const steps = stepsOf(values, weights);
  if (!steps.ok) return err(steps.error);
  const { values: distinct, weightUpTo, heldUpTo, weight, held } = steps.value;
  const wanted = top * weight;
  let counted = 0;
  let share = 0;
  for (let k = distinct.length - 1; k >= 0; k--) {
    const above = weight - (weightUpTo[k - 1] ?? 0); // the weight of all who have at least this value
    if (above >= wanted) return ok(Math.min(share + ((wanted - counted) * (distinct[k] ?? NaN)) / held, 1));
    counted = above;
    share = 1 - (heldUpTo[k - 1] ?? 0) / held;
  }
  return ok(1);
}
