import { err, ok, type Result } from "../core/index.ts";
import { fittedFault, scoringFault } from "./internal/modelFault.ts";
import { readStored } from "./internal/readStored.ts";
import type { ClvModel, ClvModelOf, ModelRefusal } from "./model.ts";

/**
 * Takes a fitted model back from storage: JSON that has been read, or anything at all.
 *
 * The whole of it is checked: format, unit or currency, parameters, standard errors, covariance, and what the fit left
 * behind. It is copied, so that later changes to what was handed in do not matter. Keys it does not know are kept.
 *
 * @param stored - What was stored.
 * @param options - `format`: the one format that will do, so that the result is of that type; any unless given.
 * @returns The model; or `unsupported-format`, `invalid-fact` with the path of the first thing wrong, `model-as-text` for JSON
 *   that has not been read, `model-wrapped` for the answer of a fit. Of a model with nothing but format, unit or currency and
 *   parameters, as published ones have it: `invalid-fact`; `restoreClvScoring` takes it.
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
  const read = readStored(stored, options.format);
  if (!read.ok) return read;
  const { kind, model } = read.value;
  const fault = scoringFault(kind, model) ?? fittedFault(kind, model);
  return fault === null ? ok(model as ClvModelOf<Format>) : err(fault);
}
