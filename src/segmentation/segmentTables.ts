import type { SegmentTableInput } from "./model.ts";

/** The segments of {@link segmentTables}`.tenNames`. */
export type TenNames =
  | "champions"
  | "loyal"
  | "potentialLoyalists"
  | "newCustomers"
  | "promising"
  | "needAttention"
  | "aboutToSleep"
  | "cannotLose"
  | "atRisk"
  | "hibernating";

const range = (from: number, to: number): { readonly from: number; readonly to: number } => ({ from, to });

/**
 * Segment tables in common use, as data: define one as it is, or a changed copy.
 *
 * `tenNames` names the 25 combinations of recency and frequency in five scores each; monetary value does not matter. Every
 * combination has a name.
 *
 * @see The recency-frequency grid as RFM tools and tutorials (Putler's among them) have spread it; the Chinese names are ours.
 *
 * @example
 * ```ts
 * import { defineSegmentTable, segmentTables } from "clientele/segmentation";
 *
 * defineSegmentTable(segmentTables.tenNames).boxes.length; // => 10
 * ```
 */
export const segmentTables: {
  /** Ten names for recency and frequency. */
  readonly tenNames: SegmentTableInput<TenNames>;
} = /* @__PURE__ */ (() => ({
  tenNames: {
    id: "ten-names",
    version: 1,
    bins: { recency: 5, frequency: 5, monetary: 5 },
    boxes: [
      {
        segment: "champions",
        labels: { en: "Champions", "zh-CN": "冠军客户" },
        recency: range(5, 5),
        frequency: range(4, 5),
      },
      { segment: "loyal", labels: { en: "Loyal", "zh-CN": "忠诚客户" }, recency: range(3, 4), frequency: range(4, 5) },
      {
        segment: "potentialLoyalists",
        labels: { en: "Potential loyalists", "zh-CN": "潜在忠诚客户" },
        recency: range(4, 5),
        frequency: range(2, 3),
      },
      {
        segment: "newCustomers",
        labels: { en: "New customers", "zh-CN": "新客户" },
        recency: range(5, 5),
        frequency: range(1, 1),
      },
      {
        segment: "promising",
        labels: { en: "Promising", "zh-CN": "有希望的客户" },
        recency: range(4, 4),
        frequency: range(1, 1),
      },
      {
        segment: "needAttention",
        labels: { en: "Need attention", "zh-CN": "需要关注的客户" },
        recency: range(3, 3),
        frequency: range(3, 3),
      },
      {
        segment: "aboutToSleep",
        labels: { en: "About to sleep", "zh-CN": "即将休眠的客户" },
        recency: range(3, 3),
        frequency: range(1, 2),
      },
      {
        segment: "cannotLose",
        labels: { en: "Cannot lose", "zh-CN": "不可流失的客户" },
        recency: range(1, 2),
        frequency: range(5, 5),
      },
      {
        segment: "atRisk",
        labels: { en: "At risk", "zh-CN": "有流失风险的客户" },
        recency: range(1, 2),
        frequency: range(3, 4),
      },
      {
        segment: "hibernating",
        labels: { en: "Hibernating", "zh-CN": "休眠客户" },
        recency: range(1, 2),
        frequency: range(1, 2),
      },
    ],
  },
}))();
