import fc from "fast-check";
import {
  day,
  endOfDay,
  epochMsOf,
  type Instant,
  instantFromMs,
  type InstantInput,
  orThrow,
  plusDays,
  startOfDay,
} from "clientele/core";
import { explain } from "clientele/explain";
import { periodContaining } from "clientele/rules";
import {
  assessEntitlements,
  defineServicePackages,
  type EntitlementSubject,
  type EntitlementUse,
  type PackageSpan,
  type PartialPeriodRule,
  type QuotaPeriod,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";

const cny = (amount: string) => ({ amount, currency: "CNY" });

/** Packages of every kind of entitlement, in a zone with summer time unless told. */
const policyWith: typeof newPolicy = (partial, rest) => {
  const key = JSON.stringify([partial, rest]);
  const policy = policies.get(key) ?? newPolicy(partial, rest);
  policies.set(key, policy);
  return policy;
};

const newPolicy = (
  partial: PartialPeriodRule = "best",
  { timeZone = "Europe/Berlin", carryOver = null as number | null, budgetOver = null as string | null } = {},
) =>
  defineServicePackages({
    id: "all-kinds",
    version: 4,
    timeZone,
    currency: "CNY",
    entitlements: [
      { id: "priority", kind: "included" },
      { id: "manager", kind: "level", levels: [{ id: "shared" }, { id: "dedicated" }] },
      { id: "response", kind: "duration", betterWhen: "shorter" },
      { id: "visits", kind: "count", per: { calendar: "month" }, partial, carryOver },
      { id: "gifts", kind: "amount", per: { calendar: "quarter", fiscalStart: 2 }, partial, carryOver: budgetOver },
    ],
    packages: [
      { id: "none", grants: {} },
      { id: "small", grants: { visits: 1, response: "PT48H" } },
      { id: "large", grants: { visits: 4, gifts: "500.50", priority: true, manager: "dedicated", response: "PT4H" } },
    ],
  });

/** A policy is checked once for all the runs of a law. */
const policies = new Map<string, ReturnType<typeof newPolicy>>();

type Name = "none" | "small" | "large";
const span = (name: Name, from: string, until: string | null = null): PackageSpan<Name> => ({
  package: name,
  from,
  until,
});
const visit = (at: string, amount?: number): EntitlementUse => ({
  entitlement: "visits",
  at,
  ...(amount === undefined ? {} : { amount }),
});

const assess = (
  subject: Partial<EntitlementSubject<Name>>,
  { from = "2026-03-01", to = "2026-04-01", asOf = "2026-03-20", policy = policyWith() } = {},
) =>
  assessEntitlements({ customerId: "C-1", spans: [], uses: [], ...subject }, policy, {
    from: startOfDay(day(from), { timeZone: policy.timeZone }),
    to: startOfDay(day(to), { timeZone: policy.timeZone }),
    asOf: endOfDay(day(asOf), { timeZone: policy.timeZone }),
  });
const quotas = (...args: Parameters<typeof assess>): readonly QuotaPeriod[] => orThrow(assess(...args)).quotas;
const figures = ({ entitlement, quota, carried, used, left, over, carriedOn, state }: QuotaPeriod) => [
  entitlement,
  quota,
  carried,
  used,
  left,
  over,
  carriedOn,
  state,
];

describe("examples", () => {
  test("an assessment, whole", () => {
    expect(
      assess({
        spans: [span("small", "2026-01-10T09:00:00Z", "2026-03-15T09:00:00Z"), span("large", "2026-03-15T09:00:00Z")],
        uses: [
          visit("2026-03-02T10:00:00Z"),
          visit("2026-03-16T10:00:00Z", 2),
          { entitlement: "gifts", at: "2026-03-17T10:00:00Z", amount: cny("600") },
        ],
      }),
    ).toEqual({
      ok: true,
      value: {
        customerId: "C-1",
        from: "2026-02-28T23:00:00.000Z",
        to: "2026-03-31T22:00:00.000Z",
        asOf: "2026-03-20T22:59:59.999Z",
        policy: { id: "all-kinds", version: 4 },
        package: "large",
        quotas: [
          {
            entitlement: "visits",
            kind: "count",
            start: "2026-02-28T23:00:00.000Z",
            end: "2026-03-31T22:00:00.000Z",
            quota: 4,
            carried: 0,
            used: 3,
            left: 1,
            over: 0,
            carriedOn: 0,
            state: "due",
          },
          {
            entitlement: "gifts",
            kind: "amount",
            start: "2026-01-31T23:00:00.000Z",
            end: "2026-04-30T22:00:00.000Z",
            quota: cny("500.50"),
            carried: cny("0.00"),
            used: cny("600.00"),
            left: cny("0.00"),
            over: cny("99.50"),
            carriedOn: cny("0.00"),
            state: "settled",
          },
        ],
        standing: [
          {
            entitlement: "response",
            kind: "duration",
            grant: "PT48H",
            package: "small",
            from: "2026-02-28T23:00:00.000Z",
            until: "2026-03-15T09:00:00.000Z",
          },
          ...(
            [
              ["priority", "included", true],
              ["manager", "level", "dedicated"],
              ["response", "duration", "PT4H"],
            ] as const
          ).map(([entitlement, kind, grant]) => ({
            entitlement,
            kind,
            grant,
            package: "large",
            from: "2026-03-15T09:00:00.000Z",
            until: "2026-03-31T22:00:00.000Z",
          })),
        ],
        findings: { total: 0, byCode: {}, rows: [] },
      },
    });
  });

  const moved = [
    span("small", "2026-02-01T00:00:00+01:00", "2026-03-11T15:00:00+01:00"),
    span("large", "2026-03-11T15:00:00+01:00"),
  ];
  test.each<readonly [PartialPeriodRule, number, string]>([
    ["best", 4, "500.50"],
    ["first", 1, "0.00"],
    ["last", 4, "500.50"],
    // visits: 10 of 31 days at 1, 21 at 4: 94/31; gifts: 51 of 89 days (11 March to 30 April) at 500.50
    [{ proRata: "up" }, 4, "286.81"],
    [{ proRata: "down" }, 3, "286.80"],
    [{ proRata: "nearest" }, 3, "286.80"],
  ])("a change within the period: %j", (partial, visits, gifts) => {
    expect(quotas({ spans: moved }, { policy: policyWith(partial) }).map(({ quota }) => quota)).toEqual([
      visits,
      cny(gifts),
    ]);
  });

  test("halves are rounded up to the nearest", () => {
    const half = defineServicePackages({
      id: "half",
      version: 1,
      timeZone: "UTC",
      currency: "CNY",
      entitlements: [{ id: "visits", kind: "count", per: { calendar: "month" }, partial: { proRata: "nearest" } }],
      packages: [{ id: "one", grants: { visits: 1 } }],
    });
    const of = (from: string) =>
      orThrow(
        assessEntitlements({ customerId: "C", spans: [{ package: "one", from, until: null }], uses: [] }, half, {
          from: "2026-04-01T00:00:00Z",
          to: "2026-05-01T00:00:00Z",
          asOf: "2026-04-30T00:00:00Z",
        }),
      ).quotas[0]?.quota;
    expect([of("2026-04-16T23:00:00Z"), of("2026-04-17T00:00:00Z")]).toEqual([1, 0]);
  });

  test("the package that begins on a day has the day; one that ends with a gap after it has not", () => {
    const policy = policyWith({ proRata: "down" }, { timeZone: "UTC" });
    const march = (from: string, until: string | null) =>
      quotas({ spans: [{ package: "large", from, until }] }, { policy })[0]?.quota;
    expect(march("2026-03-01T23:59:59Z", null)).toBe(4);
    expect(march("2026-02-01T00:00:00Z", "2026-03-31T23:59:59Z")).toBe(3);
    expect(march("2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z")).toBe(4);
  });

  test("the first and the last package of a period may be ones that grant nothing", () => {
    const gap = [
      span("none", "2026-01-01T00:00:00Z", "2026-03-10T00:00:00Z"),
      span("large", "2026-03-10T00:00:00Z", "2026-03-12T00:00:00Z"),
      span("none", "2026-03-12T00:00:00Z"),
    ];
    const of = (partial: PartialPeriodRule) =>
      quotas({ spans: gap }, { policy: policyWith(partial) }).map(({ quota }) => quota);
    expect([of("first"), of("last"), of("best")]).toEqual([
      [0, cny("0.00")],
      [0, cny("0.00")],
      [4, cny("500.50")],
    ]);
  });

  test("what was given before or after every package, or beyond the quota, shows", () => {
    expect(
      quotas({
        spans: [span("small", "2026-03-01T00:00:00+01:00", "2026-03-31T00:00:00+02:00")],
        uses: [visit("2026-03-02T10:00:00Z"), visit("2026-03-03T10:00:00Z")],
      }).map(figures),
    ).toEqual([["visits", 1, 0, 2, 0, 1, 0, "settled"]]);
    expect(quotas({ uses: [visit("2026-03-02T10:00:00Z")] }).map(figures)).toEqual([
      ["visits", 0, 0, 1, 0, 1, 0, "settled"],
    ]);
    expect(quotas({})).toEqual([]);
  });

  test("settled, overdue, due, to come", () => {
    const states = quotas(
      { spans: [span("small", "2026-01-01T00:00:00+01:00")], uses: [visit("2026-01-20T10:00:00Z")] },
      { from: "2026-01-01", to: "2026-05-01" },
    ).map(({ start, state }) => [start.slice(0, 10), state]);
    expect(states).toEqual([
      ["2025-12-31", "settled"],
      ["2026-01-31", "overdue"],
      ["2026-02-28", "due"],
      ["2026-03-31", "toCome"],
    ]);
  });

  test("a period is over at its end, and begins at its beginning", () => {
    const policy = policyWith("best", { timeZone: "UTC" });
    const at = (asOf: string) =>
      orThrow(
        assessEntitlements({ customerId: "C", spans: [span("small", "2026-01-01T00:00:00Z")], uses: [] }, policy, {
          from: "2026-02-01T00:00:00Z",
          to: "2026-04-01T00:00:00Z",
          asOf,
        }),
      ).quotas.map(({ state }) => state);
    expect(at("2026-02-28T23:59:59.999Z")).toEqual(["due", "toCome"]);
    expect(at("2026-03-01T00:00:00.000Z")).toEqual(["overdue", "due"]);
  });

  test("what is left is carried into the next period, up to the most, used first, and lapses", () => {
    const policy = policyWith("best", { carryOver: 2 });
    const rows = quotas(
      {
        spans: [span("large", "2026-01-01T00:00:00+01:00")],
        uses: [visit("2026-01-20T10:00:00Z"), visit("2026-02-20T10:00:00Z", 5), visit("2026-03-10T10:00:00Z")],
      },
      { from: "2026-01-01", to: "2026-05-01", asOf: "2026-04-02", policy },
    ).filter(({ entitlement }) => entitlement === "visits");
    expect(rows.map(figures)).toEqual([
      ["visits", 4, 0, 1, 3, 0, 2, "overdue"],
      ["visits", 4, 2, 5, 1, 0, 1, "overdue"],
      ["visits", 4, 1, 1, 4, 0, 2, "overdue"],
      ["visits", 4, 2, 0, 6, 0, 0, "due"],
    ]);
  });

  test("what came over may be used where nothing is owed any more; a use from before any package is counted", () => {
    const policy = policyWith("best", { carryOver: 9, budgetOver: "100" });
    const rows = quotas(
      {
        spans: [span("large", "2026-02-10T00:00:00+01:00", "2026-02-20T00:00:00+01:00")],
        uses: [visit("2026-01-20T10:00:00Z")],
      },
      { from: "2026-03-01", to: "2026-09-01", asOf: "2026-08-31", policy },
    );
    expect(rows.map((row) => [row.start.slice(0, 7), ...figures(row)])).toEqual([
      ["2026-02", "visits", 0, 4, 0, 4, 0, 0, "overdue"],
      [
        "2026-01",
        "gifts",
        cny("500.50"),
        cny("0.00"),
        cny("0.00"),
        cny("500.50"),
        cny("0.00"),
        cny("100.00"),
        "overdue",
      ],
      ["2026-04", "gifts", cny("0.00"), cny("100.00"), cny("0.00"), cny("100.00"), cny("0.00"), cny("0.00"), "overdue"],
    ]);
  });

  test("counted by the customer's own years, every one from the enrolment", () => {
    const policy = defineServicePackages({
      id: "own-years",
      version: 1,
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      entitlements: [
        { id: "training", kind: "count", per: { anniversary: "month" }, partial: "best" },
        { id: "gift", kind: "count", per: { anniversary: "year" }, partial: "best" },
      ],
      packages: [{ id: "all", grants: { training: 1, gift: 1 } }],
    });
    const subject = (enrolledAt: string | null) => ({
      customerId: "C",
      spans: [{ package: "all", from: "2020-01-31T00:00:00+08:00", until: null } as const],
      uses: [],
      enrolledAt,
    });
    const options = {
      from: "2026-02-01T00:00:00+08:00",
      to: "2026-04-01T00:00:00+08:00",
      asOf: "2026-04-01T00:00:00+08:00",
    };
    const { quotas: rows } = orThrow(assessEntitlements(subject("2020-01-31T00:00:00+08:00"), policy, options));
    expect(rows.map(({ entitlement, start, end }) => [entitlement, start, end])).toEqual([
      ["training", "2026-01-30T16:00:00.000Z", "2026-02-27T16:00:00.000Z"],
      ["training", "2026-02-27T16:00:00.000Z", "2026-03-30T16:00:00.000Z"],
      ["training", "2026-03-30T16:00:00.000Z", "2026-04-29T16:00:00.000Z"],
      ["gift", "2026-01-30T16:00:00.000Z", "2027-01-30T16:00:00.000Z"],
    ]);
    const late = orThrow(assessEntitlements(subject("2026-03-15T12:00:00+08:00"), policy, options)).quotas;
    expect(late.map(({ entitlement, start }) => [entitlement, start])).toEqual([
      ["training", "2026-03-15T04:00:00.000Z"],
      ["gift", "2026-03-15T04:00:00.000Z"],
    ]);
    expect(assessEntitlements(subject(null), policy, options)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/enrolledAt", expected: "instant", observed: "null" },
    });
  });

  test("the package held at the moment of judgement", () => {
    const spans = [span("small", "2026-03-01T00:00:00Z", "2026-03-10T00:00:00Z")];
    const held = (asOf: string) =>
      orThrow(
        assessEntitlements({ customerId: "C", spans, uses: [] }, policyWith(), {
          from: "2026-03-01T00:00:00Z",
          to: "2026-04-01T00:00:00Z",
          asOf,
        }),
      ).package;
    expect(["2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "2026-03-10T00:00:00Z"].map(held)).toEqual([
      null,
      "small",
      null,
    ]);
  });

  test("packages outside of the stretch grant nothing in it", () => {
    const spans = [
      span("large", "2026-01-01T00:00:00+01:00", "2026-03-01T00:00:00+01:00"),
      span("large", "2026-04-01T00:00:00+02:00"),
    ];
    expect(orThrow(assess({ spans })).standing).toEqual([]);
    expect(orThrow(assess({ spans })).quotas.map(({ entitlement }) => entitlement)).toEqual(["gifts"]);
  });
});

