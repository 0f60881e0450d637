import type { PolicyKind } from "../core/index.ts";
import { metricNames, usualSource } from "./internal/metricNames.ts";
import type { RfmPolicyData, RfmSource } from "./model.ts";

/** What fitting works with. */
export interface CompiledRfmPolicy {
  /** Metrics in the order in which they are scored, and where they are found. */
  readonly sources: readonly (RfmSource & { readonly metric: string; readonly bins: number })[];
  readonly currency: string | null;
}

/** The stored format of RFM policies, and how one is made ready. */
export const rfmKind: PolicyKind<RfmPolicyData<string>, CompiledRfmPolicy> = {
  format: "rfm-policy/1",
  compile: ({ bins, metrics, mode, nesting, frequency, currency }) => ({
    sources: ((mode === "nested" ? nesting : null) ?? metricNames(bins)).map((metric) => {
      const source = metrics?.[metric] ?? usualSource(metric, frequency) ?? { from: metric, better: "higher" };
      return { ...source, metric, bins: bins[metric] ?? 0 };
    }),
    currency,
  }),
};
