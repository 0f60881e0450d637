import { checkMetrics, metricFindings, parseMetrics } from "clientele/rules";
import { describe, expect, test } from "vitest";

type Metrics = Parameters<typeof checkMetrics>[0];
const reported = (metrics: unknown, keys?: readonly string[]): unknown => {
  const found: unknown[] = [];
  checkMetrics(
    metrics as Metrics,
    (code, place, params) => {
      found.push([code, place.join("/"), ...(params === undefined ? [] : [params])]);
    },
    keys,
  );
  return found;
};
const logins = { id: "logins", kind: "count", window: { rolling: "P30D" }, measure: { activity: "count" } };
const spend = { id: "spend", kind: "money", window: { rolling: "P12M" }, measure: { orders: "net" } };
const part = { id: "part", kind: "share", measure: { share: "logins", of: "logins" } };
const change = (of: string, more: object = {}) => ({
  id: "change",
  kind: "number",
  measure: { change: of, as: "difference" },
  ...more,
});

describe("examples", () => {
  const KINDS = ["money", "count", "days", "share", "number", "text", "boolean", "day"];
  test.each<[unknown, readonly string[]]>([
    [{ orders: "count" }, ["count"]],
    [{ orders: "purchaseDays" }, ["count", "days"]],
    [{ orders: "net" }, ["money"]],
    [{ orders: "gross" }, ["money"]],
    [{ orders: "largestDay" }, ["money"]],
    [{ orders: "mean", rounding: "half-even" }, ["money"]],
    [{ refunds: "amount" }, ["money"]],
    [{ refunds: "count" }, ["count"]],
    [{ refunds: "share" }, ["share"]],
    [{ activity: "count" }, ["count"]],
    [{ activity: "days" }, ["count", "days"]],
    [{ interactions: "count" }, ["count"]],
    [{ interactions: "days" }, ["count", "days"]],
    [{ cases: "opened" }, ["count"]],
    [{ cases: "repeatedShare" }, ["share"]],
    [{ answers: "count" }, ["count"]],
    [{ answers: "mean" }, ["number"]],
    [{ answers: "nps" }, ["number"]],
    [{ answers: "shareAtOrAbove", level: 4 }, ["share"]],
    [{ answers: "shareAtOrBelow", level: 4 }, ["share"]],
  ])("%j over time is of %j", (measure, kinds) => {
    for (const kind of KINDS) {
      const said = reported([{ id: "x", kind, window: "lifetime", measure }]);
      expect(said).toEqual(kinds.includes(kind) ? [] : [["kind-unfit", "metrics/0/kind", { kind, fits: kinds }]]);
    }
    expect(reported([{ id: "x", kind: kinds[0], window: null, measure }])).toEqual([
      ["window-missing", "metrics/0/window"],
    ]);
  });

  test.each<[unknown, readonly string[]]>([
    [{ cases: "open" }, ["count"]],
    [{ contracts: "active" }, ["count"]],
    [{ contracts: "value" }, ["money"]],
    [{ contracts: "endsInDays" }, ["days"]],
    [{ tenure: "enrolment" }, ["days"]],
    [{ inactivity: "orders" }, ["days"]],
    [{ share: "logins", of: "logins" }, ["share", "number"]],
    [{ change: "spend", as: "difference" }, ["number", "money"]],
  ])("%j is of now, and of %j", (measure, kinds) => {
    for (const kind of KINDS) {
      const said = reported([{ id: "x", kind, window: null, measure }, logins, spend]);
      if (!kinds.includes(kind)) expect(said).toEqual([["kind-unfit", "metrics/0/kind", { kind, fits: kinds }]]);
    }
    const kind = kinds.at(-1);
    expect(reported([{ id: "x", kind, window: null, measure }, logins, spend])).toEqual([]);
    expect(reported([{ id: "x", kind, window: "lifetime", measure }, logins, spend])).toEqual([
      ["window-unused", "metrics/0/window"],
    ]);
  });

  test.each<[string, string]>([
    ["activity", "kind"],
    ["activity", "subject"],
    ["interactions", "channel"],
    ["interactions", "direction"],
    ["interactions", "subject"],
  ])("days since the last of %s may be of one %s", (inactivity, key) => {
    expect(reported([{ id: "x", kind: "days", measure: { inactivity, where: { [key]: "inbound" } } }])).toEqual([]);
    const orders = { inactivity: "orders", where: { [key]: "inbound" } };
    expect(reported([{ id: "x", kind: "days", measure: orders }])).toEqual([
      ["filter-unfit", `metrics/0/measure/where/${key}`, { key, family: "orders" }],
    ]);
    expect(reported([{ id: "x", kind: "days", measure: { ...orders, where: { [key]: null } } }])).toEqual([]);
  });

  test.each<[string, object]>([
    ["a rolling window of hours", { window: { rolling: "PT36H" } }],
    ["of months", { window: { rolling: "P1M" } }],
    ["an age of a month", { maxAge: "P1M" }],
    ["an age of a day", { maxAge: "P1D" }],
    ["an age of an hour", { maxAge: "PT1H" }],
  ])("%s", (_, more) => {
    expect(reported([{ ...logins, ...more }])).toEqual([]);
  });

  test("an age of nothing", () => {
    expect(reported([{ ...logins, maxAge: "P0D" }])).toEqual([["empty-duration", "metrics/0/maxAge"]]);
  });

  test.each(["money", "count", "number", "days", "share", "text", "boolean", "day"])("a balance of %s", (kind) => {
    const fits = ["money", "count", "number"];
    const issue = ["not-redeemable", "metrics/0/redeemable", { kind, fits }];
    expect(reported([{ id: "points", kind, redeemable: true }])).toEqual(fits.includes(kind) ? [] : [issue]);
    expect(reported([{ id: "points", kind, redeemable: false }])).toEqual([]);
    expect(reported([{ id: "points", kind: undefined, redeemable: true }])).toEqual([]);
  });
});

