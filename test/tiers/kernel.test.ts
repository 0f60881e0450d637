import fc from "fast-check";
import { epochMsOf, fixedZone, instantFromMs } from "clientele/core";
import {
  evaluateTierColumns,
  TIER_ACTIONS,
  TIER_ENTRIES,
  TIER_HOLDS,
  TIER_REFUSED,
  type TierColumns,
  type TierInputColumns,
  type TierStateColumns,
} from "clientele/kernel";
import { defineTierPolicy, type TierDecision, tierProgram, type TierStateAfter } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { anyCourse, anySetting, course, type Facts, type Name } from "../support/tierCourses.ts";
import { ladder, programme } from "../support/tiers.ts";

const asOf = "2026-07-01T00:00:00Z";
const metrics = { spend: [500_000, 0, NaN], orders: [5, 0, 1], idleDays: [0, 0, 0] };
const since = Date.parse("2026-01-01T00:00:00Z");

describe("examples", () => {
  test("new customers need no state", () => {
    const { action, to, refused } = evaluateTierColumns({ metrics }, tierProgram(programme({}), { asOf }));
    expect([Array.from(action), Array.from(to), refused]).toEqual([[0, 0, 0], [2, 0, 0], 0]);
  });

  test("a program and its answer can be cloned, and the answer judged again", () => {
    const program = structuredClone(tierProgram(programme({ schedule: { every: "quarter" } }), { asOf }));
    const first = evaluateTierColumns({ metrics, state: { tier: [2, 2, 2], since: [since, since, since] } }, program);
    const again = evaluateTierColumns({ metrics, state: structuredClone(first).state }, program);
    expect(Array.from(first.action, (code) => TIER_ACTIONS[code])).toEqual(["retain", "downgrade", "insufficientData"]);
    expect(again.state).toEqual(first.state);
  });

  test("no metrics at all are all unknown", () => {
    const state = { tier: [2], since: [since] };
    expect(evaluateTierColumns({ metrics: {}, state }, tierProgram(programme({}), { asOf })).action[0]).toBe(7);
    const silver = { ...ladder.tiers[1], attain: { metric: "orders", op: ">=", value: 5, onMissing: "met" } } as const;
    const lenient = tierProgram(programme({ tiers: [ladder.tiers[0], silver, ladder.tiers[2]] }), { asOf });
    expect(evaluateTierColumns({ metrics: {}, state: { tier: [-1], since: [NaN] } }, lenient).to[0]).toBe(1);
  });

  test("a zone can be handed in", () => {
    const program = tierProgram(defineTierPolicy({ ...ladder, schedule: { every: "month" } }), { asOf });
    const zone = fixedZone("Beijing", 8 * 3_600_000);
    expect(evaluateTierColumns({ metrics }, program, { zone })).toEqual(evaluateTierColumns({ metrics }, program));
  });
});

describe("refusals", () => {
  const program = tierProgram(programme({}), { asOf });
  test("rows that cannot be are refused and left as they were", () => {
    const tier = [3, 1, 1];
    const late = Date.parse(asOf) + 1;
    const { action, refused, to, state } = evaluateTierColumns(
      { metrics, state: { tier, since: [since, late, since], reviewed: [NaN, NaN, late] } },
      program,
    );
    expect(Array.from(action)).toEqual([TIER_REFUSED, TIER_REFUSED, TIER_REFUSED]);
    expect([refused, Array.from(to), Array.from(state.tier)]).toEqual([3, [-1, -1, -1], tier]);
  });

  test.each([[{ lifetime: [7] }], [{ pending: [2] }], [{ by: [9] }], [{ breachedSince: [Date.parse(asOf) + 1] }]])(
    "%j",
    (change) => {
      const one = { spend: [1], orders: [1], idleDays: [1] };
      expect(
        evaluateTierColumns({ metrics: one, state: { tier: [1], since: [since], ...change } }, program).refused,
      ).toBe(1);
    },
  );

  test("mistakes of the calling code throw", () => {
    expect(() => evaluateTierColumns({ metrics: { ...metrics, orders: [1] } }, program)).toThrow(/lengths 3, 1, 3/);
    expect(() => evaluateTierColumns({ metrics: {} }, program)).toThrow(/none/);
    const late = defineTierPolicy({ ...ladder, effectiveFrom: "2027-01-01T00:00:00Z" });
    expect(() => tierProgram(late, { asOf })).toThrow(/not in force/);
    const member = defineTierPolicy({
      ...ladder,
      tiers: [ladder.tiers[0], { id: "silver", rank: 1, attain: { memberOf: { segment: "vip" } } }],
    });
    expect(() => tierProgram(member, { asOf })).toThrow(/metrics alone/);
  });
});

