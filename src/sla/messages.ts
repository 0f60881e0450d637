import type { MessageCatalog } from "../core/index.ts";
import type { SlaCode } from "./model.ts";

/** The sentences of the SLA's codes. */
export const slaMessages: MessageCatalog<SlaCode> = {
  "target-applied": {
    en: "for severity {observed}, {metric|term} is promised within {required}",
    "zh-CN": "严重程度为 {observed} 的个案，{metric|term}的承诺时限为 {required}",
  },
  "no-promise": {
    en: "for severity {observed}, nothing is promised about {metric|term}",
    "zh-CN": "严重程度为 {observed} 的个案，未对{metric|term}作出承诺",
  },
  responded: {
    en: "the first response took {observed}; {required} were promised",
    "zh-CN": "首次响应用时 {observed}，承诺时限为 {required}",
  },
  "not-responded": {
    en: "there has been no response for {observed}; {required} were promised",
    "zh-CN": "尚未响应，已历时 {observed}，承诺时限为 {required}",
  },
  resolved: {
    en: "the first resolution took {observed}; {required} were promised",
    "zh-CN": "首次解决用时 {observed}，承诺时限为 {required}",
  },
  "not-resolved": {
    en: "the case has not been resolved for {observed}; {required} were promised",
    "zh-CN": "尚未解决，已历时 {observed}，承诺时限为 {required}",
  },
  "events-before-opening": {
    en: "events dated before the opening of the case, {required}, did not count: {observed}",
    "zh-CN": "早于个案受理时间 {required} 的事件未计入，共 {observed} 个",
  },
  "reopened-not-counted": {
    en: "the case was opened again at {observed}; the time to its first resolution stays as it was",
    "zh-CN": "个案于 {observed} 重新打开，首次解决用时不变",
  },
  "duplicate-target": {
    en: "{metric|term} for severity {severity} is already promised at {first}",
    "zh-CN": "严重程度 {severity} 的{metric|term}已在 {first} 处作出承诺",
  },
  "target-not-positive": {
    en: "a promise must be longer than {observed}",
    "zh-CN": "承诺时限必须大于 {observed}",
  },
  "severity-without-promise": {
    en: "for severity {severity}, nothing is promised about {metric|term}",
    "zh-CN": "严重程度 {severity} 未对{metric|term}作出承诺",
  },
  "resolution-before-response": {
    en: "severity {severity} is to be resolved within {resolution}, sooner than the first response, {response}",
    "zh-CN": "严重程度 {severity} 的解决时限 {resolution} 短于首次响应时限 {response}",
  },
  "unknown-calendar": {
    en: "there is no calendar {calendar}",
    "zh-CN": "没有名为 {calendar} 的日历",
  },
  "case-not-open-yet": {
    en: "case {caseId} was opened at {openedAt}, after the moment of judgement, {asOf}",
    "zh-CN": "个案 {caseId} 于 {openedAt} 受理，晚于判定时刻 {asOf}",
  },
  "conflicting-events": {
    en: "case {caseId} has two different events with the id {eventId}",
    "zh-CN": "个案 {caseId} 中有两个编号同为 {eventId} 但内容不同的事件",
  },
};
