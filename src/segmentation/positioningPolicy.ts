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
import { segmentationMessages } from "./messages.ts";
import { type CompiledPositioning, positioningKind } from "./positioningKind.ts";
import type { PositioningPolicy, PositioningPolicyData, PositioningPolicyInput } from "./positioningModel.ts";
import { positioningPolicySchema } from "./positioningSchema.ts";

const guard: PolicyGuard<PositioningPolicyData, CompiledPositioning> = /* @__PURE__ */ (() => ({
  ...positioningKind,
  schema: positioningPolicySchema,
  crossCheck: checkNames,
  findings: findGaps,
  messages: segmentationMessages,
}))();

function checkNames(draft: Sound<PositioningPolicyData>, report: Report): void {
  const { segments = [], competitors = [], targets = [] } = draft;
  const namesOf = (
    list: string,
    items: readonly ({ readonly id?: string | undefined } | undefined)[],
  ): ReadonlyMap<string | undefined, number> => {
    const first = new Map<string | undefined, number>();
    for (const [at, item] of items.entries()) {
      const before = first.get(item?.id);
      if (before === undefined) first.set(item?.id, at);
      else if (item?.id !== undefined) {
        report("duplicate-id", [list, at, "id"], { id: item.id, first: pointer([list, before, "id"]) });
      }
    }
    return first;
  };
  // with an unsound name among them, an unknown one may be what was meant
  const known = namesOf("segments", segments);
  const rivals = namesOf("competitors", competitors);
  namesOf("targets", targets);
  for (const [at, target] of targets.entries()) {
    const seen = new Map<string, number>();
    for (const [k, segment] of (target?.segments ?? []).entries()) {
      if (segment === undefined) continue;
      const keys = ["targets", at, "segments", k];
      const before = seen.get(segment);
      if (before !== undefined) {
        report("duplicate-id", keys, { id: segment, first: pointer(["targets", at, "segments", before]) });
      }
      seen.set(segment, k);
      if (!known.has(segment) && !known.has(undefined)) report("unknown-segment", keys, { segment });
    }
    for (const [k, against] of (target?.against ?? []).entries()) {
      const competitor = against?.competitor;
      if (competitor !== undefined && !rivals.has(competitor) && !rivals.has(undefined)) {
        report("unknown-competitor", ["targets", at, "against", k, "competitor"], { competitor });
      }
    }
  }
}

function findGaps(policy: PositioningPolicyData, report: Report): void {
  const { claims } = positioningKind.compile(policy);
  const winners = new Set<string>();
  for (const [at, { id }] of policy.segments.entries()) {
    const [winner, ...others] = claims.get(id) ?? [];
    if (winner === undefined) {
      report("segment-without-target", ["segments", at], { segment: id });
      continue;
    }
    winners.add(winner.id);
    const equals = others.filter(({ priority }) => priority === winner.priority);
    if (equals.length > 0) {
      report("target-conflict", ["segments", at], { segment: id, targets: [winner, ...equals].map((one) => one.id) });
    }
  }
  for (const [at, { id }] of policy.targets.entries()) {
    if (!winners.has(id)) report("target-never-reached", ["targets", at], { target: id });
  }
  const answered = new Set(policy.targets.flatMap(({ against }) => against.map(({ competitor }) => competitor)));
  for (const [at, { id }] of policy.competitors.entries()) {
    if (!answered.has(id)) report("competitor-unanswered", ["competitors", at], { competitor: id });
  }
}

/**
 * Checks a positioning policy written in code. The names of its target groups, segments and competitors are kept as types.
 *
 * @param literal - Segments, competitors, and what each target group gets.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { definePositioningPolicy } from "clientele/segmentation";
 *
 * const policy = definePositioningPolicy({
 *   id: "positions", version: 1,
 *   segments: [{ id: "core" }, { id: "potential" }],
 *   competitors: [{ id: "discounter" }],
 *   targets: [{
 *     id: "partners", segments: ["core"], priority: 1,
 *     proposition: { en: "Your line never stands still", "zh-CN": "保障产线不停机" },
 *     against: [{ competitor: "discounter", theirs: { en: "lower price" }, ours: { en: "parts within four hours" } }],
 *     channels: ["account manager"], treatments: ["priority line"],
 *   }],
 * });
 *
 * policy.targets.map(({ id }) => id); // => ["partners"]
 * ```
 */
export const definePositioningPolicy = <
  const Target extends string,
  const Segment extends string,
  const Competitor extends string = never,
>(
  literal: PositioningPolicyInput<Target, Segment, Competitor>,
): PositioningPolicy<Target, Segment, Competitor> =>
  definePolicy(guard, literal) as PositioningPolicy<Target, Segment, Competitor>;

/**
 * Checks a positioning policy from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 */
export const parsePositioningPolicy = (input: unknown): Result<PositioningPolicy, readonly Issue[]> =>
  parsePolicy(guard, input);

/**
 * Looks a draft of a positioning policy over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues; and as findings the segments that no target group claims
 *   (`segment-without-target`), those that several of one priority claim (`target-conflict`), groups that have no segment of
 *   their own (`target-never-reached`) and competitors that no group answers (`competitor-unanswered`).
 */
export const reviewPositioningPolicy = (draft: unknown): PolicyReview<PositioningPolicy> => reviewPolicy(guard, draft);
