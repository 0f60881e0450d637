import fc from "fast-check";
import { exact, money } from "clientele/core";
import { churnPresets, defineChurnPolicy, planWinBack } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLost, churn } from "../support/churn.ts";

const policy = defineChurnPolicy(churn);
const preset = defineChurnPolicy(churnPresets.fiveCauses);
const asOf = "2026-06-01T00:00:00+08:00";
const at = (date: string): string => `2026-${date}T00:00:00+08:00`;

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

  test("all that is asked of one who is approached, in order", () => {
    const fresh = defineChurnPolicy(churn);
    const {
      offers,
      withheld,
      asOf: moment,
    } = planWinBack([{ ...lost, customerId: "a", attempts: [attempt("05-25"), attempt("04-30")] }], fresh, { asOf });
    const number = (value: number) => ({ kind: "number", value });
    const instant = (day: string) => ({ kind: "instant", at: `${day}T16:00:00.000Z` });
    const cny = (amount: string) => ({ kind: "money", amount, currency: "CNY" });
    const no = { kind: "boolean", value: false };
    const met = (code: string, rule: string, rest: object) => ({
      code,
      rule,
      metric: null,
      op: null,
      observed: null,
      required: null,
      label: null,
      verdict: "met",
      ...rest,
    });
    expect([withheld, moment]).toEqual([[], "2026-05-31T16:00:00.000Z"]);
    expect(offers).toEqual([
      {
        rank: 1,
        customerId: "a",
        offer: "call",
        cause: "service",
        value: money("500", "CNY"),
        odds: "0.2",
        cost: money("5.00", "CNY"),
        expected: money("95.00", "CNY"),
        attempts: 2,
        reasons: [
          met("win-back-still-lost", "", { observed: no, required: instant("2026-04-30") }),
          met("win-back-no-objection", "", { observed: no }),
          met("win-back-not-declined", "", { observed: number(0), op: "=", required: number(0) }),
          met("win-back-not-too-soon", "/contact/waitFor", {
            observed: instant("2026-05-31"),
            op: ">=",
            required: instant("2026-05-07"),
          }),
          met("win-back-not-too-late", "/contact/until", {
            observed: instant("2026-05-31"),
            op: "<=",
            required: instant("2027-04-30"),
          }),
          met("win-back-attempts-left", "/contact/giveUpAfter", { observed: number(2), op: "<", required: number(3) }),
          met("win-back-contact-limit", "/contact/most", { observed: number(1), op: "<", required: number(2) }),
          met("win-back-offer-fits", "/offers/1", { observed: cny("500"), label: { en: "call", "zh-CN": null } }),
          met("win-back-worth-it", "/causes/0/responseOdds", {
            observed: cny("95.00"),
            op: ">",
            required: cny("0"),
            label: { en: "Service", "zh-CN": null },
          }),
        ],
      },
    ]);
  });

  test("what has no offer or no known cause; withheld in order of identifiers", () => {
    const { withheld } = planWinBack(
      [
        { ...lost, customerId: "c", cause: null, value: money("1", "CNY") },
        { ...lost, customerId: "a", objected: true },
        { ...lost, customerId: "b", objected: true, cause: null },
      ],
      policy,
      { asOf },
    );
    expect(withheld.map(({ customerId }) => customerId)).toEqual(["a", "b", "c"]);
    const last = withheld.at(-1);
    expect(last?.code).toBe("win-back-offer-fits");
    expect(
      [...(last?.reasons.slice(0, 1) ?? []), ...(last?.reasons.slice(-1) ?? [])].map(({ rule, label, observed }) => [
        rule,
        label,
        observed,
      ]),
    ).toEqual([
      ["/offers", { en: "none", "zh-CN": "无" }, { kind: "money", amount: "1", currency: "CNY" }],
      ["/oddsUnknown", null, { kind: "money", amount: "0.05", currency: "CNY" }],
    ]);
  });

  test("an offer's name for people; yen have no minor unit", () => {
    const yen = defineChurnPolicy({
      ...churn,
      currency: "JPY",
      offers: [{ id: "call", cost: "0.5", labels: { en: "Call" } }],
    });
    const { offers } = planWinBack([{ ...lost, customerId: "a", value: money("500", "JPY") }], yen, { asOf });
    expect(offers[0]?.expected).toEqual(money("100", "JPY")); // 99.5
    expect(offers[0]?.reasons.at(-2)?.label).toEqual({ en: "Call", "zh-CN": null });
  });

  test("a policy without waiting, end and giving up asks of none of them", () => {
    const open = defineChurnPolicy({ ...churn, contact: { most: 2, per: "P30D" } });
    const { offers } = planWinBack(
      [
        { ...lost, customerId: "now", churnedAt: asOf },
        { ...lost, customerId: "long", churnedAt: "2001-01-01T00:00:00Z" },
        { ...lost, customerId: "often", attempts: ["01-02", "01-03", "01-04", "01-05"].map((day) => attempt(day)) },
      ],
      open,
      { asOf },
    );
    expect(offers.map(({ customerId }) => customerId)).toEqual(["long", "now", "often"]);
    const [first] = offers;
    expect(first?.reasons.map(({ code }) => code.slice("win-back-".length))).toEqual([
      "still-lost",
      "no-objection",
      "not-declined",
      "not-too-soon",
      "contact-limit",
      "offer-fits",
      "worth-it",
    ]);
  });

  test("what happens at the very moment of the plan is known", () => {
    const { withheld } = planWinBack(
      [
        { ...lost, customerId: "back", wonBackAt: asOf },
        { ...lost, customerId: "declined", attempts: [{ at: asOf, declined: true }] },
        { ...lost, customerId: "lost", churnedAt: asOf },
      ],
      policy,
      { asOf },
    );
    expect(withheld.map(({ code }) => code)).toEqual([
      "win-back-still-lost",
      "win-back-not-declined",
      "win-back-not-too-soon",
    ]);
  });

  test("when to ask again: once so few of the latest attempts are left that one more is within the limit", () => {
    const open = defineChurnPolicy({ ...churn, contact: { most: 2, per: "P30D" } });
    const attempts = [attempt("05-28"), attempt("05-10"), attempt("05-20")];
    const { withheld } = planWinBack([{ ...lost, customerId: "a", attempts }], open, { asOf });
    expect(withheld.map(({ code, until }) => [code, until])).toEqual([
      ["win-back-contact-limit", "2026-06-18T16:00:00.000Z"],
    ]);
  });

  test("when to ask again, after a month that is cut off", () => {
    const monthly = defineChurnPolicy({ ...churn, contact: { most: 1, per: "P1M" } });
    // at noon of the 28th the month behind it still holds 30 January; on 1 March it begins with February
    const { withheld } = planWinBack(
      [{ ...lost, churnedAt: at("01-01"), customerId: "a", attempts: [attempt("01-30")] }],
      monthly,
      {
        asOf: "2026-02-28T12:00:00+08:00",
      },
    );
    expect(withheld.map(({ code, until }) => [code, until])).toEqual([
      ["win-back-contact-limit", "2026-02-28T16:00:00.000Z"],
    ]);
  });

  test("when to ask again is never, where it would be too late", () => {
    const short = defineChurnPolicy({ ...churn, contact: { ...churn.contact, until: "P40D" } });
    // the end is 10 June: attempts of 11 May leave the window then, just in time; those of 12 May too late
    const untilAfter = (day: string) =>
      planWinBack([{ ...lost, customerId: "a", attempts: [attempt(day), attempt(day)] }], short, { asOf }).withheld.map(
        ({ code, until }) => [code, until],
      );
    expect(untilAfter("05-11")).toEqual([["win-back-contact-limit", "2026-06-09T16:00:00.000Z"]]);
    expect(untilAfter("05-12")).toEqual([["win-back-contact-limit", null]]);
  });

  test("asked again when it says so, the limit is kept; before, it is not", () => {
    const anyPer = fc.constantFrom("P30D", "P1M", "P2M", "PT36H");
    const anyDay = fc.nat({ max: 24 * 120 }).map((hours) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000));
    fc.assert(
      fc.property(fc.array(anyDay, { minLength: 1, maxLength: 6 }), anyPer, anyDay, (days, per, moment) => {
        const limited = defineChurnPolicy({ ...churn, contact: { most: 2, per } });
        const attempts = days.map((day) => ({ at: day }));
        const planned = (when: Date | string) =>
          planWinBack(
            [
              {
                ...lost,
                churnedAt: "2026-01-01T00:00:00Z",
                customerId: "a",
                attempts: attempts.filter((done) => done.at <= moment),
              },
            ],
            limited,
            {
              asOf: when,
            },
          );
        const until = planned(moment).withheld[0]?.until ?? null;
        if (until === null) return;
        expect(Date.parse(until)).toBeGreaterThan(moment.getTime());
        expect(planned(until).offers).toHaveLength(1);
        expect(planned(new Date(Date.parse(until) - 1)).offers).toHaveLength(0);
      }),
    );
  });

  test("rows that cannot be used", () => {
    const { findings, offers } = planWinBack(
      [
        { ...lost, customerId: "a" },
        { ...lost, customerId: "a", value: money("900", "CNY") },
        { ...lost, customerId: "" },
        { ...lost, customerId: 5 as unknown as string },
        { ...lost, customerId: "b", churnedAt: at("06-02") },
        { ...lost, customerId: "c", churnedAt: "x" },
        { ...lost, customerId: "d", value: { amount: "1e3", currency: "CNY" } },
        { ...lost, customerId: "e", value: money("1", "EUR") },
        { ...lost, customerId: "f", cause: "rain" as "price" },
        { ...lost, customerId: "g", objected: null as unknown as boolean },
        { ...lost, customerId: "h", wonBackAt: "x" },
        { ...lost, customerId: "i", attempts: [{ at: at("05-02") }, { at: "x" }] },
      ],
      policy,
      { asOf },
    );
    expect(offers.map(({ value }) => value.amount)).toEqual(["500"]);
    expect(findings.rows.map(({ index, code, path, params }) => [index, code, path, params])).toEqual([
      [1, "duplicate-customer", "/customerId", { customer: "a" }],
      [2, "invalid-fact", "/customerId", { path: "/customerId", expected: "non-empty-text", observed: '""' }],
      [3, "invalid-fact", "/customerId", { path: "/customerId", expected: "non-empty-text", observed: "5" }],
      [4, "not-churned", "/churnedAt", {}],
      [5, "invalid-fact", "/churnedAt", { path: "/churnedAt", expected: "instant", observed: '"x"' }],
      [6, "invalid-fact", "/value/amount", expect.objectContaining({ expected: "decimal" })],
      [7, "currency-mismatch", "/value/currency", { expected: "CNY", observed: "EUR" }],
      [8, "invalid-fact", "/cause", { path: "/cause", expected: "known-name", observed: '"rain"' }],
      [9, "invalid-fact", "/objected", { path: "/objected", expected: "boolean", observed: "null" }],
      [10, "invalid-fact", "/wonBackAt", { path: "/wonBackAt", expected: "instant", observed: '"x"' }],
      [11, "invalid-fact", "/attempts/1/at", { path: "/attempts/1/at", expected: "instant", observed: '"x"' }],
    ]);
  });

  test("as many of those are listed as asked for, a hundred otherwise", () => {
    const rows = Array.from({ length: 101 }, () => ({ ...lost, customerId: "" }));
    const listed = (options: { listed?: number }) => {
      const { findings } = planWinBack(rows, policy, { asOf, ...options });
      return [findings.total, findings.rows.length];
    };
    expect([listed({}), listed({ listed: 2 }), listed({ listed: 0 })]).toEqual([
      [101, 100],
      [101, 2],
      [101, 0],
    ]);
    expect(() => listed({ listed: -1 })).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });

  test("a time of the policy that leaves the calendar", () => {
    const far = defineChurnPolicy({ ...churn, contact: { ...churn.contact, until: "P9999Y" } });
    expect(() => planWinBack([{ ...lost, customerId: "a" }], far, { asOf })).toThrow(
      expect.objectContaining({ code: "out-of-range" }),
    );
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
});
