import { checkedColumns } from "./internal/checkedColumns.ts";
import { compiledModel, kernelRule } from "./internal/compiledModel.ts";
import { rfmScoreColumn } from "./kernel.ts";
import type { RfmBins, RfmColumns, RfmModel, RfmScoreColumns } from "./model.ts";

/**
 * Scores a population that comes as columns: the same scores as {@link scoreRfm} gives, without an object for each customer.
 * The answer is free of methods: it can be cloned to a worker, or handed over.
 *
 * @param columns - For each metric of the model its values, in the units of its cuts.
 * @param model - What `fitRfm` gave, perhaps read back from JSON.
 * @returns The scores; 0 in every metric of a row in which any value is not finite.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option` for columns that are missing or differ in length, and
 *   for mode `ntile` without identifiers.
 */
export function scoreRfmColumns<Metric extends string>(
  columns: RfmColumns<Metric>,
  model: RfmModel<Metric>,
): RfmScoreColumns<Metric> {
  const { sources, bins } = compiledModel(model);
  const metrics = sources.map(({ metric }) => metric);
  const { values, customerIds, rows } = checkedColumns(columns, metrics, model.mode === "ntile");
  const byValue = model.mode !== "ntile" && model.mode !== "nested";
  const combinations = new Int32Array(byValue ? 0 : rows);
  const scores = sources.map((source, i) => {
    const column = values[i] ?? [];
    const { cuts } = model.dimensions[source.metric as Metric];
    if (byValue) return rfmScoreColumn(column, cuts, kernelRule(model.mode, source.lowerIsBetter));
    const own = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const value = column[row] ?? NaN;
      const combination = combinations[row] ?? 0;
      if (!Number.isFinite(value)) continue;
      const score = source.score(value, customerIds[row] ?? "", combination);
      own[row] = score;
      combinations[row] = combination * source.bins + score - 1;
    }
    return own;
  });
  let unscored = 0;
  for (let row = 0; row < rows; row++) {
    let whole = true;
    for (const column of scores) if (column[row] === 0) whole = false;
    if (whole) continue;
    unscored++;
    for (const column of scores) column[row] = 0;
  }
  return {
    scores: Object.fromEntries(metrics.map((metric, i) => [metric, scores[i] ?? new Uint8Array(0)])) as Record<
      Metric,
      Uint8Array
    >,
    bins: { ...bins } as RfmBins<Metric>,
    unscored,
  };
}
