import { err, invalidFact, ok, plainCopy, type Result, show } from "../../core/index.ts";
import type { ModelRefusal } from "../model.ts";
import { partsOf } from "./modelFault.ts";
import { MODEL_KINDS, type ModelKind } from "./modelKinds.ts";

/** Far more than any model holds. */
const LIMITS = { depth: 8, values: 1000, characters: 20_000 };

/**
 * Copies what was stored, and tells which kind of model it says it is.
 *
 * @param stored - What was stored.
 * @param format - The one format that will do; any where undefined.
 */
export function readStored(
  stored: unknown,
  format: string | undefined,
): Result<{ readonly kind: ModelKind; readonly model: unknown }, ModelRefusal> {
  if (typeof stored === "string") return err({ code: "model-as-text" });
  const copy = plainCopy(stored, LIMITS);
  if (!copy.ok) return err(invalidFact("", "plain-data", stored));
  const { format: own, model, value } = partsOf(copy.value);
  const kinds = MODEL_KINDS.filter((kind) => format === undefined || kind.format === format);
  const kind = kinds.find((each) => each.format === own);
  if (kind !== undefined) return ok({ kind, model: copy.value });
  if (partsOf(model)["format"] !== undefined) return err({ code: "model-wrapped", at: "model" });
  if (partsOf(partsOf(value)["model"])["format"] !== undefined)
    return err({ code: "model-wrapped", at: "value.model" });
  const expected = kinds.map((each) => each.format).join(", ");
  return err({ code: "unsupported-format", expected, observed: show(own) });
}