describe("refusals", () => {
  test.each<[string, readonly unknown[], readonly unknown[]]>([
    [
      "a name twice",
      [spend, logins, { ...logins, id: "spend" }],
      ["duplicate-id", "metrics/2/id", { id: "spend", first: "/metrics/0/id" }],
    ],
    [
      "a share of what there is not",
      [{ ...part, measure: { share: "visits", of: "logins" } }, logins],
      ["part-not-defined", "metrics/0/measure/share", { metric: "visits" }],
    ],
    [
      "of what there is not",
      [{ ...part, measure: { share: "logins", of: "visits" } }, logins],
      ["part-not-defined", "metrics/0/measure/of", { metric: "visits" }],
    ],
    [
      "a share of a change",
      [{ ...part, measure: { share: "change", of: "logins" } }, change("logins", { kind: "number" }), logins],
      ["part-not-measured", "metrics/0/measure/share", { metric: "change" }],
    ],
    [
      "of two kinds",
      [{ ...part, measure: { share: "logins", of: "spend" } }, logins, spend],
      ["parts-differ", "metrics/0/measure", { kinds: ["count", "money"] }],
    ],
    [
      "a change of what the host brings",
      [change("host"), { id: "host", kind: "number", measure: null }],
      ["part-not-measured", "metrics/0/measure/change", { metric: "host" }],
    ],
    [
      "a change of the lifetime",
      [change("logins"), { ...logins, window: "lifetime" }],
      ["change-without-period", "metrics/0/measure/change", { metric: "logins" }],
    ],
    [
      "a difference of money in numbers",
      [change("spend"), spend],
      ["kind-unfit", "metrics/0/kind", { kind: "number", fits: ["money"] }],
    ],
    [
      "a difference of counts in money",
      [change("logins", { kind: "money" }), logins],
      ["kind-unfit", "metrics/0/kind", { kind: "money", fits: ["number"] }],
    ],
  ])("%s", (_, metrics, expected) => {
    const said = reported(metrics) as readonly unknown[];
    // a share of a change is of another kind as well
    expect(said[0]).toEqual(expected);
    expect(said.slice(1).map((issue) => (issue as readonly unknown[])[0])).toEqual(
      expected[2] !== undefined && (expected[2] as { metric?: string }).metric === "change" ? ["parts-differ"] : [],
    );
  });

  test("a change of a share of what there is not is said once, where the share stands", () => {
    const broken = { ...part, measure: { share: "logins", of: "visits" } };
    expect(reported([logins, broken, change("part")])).toEqual([
      ["part-not-defined", "metrics/1/measure/of", { metric: "visits" }],
    ]);
  });

  test("a change of a share of the lifetime names the part", () => {
    const ever = { ...logins, id: "ever", window: "lifetime" };
    expect(reported([logins, ever, { ...part, measure: { share: "logins", of: "ever" } }, change("part")])).toEqual([
      ["change-without-period", "metrics/3/measure/change", { metric: "ever" }],
    ]);
  });
});

