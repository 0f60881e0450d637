import { type TierPolicy, tierPresets } from "clientele/tiers";
import { checked } from "./tierPolicies.ts";

const { valueAndTenure: literal } = tierPresets;
const [spend, tenureDays, idleDays, satisfaction, satisfactionChange] = literal.metrics;
const others = [tenureDays, idleDays, satisfaction, satisfactionChange];
const gold = (change: object): object => ({
  tiers: literal.tiers.map((tier) => (tier.id === "gold" ? { ...tier, ...change } : tier)),
});
const metric = (id: string, change: object): object => ({
  metrics: literal.metrics.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
const down = (change: object): object => ({ downgrade: { ...literal.downgrade, ...change } });
const goldAsks = (attain: object): object => gold({ attain });
const compare = (metric: string, op: string, value: unknown, more: object = {}): object => ({
  metric,
  op,
  value,
  ...more,
});
const enough = compare("spend", ">=", "50000");
const long = compare("tenureDays", ">=", 180);
const dormant = literal.downgrade.also?.[0];
const brought = [
  ...literal.metrics,
  { id: "city", kind: "text", labels: { en: "city", "zh-CN": "城市" } },
  { id: "listed", kind: "boolean", labels: { en: "listed", "zh-CN": "是否上市" } },
  { id: "joined", kind: "day", labels: { en: "joined", "zh-CN": "入会日期" } },
  { id: "part", kind: "share", labels: { en: "share of wallet", "zh-CN": "钱包份额" } },
];
const asking = (attain: object): object => ({ metrics: brought, ...gold({ attain }) });
const visited = (performed: object): object => asking({ performed: { event: "visit", ...performed } });

/** Two versions of the preset by value and tenure, as changes of its literal, by what happens between them. */
export const versions: readonly (readonly [name: string, before: object, after: object])[] = [
  ["nothing", {}, {}],
  ["another id, version and scheme", {}, { id: "grades", version: 12, scheme: null }],
  ["another term", { effectiveTo: "2027-01-01T00:00:00+08:00" }, { effectiveFrom: "2026-01-01T00:00:00+08:00" }],
  ["another zone and currency", {}, { timeZone: "Asia/Urumqi", currency: "USD" }],
  ["a threshold raised", {}, goldAsks({ all: [compare("spend", ">=", "60000"), long] })],
  ["a threshold lowered", {}, goldAsks({ all: [enough, compare("tenureDays", ">=", 90)] })],
  [
    "a threshold from zero",
    gold({ retain: compare("spend", ">", "0") }),
    gold({ retain: compare("spend", ">", "0.01") }),
  ],
  ["a number from zero", asking(compare("satisfaction", ">", 0)), asking(compare("satisfaction", ">", 0.3))],
  [
    "a number below zero",
    asking(compare("satisfactionChange", ">", -0.5)),
    asking(compare("satisfactionChange", ">", -0.25)),
  ],
  ["a third", asking(compare("satisfaction", ">", 3)), asking(compare("satisfaction", ">", 4))],
  ["hardly raised", asking(compare("spend", ">", "100000000")), asking(compare("spend", ">", "100000000.01"))],
  ["a share", asking(compare("part", ">=", 0.07)), asking(compare("part", ">=", 0.3))],
  ["a share that is no whole per cent", asking(compare("part", ">=", 1 / 3)), asking(compare("part", ">=", 0.5))],
  ["the same amount", {}, goldAsks({ all: [compare("spend", ">=", "50000.00"), long] })],
  ["a date", asking(compare("joined", "<=", "2025-01-01")), asking(compare("joined", "<=", "2026-01-01"))],
  [
    "a date by another operator",
    asking(compare("joined", ">=", "2025-01-01")),
    asking(compare("joined", "<", "2025-01-01")),
  ],
  ["a date exactly", asking(compare("joined", ">", "2025-01-01")), asking(compare("joined", "=", "2025-01-01"))],
  ["a name", asking(compare("city", "=", "Suzhou")), asking(compare("city", "=", "Wuxi"))],
  ["another name", asking(compare("city", "=", "Suzhou")), asking(compare("city", "!=", "Suzhou"))],
  ["names", asking(compare("city", "in", ["Suzhou"])), asking(compare("city", "in", ["Suzhou", "Wuxi"]))],
  [
    "names of another operator",
    asking(compare("city", "in", ["Suzhou"])),
    asking(compare("city", "notIn", ["Suzhou"])),
  ],
  ["one value and several", asking(compare("city", "=", "Suzhou")), asking(compare("city", "in", ["Suzhou"]))],
  ["yes and no", asking(compare("listed", "=", true)), asking(compare("listed", "=", false))],
  ["an operator", {}, goldAsks({ all: [compare("spend", ">", "50000"), long] })],
  ["operators", asking(compare("satisfaction", "<", 3)), asking(compare("satisfaction", "<=", 3))],
  ["operators of sameness", asking(compare("satisfaction", "=", 3)), asking(compare("satisfaction", "!=", 3))],
  [
    "what is not known",
    asking(compare("city", "=", "Suzhou", { onMissing: "met" })),
    asking(compare("city", "=", "Suzhou", { onMissing: "unmet" })),
  ],
  [
    "what is not known, said",
    asking(compare("city", "=", "Suzhou")),
    asking(compare("city", "=", "Suzhou", { onMissing: "unknown" })),
  ],
  ["a part added", {}, goldAsks({ all: [enough, long, compare("idleDays", "<", 30)] })],
  ["a part removed", {}, goldAsks({ all: [enough] })],
  ["parts reordered", {}, goldAsks({ all: [long, enough] })],
  ["parts reordered and one changed", {}, goldAsks({ all: [compare("tenureDays", ">=", 200), enough] })],
  ["a group in place of its only part", goldAsks(enough), goldAsks({ all: [enough] })],
  ["a second part", goldAsks(enough), goldAsks({ any: [enough, long] })],
  ["only one part left", goldAsks({ any: [enough, long] }), goldAsks(long)],
  ["another form of group", {}, goldAsks({ any: [enough, long] })],
  [
    "how many must hold",
    goldAsks({ atLeast: { n: 1, of: [enough, long] } }),
    goldAsks({ atLeast: { n: 2, of: [enough, compare("tenureDays", ">=", 90)] } }),
  ],
  ["single, and some of several", goldAsks(enough), goldAsks({ atLeast: { n: 1, of: [enough] } })],
  ["the opposite", goldAsks({ not: compare("idleDays", ">=", 30) }), goldAsks({ not: compare("idleDays", ">=", 60) })],
  ["the opposite of it", goldAsks(long), goldAsks({ not: long })],
  [
    "groups in a group",
    goldAsks({ all: [{ any: [enough, long] }, { any: [compare("idleDays", "<", 30), long] }] }),
    goldAsks({ all: [{ any: [compare("idleDays", "<", 60), long] }, { any: [enough, long] }] }),
  ],
  ["another metric", goldAsks(enough), goldAsks(long)],
  ["something done", visited({ times: 2, within: "P30D" }), visited({ times: 3, within: "P1Y" })],
  ["something done once", visited({}), visited({ times: 1 })],
  ["something done somewhere", visited({ where: { subject: "fair", seen: true, rooms: 2 } }), visited({})],
  ["something else done", visited({}), asking({ lastPerformed: { event: "visit", op: "within", duration: "P30D" } })],
  [
    "something last done",
    asking({ lastPerformed: { event: "visit", op: "within", duration: "P30D" } }),
    asking({ lastPerformed: { event: "visit", op: "before", duration: "P30D" } }),
  ],
  ["a segment", asking({ memberOf: { segment: "vip" } }), asking({ memberOf: { segment: "press" } })],
  ["a sample", asking({ bucket: { seed: "trial", share: 0.1 } }), asking({ bucket: { seed: "trial", share: 0.2 } })],
  ["a retain of its own", gold({ retain: null }), {}],
  ["no retain any more", {}, gold({ retain: null })],
  [
    "what is asked where there is no retain",
    gold({ retain: null }),
    gold({ retain: null, attain: { all: [compare("spend", ">=", "60000"), long] } }),
  ],
  ["for life", {}, gold({ lifetime: compare("tenureDays", ">=", 3650) })],
  ["no longer for life", gold({ lifetime: compare("tenureDays", ">=", 3650) }), {}],
  [
    "a tier's other parts",
    {},
    gold({ rank: 7, labels: { en: "Golden" }, servicePackage: null, downgradeAllowed: false }),
  ],
  ["a default of a tier, said", {}, gold({ downgradeAllowed: true })],
  ["a name in one language", gold({ labels: { en: "Gold" } }), gold({ labels: null })],
  ["a tier less", {}, { tiers: literal.tiers.filter(({ id }) => id !== "gold") }],
  ["a tier more", { tiers: literal.tiers.filter(({ id }) => id !== "gold") }, {}],
  ["another base", {}, { tiers: [{ id: "basic", rank: 0 }, ...literal.tiers.slice(1)] }],
  ["tiers reordered", {}, { tiers: literal.tiers.toReversed() }],
  ["how customers rise", { upgrade: { mode: "oneStep" } }, { upgrade: { when: "nextPeriod" } }],
  ["how customers rise, said", {}, { upgrade: { mode: "toQualified", when: "now" } }],
  ["how far customers fall", {}, down({ mode: "toQualified" })],
  ["a downgrade rule less", {}, down({ also: [dormant] })],
  ["a downgrade rule more", down({ also: [] }), down({ also: [dormant] })],
  ["downgrade rules reordered", {}, down({ also: literal.downgrade.also?.toReversed() ?? [] })],
  [
    "a downgrade rule",
    down({ also: [dormant] }),
    down({ also: [{ ...dormant, labels: { en: "Silent" }, when: compare("idleDays", ">=", 365) }] }),
  ],
  ["grace", {}, down({ grace: { duration: "P2M", anchor: "firstBreach" } })],
  [
    "grace from the end",
    { validity: { lasts: "P1Y" }, ...down({ grace: null }) },
    {
      validity: { lasts: "P1Y", roundUp: "quarter" },
      ...down({ grace: { duration: "P1W", anchor: "expiry", roundUp: "day" } }),
    },
  ],
  ["validity", {}, { validity: { calendar: "year", fiscalStart: 4, ahead: 1, plus: "P2M" } }],
  [
    "validity of other periods",
    { validity: { calendar: "halfYear", ahead: 0 } },
    { validity: { calendar: "halfYear" } },
  ],
  ["reviews", {}, { schedule: { every: "halfYear", fiscalStart: 7 } }],
  ["reviews, said", {}, { schedule: { every: "quarter", fiscalStart: 1 } }],
  ["no reviews", {}, { schedule: null }],
  ["terms", {}, { protectionAfterUpgrade: null, minimumDwell: "P1Y6M" }],
  ["the same length", {}, { protectionAfterUpgrade: "P0Y3M" }],
  ["notice", {}, { notice: { lead: "PT36H30M5.5S" } }],
  ["no notice", {}, { notice: null }],
  ["notes", {}, { meta: { approved: true } }],
  [
    "a metric's kind and unit",
    asking(compare("part", ">=", 1)),
    {
      ...asking(compare("part", ">=", 1)),
      metrics: brought.map((one) => (one.id === "part" ? { ...one, kind: "count", unit: "cups" } : one)),
    },
  ],
  ["a unit that goes without saying", metric("tenureDays", { unit: null }), {}],
  ["a metric's name", {}, metric("spend", { labels: { en: "turnover", "zh-CN": "交易额" } })],
  ["a metric's window", {}, metric("spend", { window: { calendar: "quarter", back: 1 } })],
  [
    "a metric's fiscal window",
    metric("spend", { window: { calendar: "year", back: 2 } }),
    metric("spend", { window: { calendar: "halfYear", fiscalStart: 4 } }),
  ],
  [
    "a metric's anniversary",
    metric("spend", { window: { anniversary: "enrolment", every: "P1Y" } }),
    metric("spend", { window: { anniversary: "tierStart", every: "P1Y", back: 1 } }),
  ],
  [
    "an anniversary long ago",
    metric("spend", { window: { anniversary: "firstPurchase", every: "P1Y", back: 3 } }),
    metric("spend", { window: "lifetime" }),
  ],
  ["what a metric measures", {}, metric("spend", { measure: { orders: "mean", rounding: "half-up" } })],
  [
    "what a metric measures of facts",
    metric("satisfaction", { measure: { answers: "mean" } }),
    metric("satisfaction", { measure: { answers: "mean", where: { survey: "yearly", question: ["q1", "q2"] } } }),
  ],
  ["how sure a metric is", {}, metric("satisfaction", { minSample: 5, maxAge: "P90D", betterWhen: null })],
  ["a direction", {}, metric("spend", { betterWhen: "lower" })],
  ["a metric more", {}, { metrics: brought }],
  ["metrics reordered", {}, { metrics: [...others, spend] }],
];

/** Both versions, checked. */
export const bothOf = ([, before, after]: (typeof versions)[number]): readonly [TierPolicy, TierPolicy] => [
  checked({ ...literal, ...before }),
  checked({ ...literal, ...after }),
];
