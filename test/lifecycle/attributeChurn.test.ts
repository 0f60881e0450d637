import fc from "fast-check";
import { orThrow } from "clientele/core";
import { attributeChurn, defineChurnPolicy } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { churn } from "../support/churn.ts";

const policy = defineChurnPolicy(churn);
const asOf = "2026-06-01T00:00:00+08:00";
const at = (date: string): string => `2026-${date}T00:00:00+08:00`;

describe("attributeChurn", () => {
  const attribute = (...signals: readonly (readonly ["complaint" | "priceRise" | "said" | "noise", string])[]) =>
    orThrow(
      attributeChurn(
        { churnedAt: at("05-01"), signals: signals.map(([signal, when]) => ({ signal: signal as "said", at: when })) },
        policy,
        { asOf },
      ),
    );

  test("evidence by count and window, what is said later, and what is not known yet", () => {
    const { cause, causes, reasons, unknownSignals } = attribute(
      ["complaint", at("03-01")],
      ["complaint", at("04-01")],
      ["priceRise", at("04-01")], // a month before, to the moment: out
      ["said", at("05-20")],
      ["said", at("06-02")],
      ["noise", at("04-01")],
    );
    expect(cause).toBe("service");
    expect(causes.map(({ cause: id, score, share, evidence }) => [id, score, share, evidence.length])).toEqual([
      ["service", 3, 0.5, 1],
      ["price", 3, 0.5, 1],
    ]);
    expect(reasons.map(({ rule, observed, verdict }) => [rule, observed, verdict])).toEqual([
      ["/causes/0/evidence/0", { kind: "number", value: 2 }, "met"],
      ["/causes/1/evidence/0", { kind: "number", value: 0 }, "unmet"],
      ["/causes/1/evidence/1", { kind: "number", value: 1 }, "met"],
    ]);
    expect(unknownSignals).toEqual(["noise"]);
  });

  test("not known where nothing speaks for a cause", () => {
    expect(attribute(["complaint", at("04-01")])).toMatchObject({ cause: null, causes: [] });
  });

  test("the whole answer", () => {
    expect(attribute(["said", at("05-02")])).toEqual({
      cause: "price",
      causes: [
        {
          cause: "price",
          score: 3,
          share: 1,
          evidence: [
            {
              code: "churn-evidence",
              rule: "/causes/1/evidence/1",
              metric: "said",
              op: ">=",
              observed: { kind: "number", value: 1 },
              required: { kind: "number", value: 1 },
              verdict: "met",
              label: null,
            },
          ],
        },
      ],
      reasons: [
        {
          code: "churn-evidence",
          rule: "/causes/0/evidence/0",
          metric: "complaint",
          op: ">=",
          observed: { kind: "number", value: 0 },
          required: { kind: "number", value: 2 },
          verdict: "unmet",
          label: { en: "Service", "zh-CN": null },
        },
        expect.objectContaining({ metric: "priceRise", verdict: "unmet" }),
        expect.objectContaining({ metric: "said", verdict: "met" }),
      ],
      unknownSignals: [],
      churnedAt: "2026-04-30T16:00:00.000Z",
      asOf: "2026-05-31T16:00:00.000Z",
      policy: { id: "churn", version: 3 },
    });
  });

  test("the cause for which most speaks comes first, whatever the policy's order; unknown signals once, in order", () => {
    const { causes, unknownSignals } = attribute(
      ["noise", at("04-01")],
      ["complaint", at("04-01")],
      ["complaint", at("04-02")],
      ["said", at("04-01")],
      ["priceRise", at("04-02")],
      ["hum" as "noise", at("04-01")],
      ["noise", at("04-02")],
    );
    expect(causes.map(({ cause, score }) => [cause, score])).toEqual([
      ["price", 5],
      ["service", 3],
    ]);
    expect(unknownSignals).toEqual(["hum", "noise"]);
  });

  test("what is noticed, or happens, at the very moment asked about is known", () => {
    const heard = { signal: "said", at: asOf } as const;
    expect(orThrow(attributeChurn({ churnedAt: asOf, signals: [heard] }, policy, { asOf }))).toMatchObject({
      cause: "price",
    });
  });

  const lost = { churnedAt: at("05-01"), signals: [{ signal: "said", at: at("05-01") }] } as const;
  const invalid = (path: string, expected: string, observed: string) => ({
    code: "invalid-fact",
    path,
    expected,
    observed,
  });
  test.each<[string, object, object]>([
    [
      "not lost yet",
      { churnedAt: at("06-02") },
      { code: "not-churned", churnedAt: "2026-06-01T16:00:00.000Z", asOf: "2026-05-31T16:00:00.000Z" },
    ],
    ["no moment", { churnedAt: "x" }, invalid("/churnedAt", "instant", '"x"')],
    [
      "a signal at no moment",
      { signals: [...lost.signals, { signal: "said", at: "x" }] },
      invalid("/signals/1/at", "instant", '"x"'),
    ],
    ["no signal", { signals: [...lost.signals, { signal: 1, at: asOf }] }, invalid("/signals/1/signal", "text", "1")],
  ])("refuses: %s", (_, change, error) => {
    expect(attributeChurn({ ...lost, ...change }, policy, { asOf })).toEqual({ ok: false, error });
  });

  test("a time of the policy that leaves the calendar", () => {
    const [service] = churn.causes;
    const far = defineChurnPolicy({
      ...churn,
      causes: [{ ...service, evidence: [{ signal: "complaint", within: "P9999Y", weight: 1 }] }, churn.causes[1]],
    });
    expect(() => attributeChurn(lost, far, { asOf })).toThrow(expect.objectContaining({ code: "out-of-range" }));
  });

  test("more evidence never lowers a score; the order of signals does not matter; shares sum to one", () => {
    const anySignal = fc.record({
      signal: fc.constantFrom("complaint", "priceRise", "said"),
      at: fc.constantFrom(at("02-15"), at("04-15"), at("05-15"), at("07-01")),
    });
    fc.assert(
      fc.property(fc.array(anySignal, { maxLength: 6 }), anySignal, (signals, more) => {
        const told = (list: typeof signals) =>
          orThrow(attributeChurn({ churnedAt: at("05-01"), signals: list }, policy, { asOf }));
        const before = told(signals);
        const after = told([more, ...signals]);
        for (const { cause, score } of before.causes) {
          expect(after.causes.find((other) => other.cause === cause)?.score).toBeGreaterThanOrEqual(score);
        }
        expect(told(signals.toReversed())).toEqual(before);
        if (before.causes.length > 0) {
          expect(before.causes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        }
        expect(JSON.parse(JSON.stringify(before))).toEqual(before);
      }),
    );
  });
});
