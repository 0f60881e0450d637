import { defineTierPolicy, evaluateTier, type TierDecision } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { fold, type Judgement, ladder, programme, seen, told } from "../support/tiers.ts";

/** When the tier held is tested: schedules, terms, upgrades that wait. */
const run = (change: Parameters<typeof programme>[0], ...judgements: readonly Judgement[]): string[] =>
  fold(programme(change), judgements).map(told);

describe("schedules", () => {
  const quarterly = { schedule: { every: "quarter" } } as const;

  test("the first judgement in a period is its review; until the next period nothing is lost", () => {
    expect(
      run(
        quarterly,
        ["2026-01-15", seen(5000)],
        ["2026-02-01", seen(0)], // enrolled within this quarter
        ["2026-04-20", seen(4500)], // the review, held late
        ["2026-05-01", seen(0)],
        ["2026-06-30", seen(0)],
        ["2026-07-01", seen(0)],
        ["2026-07-01", seen(0)],
      ),
    ).toEqual([
      "enrol gold until 2026-04-01",
      "retain gold until 2026-04-01",
      "retain gold until 2026-07-01",
      "retain gold until 2026-07-01",
      "retain gold until 2026-07-01",
      "downgrade bronze until 2026-10-01",
      "retain bronze until 2026-10-01",
    ]);
  });

  test("upgrades need no review", () => {
    expect(run(quarterly, ["2026-01-15", seen(0)], ["2026-02-01", seen(1000)], ["2026-02-02", seen(0)])).toEqual([
      "enrol bronze until 2026-04-01",
      "upgrade silver until 2026-04-01",
      "retain silver until 2026-04-01",
    ]);
  });

  test("a review that could not be answered is still owed", () => {
    const [enrolled, unknown, answered, again] = fold(programme(quarterly), [
      ["2026-01-15", seen(5000)],
      ["2026-04-01", { orders: 1, idleDays: 0 }],
      ["2026-04-10", seen(0)],
      ["2026-04-11", seen(1000)],
    ]);
    expect([enrolled, unknown, answered, again].map((decision) => decision?.action)).toEqual([
      "enrol",
      "insufficientData",
      "downgrade",
      "upgrade",
    ]);
    expect(unknown?.stateAfter.reviewed).toBe("2026-01-01T00:00:00.000Z");
    expect(answered?.stateAfter.reviewed).toBe("2026-04-01T00:00:00.000Z");
  });

  test("one rank a review", () => {
    const steps = { ...quarterly, downgrade: { mode: "oneStep" } } as const;
    expect(
      run(steps, ["2026-01-15", seen(5000)], ["2026-04-01", seen(0)], ["2026-04-02", seen(0)], ["2026-07-01", seen(0)]),
    ).toEqual([
      "enrol gold until 2026-04-01",
      "downgrade silver until 2026-07-01",
      "retain silver until 2026-07-01",
      "downgrade bronze until 2026-10-01",
    ]);
  });

  test("fiscal years, in the policy's zone", () => {
    const policy = programme({ timeZone: "Asia/Shanghai", schedule: { every: "year", fiscalStart: 4 } });
    const decisions = fold(policy, [
      ["2026-03-31T15:59:59.999Z", seen(5000)],
      ["2026-03-31T16:00:00Z", seen(0)],
    ]);
    expect(decisions.map(told)).toEqual([
      "enrol gold until 2026-03-31T16:00:00.000Z",
      "downgrade bronze until 2027-03-31T16:00:00.000Z",
    ]);
  });

  test("a state that says nothing of reviews was reviewed when it began", () => {
    const at = (asOf: string): string =>
      fold(programme(quarterly), [[asOf, seen(0)]], { tier: "gold", since: "2026-02-01T00:00:00Z" })
        .map(told)
        .join();
    expect([at("2026-03-31"), at("2026-04-01")]).toEqual([
      "retain gold until 2026-04-01",
      "downgrade bronze until 2026-07-01",
    ]);
  });
});

