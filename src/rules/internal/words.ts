import {
  type Labels,
  type LabelsInput,
  type Phrase,
  type PhraseParams,
  type PhraseValue,
  type Tagged,
  tagDuration,
  taggedNumber,
} from "../../core/index.ts";
import type { RuleChangeCode } from "../changeModel.ts";
import type { ConditionWords, RuleWordsCode } from "../descriptionModel.ts";
import type { Measure, OneOrMore } from "../measureModel.ts";
import type { CalendarPeriod, MetricAnchor, MetricDefinitionInput, MetricKind, MetricWindow } from "../metricModel.ts";
import type { Comparison, ComparisonOp, ComparisonValue, Condition } from "../model.ts";

/** Words of this module. */
export type RuleWords = Phrase<RuleWordsCode>;

/** Makes words of a code. */
export const say = <Code extends RuleWordsCode | RuleChangeCode | "said-nothing">(
  code: Code,
  params: PhraseParams = {},
): Phrase<Code> => ({ code, params });

/** All names of something, in whichever language. */
export const namesOf = ({ en, "zh-CN": zh }: LabelsInput): readonly string[] =>
  [...new Set([en, zh])].filter((name) => typeof name === "string");

/** Labels as a checked policy holds them. */
export const wholeLabels = ({ en = null, "zh-CN": zh = null }: LabelsInput): Labels => ({ en, "zh-CN": zh });

/** The name of a metric for people: its labels, with its id where another has one of them; its id where it has none. */
export function metricName(id: string, { metrics }: ConditionWords): PhraseValue {
  const labels = metrics.find((metric) => metric.id === id)?.labels ?? null;
  if (labels === null) return id;
  const label = wholeLabels(labels);
  const shared = metrics.some(
    (other) =>
      other.id !== id && namesOf(other.labels ?? { en: other.id }).some((name) => namesOf(label).includes(name)),
  );
  return shared ? say("metric-with-id", { label, metric: id }) : label;
}

/** The value of a comparison, as its metric's kind and unit have it. */
export function valueOf(value: ComparisonValue, metric: MetricDefinitionInput | undefined, currency: string): Tagged {
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "string") {
    return metric?.kind === "money" ? { kind: "money", amount: value, currency } : { kind: "text", text: value };
  }
  if (metric?.kind === "share") return shareOf(value);
  const unit = metric === undefined ? null : unitOf(metric);
  return unit === null ? taggedNumber(value) : taggedNumber(value, unit);
}

/** What a metric counts; days are counted in days. */
export const unitOf = ({ kind, unit }: MetricDefinitionInput): string | null =>
  unit ?? (kind === "days" ? "days" : null);

/** A share in per cent, where that can be said exactly. */
function shareOf(share: number): Tagged {
  const percent = Number((share * 100).toPrecision(15));
  return percent / 100 === share ? taggedNumber(percent, "%") : taggedNumber(share);
}

// ------------------------------------------------------------------------------------------------------------ conditions

const NUMBERS: Readonly<Record<ComparisonOp, RuleWordsCode>> = {
  ">=": "asks-from",
  "<=": "asks-up-to",
  ">": "asks-above",
  "<": "asks-below",
  "=": "asks-exactly",
  "!=": "asks-other-than",
  in: "asks-one-of",
  notIn: "asks-none-of",
};
const DAYS: Readonly<Record<ComparisonOp, RuleWordsCode>> = {
  ...NUMBERS,
  ">=": "asks-day-from",
  "<=": "asks-day-up-to",
  ">": "asks-day-after",
  "<": "asks-day-before",
  "=": "asks-is",
  "!=": "asks-is-not",
};
const NAMES: Readonly<Record<ComparisonOp, RuleWordsCode>> = { ...NUMBERS, "=": "asks-is", "!=": "asks-is-not" };

const codesOf = (kind: MetricKind | undefined): Readonly<Record<ComparisonOp, RuleWordsCode>> =>
  kind === "day" ? DAYS : kind === "text" || kind === "boolean" ? NAMES : NUMBERS;

function comparisonWords({ metric: id, op, value, onMissing }: Comparison, words: ConditionWords): RuleWords {
  const metric = words.metrics.find((one) => one.id === id);
  const label = metricName(id, words);
  const one = (item: ComparisonValue): Tagged => valueOf(item, metric, words.currency);
  const asked = say(
    codesOf(metric?.kind)[op],
    isOne(value) ? { label, value: one(value) } : { label, values: value.map(one) },
  );
  return onMissing === "met" || onMissing === "unmet" ? say(`asks-unknown-${onMissing}`, { asked }) : asked;
}

