import {
  durationParts,
  epochDayOfText,
  isDecimalText,
  type MessageParams,
  minorDigits,
  pointer,
  show,
  type Sound,
} from "../core/index.ts";
import { decimalsOf, MINOR_LIMIT, minorUnits } from "./internal/minorUnits.ts";
import type { MetricDefinition, MetricKind } from "./metricModel.ts";
import type { ComparisonOp, ComparisonValue, Condition } from "./model.ts";
import type { Keys } from "./programModel.ts";

/** Codes of what can be wrong between a condition and the metrics it asks about. */
export type ConditionCode =
  | "unknown-metric"
  | "op-not-for-kind"
  | "threshold-not-decimal"
  | "threshold-too-large"
  | "threshold-not-whole"
  | "threshold-not-share"
  | "threshold-not-number"
  | "threshold-not-text"
  | "threshold-not-boolean"
  | "threshold-not-day"
  | "too-many-decimals"
  | "repeated-value"
  | "n-too-large"
  | "empty-duration";

/** Takes an issue: its code, where it stands, what its sentence needs to know. */
export type ConditionReport = (code: ConditionCode, keys: Keys, params?: MessageParams) => void;

/** Conditions of a draft, without their unsound parts. */
export interface ConditionDraft {
  /** The metrics they may ask about. */
  readonly metrics: Sound<readonly MetricDefinition[]> | undefined;
  /** Of every amount. */
  readonly currency: string | undefined;
  /** The conditions, and where they stand; what is null or undefined asks nothing. */
  readonly conditions: readonly {
    /** Where. */
    readonly keys: Keys;
    /** What is asked. */
    readonly condition: Sound<Condition> | null | undefined;
  }[];
}

/**
 * Holds the conditions of a policy against its metrics: metrics that are not defined, operators that do not fit the metric's
 * kind, values of another type or unit, groups that ask for more parts than they have. For the cross-check of the policy
 * that holds them; the shape of each condition is the affair of `conditionSchema`.
 *
 * @param draft - The metrics, the currency and the conditions, without their unsound parts.
 * @param report - Takes the issues.
 */
export function checkConditions({ metrics = [], currency, conditions }: ConditionDraft, report: ConditionReport): void {
  // with an unsound metric among them, an unknown name may be the one that was meant
  const kinds = new Map(metrics.map((metric) => [metric?.id, metric?.kind]));
  const digits = currency === undefined ? null : minorDigits(currency);
  for (const { keys, condition } of conditions) check(condition, keys, { kinds, currency, digits, report });
}

interface Context {
  readonly kinds: ReadonlyMap<string | undefined, MetricKind | undefined>;
  readonly currency: string | undefined;
  readonly digits: number | null;
  readonly report: ConditionReport;
}

/** A condition of a draft, of whatever form: any part of it may be missing. */
interface Draft {
  readonly metric?: string | undefined;
  readonly op?: ComparisonOp | undefined;
  readonly value?: ComparisonValue | readonly (ComparisonValue | undefined)[] | undefined;
  readonly all?: Drafts;
  readonly any?: Drafts;
  readonly not?: Draft | undefined;
  readonly atLeast?: { readonly n?: number | undefined; readonly of?: Drafts } | undefined;
  readonly performed?: { readonly within?: string | null | undefined } | undefined;
  readonly lastPerformed?: { readonly duration?: string | undefined } | undefined;
  readonly memberOf?: unknown;
  readonly bucket?: unknown;
}
type Drafts = readonly (Draft | undefined)[] | undefined;

