import type { MessageCatalog } from "../core/index.ts";

/** Codes of this module. */
export type HistoryCode = "day-not-over" | "invalid-state" | "state-mismatch";

/** The sentences of this module's codes. */
export const historyMessages: MessageCatalog<HistoryCode> = {
  "day-not-over": {
    en: "{on} was left out for customer {customerId}: some of its orders came after the moment of judgement",
    "zh-CN": "客户 {customerId} 的 {on} 未计入：当日有订单发生在判定时刻之后",
  },
  "invalid-state": {
    en: "the state cannot be merged: at {path} expected {expected|term}",
    "zh-CN": "状态无法合并：{path} 处应为{expected|term}",
  },
  "state-mismatch": {
    en: "the state cannot be merged: its {what} is {observed}, expected {expected}",
    "zh-CN": "状态无法合并：其 {what} 为 {observed}，应为 {expected}",
  },
};
