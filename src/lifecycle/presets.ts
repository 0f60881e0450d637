import type { LifecyclePolicyInput } from "./model.ts";

/** The stages of {@link lifecyclePresets}`.acquireToWinBack`. */
export type AcquireToWinBackStage = "prospect" | "new" | "active" | "dormant" | "lost" | "wonBack";

/** The events of {@link lifecyclePresets}`.acquireToWinBack`. */
export type AcquireToWinBackEvent = "purchased" | "contacted";

/**
 * Courses to start from: plain data for `defineLifecycle`, to be copied and changed.
 *
 * - `acquireToWinBack`: from prospect to new and active customer; dormant after 90 days without a purchase, lost after 180
 *   more, and won back by the next one. Being in touch with a dormant customer starts the 180 days again.
 *
 * @example Its names are known to the compiler
 * ```ts
 * import { defineLifecycle, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle({ ...lifecyclePresets.acquireToWinBack, timeZone: "Asia/Urumqi" });
 *
 * policy.stages.map(({ labels }) => labels?.["zh-CN"]); // => ["潜在客户", "新客户", "活跃客户", "休眠客户", "流失客户", "挽回客户"]
 * ```
 * @see Our own times: an order of magnitude to begin with, not a recommendation.
 */
export const lifecyclePresets: {
  /** From prospect to won back, with timers of 90 and 180 days. */
  readonly acquireToWinBack: LifecyclePolicyInput<AcquireToWinBackStage, AcquireToWinBackEvent>;
} = {
  acquireToWinBack: {
    id: "acquire-to-win-back",
    version: 1,
    timeZone: "Asia/Shanghai",
    stages: [
      { id: "prospect", order: 1, labels: { en: "Prospect", "zh-CN": "潜在客户" } },
      { id: "new", order: 2, labels: { en: "New customer", "zh-CN": "新客户" } },
      { id: "active", order: 3, labels: { en: "Active customer", "zh-CN": "活跃客户" } },
      { id: "dormant", order: 4, labels: { en: "Dormant customer", "zh-CN": "休眠客户" } },
      { id: "lost", order: 5, labels: { en: "Lost customer", "zh-CN": "流失客户" } },
      { id: "wonBack", order: 6, labels: { en: "Won back", "zh-CN": "挽回客户" } },
    ],
    events: ["purchased", "contacted"],
    transitions: [
      { from: "prospect", on: "purchased", to: "new" },
      { from: ["new", "active", "wonBack", "dormant"], on: "purchased", to: "active" },
      { from: "lost", on: "purchased", to: "wonBack" },
      { from: "dormant", on: "contacted", to: "dormant" },
      { from: ["new", "active", "wonBack"], after: "P90D", to: "dormant" },
      { from: "dormant", after: "P180D", to: "lost" },
    ],
    initial: "prospect",
  },
};
