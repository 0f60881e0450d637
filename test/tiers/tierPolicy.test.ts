import { build } from "esbuild";
import fc from "fast-check";
import { fingerprint, type JsonValue, orThrow, type StoredPolicy, storePolicy } from "clientele/core";
import {
  defineTierPolicy,
  evaluateTier,
  parseTierPolicy,
  restoreTierPolicy,
  reviewTierPolicy,
  tierPresets,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { anyLadder, anyTierCase, JUDGED_AT, ladder } from "../support/tiers.ts";

const [bronze, silver, gold] = ladder.tiers;
const issuesOf = (draft: unknown): unknown => {
  const parsed = parseTierPolicy(draft);
  return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
};
const asking = (metric: string, value: JsonValue): unknown => ({
  ...ladder,
  tiers: [bronze, { ...silver, attain: { all: [{ metric, op: ">=", value }] } }],
});

const asks = (attain: object): unknown => ({ ...ladder, tiers: [bronze, { ...silver, attain }] });

describe("examples", () => {
  test("what was left out is null", () => {
    const policy = defineTierPolicy(ladder);
    expect(policy).toMatchObject({
      scheme: null,
      effectiveFrom: null,
      effectiveTo: null,
      upgrade: null,
      validity: null,
      schedule: null,
      protectionAfterUpgrade: null,
      minimumDwell: null,
      notice: null,
      meta: null,
    });
    expect(policy.downgrade.grace).toBeNull();
    expect(policy.tiers[0]).toEqual({
      id: "bronze",
      rank: 0,
      labels: null,
      servicePackage: null,
      attain: null,
      retain: null,
      lifetime: null,
      downgradeAllowed: null,
    });
    expect(policy.metrics[0]?.labels).toEqual({ en: "spend", "zh-CN": null });
  });

  test("the presets are sound", () => {
    for (const preset of Object.values(tierPresets)) {
      const { issues, findings } = reviewTierPolicy(preset);
      expect([issues, findings.filter(({ severity }) => severity === "error")]).toEqual([[], []]);
    }
  });

  test("a policy is frozen, through and through", () => {
    const policy = defineTierPolicy(ladder);
    expect(() => {
      Object.assign(policy.tiers[1]?.attain ?? {}, { all: [] });
    }).toThrow(TypeError);
  });
});

describe("refusals", () => {
  test.each<[string, unknown, [string, string][]]>([
    ["nothing", null, [["wrong-type", ""]]],
    ["an unknown key", { ...ladder, exchange: {} }, [["unknown-key", "/exchange"]]],
    [
      "a base for life",
      { ...ladder, tiers: [{ ...bronze, lifetime: silver.attain }, silver] },
      [["base-tier-asks", "/tiers/0/lifetime"]],
    ],
    [
      "an end before the beginning",
      { ...ladder, effectiveFrom: "2026-01-01T00:00:00Z", effectiveTo: "2026-01-01T08:00:00+08:00" },
      [["tier-never-in-force", "/effectiveTo"]],
    ],
    [
      "a next period of no schedule",
      { ...ladder, upgrade: { when: "nextPeriod" } },
      [["upgrade-needs-schedule", "/upgrade/when"]],
    ],
    [
      "a grace from an expiry that never comes",
      { ...ladder, downgrade: { ...ladder.downgrade, grace: { duration: "P1M", anchor: "expiry" } } },
      [["grace-needs-validity", "/downgrade/grace/anchor"]],
    ],
    [
      "terms without length",
      {
        ...ladder,
        downgrade: { ...ladder.downgrade, grace: { duration: "P0D", anchor: "firstBreach" } },
        validity: { lasts: "P0D" },
        protectionAfterUpgrade: "PT0S",
        minimumDwell: "P0M",
      },
      [
        ["empty-term", "/downgrade/grace/duration"],
        ["empty-term", "/validity/lasts"],
        ["empty-term", "/protectionAfterUpgrade"],
        ["empty-term", "/minimumDwell"],
      ],
    ],
    [
      "a validity of two kinds",
      { ...ladder, validity: { lasts: "P1Y", calendar: "year" } },
      [["no-form-fits", "/validity"]],
    ],
    [
      "a thirteenth month",
      { ...ladder, schedule: { every: "year", fiscalStart: 13 } },
      [["above-maximum", "/schedule/fiscalStart"]],
    ],
    [
      "conditions that ask for too much, at any depth",
      asks({
        any: [
          {
            atLeast: { n: 3, of: [{ not: { metric: "spent", op: ">", value: "1" } }, { memberOf: { segment: "x" } }] },
          },
        ],
      }),
      [
        ["n-too-large", "/tiers/1/attain/any/0/atLeast/n"],
        ["unknown-metric", "/tiers/1/attain/any/0/atLeast/of/0/not/metric"],
      ],
    ],
    [
      "a metric twice",
      { ...ladder, metrics: [...ladder.metrics, ladder.metrics[0]] },
      [["duplicate-id", "/metrics/3/id"]],
    ],
    [
      "a tier twice",
      { ...ladder, tiers: [bronze, silver, silver] },
      [
        ["duplicate-id", "/tiers/2/id"],
        ["duplicate-rank", "/tiers/2/rank"],
      ],
    ],
    [
      "a downgrade rule twice",
      { ...ladder, downgrade: { mode: "oneStep", also: [ladder.downgrade.also[0], ladder.downgrade.also[0]] } },
      [["duplicate-id", "/downgrade/also/1/id"]],
    ],
    ["an unknown metric", asking("spent", "1"), [["unknown-metric", "/tiers/1/attain/all/0/metric"]]],
    ["a metric of every object", asking("constructor", 1), [["unknown-metric", "/tiers/1/attain/all/0/metric"]]],
    [
      "an unknown metric in a downgrade rule",
      {
        ...ladder,
        downgrade: { mode: "oneStep", also: [{ id: "x", when: { all: [{ metric: "idle", op: ">", value: 1 }] } }] },
      },
      [["unknown-metric", "/downgrade/also/0/when/all/0/metric"]],
    ],
    [
      "an unknown metric in retain",
      { ...ladder, tiers: [bronze, { ...silver, retain: { all: [{ metric: "idle", op: ">", value: 1 }] } }] },
      [["unknown-metric", "/tiers/1/retain/all/0/metric"]],
    ],
    ["a number for money", asking("spend", 1000), [["threshold-not-decimal", "/tiers/1/attain/all/0/value"]]],
    ["grouped digits", asking("spend", "1,000"), [["threshold-not-decimal", "/tiers/1/attain/all/0/value"]]],
    ["a third of a fen", asking("spend", "0.333"), [["too-many-decimals", "/tiers/1/attain/all/0/value"]]],
    ["text for a count", asking("orders", "3"), [["threshold-not-whole", "/tiers/1/attain/all/0/value"]]],
    ["half an order", asking("orders", 0.5), [["threshold-not-whole", "/tiers/1/attain/all/0/value"]]],
    ["text for days", asking("idleDays", "1"), [["threshold-not-number", "/tiers/1/attain/all/0/value"]]],
    ["neither text nor number", asking("orders", true), [["threshold-not-whole", "/tiers/1/attain/all/0/value"]]],
    [
      "nothing asked",
      { ...ladder, tiers: [bronze, { ...silver, attain: { all: [] } }] },
      [["too-few", "/tiers/1/attain/all"]],
    ],
    ["no tiers", { ...ladder, tiers: [] }, [["too-few", "/tiers"]]],
    ["no base", { ...ladder, tiers: [silver, gold] }, [["no-base-tier", "/tiers"]]],
    [
      "two bases",
      { ...ladder, tiers: [bronze, { id: "iron", rank: -1 }] },
      [["several-base-tiers", "/tiers/1/attain"]],
    ],
    [
      "a base on top",
      { ...ladder, tiers: [{ ...bronze, rank: 99 }, silver] },
      [["base-tier-not-lowest", "/tiers/0/rank"]],
    ],
    [
      "a base to be lost",
      { ...ladder, tiers: [{ ...bronze, retain: silver.attain }] },
      [["base-tier-asks", "/tiers/0/retain"]],
    ],
    [
      "an empty window",
      { ...ladder, metrics: [{ id: "spend", kind: "money", window: { rolling: "PT0S" } }, ...ladder.metrics.slice(1)] },
      [["empty-window", "/metrics/0/window/rolling"]],
    ],
    [
      "a calendar that is not honoured yet",
      { ...ladder, metrics: [{ ...ladder.metrics[0], window: "calendar-year" }, ...ladder.metrics.slice(1)] },
      [["no-form-fits", "/metrics/0/window"]],
    ],
    [
      "an op of another language",
      { ...ladder, tiers: [bronze, { ...silver, attain: { all: [{ metric: "orders", op: "==", value: 1 }] } }] },
      [["not-one-of", "/tiers/1/attain/all/0/op"]],
    ],
  ])("%s", (_, draft, issues) => {
    expect(issuesOf(draft)).toEqual(issues);
  });

  test("one unsound part does not hide the others, nor blame them", () => {
    const draft = {
      ...ladder,
      version: "1",
      currency: "RMB",
      metrics: [{ ...ladder.metrics[0], id: 7 }, ladder.metrics[1], ladder.metrics[1]],
      tiers: [{ ...bronze, attain: 3 }, { ...silver, rank: "x" }, gold],
    };
    expect(issuesOf(draft)).toEqual([
      ["wrong-type", "/version"],
      ["malformed", "/currency"],
      ["wrong-type", "/metrics/0/id"],
      ["wrong-type", "/tiers/0/attain"],
      ["wrong-type", "/tiers/1/rank"],
      ["duplicate-id", "/metrics/2/id"],
    ]);
  });

  test("an issue says what it is about, and where the other one stands", () => {
    const told = (draft: unknown): unknown => {
      const parsed = parseTierPolicy(draft);
      return parsed.ok ? [] : parsed.error.map(({ code, path, params }) => [code, path, params]);
    };
    expect(told({ ...ladder, tiers: [bronze, silver, { ...silver, id: "gold" }, { ...silver, rank: 11 }] })).toEqual([
      ["duplicate-id", "/tiers/3/id", { id: "silver", first: "/tiers/1/id" }],
      ["duplicate-rank", "/tiers/2/rank", { rank: 10, first: "/tiers/1/rank" }],
    ]);
    const [dormant] = ladder.downgrade.also;
    const also = [dormant, { ...dormant, id: "other" }, { ...dormant, id: "other" }];
    expect(told({ ...ladder, downgrade: { mode: "oneStep", also } })).toEqual([
      ["duplicate-id", "/downgrade/also/2/id", { id: "other", first: "/downgrade/also/1/id" }],
    ]);
    const [from, to] = ["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"];
    expect(told({ ...ladder, effectiveFrom: from, effectiveTo: to })).toEqual([
      ["tier-never-in-force", "/effectiveTo", { from, to }],
    ]);
    expect(told({ ...ladder, effectiveFrom: to, effectiveTo: from })).toEqual([]);
    expect(told({ ...ladder, effectiveTo: to })).toEqual([]);
    expect(told({ ...ladder, tiers: [silver, bronze, { id: "iron", rank: -1 }] })).toEqual([
      ["several-base-tiers", "/tiers/2/attain", { first: "/tiers/1" }],
    ]);
  });

  const year = "P1Y";
  const grace = (change: object): object => ({
    downgrade: { ...ladder.downgrade, grace: { duration: "P1M", anchor: "firstBreach", ...change } },
  });
  const terms: readonly (readonly [string, (duration: string) => object])[] = [
    ["/downgrade/grace/duration", (duration) => grace({ duration })],
    ["/validity/lasts", (lasts) => ({ validity: { lasts } })],
    ["/validity/plus", (plus) => ({ validity: { calendar: "year", plus } })],
    ["/protectionAfterUpgrade", (protectionAfterUpgrade) => ({ protectionAfterUpgrade })],
    ["/minimumDwell", (minimumDwell) => ({ minimumDwell })],
    ["/notice/lead", (lead) => ({ notice: { lead } })],
  ];
  test.each(terms)("%s is a hundred years long at the most", (path, change) => {
    for (const [most, more] of [
      ["P1200M", "P1201M"],
      ["P100Y", "P100Y1M"],
      ["P36600D", "P36601D"],
      ["PT878400H", "PT878400H1S"],
    ] as const) {
      expect(issuesOf({ ...ladder, ...change(most) })).toEqual([]);
      const parsed = parseTierPolicy({ ...ladder, ...change(more) });
      expect(parsed.ok ? [] : parsed.error.map(({ code, path: at, params }) => [code, at, params])).toEqual([
        ["term-too-long", path, { duration: more, years: 100 }],
      ]);
    }
  });

  test("a term may be short, but not nothing, unless it is rounded up or comes on top", () => {
    for (const [path, change] of terms) {
      for (const short of ["P1D", "PT1S", "P1M1D", "P1DT1S", year]) {
        expect(issuesOf({ ...ladder, ...change(short) })).toEqual([]);
      }
      const added = path === "/validity/plus" || path === "/notice/lead";
      expect(issuesOf({ ...ladder, ...change("P0D") })).toEqual(added ? [] : [["empty-term", path]]);
    }
    expect(issuesOf({ ...ladder, ...grace({ duration: "P0D", roundUp: "month" }) })).toEqual([]);
    expect(issuesOf({ ...ladder, ...grace({ duration: "P0D", roundUp: null }) })).toEqual([
      ["empty-term", "/downgrade/grace/duration"],
    ]);
    expect(issuesOf({ ...ladder, validity: { lasts: "P0D", roundUp: "day" } })).toEqual([]);
  });

  test.each<[string, object, [string, string][]]>([
    ["no tiers at all", { tiers: undefined }, [["missing-key", "/tiers"]]],
    ["tiers that are none", { tiers: "gold" }, [["wrong-type", "/tiers"]]],
    ["a tier that is none", { tiers: [bronze, 7, silver] }, [["wrong-type", "/tiers/1"]]],
    ["downgrades that are none", { downgrade: [] }, [["wrong-type", "/downgrade"]]],
    [
      "a downgrade rule that is none",
      { downgrade: { mode: "oneStep", also: [7] } },
      [["wrong-type", "/downgrade/also/0"]],
    ],
    [
      "two names that are none",
      { tiers: [bronze, { ...silver, id: 1 }, { ...gold, id: 2 }] },
      [
        ["wrong-type", "/tiers/1/id"],
        ["wrong-type", "/tiers/2/id"],
      ],
    ],
    [
      "ranks that are none",
      {
        tiers: [
          { ...bronze, rank: null },
          { ...silver, rank: null },
        ],
      },
      [
        ["wrong-type", "/tiers/0/rank"],
        ["wrong-type", "/tiers/1/rank"],
      ],
    ],
    [
      "a validity that is none, under a grace from expiry",
      { ...grace({ anchor: "expiry" }), validity: 3 },
      [["no-form-fits", "/validity"]],
    ],
    [
      "a schedule that is none, under upgrades that wait",
      { upgrade: { when: "nextPeriod" }, schedule: 3 },
      [["wrong-type", "/schedule"]],
    ],
    [
      "a beginning that is none",
      { effectiveFrom: 3, effectiveTo: "2026-01-01T00:00:00Z" },
      [["wrong-type", "/effectiveFrom"]],
    ],
    [
      "a base that asks to be kept, and is not the only one",
      {
        tiers: [
          { ...bronze, retain: silver.attain },
          { id: "iron", rank: -1 },
        ],
      },
      [
        ["several-base-tiers", "/tiers/1/attain"],
        ["base-tier-asks", "/tiers/0/retain"],
      ],
    ],
  ])("%s", (_, change, issues) => {
    expect(issuesOf({ ...ladder, ...change })).toEqual(issues);
  });

  test("define names every issue", () => {
    expect(() => defineTierPolicy({ ...ladder, tiers: [silver], version: 0 })).toThrow(
      /tier-policy\/1: \/version: .*; \/tiers: one tier must ask for nothing/,
    );
  });

  test("a stored policy that was tampered with, of another kind, or forged", () => {
    const stored = storePolicy(defineTierPolicy(ladder));
    expect(restoreTierPolicy({ ...stored, data: { ...stored.data, version: 4 } })).toEqual({
      ok: false,
      error: { code: "corrupt-policy", format: "tier-policy/1" },
    });
    const baseless = { ...stored.data, tiers: stored.data.tiers.slice(1) };
    expect(restoreTierPolicy({ ...stored, data: baseless, fingerprint: fingerprint(baseless) })).toMatchObject({
      error: { code: "corrupt-policy" },
    });
    expect(restoreTierPolicy({ ...stored, format: "sla-policy/1" })).toEqual({
      ok: false,
      error: { code: "unsupported-format", expected: "tier-policy/1", observed: '"sla-policy/1"' },
    });
  });
});

describe("laws", () => {
  test("storage and back gives the same policy and the same decisions", () => {
    fc.assert(
      fc.property(anyTierCase, ({ policy, subject }) => {
        const stored = JSON.parse(JSON.stringify(storePolicy(policy))) as StoredPolicy;
        const restored = orThrow(restoreTierPolicy(stored));
        expect(restored).toEqual(policy);
        expect(evaluateTier(subject, restored, { asOf: JUDGED_AT })).toEqual(
          evaluateTier(subject, policy, { asOf: JUDGED_AT }),
        );
      }),
    );
  });

  test("a checked policy passes its own door unchanged", () => {
    fc.assert(
      fc.property(anyLadder, (input) => {
        const policy = defineTierPolicy<string, string>(input);
        expect(parseTierPolicy(policy)).toEqual({ ok: true, value: policy });
      }),
    );
  });

  test("no draft makes review throw, however it is broken", () => {
    const parts = fc.constantFrom("metrics", "tiers", "downgrade", "currency", "timeZone", "id", "version");
    fc.assert(
      fc.property(anyLadder, parts, fc.jsonValue(), fc.nat(), (input, part, junk, place) => {
        const whole = structuredClone(input) as unknown as Record<string, unknown>;
        const list = whole[part];
        if (Array.isArray(list) && place % 2 === 0) list[place % (list.length + 1)] = junk;
        else whole[part] = junk;
        const { policy, issues } = reviewTierPolicy(whole);
        expect(policy === null).toBe(issues.length > 0);
      }),
    );
  });
});

test("to restore and evaluate takes no schema library", async () => {
  const { metafile } = await build({
    stdin: { contents: 'export { restoreTierPolicy, evaluateTier } from "./src/tiers/index.ts";', resolveDir: "." },
    bundle: true,
    format: "esm",
    metafile: true,
    write: false,
    outfile: "out.js",
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  expect(used).toContain("src/tiers/evaluateTier.ts");
  expect(
    used.filter((path) => /node_modules\/(?!decimal\.js|date-fns|@date-fns)|schema\.ts|messages\.ts/.test(path)),
  ).toEqual([]);
});
