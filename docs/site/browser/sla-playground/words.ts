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
  times: ["What happened, and when (China time; empty: it did not)", "事件时间（中国时间；留空表示没有发生）"],
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
  elapsed: ["Elapsed", "已历时"],
  target: ["Promised", "时限"],
  left: ["Left", "剩余"],
  broken: ["Broken from", "违约自"],
  events: ["What is known by then", "截至该时刻已知的事件"],
  event: ["Event", "事件"],
  when: ["When", "时间"],
  ahead: ["If nothing else happens", "如果不再有任何动作"],
  aheadBreach: ["is broken", "违约"],
  aheadStep: ["step", "步骤"],
  aheadTold: ["tells", "通知"],
  nothing: ["Nothing: no promise is still open", "没有未了的承诺"],
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
