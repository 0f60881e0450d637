import { rfmCuts, rfmScoreColumn } from "clientele/kernel";
import { parseRfmPolicy } from "clientele/segmentation";
import { near, readJson } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

/** R writes a vector of one as a number, and what is no number as text. */
type Numbers = number | string | readonly (number | string)[];

interface Case {
  readonly input: {
    readonly recency_days: Numbers;
    readonly transaction_count: Numbers;
    readonly amount: Numbers;
    readonly bins:
      | readonly []
      | Readonly<Partial<Record<"recency_bins" | "frequency_bins" | "monetary_bins", number | readonly number[]>>>;
  };
  readonly output:
    | { readonly error: string }
    | {
        readonly r: Numbers;
        readonly f: Numbers;
        readonly m: Numbers;
        readonly threshold: readonly Readonly<Record<string, number | string>>[];
      };
}

const METRICS = [
  ["recency", "recency_days", "r"],
  ["frequency", "transaction_count", "f"],
  ["monetary", "amount", "m"],
] as const;

/** As numbers; what R calls NA is NaN here. */
const numbers = (input: Numbers): readonly number[] =>
  (Array.isArray(input) ? (input as readonly (number | string)[]) : [input as number | string]).map((value) =>
    value === "Inf" ? Infinity : value === "-Inf" ? -Infinity : typeof value === "number" ? value : Number(value),
  );

/** Each metric cut and scored in `rfm-r` mode; R's refusals are refusals here. */
export const rfmEdge: Kind = (file, only) => {
  const { cases } = readJson(file) as { readonly cases: Readonly<Record<string, Case>> };
  return Object.entries(cases)
    .filter(([name]) => only === null || only.has(name))
    .map(([name, one]) => ({ id: name, differences: differencesOf(one) }));
};

function differencesOf({ input, output }: Case): Outcome["differences"] {
  const got = answer(input);
  if ("error" in output) return got === null ? [] : [{ what: "answer", expected: output.error, got: "scores" }];
  if (got === null) return [{ what: "answer", expected: "scores", got: "a refusal" }];
  return METRICS.flatMap(([metric, , letter]) => {
    const { scores, cuts, values } = got[metric];
    // no score is NA
    const rows = numbers(output[letter]).map((score) => (Number.isNaN(score) ? 0 : score));
    const wrong = rows.flatMap((score, row) =>
      score === scores[row] ? [] : [{ what: `${letter} of row ${row}`, expected: score, got: scores[row] }],
    );
    const lower = [Math.min(...values), ...cuts];
    const upper = [...cuts, Math.max(...values) + 1];
    const bounds = output.threshold.flatMap((row, i) =>
      (["lower", "upper"] as const).flatMap((end) => {
        const [expected = NaN] = numbers(row[`${metric}_${end}`] ?? "NA");
        const bound = (end === "lower" ? lower : upper)[i] ?? NaN;
        return near(bound, expected, 1e-9, 1) ? [] : [{ what: `${metric} ${end} ${i}`, expected, got: bound }];
      }),
    );
    const length = output.threshold.length === cuts.length + 1;
    return [
      ...wrong,
      ...bounds,
      ...(length ? [] : [{ what: `${metric} bins`, expected: output.threshold.length, got: cuts.length + 1 }]),
    ];
  });
}

interface Scored {
  readonly values: readonly number[];
  readonly cuts: readonly number[];
  readonly scores: readonly number[];
}

/** Null when the library refuses. */
function answer(input: Case["input"]): Readonly<Record<"recency" | "frequency" | "monetary", Scored>> | null {
  const given = Array.isArray(input.bins) ? {} : (input.bins as Readonly<Record<string, number | readonly number[]>>);
  const asked = METRICS.map(([metric]) => given[`${metric}_bins`] ?? 5);
  const counts = asked.map((bins) => (typeof bins === "number" ? bins : bins.length + 1));
  // one score is no division, and no policy asks for it; of anything else the policy judges
  if (counts.some((count) => count !== 1) && !parsed(counts, asked)) return null;
  try {
    const scored = METRICS.map(([metric, column], i): [string, Scored] => {
      const values = numbers(input[column]);
      const bins = asked[i] ?? 5;
      const cuts = typeof bins === "number" ? rfmCuts(values, bins, { mode: "rfm-r" }) : bins;
      const rule = { mode: "rfm-r", lowerIsBetter: metric === "recency" } as const;
      return [metric, { values, cuts, scores: Array.from(rfmScoreColumn(values, cuts, rule)) }];
    });
    return Object.fromEntries(scored) as Readonly<Record<"recency" | "frequency" | "monetary", Scored>>;
  } catch {
    return null;
  }
}

function parsed(counts: readonly number[], asked: readonly (number | readonly number[])[]): boolean {
  const of = (values: readonly unknown[]): object =>
    Object.fromEntries(METRICS.map(([metric], i) => [metric, values[i] ?? null]));
  return parseRfmPolicy({
    id: "edge",
    version: 1,
    mode: "rfm-r",
    bins: of(counts),
    cuts: of(asked.map((bins) => (typeof bins === "number" ? null : bins))),
    frequency: "orders",
    currency: "USD",
  }).ok;
}
