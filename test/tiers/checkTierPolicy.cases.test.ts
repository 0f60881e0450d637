import type { Condition, MetricDefinitionInput } from "clientele/rules";
import { checkTierPolicy, type TierPolicy, type TierPolicyInput, type TierSubject } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { changed, found, reproduces, sound } from "../support/tierChecks.ts";

/** What tells one policy from another that looks much like it. */

type Also = NonNullable<TierPolicyInput["downgrade"]["also"]>;
const spend = (value: string) => ({ metric: "spend", op: ">=", value }) as const;
const rule = (id: string, when: Condition): Also[number] => ({ id, when });
const withAlso = (...also: Also): TierPolicy => changed({ metrics: sound.metrics, downgrade: { also } });
const subjectOf = (policy: TierPolicy, code: string): TierSubject | undefined => {
  const finding = checkTierPolicy(policy).find((candidate) => candidate.code === code);
  if (finding !== undefined) reproduces(policy, finding);
  return finding?.example?.steps[0]?.subject;
};

describe("what a customer did", () => {
  const done = (...all: readonly Condition[]): TierSubject | undefined =>
    subjectOf(withAlso(rule("did", { all })), "also-holds-down");
  const at = (subject: TierSubject | undefined): readonly unknown[] =>
    (subject?.activity ?? []).map(({ kind, at: when }) => `${kind} ${String(when)}`);

  test("the longer window first: what is recent counts for it as well", () => {
    const subject = done(
      { performed: { event: "call", times: 3 } },
      { performed: { event: "call", times: 2, within: "P2M" } },
      { performed: { event: "call", times: 1, within: "PT5H" } },
    );
    expect(at(subject)).toEqual([
      "call 2026-03-01T21:00:00.001Z",
      "call 2026-03-01T21:00:00.001Z",
      "call 2026-01-01T02:00:00.000Z",
    ]);
  });

  test("of one window, the question that asks for most first", () => {
    const subject = done(
      { performed: { event: "call", times: 2, within: "P10D" } },
      { performed: { event: "call", where: { subject: "bill", channel: "web" }, within: "P10D" } },
      { performed: { event: "call", where: { subject: "bill" }, within: "P10D" } },
    );
    const { customerId } = subject ?? { customerId: "" };
    const row = { customerId, kind: "call", at: "2026-02-20T02:00:00.001Z" };
    expect(subject?.activity).toEqual([{ ...row, subject: "bill", channel: "web" }, row]);
  });

  test("other things, and other fields, are other rows", () => {
    const subject = done(
      { performed: { event: "call", within: "P10D" } },
      { performed: { event: "visit", within: "P10D" } },
      { lastPerformed: { event: "login", op: "within", duration: "P20D" } },
    );
    expect(at(subject)).toEqual([
      "call 2026-02-20T02:00:00.001Z",
      "visit 2026-02-20T02:00:00.001Z",
      "login 2026-02-10T02:00:00.001Z",
    ]);
  });

  test("what somebody does not belong to, or never did", () => {
    const subject = done(
      { not: { memberOf: { segment: "trial" } } },
      { memberOf: { segment: "paying" } },
      { not: { performed: { event: "login", within: "P1M" } } },
    );
    expect([subject?.segments, subject?.activity, subject?.customerId]).toEqual([
      { trial: false, paying: true },
      [],
      "example-1",
    ]);
  });

  test("a draw alone: nothing else is made up", () => {
    const subject = done({ bucket: { seed: "seed", share: 0.05 } });
    expect(Object.keys(subject ?? {}).sort()).toEqual(["customerId", "metrics", "state"]);
    expect(subject?.customerId).not.toBe("example-1");
  });

  test("a draw that falls on nobody: not proved", () => {
    const policy = withAlso(rule("drawn", { bucket: { seed: "seed", share: 0.000001 } }));
    expect(found(policy).filter((line) => line.includes("T012"))).toEqual([
      "T012 check-not-proved info /downgrade/also/0/when (not proved)",
    ]);
  });
});

