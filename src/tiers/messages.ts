import type { MessageCatalog } from "../core/index.ts";
import type { TierPolicyCode } from "./tierPolicyChecks.ts";
import type { TierFindingCode, TierReasonCode, TierRefusal } from "./model.ts";

/** The sentences of this module's codes: reasons, findings, issues of policies, refusals. */
export const tierMessages: MessageCatalog<
  TierReasonCode | TierFindingCode | TierPolicyCode | Exclude<TierRefusal["code"], "invalid-fact">
> = {
  "attain-condition": {
    en: "to reach {partLabel}, {label} must be {op} {required}; it is {observed}",
    "zh-CN": "升入{partLabel}要求{label} {op} {required}，实际为{observed}",
  },
  "retain-condition": {
    en: "to keep {partLabel}, {label} must be {op} {required}; it is {observed}",
    "zh-CN": "保持{partLabel}要求{label} {op} {required}，实际为{observed}",
  },
  "also-condition": {
    en: "a tier is lost ({partLabel}) when {label} is {op} {required}; it is {observed}",
    "zh-CN": "{label} {op} {required} 时降级（{partLabel}），实际为{observed}",
  },
  "one-step-taken": {
    en: "the tier was given at {observed}, the moment of judgement: the next step down waits for a later one",
    "zh-CN": "该等级于判定时刻 {observed} 刚刚生效，下一级降级须待以后再行判定",
  },
  "metric-missing": { en: "{metric} is not known", "zh-CN": "指标 {metric} 未知" },
  "metric-not-a-number": {
    en: "{metric} should be a finite number, but is {observed}; it counts as not known",
    "zh-CN": "指标 {metric} 应为有限的数，实际为 {observed}，按未知处理",
  },
  "metric-not-money": {
    en: "{metric} should be an amount with its currency, but is {observed}; it counts as not known",
    "zh-CN": "指标 {metric} 应为带币种的金额，实际为 {observed}，按未知处理",
  },
  "metric-other-currency": {
    en: "{metric} should be in {expected}, but is in {observed}; it counts as not known",
    "zh-CN": "指标 {metric} 的币种应为 {expected}，实际为 {observed}，按未知处理",
  },
  "also-unknown": {
    en: "whether the downgrade rule {id} applies is not known, so it was not applied",
    "zh-CN": "无法判断是否符合降级规则 {id}，故未予适用",
  },
  "duplicate-rank": { en: "rank {rank} is already used at {first}", "zh-CN": "级别 {rank} 已在 {first} 处使用" },
  "unknown-metric": { en: "{metric} is not a metric of this policy", "zh-CN": "{metric} 不是本策略定义的指标" },
  "empty-window": { en: "a window must have a length", "zh-CN": "统计窗口的时长不得为零" },
  "threshold-not-decimal": {
    en: "{metric} is money: expected an amount as decimal text, received {observed}",
    "zh-CN": "{metric} 为金额指标：门槛应为十进制文本数额，实际为 {observed}",
  },
  "threshold-not-whole": {
    en: "{metric} is counted: expected a whole number of zero or more, received {observed}",
    "zh-CN": "{metric} 为计数指标：门槛应为非负整数，实际为 {observed}",
  },
  "too-many-decimals": {
    en: "{observed} is finer than the smallest coin of {currency}, which has {digits} decimals",
    "zh-CN": "{observed} 小于 {currency} 的最小货币单位（{digits} 位小数）",
  },
  "no-base-tier": {
    en: "one tier must ask for nothing, so that everyone stands somewhere",
    "zh-CN": "须有一个不设条件的基础等级，使每位客户都有等级",
  },
  "several-base-tiers": {
    en: "only one tier may ask for nothing, and {first} already does",
    "zh-CN": "只能有一个等级不设条件，而 {first} 处已是",
  },
  "base-tier-not-lowest": {
    en: "the tier that asks for nothing must have the lowest rank",
    "zh-CN": "不设条件的基础等级必须级别最低",
  },
  "base-tier-asks": {
    en: "the base tier cannot be lost, so it must not ask anything to be kept",
    "zh-CN": "基础等级不会失去，不得设置保级条件",
  },
  "tier-not-in-policy": {
    en: "the tier {tier} is not one of the policy {policy}",
    "zh-CN": "策略 {policy} 中没有等级 {tier}",
  },
  "state-after-as-of": {
    en: "the tier is held since {since}, which is after the moment of judgement {asOf}",
    "zh-CN": "等级自 {since} 起持有，晚于判定时刻 {asOf}",
  },
};
