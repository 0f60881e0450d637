import { describe, expect, test } from "vitest";
import { customerMessages } from "../../src/customer/messages.ts";
import { places } from "../support/core.ts";

describe.each(Object.entries(customerMessages))("%s", (_, message) => {
  test("is said in both languages with the same placeholders, of which a problem has all", () => {
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(places(message.en)).toEqual(places(message["zh-CN"]));
    expect(["path", "expected", "observed"]).toEqual(expect.arrayContaining(places(message.en)));
  });
});
