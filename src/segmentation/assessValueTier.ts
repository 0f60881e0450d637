import {
  compiledPolicy,
  err,
  instant,
  type InstantInput,
  invalidFact,
  ok,
  pointer,
  type Reason,
  type Result,
  taggedNumber,
  type Verdict,
} from "../core/index.ts";
import { checkedValueModel } from "./internal/checkedValueModel.ts";
import { criterionValue } from "./internal/criterionValue.ts";
import { rfmScore } from "./kernel.ts";
import { valueTierKind } from "./valueTierKind.ts";
import type {
  FittedCriterion,
  ValueContribution,
  ValueCriterion,
  ValueTierDecision,
  ValueTierModel,
  ValueTierPolicy,
  ValueTierRefusal,
  ValueTierSubject,
} from "./valueTierModel.ts";

/**
 * Values one customer by named, weighted criteria, and names their class.
 *
 *     score = sum of weight * points / sum of weight,    class = the first whose `from` the score reaches
 *
 * Points that are given in whole numbers are added exactly, so that a score that equals a `from` reaches it. A value that is
 * not known is taken at its worst and at its best: if both lead to the same class, that is the class; if not, the class is
 * null and `possible` names those it could be. More of what is better never lowers a score.
 *
 * @param subject - What is known of the customer, by criterion.
 * @param policy - Criteria, weights, classes.
 * @param options - `asOf`: the moment of judgement, copied into the decision; `model`: what `fitValueTiers` gave, where the
 *   policy has criteria of the kinds `minMax` or `percentile`.
 * @returns The decision, with what each criterion gave; or `invalid-fact`, `currency-mismatch`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, or `invalid-model` for a model that is missing, or
 *   of another policy or version.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { assessValueTier, defineValueTierPolicy } from "clientele/segmentation";
 *
 * const policy = defineValueTierPolicy({
 *   id: "value", version: 1,
 *   criteria: [
 *     { id: "orders", weight: 3, scale: { kind: "steps", steps: [{ from: 5, points: 60 }, { from: 20, points: 100 }] } },
 *     { id: "industry", weight: 1, scale: { kind: "table", table: { machinery: 100, retail: 40 } } },
 *   ],
 *   classes: [{ id: "core", from: 75 }, { id: "important", from: 40 }, { id: "potential", from: 0 }],
 * });
 * const asOf = "2026-01-01T00:00:00+08:00";
 * const assess = (values: { orders?: number; industry?: string }) =>
 *   orThrow(assessValueTier({ customerId: "li", values }, policy, { asOf }));
 *
 * assess({ orders: 8, industry: "machinery" }).contributions;
 * // => [
 * //   { criterion: "orders", weight: 3, points: 60, contribution: 45 },
 * //   { criterion: "industry", weight: 1, points: 100, contribution: 25 },
 * // ]
 * assess({ orders: 8, industry: "machinery" }).class; // => "important"
 * assess({ orders: 8 }).class; // => "important"
 * assess({ industry: "machinery" }).possible; // => ["core", "important", "potential"]
 * ```
 *
 * @see Our own definition: an additive value score, as multi-attribute value theory has it (R. L. Keeney and H. Raiffa,
 *   Decisions with Multiple Objectives, 1976).
 */
