import type { MessageCatalog } from "../core/index.ts";

/** Codes of this module. */
export type HistoryCode =
  | "other-currency"
  | "refund-not-positive"
  | "day-not-over"
  | "invalid-state"
  | "state-mismatch";

/** The sentences of this module's codes. */
export const historyMessages: MessageCatalog<HistoryCode> = {
  "other-currency": {
    en: "row {index} was not used: at {path} expected an amount in {expected}, received {observed}",
    "zh-CN": "第 {index} 行未采用：{path} 处金额币种应为 {expected}，实际为 {observed}",
  },
  "refund-not-positive": {
    en: "row {index} was not used: at {path} a refund must be above zero, received {observed}",
    "zh-CN": "第 {index} 行未采用：{path} 处退款必须大于零，实际为 {observed}",
  },
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
