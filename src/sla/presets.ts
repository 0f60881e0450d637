import type { SlaPolicyInput } from "./model.ts";

/** The policies that come with the library. */
export interface SlaPresets {
  /** A major complaint (重大投诉) is answered within 2 hours, an ordinary issue (普通问题) within 24, round the clock. */
  readonly majorAndOrdinary: SlaPolicyInput<string, "major" | "ordinary", "firstResponse", never, never>;
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
};
