import { instantFromMs, type Result } from "clientele/core";
import { evaluateTierColumns } from "clientele/kernel";
import {
  defineTierPolicy,
  evaluateTier,
  evaluateTiers,
  type TierPolicyInput,
  tierProgram,
  type TierState,
  type TierSubject,
} from "clientele/tiers";
import type { Bench } from "./harness.ts";

type Name = "ordinary" | "silver" | "gold" | "diamond";
type Metric = "spend" | "orders" | "idleDays";

/** Four tiers, eight conditions. No peer decides tiers from facts. */
const policy: TierPolicyInput<Name, Metric> = {
  id: "grades",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    { id: "spend", kind: "money", window: { rolling: "P12M" }, labels: { en: "spend" } },
    { id: "orders", kind: "count", window: { rolling: "P12M" }, labels: { en: "orders" } },
    { id: "idleDays", kind: "days", window: "lifetime" },
  ],
  tiers: [
    { id: "ordinary", rank: 0 },
    { id: "silver", rank: 1, attain: asks("10000", 3) },
    { id: "gold", rank: 2, attain: asks("50000", 6) },
    { id: "diamond", rank: 3, attain: asks("200000", 12), retain: { metric: "spend", op: ">=", value: "160000" } },
  ],
  downgrade: { mode: "oneStep", also: [{ id: "dormant", when: { metric: "idleDays", op: ">=", value: 180 } }] },
};

function asks(spend: string, orders: number) {
  return {
    all: [
      { metric: "spend", op: ">=", value: spend },
      { metric: "orders", op: ">=", value: orders },
    ],
  } as const;
}

const NAMES: readonly Name[] = ["ordinary", "silver", "gold", "diamond"];
const START = Date.parse("2026-01-01T00:00:00.000Z");

export function bench({ smoke, report, time }: Bench): void {
  const plain = defineTierPolicy<Name, Metric>(policy);
  const timed = defineTierPolicy<Name, Metric>({
    ...policy,
    downgrade: { ...policy.downgrade, grace: { duration: "P1M", anchor: "firstBreach", roundUp: "month" } },
    schedule: { every: "quarter" },
    validity: { calendar: "year", ahead: 1 },
    protectionAfterUpgrade: "P3M",
  });
  const asOf = instantFromMs(START + 181 * 86_400_000);
  const count = smoke ? 100 : 100_000;
  const fresh = Array.from({ length: count }, (_, index) => subjectOf(index, null));
  const held = Array.from({ length: count }, (_, index) => subjectOf(index, stateOf(index)));
  // where they stand after a first decision: every moment of the state is written
  const lived = held.map((subject) => {
    const before = evaluateTier(subject, timed, { asOf: instantFromMs(START + 100 * 86_400_000), trace: "none" });
    return { ...subject, state: before.ok ? before.value.stateAfter : null };
  });
  const decide =
    (under: typeof plain, rows: readonly TierSubject<Name, Metric>[], trace: "full" | "none") =>
    (times: number): number => {
      let moved = 0;
      let left = times;
      while (left > 0) {
        for (const { result } of evaluateTiers(left < rows.length ? rows.slice(0, left) : rows, under, {
          asOf,
          trace,
        })) {
          if (moves(result)) moved += 1;
        }
        left -= rows.length;
      }
      return moved;
    };
  const program = tierProgram(plain, { asOf });
  const columns = {
    metrics: {
      spend: Float64Array.from(held, ({ metrics: { spend } }) =>
        Number((spend as { amount: string }).amount.replace(".", "")),
      ),
      orders: Float64Array.from(held, ({ metrics: { orders } }) => Number(orders)),
      idleDays: Float64Array.from(held, ({ metrics: { idleDays } }) => Number(idleDays)),
    },
    state: {
      tier: Int8Array.from(held, ({ state }) => program.tiers.indexOf(state?.tier ?? "")),
      since: Float64Array.from(held, ({ state }) => Date.parse(String(state?.since))),
    },
  };
  const decideColumns = (times: number): number => {
    let rows = 0;
    for (let i = 0; i < times; i++) rows += evaluateTierColumns(columns, program).action.length;
    return rows;
  };
  const works = [
    ["evaluateTiers, 4 tiers, 8 conditions, new customers as objects, no trace", decide(plain, fresh, "none")],
    ["evaluateTiers, 4 tiers, 8 conditions, objects, no trace", decide(plain, held, "none")],
    ["evaluateTiers, 4 tiers, 8 conditions, objects, full trace", decide(plain, held, "full")],
    ["evaluateTiers, and terms, reviews, grace, protection, objects, no trace", decide(timed, lived, "none")],
    ["evaluateTiers, and terms, reviews, grace, protection, objects, full trace", decide(timed, lived, "full")],
  ] as const;
  const spent = time(...works.map(([, run]) => run), decideColumns);
  works.forEach(([work], i) => {
    report({ work, ours: (spent[i] ?? NaN) * 1000, unit: "us" });
  });
  report({
    work: "evaluateTierColumns, 4 tiers, 8 conditions, a row of columns",
    ours: ((spent[works.length] ?? NaN) * 1000) / count,
    unit: "us",
  });
}

const moves = (result: Result<{ readonly action: string }, unknown>): boolean =>
  result.ok && result.value.action !== "retain";

const stateOf = (index: number): TierState<Name> => ({
  tier: NAMES[index % 4] ?? "ordinary",
  since: instantFromMs(START - ((index * 7919) % 500) * 3_600_000),
});

const subjectOf = (index: number, state: TierState<Name> | null): TierSubject<Name, Metric> => ({
  customerId: `c${index}`,
  state,
  metrics: {
    spend: { amount: `${(index * 7919) % 250_000}.${String(index % 100).padStart(2, "0")}`, currency: "CNY" },
    orders: (index * 31) % 20,
    idleDays: (index * 17) % 240,
  },
});
