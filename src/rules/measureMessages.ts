import type { MessageCatalog } from "../core/index.ts";
import type { UnknownCode } from "./measureModel.ts";

/** Codes of what was amiss with facts that were measured. */
export type MeasureFindingCode =
  | "duplicate-fact"
  | "conflicting-facts"
  | "fact-of-other-customer"
  | "day-cut"
  | "first-purchase-uncertain";

/** The sentences of measurement. */
export const measureMessages: MessageCatalog<UnknownCode | MeasureFindingCode> = {
  // why a value is not known
  "brought-by-host": {
    en: "it is not measured from facts but brought by the host",
    "zh-CN": "该值不由事实度量，须由调用方提供",
  },
  "facts-not-given": { en: "{family|term} were not given", "zh-CN": "未提供{family|term}数据" },
  "facts-unsound": {
    en: "{facts} of the {family|term} could not be used",
    "zh-CN": "{family|term}中有{facts}条数据无法使用",
  },
  "day-cut": {
    en: "the moment of judgement lies in the midst of {on}, whose orders are only known for the whole day",
    "zh-CN": "判定时刻落在{on}当天之中，而该日订单只有全天合计",
  },
  "nothing-to-measure": { en: "there is nothing it could be measured from", "zh-CN": "没有可供度量的数据" },
  "anchor-missing": { en: "the moment of {anchor|term} is not known", "zh-CN": "{anchor|term}的时间未知" },
  "no-period-yet": {
    en: "the period would have begun before {anchor|term}",
    "zh-CN": "该周期早于{anchor|term}，尚不存在",
  },
  "scales-differ": { en: "the answers are on different scales", "zh-CN": "各答卷的评分尺度不一致" },
  "scale-not-nps": {
    en: "a net promoter score needs answers on a scale of 0 to 10",
    "zh-CN": "净推荐值要求答卷采用 0 至 10 分的尺度",
  },
  "contract-without-value": {
    en: "the value of {contracts} contracts is not known",
    "zh-CN": "有{contracts}份合同的金额未知",
  },
  "part-unknown": { en: "{metric}, which it is made of, is not known", "zh-CN": "其所依据的{metric}未知" },
  "part-too-small": {
    en: "{metric}, which it is made of, rests on {observed} facts and needs {minimum}",
    "zh-CN": "其所依据的{metric}仅有{observed}条数据，至少需要{minimum}条",
  },
  "part-too-old": {
    en: "the newest facts of {metric}, which it is made of, are older than {maxAge}",
    "zh-CN": "其所依据的{metric}的最新数据已早于{maxAge}",
  },
  "earlier-unknown": {
    en: "{metric} is not known for the earlier period",
    "zh-CN": "{metric}在上一周期的值未知",
  },
  "base-not-positive": {
    en: "{metric}, which it is held against, is not above zero",
    "zh-CN": "作为基数的{metric}不大于零",
  },
  // facts
  "duplicate-fact": { en: "{observed} was given twice and counts once", "zh-CN": "{observed}重复提供，只计一次" },
  "conflicting-facts": {
    en: "different facts were given under the identifier {observed}",
    "zh-CN": "标识{observed}对应了不同的数据",
  },
  "fact-of-other-customer": {
    en: "the fact is about customer {observed}, not {expected}",
    "zh-CN": "该数据属于客户{observed}，而非{expected}",
  },
  "first-purchase-uncertain": {
    en: "the first purchase on {on} may have been paid back in full: days alone do not tell",
    "zh-CN": "{on}的首次购买可能已全额退款，仅凭每日合计无法判断",
  },
};
