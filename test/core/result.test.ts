import fc from "fast-check";
import { DomainError, err, invalidFact, ok, orThrow, pointer, pointerStep, show, unreachable } from "clientele/core";
import { describe, expect, test } from "vitest";
import { hostileValues, thrown } from "../support/core.ts";

describe("examples", () => {
  test("a result is plain data", () => {
    expect([ok(7), err({ code: "x" })]).toEqual([
      { ok: true, value: 7 },
      { ok: false, error: { code: "x" } },
    ]);
    expect(structuredClone(err({ code: "x" }))).toEqual(err({ code: "x" }));
  });

  test("orThrow hands out what is there, whatever it is", () => {
    expect([0, "", null, undefined].map((value) => orThrow(ok(value)))).toEqual([0, "", null, undefined]);
  });

  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  test.each([
    ["the refusal's own code", { code: "no-open-time" }, "no-open-time", '{"code":"no-open-time"}'],
    ["the first code of a list", [{}, { code: "a" }, { code: "b" }], "a", '{}; {"code":"a"}; {"code":"b"}'],
    ["no code", "nothing", "refused", '"nothing"'],
    ["a code that is no text", { code: 7 }, "refused", '{"code":7}'],
    ["null", null, "refused", "null"],
    ["undefined", undefined, "refused", "undefined"],
    ["an empty list", [], "refused", ""],
    ["what JSON cannot say", { code: "big", n: 1n }, "big", "a refusal that cannot be written as JSON"],
    ["a cycle", cycle, "refused", "a refusal that cannot be written as JSON"],
  ])("orThrow of a refusal with %s", (_, refusal, code, message) => {
    let caught: unknown;
    try {
      orThrow(err(refusal));
    } catch (error) {
      caught = error;
    }

    expect(caught).toBeInstanceOf(DomainError);
    expect(caught).toMatchObject({ name: "DomainError", code, message });
    expect((caught as Error).cause).toBe(refusal);
  });

  test("unreachable says why", () => {
    expect(() => unreachable("tiers are never empty")).toThrow("tiers are never empty");
    expect(thrown(() => unreachable("x"))).toBe("DomainError unreachable");
  });

  // the escapes of RFC 6901, section 5
  test.each([
    [[], ""],
    [["foo", 0], "/foo/0"],
    [[""], "/"],
    [["a/b"], "/a~1b"],
    [["m~n"], "/m~0n"],
    [["~1"], "/~01"],
    [[" ", 'k"l'], '/ /k"l'],
  ])("the pointer of %j", (keys, text) => {
    expect(pointer(keys)).toBe(text);
  });

  test.each([
    ["x", '"x"'],
    ["x".repeat(61), `"${"x".repeat(60)}…"`],
    ['"\n', '"\\"\\n"'],
    [-0, "-0"],
    [NaN, "NaN"],
    [true, "true"],
    [undefined, "undefined"],
    [null, "null"],
    [7n, "7n"],
    [10n ** 99n, `1${"0".repeat(59)}…n`],
    [[], "an array"],
    [{}, "an object"],
    [Symbol("s"), "a symbol"],
    [Math.max, "a function"],
  ])("%s is shown as %s", (value, text) => {
    expect(show(value)).toBe(text);
  });

  test("an invalid fact", () => {
    expect(invalidFact("/at", "instant", "soon")).toEqual({
      code: "invalid-fact",
      path: "/at",
      expected: "instant",
      observed: '"soon"',
    });
  });
});

describe("refusals", () => {
  test.each(hostileValues)("showing %s throws nothing and runs nothing", (_, value) => {
    expect(show(value)).toMatch(/^.{1,70}$/);
  });
});

describe("laws", () => {
  test("a pointer can be read back", () =>
    fc.assert(
      fc.property(fc.array(fc.string()), (keys) => {
        const read = pointer(keys)
          .split("/")
          .slice(1)
          .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
        expect(read).toEqual(keys);
        expect(pointer(keys)).toBe(keys.map(pointerStep).join(""));
      }),
    ));

  test("anything is shown in less than 400 characters", () =>
    fc.assert(
      fc.property(fc.anything({ withBigInt: true }), (value) => {
        expect(show(value).length).toBeLessThan(400);
      }),
    ));
});
