import { instant, orThrow } from "clientele/core";
import { defineTierPolicy, evaluateTier, tierPresets } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { readCsv, writeCsv } from "../../docs/site/browser/tier-playground/csv.ts";
import { policyText, readDraft } from "../../docs/site/browser/tier-playground/draft.ts";
import { examplePopulation } from "../../docs/site/browser/tier-playground/example.ts";
import { Grading, rankShares } from "../../docs/site/browser/tier-playground/grade.ts";
import { flowOf, judge, type Judgement } from "../../docs/site/browser/tier-playground/judge.ts";
import type { Population } from "../../docs/site/browser/tier-playground/population.ts";
import { readOwn } from "../../docs/site/browser/tier-playground/readOwn.ts";
import {
  numberFault,
  numberText,
  thresholdsIn,
  withNumbers,
} from "../../docs/site/browser/tier-playground/thresholds.ts";

const policy = defineTierPolicy<string, string>(tierPresets.valueGrade);
const NOW = instant("2026-07-01T00:00:00+08:00");

function read(text: string): Population {
  const own = readOwn(text, "own.csv", policy, NOW);
  if (!own.ok) throw new Error(own.why[0]);
  return own.population;
}

describe("the text of a policy", () => {
  test.each(Object.keys(tierPresets) as (keyof typeof tierPresets)[])(
    "%s is written, and read again, unchanged",
    (name) => {
      const draft = readDraft(policyText(tierPresets[name]));
      expect(draft.value).toEqual(tierPresets[name]);
      expect(draft.policy).toEqual(defineTierPolicy<string, string>(tierPresets[name]));
    },
  );

  test("what is wrong stands at its place", () => {
    const {
      policy: none,
      issues,
      places,
      text,
    } = readDraft(policyText({ ...tierPresets.valueGrade, currency: "Yuan" }));
    expect(none).toBeNull();
    expect(issues.map(({ path }) => text.slice(places.get(path)?.from, places.get(path)?.to))).toEqual(['"Yuan"']);
  });
});

describe("thresholds", () => {
  const draft = readDraft(policyText(tierPresets.valueGrade));

  test("are found from the highest tier down, then downgrade rules", () => {
    expect(
      thresholdsIn(draft.value).map(({ part, role, metric, value }) => [part, role, metric, value].join(" ")),
    ).toEqual([
      "diamond attain spend 200000",
      "diamond attain orders 12",
      "diamond retain spend 160000",
      "gold attain spend 50000",
      "gold attain orders 6",
      "gold retain spend 40000",
      "silver attain spend 10000",
      "silver attain orders 3",
      "silver retain spend 8000",
      "dormant when idleDays 180",
    ]);
  });

  test("are found in groups of every kind, and of what is no policy at all", () => {
    const deep = { atLeast: { n: 1, of: [{ not: { any: [{ metric: "m", op: ">", value: 2 }] } }] } };
    expect(thresholdsIn({ tiers: [{ id: 7, attain: deep }] }).map(({ path }) => path)).toEqual([
      "/tiers/0/attain/atLeast/of/0/not/any/0/value",
    ]);
    for (const odd of [
      null,
      3,
      "x",
      [],
      { tiers: 3 },
      { tiers: [null], downgrade: [] },
      { tiers: [{ attain: { all: 3 } }] },
    ]) {
      expect(thresholdsIn(odd)).toEqual([]);
    }
  });

  test("are changed where they stand, and nothing else is", () => {
    const changes = new Map([
      ["/tiers/2/attain/all/0/value", '"60000"'],
      ["/tiers/2/attain/all/1/value", "7"],
    ]);
    const text = withNumbers(draft.text, draft.places, changes);
    const [attain] = [readDraft(text).policy?.tiers[2]?.attain];
    expect(attain).toMatchObject({ all: [{ value: "60000" }, { value: 7 }] });
    expect(text.replace('"60000"', '"50000"').replace('"value": 7', '"value": 6').replace("value: 7", "value: 6")).toBe(
      draft.text,
    );
  });

  test.each([
    ["60000", true, '"60000"'],
    ["60000.50", true, '"60000.50"'],
    ["007", false, "7"],
    ["1e3", false, "1000"],
    ["-0.5", false, "-0.5"],
    ["", true, null],
    ["six", false, null],
    ["1e400", false, null],
    ["Infinity", false, null],
  ])("%j is written as %j", (typed, quoted, written) => {
    expect(numberText(typed, quoted)).toBe(written);
  });
});

test("an amount has no more decimals than its currency", () => {
  expect([numberFault("50000.123", "money", 2), numberFault("50000.12", "money", 2)]).toEqual(["decimals", null]);
  expect([numberFault("5.5", "money", 0), numberFault("5.123", "number")]).toEqual(["decimals", null]);
});

