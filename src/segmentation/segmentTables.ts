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

/** The segments of {@link segmentTables}`.rfmR030`. */
export type RfmRNames =
  | "champions"
  | "potentialLoyalist"
  | "loyalCustomers"
  | "promising"
  | "newCustomers"
  | "cannotLoseThem"
  | "atRisk"
  | "needAttention"
  | "aboutToSleep"
  | "lost";

/** The segments of {@link segmentTables}`.shopify`: the eleven less the prospects, who have no order to score. */
export type ShopifyNames =
  | "champions"
  | "loyal"
  | "active"
  | "new"
  | "promising"
  | "needsAttention"
  | "previouslyLoyal"
  | "atRisk"
  | "almostLost"
  | "dormant";

/** The segments of {@link segmentTables}`.eightValueTypes`. */
export type EightValueTypes =
  | "importantValue"
  | "importantDevelopment"
  | "importantRetention"
  | "importantWinBack"
  | "generalValue"
  | "generalDevelopment"
  | "generalRetention"
  | "generalWinBack";

/** The segments of {@link segmentTables}`.coreImportantPotential`. */
export type ThreeClasses = "core" | "important" | "potential";

const range = (from: number, to: number): { readonly from: number; readonly to: number } => ({ from, to });

/**
 * Segment tables in common use, as data: define one as it is, or a changed copy.
 *
 * - `tenNames` names the 25 combinations of recency and frequency in five scores each; monetary value does not matter. Every
 *   combination has a name.
 * - `rfmR030` is the default table of R's package rfm 0.3.0, in five scores each, for models of mode `rfm-r`. Ten of its 125
 *   combinations have no name, which R calls "Others" and `checkSegmentTable` lists; many are claimed by several boxes, of which
 *   the first counts.
 * - `shopify` has the names of Shopify's customer groups, by recency and the mean of frequency and monetary value in five
 *   scores each. Shopify describes its groups in words; the ranges are our reading of them. Every combination has a name. Its
 *   eleventh group, prospects, has no orders: those customers have no score (`no-purchase`).
 * - `eightValueTypes` is the Chinese division by high and low (two scores each): important when the monetary value is high,
 *   general when it is low; then value (recent and frequent), development (recent, not frequent), retention (frequent, not recent)
 *   and win-back (neither). Sources swap development and retention, so the mapping is written out here. Every combination has
 *   a name.
 * - `coreImportantPotential` divides into three classes, in three scores each: core customers spend much, buy often and not
 *   long ago; important ones spend much, or something and often; everybody else is potential. Every combination has a name.
 *
 * @see `tenNames`: the recency-frequency grid as RFM tools and tutorials (Putler's among them) have spread it; the Chinese
 *   names are ours.
 * @see `rfmR030`: A. Hebbali, rfm 0.3.0 for R (MIT licence), `rfm_segment`, reconstructed from its answers.
 * @see `shopify`: https://shopify.dev/docs/api/admin-graphql/latest/enums/CustomerRfmGroup for names and descriptions.
 * @see `coreImportantPotential`: our own definition.
 *
 * @example
 * ```ts
 * import { checkSegmentTable, defineSegmentTable, segmentTables } from "clientele/segmentation";
 *
 * defineSegmentTable(segmentTables.tenNames).boxes.length; // => 10
 * const gaps = checkSegmentTable(defineSegmentTable(segmentTables.rfmR030)).filter(({ code }) => code === "uncovered-combinations");
 * gaps[0]?.params; // => { count: 10, examples: ["2-1-5", "2-4-1", "2-5-1"] }
 * ```
 */
