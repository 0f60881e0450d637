import fc from "fast-check";
import { exact, money } from "clientele/core";
import { explain } from "clientele/explain";
import { churnPresets, defineChurnPolicy, type LostCustomer, planWinBack } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLost, churn } from "../support/churn.ts";

const policy = defineChurnPolicy(churn);
const preset = defineChurnPolicy(churnPresets.fiveCauses);
const asOf = "2026-06-01T00:00:00+08:00";
const lost = { churnedAt: "2026-05-01T00:00:00+08:00", cause: "service", objected: false } as const;
const customer = (customerId: string, value: string): LostCustomer<"service" | "price"> => ({
  ...lost,
  customerId,
  value: money(value, "CNY"),
});
const cny = (amount: string) => money(amount, "CNY");

describe("planWinBack with a budget", () => {
  // of service: from 1,000 yuan a visit for 100, else a call for 5; a letter for 1.005 to anybody from 10 yuan
  const three = [customer("a", "2000"), customer("b", "1500"), customer("c", "500")];

  test("by gain per yuan, with a cheaper offer where the first is too dear", () => {
    const plan = planWinBack(three, policy, { asOf, budget: cny("108") });
    // c gains 95 by 5 (19 a yuan), a 300 by 100 (3), b 200 by 100 (2): 3 are left for b, which pay for a letter
    expect(
      plan.offers.map(({ customerId, offer, cost, expected }) => [customerId, offer, cost.amount, expected.amount]),
    ).toEqual([
      ["a", "visit", "100.00", "300.00"],
      ["b", "letter", "1.00", "299.00"],
      ["c", "call", "5.00", "95.00"],
    ]);
    expect([plan.cost, plan.expected]).toEqual([cny("106.00"), cny("694.00")]); // 106.005, 693.995
    expect(plan.budget).toEqual({ limit: cny("108.00"), left: cny("2.00"), atMost: cny("796.98") });
  });

  test("who nothing is left for is withheld, the money first among the reasons", () => {
    const { offers, withheld } = planWinBack(three, policy, { asOf, budget: cny("105.5") });
    expect(offers.map(({ customerId }) => customerId)).toEqual(["a", "c"]);
    expect(withheld.map(({ customerId, code, until }) => [customerId, code, until])).toEqual([
      ["b", "win-back-within-budget", null],
    ]);
    expect(withheld[0]?.reasons.map(({ verdict }) => verdict)).toEqual([
      "unmet",
      ...Array.from({ length: 9 }, () => "met"),
    ]);
    expect(explain(withheld[0] ?? [], { locale: "en" })[0]).toBe(
      "the offer costs CNY 1.00; left of the budget: CNY 0.50",
    );
    expect(explain(withheld[0] ?? [], { locale: "zh-CN" })[0]).toBe("方案成本 1.00 元；预算剩余 0.50 元");
  });

  test("one who promises more than all the others together is taken first", () => {
    const dear = defineChurnPolicy({
      ...churn,
      offers: [
        { id: "visit", causes: ["service"], minValue: "1000", cost: "100" },
        { id: "call", causes: ["price"], cost: "1" },
      ],
    });
    const plan = planWinBack([{ ...customer("small", "200"), cause: "price" }, customer("large", "5000")], dear, {
      asOf,
      budget: cny("100"),
    });
    // 19 a yuan against 9, but 19 yuan in all against 900
    expect(plan.offers.map(({ customerId }) => customerId)).toEqual(["large"]);
    expect(plan.budget?.atMost).toEqual(cny("910.00"));
  });

  test("nothing to spend: only what costs nothing", () => {
    const free = defineChurnPolicy({ ...churn, offers: [...churn.offers, { id: "wave" }] });
    const plan = planWinBack([customer("a", "2000")], free, { asOf, budget: cny("0") });
    expect(plan.offers.map(({ offer }) => offer)).toEqual(["wave"]);
    expect(plan.budget).toEqual({ limit: cny("0.00"), left: cny("0.00"), atMost: cny("400.00") });
  });

  test("without a budget nothing is limited; a fitting offer that is not worth it gives way to the next", () => {
    const { offers, budget, cost } = planWinBack([customer("a", "20")], policy, { asOf });
    expect([budget, cost.amount]).toEqual([null, "1.00"]);
    // 20 × 0.2 is less than the 5 of a call
    expect(offers.map(({ offer, expected }) => [offer, expected.amount])).toEqual([["letter", "3.00"]]);
  });

  test.each([
    ["another currency", money("1", "EUR")],
    ["below zero", { amount: "-1", currency: "CNY" }],
    ["no money", { amount: "much", currency: "CNY" }],
  ])("refuses a budget of %s", (_, budget) => {
    expect(() => planWinBack([], policy, { asOf, budget })).toThrow(
      "budget: expected an amount in CNY, not below zero",
    );
  });

  test("sentences answer, the deciding one first", () => {
    const { withheld } = planWinBack(
      [{ ...customer("a", "500"), objected: true, attempts: [{ at: "2026-05-10T00:00:00+08:00", declined: true }] }],
      policy,
      { asOf },
    );
    expect(explain(withheld[0] ?? [], { locale: "en" })).toEqual([
      "the customer refuses contact: yes",
      "lost at 2026-04-30 16:00 UTC; come back since: no",
      "offers the customer declined: 1; allowed: 0",
      "it is 2026-05-31 16:00 UTC; customers are approached from 2026-05-07 16:00 UTC on",
      "it is 2026-05-31 16:00 UTC; customers are approached until 2027-04-30 16:00 UTC",
      "attempts made: 1; given up after: 3",
      "attempts of late: 1; the limit: 2",
      "the offer for this cause and a value of CNY 500: call",
      "expected gain: CNY 95.00; it must be more than CNY 0",
    ]);
    expect(explain(withheld[0] ?? [], { locale: "zh-CN" })[0]).toBe("客户拒绝联系：是");
    const none = planWinBack([{ ...customer("a", "9"), cause: null }], policy, { asOf }).withheld[0];
    expect(explain(none ?? [], { locale: "en" })[0]).toBe("the offer for this cause and a value of CNY 9: none");
  });

  const at = "2026-12-01T00:00:00Z";
  const anyCustomers = fc.uniqueArray(anyLost, { maxLength: 10, selector: ({ customerId }) => customerId });
  const anyBudget = fc.nat({ max: 100_000 }).map((fen) => cny((fen / 100).toFixed(2)));

  test("the budget is kept, nobody is lost on the way, the bound holds, and enough money is no limit", () => {
    fc.assert(
      fc.property(anyCustomers, anyBudget, (customers, budget) => {
        const plan = planWinBack(customers, preset, { asOf: at, budget });
        const free = planWinBack(customers, preset, { asOf: at });
        const spent = plan.offers.reduce((sum, { cost }) => sum.plus(exact(cost.amount)), exact("0"));
        expect(spent.lte(exact(budget.amount))).toBe(true);
        expect(
          exact(plan.budget?.left.amount ?? "-1")
            .plus(spent)
            .eq(exact(budget.amount)),
        ).toBe(true);
        expect(exact(plan.expected.amount).lte(exact(plan.budget?.atMost.amount ?? "0"))).toBe(true);
        expect(plan.offers.length + plan.withheld.length).toBe(free.offers.length + free.withheld.length);
        expect(plan.withheld.filter(({ code }) => code !== "win-back-within-budget")).toEqual(free.withheld);
        for (const { reasons } of plan.withheld) {
          expect(reasons[0]?.verdict).toBe("unmet");
        }
        expect(planWinBack(customers.toReversed(), preset, { asOf: at, budget }).offers).toEqual(plan.offers);
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
        const rich = planWinBack(customers, preset, { asOf: at, budget: cny("1000000") });
        expect(rich.offers.map(({ customerId, offer }) => [customerId, offer])).toEqual(
          free.offers.map(({ customerId, offer }) => [customerId, offer]),
        );
      }),
    );
  });

  test("where each customer has one offer, at least half of the best choice there is", () => {
    const single = defineChurnPolicy({
      ...churn,
      offers: [
        { id: "visit", causes: ["service"], cost: "30" },
        { id: "call", causes: ["price"], cost: "7" },
      ],
    });
    const anyCourse = fc.array(fc.record({ value: fc.integer({ min: 1, max: 3000 }), isPrice: fc.boolean() }), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(anyCourse, fc.nat({ max: 150 }), (rows, limit) => {
        const customers = rows.map(({ value, isPrice }, index) => ({
          ...customer(`C-${index}`, String(value)),
          cause: isPrice ? ("price" as const) : ("service" as const),
        }));
        const options = rows.map(({ value, isPrice }) =>
          isPrice ? { cost: 7, gain: value * 0.1 - 7 } : { cost: 30, gain: value * 0.2 - 30 },
        );
        let best = 0;
        for (let chosen = 0; chosen < 2 ** options.length; chosen++) {
          const picked = options.filter((_, index) => Math.floor(chosen / 2 ** index) % 2 === 1);
          const cost = picked.reduce((sum, option) => sum + option.cost, 0);
          if (cost <= limit)
            best = Math.max(
              best,
              picked.reduce((sum, option) => sum + option.gain, 0),
            );
        }
        const { expected, budget } = planWinBack(customers, single, { asOf, budget: cny(String(limit)) });
        expect(Number(expected.amount)).toBeGreaterThanOrEqual(best / 2 - 0.01);
        expect(Number(budget?.atMost.amount)).toBeGreaterThanOrEqual(best - 0.01);
      }),
    );
  });
});