describe("upgrades", () => {
  test("by one step: once in a period, or once at a moment", () => {
    expect(
      run(
        { upgrade: { mode: "oneStep" }, schedule: { every: "month" } },
        ["2026-01-10", seen(0)],
        ["2026-01-20", seen(9000)],
        ["2026-02-01", seen(9000)],
        ["2026-02-02", seen(9000)],
        ["2026-03-01", seen(9000)],
      ),
    ).toEqual([
      "enrol bronze until 2026-02-01",
      "retain bronze until 2026-02-01",
      "upgrade silver until 2026-03-01",
      "retain silver until 2026-03-01",
      "upgrade gold until 2026-04-01",
    ]);
    const free = fold(programme({ upgrade: { mode: "oneStep" } }), [
      ["2026-01-10", seen(0)],
      ["2026-01-11", seen(9000)],
      ["2026-01-11", seen(9000)],
      ["2026-01-12", seen(9000)],
    ]);
    expect(free.map(told)).toEqual(["enrol bronze", "upgrade silver", "retain silver", "upgrade gold"]);
    expect(free[2]?.reasons.at(-1)).toMatchObject({
      code: "one-step-taken",
      rule: "/upgrade/mode",
      observed: { kind: "instant", at: "2026-01-11T00:00:00.000Z" },
    });
  });

  test("one step passes over a tier that is not attained", () => {
    const odd = programme({
      upgrade: { mode: "oneStep" },
      tiers: [
        { id: "bronze", rank: 0 },
        { id: "silver", rank: 1, attain: { metric: "orders", op: ">=", value: 100 } },
        { id: "gold", rank: 2, attain: { metric: "spend", op: ">=", value: "5000" } },
      ],
    });
    expect(
      fold(odd, [
        ["2026-01-10", seen(0)],
        ["2026-01-11", seen(9000)],
      ]).map(told),
    ).toEqual(["enrol bronze", "upgrade gold"]);
  });

  test("in the next period: decided now, in force by itself", () => {
    const later = programme({ upgrade: { when: "nextPeriod" }, schedule: { every: "month" } });
    const decisions = fold(later, [
      ["2026-03-01", seen(0)],
      ["2026-03-10", seen(5000)],
      ["2026-03-11", seen(5000)],
      ["2026-03-12", seen(0)], // a promise is kept
      ["2026-04-01", seen(0)], // and what was given in a period is reviewed in the next
      ["2026-05-01", seen(0)],
    ]);
    expect(decisions.map(({ action, from, to, effectiveAt }) => [action, from, to, effectiveAt.slice(0, 10)])).toEqual([
      ["enrol", null, "bronze", "2026-03-01"],
      ["upgrade", "bronze", "gold", "2026-04-01"],
      ["retain", "bronze", "bronze", "2026-03-01"],
      ["retain", "bronze", "bronze", "2026-03-01"],
      ["retain", "gold", "gold", "2026-04-01"],
      ["downgrade", "gold", "bronze", "2026-05-01"],
    ]);
    expect(decisions[1]?.stateAfter).toMatchObject({
      tier: "bronze",
      pending: { tier: "gold", at: "2026-04-01T00:00:00.000Z" },
    });
    expect(decisions[4]?.stateAfter).toMatchObject({ tier: "gold", by: "upgrade", pending: null });
    expect(decisions[4]?.reasons[0]).toMatchObject({ code: "upgrade-in-force", rule: "/upgrade/when", part: "gold" });
  });

  test("a better upgrade replaces one that waits, and a policy that does not wait brings it at once", () => {
    const later = programme({ upgrade: { when: "nextPeriod" }, schedule: { every: "month" } });
    const waiting = fold(later, [
      ["2026-03-01", seen(0)],
      ["2026-03-10", seen(1000)],
      ["2026-03-20", seen(5000)],
    ]);
    expect(waiting.map(({ action, to, stateAfter }) => [action, to, stateAfter.tier])).toEqual([
      ["enrol", "bronze", "bronze"],
      ["upgrade", "silver", "bronze"],
      ["upgrade", "gold", "bronze"],
    ]);
    const [now] = fold(programme({}), [["2026-03-21", seen(0)]], waiting[2]?.stateAfter);
    expect(now).toMatchObject({ action: "upgrade", to: "gold", effectiveAt: "2026-03-21T00:00:00.000Z" });
  });

  test("a step that waits is the only one", () => {
    const later = programme({ upgrade: { mode: "oneStep", when: "nextPeriod" }, schedule: { every: "month" } });
    const decisions = fold(later, [
      ["2026-02-01", seen(0)],
      ["2026-03-10", seen(5000)],
      ["2026-03-11", seen(5000)],
      ["2026-04-01", seen(5000)],
      ["2026-05-01", seen(5000)],
    ]);
    expect(decisions.map(({ action, to, effectiveAt }) => [action, to, effectiveAt.slice(0, 10)])).toEqual([
      ["enrol", "bronze", "2026-02-01"],
      ["upgrade", "silver", "2026-04-01"],
      ["retain", "bronze", "2026-02-01"],
      ["retain", "silver", "2026-04-01"],
      ["upgrade", "gold", "2026-06-01"],
    ]);
  });
});

