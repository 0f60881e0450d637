import type { Message, MessageCatalog } from "../core/index.ts";
import type { TierOwnChangeCode, TierPartCode, TierPlaceCode } from "./changeModel.ts";

/** Of a part that both versions have. */
const CHANGED: Message = { en: "{place}: {to}; before: {from}", "zh-CN": "{place}由“{from}”改为“{to}”" };

/** The sentences of changes of a tier policy. Those of its metrics and conditions are the rules'. */
export const changeMessages: MessageCatalog<TierOwnChangeCode | TierPlaceCode | TierPartCode> = {
  "policy-id-changed": CHANGED,
  "policy-version-changed": CHANGED,
  "policy-scheme-changed": CHANGED,
  "policy-time-zone-changed": CHANGED,
  "policy-currency-changed": CHANGED,
  "policy-notes-changed": CHANGED,
  "policy-begins-changed": CHANGED,
  "policy-ends-changed": CHANGED,
  "tier-renamed": CHANGED,
  "tier-rank-changed": CHANGED,
  "tier-package-changed": CHANGED,
  "tier-fixed-changed": CHANGED,
  "upgrade-changed": CHANGED,
  "downgrade-mode-changed": CHANGED,
  "downgrade-rule-renamed": CHANGED,
  "grace-changed": CHANGED,
  "validity-changed": CHANGED,
  "schedule-changed": CHANGED,
  "protection-changed": CHANGED,
  "dwell-changed": CHANGED,
  "notice-changed": CHANGED,
  "tier-added": { en: "{place} is a new tier; to reach it: {to}", "zh-CN": "新增等级{place}，升级条件：{to}" },
  "tier-dropped": {
    en: "{place} is no longer a tier; to reach it was asked: {from}",
    "zh-CN": "取消等级{place}（原升级条件：{from}）",
  },
  "tiers-reordered": {
    en: "the tiers are written in another order, which changes nothing",
    "zh-CN": "各等级的书写顺序有调整，含义不变",
  },
  "retain-set-apart": {
    en: "to keep {place}: {to}; before: the same as to reach it",
    "zh-CN": "{place}的保级条件改为：{to}（原与升级条件相同）",
  },
  "retain-as-attain": {
    en: "to keep {place}: the same as to reach it; before: {from}",
    "zh-CN": "{place}的保级条件改为与升级条件相同（原为：{from}）",
  },
  "downgrade-rule-added": {
    en: "the downgrade rule {place} is new: {to}",
    "zh-CN": "新增降级规则{place}：{to}",
  },
  "downgrade-rule-removed": {
    en: "the downgrade rule {place} is gone; it was: {from}",
    "zh-CN": "取消降级规则{place}（原为：{from}）",
  },
  "downgrade-rules-reordered": {
    en: "the downgrade rules are written in another order, which changes nothing",
    "zh-CN": "各降级规则的书写顺序有调整，含义不变",
  },
  "place-attain": { en: "to reach {tier}", "zh-CN": "{tier}升级条件" },
  "place-attain-and-retain": { en: "to reach and to keep {tier}", "zh-CN": "{tier}升级及保级条件" },
  "place-retain": { en: "to keep {tier}", "zh-CN": "{tier}保级条件" },
  "place-lifetime": { en: "to keep {tier} for life", "zh-CN": "{tier}终身保级条件" },
  "place-also": { en: "downgrade rule {rule}", "zh-CN": "降级规则{rule}" },
  "part-id": { en: "the id of the policy", "zh-CN": "策略标识" },
  "part-version": { en: "the version", "zh-CN": "版本" },
  "part-scheme": { en: "the scheme", "zh-CN": "所属分级体系" },
  "part-begins": { en: "in force from", "zh-CN": "生效起始时刻" },
  "part-ends": { en: "in force until", "zh-CN": "生效终止时刻" },
  "part-time-zone": { en: "the time zone", "zh-CN": "时区" },
  "part-currency": { en: "the currency", "zh-CN": "币种" },
  "part-notes": { en: "the host's notes", "zh-CN": "备注" },
  "part-labels": { en: "the name of {id}", "zh-CN": "{id}的名称" },
  "part-rank": { en: "the rank of {tier}", "zh-CN": "{tier}的级别" },
  "part-package": { en: "the service package of {tier}", "zh-CN": "{tier}的服务包" },
  "part-fixed": { en: "whether {tier} can be lost", "zh-CN": "{tier}是否可降级" },
  "part-upgrade": { en: "how customers rise", "zh-CN": "升级办法" },
  "part-downgrade": { en: "how far customers fall", "zh-CN": "降级办法" },
  "part-grace": { en: "grace", "zh-CN": "宽限期" },
  "part-validity": { en: "validity", "zh-CN": "等级有效期" },
  "part-schedule": { en: "reviews", "zh-CN": "考核周期" },
  "part-protection": { en: "protection after an upgrade", "zh-CN": "升级保护期" },
  "part-dwell": { en: "how long a tier is kept at the least", "zh-CN": "最短保持期" },
  "part-notice": { en: "when customers are told", "zh-CN": "客户通知时间" },
};
