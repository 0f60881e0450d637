import type { Labels, Tagged } from "../../core/index.ts";
import type { ComparisonOp } from "../../rules/index.ts";
import type { MissingCondition, TierReason } from "../model.ts";
import type { NoticeLine } from "../noticeModel.ts";

const EITHER: NoticeLine = { code: "letter-help-either", params: {} };
const FURTHER: NoticeLine = { code: "letter-help-further", params: {} };

/** What `not` makes of a comparison. */
const OPPOSITE: Readonly<Partial<Record<ComparisonOp, ComparisonOp>>> = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

/**
 * Says to the customer what would help: what is missing, in units, of the metrics that letters may name. What else is missing is
 * not named, but neither is it passed over in silence. What is needed comes first, then that of which not all is.
 *
 * @param missing - What is missing.
 * @param tellable - The names of the metrics that may be named.
 * @param fired - The lines of the downgrade rules that stand in the way.
 * @returns The lines; nothing when nothing is missing and no rule stands in the way.
 */
export function helpLines(
  missing: readonly MissingCondition[],
  tellable: ReadonlyMap<string, Labels>,
  fired: readonly TierReason[],
): readonly NoticeLine[] {
  const told = missing.flatMap((condition) => {
    const line = lineOf(condition, tellable);
    return line === null ? [] : [{ line, needed: condition.oneOf === null }];
  });
  const needed = told.flatMap((one) => (one.needed ? [one.line] : []));
  const choices = told.flatMap((one) => (one.needed ? [] : [one.line]));
  const cleared = fired.flatMap((reason) => clearing(reason, tellable) ?? []);
  return [
    ...needed,
    ...(choices.length === 0 ? [] : [EITHER, ...choices]),
    ...cleared,
    ...(told.length < missing.length || cleared.length < fired.length ? [FURTHER] : []),
  ];
}

function lineOf(
  { metric, op: written, required, gap, rule }: MissingCondition,
  tellable: ReadonlyMap<string, Labels>,
): NoticeLine | null {
  const label = metric === null ? undefined : tellable.get(metric);
  if (label === undefined || gap === null || required === null) return null;
  const op = effectiveOp(written, rule);
  if (op === ">=" || op === ">") return { code: "letter-help-gap", params: { label, gap, op, required } };
  if (op === "<=" || op === "<") return { code: "letter-help-lower", params: { label, gap, op, required } };
  return null;
}

/** What would clear a downgrade rule of one of its conditions that holds; null where that is not to be named. */
function clearing(
  { metric, op: written, observed, required, negated }: TierReason,
  tellable: ReadonlyMap<string, Labels>,
): NoticeLine | null {
  const label = metric === null ? undefined : tellable.get(metric);
  const op = OPPOSITE[(written ?? "=") as ComparisonOp];
  if (label === undefined || op === undefined || negated || required === null) return null;
  return { code: "letter-help-clear", params: { label, observed, op, required } };
}

/**
 * Picks the conditions of downgrade rules that make them fire.
 *
 * @param reasons - The reasons of a decision.
 * @param rules - Ids of the rules.
 * @returns Those that hold, or under `not` do not; groups left out.
 */
export const firingReasons = (reasons: readonly TierReason[], rules: readonly string[]): readonly TierReason[] =>
  reasons.filter(
    ({ rule, part, code, verdict, negated }) =>
      rule.startsWith("/downgrade/also/") &&
      part !== null &&
      rules.includes(part) &&
      !code.startsWith("group-") &&
      (verdict === "met") !== negated,
  );

/**
 * Reads a comparison as it counts: under an odd number of `not`s it is the opposite.
 *
 * @param op - As it is written.
 * @param rule - Where: a JSON Pointer into the policy.
 * @returns As it counts; null where the opposite of an operator is none.
 */
export function effectiveOp(op: ComparisonOp | null, rule: string): ComparisonOp | null {
  const turned = rule.split("/").filter((step) => step === "not").length % 2 === 1;
  return op === null || !turned ? op : (OPPOSITE[op] ?? null);
}

/**
 * Says that counting begins anew.
 *
 * @param until - The last day that counts.
 * @returns The line.
 */
export const countedUntil = (until: Tagged): NoticeLine => ({ code: "letter-help-by", params: { until } });
