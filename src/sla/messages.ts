import type { MessageCatalog } from "../core/index.ts";
import type { SlaCode } from "./model.ts";

/** The sentences of the SLA's codes. */
export const slaMessages: MessageCatalog<SlaCode> = {
  "target-applied": {
    en: "for cases of {observed}, {metric|term} is promised within {required}",
    "zh-CN": "对{observed}类个案，{metric|term}的承诺时限为{required}",
  },
  "target-matched": {
    en: "for cases of {observed}, {metric|term} within {required} is promised too, which is less strict",
    "zh-CN": "对{observed}类个案，另有{metric|term}承诺（时限{required}），较为宽松，未采用",
  },
  "no-promise": {
    en: "for cases of {observed}, nothing is promised about {metric|term}",
    "zh-CN": "对{observed}类个案，未对{metric|term}作出承诺",
  },
  "policy-not-in-force": {
    en: "no version of the policy was in force at {observed}, so nothing is promised about {metric|term}",
    "zh-CN": "{observed}时没有生效的承诺策略，故未对{metric|term}作出承诺",
  },
  "condition-unmet": {
    en: "the promises hold for cases whose {metric|term} is one of {required}; it is {observed}",
    "zh-CN": "承诺仅适用于{metric|term}为{required}的个案，实际为{observed}",
  },
  "condition-unknown": {
    en: "the promises hold for cases whose {metric|term} is one of {required}; it is not given",
    "zh-CN": "承诺仅适用于{metric|term}为{required}的个案，但该信息缺失",
  },
  "clock-not-started": {
    en: "nothing has started the clock of {metric|term} yet",
    "zh-CN": "{metric|term}尚未开始计时",
  },
  "clock-stopped": {
    en: "{metric|term} took {observed}; {required} were promised",
    "zh-CN": "{metric|term}用时{observed}，承诺时限为{required}",
  },
  "clock-running": {
    en: "{metric|term} has been awaited for {observed}; {required} were promised",
    "zh-CN": "{metric|term}计时中，已历时{observed}，承诺时限为{required}",
  },
  "clock-paused": {
    en: "the clock of {metric|term} stands still at {observed}; {required} were promised",
    "zh-CN": "{metric|term}已暂停计时，停在{observed}，承诺时限为{required}",
  },
  "clock-cancelled": {
    en: "{metric|term} ended with the case after {observed}; {required} were promised",
    "zh-CN": "{metric|term}随个案终止，已历时{observed}，承诺时限为{required}",
  },
  "hold-not-paused-for": {
    en: "the clock of {metric|term} ran on while the case was on hold ({observed}): its definition does not pause for that",
    "zh-CN": "个案曾处于等待或挂起（{observed}），但{metric|term}的定义不为此暂停，计时照常进行",
  },
  "target-changed": {
    en: "since {observed} another target holds for {metric|term}: {required}",
    "zh-CN": "自{observed}起，{metric|term}改用新的承诺时限：{required}",
  },
  "recorded-breach-stands": {
    en: "a breach of {metric|term} was recorded from {observed} on, and stands",
    "zh-CN": "{metric|term}自{observed}起的违约已登记在案，不因后来的信息而撤销",
  },
  "breach-excused": {
    en: "a breach of {metric|term} is excused: {observed}",
    "zh-CN": "{metric|term}的违约已获免责：{observed}",
  },
  "record-without-clock": {
    en: "records about {metric|term} that belong to no clock that ran: {observed}",
    "zh-CN": "关于{metric|term}的登记中，有{observed}条找不到对应的计时",
  },
  "events-before-opening": {
    en: "events dated before the opening of the case, {required}, did not count: {observed}",
    "zh-CN": "早于个案受理时间{required}的事件未计入，共{observed}个",
  },
  "unknown-event-kind": {
    en: "events of the unknown kind {required} moved no clock: {observed}",
    "zh-CN": "未知类型{required}的事件不影响计时，共{observed}个",
  },
  "reopened-not-counted": {
    en: "the case was opened again at {observed}; the time to its first resolution stays as it was",
    "zh-CN": "个案于{observed}重新打开，首次解决用时不变",
  },
  "subject-automatic": {
    en: "requests about {required} may be answered automatically; this one is about {observed}",
    "zh-CN": "可自动处理的事项为{required}，本个案事项为{observed}",
  },
  "repeats-call-for-person": {
    en: "from {required} earlier contacts on a person is called for; there were {observed}",
    "zh-CN": "重复来询达{required}次须转人工，实际为{observed}次",
  },
  "severity-calls-for-person": {
    en: "the severities {required} call for a person; it is {observed}",
    "zh-CN": "严重程度为{required}时须转人工，实际为{observed}",
  },
  "sentiment-calls-for-person": {
    en: "the moods {required} call for a person; it is {observed}",
    "zh-CN": "客户情绪为{required}时须转人工，实际为{observed}",
  },
  "automatic-answer-failed": {
    en: "an automatic answer that did not help calls for a person: {observed}",
    "zh-CN": "自动答复未能解决时须转人工：{observed}",
  },
  "queue-tier": {
    en: "the customer's tier is {observed}",
    "zh-CN": "客户等级为{observed}",
  },
  "queue-severity": {
    en: "the severity is {observed}",
    "zh-CN": "严重程度为{observed}",
  },
  "queue-remaining": {
    en: "of {metric|term}, {observed} are left",
    "zh-CN": "{metric|term}剩余{observed}",
  },
  "queue-overdue": {
    en: "{metric|term} is overdue by {observed}",
    "zh-CN": "{metric|term}已逾期{observed}",
  },
  "duplicate-target": {
    en: "{metric|term} for tier {tier} and severity {severity} is already promised in these hours at {first}",
    "zh-CN": "等级{tier}、严重程度{severity}的{metric|term}已在{first}处按同一时段作出承诺",
  },
  "target-not-positive": {
    en: "a promise must be longer than {observed}",
    "zh-CN": "承诺时限必须大于{observed}",
  },
  "undefined-metric": {
    en: "there is no metric {metric}",
    "zh-CN": "没有名为{metric}的指标",
  },
  "unknown-tier": {
    en: "{tier} is none of the tiers",
    "zh-CN": "等级中没有{tier}",
  },
  "unknown-severity": {
    en: "{severity} is none of the severities",
    "zh-CN": "严重程度中没有{severity}",
  },
  "duplicate-name": {
    en: "{name} is already given at {first}",
    "zh-CN": "{name}已在{first}处给出",
  },
  "never-in-force": {
    en: "the policy ends at {to}, not later than it begins, {from}",
    "zh-CN": "策略的失效时间{to}不晚于生效时间{from}",
  },
  "severity-without-promise": {
    en: "for tier {tier} and severity {severity}, nothing is promised about {metric|term}",
    "zh-CN": "等级{tier}、严重程度{severity}未对{metric|term}作出承诺",
  },
  "resolution-before-response": {
    en: "for tier {tier} and severity {severity}, resolution is due within {observed}, sooner than the first response, {required}",
    "zh-CN": "等级{tier}、严重程度{severity}的解决时限{observed}短于首次响应时限{required}",
  },
  "next-response-before-first": {
    en: "for tier {tier} and severity {severity}, the next response is due within {observed}, sooner than the first, {required}",
    "zh-CN": "等级{tier}、严重程度{severity}的后续响应时限{observed}短于首次响应时限{required}",
  },
  "stricter-tier-looser-promise": {
    en: "for severity {severity}, tier {tier} is promised {metric|term} within {observed}, later than the lower tier {lower}, {required}",
    "zh-CN": "严重程度{severity}：等级{tier}的{metric|term}时限{observed}比较低等级{lower}的{required}更宽松",
  },
  "target-unreachable": {
    en: "no case goes by this promise about {metric|term} for tier {tier} and severity {severity}: {by} is always as strict",
    "zh-CN": "等级{tier}、严重程度{severity}的{metric|term}承诺不会被采用：{by}始终不比它宽松",
  },
  "target-after-escalation": {
    en: "escalation {escalation} comes after {required}, before {metric|term} for tier {tier} and severity {severity} is due, {observed}",
    "zh-CN": "升级步骤{escalation}在{required}后触发，早于等级{tier}、严重程度{severity}的{metric|term}时限{observed}",
  },
  "escalation-at-once": {
    en: "escalation {escalation} is to come {required} before {metric|term} for tier {tier} and severity {severity} is due, which is at once: {observed} are promised",
    "zh-CN":
      "升级步骤{escalation}须提前{required}触发，而等级{tier}、严重程度{severity}的{metric|term}时限仅{observed}，将立即触发",
  },
  "unknown-calendar": {
    en: "there is no calendar {calendar}",
    "zh-CN": "没有名为{calendar}的日历",
  },
  "case-not-open-yet": {
    en: "case {caseId} was opened at {openedAt}, after the moment of judgement, {asOf}",
    "zh-CN": "个案{caseId}于{openedAt}受理，晚于判定时刻{asOf}",
  },
  "conflicting-events": {
    en: "case {caseId} has two different events with the id {eventId}",
    "zh-CN": "个案{caseId}中有两个编号同为{eventId}但内容不同的事件",
  },
  "compliance-mismatch": {
    en: "the counts to be merged differ in {what}: expected {expected}, received {observed}",
    "zh-CN": "待合并的统计在{what}上不一致：应为{expected}，实际为{observed}",
  },
  "letter-breach-apology": {
    en: "we are sorry: in case {caseId}, {metric|term} was promised by {dueAt}, and we did not keep to it",
    "zh-CN": "非常抱歉：个案{caseId}的{metric|term}承诺于{dueAt}前完成，我们未能做到",
  },
  "letter-breach-answered": {
    en: "it came {over} late",
    "zh-CN": "实际延迟{over}",
  },
  "letter-breach-open": {
    en: "it is {over} late by now, and we are working on it",
    "zh-CN": "目前已延迟{over}，我们正在加紧处理",
  },
  "letter-breach-responsible": {
    en: "{department} answers for it",
    "zh-CN": "责任部门为{department}",
  },
  "letter-breach-term": {
    en: "the promise is written in clause {contractTerm} of the contract",
    "zh-CN": "该承诺载于合同第{contractTerm}条",
  },
  "letter-delay-notice": {
    en: "in case {caseId}, {metric|term} is promised by {dueAt}; we shall need longer",
    "zh-CN": "个案{caseId}的{metric|term}承诺于{dueAt}前完成，我们需要更多时间",
  },
  "letter-delay-expected": {
    en: "we expect it by {expectedAt}",
    "zh-CN": "预计于{expectedAt}前完成",
  },
};
