import type { MessageCatalog } from "../core/index.ts";
import type { MetricCode } from "./checkMetrics.ts";
import type { UnknownCode } from "./measureModel.ts";

/** Codes of what was amiss with facts that were measured. */
export type MeasureFindingCode =
  | "duplicate-fact"
  | "conflicting-facts"
  | "fact-of-other-customer"
  | "day-cut"
  | "first-purchase-uncertain";

/** The sentences of metrics and their measurement. */
export const measureMessages: MessageCatalog<Exclude<MetricCode, "empty-duration"> | UnknownCode | MeasureFindingCode> =
  {
    // metrics
    "empty-window": { en: "a window must have a length", "zh-CN": "统计窗口的时长不得为零" },
    "window-of-hours": {
      en: "periods that follow each other are counted in years, months, weeks or days, not in hours",
      "zh-CN": "周年类周期须以年、月、周或日计，不得以小时计",
    },
    "window-missing": {
      en: "what is measured is counted over time, so a window must be given",
      "zh-CN": "该度量按时间段统计，必须给出统计窗口",
    },
    "window-unused": {
      en: "what is measured is not counted over time, so a window has no meaning",
      "zh-CN": "该度量不按时间段统计，不应给出统计窗口",
    },
    "kind-unfit": {
      en: "what is measured cannot be of kind {kind}; it is of {fits}",
      "zh-CN": "该度量的结果不能是 {kind} 类型，应为 {fits}",
    },
    "rounding-missing": {
      en: "a mean of amounts must be rounded: say how",
      "zh-CN": "金额的平均值需要舍入，请指明舍入方式",
    },
    "rounding-unused": { en: "nothing is rounded here", "zh-CN": "此处无须舍入" },
    "level-missing": {
      en: "the share is of answers that reach a level: say which",
      "zh-CN": "占比以某一分值为界，请给出分值",
    },
    "level-unused": { en: "a level has no meaning here", "zh-CN": "此处给出分值没有意义" },
    "filter-unfit": {
      en: "{family|term} cannot be told apart by {key}",
      "zh-CN": "{family|term}不能按 {key} 筛选",
    },
    "part-not-defined": { en: "{metric} is not among these metrics", "zh-CN": "{metric} 不在这些指标之中" },
    "part-not-measured": {
      en: "{metric} is not measured from facts itself, so nothing can be made of it here",
      "zh-CN": "{metric} 并非直接由事实度量得出，不能在此引用",
    },
    "parts-differ": {
      en: "a part and its whole must be of one kind, not {kinds}",
      "zh-CN": "部分与整体须为同一类型，而此处为 {kinds}",
    },
    "change-without-period": {
      en: "{metric} is not counted over a period that could have one before it",
      "zh-CN": "{metric} 不按周期统计，没有可比较的上一周期",
    },
    "change-of-running-period": {
      en: "the period of {metric} is still running at the moment of judgement, but is held against a whole one",
      "zh-CN": "判定时 {metric} 的本周期尚未结束，却与完整的上一周期相比",
    },
    // why a value is not known
    "brought-by-host": {
      en: "it is not measured from facts but brought by the host",
      "zh-CN": "该值不由事实度量，须由调用方提供",
    },
    "facts-not-given": { en: "{family|term} were not given", "zh-CN": "未提供{family|term}数据" },
    "facts-unsound": {
      en: "{facts} of the {family|term} could not be used",
      "zh-CN": "{family|term}中有 {facts} 条数据无法使用",
    },
    "day-cut": {
      en: "the moment of judgement lies in the midst of {on}, whose orders are only known for the whole day",
      "zh-CN": "判定时刻落在 {on} 当天之中，而该日订单只有全天合计",
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
      "zh-CN": "有 {contracts} 份合同的金额未知",
    },
    "part-unknown": { en: "{metric}, which it is made of, is not known", "zh-CN": "其所依据的 {metric} 未知" },
    "part-too-small": {
      en: "{metric}, which it is made of, rests on {observed} facts and needs {minimum}",
      "zh-CN": "其所依据的 {metric} 仅有 {observed} 条数据，至少需要 {minimum} 条",
    },
    "part-too-old": {
      en: "the newest facts of {metric}, which it is made of, are older than {maxAge}",
      "zh-CN": "其所依据的 {metric} 的最新数据已早于 {maxAge}",
    },
    "earlier-unknown": {
      en: "{metric} is not known for the earlier period",
      "zh-CN": "{metric} 在上一周期的值未知",
    },
    "base-not-positive": {
      en: "{metric}, which it is held against, is not above zero",
      "zh-CN": "作为基数的 {metric} 不大于零",
    },
    // facts
    "duplicate-fact": { en: "{observed} was given twice and counts once", "zh-CN": "{observed} 重复提供，只计一次" },
    "conflicting-facts": {
      en: "different facts were given under the identifier {observed}",
      "zh-CN": "标识 {observed} 对应了不同的数据",
    },
    "fact-of-other-customer": {
      en: "the fact is about customer {observed}, not {expected}",
      "zh-CN": "该数据属于客户 {observed}，而非 {expected}",
    },
    "first-purchase-uncertain": {
      en: "the first purchase on {on} may have been paid back in full: days alone do not tell",
      "zh-CN": "{on} 的首次购买可能已全额退款，仅凭每日合计无法判断",
    },
  };
