import fc from "fast-check";
import { instant, money, orThrow } from "clientele/core";
import { acquisitionCost, type AcquiredCourse, defineLifecycle } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { course } from "../support/lifecycle.ts";

const policy = defineLifecycle(course);
type Row = AcquiredCourse<"lead" | "client" | "idle" | "gone">;
const cny = (amount: string) => money(amount, "CNY");
const came = (acquisition: Row["state"]["acquisition"], ...to: ("client" | "idle" | "gone")[]): Row => ({
  record: { log: { startedIn: null } },
  happened: to.map((stage) => ({ at: instant("2026-01-02T00:00:00Z"), from: "lead", to: stage })),
  state: { acquisition },
});
const asked = { stages: ["lead", "client"], currency: "CNY" } as const;

describe("examples", () => {
  test("by source and campaign, with what was spent on all", () => {
    const rows = orThrow(
      acquisitionCost(
        [
          came({ source: "ads", campaign: "spring", cost: cny("10") }, "client"),
          came({ source: "ads", campaign: "spring" }),
          came({ source: "ads", cost: cny("0.1") }, "client", "idle", "gone"),
          came({ source: "ads", cost: cny("0.2") }, "client"),
          came({ source: "ads" }, "client"),
          came(null),
        ],
        policy,
        {
          ...asked,
          spend: [
            { source: "ads", campaign: "spring", cost: cny("90.01") },
            { source: "fair", cost: cny("5000") },
          ],
        },
      ),
    );
    expect(
      rows.map(({ source, campaign, customers, cost, costUnknown, stages }) => [
        source,
        campaign,
        customers,
        cost.amount,
        costUnknown,
        stages.map(({ reached, conversion, costPer }) => [reached, conversion, costPer?.amount ?? null]),
      ]),
    ).toEqual([
      [
        "ads",
        "spring",
        2,
        "100.01",
        0,
        [
          [2, 1, "50.00"],
          [1, 0.5, "100.01"],
        ],
      ], // 50.005, to the even digit
      [
        "ads",
        null,
        3,
        "0.30",
        1,
        [
          [3, 1, "0.10"],
          [3, 1, "0.10"],
        ],
      ],
      [
        "fair",
        null,
        0,
        "5000.00",
        0,
        [
          [0, null, null],
          [0, null, null],
        ],
      ],
      [
        null,
        null,
        1,
        "0.00",
        1,
        [
          [1, 1, "0.00"],
          [0, 0, null],
        ],
      ],
    ]);
    expect(rows[2]?.stages.map(({ interval }) => interval)).toEqual([null, null]);
    expect(rows[0]?.stages[1]?.interval?.map((end) => Number(end.toFixed(4)))).toEqual([0.0945, 0.9055]);
  });

  test("in order of names, also where they are numbers, and those not known last", () => {
    const sources = ["b", "2026", null, "10", "a"].map((source) => came(source === null ? null : { source }));
    const campaigns = ["7", null, "12"].map((campaign) => came({ source: "c", campaign }));
    const rows = orThrow(acquisitionCost([...campaigns, ...sources], policy, asked));
    expect(rows.map(({ source, campaign }) => [source, campaign])).toEqual([
      ["10", null],
      ["2026", null],
      ["a", null],
      ["b", null],
      ["c", "12"],
      ["c", "7"],
      ["c", null],
      [null, null],
    ]);
  });

  test("the stage a customer began in counts; who was in none of those asked about counts as a customer", () => {
    const begun = { ...came({ source: "ads" }), record: { log: { startedIn: "client" } } } as const;
    const [row] = orThrow(
      acquisitionCost([begun, came({ source: "ads" })], policy, { stages: ["client", "idle"], currency: "CNY" }),
    );
    expect([row?.customers, row?.stages.map(({ reached, conversion }) => [reached, conversion])]).toEqual([
      2,
      [
        [1, 0.5],
        [0, 0],
      ],
    ]);
  });
});

describe("refusals", () => {
  test("costs that are no money, or another's", () => {
    expect(
      acquisitionCost([came({ source: "ads", cost: { amount: "x", currency: "CNY" } })], policy, asked),
    ).toMatchObject({ ok: false, error: { code: "invalid-fact", path: "/0/state/acquisition/cost/amount" } });
    expect(acquisitionCost([came({ source: "ads", cost: money("1", "EUR") })], policy, asked)).toMatchObject({
      ok: false,
      error: { code: "currency-mismatch" },
    });
    expect(acquisitionCost([], policy, { ...asked, spend: [{ source: "x", cost: money("1", "EUR") }] })).toMatchObject({
      ok: false,
      error: { code: "currency-mismatch" },
    });
  });

  test("of what was spent on all, by its place", () => {
    const spend = [
      { source: "x", cost: cny("1") },
      { source: "x", cost: { amount: "1e3", currency: "CNY" } },
    ];
    expect(acquisitionCost([], policy, { ...asked, spend })).toMatchObject({
      ok: false,
      error: { code: "invalid-fact", path: "/spend/1/cost/amount", expected: "decimal" },
    });
  });

  test.each([
    ["no stages", { ...asked, stages: [] }, "stages: expected at least one stage"],
    [
      "an unknown stage",
      { ...asked, stages: ["z" as "lead"] },
      'stages: expected stages of the policy, each once, received "z"',
    ],
    ["a currency", { ...asked, currency: "yuan" }, 'currency: expected an ISO 4217 code, received "yuan"'],
    ["a confidence", { ...asked, confidence: 2 }, "confidence: expected a share above 0 and below 1, received 2"],
  ])("%s", (_, options, message) => {
    expect(() => acquisitionCost([], policy, options)).toThrow(
      expect.objectContaining({ code: "invalid-option", message }),
    );
  });
});

describe("laws", () => {
  const anyRow = fc
    .record({
      source: fc.constantFrom("ads", "fair", "constructor"),
      campaign: fc.constantFrom("spring", null),
      fen: fc.option(fc.nat({ max: 9999 }), { nil: null }),
      isClient: fc.boolean(),
    })
    .map(({ source, campaign, fen, isClient }) =>
      came(
        { source, campaign, cost: fen === null ? null : cny((fen / 100).toFixed(2)) },
        ...(isClient ? (["client"] as const) : []),
      ),
    );

  test("customers are conserved, steps never grow, order does not matter", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), (rows) => {
        const answer = orThrow(acquisitionCost(rows, policy, asked));
        expect(answer.reduce((sum, { customers }) => sum + customers, 0)).toBe(rows.length);
        for (const { stages, customers } of answer) {
          const reached = stages.map((step) => step.reached);
          expect(reached).toEqual(reached.toSorted((a, b) => b - a));
          expect(reached[0]).toBe(customers);
        }
        expect(acquisitionCost(rows.toReversed(), policy, asked)).toEqual({ ok: true, value: answer });
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      }),
    );
  });
});
