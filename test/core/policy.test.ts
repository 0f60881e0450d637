import fc from "fast-check";
import {
  compiledPolicy,
  definePolicy,
  DomainError,
  findingsOf,
  fingerprint,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  renderMessage,
  restorePolicy,
  reviewPolicy,
  type Sealed,
  storePolicy,
} from "clientele/core";
import vm from "node:vm";
import { describe, expect, test } from "vitest";
import { coreMessages, coreTerms } from "../../src/core/messages.ts";
import { hostileValues, places, revokedProxy, throwingProxy, thrown } from "../support/core.ts";
import { type CompiledToy, toy, type Toy, toyGuard, toyKind } from "./toyPolicy.ts";

const issuesOf = (input: unknown): readonly Issue[] => {
  const parsed = parsePolicy(toyGuard, input);
  return parsed.ok ? [] : parsed.error;
};
const told = (input: unknown): readonly (readonly [string, string])[] =>
  issuesOf(input).map(({ code, path }) => [code, path]);
const checked: Sealed<Toy> = definePolicy(toyGuard, toy);
const stored = (): Record<string, unknown> =>
  JSON.parse(JSON.stringify(storePolicy(checked))) as Record<string, unknown>;

describe("a policy that went through a door", () => {
  test("is a complete copy of the input", () => {
    expect(checked).toEqual({
      ...toy,
      shelves: [
        { name: "low", spend: "0", label: null },
        { name: "constructor", spend: "100.00", label: { en: null, "zh-CN": "高" } },
      ],
      window: { kind: "rolling", days: 30 },
      due: "never",
      weights: {},
      code: "A",
      meta: null,
    });
    expect(checked).not.toBe(toy);
  });

  test("is frozen throughout, while the input is left as it was", () => {
    const input = { ...toy, shelves: [{ name: "low", spend: "0" }], meta: { note: ["x"] } };
    const policy = definePolicy(toyGuard, input);

    const frozen = [
      policy,
      policy.shelves,
      policy.shelves[0],
      policy.by,
      policy.weights,
      policy.meta,
      policy.meta?.["note"],
    ];
    expect(frozen.map((part) => Object.isFrozen(part))).toEqual(frozen.map(() => true));
    expect(thrown(() => Object.assign(policy.shelves[0]!, { spend: "1" }))).toMatch(/^TypeError/);
    input.shelves[0]!.spend = "999";
    input.meta.note.push("y");
    expect([policy.shelves[0]!.spend, policy.meta]).toEqual(["0", { note: ["x"] }]);
  });

  test("is compiled once", () => {
    let compiled = 0;
    const counting: PolicyGuard<Toy, CompiledToy> = {
      ...toyGuard,
      compile: (data) => (compiled++, toyKind.compile(data)),
    };
    const policy = definePolicy(counting, toy);

    expect(compiledPolicy(counting, policy)).toBe(compiledPolicy(counting, policy));
    expect(compiledPolicy(counting, policy).byName.get("constructor")?.spend).toBe("100.00");
    expect(compiled).toBe(1);
  });

  test("may go through a door again, as another one", () => {
    const again = definePolicy(toyGuard, checked);

    expect(again).toEqual(checked);
    expect(again).not.toBe(checked);
  });

  test("may come from another realm", () => {
    const input: unknown = vm.runInNewContext(`(${JSON.stringify(toy)})`);

    expect(parsePolicy(toyGuard, input)).toEqual({ ok: true, value: checked });
  });
});

