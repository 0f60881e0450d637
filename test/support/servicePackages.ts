import { orThrow } from "clientele/core";
import {
  defineServicePackages,
  defineTierPolicy,
  evaluateTier,
  servicePackagePresets,
  type ServicePackagePolicyInput,
  type TierDecision,
  type TierOverride,
  type TierPolicyInput,
  type TierState,
} from "clientele/tiers";

/** The tiers of the builders' club. */
export type ClubTier = "ordinary" | "silver" | "gold";

/** The metrics of the builders' club. */
export type ClubMetric = "spend" | "visits" | "idleDays" | "riskDays" | "score";

const yearly = (value: string) => ({ metric: "spend", op: ">=", value }) as const;

/** A ladder by spend and visits of the year; `riskDays` and `score` are the company's own. */
export const club = {
  id: "club",
  version: 2,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    {
      id: "spend",
      kind: "money",
      window: { calendar: "year" },
      labels: { en: "spend of the year", "zh-CN": "本年消费额" },
    },
    {
      id: "visits",
      kind: "count",
      unit: "times",
      window: { calendar: "year" },
      labels: { en: "visits to our shop", "zh-CN": "到店次数" },
    },
    {
      id: "idleDays",
      kind: "days",
      unit: "days",
      labels: { en: "days since the last order", "zh-CN": "距上次下单天数" },
    },
    {
      id: "riskDays",
      kind: "days",
      unit: "days",
      labels: { en: "watch-list days", "zh-CN": "风险名单天数" },
      confidential: true,
    },
    { id: "score", kind: "number", labels: { en: "health score", "zh-CN": "健康评分" } },
  ],
  tiers: [
    { id: "ordinary", rank: 0, labels: { en: "Ordinary", "zh-CN": "普通客户" }, servicePackage: "ordinary" },
    {
      id: "silver",
      rank: 1,
      labels: { en: "Silver", "zh-CN": "银级客户" },
      servicePackage: "silver",
      attain: yearly("10000"),
      retain: yearly("8000"),
    },
    {
      id: "gold",
      rank: 2,
      labels: { en: "Gold", "zh-CN": "金级客户" },
      servicePackage: "gold",
      attain: { all: [yearly("50000"), { metric: "visits", op: ">=", value: 6 }] },
      retain: yearly("40000"),
    },
  ],
  downgrade: {
    mode: "oneStep",
    also: [
      {
        id: "leaving",
        labels: { en: "Leaving", "zh-CN": "流失倾向" },
        when: {
          any: [
            { metric: "idleDays", op: ">=", value: 180 },
            { metric: "riskDays", op: ">=", value: 77 },
            { metric: "score", op: "<", value: 0.333 },
          ],
        },
      },
    ],
  },
} as const satisfies TierPolicyInput;

/** The presets' packages, without diamond: no tier of the club names it. */
export const clubPackages: ServicePackagePolicyInput = {
  ...servicePackagePresets.valueGrade,
  packages: servicePackagePresets.valueGrade.packages.filter(({ id }) => id !== "diamond"),
};

/** The club's packages, checked. */
export const packages = defineServicePackages(clubPackages);

/** When the builders judge. */
export const JUDGED = "2026-05-20T10:00:00+08:00";

/** Where the builders' customers stand. */
export const standing = (tier: ClubTier, since = "2026-01-01T00:00:00+08:00"): TierState<ClubTier> => ({ tier, since });

/** An amount of yuan. */
export const yuanOf = (amount: string) => ({ amount, currency: "CNY" });

/** The club with changes. */
export const clubWith = (change: Partial<TierPolicyInput<ClubTier, ClubMetric>> = {}) =>
  defineTierPolicy<ClubTier, ClubMetric>({ ...club, ...change });

/** Judges a customer of the club, who has nothing against them unless told. */
export const judgeClub = (
  metrics: Readonly<Record<string, unknown>>,
  state: TierState<ClubTier> | null,
  {
    change = {},
    overrides = [],
    asOf = JUDGED,
  }: {
    readonly change?: Partial<TierPolicyInput<ClubTier, ClubMetric>>;
    readonly overrides?: readonly TierOverride<ClubTier>[];
    readonly asOf?: string;
  } = {},
): TierDecision<ClubTier> =>
  orThrow(
    evaluateTier(
      {
        customerId: "C-1",
        state,
        metrics: { visits: 2, idleDays: 5, riskDays: 0, score: 0.9, ...metrics },
        overrides,
      },
      clubWith(change),
      { asOf },
    ),
  );