export function assessValueTier<Class extends string, Criterion extends string>(
  subject: ValueTierSubject<NoInfer<Criterion>>,
  policy: ValueTierPolicy<Class, Criterion>,
  options: { readonly asOf: InstantInput; readonly model?: ValueTierModel | undefined },
): Result<ValueTierDecision<Class, Criterion>, ValueTierRefusal> {
  const { weight: weights, bounds } = compiledPolicy(valueTierKind, policy);
  const asOf = instant(options.asOf);
  const fitted = checkedValueModel(options.model, policy);
  let values: Readonly<Record<string, unknown>>;
  let customerId: string;
  try {
    if (typeof (subject as unknown) !== "object" || (subject as unknown) === null) {
      return err(invalidFact("", "object", subject));
    }
    ({ customerId, values } = subject);
    if (typeof (customerId as unknown) !== "string") return err(invalidFact("/customerId", "text", customerId));
    if (typeof (values as unknown) !== "object" || (values as unknown) === null) {
      return err(invalidFact("/values", "object", values));
    }
    values = Object.fromEntries(policy.criteria.map(({ id }) => [id, Object.hasOwn(values, id) ? values[id] : null]));
  } catch {
    return err(invalidFact("", "plain-data", subject)); // a getter or proxy that throws
  }

  let low = 0;
  let high = 0;
  const contributions: ValueContribution<Criterion>[] = [];
  const reasons: Reason<"criterion-points" | "class-score">[] = [];
  for (const [at, criterion] of policy.criteria.entries()) {
    const read = criterionValue(values, criterion);
    if (!read.ok) return read;
    const { points, keys } =
      read.value === null
        ? { points: null, keys: [] }
        : pointsOf(read.value.value, criterion, fitted.get(criterion.id) ?? null);
    const { id, weight, labels } = criterion;
    low += weight * (points ?? bounds[at]?.low ?? 0);
    high += weight * (points ?? bounds[at]?.high ?? 100);
    contributions.push({
      criterion: id,
      weight,
      points,
      contribution: points === null ? null : (points * weight) / weights,
    });
    reasons.push({
      code: "criterion-points",
      rule: pointer(["criteria", at, "scale", ...keys]),
      metric: id,
      op: null,
      observed: read.value?.tagged ?? null,
      required: points === null ? null : taggedNumber(points, "points"),
      verdict: points === null ? "unknown" : "met",
      label: labels,
    });
  }
  const score = contributions.some(({ points }) => points === null) ? null : low / weights;
  const possible: Class[] = [];
  let settled = false;
  for (const [at, { id, labels, from }] of policy.classes.entries()) {
    const verdict: Verdict = low >= from * weights ? "met" : high < from * weights ? "unmet" : "unknown";
    if (!settled && verdict !== "unmet") possible.push(id);
    if (verdict === "met") settled = true;
    reasons.push({
      code: "class-score",
      rule: pointer(["classes", at, "from"]),
      metric: "score",
      op: ">=",
      observed: score === null ? null : taggedNumber(score, "points"),
      required: taggedNumber(from, "points"),
      verdict,
      label: labels ?? { en: id, "zh-CN": id },
    });
  }
  return ok({
    customerId,
    asOf,
    class: possible.length === 1 ? (possible[0] ?? null) : null,
    possible,
    score,
    range: { low: low / weights, high: high / weights },
    contributions,
    policy: { id: policy.id, version: policy.version },
    reasons,
  });
}

/** The points of a value, and where in the scale they stand; null when a table does not know it. */
function pointsOf(
  value: number | string,
  { scale }: ValueCriterion,
  fitted: FittedCriterion | null,
): { readonly points: number | null; readonly keys: readonly (string | number)[] } {
  if (scale.kind === "table") {
    const known = Object.hasOwn(scale.table, value) ? scale.table[value] : undefined;
    return known === undefined
      ? { points: scale.otherwise, keys: ["otherwise"] }
      : { points: known, keys: ["table", value] };
  }
  if (scale.kind === "steps") {
    const at = scale.steps.findLastIndex(({ from }) => Number(value) >= from);
    return at < 0 ? { points: 0, keys: ["steps"] } : { points: scale.steps[at]?.points ?? 0, keys: ["steps", at] };
  }
  const lowerIsBetter = scale.better === "lower";
  if (fitted?.kind === "percentile") {
    const score = rfmScore(Number(value), fitted.cuts, { mode: "quantile", lowerIsBetter });
    return { points: ((score - 1) * 100) / fitted.cuts.length, keys: [] };
  }
  const { min, max } = fitted ?? { min: 0, max: 0 };
  if (min >= max) return { points: 0, keys: [] };
  const within = Math.min(Math.max(Number(value), min), max);
  return { points: Math.min(((lowerIsBetter ? max - within : within - min) / (max - min)) * 100, 100), keys: [] };
}
