import { explain } from "clientele/explain";
import { evaluateTier, type TierDecision, type TierOverride, type TierState } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { fold, type Judgement, type LadderTier, ladder, programme, seen, told } from "../support/tiers.ts";

/** What holds a tier that is lost: grace, protection, dwell, what is never lost; and what people decide. */
const run = (change: Parameters<typeof programme>[0], ...judgements: readonly Judgement[]): string[] =>
  fold(programme(change), judgements).map(told);
const held = ({ action, to, heldBy }: TierDecision): unknown => [
  action,
  to,
  heldBy?.kind ?? null,
  heldBy?.rule ?? null,
  heldBy?.until?.slice(0, 10) ?? null,
];

describe("grace", () => {
  const month = { downgrade: { grace: { duration: "P1M", anchor: "firstBreach" } } } as const;

  test("starts with the first breach, goes on, and ends with the tier", () => {
    const decisions = fold(programme(month), [
      ["2026-01-01", seen(5000)],
      ["2026-02-10", seen(0)],
      ["2026-02-20", seen(0)],
      ["2026-03-09T23:59:59.999Z", seen(0)],
      ["2026-03-10", seen(0)],
    ]);
    expect(decisions.map(held)).toEqual([
      ["enrol", "gold", null, null, null],
      ["graceStarted", "gold", "grace", "/downgrade/grace", "2026-03-10"],
      ["graceContinued", "gold", "grace", "/downgrade/grace", "2026-03-10"],
      ["graceContinued", "gold", "grace", "/downgrade/grace", "2026-03-10"],
      ["downgrade", "bronze", null, null, null],
    ]);
    expect(decisions[1]?.stateAfter).toMatchObject({
      breachedSince: "2026-02-10T00:00:00.000Z",
      graceUntil: "2026-03-10T00:00:00.000Z",
    });
    expect(decisions[4]?.reasons.at(-1)).toMatchObject({
      code: "hold-grace",
      verdict: "unmet",
      observed: { kind: "instant", at: "2026-03-10T00:00:00.000Z" },
      required: { kind: "instant", at: "2026-03-10T00:00:00.000Z" },
      part: "gold",
    });
    expect(decisions[4]?.stateAfter).toMatchObject({ breachedSince: null, graceUntil: null });
  });

  test("clears on recovery, and a new breach begins a new one", () => {
    const decisions = fold(programme(month), [
      ["2026-01-01", seen(5000)],
      ["2026-02-10", seen(0)],
      ["2026-02-20", seen(4000)],
      ["2026-02-21", seen(0)],
    ]);
    expect(decisions.map(told)).toEqual([
      "enrol gold",
      "graceStarted gold until 2026-03-10",
      "retain gold",
      "graceStarted gold until 2026-03-21",
    ]);
    expect(decisions[2]?.notice).toMatchObject({ kind: "recovered", dueAt: "2026-02-20T00:00:00.000Z" });
    expect(decisions[2]?.stateAfter).toMatchObject({ breachedSince: null, graceUntil: null });
  });

  test("an upgrade ends it", () => {
    const decisions = fold(programme(month), [
      ["2026-01-01", seen(1000)],
      ["2026-02-10", seen(0)],
      ["2026-02-20", seen(9000)],
    ]);
    expect(decisions.map(told)).toEqual(["enrol silver", "graceStarted silver until 2026-03-10", "upgrade gold"]);
    expect(decisions[2]?.stateAfter.graceUntil).toBeNull();
  });

  test("what is not known neither ends it nor clears it", () => {
    expect(
      run(month, ["2026-01-01", seen(5000)], ["2026-02-10", seen(0)], ["2026-04-01", {}], ["2026-04-02", seen(0)]),
    ).toEqual(["enrol gold", "graceStarted gold until 2026-03-10", "insufficientData gold", "downgrade bronze"]);
  });

  test.each([
    ["day", "2026-02-10T10:00:00Z", "2026-03-11"],
    ["month", "2026-02-10", "2026-04-01"],
    ["month", "2026-02-01", "2026-03-01"],
    ["quarter", "2026-02-10", "2026-04-01"],
    ["halfYear", "2026-02-10", "2026-07-01"],
    ["year", "2026-02-10", "2027-01-01"],
  ] as const)("rounded up to the %s, from %s it ends at %s", (roundUp, breach, until) => {
    const rounded = { downgrade: { grace: { duration: "P1M", anchor: "firstBreach", roundUp } } } as const;
    expect(run(rounded, ["2026-01-01", seen(5000)], [breach, seen(0)])[1]).toBe(`graceStarted gold until ${until}`);
  });

  test("rounded up to the schedule's own fiscal year", () => {
    const fiscal = {
      schedule: { every: "year", fiscalStart: 4 },
      downgrade: { grace: { duration: "P1M", anchor: "firstBreach", roundUp: "year" } },
    } as const;
    expect(run(fiscal, ["2026-01-01", seen(5000)], ["2026-04-10", seen(0)])[1]).toBe(
      "graceStarted gold until 2027-04-01",
    );
  });

  test("counted from the expiry, however late that is looked at", () => {
    const expiry = { validity: { lasts: "P1Y" }, downgrade: { grace: { duration: "P1M", anchor: "expiry" } } } as const;
    expect(
      run(
        expiry,
        ["2026-01-01", seen(5000)],
        ["2027-01-20", seen(0)],
        ["2027-01-31", seen(0)],
        ["2027-02-01", seen(0)],
      ),
    ).toEqual([
      "enrol gold until 2027-01-01",
      "graceStarted gold until 2027-02-01",
      "graceContinued gold until 2027-02-01",
      "downgrade bronze until 2028-02-01",
    ]);
    expect(run(expiry, ["2026-01-01", seen(5000)], ["2027-02-20", seen(0)])[1]).toBe(
      "downgrade bronze until 2028-02-20",
    );
    // who recovers is held from the expiry on, as if nothing had been
    expect(run(expiry, ["2026-01-01", seen(5000)], ["2027-01-20", seen(0)], ["2027-01-25", seen(9000)])[2]).toBe(
      "retain gold until 2028-01-01",
    );
  });

  test("between two reviews a grace still runs out", () => {
    const reviewed = { ...month, schedule: { every: "quarter" } } as const;
    expect(
      run(
        reviewed,
        ["2026-01-01", seen(5000)],
        ["2026-04-01", seen(0)],
        ["2026-04-30", seen(0)],
        ["2026-05-01", seen(0)],
      ),
    ).toEqual([
      "enrol gold until 2026-04-01",
      "graceStarted gold until 2026-05-01",
      "graceContinued gold until 2026-05-01",
      "downgrade bronze until 2026-07-01",
    ]);
  });
});

