import { LOCALES } from "clientele/core";
import { conditionMessages } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { ruleMessages } from "../../src/rules/messages.ts";

const placesOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{[\w.-]+(?:\|term)?\}/g)].map(([place]) => place))].sort();

describe("messages", () => {
  test.each(Object.entries(ruleMessages))("%s says the same in both languages", (_, message) => {
    expect(LOCALES.filter((locale) => message[locale].trim() === "")).toEqual([]);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(placesOf(message["zh-CN"])).toEqual(placesOf(message.en));
  });

  test("those of conditions are among them", () => {
    expect(ruleMessages).toMatchObject(conditionMessages);
  });
});
