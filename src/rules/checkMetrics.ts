import { parseDuration, pointer, type Sound } from "../core/index.ts";
import type { Measure } from "./measureModel.ts";
import type { MetricDefinition, MetricKind, MetricWindow } from "./metricModel.ts";
import type { Keys } from "./programModel.ts";

/** Codes of what can be wrong with metrics, and of what is worth knowing about them. */
export type MetricsCode =
  | "empty-duration"
  | "empty-window"
  | "window-not-in-days"
  | "window-missing"
  | "window-unused"
  | "kind-unfit"
  | "rounding-missing"
  | "rounding-unused"
  | "level-missing"
  | "level-unused"
  | "filter-unfit"
  | "part-not-defined"
  | "part-not-measured"
  | "parts-differ"
  | "change-without-period"
  | "not-redeemable"
  | "change-of-running-period";

type Draft = Sound<MetricDefinition>;
/** Takes an issue: its code, where it stands, what its sentence needs to know. */
export type MetricsReport = (
  code: MetricsCode | "duplicate-id",
  keys: Keys,
  params?: Readonly<Record<string, string | number | readonly string[]>>,
) => void;

/**
 * Checks what metrics demand of one another, and their parts of each other: for the cross-checks of a policy that defines
 * metrics.
 *
 * @param metrics - The metrics, without their unsound parts.
 * @param report - Takes the issues.
 * @param keys - Where they stand in the policy; `["metrics"]` when left out.
 */
export function checkMetrics(
  metrics: readonly (Sound<MetricDefinition> | undefined)[] | undefined,
  report: MetricsReport,
  keys: Keys = ["metrics"],
): void {
  const byId = new Map<string, { readonly metric: Draft; readonly place: number }>();
  metrics?.forEach((metric, place) => {
    const id = metric?.id;
    if (metric === undefined || id === undefined) return;
    const first = byId.get(id);
    if (first === undefined) byId.set(id, { metric, place });
    else report("duplicate-id", [...keys, place, "id"], { id, first: pointer([...keys, first.place, "id"]) });
  });
  // an unsound metric may be the one that was meant
  const whole = (metrics ?? []).every((metric) => metric?.id !== undefined);
  metrics?.forEach((metric, place) => {
    if (metric === undefined) return;
    const at = [...keys, place];
    checkWindow(metric.window, [...at, "window"], report);
    checkAge(metric.maxAge, [...at, "maxAge"], report);
    const { kind } = metric;
    if (metric.redeemable === true && kind !== undefined && !BALANCES.includes(kind)) {
      report("not-redeemable", [...at, "redeemable"], { kind, fits: BALANCES });
    }
    const { measure } = metric;
    if (measure === undefined || measure === null) return;
    checkFit(metric, measure as Measure, at, report);
    checkParts(metric, measure as Measure, { at, byId, whole }, report);
  });
}

/**
 * Lists what is worth knowing about metrics that may be used.
 *
 * @param metrics - Checked metrics.
 * @param report - Takes the findings.
 * @param keys - Where they stand in the policy; `["metrics"]` when left out.
 */
export function metricFindings(
  metrics: readonly MetricDefinition[],
  report: MetricsReport,
  keys: Keys = ["metrics"],
): void {
  const byId = new Map(metrics.map((metric) => [metric.id, metric]));
  metrics.forEach(({ measure }, place) => {
    if (measure === null || !("change" in measure)) return;
    const parts = basesOf(measure.change, byId);
    const running = parts.find(({ window }) => runs(window));
    if (running !== undefined) {
      report("change-of-running-period", [...keys, place, "measure", "change"], { metric: running.id });
    }
  });
}

/** Whether a window ends with the moment of judgement, in the midst of its period. */
const runs = (window: MetricWindow | null): boolean =>
  typeof window === "object" && window !== null && !("rolling" in window) && (window.back ?? 0) === 0;

/** The metrics that facts are measured for: itself, or the two of a share. */
function basesOf(id: string, byId: ReadonlyMap<string, MetricDefinition>): readonly MetricDefinition[] {
  const metric = byId.get(id);
  if (metric === undefined) return [];
  const { measure } = metric;
  if (measure === null || !("share" in measure)) return [metric];
  return [byId.get(measure.share), byId.get(measure.of)].filter((part) => part !== undefined);
}

/** What can be spent. */
const BALANCES: readonly MetricKind[] = ["money", "count", "number"];

function checkWindow(window: Draft["window"], keys: Keys, say: MetricsReport): void {
  if (typeof window !== "object" || window === null) return;
  const { rolling, every } = window as { readonly rolling?: string; readonly every?: string };
  for (const [key, text] of [
    ["rolling", rolling],
    ["every", every],
  ] as const) {
    const parts = parseDuration(text);
    if (!parts.ok) continue;
    const { months, days, ms } = parts.value;
    if (months === 0 && days === 0 && ms === 0) say("empty-window", [...keys, key]);
    else if (key === "every" && ms > 0) say("window-not-in-days", [...keys, key]);
  }
}

function checkAge(maxAge: Draft["maxAge"], keys: Keys, say: MetricsReport): void {
  const parts = parseDuration(maxAge);
  if (parts.ok && parts.value.months === 0 && parts.value.days === 0 && parts.value.ms === 0)
    say("empty-duration", keys);
}

/** What a measure is of, and whether it is counted over a window. */
interface Nature {
  readonly fits: readonly MetricKind[];
  readonly window: "needed" | "none";
}