describe("terms", () => {
  test("a tier is tested when its term is over, and held for another when it is kept", () => {
    expect(
      run(
        { validity: { lasts: "P1Y" } },
        ["2026-02-10", seen(5000)],
        ["2026-12-31", seen(0)],
        ["2027-02-10", seen(4000)],
        ["2028-02-10", seen(0)],
      ),
    ).toEqual([
      "enrol gold until 2027-02-10",
      "retain gold until 2027-02-10",
      "retain gold until 2028-02-10",
      "downgrade bronze until 2029-02-10",
    ]);
  });

  test("a term is counted from the end of the one before, or from the judgement when a whole one has gone by", () => {
    expect(
      run(
        { validity: { lasts: "P30D" } },
        ["2026-01-01", seen(5000)],
        ["2026-02-05", seen(5000)],
        ["2026-06-01", seen(5000)],
      ),
    ).toEqual(["enrol gold until 2026-01-31", "retain gold until 2026-03-02", "retain gold until 2026-07-01"]);
  });

  test("an upgrade begins a new term, and so does a downgrade", () => {
    expect(
      run(
        { validity: { lasts: "P1M", roundUp: "day" } },
        ["2026-01-31T10:00:00Z", seen(0)],
        ["2026-02-10T10:00:00Z", seen(1000)],
        ["2026-03-11", seen(0)],
      ),
    ).toEqual([
      "enrol bronze until 2026-03-01",
      "upgrade silver until 2026-03-11",
      "downgrade bronze until 2026-04-11",
    ]);
  });

  test.each([
    [{ calendar: "month" }, "2026-03-10", "2026-04-01"],
    [{ calendar: "month", ahead: 1 }, "2026-03-10", "2026-05-01"],
    [{ calendar: "month", plus: "P7D" }, "2026-03-10", "2026-04-08"],
    [{ calendar: "year", fiscalStart: 4 }, "2026-03-31", "2026-04-01"],
    [{ calendar: "year", ahead: 1, plus: "P2M" }, "2026-06-15", "2028-03-01"],
    [{ lasts: "P0D", roundUp: "day" }, "2026-01-01T10:00:00Z", "2026-01-02"],
    [{ lasts: "P1M", roundUp: "month" }, "2026-01-15", "2026-03-01"],
    [{ lasts: "P1M", roundUp: "month" }, "2026-01-01", "2026-02-01"], // an end that is one stays
    [{ lasts: "P1M", roundUp: "quarter" }, "2026-01-15", "2026-04-01"],
    [{ lasts: "P1D", roundUp: "halfYear" }, "2026-01-15", "2026-07-01"],
    [{ lasts: "P1D", roundUp: "year" }, "2026-01-15", "2027-01-01"],
    [{ lasts: "PT36H" }, "2026-01-15", "2026-01-16T12:00:00.000Z"],
  ] as const)("%j from %s ends at %s", (validity, entered, until) => {
    expect(run({ validity }, [entered, seen(5000)])).toEqual([`enrol gold until ${until}`]);
  });

  test("a term that ends with a period and more is renewed period by period", () => {
    const decisions = run(
      { validity: { calendar: "year", ahead: 1, plus: "P3M" } },
      ["2016-06-15", seen(5000)],
      ["2018-04-01", seen(5000)],
      ["2019-05-05", seen(5000)],
    );
    expect(decisions).toEqual([
      "enrol gold until 2018-04-01",
      "retain gold until 2019-04-01",
      "retain gold until 2020-04-01",
    ]);
  });

  test("a state that says nothing of its term has the one it would have had", () => {
    const at = (asOf: string): string =>
      fold(programme({ validity: { lasts: "P1Y" } }), [[asOf, seen(0)]], {
        tier: "gold",
        since: "2026-02-01T00:00:00Z",
      })
        .map(told)
        .join();
    expect([at("2027-01-31"), at("2027-02-01")]).toEqual([
      "retain gold until 2027-02-01",
      "downgrade bronze until 2028-02-01",
    ]);
  });

  test("reasons say why there was no test", () => {
    const reason = (change: Parameters<typeof programme>[0]): unknown =>
      fold(programme(change), [
        ["2026-01-10", seen(5000)],
        ["2026-01-11", seen(0)],
      ])[1]?.reasons.at(-1);
    expect(reason({ validity: { lasts: "P1Y" } })).toMatchObject({
      code: "tier-still-valid",
      rule: "/validity",
      required: { kind: "instant", at: "2027-01-10T00:00:00.000Z" },
      part: "gold",
    });
    expect(reason({ schedule: { every: "month" } })).toMatchObject({
      code: "tier-reviewed",
      rule: "/schedule",
      required: { kind: "instant", at: "2026-02-01T00:00:00.000Z" },
    });
    expect(reason({ downgrade: { also: [] } })).toMatchObject({ code: "retain-condition" });
  });
});

