import { err, INPUT_LIMITS, ok, plainCopy, pointer, type Result } from "../core/index.ts";
import { flawOf, settled } from "./internal/compiledModel.ts";
import type { RfmMetric, RfmModel, RfmModelRefusal } from "./model.ts";

/**
 * Takes a model back from storage, looks it over once, and freezes it: customers scored with it are scored as with the model
 * that was stored.
 *
 * @param stored - What `fitRfm` gave, read back from JSON; anything else is refused.
 * @param options - `metrics`: the names it must have, when they are not recency, frequency and monetary.
 * @returns A frozen copy; or `invalid-model`, with the first thing that is wrong.
 *
 * @example
 * ```ts
 * import { restoreRfmModel } from "clientele/segmentation";
 *
 * const stored = JSON.stringify({
 *   format: "rfm-model/1", policy: { id: "rfm", version: 1 }, mode: "quantile", frequency: "orders", currency: "CNY",
 *   customers: 3,
 *   dimensions: {
 *     recency: { bins: 2, cuts: [41.5], counts: [1, 2] },
 *     frequency: { bins: 2, cuts: [], counts: [2, 1] },
 *   },
 * });
 *
 * restoreRfmModel(JSON.parse(stored)); // => {
 * //   ok: false,
 * //   error: { code: "invalid-model", path: "/dimensions/frequency/cuts", expected: "array" },
 * // }
 * ```
 */
export function restoreRfmModel<const Metric extends string = RfmMetric>(
  stored: unknown,
  { metrics }: { readonly metrics?: readonly Metric[] } = {},
): Result<RfmModel<Metric>, RfmModelRefusal> {
  const copy = plainCopy(stored, INPUT_LIMITS);
  if (!copy.ok) return err({ code: "invalid-model", path: pointer(copy.error.keys), expected: "plain-data" });
  const flaw = flawOf(copy.value);
  if (flaw !== null) return err({ code: "invalid-model", path: pointer(flaw.keys), expected: flaw.expected });
  const model = copy.value as RfmModel<Metric>;
  const expected: readonly string[] = metrics ?? ["recency", "frequency", "monetary"];
  const names = Object.keys(model.dimensions);
  if (names.length !== expected.length || !names.every((metric) => expected.includes(metric))) {
    return err({ code: "invalid-model", path: "/dimensions", expected: "known-name" });
  }
  return ok(settled(model));
}
