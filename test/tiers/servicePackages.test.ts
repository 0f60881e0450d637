import fc from "fast-check";
import { storePolicy } from "clientele/core";
import { explain } from "clientele/explain";
import {
  checkServicePackages,
  compareServicePackages,
  defineServicePackages,
  defineTierPolicy,
  type EntitlementVerdict,
  packageCosts,
  packageSpans,
  parseServicePackages,
  restoreServicePackages,
  reviewServicePackages,
  type ServicePackagePolicy,
  servicePackagePresets,
  type TierDecision,
  tierPresets,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";

const per = { calendar: "quarter" } as const;
const visits = { id: "visits", kind: "count", per, partial: "best" } as const;
const gifts = { id: "gifts", kind: "amount", per: { anniversary: "year" }, partial: { proRata: "up" } } as const;
const literal = {
  id: "p",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  entitlements: [
    { id: "priority", kind: "included" },
    { id: "manager", kind: "level", levels: [{ id: "shared" }, { id: "dedicated", labels: { "zh-CN": "专属" } }] },
    { id: "response", kind: "duration", betterWhen: "shorter" },
    { id: "warranty", kind: "duration", betterWhen: "longer" },
    visits,
    gifts,
  ],
  packages: [{ id: "gold", grants: { visits: 2 } }],
} as const;
const granting = (grants: object) => ({ ...literal, packages: [{ id: "gold", grants }] });
const issuesOf = (draft: unknown) => {
  const parsed = parseServicePackages(draft);
  return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
};

describe("doors", () => {
  test("a checked policy has every key", () => {
    expect(
      defineServicePackages({
        ...literal,
        packages: [{ id: "gold", grants: { visits: 2 }, cost: { amount: "12.5", per: "month" } }],
      }),
    ).toEqual({
      id: "p",
      version: 1,
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      entitlements: [
        { id: "priority", labels: null, kind: "included" },
        {
          id: "manager",
          labels: null,
          kind: "level",
          levels: [
            { id: "shared", labels: null },
            { id: "dedicated", labels: { en: null, "zh-CN": "专属" } },
          ],
        },
        { id: "response", labels: null, kind: "duration", betterWhen: "shorter" },
        { id: "warranty", labels: null, kind: "duration", betterWhen: "longer" },
        {
          id: "visits",
          labels: null,
          kind: "count",
          per: { calendar: "quarter", fiscalStart: null },
          partial: "best",
          carryOver: null,
          unit: null,
        },
        {
          id: "gifts",
          labels: null,
          kind: "amount",
          per: { anniversary: "year" },
          partial: { proRata: "up" },
          carryOver: null,
        },
      ],
      packages: [
        { id: "gold", labels: null, grants: { visits: 2 }, cost: { amount: "12.5", per: "month" }, meta: null },
      ],
      meta: null,
    });
  });

  test.each<readonly [string, unknown, readonly (readonly [string, string])[]]>([
    ["nothing", null, [["wrong-type", ""]]],
    ["no package", { ...literal, packages: [] }, [["too-few", "/packages"]]],
    [
      "a field of another kind",
      { ...literal, entitlements: [{ ...visits, levels: [] }] },
      [["unknown-key", "/entitlements/0/levels"]],
    ],
    [
      "another kind",
      { ...literal, entitlements: [{ id: "visits", kind: "magic" }] },
      [["not-one-of", "/entitlements/0/kind"]],
    ],
    [
      "a level without levels",
      { ...literal, entitlements: [visits, { id: "l", kind: "level", levels: [] }] },
      [["too-few", "/entitlements/1/levels"]],
    ],
    ["a quota below zero", granting({ visits: -1 }), [["below-minimum", "/packages/0/grants/visits"]]],
    ["a quota in parts", granting({ visits: 1.5 }), [["no-form-fits", "/packages/0/grants/visits"]]],
    ["false", granting({ priority: false }), [["no-form-fits", "/packages/0/grants/priority"]]],
    ["an unknown entitlement", granting({ visit: 2 }), [["unknown-entitlement", "/packages/0/grants/visit"]]],
    [
      "a name that every object has",
      granting({ constructor: 2 }),
      [["unknown-entitlement", "/packages/0/grants/constructor"]],
    ],
    [
      "grants of other forms",
      granting({ priority: 1, manager: true, response: "4h", warranty: 7, visits: "2", gifts: 3 }),
      ["priority", "manager", "response", "warranty", "visits", "gifts"].map((id) => [
        "unfit-grant",
        `/packages/0/grants/${id}`,
      ]),
    ],
    ["no decimal text", granting({ gifts: "1e3" }), [["unfit-grant", "/packages/0/grants/gifts"]]],
    ["an unknown level", granting({ manager: "own" }), [["unknown-level", "/packages/0/grants/manager"]]],
    ["a duration of no length", granting({ response: "PT0S" }), [["mixed-duration", "/packages/0/grants/response"]]],
    ["a duration in two units", granting({ response: "P1DT4H" }), [["mixed-duration", "/packages/0/grants/response"]]],
    ["parts of a coin", granting({ gifts: "0.001" }), [["budget-too-fine", "/packages/0/grants/gifts"]]],
    ["a budget below zero", granting({ gifts: "-1" }), [["budget-below-zero", "/packages/0/grants/gifts"]]],
    [
      "costs and carry-over",
      {
        ...literal,
        entitlements: [visits, { ...gifts, carryOver: "-0.5" }],
        packages: [
          { id: "gold", grants: {}, cost: { amount: "-2", per: "year" } },
          { id: "silver", grants: {}, cost: { amount: "0.005", per: "year" } },
        ],
      },
      [
        ["budget-below-zero", "/entitlements/1/carryOver"],
        ["budget-below-zero", "/packages/0/cost/amount"],
        ["budget-too-fine", "/packages/1/cost/amount"],
      ],
    ],
    [
      "names given twice",
      {
        ...literal,
        entitlements: [
          visits,
          visits,
          { id: "manager", kind: "level", levels: [{ id: "a" }, { id: "b" }, { id: "a" }] },
        ],
        packages: [
          { id: "gold", grants: {} },
          { id: "gold", grants: {} },
        ],
      },
      [
        ["duplicate-id", "/entitlements/1/id"],
        ["duplicate-id", "/packages/1/id"],
        ["duplicate-id", "/entitlements/2/levels/2/id"],
      ],
    ],
    [
      "an unsound part does not hide the others, nor is what hangs on it reported",
      {
        ...literal,
        currency: "Yuan",
        entitlements: [
          { id: 7, kind: "count", per, partial: "best" },
          { id: "manager", kind: "level", levels: "none" },
          gifts,
        ],
        packages: [
          { id: "gold", grants: { anything: 1, manager: "own", gifts: "0.001" } },
          { id: "gold", grants: { manager: 3 } },
        ],
      },
      [
        ["malformed", "/currency"],
        ["wrong-type", "/entitlements/0/id"],
        ["wrong-type", "/entitlements/1/levels"],
        ["duplicate-id", "/packages/1/id"],
        ["unfit-grant", "/packages/1/grants/manager"],
      ],
    ],
    [
      "an entitlement of no kind is the one that grants mean",
      {
        ...literal,
        entitlements: [{ id: "visits", kind: "magic" }],
        packages: [{ id: "gold", grants: { visits: 1 } }],
      },
      [["not-one-of", "/entitlements/0/kind"]],
    ],
    ["entitlements that are none", { ...literal, entitlements: 3 }, [["wrong-type", "/entitlements"]]],
    [
      "grants that are none",
      { ...literal, packages: [{ id: "gold", grants: null }] },
      [["wrong-type", "/packages/0/grants"]],
    ],
  ])("%s", (_, draft, issues) => {
    expect(issuesOf(draft)).toEqual(issues);
  });

  test("issues and findings in words", () => {
    const draft = granting({ visit: 1, manager: "own", response: "P1DT1H", gifts: "0.001", visits: "2" });
    const parsed = parseServicePackages(draft);
    expect(explain(parsed.ok ? [] : parsed.error, { locale: "en" })).toEqual([
      "visit is not an entitlement of this policy",
      "own is not one of the levels shared, dedicated",
      "P1DT1H must have a length, in one kind of unit: time, days, or months and years",
      "0.001 is finer than the smallest coin of CNY: it can have 2 decimals",
      'visits is of kind count, which "2" does not fit',
    ]);
    expect(() => defineServicePackages(granting({ gifts: "-1" }) as never)).toThrow(
      "service-packages/1: /packages/0/grants/gifts: -1 is below zero",
    );
  });

  test("findings: nothing granted, quotas of zero, entitlements that nobody gets", () => {
    const { findings, issues } = reviewServicePackages({
      ...literal,
      entitlements: [visits, gifts, { id: "response", kind: "duration", betterWhen: "shorter" }],
      packages: [
        { id: "none", grants: {} },
        { id: "zero", grants: { visits: 0, gifts: "0.00" } },
      ],
    });
    expect(issues).toEqual([]);
    expect(findings.map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ["package-empty", "/packages/0/grants", "warning"],
      ["quota-zero", "/packages/1/grants/visits", "warning"],
      ["quota-zero", "/packages/1/grants/gifts", "warning"],
      ["entitlement-not-granted", "/entitlements/2", "warning"],
    ]);
    expect(explain(findings, { locale: "zh-CN" })[1]).toBe("服务包 zero 中权益 visits 的额度为零，应予删除");
  });

  test("a level called 0 is no quota of zero", () => {
    const { findings } = reviewServicePackages({
      ...literal,
      entitlements: [{ id: "manager", kind: "level", levels: [{ id: "0" }, { id: "1" }] }],
      packages: [{ id: "gold", grants: { manager: "0" } }],
    });
    expect(findings).toEqual([]);
  });

  test("from storage, and the same again", () => {
    const policy = defineServicePackages(servicePackagePresets.valueGrade);
    const stored: unknown = JSON.parse(JSON.stringify(storePolicy(policy)));
    const restored = restoreServicePackages(stored);
    expect(restored).toEqual({ ok: true, value: policy });
    const change = { from: "gold", to: "silver" } as const;
    expect(restored.ok && compareServicePackages(change, restored.value)).toEqual(
      compareServicePackages(change, policy),
    );
    expect(restoreServicePackages({ ...(stored as object), format: "tier-policy/1" })).toMatchObject({
      ok: false,
      error: { code: "unsupported-format", expected: "service-packages/1" },
    });
  });

  test("the preset has no findings, alone and with the tiers that name its packages", () => {
    const packages = defineServicePackages(servicePackagePresets.valueGrade);
    expect(reviewServicePackages(servicePackagePresets.valueGrade)).toMatchObject({ issues: [], findings: [] });
    expect(checkServicePackages(packages, { tiers: defineTierPolicy(tierPresets.valueAndTenure) })).toEqual([]);
    expect(packages.packages.map(({ id, grants }) => [id, Object.keys(grants).length])).toEqual([
      ["ordinary", 1],
      ["silver", 4],
      ["gold", 7],
      ["diamond", 10],
    ]);
  });
});

