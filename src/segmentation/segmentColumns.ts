import { compiledPolicy, DomainError } from "../core/index.ts";
import { ofMetric } from "./internal/metricNames.ts";
import { segmentColumn } from "./kernel.ts";
import type { RfmScoreColumns, SegmentColumns, SegmentTable } from "./model.ts";
import { numberOf, segmentTableKind } from "./segmentTableKind.ts";

/**
 * Names the segments of a population that comes as columns: the same names as {@link segmentOf} gives.
 *
 * @param columns - What `scoreRfmColumns` gave.
 * @param table - The boxes.
 * @returns A code for each row, and how many rows each segment has. Rows that no box holds have code -1 and are counted in
 *   `uncovered`; rows without scores have it, too.
 * @throws `DomainError` with code `policy-not-checked`, or `bins-mismatch` when the table is made for other metrics or numbers
 *   of scores.
 */
export function segmentColumns<Segment extends string, Metric extends string>(
  columns: RfmScoreColumns<Metric>,
  table: SegmentTable<Segment, Metric>,
): SegmentColumns<Segment> {
  const { metrics, bins, boxAt } = compiledPolicy(segmentTableKind, table);
  const scores = metrics.map((metric, i) => {
    const column = ofMetric<Uint8Array>(columns.scores, metric);
    if (column !== undefined && numberOf(columns.bins, metric) === bins[i]) return column;
    throw new DomainError("bins-mismatch", `table ${table.id}: expected ${bins[i] ?? 0} scores of ${metric}`);
  });
  if (Object.keys(columns.scores).length !== metrics.length) {
    throw new DomainError("bins-mismatch", `table ${table.id}: expected the metrics ${metrics.join(", ")}`);
  }
  const segments = [...new Set(table.boxes.map(({ segment }) => segment))];
  const places = table.boxes.map(({ segment }) => segments.indexOf(segment));
  const codes = segmentColumn(
    scores,
    bins,
    Int16Array.from(boxAt, (box) => places[box] ?? -1),
  );
  const counts = segments.map(() => 0);
  let uncovered = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
    else if (scores[0]?.[row] !== 0) uncovered++;
  }
  return { segments, codes, counts, uncovered };
}
