import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { kinds } from "./kinds.ts";

const root = join(import.meta.dirname, "../..");
const beside = join(root, "../shared");
const folder = mkdtempSync(join(tmpdir(), "conformance-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const hold = (kind: string, file: string, only: readonly string[] | null = null) =>
  kinds[kind]!(file, only === null ? null : new Set(only));
const failures = (outcomes: ReturnType<typeof hold>) => outcomes.filter(({ differences }) => differences.length > 0);
const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe("reference vectors beside the checkout", () => {
  const selections = readFileSync(join(root, "test/conformance/selections.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" "));

  test("the list of what is held is not empty, and names kinds that there are", () => {
    expect(selections.length).toBeGreaterThanOrEqual(3);
    expect(selections.filter(([kind = ""]) => !Object.hasOwn(kinds, kind))).toEqual([]);
  });

  if (existsSync(beside)) {
    test.each(selections)("%s %s", (kind = "", file = "", ...options) => {
      const only = options[0] === "--only" ? (options[1] ?? "").split(",") : null;
      const outcomes = hold(kind, join(beside, file), only);

      expect(outcomes.length).toBeGreaterThan(0);
      expect(failures(outcomes)).toEqual([]);
    });
  } else {
    test("are absent: only the small cases below are held", () => {
      expect(hold("special-functions", join(root, "test/golden/special-functions.json")).length).toBeGreaterThan(10);
    });
  }
});

describe("special-functions", () => {
  test("small cases hold", () => {
    const outcomes = hold("special-functions", join(root, "test/golden/special-functions.json"));

    expect(outcomes).toHaveLength(18);
    expect(failures(outcomes)).toEqual([]);
  });

  test("a wrong figure fails, and so does a function that is not offered", () => {
    const file = written(
      "functions.json",
      JSON.stringify({
        cases: [
          { fn: "logGamma", args: [2.5], truth: "0.2846828704729191596324947" },
          { fn: "logGamma", args: [2.5], truth: "0.28468287047" },
          { fn: "incGammaP(a, x) = lower", args: [1, 1], truth: "0.6321205588285576784044762" },
          { fn: "zeta", args: [2], truth: "1.644934066848226436472415" },
        ],
      }),
    );

    expect(failures(hold("special-functions", file)).map(({ id }) => id)).toEqual(["1: logGamma(2.5)", "3: zeta(2)"]);
    expect(hold("special-functions", file, ["incGammaP"]).map(({ id }) => id)).toEqual(["2: incGammaP(1, 1)"]);
  });
});

describe("rfm", () => {
  // five scores over five customers, by hand: cuts are the quantiles and one more
  const rows = [
    '"customer_id","recency_days","transaction_count","amount","r","f","m"',
    '"a",10,1,100,5,1,1',
    '"b",20,2,200,4,1,2',
    '"c",30,3,300,3,2,3',
    '"d",40,4,400,2,3,4',
    '"e",50,5,500,1,4,5',
  ];

  test("small cases hold", () => {
    const outcomes = hold("rfm", written("scores.csv", rows.join("\n")), ["scores"]);

    expect(outcomes).toHaveLength(5);
    expect(failures(outcomes)).toEqual([]);
  });

  test("a wrong score fails, and so does a wrong segment", () => {
    const named = ["segment_v030", "New Customers", "New Customers", "Loyal Customers", "Promising", "At Risk"];
    const lines = [...rows.slice(0, -1), '"e",50,5,500,1,5,5'].map((row, i) => `${row},"${named[i] ?? ""}"`);

    expect(failures(hold("rfm", written("wrong.csv", lines.join("\n"))))).toEqual([
      { id: "e scores", differences: [{ what: "f", expected: "5", got: 4 }] },
      { id: "d segment", differences: [{ what: "segment", expected: "Promising", got: "Loyal Customers" }] },
      { id: "e segment", differences: [{ what: "segment", expected: "At Risk", got: "Can't Lose Them" }] },
    ]);
  });
});

describe("quantiles", () => {
  const sample = (values: readonly number[], methods: object) => ({ values, methods });

  test("small cases by every method, and refusals", () => {
    const refused = { error: "edges must be unique" };
    const file = written(
      "quantiles.json",
      JSON.stringify({
        samples: {
          two_values: sample([0, 0, 0, 0, 0, 0, 0, 0, 5, 5], {
            pandas_qcut5_raise: refused,
            pandas_qcut5_drop: [1, 1, 1, 1, 1, 1, 1, 1, 2, 2],
            pandas_qcut5_drop_with_5_labels: refused,
            pandas_qcut5_rank_first: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5],
            sql_ntile5: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5],
            cume_dist_ceil: [4, 4, 4, 4, 4, 4, 4, 4, 5, 5],
            min_rank_floor: [1, 1, 1, 1, 1, 1, 1, 1, 5, 5],
            mid_rank: [3, 3, 3, 3, 3, 3, 3, 3, 5, 5],
            type7_right_closed: [1, 1, 1, 1, 1, 1, 1, 1, 5, 5],
            type7_left_closed: [4, 4, 4, 4, 4, 4, 4, 4, 5, 5],
          }),
          n1: sample([7], { pandas_qcut5_drop: [null], pandas_qcut5_rank_first: refused, mid_rank: [3] }),
        },
      }),
    );

    expect(hold("quantiles", file)).toHaveLength(13);
    expect(failures(hold("quantiles", file))).toEqual([]);
  });

  test("wrong scores, refusals that are none, and methods that are not offered fail", () => {
    const file = written(
      "wrong-quantiles.json",
      JSON.stringify({
        samples: {
          a: sample([1, 2], { mid_rank: [2, 5], sql_ntile5: [1], type7_right_closed: { error: "no" }, jenks: [1, 2] }),
        },
      }),
    );

    expect(failures(hold("quantiles", file)).map(({ id }) => id)).toEqual([
      "a mid_rank",
      "a sql_ntile5",
      "a type7_right_closed",
      "a jenks",
    ]);
    expect(hold("quantiles", file, ["jenks"])).toHaveLength(1);
  });
});

describe("rfm-edge", () => {
  const bounds = (recency: readonly number[], frequency: readonly number[], monetary: readonly number[]) => ({
    recency_lower: recency[0],
    recency_upper: recency[1],
    frequency_lower: frequency[0],
    frequency_upper: frequency[1],
    monetary_lower: monetary[0],
    monetary_upper: monetary[1],
  });
  const whole = {
    input: {
      recency_days: 10,
      transaction_count: 3,
      amount: 100,
      bins: { recency_bins: 1, frequency_bins: 1, monetary_bins: 1 },
    },
    output: { r: 1, f: 1, m: 1, threshold: [bounds([10, 11], [3, 4], [100, 101])] },
  };

  test("small cases hold, refusals too", () => {
    const file = written(
      "edge.json",
      JSON.stringify({
        cases: {
          whole,
          unequal: {
            input: { ...whole.input, bins: { recency_bins: 4, frequency_bins: 3 } },
            output: { error: "rows" },
          },
          missing: { input: { ...whole.input, amount: "NA", bins: [] }, output: { error: "missing values" } },
        },
      }),
    );

    expect(hold("rfm-edge", file)).toHaveLength(3);
    expect(failures(hold("rfm-edge", file))).toEqual([]);
  });

  test("wrong scores, bounds and refusals fail", () => {
    const file = written(
      "wrong-edge.json",
      JSON.stringify({
        cases: {
          score: { ...whole, output: { ...whole.output, m: 2 } },
          bound: { ...whole, output: { ...whole.output, threshold: [bounds([10, 12], [3, 4], [100, 101])] } },
          accepted: { ...whole, output: { error: "no" } },
          refused: { ...whole, input: { ...whole.input, amount: "NaN" } },
        },
      }),
    );

    expect(failures(hold("rfm-edge", file)).map(({ id, differences }) => [id, differences[0]?.what])).toEqual([
      ["score", "m of row 0"],
      ["bound", "recency upper 0"],
      ["accepted", "answer"],
      ["refused", "answer"],
    ]);
    expect(hold("rfm-edge", file, ["bound"])).toHaveLength(1);
  });
});

describe("clv-fit", () => {
  // everybody bought twice or not at all: rows enough for the format, figures from our own fit
  const csv = written(
    "customers.csv",
    ["x,t_x,T,w", "0,0,10,30", "1,3,10,9", "2,7,11,6", "4,9,12,3", "1,8,9,4", "3,4,12,2"].join("\n"),
  );
  const columns = { frequency: "x", recency: "t_x", age: "T", weight: "w" };
  const file = (params: object) =>
    written(
      "fits.json",
      JSON.stringify({
        cases: [
          {
            name: "small",
            model: "bg-nbd",
            csv: csv.slice(folder.length + 1),
            columns,
            where: { frequency: ">=0" },
            unit: "week",
            expected: { params, logLikelihood: "0", standardErrors: {} },
          },
          {
            name: "other",
            model: "zip-nbd",
            csv: "",
            columns,
            expected: { params: {}, logLikelihood: "0", standardErrors: {} },
          },
        ],
      }),
    );

  test("every figure is compared, and a model that is not offered fails", () => {
    const [small, other] = hold("clv-fit", file({ r: "1e6", alpha: "1e6" }));

    expect(small?.differences.map(({ what }) => what)).toEqual(["r", "alpha", "logLikelihood"]);
    expect(other?.differences).toEqual([{ what: "zip-nbd", expected: "a fit", got: "not offered" }]);
  });

  test("figures that agree pass", () => {
    const got = Object.fromEntries(
      hold("clv-fit", file({ r: "1e6", alpha: "1e6", a: "1e6", b: "1e6" }), ["bg-nbd"])[0]!.differences.map(
        ({ what, got: figure }) => [what, String(figure)],
      ),
    );
    const [again] = hold("clv-fit", file({ r: got["r"], alpha: got["alpha"], a: got["a"], b: got["b"] }), ["bg-nbd"]);

    expect(again?.differences.map(({ what }) => what)).toEqual(["logLikelihood"]);
  });
});
