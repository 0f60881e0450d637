import { DomainError, type Expected, minorDigits, pointer } from "../../core/index.ts";
import { rfmScore, type RfmRule } from "../kernel.ts";
import type { RfmDimension, RfmMode, RfmModel } from "../model.ts";
import { metricNames, usualSource } from "./metricNames.ts";
import type { RfmReading } from "./rfmValues.ts";

/** One metric of a model, ready to be scored. */
export interface CompiledDimension {
  readonly metric: string;
  readonly from: string;
  readonly bins: number;
  readonly lowerIsBetter: boolean;
  /** Scores a value; `combination` is that of the scores of the metrics it is nested in. */
  readonly score: (value: number, customerId: string, combination: number) => number;
}

/** A model, ready to score. */
export interface CompiledModel extends RfmReading {
  /** In the order in which metrics are scored. */
  readonly sources: readonly CompiledDimension[];
  /** How many scores each metric has. */
  readonly bins: Readonly<Record<string, number>>;
  /** What each score weighs; null when there is no weighted mean. */
  readonly weights: readonly number[] | null;
  readonly totalWeight: number;
}

/** What is wrong with a model. */
interface Flaw {
  readonly keys: readonly (string | number)[];
  readonly expected: Expected;
}

/** Models that were looked at before: a population is scored with one object. */
const known = /* @__PURE__ */ new WeakMap<object, CompiledModel>();

const MODES: readonly string[] = [
  "quantile",
  "midrank",
  "minrank",
  "maxrank",
  "ntile",
  "fixed",
  "min-max",
  "nested",
  "rfm-r",
];

/**
 * Makes a model ready: once, when it is frozen.
 *
 * @param model - What the caller handed in.
 * @returns What scoring works with.
 * @throws `DomainError` with code `invalid-model`.
 */
export function compiledModel(model: RfmModel<string>): CompiledModel {
  const seen = known.get(model);
  if (seen !== undefined) return seen;
  const flaw = flawOf(model);
  if (flaw !== null) {
    const { keys, expected } = flaw;
    throw new DomainError(
      "invalid-model",
      `expected an RFM model (rfm-model/1): at ${pointer(keys) || "/"} expected ${expected}`,
    );
  }
  const compiled = compile(model);
  if (isSettled(model)) known.set(model, compiled);
  return compiled;
}

/**
 * Freezes a model that was just made, and makes it ready.
 *
 * @param model - Sound.
 * @returns It.
 */
export function settled<Model extends RfmModel<string>>(model: Model): Model {
  freeze(model);
  known.set(model, compile(model));
  return model;
}

function compile(model: RfmModel<string>): CompiledModel {
  const names = model.nesting ?? metricNames(model.dimensions);
  const sources = names.map((metric): CompiledDimension => {
    const dimension = model.dimensions[metric];
    const usual = usualSource(metric, model.frequency);
    const lowerIsBetter = (dimension?.better ?? usual?.better) === "lower";
    return {
      metric,
      from: dimension?.from ?? usual?.from ?? metric,
      bins: dimension?.bins ?? 0,
      lowerIsBetter,
      score: scoringOf(dimension ?? { cuts: [] }, model.mode, lowerIsBetter),
    };
  });
  const weights = model.weights === undefined ? null : names.map((metric) => model.weights?.[metric] ?? 0);
  return {
    sources,
    currency: model.currency,
    bins: Object.freeze(
      Object.fromEntries(metricNames(model.dimensions).map((metric) => [metric, model.dimensions[metric]?.bins ?? 0])),
    ),
    weights,
    totalWeight: (weights ?? []).reduce((sum, weight) => sum + weight, 0),
  };
}

/**
 * Settles how the values of one metric are scored.
 *
 * @param dimension - Its cuts.
 * @param mode - How values are held against them.
 * @param lowerIsBetter - Which way the metric is better.
 * @returns The score of a value.
 */
export function scoringOf(
  { cuts, ids, within }: Pick<RfmDimension, "cuts" | "ids" | "within">,
  mode: RfmMode,
  lowerIsBetter: boolean,
): CompiledDimension["score"] {
  if (mode === "ntile") {
    const sign = lowerIsBetter ? -1 : 1;
    return (value, customerId) => {
      let passed = 0;
      for (let i = 0; i < cuts.length; i++) {
        const ahead = sign * (value - (cuts[i] ?? NaN));
        if (ahead > 0 || (ahead === 0 && customerId >= (ids?.[i] ?? ""))) passed++;
      }
      return passed + 1;
    };
  }
  const rule = kernelRule(mode, lowerIsBetter);
  if (within === undefined) return (value) => rfmScore(value, cuts, rule);
  return (value, _, combination) => rfmScore(value, within[combination] ?? cuts, rule);
}

/**
 * Tells the kernel how a metric is scored.
 *
 * @param mode - Any but `ntile`, which the kernel does not know.
 * @param lowerIsBetter - Which way the metric is better.
 * @returns The rule.
 */
