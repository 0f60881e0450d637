import type { LifecyclePolicyInput } from "./policyModel.ts";

/** The stages of {@link lifecyclePresets}`.acquireToWinBack`. */
export type AcquireToWinBackStage = "prospect" | "new" | "active" | "dormant" | "lost" | "wonBack";

/** The events of {@link lifecyclePresets}`.acquireToWinBack`. */
export type AcquireToWinBackEvent = "purchased" | "contacted" | "visited" | "offered";

/** The phases of {@link lifecyclePresets}`.acquireToWinBack`. */
export type AcquireToWinBackPhase = "acquire" | "nurture" | "retain" | "winBack";

const FIRST_CONTACT = { en: "First contact", "zh-CN": "首次联系" };
const WELCOME = { en: "Welcome call", "zh-CN": "欢迎回访" };
const VISIT = { en: "Regular visit", "zh-CN": "定期拜访" };
const WAKE_UP = { en: "Wake-up call", "zh-CN": "唤醒沟通" };
const OFFER = { en: "Win-back offer", "zh-CN": "挽回方案" };

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
  readonly acquireToWinBack: LifecyclePolicyInput<
    AcquireToWinBackStage,
    AcquireToWinBackEvent,
    AcquireToWinBackPhase,
    never
  >;
} = {
  acquireToWinBack: {
    id: "acquire-to-win-back",
    version: 1,
    timeZone: "Asia/Shanghai",
    stages: [
      {
        id: "prospect",
        order: 1,
        phase: "acquire",
        labels: { en: "Prospect", "zh-CN": "潜在客户" },
        owed: [{ id: "firstContact", within: "P2D", doneBy: ["contacted", "visited"], labels: FIRST_CONTACT }],
      },
      {
        id: "new",
        order: 2,
        phase: "nurture",
        labels: { en: "New customer", "zh-CN": "新客户" },
        owed: [{ id: "welcome", within: "P7D", doneBy: ["contacted", "visited"], labels: WELCOME }],
      },
      {
        id: "active",
        order: 3,
        phase: "retain",
        labels: { en: "Active customer", "zh-CN": "活跃客户" },
        owed: [{ id: "visit", within: "P30D", every: "P30D", doneBy: ["visited"], labels: VISIT }],
      },
      {
        id: "dormant",
        order: 4,
        phase: "retain",
        labels: { en: "Dormant customer", "zh-CN": "休眠客户" },
        owed: [{ id: "wakeUp", within: "P14D", doneBy: ["contacted", "visited"], labels: WAKE_UP }],
      },
      {
        id: "lost",
        order: 5,
        phase: "winBack",
        labels: { en: "Lost customer", "zh-CN": "流失客户" },
        owed: [{ id: "winBackOffer", within: "P30D", doneBy: ["offered"], labels: OFFER }],
      },
      {
        id: "wonBack",
        order: 6,
        phase: "winBack",
        labels: { en: "Won back", "zh-CN": "挽回客户" },
        owed: [{ id: "welcome", within: "P7D", doneBy: ["contacted", "visited"], labels: WELCOME }],
      },
    ],
    events: ["purchased", "contacted", "visited", "offered"],
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
