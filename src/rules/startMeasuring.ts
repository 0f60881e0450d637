import {
  DomainError,
  epochMsOf,
  instant,
  type InstantInput,
  type RowFindings,
  type Sealed,
  show,
} from "../core/index.ts";
import { requireFacts } from "./internal/factTable.ts";
import { isMissing, startJudgement } from "./internal/judgement.ts";
import { familyOf, leanCourse, leanProgram, type LeanValues } from "./internal/leanMetrics.ts";
import { type MetricProgram, metricProgram, type MetricSource } from "./internal/metricProgram.ts";
import { readTimeline, type Timeline } from "./internal/timeline.ts";
import type { CustomerAnchors, CustomerFacts, Measurement } from "./measureModel.ts";
import type { MetricDefinition, MetricValues } from "./metricModel.ts";

/** One customer, to be measured at several moments. */
export interface MeasuredCourse<Metric extends string = string> {
  /** Facts that could not be used, and what is worth knowing of them, whenever they happened; as `measure` tells them. */
  readonly findings: RowFindings;
  /**
   * Measures at one of the moments.
   *
   * @param place - Place of the moment in the list.
   * @param anchors - Moments of the customer's own that have come to light since, such as the start of a tier.
   * @returns Every metric by id, as `measure` measures it.
   * @throws `DomainError` with code `invalid-option` for a place that is none, or `out-of-range` when a window leaves the
   *   years 0000 to 9999.
   */
  at(place: number, anchors?: CustomerAnchors | null): Measurement<Metric>["metrics"];
  /**
   * Measures at one of the moments what conditions ask for, several times as fast as `at`: values alone, but for metrics with
   * `minSample` or `maxAge`. Every condition is as true of them.
   *
   * @param place - Place of the moment in the list.
   * @param anchors - As for `at`.
   * @returns Values by the metrics' ids; null for what is not known. Metrics that the host brings, and those of facts that are
   *   not given, are left out.
   * @throws `DomainError` as `at` does.
   */
  valuesAt(place: number, anchors?: CustomerAnchors | null): MetricValues<Metric>;
}

/** Measures customers at the same moments. */
export interface Measuring<Metric extends string = string> {
  /**
   * Reads a customer's facts, once for all moments.
   *
   * @param facts - What is known of the customer.
   * @param anchors - The customer's own moments.
   * @returns What measures the customer.
   * @throws `DomainError` with code `invalid-option` for facts without a `customerId`.
   */
  of(facts: CustomerFacts, anchors?: CustomerAnchors | null): MeasuredCourse<Metric>;
}

/**
 * Starts measuring customers at several moments each, such as the reviews of three years: exactly what `measure` measures as of
 * each, but facts are read once, and windows that lie at one place for everybody are laid once.
 *
 * @param policy - Metrics from `defineMetrics`, or any checked policy with a zone, a currency and metrics.
 * @param options - `moments`, the moments of judgement, in any order.
 * @returns What measures one customer after another.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, or `invalid-option` for moments that are no list.
 *
 * @example The spend of twelve months, month by month
 * ```ts
 * import { defineMetrics, startMeasuring } from "clientele/rules";
 *
 * const metrics = defineMetrics({
 *   id: "value", version: 1, timeZone: "UTC", currency: "CNY",
 *   metrics: [{ id: "spend", kind: "money", window: { rolling: "P12M" }, measure: { orders: "net" } }],
 * });
 * const measuring = startMeasuring(metrics, { moments: ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"] });
 * const at = "2026-01-10T09:00:00Z";
 * const course = measuring.of({
 *   customerId: "c1",
 *   orders: [{ id: "o1", customerId: "c1", at, amount: { amount: "80.00", currency: "CNY" } }],
 * });
 *
 * [course.at(0).spend.value, course.at(1).spend.value]; // => [
 * //   { amount: "0.00", currency: "CNY" },
 * //   { amount: "80.00", currency: "CNY" },
 * // ]
 * ```
 */
export function startMeasuring<Metric extends string>(
  policy: Sealed<MetricSource<Metric>>,
  options: { readonly moments: readonly InstantInput[] },
): Measuring<Metric> {
  const program = metricProgram(policy);
  const leanly = leanProgram(program);
  const { zone, currency, families } = program;
  const moments: unknown = (options as Partial<typeof options> | null | undefined)?.moments;
  if (!Array.isArray(moments)) {
    throw new DomainError("invalid-option", `moments: expected a list of moments, received ${show(moments)}`);
  }
  const judgements = options.moments.map((given) => {
    const asOf = instant(given);
    return { asOfMs: epochMsOf(asOf), judgement: startJudgement(program, asOf) };
  });
  return {
    of(facts, anchors) {
      requireFacts(facts);
      const firstPurchase = program.firstPurchase && isMissing(anchors, "firstPurchase");
      const timeline = readTimeline(facts, { zone, currency, families, firstPurchase });
      const lean = leanCourse(leanly, timeline, !isMissing(anchors, "firstPurchase"));
      const others = leanly.others.filter((metric) => !isSilent(metric, program, timeline));
      const at = (place: number): (typeof judgements)[number] => {
        const found = judgements[place];
        if (found !== undefined) return found;
        const last = judgements.length - 1;
        throw new DomainError("invalid-option", `place: expected 0 to ${last}, received ${show(place)}`);
      };
      const measured = (place: number, more: CustomerAnchors | null | undefined): Measurement<Metric>["metrics"] => {
        const { asOfMs, judgement } = at(place);
        return judgement.read(timeline.at(asOfMs), { ...anchors, ...more });
      };
      return {
        findings: timeline.findings,
        at: measured,
        valuesAt(place, more) {
          const { asOfMs, judgement } = at(place);
          const values: LeanValues = {};
          if (lean?.values(judgement, asOfMs, values) !== true) return measured(place, more);
          if (others.length > 0) {
            Object.assign(values, judgement.read(timeline.at(asOfMs), { ...anchors, ...more }, others));
          }
          return values as MetricValues<Metric>;
        },
      };
    },
  };
}

/** Whether a metric is never known, since its family of facts is not given. */
function isSilent({ measure }: MetricDefinition, program: MetricProgram, timeline: Timeline): boolean {
  if (measure !== null && "change" in measure) {
    const metric = program.metrics[program.placeOf.get(measure.change) ?? -1];
    return metric !== undefined && isSilent(metric, program, timeline);
  }
  const family = familyOf(measure);
  return family !== null && !timeline.given.has(family);
}
