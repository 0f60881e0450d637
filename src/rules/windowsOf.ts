import { asOfIn, type InstantInput, type Result, type Sealed } from "../core/index.ts";
import { metricProgram, type MetricSource } from "./internal/metricProgram.ts";
import type { CustomerAnchors } from "./measureModel.ts";
import { type NoWindow, windowOf, type WindowSpan } from "./windowOf.ts";

/**
 * Lays the window of each of a policy's metrics: which facts a host must count that measures by itself, say in a warehouse.
 *
 * @param policy - Metrics from `defineMetrics`, or any checked policy with a zone, a currency and metrics.
 * @param options - `asOf`, the moment of judgement; `anchors`, the customer's own moments, for anniversary windows.
 * @returns Each window by the metric's id, as `windowOf` lays it; null for a metric that is not counted over time.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `invalid-option`, or `out-of-range`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineMetrics, windowsOf } from "clientele/rules";
 *
 * const metrics = defineMetrics({
 *   id: "spend", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   metrics: [{ id: "spend", kind: "money", window: { rolling: "P12M" } }, { id: "health", kind: "number" }],
 * });
 * const { spend, health } = windowsOf(metrics, { asOf: "2026-07-01T00:00:00+08:00" });
 *
 * health; // => null
 * spend === null ? null : orThrow(spend).from; // => "2025-06-30T16:00:00.000Z"
 * ```
 */
export function windowsOf<Metric extends string>(
  policy: Sealed<MetricSource<Metric>>,
  options: { readonly asOf: InstantInput; readonly anchors?: CustomerAnchors | null },
): Readonly<Record<Metric, Result<WindowSpan, NoWindow> | null>> {
  const { zone, windows } = metricProgram(policy);
  const asOf = asOfIn(options);
  const anchors = options.anchors ?? {};
  const laid = [...windows].map(([{ id }, window]) => [
    id,
    window === null ? null : windowOf(window, { asOf, timeZone: zone, anchors }),
  ]);
  return Object.fromEntries(laid) as Record<Metric, Result<WindowSpan, NoWindow> | null>;
}
