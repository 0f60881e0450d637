import fc from "fast-check";
import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import {
  defineLifecycle,
  dueTransitions,
  forecastStages,
  lifecyclePresets,
  type LifecycleStateInput,
  projectTimers,
  replay,
  stageSpells,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyPopulation, spellsIn, spellsOf } from "../support/populations.ts";

const ahead = { period: "P1D", timeZone: "UTC", periods: 3 } as const;

describe("a forecast from little", () => {
  /** So many customers who have been in the stage a for a week; in the last `seen` days they were seen to stay. */
  const stayers = (customers: number) =>
    spellsOf(
      ["a", "b"],
      Array.from({ length: customers }, () => [["a", 0]] as const),
      7,
    );

  test("customers seen on no day: anything may become of them", () => {
    const { observed, assumedToStay, caveats, periods } = forecastStages(
      spellsOf(
        ["a", "b"],
        Array.from({ length: 5 }, () => [["a", 6.5]] as const),
        7,
      ),
      ahead,
    );
    expect([observed, assumedToStay]).toEqual([0, ["a"]]);
    expect(caveats).toEqual([{ code: "few-departures", stage: "a", left: 0, standing: 5 }]);
    expect(periods[0]?.stages.map(({ interval }) => interval)).toEqual([
      [5, 5],
      [0, 0],
    ]);
    for (const { stages } of periods.slice(1)) {
      expect(stages.map(({ expected }) => expected)).toEqual([5, 0]);
      expect(stages[0]?.interval[0]).toBeLessThan(1);
      expect(stages[1]?.interval[1]).toBeGreaterThan(4);
    }
  });

  test("nobody of ten left on seven days: the more who stayed, the narrower", () => {
    const lows = [1, 10, 100, 1000].map((customers) => {
      const { periods, caveats } = forecastStages(stayers(customers), { ...ahead, periods: 1, lookBack: 7 });
      expect(caveats.map(({ code, left }) => [code, left])).toEqual([["few-departures", 0]]);
      return (periods[1]?.stages[0]?.interval[0] ?? 0) / customers;
    });
    expect(lows).toEqual(lows.toSorted((one, other) => one - other));
    // by hand for 10 customers on 7 days, at the default of 95 %
    const square = 1.959963984540054 ** 2;
    const stay = (70 + square / 2) / (70 + square);
    const half = Math.sqrt(square * (10 + 100 / (70 + square)) * stay * (1 - stay));
    expect(lows[1]).toBeCloseTo((10 * stay - half) / 10, 10);
  });

  test("a caveat becomes a sentence, and nine departures are few, ten are not", () => {
    const left = (count: number) =>
      forecastStages(
        spellsOf(
          ["a", "b"],
          [
            [["a", 0]],
            ...Array.from(
              { length: count },
              () =>
                [
                  ["a", 0],
                  ["b", 5.5],
                ] as const,
            ),
          ],
          7,
          ["b"],
        ),
        ahead,
      ).caveats;
    expect(left(10)).toEqual([]);
    expect(explain(left(9), { locale: "en" })).toEqual([
      "few customers were seen to leave the stage a (departures: 9, still there: 1)",
    ]);
    expect(explain(left(9), { locale: "zh-CN" })).toEqual(["观察到离开 a 阶段的客户很少（离开 9 次，仍在其中 1 位）"]);
  });

  test("refuses more periods than a moment's work allows for as many stages", () => {
    const stages = Array.from({ length: 100 }, (_, at) => `s${at}`);
    expect(() => forecastStages(spellsOf(stages, [], 1), { ...ahead, periods: 15 })).toThrow(
      "periods: expected at most 14 for 100 stages, received 15",
    );
    expect(forecastStages(spellsOf(["a"], [[["a", 0]]], 1), { ...ahead, periods: 520 }).periods).toHaveLength(521);
  });

  test("nothing to come is certain, today is", () => {
    fc.assert(
      fc.property(anyPopulation, (population) => {
        const spells = spellsIn(population);
        const { periods, customers } = forecastStages(spells, ahead);
        for (const [at, { stages }] of periods.entries()) {
          for (const { interval } of stages) {
            expect(interval[0]).toBeGreaterThanOrEqual(0);
            expect(interval[1]).toBeLessThanOrEqual(customers);
            if (at === 0) expect(interval[0]).toBe(interval[1]);
            else expect(interval[0]).toBeLessThan(interval[1]);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("projectTimers", () => {
  const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
  const asOf = "2026-10-01T00:00:00Z";
  const options = { asOf, period: "P1M", periods: 12 } as const;
  const wonBack = (day: string) => ({ stage: "wonBack", enteredAt: `${day}T00:00:00Z` }) as const;

  test("fifty won back on one day go dormant on one day, which rates alone do not foresee", () => {
    const courses = Array.from({ length: 50 }, () =>
      orThrow(
        replay(
          {
            startedAt: "2025-01-01T00:00:00Z",
            startedIn: "lost",
            events: [{ kind: "purchased", at: "2026-07-04T00:00:00Z" }],
          },
          policy,
          { asOf },
        ),
      ),
    );
    const { spells } = stageSpells(courses, policy, { asOf });
    const { periods } = forecastStages(spells, { period: "P7D", timeZone: policy.timeZone, periods: 1 });
    expect(periods[1]?.stages.find(({ stage }) => stage === "wonBack")?.expected).toBe(50);
    const states = courses.map(({ state }) => state);
    const sure = projectTimers(states, policy, { asOf, period: "P7D", periods: 1 });
    expect(sure.periods[1]?.moves).toEqual([{ from: "wonBack", to: "dormant", count: 50 }]);
  });

  test("one timer leads to the next; who has no timer stays", () => {
    const { periods, customers } = projectTimers(
      [wonBack("2026-09-15"), { stage: "prospect", enteredAt: "2026-09-15T00:00:00Z" }],
      policy,
      options,
    );
    expect(customers).toBe(2);
    expect(periods.flatMap(({ at, moves }) => moves.map(({ from, to, count }) => [at, from, to, count]))).toEqual([
      ["2027-01-01T00:00:00.000Z", "wonBack", "dormant", 1], // 14 December
      ["2027-07-01T00:00:00.000Z", "dormant", "lost", 1], // 180 days later, 12 June
    ]);
    expect(periods.at(-1)?.stages.filter((row) => row.customers > 0)).toEqual([
      { stage: "prospect", customers: 1 },
      { stage: "lost", customers: 1 },
    ]);
  });

  test("what timers did up to today is counted as of today; the moment itself is included", () => {
    const { periods } = projectTimers([wonBack("2026-07-03"), wonBack("2026-07-04")], policy, {
      ...options,
      period: "P1D",
      periods: 1,
    });
    const dormant = periods.map(({ stages }) => stages.find(({ stage }) => stage === "dormant")?.customers);
    expect(dormant).toEqual([1, 2]);
    expect(periods.map(({ moves }) => moves)).toEqual([[], [{ from: "wonBack", to: "dormant", count: 1 }]]);
  });

  test("states that cannot be used are counted and listed", () => {
    const {
      customers,
      findings,
      policy: reference,
    } = projectTimers(
      [
        wonBack("2026-09-15"),
        { stage: "nowhere" as "lost", enteredAt: asOf },
        { stage: "lost", enteredAt: "soon" },
        { stage: "lost", enteredAt: "2026-10-02T00:00:00Z" },
      ],
      policy,
      options,
    );
    expect([customers, findings.total, reference]).toEqual([1, 3, { id: policy.id, version: 1 }]);
    expect(findings.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [1, "stage-not-in-policy", ""],
      [2, "invalid-fact", "/enteredAt"],
      [3, "asked-before-state", ""],
    ]);
    expect(explain(findings.rows, { locale: "en" })[0]).toBe(
      "row 1: the stage nowhere is not one of the policy acquire-to-win-back",
    );
  });

  test.each([
    ["no periods", { ...options, periods: 0 }, "invalid-option"],
    ["too many", { ...options, periods: 521 }, "invalid-option"],
    ["half a one", { ...options, periods: 1.5 }, "invalid-option"],
    ["an empty period", { ...options, period: "PT0S" }, "invalid-option"],
    ["no period", { ...options, period: "month" }, "invalid-duration"],
    ["no moment", { ...options, asOf: "soon" }, "invalid-instant"],
    ["a cap", { ...options, listed: -1 }, "invalid-option"],
  ])("refuses %s", (_, wrong, code) => {
    expect(() => projectTimers([], policy, wrong)).toThrow(expect.objectContaining({ code }));
  });

  test("it is what dueTransitions tells of each; customers are conserved; the order does not matter; JSON", () => {
    fc.assert(
      fc.property(anyPopulation, fc.constantFrom("P7D", "P1M", "PT36H"), (population, period) => {
        const { policy: followed, asOf: at } = population;
        const states = population.courses.map((course) => (course as unknown as { state: LifecycleStateInput }).state);
        const projected = projectTimers(states, followed, { asOf: at, period, periods: 4 });
        const { customers, findings, periods } = projected;
        expect(customers + findings.total).toBe(states.length);
        for (const { at: moment, stages, moves } of periods) {
          expect(stages.reduce((sum, row) => sum + row.customers, 0)).toBe(customers);
          expect(moves.every(({ count }) => count > 0)).toBe(true);
          if (findings.total > 0) continue;
          const alone = states.map((state) => orThrow(dueTransitions(state, followed, { asOf: moment })));
          for (const { stage, customers: here } of stages) {
            expect(alone.filter(({ stateAfter }) => stateAfter.stage === stage)).toHaveLength(here);
          }
        }
        expect(projectTimers(states.toReversed(), followed, { asOf: at, period, periods: 4 }).periods).toEqual(periods);
        expect(JSON.parse(JSON.stringify(projected))).toEqual(projected);
      }),
      { numRuns: 50 },
    );
  });
});