describe("uses that do not count", () => {
  test("are counted by code and listed with their places", () => {
    const uses = [
      visit("2026-03-02T10:00:00Z"),
      { entitlement: "visit", at: "2026-03-02T10:00:00Z" },
      { entitlement: "priority", at: "2026-03-02T10:00:00Z" },
      visit("2026-03-20T23:00:00Z"),
      visit("soon"),
      visit("2026-03-02T10:00:00Z", 0),
      visit("2026-03-02T10:00:00Z", 1.5),
      visit("2026-03-02T10:00:00Z", 1_000_001),
      { entitlement: "visits", at: "2026-03-02T10:00:00Z", amount: cny("3") },
      { entitlement: "gifts", at: "2026-03-02T10:00:00Z" },
      { entitlement: "gifts", at: "2026-03-02T10:00:00Z", amount: { amount: "3", currency: "EUR" } },
      { entitlement: "gifts", at: "2026-03-02T10:00:00Z", amount: cny("0.001") },
      { entitlement: "gifts", at: "2026-03-02T10:00:00Z", amount: cny("-3") },
      { entitlement: "gifts", at: "2026-03-02T10:00:00Z", amount: cny("1e3") },
      null,
      { entitlement: 7, at: "2026-03-02T10:00:00Z" },
      visit("2026-03-20T22:59:59.999Z", 1_000_000),
    ];
    const { findings, quotas: rows } = orThrow(
      assess({ spans: [span("large", "2026-01-01T00:00:00Z")], uses: uses as never }),
    );

    expect(rows.map(({ used }) => used)).toEqual([1_000_001, cny("0.00")]);
    expect(findings.byCode).toEqual({
      "invalid-fact": 12,
      "use-after-as-of": 1,
      "use-of-unknown-entitlement": 1,
      "use-without-quota": 1,
    });
    expect(findings.rows.map(({ index, path, params }) => [index, path, params["expected"] ?? null])).toEqual([
      [1, "/entitlement", null],
      [2, "/entitlement", null],
      [3, "/at", null],
      [4, "/at", "instant"],
      [5, "/amount", "positive-integer"],
      [6, "/amount", "positive-integer"],
      [7, "/amount", "positive-integer"],
      [8, "/amount", "positive-integer"],
      [9, "/amount", "money"],
      [10, "/amount/currency", "currency-of-policy"],
      [11, "/amount/amount", "minor-units"],
      [12, "/amount/amount", "minor-units"],
      [13, "/amount/amount", "decimal"],
      [14, "", "object"],
      [15, "/entitlement", "text"],
    ]);
    expect(explain(findings.rows.slice(0, 4), { locale: "en" })).toEqual([
      "row 1: visit is not an entitlement of the service packages, so its use does not count",
      "row 2: priority has no quota, so its use does not count",
      "row 3: a use of visits at 2026-03-20 23:00 UTC is after the moment of judgement and is not known yet",
      'row 4: at /at expected a moment with an offset, received "soon"',
    ]);
  });
});