export const segmentTables: {
  /** Ten names for recency and frequency. */
  readonly tenNames: SegmentTableInput<TenNames>;
  /** The table of R's rfm 0.3.0, which leaves ten combinations out. */
  readonly rfmR030: SegmentTableInput<RfmRNames>;
  /** Shopify's customer groups. */
  readonly shopify: SegmentTableInput<ShopifyNames>;
  /** The eight value types: important and general customers. */
  readonly eightValueTypes: SegmentTableInput<EightValueTypes>;
  /** Core, important and potential customers. */
  readonly coreImportantPotential: SegmentTableInput<ThreeClasses>;
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
  rfmR030: {
    id: "rfm-r-0.3.0",
    version: 1,
    bins: { recency: 5, frequency: 5, monetary: 5 },
    boxes: [
      {
        segment: "champions",
        labels: { en: "Champions", "zh-CN": "冠军客户" },
        recency: range(5, 5),
        frequency: range(5, 5),
        monetary: range(5, 5),
      },
      {
        segment: "potentialLoyalist",
        labels: { en: "Potential Loyalist", "zh-CN": "潜在忠诚客户" },
        recency: range(3, 5),
        frequency: range(3, 5),
        monetary: range(2, 5),
      },
      {
        segment: "loyalCustomers",
        labels: { en: "Loyal Customers", "zh-CN": "忠诚客户" },
        recency: range(2, 4),
        frequency: range(2, 4),
        monetary: range(2, 4),
      },
      {
        segment: "promising",
        labels: { en: "Promising", "zh-CN": "有希望的客户" },
        recency: range(3, 4),
        frequency: range(1, 3),
        monetary: range(3, 5),
      },
      {
        segment: "newCustomers",
        labels: { en: "New Customers", "zh-CN": "新客户" },
        recency: range(4, 5),
        frequency: range(1, 3),
        monetary: range(1, 5),
      },
      {
        segment: "cannotLoseThem",
        labels: { en: "Can't Lose Them", "zh-CN": "不可流失的客户" },
        recency: range(1, 2),
        frequency: range(3, 4),
        monetary: range(4, 5),
      },
      {
        segment: "atRisk",
        labels: { en: "At Risk", "zh-CN": "有流失风险的客户" },
        recency: range(1, 2),
        frequency: range(2, 5),
        monetary: range(4, 5),
      },
      {
        segment: "needAttention",
        labels: { en: "Need Attention", "zh-CN": "需要关注的客户" },
        recency: range(1, 3),
        frequency: range(3, 5),
        monetary: range(3, 5),
      },
      {
        segment: "aboutToSleep",
        labels: { en: "About To Sleep", "zh-CN": "即将休眠的客户" },
        recency: range(2, 3),
        frequency: range(1, 3),
        monetary: range(1, 4),
      },
      { segment: "lost", labels: { en: "Lost", "zh-CN": "已流失客户" }, recency: range(1, 1) },
    ],
  },
  shopify: {
    id: "shopify",
    version: 1,
    bins: { recency: 5, frequency: 5, monetary: 5 },
    boxes: byMean([
      {
        recency: range(5, 5),
        names: [
          [4, "champions"],
          [2, "active"],
          [1, "new"],
        ],
      },
      {
        recency: range(4, 4),
        names: [
          [4, "loyal"],
          [2, "active"],
          [1, "promising"],
        ],
      },
      {
        recency: range(3, 3),
        names: [
          [4, "loyal"],
          [2, "needsAttention"],
          [1, "promising"],
        ],
      },
      {
        recency: range(1, 2),
        names: [
          [4.5, "previouslyLoyal"],
          [3, "atRisk"],
          [2, "almostLost"],
          [1, "dormant"],
        ],
      },
    ]),
  },
  eightValueTypes: {
    id: "eight-value-types",
    version: 1,
    bins: { recency: 2, frequency: 2, monetary: 2 },
    boxes: [
      {
        segment: "importantValue",
        labels: { en: "Important: value", "zh-CN": "重要价值客户" },
        recency: range(2, 2),
        frequency: range(2, 2),
        monetary: range(2, 2),
      },
      {
        segment: "importantDevelopment",
        labels: { en: "Important: development", "zh-CN": "重要发展客户" },
        recency: range(2, 2),
        frequency: range(1, 1),
        monetary: range(2, 2),
      },
      {
        segment: "importantRetention",
        labels: { en: "Important: retention", "zh-CN": "重要保持客户" },
        recency: range(1, 1),
        frequency: range(2, 2),
        monetary: range(2, 2),
      },
      {
        segment: "importantWinBack",
        labels: { en: "Important: win back", "zh-CN": "重要挽留客户" },
        recency: range(1, 1),
        frequency: range(1, 1),
        monetary: range(2, 2),
      },
      {
        segment: "generalValue",
        labels: { en: "General: value", "zh-CN": "一般价值客户" },
        recency: range(2, 2),
        frequency: range(2, 2),
        monetary: range(1, 1),
      },
      {
        segment: "generalDevelopment",
        labels: { en: "General: development", "zh-CN": "一般发展客户" },
        recency: range(2, 2),
        frequency: range(1, 1),
        monetary: range(1, 1),
      },
      {
        segment: "generalRetention",
        labels: { en: "General: retention", "zh-CN": "一般保持客户" },
        recency: range(1, 1),
        frequency: range(2, 2),
        monetary: range(1, 1),
      },
      {
        segment: "generalWinBack",
        labels: { en: "General: win back", "zh-CN": "一般挽留客户" },
        recency: range(1, 1),
        frequency: range(1, 1),
        monetary: range(1, 1),
      },
    ],
  },
  coreImportantPotential: {
    id: "core-important-potential",
    version: 1,
    bins: { recency: 3, frequency: 3, monetary: 3 },
    boxes: [
      {
        segment: "core",
        labels: { en: "Core customers", "zh-CN": "核心客户" },
        recency: range(2, 3),
        frequency: range(3, 3),
        monetary: range(3, 3),
      },
      { segment: "important", labels: { en: "Important customers", "zh-CN": "重要客户" }, monetary: range(3, 3) },
      {
        segment: "important",
        labels: { en: "Important customers", "zh-CN": "重要客户" },
        frequency: range(3, 3),
        monetary: range(2, 2),
      },
      { segment: "potential", labels: { en: "Potential customers", "zh-CN": "潜力客户" } },
    ],
  },
}))();

