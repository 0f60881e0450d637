import { type GammaGammaScoring, type ParetoNbdScoring, simulateOrders, simulateSpend } from "clientele/clv";
import { type Day, day, plusDays } from "clientele/core";
import type { PaidPurchase } from "./readPurchases.ts";

/** How the customers of the example behave. A fit of the same model should come near these. */
const EXAMPLE_MODEL: ParetoNbdScoring = {
  format: "pareto-nbd-model/1",
  unit: "week",
  parameters: { r: 0.8, alpha: 8, s: 0.6, beta: 12 },
};

/** What they pay: 120 a purchase in the mean. */
const EXAMPLE_SPEND: GammaGammaScoring = {
  format: "gamma-gamma-model/1",
  currency: "CNY",
  parameters: { p: 6, q: 4, v: 60 },
};

const CUSTOMERS = 900;
/** Days within which the customers of the example come. */
const ARRIVALS = 182;
/** The first and the last day of the example: 65 weeks. */
const FIRST: Day = day("2025-01-06");
const LAST: Day = plusDays(FIRST, 65 * 7 - 1);

/** Purchases of 900 made-up customers over 65 weeks, the same on every visit. */
export function examplePurchases(): readonly PaidPurchase[] {
  const purchases: PaidPurchase[] = [];
  // a mean of very many purchases is as good as the customer's own
  const { monetary } = simulateSpend(EXAMPLE_SPEND, { frequency: new Array<number>(CUSTOMERS).fill(1e6), seed: 7 });
  for (let customer = 0; customer < CUSTOMERS; customer++) {
    const customerId = `C-${String(customer + 1).padStart(3, "0")}`;
    const came = Math.floor((customer * ARRIVALS) / CUSTOMERS);
    const age = (65 * 7 - 1 - came) / 7;
    const times = purchaseTimes(customer + 1, age);
    const shares = simulateSpend(
      { ...EXAMPLE_SPEND, parameters: { p: EXAMPLE_SPEND.parameters.p, q: 1e6, v: 1e6 / EXAMPLE_SPEND.parameters.p } },
      { frequency: times.map(() => 1), seed: customer + 1 },
    ).monetary;
    for (const [place, week] of times.entries()) {
      const bought = plusDays(FIRST, came + Math.ceil(week * 7));
      const amount = Math.round((monetary[customer] ?? 0) * (shares[place] ?? 1) * 100) / 100;
      if (bought <= LAST) purchases.push({ customerId, day: bought, amount });
    }
  }
  return purchases;
}

/** A life told backwards: the same seed up to an ever earlier moment gives the same customer, with one order fewer. */
function purchaseTimes(seed: number, age: number): readonly number[] {
  const times: number[] = [];
  for (let until = age; ; ) {
    const { frequency, recency } = simulateOrders(EXAMPLE_MODEL, { ages: [until], unit: "week", seed });
    if (frequency[0] === 0) return [0, ...times.reverse()];
    const last = recency[0] ?? 0;
    times.push(last);
    until = last * (1 - 1e-12);
  }
}