describe("protection and dwell", () => {
  test("after an upgrade a tier is safe; one enrolled in is not", () => {
    const safe = programme({ protectionAfterUpgrade: "P3M" });
    const decisions = fold(safe, [
      ["2026-01-01", seen(1000)],
      ["2026-02-01", seen(5000)],
      ["2026-04-30", seen(0)],
      ["2026-05-01", seen(0)],
    ]);
    expect(decisions.map(held)).toEqual([
      ["enrol", "silver", null, null, null],
      ["upgrade", "gold", null, null, null],
      ["held", "gold", "protection", "/protectionAfterUpgrade", "2026-05-01"],
      ["downgrade", "bronze", null, null, null],
    ]);
    expect(decisions[2]?.stateAfter.breachedSince).toBe("2026-04-30T00:00:00.000Z");
    expect(
      fold(safe, [
        ["2026-01-01", seen(1000)],
        ["2026-01-02", seen(0)],
      ])[1]?.action,
    ).toBe("downgrade");
  });

  test("a tier is held for its least time, however it was come by", () => {
    expect(
      fold(programme({ minimumDwell: "P30D", downgrade: { mode: "oneStep" } }), [
        ["2026-01-01", seen(5000)],
        ["2026-01-30", seen(0)],
        ["2026-01-31", seen(0)],
        ["2026-02-01", seen(0)],
        ["2026-03-02", seen(0)],
      ]).map(held),
    ).toEqual([
      ["enrol", "gold", null, null, null],
      ["held", "gold", "minimumDwell", "/minimumDwell", "2026-01-31"],
      ["downgrade", "silver", null, null, null],
      ["held", "silver", "minimumDwell", "/minimumDwell", "2026-03-02"],
      ["downgrade", "bronze", null, null, null],
    ]);
  });

  test("a grace counts from the first breach, though something else held the tier then", () => {
    const both = {
      protectionAfterUpgrade: "P2M",
      downgrade: { grace: { duration: "P1M", anchor: "firstBreach" } },
    } as const;
    expect(
      run(
        both,
        ["2026-01-01", seen(0)],
        ["2026-01-02", seen(1000)],
        ["2026-02-15", seen(0)],
        ["2026-03-02", seen(0)],
        ["2026-03-15", seen(0)],
      ),
    ).toEqual([
      "enrol bronze",
      "upgrade silver",
      "held silver until 2026-03-02",
      "graceStarted silver until 2026-03-15",
      "downgrade bronze",
    ]);
  });
});