/** The names of Shopify's groups for people; the Chinese ones are ours. */
function shopifyLabels(segment: ShopifyNames): { readonly en: string; readonly "zh-CN": string } {
  const names: Readonly<Record<ShopifyNames, readonly [en: string, zh: string]>> = {
    champions: ["Champions", "冠军客户"],
    loyal: ["Loyal", "忠诚客户"],
    active: ["Active", "活跃客户"],
    new: ["New", "新客户"],
    promising: ["Promising", "有希望的客户"],
    needsAttention: ["Needs attention", "需要关注的客户"],
    previouslyLoyal: ["Previously loyal", "曾经忠诚的客户"],
    atRisk: ["At risk", "有流失风险的客户"],
    almostLost: ["Almost lost", "濒临流失的客户"],
    dormant: ["Dormant", "休眠客户"],
  };
  const [en, zh] = names[segment];
  return { en, "zh-CN": zh };
}

/** Boxes for names that go by the mean of frequency and monetary value: the first whose mean is reached, the highest first. */
function byMean(
  bands: readonly {
    readonly recency: { readonly from: number; readonly to: number };
    readonly names: readonly (readonly [atLeast: number, segment: ShopifyNames])[];
  }[],
): SegmentTableInput<ShopifyNames>["boxes"] {
  return bands.flatMap(({ recency, names }) =>
    [1, 2, 3, 4, 5].flatMap((frequency) =>
      names.flatMap(([atLeast, segment], i) => {
        const from = Math.max(1, 2 * atLeast - frequency);
        const above = i === 0 ? 6 : Math.max(1, 2 * (names[i - 1]?.[0] ?? NaN) - frequency);
        const monetary = range(from, Math.min(5, above - 1));
        if (monetary.from > monetary.to) return [];
        return [{ segment, labels: shopifyLabels(segment), recency, frequency: range(frequency, frequency), monetary }];
      }),
    ),
  );
}
