import { type Instant, type Money, moneyFromMinor, orThrow } from "clientele/core";
import type { Case } from "clientele/customer";
import type { CustomerHistory } from "clientele/history";
import {
  attributeChurn,
  churnPresets,
  defineChurnPolicy,
  dwellTimes,
  type FiveCause,
  type FiveCauseOffer,
  type FunnelStep,
  type LostCustomer,
  planWinBack,
  replay,
  stageAbsorption,
  type StageDwell,
  stageFunnel,
  stageSpells,
  type WinBackPlan,
} from "clientele/lifecycle";
import type { Block, Words } from "./document.ts";
import type { Policies } from "./policies.ts";

/** How long stages last, how far customers get, and whom to win back. */
export interface WinBackSection {
  readonly stages: readonly {
    readonly stage: string;
    readonly entered: number;
    /** The time within which half of the stays end, in days; null when fewer than half were seen to. */
    readonly medianDays: number | null;
    /** The expected time until the customer is lost, in days; null where that is not sure to come. */
    readonly untilLostDays: number | null;
  }[];
  readonly funnel: readonly FunnelStep[];
  /** How many customers are still in a stage after so many days: what the guide draws. */
  readonly stays: readonly StageDwell[];
  /** The most promising ones. */
  readonly plan: Pick<WinBackPlan<FiveCause, FiveCauseOffer>, "offers">;
  readonly names: Readonly<Record<string, string>>;
  readonly planned: number;
  readonly withheld: number;
  readonly expected: Money;
}

const DAY = 86_400_000;
const DRAWN: ReadonlySet<string> = new Set(["new", "active", "dormant"]);

/** Replays every relationship, and plans whom to win back; complaints are the only signal that this data has. */
export function winBackOf(
  histories: Iterable<CustomerHistory>,
  { lifecycle }: Pick<Policies, "lifecycle">,
  about: {
    readonly asOf: Instant;
    readonly timeZone: string;
    readonly currency: string;
    readonly cases: readonly Case[];
    readonly names: ReadonlyMap<string, string>;
  },
): WinBackSection {
  const { asOf, timeZone, currency, cases, names } = about;
  const churn = defineChurnPolicy({ ...churnPresets.fiveCauses, timeZone, currency });
  const complaints = new Map<string, Case[]>();
  for (const complaint of cases) {
    const known = complaints.get(complaint.customerId);
    if (known === undefined) complaints.set(complaint.customerId, [complaint]);
    else known.push(complaint);
  }
  const lost: LostCustomer<FiveCause>[] = [];
  const courses = [...histories].flatMap(({ customerId, days }) => {
    const [first] = days;
    if (first === undefined) return [];
    const events = days
      .filter(({ orders }) => orders > 0)
      .map(({ firstAt }) => ({ kind: "purchased", at: firstAt }) as const);
    const course = orThrow(replay({ startedAt: first.firstAt, events }, lifecycle, { asOf }));
    const { stage, enteredAt: churnedAt } = course.state;
    const spent = days.reduce((sum, { spentMinor }) => sum + spentMinor, 0);
    if (stage === "lost" && spent > 0) {
      const signals = (complaints.get(customerId) ?? []).map(
        ({ openedAt: at }) => ({ signal: "complaint", at }) as const,
      );
      const { cause } = orThrow(attributeChurn({ churnedAt, signals }, churn, { asOf }));
      lost.push({ customerId, churnedAt, cause, objected: false, value: moneyFromMinor(spent, currency) });
    }
    return [course];
  });
  const { spells } = stageSpells(courses, lifecycle, { asOf });
  const prospects = stageAbsorption(spells, { into: ["lost"] });
  const stays = dwellTimes(spells, { resolutionMs: DAY });
  const { offers, withheld } = planWinBack(lost, churn, { asOf });
  const minor = offers.reduce((sum, { expected }) => sum + BigInt(expected.amount.replace(".", "")), 0n);
  return {
    stages: stays.map(({ stage, entered, medianMs }, place) => {
      const until = prospects[place]?.expectedMs ?? null;
      return {
        stage,
        entered,
        medianDays: medianMs === null ? null : medianMs / DAY,
        untilLostDays: until === null ? null : Math.round(until / DAY),
      };
    }),
    funnel: stageFunnel(spells, { stages: ["prospect", "new", "active"] }),
    stays: stays.filter(({ stage }) => DRAWN.has(stage)),
    plan: { offers: offers.slice(0, 5) },
    names: Object.fromEntries(offers.slice(0, 5).map(({ customerId: id }) => [id, names.get(id) ?? id])),
    planned: offers.length,
    withheld: withheld.length,
    expected: moneyFromMinor(minor, currency),
  };
}

/** The same in words. */
export function winBackBlocks(
  of: WinBackSection,
  { say, count, money, share, stage, locale }: Words,
): readonly Block[] {
  const days = (value: number | null): string => (value === null ? "–" : count(Math.round(value)));
  const labelOf = (
    list: readonly {
      readonly id: string;
      readonly labels?: { readonly en?: string | null; readonly "zh-CN"?: string | null } | null;
    }[],
    id: string | null,
  ): string => list.find((item) => item.id === id)?.labels?.[locale] ?? say("no cause found", "原因不明");
  const reached = of.funnel.map(
    (step) =>
      `${stage(step.stage)} ${count(step.reached)}${step.conversion === null ? "" : ` (→ ${share(step.conversion)})`}`,
  );
  return [
    { kind: "heading", text: say("How long stages last", "各阶段停留时间") },
    {
      kind: "table",
      columns: [
        { name: say("stage", "阶段") },
        { name: say("entered", "进入次数"), right: true },
        { name: say("half leave within (days)", "停留中位数（天）"), right: true },
        { name: say("expected until lost (days)", "预计至流失（天）"), right: true },
      ],
      rows: of.stages.map((row) => [
        stage(row.stage),
        count(row.entered),
        days(row.medianDays),
        days(row.untilLostDays),
      ]),
    },
    { kind: "text", text: say(`How far customers got: ${reached.join(", ")}`, `转化漏斗：${reached.join("，")}`) },
    { kind: "heading", text: say("Whom to win back first", "优先挽回名单") },
    {
      kind: "table",
      columns: [
        { name: say("customer", "客户") },
        { name: say("lost for", "流失原因") },
        { name: say("offer", "挽回方案") },
        { name: say("expected", "预期收益"), right: true },
      ],
      rows: of.plan.offers.map(({ customerId, cause, offer, expected }) => [
        of.names[customerId] ?? customerId,
        labelOf(churnPresets.fiveCauses.causes, cause),
        labelOf(churnPresets.fiveCauses.offers, offer),
        money(expected),
      ]),
    },
    {
      kind: "text",
      text: say(
        `${count(of.planned)} lost customers are worth an offer, ${money(of.expected)} in all by the preset's guessed odds (each valued at what they ever spent); ${count(of.withheld)} are left alone.`,
        `共 ${count(of.planned)} 位流失客户值得挽回，以历史消费计值、按预设的估计响应率，预期收益  ${money(of.expected)}；${count(of.withheld)} 位暂不联系。`,
      ),
    },
  ];
}
