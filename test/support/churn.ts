import fc from "fast-check";
import { instantFromMs, money } from "clientele/core";
import { type ChurnPolicyInput, churnPresets, type FiveCause, type LostCustomer } from "clientele/lifecycle";

/** Two causes and three offers, in Shanghai and yuan. */
export const churn = {
  id: "churn",
  version: 3,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  signals: ["complaint", "priceRise", "said"],
  causes: [
    {
      id: "service",
      evidence: [{ signal: "complaint", within: "P90D", atLeast: 2, weight: 3 }],
      responseOdds: "0.2",
      labels: { en: "Service" },
    },
    {
      id: "price",
      evidence: [
        { signal: "priceRise", within: "P1M", weight: 2 },
        { signal: "said", weight: 3 },
      ],
      responseOdds: "0.1",
    },
  ],
  oddsUnknown: "0.05",
  offers: [
    { id: "visit", causes: ["service"], minValue: "1000", cost: "100" },
    { id: "call", causes: ["service"], cost: "5" },
    { id: "letter", minValue: "10", cost: "1.005" },
  ],
  contact: { most: 2, per: "P30D", giveUpAfter: 3, waitFor: "P7D", until: "P1Y" },
} as const satisfies ChurnPolicyInput;

const START = Date.UTC(2026, 0, 1);
const anyAt = fc.nat({ max: 500 }).map((day) => instantFromMs(START + day * 86_400_000));

/** Anybody lost under the preset, some of them twice in a list. */
export const anyLost: fc.Arbitrary<LostCustomer<FiveCause>> = fc.record({
  customerId: fc.stringMatching(/^C-[0-9]{1,2}$/),
  churnedAt: anyAt,
  value: fc.nat({ max: 3_000_000 }).map((fen) => money((fen / 100).toFixed(2), "CNY")),
  cause: fc.constantFrom(null, ...churnPresets.fiveCauses.causes.map(({ id }) => id)),
  objected: fc.boolean(),
  wonBackAt: fc.option(anyAt, { nil: null, freq: 8 }),
  attempts: fc.array(fc.record({ at: anyAt, declined: fc.boolean() }), { maxLength: 3 }),
});
