import { type SiteLocale, words } from "../kit/locale.ts";

/** Everything the page says itself. */
export const slaWords = (locale: SiteLocale): Readonly<Record<keyof typeof PAIRS, string>> => words(PAIRS, locale);

/** Hours and minutes. */
export function span(ms: number, locale: SiteLocale): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const [h, min] = [Math.floor(minutes / 60), minutes % 60];
  const [hour, minute] = locale === "en" ? [" h", " min"] : [" 小时", " 分钟"];
  const parts = [h > 0 ? `${h}${hour}` : "", min > 0 || h === 0 ? `${min}${minute}` : ""];
  return (ms <= -60_000 ? "−" : "") + parts.filter((part) => part !== "").join(" ");
}

const PAIRS = {
  policy: ["Promises", "承诺策略"],
  severity: ["Severity", "严重程度"],
  tier: ["Customer's tier", "客户等级"],
  opened: ["Opened", "受理时间"],
  reply: ["First reply", "首次回复"],
  assigned: ["Taken by somebody", "认领"],
  paused: ["Waiting for the customer", "开始等待客户"],
  resumed: ["Customer answered", "客户答复"],
  resolved: ["Resolved", "解决"],
  example: ["Example", "示例"],
  weekend: ["Before a long weekend", "小长假前的投诉"],
  breach: ["Answered too late", "违约：首次响应超时"],
  pause: ["Waiting for the customer", "暂停：等待客户答复"],
  holiday: ["National Day, and a Saturday worked", "跨国庆长假与调休上班的周六"],
  own: ["your own case", "自定义个案"],
  times: ["What happened, and when (empty: it did not)", "事件时间（留空表示没有发生）"],
  zone: ["All times in 24 hours, on the clock of the calendar:", "所有时间均为 24 小时制，以日历所在时区为准："],
  hint: ["year-month-day hour:minute in 24 hours, such as", "格式：年-月-日 时:分（24 小时制），例如"],
  stale: [
    "What is set cannot be judged as it stands: below is the last that could.",
    "当前设置无法评估：下方是最近一次有效设置的结果。",
  ],
  edit: ["Edit the promises", "编辑承诺策略"],
  editor: ["The promises, as JSON", "承诺策略（JSON）"],
  closed: ["waits for office hours", "等待工作时段"],
  of: ["of", "／"],
  "team lead": ["team lead", "组长"],
  "department head": ["department head", "部门主管"],
  warn: ["warn", "预警"],
  late: ["overdue", "逾期"],
  asOf: ["Judged at", "评估时刻"],
  slide: ["Move the moment of judgement", "拖动评估时刻"],
  next: ["To the next change", "跳到下一次变化"],
  over: ["Nothing more will change by itself", "此后不会再自行变化"],
  reset: ["Start again", "恢复初始"],
  picture: [
    "Time line of the case; the tables below say the same in words",
    "个案时间线；下方的表格以文字给出同样的内容",
  ],
  open: ["office hours", "工作时段"],
  running: ["clock runs", "计时中"],
  stands: ["clock stands still", "暂停计时"],
  overdue: ["beyond its target", "已超时限"],
  clocks: ["The clocks", "各项计时"],
  promise: ["Promise", "承诺"],
  state: ["State", "状态"],
  due: ["Due", "到期"],
  elapsed: ["Elapsed, of promised", "已历时／时限"],
  left: ["Left", "剩余"],
  broken: ["Broken from", "违约自"],
  events: ["What is known by then", "截至该时刻已知的事件"],
  event: ["Event", "事件"],
  when: ["When", "时间"],
  ahead: ["If nothing else happens", "如果不再有任何动作"],
  aheadBreach: [" is broken", "违约"],
  aheadStep: [", step “{step}”, tells ", "，步骤“{step}”，通知"],
  colon: [": ", "："],
  comma: [", ", "、"],
  ifResumed: ["if the customer answers now:", "如果客户现在答复："],
  nothing: ["Nothing changes by itself any more.", "不会再自行变化。"],
  why: ["Why", "理由"],
  refused: ["The case cannot be judged", "无法评估该个案"],
  "state-running": ["running", "计时中"],
  "state-paused": ["paused", "已暂停"],
  "state-met": ["kept", "已兑现"],
  "state-breached": ["broken", "已违约"],
  "state-cancelled": ["cancelled", "已取消"],
  "state-noPromise": ["nothing promised", "无承诺"],
  "state-notStarted": ["not started", "未开始"],
  major: ["major", "重大"],
  ordinary: ["ordinary", "普通"],
  diamond: ["diamond", "钻石"],
  gold: ["gold", "金级"],
  silver: ["silver", "银级"],
  tierOrdinary: ["ordinary", "普通"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