const two = (a: object, b: object, entitlements: readonly object[] = literal.entitlements): ServicePackagePolicy => {
  const parsed = parseServicePackages({
    ...literal,
    entitlements,
    packages: [
      { id: "a", grants: a },
      { id: "b", grants: b },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
};

describe("comparison", () => {
  test.each<readonly [object, object, string, EntitlementVerdict]>([
    [{}, { priority: true }, "priority", "added"],
    [{ priority: true }, { priority: true }, "priority", "same"],
    [{ priority: true }, {}, "priority", "removed"],
    [{ manager: "shared" }, { manager: "dedicated" }, "manager", "better"],
    [{ manager: "dedicated" }, { manager: "shared" }, "manager", "worse"],
    [{ response: "PT48H" }, { response: "PT4H" }, "response", "better"],
    [{ response: "PT24H" }, { response: "P1D" }, "response", "same"],
    [{ response: "P1D" }, { response: "PT24H0.001S" }, "response", "worse"],
    [{ warranty: "P1Y" }, { warranty: "P24M" }, "warranty", "better"],
    [{ warranty: "P1Y" }, { warranty: "P365D" }, "warranty", "worse"],
    [{ warranty: "P1M" }, { warranty: "P31D" }, "warranty", "better"],
    [{ visits: 2 }, { visits: 3 }, "visits", "better"],
    [{ visits: 2 }, { visits: 0 }, "visits", "worse"],
    [{ gifts: "10" }, { gifts: "10.00" }, "gifts", "same"],
    [{ gifts: "10" }, { gifts: "9.99" }, "gifts", "worse"],
  ])("from %j to %j", (a, b, entitlement, verdict) => {
    expect(compareServicePackages({ from: "a", to: "b" }, two(a, b))).toMatchObject([{ entitlement, verdict }]);
  });

  test("a change, whole, and in words", () => {
    const named = [
      { ...visits, labels: { en: "visit", "zh-CN": "回访" } },
      { ...gifts, labels: { en: "gifts", "zh-CN": "礼品" } },
      {
        id: "reports",
        kind: "count",
        per: { calendar: "halfYear" },
        partial: "best",
        unit: { en: "reports", "zh-CN": "份" },
      },
      ...literal.entitlements.slice(0, 4),
    ];
    const packages = two(
      { visits: 1, gifts: "100", response: "PT24H", manager: "shared" },
      {
        visits: 3,
        gifts: "50.5",
        reports: 2,
        response: "PT90M",
        warranty: "P2Y",
        manager: "dedicated",
        priority: true,
      },
      named,
    );
    const changes = compareServicePackages({ from: "a", to: "b" }, packages);
    expect(changes[0]).toEqual({
      entitlement: "visits",
      label: { en: "visit", "zh-CN": "回访" },
      verdict: "better",
      before: 1,
      after: 3,
      code: "entitlement-better",
      params: {
        entitlement: "visits",
        label: { en: "visit", "zh-CN": "回访" },
        before: { en: "1 time per quarter", "zh-CN": "每季度 1 次" },
        after: { en: "3 times per quarter", "zh-CN": "每季度 3 次" },
      },
    });
    expect(explain(changes, { locale: "en" })).toEqual([
      "visit: 3 times per quarter (until now 1 time per quarter)",
      "gifts: CNY 50.5 per year of our cooperation (until now CNY 100 per year of our cooperation)",
      "new: reports (2 reports per half-year)",
      "new: priority (included)",
      "manager: 专属 (until now shared)",
      "response: within 1 h 30 min (until now within 24 hours)",
      "new: warranty (24 months)",
    ]);
    expect(explain(changes, { locale: "zh-CN" })).toEqual([
      "回访：提升为每季度 3 次（此前为每季度 1 次）",
      "礼品：调整为自合作之日起每年 50.5 元（此前为自合作之日起每年 100 元）",
      "新增 reports（每半年 2 份）",
      "新增 priority（包含）",
      "manager：提升为专属（此前为 shared）",
      "response：提升为 1 小时 30 分钟内（此前为 24 小时内）",
      "新增 warranty（24 个月）",
    ]);
    const back = compareServicePackages({ from: "b", to: null }, packages);
    expect(back.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 7 }, () => "removed"));
    expect(explain(back.slice(0, 1), { locale: "en" })).toEqual(["no longer: visit (3 times per quarter)"]);
  });

  test.each([
    ["month", "per month", "每月"],
    ["quarter", "per quarter", "每季度"],
    ["halfYear", "per half-year", "每半年"],
    ["year", "per year", "每年"],
  ])("periods in words: %s", (period, en, zh) => {
    const words = (kind: "calendar" | "anniversary") =>
      compareServicePackages(
        { from: null, to: "a" },
        two({ visits: 2 }, {}, [{ ...visits, per: { [kind]: period } }]),
      )[0]?.params["after"];
    expect(words("calendar")).toEqual({ en: `2 times ${en}`, "zh-CN": `${zh} 2 次` });
    expect(words("anniversary")).toEqual({ en: `2 times ${en} of our cooperation`, "zh-CN": `自合作之日起${zh} 2 次` });
  });

  test("units in one language; days and hours in words", () => {
    const words = (grants: object, entitlements: readonly object[]) =>
      compareServicePackages({ from: null, to: "a" }, two(grants, {}, entitlements)).map(
        ({ params }) => params["after"],
      );
    expect(words({ visits: 1 }, [{ ...visits, unit: { "zh-CN": "份" } }])).toEqual([
      { en: "1 time per quarter", "zh-CN": "每季度 1 份" },
    ]);
    expect(words({ visits: 1200 }, [{ ...visits, unit: { en: "kits" } }])).toEqual([
      { en: "1,200 kits per quarter", "zh-CN": "每季度 1,200 次" },
    ]);
    expect(words({ warranty: "P2W", response: "PT1H" }, literal.entitlements)).toEqual([
      { en: "within 1 hour", "zh-CN": "1 小时内" },
      { en: "14 days", "zh-CN": "14 天" },
    ]);
  });

  test("a package that is none is a mistake of the caller", () => {
    expect(() => compareServicePackages({ from: "a", to: "c" }, two({}, {}))).toThrow(
      expect.objectContaining({ code: "invalid-option", message: 'to: expected a package of p, received "c"' }),
    );
    expect(() => compareServicePackages({ from: "c", to: null }, two({}, {}))).toThrow("from: expected a package");
  });

  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const anyGrants = fc.record({
    priority: optional(fc.constant(true)),
    manager: optional(fc.constantFrom("shared", "dedicated")),
    response: optional(fc.constantFrom("PT4H", "PT24H", "P1D", "P2D", "P1M")),
    warranty: optional(fc.constantFrom("P30D", "P1M", "P1Y", "P365D")),
    visits: optional(fc.nat({ max: 4 })),
    gifts: optional(fc.nat({ max: 300 }).map((fen) => (fen / 100).toFixed(2))),
  });
  const sound = (grants: object) => JSON.parse(JSON.stringify(grants)) as object;
  const OPPOSITE = { added: "removed", removed: "added", better: "worse", worse: "better", same: "same" } as const;

  test("laws: antisymmetric; with itself all the same; JSON-safe; whatever is said is filled in", () => {
    fc.assert(
      fc.property(anyGrants, anyGrants, (a, b) => {
        const packages = two(sound(a), sound(b));
        const there = compareServicePackages({ from: "a", to: "b" }, packages);
        const back = compareServicePackages({ from: "b", to: "a" }, packages);
        expect(back.map(({ entitlement, verdict }) => [entitlement, verdict])).toEqual(
          there.map(({ entitlement, verdict }) => [entitlement, OPPOSITE[verdict]]),
        );
        const same = compareServicePackages({ from: "a", to: "a" }, packages);
        expect(same.map(({ verdict }) => verdict)).toEqual(Object.keys(sound(a)).map(() => "same"));
        expect(JSON.parse(JSON.stringify(there))).toEqual(there);
        for (const locale of ["en", "zh-CN"] as const) {
          for (const sentence of explain(there, { locale })) expect(sentence).not.toMatch(/not known|未知|[{}]/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("law: better is transitive", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("PT4H", "PT24H", "P1D", "P30D", "P1M", "P31D", "P1Y", "P365D"), {
          minLength: 3,
          maxLength: 3,
        }),
        (three) => {
          const parsed = parseServicePackages({
            ...literal,
            packages: three.map((warranty, at) => ({ id: `p${at}`, grants: { warranty } })),
          });
          if (!parsed.ok) throw new Error("a checked literal");
          const better = (from: number, to: number) =>
            compareServicePackages({ from: `p${from}`, to: `p${to}` }, parsed.value)[0]?.verdict === "better";
          if (better(0, 1) && better(1, 2)) expect(better(0, 2)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const attain = { metric: "spend", op: ">=", value: "100" } as const;
const ladderOf = (...named: readonly (string | null)[]) =>
  defineTierPolicy({
    id: "ladder",
    version: 1,
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    metrics: [{ id: "spend", kind: "money", window: { rolling: "P12M" } }],
    // written highest first
    tiers: named
      .map((servicePackage, rank) => ({ id: `t${rank}`, rank, servicePackage, attain: rank === 0 ? null : attain }))
      .toReversed(),
    downgrade: { mode: "oneStep", also: [] },
  });

describe("consistency with tiers", () => {
  const findingsOf = (packages: ServicePackagePolicy, ...named: readonly (string | null)[]) =>
    checkServicePackages(packages, { tiers: ladderOf(...named) }).map(({ code, of, path, severity }) => [
      code,
      of,
      path,
      severity,
    ]);
  const only = literal.entitlements.slice(4, 5);

  test("every tier has a package, every package a tier", () => {
    const packages = two({ visits: 1 }, { visits: 2 }, only);
    expect(findingsOf(packages, "a", "b")).toEqual([]);
    expect(findingsOf(packages, null, "c", "b")).toEqual([
      ["tier-without-package", "tiers", "/tiers/2/servicePackage", "warning"],
      ["package-not-defined", "tiers", "/tiers/1/servicePackage", "error"],
      ["package-of-no-tier", "packages", "/packages/0", "warning"],
    ]);
  });

  test("a higher tier has no less than the next lower one with a package", () => {
    const packages = two({ visits: 3, priority: true }, { visits: 2 }, [...literal.entitlements.slice(0, 1), ...only]);
    const findings = checkServicePackages(packages, { tiers: ladderOf("a", null, "nowhere", "b") });
    expect(findings.map(({ code, path }) => [code, path]).slice(-2)).toEqual([
      ["higher-tier-worse", "/packages/1/grants"],
      ["higher-tier-worse", "/packages/1/grants"],
    ]);
    expect(explain(findings.slice(-2), { locale: "en" })).toEqual([
      "t3 has less of priority than the lower tier t0: nothing instead of included",
      "t3 has less of visits than the lower tier t0: 2 times per quarter instead of 3 times per quarter",
    ]);
    expect(explain(findings.slice(-2), { locale: "zh-CN" })).toEqual([
      "等级 t3 的 priority 低于下级 t0：为无，而下级为包含",
      "等级 t3 的 visits 低于下级 t0：为每季度 2 次，而下级为每季度 3 次",
    ]);
    expect(findingsOf(packages, "b", "a")).toEqual([]);
    expect(findingsOf(packages, "b", "a", "a")).toEqual([]);
  });

  test("what is amiss with the packages alone is told as well", () => {
    expect(
      findingsOf(two({ visits: 0 }, { visits: 1 }, [...only, ...literal.entitlements.slice(0, 1)]), "a", "b"),
    ).toEqual([
      ["quota-zero", "packages", "/packages/0/grants/visits", "warning"],
      ["entitlement-not-granted", "packages", "/entitlements/1", "warning"],
    ]);
  });
});

describe("costs", () => {
  const costing = (amount: string, perPeriod: string, currency = "CNY"): ServicePackagePolicy => {
    const parsed = parseServicePackages({
      ...literal,
      currency,
      packages: [
        { id: "a", grants: {}, cost: { amount, per: perPeriod } },
        { id: "b", grants: {} },
      ],
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    return parsed.value;
  };

  test.each(["month", "quarter", "halfYear", "year"] as const)("by tier, per %s", (per) => {
    const tiers = ladderOf(null, "a", "b", "nowhere");
    const expected = { month: "100.00", quarter: "300.00", halfYear: "600.00", year: "1200.00" }[per];
    expect(packageCosts(costing("300", "quarter"), tiers, { per })).toEqual({ t0: "0", t1: expected });
  });

  test("what does not come out even is rounded to the smallest coin, halves to even", () => {
    const month = (amount: string, currency?: string) =>
      packageCosts(
        costing(amount, "year", currency),
        defineTierPolicy({ ...ladderOf("a"), currency: currency ?? "CNY" }),
        { per: "month" },
      )["t0"];
    expect([month("1000"), month("0.06"), month("0.18"), month("100", "JPY")]).toEqual(["83.33", "0.00", "0.02", "8"]);
  });

  test("mistakes of the caller", () => {
    expect(() => packageCosts(costing("1", "year"), ladderOf("a"), { per: "week" as never })).toThrow(
      'per: expected month, quarter, halfYear or year, received "week"',
    );
    expect(() => packageCosts(costing("1", "year", "EUR"), ladderOf("a"), { per: "year" })).toThrow(
      "tiers: expected amounts in EUR, those of ladder are in CNY",
    );
  });
});

describe("packages held", () => {
  const tiers = ladderOf("a", "b", "b", null);
  const decided = (asOf: string, tier: string, since: string, pending: object | null = null) =>
    ({ asOf, stateAfter: { tier, since, pending } }) as unknown as TierDecision;
  const at = (month: number) => `2026-${String(month).padStart(2, "0")}-01T00:00:00.000Z`;

  test.each<readonly [string, readonly TierDecision[], readonly (readonly [string, string, string | null])[]]>([
    ["none", [], []],
    ["since long", [decided(at(3), "t0", at(1))], [["a", at(1), null]]],
    ["two tiers, one package", [decided(at(1), "t1", at(1)), decided(at(2), "t2", at(2))], [["b", at(1), null]]],
    [
      "up, to a tier without one, and down, told backwards",
      [decided(at(5), "t0", at(5)), decided(at(3), "t3", at(3)), decided(at(1), "t1", at(1))],
      [
        ["b", at(1), at(3)],
        ["a", at(5), null],
      ],
    ],
    ["a tier of another version", [decided(at(1), "t1", at(1)), decided(at(2), "t9", at(2))], [["b", at(1), at(2)]]],
    [
      "an upgrade that waits",
      [decided(at(1), "t0", at(1), { tier: "t1", at: at(4) })],
      [
        ["a", at(1), at(4)],
        ["b", at(4), null],
      ],
    ],
    [
      "an upgrade that waited and came",
      [decided(at(1), "t0", at(1), { tier: "t1", at: at(4) }), decided(at(6), "t1", at(4))],
      [
        ["a", at(1), at(4)],
        ["b", at(4), null],
      ],
    ],
    [
      "an upgrade that was taken back",
      [decided(at(1), "t0", at(1), { tier: "t1", at: at(4) }), decided(at(2), "t0", at(1))],
      [["a", at(1), null]],
    ],
    [
      "a later decision tells nothing of the time before the one before it",
      [decided(at(2), "t0", at(1)), decided(at(4), "t1", at(1))],
      [
        ["a", at(1), at(2)],
        ["b", at(2), null],
      ],
    ],
  ])("%s", (_, decisions, spans) => {
    expect(packageSpans(decisions, tiers)).toEqual(
      spans.map(([name, from, until]) => ({ package: name, from, until })),
    );
  });
});