describe("downgrade rules beside one another", () => {
  const idle = { metric: "idleDays", op: ">=", value: 180 } as const;

  test("each is shown alone, where it can be", () => {
    const policy = withAlso(rule("idle", idle), rule("idler", { ...idle, value: 300 }));
    const idleDays = checkTierPolicy(policy).map(({ example }) => example?.steps[0]?.subject.metrics["idleDays"]);
    expect(idleDays).toEqual([180, 300]);
    for (const finding of checkTierPolicy(policy)) reproduces(policy, finding);
  });

  test("the tiers that a rule can hold down, and no others", () => {
    const policy = withAlso(rule("small", { all: [idle, { metric: "spend", op: "<", value: "3000" }] }));
    expect(checkTierPolicy(policy).map(({ code, params }) => [code, params["tiers"]])).toEqual([
      ["also-holds-down", ["silver"]],
    ]);
  });

  test("what is not known costs nothing where another rule would", () => {
    const [one, other] = [rule("idle", { ...idle, onMissing: "met" }), rule("never", idle)];
    expect(found(withAlso(one, other)).filter((line) => line.includes("T013"))).toEqual([
      "T013 unknown-demotes warning /downgrade/also/0/when",
    ]);
    const fallen = checkTierPolicy(withAlso(one, other)).find(({ code }) => code === "unknown-demotes");
    expect(fallen?.params).toEqual({ part: "idle", metrics: ["idleDays"] });
  });

  test("nobody falls from a tier that is never lost, or that is theirs for life", () => {
    const unknown = rule("idle", { ...idle, onMissing: "met" });
    const metrics = sound.metrics;
    const demotes = (change: Parameters<typeof changed>[0]): readonly string[] =>
      found(changed({ metrics, downgrade: { also: [unknown] }, ...change })).filter((line) => line.includes("demotes"));
    const fixed = { downgradeAllowed: false } as const;
    expect(demotes({ silver: fixed, gold: fixed })).toEqual([]);
    expect(demotes({ silver: fixed })).toHaveLength(1);
    expect(demotes({ silver: { lifetime: { metric: "orders", op: ">=", value: 3 } } })).toHaveLength(1);
    expect(demotes({ silver: { lifetime: spend("500") } })).toEqual([]);
    expect(demotes({ silver: { lifetime: { any: [spend("1"), { ...idle, value: 0, onMissing: "met" }] } } })).toEqual(
      [],
    );
    const silver = { attain: { ...spend("1000"), onMissing: "unmet" }, retain: null, ...fixed } as const;
    expect(found(changed({ silver }))).toEqual([]);
  });
});

describe("windows that differ, and such as do not", () => {
  const [first, second] = sound.metrics;
  const differ = (one: Partial<MetricDefinitionInput>, other: Partial<MetricDefinitionInput>): boolean => {
    const metrics: readonly MetricDefinitionInput[] = [
      first,
      second,
      { id: "one", kind: "count", window: { rolling: "P1Y" }, unit: "points", ...one },
      { id: "other", kind: "count", window: { rolling: "P6M" }, unit: "points", ...other },
    ];
    const silver = {
      attain: { all: [spend("1000"), { metric: "one", op: ">=", value: 3 }] },
      retain: { all: [spend("800"), { metric: "other", op: ">=", value: 2 }] },
    } as const;
    const policy = changed({ metrics, silver });
    for (const finding of checkTierPolicy(policy)) reproduces(policy, finding);
    return found(policy).includes("T004 windows-differ warning /tiers/1/retain");
  };
  const orders = { orders: "count" } as const;

  test("the same unit over another time, or the same measure", () => {
    expect(differ({}, {})).toBe(true);
    expect(differ({ measure: orders }, { measure: orders })).toBe(true);
    expect(differ({ unit: null, measure: orders }, { unit: null, measure: orders })).toBe(true);
  });

  test("another unit, kind, or measure; one time, or none; nothing that says what is counted", () => {
    expect(differ({ unit: "visits" }, {})).toBe(false);
    expect(differ({ kind: "number" }, {})).toBe(false);
    expect(differ({ measure: orders }, {})).toBe(false);
    expect(differ({}, { measure: orders })).toBe(false);
    expect(differ({ measure: orders }, { measure: { orders: "purchaseDays" } })).toBe(false);
    expect(differ({}, { window: { rolling: "P1Y" } })).toBe(false);
    expect(differ({ window: null }, {})).toBe(false);
    expect(differ({}, { window: null })).toBe(false);
    expect(differ({ unit: null }, { unit: null })).toBe(false);
  });

  test("a metric that both ask about is no other one", () => {
    const thisYear = { id: "thisYear", kind: "money", window: { calendar: "year" } } as const;
    const both = { all: [spend("1000"), { metric: "thisYear", op: ">=", value: "100" }] } as const;
    const policy = changed({ metrics: [first, second, thisYear], silver: { attain: both, retain: spend("800") } });
    expect(found(policy).filter((line) => line.includes("T004"))).toEqual([]);
  });
});

