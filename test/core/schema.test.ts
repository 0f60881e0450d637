import {
  currencySchema,
  daySchema,
  decimalSchema,
  durationSchema,
  idSchema,
  instantSchema,
  labelsSchema,
  metaSchema,
  timeDurationSchema,
  timeZoneSchema,
} from "clientele/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import type * as z from "zod";
import { coreTerms } from "../../src/core/messages.ts";

const texts: readonly (readonly [string, z.ZodType<string, string>, readonly string[], readonly string[]])[] = [
  [
    "id",
    idSchema,
    ["a", "x".repeat(200), "constructor", "toString", "金卡", "a b/c~d", "😀"],
    ["", "x".repeat(201), "a\n", "\u0000", "\u0085", "__proto__"],
  ],
  ["instant", instantSchema, ["2026-03-01T10:00:00+08:00"], ["2026-03-01T10:00:00", "2026-02-29T10:00:00Z", ""]],
  ["day", daySchema, ["2024-02-29"], ["2026-02-29", "2024-02-29T00:00:00Z", ""]],
  ["duration", durationSchema, ["P1M", "PT2H"], ["2h", "-P1D", "P", ""]],
  ["time-duration", timeDurationSchema, ["PT2H", "PT0S"], ["P1D", "P1M", "2h"]],
  ["decimal", decimalSchema, ["0", "-19.90"], ["1e3", "-0", "1,0", ""]],
  ["currency", currencySchema, ["CNY", "JPY"], ["RMB", "cny", "XAU", ""]],
  ["time-zone", timeZoneSchema, ["Asia/Shanghai", "UTC", "+08:00"], ["Mars/Olympus", "", "+25:00"]],
];

describe.each(texts)("%s", (format, schema, sound, unsound) => {
  test.each(sound)("takes %j as it is", (text) => {
    expect(schema.parse(text)).toBe(text);
  });

  test.each(unsound)("refuses %j, naming what was expected", (text) => {
    expect(schema.safeParse(text).error?.issues).toMatchObject([
      { code: "custom", path: [], params: { code: "malformed", format } },
    ]);
  });

  test("refuses what is no text", () => {
    for (const input of [null, undefined, 7, [], {}, new Date(0)]) {
      expect(schema.safeParse(input).error?.issues).toMatchObject([{ code: "invalid_type", expected: "string" }]);
    }
  });

  test("names a term that has words, and is a Standard Schema", () => {
    expect(Object.hasOwn(coreTerms, format)).toBe(true);
    expect(schema["~standard"].version).toBe(1);
  });
});

describe("time zones on a host without Intl", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test("only offsets and UTC are known", () => {
    vi.stubGlobal("Intl", undefined);

    expect(["UTC", "+09:00", "Indian/Reunion"].map((zone) => timeZoneSchema.safeParse(zone).success)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("labels", () => {
  test.each([
    [undefined, null],
    [null, null],
    [{ en: "Gold" }, { en: "Gold", "zh-CN": null }],
    [
      { "zh-CN": "金卡", en: null },
      { en: null, "zh-CN": "金卡" },
    ],
  ])("%j is %j", (input, labels) => {
    expect(labelsSchema.parse(input)).toEqual(labels);
  });

  test.each([[{}], [{ en: null }], [{ en: "" }], [{ fr: "Or", en: "Gold" }], ["Gold"], [[]], [7]])(
    "%j is refused",
    (input) => {
      expect(labelsSchema.safeParse(input).success).toBe(false);
    },
  );
});

describe("meta", () => {
  test.each([[{ a: [1, { b: null }], constructor: "x" }], [{}], [null]])("%j travels along", (input) => {
    expect(metaSchema.parse(input)).toEqual(input);
  });

  test("left out, it is null", () => {
    expect(metaSchema.parse(undefined)).toBe(null);
  });

  test.each([["text"], [[]], [{ a: NaN }], [{ a: undefined }], [{ a: new Date(0) }], [{ a: () => 1 }]])(
    "%s is refused",
    (input) => {
      expect(metaSchema.safeParse(input).success).toBe(false);
    },
  );
});
