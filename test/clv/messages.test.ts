import { describe, expect, test } from "vitest";
import { clvMessages } from "../../src/clv/messages.ts";
import { places } from "../support/core.ts";

describe.each(Object.entries(clvMessages))("%s", (_, message) => {
  test("is said in both languages with the same placeholders", () => {
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(places(message.en)).toEqual(places(message["zh-CN"]));
  });
});