describe("metrics", () => {
  const [first, second] = sound.metrics;
  const measured = { kind: "count", window: { rolling: "P1Y" }, measure: { orders: "count" } } as const;

  test("what a metric is measured from is used", () => {
    const metrics: readonly MetricDefinitionInput[] = [
      first,
      second,
      { id: "part", ...measured },
      { id: "whole", ...measured },
      { id: "ratio", kind: "share", measure: { share: "part", of: "whole" } },
      { id: "moved", kind: "number", measure: { change: "ratio", as: "difference" } },
      { id: "idle", kind: "days" },
    ];
    const silver = { retain: { all: [spend("800"), { metric: "moved", op: ">=", value: -1 }] } } as const;
    const unused = checkTierPolicy(changed({ metrics, silver })).filter(({ code }) => code === "metric-unused");
    expect(unused.map(({ path, params }) => [path, params])).toEqual([["/metrics/6", { metric: "idle" }]]);
  });

  test("units that are no other currency", () => {
    const units = (
      one: Partial<MetricDefinitionInput>,
      other: Partial<MetricDefinitionInput> = {},
    ): readonly unknown[] =>
      checkTierPolicy(
        changed({
          metrics: [
            { ...first, ...one },
            { ...second, ...other },
            { id: "idle", kind: "money", unit: "USD" },
          ],
        }),
      )
        .filter(({ number }) => number === "T006")
        .map(({ path, params }) => [path, params]);
    expect(units({ unit: "USD" })).toEqual([["/metrics/0/unit", { metric: "spend", unit: "USD", currency: "CNY" }]]);
    expect(units({ unit: "CNY" })).toEqual([]);
    expect(units({ unit: "yuan" })).toEqual([]);
    expect(units({}, { unit: "USD" })).toEqual([]);
  });

  test("a balance of money, whose spent name is taken", () => {
    const metrics = [
      first,
      second,
      { id: "credit", kind: "money", redeemable: true },
      { id: "credit'", kind: "money" },
    ] as const;
    const credit = (value: string) => ({ metric: "credit", op: ">=", value }) as const;
    const silver = {
      attain: { all: [spend("1000"), credit("5"), { metric: "credit'", op: ">=", value: "1" }] },
      retain: null,
    } as const;
    const policy = changed({ metrics, silver });
    const [spent, ...others] = checkTierPolicy(policy).filter(({ code }) => code === "balance-asked");
    expect([spent?.params, others]).toEqual([{ tier: "silver", metric: "credit" }, []]);
    expect(spent?.example?.steps.map(({ subject }) => subject.metrics["credit"])).toEqual([
      { amount: "5.00", currency: "CNY" },
      { amount: "0.00", currency: "CNY" },
    ]);
    if (spent !== undefined) reproduces(policy, spent);
    const kept = changed({ metrics, silver: { ...silver, downgradeAllowed: false } });
    expect(found(kept).filter((line) => line.includes("T011"))).toEqual([]);
  });

  test("a balance that keeps nobody, or that may be spent", () => {
    const points = { id: "points", kind: "count", redeemable: true } as const;
    const asks = (op: "<=" | ">=", value: number): readonly string[] =>
      found(
        changed({
          metrics: [first, second, points],
          silver: { attain: { all: [spend("1000"), { metric: "points", op, value }] }, retain: null },
        }),
      ).filter((line) => line.includes("T011"));
    expect(asks("<=", 10)).toEqual([]);
    expect(asks(">=", 0)).toEqual([]);
    expect(asks(">=", 1)).toEqual(["T011 balance-asked warning /tiers/1/attain"]);
  });
});

