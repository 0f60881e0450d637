import type { MessageCatalog } from "../core/index.ts";
import type { MetricsCode } from "./checkMetrics.ts";

/** The sentences of what can be wrong with metrics. */
export const metricMessages: MessageCatalog<MetricsCode> = {
  "empty-duration": { en: "a duration here must have a length", "zh-CN": "此处的时长不得为零" },
  "empty-window": { en: "a window must have a length", "zh-CN": "统计窗口的时长不得为零" },
  "window-not-in-days": {
    en: "an anniversary period is a number of years, months, weeks or days, not of hours",
    "zh-CN": "周年周期须以年、月、周或日计，不得以小时计",
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
    "zh-CN": "该度量的结果不能是{kind}类型，应为{fits}",
  },
  "not-redeemable": {
    en: "a metric of kind {kind} is no balance that can be spent; one of {fits} can be",
    "zh-CN": "{kind}类型的指标不是可供兑换的余额，应为{fits}",
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
    "zh-CN": "{family|term}不能按{key}筛选",
  },
  "part-not-defined": { en: "{metric} is not among these metrics", "zh-CN": "{metric}不在这些指标之中" },
  "part-not-measured": {
    en: "{metric} is not measured from facts itself, so nothing can be made of it here",
    "zh-CN": "{metric}并非直接由事实度量得出，不能在此引用",
  },
  "parts-differ": {
    en: "a part and its whole must be of one kind, not {kinds}",
    "zh-CN": "部分与整体须为同一类型，而此处为{kinds}",
  },
  "change-without-period": {
    en: "{metric} is not counted over a period that could have one before it",
    "zh-CN": "{metric}不按周期统计，没有可比较的上一周期",
  },
  "change-of-running-period": {
    en: "the period of {metric} is still running at the moment of judgement, but is held against a whole one",
    "zh-CN": "判定时{metric}的本周期尚未结束，却与完整的上一周期相比",
  },
};
