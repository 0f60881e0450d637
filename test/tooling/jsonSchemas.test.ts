import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import * as library from "clientele";
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { jsonSchemas } from "../../scripts/json-schemas.ts";
import { marketLiteral } from "../support/segmentationPolicies.ts";
import { anyTierPolicyInput, leavesOf, type Place, withValue } from "../support/tierPolicies.ts";
import { valueLiteral } from "../support/valueTiers.ts";
import { anyCondition, inputOf } from "../support/conditions.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
const schemas = jsonSchemas();
const validators = new Map(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
const validatorOf = (name: string): ValidateFunction => {
  const found = validators.get(name);
  if (found === undefined) throw new Error(`no JSON Schema of ${name}`);
  return found;
};

/** What the library itself says of a document's shape. */
const guards = new Map(
  Object.entries(library).flatMap(([name, schema]) =>
    name.endsWith("Schema") && typeof schema === "object" && "_zod" in schema
      ? [
          [
            name.replace(/Schema$/, "").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
            schema as z.ZodType,
          ],
        ]
      : [],
  ),
);
const fits = (name: string, document: unknown): boolean => guards.get(name)?.safeParse(document).success ?? false;
const says = (name: string, document: unknown): boolean => validatorOf(name)(document);

const { abc, strategicKeyOrdinary, valueAndTenure, valueGrade } = library.tierPresets;

/** Sound documents, by the name of their schema. */
const SOUND: readonly (readonly [name: string, document: object])[] = [
  ...[abc, strategicKeyOrdinary, valueAndTenure, valueGrade].map((policy) => ["tier-policy", policy] as const),
  ...Object.values(library.segmentTables).map((table) => ["segment-table", table] as const),
  ...Object.values(library.valueTierPresets).map((policy) => ["value-tier-policy", policy] as const),
  ...Object.values(library.lifecyclePresets).map((policy) => ["lifecycle-policy", policy] as const),
  ...Object.values(library.churnPresets).map((policy) => ["churn-policy", policy] as const),
  ...Object.values(library.slaPresets).map((policy) => ["sla-policy", policy] as const),
  ...Object.values(library.calendarPresets).map((calendar) => ["calendar", calendar] as const),
  ["value-tier-policy", valueLiteral],
  ["segmentation-policy", marketLiteral],
  [
    "history-policy",
    { id: "orders", version: 1, timeZone: "UTC", currency: "CNY", refunds: "net", rates: { USD: "7.12" } },
  ],
  [
    "rfm-policy",
    { id: "rfm", version: 1, mode: "quantile", bins: { recency: 5, frequency: 5, monetary: 5 }, currency: "CNY" },
  ],
  [
    "metric-dictionary",
    { id: "metrics", version: 1, timeZone: "UTC", currency: "CNY", metrics: valueAndTenure.metrics },
  ],
  ["rule", { ...inputOf({ metric: "spend", op: ">=", value: "1" }), labels: { en: "a rule" } }],
];

describe("descriptions", () => {
  const propertiesOf = (name: string) =>
    Object.entries((schemas[name]?.properties ?? {}) as Readonly<Record<string, { readonly description?: string }>>);

  test("every member of a tier policy says what it is for, in the words of its interface", () => {
    const said = propertiesOf("tier-policy").map(([key, { description = "" }]) => [key, description]);
    expect(said.length).toBeGreaterThan(10);
    expect(said.filter(([, description]) => description === "")).toEqual([]);
    const of = Object.fromEntries(said) as Readonly<Record<string, string>>;
    expect(readFileSync("src/tiers/policyModel.ts", "utf8")).toContain(`/** ${of["currency"] ?? "?"} */`);
  });

  test.each(Object.keys(schemas))("every member at the top of %s has one", (name) => {
    expect(propertiesOf(name).filter(([, { description = "" }]) => description === "")).toEqual([]);
  });
});

describe("examples", () => {
  test("every policy of the library has one", () => {
    expect(Object.keys(schemas).sort()).toEqual([
      "calendar",
      "churn-policy",
      "clv-policy",
      "history-policy",
      "lifecycle-policy",
      "metric-dictionary",
      "positioning-policy",
      "rfm-policy",
      "rule",
      "segment-table",
      "segmentation-policy",
      "service-package",
      "sla-policy",
      "tier-policy",
      "value-tier-policy",
    ]);
  });

  test.each(SOUND.map(([name, document], at) => [`${name} ${at}`, name, document] as const))(
    "%s is valid, as written and as checked",
    (_, name, document) => {
      const validate = validatorOf(name);
      expect([validate(document), validate.errors]).toEqual([true, null]);
      const checked: unknown = guards.get(name)?.parse(document);
      // a table that was completed names every metric in every box
      expect(name === "segment-table" || validate(checked)).toBe(true);
    },
  );

  const goldAsks = (attain: unknown): unknown => ({
    ...abc,
    tiers: [...abc.tiers.slice(0, 2), { ...abc.tiers[2], attain }],
  });
  test.each<[string, unknown]>([
    ["an unknown key", { ...abc, exchange: {} }],
    ["a missing key", { ...abc, currency: undefined }],
    ["a currency that is none", { ...abc, currency: "RMB" }],
    ["an empty id", { ...abc, id: "" }],
    ["an id of two lines", { ...abc, id: "a\nb" }],
    ["an id that reaches for prototypes", { ...abc, id: "__proto__" }],
    ["a version of zero", { ...abc, version: 0 }],
    ["half a version", { ...abc, version: 1.5 }],
    ["a moment without an offset", { ...abc, effectiveFrom: "2026-01-01T00:00:00" }],
    ["a thirteenth month", { ...abc, effectiveFrom: "2026-13-01T00:00:00Z" }],
    ["a duration in words", { ...abc, minimumDwell: "3 months" }],
    ["a duration of nothing", { ...abc, minimumDwell: "P" }],
    ["labels without a label", { ...abc, tiers: [{ ...abc.tiers[0], labels: {} }] }],
    ["no tiers", { ...abc, tiers: [] }],
    ["a validity of two kinds", { ...abc, validity: { lasts: "P1Y", calendar: "year" } }],
    ["a condition of two forms", goldAsks({ all: [{ not: { memberOf: { segment: "a" } }, any: [] }] })],
    ["a condition of none", goldAsks({ any: [{}] })],
    ["an empty group", goldAsks({ all: [] })],
    ["an operator of another language", goldAsks({ metric: "turnoverRankShare", op: "==", value: 1 })],
    ["several values for one", goldAsks({ metric: "turnoverRankShare", op: "<", value: [1] })],
    ["one value for several", goldAsks({ metric: "turnoverRankShare", op: "in", value: 1 })],
    ["no of several values", goldAsks({ metric: "turnoverRankShare", op: "notIn", value: [] })],
    ["a part below zero", goldAsks({ bucket: { seed: "s", share: -0.1 } })],
    ["more than all", goldAsks({ bucket: { seed: "s", share: 1.1 } })],
    ["no times", goldAsks({ performed: { event: "visit", times: 0 } })],
    ["a nested field", goldAsks({ performed: { event: "visit", where: { a: {} } } })],
    ["none of several", goldAsks({ atLeast: { n: 0, of: [{ memberOf: { segment: "a" } }] } })],
  ])("neither the schema nor the door takes %s", (_, draft) => {
    const document: unknown = JSON.parse(JSON.stringify(draft));
    expect([says("tier-policy", document), fits("tier-policy", document)]).toEqual([false, false]);
  });

  test("a time of day ends with 24:00, but does not begin with it", () => {
    const { weekdays } = library.calendarPresets;
    const open = (from: string, to: string): unknown => ({ ...weekdays, weekly: { mon: [{ from, to }] } });
    const both = (document: unknown) => [says("calendar", document), fits("calendar", document)];
    expect(both(open("09:00", "24:00"))).toEqual([true, true]);
    expect(both(open("24:00", "09:00"))).toEqual([false, false]);
    expect(both(open("9:00", "12:00"))).toEqual([false, false]);
  });

  test("what a JSON Schema cannot say: parts that do not fit one another, days and zones that do not exist", () => {
    const unfit = { ...abc, tiers: [abc.tiers[2], abc.tiers[2]] };
    const dayless = { ...abc, effectiveFrom: "2026-02-30T00:00:00Z" };
    expect([unfit, dayless, { ...abc, timeZone: "Mars/Olympus" }].map((draft) => says("tier-policy", draft))).toEqual([
      true,
      true,
      true,
    ]);
    expect(library.parseTierPolicy(unfit).ok).toBe(false);
  });
});

describe("laws", () => {
  const runs = { numRuns: 60 };
  /** What is put in place of a part: of other types, too little, too much, nearly right. */
  const anyValue = fc.oneof(
    fc.constantFrom(
      ...[null, true, 0, -1, 1, 1.5, 1e300, "", "a", "__proto__", "P1M", "P1M ", "P1H", "PT1H", "P1Y2M3W4DT5H6M7.890S"],
      ...["month", "oneStep", "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01 00:00+08", "1.5", "-0", "1e3", "CNY"],
      ...["UTC", ">=", "in", "unknown", "lifetime", "a\u0007", "x".repeat(201)],
      ...[[], [1], ["a"], {}, { en: "a" }, { rolling: "P1Y" }, { metric: "spend", op: ">", value: "1" }, { all: [] }],
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  /** A document with another value at any of its places, or one key more or less. */
  const broken = (document: unknown): fc.Arbitrary<unknown> =>
    fc.tuple(fc.nat(), fc.nat(), anyValue, fc.nat({ max: 3 })).map(([leaf, up, value, way]) => {
      const plain = JSON.parse(JSON.stringify(document)) as Parameters<typeof leavesOf>[0];
      const leaves = leavesOf(plain);
      const { at = [] } = leaves[leaf % leaves.length] ?? {};
      const place: Place = at.slice(0, 1 + (up % at.length));
      if (way > 0) return withValue(plain, place, value);
      const copy = withValue(plain, place, undefined);
      return JSON.parse(JSON.stringify(copy)) as unknown;
    });
  /** Dates that do not exist, and zones, are beyond a JSON Schema. */
  const beyond = /-(?:0[2469]|11)-(?:29|3[01])|"timeZone":"(?!UTC|Asia)/;

  test("what is valid has the shape that the door asks for, and the other way around", () => {
    fc.assert(
      fc.property(
        anyTierPolicyInput.chain((policy) => fc.tuple(fc.constant(policy), broken(policy))),
        ([policy, draft]) => {
          const sound = JSON.parse(JSON.stringify(policy)) as unknown;
          expect([says("tier-policy", sound), fits("tier-policy", sound)]).toEqual([true, true]);
          fc.pre(!beyond.test(JSON.stringify(draft)));
          expect(says("tier-policy", draft)).toBe(fits("tier-policy", draft));
        },
      ),
      runs,
    );
  });

  test("so it is for every other policy", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SOUND).chain(([name, document]) => fc.tuple(fc.constant(name), broken(document))),
        ([name, draft]) => {
          fc.pre(!beyond.test(JSON.stringify(draft)));
          expect(says(name, draft)).toBe(fits(name, draft));
        },
      ),
      runs,
    );
  });

  test("so it is for conditions of any depth", () => {
    fc.assert(
      fc.property(
        anyCondition.map(inputOf).chain((rule) => fc.tuple(fc.constant(rule), broken(rule))),
        ([rule, draft]) => {
          expect(says("rule", JSON.parse(JSON.stringify(rule)))).toBe(true);
          fc.pre(!beyond.test(JSON.stringify(draft)));
          expect(says("rule", draft)).toBe(fits("rule", draft));
        },
      ),
      runs,
    );
  });
});