describe("terms at their very edge", () => {
  const grace = (duration: string): Parameters<typeof changed>[0] => ({
    notice: null,
    downgrade: { grace: { duration, anchor: "firstBreach" } },
  });
  const terms = (change: Parameters<typeof changed>[0]): readonly string[] => {
    const policy = changed(change);
    for (const finding of checkTierPolicy(policy)) reproduces(policy, finding);
    return found(policy);
  };

  test("a grace one day shorter than the shortest quarter, and one as long", () => {
    expect(terms(grace("P89D"))).toEqual([]);
    expect(terms(grace("P90D"))).toEqual(["T007 grace-outlasts-period warning /downgrade/grace/duration"]);
  });

  test("a hold as long as the shortest quarter, and one longer", () => {
    expect(terms({ minimumDwell: "P90D", protectionAfterUpgrade: "P3M" })).toEqual([]);
    expect(terms({ minimumDwell: "P90DT1S" })).toEqual(["T008 dwell-outlasts-period warning /minimumDwell"]);
    expect(terms({ protectionAfterUpgrade: "P3M1D" })).toEqual([
      "T008 protection-outlasts-period warning /protectionAfterUpgrade",
    ]);
  });

  test("a notice as long as the shortest grace, and one longer", () => {
    expect(terms({ notice: { lead: "P59D" } })).toEqual([]);
    expect(terms({ notice: { lead: "P60D" } })).toEqual(["T014 notice-too-late warning /notice/lead"]);
    expect(terms({ notice: { lead: "P59D" }, schedule: null })).toEqual([]);
    expect(terms({ notice: { lead: "P60D" }, schedule: null })).toEqual(["T014 notice-too-late warning /notice/lead"]);
    expect(terms({ notice: { lead: "P0D" }, downgrade: { grace: null } })).toEqual([]);
  });

  test("an upgrade that waits: a notice as long as the shortest quarter, and one longer", () => {
    const waits = {
      upgrade: { when: "nextPeriod" },
      downgrade: { grace: { duration: "P89D", anchor: "firstBreach" } },
    } as const;
    const upgrades = (lead: string): readonly string[] =>
      terms({ ...waits, notice: { lead } }).filter((line) => line.includes("/upgrade"));
    expect(upgrades("P90D")).toEqual([]);
    expect(upgrades("P91D")).toEqual(["T014 notice-too-late warning /upgrade/when"]);
  });

  test("nobody loses a tier: nothing outlasts anything", () => {
    const fixed = { downgradeAllowed: false } as const;
    expect(terms({ silver: fixed, gold: fixed, minimumDwell: "P1Y", ...grace("P1Y") })).toEqual([]);
    expect(terms({ silver: fixed, gold: fixed, downgrade: { grace: null } })).toEqual([]);
  });

  test("a policy that ends before the next test", () => {
    const short = { effectiveFrom: "2026-03-01T00:00:00Z", effectiveTo: "2026-04-01T00:00:00Z" } as const;
    expect(terms({ ...short, minimumDwell: "P1Y", ...grace("P1Y") })).toEqual([]);
    expect(terms({ ...short, effectiveTo: "2026-07-02T00:00:00Z", minimumDwell: "P1Y", ...grace("P1Y") })).toEqual([
      "T007 grace-outlasts-period warning /downgrade/grace/duration",
      "T008 dwell-outlasts-period warning /minimumDwell",
    ]);
  });
});

describe("tiers that are kept, and the ones below", () => {
  const gap = (change: Parameters<typeof changed>[0]): readonly string[] => {
    const policy = changed(change);
    for (const finding of checkTierPolicy(policy)) reproduces(policy, finding);
    return found(policy);
  };
  const gold = { retain: spend("700") } as const;
  const retainGap = ["T005 retain-gap warning /tiers/2/retain"];

  test("a gap is one that somebody falls into", () => {
    expect(gap({ gold })).toEqual(retainGap);
    expect(gap({ gold, silver: { retain: null } })).toEqual(retainGap);
    expect(gap({ gold: { retain: null } })).toEqual([]);
    expect(gap({ gold: { retain: null }, silver: { retain: null } })).toEqual([]);
    expect(gap({ gold, silver: { downgradeAllowed: false } })).toEqual([]);
    expect(gap({ gold, silver: { lifetime: spend("600") } })).toEqual([]);
    expect(gap({ gold, silver: { lifetime: spend("750") } })).toEqual(retainGap);
  });

  test("of what nobody attains nothing is said but that", () => {
    const never = { all: [spend("1000"), { metric: "spend", op: "<", value: "900" }] } as const;
    const [first, second] = sound.metrics;
    const thisYear = { id: "thisYear", kind: "money", window: { calendar: "year" } } as const;
    expect(found(changed({ silver: { attain: never, retain: never } }))).toEqual([
      "T005 tier-gap warning /tiers/2/attain",
      "T010 condition-contradicts error /tiers/1/attain",
      "T010 condition-contradicts error /tiers/1/retain",
    ]);
    const policy = changed({
      metrics: [first, second, thisYear],
      silver: { attain: never, retain: { metric: "thisYear", op: ">=", value: "800" } },
    });
    const differ = checkTierPolicy(policy).find(({ code }) => code === "windows-differ");
    expect([differ?.params, differ?.proved, differ?.example]).toEqual([
      { tier: "silver", metric: "spend", other: "thisYear" },
      true,
      null,
    ]);
  });
});

