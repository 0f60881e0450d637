import { instant, money, orThrow } from "clientele/core";
import {
  defineRfmPolicy,
  defineSegmentTable,
  fitRfm,
  type RfmSubject,
  scoreRfm,
  segmentOf,
  segmentTables,
} from "clientele/segmentation";
import { readCsv } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

/** Every row scored in `rfm-r` mode with a model fitted on the file itself, and named by the table of R's rfm 0.3.0. */
export const rfm: Kind = (file, only) => {
  const rows = readCsv(file);
  const asOf = instant("2026-01-01T00:00:00Z");
  const subjects = rows.map((row): RfmSubject => {
    const orders = Number(row["transaction_count"]);
    return {
      customerId: row["customer_id"] ?? "",
      asOf,
      recencyDays: Number(row["recency_days"]),
      orders,
      purchaseDays: orders,
      monetary: money(row["amount"] ?? "", "USD"),
    };
  });
  const policy = defineRfmPolicy({
    id: "conformance",
    version: 1,
    mode: "rfm-r",
    bins: { recency: 5, frequency: 5, monetary: 5 },
    frequency: "orders",
    currency: "USD",
  });
  const { model } = orThrow(fitRfm(subjects, policy));
  const outcomes: Outcome[] = [];
  if (only === null || only.has("scores")) {
    for (const [i, subject] of subjects.entries()) {
      const score = orThrow(scoreRfm(subject, model));
      const row = rows[i] ?? {};
      const pairs = [
        ["r", score.recency],
        ["f", score.frequency],
        ["m", score.monetary],
      ] as const;
      const differences = pairs
        .filter(([name, got]) => Number(row[name]) !== got)
        .map(([what, got]) => ({ what, expected: row[what], got }));
      outcomes.push({ id: `${subject.customerId} scores`, differences });
    }
  }
  if (only === null || only.has("segments")) {
    const table = defineSegmentTable(segmentTables.rfmR030);
    for (const [i, subject] of subjects.entries()) {
      const expected = rows[i]?.["segment_v030"];
      if (expected === undefined) continue;
      const named = segmentOf(orThrow(scoreRfm(subject, model)), table);
      // what R leaves out it calls "Others"
      const got = named.ok ? named.value.labels?.en : "Others";
      const differences = got === expected ? [] : [{ what: "segment", expected, got }];
      outcomes.push({ id: `${subject.customerId} segment`, differences });
    }
  }
  return outcomes;
};
