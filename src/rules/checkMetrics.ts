import { durationParts, pointer, type Report, show, type Sound } from "../core/index.ts";
import type { MetricDefinition, MetricWindow } from "./metricModel.ts";
import type { Keys } from "./programModel.ts";

/** Codes of what can be wrong between the parts of metric definitions. */
export type MetricCode = "empty-duration" | "empty-window" | "window-not-in-days";

/** Lists the codes, so that a report cannot misspell one. */
type MetricReport = (code: MetricCode | "duplicate-id", ...rest: Tail<Parameters<Report>>) => void;
type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;

/**
 * Checks a metric dictionary: no two ids alike, windows and greatest ages that have a length. For the cross-check of the
 * policy that holds it; the shape of each definition is the affair of `metricDefinitionSchema`.
 *
 * @param metrics - The definitions, without their unsound parts.
 * @param report - Takes the issues.
 * @param keys - Where they stand in the policy; `["metrics"]` when left out.
 */
export function checkMetrics(
  metrics: Sound<readonly MetricDefinition[]> | undefined,
  report: MetricReport,
  keys: Keys = ["metrics"],
): void {
  const seen = new Map<string, number>();
  metrics?.forEach((metric, at) => {
    if (metric === undefined) return;
    const { id, window, maxAge } = metric;
    if (id !== undefined) {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, at);
      else report("duplicate-id", [...keys, at, "id"], { id, first: pointer([...keys, first, "id"]) });
    }
    if (typeof maxAge === "string" && isEmpty(maxAge)) report("empty-duration", [...keys, at, "maxAge"]);
    if (typeof window === "object" && window !== null) checkWindow(window, [...keys, at, "window"], report);
  });
}

function checkWindow(window: Exclude<Sound<MetricWindow>, string>, at: Keys, report: MetricReport): void {
  if ("rolling" in window && window.rolling !== undefined && isEmpty(window.rolling)) {
    report("empty-window", [...at, "rolling"]);
  }
  if ("every" in window && window.every !== undefined) {
    if (isEmpty(window.every)) report("empty-window", [...at, "every"]);
    else if (durationParts(window.every).ms !== 0) {
      report("window-not-in-days", [...at, "every"], { observed: show(window.every) });
    }
  }
}

const isEmpty = (duration: string): boolean => {
  const { months, days, ms } = durationParts(duration);
  return months + days + ms === 0;
};
