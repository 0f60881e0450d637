import type { MessageCatalog } from "../core/index.ts";
import type { ConditionCode } from "./checkConditions.ts";
import type { MetricsCode } from "./checkMetrics.ts";
import { metricMessages } from "./metricMessages.ts";

/**
 * The sentences of what can be wrong with metrics and conditions, for the messages of the policies that hold them; `explain`
 * knows them without.
 */
export const conditionMessages: MessageCatalog<ConditionCode | MetricsCode> = {
  ...metricMessages,
  "unknown-metric": { en: "{metric} is not a metric of this policy", "zh-CN": "{metric}不是本策略定义的指标" },
  "op-not-for-kind": {
    en: "{metric} is {kind|term}, which cannot be compared by {op}",
    "zh-CN": "{metric}为{kind|term}指标，不能用{op}比较",
  },
  "threshold-not-decimal": {
    en: "{metric} is money: expected an amount as decimal text, received {observed}",
    "zh-CN": "{metric}为金额指标：门槛应为十进制文本数额，实际为{observed}",
  },
  "threshold-too-large": {
    en: "{observed} is larger than amounts can be here: fewer than 16 digits of the smallest coin of {currency}",
    "zh-CN": "{observed}超出可用数额范围：折合{currency}最小货币单位须少于 16 位",
  },
  "threshold-not-whole": {
    en: "{metric} is counted: expected a whole number of zero or more, received {observed}",
    "zh-CN": "{metric}为计数指标：门槛应为非负整数，实际为{observed}",
  },
  "threshold-not-share": {
    en: "{metric} is a share: expected a number from 0 to 1, received {observed}",
    "zh-CN": "{metric}为占比指标：门槛应为 0 到 1 之间的数，实际为{observed}",
  },
  "threshold-not-number": {
    en: "{metric} is a number: expected a finite number, received {observed}",
    "zh-CN": "{metric}为数值指标：门槛应为有限的数，实际为{observed}",
  },
  "threshold-not-text": {
    en: "{metric} is a name: expected text, received {observed}",
    "zh-CN": "{metric}为名称指标：比较值应为文本，实际为{observed}",
  },
  "threshold-not-boolean": {
    en: "{metric} is yes or no: expected true or false, received {observed}",
    "zh-CN": "{metric}为是非指标：比较值应为 true 或 false，实际为{observed}",
  },
  "threshold-not-day": {
    en: "{metric} is a date: expected a day YYYY-MM-DD that exists, received {observed}",
    "zh-CN": "{metric}为日期指标：比较值应为真实存在的日期 YYYY-MM-DD，实际为{observed}",
  },
  "too-many-decimals": {
    en: "{observed} is finer than the smallest coin of {currency}, which has {digits} decimals",
    "zh-CN": "{observed}小于{currency}的最小货币单位（{digits}位小数）",
  },
  "repeated-value": { en: "{observed} is already listed at {first}", "zh-CN": "{observed}已在{first}处列出" },
  "n-too-large": {
    en: "{n} parts cannot hold: there are only {parts}",
    "zh-CN": "共有{parts}个条件，无法要求满足{n}个",
  },
};
