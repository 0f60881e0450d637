import fc from "fast-check";
import { defineTierPolicy, evaluateTier, evaluateTiers } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { anyTierCase, JUDGED_AT, ladder, yuan } from "../support/tiers.ts";

const policy = defineTierPolicy(ladder);
const asOf = JUDGED_AT;
const row = (customerId: string, fen: number): { customerId: string; state: null; metrics: object; shop: string } => ({
  customerId,
  state: null,
  metrics: { spend: yuan(fen), orders: 9, idleDays: 1 },
  shop: "Xi'an",
});

describe("examples", () => {
  test("rows come back as they were handed in, each with its decision", () => {
    const rows = [row("A", 500_000), row("B", 100)];
    const decided = [...evaluateTiers(rows, policy, { asOf })];
    expect(decided.map((one) => one.row)).toEqual(rows);
    expect(decided[0]?.row).toBe(rows[0]);
    expect(decided.map(({ result }) => result.ok && result.value.to)).toEqual(["gold", "bronze"]);
  });

  test("a row is looked at only when it is reached, and an endless population is no trouble", () => {
    let reached = 0;
    function* endless(): Generator<ReturnType<typeof row>> {
      for (;;) yield row(`C-${reached++}`, 0);
    }
    const decided = evaluateTiers(endless(), policy, { asOf });
    expect(reached).toBe(0);
    for (const { row: seen } of decided) if (seen.customerId === "C-2") break;
    expect(reached).toBe(3);
  });

  test("a list can be gone through again", () => {
    const decided = evaluateTiers([row("A", 0)], policy, { asOf });
    expect([...decided]).toEqual([...decided]);
  });
});

describe("refusals", () => {
  test("a row that is refused does not stop the others", () => {
    const rows = [null, { ...row("A", 0), metrics: 3 }, row("B", 0)] as unknown as ReturnType<typeof row>[];
    expect([...evaluateTiers(rows, policy, { asOf })].map(({ result }) => (result.ok ? null : result.error))).toEqual([
      { code: "invalid-fact", path: "", expected: "object", observed: "null" },
      { code: "invalid-fact", path: "/metrics", expected: "object", observed: "3" },
      null,
    ]);
  });

  test("a mistake of the calling code throws at the call, not at the first row", () => {
    expect(() => evaluateTiers([], policy, { asOf: "yesterday" })).toThrow(/offset/);
  });
});

describe("laws", () => {
  test("a population is decided one by one", () => {
    fc.assert(
      fc.property(fc.array(anyTierCase, { minLength: 1, maxLength: 6 }), (cases) => {
        const [{ policy: one } = { policy }] = cases;
        const rows = cases.map(({ subject }) => subject);
        expect([...evaluateTiers(rows, one, { asOf })].map(({ result }) => result)).toEqual(
          rows.map((subject) => evaluateTier(subject, one, { asOf })),
        );
      }),
    );
  });
});
