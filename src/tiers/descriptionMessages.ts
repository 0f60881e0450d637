import type { MessageCatalog } from "../core/index.ts";
import type { TierSectionCode, TierWordsCode } from "./descriptionModel.ts";

/** The sentences of a described tier policy. Those of metrics and conditions are the rules'. */
export const descriptionMessages: MessageCatalog<TierSectionCode | TierWordsCode> = {
  "described-policy": {
    en: "Customer grading rules {id}, version {version}",
    "zh-CN": "客户分级规则{id}（第{version}版）",
  },
  "described-purpose": {
    en: "every customer is given one of {count} tiers; {base} is open to everyone",
    "zh-CN": "将每位客户评定为{count}个等级之一，其中{base}不设条件",
  },
  "described-scheme": { en: "part of the scheme {scheme}", "zh-CN": "所属分级体系：{scheme}" },
  "described-in-force-always": { en: "in force without a limit of time", "zh-CN": "生效期间：不限" },
  "described-in-force-from": { en: "in force from {from} on", "zh-CN": "生效期间：自{from}起" },
  "described-in-force-until": { en: "in force until {to}", "zh-CN": "生效期间：至{to}止" },
  "described-in-force-between": {
    en: "in force from {from} on, until {to}",
    "zh-CN": "生效期间：自{from}起，至{to}止",
  },
  "described-time-zone": {
    en: "days, months and years are those of {timeZone}",
    "zh-CN": "日、月、年按{timeZone}时区计算",
  },
  "described-currency": { en: "amounts are in {currency}", "zh-CN": "金额币种：{currency}" },
  "described-fingerprint": {
    en: "fingerprint of the rules as they are run: {fingerprint}",
    "zh-CN": "规则指纹（与实际执行的规则一致）：{fingerprint}",
  },
  "described-metrics": { en: "What is measured", "zh-CN": "评定指标" },
  "described-tiers": { en: "The tiers, from the lowest to the highest", "zh-CN": "等级（由低到高）" },
  "described-tier": { en: "{label} ({tier}), rank {rank}", "zh-CN": "{label}（标识{tier}），级别{rank}" },
  "described-tier-package": { en: "service package: {servicePackage}", "zh-CN": "服务包：{servicePackage}" },
  "described-tier-base": { en: "open to everyone", "zh-CN": "不设条件" },
  "described-tier-attain": { en: "to reach it:", "zh-CN": "升级条件：" },
  "described-tier-retain": { en: "to keep it:", "zh-CN": "保级条件：" },
  "described-tier-retain-same": { en: "to keep it: the same as to reach it", "zh-CN": "保级条件：与升级条件相同" },
  "described-tier-lifetime": {
    en: "who has it, or a higher tier, never falls below it again once this holds:",
    "zh-CN": "已处于该等级或更高等级的客户，一旦符合以下条件，终身不低于该等级：",
  },
  "described-tier-fixed": { en: "nobody is downgraded from it", "zh-CN": "该等级不予降级" },
  "described-rising": { en: "How customers rise", "zh-CN": "升级办法" },
  "described-upgrade-one-step": {
    en: "to the lowest of the higher tiers whose conditions hold, once in a review period at the most",
    "zh-CN": "逐级升级：升至符合条件的较高等级中最低的一级，每个考核周期至多一次",
  },
  "described-upgrade-to-qualified": {
    en: "to the highest tier whose conditions hold",
    "zh-CN": "直接升至符合条件的最高等级",
  },
  "described-upgrade-now": { en: "an upgrade takes effect at once", "zh-CN": "升级即时生效" },
  "described-upgrade-next-period": {
    en: "an upgrade takes effect when the next review period begins",
    "zh-CN": "升级自下一考核周期开始时生效",
  },
  "described-falling": { en: "How tiers are lost", "zh-CN": "降级办法" },
  "described-downgrade-one-step": {
    en: "who no longer meets what keeps a tier falls to the next lower one",
    "zh-CN": "不再符合保级条件的，逐级降至下一等级",
  },
  "described-downgrade-to-qualified": {
    en: "who no longer meets what keeps a tier falls to the highest lower tier that is not lost as well",
    "zh-CN": "不再符合保级条件的，降至仍符合条件的最高等级",
  },
  "described-also": {
    en: "{label} ({rule}): tiers are lost all the same, and none is reached, while this holds:",
    "zh-CN": "{label}（标识{rule}）：符合以下条件时，即使满足保级条件也予以降级，且不得升级：",
  },
  "described-grace-none": {
    en: "there is no grace: what is lost is lost at once",
    "zh-CN": "不设宽限期，不符合条件即予降级",
  },
  "described-grace-first-breach": {
    en: "a lost tier is kept for a grace of {length}, from the judgement that first found it lost",
    "zh-CN": "宽限期{length}，自首次判定不符合条件时起算",
  },
  "described-grace-expiry": {
    en: "a lost tier is kept for a grace of {length}, from the end of its validity",
    "zh-CN": "宽限期{length}，自等级有效期届满时起算",
  },
  "described-holding": { en: "When tiers are tested, and what holds them", "zh-CN": "考核与保留" },
  "described-schedule": {
    en: "tiers are reviewed every {period}, at the first judgement in it",
    "zh-CN": "每{period}考核一次，以该期首次判定为准",
  },
  "described-schedule-none": { en: "tiers are reviewed at every judgement", "zh-CN": "每次判定均予考核" },
  "described-validity-none": {
    en: "a tier has no term: every review tests it",
    "zh-CN": "等级不设有效期，每次考核均予检验",
  },
  "described-validity-lasts": {
    en: "a tier is held for {length} before it is tested",
    "zh-CN": "等级有效期{length}，期满方予检验",
  },
  "described-validity-calendar": {
    en: "a tier is held to the end of the {period} in which it was given before it is tested",
    "zh-CN": "等级有效期至授予时所在{period}末，期满方予检验",
  },
  "described-protection": {
    en: "after an upgrade a tier cannot be lost for {length}",
    "zh-CN": "升级后{length}内不予降级",
  },
  "described-dwell": {
    en: "a tier is kept for at least {length}, however it was come by",
    "zh-CN": "任何等级至少保持{length}",
  },
  "described-telling": { en: "When customers are told", "zh-CN": "客户告知" },
  "described-notice": {
    en: "the letter is due {length} before a change takes effect, at the latest with the decision itself",
    "zh-CN": "变动生效前{length}发出通知，最迟与判定同时发出",
  },
  "described-notice-none": { en: "customers are told with the decision", "zh-CN": "作出判定时即通知客户" },
  "rounded-up-to-day": { en: "its end is moved up to the end of the day", "zh-CN": "到期时刻顺延至当日结束" },
  "rounded-up-to-period": {
    en: "its end is moved up to the end of the {period}",
    "zh-CN": "到期时刻顺延至所在{period}末",
  },
  "fiscal-year": { en: "years begin with month {month}", "zh-CN": "年度自{month}月起" },
  "periods-ahead": { en: "and {ahead} of these periods more", "zh-CN": "再加{ahead}个同样的周期" },
  "longer-by": { en: "and {length} more", "zh-CN": "另加{length}" },
};
