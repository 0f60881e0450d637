import { type Instant, minusDuration, zoneRules, epochMsOf, instantFromMs } from "clientele/core";
import type { CustomerHistory } from "clientele/history";
import { startTierReplay, type TierHoldKind } from "clientele/tiers";
import type { Block, Words } from "./document.ts";
import type { Grade, Policies } from "./policies.ts";

/** What the tier policy would have decided over three years, quarter by quarter. */
export interface ReplaySection {
  /** The quarters, each named by its first day. */
  readonly quarters: readonly {
    readonly from: string;
    readonly joined: number;
    readonly up: number;
    readonly down: number;
    readonly tiers: Readonly<Record<Grade, number>>;
  }[];
  /** Customers who moved one way and back within a year, and the rules that sent them. */
  readonly bounced: {
    readonly customers: number;
    readonly times: number;
    readonly worst: {
      readonly first: readonly string[];
      readonly second: readonly string[];
      readonly times: number;
    } | null;
  };
  /** How long half of the stays last, in days. */
  readonly stays: readonly { readonly tier: Grade; readonly medianDays: number | null }[];
  /** What held tiers that were lost. */
  readonly holds: readonly { readonly kind: TierHoldKind; readonly decisions: number }[];
}

/** Replays the policy over the customers' days, one customer from their first day on. */
export function replayTiers(
  histories: Iterable<CustomerHistory>,
  { tiers }: Pick<Policies, "tiers">,
  { asOf, timeZone }: { readonly asOf: Instant; readonly timeZone: string },
): ReplaySection {
  const replay = startTierReplay(tiers, {
    from: minusDuration(asOf, "P3Y", { timeZone }),
    to: asOf,
    every: { every: "quarter" },
  });
  for (const history of histories) {
    const { customerId, days } = history;
    replay.add([{ customerId, orders: history, anchors: { enrolment: days[0]?.on } }]);
  }
  const { periods, thrash, dwell, holds } = replay.finish();
  const [worst] = thrash.rules;
  return {
    quarters: periods.map(({ asOf: at, actions, tiers: counts }) => ({
      from: instantFromMs(epochMsOf(at) + zoneRules(timeZone).offsetAt(epochMsOf(at))).slice(0, 10),
      joined: actions.enrol,
      up: actions.upgrade,
      down: actions.downgrade,
      tiers: counts,
    })),
    bounced: {
      customers: thrash.customers,
      times: thrash.bounces,
      worst:
        worst === undefined ? null : { first: worst.first.rules, second: worst.second.rules, times: worst.bounces },
    },
    stays: dwell.map(({ tier, medianDays }) => ({ tier, medianDays })),
    holds: holds.flatMap(({ kind, decisions }) => (decisions > 0 ? [{ kind, decisions }] : [])),
  };
}

/** The same in words. */
export function replayWords({ quarters, bounced, stays, holds }: ReplaySection, words: Words): readonly Block[] {
  const { say, count, tier } = words;
  const { worst } = bounced;
  const items = [
    say(
      `${count(bounced.customers)} customers went to and fro within a year, ${count(bounced.times)} times in all`,
      `${count(bounced.customers)} 位客户在一年内来回升降，共 ${count(bounced.times)} 次`,
    ),
    ...(worst === null
      ? []
      : [
          say(
            `most often (${count(worst.times)} times) by ${worst.first.join(", ")} and back by ${worst.second.join(", ")}`,
            `最常见（${count(worst.times)} 次）：先因 ${worst.first.join("、")}，后因 ${worst.second.join("、")}`,
          ),
        ]),
    say(
      `half of the stays last ${stays.map(({ tier: id, medianDays }) => `${tier(id)} ${medianDays === null ? "longer than can be told" : `${count(medianDays)} days`}`).join(", ")}`,
      `停留时间中位数：${stays.map(({ tier: id, medianDays }) => `${tier(id)} ${medianDays === null ? "尚无法判断" : `${count(medianDays)} 天`}`).join("，")}`,
    ),
    holds.length === 0
      ? say(
          "nothing ever held a tier that was lost: the policy has no grace, protection or override",
          "没有任何保级情形：该政策未设宽限、保护或人工调整",
        )
      : say(
          `lost tiers were held: ${holds.map(({ kind, decisions }) => `${kind} ${count(decisions)}`).join(", ")}`,
          `保级情形：${holds.map(({ kind, decisions }) => `${kind} ${count(decisions)} 次`).join("，")}`,
        ),
  ];
  return [
    {
      kind: "heading",
      text: say("What this policy would have done in three years, by quarter", "该政策若在过去三年实施（按季度）"),
    },
    {
      kind: "table",
      columns: [
        { name: say("review of", "评定日") },
        ...[say("new", "新入"), say("up", "升级"), say("down", "降级")].map((name) => ({ name, right: true })),
        ...stays.map(({ tier: id }) => ({ name: tier(id), right: true })),
      ],
      rows: quarters.map(({ from, joined, up, down, tiers }) => [
        from,
        ...[joined, up, down].map(count),
        ...stays.map(({ tier: id }) => count(tiers[id])),
      ]),
    },
    { kind: "list", items },
  ];
}
