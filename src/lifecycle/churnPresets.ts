import type { ChurnPolicyInput } from "./churnModel.ts";

/** The causes of {@link churnPresets}`.fiveCauses`. */
export type FiveCause = "service" | "price" | "product" | "neglect" | "circumstances";

/** The signals of {@link churnPresets}`.fiveCauses`. */
export type FiveCauseSignal =
  | "complaint"
  | "slowAnswer"
  | "priceRise"
  | "saidTooExpensive"
  | "saidBetterElsewhere"
  | "return"
  | "missedVisit"
  | "unansweredMessage"
  | "saidNoNeed"
  | "moved";

/** The offers of {@link churnPresets}`.fiveCauses`. */
export type FiveCauseOffer = "apologyCall" | "managerVisit" | "loyaltyPrice" | "freeTrial" | "greeting";

/**
 * Policies of churn causes to start from: plain data for `defineChurnPolicy`, to be copied and changed. The odds and weights
 * are our own guesses: put what your own campaigns showed in their place.
 */
export const churnPresets: {
  /** Service, price, product, neglect and circumstances; offers by cause and value; at most two attempts in 90 days, four in all. */
  readonly fiveCauses: ChurnPolicyInput<FiveCause, FiveCauseSignal, FiveCauseOffer>;
} = {
  fiveCauses: {
    id: "churn-five-causes",
    version: 1,
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    signals: [
      "complaint",
      "slowAnswer",
      "priceRise",
      "saidTooExpensive",
      "saidBetterElsewhere",
      "return",
      "missedVisit",
      "unansweredMessage",
      "saidNoNeed",
      "moved",
    ],
    causes: [
      {
        id: "service",
        evidence: [
          { signal: "complaint", within: "P180D", weight: 4 },
          { signal: "slowAnswer", within: "P180D", atLeast: 2, weight: 2 },
        ],
        responseOdds: "0.2",
        labels: { en: "Poor service", "zh-CN": "服务不佳" },
      },
      {
        id: "price",
        evidence: [
          { signal: "saidTooExpensive", weight: 8 },
          { signal: "priceRise", within: "P90D", weight: 3 },
        ],
        responseOdds: "0.15",
        labels: { en: "Price", "zh-CN": "价格因素" },
      },
      {
        id: "product",
        evidence: [
          { signal: "saidBetterElsewhere", weight: 8 },
          { signal: "return", within: "P180D", weight: 3 },
        ],
        responseOdds: "0.1",
        labels: { en: "Product", "zh-CN": "产品因素" },
      },
      {
        id: "neglect",
        evidence: [
          { signal: "missedVisit", within: "P1Y", weight: 2 },
          { signal: "unansweredMessage", within: "P90D", weight: 2 },
        ],
        responseOdds: "0.25",
        labels: { en: "Neglected by us", "zh-CN": "疏于维系" },
      },
      {
        id: "circumstances",
        evidence: [
          { signal: "saidNoNeed", weight: 8 },
          { signal: "moved", weight: 6 },
        ],
        responseOdds: "0.02",
        labels: { en: "Circumstances of the customer", "zh-CN": "客户自身变化" },
      },
    ],
    oddsUnknown: "0.05",
    offers: [
      {
        id: "managerVisit",
        causes: ["service", "neglect"],
        minValue: "10000",
        cost: "300",
        labels: { en: "Visit by a manager", "zh-CN": "经理上门拜访" },
      },
      {
        id: "apologyCall",
        causes: ["service", "neglect"],
        cost: "20",
        labels: { en: "Apology and call", "zh-CN": "致歉回访" },
      },
      {
        id: "loyaltyPrice",
        causes: ["price"],
        minValue: "1000",
        cost: "50",
        labels: { en: "Price for old customers", "zh-CN": "老客户专享价" },
      },
      {
        id: "freeTrial",
        causes: ["product"],
        minValue: "500",
        cost: "80",
        labels: { en: "Free trial", "zh-CN": "免费试用" },
      },
      { id: "greeting", cost: "1", labels: { en: "Greeting", "zh-CN": "问候" } },
    ],
    contact: { most: 2, per: "P90D", giveUpAfter: 4, waitFor: "P7D", until: "P2Y" },
  },
};