describe("drafts", () => {
  test("no metrics, and none that is sound", () => {
    expect(reported(undefined)).toEqual([]);
    expect(reported([undefined, undefined])).toEqual([]);
  });

  test("two without a name are not one twice", () => {
    const { id: _, ...nameless } = logins;
    expect(reported([nameless, nameless])).toEqual([]);
  });

  test.each<[string, readonly unknown[]]>([
    ["a share of a part whose kind is unsound", [logins, { ...spend, kind: undefined }]],
    ["a whole whose kind is unsound", [{ ...logins, kind: undefined }, spend]],
  ])("%s", (_, parts) => {
    expect(reported([...parts, { ...part, measure: { share: "logins", of: "spend" } }])).toEqual([]);
  });

  test("a change of what has an unsound kind, or an unsound measure", () => {
    expect(reported([change("spend", { kind: "money" }), { ...spend, kind: undefined }])).toEqual([]);
    expect(reported([change("logins"), { ...logins, measure: undefined }])).toEqual([]);
    expect(reported([change("part"), { ...part, measure: { share: "logins" } }, logins])).toEqual([]);
  });

  test("elsewhere in a policy", () => {
    expect(reported([{ ...logins, window: null }], ["dictionary", "own"])).toEqual([
      ["window-missing", "dictionary/own/0/window"],
    ]);
  });

  test("a door leaves out what a wrong type has cut out", () => {
    const parsed = parseMetrics({
      id: "m",
      version: 1,
      timeZone: "UTC",
      currency: "CNY",
      metrics: [{ ...logins, measure: { activity: "often" } }, change("logins")],
    });
    expect(parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path])).toEqual([
      ["no-form-fits", "/metrics/0/measure"],
    ]);
  });
});

describe("findings", () => {
  const found = (metrics: readonly unknown[]): unknown => {
    const said: unknown[] = [];
    metricFindings(metrics as Parameters<typeof metricFindings>[0], (code, keys, params) => {
      said.push([code, keys.join("/"), params]);
    });
    return said;
  };
  const running = ["change-of-running-period", "metrics/0/measure/change", { metric: "logins" }];

  test.each<[string, unknown, readonly unknown[]]>([
    ["the running month", { calendar: "month", fiscalStart: null, back: null }, [running]],
    ["the running year of one's own", { anniversary: "enrolment", every: "P1Y", back: 0 }, [running]],
    ["the month before", { calendar: "month", fiscalStart: null, back: 1 }, []],
    ["a rolling month", { rolling: "P1M" }, []],
    ["the lifetime", "lifetime", []],
    ["no window", null, []],
  ])("a change over %s", (_, window, expected) => {
    expect(found([change("logins"), { ...logins, window }])).toEqual(expected);
  });

  test("what the host brings, and what there is not, has no period", () => {
    expect(found([change("host"), { id: "host", kind: "number", measure: null, window: null }])).toEqual([]);
    expect(found([change("nothing")])).toEqual([]);
    expect(found([change("part"), { ...part, measure: { share: "a", of: "b" } }])).toEqual([]);
  });
});
