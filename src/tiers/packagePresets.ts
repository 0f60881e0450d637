import type { ServicePackagePolicyInput } from "./packageModel.ts";
import type { ValueGrade } from "./presets.ts";

/** The entitlements of {@link servicePackagePresets}`.valueGrade`. */
export type ValueGradeEntitlement =
  | "basicSupport"
  | "standardPackage"
  | "visits"
  | "careActivities"
  | "priorityChannel"
  | "consultations"
  | "marketReports"
  | "bespokeService"
  | "accountManager"
  | "responseTime";

/**
 * Service packages to start from: plain data for `defineServicePackages`, to be copied and changed.
 *
 * - `valueGrade`: what diamond, gold, silver and ordinary customers (钻石、金、银、普通) are owed. Diamond: bespoke service, a
 *   dedicated account manager, an answer within 24 hours. Gold: a priority channel, periodic consultation, market reports.
 *   Silver: regular visits, the standard package, care activities. Ordinary: basic support. Each grade has all of the one below as
 *   well; how often is our own. Its packages are those that the tiers of `tierPresets.valueAndTenure` name.
 *
 * @example
 * ```ts
 * import { checkServicePackages, defineServicePackages, defineTierPolicy, servicePackagePresets, tierPresets } from "clientele/tiers";
 *
 * const packages = defineServicePackages(servicePackagePresets.valueGrade);
 *
 * checkServicePackages(packages, { tiers: defineTierPolicy(tierPresets.valueAndTenure) }); // => []
 * ```
 * @see Our own form of a rule that many companies' customer-management regulations state; the quotas are an order of magnitude to
 *   begin with.
 */
export const servicePackagePresets: {
  /** What diamond, gold, silver and ordinary customers are owed. */
  readonly valueGrade: ServicePackagePolicyInput<ValueGrade, ValueGradeEntitlement>;
} = {
  valueGrade: {
    id: "value-grade-packages",
    version: 1,
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    entitlements: [
      { id: "bespokeService", kind: "included", labels: { en: "bespoke service", "zh-CN": "定制化服务" } },
      {
        id: "accountManager",
        kind: "level",
        levels: [
          { id: "shared", labels: { en: "shared", "zh-CN": "共享" } },
          { id: "dedicated", labels: { en: "dedicated", "zh-CN": "专属" } },
        ],
        labels: { en: "account manager", "zh-CN": "客户经理" },
      },
      {
        id: "responseTime",
        kind: "duration",
        betterWhen: "shorter",
        labels: { en: "response to your requests", "zh-CN": "服务响应" },
      },
      { id: "priorityChannel", kind: "included", labels: { en: "priority channel", "zh-CN": "优先服务通道" } },
      {
        id: "consultations",
        kind: "count",
        per: { calendar: "quarter" },
        partial: "best",
        labels: { en: "consultation", "zh-CN": "定期咨询" },
      },
      {
        id: "marketReports",
        kind: "count",
        per: { calendar: "halfYear" },
        partial: "best",
        unit: { "zh-CN": "份" },
        labels: { en: "market report", "zh-CN": "市场报告" },
      },
      {
        id: "visits",
        kind: "count",
        per: { calendar: "quarter" },
        partial: "best",
        labels: { en: "visit", "zh-CN": "定期回访" },
      },
      { id: "standardPackage", kind: "included", labels: { en: "standard package", "zh-CN": "标准服务方案" } },
      {
        id: "careActivities",
        kind: "count",
        per: { calendar: "year" },
        partial: { proRata: "up" },
        labels: { en: "care activity", "zh-CN": "客户关怀活动" },
      },
      { id: "basicSupport", kind: "included", labels: { en: "basic support", "zh-CN": "基础支持服务" } },
    ],
    packages: [
      { id: "ordinary", labels: { en: "Ordinary", "zh-CN": "普通服务包" }, grants: { basicSupport: true } },
      {
        id: "silver",
        labels: { en: "Silver", "zh-CN": "银级服务包" },
        grants: { basicSupport: true, standardPackage: true, visits: 1, careActivities: 2 },
      },
      {
        id: "gold",
        labels: { en: "Gold", "zh-CN": "金级服务包" },
        grants: {
          basicSupport: true,
          standardPackage: true,
          visits: 1,
          careActivities: 2,
          priorityChannel: true,
          consultations: 1,
          marketReports: 1,
        },
      },
      {
        id: "diamond",
        labels: { en: "Diamond", "zh-CN": "钻石服务包" },
        grants: {
          basicSupport: true,
          standardPackage: true,
          visits: 3,
          careActivities: 4,
          priorityChannel: true,
          consultations: 3,
          marketReports: 2,
          bespokeService: true,
          accountManager: "dedicated",
          responseTime: "PT24H",
        },
      },
    ],
  },
};
