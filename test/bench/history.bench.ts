import { orThrow } from "clientele/core";
import { defineHistoryPolicy, summarizeOrders } from "clientele/history";
import {
  defineRfmPolicy,
  defineSegmentTable,
  fitRfm,
  scoreRfm,
  segmentOf,
  segmentTables,
} from "clientele/segmentation";
import type { Bench } from "./harness.ts";

/** Orders as objects to summaries, scores and segments. */
export function bench({ smoke, report, time }: Bench): void {
  const count = smoke ? 2_000 : 100_000;
  const start = Date.UTC(2024, 0, 1);
  const orders = Array.from({ length: count }, (_, i) => ({
    id: String(i),
    customerId: `c${(i * 7919) % Math.ceil(count / 5)}`,
    at: new Date(start + ((i * 104_729) % 720) * 86_400_000).toISOString(),
    amount: { amount: `${(i * 31) % 997}.${String(i % 100).padStart(2, "0")}`, currency: "CNY" },
  }));
  const asOf = "2026-01-01T00:00:00+08:00";
  const counting = defineHistoryPolicy({
    id: "o",
    version: 1,
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    refunds: "net",
  });
  const bins = { recency: 5, frequency: 5, monetary: 5 };
  const rfm = defineRfmPolicy({ id: "r", version: 1, mode: "quantile", frequency: "orders", currency: "CNY", bins });
  const table = defineSegmentTable(segmentTables.tenNames);

  const { customers } = summarizeOrders(orders, counting, { asOf });
  const { model } = orThrow(fitRfm(customers, rfm));
  const repeat =
    (work: () => unknown) =>
    (times: number): unknown => {
      let last: unknown = null;
      for (let i = 0; i < times; i++) last = work();
      return last;
    };
  const [summarised = NaN, fitted = NaN, named = NaN] = time(
    repeat(() => summarizeOrders(orders, counting, { asOf })),
    repeat(() => fitRfm(customers, rfm)),
    repeat(() => customers.map((customer) => segmentOf(orThrow(scoreRfm(customer, model)), table))),
  );
  report({
    work: `summarizeOrders, ${count.toLocaleString("en")} orders as objects, each`,
    ours: (summarised / count) * 1000,
    unit: "us",
  });
  report({
    work: `fitRfm, ${customers.length.toLocaleString("en")} summaries, each`,
    ours: (fitted / customers.length) * 1000,
    unit: "us",
  });
  report({
    work: `scoreRfm and segmentOf, ${customers.length.toLocaleString("en")} summaries, each`,
    ours: (named / customers.length) * 1000,
    unit: "us",
  });
}
