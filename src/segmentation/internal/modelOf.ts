import { compiledPolicy, type Instant, type Issue } from "../../core/index.ts";
import { rfmCuts } from "../kernel.ts";
import type { RfmDimension, RfmModel, RfmPolicy } from "../model.ts";
import { rfmKind } from "../rfmKind.ts";
import { kernelRule, scoringOf, settled } from "./compiledModel.ts";
import { ofMetric, usualSource } from "./metricNames.ts";

/**
 * Lays the cuts of every metric and counts who has which score.
 *
 * @param policy - Mode and bins.
 * @param columns - The values, a column for each metric in the order of the compiled policy; at least one row.
 * @param customerIds - Whose they are; of account in mode `ntile` only.
 * @param asOf - The moment up to which they were summarised.
 * @returns The model, and what is worth knowing of it.
 */
export function modelOf<Metric extends string>(
  policy: RfmPolicy<Metric>,
  columns: readonly ArrayLike<number>[],
  customerIds: ArrayLike<string>,
  asOf: Instant,
): { readonly model: RfmModel<Metric>; readonly findings: readonly Issue[] } {
  const { sources, currency } = compiledPolicy(rfmKind, policy);
  const { mode, frequency, weights } = policy;
  const customers = columns[0]?.length ?? 0;
  const dimensions: Record<string, RfmDimension> = {};
  const model: RfmModel<string> = {
    format: "rfm-model/1",
    policy: { id: policy.id, version: policy.version },
    asOf,
    mode,
    frequency,
    currency,
    customers,
    ...(weights === null ? {} : { weights }),
    ...(mode === "nested" ? { nesting: sources.map(({ metric }) => metric) } : {}),
    dimensions,
  };
  let combinations: Int32Array = new Int32Array(customers);
  let groups = 1;
  for (const [i, { metric, bins, from, better }] of sources.entries()) {
    const values = columns[i] ?? [];
    const usual = usualSource(metric, frequency);
    const told = usual?.from === from && usual.better === better ? {} : { from, better };
    const given = ofMetric<readonly number[] | null | undefined>({ ...policy.cuts }, metric);
    const lowerIsBetter = better === "lower";
    const laid =
      mode === "ntile"
        ? ntileCuts(values, customerIds, bins, lowerIsBetter)
        : { cuts: given ?? rfmCuts(values, bins, kernelRule(mode, lowerIsBetter)) };
    const within = mode === "nested" && i > 0 ? { within: nestedCuts(values, bins, combinations, groups) } : {};
    const score = scoringOf({ ...laid, ...within }, mode, lowerIsBetter);
    const counts = new Array<number>(bins).fill(0);
    const next = new Int32Array(customers);
    for (let row = 0; row < customers; row++) {
      const own = score(values[row] ?? NaN, customerIds[row] ?? "", combinations[row] ?? 0);
      counts[own - 1] = (counts[own - 1] ?? 0) + 1;
      next[row] = (combinations[row] ?? 0) * bins + own - 1;
    }
    dimensions[metric] = { bins, ...laid, counts, ...told, ...within };
    combinations = next;
    groups *= bins;
  }
  const findings = sources.flatMap(({ metric }): Issue[] => {
    if (dimensions[metric]?.counts.includes(customers) !== true) return [];
    const keys = ["dimensions", metric];
    const params = { metric, customers };
    return [{ code: "degenerate-metric", severity: "warning", path: `/dimensions/${metric}`, keys, params }];
  });
  return { model: settled(model), findings };
}

/** Cuts within each combination of scores that somebody has. */
function nestedCuts(
  values: ArrayLike<number>,
  bins: number,
  combinations: Int32Array,
  groups: number,
): readonly (readonly number[] | null)[] {
  const members = Array.from({ length: groups }, (): number[] => []);
  for (let row = 0; row < combinations.length; row++) members[combinations[row] ?? 0]?.push(values[row] ?? NaN);
  return members.map((own) => (own.length === 0 ? null : rfmCuts(own, bins, { mode: "quantile" })));
}

/** The first customer of each group but the first: groups of equal size, the earlier ones one larger where it does not come out. */
function ntileCuts(
  values: ArrayLike<number>,
  customerIds: ArrayLike<string>,
  bins: number,
  lowerIsBetter: boolean,
): { readonly cuts: readonly number[]; readonly ids: readonly string[] } {
  const sign = lowerIsBetter ? -1 : 1;
  const valueAt = (row: number): number => values[row] ?? NaN;
  const idAt = (row: number): string => customerIds[row] ?? "";
  const order = Uint32Array.from({ length: values.length }, (_, row) => row).sort(
    (a, b) => sign * (valueAt(a) - valueAt(b)) || (idAt(a) < idAt(b) ? -1 : idAt(a) > idAt(b) ? 1 : 0),
  );
  const [size, larger] = [Math.floor(order.length / bins), order.length % bins];
  const firsts = Array.from({ length: bins - 1 }, (_, i) => (i + 1) * size + Math.min(i + 1, larger))
    .filter((place) => place < order.length)
    .map((place) => order[place] ?? 0);
  if (lowerIsBetter) firsts.reverse();
  return { cuts: firsts.map(valueAt), ids: firsts.map(idAt) };
}
