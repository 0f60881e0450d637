import fc from "fast-check";
import { money, orThrow, sumMoney } from "clientele/core";
import { churnPareto, churnPresets, defineChurnPolicy } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLost, churn } from "../support/churn.ts";

const policy = defineChurnPolicy(churn);
const preset = defineChurnPolicy(churnPresets.fiveCauses);

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

  test("the more frequent cause first, whatever the policy's order; shares of all", () => {
    const rows = orThrow(
      churnPareto([{ cause: "price" }, { cause: "service" }, { cause: "price" }, { cause: null }], policy),
    );
    expect(rows.map(({ cause, share, cumulative }) => [cause, share, cumulative])).toEqual([
      ["price", 0.5, 0.5],
      ["service", 0.25, 0.75],
      [null, 0.25, 1],
    ]);
    const tied = orThrow(churnPareto([{ cause: "price" }, { cause: "service" }], policy));
    expect(tied.map(({ cause }) => cause)).toEqual(["service", "price"]);
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
