import { describe, expect, test } from "vitest";
import { historyMessages } from "../../src/history/messages.ts";
import { places } from "../support/core.ts";

/** What stands in each finding or refusal beside its code. */
const known: Readonly<Record<string, readonly string[]>> = {
  "cancellation-refused": ["observed"],
  "own-currency-rated": ["currency"],
  "rate-not-positive": ["rate"],
  "day-not-over": ["on", "customerId"],
  "invalid-state": ["path", "expected"],
  "state-mismatch": ["what", "observed", "expected"],
};

describe.each(Object.entries(historyMessages))("%s", (code, message) => {
  test("is said in both languages, with what the finding carries", () => {
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(places(message.en)).toEqual([...known[code]!].sort());
    expect(places(message["zh-CN"])).toEqual([...known[code]!].sort());
  });
});
