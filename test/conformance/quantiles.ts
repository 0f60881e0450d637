import { rfmCuts, rfmScoreColumn, type RfmRule } from "clientele/kernel";
import { defineRfmPolicy, fitRfm, scoreRfm } from "clientele/segmentation";
import { instant, money, orThrow } from "clientele/core";
import { readJson } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

interface File {
  readonly samples: Readonly<
    Record<
      string,
      {
        readonly values: readonly number[];
        readonly methods: Readonly<Record<string, readonly (number | null)[] | { readonly error: string }>>;
      }
    >
  >;
}

/** Scores of a sample; null where there is none; or `error` where the method refuses it. */
type Answer = readonly (number | null)[] | "error";

const BINS = 5;
const higher = (mode: RfmRule["mode"]): RfmRule => ({ mode, lowerIsBetter: false });
const scored = (values: readonly number[], cuts: readonly number[], rule = higher("quantile")): readonly number[] =>
  Array.from(rfmScoreColumn(values, cuts, rule));
const laid = (values: readonly number[], rule: RfmRule): readonly number[] => {
  return Array.from(rfmScoreColumn(values, rfmCuts(values, BINS, rule), rule));
};
/** As if the best were the worst, and told the other way round. */
const mirrored = (values: readonly number[]): readonly number[] =>
  laid(values, { mode: "quantile", lowerIsBetter: true }).map((score) => BINS + 1 - score);

/** The lowest value, the cuts, the highest. */
const edgesOf = (values: readonly number[]): readonly number[] => {
  const cuts = rfmCuts(values, BINS, { mode: "quantile" });
  return [Math.min(...values), ...cuts, Math.max(...values)];
};
const distinct = (edges: readonly number[]): readonly number[] => [...new Set(edges)];

/** Groups by NTILE, ties split by their place in the sample. */
function ntile(values: readonly number[]): readonly number[] {
  const policy = defineRfmPolicy({
    id: "ntile",
    version: 1,
    mode: "ntile",
    frequency: "orders",
    bins: { frequency: BINS, value: BINS },
    metrics: { value: { from: "value", better: "higher" } },
  });
  const subjects = values.map((value, i) => ({
    customerId: String(i).padStart(12, "0"),
    asOf: instant("2026-01-01T00:00:00Z"),
    recencyDays: 0,
    orders: 0,
    purchaseDays: 0,
    monetary: money("0", "USD"),
    metrics: { value },
  }));
  const { model } = orThrow(fitRfm(subjects, policy));
  return subjects.map((subject) => orThrow(scoreRfm(subject, model)).value);
}

const methods: Readonly<Record<string, (values: readonly number[]) => Answer>> = {
  type7_right_closed: (values) => laid(values, higher("quantile")),
  type7_left_closed: mirrored,
  mid_rank: (values) => laid(values, higher("midrank")),
  min_rank_floor: (values) => laid(values, higher("minrank")),
  cume_dist_ceil: (values) => laid(values, higher("maxrank")),
  sql_ntile5: ntile,
  // pandas' qcut refuses equal edges, or drops them
  pandas_qcut5_raise: (values) =>
    distinct(edgesOf(values)).length <= BINS ? "error" : laid(values, higher("quantile")),
  pandas_qcut5_drop: (values) => {
    const edges = distinct(edgesOf(values));
    return edges.length < 2 ? values.map(() => null) : scored(values, edges.slice(1, -1));
  },
  pandas_qcut5_drop_with_5_labels: (values) =>
    distinct(edgesOf(values)).length <= BINS ? "error" : laid(values, higher("quantile")),
  pandas_qcut5_rank_first: (values) => {
    const order = [...values.keys()].sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN) || a - b);
    const ranks = values.map(() => 0);
    for (const [rank, at] of order.entries()) ranks[at] = rank + 1;
    return distinct(edgesOf(ranks)).length <= BINS ? "error" : laid(ranks, higher("quantile"));
  },
};

/** Every sample scored by every method: by the modes of the library, and what other tools make of their cuts. */
export const quantiles: Kind = (file, only) => {
  const { samples } = readJson(file) as File;
  return Object.entries(samples).flatMap(([name, sample]) =>
    Object.entries(sample.methods)
      .filter(([method]) => only === null || only.has(method))
      .map(([method, expected]): Outcome => {
        const id = `${name} ${method}`;
        const offered = Object.hasOwn(methods, method) ? methods[method] : undefined;
        if (offered === undefined)
          return { id, differences: [{ what: method, expected: "scores", got: "not offered" }] };
        const got = offered(sample.values);
        if (!Array.isArray(expected) || got === "error") {
          const right = !Array.isArray(expected) && got === "error";
          return { id, differences: right ? [] : [{ what: method, expected: JSON.stringify(expected), got }] };
        }
        const rows = (expected as readonly (number | null)[]).flatMap((score, row) =>
          score === (got[row] ?? null) ? [] : [{ what: `row ${row}`, expected: score, got: got[row] ?? null }],
        );
        const short =
          expected.length === got.length ? [] : [{ what: "rows", expected: expected.length, got: got.length }];
        return { id, differences: [...rows, ...short] };
      }),
  );
};