describe("copies, kinds and strangers", () => {
  const other = { ...toyKind, format: "other-policy/1" };
  test.each<[string, unknown]>([
    ["a spread copy", { ...checked }],
    ["a structured clone", structuredClone(checked)],
    ["a JSON copy", JSON.parse(JSON.stringify(checked))],
    ["an heir", Object.create(checked)],
    ["the literal", toy],
    ["a part", checked.shelves],
    ["a proxy of it", new Proxy(checked, {})],
    ["null", null],
    ["undefined", undefined],
    ["text", "toy-2026"],
    ["a symbol", Symbol("toy")],
    ["a revoked proxy", revokedProxy],
  ])("%s went through no door", (_, policy) => {
    expect(thrown(() => compiledPolicy(toyKind, policy as Toy))).toBe("DomainError policy-not-checked");
    expect(thrown(() => storePolicy(policy as Sealed<Toy>))).toBe("DomainError policy-not-checked");
  });

  test("a policy of another kind is refused by name", () => {
    expect(() => compiledPolicy(other, checked)).toThrow(
      "expected a policy of format other-policy/1, received toy-policy/1",
    );
    expect(thrown(() => compiledPolicy(other, checked))).toBe("DomainError policy-not-checked");
  });
});

describe("issues", () => {
  test.each<[string, Record<string, unknown>, Issue]>([
    [
      "a missing key",
      { id: undefined },
      { code: "missing-key", severity: "error", path: "/id", keys: ["id"], params: { key: "id" } },
    ],
    [
      "a wrong type",
      { version: "1" },
      {
        code: "wrong-type",
        severity: "error",
        path: "/version",
        keys: ["version"],
        params: { expected: "number", observed: '"1"' },
      },
    ],
    [
      "no integer",
      { version: 1.5 },
      {
        code: "wrong-type",
        severity: "error",
        path: "/version",
        keys: ["version"],
        params: { expected: "int", observed: "1.5" },
      },
    ],
    [
      "NaN",
      { by: { days: NaN } },
      {
        code: "wrong-type",
        severity: "error",
        path: "/by/days",
        keys: ["by", "days"],
        params: { expected: "number", observed: "NaN" },
      },
    ],
    [
      "an unknown key",
      { "a/b": 1 },
      { code: "unknown-key", severity: "error", path: "/a~1b", keys: ["a/b"], params: { key: "a/b" } },
    ],
    [
      "an unknown key deep inside",
      { shelves: [{ name: "low", spend: "0", depth: 1 }] },
      {
        code: "unknown-key",
        severity: "error",
        path: "/shelves/0/depth",
        keys: ["shelves", 0, "depth"],
        params: { key: "depth" },
      },
    ],
    [
      "a word that is none of those",
      { mode: "toString" },
      {
        code: "not-one-of",
        severity: "error",
        path: "/mode",
        keys: ["mode"],
        params: { allowed: ["strict", "lenient"], observed: '"toString"' },
      },
    ],
    [
      "a missing word",
      { mode: undefined },
      { code: "missing-key", severity: "error", path: "/mode", keys: ["mode"], params: { key: "mode" } },
    ],
    [
      "below the minimum",
      { version: 0 },
      {
        code: "below-minimum",
        severity: "error",
        path: "/version",
        keys: ["version"],
        params: { minimum: 1, inclusive: true, observed: "0" },
      },
    ],
    [
      "below an open minimum",
      { by: { days: 0 } },
      {
        code: "below-minimum",
        severity: "error",
        path: "/by/days",
        keys: ["by", "days"],
        params: { minimum: 0, inclusive: false, observed: "0" },
      },
    ],
    [
      "above the maximum",
      { by: { days: 401 } },
      {
        code: "above-maximum",
        severity: "error",
        path: "/by/days",
        keys: ["by", "days"],
        params: { maximum: 400, inclusive: true, observed: "401" },
      },
    ],
    [
      "too few",
      { shelves: [] },
      {
        code: "too-few",
        severity: "error",
        path: "/shelves",
        keys: ["shelves"],
        params: { minimum: 1, inclusive: true, observed: "an array" },
      },
    ],
    [
      "too many",
      { shelves: ["a", "b", "c", "d", "e"].map((name) => ({ name, spend: "0" })) },
      {
        code: "too-many",
        severity: "error",
        path: "/shelves",
        keys: ["shelves"],
        params: { maximum: 4, inclusive: true, observed: "an array" },
      },
    ],
    [
      "text too long",
      { code: "ABCDE" },
      {
        code: "too-many",
        severity: "error",
        path: "/code",
        keys: ["code"],
        params: { maximum: 4, inclusive: true, observed: '"ABCDE"' },
      },
    ],
    [
      "text of the wrong form",
      { code: "a" },
      {
        code: "malformed",
        severity: "error",
        path: "/code",
        keys: ["code"],
        params: { format: "regex", observed: '"a"' },
      },
    ],
    [
      "no currency",
      { currency: "RMB" },
      {
        code: "malformed",
        severity: "error",
        path: "/currency",
        keys: ["currency"],
        params: { format: "currency", observed: '"RMB"' },
      },
    ],
    [
      "a label in no language",
      { shelves: [{ name: "a", spend: "0", label: {} }] },
      {
        code: "malformed",
        severity: "error",
        path: "/shelves/0/label",
        keys: ["shelves", 0, "label"],
        params: { format: "labels", observed: "an object" },
      },
    ],
    [
      "a name in a record that is none",
      { weights: { "a\n": 1 } },
      {
        code: "malformed",
        severity: "error",
        path: "/weights/a\n",
        keys: ["weights", "a\n"],
        params: { format: "id", observed: '"a\\n"' },
      },
    ],
    [
      "no form of a union",
      { by: { hours: 3, days: "x", orders: 1.5 } },
      {
        code: "no-form-fits",
        severity: "error",
        path: "/by",
        keys: ["by"],
        params: { key: "by", observed: "an object" },
      },
    ],
    [
      "a union left out",
      { by: undefined },
      {
        code: "missing-key",
        severity: "error",
        path: "/by",
        keys: ["by"],
        params: { key: "by", observed: "undefined" },
      },
    ],
    [
      "a union of the wrong type",
      { by: 7 },
      { code: "no-form-fits", severity: "error", path: "/by", keys: ["by"], params: { key: "by", observed: "7" } },
    ],
    [
      "a cross-field issue",
      {
        shelves: [
          { name: "constructor", spend: "0" },
          { name: "constructor", spend: "1" },
        ],
      },
      {
        code: "duplicate-id",
        severity: "error",
        path: "/shelves/1/name",
        keys: ["shelves", 1, "name"],
        params: { id: "constructor", first: "/shelves/0/name" },
      },
    ],
  ])("%s", (_, part, issue) => {
    expect(issuesOf({ ...toy, ...part })).toEqual([issue]);
  });

  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ["window", { kind: "sliding", days: "x" }, [["not-one-of", "/window/kind"]]],
    ["window", { days: 3 }, [["missing-key", "/window/kind"]]],
    [
      "window",
      { kind: "rolling", unit: "month" },
      [
        ["missing-key", "/window/days"],
        ["unknown-key", "/window/unit"],
      ],
    ],
    ["window", 7, [["wrong-type", "/window"]]],
    ["due", { kind: "after", hours: "x" }, [["wrong-type", "/due/hours"]]],
    ["due", { kind: "on" }, [["missing-key", "/due/weekday"]]],
    [
      "due",
      { kind: "on", hours: 3 },
      [
        ["missing-key", "/due/weekday"],
        ["unknown-key", "/due/hours"],
      ],
    ],
    ["due", { kind: "soon", hours: 3 }, [["no-form-fits", "/due"]]],
    ["due", {}, [["no-form-fits", "/due"]]],
    ["due", 7, [["no-form-fits", "/due"]]],
    ["by", { days: "x" }, [["wrong-type", "/by/days"]]],
    ["by", { orders: 1.5, metric: "orders" }, [["wrong-type", "/by/orders"]]],
    ["by", { orders: 1, metric: "visits" }, [["no-form-fits", "/by"]]],
  ])("the form that was meant is named: %s %j", (key, value, issues) => {
    expect(told({ ...toy, [key]: value })).toEqual(issues);
  });

  test("all of them at once", () => {
    expect(told({ version: 0, extra: 1, shelves: [{ spend: "1e3" }, 7], by: { days: 1 }, code: "abcde" })).toEqual(
      expect.arrayContaining([
        ["missing-key", "/id"],
        ["below-minimum", "/version"],
        ["missing-key", "/currency"],
        ["missing-key", "/mode"],
        ["missing-key", "/shelves/0/name"],
        ["malformed", "/shelves/0/spend"],
        ["wrong-type", "/shelves/1"],
        ["malformed", "/code"],
        ["too-many", "/code"],
        ["unknown-key", "/extra"],
      ]),
    );
  });

  test("of a whole that is none", () => {
    expect(told([])).toEqual([["wrong-type", ""]]);
    expect(told("toy")).toEqual([["wrong-type", ""]]);
    expect(told(undefined)).toEqual([["wrong-type", ""]]);
  });

  test("what parts demand of one another is looked at although another part is of the wrong type", () => {
    const shelves = [{ name: "a", spend: 5 }, null, { name: "b", spend: "-1" }, { name: "a", spend: "-2" }];

    expect(told({ ...toy, id: 7, shelves, weights: [], unknown: { deep: 1 } })).toEqual(
      expect.arrayContaining([
        ["wrong-type", "/id"],
        ["wrong-type", "/shelves/0/spend"],
        ["wrong-type", "/shelves/1"],
        ["wrong-type", "/weights"],
        ["unknown-key", "/unknown"],
        ["duplicate-id", "/shelves/3/name"], // the places of items are kept
        ["spend-below-zero", "/shelves"],
      ]),
    );
    expect(told({ ...toy, shelves: 7 })).toEqual([["wrong-type", "/shelves"]]);
  });

  test("every code of the doors has a sentence that all its parameters fit", () => {
    const wrecks = [
      { version: "1", extra: 1, mode: "x", by: {}, shelves: [], code: "abcde", currency: "RMB" },
      { ...toy, version: 0, by: { days: 999 }, shelves: Array(5).fill(toy.shelves[0]), weights: { "\n": 1 } },
      { ...toy, shelves: [...toy.shelves, toy.shelves[0]] },
      { ...toy, meta: { f: () => 1 } },
    ];
    const issues = wrecks.flatMap((wreck) => [...issuesOf(wreck)]);

    for (const { code, params } of issues) {
      const message = coreMessages[code as keyof typeof coreMessages];
      const text = renderMessage(message, params, { locale: "en", terms: coreTerms });
      expect([code, places(message.en).filter((place) => !Object.hasOwn(params, place))]).toEqual([code, []]);
      expect(text).not.toContain("not known,");
    }
    expect(new Set(issues.map(({ code }) => code)).size).toBeGreaterThanOrEqual(10);
  });
});