describe("policies in force", () => {
  const policy = defineTierPolicy({
    ...ladder,
    effectiveFrom: "2026-01-01T00:00:00+08:00",
    effectiveTo: "2027-01-01T00:00:00+08:00",
  });
  const at = (asOf: string): unknown => evaluateTier({ customerId: "C-1", state: null, metrics: {} }, policy, { asOf });

  test("from the first moment to the last", () => {
    expect(at("2025-12-31T16:00:00Z")).toMatchObject({ ok: true });
    expect(at("2026-12-31T15:59:59.999Z")).toMatchObject({ ok: true });
  });

  test("not before, nor after", () => {
    const error = {
      code: "tier-policy-not-in-force",
      policy: "ladder",
      from: "2025-12-31T16:00:00.000Z",
      to: "2026-12-31T16:00:00.000Z",
    };
    expect(at("2025-12-31T15:59:59.999Z")).toEqual({
      ok: false,
      error: { ...error, asOf: "2025-12-31T15:59:59.999Z" },
    });
    expect(at("2026-12-31T16:00:00Z")).toEqual({ ok: false, error: { ...error, asOf: "2026-12-31T16:00:00.000Z" } });
  });
});

describe("states from elsewhere", () => {
  type State = Parameters<typeof fold>[2];
  const one = (
    change: Parameters<typeof programme>[0],
    state: NonNullable<State>,
    asOf: string,
    metrics: Judgement[1] = seen(0),
  ): TierDecision | undefined => fold(programme(change), [[asOf, metrics]], state)[0];
  const gold = { tier: "gold", since: "2026-01-01T00:00:00Z" } as const;

  test("a term that is written counts, though it is another than the policy's", () => {
    const validity = { validity: { lasts: "P1M" } } as const;
    const state = { ...gold, validUntil: "2026-06-01T00:00:00Z" };
    expect(one(validity, state, "2026-05-31")).toMatchObject({
      action: "retain",
      validUntil: "2026-06-01T00:00:00.000Z",
      stateAfter: { validUntil: "2026-06-01T00:00:00.000Z" },
    });
    expect(one(validity, state, "2026-06-01")?.action).toBe("downgrade");
  });

  test("the base tier has a term and reviews like any other", () => {
    const base = { tier: "bronze", since: "2026-01-20T00:00:00Z" } as const;
    expect(
      one({ validity: { lasts: "P1M" }, schedule: { every: "month" } }, base, "2026-01-25")?.stateAfter,
    ).toMatchObject({
      validUntil: "2026-02-20T00:00:00.000Z",
      reviewed: "2026-01-01T00:00:00.000Z",
    });
  });

  test("what the policy no longer has is forgotten", () => {
    const state = {
      ...gold,
      validUntil: "2026-01-10T00:00:00Z",
      reviewed: "2026-01-01T00:00:00Z",
      graceUntil: "2026-02-20T00:00:00Z",
    };
    expect(one({}, state, "2026-02-15", seen(9000))?.stateAfter).toMatchObject({
      validUntil: null,
      reviewed: null,
      graceUntil: null,
    });
    // without a grace to follow, nothing is due before the next review
    const reviewed = { ...state, reviewed: "2026-02-01T00:00:00Z" };
    expect(one({ schedule: { every: "month" } }, reviewed, "2026-02-15")).toMatchObject({
      action: "retain",
      stateAfter: { graceUntil: null },
    });
  });

  const month = { downgrade: { grace: { duration: "P1M", anchor: "firstBreach" } } } as const;
  const breached = { ...gold, breachedSince: "2026-02-01T00:00:00Z", graceUntil: "2026-02-20T00:00:00Z" };

  test("a running grace ends when it was said to", () => {
    expect(one(month, breached, "2026-02-19")).toMatchObject({
      action: "graceContinued",
      validUntil: "2026-02-20T00:00:00.000Z",
    });
    expect(one(month, breached, "2026-02-20")?.action).toBe("downgrade");
  });

  test("a grace that ends well before the term is over leaves the term alone", () => {
    const state = { ...breached, validUntil: "2026-12-01T00:00:00Z" };
    expect(one({ ...month, validity: { lasts: "P1Y" } }, state, "2026-02-10", seen(9000))).toMatchObject({
      action: "retain",
      validUntil: "2026-12-01T00:00:00.000Z",
      stateAfter: { breachedSince: null, graceUntil: null, validUntil: "2026-12-01T00:00:00.000Z" },
    });
  });

  test("how long a tier is held that could not be tested", () => {
    const until = (change: Parameters<typeof programme>[0], state: NonNullable<State>, asOf: string): unknown => {
      const decision = one(change, state, asOf, {});
      return [decision?.action, decision?.validUntil?.slice(0, 10) ?? null];
    };
    expect(until(month, breached, "2026-02-19")).toEqual(["insufficientData", "2026-02-20"]);
    expect(until(month, breached, "2026-02-20")).toEqual(["insufficientData", null]);
    expect(until(month, breached, "2026-02-21")).toEqual(["insufficientData", null]);
    const year = { validity: { lasts: "P1Y" } } as const;
    expect(until(year, gold, "2026-12-31")).toEqual(["retain", "2027-01-01"]);
    expect(until(year, gold, "2027-01-01")).toEqual(["insufficientData", null]);
    expect(until(year, gold, "2027-02-01")).toEqual(["insufficientData", null]);
    expect(until({ schedule: { every: "month" } }, gold, "2026-02-01")).toEqual(["insufficientData", null]);
  });

  test("a tier attained perhaps, and not retained, is not known to be lost", () => {
    const odd = programme({
      tiers: [
        { id: "bronze", rank: 0 },
        {
          id: "silver",
          rank: 1,
          attain: { metric: "orders", op: ">=", value: 5 },
          retain: { metric: "spend", op: ">=", value: "10" },
        },
      ],
    });
    const action = (orders: number | null, spend: number): unknown =>
      fold(odd, [["2026-02-01", { ...seen(spend), orders }]], { tier: "silver", since: "2026-01-01T00:00:00Z" })[0]
        ?.action;
    expect([action(null, 0), action(null, 10), action(4, 0), action(4, 10), action(5, 0)]).toEqual([
      "insufficientData",
      "retain",
      "downgrade",
      "retain",
      "retain",
    ]);
  });

  test("an upgrade that waits for a tier no higher than the one held is none", () => {
    const later = { upgrade: { when: "nextPeriod" }, schedule: { every: "month" } } as const;
    const waiting = (
      tier: "bronze" | "silver" | "gold",
      pending: "bronze" | "silver" | "gold",
      at: string,
    ): unknown => {
      const state = { tier, since: "2026-01-01T00:00:00Z", by: "enrol", pending: { tier: pending, at } } as const;
      const decision = one(later, state, "2026-01-20", seen(1000));
      return [
        decision?.action,
        decision?.from,
        decision?.effectiveAt.slice(0, 10),
        decision?.stateAfter.by,
        decision?.stateAfter.pending,
      ];
    };
    const kept = (tier: string): unknown => ["retain", tier, "2026-01-01", "enrol", null];
    expect(waiting("gold", "silver", "2026-01-10T00:00:00Z")).toEqual(kept("gold"));
    expect(waiting("gold", "silver", "2026-02-01T00:00:00Z")).toEqual(kept("gold"));
    expect(waiting("silver", "silver", "2026-01-10T00:00:00Z")).toEqual(kept("silver"));
    expect(waiting("silver", "bronze", "2026-01-10T00:00:00Z")).toEqual(kept("silver"));
    expect(waiting("bronze", "silver", "2026-01-10T00:00:00Z")).toEqual([
      "retain",
      "silver",
      "2026-01-10",
      "upgrade",
      null,
    ]);
    expect(waiting("bronze", "silver", "2026-01-20T00:00:00Z")).toEqual([
      "retain",
      "silver",
      "2026-01-20",
      "upgrade",
      null,
    ]);
  });

  test("moments come out in their one spelling, however they were handed in", () => {
    const spelt = "2026-01-01T00:00:00.000Z";
    for (const since of [
      spelt,
      "2026-01-01 00:00:00.000Z",
      "2026-01-01T00:00:00+0000",
      "2026-01-01T08:00:00.000+08:00",
      new Date(spelt),
      { epochMilliseconds: Date.parse(spelt) },
    ]) {
      const valid = one(
        { validity: { lasts: "P1Y" } },
        { tier: "gold", since: "2025-12-01T00:00:00Z", validUntil: since },
        "2025-12-31",
      );
      expect([valid?.validUntil, valid?.stateAfter.validUntil]).toEqual([spelt, spelt]);
      const kept = one({}, { tier: "gold", since, breachedSince: since }, "2026-03-01", {});
      expect([kept?.effectiveAt, kept?.stateAfter.since, kept?.stateAfter.breachedSince]).toEqual([
        spelt,
        spelt,
        spelt,
      ]);
    }
  });
});

