import { err, type InvalidFact, invalidFact, ok, type Result } from "../../core/index.ts";
import type { NoValue } from "../abcModel.ts";
import { type ValueSteps, valueSteps } from "./concentration.ts";

/**
 * Lays values out as steps, for the curve and its figures.
 *
 * @param values - What each is worth.
 * @param weights - How many customers a value stands for.
 * @returns The steps with their totals; or why there are none.
 */
export function stepsOf(
  values: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): Result<ValueSteps & { readonly weight: number; readonly held: number }, InvalidFact | NoValue> {
  const steps = valueSteps(values, weights);
  if ("index" in steps) {
    const { column, index } = steps;
    return column === "values"
      ? err(invalidFact(`/${index}`, "non-negative-number", values[index]))
      : err(invalidFact(`/weights/${index}`, "positive-number", weights?.[index]));
  }
  const weight = steps.weightUpTo.at(-1) ?? 0;
  const held = steps.heldUpTo.at(-1) ?? 0;
  return held > 0 ? ok({ ...steps, weight, held }) : err({ code: "no-value" });
}