describe("refusals", () => {
  test.each<readonly [unknown, object]>([
    [null, { code: "invalid-fact", path: "", expected: "object", observed: "null" }],
    [
      { customerId: 7, spans: [], uses: [] },
      { code: "invalid-fact", path: "/customerId", expected: "text", observed: "7" },
    ],
    [
      { customerId: "C", uses: [] },
      { code: "invalid-fact", path: "/spans", expected: "array", observed: "undefined" },
    ],
    [
      { customerId: "C", spans: [] },
      { code: "invalid-fact", path: "/uses", expected: "array", observed: "undefined" },
    ],
    [
      { customerId: "C", spans: [], uses: [], enrolledAt: "then" },
      { code: "invalid-fact", path: "/enrolledAt", expected: "instant", observed: '"then"' },
    ],
    [
      { customerId: "C", spans: [null], uses: [] },
      { code: "invalid-fact", path: "/spans/0", expected: "object", observed: "null" },
    ],
    [
      { customerId: "C", spans: [{ package: 3, from: 0, until: null }], uses: [] },
      { code: "invalid-fact", path: "/spans/0/package", expected: "known-name", observed: "3" },
    ],
    [
      {
        customerId: "C",
        spans: [span("small", "2026-01-01T00:00:00Z"), { package: "gold", from: "x", until: null }],
        uses: [],
      },
      { code: "package-not-in-policy", package: "gold", path: "/spans/1/package", policy: "all-kinds" },
    ],
    [
      { customerId: "C", spans: [span("small", "2026-01-01")], uses: [] },
      { code: "invalid-fact", path: "/spans/0/from", expected: "instant", observed: '"2026-01-01"' },
    ],
    [
      { customerId: "C", spans: [{ package: "small", from: "2026-01-01T00:00:00Z" }], uses: [] },
      { code: "invalid-fact", path: "/spans/0/until", expected: "instant", observed: "undefined" },
    ],
    [
      { customerId: "C", spans: [span("small", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")], uses: [] },
      {
        code: "package-span-empty",
        path: "/spans/0",
        from: "2026-01-01T00:00:00.000Z",
        until: "2026-01-01T00:00:00.000Z",
      },
    ],
    [
      {
        customerId: "C",
        spans: [
          span("small", "2026-02-01T00:00:00Z"),
          span("large", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00.001Z"),
        ],
        uses: [],
      },
      { code: "package-spans-overlap", path: "/spans/0", other: "/spans/1" },
    ],
  ])("%j", (subject, error) => {
    const options = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z", asOf: "2026-04-01T00:00:00Z" };
    expect(assessEntitlements(subject as EntitlementSubject<Name>, policyWith(), options)).toEqual({
      ok: false,
      error,
    });
    expect(explain(error as { readonly code: string }, { locale: "en" })[0]).not.toMatch(/not known/);
  });

  test("mistakes of the caller are thrown", () => {
    const subject = { customerId: "C", spans: [], uses: [] };
    const options = { from: "2026-03-01T00:00:00Z", to: "2026-03-01T00:00:00Z", asOf: "2026-04-01T00:00:00Z" };
    const code = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return (error as { readonly code: string }).code;
      }
    };
    expect(code(() => assessEntitlements(subject, policyWith(), options))).toBe("invalid-option");
    expect(
      code(() => assessEntitlements(subject, { ...policyWith() } as never, { ...options, to: "2026-04-01T00:00:00Z" })),
    ).toBe("policy-not-checked");
    expect(code(() => assessEntitlements(subject, policyWith(), { ...options, to: "April" }))).toBe("invalid-instant");
  });
});

describe("laws", () => {
  const timeZone = "Europe/Berlin";
  const anyPartial: fc.Arbitrary<PartialPeriodRule> = fc.constantFrom<PartialPeriodRule[]>(
    "best",
    "first",
    "last",
    { proRata: "up" },
    { proRata: "down" },
    { proRata: "nearest" },
  );
  const anyMs = fc.integer({ min: epochMsOf("2025-09-01T00:00:00Z"), max: epochMsOf("2026-12-01T00:00:00Z") });
  const anySpans: fc.Arbitrary<readonly PackageSpan<Name>[]> = fc
    .record({
      cuts: fc.uniqueArray(anyMs, { maxLength: 6 }).map((cuts) => cuts.sort((a, b) => a - b)),
      names: fc.array(fc.constantFrom<Name | null>("none", "small", "large", null), { minLength: 7, maxLength: 7 }),
      open: fc.boolean(),
    })
    .map(({ cuts, names, open }) =>
      cuts.flatMap((from, at): PackageSpan<Name>[] => {
        const name = names[at] ?? null;
        const until = cuts[at + 1];
        if (name === null || (until === undefined && !open)) return [];
        return [{ package: name, from: instantFromMs(from), until: until === undefined ? null : instantFromMs(until) }];
      }),
    );
  const anyUses: fc.Arbitrary<readonly EntitlementUse[]> = fc.array(
    fc
      .record({ at: anyMs, gift: fc.boolean(), amount: fc.integer({ min: 1, max: 5 }) })
      .map(({ at, gift, amount }) => ({
        entitlement: gift ? "gifts" : "visits",
        at: instantFromMs(at),
        amount: gift ? cny(`${amount * 37}.25`) : amount,
      })),
    { maxLength: 12 },
  );
  const anyCase = fc.record({
    spans: anySpans,
    uses: anyUses,
    partial: anyPartial,
    carryOver: fc.constantFrom(null, 0, 1, 3),
    budgetOver: fc.constantFrom(null, "99.99"),
    asOf: anyMs.map(instantFromMs),
  });
  type Case = typeof anyCase extends fc.Arbitrary<infer Value> ? Value : never;
  const run = ({ spans, uses, partial, carryOver, budgetOver, asOf }: Case, from: Instant, to: Instant) =>
    orThrow(
      assessEntitlements({ customerId: "C", spans, uses }, policyWith(partial, { carryOver, budgetOver }), {
        from,
        to,
        asOf,
      }),
    );
  const [begin, end] = [startOfDay(day("2025-05-01"), { timeZone }), startOfDay(day("2027-02-01"), { timeZone })];
  const exactly = (value: number | { readonly amount: string }): number =>
    typeof value === "number" ? value : Math.round(Number(value.amount) * 100);

  test("conserving: what is owed and came over is what was given, less what was given beyond, and what is left", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        for (const { quota, carried, used, left, over, carriedOn, state } of run(one, begin, end).quotas) {
          expect(exactly(used) + exactly(left) - exactly(over)).toBe(exactly(quota) + exactly(carried));
          expect(Math.min(exactly(left), exactly(over))).toBe(0);
          expect(exactly(carriedOn)).toBeLessThanOrEqual(Math.min(exactly(left), exactly(quota)));
          expect(state === "settled").toBe(exactly(left) === 0);
        }
      }),
    );
  });

  test("every use that counts is in one period", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const { quotas: rows, findings } = run(one, begin, end);
        const known = one.uses.filter(({ at }) => epochMsOf(at) <= epochMsOf(one.asOf));
        const sum = (id: string) =>
          known
            .filter(({ entitlement }) => entitlement === id)
            .reduce((total, { amount }) => total + exactly(amount ?? 1), 0);
        const told = (id: string) =>
          rows.filter(({ entitlement }) => entitlement === id).reduce((total, { used }) => total + exactly(used), 0);
        expect([told("visits"), told("gifts")]).toEqual([sum("visits"), sum("gifts")]);
        expect(findings.total).toBe(one.uses.length - known.length);
      }),
    );
  });

  test("additive: from a to c is from a to b and from b to c, where periods meet at b", () => {
    fc.assert(
      fc.property(anyCase, anyMs, (one, at) => {
        // a boundary of the fiscal quarter is one of the month as well
        const b = periodContaining({ epochMilliseconds: at }, { period: "quarter", fiscalStart: 2, timeZone }).start;
        const by = (rows: readonly QuotaPeriod[], id: string) => rows.filter(({ entitlement }) => entitlement === id);
        const [whole, first, second] = [
          run(one, begin, end).quotas,
          run(one, begin, b).quotas,
          run(one, b, end).quotas,
        ];
        for (const id of ["visits", "gifts"]) expect(by(whole, id)).toEqual([...by(first, id), ...by(second, id)]);
      }),
    );
  });

  test("order-blind in packages and uses; JSON-safe", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const answer = run(one, begin, end);
        const { findings, ...turned } = run(
          { ...one, spans: one.spans.toReversed(), uses: one.uses.toReversed() },
          begin,
          end,
        );
        const { findings: told, ...straight } = answer;
        expect(turned).toEqual(straight);
        expect(findings.byCode).toEqual(told.byCode);
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      }),
    );
  });

  test("cutting a package in two of the same changes nothing that is owed", () => {
    fc.assert(
      fc.property(anyCase, anyMs, (one, cut) => {
        const spans = one.spans.flatMap((held): PackageSpan<Name>[] => {
          const at = instantFromMs(cut);
          const within = epochMsOf(held.from) < cut && (held.until === null || cut < epochMsOf(held.until));
          return within
            ? [
                { ...held, until: at },
                { ...held, from: at },
              ]
            : [held];
        });
        expect(run({ ...one, spans }, begin, end).quotas).toEqual(run(one, begin, end).quotas);
      }),
    );
  });

  const startOfMonth = (at: InstantInput) => periodContaining(at, { period: "month", timeZone }).start;

  test("by days: as counted day by day, through summer time", () => {
    fc.assert(
      fc.property(anySpans, fc.constantFrom("up", "down"), (spans, proRata) => {
        const policy = policyWith({ proRata }, { timeZone });
        const options = { from: begin, to: end, asOf: begin };
        const { quotas: rows } = orThrow(assessEntitlements({ customerId: "C", spans, uses: [] }, policy, options));
        // whole months are told by examples
        const cuts = new Set(spans.slice(0, 3).map(({ from }) => startOfMonth(from).slice(0, 7)));
        for (const { entitlement, start, end: next, quota } of rows) {
          if (entitlement !== "visits" || !cuts.has(start.slice(0, 7))) continue;
          const { firstDay, endDay } = periodContaining(start, { period: "month", timeZone });
          expect(next).toBe(startOfDay(endDay, { timeZone }));
          let [days, weighted] = [0, 0];
          for (let on = firstDay; on < endDay; on = plusDays(on, 1)) {
            const evening = epochMsOf(endOfDay(on, { timeZone }));
            const held = spans.find(
              ({ from, until }) => epochMsOf(from) <= evening && (until === null || evening < epochMsOf(until)),
            );
            days += 1;
            weighted += held === undefined ? 0 : { none: 0, small: 1, large: 4 }[held.package];
          }
          expect(quota).toBe(proRata === "up" ? Math.ceil(weighted / days) : Math.floor(weighted / days));
        }
      }),
    );
  });
});