describe("what is never lost", () => {
  const [bronze, silver, gold] = ladder.tiers;

  test("a tier that nobody is downgraded from", () => {
    const kind = programme({ tiers: [bronze, { ...silver, downgradeAllowed: false }, gold] });
    expect(
      fold(kind, [
        ["2026-01-01", seen(1000)],
        ["2026-02-01", seen(0)],
      ]).map(held)[1],
    ).toEqual(["held", "silver", "downgradeNotAllowed", "/tiers/1/downgradeAllowed", null]);
    expect(
      fold(kind, [
        ["2026-01-01", seen(5000)],
        ["2026-02-01", seen(0)],
      ]).map(told)[1],
    ).toBe("downgrade bronze");
  });

  const forLife = programme({
    tiers: [
      bronze,
      { ...silver, lifetime: { metric: "orders", op: ">=", value: 100 } },
      { ...gold, lifetime: { metric: "orders", op: ">=", value: 500 } },
    ],
  });

  test("a tier earned for life is a floor for ever", () => {
    const decisions = fold(forLife, [
      ["2026-01-01", seen(5000, 120)],
      ["2026-02-01", seen(0, 0)],
      ["2026-03-01", seen(0, 0)],
    ]);
    expect(decisions.map(held)).toEqual([
      ["enrol", "gold", null, null, null],
      ["downgrade", "silver", null, null, null],
      ["held", "silver", "lifetime", "/tiers/1/lifetime", null],
    ]);
    expect(decisions.map(({ stateAfter }) => stateAfter.lifetime)).toEqual(["silver", "silver", "silver"]);
    expect(decisions[2]?.reasons.at(-1)).toMatchObject({
      code: "hold-lifetime",
      rule: "/tiers/1/lifetime",
      verdict: "met",
    });
  });

  test("it keeps and never lifts: who has not come so far has not earned it", () => {
    expect(fold(forLife, [["2026-01-01", seen(0, 600)]])[0]).toMatchObject({
      to: "bronze",
      stateAfter: { lifetime: null },
    });
    expect(fold(forLife, [["2026-01-01", seen(1000, 600)]])[0]).toMatchObject({
      to: "silver",
      stateAfter: { lifetime: "silver" },
    });
  });

  test("it is earned by the tier that is being lost", () => {
    expect(
      fold(forLife, [
        ["2026-01-01", seen(1000, 0)],
        ["2026-02-01", seen(0, 100)],
      ])[1],
    ).toMatchObject({
      action: "held",
      heldBy: { kind: "lifetime" },
      stateAfter: { lifetime: "silver" },
    });
  });

  test("what may be theirs for life is not taken", () => {
    expect(
      fold(forLife, [
        ["2026-01-01", seen(1000, 0)],
        ["2026-02-01", { ...seen(0), orders: null }],
      ])[1],
    ).toMatchObject({
      action: "insufficientData",
      to: "silver",
    });
    expect(
      fold(forLife, [
        ["2026-01-01", seen(5000, 5)],
        ["2026-02-01", { ...seen(0), orders: { value: 400, n: 1 } }],
      ])[1],
    ).toMatchObject({
      action: "downgrade",
      to: "silver",
    });
  });
});

