import { orThrow, storePolicy } from "clientele/core";
import { defineHistoryPolicy, parseHistoryPolicy, restoreHistoryPolicy, reviewHistoryPolicy } from "clientele/history";
import { describe, expect, test } from "vitest";
import { literal, policy, throughJson } from "../support/history.ts";

describe("examples", () => {
  test("every door gives the same policy, complete and frozen", () => {
    const complete = { ...literal, rates: null, cancellations: null, meta: null };

    expect(policy).toEqual(complete);
    expect(Object.isFrozen(policy)).toBe(true);
    expect(parseHistoryPolicy(throughJson(literal))).toEqual({ ok: true, value: complete });
    expect(reviewHistoryPolicy(literal)).toEqual({ policy: complete, issues: [], findings: [] });
    expect(restoreHistoryPolicy(throughJson(storePolicy(policy)))).toEqual({ ok: true, value: complete });
    expect(orThrow(restoreHistoryPolicy(storePolicy(policy)))).not.toBe(policy);
  });

  test("the host's notes travel along", () => {
    expect(defineHistoryPolicy({ ...literal, meta: { owner: ["li", null] } }).meta).toEqual({ owner: ["li", null] });
  });
});

describe("refusals", () => {
  const draft = {
    id: "",
    version: 0,
    timeZone: "Asia/Shangai",
    currency: "RMB",
    refunds: "drop",
    cancellations: "void",
    rates: { USD: "seven" },
    rounding: "up",
  };

  test("every issue of a draft at once", () => {
    const issue = (path: string, code: string, params: object) => ({
      code,
      severity: "error",
      path: `/${path}`,
      keys: [path],
      params,
    });
    const issues = [
      issue("id", "malformed", { format: "id", observed: '""' }),
      issue("version", "below-minimum", { minimum: 0, inclusive: false, observed: "0" }),
      issue("timeZone", "malformed", { format: "time-zone", observed: '"Asia/Shangai"' }),
      issue("currency", "malformed", { format: "currency", observed: '"RMB"' }),
      issue("refunds", "not-one-of", { allowed: ["net", "ignore", "void"], observed: '"drop"' }),
      issue("cancellations", "not-one-of", { allowed: ["net", "ignore", "refuse"], observed: '"void"' }),
      {
        ...issue("rates", "malformed", { format: "decimal", observed: '"seven"' }),
        path: "/rates/USD",
        keys: ["rates", "USD"],
      },
      issue("rounding", "unknown-key", { key: "rounding" }),
    ];

    const parsed = parseHistoryPolicy(draft);

    expect(parsed.ok ? [] : parsed.error).toEqual(expect.arrayContaining(issues));
    expect(parsed.ok ? [] : parsed.error).toHaveLength(issues.length);
    expect(reviewHistoryPolicy(draft)).toEqual({ policy: null, issues: parsed.ok ? [] : parsed.error, findings: [] });
    expect(() => defineHistoryPolicy(draft as never)).toThrow(
      expect.objectContaining({ name: "DomainError", code: "invalid-policy" }),
    );
  });

  test.each([
    [{ CNY: "1" }, "own-currency-rated", { currency: "CNY" }],
    [{ USD: "0" }, "rate-not-positive", { rate: "0" }],
    [{ USD: "-7.1" }, "rate-not-positive", { rate: "-7.1" }],
  ])("rates %j", (rates, code, params) => {
    const parsed = parseHistoryPolicy({ ...literal, rates });
    const [currency] = Object.keys(rates);

    expect(parsed).toEqual({
      ok: false,
      error: [{ code, severity: "error", path: `/rates/${currency}`, keys: ["rates", currency], params }],
    });
  });

  test.each([
    [null, "unsupported-format"],
    [literal, "unsupported-format"],
    [{ ...storePolicy(policy), format: "history-policy/2" }, "unsupported-format"],
    [{ ...storePolicy(policy), data: { ...policy, currency: "USD" } }, "corrupt-policy"],
  ])("restore %#", (stored, code) => {
    const restored = restoreHistoryPolicy(stored);

    expect(restored.ok ? null : restored.error.code).toBe(code);
  });
});
