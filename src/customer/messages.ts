import type { MessageCatalog } from "../core/index.ts";
import type { CustomerCode } from "./model.ts";

/** The sentences of what can be wrong between the parts of a fact. */
export const customerMessages: MessageCatalog<CustomerCode> = {
  "unknown-choice": {
    en: "at {path} expected one of {expected}, received {observed}",
    "zh-CN": "{path}处应为以下之一：{expected}，实际为{observed}",
  },
  "refunds-exceed-order": {
    en: "the refunds come to {observed}, more than the {expected} the order cost",
    "zh-CN": "退款合计{observed}，超过订单金额{expected}",
  },
  "scale-upside-down": {
    en: "the highest answer possible, {observed}, must be above the lowest, {expected}",
    "zh-CN": "量表最高分{observed}必须大于最低分{expected}",
  },
  "answer-off-scale": {
    en: "the answer {observed} is outside the scale {expected}",
    "zh-CN": "回答{observed}超出量表范围{expected}",
  },
  "contract-ends-before-start": {
    en: "the contract ends on {observed}, before it starts on {expected}",
    "zh-CN": "合同结束日{observed}早于起始日{expected}",
  },
};