describe("promises", () => {
  const later = { upgrade: { when: "nextPeriod" }, schedule: { every: "month" } } as const;
  const floor = {
    kind: "floor",
    tier: "silver",
    reason: "r",
    actor: "a",
    from: "2026-01-01T00:00:00Z",
    until: null,
  } as const;

  test("who is promised a tier is lifted by a floor meanwhile, and promised it all the same", () => {
    const decision = fold(programme(later), [["2026-03-10", seen(5000), [floor]]], {
      tier: "bronze",
      since: "2026-01-01T00:00:00Z",
    })[0];
    expect(decision).toMatchObject({
      action: "upgrade",
      to: "silver",
      effectiveAt: "2026-03-10T00:00:00.000Z",
      stateAfter: { tier: "silver", pending: { tier: "gold", at: "2026-04-01T00:00:00.000Z" } },
    });
  });

  test("the promise itself is the review of its period, and ends a grace well", () => {
    const grace = { ...later, downgrade: { grace: { duration: "P2M", anchor: "firstBreach" } } } as const;
    const decisions = fold(programme(grace), [
      ["2026-01-10", seen(1000)],
      ["2026-02-10", seen(0)],
      ["2026-03-10", seen(5000)],
      ["2026-03-20", seen(0)],
    ]);
    expect(decisions.map(told)).toEqual([
      "enrol silver until 2026-02-01",
      "graceStarted silver until 2026-04-10",
      "upgrade gold",
      "retain silver until 2026-04-01",
    ]);
    expect(decisions[2]?.stateAfter).toMatchObject({
      tier: "silver",
      reviewed: "2026-03-01T00:00:00.000Z",
      breachedSince: null,
      graceUntil: null,
    });
    expect(decisions[2]?.notice?.kind).toBe("upgraded");
  });

  test("until it comes into force, a term that ends is not tested", () => {
    expect(
      run(
        { ...later, validity: { lasts: "P15D" } },
        ["2026-03-01", seen(1000)],
        ["2026-03-10", seen(5000)],
        ["2026-03-16", seen(0)],
        ["2026-04-01", seen(0)],
        ["2026-04-16", seen(0)],
      ),
    ).toEqual([
      "enrol silver until 2026-03-16",
      "upgrade gold until 2026-04-16",
      "retain silver",
      "retain gold until 2026-04-16",
      "downgrade bronze until 2026-05-01",
    ]);
  });

  test("a step that waits is not taken back for a lower one", () => {
    const odd = programme({
      ...later,
      upgrade: { mode: "oneStep", when: "nextPeriod" },
      tiers: [
        { id: "bronze", rank: 0 },
        { id: "silver", rank: 1, attain: { metric: "orders", op: ">=", value: 5 } },
        { id: "gold", rank: 2, attain: { metric: "spend", op: ">=", value: "1000" } },
        { id: "diamond" as "gold", rank: 3, attain: { metric: "spend", op: ">=", value: "9000" } },
      ],
    });
    const decisions = fold(odd, [
      ["2026-02-10", seen(0, 0)],
      ["2026-03-10", seen(1000, 0)],
      ["2026-03-20", seen(9000, 5)],
    ]);
    expect(decisions.map(({ stateAfter }) => stateAfter.pending?.tier ?? null)).toEqual([null, "gold", "gold"]);
  });
});

