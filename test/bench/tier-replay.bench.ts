import { dayFromNumber, instantFromMs } from "clientele/core";
import type { CustomerDay } from "clientele/history";
import { defineTierPolicy, type ReplayCustomer, startTierReplay, tierPresets } from "clientele/tiers";
import type { Bench } from "./harness.ts";

const CUSTOMERS = 100_000;
const MONTHS = 36;
const DAY = 86_400_000;
/** The first moment of 2023 in Shanghai. */
const START = Date.parse("2022-12-31T16:00:00.000Z");
const FIRST_DAY = Date.parse("2023-01-01") / DAY;
/** Customers are made in batches, as a stream would bring them. */
const BATCH = 1000;

/**
 * The presets of value grades over three years of monthly reviews, in processor time. No peer replays tier policies.
 */
export function bench({ smoke, report }: Bench): void {
  const customers = smoke ? 20 : CUSTOMERS;
  const window = {
    from: "2024-01-01T00:00:00+08:00",
    to: "2026-12-01T00:00:00+08:00",
    every: { every: "month" },
  } as const;
  for (const name of ["valueGrade", "valueAndTenure"] as const) {
    const replay = startTierReplay<string, string>(defineTierPolicy<string, string>(tierPresets[name]), window);
    let spent = 0;
    let peak = 0;
    for (let first = 0; first < customers; first += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, customers - first) }, (_, at) => customerOf(first + at));
      const start = process.cpuUsage();
      replay.add(rows);
      const { user, system } = process.cpuUsage(start);
      spent += (user + system) / 1000;
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    const { decisions, thrash } = replay.finish();
    if (decisions !== customers * MONTHS || (!smoke && thrash.bounces === 0)) throw new Error(`${name}: ${decisions}`);
    const work = `startTierReplay, ${name}: ${customers.toLocaleString("en")} customers by day, ${MONTHS} months`;
    report({ work, ours: spent / 1000, unit: "s" });
    report({
      work: `startTierReplay, ${name}: one decision, measured and made`,
      ours: (spent * 1000) / decisions,
      unit: "us",
    });
    report({ work: `${name}: peak memory`, ours: peak / 2 ** 20, unit: "MiB" });
  }
}

/** Four years of orders: some often and small, some seldom and large. */
function customerOf(index: number): ReplayCustomer {
  const customerId = `c${index}`;
  let seed = (index + 1) * 2_654_435_761;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  random();
  const gap = 20 + random() * 60;
  const size = 50_000 + random() * random() * 2_000_000;
  const days: CustomerDay[] = [];
  for (let day = random() * 360; day < 1461; day += 1 - gap * Math.log(random() + 1e-9)) {
    const at = instantFromMs(START + Math.floor(day) * DAY + 10 * 3_600_000);
    days.push({
      on: dayFromNumber(FIRST_DAY + Math.floor(day)),
      firstAt: at,
      lastAt: at,
      orders: 1,
      freeOrders: 0,
      spentMinor: Math.floor(size * (0.5 + random())),
      cancellations: 0,
      refunds: 0,
      refundedMinor: 0,
    });
  }
  return { customerId, orders: { customerId, days } };
}
