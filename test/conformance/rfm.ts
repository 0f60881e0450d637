import { instant, money, orThrow } from "clientele/core";
import { defineRfmPolicy, fitRfm, type RfmSubject, scoreRfm } from "clientele/segmentation";
import { readCsv } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

/** Every row scored in `rfm-r` mode with a model fitted on the file itself. */
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
    outcomes.push({
      id: "segments",
      differences: [{ what: "segments", expected: "the table of R's rfm 0.3.0", got: "not offered" }],
    });
  }
  return outcomes;
};
