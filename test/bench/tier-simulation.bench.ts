import { instantFromMs } from "clientele/core";
import {
  defineTierPolicy,
  scaleThresholds,
  simulateTierPolicy,
  solveThreshold,
  thresholdSensitivity,
  type TierPolicy,
  type TierPolicyInput,
  type TierPortfolioColumns,
  type TierPortfolioRow,
} from "clientele/tiers";
import type { Bench } from "./harness.ts";

/** Four tiers, eight conditions. No peer simulates a change of tiers. */
const policy: TierPolicyInput = {
  id: "grades",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    { id: "spend", kind: "money", window: { rolling: "P12M" } },
    { id: "orders", kind: "count", window: { rolling: "P12M" } },
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

const NAMES = ["ordinary", "silver", "gold", "diamond"] as const;
const START = Date.parse("2026-01-01T00:00:00.000Z");
const GOLD = "/tiers/2/attain/all/0";
const SHARE = { tier: "gold", share: 0.2 } as const;
const COSTS = { per: "P1Y", amounts: { ordinary: "0", silver: "120", gold: "900.50", diamond: "6000" } };

export function bench({ smoke, report }: Bench): void {
  const asOf = instantFromMs(START + 181 * 86_400_000);
  const before = defineTierPolicy(policy);
  const scaled = scaleThresholds(before, [GOLD], "1.2");
  const after: TierPolicy = scaled.ok ? scaled.value : before;
  const count = smoke ? 200 : 1_000_000;
  const options = { asOf, value: "spend", costs: COSTS } as const;
  const columns = columnsOf(count);

  // rows are made as they are asked for, as from a database: what is held is what the simulation holds
  const made = (): number => {
    let sum = 0;
    for (const row of rowsOf(count)) sum += row.customerId.length;
    return sum;
  };
  const both = { before, after };
  const works: readonly (readonly [string, () => unknown])[] = [
    ["rows made, not judged", made],
    ["rows, two policies", () => simulateTierPolicy(rowsOf(count), both, options)],
    ["rows, two policies, settled", () => simulateTierPolicy(rowsOf(count), both, { ...options, horizon: "settled" })],
    ["columns, two policies", () => simulateTierPolicy(columns, both, options)],
    ["rows, gold for a share", () => solveThreshold(rowsOf(count), before, { asOf, threshold: GOLD, target: SHARE })],
    ["columns, gold for a share", () => solveThreshold(columns, before, { asOf, threshold: GOLD, target: SHARE })],
    ["rows, sensitivity", () => thresholdSensitivity(rowsOf(count), before, { asOf })],
    ["columns, sensitivity", () => thresholdSensitivity(columns, before, { asOf })],
  ];
  for (const [work, run] of works) {
    report({ work: `${count.toLocaleString("en")} customers: ${work}`, ours: least(run, smoke ? 1 : 2), unit: "s" });
  }
  kept[0] = columns; // else it may be let go in between, and what is held seem less
  let held = 0;
  const watched = function* () {
    const start = heldNow();
    let index = 0;
    for (const row of rowsOf(count)) {
      index += 1;
      if (index % (count / 10) === 0) held = Math.max(held, heldNow() - start);
      yield row;
    }
  };
  simulateTierPolicy(watched(), { before, after }, options);
  report({ work: "grown by at the most while rows go by", ours: held, unit: "MiB" });
  const { maxRSS } = process.resourceUsage();
  report({ work: "resident at the most, the whole process", ours: maxRSS / 1024, unit: "MiB" });
}

/** The least time of several, in seconds: one run takes longer than what the harness repeats often enough by itself. */
function least(run: () => unknown, repeats: number): number {
  let best = Infinity;
  for (let repeat = 0; repeat < repeats; repeat++) {
    (globalThis as { gc?: () => void }).gc?.();
    const start = performance.now();
    kept[0] = run();
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000;
}

const kept: unknown[] = [];

/** What is held after all that is not has been let go, in MiB. */
function heldNow(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function* rowsOf(count: number): Generator<TierPortfolioRow> {
  const since = NAMES.map((_, at) => instantFromMs(START - at * 3_600_000));
  for (let index = 0; index < count; index++) {
    yield {
      customerId: `c${index}`,
      state: { tier: NAMES[index % 4] ?? "ordinary", since: since[index % 4] ?? "" },
      metrics: {
        spend: { amount: `${(index * 7919) % 250_000}.${String(index % 100).padStart(2, "0")}`, currency: "CNY" },
        orders: (index * 31) % 20,
        idleDays: (index * 17) % 240,
      },
    };
  }
}

function columnsOf(count: number): TierPortfolioColumns {
  const each = (of: (index: number) => number): Float64Array => Float64Array.from({ length: count }, (_, i) => of(i));
  return {
    metrics: {
      spend: each((index) => ((index * 7919) % 250_000) * 100 + (index % 100)),
      orders: each((index) => (index * 31) % 20),
      idleDays: each((index) => (index * 17) % 240),
    },
    state: { tier: each((index) => index % 4), since: each((index) => START - (index % 4) * 3_600_000) },
  };
}
