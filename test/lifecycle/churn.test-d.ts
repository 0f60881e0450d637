import { money, orThrow } from "clientele/core";
import {
  attributeChurn,
  type ChurnAttribution,
  defineChurnPolicy,
  planWinBack,
  stageFunnel,
  type StageSpells,
} from "clientele/lifecycle";
import { expectTypeOf, test } from "vitest";
import { churn } from "../support/churn.ts";

const policy = defineChurnPolicy(churn);
const asOf = "2026-06-01T00:00:00Z";

test("names flow into answers, and misspelt ones do not compile", () => {
  const facts = { churnedAt: asOf, signals: [{ signal: "said", at: asOf }] } as const;
  expectTypeOf(orThrow(attributeChurn(facts, policy, { asOf }))).toEqualTypeOf<ChurnAttribution<"service" | "price">>();
  // @ts-expect-error: no such signal
  attributeChurn({ churnedAt: asOf, signals: [{ signal: "sayd", at: asOf }] }, policy, { asOf });
  const lost = { customerId: "C", churnedAt: asOf, value: money("1", "CNY"), objected: false };
  expectTypeOf(planWinBack([{ ...lost, cause: "price" }], policy, { asOf }).offers[0]?.offer).toEqualTypeOf<
    "visit" | "call" | "letter" | undefined
  >();
  // @ts-expect-error: no such cause
  planWinBack([{ ...lost, cause: "prize" }], policy, { asOf });
  // @ts-expect-error: no such cause
  defineChurnPolicy({ ...churn, offers: [{ id: "x", causes: ["prize"] }] });
});

test("stages of a funnel are those of the spells", () => {
  const ask = (spells: StageSpells<"lead" | "client">) => stageFunnel(spells, { stages: ["lead"] });
  expectTypeOf(ask).returns.items.toHaveProperty("stage").toEqualTypeOf<"lead" | "client">();
  // @ts-expect-error: no such stage
  const wrong = (spells: StageSpells<"lead" | "client">) => stageFunnel(spells, { stages: ["leed"] });
  expectTypeOf(wrong).toBeFunction();
});
