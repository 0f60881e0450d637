import { asOfIn, type Instant, type InstantInput, minusDuration } from "../core/index.ts";
import type { TierPolicy } from "./model.ts";
import { compiledTiers } from "./tierKind.ts";

/** The stretch `(after, until]` whose facts a metric counts. */
export interface MetricStretch {
  /** Facts of this moment are no longer counted; null counts from the beginning. */
  readonly after: Instant | null;
  /** The moment of judgement; its facts are counted. */
  readonly until: Instant;
}

/**
 * Tells which facts each metric of a policy counts, so that a host can measure them: `(asOf - P, asOf]` for a window that
 * rolls over `P`, laid on the calendar of the policy's zone; everything up to `asOf` for the lifetime.
 *
 * @param policy - The ladder.
 * @param options - `asOf`, the moment of judgement.
 * @returns The stretch of each metric, by id.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, or `out-of-range` for a window that would begin
 *   before the year 0000.
 *
 * @example
 * ```ts
 * import { defineTierPolicy, metricWindows, tierPresets } from "clientele/tiers";
 *
 * const { spend } = metricWindows(defineTierPolicy(tierPresets.valueGrade), { asOf: "2026-07-01T00:00:00+08:00" });
 *
 * spend; // => { after: "2025-06-30T16:00:00.000Z", until: "2026-06-30T16:00:00.000Z" }
 * ```
 */
export function metricWindows<Name extends string, Metric extends string>(
  policy: TierPolicy<Name, Metric>,
  options: { readonly asOf: InstantInput },
): Readonly<Record<Metric, MetricStretch>> {
  compiledTiers(policy);
  const until = asOfIn(options);
  const { timeZone } = policy;
  const stretches = policy.metrics.map(({ id, window }): [Metric, MetricStretch] => [
    id,
    { after: window === "lifetime" ? null : minusDuration(until, window.rolling, { timeZone }), until },
  ]);
  return Object.fromEntries(stretches) as Record<Metric, MetricStretch>;
}
