import type { MessageCatalog } from "../core/index.ts";
import { changeMessages } from "./changeMessages.ts";
import type { RuleChangeCode } from "./changeModel.ts";
import type { ConditionCode } from "./checkConditions.ts";
import type { MetricsCode } from "./checkMetrics.ts";
import { conditionMessages } from "./conditionMessages.ts";
import type { ConditionInsightCode } from "./analysisModel.ts";
import { descriptionMessages } from "./descriptionMessages.ts";
import type { RuleWordsCode } from "./descriptionModel.ts";
import type { ImportOwnCode } from "./importModel.ts";
import { type MeasureFindingCode, measureMessages } from "./measureMessages.ts";
import type { UnknownCode } from "./measureModel.ts";
import type { ConditionFindingCode, ConditionReasonCode } from "./programModel.ts";

/** The sentences of this module's codes: reasons, findings, issues of policies, insights, imports. */
export const ruleMessages: MessageCatalog<
  | ConditionCode
  | MetricsCode
  | ConditionFindingCode
  | ConditionReasonCode
  | UnknownCode
  | MeasureFindingCode
  | ConditionInsightCode
  | ImportOwnCode
  | RuleWordsCode
  | RuleChangeCode
> = {
  ...conditionMessages,
  ...measureMessages,
  ...descriptionMessages,
  ...changeMessages,
  comparison: {
    en: "{label} must be {op|term} {required}; it is {observed}",
    "zh-CN": "要求{label}{op|term} {required}，实际为{observed}",
  },
  "comparison-in": {
    en: "{label} must be one of {choices}; it is {observed}",
    "zh-CN": "要求{label}为以下之一：{choices}；实际为{observed}",
  },
  "comparison-not-in": {
    en: "{label} must be none of {choices}; it is {observed}",
    "zh-CN": "要求{label}不在以下之列：{choices}；实际为{observed}",
  },
  "group-all": {
    en: "all of {required} conditions must hold; {observed} do",
    "zh-CN": "{required}个条件须全部满足，已满足{observed}个",
  },
  "group-any": {
    en: "one condition or more must hold; {observed} do",
    "zh-CN": "至少须满足 1 个条件，已满足{observed}个",
  },
  "group-at-least": {
    en: "at least {required} conditions must hold; {observed} do",
    "zh-CN": "至少须满足{required}个条件，已满足{observed}个",
  },
  "group-not": { en: "the following must not hold: {verdict|term}", "zh-CN": "须不符合下列条件：{verdict|term}" },
  performed: {
    en: "{about} must have happened at least {required}; it happened {observed}",
    "zh-CN": "要求{about}至少发生{required}，实际为{observed}",
  },
  "last-performed": {
    en: "the last {about} must be {op} {required}; it was {observed}",
    "zh-CN": "要求最近一次{about}的时间{op} {required}，实际为{observed}",
  },
  "member-of": {
    en: "the customer must belong to the segment {about}: {observed}",
    "zh-CN": "要求客户属于分群{about}：{observed}",
  },
  bucket: {
    en: "the customer's draw of {about} must be below {required}; it is {observed}",
    "zh-CN": "要求客户在{about}中的抽样值小于{required}，实际为{observed}",
  },
  "metric-missing": { en: "{metric} is not known", "zh-CN": "指标{metric}未知" },
  "metric-not-a-number": {
    en: "{metric} should be a finite number, but is {observed}; it counts as not known",
    "zh-CN": "指标{metric}应为有限的数，实际为{observed}，按未知处理",
  },
  "metric-not-money": {
    en: "{metric} should be an amount with its currency, but is {observed}; it counts as not known",
    "zh-CN": "指标{metric}应为带币种的金额，实际为{observed}，按未知处理",
  },
  "metric-other-currency": {
    en: "{metric} should be in {expected}, but is in {observed}; it counts as not known",
    "zh-CN": "指标{metric}的币种应为{expected}，实际为{observed}，按未知处理",
  },
  "metric-wrong-type": {
    en: "{metric} should be {expected|term}, but is {observed}; it counts as not known",
    "zh-CN": "指标{metric}应为{expected|term}，实际为{observed}，按未知处理",
  },
  "metric-out-of-range": {
    en: "{metric} should be {expected|term}, but is {observed}; it counts as not known",
    "zh-CN": "指标{metric}应为{expected|term}，实际为{observed}，按未知处理",
  },
  "metric-small-sample": {
    en: "{metric} must rest on {required} facts, but rests on {observed}; it counts as not known",
    "zh-CN": "指标{metric}至少须依据{required}条事实，实际为{observed}，按未知处理",
  },
  "metric-stale": {
    en: "{metric} must rest on facts no older than {required}, but the newest is of {observed}; it counts as not known",
    "zh-CN": "指标{metric}所依据的事实不得早于{required}之前，最新一条为{observed}，按未知处理",
  },
  "metric-from-the-future": {
    en: "{metric} rests on facts of {observed}, after the moment of judgement {required}; it counts as not known",
    "zh-CN": "指标{metric}所依据的事实发生于{observed}，晚于判定时刻{required}，按未知处理",
  },
  "activity-missing": {
    en: "what the customer did is not known ({event}), so the condition is not either",
    "zh-CN": "客户的行为记录（{event}）未知，该条件无法判断",
  },
  "activity-unreadable": {
    en: "{rows} records of what the customer did could not be read; each may be {event} or not",
    "zh-CN": "客户行为记录中有{rows}条无法读取，是否为{event}不能确定",
  },
  "activity-from-the-future": {
    en: "{rows} records of {event} lie after the moment of judgement and did not count",
    "zh-CN": "{event}有{rows}条记录晚于判定时刻，未予计入",
  },
  "activity-of-another": {
    en: "{rows} records of {event} are another customer's and did not count",
    "zh-CN": "{event}有{rows}条记录属于其他客户，未予计入",
  },
  "segment-missing": {
    en: "whether the customer belongs to {segment} is not known",
    "zh-CN": "客户是否属于分群{segment}未知",
  },
  "customer-id-missing": {
    en: "without the customer's identifier no sample can be drawn",
    "zh-CN": "缺少客户标识，无法确定抽样结果",
  },
  contradiction: { en: "no facts can make this hold", "zh-CN": "该条件自相矛盾，任何情况下都不成立" },
  tautology: { en: "no facts can make this fail", "zh-CN": "该条件恒成立，任何情况下都不会不成立" },
  "implied-clause": {
    en: "this part never changes the answer: the others already imply it",
    "zh-CN": "该部分已由其他条件蕴含，不影响结果",
  },
  "unreachable-branch": {
    en: "this alternative never holds while the whole does",
    "zh-CN": "整体成立时该分支不可能成立，属于无效分支",
  },
  "not-proved": {
    en: "it could not be decided {property|term}",
    "zh-CN": "无法判定{property|term}",
  },
  "operator-not-carried": { en: "{operator} cannot be carried over", "zh-CN": "{operator}无法转换" },
  "operands-not-carried": {
    en: "expected one metric and values that are written out, received {observed}",
    "zh-CN": "应为一个指标与直接写出的值，实际为{observed}",
  },
  "null-not-carried": {
    en: "null cannot be compared with: what is not known is unknown here",
    "zh-CN": "不能与 null 比较：此处未知值一律按未知处理",
  },
  "empty-group": { en: "a group without parts asks for nothing", "zh-CN": "没有任何条件的组合不构成要求" },
};
