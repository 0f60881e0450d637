import fc from "fast-check";
import { pointer } from "clientele/core";
import { describe, expect, test } from "vitest";
import { faultText } from "../../docs/site/browser/kit/json-fault-words.ts";
import { lineAt, locateJson, placeAt, underlined } from "../../docs/site/browser/kit/json-places.ts";

const faultOf = (text: string): readonly [string, string, number] => {
  const located = locateJson(text);
  if (located.ok) throw new Error("it is JSON");
  const { code, from, to } = located.fault;
  return [code, text.slice(from, to), lineAt(text, from)];
};

describe("places", () => {
  const text = '{\n  "tiers": [\n    { "id": "gold", "at": "5" }\n  ],\n  "a/b~": null\n}';
  const located = locateJson(text);
  const places = located.ok ? located.places : new Map<string, never>();
  const shown = (path: string): string => {
    const { from, to } = underlined(text, placeAt(places, path));
    return text.slice(from, to);
  };

  test.each([
    ["/tiers/0/at", '"5"'],
    ["/tiers/0", '{ "id": "gold", "at": "5" }'],
    ["/tiers", '"tiers"'],
    ["/tiers/0/rank", '{ "id": "gold", "at": "5" }'],
    ["/a~1b~0", "null"],
    ["/nowhere/at/all", "{"],
    ["", "{"],
  ])("of %s is %s", (path, expected) => {
    expect(shown(path)).toBe(expected);
  });

  test("lines are counted from one", () => {
    expect(["{", '"tiers"', '"gold"', "null"].map((part) => lineAt(text, text.indexOf(part)))).toEqual([1, 2, 3, 5]);
  });
});

describe("faults", () => {
  test.each([
    ["", "nothing-there", "", 1],
    ["  \n ", "nothing-there", "  \n ", 1],
    ['{\n"a": 1\n"b": 2}', "comma-or-brace-expected", '"', 3],
    ["[1 2]", "comma-or-bracket-expected", "2", 1],
    ["[1,\n2,]", "comma-before-end", ",", 2],
    ['{"a": 1,}', "comma-before-end", ",", 1],
    ["{'a': 1}", "other-quotes", "'", 1],
    ["{“a”: 1}", "other-quotes", "“", 1],
    ["{a: 1}", "name-expected", "a", 1],
    ['{"a" 1}', "colon-expected", "1", 1],
    ['{"a": }', "value-expected", "}", 1],
    ['{"a": undefined}', "value-expected", "undefined", 1],
    ['{"a": 007}', "bad-number", "007", 1],
    ['{"a": 50.000,00}', "name-expected", "0", 1],
    ['{"a": +1}', "bad-number", "+1", 1],
    ['["a\nb"]', "line-break-in-text", '"a', 1],
    ['["a', "text-not-closed", '"a', 1],
    ['["\\x"]', "bad-escape", "\\x", 1],
    ["{} {}", "more-after-end", "{", 1],
    ['{"a": 1,\n"a": 2}', "name-twice", '"a"', 2],
    ["{", "name-expected", "", 1],
  ])("%j: %s", (text, ...expected) => {
    expect(faultOf(text)).toEqual(expected);
  });

  test("nesting without end is refused, and ends", () => {
    expect(faultOf("[".repeat(1_000_000))[0]).toBe("too-deep");
  });

  test("all are told in both languages, with what stands there", () => {
    expect(faultText({ code: "bad-number", from: 0, to: 3, found: "007" }, "en")).toContain('"007" is no number');
    expect(faultText({ code: "bad-number", from: 0, to: 3, found: "$&$&" }, "zh-CN")).toContain('"$&$&" 不是数字');
    expect(faultText({ code: "colon-expected", from: 9, to: 9, found: "" }, "zh-CN")).toContain("实际为 结尾");
  });
});

describe("laws", () => {
  test("reads what JSON writes, and finds each part where it stands", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const located = locateJson(text);
        if (!located.ok) throw new Error(located.fault.code);
        expect(located.value).toEqual(JSON.parse(text));
        const walk = (part: unknown, keys: readonly (string | number)[]): void => {
          const { from, to } = placeAt(located.places, pointer(keys));
          expect(JSON.parse(text.slice(from, to))).toEqual(part);
          if (typeof part !== "object" || part === null) return;
          for (const [key, inner] of Object.entries(part))
            walk(inner, [...keys, Array.isArray(part) ? Number(key) : key]);
        };
        walk(JSON.parse(text), []);
      }),
    );
  });

  test("refuses what JSON.parse refuses, and besides that only names that stand twice", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"b"',
      "1",
      "-",
      "0",
      "null",
      " ",
      "\n",
      '"',
      "\\",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const located = locateJson(text);
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(located.ok || located.fault.code === "name-twice").toBe(
          parses || (!located.ok && located.fault.code === "name-twice"),
        );
      }),
      { numRuns: 300 },
    );
  });
});