describe("overrides", () => {
  const decided = {
    reason: "a promise of the board",
    actor: "Chen",
    from: "2026-01-01T00:00:00Z",
    until: "2026-06-01T00:00:00Z",
  };
  const over = (kind: TierOverride["kind"], tier?: LadderTier, change: object = {}): TierOverride<LadderTier> =>
    ({ ...decided, kind, ...(tier === undefined ? {} : { tier }), ...change }) as TierOverride<LadderTier>;
  const once = (
    tier: LadderTier | null,
    spend: number,
    ...overrides: readonly TierOverride<LadderTier>[]
  ): TierDecision<LadderTier> => {
    const state = tier === null ? null : { tier, since: "2025-01-01T00:00:00Z" };
    const [decision] = fold(programme({}), [["2026-02-01", seen(spend), overrides]], state);
    if (decision === undefined) throw new Error("nothing was judged");
    return decision;
  };
  const override = (until = "2026-06-01"): readonly unknown[] => ["override", "/overrides/0", until];

  test.each<[string, LadderTier | null, number, TierOverride<LadderTier>[], readonly unknown[]]>([
    ["a pin against an upgrade", "silver", 9000, [over("pin", "silver")], ["held", "silver", ...override()]],
    ["a pin against a downgrade", "silver", 0, [over("pin", "silver")], ["held", "silver", ...override()]],
    ["a pin that changes nothing", "silver", 1000, [over("pin", "silver")], ["retain", "silver", null, null, null]],
    ["a pin up", "bronze", 0, [over("pin", "gold")], ["upgrade", "gold", null, null, null]],
    ["a pin down", "gold", 9000, [over("pin", "bronze")], ["downgrade", "bronze", null, null, null]],
    ["a pin of somebody new", null, 9000, [over("pin", "silver")], ["enrol", "silver", null, null, null]],
    ["a floor that lifts", "bronze", 0, [over("floor", "silver")], ["upgrade", "silver", null, null, null]],
    [
      "a floor below what is attained",
      "bronze",
      9000,
      [over("floor", "silver")],
      ["upgrade", "gold", null, null, null],
    ],
    ["a floor that holds", "silver", 0, [over("floor", "silver")], ["held", "silver", ...override()]],
    ["a floor below what is lost", "gold", 0, [over("floor", "silver")], ["downgrade", "silver", null, null, null]],
    ["a status match", "bronze", 0, [over("statusMatch", "gold")], ["upgrade", "gold", null, null, null]],
    ["a ceiling against an upgrade", "silver", 9000, [over("ceiling", "silver")], ["held", "silver", ...override()]],
    [
      "a ceiling below what is attained",
      "bronze",
      9000,
      [over("ceiling", "silver")],
      ["upgrade", "silver", null, null, null],
    ],
    ["a ceiling that lowers", "gold", 9000, [over("ceiling", "silver")], ["downgrade", "silver", null, null, null]],
    ["an exemption", "gold", 0, [over("exemptFromDowngrade")], ["held", "gold", ...override()]],
    [
      "an exemption does not stop a rise",
      "silver",
      9000,
      [over("exemptFromDowngrade")],
      ["upgrade", "gold", null, null, null],
    ],
    [
      "a ceiling wins over an exemption",
      "gold",
      0,
      [over("ceiling", "silver"), over("exemptFromDowngrade")],
      ["downgrade", "silver", null, null, null],
    ],
    [
      "the higher of two floors",
      "bronze",
      0,
      [over("floor", "silver"), over("statusMatch", "gold")],
      ["upgrade", "gold", null, null, null],
    ],
    [
      "the lower of two ceilings",
      "gold",
      9000,
      [over("ceiling", "bronze"), over("ceiling", "silver")],
      ["downgrade", "bronze", null, null, null],
    ],
    [
      "one without end",
      "silver",
      0,
      [over("floor", "silver", { until: null })],
      ["held", "silver", "override", "/overrides/0", null],
    ],
    [
      "one that has ended",
      "silver",
      0,
      [over("pin", "silver", { until: "2026-02-01T00:00:00Z" })],
      ["downgrade", "bronze", null, null, null],
    ],
    [
      "one to come",
      "silver",
      0,
      [over("pin", "silver", { from: "2026-02-01T00:00:00.001Z" })],
      ["downgrade", "bronze", null, null, null],
    ],
    [
      "one that begins now",
      "silver",
      0,
      [over("pin", "silver", { from: "2026-02-01T00:00:00Z" })],
      ["held", "silver", ...override()],
    ],
  ])("%s", (_, tier, spend, overrides, expected) => {
    expect(held(once(tier, spend, ...overrides))).toEqual(expected);
  });

  test("it comes before every other hold", () => {
    const protectedPolicy = programme({ protectionAfterUpgrade: "P1Y" });
    const decisions = fold(protectedPolicy, [
      ["2026-01-01", seen(0)],
      ["2026-01-02", seen(1000)],
      ["2026-01-03", seen(0), [over("exemptFromDowngrade")]],
    ]);
    expect(decisions[2]?.heldBy?.kind).toBe("override");
    expect(decisions[2]?.reasons.map(({ code, verdict }) => [code, verdict]).slice(-2)).toEqual([
      ["override-exempt", "met"],
      ["hold-protection", "met"],
    ]);
  });

  test("reasons tell it, and those not in force are findings", () => {
    const { reasons, findings } = once(
      "silver",
      1000,
      over("floor", "silver"),
      over("pin", "gold", { until: "2026-01-31T00:00:00Z" }),
      over("ceiling", "gold", { from: "2027-01-01T00:00:00Z", until: null }),
    );
    expect(explain(reasons.slice(-1), { locale: "en" })).toEqual([
      "an individual decision grants silver at the least, until 2026-06-01 00:00 UTC: a promise of the board",
    ]);
    expect(findings.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ["override-expired", "info", "/overrides/1"],
      ["override-not-yet", "info", "/overrides/2"],
    ]);
    expect(explain(findings, { locale: "en" })).toEqual([
      "the individual decision (a fixed tier) ended at 2026-01-31 00:00 UTC and counts no longer",
      "the individual decision (a highest tier) begins at 2027-01-01 00:00 UTC and does not count yet",
    ]);
  });

  test("a ceiling takes back an upgrade that waits; a pin too", () => {
    const later = programme({ upgrade: { when: "nextPeriod" }, schedule: { every: "month" } });
    const decisions = fold(later, [
      ["2026-01-01", seen(0)],
      ["2026-01-10", seen(5000)],
      ["2026-01-11", seen(5000), [over("ceiling", "silver")]],
      ["2026-01-12", seen(5000), [over("pin", "bronze")]],
    ]);
    expect(decisions.map(({ stateAfter }) => stateAfter.pending?.tier ?? null)).toEqual([null, "gold", "silver", null]);
    expect(decisions.map(held).slice(2)).toEqual([
      ["held", "bronze", ...override()],
      ["held", "bronze", ...override()],
    ]);
  });

  describe("refusals", () => {
    const refused = (...overrides: readonly unknown[]): unknown => {
      const subject = {
        customerId: "C-1",
        state: null,
        metrics: {},
        overrides: overrides as TierOverride<LadderTier>[],
      };
      const result = evaluateTier(subject, programme({}), { asOf: "2026-02-01T00:00:00Z" });
      return result.ok ? null : result.error;
    };
    const contradiction = { code: "overrides-contradict", path: "/overrides/0", other: "/overrides/1" };

    test.each<[string, unknown[], unknown]>([
      ["two pins", [over("pin", "silver"), over("pin", "gold")], contradiction],
      ["the same pin twice", [over("pin", "silver"), over("pin", "silver")], null],
      ["a pin above a ceiling", [over("pin", "gold"), over("ceiling", "silver")], contradiction],
      ["a pin below a floor", [over("pin", "silver"), over("floor", "gold")], contradiction],
      ["a floor above a ceiling", [over("floor", "gold"), over("ceiling", "silver")], contradiction],
      [
        "a match above a ceiling",
        [over("ceiling", "silver"), over("statusMatch", "gold")],
        { ...contradiction, path: "/overrides/1", other: "/overrides/0" },
      ],
      ["a floor at a ceiling", [over("floor", "silver"), over("ceiling", "silver")], null],
      ["two pins, of which one is over", [over("pin", "silver", { until: decided.from }), over("pin", "gold")], null],
      ["no override", [7], { code: "invalid-fact", path: "/overrides/0", expected: "object", observed: "7" }],
      [
        "another kind",
        [over("vip" as "pin", "gold")],
        { code: "invalid-fact", path: "/overrides/0/kind", expected: "known-name", observed: '"vip"' },
      ],
      [
        "no reason",
        [over("pin", "gold", { reason: null })],
        { code: "invalid-fact", path: "/overrides/0/reason", expected: "text", observed: "null" },
      ],
      [
        "nobody",
        [over("pin", "gold", { actor: 3 })],
        { code: "invalid-fact", path: "/overrides/0/actor", expected: "text", observed: "3" },
      ],
      [
        "no beginning",
        [over("pin", "gold", { from: null })],
        { code: "invalid-fact", path: "/overrides/0/from", expected: "instant", observed: "null" },
      ],
      [
        "an end without offset",
        [over("pin", "gold", { until: "2026-01-01" })],
        { code: "invalid-fact", path: "/overrides/0/until", expected: "instant", observed: '"2026-01-01"' },
      ],
      [
        "an end left out",
        [over("pin", "gold", { until: undefined })],
        { code: "invalid-fact", path: "/overrides/0/until", expected: "instant", observed: "undefined" },
      ],
      [
        "a tier of another ladder",
        [over("pin", "vip" as LadderTier)],
        { code: "tier-not-in-policy", tier: "vip", path: "/overrides/0/tier", policy: "ladder" },
      ],
      [
        "no tier",
        [over("floor")],
        { code: "invalid-fact", path: "/overrides/0/tier", expected: "known-name", observed: "undefined" },
      ],
    ])("%s", (_, overrides, error) => {
      expect(refused(...overrides)).toEqual(error);
    });

    test("no list", () => {
      const subject = { customerId: "C-1", state: null, metrics: {}, overrides: {} as TierOverride<LadderTier>[] };
      expect(evaluateTier(subject, programme({}), { asOf: "2026-02-01T00:00:00Z" })).toMatchObject({
        error: { code: "invalid-fact", path: "/overrides", expected: "array" },
      });
    });
  });
});

