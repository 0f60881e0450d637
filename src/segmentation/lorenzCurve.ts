import { err, type InvalidFact, ok, type Result } from "../core/index.ts";
import type { LorenzPoint, NoValue } from "./abcModel.ts";
import { stepsOf } from "./internal/stepsOf.ts";

/**
 * Draws how value is spread: which part of it the least valuable part of the customers holds.
 *
 *     L(share of customers up to x) = what they hold / what all hold
 *
 * One point for each distinct value, ascending, after (0, 0); the last is (1, 1). Between points the curve is straight. It
 * lies on or below the diagonal and bends upward only. Equal values make one point.
 *
 * @param values - What each is worth: zero or more.
 * @param options - `weights`: how many customers a value stands for, positive; one each by default.
 * @returns The points; or `invalid-fact` at the first value or weight that cannot be used, or `no-value` when nobody has
 *   anything.
 * @throws `DomainError` with code `invalid-columns` for another number of weights than of values.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { lorenzCurve } from "clientele/segmentation";
 *
 * orThrow(lorenzCurve([6, 1, 1, 0])).map(({ customers, value }) => [customers, value]);
 * // => [[0, 0], [0.25, 0], [0.75, 0.25], [1, 1]]
 * ```
 *
 * @see M. O. Lorenz, Methods of measuring the concentration of wealth, Publ. Am. Stat. Assoc. 9 (1905).
 */
export function lorenzCurve(
  values: ArrayLike<number>,
  { weights }: { readonly weights?: ArrayLike<number> | undefined } = {},
): Result<readonly LorenzPoint[], InvalidFact | NoValue> {
  const steps = stepsOf(values, weights);
  if (!steps.ok) return err(steps.error);
  const { weightUpTo, heldUpTo, weight, held } = steps.value;
  return ok([
    { customers: 0, value: 0 },
    ...Array.from(weightUpTo, (upTo, k) => ({ customers: upTo / weight, value: (heldUpTo[k] ?? NaN) / held })),
  ]);
}
