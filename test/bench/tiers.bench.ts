import { instantFromMs, type Result } from "clientele/core";
import {
  defineTierPolicy,
  evaluateTier,
  evaluateTiers,
  type TierPolicyInput,
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
  const works = [
    ["4 tiers, 8 conditions, new customers, no trace", decide(plain, fresh, "none")],
    ["4 tiers, 8 conditions, no trace", decide(plain, held, "none")],
    ["4 tiers, 8 conditions, full trace", decide(plain, held, "full")],
    ["and terms, reviews, grace, protection, no trace", decide(timed, lived, "none")],
    ["and terms, reviews, grace, protection, full trace", decide(timed, lived, "full")],
  ] as const;
  const spent = time(...works.map(([, run]) => run));
  works.forEach(([work], i) => {
    report({ work, ours: (spent[i] ?? NaN) * 1000, unit: "us" });
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