const over = (...fits: readonly MetricKind[]): Nature => ({ fits, window: "needed" });
const now = (...fits: readonly MetricKind[]): Nature => ({ fits, window: "none" });

function natureOf(measure: Measure): Nature {
  if ("orders" in measure) {
    if (measure.orders === "count") return over("count");
    return measure.orders === "purchaseDays" ? over("count", "days") : over("money");
  }
  if ("refunds" in measure) {
    return over(measure.refunds === "amount" ? "money" : measure.refunds === "count" ? "count" : "share");
  }
  if ("activity" in measure) return measure.activity === "count" ? over("count") : over("count", "days");
  if ("interactions" in measure) return measure.interactions === "count" ? over("count") : over("count", "days");
  if ("cases" in measure) {
    if (measure.cases === "open") return now("count");
    return measure.cases === "opened" ? over("count") : over("share");
  }
  if ("answers" in measure) {
    if (measure.answers === "count") return over("count");
    return measure.answers === "mean" || measure.answers === "nps" ? over("number") : over("share");
  }
  if ("contracts" in measure) {
    return measure.contracts === "active" ? now("count") : measure.contracts === "value" ? now("money") : now("days");
  }
  if ("share" in measure) return now("share", "number");
  return "change" in measure ? now("number", "money") : now("days");
}

function checkFit({ kind, window }: Draft, measure: Measure, at: Keys, say: MetricsReport): void {
  const { fits, window: asked } = natureOf(measure);
  if (kind !== undefined && !fits.includes(kind)) say("kind-unfit", [...at, "kind"], { kind, fits });
  if (asked === "needed" && window === null) say("window-missing", [...at, "window"]);
  if (asked === "none" && window !== null && window !== undefined) say("window-unused", [...at, "window"]);
  if ("orders" in measure) {
    const given = measure.rounding ?? null;
    if (measure.orders === "mean" && given === null) say("rounding-missing", [...at, "measure", "rounding"]);
    if (measure.orders !== "mean" && given !== null) say("rounding-unused", [...at, "measure", "rounding"]);
  }
  if ("answers" in measure) {
    const shares = measure.answers === "shareAtOrAbove" || measure.answers === "shareAtOrBelow";
    const given = measure.level ?? null;
    if (shares && given === null) say("level-missing", [...at, "measure", "level"]);
    if (!shares && given !== null) say("level-unused", [...at, "measure", "level"]);
  }
  if ("inactivity" in measure) {
    const { inactivity } = measure;
    const allowed = FILTERS[inactivity];
    for (const [key, value] of Object.entries(measure.where ?? {})) {
      if (value !== null && !allowed.includes(key)) {
        say("filter-unfit", [...at, "measure", "where", key], { key, family: inactivity });
      }
    }
  }
}

const FILTERS: Readonly<Record<"orders" | "activity" | "interactions", readonly string[]>> = {
  orders: [],
  activity: ["kind", "subject"],
  interactions: ["channel", "direction", "subject"],
};

/** All the metrics that one may name. */
interface Others {
  readonly at: Keys;
  readonly byId: ReadonlyMap<string, { readonly metric: Draft }>;
  /** Whether every metric has a sound name. */
  readonly whole: boolean;
}

function checkParts({ kind }: Draft, measure: Measure, { at, byId, whole }: Others, say: MetricsReport): void {
  const partAt = (key: string, id: string | undefined): Draft | null => {
    if (id === undefined) return null; // cut out of the draft
    const found = byId.get(id)?.metric ?? null;
    if (found === null && whole) say("part-not-defined", [...at, "measure", key], { metric: id });
    return found;
  };
  if ("share" in measure) {
    const part = partAt("share", measure.share);
    const of = partAt("of", measure.of);
    for (const [key, metric] of [
      ["share", part],
      ["of", of],
    ] as const) {
      if (metric !== null && !measuresFacts(metric)) {
        say("part-not-measured", [...at, "measure", key], { metric: measure[key] });
      }
    }
    if (part?.kind !== undefined && of?.kind !== undefined && part.kind !== of.kind) {
      say("parts-differ", [...at, "measure"], { kinds: [part.kind, of.kind] });
    }
    return;
  }
  if (!("change" in measure)) return;
  const base = partAt("change", measure.change);
  if (base === null) return;
  const nested = base.measure ?? null;
  const ids = nested !== null && "share" in nested ? [nested.share, nested.of] : [measure.change];
  for (const id of ids) {
    if (id === undefined) continue;
    const metric = byId.get(id)?.metric;
    if (metric === undefined) continue;
    if (!measuresFacts(metric)) say("part-not-measured", [...at, "measure", "change"], { metric: id });
    else if (metric.window === null || metric.window === "lifetime") {
      say("change-without-period", [...at, "measure", "change"], { metric: id });
    }
  }
  const fits: MetricKind = measure.as === "difference" && base.kind === "money" ? "money" : "number";
  if (kind !== undefined && base.kind !== undefined && kind !== fits && natureOf(measure).fits.includes(kind)) {
    say("kind-unfit", [...at, "kind"], { kind, fits: [fits] });
  }
}

/** Whether a metric is measured from facts, not from other metrics and not by the host. Unsound ones have the benefit of the doubt. */
const measuresFacts = ({ measure }: Draft): boolean =>
  measure === undefined || (measure !== null && !("share" in measure) && !("change" in measure));
