import fc from "fast-check";
import { exact, money, orThrow, storePolicy, sumMoney } from "clientele/core";
import {
  attributeChurn,
  churnPareto,
  churnPresets,
  defineChurnPolicy,
  parseChurnPolicy,
  planWinBack,
  restoreChurnPolicy,
  reviewChurnPolicy,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLost, churn } from "../support/churn.ts";

const policy = defineChurnPolicy(churn);
const preset = defineChurnPolicy(churnPresets.fiveCauses);
const asOf = "2026-06-01T00:00:00+08:00";
const at = (date: string): string => `2026-${date}T00:00:00+08:00`;

describe("doors", () => {
  test("every issue at once", () => {
    const parsed = parseChurnPolicy({
      ...churn,
      signals: ["complaint", "complaint", "said"],
      causes: [{ ...churn.causes[0], responseOdds: "-0.1" }, churn.causes[1], churn.causes[0]],
      oddsUnknown: "1.01",
      offers: [
        { id: "x", causes: ["rain"], cost: "-1" },
        { id: "x", minValue: "-2", causes: ["price", "price"] },
      ],
    });
    expect(parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path])).toEqual([
      ["duplicate-id", "/signals/1"],
      ["duplicate-id", "/causes/2/id"],
      ["duplicate-id", "/offers/1/id"],
      ["odds-out-of-range", "/causes/0/responseOdds"],
      ["unknown-signal", "/causes/1/evidence/0/signal"],
      ["odds-out-of-range", "/oddsUnknown"],
      ["unknown-cause", "/offers/0/causes/0"],
      ["negative-amount", "/offers/0/cost"],
      ["duplicate-id", "/offers/1/causes/1"],
      ["negative-amount", "/offers/1/minValue"],
    ]);
  });

  test("what is worth knowing", () => {
    const { findings } = reviewChurnPolicy({
      ...churn,
      causes: [...churn.causes, { id: "rain", evidence: [], responseOdds: "0" }],
      offers: [churn.offers[1], churn.offers[0]],
    });
    expect(findings.map(({ code, path }) => [code, path])).toEqual([
      ["cause-without-offer", "/causes/1"],
      ["cause-without-evidence", "/causes/2/evidence"],
      ["cause-without-offer", "/causes/2"],
      ["offer-never-first", "/offers/1"],
    ]);
  });

  test("the preset is sound, and comes back from storage", () => {
    expect(reviewChurnPolicy(churnPresets.fiveCauses)).toMatchObject({ issues: [], findings: [] });
    expect(orThrow(restoreChurnPolicy(JSON.parse(JSON.stringify(storePolicy(preset)))))).toEqual(preset);
    expect(restoreChurnPolicy({ ...storePolicy(preset), fingerprint: "0" }).ok).toBe(false);
  });
});