function check(condition: Draft | null | undefined, at: Keys, context: Context): void {
  if (condition === null || condition === undefined) return;
  const { metric, all, any, not, atLeast, performed, lastPerformed } = condition;
  const { report } = context;
  if (metric !== undefined) checkComparison(condition, metric, at, context);
  const parts = (of: Drafts, keys: Keys): void => {
    of?.forEach((part, index) => {
      check(part, [...keys, index], context);
    });
  };
  parts(all, [...at, "all"]);
  parts(any, [...at, "any"]);
  check(not, [...at, "not"], context);
  if (atLeast !== undefined) {
    const { n, of } = atLeast;
    if (n !== undefined && of !== undefined && of.length > 0 && n > of.length) {
      report("n-too-large", [...at, "atLeast", "n"], { n, parts: of.length });
    }
    parts(of, [...at, "atLeast", "of"]);
  }
  const hasLength = (duration: string | null | undefined, keys: Keys): void => {
    if (typeof duration !== "string") return;
    const { months, days, ms } = durationParts(duration);
    if (months + days + ms === 0) report("empty-duration", [...at, ...keys]);
  };
  hasLength(performed?.within, ["performed", "within"]);
  hasLength(lastPerformed?.duration, ["lastPerformed", "duration"]);
}

/** Kinds without an order. */
const NAMES: readonly MetricKind[] = ["text", "boolean"];
const OF_NAMES: Readonly<Record<"text" | "boolean", readonly ComparisonOp[]>> = {
  text: ["=", "!=", "in", "notIn"],
  boolean: ["=", "!="],
};

function checkComparison(comparison: Draft, metric: string, at: Keys, context: Context): void {
  const { kinds, report } = context;
  const { op, value } = comparison;
  const kind = kinds.get(metric);
  if (!kinds.has(metric)) {
    if (!kinds.has(undefined)) report("unknown-metric", [...at, "metric"], { metric });
    return;
  }
  if (kind === undefined) return;
  if (op !== undefined && isNamed(kind) && !OF_NAMES[kind].includes(op)) {
    report("op-not-for-kind", [...at, "op"], { metric, kind, op });
  }
  if (!isList(value)) {
    if (value !== undefined) checkValue(value, [...at, "value"], metric, kind, context);
    return;
  }
  const seen = new Map<ComparisonValue, number>();
  value.forEach((item, index) => {
    if (item === undefined) return;
    const keys = [...at, "value", index];
    if (!checkValue(item, keys, metric, kind, context)) return;
    // "1" and "1.00" are one amount
    const plain = kind === "money" ? minorUnits(item, context.digits ?? 0) : item;
    const first = seen.get(plain);
    if (first === undefined) seen.set(plain, index);
    else report("repeated-value", keys, { observed: show(item), first: pointer([...at, "value", first]) });
  });
}

const isNamed = (kind: MetricKind): kind is "text" | "boolean" => NAMES.includes(kind);
const isList = (value: Draft["value"]): value is readonly (ComparisonValue | undefined)[] => Array.isArray(value);

/** Whether a value is one of the kind's; reports what it is instead. */
function checkValue(value: ComparisonValue, at: Keys, metric: string, kind: MetricKind, context: Context): boolean {
  const { currency = null, digits, report } = context;
  const fits = (code: ConditionCode, holds: boolean): boolean => {
    if (!holds) report(code, at, { metric, observed: show(value) });
    return holds;
  };
  const isNumber = typeof value === "number" && Number.isFinite(value);
  switch (kind) {
    case "money": {
      if (!isDecimalText(value)) return fits("threshold-not-decimal", false);
      if (digits === null) return false; // of which currency is not known
      if (decimalsOf(value) > digits) {
        report("too-many-decimals", at, { observed: value, currency, digits });
        return false;
      }
      if (Math.abs(minorUnits(value, digits)) < MINOR_LIMIT) return true;
      report("threshold-too-large", at, { observed: value, currency });
      return false;
    }
    case "count":
      return fits("threshold-not-whole", isNumber && Number.isSafeInteger(value) && value >= 0);
    case "share":
      return fits("threshold-not-share", isNumber && value >= 0 && value <= 1);
    case "days":
    case "number":
      return fits("threshold-not-number", isNumber);
    case "text":
      return fits("threshold-not-text", typeof value === "string");
    case "boolean":
      return fits("threshold-not-boolean", typeof value === "boolean");
    case "day":
      return fits("threshold-not-day", !Number.isNaN(epochDayOfText(value)));
  }
}
