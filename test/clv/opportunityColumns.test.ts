import { assessHoldOut, fitBgBb, opportunityColumns, type Purchase, splitPurchases } from "clientele/clv";
import { day, orThrow, plusDays } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { opportunityFault } from "../../src/clv/internal/opportunityFault.ts";
import { published } from "../support/clv.ts";

const ends = ["2021-12-31", "2022-12-31", "2023-12-31"].map((end) => day(end));

describe("orders once a period", () => {
  test.each<[string, readonly string[], readonly [number, number, number] | null]>([
    ["the first period makes a customer", ["2021-12-31"], [0, 0, 2]],
    ["what came before it belongs to it", ["1999-01-01", "2021-06-01"], [0, 0, 2]],
    ["ends are inclusive", ["2022-12-31", "2023-01-01"], [1, 1, 1]],
    ["several of a period are one", ["2021-01-01", "2023-01-01", "2023-05-01"], [1, 2, 2]],
    ["who came in the last period has had no opportunity", ["2023-05-01"], [0, 0, 0]],
    ["what came after the last period is not looked at", ["2024-01-01"], null],
  ])("%s", (_, days, row) => {
    const made = orThrow(
      opportunityColumns(
        days.map((on) => ({ customerId: "a", day: on })),
        { ends },
      ),
    );
    const { ids, frequency, recency, opportunities } = made;
    expect(ids).toEqual(row === null ? [] : ["a"]);
    if (row !== null) expect([frequency[0], recency[0], opportunities[0]]).toEqual(row);
  });

  test("what cannot be read is refused with its place; ends that are none throw", () => {
    const of = (purchase: unknown) =>
      opportunityColumns([{ customerId: "a", day: "2021-01-01" }, purchase as Purchase], { ends });
    expect(of(null)).toMatchObject({ error: { code: "invalid-fact", path: "/1" } });
    expect(of({ customerId: "", day: "2021-01-01" })).toMatchObject({ error: { path: "/1/customerId" } });
    expect(of({ customerId: "a", day: "2021-02-30" })).toMatchObject({ error: { path: "/1/day", expected: "day" } });
    const wrong = (days: readonly string[]) => () => opportunityColumns([], { ends: days as typeof ends });
    expect(wrong(["2021-12-31", "x"])).toThrow('ends.1: expected a day YYYY-MM-DD, received "x"');
    expect(wrong(["2021-12-31", "2021-12-31"])).toThrow("ends.1: expected a later day");
    expect(wrong([])().ok).toBe(true);
  });

  test("every row can be, whatever the purchases, and in whatever order they come", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "constructor"), fc.integer({ min: -100, max: 1300 })), {
          maxLength: 20,
        }),
        (made) => {
          const purchases = made.map(([customerId, at]) => ({ customerId, day: plusDays(day("2021-01-01"), at) }));
          const rowsOf = (of: readonly Purchase[]) => {
            const { ids, frequency, recency, opportunities } = orThrow(opportunityColumns(of, { ends }));
            return new Map(
              ids.map((id, row) => [
                id,
                {
                  frequency: frequency[row] ?? NaN,
                  recency: recency[row] ?? NaN,
                  opportunities: opportunities[row] ?? NaN,
                },
              ]),
            );
          };
          const rows = rowsOf(purchases);
          for (const row of rows.values()) expect(opportunityFault(row)).toBeNull();
          expect(rowsOf(purchases.toReversed())).toEqual(rows);
          expect(rowsOf([...purchases, ...purchases])).toEqual(rows);
        },
      ),
    ));

  test("a fit takes the columns as they are", () => {
    const days = ["2021-01-01", "2022-01-01", "2023-01-01"];
    const purchases = Array.from({ length: 40 }, (_, i) =>
      days
        .filter((_day, period) => period === 0 || (i >> period) % 2 === 0)
        .map((on) => ({ customerId: `c${i}`, day: on })),
    ).flat();
    expect(orThrow(fitBgBb(orThrow(opportunityColumns(purchases, { ends })))).model.customers).toBe(40);
  });
});

describe("how far a bin of chances may be off by chance", () => {
  test("the share that came lies within its interval, which narrows with the number of customers", () => {
    const made = (copies: number) => {
      const purchases = Array.from({ length: copies }, (_, i) => [
        { customerId: `a${i}`, day: "2025-01-01" },
        { customerId: `a${i}`, day: "2025-02-01" },
        { customerId: `b${i}`, day: "2025-01-01" },
        ...(i % 4 === 0 ? [{ customerId: `b${i}`, day: "2025-04-01" }] : []),
      ]).flat();
      const options = { calibrateUntil: day("2025-03-01"), holdOutUntil: day("2025-06-01"), unit: "week" } as const;
      return assessHoldOut(orThrow(splitPurchases(purchases, options)), published).byChance;
    };
    const [few, many] = [made(8), made(80)];
    expect(many.map(({ actual }) => actual).toSorted()).toEqual([0, 0.25]);
    many.forEach(({ low, actual, high }, bin) => {
      expect([low <= actual, actual <= high]).toEqual([true, true]);
      const one = few[bin];
      expect(high - low).toBeLessThan((one?.high ?? NaN) - (one?.low ?? NaN));
    });
    // Wilson's interval of 20 in 80
    const quarter = many.find(({ actual }) => actual === 0.25);
    expect([quarter?.low.toFixed(4), quarter?.high.toFixed(4)]).toEqual(["0.1681", "0.3548"]);
  });
});
