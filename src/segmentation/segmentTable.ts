import {
  compiledPolicy,
  definePolicy,
  findingsOf,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Report,
  type Result,
  reviewPolicy,
  type Sealed,
  type Sound,
} from "../core/index.ts";
import { RESERVED } from "./internal/metricNames.ts";
import { segmentationMessages } from "./messages.ts";
import type { AnySegmentTable, RfmMetric, ScoreRange, SegmentTable, SegmentTableInput } from "./model.ts";
import { segmentTableSchema } from "./schema.ts";
import { type CompiledSegmentTable, numberOf, rangeOf, segmentTableKind } from "./segmentTableKind.ts";

const guard: PolicyGuard<AnySegmentTable, CompiledSegmentTable> = /* @__PURE__ */ (() => ({
  ...segmentTableKind,
  schema: segmentTableSchema,
  crossCheck: checkRanges,
  findings: findGaps,
  messages: segmentationMessages,
}))();

function checkRanges(draft: Sound<AnySegmentTable>, report: Report): void {
  if (draft.bins === undefined) return;
  const names: readonly string[] = Object.keys(draft.bins);
  if (names.length < 2 || names.length > 4) report("metrics-out-of-count", ["bins"], { count: names.length });
  for (const metric of names) if (RESERVED.has(metric)) report("reserved-name", ["bins", metric], { metric });
  for (const [i, box] of (draft.boxes ?? []).entries()) {
    for (const metric of Object.keys(box ?? {})) {
      if (metric === "segment" || metric === "labels") continue;
      if (!names.includes(metric)) {
        report("metric-not-listed", ["boxes", i, metric], { metric });
        continue;
      }
      const { from, to } = (box as Readonly<Record<string, Sound<ScoreRange> | null>>)[metric] ?? {};
      const bins = numberOf(draft.bins, metric);
      if (from !== undefined && to !== undefined && from > to)
        report("range-reversed", ["boxes", i, metric], { from, to });
      if (to !== undefined && to > bins) report("range-beyond-bins", ["boxes", i, metric, "to"], { to, bins });
    }
  }
}

function findGaps(table: AnySegmentTable, report: Report): void {
  const { boxAt, metrics, bins } = segmentTableKind.compile(table);
  const gaps = Array.from(boxAt.keys()).filter((at) => boxAt[at] === -1);
  if (gaps.length > 0) {
    const examples = gaps.slice(0, 3).map((at) => scoresAt(at, bins).join("-"));
    report("uncovered-combinations", ["boxes"], { count: gaps.length, examples });
  }
  const reached = new Set(boxAt);
  for (const [i, { segment }] of table.boxes.entries()) {
    if (!reached.has(i)) report("unreachable-box", ["boxes", i], { segment });
  }
  const named = new Set(table.boxes.filter((_, i) => reached.has(i)).map(({ segment }) => segment));
  const lost = new Set(table.boxes.map(({ segment }) => segment).filter((segment) => !named.has(segment)));
  for (const segment of lost) report("unreachable-segment", ["boxes"], { segment });
  for (const [i, later] of table.boxes.entries()) {
    const earlier = table.boxes.findIndex(
      (box, j) =>
        j < i &&
        box.segment !== later.segment &&
        metrics.every((metric) => overlap(box, later, metric)) &&
        !metrics.every((metric) => inside(box, later, metric)),
    );
    if (earlier >= 0 && reached.has(i)) {
      const params = { segment: later.segment, earlier: table.boxes[earlier]?.segment ?? "" };
      report("overlapping-boxes", ["boxes", i], params);
    }
  }
}

/** The scores of a combination. */
function scoresAt(at: number, bins: readonly number[]): readonly number[] {
  let rest = at;
  return bins
    .toReversed()
    .map((count) => {
      const score = (rest % count) + 1;
      rest = Math.floor(rest / count);
      return score;
    })
    .reverse();
}

/** Whether all of a range lies in another: a box taken out of a larger one that follows is meant. */
function inside(a: object, b: object, metric: string): boolean {
  const [x, y] = [rangeOf(a, metric), rangeOf(b, metric)];
  return y === null || (x !== null && x.from >= y.from && x.to <= y.to);
}

function overlap(a: object, b: object, metric: string): boolean {
  const [x, y] = [rangeOf(a, metric), rangeOf(b, metric)];
  return x === null || y === null || (x.from <= y.to && y.from <= x.to);
}

/**
 * Checks a segment table written in code.
 *
 * @param literal - Boxes over the scores, in order. Segment names are inferred.
 * @returns The table, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineSegmentTable } from "clientele/segmentation";
 *
 * const table = defineSegmentTable({
 *   id: "halves", version: 1,
 *   bins: { recency: 2, frequency: 2, monetary: 2 },
 *   boxes: [
 *     { segment: "core", recency: { from: 2, to: 2 }, monetary: { from: 2, to: 2 } },
 *     { segment: "potential" },
 *   ],
 * });
 *
 * table.boxes.map(({ segment }) => segment); // => ["core", "potential"]
 * ```
 */
export const defineSegmentTable = <const Segment extends string, const Metric extends string = RfmMetric>(
  literal: SegmentTableInput<Segment, Metric>,
): SegmentTable<Segment, Metric> => definePolicy(guard, literal) as SegmentTable<Segment, Metric>;

/**
 * Checks a segment table from outside (a file, a form, a database). Its type says that it is over recency, frequency and monetary
 * value; one over other metrics is good for scores of those.
 *
 * @param input - Anything.
 * @returns The table, or every issue.
 */
export const parseSegmentTable = (input: unknown): Result<SegmentTable, readonly Issue[]> =>
  parsePolicy(guard, input) as Result<SegmentTable, readonly Issue[]>;

/**
 * Looks a draft of a segment table over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The table or null, with all issues, and the findings of {@link checkSegmentTable}.
 */
export const reviewSegmentTable = (draft: unknown): PolicyReview<SegmentTable> =>
  reviewPolicy(guard, draft) as PolicyReview<SegmentTable>;

/**
 * Finds what a segment table leaves open: combinations of scores that belong to no segment (`uncovered-combinations`); boxes
 * that no customer can fall into because earlier ones take all of them (`unreachable-box`), and names of which that is true
 * of every box (`unreachable-segment`); boxes that share some of their combinations, but not all, with an earlier one of
 * another name (`overlapping-boxes`), so that their order decides.
 *
 * @param table - A checked table.
 * @returns The findings; none when every combination has a segment and every box is of use.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { checkSegmentTable, defineSegmentTable, segmentTables } from "clientele/segmentation";
 *
 * checkSegmentTable(defineSegmentTable(segmentTables.tenNames)); // => []
 * ```
 */
export function checkSegmentTable(table: Sealed<AnySegmentTable>): readonly Issue[] {
  compiledPolicy(segmentTableKind, table);
  return findingsOf(guard, table);
}