describe("states", () => {
  const base = { tier: "gold", since: "2026-01-01T00:00:00Z" } as const;
  const refused = (change: object): unknown => {
    const result = evaluateTier({ customerId: "C-1", state: { ...base, ...change }, metrics: {} }, programme({}), {
      asOf: "2026-02-01T00:00:00Z",
    });
    return result.ok ? null : result.error;
  };
  const invalid = (path: string, expected: string, observed: string): object => ({
    code: "invalid-fact",
    path,
    expected,
    observed,
  });
  const after = (path: string): object => ({
    code: "state-after-as-of",
    path,
    at: "2026-02-01T00:00:00.001Z",
    asOf: "2026-02-01T00:00:00.000Z",
  });
  const tomorrow = "2026-02-01T00:00:00.001Z";

  test.each<[object, unknown]>([
    [{}, null],
    [{ by: "gift" }, invalid("/state/by", "known-name", '"gift"')],
    [{ validUntil: "soon" }, invalid("/state/validUntil", "instant", '"soon"')],
    [{ reviewed: 7 }, invalid("/state/reviewed", "instant", "7")],
    [{ reviewed: tomorrow }, after("/state/reviewed")],
    [{ breachedSince: "x" }, invalid("/state/breachedSince", "instant", '"x"')],
    [{ breachedSince: tomorrow }, after("/state/breachedSince")],
    [{ graceUntil: "x" }, invalid("/state/graceUntil", "instant", '"x"')],
    [{ lifetime: "vip" }, { code: "tier-not-in-policy", tier: "vip", path: "/state/lifetime", policy: "ladder" }],
    [{ lifetime: 3 }, invalid("/state/lifetime", "known-name", "3")],
    [{ pending: 3 }, invalid("/state/pending", "object", "3")],
    [
      { pending: { tier: "vip", at: tomorrow } },
      { code: "tier-not-in-policy", tier: "vip", path: "/state/pending/tier", policy: "ladder" },
    ],
    [{ pending: { tier: "gold", at: "x" } }, invalid("/state/pending/at", "instant", '"x"')],
    [
      {
        by: undefined,
        validUntil: undefined,
        reviewed: null,
        breachedSince: undefined,
        graceUntil: null,
        lifetime: null,
        pending: null,
      },
      null,
    ],
  ])("%j", (change, error) => {
    expect(refused(change)).toEqual(error);
  });
});

