import { DomainError, minorDigits, requireChecked, show, type ZoneRules, zoneRules } from "../../core/index.ts";
import type { FactFamily, Measure } from "../measureModel.ts";
import type { MetricDefinition, MetricWindow } from "../metricModel.ts";

/** What measuring needs of a policy: its zone, its currency and its metrics. */
export interface MetricSource<Metric extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** IANA zone in whose calendar windows are laid and days begin. */
  readonly timeZone: string;
  /** ISO 4217 code in which every amount must be. */
  readonly currency: string;
  /** The metrics. */
  readonly metrics: readonly MetricDefinition<Metric>[];
}

/** A policy's metrics, ready to be measured. */
export interface MetricProgram {
  readonly zone: ZoneRules;
  readonly currency: string;
  readonly digits: number;
  readonly metrics: readonly MetricDefinition[];
  /** Their windows; equal ones are one object, so that each is laid once. */
  readonly windows: ReadonlyMap<MetricDefinition, MetricWindow | null>;
  /** The place of a metric by its id. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** The families of facts that any of them asks about. */
  readonly families: ReadonlySet<FactFamily>;
  /** Whether any of them counts from the first purchase. */
  readonly firstPurchase: boolean;
}

/** A memo: policies are frozen, so their program is always the same. */
const programs = /* @__PURE__ */ new WeakMap<object, MetricProgram>();

/**
 * Makes a policy's metrics ready to be measured; once for each policy.
 *
 * @param policy - Any checked policy that defines metrics.
 * @returns What measuring works with.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export function metricProgram(policy: MetricSource): MetricProgram {
  const made = programs.get(policy);
  if (made !== undefined) return made;
  requireChecked(policy);
  const { timeZone, currency, metrics } = policy as Partial<MetricSource>;
  const digits = minorDigits(currency ?? "");
  if (timeZone === undefined || digits === null || !Array.isArray(metrics)) {
    throw new DomainError(
      "policy-not-checked",
      `expected a policy that defines metrics, with a time zone and a currency, received ${show(policy)}`,
    );
  }
  const families = new Set(policy.metrics.flatMap(({ measure }) => (measure === null ? [] : familiesOf(measure))));
  const firstPurchase = policy.metrics.some(({ measure, window }) => asksFirstPurchase(measure, window));
  if (firstPurchase) families.add("orders");
  const distinct = new Map<string, MetricWindow | null>();
  const shared = (window: MetricWindow | null): MetricWindow | null => {
    const key = JSON.stringify(window);
    const known = distinct.get(key);
    if (known === undefined) distinct.set(key, window);
    return known ?? window;
  };
  const program: MetricProgram = {
    zone: zoneRules(timeZone),
    currency: policy.currency,
    digits,
    metrics: policy.metrics,
    windows: new Map(policy.metrics.map((metric) => [metric, shared(metric.window)])),
    placeOf: new Map(policy.metrics.map(({ id }, place) => [id, place])),
    families,
    firstPurchase,
  };
  programs.set(policy, program);
  return program;
}

function familiesOf(measure: Measure): readonly FactFamily[] {
  if ("orders" in measure || "refunds" in measure) return ["orders"];
  if ("activity" in measure) return ["activity"];
  if ("interactions" in measure) return ["interactions"];
  if ("cases" in measure) return ["cases"];
  if ("answers" in measure) return ["answers"];
  if ("contracts" in measure) return ["contracts"];
  return "inactivity" in measure ? [measure.inactivity] : [];
}

const asksFirstPurchase = (measure: Measure | null, window: MetricDefinition["window"]): boolean =>
  (measure !== null && "tenure" in measure && measure.tenure === "firstPurchase") ||
  (typeof window === "object" && window !== null && "anniversary" in window && window.anniversary === "firstPurchase");
