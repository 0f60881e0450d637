import {
  definePolicy,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Report,
  type Result,
  reviewPolicy,
  type Sound,
} from "../core/index.ts";
import { ofMetric, RESERVED, usualSource } from "./internal/metricNames.ts";
import { segmentationMessages } from "./messages.ts";
import type { RfmMetric, RfmPolicy, RfmPolicyData, RfmPolicyInput } from "./model.ts";
import { type CompiledRfmPolicy, rfmKind } from "./rfmKind.ts";
import { rfmPolicySchema } from "./schema.ts";

const guard: PolicyGuard<RfmPolicyData<string>, CompiledRfmPolicy> = /* @__PURE__ */ (() => ({
  ...rfmKind,
  schema: rfmPolicySchema,
  crossCheck,
  findings: () => undefined,
  messages: segmentationMessages,
}))();

function crossCheck(draft: Sound<RfmPolicyData<string>>, report: Report): void {
  const { bins, mode } = draft;
  if (bins === undefined) return;
  const names = Object.keys(bins);
  if (names.length < 2 || names.length > 4) report("metrics-out-of-count", ["bins"], { count: names.length });
  for (const metric of names) if (RESERVED.has(metric)) report("reserved-name", ["bins", metric], { metric });
  checkKnown(draft, names, report);
  checkSources(draft, names, report);
  checkCuts(draft, names, report);
  if (mode === "rfm-r" && new Set(Object.values(bins).filter((count) => count !== undefined)).size > 1)
    report("unequal-bins", ["bins"], {});
  const { nesting } = draft;
  if (nesting === undefined || nesting === null) {
    if (mode === "nested" && names.some((metric) => usualSource(metric, "orders") === null)) {
      report("nesting-needed", ["nesting"], {});
    }
  } else if (mode !== undefined && mode !== "nested") report("not-in-mode", ["nesting"], { mode, key: "nesting" });
  else if (nesting.length !== names.length || !names.every((metric) => nesting.includes(metric))) {
    report("nesting-needed", ["nesting"], {});
  }
  const weights = Object.values(draft.weights ?? {}).filter((weight) => weight !== undefined);
  if (weights.length > 0 && weights.every((weight) => weight === 0)) report("weights-of-nothing", ["weights"], {});
}

/** What is said of metrics is said of those that there are. */
function checkKnown(draft: Sound<RfmPolicyData<string>>, names: readonly string[], report: Report): void {
  for (const key of ["metrics", "cuts", "weights"] as const) {
    for (const metric of Object.keys(draft[key] ?? {})) {
      if (!names.includes(metric)) report("metric-not-listed", [key, metric], { metric });
    }
  }
  const { weights } = draft;
  if (weights === undefined || weights === null) return;
  for (const metric of names) {
    if (!Object.hasOwn(weights, metric)) report("weight-missing", ["weights"], { metric });
  }
}

/** Each metric is found somewhere, and its unit is known. */
function checkSources(draft: Sound<RfmPolicyData<string>>, names: readonly string[], report: Report): void {
  const { metrics, frequency, currency } = draft;
  if (metrics === undefined || frequency === undefined || currency === undefined) return;
  for (const metric of names) {
    const told = ofMetric(metrics ?? {}, metric);
    if (told === undefined && Object.hasOwn(metrics ?? {}, metric)) continue; // told, but unsound
    const source = told ?? usualSource(metric, frequency);
    if (source === null) report("source-needed", ["metrics"], { metric });
    else if (source.from === "monetary" && currency === null) report("currency-needed", ["currency"], { metric });
  }
}

/** Cuts are as many as the bins ask for, and ascend. */
function checkCuts(draft: Sound<RfmPolicyData<string>>, names: readonly string[], report: Report): void {
  const { cuts, mode, bins } = draft;
  if (cuts === undefined || mode === undefined) return;
  if (cuts !== null && mode !== "fixed" && mode !== "quantile" && mode !== "rfm-r") {
    report("not-in-mode", ["cuts"], { mode, key: "cuts" });
    return;
  }
  for (const metric of names) {
    if (Object.hasOwn(cuts ?? {}, metric) && cuts?.[metric] === undefined) continue; // given, but unsound
    const own = ofMetric(cuts ?? {}, metric) ?? null;
    if (own === null) {
      if (mode === "fixed") report("cuts-needed", ["cuts"], { metric });
      continue;
    }
    const expected = (bins?.[metric] ?? NaN) - 1;
    if (own.length !== expected && !Number.isNaN(expected)) {
      report("cuts-out-of-count", ["cuts", metric], { metric, expected, observed: own.length });
    }
    const at = own.findIndex((cut, i) => i > 0 && !((own[i - 1] ?? NaN) < (cut ?? NaN)));
    if (at > 0) report("cuts-not-ascending", ["cuts", metric, at], { metric });
  }
}

/**
 * Checks an RFM policy written in code.
 *
 * @param literal - Mode, bins, what counts as frequency, currency. The metrics are named by the keys of `bins`; any two to
 *   four will do.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineRfmPolicy } from "clientele/segmentation";
 *
 * const policy = defineRfmPolicy({
 *   id: "rfm", version: 1, mode: "quantile", frequency: "orders", currency: "CNY",
 *   bins: { recency: 5, frequency: 5, monetary: 5 },
 * });
 *
 * policy.mode; // => "quantile"
 * ```
 *
 * @example Engagement instead of money, weighted
 * ```ts
 * import { instant, money, orThrow } from "clientele/core";
 * import { defineRfmPolicy, fitRfm, scoreRfm } from "clientele/segmentation";
 *
 * const policy = defineRfmPolicy({
 *   id: "rfe", version: 1, mode: "fixed", frequency: "purchaseDays",
 *   bins: { recency: 2, frequency: 2, engagement: 3 },
 *   metrics: { engagement: { from: "visits", better: "higher" } },
 *   cuts: { recency: [30], frequency: [3], engagement: [5, 20] },
 *   weights: { recency: 1, frequency: 1, engagement: 2 },
 * });
 * const customer = {
 *   customerId: "a", asOf: instant("2026-01-01T00:00:00+08:00"),
 *   recencyDays: 30, orders: 2, purchaseDays: 2, monetary: money("9.00", "CNY"), metrics: { visits: 20 },
 * };
 * const { model } = orThrow(fitRfm([customer], policy));
 * const score = orThrow(scoreRfm(customer, model));
 *
 * [score.recency, score.frequency, score.engagement, score.weighted]; // => [2, 1, 3, 2.25]
 * ```
 */
export const defineRfmPolicy = <const Metric extends string = RfmMetric>(
  literal: RfmPolicyInput<Metric>,
): RfmPolicy<Metric> => definePolicy(guard, literal) as RfmPolicy<Metric>;

/**
 * Checks an RFM policy from outside (a file, a form, a database). Its type says that it scores recency, frequency and monetary
 * value; one of other metrics scores those.
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 */
export const parseRfmPolicy = (input: unknown): Result<RfmPolicy, readonly Issue[]> =>
  parsePolicy(guard, input) as Result<RfmPolicy, readonly Issue[]>;

/**
 * Looks a draft of an RFM policy over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues.
 */
export const reviewRfmPolicy = (draft: unknown): PolicyReview<RfmPolicy> =>
  reviewPolicy(guard, draft) as PolicyReview<RfmPolicy>;
