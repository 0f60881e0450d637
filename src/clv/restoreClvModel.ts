import { err, invalidFact, ok, plainCopy, type Result, show } from "../core/index.ts";
import { fittedFault, partsOf, scoringFault } from "./internal/modelFault.ts";
import { MODEL_KINDS } from "./internal/modelKinds.ts";
import type { ClvModel, ClvModelOf, ModelRefusal } from "./model.ts";

/** Far more than any model holds. */
const LIMITS = { depth: 8, values: 1000, characters: 20_000 };

/**
 * Takes a fitted model back from storage: JSON that has been read, or anything at all.
 *
 * The whole of it is checked: format, unit or currency, parameters, standard errors, covariance, and what the fit left
 * behind. It is copied, so that later changes to what was handed in do not matter. Keys it does not know are kept.
 *
 * @param stored - What was stored.
 * @param options - `format`: the one format that will do, so that the result is of that type; any unless given.
 * @returns The model; or `unsupported-format`, or `invalid-fact` with the path of the first thing wrong.
 *
 * @example
 * ```ts
 * import { fitBgNbd, probabilityAlive, restoreClvModel } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const { model } = orThrow(
 *   fitBgNbd(
 *     { frequency: [0, 1, 2, 5, 1], recency: [0, 5, 30, 36, 21], age: [39, 39, 33, 38, 35], weight: [62, 9, 6, 3, 5] },
 *     { unit: "week" },
 *   ),
 * );
 * const restored = orThrow(restoreClvModel(JSON.parse(JSON.stringify(model)), { format: "bg-nbd-model/1" }));
 *
 * restored.parameters.alpha === model.parameters.alpha; // => true
 * probabilityAlive({ frequency: 2, recencyDays: 140, ageDays: 273 }, restored).ok; // => true
 * ```
 */
export function restoreClvModel<Format extends ClvModel["format"] = ClvModel["format"]>(
  stored: unknown,
  options: {
    /** The one format that will do. */
    readonly format?: Format | undefined;
  } = {},
): Result<ClvModelOf<Format>, ModelRefusal> {
  const copy = plainCopy(stored, LIMITS);
  if (!copy.ok) return err(invalidFact("", "plain-data", stored));
  const { format } = partsOf(copy.value);
  const kinds = MODEL_KINDS.filter((kind) => options.format === undefined || kind.format === options.format);
  const kind = kinds.find((each) => each.format === format);
  if (kind === undefined) {
    const expected = kinds.map((each) => each.format).join(", ");
    return err({ code: "unsupported-format", expected, observed: show(format) });
  }
  const fault = scoringFault(kind, copy.value) ?? fittedFault(kind, copy.value);
  return fault === null ? ok(copy.value as ClvModelOf<Format>) : err(fault);
}
