import type { LifecyclePolicyInput, ObligationInput } from "./policyModel.ts";

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

/** The stages of {@link lifecyclePresets}`.prospectingToWinBack`. */
export type ProspectingStage =
  | "research"
  | "identification"
  | "firstContact"
  | "needsAnalysis"
  | "proposal"
  | "relationshipBuilding"
  | "early"
  | "middle"
  | "late"
  | "churned";

/** The events of {@link lifecyclePresets}`.prospectingToWinBack`. */
export type ProspectingEvent =
  | "researched"
  | "identified"
  | "contacted"
  | "needsAnalysed"
  | "proposed"
  | "agreed"
  | "consulted"
  | "trialled"
  | "visited"
  | "serviceAdded"
  | "left"
  | "causeAnalysed"
  | "offered"
  | "returned";

/** The phases of {@link lifecyclePresets}`.prospectingToWinBack`. */
export type ProspectingPhase = "acquisition" | "nurturing" | "retention" | "winBack";

/** The stages of {@link lifecyclePresets}`.funnel`. */
export type FunnelStage =
  | "subscriber"
  | "lead"
  | "marketingQualified"
  | "salesQualified"
  | "opportunity"
  | "customer"
  | "evangelist";

/** The events of {@link lifecyclePresets}`.funnel`. */
export type FunnelEvent =
  | "captured"
  | "scored"
  | "accepted"
  | "dealOpened"
  | "dealWon"
  | "recommended"
  | "mailed"
  | "contacted"
  | "met"
  | "proposed"
  | "onboarded";

/** The phases of {@link lifecyclePresets}`.funnel`. */
export type FunnelPhase = "marketing" | "sales" | "service";

/** The stages of {@link lifecyclePresets}`.engagement`. */
export type EngagementStage = "new" | "returning" | "dormant" | "resurrecting";

/** The events of {@link lifecyclePresets}`.engagement`. */
export type EngagementEvent = "active" | "guided" | "reminded";

/** The stages of {@link lifecyclePresets}`.leadPool`. */
export type LeadPoolStage = "pool" | "claimed" | "followed" | "deal" | "invalid";

/** The events of {@link lifecyclePresets}`.leadPool`. */
export type LeadPoolEvent =
  | "claimed"
  | "assigned"
  | "followedUp"
  | "released"
  | "signed"
  | "ordered"
  | "visited"
  | "discarded";

/** The metrics of {@link lifecyclePresets}`.leadPool`, about the employee who claims. */
export type LeadPoolMetric = "openClaims" | "daysSinceOwned";

/**
 * Courses to start from: plain data for `defineLifecycle`, to be copied and changed.
 *
 * - `prospectingToWinBack`: market research, identification, first contact, needs analysis, proposal and relationship building;
 *   the early, middle and late cooperation, in which consultation and a trial, regular visits, and added services are owed; and
 *   winning back, with an analysis of the cause before the offer.
 * - `acquireToWinBack`: from prospect to new and active customer; dormant after 90 days without a purchase, lost after 180
 *   more, and won back by the next one. Being in touch with a dormant customer starts the 180 days again.
 * - `funnel`: the stages of a marketing and sales funnel as HubSpot names them. A contact moves on only, past stages where need
 *   be; leads are qualified by their score.
 * - `engagement`: new, returning, dormant, resurrecting, as PostHog tells accounts apart by interval, here a week: tell `active`
 *   once for each week with activity. PostHog lays its intervals on the calendar; here a customer is dormant two weeks after the last
 *   such event, so that a week went by without one.
 * - `leadPool`: leads that nobody owns (公海). Whoever has fewer than 100 of them may claim one, if they did not own it within the last
 *   30 days; what is not followed up returns to the pool, and so does a customer a year after the last order.
 *
 * @example Its names are known to the compiler
 * ```ts
 * import { defineLifecycle, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle({ ...lifecyclePresets.acquireToWinBack, timeZone: "Asia/Urumqi" });
 *
 * policy.stages.map(({ labels }) => labels?.["zh-CN"]); // => ["潜在客户", "新客户", "活跃客户", "休眠客户", "流失客户", "挽回客户"]
 * ```
 *
 * @example Who may claim a lead from the pool
 * ```ts
 * import { canApply, defineLifecycle, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.leadPool);
 * const lead = { stage: "pool", enteredAt: "2026-01-01T00:00:00+08:00" } as const;
 * const claim = (metrics: { openClaims: number; daysSinceOwned?: number }) =>
 *   canApply(lead, { kind: "claimed", at: "2026-01-05T00:00:00+08:00", facts: { metrics } }, policy);
 *
 * [claim({ openClaims: 99 }), claim({ openClaims: 100 }), claim({ openClaims: 3, daysSinceOwned: 4 })]; // => [true, false, false]
 * ```
 * @see Our own times and limits: an order of magnitude to begin with, not a recommendation.
 * @see https://knowledge.hubspot.com/records/use-lifecycle-stages
 * @see https://posthog.com/docs/product-analytics/lifecycle
 */