describe("define", () => {
  test("throws one DomainError with a sentence for each issue; the issues are its cause", () => {
    let caught: unknown;
    try {
      definePolicy(toyGuard, { ...toy, id: undefined, shelves: [{ name: "a", spend: "-1" }] });
    } catch (error) {
      caught = error;
    }

    expect(caught).toBeInstanceOf(DomainError);
    expect(caught).toMatchObject({
      code: "invalid-policy",
      message: "toy-policy/1: /id: id is missing; /shelves: no shelf may ask less than nothing",
      cause: [{ code: "missing-key" }, { code: "spend-below-zero" }],
    });
    expect(() => definePolicy(toyGuard, null)).toThrow("(the whole policy): expected an object, received null");
  });

  test("a code without a sentence is named as it is", () => {
    const guard = {
      ...toyGuard,
      crossCheck: (_: unknown, report: (code: string, keys: []) => void) => report("odd", []),
    };

    expect(() => definePolicy(guard, toy)).toThrow("toy-policy/1: (the whole policy): odd");
  });
});

describe("review", () => {
  test("of a draft with issues", () => {
    expect(reviewPolicy(toyGuard, { ...toy, version: 0 })).toMatchObject({
      policy: null,
      issues: [{ code: "below-minimum" }],
      findings: [],
    });
  });

  test("of a draft that may be used, with what is worth knowing", () => {
    const review = reviewPolicy(toyGuard, { ...toy, shelves: [toy.shelves[0]] });

    expect(review.issues).toEqual([]);
    expect(review.findings).toEqual([
      { code: "one-shelf", severity: "warning", path: "/shelves", keys: ["shelves"], params: { count: 1 } },
    ]);
    expect(compiledPolicy(toyKind, review.policy!).byName.size).toBe(1);
    expect(findingsOf(toyGuard, checked)).toEqual([]);
  });

  const cyclic: Record<string, unknown> = { ...toy };
  cyclic["meta"] = { cyclic };
  let deep: unknown = null;
  for (let level = 0; level < 70; level++) deep = { deep };
  test.each<[string, unknown, string, string]>([
    ["a cycle", cyclic, "cycle", "/meta/cyclic"],
    ["depth", { ...toy, meta: deep }, "too-deep", `/meta${"/deep".repeat(63)}`],
    ["size", { ...toy, meta: { list: Array<number>(200_000).fill(0) } }, "too-large", "/meta/list"],
    ["__proto__", JSON.parse('{"weights": {"__proto__": 1}}'), "forbidden-key", "/weights/__proto__"],
    ["a function", { ...toy, meta: { run: () => 1 } }, "not-plain-data", "/meta/run"],
    ["a getter", { get id() { return "x"; } }, "not-plain-data", "/id"], // biome-ignore format: one line
    [
      "a class",
      new (class Policy {
        readonly id = "x";
      })(),
      "not-plain-data",
      "",
    ],
    ["a proxy that throws", { shelves: throwingProxy }, "not-plain-data", "/shelves"],
    ["a revoked proxy", revokedProxy, "not-plain-data", ""],
  ])("of hostile input: %s", (_, draft, code, path) => {
    const { policy, issues, findings } = reviewPolicy(toyGuard, draft);

    expect([policy, findings, issues.map((issue) => [issue.code, issue.path])]).toEqual([null, [], [[code, path]]]);
  });

  test.each(hostileValues)("never throws: %s", (_, value) => {
    for (const draft of [
      value,
      { ...toy, id: value },
      { ...toy, shelves: [value] },
      { ...toy, meta: value, by: value },
    ]) {
      expect(reviewPolicy(toyGuard, draft).policy === null).toBe(reviewPolicy(toyGuard, draft).issues.length > 0);
    }
  });

  test("names of Object.prototype are names like others", () => {
    const weights = { constructor: 1, toString: 2, hasOwnProperty: 3 };

    expect(reviewPolicy(toyGuard, { ...toy, weights }).policy?.weights).toEqual(weights);
    expect(told({ ...toy, constructor: 1 })).toEqual([["unknown-key", "/constructor"]]);
  });
});

