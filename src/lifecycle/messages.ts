import type { MessageCatalog } from "../core/index.ts";
import type { NotChurned } from "./attributeChurn.ts";
import type { ConformanceCode, UnjudgedCode } from "./checkConformance.ts";
import type { ChurnPolicyCode } from "./churnChecks.ts";
import type { AskedBeforeState } from "./dueTransitions.ts";
import type { LifecycleInsightCode } from "./internal/findings.ts";
import type { StageCaveat } from "./internal/stageCaveat.ts";
import type { LifecyclePolicyCode } from "./lifecycleChecks.ts";
import type { ApplyRefusal, IgnoredEvent, LifecycleReasonCode, NextTimer, StageRefusal } from "./model.ts";
import type { OverdueObligation } from "./overdueObligations.ts";
import type { LifecycleReplayRefusal, ReceiveRefusal } from "./recordModel.ts";
import type { CourseCode } from "./stageSpells.ts";
import type { WinBackCode } from "./planWinBack.ts";

/** The sentences of this module's codes: reasons, findings, issues of policies, refusals. */
export const lifecycleMessages: MessageCatalog<
  | LifecycleReasonCode
  | LifecyclePolicyCode
  | LifecycleInsightCode
  | IgnoredEvent["code"]
  | CourseCode
  | ConformanceCode
  | UnjudgedCode
  | ChurnPolicyCode
  | WinBackCode
  | NotChurned["code"]
  | NextTimer["code"]
  | OverdueObligation["code"]
  | StageCaveat["code"]
  | "churn-evidence"
  | "duplicate-customer"
  | Exclude<
      (ApplyRefusal | StageRefusal | AskedBeforeState | ReceiveRefusal | LifecycleReplayRefusal)["code"],
      "invalid-fact"
    >
