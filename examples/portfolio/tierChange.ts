import { type Instant, type Money, orThrow, renderValue, type Tagged } from "clientele/core";
import { explain } from "clientele/explain";
import {
  type NearThreshold,
  scaleThresholds,
  simulateTierPolicy,
  thresholdSensitivity,
  type TierPolicy,
  type TierPortfolioRow,
  type TierSimulation,
} from "clientele/tiers";
import type { Block, Words } from "./document.ts";
import type { Grade } from "./policies.ts";

/** What raising gold by a fifth would do. */
export interface TierChange {
  /** What gold asks for now. */
  readonly from: Tagged;
  /** What it would ask for. */
  readonly to: Tagged;
  /** Who moves, if everybody were graded anew. */
  readonly simulation: TierSimulation<Grade, Grade>;
  /** How many of those who have gold now would lose it in the end: `retain` is gentler. */
  readonly losing: number;
  /** Who is nearest to the raised threshold. */
  readonly nearest: readonly NearThreshold<Grade>[];
  /** Names of those who are listed, by identifier. */
  readonly names: Readonly<Record<string, string>>;
}

/** Raises gold by a fifth, on paper: what it takes to reach it, and what it takes to stay. */
export function tierChangeOf(
  rows: readonly TierPortfolioRow[],
  names: ReadonlyMap<string, string>,
  policy: TierPolicy<Grade>,
  asOf: Instant,
): TierChange {
  const gold = policy.tiers.findIndex(({ id }) => id === "gold");
  const attain = `/tiers/${gold}/attain/all/0`;
  const after = orThrow(scaleThresholds(policy, [attain, `/tiers/${gold}/retain/all/0`], "1.2"));
  const options = { asOf, horizon: "afresh", value: "spend", listed: 5 } as const;
  const both = { before: policy, after };
  const simulation = simulateTierPolicy(rows, both, options);
  const settled = simulateTierPolicy(rows, both, { ...options, horizon: "settled" });
  const thresholdIn = (of: TierPolicy<Grade>) => {
    const found = thresholdSensitivity(rows, of, options).thresholds.find(({ rule }) => rule === attain);
    if (found === undefined) throw new Error("gold asks for spend");
    return found;
  };
  const { required: to, nearest } = thresholdIn(after);
  const listed = [...simulation.movers, ...nearest].map(({ customerId }) => customerId ?? "");
  return {
    from: thresholdIn(policy).required,
    to,
    simulation,
    losing: settled.moved.down.customers,
    nearest,
    names: Object.fromEntries(listed.map((id) => [id, names.get(id) ?? id])),
  };
}

/** Says it in words and tables. */
export function tierChangeBlocks(
  { from, to, simulation, losing, nearest, names }: TierChange,
  words: Words,
): readonly Block[] {
  const { say, money, count, tier, locale } = words;
  const { moved, movers } = simulation;
  const [old, raised] = [renderValue(from, locale), renderValue(to, locale)];
  const name = (id: string | null): string => names[id ?? ""] ?? "";
  const amount = (value: Money | null): string => (value === null ? "-" : money(value));
  const who = { name: say("customer", "客户") };
  const worth = { name: say("a year's spend", "近一年消费额"), right: true };
  return [
    {
      kind: "heading",
      text: say(
        `What if gold asked for 20 % more: ${raised} in place of ${old}`,
        `若金级门槛提高 20 %：由 ${old} 改为 ${raised}`,
      ),
    },
    {
      kind: "text",
      text: say(
        `Graded anew, ${count(moved.customers)} of ${count(simulation.customers)} customers would stand elsewhere; they spent ${money(moved.value)} in a year. To stay asks for less: of those who have the grade, ${count(losing)} would lose it in the end, though that too asks for a fifth more.`,
        `若重新定级，${count(simulation.customers)} 位客户中有 ${count(moved.customers)} 位等级不同，其近一年消费额合计 ${money(moved.value)}。保级门槛较低（同样提高 20 %）：现有客户中最终失去该等级者 ${count(losing)} 位。`,
      ),
    },
    {
      kind: "table",
      columns: [
        { name: say("now", "现行") },
        { name: say("then", "调整后") },
        { name: say("customers", "客户数"), right: true },
        worth,
      ],
      rows: simulation.flows
        .filter(({ direction, ...flow }) => direction !== "none" || flow.from === "gold")
        .map((flow) => [tier(flow.from), tier(flow.to), count(flow.customers), money(flow.value)]),
    },
    ...(movers.length === 0 ? [] : [{ kind: "text", text: say("Those worth the most:", "其中价值最高者：") } as const]),
    {
      kind: "list",
      items: movers.map((mover) => {
        const [why = ""] = explain(mover.reasons, words);
        return `${name(mover.customerId)}${say(": ", "：")}${why}`;
      }),
    },
    { kind: "text", text: say("Nearest to the raised threshold:", "最接近新门槛者：") },
    {
      kind: "table",
      columns: [who, { name: say("distance", "相差"), right: true }, { name: say("would be", "届时等级") }],
      rows: nearest.map((near) => [
        name(near.customerId),
        `${near.met ? "+" : "-"}${near.distance.kind === "money" ? amount(near.distance) : ""}`,
        tier(near.from),
      ]),
    },
  ];
}