describe("restore", () => {
  test("what was stored, through JSON, as an equal policy that is checked", () => {
    const restored = restorePolicy(toyKind, stored());

    expect(restored).toEqual({ ok: true, value: checked });
    expect(restored.ok && Object.isFrozen(restored.value.shelves)).toBe(true);
    expect(restored.ok && compiledPolicy(toyKind, restored.value).byName.size).toBe(2);
    expect(restored.ok && storePolicy(restored.value)).toEqual(storePolicy(checked));
  });

  test("keys in another order, as a database gives them back", () => {
    const { data, ...rest } = stored() as { data: object };
    const turned = { data: Object.fromEntries(Object.entries(data).reverse()), ...rest };

    expect(restorePolicy(toyKind, turned)).toEqual({ ok: true, value: checked });
  });

  test("a policy as large and as deep as the doors take", () => {
    let meta: unknown = Array<number>(199_000).fill(0);
    for (let level = 0; level < 62; level++) meta = { meta };
    const large = definePolicy(toyGuard, { ...toy, meta });

    expect(restorePolicy(toyKind, storePolicy(large)).ok).toBe(true);
  });

  test.each<[string, unknown, string]>([
    ["another kind", { ...stored(), format: "tier-policy/1" }, '"tier-policy/1"'],
    ["a later version", { ...stored(), format: "toy-policy/2" }, '"toy-policy/2"'],
    ["no format", { data: {} }, "undefined"],
    ["nothing", null, "undefined"],
    ["text", JSON.stringify(stored()), "undefined"],
    ["a revoked proxy", revokedProxy, "undefined"],
    ["a getter", { get format() { return "toy-policy/1"; } }, "undefined"], // biome-ignore format: one line
  ])("%s", (_, input, observed) => {
    expect(restorePolicy(toyKind, input)).toEqual({
      ok: false,
      error: { code: "unsupported-format", expected: "toy-policy/1", observed },
    });
  });

  const corrupt = { ok: false, error: { code: "corrupt-policy", format: "toy-policy/1" } };
  const forged = (data: unknown) => ({ format: "toy-policy/1", fingerprint: fingerprint(data), data });
  test.each<[string, unknown]>([
    ["one digit changed", { ...stored(), data: { ...(stored()["data"] as object), version: 2 } }],
    ["one key more", { ...stored(), data: { ...(stored()["data"] as object), extra: null } }],
    ["one key less", { ...stored(), data: { id: "toy-2026" } }],
    ["no data", { ...stored(), data: null }],
    ["no fingerprint", { ...stored(), fingerprint: undefined }],
    ["a fingerprint in capitals", { ...stored(), fingerprint: String(stored()["fingerprint"]).toUpperCase() }],
    ["forged data that does not compile", forged({ shelves: null })],
    ["forged data that is a list", forged([])],
    ["forged text", forged("toy")],
  ])("corrupt: %s", (_, input) => {
    expect(restorePolicy(toyKind, input)).toEqual(corrupt);
  });

  test.each(hostileValues)("never throws: %s", (_, value) => {
    expect(restorePolicy(toyKind, value).ok).toBe(false);
    expect(restorePolicy(toyKind, { ...stored(), data: value }).ok).toBe(false);
  });
});

