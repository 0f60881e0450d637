import type { MessageCatalog } from "../core/index.ts";
import type { PackageFindingCode } from "./checkServicePackages.ts";
import type { EntitlementChangeCode } from "./compareServicePackages.ts";
import type { EntitlementRefusal, EntitlementUseCode } from "./entitlementModel.ts";
import type { EntitlementLineCode } from "./internal/entitlementLines.ts";
import type { PlannedNoticeCode } from "./noticeModel.ts";
import type { ServicePackageCode } from "./packageChecks.ts";

/** The sentences of service packages and planned notices. */
export const packageMessages: MessageCatalog<
  | ServicePackageCode
  | PackageFindingCode
  | EntitlementUseCode
  | EntitlementLineCode
  | EntitlementChangeCode
  | PlannedNoticeCode
  | Exclude<EntitlementRefusal["code"], "invalid-fact">
> = {
  "unknown-entitlement": {
    en: "{entitlement} is not an entitlement of this policy",
    "zh-CN": "{entitlement}不是本策略定义的权益",
  },
  "unfit-grant": {
    en: "{entitlement} is of kind {kind}, which {observed} does not fit",
    "zh-CN": "权益{entitlement}的类型为{kind}，{observed}与之不符",
  },
  "unknown-level": { en: "{level} is not one of the levels {levels}", "zh-CN": "{level}不在级别{levels}之列" },
  "mixed-duration": {
    en: "{duration} must have a length, in one kind of unit: time, days, or months and years",
    "zh-CN": "时长{duration}不得为零，且只能使用一类单位（时间、天，或年月）",
  },
  "budget-too-fine": {
    en: "{observed} is finer than the smallest coin of {currency}: it can have {digits} decimals",
    "zh-CN": "金额{observed}的精度超过{currency}的最小单位（{digits}位小数）",
  },
  "budget-below-zero": { en: "{observed} is below zero", "zh-CN": "金额{observed}小于零" },
  "package-empty": { en: "the package {package} grants nothing", "zh-CN": "服务包{package}未包含任何权益" },
  "entitlement-not-granted": {
    en: "no package grants {entitlement}",
    "zh-CN": "没有任何服务包包含权益{entitlement}",
  },
  "quota-zero": {
    en: "{package} grants {entitlement} with a quota of zero: leave it out instead",
    "zh-CN": "服务包{package}中权益{entitlement}的额度为零，应予删除",
  },
  "tier-without-package": { en: "the tier {tier} has no service package", "zh-CN": "等级{tier}没有对应的服务包" },
  "package-not-defined": {
    en: "the tier {tier} names the service package {package}, which is not defined",
    "zh-CN": "等级{tier}所指的服务包{package}未定义",
  },
  "package-of-no-tier": {
    en: "no tier names the service package {package}",
    "zh-CN": "没有任何等级使用服务包{package}",
  },
  "higher-tier-worse": {
    en: "{tier} has less of {label} than the lower tier {lower}: {after} instead of {before}",
    "zh-CN": "等级{tier}的{label}低于下级{lower}：为{after}，而下级为{before}",
  },
  "use-of-unknown-entitlement": {
    en: "{entitlement} is not an entitlement of the service packages, so its use does not count",
    "zh-CN": "服务包中没有权益{entitlement}，该次使用不计入",
  },
  "use-without-quota": {
    en: "{entitlement} has no quota, so its use does not count",
    "zh-CN": "权益{entitlement}不设额度，该次使用不计入",
  },
  "use-after-as-of": {
    en: "a use of {entitlement} at {at} is after the moment of judgement and is not known yet",
    "zh-CN": "权益{entitlement}于{at}的使用晚于判定时刻，暂不计入",
  },
  "package-not-in-policy": {
    en: "the service package {package} is not one of the policy {policy}",
    "zh-CN": "策略{policy}中没有服务包{package}",
  },
  "package-span-empty": {
    en: "the package at {path} ends at {until}, which is not after its beginning at {from}",
    "zh-CN": "{path}处服务包的终止时刻{until}不晚于起始时刻{from}",
  },
  "package-spans-overlap": {
    en: "the packages at {other} and {path} are held at the same time",
    "zh-CN": "{other}与{path}处的服务包在时间上重叠",
  },
  "entitlement-included": { en: "{label}", "zh-CN": "享有{label}" },
  "entitlement-level": { en: "{level} {label}", "zh-CN": "配备{level}{label}" },
  "entitlement-within": { en: "{label}: within {duration}", "zh-CN": "{label}：{duration}内" },
  "entitlement-lasting": { en: "{label}: {duration}", "zh-CN": "{label}：为期{duration}" },
  "entitlement-count": { en: "{label}: {quota} {per}", "zh-CN": "{label}：{per}提供{quota}" },
  "entitlement-amount": { en: "{label}: {quota} {per}", "zh-CN": "{label}：{per}可用{quota}" },
  "entitlement-ended": { en: "{label}", "zh-CN": "不再提供{label}" },
  "entitlement-added": { en: "new: {label} ({after})", "zh-CN": "新增{label}（{after}）" },
  "entitlement-better": {
    en: "{label}: {after} (until now {before})",
    "zh-CN": "{label}：提升为{after}（此前为{before}）",
  },
  "entitlement-same": { en: "{label}: unchanged ({after})", "zh-CN": "{label}不变（{after}）" },
  "entitlement-worse": {
    en: "{label}: {after} (until now {before})",
    "zh-CN": "{label}：调整为{after}（此前为{before}）",
  },
  "entitlement-removed": { en: "no longer: {label} ({before})", "zh-CN": "不再提供{label}（{before}）" },
  "letter-title-welcome": { en: "welcome as our {tier} customer", "zh-CN": "欢迎您成为我们的{tier}" },
  "letter-title-upgraded": { en: "your upgrade to {tier}", "zh-CN": "关于您升级为{tier}的通知" },
  "letter-title-downgraded": {
    en: "a change of your customer grade to {tier}",
    "zh-CN": "关于您的客户等级调整为{tier}的通知",
  },
  "letter-title-at-risk": { en: "what it takes to keep {tier}", "zh-CN": "关于保留{tier}资格的提醒" },
  "letter-title-recovered": { en: "you keep {tier}", "zh-CN": "关于您继续享有{tier}资格的通知" },
  "letter-title-held": { en: "what it will take to keep {tier}", "zh-CN": "关于{tier}资格后续考核的提醒" },
  "letter-tier-held": {
    en: "you stay our {tier} customer through {until} at the least; not all that is asked for it is met at present",
    "zh-CN": "您的{tier}资格至少保留至{until}，目前尚未完全满足该等级的要求",
  },
  "letter-why": { en: "why", "zh-CN": "评定依据" },
  "letter-help-reach": { en: "what leads to {tier}", "zh-CN": "升入{tier}尚需满足" },
  "letter-help-keep": {
    en: "what keeps {tier} for you beyond {until}",
    "zh-CN": "{until}之后继续享有{tier}资格尚需满足",
  },
  "letter-help-gap": {
    en: "{label}: {gap} to go (asked for: {op|term} {required})",
    "zh-CN": "{label}尚差{gap}（要求{op|term} {required}）",
  },
  "letter-help-lower": {
    en: "{label}: to come down by {gap} (asked for: {op|term} {required})",
    "zh-CN": "{label}需减少{gap}（要求{op|term} {required}）",
  },
  "letter-help-clear": {
    en: "{label}: {op|term} {required} would help (it is {observed})",
    "zh-CN": "{label}如{op|term} {required}，将有助于此（目前为{observed}）",
  },
  "letter-help-either": { en: "of the following, not all are needed", "zh-CN": "以下各项无需全部满足" },
  "letter-help-by": {
    en: "what counts for this is counted through {until}, and anew after it",
    "zh-CN": "本期统计截至{until}，此后重新计算",
  },
  "letter-help-further": {
    en: "further criteria of our customer rules count as well",
    "zh-CN": "同时还须符合客户管理规则的其他标准",
  },
  "letter-package-owed": {
    en: "as our {tier} customer you receive from {on} on",
    "zh-CN": "自{on}起，您作为{tier}的服务内容",
  },
  "letter-package-adds": { en: "new for you from {on} on", "zh-CN": "自{on}起为您新增" },
  "letter-package-improves": { en: "improved for you from {on} on", "zh-CN": "自{on}起为您提升" },
  "letter-package-reduces": { en: "changed from {on} on", "zh-CN": "自{on}起调整" },
  "letter-package-ends": { en: "no longer part of your services from {on} on", "zh-CN": "自{on}起停止的服务" },
  "letter-package-keeps": { en: "unchanged for you as our {tier} customer", "zh-CN": "您作为{tier}继续保留的服务" },
  "letter-greeting": { en: "dear {name}", "zh-CN": "尊敬的{name}" },
  "letter-greeting-plain": { en: "dear customer", "zh-CN": "尊敬的客户" },
  "letter-closing": { en: "yours sincerely", "zh-CN": "此致敬礼" },
  "manager-title": {
    en: "customer {customerId}: {action|term}, {tier}",
    "zh-CN": "客户{customerId}：{action|term}（{tier}）",
  },
  "manager-enrolled": { en: "begins as {tier}, from {on} on", "zh-CN": "自{on}起定级为{tier}" },
  "manager-moved": { en: "from {from} to {tier}, from {on} on", "zh-CN": "自{on}起由{from}调整为{tier}" },
  "manager-stays": { en: "stays {tier}", "zh-CN": "保持{tier}" },
  "manager-qualified": { en: "what is asked for is met up to {tier}", "zh-CN": "按规则达到的等级为{tier}" },
  "manager-held-by": {
    en: "held by {hold|term} ({rule}), not bounded in time",
    "zh-CN": "因{hold|term}暂予保留（{rule}），无截止时间",
  },
  "manager-held-until": {
    en: "held by {hold|term} ({rule}) through {until}",
    "zh-CN": "因{hold|term}保留至{until}（{rule}）",
  },
  "manager-valid": { en: "{tier} is valid through {until}", "zh-CN": "{tier}有效期至{until}" },
  "manager-letter-due": { en: "the customer's letter is due by {on}", "zh-CN": "致客户函应于{on}前发出" },
  "manager-no-letter": { en: "no letter goes to the customer", "zh-CN": "无需致函客户" },
  "manager-package-owed": { en: "services of a {tier} customer, from {on} on", "zh-CN": "自{on}起提供的{tier}服务" },
  "manager-package-adds": { en: "services added from {on} on", "zh-CN": "自{on}起新增的服务" },
  "manager-package-improves": { en: "services improved from {on} on", "zh-CN": "自{on}起提升的服务" },
  "manager-package-reduces": { en: "services reduced from {on} on", "zh-CN": "自{on}起调整的服务" },
  "manager-package-ends": { en: "services ended from {on} on", "zh-CN": "自{on}起停止的服务" },
  "manager-package-keeps": {
    en: "services of a {tier} customer that stay as they are",
    "zh-CN": "{tier}服务中保持不变的部分",
  },
  "manager-why": { en: "every condition that was asked", "zh-CN": "全部考核条件" },
  "manager-findings": { en: "worth knowing about the facts", "zh-CN": "数据提示" },
  "manager-reach": { en: "missing for {tier}", "zh-CN": "升入{tier}的差距" },
  "manager-keep": { en: "missing to keep {tier}", "zh-CN": "保持{tier}的差距" },
  "manager-missing": {
    en: "{label}: {gap} missing (asked for: {op|term} {required})",
    "zh-CN": "{label}差{gap}（要求{op|term} {required}）",
  },
  "manager-missing-unmeasured": {
    en: "{label}: not met, or not known (asked for: {op|term} {required})",
    "zh-CN": "{label}未达到或无法判断（要求{op|term} {required}）",
  },
  "manager-blocked": { en: "kept away by the downgrade rule {rule}", "zh-CN": "受降级规则“{rule}”限制" },
};
