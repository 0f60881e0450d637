import type { MessageCatalog } from "../core/index.ts";

/** Codes of this module. */
export type HistoryCode =
  | "cancellation-refused"
  | "day-not-over"
  | "invalid-state"
  | "own-currency-rated"
  | "rate-not-positive"
  | "state-mismatch";

/** The sentences of this module's codes. */
export const historyMessages: MessageCatalog<HistoryCode> = {
  "cancellation-refused": {
    en: "the amount {observed} is below zero, and the policy takes no cancellation rows",
    "zh-CN": "金额{observed}小于零，而策略不接受取消记录",
  },
  "day-not-over": {
    en: "{on} was left out for customer {customerId}: some of its facts came after the moment of judgement",
    "zh-CN": "客户{customerId}的{on}未计入：当日有事实发生在判定时刻之后",
  },
  "invalid-state": {
    en: "the state cannot be merged: at {path} expected {expected|term}",
    "zh-CN": "状态无法合并：{path}处应为{expected|term}",
  },
  "own-currency-rated": {
    en: "{currency} is the policy's own currency and needs no rate",
    "zh-CN": "{currency}是策略自身的币种，无需汇率",
  },
  "rate-not-positive": { en: "the rate {rate} is not above zero", "zh-CN": "汇率{rate}必须大于零" },
  "state-mismatch": {
    en: "the state cannot be merged: its {what} is {observed}, expected {expected}",
    "zh-CN": "状态无法合并：其{what}为{observed}，应为{expected}",
  },
};
