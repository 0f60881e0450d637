import fc from "fast-check";
import { orThrow } from "clientele/core";
import {
  decisionId,
  defineTierPolicy,
  evaluateSchemes,
  evaluateTier,
  restateTier,
  type TierDecision,
  type TierPolicy,
  tierPresets,
  type TierState,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { anyCourse, anySetting, course, metricsOf } from "../support/tierCourses.ts";
import { fold, ladder, programme, seen } from "../support/tiers.ts";

describe("evaluateSchemes", () => {
  const abc = defineTierPolicy(tierPresets.abc);
  const grades = defineTierPolicy(tierPresets.valueGrade);
  const subject = {
    customerId: "C-1",
    states: { abc: { tier: "B", since: "2026-01-01T00:00:00Z" } },
    metrics: { turnoverRankShare: 0.99, spend: { amount: "50000", currency: "CNY" }, orders: 9, idleDays: 3 },
  };
  const options = { asOf: "2026-07-01T00:00:00Z" };

  test("each scheme decides as it would alone, in the order of the policies", () => {
    const decisions = evaluateSchemes(subject, [grades, abc], options);
    expect(Object.keys(decisions)).toEqual(["value-grade", "abc"]);
    expect(decisions["abc"]).toEqual(
      evaluateTier(
        {
          customerId: "C-1",
          state: subject.states.abc as { tier: "B"; since: string },
          metrics: { turnoverRankShare: 0.99 },
        },
        abc,
        options,
      ),
    );
    expect(decisions["value-grade"]).toMatchObject({ value: { action: "enrol", to: "gold", scheme: "value-grade" } });
  });

  test("what one refuses does not stop the others; overrides are of one scheme", () => {
    const exempt = {
      kind: "exemptFromDowngrade",
      reason: "r",
      actor: "a",
      from: "2026-01-01T00:00:00Z",
      until: null,
    } as const;
    const states = { ...subject.states, "value-grade": { tier: "vip", since: "2026-01-01T00:00:00Z" } };
    const decisions = evaluateSchemes({ ...subject, states, overrides: { abc: [exempt] } }, [grades, abc], options);
    expect(decisions).toMatchObject({
      "value-grade": { ok: false, error: { code: "tier-not-in-policy" } },
      abc: { ok: true, value: { action: "held", heldBy: { kind: "override" } } },
    });
  });

  test("a policy without a scheme goes by its id, also one that every object has", () => {
    const odd = defineTierPolicy({ ...tierPresets.abc, id: "constructor", scheme: null });
    expect(evaluateSchemes(subject, [odd], options).constructor).toMatchObject({
      value: { action: "enrol", to: "C" },
    });
  });

  test("two policies of one scheme are a mistake", () => {
    expect(() => evaluateSchemes(subject, [abc, abc], options)).toThrow(/two of "abc"/);
  });
});

describe("decisionId", () => {
  const policy = programme({});
  const options = { asOf: "2026-07-01T00:00:00Z" };
  const state = { tier: "gold", since: "2026-01-01T00:00:00.000Z" } as const;
  const subject = { customerId: "C-1", state, metrics: seen(5000) };
  const id = (
    change: object,
    under: TierPolicy<"bronze" | "silver" | "gold", "spend" | "orders" | "idleDays"> = policy,
    at: object = options,
  ): string => decisionId({ ...subject, ...change }, under, at as typeof options);
  const plain = id({});

  test("what means the same has the same id", () => {
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    expect(id({ state: { since: new Date("2026-01-01T00:00:00Z"), tier: "gold", pending: null, by: undefined } })).toBe(
      plain,
    );
    expect(id({ overrides: [], activity: undefined, segments: null })).toBe(plain);
    expect(id({ metrics: { ...seen(5000), other: 3 } })).toBe(plain);
    expect(id({ metrics: { ...seen(5000), orders: { value: 9, n: null } } })).toBe(plain);
    expect(id({}, policy, { asOf: "2026-07-01T08:00:00+08:00" })).toBe(plain);
  });

  test("what means something else has another", () => {
    const override = { kind: "pin", tier: "gold", reason: "r", actor: "a", from: "2026-01-01T00:00:00Z", until: null };
    const others = [
      id({ customerId: "C-2" }),
      id({ state: null }),
      id({ state: { ...state, by: "upgrade" } }),
      id({ metrics: seen(5001) }),
      id({ metrics: { ...seen(5000), idleDays: null } }),
      id({ metrics: { ...seen(5000), orders: { value: 9, n: 4 } } }),
      id({ metrics: { ...seen(5000), orders: { value: 9, freshAt: "2026-01-01T00:00:00Z" } } }),
      id({ overrides: [override] }),
      id({ overrides: [{ ...override, until: "2027-01-01T00:00:00Z" }] }),
      id({ segments: ["vip"] }),
      id({ activity: [] }),
      id({}, programme({ version: 9 })),
      id({}, policy, { asOf: "2026-07-01T00:00:00.001Z" }),
    ];
    expect(new Set([plain, ...others]).size).toBe(others.length + 1);
  });

  test("a policy that went through no door throws", () => {
    expect(() => decisionId(subject, { ...policy } as typeof policy, options)).toThrow(/doors/);
  });
});

describe("restateTier", () => {
  const policy = programme({ schedule: { every: "quarter" } });
  const decisions = fold(policy, [
    ["2026-01-10", seen(0)],
    ["2026-02-10", seen(5000)],
    ["2026-04-10", seen(4500)],
    ["2026-07-10", seen(0)],
  ]);
  const record = (...spend: readonly number[]) => ({
    customerId: "C-1",
    state: null,
    steps: decisions.map((decided, step) => ({ decided, metrics: seen(spend[step] ?? 0) })),
  });

  test("the same facts make no difference", () => {
    expect(restateTier(record(0, 5000, 4500, 0), [policy])).toEqual({
      ok: true,
      value: {
        customerId: "C-1",
        differences: [],
        decidedState: decisions[3]?.stateAfter,
        restatedState: decisions[3]?.stateAfter,
      },
    });
  });

  test("a refund shows in every decision that rested on it, and changes none", () => {
    const before = structuredClone(decisions);
    const { differences, decidedState, restatedState } = orThrow(restateTier(record(0, 4900, 4500, 0), [policy]));
    expect(differences.map(({ step, decided, restated }) => [step, decided.to, restated.to])).toEqual([
      [1, "gold", "silver"],
      [2, "gold", "silver"],
    ]);
    expect([decidedState?.tier, restatedState?.tier]).toEqual(["bronze", "bronze"]);
    expect(decisions).toEqual(before);
  });

  test("nothing decided, nothing restated", () => {
    expect(restateTier({ customerId: "C-1", state: null, steps: [] }, [])).toMatchObject({
      value: { differences: [], decidedState: null, restatedState: null },
    });
  });

  test("refusals", () => {
    const given = record(0, 5000, 4500, 0);
    const { steps } = given;
    expect(restateTier({ ...given, steps: [...steps, ...steps.slice(0, 1)] }, [policy])).toEqual({
      ok: false,
      error: { code: "decisions-out-of-order", path: "/steps/4/decided/asOf" },
    });
    expect(restateTier({ ...given, customerId: "C-2" }, [policy])).toMatchObject({
      error: { code: "invalid-fact", path: "/steps/0/decided/customerId" },
    });
    expect(restateTier(given, [programme({ version: 9 })])).toEqual({
      ok: false,
      error: { code: "policy-version-missing", path: "/steps/0/decided/policy", policy: { id: "ladder", version: 3 } },
    });
    const late = { tier: "gold", since: "2027-01-01T00:00:00Z" } as const;
    expect(restateTier({ ...given, state: late }, [policy])).toMatchObject({ error: { code: "state-after-as-of" } });
  });

  test("each decision is restated under the version it was made under", () => {
    const next = defineTierPolicy({ ...ladder, version: 4, timeZone: "UTC" });
    const [first] = decisions;
    const second = orThrow(
      evaluateTier({ customerId: "C-1", state: first?.stateAfter ?? null, metrics: seen(1000) }, next, {
        asOf: "2026-02-01T00:00:00Z",
      }),
    );
    if (first === undefined) throw new Error("nothing was decided");
    const steps = [
      { decided: first, metrics: seen(0) },
      { decided: second, metrics: seen(1000) },
    ];
    expect(restateTier({ customerId: "C-1", state: null, steps }, [policy, next])).toMatchObject({
      value: { differences: [] },
    });
  });

  test("law: restated with its own facts, no course differs", () => {
    fc.assert(
      fc.property(anySetting, anyCourse, ({ policy: one }, moments) => {
        const steps = course(one, moments).map(({ decision, facts }) => ({
          decided: decision,
          metrics: metricsOf(facts),
        }));
        const { differences } = orThrow(restateTier({ customerId: "C-1", state: null, steps }, [one]));
        expect(differences).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("told whole", () => {
  const policy = programme({});
  const options = { asOf: "2026-07-01T00:00:00Z" };

  test("schemes: two of one are a mistake, and overrides may be null", () => {
    const abc = defineTierPolicy(tierPresets.abc);
    const subject = { customerId: "C-1", states: {}, metrics: { turnoverRankShare: 0.99 }, overrides: null };
    expect(evaluateSchemes(subject, [abc], options)["abc"]).toMatchObject({ value: { action: "enrol", to: "C" } });
    expect(() => evaluateSchemes(subject, [abc, abc], options)).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: 'policies: expected one per scheme, received two of "abc"',
      }) as Error,
    );
  });

  test("ids: what is left out and what is null are the same, however deep", () => {
    const id = (change: object): string =>
      decisionId({ customerId: "C-1", state: null, metrics: seen(1), ...change }, policy, options);
    const visit = { customerId: "C-1", kind: "visit", at: "2026-06-01T00:00:00Z" };
    const plain = id({ activity: [visit] });
    expect(id({ activity: [{ ...visit, subject: null }] })).toBe(plain);
    expect(id({ activity: [{ ...visit, subject: undefined }] })).toBe(plain);
    expect(id({ activity: [{ ...visit, subject: "shop" }] })).not.toBe(plain);
    expect(id({ activity: [{ ...visit, at: new Date(visit.at) }] })).toBe(plain);
    expect(id({ metrics: { ...seen(1), orders: null } })).toBe(id({ metrics: { spend: seen(1).spend, idleDays: 0 } }));
  });

  test("restated: a decision about somebody else, one made at the moment of the one before, one of another policy", () => {
    const [first, second] = fold(policy, [
      ["2026-01-10", seen(0)],
      ["2026-02-10", seen(5000)],
    ]);
    if (first === undefined || second === undefined) throw new Error("nothing was decided");
    const restated = (steps: readonly TierDecision[], policies: readonly TierPolicy[] = [policy]): unknown =>
      restateTier(
        { customerId: "C-1", state: null, steps: steps.map((decided) => ({ decided, metrics: seen(0) })) },
        policies,
      );
    expect(restated([{ ...first, customerId: "C-2" }])).toEqual({
      ok: false,
      error: {
        code: "invalid-fact",
        path: "/steps/0/decided/customerId",
        expected: "known-name",
        observed: '"C-2"',
      },
    });
    const outOfOrder = { ok: false, error: { code: "decisions-out-of-order", path: "/steps/1/decided/asOf" } };
    expect(restated([second, first])).toEqual(outOfOrder);
    expect(restated([first, first])).toEqual(outOfOrder);
    const other = defineTierPolicy({ ...ladder, id: "other" });
    expect(restated([first], [other])).toMatchObject({ error: { code: "policy-version-missing" } });
    expect(restated([first], [other, policy])).toMatchObject({ ok: true, value: { differences: [] } });
  });

  test("another action, or another date, is a difference though the tier be the same", () => {
    const state = { tier: "silver", since: "2026-01-01T00:00:00Z" } as const;
    const restate = (
      under: typeof policy,
      decided: TierDecision | undefined,
      spend: number,
      before: TierState | null = state,
    ): unknown => {
      if (decided === undefined) throw new Error("nothing was decided");
      const { differences } = orThrow(
        restateTier({ customerId: "C-1", state: before, steps: [{ decided, metrics: seen(spend) }] }, [under]),
      );
      return differences.map(({ restated: { action, to, effectiveAt } }) => [action, to, effectiveAt.slice(0, 10)]);
    };
    const month = programme({ downgrade: { grace: { duration: "P1M", anchor: "firstBreach" } } });
    const [kept] = fold(month, [["2026-02-10", seen(1000)]], state);
    expect(restate(month, kept, 1000)).toEqual([]);
    expect(restate(month, kept, 999)).toEqual([["graceStarted", "silver", "2026-01-01"]]);
    expect(restate(month, kept, 1000, { ...state, since: "2026-01-02T00:00:00Z" })).toEqual([
      ["retain", "silver", "2026-01-02"],
    ]);
  });
});
