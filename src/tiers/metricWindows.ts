import { asOfIn, type InstantInput, type Result } from "../core/index.ts";
import { type CustomerAnchors, type NoWindow, windowOf, type WindowSpan } from "../rules/index.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Tells which facts each metric of a policy counts, so that a host can measure them where they are kept, in a warehouse
 * say. With the facts at hand, `measure` of `clientele/rules` does it all.
 *
 * @param policy - The ladder.
 * @param options - `asOf`, the moment of judgement; `anchors`, the customer's own moments, for anniversary windows.
 * @returns The span of each metric that is counted over time, by id; or why it lies nowhere (see `windowOf`). Metrics that
 *   are not counted over time are left out.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, or `out-of-range` for a window that would begin
 *   before the year 0000.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineTierPolicy, metricWindows, tierPresets } from "clientele/tiers";
 *
 * const { spend } = metricWindows(defineTierPolicy(tierPresets.valueGrade), { asOf: "2026-07-01T00:00:00+08:00" });
 *
 * spend?.ok && [spend.value.from, spend.value.to]; // => ["2025-06-30T16:00:00.000Z", "2026-06-30T16:00:00.000Z"]
 * ```
 */
export function metricWindows<Name extends string, Metric extends string>(
  policy: TierPolicy<Name, Metric>,
  options: { readonly asOf: InstantInput; readonly anchors?: CustomerAnchors },
): Readonly<Partial<Record<Metric, Result<WindowSpan, NoWindow>>>> {
  compiledTiers(policy);
  const asOf = asOfIn(options);
  const { anchors = {} } = options;
  const { timeZone } = policy;
  const spans = policy.metrics.flatMap(({ id, window }): [Metric, Result<WindowSpan, NoWindow>][] =>
    window === null ? [] : [[id, windowOf(window, { asOf, timeZone, anchors })]],
  );
  return Object.fromEntries(spans) as Partial<Record<Metric, Result<WindowSpan, NoWindow>>>;
}
