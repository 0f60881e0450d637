import fc from "fast-check";
import { canonicalJson, fingerprint, INPUT_LIMITS, type InputLimits, plainCopy } from "clientele/core";
import { createHash } from "node:crypto";
import vm from "node:vm";
import { describe, expect, test } from "vitest";
import { revokedProxy, throwingProxy } from "../support/core.ts";

const copy = (input: unknown, limits: Partial<InputLimits> = {}) => plainCopy(input, { ...INPUT_LIMITS, ...limits });
const refused = (code: string, ...keys: (string | number)[]) => ({ ok: false, error: { code, keys } });
const nested = (levels: number, leaf: unknown = null): unknown => {
  let value = leaf;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { in: value };
  return value;
};

describe("plainCopy", () => {
  test("copies what JSON can say, at any depth it allows", () => {
    const input = { a: [1, "x", null, true, { b: [] }], constructor: { prototype: 1 }, toString: "t", 7: -0 };
    const copied = copy(input);

    expect(copied).toEqual({ ok: true, value: input });
    expect(copied.ok && copied.value).not.toBe(input);
  });

  test("keeps undefined, NaN and infinity for the schema to judge by name", () => {
    const input = { a: undefined, b: NaN, c: [-Infinity] };

    expect(copy(input)).toEqual({ ok: true, value: input });
    expect([copy(undefined), copy(7)]).toEqual([
      { ok: true, value: undefined },
      { ok: true, value: 7 },
    ]);
  });

  test("takes plain objects of another realm, and ones without a prototype", () => {
    const foreign = vm.runInNewContext("({ a: [{ b: 1 }] })") as object;

    expect(copy(foreign)).toEqual({ ok: true, value: { a: [{ b: 1 }] } });
    expect(copy(Object.assign(Object.create(null) as object, { a: 1 }))).toEqual({ ok: true, value: { a: 1 } });
  });

  test("the same part in two places is no cycle", () => {
    const part = { a: 1 };

    expect(copy([part, { part }, part])).toEqual({ ok: true, value: [part, { part }, part] });
  });

  test("cycles, wherever they close", () => {
    const list: unknown[] = [];
    list.push({ list });
    const holder: Record<string, unknown> = { a: { b: {} } };
    (holder["a"] as Record<string, unknown>)["b"] = holder["a"];

    expect(copy(list)).toEqual(refused("cycle", 0, "list"));
    expect(copy(holder)).toEqual(refused("cycle", "a", "b"));
  });

  test("64 levels, not 65", () => {
    expect(copy(nested(64)).ok).toBe(true);
    const refusal = copy(nested(65));
    expect(refusal).toMatchObject({ ok: false, error: { code: "too-deep" } });
    expect(refusal.ok ? [] : refusal.error.keys).toHaveLength(64);
    expect(copy(nested(100_000))).toMatchObject({ error: { code: "too-deep" } }); // no stack to overflow
  });

  test("values, counting objects, lists and leaves", () => {
    expect(copy([1, [2]], { values: 4 }).ok).toBe(true);
    expect(copy([1, [2]], { values: 3 })).toEqual(refused("too-large", 1));
    expect(copy([1, 2, 3], { values: 3 })).toEqual(refused("too-large"));
    expect(copy({ a: 1, b: 2 }, { values: 2 })).toEqual(refused("too-large"));
  });

  test("characters, in keys and in text", () => {
    expect(copy({ ab: "cd" }, { characters: 4 }).ok).toBe(true);
    expect(copy({ ab: "cde" }, { characters: 4 })).toEqual(refused("too-large", "ab"));
    expect(copy({ abcde: 1 }, { characters: 4 })).toEqual(refused("too-large", "abcde"));
    expect(copy("x".repeat(8_000_001))).toEqual(refused("too-large"));
  });

  test("parts that double at each level, and lists longer than memory, end at the limit", () => {
    let doubling: unknown = [];
    for (let level = 0; level < 60; level++) doubling = [doubling, doubling];

    expect(copy(doubling)).toMatchObject({ error: { code: "too-large" } });
    expect(copy(new Array(4_294_967_295))).toEqual(refused("too-large"));
  });

  test.each<[string, () => unknown, ReturnType<typeof refused>]>([
    [
      "__proto__ from JSON",
      () => JSON.parse('{"a": {"__proto__": {"admin": true}}}') as unknown,
      refused("forbidden-key", "a", "__proto__"),
    ],
    ["a function", () => ({ a: [() => 1] }), refused("not-plain-data", "a", 0)],
    ["a symbol", () => [Symbol("x")], refused("not-plain-data", 0)],
    ["a bigint", () => ({ a: 1n }), refused("not-plain-data", "a")],
    ["a symbol for a key", () => ({ [Symbol("x")]: 1 }), refused("not-plain-data")],
    ["a Map", () => ({ m: new Map() }), refused("not-plain-data", "m")],
    ["a Set", () => new Set(), refused("not-plain-data")],
    ["a Date", () => ({ at: new Date(0) }), refused("not-plain-data", "at")],
    [
      "an instance of a class",
      () => [
        new (class Tier {
          readonly rank = 1;
        })(),
      ],
      refused("not-plain-data", 0),
    ],
    ["a Date of another realm", () => vm.runInNewContext("new Date(0)") as unknown, refused("not-plain-data")],
    ["boxed text", () => Object("x") as unknown, refused("not-plain-data")],
    ["a typed array", () => new Uint8Array(2), refused("not-plain-data")],
    ["a hole in a list", () => [1, , 3], refused("not-plain-data", 1)],
    ["a proxy that throws", () => ({ p: throwingProxy }), refused("not-plain-data", "p")],
    ["a revoked proxy", () => [[revokedProxy]], refused("not-plain-data", 0, 0)],
  ])("%s", (_, input, refusal) => {
    expect(copy(input())).toEqual(refusal);
  });

  test("no getter is called, and nothing is inherited", () => {
    let called = 0;
    const input = Object.create({ inherited: 1 }) as object;
    const watched = {
      get a(): number {
        return ++called;
      },
    };

    expect(copy(watched)).toEqual(refused("not-plain-data", "a"));
    expect(copy([input])).toEqual(refused("not-plain-data", 0));
    expect(called).toBe(0);
  });

  test("Object.prototype is left alone by whatever comes", () => {
    copy(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'));

    expect("polluted" in {}).toBe(false);
  });

  test("a copy equals its original, and is another object throughout", () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        const copied = copy(value);
        expect(copied).toEqual({ ok: true, value });
      }),
    ));

  test("never throws, and what it lets through can be written as JSON", () =>
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withNullPrototype: true,
          withObjectString: true,
          withSparseArray: true,
          withTypedArray: true,
        }),
        (value) => {
          const copied = copy(value);
          if (copied.ok) expect(() => JSON.stringify(copied.value)).not.toThrow();
          else expect(copied.error.code).toMatch(/^(not-plain-data|forbidden-key|too-large)$/);
        },
      ),
    ));
});

