import { verdictColumn } from "clientele/kernel";
import { defineRule, evaluateRule, evaluateRules, explainRule, type RuleInput, ruleProgram } from "clientele/rules";
import type { Bench } from "./harness.ts";

interface Row {
  readonly spend: number;
  readonly orders: number;
  readonly idleDays: number;
  readonly nps: number;
  readonly city: (typeof CITIES)[number];
}

/** Five clauses, as each engine writes them. Amounts are plain numbers here, since no peer knows money. */
const OURS = {
  id: "regular",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    { id: "spend", kind: "number" },
    { id: "orders", kind: "count" },
    { id: "idleDays", kind: "days" },
    { id: "nps", kind: "number" },
    { id: "city", kind: "text" },
  ],
  when: {
    all: [
      { metric: "spend", op: ">=", value: 5000 },
      { metric: "orders", op: ">=", value: 3 },
      { metric: "idleDays", op: "<", value: 180 },
      {
        any: [
          { metric: "nps", op: ">=", value: 7 },
          { metric: "city", op: "in", value: ["Suzhou", "Xi'an"] },
        ],
      },
    ],
  },
} as const satisfies RuleInput;

const MONGO = {
  spend: { $gte: 5000 },
  orders: { $gte: 3 },
  idleDays: { $lt: 180 },
  $or: [{ nps: { $gte: 7 } }, { city: { $in: ["Suzhou", "Xi'an"] } }],
};

const JSON_LOGIC = {
  and: [
    { ">=": [{ var: "spend" }, 5000] },
    { ">=": [{ var: "orders" }, 3] },
    { "<": [{ var: "idleDays" }, 180] },
    { or: [{ ">=": [{ var: "nps" }, 7] }, { in: [{ var: "city" }, ["Suzhou", "Xi'an"]] }] },
  ],
};

const ENGINE = {
  event: { type: "regular" },
  conditions: {
    all: [
      { fact: "spend", operator: "greaterThanInclusive", value: 5000 },
      { fact: "orders", operator: "greaterThanInclusive", value: 3 },
      { fact: "idleDays", operator: "lessThan", value: 180 },
      {
        any: [
          { fact: "nps", operator: "greaterThanInclusive", value: 7 },
          { fact: "city", operator: "in", value: ["Suzhou", "Xi'an"] },
        ],
      },
    ],
  },
};

