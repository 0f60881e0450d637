import type { TierPolicyFindingCode } from "./checkModel.ts";
import { changeMessages } from "./changeMessages.ts";
import type { TierOwnChangeCode, TierPartCode, TierPlaceCode } from "./changeModel.ts";
import { descriptionMessages } from "./descriptionMessages.ts";
import type { TierSectionCode, TierWordsCode } from "./descriptionModel.ts";
import type { ConditionFindingCode, ConditionReasonCode } from "../rules/index.ts";
import type { MessageCatalog } from "../core/index.ts";
import { packageMessages } from "./packageMessages.ts";
import type { TierPolicyCode } from "./tierPolicyChecks.ts";
import type { RestateRefusal } from "./restateTier.ts";
import type { TierFindingCode, TierLetterCode, TierReasonCode } from "./model.ts";

/** The sentences of this module's codes: reasons, findings, issues of policies, refusals, letters. Those of conditions are the rules'. */
export const tierMessages: MessageCatalog<
  | Exclude<TierReasonCode, ConditionReasonCode>
  | Exclude<TierFindingCode, ConditionFindingCode>
  | TierPolicyCode
  | TierPolicyFindingCode
  | "not-a-threshold"
  | TierLetterCode
  | TierSectionCode
  | TierWordsCode
  | TierOwnChangeCode
  | TierPlaceCode
  | TierPartCode
  | Exclude<RestateRefusal["code"], "invalid-fact">
  | keyof typeof packageMessages
