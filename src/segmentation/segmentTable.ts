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
  type Sound,
} from "../core/index.ts";
import { segmentationMessages } from "./messages.ts";
import type { SegmentTable, SegmentTableData, SegmentTableInput } from "./model.ts";
import { segmentTableSchema } from "./schema.ts";
import { type CompiledSegmentTable, segmentTableKind } from "./segmentTableKind.ts";

const METRICS = ["recency", "frequency", "monetary"] as const;

const guard: PolicyGuard<SegmentTableData, CompiledSegmentTable> = /* @__PURE__ */ (() => ({
  ...segmentTableKind,
  schema: segmentTableSchema,
  crossCheck: checkRanges,
  findings: findGaps,
  messages: segmentationMessages,
}))();

function checkRanges(draft: Sound<SegmentTableData>, report: Report): void {
  for (const [i, box] of (draft.boxes ?? []).entries()) {
    for (const metric of METRICS) {
      const { from, to } = box?.[metric] ?? {};
      const bins = draft.bins?.[metric];
      if (from !== undefined && to !== undefined && from > to)
        report("range-reversed", ["boxes", i, metric], { from, to });
      if (to !== undefined && bins !== undefined && to > bins) {
        report("range-beyond-bins", ["boxes", i, metric, "to"], { to, bins });
      }
    }
  }
}

function findGaps(table: SegmentTableData, report: Report): void {
  const { boxAt } = segmentTableKind.compile(table);
  const { frequency, monetary } = table.bins;
  const gaps = Array.from(boxAt.keys()).filter((at) => boxAt[at] === -1);
  if (gaps.length > 0) {
    const examples = gaps.slice(0, 3).map((at) => {
      const rest = Math.floor(at / monetary);
      return `${Math.floor(rest / frequency) + 1}-${(rest % frequency) + 1}-${(at % monetary) + 1}`;
    });
    report("uncovered-combinations", ["boxes"], { count: gaps.length, examples });
  }
  const reached = new Set(boxAt);
  for (const [i, { segment }] of table.boxes.entries()) {
    if (!reached.has(i)) report("unreachable-box", ["boxes", i], { segment });
  }
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
export const defineSegmentTable = <const Segment extends string>(
  literal: SegmentTableInput<Segment>,
): SegmentTable<Segment> => definePolicy(guard, literal) as SegmentTable<Segment>;

/**
 * Checks a segment table from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The table, or every issue.
 */
export const parseSegmentTable = (input: unknown): Result<SegmentTable, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of a segment table over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The table or null, with all issues, and the findings of {@link checkSegmentTable}.
 */
export const reviewSegmentTable = (draft: unknown): PolicyReview<SegmentTable> => reviewPolicy(guard, draft);

/**
 * Finds what a segment table leaves out: combinations of scores that belong to no segment (`uncovered-combinations`), and
 * boxes that no customer can fall into because earlier ones take all of them (`unreachable-box`).
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
export function checkSegmentTable(table: SegmentTable): readonly Issue[] {
  compiledPolicy(segmentTableKind, table);
  return findingsOf(guard, table);
}
