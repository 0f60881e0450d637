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
  nextResponse: { en: "next response", "zh-CN": "后续响应" },
  periodicUpdate: { en: "periodic update", "zh-CN": "定期进展通报" },
  pausableUpdate: { en: "pausable update", "zh-CN": "可暂停的进展通报" },
  requesterWait: { en: "requester wait", "zh-CN": "客户等待时间" },
  agentWork: { en: "agent work", "zh-CN": "人工处理时间" },
  timeToOwn: { en: "time to own", "zh-CN": "受理认领" },
  totalResolution: { en: "total resolution", "zh-CN": "累计解决" },
  subject: { en: "subject", "zh-CN": "事项" },
  channel: { en: "channel", "zh-CN": "渠道" },
  department: { en: "department", "zh-CN": "部门" },
  firstResolution: { en: "first resolution", "zh-CN": "首次解决" },
  orders: { en: "orders", "zh-CN": "订单" },
  activity: { en: "activity", "zh-CN": "行为" },
  interactions: { en: "contacts", "zh-CN": "互动" },
  cases: { en: "cases", "zh-CN": "工单" },
  answers: { en: "survey answers", "zh-CN": "问卷回答" },
  contracts: { en: "contracts", "zh-CN": "合同" },
  enrolment: { en: "the enrolment", "zh-CN": "入会" },
  firstPurchase: { en: "the first purchase", "zh-CN": "首次购买" },
  tierStart: { en: "the start of the tier", "zh-CN": "等级生效" },
  monetary: { en: "monetary value", "zh-CN": "消费金额" },
};
