import type { MessageCatalog } from "../core/index.ts";
import type { LifecyclePolicyCode } from "./lifecycleChecks.ts";
import type { ApplyRefusal, IgnoredEvent, LifecycleReasonCode, StageRefusal } from "./model.ts";

/** The sentences of this module's codes: reasons, findings, issues of policies, refusals. */
export const lifecycleMessages: MessageCatalog<
  | LifecycleReasonCode
  | LifecyclePolicyCode
  | IgnoredEvent["code"]
  | Exclude<(ApplyRefusal | StageRefusal)["code"], "invalid-fact">
> = {
  "event-applied": {
    en: "{observed} led to the stage {label}",
    "zh-CN": "发生 {observed}，进入{label}阶段",
  },
  "timer-fired": {
    en: "{required} after entering the stage before, at {observed}, the stage {label} began",
    "zh-CN": "在上一阶段满 {required}，于 {observed} 进入{label}阶段",
  },
  "wrong-stage": {
    en: "this way leads out of {required}, but the stage is {observed}",
    "zh-CN": "此转换须从 {required} 出发，当前阶段为 {observed}",
  },
  "wrong-event": {
    en: "this way waits for {required}, but what happened is {observed}",
    "zh-CN": "此转换等待 {required}，实际发生的是 {observed}",
  },
  "timer-not-due": {
    en: "this way opens by itself at {required}, which at {observed} had not come",
    "zh-CN": "此转换将于 {required} 自动发生，{observed} 时尚未到期",
  },
  "event-ignored": {
    en: "{observed} changed nothing",
    "zh-CN": "{observed} 未引起任何变化",
  },
  "no-transition": {
    en: "from the stage {stage}, nothing leads on by {event}",
    "zh-CN": "{stage} 阶段没有由 {event} 触发的转换",
  },
  "unknown-event": {
    en: "the event {event} is not one of the policy {policy}",
    "zh-CN": "策略 {policy} 中没有事件 {event}",
  },
  "before-start": {
    en: "the event {event} happened before the relationship began",
    "zh-CN": "事件 {event} 发生在客户关系开始之前",
  },
  "duplicate-event": {
    en: "the event {event} with the identifier {id} was counted already",
    "zh-CN": "标识为 {id} 的事件 {event} 已计入，不再重复",
  },
  "too-many-timers": {
    en: "{limit} timers fired in a row, the last one at {at} into the stage {stage}: they lead in a circle",
    "zh-CN": "连续触发了 {limit} 个定时转换，最近一次于 {at} 进入 {stage} 阶段：定时转换构成循环",
  },
  "stage-not-in-policy": {
    en: "the stage {stage} is not one of the policy {policy}",
    "zh-CN": "策略 {policy} 中没有阶段 {stage}",
  },
  "event-out-of-order": {
    en: "the event happened at {at}, before the stage was entered at {enteredAt}",
    "zh-CN": "事件发生于 {at}，早于进入当前阶段的时刻 {enteredAt}",
  },
  "not-started": {
    en: "at {asOf} the relationship, which begins at {startedAt}, had not begun",
    "zh-CN": "客户关系始于 {startedAt}，在 {asOf} 时尚未开始",
  },
  "event-conflict": {
    en: "two different events have the identifier {id}",
    "zh-CN": "两个不同的事件使用了同一标识 {id}",
  },
  "duplicate-order": { en: "order {order} is already used at {first}", "zh-CN": "次序 {order} 已在 {first} 处使用" },
  "unknown-stage": { en: "{stage} is not a stage of this policy", "zh-CN": "{stage} 不是本策略定义的阶段" },
  "event-not-in-policy": { en: "{event} is not an event of this policy", "zh-CN": "{event} 不是本策略定义的事件" },
  "trigger-missing": {
    en: "a transition needs an event (on) or a time (after)",
    "zh-CN": "转换须由事件（on）或时长（after）触发",
  },
  "two-triggers": {
    en: "a transition is triggered by an event (on) or a time (after), not by both",
    "zh-CN": "转换只能由事件（on）或时长（after）之一触发，不能两者兼有",
  },
  "zero-timer": { en: "a timer must have a length", "zh-CN": "定时转换的时长不得为零" },
  "ambiguous-event": {
    en: "from the stage {stage}, {event} already leads elsewhere by {first}",
    "zh-CN": "在 {stage} 阶段，{event} 已由 {first} 指定去向",
  },
  "ambiguous-timer": {
    en: "the stage {stage} already has a timer as long as {after}, at {first}",
    "zh-CN": "{stage} 阶段已有与 {after} 等长的定时转换，见 {first}",
  },
  "final-stage-left": {
    en: "the stage {stage} is final: nothing may lead out of it",
    "zh-CN": "{stage} 为终结阶段，不得再有转出",
  },
  "unreachable-stage": { en: "nothing leads to the stage {stage}", "zh-CN": "没有任何转换可到达 {stage} 阶段" },
  "dead-end": {
    en: "nothing leads out of the stage {stage}, though it is not final",
    "zh-CN": "{stage} 并非终结阶段，却没有转出",
  },
  "timer-never-fires": {
    en: "the timer of {after} never fires: a shorter one always comes first",
    "zh-CN": "时长为 {after} 的定时转换永不触发：总有更短的先到期",
  },
  "unused-event": { en: "the event {event} triggers nothing", "zh-CN": "事件 {event} 不触发任何转换" },
};