test("how large conditions are: parts of every make count, and each value of a list", () => {
  const [first, second] = sound.metrics;
  const orders = { metric: "orders", op: ">=", value: 5 } as const;
  const rule = (values: number): Condition => ({
    all: [
      { any: [orders, { not: orders }] },
      { atLeast: { n: 1, of: [orders, orders] } },
      { performed: { event: "login" } },
      { metric: "score", op: "in", value: Array.from({ length: values }, (_, at) => at) },
    ],
  });
  // two parts of the tier, ten and the list of the rule
  const isTooLarge = (values: number): boolean =>
    found(
      changed({
        metrics: [first, second, { id: "score", kind: "number" }],
        tiers: [sound.tiers[0], sound.tiers[1]],
        downgrade: { also: [{ id: "rule", when: rule(values) }] },
      }),
    ).includes("T002 check-not-proved info  (not proved)");
  expect([isTooLarge(988), isTooLarge(989)]).toEqual([false, true]);
});

describe("where somebody stands in an example", () => {
  const stateIn = (change: Parameters<typeof changed>[0]): unknown => {
    const policy = changed({ silver: { retain: spend("1200") }, minimumDwell: null, notice: null, ...change });
    const finding = checkTierPolicy(policy).find(({ code }) => code === "retain-stricter");
    if (finding !== undefined) reproduces(policy, finding);
    return finding?.example?.steps[0]?.subject.state;
  };
  const asOf = "2026-03-02T02:00:00.000Z";
  const downgrade = { grace: null } as const;
  const silver = { tier: "silver", since: "2025-03-02T02:00:00.000Z" };

  test("held for long: terms, grace and the least time are over", () => {
    expect(stateIn({ downgrade })).toEqual(silver);
    expect(stateIn({ downgrade, minimumDwell: "P1M2DT3H" })).toEqual({
      tier: "silver",
      since: "2025-01-30T23:00:00.000Z",
    });
    expect(stateIn({ downgrade, validity: { lasts: "P1Y" } })).toEqual({ ...silver, validUntil: asOf });
    expect(stateIn({})).toEqual({ ...silver, breachedSince: silver.since, graceUntil: asOf });
  });

  test("held for long before a test, with the term that ends then", () => {
    const statesIn = (code: string, change: Parameters<typeof changed>[0]): readonly unknown[] => {
      const policy = changed({ notice: null, ...change });
      const finding = checkTierPolicy(policy).find((one) => one.code === code);
      if (finding !== undefined) reproduces(policy, finding);
      return (finding?.example?.steps ?? []).map((step) => [step.asOf, step.subject.state]);
    };
    const validity = { lasts: "P1Y" } as const;
    const first = { tier: "silver", validUntil: "2027-03-01T00:00:00.000Z" };
    const grace = { grace: { duration: "P13M", anchor: "firstBreach" } } as const;
    expect(statesIn("grace-outlasts-period", { validity, downgrade: grace, minimumDwell: "P2M3DT4H" })).toEqual([
      ["2027-03-01T00:00:00.000Z", { ...first, since: "2025-12-28T20:00:00.000Z" }],
      [
        "2028-02-29T23:59:59.999Z",
        {
          ...first,
          since: "2025-12-28T20:00:00.000Z",
          by: null,
          reviewed: "2027-01-01T00:00:00.000Z",
          breachedSince: "2027-03-01T00:00:00.000Z",
          graceUntil: "2028-04-01T00:00:00.000Z",
          lifetime: null,
          pending: null,
        },
      ],
    ]);
    expect(statesIn("dwell-outlasts-period", { validity, downgrade, minimumDwell: "P13M" })).toEqual([
      [
        "2028-03-01T00:00:00.000Z",
        { tier: "silver", since: "2027-03-01T00:00:00.000Z", by: "enrol", validUntil: "2028-03-01T00:00:00.000Z" },
      ],
    ]);
    expect(statesIn("notice-too-late", { downgrade, notice: { lead: "P1M" } })).toEqual([
      ["2026-01-01T00:00:00.000Z", { tier: "silver", since: "2024-12-22T00:00:00.000Z" }],
    ]);
  });
});