export const kernelRule = (mode: RfmMode, lowerIsBetter: boolean): RfmRule => ({
  mode: mode === "nested" || mode === "ntile" ? "quantile" : mode,
  lowerIsBetter,
});

/** Whether nothing that scoring reads can change any more. */
const isSettled = (model: RfmModel<string>): boolean =>
  [
    model,
    model.policy,
    model.dimensions,
    model.weights,
    model.nesting,
    ...Object.values(model.dimensions).flatMap((part) => [
      part,
      part.cuts,
      part.ids,
      part.within,
      ...(part.within ?? []),
    ]),
  ].every((part) => part === undefined || Object.isFrozen(part));

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  for (const part of Object.values(value)) freeze(part);
  Object.freeze(value);
}

/**
 * Looks for what keeps something from being a model.
 *
 * @param input - Anything.
 * @returns The first flaw; null when there is none.
 */
export function flawOf(input: unknown): Flaw | null {
  if (!isRecord(input)) return { keys: [], expected: "object" };
  const { format, mode, frequency, currency, policy, customers, dimensions, weights, nesting, asOf } = input;
  const flaw = (key: string, expected: Expected): Flaw => ({ keys: [key], expected });
  if (format !== "rfm-model/1") return flaw("format", "known-name");
  if (typeof mode !== "string" || !MODES.includes(mode)) return flaw("mode", "known-name");
  if (frequency !== null && frequency !== "orders" && frequency !== "purchaseDays")
    return flaw("frequency", "known-name");
  if (currency !== null && (typeof currency !== "string" || minorDigits(currency) === null)) {
    return flaw("currency", "currency");
  }
  if (asOf !== undefined && typeof asOf !== "string") return flaw("asOf", "instant");
  if (!isRecord(policy) || typeof policy["id"] !== "string" || !Number.isSafeInteger(policy["version"])) {
    return flaw("policy", "object");
  }
  if (!isCount(customers)) return flaw("customers", "non-negative-integer");
  if (!isRecord(dimensions)) return flaw("dimensions", "object");
  const names = Object.keys(dimensions);
  if (names.length < 2 || names.length > 4) return flaw("dimensions", "object");
  for (const metric of names) {
    const wrong = flawOfDimension(dimensions[metric], mode, metric, frequency);
    if (wrong !== null) return { keys: ["dimensions", metric, ...wrong.keys], expected: wrong.expected };
  }
  if (weights !== undefined && !(isRecord(weights) && names.every((metric) => isWeight(weights[metric])))) {
    return flaw("weights", "non-negative-number");
  }
  if (nesting !== undefined || mode === "nested") {
    const order = Array.isArray(nesting) ? (nesting as readonly unknown[]) : [];
    if (order.length !== names.length || !names.every((metric) => order.includes(metric))) {
      return flaw("nesting", "known-name");
    }
  }
  return null;
}

function flawOfDimension(input: unknown, mode: string, metric: string, frequency: string | null): Flaw | null {
  if (!isRecord(input)) return { keys: [], expected: "object" };
  const { bins, cuts, counts, from, better, ids, within } = input;
  const atLeast = mode === "rfm-r" ? 1 : 2;
  if (!Number.isSafeInteger(bins) || Number(bins) < atLeast || Number(bins) > 10) {
    return { keys: ["bins"], expected: "positive-integer" };
  }
  const most = Number(bins) - 1;
  const fewer = mode === "ntile" || mode.endsWith("rank");
  if (!areCuts(cuts, most, fewer)) return { keys: ["cuts"], expected: "array" };
  if (!Array.isArray(counts) || counts.length !== bins || !counts.every(isCount))
    return { keys: ["counts"], expected: "array" };
  if (from !== undefined && typeof from !== "string") return { keys: ["from"], expected: "text" };
  if (better !== undefined && better !== "higher" && better !== "lower")
    return { keys: ["better"], expected: "known-name" };
  if ((from === undefined || better === undefined) && usualSource(metric, frequency) === null) {
    return { keys: ["from"], expected: "text" };
  }
  if (mode === "ntile" && !(Array.isArray(ids) && ids.length === cuts.length && ids.every(isText))) {
    return { keys: ["ids"], expected: "array" };
  }
  if (within === undefined) return null;
  const sound = Array.isArray(within) && within.every((own) => own === null || areCuts(own, most, false));
  return sound ? null : { keys: ["within"], expected: "array" };
}

/** Finite and ascending. */
const areCuts = (cuts: unknown, most: number, fewer: boolean): cuts is readonly number[] =>
  Array.isArray(cuts) &&
  (fewer ? cuts.length <= most : cuts.length === most) &&
  (cuts as readonly unknown[]).every(
    (cut, i) => typeof cut === "number" && Number.isFinite(cut) && (i === 0 || cut >= (cuts[i - 1] as number)),
  );

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isText = (value: unknown): value is string => typeof value === "string";

const isWeight = (value: unknown): boolean => typeof value === "number" && value >= 0 && value < Infinity;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