describe("holds in reasons", () => {
  const [bronze, silver, gold] = ladder.tiers;
  const by = (entry: "enrol" | "upgrade", change: object = {}): TierState<LadderTier> => ({
    tier: "gold",
    since: "2026-01-01T00:00:00Z",
    by: entry,
    ...change,
  });
  const all = {
    protectionAfterUpgrade: "P3M",
    minimumDwell: "P30D",
    downgrade: { grace: { duration: "P1M", anchor: "firstBreach" } },
  } as const;
  const lines = (change: Parameters<typeof programme>[0], state: TierState<LadderTier>, asOf: string, orders = 0) =>
    fold(programme(change), [[asOf, seen(0, orders)]], state).flatMap(({ reasons }) =>
      reasons
        .filter(({ code }) => code.startsWith("hold-"))
        .map(({ code, rule, verdict, op, required, part }) => [
          code,
          rule,
          verdict,
          op,
          required?.kind === "instant" ? required.at.slice(0, 10) : null,
          part,
        ]),
    );
  const protection = "/protectionAfterUpgrade";

  test("each that the policy has, whether it holds or not", () => {
    expect(lines(all, by("upgrade"), "2026-02-15")).toEqual([
      ["hold-protection", protection, "met", "<", "2026-04-01", "gold"],
      ["hold-dwell", "/minimumDwell", "unmet", "<", "2026-01-31", "gold"],
    ]);
    expect(lines(all, by("upgrade", { breachedSince: "2026-02-15T00:00:00Z" }), "2026-04-10")).toEqual([
      ["hold-protection", protection, "unmet", "<", "2026-04-01", "gold"],
      ["hold-dwell", "/minimumDwell", "unmet", "<", "2026-01-31", "gold"],
      ["hold-grace", "/downgrade/grace", "unmet", "<", "2026-03-15", "gold"],
    ]);
  });

  test("no protection is told of a tier that was not come by through an upgrade", () => {
    expect(lines(all, by("enrol"), "2026-02-15")).toEqual([
      ["hold-dwell", "/minimumDwell", "unmet", "<", "2026-01-31", "gold"],
      ["hold-grace", "/downgrade/grace", "met", "<", "2026-03-15", "gold"],
    ]);
  });

  test("at the very end of each nothing holds any more", () => {
    const ends = (change: Parameters<typeof programme>[0], entry: "enrol" | "upgrade", end: string): unknown =>
      [-1, 0].map((ms) => lines(change, by(entry), new Date(Date.parse(end) + ms).toISOString())[0]?.[2]);
    const { protectionAfterUpgrade, minimumDwell } = all;
    expect(ends({ protectionAfterUpgrade }, "upgrade", "2026-04-01")).toEqual(["met", "unmet"]);
    expect(ends({ minimumDwell }, "enrol", "2026-01-31")).toEqual(["met", "unmet"]);
  });

  test("what is earned for life: the tier held, or the highest that is", () => {
    const life = (silverAsks: number | null, goldAsks: number | null) => {
      const asks = (value: number | null) => (value === null ? null : ({ metric: "orders", op: ">=", value } as const));
      return { tiers: [{ ...gold, lifetime: asks(goldAsks) }, bronze, { ...silver, lifetime: asks(silverAsks) }] };
    };
    const now = "2026-02-15";
    expect(lines(life(100, 500), by("enrol"), now, 120)).toEqual([
      ["hold-lifetime", "/tiers/2/lifetime", "unmet", null, null, "silver"],
    ]);
    expect(lines(life(null, 500), by("enrol"), now, 120)).toEqual([
      ["hold-lifetime", "/tiers/0/lifetime", "unmet", null, null, "gold"],
    ]);
    expect(lines(life(100, 500), by("enrol"), now, 500)).toEqual([
      ["hold-lifetime", "/tiers/0/lifetime", "met", null, null, "gold"],
    ]);
    expect(lines(life(100, null), by("enrol", { tier: "silver", lifetime: "gold" }), now)).toEqual([
      ["hold-lifetime", "/tiers/0/lifetime", "met", null, null, "gold"],
    ]);
    expect(lines(life(100, null), by("enrol"), now, 5)).toEqual([]);
    expect(lines(life(100, null), by("enrol"), now, 100)).toEqual([
      ["hold-lifetime", "/tiers/2/lifetime", "unmet", null, null, "silver"],
    ]);
  });

  test("what earns a tier for life has a line of its own", () => {
    const tiers = [bronze, { ...silver, lifetime: { metric: "orders", op: ">=", value: 100 } }] as const;
    expect(
      fold(programme({ tiers }), [["2026-02-15", seen(1000, 70)]])[0]?.reasons.filter(
        ({ code }) => code === "lifetime-condition",
      ),
    ).toMatchObject([
      {
        rule: "/tiers/1/lifetime",
        metric: "orders",
        observed: { kind: "number", value: 70 },
        required: { kind: "number", value: 100 },
        verdict: "unmet",
        gap: { kind: "number", value: 30 },
        part: "silver",
      },
    ]);
  });

  test("what holds is written where it stands, whatever the order of the tiers", () => {
    const never = {
      tiers: [{ ...gold, lifetime: { metric: "orders", op: ">=", value: 500 } }, bronze, silver],
    } as const;
    const [decision] = fold(
      programme(never),
      [["2026-02-15", seen(0)]],
      by("enrol", { tier: "silver", lifetime: "gold" }),
    );
    expect(decision?.heldBy).toEqual({ kind: "lifetime", rule: "/tiers/0/lifetime", until: null });
    const fixed = { tiers: [gold, bronze, { ...silver, downgradeAllowed: false }] };
    const kept = fold(programme(fixed), [["2026-02-15", seen(0)]], by("enrol", { tier: "silver" }))[0];
    expect(kept?.heldBy).toEqual({ kind: "downgradeNotAllowed", rule: "/tiers/2/downgradeAllowed", until: null });
    expect(kept?.reasons.at(-1)).toMatchObject({
      code: "hold-downgrade-not-allowed",
      rule: "/tiers/2/downgradeAllowed",
      verdict: "met",
      part: "silver",
    });
  });

  test("what is not known to be earned for life stops the fall, but lifts nobody", () => {
    const asks = { metric: "orders", op: ">=", value: 100 } as const;
    const unknown = { ...seen(0), orders: null };
    const to = (tiers: Parameters<typeof programme>[0]["tiers"], tier: LadderTier): unknown => {
      const [decision] = fold(
        programme(tiers === undefined ? {} : { tiers }),
        [["2026-02-15", unknown]],
        by("enrol", { tier }),
      );
      return [decision?.action, decision?.to];
    };
    expect(to([bronze, { ...silver, lifetime: asks }, gold], "gold")).toEqual(["downgrade", "silver"]);
    expect(to([bronze, silver, { ...gold, lifetime: asks }], "silver")).toEqual(["downgrade", "bronze"]);
    expect(to([bronze, silver, gold], "gold")).toEqual(["downgrade", "bronze"]);
  });

  test("what was earned for life before needs no proof again", () => {
    const tiers = [bronze, { ...silver, lifetime: { metric: "orders", op: ">=", value: 100 } }, gold] as const;
    const state = by("enrol", { tier: "silver", lifetime: "silver" });
    expect(fold(programme({ tiers }), [["2026-02-15", { ...seen(0), orders: null }]], state)[0]).toMatchObject({
      action: "held",
      heldBy: { kind: "lifetime" },
      stateAfter: { lifetime: "silver" },
    });
  });
});