describe("laws", () => {
  const ms = (at: unknown): number => (at === null || at === undefined ? NaN : epochMsOf(at));
  /** A decision as a row of columns. */
  const rowOf = (decision: TierDecision<Name>, heights: readonly string[]): unknown => {
    const height = (tier: string | null | undefined): number => heights.indexOf(tier ?? "");
    const { stateAfter: after } = decision;
    return [
      TIER_ACTIONS.indexOf(decision.action),
      height(decision.from),
      height(decision.qualified),
      height(decision.to),
      ms(decision.effectiveAt),
      TIER_HOLDS.indexOf(decision.heldBy?.kind ?? null),
      height(after.tier),
      ms(after.since),
      TIER_ENTRIES.indexOf(after.by),
      ...[after.validUntil, after.reviewed, after.breachedSince, after.graceUntil].map(ms),
      height(after.lifetime),
      height(after.pending?.tier),
      ms(after.pending?.at),
    ];
  };
  const decidedRow = (
    { action, from, qualified, to, effectiveAt, heldBy, state }: TierColumns,
    row: number,
  ): unknown => {
    const { tier, since, by, validUntil, reviewed, breachedSince, graceUntil, lifetime, pending, pendingAt } = state;
    const columns = [
      action,
      from,
      qualified,
      to,
      effectiveAt,
      heldBy,
      tier,
      since,
      by,
      validUntil,
      reviewed,
      breachedSince,
      graceUntil,
      lifetime,
      pending,
      pendingAt,
    ];
    return columns.map((column) => column[row]);
  };
  const metricsOf = (facts: readonly Facts[]) => ({
    spend: facts.map(({ spend }) => (spend === null ? NaN : spend * 100)),
    orders: facts.map(({ orders }) => orders ?? NaN),
    idleDays: facts.map(({ idleDays }) => idleDays ?? NaN),
  });
  const stateColumns = (states: readonly (TierStateAfter<Name> | null)[], heights: readonly string[]) => {
    const height = (tier: string | null | undefined): number => heights.indexOf(tier ?? "");
    return {
      tier: states.map((state) => height(state?.tier)),
      since: states.map((state) => ms(state?.since)),
      by: states.map((state) => TIER_ENTRIES.indexOf(state?.by ?? null)),
      validUntil: states.map((state) => ms(state?.validUntil)),
      reviewed: states.map((state) => ms(state?.reviewed)),
      breachedSince: states.map((state) => ms(state?.breachedSince)),
      graceUntil: states.map((state) => ms(state?.graceUntil)),
      lifetime: states.map((state) => height(state?.lifetime)),
      pending: states.map((state) => height(state?.pending?.tier)),
      pendingAt: states.map((state) => ms(state?.pending?.at)),
    };
  };

  test("columns decide what rows decide, over whole courses of events", () => {
    fc.assert(
      fc.property(anySetting, fc.array(anyCourse, { minLength: 1, maxLength: 4 }), ({ policy }, courses) => {
        // every customer judged at the same moments
        const moments = (courses[0] ?? []).map(({ asOf: at }) => at);
        const facts = courses.map((steps) =>
          moments.map((_, step) => steps[step % steps.length]?.facts ?? { spend: 0, orders: 0, idleDays: 0 }),
        );
        const rows = facts.map((own) =>
          course(
            policy,
            own.map((known, step) => ({ asOf: moments[step] ?? instantFromMs(0), facts: known })),
          ),
        );
        moments.forEach((at, step) => {
          const program = tierProgram(policy, { asOf: at });
          const before = rows.map((steps) => (step === 0 ? null : (steps[step - 1]?.decision.stateAfter ?? null)));
          const decided = evaluateTierColumns(
            {
              metrics: metricsOf(facts.map((own) => own[step] ?? { spend: 0, orders: 0, idleDays: 0 })),
              state: stateColumns(before, program.tiers),
            },
            program,
          );
          rows.forEach((steps, row) => {
            const decision = steps[step]?.decision;
            if (decision !== undefined) expect(decidedRow(decided, row)).toEqual(rowOf(decision, program.tiers));
          });
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe("rows", () => {
  const now = Date.parse(asOf);
  const one = { spend: [0], orders: [1], idleDays: [1] };
  const judged = (
    state: Omit<Partial<TierStateColumns>, "tier"> & { readonly tier?: readonly number[] },
    change: Parameters<typeof programme>[0] = {},
    known: TierInputColumns["metrics"] = one,
  ): TierColumns =>
    evaluateTierColumns(
      { metrics: known, state: { tier: [1], since: [since], ...state } },
      tierProgram(programme(change), { asOf }),
    );

  test.each<[string, Parameters<typeof judged>[0]]>([
    ["a tier and a half", { tier: [0.5] }],
    ["no tier there is", { tier: [-2] }],
    ["no number", { tier: [NaN] }],
    ["one too high", { tier: [3] }],
    ["a lifetime below none", { lifetime: [-2] }],
    ["the base, held from a later moment on", { tier: [0], since: [now + 1] }],
    ["a tier held since nobody knows when", { since: [NaN] }],
    ["a later review", { reviewed: [now + 1] }],
    ["a later breach", { breachedSince: [now + 1] }],
    ["an upgrade to come, nobody knows when", { pending: [2], pendingAt: [NaN] }],
    ["the base to come, nobody knows when", { pending: [0] }],
  ])("refused: %s", (_, state) => {
    const { refused, action, from, qualified, to, effectiveAt, heldBy } = judged(state);
    expect([refused, action[0], from[0], qualified[0], to[0], effectiveAt[0], heldBy[0]]).toEqual([
      1,
      TIER_REFUSED,
      -1,
      -1,
      -1,
      NaN,
      0,
    ]);
  });

  test.each<[string, Parameters<typeof judged>[0]]>([
    ["the highest tier", { tier: [2] }],
    ["none", { tier: [-1], since: [NaN] }],
    ["given at this very moment", { since: [now] }],
    ["reviewed and lost at this very moment", { reviewed: [now], breachedSince: [now] }],
    ["an upgrade to come", { pending: [2], pendingAt: [now + 1] }],
  ])("judged: %s", (_, state) => {
    expect(judged(state).refused).toBe(0);
  });

  test("what is refused is counted, what is not, is not, and each row keeps its own", () => {
    const { refused, action, from, to } = judged(
      { tier: [1, 9, 2], since: [since, since, since] },
      {},
      { spend: [0, 0, 500_000], orders: [1, 1, 9], idleDays: [1, 1, 1] },
    );
    expect([refused, Array.from(action), Array.from(from), Array.from(to)]).toEqual([
      1,
      [5, TIER_REFUSED, 2],
      [1, -1, 2],
      [0, -1, 2],
    ]);
  });

  test("columns that are left out say nothing", () => {
    const { state } = judged({});
    expect(Object.fromEntries(Object.entries(state).map(([name, column]) => [name, column[0]]))).toEqual({
      tier: 0,
      since: now,
      by: 3,
      validUntil: NaN,
      reviewed: NaN,
      breachedSince: NaN,
      graceUntil: NaN,
      lifetime: -1,
      pending: -1,
      pendingAt: NaN,
    });
    expect(judged({ by: undefined } as unknown as Parameters<typeof judged>[0]).refused).toBe(0);
  });

  test("who is not graded yet has earned nothing and waits for nothing", () => {
    const { action, to, state } = judged({ tier: [-1], lifetime: [2], pending: [2], pendingAt: [since] });
    expect([TIER_ACTIONS[action[0] ?? 0], to[0], state.lifetime[0], state.pending[0], state.pendingAt[0]]).toEqual([
      "enrol",
      0,
      -1,
      -1,
      NaN,
    ]);
  });

  test("columns of all kinds must have one length", () => {
    const values = Float64Array.from([0, 0, 0]);
    const three = { spend: { values }, orders: [1, 2, 3], idleDays: { values, n: [1, 1, 1] } };
    const state = { tier: [0, 0, 0], since: [since, since, since] };
    expect(judged(state, {}, three).action).toHaveLength(3);
    const wrong = (change: object, known: TierInputColumns["metrics"] = three): (() => TierColumns) => {
      return () => judged({ ...state, ...change }, {}, known);
    };
    const error = (lengths: string): Error =>
      expect.objectContaining({
        code: "invalid-option",
        message: `columns: expected at least one, all of one length, received lengths ${lengths}`,
      }) as Error;
    expect(wrong({ since: [since] })).toThrow(error("3, 3, 3, 3, 1"));
    expect(wrong({ tier: [0, 0], since: [since, since], by: [0, 0, 0] })).toThrow(error("3, 3, 3, 2, 2, 3"));
    expect(wrong({ pendingAt: [] })).toThrow(error("3, 3, 3, 3, 3, 0"));
    expect(wrong({ tier: [0], since: [since] }, {})).not.toThrow();
    expect(() => evaluateTierColumns({ metrics: {} }, tierProgram(programme({}), { asOf }))).toThrow(error("none"));
  });

  test("how fresh a value must be counts from the moment of judgement", () => {
    const metrics: Parameters<typeof programme>[0] = {
      metrics: [{ id: "spend", kind: "money", maxAge: "P30D" }, ...ladder.metrics.slice(1)],
    };
    const action = (freshAt: string): unknown =>
      TIER_ACTIONS[
        judged({}, metrics, { ...one, spend: { values: [0], freshAt: [Date.parse(freshAt)] } }).action[0] ?? 0
      ];
    expect([action("2026-06-30T00:00:00Z"), action("2026-05-01T00:00:00Z")]).toEqual(["downgrade", "insufficientData"]);
  });

  test("a program is made from the first moment of its policy to the last", () => {
    const policy = programme({ effectiveFrom: "2026-01-01T00:00:00Z", effectiveTo: "2027-01-01T00:00:00Z" });
    expect(tierProgram(policy, { asOf: "2026-01-01T00:00:00Z" }).asOf).toBe(Date.parse("2026-01-01T00:00:00Z"));
    expect(tierProgram(policy, { asOf: "2026-12-31T23:59:59.999Z" }).tiers).toEqual(["bronze", "silver", "gold"]);
    for (const at of ["2025-12-31T23:59:59.999Z", "2027-01-01T00:00:00.000Z"]) {
      expect(() => tierProgram(policy, { asOf: at })).toThrow(
        expect.objectContaining({
          code: "invalid-option",
          message: `asOf: the policy ladder is not in force at ${at}`,
        }) as Error,
      );
    }
  });
});