/** Whether a comparison has a single value. */
export const isOne = (value: Comparison["value"]): value is ComparisonValue => typeof value !== "object";

/** A condition that is no group, in words. */
function leafWords(condition: Exclude<Condition, Group>, words: ConditionWords): RuleWords {
  if ("metric" in condition) return comparisonWords(condition, words);
  if ("performed" in condition) {
    const { event, where = null, times = null, within = null } = condition.performed;
    const often = taggedNumber(times ?? 1, "times");
    const asked =
      within === null
        ? say("asks-performed", { event, times: often })
        : say("asks-performed-within", { event, times: often, within: tagDuration(within) });
    if (where === null) return asked;
    const fields = Object.entries(where).map(([field, value]) =>
      say("asks-field", { field, value: valueOf(value, undefined, words.currency) }),
    );
    return say("asks-performed-where", { asked, fields });
  }
  if ("lastPerformed" in condition) {
    const { event, op, duration } = condition.lastPerformed;
    return say(`asks-last-${op}`, { event, length: tagDuration(duration) });
  }
  if ("memberOf" in condition) return say("asks-member", { segment: condition.memberOf.segment });
  const { seed, share } = condition.bucket;
  return say("asks-bucket", { seed, share: shareOf(share) });
}

/** A condition made of others. */
export type Group = Extract<
  Condition,
  { readonly all: unknown } | { readonly any: unknown } | { readonly atLeast: unknown } | { readonly not: unknown }
>;

/** Which way a condition is made of others. */
export type GroupForm = "all" | "any" | "atLeast" | "not";

/** The parts of a condition made of others, and where they stand in it. */
export interface GroupParts {
  /** Which way. */
  readonly form: GroupForm;
  /** Of `atLeast`: how many must hold; null for the others. */
  readonly n: number | null;
  /** The parts. */
  readonly parts: readonly Condition[];
  /** The keys that lead to the list of parts; with `not`, to the only part. */
  readonly keys: readonly string[];
}

/** Takes a group apart; null for a condition that is none. */
export function groupOf(condition: Condition): GroupParts | null {
  if ("all" in condition) return { form: "all", n: null, parts: condition.all, keys: ["all"] };
  if ("any" in condition) return { form: "any", n: null, parts: condition.any, keys: ["any"] };
  if ("not" in condition) return { form: "not", n: null, parts: [condition.not], keys: ["not"] };
  if (!("atLeast" in condition)) return null;
  const { n, of } = condition.atLeast;
  return { form: "atLeast", n, parts: of, keys: ["atLeast", "of"] };
}

const HEADS = { all: "asks-all", any: "asks-any", atLeast: "asks-at-least", not: "asks-not" } as const;
const INLINE = { all: "asks-all-of", any: "asks-any-of", atLeast: "asks-at-least-of", not: "asks-not-of" } as const;

/** The first line of a condition: of a group, what its parts must do. */
export function headWords(condition: Condition, words: ConditionWords): RuleWords {
  const group = groupOf(condition);
  if (group === null) return leafWords(condition as Exclude<Condition, Group>, words);
  const { form, n, parts } = group;
  return say(HEADS[form], n === null ? {} : { n, count: parts.length });
}

/** A whole condition in one line. */
export function conditionWords(condition: Condition, words: ConditionWords): RuleWords {
  const group = groupOf(condition);
  if (group === null) return leafWords(condition as Exclude<Condition, Group>, words);
  const { form, n, parts } = group;
  const said = parts.map((part) => conditionWords(part, words));
  return say(INLINE[form], n === null ? { parts: said } : { n, parts: said });
}

// --------------------------------------------------------------------------------------------------------------- metrics

const PERIODS: Readonly<Record<CalendarPeriod, RuleWordsCode>> = {
  month: "period-month",
  quarter: "period-quarter",
  halfYear: "period-half-year",
  year: "period-year",
};
const ANCHORS: Readonly<Record<MetricAnchor, RuleWordsCode>> = {
  enrolment: "anchor-enrolment",
  firstPurchase: "anchor-first-purchase",
  tierStart: "anchor-tier-start",
};

/** How far back a period lies: 0 the running one, 1 the last whole one. */
const backOf = (back: number): "running" | "last" | "back" => (back === 0 ? "running" : back === 1 ? "last" : "back");

