import {
  alignLists,
  canonicalJson,
  exact,
  partChange,
  type PhraseParams,
  type PhraseValue,
  policyChange,
  type PolicySide,
  subtractMoney,
  taggedMoney,
  taggedNumber,
} from "../core/index.ts";
import type { ConditionPlace, ConditionVersion, RuleChange } from "./changeModel.ts";
import type { ConditionWords } from "./descriptionModel.ts";
import { conditionWords, groupOf, type GroupParts, isOne, metricName, say, unitOf, valueOf } from "./internal/words.ts";
import type { Comparison, ComparisonValue, Condition } from "./model.ts";
import type { Keys, PlacedCondition } from "./programModel.ts";

/**
 * Tells what has changed between two versions of a condition: thresholds that were raised or lowered, and by how much; parts
 * that are new or gone. `explain` writes the changes out.
 *
 * Parts belong together when they are the same; else when they hold the same metric by the same operator; else when they
 * are about the same metric, or are groups of the same form. A single condition and a group of which it is one part are
 * compared as groups. What means the same but is written otherwise is a change of its own: nothing that differs goes unsaid.
 *
 * @param before - The earlier version: `condition`, or null; `metrics` and `currency` of its policy.
 * @param after - The later version.
 * @param options - `place`: what the condition is asked for; its sentences begin with it.
 * @returns The changes; empty when both are the same.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { diffConditions } from "clientele/rules";
 *
 * const words = { metrics: [{ id: "spend", kind: "money", labels: { en: "spend" } }], currency: "CNY" } as const;
 * const from = (value: string) => ({
 *   ...words,
 *   condition: { keys: ["when"], condition: { metric: "spend", op: ">=", value } },
 * } as const);
 * const changes = diffConditions(from("50000"), from("60000"), { place: "Gold" });
 *
 * changes.map(({ code, path }) => [code, path]); // => [["threshold-raised", "/when/value"]]
 * explain(changes, { locale: "en" }); // => ["Gold: spend, raised from CNY 50,000 to CNY 60,000 (by CNY 10,000, 20 %)"]
 * ```
 */
export const diffConditions = (
  before: ConditionVersion,
  after: ConditionVersion,
  options: ConditionPlace,
): readonly RuleChange[] => compare(before.condition, after.condition, { place: options.place, before, after });

interface Versions extends ConditionPlace {
  readonly before: ConditionWords;
  readonly after: ConditionWords;
}

const sideOf = ({ keys, condition }: PlacedCondition): PolicySide => ({ keys, value: condition });
const inside = ({ keys }: PlacedCondition, key: string, value: unknown): PolicySide => ({
  keys: [...keys, key],
  value,
});

function compare(
  before: PlacedCondition | null,
  after: PlacedCondition | null,
  versions: Versions,
): readonly RuleChange[] {
  const { place } = versions;
  if (before === null || after === null) {
    if (after !== null) return [added(after, versions)];
    return before === null ? [] : [removed(before, versions)];
  }
  const [was, is] = [before.condition, after.condition];
  if (canonicalJson(was) === canonicalJson(is)) return [];
  const [groupBefore, groupAfter] = groupsOf(was, is);
  if (groupBefore !== null && groupAfter !== null && groupBefore.form === groupAfter.form) {
    const changes = partChanges({ ...before, group: groupBefore }, { ...after, group: groupAfter }, versions);
    // a group of one that was single
    if (changes.length > 0) return changes;
    return partChange("condition-changed", {
      before: sideOf(before),
      after: sideOf(after),
      place,
      from: null,
      to: null,
    });
  }
  if ("metric" in was && "metric" in is) {
    const changes = comparisonChanges({ ...before, comparison: was }, { ...after, comparison: is }, versions);
    if (changes !== null) return changes;
  }
  const [from, to] = [conditionWords(was, versions.before), conditionWords(is, versions.after)];
  return partChange("condition-changed", { before: sideOf(before), after: sideOf(after), place, from, to });
}

const added = (one: PlacedCondition, { place, after }: Versions): RuleChange =>
  policyChange(
    "condition-added",
    { before: null, after: sideOf(one) },
    { place, to: conditionWords(one.condition, after) },
  );
const removed = (one: PlacedCondition, { place, before }: Versions): RuleChange =>
  policyChange(
    "condition-removed",
    { before: sideOf(one), after: null },
    { place, from: conditionWords(one.condition, before) },
  );

// ---------------------------------------------------------------------------------------------------------------- groups

/** Both as groups; what is single counts as a group of one, of the form of the other, where that has several. */
function groupsOf(was: Condition, is: Condition): readonly [GroupParts | null, GroupParts | null] {
  const [from, to] = [groupOf(was), groupOf(is)];
  const alone = (condition: Condition, like: GroupParts): GroupParts | null =>
    like.form === "all" || like.form === "any" ? { ...like, parts: [condition], keys: [] } : null;
  if (from === null && to !== null) return [alone(was, to), to];
  if (to === null && from !== null) return [from, alone(is, from)];
  return [from, to];
}

interface PlacedGroup extends PlacedCondition {
  readonly group: GroupParts;
}

function partChanges(before: PlacedGroup, after: PlacedGroup, versions: Versions): readonly RuleChange[] {
  const { place } = versions;
  const aligned = alignLists(before.group.parts.map(signatures), after.group.parts.map(signatures));
  const { pairs, reordered } = aligned;
  const list = (of: PlacedGroup): PolicySide => ({ keys: [...of.keys, ...of.group.keys], value: of.group.parts });
  const count = (of: PlacedGroup): PolicySide => ({ keys: [...of.keys, "atLeast", "n"], value: of.group.n });
  const [from, to] = [before.group.n, after.group.n];
  return [
    ...(from === to
      ? []
      : [policyChange("parts-needed-changed", { before: count(before), after: count(after) }, { place, from, to })]),
    ...pairs.flatMap(([a, b]) => compare(partAt(before, a), partAt(after, b), versions)),
    ...aligned.removed.flatMap((at) => compare(partAt(before, at), null, versions)),
    ...aligned.added.flatMap((at) => compare(null, partAt(after, at), versions)),
    ...(reordered
      ? [policyChange("conditions-reordered", { before: list(before), after: list(after) }, { place })]
      : []),
  ];
}

