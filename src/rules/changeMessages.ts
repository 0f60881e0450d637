import type { MessageCatalog } from "../core/index.ts";
import type { RuleChangeCode } from "./changeModel.ts";

/** The sentences of changes of conditions and metrics. */
export const changeMessages: MessageCatalog<RuleChangeCode> = {
  "threshold-raised": {
    en: "{place}: {label}, raised from {from} to {to} ({by})",
    "zh-CN": "{place}：{label}的门槛由{from}提高至{to}（{by}）",
  },
  "threshold-lowered": {
    en: "{place}: {label}, lowered from {from} to {to} ({by})",
    "zh-CN": "{place}：{label}的门槛由{from}降低至{to}（{by}）",
  },
  "by-difference": { en: "by {difference}", "zh-CN": "变动{difference}" },
  "by-difference-and-percent": { en: "by {difference}, {percent} %", "zh-CN": "变动{difference}，即{percent}%" },
  "threshold-changed": {
    en: "{place}: {label}, changed from {from} to {to}",
    "zh-CN": "{place}：{label}的比较值由“{from}”改为“{to}”",
  },
  "condition-added": { en: "{place}: new: {to}", "zh-CN": "{place}：新增：{to}" },
  "condition-removed": { en: "{place}: no longer: {from}", "zh-CN": "{place}：取消：{from}" },
  "condition-changed": { en: "{place}: “{from}” became “{to}”", "zh-CN": "{place}：“{from}”改为“{to}”" },
  "conditions-reordered": {
    en: "{place}: the parts stand in another order, which changes nothing",
    "zh-CN": "{place}：各项的书写顺序有调整，含义不变",
  },
  "parts-needed-changed": {
    en: "{place}: {to} or more of the parts must hold, no longer {from}",
    "zh-CN": "{place}：须符合的项数由至少{from}项改为至少{to}项",
  },
  "metric-added": { en: "the metric {place} is new: {to}", "zh-CN": "新增指标{place}：{to}" },
  "metric-removed": { en: "the metric {place} is gone; it was {from}", "zh-CN": "取消指标{place}（原为：{from}）" },
  "metric-renamed": {
    en: "the metric {place} is called {to}, no longer {from}",
    "zh-CN": "指标{place}的名称由“{from}”改为“{to}”",
  },
  "metric-kind-changed": { en: "{place} is {to}, no longer {from}", "zh-CN": "{place}由{from}改为{to}" },
  "metric-measure-changed": {
    en: "{place} measures: {to}; before: {from}",
    "zh-CN": "{place}的度量内容由“{from}”改为“{to}”",
  },
  "metric-window-changed": {
    en: "{place} is counted: {to}; before: {from}",
    "zh-CN": "{place}的统计期间由“{from}”改为“{to}”",
  },
  "metric-unit-changed": {
    en: "{place} is counted in {to}, no longer in {from}",
    "zh-CN": "{place}的单位由“{from}”改为“{to}”",
  },
  "metric-direction-changed": {
    en: "{place}, which way is better: {to}; before: {from}",
    "zh-CN": "{place}的优劣方向由“{from}”改为“{to}”",
  },
  "metric-sample-changed": {
    en: "{place}, the facts it must rest on: {to}; before: {from}",
    "zh-CN": "{place}所需的最少事实数由“{from}”改为“{to}”",
  },
  "metric-age-changed": {
    en: "{place}, how old its newest fact may be: {to}; before: {from}",
    "zh-CN": "{place}最新事实的最长时效由“{from}”改为“{to}”",
  },
  "metric-redeemable-changed": {
    en: "{place}, whether the customer can spend it: {to}; before: {from}",
    "zh-CN": "{place}是否可由客户支取由“{from}”改为“{to}”",
  },
  "metric-confidential-changed": {
    en: "{place}, whether it is kept from the customer: {to}; before: {from}",
    "zh-CN": "{place}是否对客户保密由“{from}”改为“{to}”",
  },
  "metrics-reordered": {
    en: "the metrics stand in another order, which changes nothing",
    "zh-CN": "各指标的书写顺序有调整，含义不变",
  },
  "higher-is-better": { en: "the higher, the better", "zh-CN": "越高越好" },
  "lower-is-better": { en: "the lower, the better", "zh-CN": "越低越好" },
};