describe("several overrides", () => {
  const common = { reason: "r", actor: "a", from: "2026-01-01T00:00:00Z", until: null } as const;
  const over = (kind: Exclude<TierOverride["kind"], "exemptFromDowngrade">, tier: LadderTier) =>
    ({ ...common, kind, tier }) as const;
  const exempt = { ...common, kind: "exemptFromDowngrade" } as const;
  const judged = (
    tier: LadderTier,
    spend: number | null,
    ...overrides: readonly TierOverride<LadderTier>[]
  ): TierDecision<LadderTier> | undefined =>
    fold(programme({}), [["2026-02-01", spend === null ? { orders: 9, idleDays: 0 } : seen(spend), overrides]], {
      tier,
      since: "2025-01-01T00:00:00Z",
    })[0];

  test.each<[string, LadderTier, number, TierOverride<LadderTier>[], number]>([
    ["an exemption, not the ceiling", "silver", 0, [over("ceiling", "gold"), exempt], 1],
    ["the floor that is high enough", "silver", 0, [over("floor", "bronze"), over("floor", "silver")], 1],
    ["the floor, not the ceiling at it", "silver", 0, [over("ceiling", "silver"), over("floor", "silver")], 1],
    ["the first of two that would", "silver", 0, [over("floor", "silver"), exempt], 0],
    ["the ceiling, not the exemption", "silver", 9000, [exempt, over("ceiling", "silver")], 1],
    ["the lowest ceiling", "silver", 9000, [over("ceiling", "gold"), over("ceiling", "silver")], 1],
    ["the ceiling, not the floor at it", "silver", 9000, [over("floor", "silver"), over("ceiling", "silver")], 1],
    ["the pin, not the exemption", "silver", 9000, [exempt, over("pin", "silver")], 1],
  ])("what holds is %s", (_, tier, spend, overrides, place) => {
    expect(judged(tier, spend, ...overrides)).toMatchObject({
      action: "held",
      to: tier,
      heldBy: { kind: "override", rule: `/overrides/${place}`, until: null },
    });
  });

  const against = (path: number, other: number): object => ({
    ok: false,
    error: { code: "overrides-contradict", path: `/overrides/${path}`, other: `/overrides/${other}` },
  });
  test.each<[string, TierOverride<LadderTier>[], object]>([
    ["a pin above a floor", [over("pin", "gold"), over("floor", "silver")], { ok: true }],
    ["a pin at a floor", [over("floor", "silver"), over("pin", "silver")], { ok: true }],
    ["a pin above a match", [over("statusMatch", "silver"), over("pin", "gold")], { ok: true }],
    ["a pin below a match", [over("statusMatch", "gold"), over("pin", "silver")], against(1, 0)],
    ["a pin below a ceiling", [over("pin", "silver"), over("ceiling", "gold")], { ok: true }],
    ["a pin at a ceiling", [over("ceiling", "silver"), over("pin", "silver")], { ok: true }],
    ["a pin and an exemption", [over("pin", "bronze"), exempt], { ok: true }],
    ["an exemption and the lowest ceiling", [exempt, over("ceiling", "bronze")], { ok: true }],
    ["two floors", [over("floor", "gold"), over("floor", "silver")], { ok: true }],
    ["two ceilings", [over("ceiling", "silver"), over("ceiling", "gold")], { ok: true }],
  ])("%s", (_, overrides, expected) => {
    const subject = { customerId: "C-1", state: null, metrics: seen(0), overrides };
    expect(evaluateTier(subject, programme({}), { asOf: "2026-02-01T00:00:00Z" })).toMatchObject(expected);
  });

  test.each<[string, LadderTier, TierOverride<LadderTier>[], string]>([
    ["a pin", "silver", [over("pin", "silver")], "retain"],
    ["a pin to the base", "bronze", [over("pin", "bronze")], "retain"],
    ["a ceiling at the tier held", "silver", [over("ceiling", "silver")], "retain"],
    ["a ceiling at the base", "bronze", [over("ceiling", "bronze")], "retain"],
    ["a ceiling above the tier held", "bronze", [over("ceiling", "silver")], "insufficientData"],
    ["nothing", "bronze", [], "insufficientData"],
  ])("%s, and a tier above that is not known to be attained: %s", (_, tier, overrides, action) => {
    const low = programme({
      tiers: [
        { id: "bronze", rank: 0 },
        {
          id: "silver",
          rank: 1,
          attain: { metric: "spend", op: ">=", value: "1000" },
          retain: { metric: "orders", op: ">=", value: 1 },
        },
        { id: "gold", rank: 2, attain: { metric: "spend", op: ">=", value: "5000" } },
      ],
    });
    const state = { tier, since: "2025-01-01T00:00:00Z" };
    expect(fold(low, [["2026-02-01", { orders: 9, idleDays: 0 }, overrides]], state)[0]?.action).toBe(action);
  });

  test("each has a line, in their order", () => {
    const until = "2026-06-01T00:00:00.000Z";
    const overrides = [exempt, over("ceiling", "gold"), { ...over("floor", "silver"), until, reason: "a promise" }];
    const told = judged("silver", 2000, ...overrides)?.reasons.slice(-3);
    const line = {
      metric: null,
      op: null,
      observed: null,
      required: null,
      verdict: "met",
      label: null,
      choices: null,
      about: "r",
      depth: 0,
      negated: false,
      gap: null,
    };
    const silver = { part: "silver", partLabel: { en: "silver", "zh-CN": "silver" } };
    expect(told).toEqual([
      { ...line, code: "override-exempt", rule: "/overrides/0", ...silver },
      {
        ...line,
        code: "override-ceiling",
        rule: "/overrides/1",
        part: "gold",
        partLabel: { en: "gold", "zh-CN": "gold" },
      },
      {
        ...line,
        code: "override-floor",
        rule: "/overrides/2",
        about: "a promise",
        required: { kind: "instant", at: until },
        ...silver,
      },
    ]);
  });

  test("who attains a higher tier that is kept away has not lost the one held", () => {
    const odd = programme({
      tiers: [
        { id: "bronze", rank: 0 },
        { id: "silver", rank: 1, attain: { metric: "orders", op: ">=", value: 100 } },
        { id: "gold", rank: 2, attain: { metric: "spend", op: ">=", value: "5000" } },
      ],
    });
    const state = { tier: "silver", since: "2025-01-01T00:00:00Z" } as const;
    expect(fold(odd, [["2026-02-01", seen(9000), [over("ceiling", "silver")]]], state)[0]).toMatchObject({
      action: "held",
      qualified: "gold",
      to: "silver",
      stateAfter: { breachedSince: null },
    });
  });
});
