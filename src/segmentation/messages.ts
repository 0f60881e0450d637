import type { MessageCatalog } from "../core/index.ts";

/** Codes of this module. */
export type SegmentationCode =
  | "degenerate-metric"
  | "no-customers"
  | "no-value"
  | "repeated-customer"
  | "no-purchase"
  | "invalid-model"
  | "range-reversed"
  | "range-beyond-bins"
  | "uncovered-combinations"
  | "unreachable-box"
  | "uncovered-score"
  | "bins-mismatch"
  | "score-in-range";

/** The sentences of this module's codes. */
export const segmentationMessages: MessageCatalog<SegmentationCode> = {
  "degenerate-metric": {
    en: "{metric|term} tells nobody apart: all {customers} customers have the same score",
    "zh-CN": "{metric|term}无法区分客户：全部 {customers} 位客户得分相同",
  },
  "no-customers": {
    en: "there is no customer with a purchase to fit a model on",
    "zh-CN": "没有任何有购买记录的客户可用于拟合模型",
  },
  "no-value": {
    en: "nobody is worth more than zero, so there is nothing to share out",
    "zh-CN": "没有任何客户的价值大于零，无从计算占比",
  },
  "repeated-customer": {
    en: "customer {customerId} was there before; the first row counts",
    "zh-CN": "客户 {customerId} 重复出现，以首次出现的记录为准",
  },
  "no-purchase": {
    en: "customer {customerId} has no purchase, so there is nothing to score",
    "zh-CN": "客户 {customerId} 没有购买记录，无法评分",
  },
  "invalid-model": {
    en: "the stored model cannot be used: at {path} expected {expected|term}",
    "zh-CN": "存储的模型不可用：{path} 处应为{expected|term}",
  },
  "range-reversed": { en: "the range begins at {from} and ends at {to}", "zh-CN": "区间起点 {from} 大于终点 {to}" },
  "range-beyond-bins": {
    en: "the range reaches to {to}, but there are only {bins} scores",
    "zh-CN": "区间上限为 {to}，但只有 {bins} 个分值",
  },
  "uncovered-combinations": {
    en: "{count} combinations of scores belong to no segment, such as {examples}",
    "zh-CN": "{count} 种得分组合不属于任何分群，例如 {examples}",
  },
  "unreachable-box": {
    en: "no customer can fall into this box of {segment}: earlier boxes take all of it",
    "zh-CN": "{segment} 的这一区块不可能有客户：已被前面的区块完全覆盖",
  },
  "uncovered-score": {
    en: "table {table} has no segment for recency {recency}, frequency {frequency}, monetary value {monetary}",
    "zh-CN": "分群表 {table} 未覆盖：最近购买 {recency} 分、频率 {frequency} 分、金额 {monetary} 分",
  },
  "bins-mismatch": {
    en: "table {table} is made for {expected} scores, the model has {observed}",
    "zh-CN": "分群表 {table} 适用于 {expected} 个分值，而模型为 {observed}",
  },
  "score-in-range": {
    en: "{metric|term} scores {observed}; {label} takes {required}",
    "zh-CN": "{metric|term}得 {observed} 分；{label}的范围为 {required}",
  },
};