> = {
  ...packageMessages,
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
    "zh-CN": "{label} {op} {required}时终身享有{partLabel}，实际为{observed}",
  },
  "also-condition": {
    en: "a tier is lost ({partLabel}) when {label} is {op} {required}; it is {observed}",
    "zh-CN": "{label} {op} {required}时降级（{partLabel}），实际为{observed}",
  },
  "upgrade-in-force": {
    en: "the upgrade to {partLabel} that was decided earlier came into force at {observed}",
    "zh-CN": "此前决定的升级（{partLabel}）已于{observed}生效",
  },
  "tier-just-given": {
    en: "{partLabel} was given at {observed}, the moment of judgement: it is tested at a later one",
    "zh-CN": "{partLabel}于判定时刻{observed}刚刚生效，以后再行考核",
  },
  "tier-still-valid": {
    en: "{partLabel} is valid until {required} and is not tested before",
    "zh-CN": "{partLabel}有效期至{required}，在此之前不予考核",
  },
  "tier-reviewed": {
    en: "the review of this period has been held; the next one is due from {required} on",
    "zh-CN": "本期考核已完成，下一期考核自{required}起进行",
  },
  "override-pin": {
    en: "an individual decision sets the tier to {partLabel}, until {required}: {about}",
    "zh-CN": "个别决定将等级固定为{partLabel}，截止{required}：{about}",
  },
  "override-floor": {
    en: "an individual decision grants {partLabel} at the least, until {required}: {about}",
    "zh-CN": "个别决定保证等级不低于{partLabel}，截止{required}：{about}",
  },
  "override-ceiling": {
    en: "an individual decision allows {partLabel} at the most, until {required}: {about}",
    "zh-CN": "个别决定限定等级不高于{partLabel}，截止{required}：{about}",
  },
  "override-exempt": {
    en: "an individual decision exempts {partLabel} from downgrades, until {required}: {about}",
    "zh-CN": "个别决定免予降级（{partLabel}），截止{required}：{about}",
  },
  "override-match": {
    en: "standing earned elsewhere is matched with {partLabel}, until {required}: {about}",
    "zh-CN": "按客户在他处的等级匹配为{partLabel}，截止{required}：{about}",
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
    "zh-CN": "升级后{partLabel}受保护至{required}，判定时刻为{observed}",
  },
  "hold-dwell": {
    en: "{partLabel} is held until {required} at the least; judged at {observed}",
    "zh-CN": "{partLabel}至少保持至{required}，判定时刻为{observed}",
  },
  "hold-grace": {
    en: "the grace of {partLabel} ends at {required}; judged at {observed}",
    "zh-CN": "{partLabel}的宽限期至{required}，判定时刻为{observed}",
  },
  "one-step-taken": {
    en: "one step up counts from {observed}: the next one waits for the next period",
    "zh-CN": "升级一级自{observed}起计，再次升级须待下一期",
  },
  "one-step-down": {
    en: "the fall ends at {partLabel}: it goes one step at a time",
    "zh-CN": "每次只降一级：本次降至{partLabel}",
  },
  "also-unknown": {
    en: "whether the downgrade rule {id} applies is not known, so it was not applied",
    "zh-CN": "无法判断是否符合降级规则{id}，故未予适用",
  },
  "override-expired": {
    en: "the individual decision ({kind|term}) ended at {moment} and counts no longer",
    "zh-CN": "该个别决定（{kind|term}）已于{moment}到期，不再适用",
  },
  "override-not-yet": {
    en: "the individual decision ({kind|term}) begins at {moment} and does not count yet",
    "zh-CN": "该个别决定（{kind|term}）自{moment}起生效，暂不适用",
  },
  "duplicate-rank": { en: "rank {rank} is already used at {first}", "zh-CN": "级别{rank}已在{first}处使用" },
  "no-base-tier": {
    en: "one tier must ask for nothing, so that everyone stands somewhere",
    "zh-CN": "须有一个不设条件的基础等级，使每位客户都有等级",
  },
  "several-base-tiers": {
    en: "only one tier may ask for nothing, and {first} already does",
    "zh-CN": "只能有一个等级不设条件，而{first}处已是",
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
    "zh-CN": "策略的终止时刻{to}不晚于起始时刻{from}",
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
    "zh-CN": "期限{duration}超过上限（{years}年）",
  },
  "empty-term": { en: "this term must have a length", "zh-CN": "此处的期限不得为零" },
  "tier-unreachable": {
    en: "nobody rises to {tier}: whoever attains it attains a higher tier as well, or a downgrade rule applies",
    "zh-CN": "没有客户能停留在{tier}：凡达到其条件者，同时已达到更高等级的条件，或符合降级规则",
  },
  "tier-barred": {
    en: "nobody rises to {tier}: a downgrade rule applies to whoever attains it",
    "zh-CN": "没有客户能升入{tier}：凡达到其条件者均符合降级规则",
  },
  "retain-stricter": {
    en: "to keep {tier} asks for something that reaching it does not; it is not asked of those who attain the tier",
    "zh-CN": "{tier}的保级条件含有升级条件未要求的内容；对仍达到升级条件的客户，该保级条件不起作用",
  },
  "retain-redundant": {
    en: "to keep {tier} asks the same as to reach it: the condition can be left out",
    "zh-CN": "{tier}的保级条件与升级条件相同，可以省略",
  },
  "windows-differ": {
    en: "to reach {tier} counts {metric}, to keep it counts {other}: the same over another stretch of time",
    "zh-CN": "{tier}的升级条件采用{metric}，保级条件采用{other}：两者内容相同而统计期间不同",
  },
  "tiers-alike": {
    en: "{tier} and {lower} ask for the same",
    "zh-CN": "{tier}与{lower}的升级条件等同",
  },
  "tier-gap": {
    en: "somebody can attain {tier} without attaining {lower}, which is below it",
    "zh-CN": "客户可能达到{tier}的条件，却未达到其下一级{lower}的条件",
  },
  "retain-gap": {
    en: "somebody can keep {tier} on facts that would cost {lower}, which is below it",
    "zh-CN": "同样的情况足以保持{tier}，却会失去其下一级{lower}",
  },
  "unit-other-currency": {
    en: "{metric} is said to be in {unit}; amounts that are not in {currency} are not known",
    "zh-CN": "{metric}的单位标为{unit}；凡非{currency}的金额均视为未知",
  },
  "grace-outlasts-period": {
    en: "a grace can last {grace}, and the period until the next review is {period}: a lost tier is kept for all of it",
    "zh-CN": "宽限期可达{grace}，而距下一次考核为{period}：失去的等级会被保留整个周期",
  },
  "protection-outlasts-period": {
    en: "the protection after an upgrade can last {term}, and the next review comes after {period}: it cannot take the tier",
    "zh-CN": "升级后的保护期可达{term}，而下一次考核在{period}之后：届时无法降级",
  },
  "dwell-outlasts-period": {
    en: "a tier is held for {term} at the least, and the next review comes after {period}: it cannot take the tier",
    "zh-CN": "等级至少保持{term}，而下一次考核在{period}之后：届时无法降级",
  },
  "condition-contradicts": {
    en: "no facts make this condition of {part} hold",
    "zh-CN": "{part}的这项条件自相矛盾，任何情况下都不成立",
  },
  "condition-always-holds": {
    en: "no facts make this condition of {part} fail",
    "zh-CN": "{part}的这项条件恒成立，任何情况下都不会不成立",
  },
  "balance-asked": {
    en: "{tier} asks for {metric}, which the customer can spend: spending it costs the tier",
    "zh-CN": "{tier}的条件取决于可供兑换的余额{metric}：客户使用余额就会失去等级",
  },
  "also-holds-down": {
    en: "the downgrade rule {id} can apply to somebody who attains {tiers}: it holds them down on the base tier",
    "zh-CN": "客户可能已达到{tiers}的条件而同时符合降级规则{id}，因而只能停留在基础等级",
  },
  "metric-unused": { en: "nothing hangs on {metric}", "zh-CN": "指标{metric}未被使用" },
  "unknown-demotes": {
    en: "a customer can be downgraded ({part}) only because {metrics} is not known",
    "zh-CN": "客户可能仅因{metrics}未知而被降级（{part}）",
  },
  "notice-too-late": {
    en: "letters are due {lead} before the change, which can be decided only {room} before it",
    "zh-CN": "通知应提前{lead}发出，而变更可能仅在生效前{room}才作出决定",
  },
  "tier-gone": {
    en: "{tier} is no longer a tier: customers who hold it, have earned it for life or are promised it cannot be judged",
    "zh-CN": "等级{tier}已不存在：持有、终身享有或已获准升入该等级的客户将无法评定",
  },
  "check-not-proved": {
    en: "whether this stands up to check {check} could not be decided",
    "zh-CN": "无法判定此处是否通过检查{check}",
  },
  "tier-not-in-policy": {
    en: "the tier {tier} is not one of the policy {policy}",
    "zh-CN": "策略{policy}中没有等级{tier}",
  },
  "state-after-as-of": {
    en: "{path} tells of {at}, which is after the moment of judgement {asOf}",
    "zh-CN": "{path}处的时刻{at}晚于判定时刻{asOf}",
  },
  "tier-policy-not-in-force": {
    en: "the policy {policy} is not in force at {asOf}: it is from {from} until {to}",
    "zh-CN": "策略{policy}在{asOf}不在有效期内（自{from}至{to}）",
  },
  "overrides-contradict": {
    en: "the individual decisions at {path} and {other} demand what cannot both be",
    "zh-CN": "{path}与{other}处的个别决定相互矛盾",
  },
  "decisions-out-of-order": {
    en: "{path} is not later than the decision before it",
    "zh-CN": "{path}处的判定时刻不晚于前一次判定",
  },
  "policy-version-missing": {
    en: "the decision at {path} was made under a policy that was not handed in",
    "zh-CN": "{path}处的判定所依据的策略未予提供",
  },
  "not-a-threshold": {
    en: "{pointer} leads to no threshold of the policy",
    "zh-CN": "{pointer}处没有可调整的门槛",
  },
  "letter-tier-welcome": {
    en: "welcome: you are now our {tier} customer",
    "zh-CN": "欢迎您成为我们的{tier}",
  },
  "letter-tier-upgraded": {
    en: "congratulations: from {on} on you are our {tier} customer (until now {from})",
    "zh-CN": "恭喜您：自{on}起，您已由{from}升级为{tier}",
  },
  "letter-tier-upgrade-to-come": {
    en: "congratulations: you have reached {tier}, which begins on {on} (until then {from})",
    "zh-CN": "恭喜您：您已达到{tier}标准，将自{on}起由{from}升级生效",
  },
  "letter-tier-downgraded": {
    en: "from {on} on you are our {tier} customer (until now {from})",
    "zh-CN": "自{on}起，您的等级由{from}调整为{tier}",
  },
  "letter-tier-at-risk": {
    en: "you stay our {tier} customer through {until}; to keep it beyond that day, something is still wanting",
    "zh-CN": "您的{tier}资格保留至{until}，此后继续享有尚需满足以下条件",
  },
  "letter-tier-recovered": {
    en: "you stay our {tier} customer: all that was wanting has been made up",
    "zh-CN": "您已重新满足条件，继续享有{tier}资格",
  },
  "letter-tier-reached": {
    en: "{label}: {observed} (asked for: {op|term} {required})",
    "zh-CN": "{label}为{observed}，已达到要求（{op|term} {required}）",
  },
  "letter-tier-fell-short": {
    en: "{label}: {observed} (asked for: {op|term} {required})",
    "zh-CN": "{label}为{observed}，未达到要求（{op|term} {required}）",
  },
  "letter-tier-also": {
    en: "{label}: {observed} (no longer kept when it is {op|term} {required})",
    "zh-CN": "{label}为{observed}：{op|term} {required}时不再保留原等级",
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
    "zh-CN": "截至{until}，{label}尚差{gap}",
  },
  "letter-tier-valid": {
    en: "{tier} is yours through {until}",
    "zh-CN": "{tier}资格有效期至{until}",
  },
};