describe("terms, at their ends", () => {
  test("a term that would end at this very moment is none: another begins now", () => {
    expect(run({ validity: { lasts: "P30D" } }, ["2026-01-01", seen(5000)], ["2026-03-02", seen(5000)])).toEqual([
      "enrol gold until 2026-01-31",
      "retain gold until 2026-04-01",
    ]);
    expect(
      run({ validity: { lasts: "P30D" } }, ["2026-01-01", seen(5000)], ["2026-03-01T23:59:59.999Z", seen(5000)])[1],
    ).toBe("retain gold until 2026-03-02");
  });

  test("one that ends long after its period is renewed by the first such end", () => {
    const long = { validity: { calendar: "month", plus: "P36600D" } } as const;
    const [first, second] = run(long, ["1900-01-15", seen(5000)], ["2000-04-17", seen(5000)]);
    expect([first, second]).toEqual(["enrol gold until 2000-04-17", "retain gold until 2000-05-15"]);
  });

  test("a judgement, and the same at once, at an end", () => {
    const [, kept, again] = fold(programme({ validity: { calendar: "month", plus: "P7D" } }), [
      ["2026-03-10", seen(5000)],
      ["2026-04-08", seen(5000)],
      ["2026-04-08", seen(5000)],
    ]);
    expect(kept?.validUntil).toBe("2026-05-08T00:00:00.000Z");
    expect(again?.stateAfter).toEqual(kept?.stateAfter);
  });
});

