import type { TierPolicyInput } from "./policyModel.ts";

/** The tiers of {@link tierPresets}`.valueGrade`. */
export type ValueGrade = "ordinary" | "silver" | "gold" | "diamond";

/** The metrics of {@link tierPresets}`.valueGrade`. */
export type ValueGradeMetric = "spend" | "orders" | "idleDays";

/**
 * Ladders to start from: plain data for `defineTierPolicy`, to be copied and changed.
 *
 * - `valueGrade`: diamond, gold, silver and ordinary customers (钻石、金、银、普通) by spend and orders of the last twelve
 *   months. To stay asks for four fifths of the spend. Who has not ordered for 180 days loses one rank at each review.
 *
 * @example Its names are known to the compiler
 * ```ts
 * import { defineTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy({ ...tierPresets.valueGrade, id: "our-grades", timeZone: "Asia/Urumqi" });
 *
 * policy.tiers.map(({ labels }) => labels?.["zh-CN"]); // => ["普通客户", "银级客户", "金级客户", "钻石客户"]
 * ```
 * @see Our own thresholds: an order of magnitude to begin with, not a recommendation.
 */
export const tierPresets: {
  /** Diamond, gold, silver and ordinary customers by twelve months' spend and orders. */
  readonly valueGrade: TierPolicyInput<ValueGrade, ValueGradeMetric>;
} = {
  valueGrade: {
    id: "value-grade",
    version: 1,
    scheme: "value-grade",
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    metrics: [
      {
        id: "spend",
        kind: "money",
        window: { rolling: "P12M" },
        labels: { en: "spend of 12 months", "zh-CN": "近 12 个月消费额" },
      },
      {
        id: "orders",
        kind: "count",
        window: { rolling: "P12M" },
        labels: { en: "orders of 12 months", "zh-CN": "近 12 个月订单数" },
      },
      {
        id: "idleDays",
        kind: "days",
        window: "lifetime",
        labels: { en: "days since the last order", "zh-CN": "距上次下单天数" },
      },
    ],
    tiers: [
      { id: "ordinary", rank: 0, labels: { en: "Ordinary", "zh-CN": "普通客户" } },
      {
        id: "silver",
        rank: 1,
        labels: { en: "Silver", "zh-CN": "银级客户" },
        attain: {
          all: [
            { metric: "spend", op: ">=", value: "10000" },
            { metric: "orders", op: ">=", value: 3 },
          ],
        },
        retain: { all: [{ metric: "spend", op: ">=", value: "8000" }] },
      },
      {
        id: "gold",
        rank: 2,
        labels: { en: "Gold", "zh-CN": "金级客户" },
        attain: {
          all: [
            { metric: "spend", op: ">=", value: "50000" },
            { metric: "orders", op: ">=", value: 6 },
          ],
        },
        retain: { all: [{ metric: "spend", op: ">=", value: "40000" }] },
      },
      {
        id: "diamond",
        rank: 3,
        labels: { en: "Diamond", "zh-CN": "钻石客户" },
        attain: {
          all: [
            { metric: "spend", op: ">=", value: "200000" },
            { metric: "orders", op: ">=", value: 12 },
          ],
        },
        retain: { all: [{ metric: "spend", op: ">=", value: "160000" }] },
      },
    ],
    downgrade: {
      mode: "oneStep",
      also: [
        {
          id: "dormant",
          labels: { en: "Dormant", "zh-CN": "长期未交易" },
          when: { all: [{ metric: "idleDays", op: ">=", value: 180 }] },
        },
      ],
    },
  },
};