describe("attributeChurn", () => {
  const attribute = (...signals: readonly (readonly ["complaint" | "priceRise" | "said" | "noise", string])[]) =>
    orThrow(
      attributeChurn(
        { churnedAt: at("05-01"), signals: signals.map(([signal, when]) => ({ signal: signal as "said", at: when })) },
        policy,
        { asOf },
      ),
    );

  test("evidence by count and window, what is said later, and what is not known yet", () => {
    const { cause, causes, reasons, unknownSignals } = attribute(
      ["complaint", at("03-01")],
      ["complaint", at("04-01")],
      ["priceRise", at("04-01")], // a month before, to the moment: out
      ["said", at("05-20")],
      ["said", at("06-02")],
      ["noise", at("04-01")],
    );
    expect(cause).toBe("service");
    expect(causes.map(({ cause: id, score, share, evidence }) => [id, score, share, evidence.length])).toEqual([
      ["service", 3, 0.5, 1],
      ["price", 3, 0.5, 1],
    ]);
    expect(reasons.map(({ rule, observed, verdict }) => [rule, observed, verdict])).toEqual([
      ["/causes/0/evidence/0", { kind: "number", value: 2 }, "met"],
      ["/causes/1/evidence/0", { kind: "number", value: 0 }, "unmet"],
      ["/causes/1/evidence/1", { kind: "number", value: 1 }, "met"],
    ]);
    expect(unknownSignals).toEqual(["noise"]);
  });

  test("not known where nothing speaks for a cause", () => {
    expect(attribute(["complaint", at("04-01")])).toMatchObject({ cause: null, causes: [] });
  });

  test.each([
    ["not lost yet", { churnedAt: at("06-02"), signals: [] }, "not-churned"],
    ["no moment", { churnedAt: "x", signals: [] }, "invalid-fact"],
    [
      "a signal at no moment",
      { churnedAt: at("05-01"), signals: [{ signal: "said", at: "x" }] } as const,
      "invalid-fact",
    ],
    ["no signal", { churnedAt: at("05-01"), signals: [{ signal: 1 as unknown as "said", at: asOf }] }, "invalid-fact"],
  ])("refuses: %s", (_, facts, code) => {
    expect(attributeChurn(facts, policy, { asOf })).toMatchObject({ ok: false, error: { code } });
  });

  test("more evidence never lowers a score; the order of signals does not matter; shares sum to one", () => {
    const anySignal = fc.record({
      signal: fc.constantFrom("complaint", "priceRise", "said"),
      at: fc.constantFrom(at("02-15"), at("04-15"), at("05-15"), at("07-01")),
    });
    fc.assert(
      fc.property(fc.array(anySignal, { maxLength: 6 }), anySignal, (signals, more) => {
        const told = (list: typeof signals) =>
          orThrow(attributeChurn({ churnedAt: at("05-01"), signals: list }, policy, { asOf }));
        const before = told(signals);
        const after = told([more, ...signals]);
        for (const { cause, score } of before.causes) {
          expect(after.causes.find((other) => other.cause === cause)?.score).toBeGreaterThanOrEqual(score);
        }
        expect(told(signals.toReversed())).toEqual(before);
        if (before.causes.length > 0) {
          expect(before.causes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        }
        expect(JSON.parse(JSON.stringify(before))).toEqual(before);
      }),
    );
  });
});

describe("churnPareto", () => {
  test("counts, values, and who is not known last", () => {
    const rows = orThrow(
      churnPareto(
        [
          { cause: null, value: money("1", "CNY") },
          { cause: null },
          { cause: "price", value: money("0.10", "CNY") },
          { cause: "price", value: money("0.20", "CNY") },
          { cause: "service" },
          { cause: "gone" as "price" },
        ],
        policy,
      ),
    );
    expect(rows.map(({ cause, customers, cumulative, value }) => [cause, customers, cumulative, value.amount])).toEqual(
      [
        ["price", 2, 2 / 6, "0.30"],
        ["service", 1, 3 / 6, "0.00"],
        [null, 3, 1, "1.00"],
      ],
    );
    expect(churnPareto([], policy)).toEqual({ ok: true, value: [] });
    expect(churnPareto([{ cause: null, value: money("1", "EUR") }], policy)).toEqual({
      ok: false,
      error: { code: "currency-mismatch", expected: "CNY", observed: "EUR" },
    });
  });
});

describe("planWinBack", () => {
  const lost = { churnedAt: at("05-01"), value: money("500", "CNY"), cause: "service", objected: false } as const;
  const attempt = (date: string, declined = false) => ({ at: at(date), declined });

  test.each([
    ["came back", { wonBackAt: at("05-20") }, "win-back-still-lost", null],
    ["objected", { objected: true }, "win-back-no-objection", null],
    ["declined", { attempts: [attempt("05-10", true)] }, "win-back-not-declined", null],
    ["too soon", { churnedAt: at("05-30") }, "win-back-not-too-soon", "2026-06-05T16:00:00.000Z"],
    ["too late", { churnedAt: "2025-05-31T00:00:00+08:00" }, "win-back-not-too-late", null],
    [
      "tried for long",
      { attempts: [attempt("01-02"), attempt("01-03"), attempt("01-04")] },
      "win-back-attempts-left",
      null,
    ],
    [
      "tried of late",
      { attempts: [attempt("05-20"), attempt("05-10")] },
      "win-back-contact-limit",
      "2026-06-08T16:00:00.000Z",
    ],
    ["no offer", { cause: null, value: money("9.99", "CNY") }, "win-back-offer-fits", null],
    ["nothing to gain", { cause: "price", value: money("10.05", "CNY") }, "win-back-worth-it", null],
  ] as const)("withheld: %s", (_, change, code, until) => {
    const { offers, withheld } = planWinBack([{ ...lost, customerId: "C", ...change }], policy, { asOf });
    expect(offers).toEqual([]);
    expect(withheld.map((row) => [row.code, row.until])).toEqual([[code, until]]);
    expect(withheld[0]?.reasons.find(({ verdict }) => verdict === "unmet")?.code).toBe(code);
  });

  test("at the edges: the day it opens and the day it closes, what is not known yet, the limit just kept", () => {
    const { offers } = planWinBack(
      [
        { ...lost, customerId: "opens", churnedAt: at("05-25") },
        { ...lost, customerId: "closes", churnedAt: "2025-06-01T00:00:00+08:00" },
        { ...lost, customerId: "later", wonBackAt: at("06-02"), attempts: [attempt("06-02", true)] },
        { ...lost, customerId: "limit", attempts: [attempt("05-02"), attempt("05-03")] }, // the first is 30 days ago
      ],
      policy,
      { asOf },
    );
    expect(offers.map(({ customerId }) => customerId)).toEqual(["closes", "later", "limit", "opens"]);
  });

  test("by value, cause and odds; the offer by cause and value", () => {
    const { offers, policy: reference } = planWinBack(
      [
        { ...lost, customerId: "a" },
        { ...lost, customerId: "b", value: money("1000", "CNY") },
        { ...lost, customerId: "c", cause: "price", value: money("2100", "CNY") },
        { ...lost, customerId: "d", cause: null, value: money("10.01", "EUR") },
        { ...lost, customerId: "e", cause: null, value: money("2020.1", "CNY") },
      ],
      policy,
      { asOf },
    );
    expect(
      offers.map(({ rank, customerId, offer, odds, expected }) => [rank, customerId, offer, odds, expected.amount]),
    ).toEqual([
      [1, "c", "letter", "0.1", "209.00"], // 208.995
      [2, "e", "letter", "0.05", "100.00"], // as much as b, but worth more
      [3, "b", "visit", "0.2", "100.00"],
      [4, "a", "call", "0.2", "95.00"],
    ]);
    expect(reference).toEqual({ id: "churn", version: 3 });
  });

  test("rows that cannot be used", () => {
    const { findings, offers } = planWinBack(
      [
        { ...lost, customerId: "a" },
        { ...lost, customerId: "a", value: money("900", "CNY") },
        { ...lost, customerId: "" },
        { ...lost, customerId: "b", churnedAt: at("06-02") },
        { ...lost, customerId: "c", churnedAt: "x" },
        { ...lost, customerId: "d", value: { amount: "1e3", currency: "CNY" } },
        { ...lost, customerId: "e", value: money("1", "EUR") },
        { ...lost, customerId: "f", cause: "rain" as "price" },
        { ...lost, customerId: "g", objected: null as unknown as boolean },
        { ...lost, customerId: "h", wonBackAt: "x" },
        { ...lost, customerId: "i", attempts: [{ at: "x" }] },
      ],
      policy,
      { asOf },
    );
    expect(offers.map(({ value }) => value.amount)).toEqual(["500"]);
    expect(findings.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [1, "duplicate-customer", "/customerId"],
      [2, "invalid-fact", "/customerId"],
      [3, "not-churned", "/churnedAt"],
      [4, "invalid-fact", "/churnedAt"],
      [5, "invalid-fact", "/value/amount"],
      [6, "currency-mismatch", "/value/currency"],
      [7, "invalid-fact", "/cause"],
      [8, "invalid-fact", "/objected"],
      [9, "invalid-fact", "/wonBackAt"],
      [10, "invalid-fact", "/attempts/0/at"],
    ]);
  });

  test("everybody is in one list; nobody who objected or declined is approached; the order of rows does not matter", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyLost, { maxLength: 12, selector: ({ customerId }) => customerId }), (customers) => {
        const plan = planWinBack(customers, preset, { asOf: "2026-12-01T00:00:00Z" });
        const listed = [...plan.offers, ...plan.withheld].map(({ customerId }) => customerId);
        expect(listed.length + plan.findings.total).toBe(customers.length);
        expect(new Set(listed).size).toBe(listed.length);
        const byId = new Map(customers.map((customer) => [customer.customerId, customer]));
        for (const { customerId, expected, value, odds, reasons } of plan.offers) {
          expect(byId.get(customerId)?.objected).toBe(false);
          expect(reasons.every(({ verdict }) => verdict === "met")).toBe(true);
          expect(exact(expected.amount).lte(exact(value.amount).times(exact(odds)))).toBe(true);
        }
        const gains = plan.offers.map(({ expected }) => Number(expected.amount));
        expect(gains).toEqual(gains.toSorted((a, b) => b - a));
        expect(planWinBack(customers.toReversed(), preset, { asOf: "2026-12-01T00:00:00Z" })).toEqual({
          ...plan,
          findings: { ...plan.findings, rows: expect.any(Array) as unknown },
        });
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
    );
  });

  test("customers and values of a Pareto are conserved", () => {
    fc.assert(
      fc.property(fc.array(anyLost, { maxLength: 12 }), (customers) => {
        const rows = orThrow(churnPareto(customers, preset));
        expect(rows.reduce((sum, row) => sum + row.customers, 0)).toBe(customers.length);
        const values = (list: readonly { readonly value: { amount: string; currency: string } }[]) =>
          orThrow(
            sumMoney(
              list.map(({ value }) => value),
              "CNY",
            ),
          );
        expect(values(rows)).toEqual(values(customers));
      }),
    );
  });
});