export const lifecyclePresets: {
  /** From market research to winning back. */
  readonly prospectingToWinBack: LifecyclePolicyInput<ProspectingStage, ProspectingEvent, ProspectingPhase, never>;
  /** From prospect to won back, with timers of 90 and 180 days. */
  readonly acquireToWinBack: LifecyclePolicyInput<
    AcquireToWinBackStage,
    AcquireToWinBackEvent,
    AcquireToWinBackPhase,
    never
  >;
  /** A marketing and sales funnel that leads one way. */
  readonly funnel: LifecyclePolicyInput<FunnelStage, FunnelEvent, FunnelPhase, "score">;
  /** Engagement by interval. */
  readonly engagement: LifecyclePolicyInput<EngagementStage, EngagementEvent, never, never>;
  /** The lead pool. */
  readonly leadPool: LifecyclePolicyInput<LeadPoolStage, LeadPoolEvent, never, LeadPoolMetric>;
} = /* @__PURE__ */ (() => ({
  prospectingToWinBack: {
    id: "prospecting-to-win-back",
    version: 1,
    timeZone: "Asia/Shanghai",
    stages: [
      {
        id: "research",
        order: 1,
        phase: "acquisition",
        labels: { en: "Market research", "zh-CN": "市场调研" },
        owed: [owed("research", "P30D", ["researched"], "Research of the market", "市场调研")],
      },
      {
        id: "identification",
        order: 2,
        phase: "acquisition",
        labels: { en: "Identification", "zh-CN": "客户识别" },
        owed: [owed("identify", "P14D", ["identified"], "Identification of the customer", "识别目标客户")],
      },
      {
        id: "firstContact",
        order: 3,
        phase: "acquisition",
        labels: { en: "First contact", "zh-CN": "初次接触" },
        owed: [owed("contact", "P2D", ["contacted"], "First contact", "首次联系")],
      },
      {
        id: "needsAnalysis",
        order: 4,
        phase: "acquisition",
        labels: { en: "Needs analysis", "zh-CN": "需求分析" },
        owed: [owed("analyseNeeds", "P14D", ["needsAnalysed"], "Analysis of needs", "需求分析")],
      },
      {
        id: "proposal",
        order: 5,
        phase: "acquisition",
        labels: { en: "Proposal", "zh-CN": "方案提供" },
        owed: [owed("propose", "P7D", ["proposed"], "Proposal", "提交方案")],
      },
      {
        id: "relationshipBuilding",
        order: 6,
        phase: "acquisition",
        labels: { en: "Relationship building", "zh-CN": "建立关系" },
        owed: [owed("agree", "P30D", ["agreed"], "Agreement", "达成合作")],
      },
      {
        id: "early",
        order: 7,
        phase: "nurturing",
        labels: { en: "Early cooperation", "zh-CN": "合作初期" },
        owed: [
          owed("consult", "P7D", ["consulted"], "Consultation", "专业咨询"),
          owed("trial", "P30D", ["trialled"], "Trial", "产品试用"),
        ],
      },
      {
        id: "middle",
        order: 8,
        phase: "retention",
        labels: { en: "Middle of the cooperation", "zh-CN": "合作中期" },
        owed: [{ ...owed("visit", "P30D", ["visited"], "Regular visit", "定期回访"), every: "P30D" }],
      },
      {
        id: "late",
        order: 9,
        phase: "retention",
        labels: { en: "Late cooperation", "zh-CN": "合作后期" },
        owed: [{ ...owed("addService", "P90D", ["serviceAdded"], "Added service", "增值服务"), every: "P180D" }],
      },
      {
        id: "churned",
        order: 10,
        phase: "winBack",
        labels: { en: "Churned", "zh-CN": "已流失" },
        owed: [
          owed("analyseCause", "P7D", ["causeAnalysed"], "Analysis of the cause", "流失原因分析"),
          owed("winBackOffer", "P30D", ["offered"], "Win-back offer", "挽回方案"),
        ],
      },
    ],
    events: [
      "researched",
      "identified",
      "contacted",
      "needsAnalysed",
      "proposed",
      "agreed",
      "consulted",
      "trialled",
      "visited",
      "serviceAdded",
      "left",
      "causeAnalysed",
      "offered",
      "returned",
    ],
    transitions: [
      { from: "research", on: "researched", to: "identification" },
      { from: "identification", on: "identified", to: "firstContact" },
      { from: "firstContact", on: "contacted", to: "needsAnalysis" },
      { from: "needsAnalysis", on: "needsAnalysed", to: "proposal" },
      { from: "proposal", on: "proposed", to: "relationshipBuilding" },
      { from: "relationshipBuilding", on: "agreed", to: "early" },
      { from: "early", after: "P6M", to: "middle" },
      { from: "middle", after: "P2Y", to: "late" },
      { from: ["early", "middle", "late"], on: "left", to: "churned" },
      { from: "churned", on: "returned", to: "early" },
    ],
    initial: "research",
  },
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
  funnel: {
    id: "funnel",
    version: 1,
    timeZone: "Asia/Shanghai",
    metrics: [{ id: "score", kind: "count", unit: "points", labels: { en: "Lead score", "zh-CN": "线索评分" } }],
    regression: "forbid",
    stages: [
      {
        id: "subscriber",
        order: 1,
        phase: "marketing",
        labels: { en: "Subscriber", "zh-CN": "订阅者" },
        owed: [{ ...owed("newsletter", "P30D", ["mailed"], "Newsletter", "资讯推送"), every: "P30D" }],
      },
      {
        id: "lead",
        order: 2,
        phase: "marketing",
        labels: { en: "Lead", "zh-CN": "线索" },
        owed: [owed("followUp", "P1D", ["contacted"], "Follow-up", "线索跟进")],
      },
      {
        id: "marketingQualified",
        order: 3,
        phase: "marketing",
        labels: { en: "Marketing qualified", "zh-CN": "市场认可线索" },
        owed: [owed("handOver", "P2D", ["accepted"], "Handing over to sales", "移交销售")],
      },
      {
        id: "salesQualified",
        order: 4,
        phase: "sales",
        labels: { en: "Sales qualified", "zh-CN": "销售认可线索" },
        owed: [owed("meeting", "P7D", ["met"], "First meeting", "首次面谈")],
      },
      {
        id: "opportunity",
        order: 5,
        phase: "sales",
        labels: { en: "Opportunity", "zh-CN": "商机" },
        owed: [owed("proposal", "P14D", ["proposed"], "Proposal", "提交方案")],
      },
      {
        id: "customer",
        order: 6,
        phase: "service",
        labels: { en: "Customer", "zh-CN": "客户" },
        owed: [owed("onboarding", "P14D", ["onboarded"], "Onboarding", "上线引导")],
      },
      { id: "evangelist", order: 7, phase: "service", labels: { en: "Evangelist", "zh-CN": "口碑客户" }, final: true },
    ],
    events: [
      "captured",
      "scored",
      "accepted",
      "dealOpened",
      "dealWon",
      "recommended",
      "mailed",
      "contacted",
      "met",
      "proposed",
      "onboarded",
    ],
    transitions: [
      { from: "subscriber", on: "captured", to: "lead" },
      {
        from: ["subscriber", "lead"],
        on: "scored",
        when: { metric: "score", op: ">=", value: 50 },
        to: "marketingQualified",
      },
      { from: ["subscriber", "lead", "marketingQualified"], on: "accepted", to: "salesQualified" },
      { from: ["subscriber", "lead", "marketingQualified", "salesQualified"], on: "dealOpened", to: "opportunity" },
      {
        from: ["subscriber", "lead", "marketingQualified", "salesQualified", "opportunity"],
        on: "dealWon",
        to: "customer",
      },
      { from: "customer", on: "recommended", to: "evangelist" },
    ],
    initial: "subscriber",
  },
  engagement: {
    id: "engagement",
    version: 1,
    timeZone: "Asia/Shanghai",
    stages: [
      {
        id: "new",
        order: 1,
        labels: { en: "New", "zh-CN": "新增" },
        owed: [owed("welcome", "P3D", ["guided"], "Welcome", "新手引导")],
      },
      {
        id: "returning",
        order: 2,
        labels: { en: "Returning", "zh-CN": "持续活跃" },
        owed: [{ ...owed("checkIn", "P90D", ["guided"], "Check-in", "定期回访"), every: "P90D" }],
      },
      {
        id: "dormant",
        order: 3,
        labels: { en: "Dormant", "zh-CN": "沉默" },
        owed: [owed("remind", "P7D", ["reminded"], "Reminder", "唤醒提醒")],
      },
      {
        id: "resurrecting",
        order: 4,
        labels: { en: "Resurrecting", "zh-CN": "重新活跃" },
        owed: [owed("welcomeBack", "P7D", ["guided"], "Welcome back", "回归引导")],
      },
    ],
    events: ["active", "guided", "reminded"],
    transitions: [
      { from: ["new", "returning", "resurrecting"], on: "active", to: "returning" },
      { from: "dormant", on: "active", to: "resurrecting" },
      { from: ["new", "returning", "resurrecting"], after: "P14D", to: "dormant" },
    ],
    initial: "new",
  },
  leadPool: {
    id: "lead-pool",
    version: 1,
    timeZone: "Asia/Shanghai",
    metrics: [
      {
        id: "openClaims",
        kind: "count",
        labels: { en: "Leads that the employee owns", "zh-CN": "员工现有私海线索数" },
      },
      {
        id: "daysSinceOwned",
        kind: "days",
        labels: { en: "Days since the employee last owned the lead", "zh-CN": "该员工上次持有距今天数" },
      },
    ],
    stages: [
      {
        id: "pool",
        order: 1,
        labels: { en: "In the pool", "zh-CN": "公海" },
        owed: [owed("takeUp", "P7D", ["claimed", "assigned"], "An owner", "领取或分配")],
      },
      {
        id: "claimed",
        order: 2,
        labels: { en: "Claimed", "zh-CN": "已领取" },
        owed: [owed("firstFollowUp", "P1D", ["followedUp"], "First follow-up", "首次跟进")],
      },
      {
        id: "followed",
        order: 3,
        labels: { en: "Followed up", "zh-CN": "跟进中" },
        owed: [{ ...owed("followUp", "P7D", ["followedUp"], "Follow-up", "持续跟进"), every: "P7D" }],
      },
      {
        id: "deal",
        order: 4,
        labels: { en: "Customer", "zh-CN": "成交客户" },
        owed: [{ ...owed("visit", "P90D", ["visited"], "Visit", "客户回访"), every: "P90D" }],
      },
      { id: "invalid", order: 5, labels: { en: "Invalid", "zh-CN": "无效线索" }, final: true },
    ],
    events: ["claimed", "assigned", "followedUp", "released", "signed", "ordered", "visited", "discarded"],
    transitions: [
      {
        from: "pool",
        on: "claimed",
        when: {
          all: [
            { metric: "openClaims", op: "<", value: 100 },
            { metric: "daysSinceOwned", op: ">=", value: 30, onMissing: "met" },
          ],
        },
        to: "claimed",
      },
      { from: "pool", on: "assigned", to: "claimed" },
      { from: ["claimed", "followed"], on: "followedUp", to: "followed" },
      { from: ["claimed", "followed"], on: "released", to: "pool" },
      { from: ["claimed", "followed"], on: "signed", to: "deal" },
      { from: ["pool", "claimed", "followed"], on: "discarded", to: "invalid" },
      { from: "deal", on: "ordered", to: "deal" },
      { from: "claimed", after: "P3D", to: "pool", labels: { en: "Recycled", "zh-CN": "超时回收" } },
      { from: "followed", after: "P15D", to: "pool", labels: { en: "Recycled", "zh-CN": "超时回收" } },
      { from: "deal", after: "P1Y", to: "pool", labels: { en: "Recycled", "zh-CN": "超时回收" } },
    ],
    initial: "pool",
  },
}))();

/** A task with its name. */
function owed<Event extends string>(
  id: string,
  within: string,
  doneBy: readonly Event[],
  en: string,
  zh: string,
): ObligationInput<Event> {
  return { id, within, doneBy, labels: { en, "zh-CN": zh } };
}
