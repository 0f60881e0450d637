import { alignLists, partChange, type PhraseValue, policyChange, type PolicySide, tagDuration } from "../core/index.ts";
import type { RuleChange, RuleChangeCode } from "./changeModel.ts";
import type { ConditionWords } from "./descriptionModel.ts";
import {
  kindWords,
  measureWords,
  metricName,
  type RuleWords,
  say,
  unitOf,
  namesOf,
  windowWords,
} from "./internal/words.ts";
import type { MetricDefinitionInput } from "./metricModel.ts";
import type { Keys } from "./programModel.ts";

/** The metrics of one version of a policy. */
export interface MetricsVersion extends ConditionWords {
  /** Where they stand in the policy; `["metrics"]` when left out. */
  readonly keys?: Keys;
}

/**
 * Tells what has changed between two versions of a policy's metrics: which are new or gone, and of the others what they
 * measure, over which stretch of time, and so on. Metrics belong together by their ids. `explain` writes the changes out.
 *
 * @param before - The earlier version: `metrics` and `currency`, of checked policies.
 * @param after - The later version.
 * @returns The changes; empty when both are the same.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { diffMetrics } from "clientele/rules";
 *
 * const over = (rolling: string) => ({
 *   currency: "CNY",
 *   metrics: [{ id: "spend", kind: "money", window: { rolling }, labels: { en: "spend", "zh-CN": "消费额" } }],
 * } as const);
 * const changes = diffMetrics(over("P12M"), over("P6M"));
 *
 * explain(changes, { locale: "en" }); // => ["spend is counted: over the last 6 months; before: over the last 12 months"]
 * explain(changes, { locale: "zh-CN" }); // => ["消费额的统计期间由“最近 12 个月”改为“最近 6 个月”"]
 * ```
 */
export function diffMetrics(before: MetricsVersion, after: MetricsVersion): readonly RuleChange[] {
  const [was, is] = [before.metrics, after.metrics];
  const aligned = alignLists(
    was.map(({ id }) => [id]),
    is.map(({ id }) => [id]),
  );
  const side = ({ metrics, keys = ["metrics"] }: MetricsVersion, at: number): PolicySide => ({
    keys: [...keys, at],
    value: metrics[at],
  });
  const list = ({ metrics, keys = ["metrics"] }: MetricsVersion): PolicySide => ({ keys, value: metrics });
  return [
    ...aligned.pairs.flatMap(([a, b]) => {
      const [old, now] = [was[a], is[b]];
      return old === undefined || now === undefined
        ? []
        : metricChanges(
            { ...side(before, a), metric: old, words: before },
            { ...side(after, b), metric: now, words: after },
          );
    }),
    ...aligned.removed.flatMap((at) => (was[at] === undefined ? [] : [gone(side(before, at), was[at], before)])),
    ...aligned.added.flatMap((at) => (is[at] === undefined ? [] : [fresh(side(after, at), is[at], after)])),
    ...(aligned.reordered ? [policyChange("metrics-reordered", { before: list(before), after: list(after) }, {})] : []),
  ];
}

const gone = (side: PolicySide, metric: MetricDefinitionInput, words: ConditionWords): RuleChange =>
  policyChange(
    "metric-removed",
    { before: side, after: null },
    { place: metricName(metric.id, words), from: inShort(metric, words) },
  );
const fresh = (side: PolicySide, metric: MetricDefinitionInput, words: ConditionWords): RuleChange =>
  policyChange(
    "metric-added",
    { before: null, after: side },
    { place: metricName(metric.id, words), to: inShort(metric, words) },
  );

/** What it is, what it measures, over which stretch of time. */
const inShort = ({ kind, measure, window }: MetricDefinitionInput, words: ConditionWords): readonly RuleWords[] => [
  kindWords(kind, words),
  measureWords(measure ?? null, words),
  ...(window === null || window === undefined ? [] : [windowWords(window)]),
];

interface MetricSide extends PolicySide {
  readonly metric: MetricDefinitionInput;
  readonly words: ConditionWords;
}

function metricChanges(before: MetricSide, after: MetricSide): readonly RuleChange[] {
  const name = metricName(after.metric.id, after.words);
  const part = <Key extends keyof MetricDefinitionInput>(
    key: Key,
    code: RuleChangeCode,
    put: (value: NonNullable<MetricDefinitionInput[Key]>, words: ConditionWords) => PhraseValue,
    place: PhraseValue = name,
  ): readonly RuleChange[] => {
    const said = ({ metric, words }: MetricSide): PhraseValue => {
      const value = metric[key];
      return isGiven(value) ? put(value, words) : say("said-nothing");
    };
    const inside = ({ keys, metric }: MetricSide): PolicySide => ({ keys: [...keys, key], value: metric[key] ?? null });
    return partChange(code, {
      before: inside(before),
      after: inside(after),
      place,
      from: said(before),
      to: said(after),
    });
  };
  return [
    ...part("labels", "metric-renamed", namesOf, after.metric.id),
    ...part("kind", "metric-kind-changed", kindWords),
    ...part("measure", "metric-measure-changed", measureWords),
    ...part("window", "metric-window-changed", windowWords),
    ...unitChange(before, after, name),
    ...part("betterWhen", "metric-direction-changed", (way) => say(`${way}-is-better`)),
    ...part("minSample", "metric-sample-changed", (n) => n),
    ...part("maxAge", "metric-age-changed", tagDuration),
    ...flagChange("redeemable", "metric-redeemable-changed", before, after, name),
    ...flagChange("confidential", "metric-confidential-changed", before, after, name),
  ];
}

/** Days are counted in days, whether that is said or not. */
function unitChange(before: MetricSide, after: MetricSide, place: PhraseValue): readonly RuleChange[] {
  const said = ({ metric }: MetricSide): PhraseValue => unitOf(metric) ?? say("said-nothing");
  const inside = ({ keys, metric }: MetricSide): PolicySide => ({
    keys: [...keys, "unit"],
    value: metric.unit ?? null,
  });
  const sides = { before: inside(before), after: inside(after) };
  return partChange("metric-unit-changed", { ...sides, place, from: said(before), to: said(after) });
}

/** What is left out is no. */
function flagChange(
  key: "redeemable" | "confidential",
  code: RuleChangeCode,
  before: MetricSide,
  after: MetricSide,
  place: PhraseValue,
): readonly RuleChange[] {
  const inside = ({ keys, metric }: MetricSide): PolicySide => ({ keys: [...keys, key], value: metric[key] ?? null });
  const said = ({ metric }: MetricSide): PhraseValue => metric[key] ?? false;
  const sides = { before: inside(before), after: inside(after) };
  return partChange(code, { ...sides, place, from: said(before), to: said(after) });
}

const isGiven = <Value>(value: Value): value is NonNullable<Value> => value !== null && value !== undefined;
