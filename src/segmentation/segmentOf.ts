import { compiledPolicy, err, ok, pointerStep, type Reason, type Result, taggedNumber } from "../core/index.ts";
import { metricNames } from "./internal/metricNames.ts";
import type { RfmBins, RfmScore, SegmentDecision, SegmentRefusal, SegmentTable } from "./model.ts";
import { combinationAt, numberOf, rangeOf, segmentTableKind } from "./segmentTableKind.ts";

/**
 * Names the segment of a customer: that of the first box that holds the scores. A combination that no box holds is refused,
 * never put into a silent rest.
 *
 * @param score - What `scoreRfm` gave.
 * @param table - The boxes.
 * @returns The segment, with the box's ranges as reasons; or `uncovered-score`, or `bins-mismatch` when the table is made
 *   for other metrics or numbers of scores.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { instant } from "clientele/core";
 * import { defineSegmentTable, segmentOf, segmentTables } from "clientele/segmentation";
 *
 * const bins = { recency: 5, frequency: 5, monetary: 5 };
 * const asOf = instant("2026-01-01T00:00:00+08:00");
 * const score = { customerId: "a", asOf, recency: 2, frequency: 5, monetary: 4, bins, policy: { id: "rfm", version: 1 } };
 * const decision = segmentOf(score, defineSegmentTable(segmentTables.tenNames));
 *
 * decision.ok && decision.value.segment; // => "cannotLose"
 * decision.ok && decision.value.reasons.map(({ rule }) => rule); // => ["/boxes/7/recency", "/boxes/7/frequency"]
 * ```
 */
export function segmentOf<Segment extends string, Metric extends string>(
  score: RfmScore<Metric>,
  table: SegmentTable<Segment, Metric>,
): Result<SegmentDecision<Segment>, SegmentRefusal> {
  const compiled = compiledPolicy(segmentTableKind, table);
  const { metrics, boxAt } = compiled;
  const { customerId, asOf, bins } = score;
  if (
    Object.keys(bins).length !== metrics.length ||
    metrics.some((metric, i) => numberOf(bins, metric) !== compiled.bins[i])
  ) {
    const named = metrics.some((metric) => !Object.hasOwn(bins, metric)) || Object.keys(bins).length !== metrics.length;
    const [expected, observed] = [written(table.bins, named), written(bins, named)];
    return err({ code: "bins-mismatch", table: table.id, expected, observed });
  }
  const at = boxAt[combinationAt(score, compiled)] ?? -1;
  const box = table.boxes[at];
  if (box === undefined) {
    const scores = Object.fromEntries(metrics.map((metric) => [metric, numberOf(score, metric)]));
    const observed = metrics.map((metric) => scores[metric]).join("-");
    return err({ code: "uncovered-score", table: table.id, scores, observed });
  }
  const { segment, labels } = box;
  const reasons = metrics.flatMap((metric): Reason<"score-in-range">[] => {
    const range = rangeOf(box, metric);
    if (range === null) return [];
    return [
      {
        code: "score-in-range",
        rule: `/boxes/${at}${pointerStep(metric)}`,
        metric,
        op: "in",
        observed: taggedNumber(numberOf(score, metric)),
        required: { kind: "text", text: range.from === range.to ? `${range.from}` : `${range.from}-${range.to}` },
        verdict: "met",
        label: labels ?? { en: segment, "zh-CN": segment },
      },
    ];
  });
  return ok({ customerId, asOf, segment, labels, policy: { id: table.id, version: table.version }, reasons });
}

/** `5x5x5`; with the metrics' names where those differ. */
const written = (bins: object, named: boolean): string =>
  metricNames(bins as RfmBins<string>)
    .map((metric) => `${named ? `${metric} ` : ""}${numberOf(bins, metric)}`)
    .join(named ? ", " : "x");
