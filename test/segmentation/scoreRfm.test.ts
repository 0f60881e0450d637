import fc from "fast-check";
import { type RfmModel, type RfmSubject, restoreRfmModel, scoreRfm } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { anySubject, asOf, halves, subject } from "../support/segmentation.ts";

const sound = subject("c1", 30, 4, "500.01");

describe("examples", () => {
  test("the whole answer", () => {
    expect(scoreRfm(sound, halves)).toEqual({
      ok: true,
      value: {
        customerId: "c1",
        asOf,
        recency: 1,
        frequency: 2,
        monetary: 2,
        bins: { recency: 2, frequency: 2, monetary: 2 },
        policy: { id: "rfm", version: 2 },
      },
    });
  });

  test.each([
    ["at every cut: not better than any", 30, 3, "500", [1, 1, 1]],
    ["better than every cut", 29, 4, "500.01", [2, 2, 2]],
    ["a fraction of a day", 29.5, 3, "499.99", [2, 1, 1]],
    ["below zero", 31, 0, "-500", [1, 1, 1]],
    ["far beyond the population", 0, 1e9, "99999999999999999999.99", [2, 2, 2]],
  ])("%s", (_, recencyDays, orders, amount, scores) => {
    const score = scoreRfm(subject("c1", recencyDays, orders, amount), halves);

    expect(score.ok && [score.value.recency, score.value.frequency, score.value.monetary]).toEqual(scores);
  });

  test("as in R: a value at the cut is above it", () => {
    const score = scoreRfm(subject("c1", 30, 3, "500"), { ...halves, mode: "rfm-r" });

    expect(score.ok && [score.value.recency, score.value.frequency, score.value.monetary]).toEqual([1, 2, 2]);
  });

  test("a deeply frozen model is looked at once, any other each time", () => {
    const frozen = deepFreeze(structuredClone(halves));
    const shallow = Object.freeze(structuredClone(halves)) as RfmModel;
    expect([scoreRfm(sound, frozen), scoreRfm(sound, frozen)]).toEqual([
      scoreRfm(sound, halves),
      scoreRfm(sound, halves),
    ]);
    expect(scoreRfm(sound, shallow).ok).toBe(true);

    (shallow.dimensions.recency.cuts as number[])[0] = NaN;

    expect(() => scoreRfm(sound, shallow)).toThrow(expect.objectContaining({ code: "invalid-model" }));
  });
});

