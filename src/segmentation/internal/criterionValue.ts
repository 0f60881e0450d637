import {
  type CurrencyMismatch,
  err,
  type InvalidFact,
  invalidFact,
  ok,
  parseMoney,
  pointer,
  type Result,
  type Tagged,
  taggedMoney,
  taggedNumber,
} from "../../core/index.ts";
import type { ValueCriterion } from "../valueTierModel.ts";
import { LARGEST } from "./concentration.ts";

/** The value of a criterion: a number or text, with how it is shown. */
export interface CriterionValue {
  /** For steps and fitted scales: the number, major units of money. For tables: the text. */
  readonly value: number | string;
  /** It, for reasons. */
  readonly tagged: Tagged;
}

/**
 * Reads the value that a customer has in a criterion.
 *
 * @param values - What is known of the customer, by criterion.
 * @param criterion - Which.
 * @returns The value, or null when it is not known; or why it cannot be read.
 */
export function criterionValue(
  values: Readonly<Record<string, unknown>>,
  { id, currency, scale }: ValueCriterion,
): Result<CriterionValue | null, InvalidFact | CurrencyMismatch> {
  const value = Object.hasOwn(values, id) ? values[id] : null;
  if (value === null || value === undefined) return ok(null);
  const path = pointer(["values", id]);
  if (scale.kind === "table") {
    if (typeof value !== "string") return err(invalidFact(path, "text", value));
    return ok({ value, tagged: { kind: "text", text: value } });
  }
  if (currency === null) {
    if (typeof value !== "number" || !(Math.abs(value) <= LARGEST))
      return err(invalidFact(path, "finite-number", value));
    return ok({ value, tagged: taggedNumber(value) });
  }
  const money = parseMoney(value);
  if (!money.ok) return err({ ...money.error, path: path + money.error.path });
  if (money.value.currency !== currency) {
    return err({ code: "currency-mismatch", expected: currency, observed: money.value.currency });
  }
  return ok({ value: Number(money.value.amount), tagged: taggedMoney(money.value) });
}
