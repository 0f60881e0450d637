import { orThrow, type Result } from "clientele/core";
import type { CustomerSummary } from "clientele/history";
import {
  defineRfmPolicy,
  defineSegmentTable,
  fitRfm,
  type RfmModel,
  type RfmPolicy,
  type RfmScore,
  type RfmSubject,
  scoreRfm,
  type SegmentDecision,
  segmentOf,
  type SegmentRefusal,
  type SegmentTable,
  segmentTables,
  type TenNames,
} from "clientele/segmentation";
import { assertType, expectTypeOf, test } from "vitest";

declare const score: RfmScore;
declare const policy: RfmPolicy;
declare const model: RfmModel;
declare const subject: RfmSubject;

const table = defineSegmentTable({
  id: "t",
  version: 1,
  bins: { recency: 2, frequency: 2, monetary: 2 },
  boxes: [{ segment: "core", recency: { from: 2, to: 2 } }, { segment: "rest" }],
});

test("segment names flow into tables and decisions", () => {
  expectTypeOf(table).toEqualTypeOf<SegmentTable<"core" | "rest">>();
  expectTypeOf(segmentOf(score, table)).toEqualTypeOf<Result<SegmentDecision<"core" | "rest">, SegmentRefusal>>();
  expectTypeOf(defineSegmentTable(segmentTables.tenNames)).toEqualTypeOf<SegmentTable<TenNames>>();

  const decision = segmentOf(score, table);
  // @ts-expect-error no such segment
  assertType<boolean>(decision.ok && decision.value.segment === "cor");
});

test("a table or policy that was spread, or never checked, is not taken", () => {
  // @ts-expect-error the seal is lost
  segmentOf(score, { ...table });
  // @ts-expect-error never checked
  segmentOf(score, segmentTables.tenNames);
  // @ts-expect-error the seal is lost
  fitRfm([], { ...policy });
  // @ts-expect-error a policy is no model
  assertType<RfmModel>(policy);
  // @ts-expect-error a model is no policy
  fitRfm([], model);
});

test("a literal is held to the vocabulary", () => {
  const base = { id: "r", version: 1, frequency: "orders", currency: "CNY" } as const;
  const bins = { recency: 5, frequency: 5, monetary: 5 };

  // @ts-expect-error no such mode
  defineRfmPolicy({ ...base, bins, mode: "median" });
  // @ts-expect-error no such metric
  defineRfmPolicy({ ...base, bins, mode: "quantile", weights: { recency: 1, frequency: 1, monetary: 1, visits: 1 } });
  // @ts-expect-error a weight is missing
  defineRfmPolicy({ ...base, bins, mode: "quantile", weights: { recency: 1, frequency: 1 } });
  // @ts-expect-error no such metric
  defineSegmentTable({ id: "t", version: 1, bins, boxes: [{ segment: "a", visits: { from: 1, to: 1 } }] });
});

test("the names of metrics flow from the policy into the scores and the table", () => {
  const visits = defineRfmPolicy({
    id: "r",
    version: 1,
    mode: "quantile",
    frequency: "orders",
    bins: { recency: 5, visits: 3 },
    metrics: { visits: { from: "visits", better: "higher" } },
  });
  const { model: fitted } = orThrow(fitRfm([], visits));
  const scored = orThrow(scoreRfm(subject, fitted));

  expectTypeOf(scored.visits).toEqualTypeOf<number>();
  expectTypeOf(scored.bins).toEqualTypeOf<Readonly<Record<"recency" | "visits", number>>>();
  // @ts-expect-error no such score
  expectTypeOf(scored.monetary).toEqualTypeOf<number>();
  const byVisits = defineSegmentTable({
    id: "t",
    version: 1,
    bins: { recency: 5, visits: 3 },
    boxes: [{ segment: "a", visits: { from: 1, to: 1 } }, { segment: "b" }],
  });
  expectTypeOf(orThrow(segmentOf(scored, byVisits)).segment).toEqualTypeOf<"a" | "b">();
  // @ts-expect-error a table over other metrics
  segmentOf(scored, table);
});

test("summaries are subjects", () => {
  expectTypeOf<CustomerSummary>().toExtend<RfmSubject>();
});