describe("refusals", () => {
  const invalid = (path: string, expected: string, observed: string) => ({
    code: "invalid-fact",
    path,
    expected,
    observed,
  });

  test.each<readonly [string, unknown, object]>([
    ["null", null, invalid("", "object", "null")],
    ["text", "c1", invalid("", "object", '"c1"')],
    [
      "code that throws",
      new Proxy({}, { get: () => Reflect.getPrototypeOf(null as never) }),
      invalid("", "plain-data", "an object"),
    ],
    ["nobody", { ...sound, customerId: 7 }, invalid("/customerId", "text", "7")],
    ["no purchase", { ...sound, recencyDays: null }, { code: "no-purchase", customerId: "c1" }],
    ["no recency", { ...sound, recencyDays: undefined }, invalid("/recencyDays", "finite-number", "undefined")],
    ["recency of NaN", { ...sound, recencyDays: NaN }, invalid("/recencyDays", "finite-number", "NaN")],
    ["recency as text", { ...sound, recencyDays: "3" }, invalid("/recencyDays", "finite-number", '"3"')],
    ["half an order", { ...sound, orders: 0.5 }, invalid("/orders", "non-negative-integer", "0.5")],
    ["less than no orders", { ...sound, orders: -1 }, invalid("/orders", "non-negative-integer", "-1")],
    ["no money", { ...sound, monetary: null }, invalid("/monetary", "money", "null")],
    [
      "a binary amount",
      { ...sound, monetary: { amount: 5, currency: "CNY" } },
      invalid("/monetary/amount", "decimal", "5"),
    ],
    [
      "an unknown currency",
      { ...sound, monetary: { amount: "5", currency: "RMB" } },
      invalid("/monetary/currency", "currency", '"RMB"'),
    ],
    [
      "another currency",
      { ...sound, monetary: { amount: "5", currency: "USD" } },
      { code: "currency-mismatch", expected: "CNY", observed: "USD" },
    ],
  ])("a subject: %s", (_, input, error) => {
    expect(scoreRfm(input as RfmSubject, halves)).toEqual({ ok: false, error });
  });

  test("the count that is not the frequency is not looked at", () => {
    expect(scoreRfm({ ...sound, purchaseDays: NaN }, halves).ok).toBe(true);
    expect(scoreRfm({ ...sound, purchaseDays: NaN }, { ...halves, frequency: "purchaseDays" })).toEqual({
      ok: false,
      error: invalid("/purchaseDays", "non-negative-integer", "NaN"),
    });
  });

  test("a moment that is none, and money where no currency is known", () => {
    const bare: RfmModel = { ...halves, currency: null };

    expect(scoreRfm({ ...sound, asOf: 5 as never }, halves)).toEqual({
      ok: false,
      error: invalid("/asOf", "instant", "5"),
    });
    expect(scoreRfm(sound, bare)).toEqual({
      ok: false,
      error: { code: "currency-mismatch", expected: "none", observed: "CNY" },
    });
  });

  const withRecency = (part: object) => ({
    ...halves,
    dimensions: { ...halves.dimensions, recency: { ...halves.dimensions.recency, ...part } },
  });
  test.each<readonly [string, unknown, string]>([
    ["null", null, "/ expected object"],
    ["text", JSON.stringify(halves), "/ expected object"],
    ["a later format", { ...halves, format: "rfm-model/2" }, "/format expected known-name"],
    ["another mode", { ...halves, mode: "median" }, "/mode expected known-name"],
    ["another frequency", { ...halves, frequency: "visits" }, "/frequency expected known-name"],
    ["no currency", { ...halves, currency: "RMB" }, "/currency expected currency"],
    ["no policy", { ...halves, policy: undefined }, "/policy expected object"],
    ["half a policy", { ...halves, policy: { id: "rfm" } }, "/policy expected object"],
    ["half a customer", { ...halves, customers: 0.5 }, "/customers expected non-negative-integer"],
    ["a moment that is a number", { ...halves, asOf: 5 }, "/asOf expected instant"],
    ["no dimensions", { ...halves, dimensions: null }, "/dimensions expected object"],
    ["one dimension", { ...halves, dimensions: { recency: halves.dimensions.recency } }, "/dimensions expected object"],
    [
      "a dimension that is none",
      { ...halves, dimensions: { ...halves.dimensions, monetary: undefined } },
      "/dimensions/monetary expected object",
    ],
    ["a cut too many", withRecency({ cuts: [1, 2] }), "/dimensions/recency/cuts expected array"],
    ["cuts as text", withRecency({ cuts: "1" }), "/dimensions/recency/cuts expected array"],
    ["counts of other scores", withRecency({ counts: [1] }), "/dimensions/recency/counts expected array"],
    ["one bin", withRecency({ bins: 1, cuts: [] }), "/dimensions/recency/bins expected positive-integer"],
    [
      "eleven bins",
      withRecency({ bins: 11, cuts: Array.from({ length: 10 }, (_, i) => i) }),
      "/dimensions/recency/bins expected positive-integer",
    ],
    ["cuts that descend", withRecency({ bins: 3, cuts: [2, 1] }), "/dimensions/recency/cuts expected array"],
    ["a cut of NaN", withRecency({ cuts: [NaN] }), "/dimensions/recency/cuts expected array"],
    ["a cut that JSON lost", withRecency({ cuts: [null] }), "/dimensions/recency/cuts expected array"],
    ["a source that is none", withRecency({ from: 5 }), "/dimensions/recency/from expected text"],
    ["a way that is none", withRecency({ better: "more" }), "/dimensions/recency/better expected known-name"],
    [
      "a metric found nowhere",
      { ...halves, dimensions: { recency: halves.dimensions.recency, visits: halves.dimensions.frequency } },
      "/dimensions/visits/from expected text",
    ],
    ["groups without names", { ...halves, mode: "ntile" }, "/dimensions/recency/ids expected array"],
    ["nesting of nothing", { ...halves, mode: "nested" }, "/nesting expected known-name"],
    [
      "nesting of one metric twice",
      { ...halves, mode: "nested", nesting: ["recency", "recency", "monetary"] },
      "/nesting expected known-name",
    ],
    ["cuts within nothing", withRecency({ within: [[1, 2]] }), "/dimensions/recency/within expected array"],
    ["a weight missing", { ...halves, weights: { recency: 1, frequency: 1 } }, "/weights expected non-negative-number"],
    [
      "a weight below zero",
      { ...halves, weights: { recency: 1, frequency: 1, monetary: -1 } },
      "/weights expected non-negative-number",
    ],
  ])("a model: %s", (_, model, flaw) => {
    const [path, expected] = flaw.split(" expected ");
    expect(restoreRfmModel(model)).toMatchObject({
      ok: false,
      error: { code: "invalid-model", path: path === "/" ? "" : path, expected },
    });
    expect(() => scoreRfm(sound, model as RfmModel)).toThrow(
      expect.objectContaining({
        name: "DomainError",
        code: "invalid-model",
        message: `expected an RFM model (rfm-model/1): at ${flaw}`,
      }),
    );
  });
});

describe("laws", () => {
  test("a score is JSON-safe, and depends on nobody else", () =>
    fc.assert(
      fc.property(anySubject, (one) => {
        const score = scoreRfm(one, halves);
        expect(JSON.parse(JSON.stringify(score))).toEqual(score);
        expect(scoreRfm(JSON.parse(JSON.stringify(one)) as RfmSubject, halves)).toEqual(score);
      }),
    ));

  test("whatever a subject is, there is an answer", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything({ withBigInt: true }),
          fc
            .tuple(
              fc.constantFrom("customerId", "recencyDays", "orders", "monetary"),
              fc.anything({ withBigInt: true }),
            )
            .map(([key, value]) => ({ ...sound, [key]: value })),
        ),
        (input) => {
          const score = scoreRfm(input as RfmSubject, halves);
          expect(JSON.parse(JSON.stringify(score))).toEqual(score);
        },
      ),
    ));
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