describe("canonicalJson", () => {
  test.each([
    [{ b: 1, a: [2, { d: null, c: "x" }] }, '{"a":[2,{"c":"x","d":null}],"b":1}'],
    [{ a: undefined, b: [undefined] }, '{"b":[null]}'],
    [[], "[]"],
    [{}, "{}"],
    [null, "null"],
    [undefined, "null"],
    [-0, "0"],
    ["é\u2028\u0007", '"é\u2028\\u0007"'],
    [new Array(2), "[null,null]"],
    // RFC 8785, section 3.2.3: sorted by UTF-16 code units, so the emoji comes before the Hebrew presentation form
    [
      { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    ],
    // RFC 8785, section 3.2.2
    [[333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001], "[333333333.3333333,1e+30,4.5,0.002,1e-27]"],
  ])("%j", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, part]) => [key, reversed(part)]),
          )
        : value;
  test("is JSON of the same value, and blind to the order of keys", () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    ));
});

describe("fingerprint", () => {
  const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

  test("is SHA-256 of the canonical JSON", () => {
    expect(fingerprint({ b: 1, a: "中😀" })).toBe(sha256('{"a":"中😀","b":1}'));
    // sha256("[]") and sha256("null"), as sha256sum writes them
    expect(fingerprint([])).toBe("4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945");
    expect(fingerprint(null)).toBe("74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b");
  });

  test("at every length around the blocks of 64 bytes", () => {
    for (let length = 0; length <= 200; length++) {
      const text = "a".repeat(length);
      expect(fingerprint(text)).toBe(sha256(`"${text}"`));
    }
    expect(fingerprint("é".repeat(100_000))).toBe(sha256(`"${"é".repeat(100_000)}"`));
  });

  const anyText = fc.string({ unit: fc.constantFrom("a", "\n", "é", "中", "😀", "\ud800", "\udfff", "\uffff") });
  test("of any text and data; a lone surrogate is escaped, so nothing else has its fingerprint", () =>
    fc.assert(
      fc.property(fc.oneof(anyText, fc.jsonValue()), (value) => {
        expect(fingerprint(value)).toBe(sha256(canonicalJson(value)));
      }),
    ));

  test("lone surrogates", () => {
    expect(fingerprint("\ud800")).toBe(sha256('"\\ud800"'));
    expect(fingerprint("\ud800")).not.toBe(fingerprint("\ufffd"));
  });
});
