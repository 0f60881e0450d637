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
  count: { en: "a whole number of zero or more", "zh-CN": "非负整数" },
  days: { en: "a number of days", "zh-CN": "天数" },
  share: { en: "a number from 0 to 1", "zh-CN": "0 到 1 之间的数" },
  contradiction: { en: "whether this can hold", "zh-CN": "该条件能否成立" },
  tautology: { en: "whether this can fail", "zh-CN": "该条件能否不成立" },
  "implied-clause": { en: "whether every part of this makes a difference", "zh-CN": "其中各部分是否都影响结果" },
  "unreachable-branch": { en: "whether every alternative of this can hold", "zh-CN": "其中各分支是否都可能成立" },
  monetary: { en: "monetary value", "zh-CN": "消费金额" },
};
