import { type MessageCatalog } from "../core/index.ts";
import { coreTerms } from "../core/messages.ts";

/** Words for the codes that stand inside sentences. */
export const terms: MessageCatalog = {
  ...coreTerms,
  met: { en: "met", "zh-CN": "已达到" },
  unmet: { en: "not met", "zh-CN": "未达到" },
  unknown: { en: "not known", "zh-CN": "无法判断" },
  recency: { en: "recency", "zh-CN": "最近一次购买" },
  frequency: { en: "frequency", "zh-CN": "购买频率" },
  firstResponse: { en: "first response", "zh-CN": "首次响应" },
  firstResolution: { en: "first resolution", "zh-CN": "首次解决" },
  monetary: { en: "monetary value", "zh-CN": "消费金额" },
};
