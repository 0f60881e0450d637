import { compiledPolicy, err, ok, type Reason, type Result, taggedNumber } from "../core/index.ts";
import type { RfmBins, RfmScore, SegmentDecision, SegmentRefusal, SegmentTable } from "./model.ts";
import { combinationAt, segmentTableKind } from "./segmentTableKind.ts";

/**
 * Names the segment of a customer: that of the first box that holds the scores. A combination that no box holds is refused,
 * never put into a silent rest.
 *
 * @param score - What `scoreRfm` gave.
 * @param table - The boxes.
 * @returns The segment, with the box's ranges as reasons; or `uncovered-score`, or `bins-mismatch` when the table is made
 *   for other numbers of scores.
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
export function segmentOf<Segment extends string>(
  score: RfmScore,
  table: SegmentTable<Segment>,
): Result<SegmentDecision<Segment>, SegmentRefusal> {
  const { boxAt } = compiledPolicy(segmentTableKind, table);
  const { recency, frequency, monetary, bins } = score;
  if (METRICS.some((metric) => bins[metric] !== table.bins[metric])) {
    return err({ code: "bins-mismatch", table: table.id, expected: written(table.bins), observed: written(bins) });
  }
  const within = METRICS.every((metric) => score[metric] >= 1 && score[metric] <= bins[metric]);
  const at = within ? (boxAt[combinationAt(score, table.bins)] ?? -1) : -1;
  const box = table.boxes[at];
  if (box === undefined) return err({ code: "uncovered-score", table: table.id, recency, frequency, monetary });
  const reasons = METRICS.flatMap((metric): Reason<"score-in-range">[] => {
    const range = box[metric];
    if (range === null) return [];
    return [
      {
        code: "score-in-range",
        rule: `/boxes/${at}/${metric}`,
        metric,
        op: "in",
        observed: taggedNumber(score[metric]),
        required: { kind: "text", text: range.from === range.to ? `${range.from}` : `${range.from}-${range.to}` },
        verdict: "met",
        label: box.labels ?? { en: box.segment, "zh-CN": box.segment },
      },
    ];
  });
  return ok({
    customerId: score.customerId,
    asOf: score.asOf,
    segment: box.segment,
    labels: box.labels,
    policy: { id: table.id, version: table.version },
    reasons,
  });
}

const METRICS = ["recency", "frequency", "monetary"] as const;

const written = ({ recency, frequency, monetary }: RfmBins): string => `${recency}x${frequency}x${monetary}`;
