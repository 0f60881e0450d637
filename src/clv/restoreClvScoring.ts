import { err, ok, type Result } from "../core/index.ts";
import { fittedFault, partsOf, scoringFault } from "./internal/modelFault.ts";
import { readStored } from "./internal/readStored.ts";
import type { ClvScoring, ClvScoringOf, ModelRefusal } from "./model.ts";

/**
 * Takes parameters back from storage for scoring: published ones written down by hand, or a fitted model.
 *
 * Scoring needs the format, the unit or currency, and the parameters. Parameters without a fit can be scored with as they
 * are; but they have no standard errors, so nothing can say how sure they are. What has a `logLikelihood` is taken for a
 * fitted model and checked whole, as `restoreClvModel` does; keys are kept.
 *
 * @param stored - What was stored.
 * @param options - `format`: the one format that will do, so that the result is of that type; any unless given.
 * @returns What scoring needs, copied; or a refusal as of `restoreClvModel`.
 *
 * @example
 * ```ts
 * import { probabilityAlive, restoreClvScoring } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const stored = '{"format":"bg-nbd-model/1","unit":"week","parameters":{"r":0.243,"alpha":4.414,"a":0.793,"b":2.426}}';
 * const model = orThrow(restoreClvScoring(JSON.parse(stored), { format: "bg-nbd-model/1" }));
 *
 * const alive = orThrow(probabilityAlive({ frequency: 2, recencyDays: 213, ageDays: 272 }, model));
 * alive.probability.toFixed(2); // => "0.73"
 * ```
 */
export function restoreClvScoring<Format extends ClvScoring["format"] = ClvScoring["format"]>(
  stored: unknown,
  options: {
    /** The one format that will do. */
    readonly format?: Format | undefined;
  } = {},
): Result<ClvScoringOf<Format>, ModelRefusal> {
  const read = readStored(stored, options.format);
  if (!read.ok) return read;
  const { kind, model } = read.value;
  const fitted = partsOf(model)["logLikelihood"] !== undefined;
  const fault = scoringFault(kind, model) ?? (fitted ? fittedFault(kind, model) : null);
  return fault === null ? ok(model as ClvScoringOf<Format>) : err(fault);
}
