import type { ValueTierPolicyInput } from "./valueTierModel.ts";

/** The classes of {@link valueTierPresets}`.coreImportantPotential`. */
export type CoreImportantPotential = "core" | "important" | "potential";

/** The criteria of {@link valueTierPresets}`.coreImportantPotential`. */
export type ValueCriteria = "spendingPower" | "industry" | "frequency" | "value" | "loyalty";

/**
 * Value tiers to start from: plain data for `defineValueTierPolicy`, to be copied and changed.
 *
 * - `coreImportantPotential`: core, important and potential customers (核心、重要、潜力) by spending power, industry,
 *   frequency, value and loyalty. Spending power, frequency and value are held against the company's own customers
 *   (`fitValueTiers`); industries are named focus, related or other; loyalty is an answer from 0 to 10 to whether they would
 *   recommend the company.
 *
 * @see The classes and the five criteria are those that customer management rules commonly name; weights, points and limits
 *   are our own: an order of magnitude to begin with, not a recommendation.
 *
 * @example
 * ```ts
 * import { defineValueTierPolicy, valueTierPresets } from "clientele/segmentation";
 *
 * const policy = defineValueTierPolicy({ ...valueTierPresets.coreImportantPotential, id: "ours" });
 *
 * policy.classes.map(({ id, from, labels }) => [id, from, labels?.["zh-CN"]]);
 * // => [["core", 70, "核心客户"], ["important", 40, "重要客户"], ["potential", 0, "潜力客户"]]
 * ```
 */
export const valueTierPresets: {
  /** Core, important and potential customers by five criteria. */
  readonly coreImportantPotential: ValueTierPolicyInput<CoreImportantPotential, ValueCriteria>;
} = {
  coreImportantPotential: {
    id: "core-important-potential",
    version: 1,
    criteria: [
      {
        id: "spendingPower",
        labels: { en: "spending power", "zh-CN": "消费能力" },
        weight: 3,
        scale: { kind: "percentile", better: "higher" },
      },
      {
        id: "industry",
        labels: { en: "industry", "zh-CN": "所属行业" },
        weight: 1,
        scale: { kind: "table", table: { focus: 100, related: 60, other: 20 } },
      },
      {
        id: "frequency",
        labels: { en: "purchase frequency", "zh-CN": "交易频率" },
        weight: 2,
        scale: { kind: "percentile", better: "higher" },
      },
      {
        id: "value",
        labels: { en: "customer value", "zh-CN": "客户价值" },
        weight: 3,
        scale: { kind: "percentile", better: "higher" },
      },
      {
        id: "loyalty",
        labels: { en: "loyalty", "zh-CN": "忠诚度" },
        weight: 1,
        scale: {
          kind: "steps",
          steps: [
            { from: 0, points: 0 },
            { from: 7, points: 50 },
            { from: 9, points: 100 },
          ],
        },
      },
    ],
    classes: [
      { id: "core", from: 70, labels: { en: "Core", "zh-CN": "核心客户" } },
      { id: "important", from: 40, labels: { en: "Important", "zh-CN": "重要客户" } },
      { id: "potential", from: 0, labels: { en: "Potential", "zh-CN": "潜力客户" } },
    ],
  },
};
