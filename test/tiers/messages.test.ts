import { LOCALES, renderMessage } from "clientele/core";
import { defineTierPolicy, evaluateTier, parseTierPolicy } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { conditionMessages } from "../../src/rules/conditionMessages.ts";
import { tierMessages } from "../../src/tiers/messages.ts";
import { JUDGED_AT, ladder, yuan } from "../support/tiers.ts";

const placesOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{[\w.-]+(?:\|term)?\}/g)].map(([place]) => place))].sort();

describe("messages", () => {
  test.each(Object.entries(tierMessages))("%s says the same in both languages", (_, message) => {
    expect(LOCALES.filter((locale) => message[locale].trim() === "")).toEqual([]);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(placesOf(message["zh-CN"])).toEqual(placesOf(message.en));
  });

  test("a reason becomes a sentence", () => {
    const result = evaluateTier(
      { customerId: "C", state: null, metrics: { spend: yuan(120_050), orders: 1, idleDays: 0 } },
      defineTierPolicy(ladder),
      { asOf: JUDGED_AT },
    );
    const [reason] = result.ok ? result.value.reasons : [];
    expect(reason && renderMessage(tierMessages["attain-condition"], { ...reason }, { locale: "en", terms: {} })).toBe(
      "to reach silver, spend must be >= CNY 1,000; it is CNY 1,200.50",
    );
  });

  test("an issue has what its sentence needs", () => {
    const parsed = parseTierPolicy({
      ...ladder,
      metrics: [...ladder.metrics, { ...ladder.metrics[0], id: "empty", window: { rolling: "P0D" } }],
      tiers: [
        { id: "a", rank: 0, retain: { all: [{ metric: "spend", op: ">", value: "0.001" }] } },
        { id: "b", rank: 0 },
        { id: "c", rank: 1, attain: { all: [{ metric: "spend", op: ">", value: "x" }] } },
        { id: "d", rank: 2, attain: { all: [{ metric: "orders", op: ">", value: "x" }] } },
        { id: "e", rank: 3, attain: { all: [{ metric: "nothing", op: ">", value: 1 }] } },
      ],
    });
    const issues = parsed.ok ? [] : parsed.error;
    const sentences = issues.map(({ code, params }) =>
      renderMessage({ ...conditionMessages, ...tierMessages }[code as keyof typeof tierMessages], params, {
        locale: "en",
        terms: {},
      }),
    );
    expect(sentences).toEqual([
      "a window must have a length",
      "rank 0 is already used at /tiers/0/rank",
      "only one tier may ask for nothing, and /tiers/0 already does",
      "the base tier cannot be lost, so it must not ask anything to be kept",
      "0.001 is finer than the smallest coin of CNY, which has 2 decimals",
      'spend is money: expected an amount as decimal text, received "x"',
      'orders is counted: expected a whole number of zero or more, received "x"',
      "nothing is not a metric of this policy",
    ]);
  });
});