/** Beside the rule engines of npm, and a tree walked anew for every customer, as one would write it without a library. */
export async function bench({ smoke, report, time, peer }: Bench): Promise<void> {
  const rows = Array.from({ length: smoke ? 100 : 100_000 }, (_, index) => rowOf(index));
  const subjects = rows.map((metrics) => ({ metrics }));
  const rule = defineRule(OURS);
  const expected = rows.filter((row) => interpreted(OURS.when, row) === 2).length;
  /** Goes through the customers once for each time. */
  const through =
    (name: string, holds: (row: Row) => boolean) =>
    (times: number): number => {
      let met = 0;
      for (let i = 0; i < times; i++) {
        met = 0;
        for (const row of rows) if (holds(row)) met += 1;
        if (met !== expected) throw new Error(`${name}: expected ${expected}, received ${met}`);
      }
      return met;
    };
  const population = (times: number): number => {
    let met = 0;
    for (let i = 0; i < times; i++) {
      met = 0;
      for (const { result } of evaluateRules(subjects, rule)) if (result === true) met += 1;
      if (met !== expected) throw new Error(`evaluateRules: expected ${expected}, received ${met}`);
    }
    return met;
  };
  const program = ruleProgram(rule);
  const columns = {
    spend: Float64Array.from(rows, ({ spend }) => spend),
    orders: Int32Array.from(rows, ({ orders }) => orders),
    idleDays: Int32Array.from(rows, ({ idleDays }) => idleDays),
    nps: Float64Array.from(rows, ({ nps }) => nps),
    city: { values: Int32Array.from(rows, ({ city }) => CITIES.indexOf(city)), names: CITIES },
  };
  const columnar = (times: number): number => {
    let met = 0;
    for (let i = 0; i < times; i++) {
      met = verdictColumn(columns, program).reduce((sum, verdict) => sum + (verdict >> 1), 0);
      if (met !== expected) throw new Error(`verdictColumn: expected ${expected}, received ${met}`);
    }
    return met;
  };
  const peers: { readonly name: string; readonly run: (times: number) => number }[] = [
    { name: "interpreted tree", run: through("interpreted", (row) => interpreted(OURS.when, row) === 2) },
  ];
  if (!smoke) {
    const { guard } = (await peer("@ucast/mongo2js")) as { guard: (query: object) => (row: Row) => boolean };
    const { default: sift } = (await peer("sift")) as { default: (query: object) => (row: Row) => boolean };
    const { default: logic } = (await peer("json-logic-js")) as {
      default: { apply: (logic: object, row: Row) => boolean };
    };
    peers.push(
      { name: "@ucast/mongo2js", run: through("ucast", guard(MONGO)) },
      { name: "sift", run: through("sift", sift(MONGO)) },
      { name: "json-logic-js", run: through("json-logic", (row) => logic.apply(JSON_LOGIC, row)) },
    );
  }
  const [ours = NaN, rowwise = NaN, single = NaN, explained = NaN, ...theirs] = time(
    columnar,
    population,
    through("evaluateRule", (row) => evaluateRule(row, rule) === true),
    through("explainRule", (row) => explainRule(row, rule).result === true),
    ...peers.map(({ run }) => run),
  );
  const perRow = (ms: number): number => (ms / rows.length) * 1e6;
  peers.forEach(({ name }, i) => {
    report({
      work: "verdictColumn, five clauses, a customer of columns",
      ours: perRow(ours),
      peer: name,
      theirs: perRow(theirs[i] ?? NaN),
      unit: "ns",
    });
  });
  report({ work: "evaluateRules, a customer as object", ours: perRow(rowwise), unit: "ns" });
  report({ work: "evaluateRule, an object", ours: perRow(single), unit: "ns" });
  report({ work: "explainRule, an object", ours: perRow(explained), unit: "ns" });
  if (!smoke) {
    const { Engine } = (await peer("json-rules-engine")) as {
      Engine: new (rules: object[]) => { run: (row: Row) => Promise<{ events: readonly unknown[] }> };
    };
    const engine = new Engine([ENGINE]);
    const few = rows.slice(0, 5_000);
    let best = Infinity;
    for (let repeat = 0; repeat < 3; repeat++) {
      const started = performance.now();
      for (const row of few) await engine.run(row);
      best = Math.min(best, performance.now() - started);
    }
    const theirs = (best / few.length) * 1e6;
    report({
      work: "verdictColumn, five clauses, a customer of columns",
      ours: perRow(ours),
      peer: "json-rules-engine",
      theirs,
      unit: "ns",
    });
  }
}

const CITIES = ["Suzhou", "Xi'an", "Wuhan", "Harbin"] as const;

/** About a third of the customers fulfil the rule. */
function rowOf(index: number): Row {
  const mixed = Math.imul(index + 1, 0x9e37_79b1) >>> 0;
  return {
    spend: (mixed % 20_000) + 0.5,
    orders: mixed % 11,
    idleDays: (mixed >>> 5) % 250,
    nps: (mixed >>> 9) % 11,
    city: CITIES[(mixed >>> 13) % 4] ?? "Suzhou",
  };
}

type Tree =
  | { readonly metric: string; readonly op: string; readonly value: unknown }
  | { readonly all: readonly Tree[] }
  | { readonly any: readonly Tree[] };

/** Three-valued, too: 0 no, 1 unknown, 2 yes. */
function interpreted(tree: Tree, row: Row): number {
  if ("all" in tree) {
    let least = 2;
    for (const part of tree.all) least = Math.min(least, interpreted(part, row));
    return least;
  }
  if ("any" in tree) {
    let most = 0;
    for (const part of tree.any) most = Math.max(most, interpreted(part, row));
    return most;
  }
  const observed = (row as unknown as Readonly<Record<string, unknown>>)[tree.metric];
  if (observed === undefined || observed === null || Number.isNaN(observed)) return 1;
  const { op, value } = tree;
  if (op === "in") return (value as readonly unknown[]).includes(observed) ? 2 : 0;
  const [left, right] = [observed as number, value as number];
  switch (op) {
    case ">=":
      return left >= right ? 2 : 0;
    case "<=":
      return left <= right ? 2 : 0;
    case ">":
      return left > right ? 2 : 0;
    case "<":
      return left < right ? 2 : 0;
    default:
      return left === right ? 2 : 0;
  }
}
