import {
  defineTierPolicy,
  simulateTierPolicy,
  type TierHorizon,
  type TierPolicy,
  type TierPortfolio,
  type TierPortfolioRow,
  type TierState,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { asColumns } from "../support/tierPortfolios.ts";
import { ladder, type LadderTier, programme, seen, yuan } from "../support/tiers.ts";

const asOf = "2026-07-01T00:00:00Z";
const NAMES = ["bronze", "silver", "gold"];
/** Everything that time can do: reviews, protection, least time, grace, waiting for a period, one step at a time. */
const timed = programme({
  tiers: [
    ladder.tiers[0],
    ladder.tiers[1],
    { ...ladder.tiers[2], lifetime: { metric: "orders", op: ">=", value: 12 } },
  ],
  upgrade: { mode: "oneStep", when: "nextPeriod" },
  downgrade: { mode: "oneStep", grace: { duration: "P1M", anchor: "firstBreach" } },
  schedule: { every: "quarter" },
  protectionAfterUpgrade: "P1M",
  minimumDwell: "P10D",
});
/** A ladder that shares no tier with the others, so that everybody is listed as one who moves. */
const elsewhere = defineTierPolicy<"nowhere", "spend" | "orders" | "idleDays">({
  ...ladder,
  id: "elsewhere",
  tiers: [{ id: "nowhere", rank: 0 }],
  downgrade: { mode: "oneStep", also: [] },
});

const since = "2026-01-01T00:00:00Z";
const held = (tier: LadderTier, spend: number, more: Partial<TierState> = {}, orders = 9): TierPortfolioRow => ({
  customerId: "C",
  state: { tier, since, ...more },
  metrics: seen(`${spend}.00`, orders),
});
const standingsIn = (portfolio: TierPortfolio, policy: TierPolicy, horizon: TierHorizon): readonly string[] => {
  const options = { asOf, horizon };
  const before = simulateTierPolicy(portfolio, { before: policy, after: elsewhere }, options);
  const after = simulateTierPolicy(portfolio, { before: elsewhere, after: policy }, options);
  const told = before.movers.map(({ index, from, heldBy }) => [index, from, heldBy] as const);
  expect(
    after.movers.map(({ index, to, heldBy: { before: b, after: a } }) => [index, to, { before: a, after: b }]),
  ).toEqual(told);
  return told.map(([, tier, { before: hold }]) => (hold === null ? tier : `${tier} by ${hold}`));
};
const unknown = { spend: null, orders: null, idleDays: null };
const before = programme({});
const HORIZONS = ["atOnce", "settled", "afresh"] as const;

describe("from where customers are judged", () => {
  const standing: readonly (readonly [string, TierPortfolioRow, readonly string[]])[] = [
    ["kept by the gentler retain", held("gold", 4500), ["gold", "gold", "silver"]],
    ["a test failed, grace", held("gold", 500), ["gold by grace", "bronze", "bronze"]],
    [
      "grace going on",
      held("gold", 500, { breachedSince: "2026-06-10T00:00:00Z", graceUntil: "2026-07-10T00:00:00Z" }),
      ["gold by grace", "bronze", "bronze"],
    ],
    [
      "grace is over: one step, and the next ones",
      held("gold", 500, { breachedSince: "2026-05-10T00:00:00Z", graceUntil: "2026-06-10T00:00:00Z" }),
      ["silver", "bronze", "bronze"],
    ],
    [
      "protected after an upgrade",
      held("gold", 500, { since: "2026-06-15T00:00:00Z", by: "upgrade" }),
      ["gold by protection", "bronze", "bronze"],
    ],
    [
      "held for too short a time",
      held("gold", 500, { since: "2026-06-25T00:00:00Z", by: "enrol" }),
      ["gold by minimumDwell", "bronze", "bronze"],
    ],
    ["for life", held("gold", 500, { lifetime: "gold" }), ["gold by lifetime", "gold by lifetime", "bronze"]],
    [
      "a lower tier for life",
      held("gold", 500, { lifetime: "silver" }),
      ["gold by grace", "silver by lifetime", "bronze"],
    ],
    ["reviewed already", held("gold", 500, { reviewed: asOf }), ["gold", "bronze", "bronze"]],
    ["a rise decided now, of one step", held("bronze", 6000), ["silver", "gold", "gold"]],
    [
      "a rise promised",
      held("silver", 4500, { pending: { tier: "gold", at: "2026-10-01T00:00:00Z" } }),
      ["silver", "gold", "silver"],
    ],
    [
      "a rise promised that nothing supports any more",
      held("silver", 500, { pending: { tier: "gold", at: "2026-10-01T00:00:00Z" } }),
      ["silver", "bronze", "bronze"],
    ],
    [
      "a rise that falls due",
      held("silver", 4500, { pending: { tier: "gold", at: asOf } }),
      ["gold", "gold", "silver"],
    ],
    ["new", { customerId: "C", state: null, metrics: seen("6000.00") }, ["gold", "gold", "gold"]],
    ["not known", { ...held("gold", 0), metrics: unknown }, ["gold", "gold", "bronze"]],
    [
      "neither read before nor after somebody else",
      held("gold", 500, { breachedSince: "2026-05-10T00:00:00Z", graceUntil: "2026-06-10T00:00:00Z" }),
      ["silver", "bronze", "bronze"],
    ],
  ];
  const rows = standing.map(([, row]) => row);
  const columns = asColumns(rows, NAMES);

  test.each(HORIZONS.map((horizon, at) => ({ horizon, at })))(
    "$horizon: rows, and the same as columns",
    ({ horizon, at }) => {
      const told = (portfolio: TierPortfolio): readonly unknown[] =>
        standingsIn(portfolio, timed, horizon).map((tier, index) => [standing[index]?.[0], tier]);
      const expected = standing.map(([name, , tiers]) => [name, tiers[at]]);
      expect(told(rows)).toEqual(expected);
      expect(told(columns)).toEqual(expected);
      expect(told(asColumns(rows.toReversed(), NAMES.toReversed())).length).toBe(rows.length);
    },
  );

  test("a term: until it ends, and afterwards", () => {
    const yearly = programme({ validity: { lasts: "P1Y" }, downgrade: { mode: "oneStep" } });
    const terms = [
      held("gold", 500, { validUntil: "2026-07-02T00:00:00Z" }),
      held("gold", 500, { validUntil: asOf }),
      held("gold", 500, { since: "2025-07-01T00:00:00.001Z" }),
    ];
    const expected = [
      ["gold", "silver", "gold"],
      ["bronze", "bronze", "bronze"],
      ["bronze", "bronze", "bronze"],
    ];
    expect(HORIZONS.map((horizon) => standingsIn(terms, yearly, horizon))).toEqual(expected);
    expect(HORIZONS.map((horizon) => standingsIn(asColumns(terms, NAMES), yearly, horizon))).toEqual(expected);
  });

  test("a tier that is never lost is the end of the way down", () => {
    const fixed = programme({
      tiers: [ladder.tiers[0], { ...ladder.tiers[1], downgradeAllowed: false }, ladder.tiers[2]],
      downgrade: { mode: "oneStep" },
    });
    const rows = [held("gold", 500), held("silver", 500)];
    const expected = [
      ["silver", "silver by downgradeNotAllowed"],
      ["silver by downgradeNotAllowed", "silver by downgradeNotAllowed"],
      ["bronze", "bronze"],
    ];
    expect(HORIZONS.map((horizon) => standingsIn(rows, fixed, horizon))).toEqual(expected);
    expect(HORIZONS.map((horizon) => standingsIn(asColumns(rows, NAMES), fixed, horizon))).toEqual(expected);
  });

  test("settled: what people decided with an end no longer binds, and is not read", () => {
    const override = { reason: "r", actor: "a", from: since } as const;
    const until = "2027-01-01T00:00:00Z";
    const rows = [
      { ...held("gold", 500), overrides: [{ ...override, kind: "pin", tier: "gold", until: null } as const] },
      { ...held("gold", 500), overrides: [{ ...override, kind: "pin", tier: "gold", until } as const] },
      { ...held("bronze", 6000), overrides: [{ ...override, kind: "ceiling", tier: "silver", until: null } as const] },
      { ...held("bronze", 6000), overrides: [{ ...override, kind: "ceiling", tier: "silver", until } as const] },
      { ...held("gold", 500), overrides: [{ ...override, kind: "exemptFromDowngrade", until: null } as const] },
      { ...held("gold", 500), overrides: [{ ...override, kind: "exemptFromDowngrade", until } as const] },
    ];
    const tierIn = (row: TierPortfolioRow, horizon: TierHorizon): readonly string[] =>
      simulateTierPolicy([row], { before, after: before }, { asOf, horizon }).flows.map(({ to }) => to);
    expect(rows.map((row) => HORIZONS.flatMap((horizon) => tierIn(row, horizon)))).toEqual([
      ["gold", "gold", "gold"],
      ["gold", "bronze", "gold"],
      ["silver", "silver", "silver"],
      ["silver", "gold", "silver"],
      ["gold", "gold", "bronze"],
      ["gold", "bronze", "bronze"],
    ]);
  });
});

describe("tiers that only one of the policies has", () => {
  const old = defineTierPolicy<string, string>({ ...ladder, timeZone: "UTC", id: "old" });
  const renamed = defineTierPolicy<string, string>({
    ...ladder,
    timeZone: "UTC",
    id: "renamed",
    tiers: [ladder.tiers[0], { ...ladder.tiers[1], id: "plus" }, ladder.tiers[2]],
  });
  const both = ["gold", "plus", "silver", "bronze"];
  const life = (tier: string, more: object = {}): TierPortfolioRow => ({
    ...held("gold", 500),
    value: yuan(1),
    state: { tier, since, ...more },
  });
  const rows = [
    life("silver", { since: "2026-06-30T00:00:00Z", lifetime: "gold" }),
    life("plus", { lifetime: "gold", pending: { tier: "gold", at: "2026-10-01T00:00:00Z" } }),
    life("gold", { lifetime: "silver" }),
    life("bronze", { pending: { tier: "silver", at: "2026-06-01T00:00:00Z" } }),
    life("bronze", { pending: { tier: "plus", at: "2026-06-01T00:00:00Z" } }),
    { ...life("plus"), value: null },
    { customerId: "new", state: null, metrics: seen("0.00") },
  ];

  test.each(["atOnce", "settled"] as const)("%s: what a ladder does not have is left out of the state", (horizon) => {
    const tell = (portfolio: TierPortfolio) =>
      simulateTierPolicy(portfolio, { before: old, after: renamed }, { asOf, horizon });
    const told = tell(rows);
    const settled = horizon === "settled" ? "lifetime" : null;
    expect(told.movers.map(({ index, from, to, heldBy }) => [index, from, to, heldBy])).toEqual([
      [0, "silver", "bronze", { before: "lifetime", after: null }],
      [1, "bronze", "gold", { before: null, after: settled }],
      [2, "silver", "bronze", { before: settled, after: null }],
    ]);
    expect([told.before.withoutTier, told.after.withoutTier]).toEqual([
      [{ tier: "plus", customers: 2, value: yuan(1) }],
      [{ tier: "silver", customers: 1, value: yuan(1) }],
    ]);
    expect(tell(asColumns(rows, both))).toEqual(told);
  });

  test("afresh nobody has a tier that could be missing; a tier of neither is refused", () => {
    const policies = { before: old, after: renamed };
    const afresh = simulateTierPolicy(rows, policies, { asOf, horizon: "afresh" });
    expect([afresh.before.withoutTier, afresh.after.withoutTier, afresh.refusals.total]).toEqual([[], [], 0]);
    expect(simulateTierPolicy(asColumns(rows, both), policies, { asOf, horizon: "afresh" })).toEqual(afresh);
    const odd = [
      life("jade"),
      life("gold", { lifetime: "jade" }),
      life("gold", { pending: { tier: "jade", at: asOf } }),
    ];
    const paths = (portfolio: TierPortfolio) =>
      simulateTierPolicy(portfolio, policies, { asOf }).refusals.rows.map(({ index, code, path, params }) => [
        index,
        code,
        path,
        params["tier"],
      ]);
    const expected = (...keys: readonly string[]): readonly unknown[] =>
      keys.map((key, at) => [at, "tier-not-in-policy", `/state/${key}`, "jade"]);
    expect(paths(odd)).toEqual(expected("tier", "lifetime", "pending/tier"));
    expect(paths(asColumns(odd, [...both, "jade"]))).toEqual(expected("tier", "lifetime", "pending"));
  });

  test("several tiers are told in the order of their names", () => {
    const told = simulateTierPolicy(
      [life("gold"), life("silver"), life("bronze")],
      { before: old, after: elsewhere },
      { asOf },
    );
    expect(told.after.withoutTier.map(({ tier, customers, value }) => [tier, customers, value.amount])).toEqual([
      ["bronze", 1, "0.01"],
      ["gold", 1, "0.01"],
      ["silver", 1, "0.01"],
    ]);
  });
});