/** A part of a group, and where it stands: with `not`, or as a group of one, at the group's own keys. */
function partAt({ keys, group }: PlacedGroup, at: number): PlacedCondition | null {
  const condition = group.parts[at];
  if (condition === undefined) return null;
  const single = group.form === "not" || group.keys.length === 0;
  return { keys: [...keys, ...group.keys, ...(single ? [] : [at])], condition };
}

/** What a part is known by, the surest first. */
function signatures(condition: Condition): readonly string[] {
  const whole = canonicalJson(condition);
  const group = groupOf(condition);
  if (group !== null) return [whole, `${group.form} ${canonicalJson(metricsOf(condition))}`, group.form];
  if ("metric" in condition) return [whole, `metric ${condition.op} ${condition.metric}`, `metric ${condition.metric}`];
  const [form = ""] = Object.keys(condition);
  const about = Object.values(condition)[0] as { readonly event?: string };
  return [whole, `${form} ${about.event ?? ""}`, form];
}

/** The metrics that a condition asks about, sorted. */
function metricsOf(condition: Condition): readonly string[] {
  if ("metric" in condition) return [condition.metric];
  return [...new Set(groupOf(condition)?.parts.flatMap(metricsOf) ?? [])].sort();
}

// ----------------------------------------------------------------------------------------------------------- comparisons

interface PlacedComparison {
  readonly keys: Keys;
  readonly condition: Condition;
  readonly comparison: Comparison;
}

/** Where only the value is another: that change; null where there is more to it. */
function comparisonChanges(
  before: PlacedComparison,
  after: PlacedComparison,
  versions: Versions,
): readonly RuleChange[] | null {
  const { value: was, ...restBefore } = before.comparison;
  const { value: is, ...restAfter } = after.comparison;
  if (canonicalJson(restBefore) !== canonicalJson(restAfter)) return null;
  const { place } = versions;
  const id = before.comparison.metric;
  const words = { before: readerOf(id, versions.before), after: readerOf(id, versions.after) };
  const [from, to] = [words.before.tag(was), words.after.tag(is)];
  const sides = { before: inside(before, "value", was), after: inside(after, "value", is) };
  const params: PhraseParams = { place, label: metricName(id, versions.after), from, to };
  const step = isOne(was) && isOne(is) ? stepOf(was, is, words) : null;
  if (step === null) return [policyChange("threshold-changed", sides, params)];
  if (step.up === null) return partChange("threshold-changed", { ...sides, place, from: null, to: null });
  return [policyChange(step.up ? "threshold-raised" : "threshold-lowered", sides, { ...params, ...step.params })];
}

interface Reader {
  readonly kind: string | null;
  readonly unit: string | null;
  readonly currency: string;
  readonly tag: (value: Comparison["value"]) => PhraseValue;
}

function readerOf(id: string, { metrics, currency }: ConditionWords): Reader {
  const metric = metrics.find((one) => one.id === id);
  const one = (value: ComparisonValue): PhraseValue => valueOf(value, metric, currency);
  return {
    kind: metric?.kind ?? null,
    unit: metric === undefined ? null : unitOf(metric),
    currency,
    tag: (value) => (isOne(value) ? one(value) : value.map(one)),
  };
}

interface Step {
  /** Whether it goes up; null when the value is the same in other letters. */
  readonly up: boolean | null;
  readonly params: PhraseParams;
}

/** How far a threshold moved; null where two values have no distance. */
function stepOf(
  was: ComparisonValue,
  is: ComparisonValue,
  { before, after }: { readonly before: Reader; readonly after: Reader },
): Step | null {
  if (before.kind !== after.kind) return null;
  if (typeof was === "number" && typeof is === "number") {
    const difference = Math.abs(Number((is - was).toPrecision(12)));
    const percent = was === 0 ? null : Math.abs((is - was) / was) * 100;
    const tagged =
      after.kind === "share"
        ? taggedNumber(Number((difference * 100).toPrecision(12)), "percentagePoints")
        : after.unit === null
          ? taggedNumber(difference)
          : taggedNumber(difference, after.unit);
    return { up: is > was, params: byWords(tagged, after.kind === "share" ? null : percent) };
  }
  if (after.kind !== "money" || before.currency !== after.currency) return null;
  const { currency } = after;
  const [from, to] = [
    { amount: String(was), currency },
    { amount: String(is), currency },
  ];
  const up = exact(to.amount).comparedTo(exact(from.amount));
  if (up === 0) return { up: null, params: {} };
  const moved = subtractMoney(up > 0 ? to : from, up > 0 ? from : to);
  const base = exact(from.amount);
  const percent = base.isZero() ? null : exact(to.amount).minus(base).div(base).abs().times(100).toNumber();
  return { up: up > 0, params: byWords(moved.ok ? taggedMoney(moved.value) : null, percent) };
}

/** How far, in the metric's unit and in per cent of what it was, to two decimals. */
function byWords(difference: PhraseValue, exactly: number | null): PhraseParams {
  const percent = exactly === null ? null : Math.round(exactly * 100) / 100;
  const by =
    percent === null || percent === 0
      ? say("by-difference", { difference })
      : say("by-difference-and-percent", { difference, percent });
  return { difference, percent, by };
}
