import { changeMessages } from "./changeMessages.ts";
import type { TierOwnChangeCode, TierPartCode, TierPlaceCode } from "./changeModel.ts";
import { descriptionMessages } from "./descriptionMessages.ts";
import type { TierSectionCode, TierWordsCode } from "./descriptionModel.ts";
import type { ConditionFindingCode, ConditionReasonCode } from "../rules/index.ts";
import type { MessageCatalog } from "../core/index.ts";
import type { TierPolicyCode } from "./tierPolicyChecks.ts";
import type { RestateRefusal } from "./restateTier.ts";
import type { TierFindingCode, TierLetterCode, TierReasonCode } from "./model.ts";

/** The sentences of this module's codes: reasons, findings, issues of policies, refusals, letters. Those of conditions are the rules'. */
export const tierMessages: MessageCatalog<
  | Exclude<TierReasonCode, ConditionReasonCode>
  | Exclude<TierFindingCode, ConditionFindingCode>
  | TierPolicyCode
  | TierLetterCode
  | TierSectionCode
  | TierWordsCode
  | TierOwnChangeCode
  | TierPlaceCode
  | TierPartCode
  | Exclude<RestateRefusal["code"], "invalid-fact">
> = {
  ...descriptionMessages,
  ...changeMessages,
  "attain-condition": {
    en: "to reach {partLabel}, {label} must be {op} {required}; it is {observed}",
    "zh-CN": "升入{partLabel}要求{label} {op} {required}，实际为{observed}",
  },
  "retain-condition": {
    en: "to keep {partLabel}, {label} must be {op} {required}; it is {observed}",
    "zh-CN": "保持{partLabel}要求{label} {op} {required}，实际为{observed}",
  },
  "lifetime-condition": {
    en: "{partLabel} is earned for life when {label} is {op} {required}; it is {observed}",
    "zh-CN": "{label} {op} {required} 时终身享有{partLabel}，实际为{observed}",
  },
  "also-condition": {
    en: "a tier is lost ({partLabel}) when {label} is {op} {required}; it is {observed}",
    "zh-CN": "{label} {op} {required} 时降级（{partLabel}），实际为{observed}",
  },
  "upgrade-in-force": {
    en: "the upgrade to {partLabel} that was decided earlier came into force at {observed}",
    "zh-CN": "此前决定的升级（{partLabel}）已于 {observed} 生效",
  },
  "tier-just-given": {
    en: "{partLabel} was given at {observed}, the moment of judgement: it is tested at a later one",
    "zh-CN": "{partLabel}于判定时刻 {observed} 刚刚生效，以后再行考核",
  },
  "tier-still-valid": {
    en: "{partLabel} is valid until {required} and is not tested before",
    "zh-CN": "{partLabel}有效期至 {required}，在此之前不予考核",
  },
  "tier-reviewed": {
    en: "the review of this period has been held; the next one is due from {required} on",
    "zh-CN": "本期考核已完成，下一期考核自 {required} 起进行",
  },
  "override-pin": {
    en: "an individual decision sets the tier to {partLabel}, until {required}: {about}",
    "zh-CN": "个别决定将等级固定为{partLabel}，截止 {required}：{about}",
  },
  "override-floor": {
    en: "an individual decision grants {partLabel} at the least, until {required}: {about}",
    "zh-CN": "个别决定保证等级不低于{partLabel}，截止 {required}：{about}",
  },
  "override-ceiling": {
    en: "an individual decision allows {partLabel} at the most, until {required}: {about}",
    "zh-CN": "个别决定限定等级不高于{partLabel}，截止 {required}：{about}",
  },
  "override-exempt": {
    en: "an individual decision exempts {partLabel} from downgrades, until {required}: {about}",
    "zh-CN": "个别决定免予降级（{partLabel}），截止 {required}：{about}",
  },
  "override-match": {
    en: "standing earned elsewhere is matched with {partLabel}, until {required}: {about}",
    "zh-CN": "按客户在他处的等级匹配为{partLabel}，截止 {required}：{about}",
  },
  "hold-lifetime": {
    en: "whether {partLabel} is earned for life: {verdict|term}",
    "zh-CN": "终身享有{partLabel}的条件：{verdict|term}",
  },
  "hold-downgrade-not-allowed": {
    en: "nobody is downgraded from {partLabel}",
    "zh-CN": "{partLabel}不予降级",
  },
  "hold-protection": {
    en: "after an upgrade {partLabel} is protected until {required}; judged at {observed}",
    "zh-CN": "升级后{partLabel}受保护至 {required}，判定时刻为 {observed}",
  },
  "hold-dwell": {
    en: "{partLabel} is held until {required} at the least; judged at {observed}",
    "zh-CN": "{partLabel}至少保持至 {required}，判定时刻为 {observed}",
  },
  "hold-grace": {
    en: "the grace of {partLabel} ends at {required}; judged at {observed}",
    "zh-CN": "{partLabel}的宽限期至 {required}，判定时刻为 {observed}",
  },
  "one-step-taken": {
    en: "one step up was taken at {observed}: the next one waits for the next period",
    "zh-CN": "已于 {observed} 升级一级，再次升级须待下一期",
  },
  "also-unknown": {
    en: "whether the downgrade rule {id} applies is not known, so it was not applied",
    "zh-CN": "无法判断是否符合降级规则 {id}，故未予适用",
  },
  "override-expired": {
    en: "the individual decision ({kind|term}) ended at {moment} and counts no longer",
    "zh-CN": "该个别决定（{kind|term}）已于 {moment} 到期，不再适用",
  },
  "override-not-yet": {
    en: "the individual decision ({kind|term}) begins at {moment} and does not count yet",
    "zh-CN": "该个别决定（{kind|term}）自 {moment} 起生效，暂不适用",
  },
  "duplicate-rank": { en: "rank {rank} is already used at {first}", "zh-CN": "级别 {rank} 已在 {first} 处使用" },
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
  "tier-never-in-force": {
    en: "the policy ends at {to}, which is not after its beginning at {from}",
    "zh-CN": "策略的终止时刻 {to} 不晚于起始时刻 {from}",
  },
  "upgrade-needs-schedule": {
    en: "upgrades that wait for the next period need a schedule of periods",
    "zh-CN": "升级须待下一期生效时，必须设定考核周期",
  },
  "grace-needs-validity": {
    en: "a grace that is counted from the expiry of a tier needs a validity",
    "zh-CN": "宽限期自等级到期之日起算时，必须设定等级有效期",
  },
  "term-too-long": {
    en: "{duration} is longer than a term can be: {years} years",
    "zh-CN": "期限 {duration} 超过上限（{years} 年）",
  },
  "empty-term": { en: "this term must have a length", "zh-CN": "此处的期限不得为零" },
  "tier-not-in-policy": {
    en: "the tier {tier} is not one of the policy {policy}",
    "zh-CN": "策略 {policy} 中没有等级 {tier}",
  },
  "state-after-as-of": {
    en: "{path} tells of {at}, which is after the moment of judgement {asOf}",
    "zh-CN": "{path} 处的时刻 {at} 晚于判定时刻 {asOf}",
  },
  "tier-policy-not-in-force": {
    en: "the policy {policy} is not in force at {asOf}: it is from {from} until {to}",
    "zh-CN": "策略 {policy} 在 {asOf} 不在有效期内（自 {from} 至 {to}）",
  },
  "overrides-contradict": {
    en: "the individual decisions at {path} and {other} demand what cannot both be",
    "zh-CN": "{path} 与 {other} 处的个别决定相互矛盾",
  },
  "decisions-out-of-order": {
    en: "{path} is not later than the decision before it",
    "zh-CN": "{path} 处的判定时刻不晚于前一次判定",
  },
  "policy-version-missing": {
    en: "the decision at {path} was made under a policy that was not handed in",
    "zh-CN": "{path} 处的判定所依据的策略未予提供",
  },
  "letter-tier-welcome": {
    en: "welcome: you are now our {tier} customer",
    "zh-CN": "欢迎您成为我们的{tier}",
  },
  "letter-tier-upgraded": {
    en: "congratulations: from {on} on you are our {tier} customer (until now {from})",
    "zh-CN": "恭喜您：自 {on} 起，您已由{from}升级为{tier}",
  },
  "letter-tier-upgrade-to-come": {
    en: "congratulations: you have reached {tier}, which begins on {on} (until then {from})",
    "zh-CN": "恭喜您：您已达到{tier}标准，将自 {on} 起由{from}升级生效",
  },
  "letter-tier-downgraded": {
    en: "from {on} on you are our {tier} customer (until now {from})",
    "zh-CN": "自 {on} 起，您的等级由{from}调整为{tier}",
  },
  "letter-tier-at-risk": {
    en: "you stay our {tier} customer through {until}; to keep it beyond that day, something is still wanting",
    "zh-CN": "您的{tier}资格保留至 {until}，此后继续享有尚需满足以下条件",
  },
  "letter-tier-recovered": {
    en: "you stay our {tier} customer: all that was wanting has been made up",
    "zh-CN": "您已重新满足条件，继续享有{tier}资格",
  },
  "letter-tier-reached": {
    en: "{label}: {observed} (asked for: {op|term} {required})",
    "zh-CN": "{label}为 {observed}，已达到要求（{op|term} {required}）",
  },
  "letter-tier-fell-short": {
    en: "{label}: {observed} (asked for: {op|term} {required})",
    "zh-CN": "{label}为 {observed}，未达到要求（{op|term} {required}）",
  },
  "letter-tier-also": {
    en: "{label}: {observed} (no longer kept when it is {op|term} {required})",
    "zh-CN": "{label}为 {observed}：{op|term} {required} 时不再保留原等级",
  },
  "letter-tier-further": {
    en: "further criteria of our customer rules were taken into account as well",
    "zh-CN": "本次评定同时参考了客户管理规则的其他标准",
  },
  "letter-tier-decided": {
    en: "this was decided for you individually",
    "zh-CN": "此项调整为针对您的个别决定",
  },
  "letter-tier-to-keep": {
    en: "{label}: {gap} to go through {until}",
    "zh-CN": "截至 {until}，{label}尚差 {gap}",
  },
  "letter-tier-valid": {
    en: "{tier} is yours through {until}",
    "zh-CN": "{tier}资格有效期至 {until}",
  },
};
