import {
  definePolicy,
  type Issue,
  parsePolicy,
  pointer,
  type PolicyGuard,
  type PolicyReview,
  type Report,
  type Result,
  reviewPolicy,
  type Sound,
} from "../core/index.ts";
import { checkConditions, checkMetrics, conditionMessages } from "../rules/index.ts";
import { askedOf } from "./internal/askedSegments.ts";
import { segmentationMessages } from "./messages.ts";
import { type CompiledSegmentation, segmentationKind } from "./segmentationKind.ts";
import type { SegmentationPolicy, SegmentationPolicyData, SegmentationPolicyInput } from "./segmentationModel.ts";
import { segmentationPolicySchema } from "./segmentationSchema.ts";

const guard: PolicyGuard<SegmentationPolicyData, CompiledSegmentation> = /* @__PURE__ */ (() => ({
  ...segmentationKind,
  schema: segmentationPolicySchema,
  crossCheck: checkParts,
  findings: findIdle,
  messages: { ...conditionMessages, ...segmentationMessages },
}))();

function checkParts(draft: Sound<SegmentationPolicyData>, report: Report): void {
  const { criteria = [], given = [], segments = [], currency } = draft;
  const metrics = criteria.map((criterion) => criterion?.metric);
  checkMetrics(
    metrics,
    (code, [list, at, ...rest], params) => {
      // they stand one key deeper here than in a list of metrics
      const first = params?.["first"];
      const deeper = typeof first === "string" ? { first: first.replace(/id$/, "metric/id") } : {};
      report(code, [list ?? "criteria", at ?? 0, "metric", ...rest], { ...params, ...deeper });
    },
    ["criteria"],
  );
  checkConditions(
    {
      metrics,
      currency,
      conditions: segments.map((segment, at) => ({ keys: ["segments", at, "when"], condition: segment?.when })),
    },
    report,
  );

  const first = new Map<string | undefined, readonly (string | number)[]>();
  const note = (id: string | undefined, keys: readonly (string | number)[]): void => {
    const before = first.get(id);
    if (before === undefined) first.set(id, keys);
    else if (id !== undefined) report("duplicate-id", keys, { id, first: pointer(before) });
  };
  for (const [at, id] of given.entries()) note(id, ["given", at]);
  for (const [at, segment] of segments.entries()) note(segment?.id, ["segments", at, "id"]);
  for (const [at, segment] of segments.entries()) {
    for (const { name, keys } of askedOf(segment?.when).segments) {
      // with an unsound segment among them, an unknown name may be the one that was meant
      if (first.has(name) || first.has(undefined)) continue;
      report("unknown-segment", ["segments", at, "when", ...keys], { segment: name });
    }
  }
  checkCircles(segments, report);
}

/** Reports each circle once, at the segment of it that comes first. */
function checkCircles(segments: NonNullable<Sound<SegmentationPolicyData>["segments"]>, report: Report): void {
  const placeOf = new Map<string, number>();
  for (const [at, segment] of segments.entries()) {
    if (segment?.id !== undefined && !placeOf.has(segment.id)) placeOf.set(segment.id, at);
  }
  const needs = segments.map((segment) =>
    askedOf(segment?.when).segments.flatMap(({ name, keys }) => {
      const place = placeOf.get(name);
      return place === undefined ? [] : [{ place, keys }];
    }),
  );
  const done = new Set<number>();
  for (const start of segments.keys()) {
    if (done.has(start)) continue;
    // depth first, without recursion: a policy may be a chain of a thousand
    const trail: { readonly at: number; next: number }[] = [{ at: start, next: 0 }];
    const open = new Set([start]);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const need = needs[top.at]?.[top.next++];
      if (need === undefined) {
        done.add(top.at);
        open.delete(top.at);
        trail.pop();
      } else if (open.has(need.place)) {
        const circle = trail.slice(trail.findIndex(({ at }) => at === need.place)).map(({ at }) => at);
        const names = [...circle, need.place].map((at) => segments[at]?.id ?? "");
        report("segment-circle", ["segments", top.at, "when", ...need.keys], { path: names.join(" → ") });
      } else if (!done.has(need.place)) {
        open.add(need.place);
        trail.push({ at: need.place, next: 0 });
      }
    }
  }
}

function findIdle({ criteria, given, segments }: SegmentationPolicyData, report: Report): void {
  const asked = segments.map(({ when }) => askedOf(when));
  const metrics = new Set(asked.flatMap((one) => one.metrics.map(({ name }) => name)));
  const wanted = new Set(asked.flatMap((one) => one.segments.map(({ name }) => name)));
  for (const [at, { metric }] of criteria.entries()) {
    if (!metrics.has(metric.id)) report("criterion-unused", ["criteria", at], { metric: metric.id });
  }
  for (const [at, segment] of given.entries()) {
    if (!wanted.has(segment)) report("given-segment-unused", ["given", at], { segment });
  }
}

/**
 * Checks segments by rules written in code. The names of segments and metrics are kept as types.
 *
 * Segments may ask for one another by `memberOf`, as deep as wanted; a circle is an issue that names its path.
 *
 * @param literal - Criteria in their families, and the rules.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineSegmentationPolicy } from "clientele/segmentation";
 *
 * const policy = defineSegmentationPolicy({
 *   id: "market", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   criteria: [
 *     { family: "geographic", metric: { id: "region", kind: "text" } },
 *     { family: "behavioural", metric: { id: "orders", kind: "count" } },
 *   ],
 *   segments: [
 *     { id: "regulars", when: { metric: "orders", op: ">=", value: 6 } },
 *     { id: "eastern regulars", when: { all: [{ memberOf: { segment: "regulars" } }, { metric: "region", op: "=", value: "east" }] } },
 *   ],
 * });
 *
 * policy.segments.map(({ id }) => id); // => ["regulars", "eastern regulars"]
 * ```
 *
 * @see P. Kotler and K. L. Keller, Marketing Management, for the four families of criteria.
 */
export const defineSegmentationPolicy = <const Segment extends string, const Metric extends string>(
  literal: SegmentationPolicyInput<Segment, Metric>,
): SegmentationPolicy<Segment, Metric> => definePolicy(guard, literal) as SegmentationPolicy<Segment, Metric>;

/**
 * Checks segments by rules from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 */
export const parseSegmentationPolicy = (input: unknown): Result<SegmentationPolicy, readonly Issue[]> =>
  parsePolicy(guard, input);

/**
 * Looks a draft of segments by rules over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues; and as findings the criteria (`criterion-unused`) and given segments
 *   (`given-segment-unused`) that no rule asks about.
 */
export const reviewSegmentationPolicy = (draft: unknown): PolicyReview<SegmentationPolicy> =>
  reviewPolicy(guard, draft);