/** A window in words. */
export function windowWords(window: MetricWindow): RuleWords {
  if (window === "lifetime") return say("window-lifetime");
  if ("rolling" in window) return say("window-rolling", { length: tagDuration(window.rolling) });
  const back = window.back ?? 0;
  if ("anniversary" in window) {
    const { anniversary, every } = window;
    const params = { anchor: say(ANCHORS[anniversary]), length: tagDuration(every) };
    return say(`window-anniversary-${backOf(back)}`, back > 1 ? { ...params, back } : params);
  }
  const period = say(PERIODS[window.calendar]);
  const laid = say(`window-calendar-${backOf(back)}`, back > 1 ? { period, back } : { period });
  const month = window.fiscalStart ?? 1;
  return month === 1 ? laid : say("window-fiscal", { window: laid, month });
}

const ORDERS = {
  net: "measures-orders-net",
  gross: "measures-orders-gross",
  count: "measures-orders-count",
  purchaseDays: "measures-orders-purchase-days",
  mean: "measures-orders-mean",
  largestDay: "measures-orders-largest-day",
} as const;
const CASES = {
  opened: "measures-cases-opened",
  open: "measures-cases-open",
  repeatedShare: "measures-cases-repeated-share",
} as const;
const ANSWERS = {
  count: "measures-answers-count",
  mean: "measures-answers-mean",
  shareAtOrAbove: "measures-answers-share-at-or-above",
  shareAtOrBelow: "measures-answers-share-at-or-below",
  nps: "measures-answers-nps",
} as const;
const CONTRACTS = {
  active: "measures-contracts-active",
  value: "measures-contracts-value",
  endsInDays: "measures-contracts-ends-in-days",
} as const;
const TENURES = {
  enrolment: "measures-tenure-enrolment",
  firstPurchase: "measures-tenure-first-purchase",
  tierStart: "measures-tenure-tier-start",
} as const;

/** What a metric measures, in words; null for one that the host brings. */
export function measureWords(measure: Measure | null, words: ConditionWords): RuleWords {
  if (measure === null) return say("measures-nothing");
  const measured = plainMeasureWords(measure, words);
  const filters = "where" in measure ? filterWords(measure.where ?? {}) : [];
  return filters.length === 0 ? measured : say("measures-where", { measured, filters });
}

function plainMeasureWords(measure: Measure, words: ConditionWords): RuleWords {
  if ("orders" in measure) {
    const { orders, rounding = null } = measure;
    return say(ORDERS[orders], rounding === null ? {} : { rounding: say(`rounded-${rounding}`) });
  }
  if ("refunds" in measure) return say(`measures-refunds-${measure.refunds}`);
  if ("activity" in measure) return say(`measures-activity-${measure.activity}`);
  if ("interactions" in measure) return say(`measures-interactions-${measure.interactions}`);
  if ("cases" in measure) return say(CASES[measure.cases]);
  if ("answers" in measure) {
    const { answers, level = null } = measure;
    return say(ANSWERS[answers], level === null ? {} : { level: taggedNumber(level) });
  }
  if ("contracts" in measure) return say(CONTRACTS[measure.contracts]);
  if ("tenure" in measure) return say(TENURES[measure.tenure]);
  if ("inactivity" in measure) return say(`measures-inactivity-${measure.inactivity}`);
  if ("share" in measure) {
    return say("measures-share", { part: metricName(measure.share, words), whole: metricName(measure.of, words) });
  }
  return say(`measures-change-${measure.as}`, { of: metricName(measure.change, words) });
}

const FILTERS = ["kind", "subject", "channel", "severity", "survey", "question"] as const;

function filterWords(
  where: Readonly<Partial<Record<(typeof FILTERS)[number], OneOrMore | null>>> & {
    readonly direction?: "inbound" | "outbound" | null;
  },
): readonly RuleWords[] {
  const { direction = null } = where;
  return [
    ...FILTERS.flatMap((key) => {
      const names = where[key] ?? null;
      return names === null ? [] : [say(`filter-${key}`, { names })];
    }),
    ...(direction === null ? [] : [say(`filter-${direction}`)]),
  ];
}

/** What kind of value a metric has, in words. */
export const kindWords = (kind: MetricKind, { currency }: ConditionWords): RuleWords =>
  say(`kind-${kind}`, kind === "money" ? { currency } : {});