describe("policies in force for a time without end", () => {
  const refused = (change: Parameters<typeof programme>[0], asOf: string): unknown => {
    const result = evaluateTier({ customerId: "C-1", state: null, metrics: {} }, programme(change), { asOf });
    return result.ok ? "in force" : result.error;
  };
  const error = { code: "tier-policy-not-in-force", policy: "ladder", from: null, to: null };
  const [day, eve] = ["2026-01-01T00:00:00.000Z", "2025-12-31T23:59:59.999Z"];

  test.each([
    [{ effectiveFrom: day }, eve, { ...error, from: day, asOf: eve }],
    [{ effectiveFrom: day }, day, "in force"],
    [{ effectiveTo: day }, eve, "in force"],
    [{ effectiveTo: day }, day, { ...error, to: day, asOf: day }],
    [{ effectiveFrom: eve, effectiveTo: day }, eve, "in force"],
    [{ effectiveFrom: eve, effectiveTo: day }, day, { ...error, from: eve, to: day, asOf: day }],
    [{}, "0001-01-01T00:00:00Z", "in force"],
    [{}, "9999-01-01T00:00:00Z", "in force"],
  ])("%j at %s", (change, asOf, expected) => {
    expect(refused(change, asOf)).toEqual(expected);
  });

  test("a trace is full or none", () => {
    const options = { asOf: day, trace: "some" as "full" };
    expect(() => evaluateTier({ customerId: "C-1", state: null, metrics: {} }, programme({}), options)).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: 'trace: expected "full" or "none", received "some"',
      }) as Error,
    );
  });
});