> = {
  "event-applied": {
    en: "{observed} led to the stage {label}",
    "zh-CN": "发生{observed}，进入{label}阶段",
  },
  "timer-fired": {
    en: "{required} after entering the stage before, at {observed}, the stage {label} began",
    "zh-CN": "在上一阶段满{required}，于{observed}进入{label}阶段",
  },
  "obligation-done": {
    en: "{observed} shows that {label} was done",
    "zh-CN": "{observed}表明{label}已完成",
  },
  "course-control": {
    en: "the course was told: {observed}, in the stage {label}",
    "zh-CN": "在{label}阶段收到流程指令：{observed}",
  },
  "timer-held": {
    en: "this way has been open since {required}, but its condition did not hold when it was asked",
    "zh-CN": "此转换自{required}起已到期，但判断时条件不成立",
  },
  "guard-not-met": {
    en: "{observed} would lead to the stage {label}, but the condition does not hold",
    "zh-CN": "{observed}本可进入{label}阶段，但条件不成立",
  },
  "guard-not-known": {
    en: "{observed} would lead to the stage {label}, but whether the condition holds is not known",
    "zh-CN": "{observed}本可进入{label}阶段，但条件是否成立尚不可知",
  },
  "regression-forbidden": {
    en: "{observed} would lead back to the stage {label}, which the policy forbids",
    "zh-CN": "{observed}将退回{label}阶段，策略不允许倒退",
  },
  "regression-needs-reason": {
    en: "{observed} would lead back to the stage {label}, for which the policy asks for a reason",
    "zh-CN": "{observed}将退回{label}阶段，策略要求说明原因",
  },
  "wrong-stage": {
    en: "this way leads out of {required}, but the stage is {observed}",
    "zh-CN": "此转换须从{required}阶段出发，当前阶段为{observed}",
  },
  "wrong-event": {
    en: "this way waits for {required}, but what happened is {observed}",
    "zh-CN": "此转换等待{required}，实际发生的是{observed}",
  },
  "timer-not-due": {
    en: "this way opens by itself at {required}, which at {observed} had not come",
    "zh-CN": "此转换将于{required}自动发生，{observed}时尚未到期",
  },
  "event-ignored": {
    en: "{observed} changed nothing: {why}",
    "zh-CN": "{observed}未引起任何变化：{why}",
  },
  "withdrawal-ahead": {
    en: "no event with the identifier {observed} is known yet; should one come, it counts as withdrawn",
    "zh-CN": "尚无标识为{observed}的事件；日后收到时按已撤回处理",
  },
  "withdrawal-repeated": {
    en: "that the event with the identifier {observed} was withdrawn is known already",
    "zh-CN": "标识为{observed}的事件此前已撤回",
  },
  "timer-ahead": {
    en: "unless something happens before, the stage {label} begins at {at}",
    "zh-CN": "若此前无其他事件，将于{at}进入{label}阶段",
  },
  "obligation-overdue": {
    en: "{labels}, owed in the stage {stageLabels}, was to be done by {dueAt}",
    "zh-CN": "{stageLabels}阶段应办的{labels}已逾期，期限为{dueAt}",
  },
  "no-transition": {
    en: "from the stage {label}, nothing leads on by {event}",
    "zh-CN": "{label}阶段没有由{event}触发的转换",
  },
  "not-owed": {
    en: "in the stage {label}, nothing is owed now that {event} would show to be done",
    "zh-CN": "{label}阶段目前没有可由{event}表明完成的应办事项",
  },
  "guard-failed": {
    en: "in the stage {label}, {event} would lead on, but the condition does not hold",
    "zh-CN": "在{label}阶段，{event}本可触发转换，但条件不成立",
  },
  "guard-unknown": {
    en: "in the stage {label}, whether {event} leads on is not known, and so it does not",
    "zh-CN": "在{label}阶段，{event}能否触发转换尚不可知，因此不作转换",
  },
  "ambiguous-transition": {
    en: "in the stage {label}, {event} would lead more than one way at once",
    "zh-CN": "在{label}阶段，{event}同时满足多个转换",
  },
  "regression-refused": {
    en: "in the stage {label}, {event} leads back, which the policy forbids or asks a reason for",
    "zh-CN": "在{label}阶段，{event}将导致倒退，策略不允许或要求说明原因",
  },
  "event-withdrawn": {
    en: "the event {kind} with the identifier {id} was withdrawn",
    "zh-CN": "标识为{id}的事件{kind}已撤回",
  },
  "event-too-late": {
    en: "the event {kind} of {at} became known too late to count",
    "zh-CN": "{at}发生的事件{kind}获知过晚，不再计入",
  },
  "already-paused": {
    en: "at {at} timers stood still already",
    "zh-CN": "{at}时定时转换已处于暂停状态",
  },
  "not-paused": {
    en: "at {at} timers did not stand still",
    "zh-CN": "{at}时定时转换并未暂停",
  },
  "asked-before-state": {
    en: "the question is about {asOf}, but the state holds all that happened up to {since}",
    "zh-CN": "查询时刻为{asOf}，而状态已计入截至{since}的全部事项",
  },
  "event-from-the-future": {
    en: "the event happened at {at}, after {asOf}, when it was received",
    "zh-CN": "事件发生于{at}，晚于接收时刻{asOf}",
  },
  "record-of-another-policy": {
    en: "the record was kept under version {observedVersion} of the policy {observed}, not version {expectedVersion} of {expected}",
    "zh-CN": "该记录依据策略{observed}第{observedVersion}版，而非{expected}第{expectedVersion}版",
  },
  "history-out-of-order": {
    en: "the event at {path} happened before the one ahead of it",
    "zh-CN": "位于{path}的事件早于其前一事件",
  },
  "unknown-event": {
    en: "the event {event} is not one of the policy {policy}",
    "zh-CN": "策略{policy}中没有事件{event}",
  },
  "before-start": {
    en: "the event {kind} happened before the relationship began",
    "zh-CN": "事件{kind}发生在客户关系开始之前",
  },
  "duplicate-event": {
    en: "the event {kind} with the identifier {id} was counted already",
    "zh-CN": "标识为{id}的事件{kind}已计入，不再重复",
  },
  "too-many-timers": {
    en: "{limit} timers fired in a row, the last one at {at} into the stage {stage}: they lead in a circle",
    "zh-CN": "连续触发了{limit}个定时转换，最近一次于{at}进入{stage}阶段：定时转换构成循环",
  },
  "stage-not-in-policy": {
    en: "the stage {stage} is not one of the policy {policy}",
    "zh-CN": "策略{policy}中没有阶段{stage}",
  },
  "event-out-of-order": {
    en: "it happened at {at}, but all up to {since} was taken in already",
    "zh-CN": "发生于{at}，而截至{since}的事项均已计入",
  },
  "churn-evidence": {
    en: "noticed of {metric}: {observed}; from {required} on it speaks for {label}",
    "zh-CN": "{metric}出现{observed}次；达到{required}次即支持{label}这一原因",
  },
  "not-churned": {
    en: "the customer was not lost yet at the moment asked about",
    "zh-CN": "在所问时刻客户尚未流失",
  },
  "duplicate-customer": {
    en: "the customer {customer} is listed twice",
    "zh-CN": "客户{customer}重复出现",
  },
  "unknown-signal": { en: "{signal} is not a signal of this policy", "zh-CN": "{signal}不是本策略定义的信号" },
  "unknown-cause": { en: "{cause} is not a cause of this policy", "zh-CN": "{cause}不是本策略定义的流失原因" },
  "odds-out-of-range": { en: "odds must be from 0 to 1, not {odds}", "zh-CN": "响应概率须在 0 与 1 之间，而非{odds}" },
  "negative-amount": { en: "the amount must not be negative: {amount}", "zh-CN": "金额不得为负：{amount}" },
  "cause-without-evidence": {
    en: "nothing speaks for the cause {cause}: it is never found",
    "zh-CN": "流失原因{cause}未设任何证据，永远不会被判定",
  },
  "cause-without-offer": {
    en: "there is no offer for customers lost for {cause}",
    "zh-CN": "没有适用于流失原因{cause}的挽回方案",
  },
  "offer-never-first": {
    en: "the offer {offer} is never made: {first} comes before it wherever it fits",
    "zh-CN": "方案{offer}永远不会被采用：凡其适用之处，{first}均在其先",
  },
  "win-back-still-lost": {
    en: "lost at {required}; come back since: {observed}",
    "zh-CN": "于{required}流失；此后已回归：{observed}",
  },
  "win-back-no-objection": {
    en: "the customer refuses contact: {observed}",
    "zh-CN": "客户拒绝联系：{observed}",
  },
  "win-back-not-declined": {
    en: "offers the customer declined: {observed}; allowed: {required}",
    "zh-CN": "客户已拒绝的方案：{observed}次；允许{required}次",
  },
  "win-back-not-too-soon": {
    en: "it is {observed}; customers are approached from {required} on",
    "zh-CN": "当前为{observed}；自{required}起方可联系",
  },
  "win-back-not-too-late": {
    en: "it is {observed}; customers are approached until {required}",
    "zh-CN": "当前为{observed}；联系截止于{required}",
  },
  "win-back-attempts-left": {
    en: "attempts made: {observed}; given up after: {required}",
    "zh-CN": "已尝试{observed}次；满{required}次即放弃",
  },
  "win-back-contact-limit": {
    en: "attempts of late: {observed}; the limit: {required}",
    "zh-CN": "近期已联系{observed}次；上限为{required}次",
  },
  "win-back-offer-fits": {
    en: "the offer for this cause and a value of {observed}: {label}",
    "zh-CN": "针对该原因、价值为{observed}的适用方案：{label}",
  },
  "win-back-worth-it": {
    en: "expected gain: {observed}; it must be more than {required}",
    "zh-CN": "预期收益{observed}，须大于{required}",
  },
  "win-back-within-budget": {
    en: "the offer costs {observed}; left of the budget: {required}",
    "zh-CN": "方案成本{observed}；预算剩余{required}",
  },
  "no-such-way": {
    en: "from the stage {from}, no way of the policy leads to {to} by what happened",
    "zh-CN": "策略中没有由此触发、从{from}阶段到{to}阶段的转换",
  },
  "way-at-wrong-time": {
    en: "from the stage {from}, only time leads to {to}, and at {at} it was not the moment",
    "zh-CN": "从{from}阶段只能到期自动进入{to}阶段，而{at}并非到期时刻",
  },
  "way-back-without-reason": {
    en: "the way from the stage {from} back to {to} needs a reason, and none was given",
    "zh-CN": "从{from}阶段退回{to}阶段须说明原因，但未说明",
  },
  "timer-passed-over": {
    en: "at {at} the customer was still in the stage {from}, which time alone should have ended before",
    "zh-CN": "{at}时客户仍在{from}阶段，而该阶段此前应已到期自动结束",
  },
  "condition-not-asked": {
    en: "the way from the stage {from} to {to} has a condition, which was not asked: it is taken to have held at {at}",
    "zh-CN": "从{from}阶段到{to}阶段的转换附有条件，此处未核验，视为在{at}时成立",
  },
  "timer-condition-not-asked": {
    en: "time has led from the stage {from} to {to} since {at} under a condition, which was not asked: it is taken not to have held",
    "zh-CN": "自{at}起，从{from}阶段到{to}阶段的到期转换附有条件，此处未核验，视为不成立",
  },
  "change-before-last": {
    en: "the change at {at} lies before the one ahead of it",
    "zh-CN": "{at}的阶段变化早于其前一次变化",
  },
  "change-from-elsewhere": {
    en: "the change at {at} is said to leave another stage than {from}, which was entered before",
    "zh-CN": "{at}的阶段变化所离开的阶段并非此前进入的{from}阶段",
  },
  "course-not-begun": {
    en: "the course had not begun at the moment asked about",
    "zh-CN": "在所问时刻该客户历程尚未开始",
  },
  "course-not-followed": {
    en: "the course was followed for a shorter time than is asked about",
    "zh-CN": "该客户历程的推演未达到所问时刻",
  },
  "course-broken": {
    en: "the changes of stage do not follow one another",
    "zh-CN": "阶段变化前后不衔接",
  },
  "few-departures": {
    en: "few customers were seen to leave the stage {stage} (departures: {left}, still there: {standing})",
    "zh-CN": "观察到离开{stage}阶段的客户很少（离开{left}次，仍在其中{standing}位）",
  },
  "many-unfinished": {
    en: "many customers are still in the stage {stage}, and how they will leave it is not known (departures: {left}, still there: {standing})",
    "zh-CN": "仍有较多客户处于{stage}阶段，其去向尚不可知（离开{left}次，仍在其中{standing}位）",
  },
  "not-started": {
    en: "at {asOf} the relationship, which begins at {startedAt}, had not begun",
    "zh-CN": "客户关系始于{startedAt}，在{asOf}时尚未开始",
  },
  "event-conflict": {
    en: "two different events have the identifier {id}",
    "zh-CN": "两个不同的事件使用了同一标识{id}",
  },
  "duplicate-order": { en: "order {order} is already used at {first}", "zh-CN": "次序{order}已在{first}处使用" },
  "unknown-stage": { en: "{stage} is not a stage of this policy", "zh-CN": "{stage}不是本策略定义的阶段" },
  "event-not-in-policy": { en: "{event} is not an event of this policy", "zh-CN": "{event}不是本策略定义的事件" },
  "trigger-missing": {
    en: "a transition needs an event (on) or a time (after)",
    "zh-CN": "转换须由事件（on）或时长（after）触发",
  },
  "two-triggers": {
    en: "a transition is triggered by an event (on) or a time (after), not by both",
    "zh-CN": "转换只能由事件（on）或时长（after）之一触发，不能两者兼有",
  },
  "zero-timer": { en: "a length of time must not be zero", "zh-CN": "时长不得为零" },
  "ambiguous-event": {
    en: "from the stage {stage}, {event} already leads elsewhere by {first}",
    "zh-CN": "在{stage}阶段，{event}已由{first}指定去向",
  },
  "ambiguous-timer": {
    en: "the stage {stage} already has a timer as long as {after}, at {first}",
    "zh-CN": "{stage}阶段已有与{after}等长的定时转换，见{first}",
  },
  "final-stage-left": {
    en: "the stage {stage} is final: nothing may lead out of it",
    "zh-CN": "{stage}为终结阶段，不得再有转出",
  },
  "final-stage-owes": {
    en: "a final stage owes nothing: no event comes after it",
    "zh-CN": "终结阶段之后不再有事件，不得设置应办事项",
  },
  "lifecycle-currency-missing": {
    en: "metrics of money need the policy's currency",
    "zh-CN": "含金额指标时须指定策略币种",
  },
  "transitions-overlap": {
    en: "from the stage {label}, {event} would at times lead this way and that of {first} at once",
    "zh-CN": "在{label}阶段，{event}可能同时满足本转换与{first}",
  },
  "overlap-not-proved": {
    en: "whether {event} could lead from the stage {label} this way and that of {first} at once was not decided",
    "zh-CN": "未能判定在{label}阶段{event}是否会同时满足本转换与{first}",
  },
  "guard-never-holds": {
    en: "no facts make this condition hold: nothing leads to {label} this way",
    "zh-CN": "没有任何事实能使该条件成立，无法由此进入{label}阶段",
  },
  "way-forbidden": {
    en: "this way leads back to {label}, which the policy forbids",
    "zh-CN": "此转换退回{label}阶段，而策略不允许倒退",
  },
  "nothing-owed": {
    en: "the policy does not say what the stage {label} owes the customer; an empty list says that it is nothing",
    "zh-CN": "策略未说明{label}阶段应为客户办理哪些事项；如确无此类事项，请写明空列表",
  },
  "unreachable-stage": { en: "nothing leads to the stage {label}", "zh-CN": "没有任何转换可到达{label}阶段" },
  "calendar-not-given": {
    en: "none of the calendars given has the id {calendar}, which this length of time asks for",
    "zh-CN": "该时长所用的日历{calendar}不在所给日历之中",
  },
  "dead-end": {
    en: "nothing leads out of the stage {label}, though it is not final",
    "zh-CN": "{label}并非终结阶段，却没有转出",
  },
  "timer-never-fires": {
    en: "the timer of {after} never fires: another always comes first, or it is longer than any calendar",
    "zh-CN": "时长为{after}的定时转换永不触发：总有其他转换先到期，或其时长超出日历范围",
  },
  "unused-event": {
    en: "the event {event} triggers nothing and shows nothing to be done",
    "zh-CN": "事件{event}既不触发转换，也不对应任何应办事项",
  },
};
