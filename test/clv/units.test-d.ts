import type { residualValue } from "clientele/clv";
import { type BgNbdScoring, expectedOrders, fitBgNbd, fitGammaGamma, historyColumns } from "clientele/clv";
import type { CustomerSummary } from "clientele/history";
import { assertType, expectTypeOf, test } from "vitest";

declare const model: BgNbdScoring;
declare const summary: CustomerSummary;
const columns = { frequency: [1], recency: [1], age: [1] };
const days = { frequency: 1, recencyDays: 1, ageDays: 2 };

test("no time comes without its unit, no amount without its currency", () => {
  // @ts-expect-error a fit needs the unit of its columns
  fitBgNbd(columns, {});
  // @ts-expect-error there is no such unit
  fitBgNbd(columns, { unit: "weeks" });
  // @ts-expect-error a spend fit needs the currency of its columns
  fitGammaGamma({ frequency: [1], monetary: [1] }, {});
  // @ts-expect-error a horizon is no bare number
  expectedOrders(days, model, { horizon: 39 });
  // @ts-expect-error recency and age need a unit, or names that have one
  expectedOrders({ frequency: 1, recency: 1, age: 2 }, model, { horizon: { amount: 39, unit: "week" } });
  // @ts-expect-error a discount is no bare number
  assertType<Parameters<typeof residualValue>[2]["discount"]>(0.1);
});

test("a customer's summary is what columns are made of, and its repeat purchases are a history", () => {
  historyColumns([summary], { unit: "week", currency: "CNY" });
  if (summary.repeat !== null) expectedOrders(summary.repeat, model, { horizon: { amount: 39, unit: "week" } });
  expectTypeOf(fitBgNbd(columns, { unit: "week" })).toHaveProperty("ok");
});
