import {
  dayOf,
  epochMsOf,
  type Instant,
  instantFromMs,
  type Locale,
  minusDuration,
  orThrow,
  renderValue,
  taggedMoney,
} from "clientele/core";
import { renderTierLetter } from "clientele/explain";
import { periodContaining } from "clientele/rules";
import {
  assessEntitlements,
  defineServicePackages,
  packageSpans,
  type PlannedNotice,
  planTierNotices,
  type QuotaPeriod,
  servicePackagePresets,
  type TierDecision,
  type TierPolicy,
  type ValueGradeEntitlement,
} from "clientele/tiers";
import type { Block } from "./document.ts";
import type { Grade } from "./policies.ts";

/** What every grade is owed. */
export const servicePackagesFor = (timeZone: string, currency: string) =>
  defineServicePackages({ ...servicePackagePresets.valueGrade, timeZone, currency });

type Packages = ReturnType<typeof servicePackagesFor>;

/** What one customer was owed in the last quarter, and is in the running one. */
export interface OwedService {
  readonly name: string;
  readonly customerId: string;
  readonly tier: Grade;
  readonly timeZone: string;
  readonly quotas: readonly QuotaPeriod<ValueGradeEntitlement>[];
}

/** The letter to the customer; null when there is nothing to tell. */
export const letterOf = (
  decision: TierDecision<Grade>,
  tiers: TierPolicy<Grade>,
  packages: Packages,
): PlannedNotice | null =>
  planTierNotices(decision, tiers, { packages }).notices.find(({ audience }) => audience === "customer") ?? null;

/** What a customer was owed last quarter, and is this one. Nothing is recorded of what was given, but in the embedded example. */
export function owedService(
  { name, decision }: { readonly name: string; readonly decision: TierDecision<Grade> },
  tiers: TierPolicy<Grade>,
  { packages, embedded }: { readonly packages: Packages; readonly embedded: boolean },
): OwedService {
  const { customerId, asOf, to: tier } = decision;
  const { timeZone } = packages;
  const { start } = periodContaining(asOf, { period: "quarter", back: 1, timeZone });
  const { end } = periodContaining(asOf, { period: "quarter", timeZone });
  const visited: Instant = minusDuration(asOf, "P20D", { timeZone });
  const { quotas } = orThrow(
    assessEntitlements(
      {
        customerId,
        spans: packageSpans<Grade>([decision], tiers),
        uses: embedded ? [{ entitlement: "visits", at: visited }] : [],
      },
      packages,
      { from: start, to: end, asOf },
    ),
  );
  return { name, customerId, tier, timeZone, quotas };
}

/** A letter as a reader sees it; in the other language too, where asked. */
export function letterBlocks(
  notice: PlannedNotice,
  {
    name,
    locale,
    both,
    timeZone,
  }: { readonly name: string; readonly locale: Locale; readonly both: boolean; readonly timeZone: string },
): readonly Block[] {
  const locales: readonly Locale[] = both ? (locale === "en" ? ["en", "zh-CN"] : ["zh-CN", "en"]) : [locale];
  return locales.flatMap((of): Block[] => {
    const { title, greeting, paragraphs } = renderTierLetter(notice, { locale: of, name, timeZone });
    return [
      {
        kind: "text",
        text: `${locale === "en" ? "The letter to the customer: " : "致客户函："}${of === "en" ? `"${title}"` : `《${title}》`}`,
      },
      {
        kind: "list",
        items: [
          greeting ?? "",
          ...paragraphs.flatMap(({ heading, sentences }) =>
            heading === null
              ? sentences
              : [`${heading}${of === "en" ? ": " : "："}${sentences.join(of === "en" ? "; " : "；")}`],
          ),
        ],
      },
    ];
  });
}

/** What a customer is owed, as a table. */
export function owedBlocks({ name, customerId, timeZone, quotas }: OwedService, locale: Locale): readonly Block[] {
  const say = (en: string, zh: string): string => (locale === "en" ? en : zh);
  const labels = new Map(servicePackagePresets.valueGrade.entitlements.map(({ id, labels }) => [id, labels?.[locale]]));
  const figure = (value: QuotaPeriod["quota"]): string =>
    renderValue(typeof value === "number" ? value : taggedMoney(value), locale);
  const states = {
    settled: say("given", "已提供"),
    due: say("due", "待提供"),
    toCome: say("to come", "尚未开始"),
    overdue: say("overdue", "逾期"),
  };
  const who = name === customerId ? name : `${name} (${customerId})`;
  return [
    { kind: "heading", text: say(`Owed to ${who}, last quarter and this`, `上季度与本季度应向 ${who} 提供的服务`) },
    {
      kind: "table",
      columns: [
        { name: say("service", "服务") },
        { name: say("owed", "应提供"), right: true },
        { name: say("given", "已提供"), right: true },
        { name: say("left", "剩余"), right: true },
        { name: say("through", "截至") },
        { name: say("state", "状态") },
      ],
      rows: quotas.map(({ entitlement, quota, used, left, end, state }) => [
        labels.get(entitlement) ?? entitlement,
        figure(quota),
        figure(used),
        figure(left),
        dayOf(instantFromMs(epochMsOf(end) - 1), { timeZone }),
        states[state],
      ]),
    },
  ];
}