describe("laws", () => {
  const anyToy = fc.record({
    id: fc.constantFrom("a", "constructor", "金卡"),
    version: fc.integer({ min: 1, max: 99 }),
    currency: fc.constantFrom("CNY", "JPY"),
    mode: fc.constantFrom("strict", "lenient"),
    shelves: fc.uniqueArray(
      fc.record({ name: fc.constantFrom("low", "mid", "high", "__defineGetter__"), spend: fc.nat().map(String) }),
      { selector: ({ name }) => name, minLength: 1, maxLength: 3 },
    ),
    by: fc.oneof(
      fc.record({ days: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ orders: fc.nat(), metric: fc.constant("orders") }),
    ),
    meta: fc.constantFrom(null, { a: [1, { b: "c" }] }),
  });

  test("a lawful policy goes through every door, and they agree", () =>
    fc.assert(
      fc.property(anyToy, (input) => {
        const policy = definePolicy(toyGuard, input);
        expect(parsePolicy(toyGuard, JSON.parse(JSON.stringify(input)))).toEqual({ ok: true, value: policy });
        expect(reviewPolicy(toyGuard, input)).toMatchObject({ policy, issues: [] });
        expect(restorePolicy(toyKind, JSON.parse(JSON.stringify(storePolicy(policy))))).toEqual({
          ok: true,
          value: policy,
        });
        expect(definePolicy(toyGuard, policy)).toEqual(policy); // filling in is idempotent
      }),
    ));

  test("one part made senseless: parse says where, define throws, review does neither", () =>
    fc.assert(
      fc.property(
        anyToy,
        fc.constantFrom("id", "version", "mode", "shelves", "by"),
        fc.anything(),
        (input, key, value) => {
          const wreck = { ...input, [key]: value };
          const { policy, issues } = reviewPolicy(toyGuard, wreck);
          expect(policy === null).toBe(issues.length > 0);
          expect(issues.every(({ path }) => path.startsWith(`/${key}`))).toBe(true);
          if (policy === null) expect(thrown(() => definePolicy(toyGuard, wreck))).toBe("DomainError invalid-policy");
          expect(JSON.parse(JSON.stringify(issues))).toEqual(issues);
        },
      ),
    ));
});
