import type { TierPolicyInput } from "./policyModel.ts";

/** The tiers of {@link tierPresets}`.valueGrade`. */
export type ValueGrade = "ordinary" | "silver" | "gold" | "diamond";

/** The metrics of {@link tierPresets}`.valueGrade`. */
export type ValueGradeMetric = "spend" | "orders" | "idleDays";

/** The metrics of {@link tierPresets}`.valueAndTenure`. */
export type ValueAndTenureMetric = "spend" | "tenureDays" | "idleDays" | "satisfaction" | "satisfactionChange";

/** The tiers of {@link tierPresets}`.strategicKeyOrdinary`. */
export type AccountClass = "ordinary" | "key" | "strategic";

/** The metrics of {@link tierPresets}`.strategicKeyOrdinary`. */
export type AccountClassMetric = "turnover" | "tenureDays" | "contractValue";

/** The tiers of {@link tierPresets}`.abc`. */
export type AbcGrade = "C" | "B" | "A";

/**
 * Ladders to start from: plain data for `defineTierPolicy`, to be copied and changed.
 *
 * - `valueGrade`: diamond, gold, silver and ordinary customers (钻石、金、银、普通) by spend and orders of the last twelve
 *   months. To stay asks for four fifths of the spend. Who has not ordered for 180 days loses one rank at each review.
 * - `valueAndTenure`: the same grades by spend of twelve months and length of cooperation, reviewed every quarter. A grade is
 *   lost by long inactivity, or when satisfaction falls by half a point against the customer's own earlier period; a month of grace to
 *   the month's end, three months of protection after an upgrade.
 * - `strategicKeyOrdinary`: strategic, key and ordinary accounts (战略、重点、普通客户) by turnover of a calendar year, or by
 *   contracts and length of cooperation, reviewed once a year and held for the year to come.
 * - `abc`: A, B and C by the customer's place in the turnover of all: those who make up the first 80 % of it are A, up to 95 % B.
 *   The host brings the share; see `segmentation` for ranking a population.
 *
 * Their metrics say how they are measured, so that `measure` of `rules` takes them from a customer's facts.
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
  /** The same by spend and length of cooperation, lost by inactivity or falling satisfaction. */
  readonly valueAndTenure: TierPolicyInput<ValueGrade, ValueAndTenureMetric>;
  /** Strategic, key and ordinary accounts. */
  readonly strategicKeyOrdinary: TierPolicyInput<AccountClass, AccountClassMetric>;
  /** A, B and C by cumulated turnover. */
  readonly abc: TierPolicyInput<AbcGrade, "turnoverRankShare">;
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
        measure: { orders: "net" },
        labels: { en: "spend of 12 months", "zh-CN": "近 12 个月消费额" },
      },
      {
        id: "orders",
        kind: "count",
        window: { rolling: "P12M" },
        measure: { orders: "count" },
        labels: { en: "orders of 12 months", "zh-CN": "近 12 个月订单数" },
      },
      {
        id: "idleDays",
        kind: "days",
        measure: { inactivity: "orders" },
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
  valueAndTenure: {
    id: "value-and-tenure",
    version: 1,
    scheme: "value-grade",
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    metrics: [
      {
        id: "spend",
        kind: "money",
        betterWhen: "higher",
        window: { rolling: "P12M" },
        measure: { orders: "net" },
        labels: { en: "spend of 12 months", "zh-CN": "近 12 个月消费额" },
      },
      {
        id: "tenureDays",
        kind: "days",
        unit: "days",
        betterWhen: "higher",
        measure: { tenure: "firstPurchase" },
        labels: { en: "length of cooperation", "zh-CN": "合作时长" },
      },
      {
        id: "idleDays",
        kind: "days",
        unit: "days",
        betterWhen: "lower",
        measure: { inactivity: "orders" },
        labels: { en: "days since the last order", "zh-CN": "距上次下单天数" },
      },
      {
        id: "satisfaction",
        kind: "number",
        betterWhen: "higher",
        window: { rolling: "P6M" },
        measure: { answers: "mean" },
        minSample: 3,
        labels: { en: "satisfaction of 6 months", "zh-CN": "近 6 个月满意度" },
      },
      {
        id: "satisfactionChange",
        kind: "number",
        betterWhen: "higher",
        measure: { change: "satisfaction", as: "difference" },
        minSample: 3,
        labels: { en: "change of satisfaction", "zh-CN": "满意度变化" },
      },
    ],
    tiers: [
      { id: "ordinary", rank: 0, labels: { en: "Ordinary", "zh-CN": "普通客户" }, servicePackage: "ordinary" },
      {
        id: "silver",
        rank: 1,
        labels: { en: "Silver", "zh-CN": "银级客户" },
        servicePackage: "silver",
        attain: {
          all: [
            { metric: "spend", op: ">=", value: "10000" },
            { metric: "tenureDays", op: ">=", value: 90 },
          ],
        },
        retain: { all: [{ metric: "spend", op: ">=", value: "8000" }] },
      },
      {
        id: "gold",
        rank: 2,
        labels: { en: "Gold", "zh-CN": "金级客户" },
        servicePackage: "gold",
        attain: {
          all: [
            { metric: "spend", op: ">=", value: "50000" },
            { metric: "tenureDays", op: ">=", value: 180 },
          ],
        },
        retain: { all: [{ metric: "spend", op: ">=", value: "40000" }] },
      },
      {
        id: "diamond",
        rank: 3,
        labels: { en: "Diamond", "zh-CN": "钻石客户" },
        servicePackage: "diamond",
        attain: {
          all: [
            { metric: "spend", op: ">=", value: "200000" },
            { metric: "tenureDays", op: ">=", value: 365 },
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
          when: { metric: "idleDays", op: ">=", value: 180 },
        },
        {
          id: "dissatisfied",
          labels: { en: "Satisfaction falling", "zh-CN": "满意度下降" },
          when: { metric: "satisfactionChange", op: "<=", value: -0.5 },
        },
      ],
      grace: { duration: "P1M", anchor: "firstBreach", roundUp: "month" },
    },
    schedule: { every: "quarter" },
    protectionAfterUpgrade: "P3M",
    notice: { lead: "P14D" },
  },
  strategicKeyOrdinary: {
    id: "strategic-key-ordinary",
    version: 1,
    scheme: "account-class",
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    metrics: [
      {
        id: "turnover",
        kind: "money",
        betterWhen: "higher",
        window: { calendar: "year", back: 1 },
        measure: { orders: "net" },
        labels: { en: "turnover of the last year", "zh-CN": "上一年度交易额" },
      },
      {
        id: "tenureDays",
        kind: "days",
        unit: "days",
        betterWhen: "higher",
        measure: { tenure: "firstPurchase" },
        labels: { en: "length of cooperation", "zh-CN": "合作时长" },
      },
      {
        id: "contractValue",
        kind: "money",
        betterWhen: "higher",
        measure: { contracts: "value" },
        labels: { en: "value of running contracts", "zh-CN": "履行中合同金额" },
      },
    ],
    tiers: [
      { id: "ordinary", rank: 0, labels: { en: "Ordinary account", "zh-CN": "普通客户" } },
      {
        id: "key",
        rank: 1,
        labels: { en: "Key account", "zh-CN": "重点客户" },
        attain: {
          any: [
            { metric: "turnover", op: ">=", value: "500000" },
            { metric: "contractValue", op: ">=", value: "500000" },
          ],
        },
        retain: {
          any: [
            { metric: "turnover", op: ">=", value: "400000" },
            { metric: "contractValue", op: ">=", value: "400000" },
          ],
        },
      },
      {
        id: "strategic",
        rank: 2,
        labels: { en: "Strategic account", "zh-CN": "战略客户" },
        attain: {
          all: [
            { metric: "tenureDays", op: ">=", value: 730 },
            {
              any: [
                { metric: "turnover", op: ">=", value: "5000000" },
                { metric: "contractValue", op: ">=", value: "5000000" },
              ],
            },
          ],
        },
        retain: {
          any: [
            { metric: "turnover", op: ">=", value: "4000000" },
            { metric: "contractValue", op: ">=", value: "4000000" },
          ],
        },
      },
    ],
    downgrade: { mode: "toQualified", also: [] },
    validity: { calendar: "year", ahead: 0 },
    schedule: { every: "year" },
    notice: { lead: "P30D" },
  },
  abc: {
    id: "abc",
    version: 1,
    scheme: "abc",
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    metrics: [
      {
        id: "turnoverRankShare",
        kind: "share",
        betterWhen: "lower",
        labels: { en: "share of turnover up to this customer", "zh-CN": "累计交易额占比" },
      },
    ],
    tiers: [
      { id: "C", rank: 0, labels: { en: "C", "zh-CN": "C 类客户" } },
      {
        id: "B",
        rank: 1,
        labels: { en: "B", "zh-CN": "B 类客户" },
        attain: { metric: "turnoverRankShare", op: "<=", value: 0.95 },
      },
      {
        id: "A",
        rank: 2,
        labels: { en: "A", "zh-CN": "A 类客户" },
        attain: { metric: "turnoverRankShare", op: "<=", value: 0.8 },
      },
    ],
    downgrade: { mode: "toQualified", also: [] },
  },
};