describe("CSV", () => {
  test.each([
    [
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      '\uFEFFa;b\n1;"x;""y""\nz"',
      [
        ["a", "b"],
        ["1", 'x;"y"\nz'],
      ],
    ],
    [
      "a\tb\n\n\n1\t",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    ["", []],
    ['"never closed', [["never closed"]]],
  ])("%j", (text, cells) => {
    expect(readCsv(text).map((row) => row.cells)).toEqual(cells);
  });

  test("rows know their lines", () => {
    expect(readCsv('a,b\n"1\n2",3\n\n4,5').map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test("what is written can be read; formulas are text", () => {
    expect(
      writeCsv([
        ["a,b", 'c"d'],
        ["=1+1", "-5"],
      ]),
    ).toBe('"a,b","c""d"\r\n\'=1+1,-5\r\n');
  });
});

describe("own files", () => {
  test("orders: dates in several spellings, to the end of the last day", () => {
    const { from, asOf, people, bad } = read(
      '客户,下单日期,金额\nA,2026-03-01,"12,000.50"\nA,2026/3/2 9:05,10\nB,2026年3月2日,7\n',
    );
    expect([from, asOf, people.length, bad.total]).toEqual(["facts", "2026-03-02T15:59:59.999Z", 2, 0]);
    expect([...(people[0]?.facts?.orders as Iterable<unknown>)]).toMatchObject([
      { at: "2026-02-28T16:00:00.000Z", amount: { amount: "12000.50", currency: "CNY" } },
      { at: "2026-03-02T01:05:00.000Z" },
    ]);
  });

  test("orders: as accounts write them, where that means one thing", () => {
    const { people, lines, bad } = read(
      '客户名称,下单日期,金额（元）\n甲,2026-03-01,"¥8,800"\n甲,2026-03-02,9.50 元\n乙,2026-03-03,RMB 7\n丙,2026-03-03,$5\n丁,2026-03-03,8.8万元\n',
    );
    expect([lines, people.map(({ customerId, name }) => [customerId, name])]).toEqual([
      3,
      [
        ["甲", null],
        ["乙", null],
      ],
    ]);
    expect([...(people[0]?.facts?.orders as Iterable<unknown>)]).toMatchObject([
      { amount: { amount: "8800", currency: "CNY" } },
      { amount: { amount: "9.50", currency: "CNY" } },
    ]);
    expect(bad.first.map(({ line }) => line)).toEqual([5, 6]);
  });

  test.each(["金额（万元）", "金额（USD）", "金额（元/件）"])("a column %s is not taken for amounts", (title) => {
    expect(readOwn(`客户名称,下单日期,${title}\n甲,2026-03-01,5\n`, "own.csv", policy, NOW).ok).toBe(false);
  });

  test("rows that cannot be read are told with their lines", () => {
    const { people, bad } = read(
      "customer,date,amount,currency\n,2026-03-01,1,\nA,1.3.2026,1,\nA,2026-03-01,1.234,\nA,2026-03-01,5,USD\nA,2026-02-30,5,\nB,2026-03-01,5,CNY",
    );
    expect(people.map(({ customerId }) => customerId)).toEqual(["B"]);
    expect(bad.first.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    expect(bad.first[2]?.why[0]).toBe('expected an amount of CNY with 2 decimals at most, such as 1990.5, not "1.234"');
  });

  test("customers: metrics by id or name, tiers by id or name; nothing is unknown, not zero", () => {
    const { people, asOf } = read(
      "customer,近 12 个月消费额,orders,tier\nA,52000,9,银级客户\nB,,3,\nC,x,1,\nD,5,1,platinum\nA,1,1,",
    );
    expect(asOf).toBe(NOW);
    expect(people.map(({ customerId, state, metrics }) => [customerId, state?.tier ?? null, metrics])).toEqual([
      ["A", "silver", { spend: { amount: "52000", currency: "CNY" }, orders: 9 }],
      ["B", null, { spend: null, orders: 3 }],
    ]);
  });

  test.each([
    ["", "the file is empty: a header line is expected"],
    ["customer,date,amount\n", "there is no row below the header"],
    ["customer,colour\nA,red", "the header has customer, colour; expected are either orders"],
    ["客户\uFFFD,x\n", "the file is not UTF-8"],
    ["customer,spend\nA,lots", "no row could be read; line 2: spend: expected an amount of CNY"],
  ])("%j is refused: %s", (text, why) => {
    const own = readOwn(text, "own.csv", policy, NOW);
    expect(own.ok ? "" : own.why[0].slice(0, why.length)).toBe(why);
  });
});

describe("judging", () => {
  const population = read(
    "customer,spend,orders,idleDays,tier\nA,52000,9,12,silver\nB,45000,9,12,gold\nC,5,1,400,gold\nD,5,1,3,\n",
  );

  test("counts what evaluateTier decides; who moves is told by the simulation", async () => {
    const grading = new Grading(population);
    const raised = readDraft(policyText({ ...tierPresets.valueGrade }).replaceAll('"50000"', '"60000"')).policy;
    if (raised === null) throw new Error("it is sound");
    await grading.measure(policy, () => false);
    expect(grading.ready(policy, raised)).toBe(true);
    const rows = grading.rows(policy, raised);
    const { judged, tiers, directions } = judge(rows, raised, NOW);
    expect(judged.map(({ decision }) => decision?.to)).toEqual(
      rows.map((row) => orThrow(evaluateTier(row, raised, { asOf: NOW })).to),
    );
    expect(Object.fromEntries(tiers.map(({ tier, held, decided }) => [tier, [held, decided]]))).toEqual({
      ordinary: [0, 1],
      silver: [1, 2],
      gold: [2, 1],
      diamond: [0, 0],
    });
    expect(Object.fromEntries(directions)).toEqual({ same: 2, down: 1, new: 1 });
    const flow = flowOf(rows, { before: policy, after: raised }, { asOf: NOW, horizon: "atOnce" });
    expect("movers" in flow && flow.movers.map(({ customerId, from, to }) => [customerId, from, to])).toEqual([
      ["A", "gold", "silver"],
    ]);
  });

  test("tiers that the draft does not have are judged as new", async () => {
    const grading = new Grading(population);
    const other = defineTierPolicy<string, string>(tierPresets.abc);
    await grading.measure(policy, () => false);
    await grading.measure(other, () => false);
    const { withoutTier, directions } = judge(grading.rows(policy, other), other, NOW);
    expect([withoutTier, Object.fromEntries(directions)]).toEqual([3, { new: 4 }]);
  });

  const whole = examplePopulation("en");
  const presets = Object.keys(tierPresets) as (keyof typeof tierPresets)[];

  test.each(presets.flatMap((from) => presets.map((to) => [from, to] as const)))(
    "in columns from %s to %s as in rows",
    async (from, to) => {
      const grading = new Grading({ ...whole, people: whole.people.filter((_, place) => place % 60 === 0) });
      const [before, draft] = [
        defineTierPolicy<string, string>(tierPresets[from]),
        defineTierPolicy<string, string>(tierPresets[to]),
      ];
      await grading.measure(before, () => false);
      await grading.measure(draft, () => false);
      const [rows, columns] = [grading.rows(before, draft), grading.columns(before, draft)];
      const { asOf } = whole;
      expect(columns?.customerId).toHaveLength(rows.length);
      const plain = ({ judged, ...rest }: Judgement): unknown => [
        rest,
        judged.map(({ decision }) => decision && [decision.action, decision.from, decision.to]),
      ];
      expect(plain(judge(rows, draft, asOf, columns))).toEqual(plain(judge(rows, draft, asOf)));
      for (const horizon of ["atOnce", "settled", "afresh"] as const) {
        const policies = { before, after: draft };
        expect(flowOf(rows, policies, { asOf, horizon }, columns)).toEqual(flowOf(rows, policies, { asOf, horizon }));
      }
    },
  );

  test("what columns cannot say is judged in rows", async () => {
    const grading = new Grading(population);
    const late = { ...tierPresets.valueGrade, effectiveFrom: "2027-01-01T00:00:00+08:00" };
    const draft = defineTierPolicy<string, string>(late);
    await grading.measure(draft, () => false);
    const judged = judge(grading.rows(draft, draft), draft, NOW, grading.columns(draft, draft)).judged;
    expect(judged.map(({ refusal }) => refusal?.code)).toEqual(population.people.map(() => "tier-policy-not-in-force"));
    const dollars = defineTierPolicy<string, string>({ ...tierPresets.valueGrade, currency: "USD" });
    await grading.measure(dollars, () => false);
    expect(grading.columns(dollars, dollars)).toBeNull();
  });

  test("policies in two currencies are not compared", () => {
    const dollars = defineTierPolicy<string, string>({ ...tierPresets.valueGrade, currency: "USD" });
    const flow = flowOf([], { before: policy, after: dollars }, { asOf: NOW, horizon: "afresh" });
    expect("code" in flow && flow.code).toBe("invalid-option");
  });

  test("shares of turnover: those of one size alike, who brought nothing last", () => {
    expect(rankShares([20, 50, 0, 20, 10])).toEqual([0.9, 0.5, 1, 0.9, 1]);
    expect(rankShares([0, 0])).toEqual([1, 1]);
    expect(rankShares([])).toEqual([]);
  });
});
