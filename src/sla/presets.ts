import type { SlaPolicyInput } from "./model.ts";

/** The policies that come with the library. */
export interface SlaPresets {
  /** A major complaint (重大投诉) is answered within 2 hours, an ordinary issue (普通问题) within 24, round the clock. */
  readonly majorAndOrdinary: SlaPolicyInput<never, "major" | "ordinary", "firstResponse", never, never>;
  /**
   * The same by tier: diamond, gold and other customers come in this order in the queue, the clocks of diamond customers
   * run round the clock in everything; the department is named, and hears of a promise before it is broken. Who owns a case is
   * settled within four hours, of the office in Shanghai for all but diamond customers: our own addition, to be evaluated with
   * `calendarPresets.china2026`.
   */
  readonly customerService: SlaPolicyInput<
    "diamond" | "gold" | "silver" | "ordinary",
    "major" | "ordinary",
    "firstResponse" | "timeToOwn",
    "china-2026",
    never
  >;
}

/**
 * Policies to start from: plain data for `defineSlaPolicy`, to be copied and changed.
 *
 * @example The department that answers for it is the company's own
 * ```ts
 * import { defineSlaPolicy, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy({ ...slaPresets.majorAndOrdinary, responsibleDepartment: "客户服务部" });
 *
 * policy.targets.map(({ severity, within }) => [severity, within]); // => [["major", "PT2H"], ["ordinary", "PT24H"]]
 * ```
 * @see Our own form of a rule that many companies' customer-service regulations state.
 */
export const slaPresets: SlaPresets = {
  majorAndOrdinary: {
    id: "major-and-ordinary",
    version: 1,
    labels: { en: "Major and ordinary cases", "zh-CN": "重大与普通个案响应承诺" },
    severities: ["major", "ordinary"],
    targets: [
      {
        severity: "major",
        metric: "firstResponse",
        within: "PT2H",
        hours: "24x7",
        labels: { en: "a major complaint is answered within 2 hours", "zh-CN": "重大投诉 2 小时内响应" },
      },
      {
        severity: "ordinary",
        metric: "firstResponse",
        within: "PT24H",
        hours: "24x7",
        labels: { en: "an ordinary issue is answered within 24 hours", "zh-CN": "普通问题 24 小时内响应" },
      },
    ],
  },
  customerService: {
    id: "customer-service",
    version: 1,
    labels: { en: "Promises of customer service", "zh-CN": "客户服务响应承诺" },
    responsibleDepartment: "客户服务部",
    tiers: ["diamond", "gold", "silver", "ordinary"],
    severities: ["major", "ordinary"],
    targets: [
      {
        severity: "major",
        metric: "firstResponse",
        within: "PT2H",
        hours: "24x7",
        labels: { en: "a major complaint is answered within 2 hours", "zh-CN": "重大投诉 2 小时内响应" },
      },
      {
        severity: "ordinary",
        metric: "firstResponse",
        within: "PT24H",
        hours: "24x7",
        labels: { en: "an ordinary issue is answered within 24 hours", "zh-CN": "普通问题 24 小时内响应" },
      },
      {
        tier: "diamond",
        metric: "timeToOwn",
        within: "PT4H",
        hours: "24x7",
        labels: { en: "diamond customers are looked after round the clock", "zh-CN": "钻石客户全天候响应" },
      },
      { metric: "timeToOwn", within: "PT4H", hours: { business: "china-2026" } },
    ],
    escalations: [
      { id: "warn", when: { atPercent: 80 }, level: 1, notify: ["team lead"] },
      { id: "overdue", when: { afterDue: "PT0S" }, level: 2, notify: ["department head"], assign: "duty officer" },
    ],
  },
};
