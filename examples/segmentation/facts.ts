import { money, orThrow } from "clientele/core";
import { defineHistoryPolicy, summarizeOrders } from "clientele/history";
import {
  classifyAbc,
  defineRfmPolicy,
  defineSegmentTable,
  fitRfm,
  giniCoefficient,
  type MigrationMatrix,
  migrationMatrix,
  paretoShare,
  type RfmModel,
  scoreRfm,
  segmentOf,
  segmentTables,
  type TenNames,
} from "clientele/segmentation";
import { generate } from "../portfolio/generate.ts";
import { readAssumptions } from "../portfolio/readAssumptions.ts";

/** A customer, scored and named. */
export interface Named {
  readonly customerId: string;
  readonly segment: TenNames;
  /** 1 to 5; the highest bought most recently. */
  readonly recency: number;
  /** 1 to 5. */
  readonly frequency: number;
  /** Yuan, refunds subtracted. */
  readonly value: number;
}

/** What the pictures show. */
export interface Divided {
  /** Everyone at the end of the example. */
  readonly customers: readonly Named[];
  /** The segments in the order of their table, with names for people. */
  readonly segments: readonly { readonly segment: TenNames; readonly name: string }[];
  /** From half a year before the end to the end, by the cuts of half a year before. */
  readonly migration: MigrationMatrix<TenNames>;
  /** How value is spread. */
  readonly spread: { readonly gini: number; readonly topFifth: number; readonly a: number };
}

/** Divides the customers of the made-up company that `npm start` tells of. */
export function divide(): Divided {
  const assumptions = readAssumptions();
  const { orders } = generate(assumptions);
  const { timeZone, currency } = assumptions;
  const history = defineHistoryPolicy({ id: "orders", version: 1, timeZone, currency, refunds: "net" });
  const bins = { recency: 5, frequency: 5, monetary: 5 };
  const policy = defineRfmPolicy({ id: "rfm", version: 1, mode: "quantile", frequency: "orders", currency, bins });
  const table = defineSegmentTable(segmentTables.tenNames);

  const summaries = (asOf: string) => summarizeOrders(orders, history, { asOf }).customers;
  const named = (of: ReturnType<typeof summaries>, model: RfmModel): Named[] =>
    of.flatMap((summary) => {
      const score = scoreRfm(summary, model);
      if (!score.ok) return []; // no purchase yet
      const { segment } = orThrow(segmentOf(score.value, table));
      const { recency, frequency } = score.value;
      return [{ customerId: summary.customerId, segment, recency, frequency, value: Number(summary.monetary.amount) }];
    });
  const [spring, winter] = ["2025-07-01T00:00:00+08:00", assumptions.asOf];
  const [before, after] = [summaries(spring), summaries(winter)];
  const { model } = orThrow(fitRfm(before, policy));
  const now = orThrow(fitRfm(after, policy)).model;
  const customers = named(after, now);
  const values = customers.map(({ value }) => Math.max(value, 0));
  const abc = orThrow(
    classifyAbc(
      customers.map(({ customerId, value }) => ({ customerId, value: money(value.toFixed(2), currency) })),
      { currency },
    ),
  );
  return {
    customers,
    segments: table.boxes.map(({ segment, labels }) => ({ segment, name: labels?.en ?? segment })),
    migration: migrationMatrix(
      { asOf: spring, customers: named(before, model) },
      { asOf: winter, customers: named(after, model) },
      { segments: table.boxes.map(({ segment }) => segment) },
    ),
    spread: {
      gini: orThrow(giniCoefficient(values)),
      topFifth: orThrow(paretoShare(values, { top: 0.2 })),
      a: abc.classes[0]?.customerShare ?? 0,
    },
  };
}
