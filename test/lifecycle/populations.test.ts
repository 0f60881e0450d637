import fc from "fast-check";
import { epochMsOf, orThrow } from "clientele/core";
import { replayLifecycleColumns, stageSpellColumns } from "clientele/kernel";
import {
  defineLifecycle,
  dwellTimes,
  joinStageSpells,
  lifecycleProgram,
  replay,
  stageAbsorption,
  stageFunnel,
  stageSpells,
  transitionMatrix,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { eliminateStates } from "../../src/lifecycle/internal/eliminateStates.ts";
import { course } from "../support/lifecycle.ts";
import { anyPopulation, type PopulationCase, spellsIn, spellsOf } from "../support/populations.ts";

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const policy = defineLifecycle(course);
const rounded = (value: number | null | undefined): number | null =>
  (value ?? null) === null ? null : Number((value ?? 0).toFixed(4));

describe("dwellTimes", () => {
  // Weeks in remission of children with acute leukaemia, under 6-MP and under placebo; + still in remission when last seen.
  // E. J. Freireich et al., Blood 21 (1963), as in E. A. Gehan, Biometrika 52 (1965).
  const treated = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
  const placebo = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";
  const remissions = (text: string) => {
    const seen = text.split(" ").map((word) => ({ weeks: Number.parseInt(word, 10), lasts: word.endsWith("+") }));
    return spellsOf(
      ["remission", "relapse"],
      // everybody is seen up to day 700: who was seen for a week began a week before, if the remission lasts
      seen.map(({ weeks, lasts }) =>
        lasts
          ? [["remission", 700 - 7 * weeks]]
          : [
              ["remission", 100],
              ["relapse", 100 + 7 * weeks],
            ],
      ),
      700,
    );
  };

  test("the published curve of the remissions under 6-MP, with its standard errors", () => {
    const [remission] = dwellTimes(remissions(treated));
    expect(remission).toMatchObject({ entered: 21, left: 9, standing: 12 });
    expect(
      remission?.curve.map(({ afterMs, atRisk, left, remaining }) => [
        afterMs / WEEK,
        atRisk,
        left,
        rounded(remaining),
      ]),
    ).toEqual([
      [6, 21, 3, 0.8571],
      [7, 17, 1, 0.8067],
      [10, 15, 1, 0.7529],
      [13, 12, 1, 0.6902],
      [16, 11, 1, 0.6275],
      [22, 7, 1, 0.5378],
      [23, 6, 1, 0.4482],
    ]);
    // log-log intervals at six weeks, as printed by statistical packages, and of the median
    expect(remission?.curve[0]?.interval?.map(rounded)).toEqual([0.6197, 0.9516]);
    expect(remission?.medianMs).toBe(23 * WEEK);
    expect(remission?.medianInterval).toEqual([13 * WEEK, null]);
    // 9 relapses in 359 weeks
    expect(remission?.meanMs).toBeCloseTo((359 / 9) * WEEK, 3);
  });

  test("the same under placebo, where nobody remains", () => {
    const [remission] = dwellTimes(remissions(placebo));
    expect(remission?.medianMs).toBe(8 * WEEK);
    expect(remission?.medianInterval).toEqual([4 * WEEK, 11 * WEEK]);
    expect(remission?.curve.at(-1)).toMatchObject({ afterMs: 23 * WEEK, remaining: 0, interval: null });
  });

  test("a stage that nobody left, or that nobody was in", () => {
    const spells = spellsOf(["a", "b", "c"], [[["a", 0]], [["a", 1]]], 3);
    expect(dwellTimes(spells).map(({ stage, entered, totalMs }) => [stage, entered, totalMs])).toEqual([
      ["a", 2, 5 * DAY],
      ["b", 0, 0],
      ["c", 0, 0],
    ]);
    expect(dwellTimes(spells)[0]).toMatchObject({
      meanMs: null,
      medianMs: null,
      medianInterval: [null, null],
      curve: [],
    });
  });

  test("times cut off to whole units, and curves thinned", () => {
    const spells = spellsOf(
      ["a", "b"],
      [1.2, 1.9, 2.5, 4.1].map((days) => [
        ["a", 0],
        ["b", days],
      ]),
      9,
    );
    const [whole] = dwellTimes(spells, { resolutionMs: DAY });
    expect(whole?.curve.map(({ afterMs, left }) => [afterMs / DAY, left])).toEqual([
      [1, 2],
      [2, 1],
      [4, 1],
    ]);
    expect(dwellTimes(spells, { points: 2 })[0]?.curve.map(({ remaining }) => remaining)).toEqual([0.5, 0]);
  });
});

describe("stageFunnel", () => {
  const spells = spellsOf(
    ["lead", "trial", "client", "lost"],
    [
      [["lead", 0]],
      [
        ["lead", 0],
        ["lost", 1],
      ],
      [
        ["lead", 0],
        ["client", 2],
        ["lost", 5],
      ],
      [
        ["lead", 0],
        ["trial", 1],
        ["lead", 3],
        ["trial", 4],
      ],
      [["lost", 0]],
    ],
    9,
  );

  test("reached, passed over, dropped off", () => {
    const steps = stageFunnel(spells, { stages: ["lead", "trial", "client"] });
    expect(
      steps.map(({ stage, reached, entered, converted, droppedOff, waiting, gone }) => [
        stage,
        reached,
        entered,
        converted,
        droppedOff,
        waiting,
        gone,
      ]),
    ).toEqual([
      ["lead", 4, 4, 2, 2, 1, 1],
      ["trial", 2, 1, 1, 1, 1, 0],
      ["client", 1, 1, null, 0, 0, 0],
    ]);
    // Wilson's interval of 2 out of 4, and of 1 out of 2
    expect(steps[0]?.conversionInterval?.map(rounded)).toEqual([0.15, 0.85]);
    expect(steps[1]?.conversionInterval?.map(rounded)).toEqual([0.0945, 0.9055]);
  });
});

describe("stageAbsorption", () => {
  // A walk between four corners, home at 0 and the bar at 4: C. M. Grinstead and J. L. Snell, Introduction to Probability,
  // 2nd ed. 1997, examples 11.13 to 11.17: N, t and B.
  // Each corner is left once either way, after a day; whoever arrives is not seen any longer.
  const walk = spellsOf(
    ["0", "1", "2", "3", "4"],
    (["10", "12", "21", "23", "32", "34"] as const).map(([from, to]) => [
      [from as "1", 0],
      [to as "2", 1],
    ]),
    1,
    ["0", "4"],
  );

  test("the drunkard's walk", () => {
    const rows = stageAbsorption(walk);
    const inner = rows.slice(1, 4);
    expect(inner.map(({ arrives }) => arrives)).toEqual(["surely", "surely", "surely"]);
    expect(inner.map(({ expectedMs }) => (expectedMs ?? 0) / DAY)).toEqual(
      [3, 4, 3].map((days) => expect.closeTo(days, 12)),
    );
    expect(inner.map(({ probabilities }) => probabilities.map(({ probability }) => rounded(probability)))).toEqual([
      [0.75, 0.25],
      [0.5, 0.5],
      [0.25, 0.75],
    ]);
    expect(inner.map(({ expectedStays }) => expectedStays.map(({ stays }) => rounded(stays)))).toEqual([
      [1.5, 1, 0.5],
      [1, 2, 1],
      [0.5, 1, 1.5],
    ]);
    expect(rows[0]).toEqual({
      stage: "0",
      arrives: "already",
      probabilities: [
        { stage: "0", probability: 1, interval: null },
        { stage: "4", probability: 0, interval: null },
      ],
      never: 0,
      expectedMs: 0,
      expectedInterval: null,
      expectedStays: [],
      caveats: [],
    });
  });

  test("stages from which nobody was seen to get there", () => {
    const spells = spellsOf(
      ["a", "b", "c", "d", "e"],
      [
        [
          ["a", 0],
          ["b", 1],
          ["a", 2],
          ["d", 3],
        ],
        [
          ["a", 0],
          ["c", 1],
        ],
        [
          ["e", 0],
          ["d", 4],
        ],
        [["c", 0]],
      ],
      9,
    );
    const rows = stageAbsorption(spells, { into: ["d"] });
    expect(rows.map(({ stage, arrives, never, expectedMs }) => [stage, arrives, rounded(never), expectedMs])).toEqual([
      ["a", "sometimes", 0.5, null],
      ["b", "sometimes", 0.5, null],
      ["c", "never", 1, null],
      ["d", "already", 0, 0],
      ["e", "surely", 0, 4 * DAY],
    ]);
  });

  test("a chance of leaving too small for a subtraction", () => {
    // two states lead to each other, and one in 10^20 times out of the first: 2 × 10^20 + 1 steps
    const weights = Float64Array.from([0, 1, 1e-20, 1, 0, 0, 0, 0, 0]);
    const [steps] = eliminateStates({ size: 3, weights, inner: [1, 0], paid: [Float64Array.from([1, 1, 0])] });
    expect(Array.from(steps ?? [], (value) => value / 2e20)).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12), 0]);
  });
});

describe("refusals", () => {
  const asOf = "2026-03-01T00:00:00Z";
  const followed = orThrow(replay({ startedAt: "2026-01-01T00:00:00Z", events: [] }, policy, { asOf }));
  const { record } = followed;

  test("courses that cannot be used are counted and listed", () => {
    const change = { at: asOf, from: "lead", to: "client" } as const;
    const courses = [
      followed,
      { ...followed, record: { ...record, log: { ...record.log, startedAt: "2026-04-01T00:00:00Z" } } },
      { ...followed, record: { ...record, asOf: "2026-02-01T00:00:00Z" } },
      { ...followed, happened: [{ ...change, from: "idle" as const }] },
      { ...followed, happened: [change, { ...change, from: "client" as const, at: "2026-02-01T00:00:00.000Z" }] },
      { ...followed, happened: [{ ...change, at: "soon" }] },
      { ...followed, record: { ...record, log: { ...record.log, startedIn: "nowhere" as "lead" } } },
    ];
    const { spells, findings } = stageSpells(courses as unknown as (typeof followed)[], policy, { asOf });
    expect([spells.courses, spells.customers, spells.stage.length]).toEqual([7, 1, 1]);
    expect(findings.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [1, "course-not-begun", "/record/log/startedAt"],
      [2, "course-not-followed", "/record/asOf"],
      [3, "course-broken", "/happened/0"],
      [4, "course-broken", "/happened/1"],
      [5, "invalid-fact", "/happened/0/at"],
      [6, "stage-not-in-policy", "/record/log/startedIn"],
    ]);
  });

  const spells = spellsOf(["a", "b"], [[["a", 0]]], 1);
  test.each([
    ["a confidence", () => dwellTimes(spells, { confidence: 1 })],
    ["a resolution", () => dwellTimes(spells, { resolutionMs: 0.5 })],
    ["points", () => dwellTimes(spells, { points: 0 })],
    ["a stage that there is not", () => stageFunnel(spells, { stages: ["a", "z" as "a"] })],
    ["a stage named twice", () => stageAbsorption(spells, { into: ["a", "a"] })],
    ["no stages", () => stageFunnel(spells, { stages: [] })],
    ["no batches", () => joinStageSpells([])],
    ["batches of other moments", () => joinStageSpells([spells, { ...spells, asOf: 5 }])],
    [
      "columns without changes",
      () =>
        stageSpellColumns({ asOf: 1, stage: new Uint16Array(1), status: new Uint8Array(1), changes: null }, spells, {
          startedAt: [0],
        }),
    ],
    [
      "columns of other lengths",
      () =>
        stageSpellColumns(
          replayLifecycleColumns({ startedAt: [0], customer: [], kind: [], at: [] }, lifecycleProgram(policy), {
            asOf: 1,
            changes: true,
          }),
          lifecycleProgram(policy),
          { startedAt: [] },
        ),
    ],
  ])("%s", (_, ask) => {
    expect(ask).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

describe("laws", () => {
  const answers = (spells: ReturnType<typeof spellsIn>): unknown => [
    dwellTimes(spells),
    stageFunnel(spells, { stages: ["s0", "s2", "s3"] }),
    transitionMatrix(spells),
    stageAbsorption(spells, { into: ["s3"] }),
  ];

  test("columns give the same stays as rows", () => {
    fc.assert(
      fc.property(anyPopulation, (population) => {
        expect(spellColumnsOf(population)).toEqual(spellsIn(population));
      }),
    );
  });

  test("stays cover the time of each customer once", () => {
    fc.assert(
      fc.property(anyPopulation, (population) => {
        const { customer, enteredAt, until, next, stage, customers } = spellsIn(population);
        const startedAt = population.histories.map((history) => epochMsOf(history.startedAt));
        const total = startedAt.reduce((sum, at) => sum + epochMsOf(population.asOf) - at, 0);
        expect(until.reduce((sum, at, row) => sum + at - (enteredAt[row] ?? 0), 0)).toBe(total);
        expect(next.filter((to) => to === -1).length).toBe(customers);
        for (const [row, to] of next.entries()) {
          if (to === -1) continue;
          expect([customer[row + 1], stage[row + 1], enteredAt[row + 1]]).toEqual([customer[row], to, until[row]]);
        }
      }),
    );
  });

  test("neither the order of customers nor batches matter", () => {
    fc.assert(
      fc.property(anyPopulation, fc.nat(), (population, cut) => {
        const { courses } = population;
        const spells = spellsIn(population);
        const at = cut % (courses.length + 1);
        const [one, other] = [courses.slice(0, at), courses.slice(at)].map((part) =>
          spellsIn({ ...population, courses: part }),
        );
        if (one === undefined || other === undefined) expect.fail();
        expect(joinStageSpells([one, other])).toEqual(spells);
        expect(answers(joinStageSpells([other, one]))).toEqual(answers(spells));
      }),
    );
  });

  test("shares sum to one, counts are conserved, curves fall, intervals hold what they are of; answers are JSON", () => {
    fc.assert(
      fc.property(anyPopulation, (population) => {
        const spells = spellsIn(population);
        for (const { curve, entered, left, standing } of dwellTimes(spells)) {
          expect(left + standing).toBe(entered);
          let before = 1;
          for (const { remaining, interval } of curve) {
            expect(remaining).toBeLessThan(before);
            before = remaining;
            if (interval !== null) {
              expect(interval[0]).toBeLessThanOrEqual(remaining);
              expect(interval[1]).toBeGreaterThanOrEqual(remaining);
            }
          }
        }
        const funnel = stageFunnel(spells, { stages: ["s0", "s1", "s2", "s3"] });
        expect(funnel[0]?.reached).toBe(spells.customers);
        for (const [at, { reached, entered, converted, droppedOff, waiting, gone }] of funnel.entries()) {
          expect(entered).toBeLessThanOrEqual(reached);
          expect(waiting + gone).toBe(droppedOff);
          if (converted !== null)
            expect([converted + droppedOff, converted]).toEqual([reached, funnel[at + 1]?.reached]);
        }
        for (const { left, to } of transitionMatrix(spells)) {
          expect(to.reduce((sum, { count }) => sum + count, 0)).toBe(left);
          if (left > 0) expect(to.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        }
        for (const { probabilities, never, arrives, expectedMs } of stageAbsorption(spells, { into: ["s2", "s3"] })) {
          expect(probabilities.reduce((sum, { probability }) => sum + probability, never)).toBeCloseTo(1, 12);
          expect(expectedMs === null).toBe(arrives === "sometimes" || arrives === "never");
        }
        expect(JSON.parse(JSON.stringify(answers(spells)))).toEqual(answers(spells));
      }),
    );
  });
});

/** The stays, from columns. */
function spellColumnsOf({ policy: followed, histories, asOf }: PopulationCase): unknown {
  const program = lifecycleProgram(followed);
  const rows = histories.flatMap(({ events }, customer) =>
    events.map(({ kind, at }) => ({ customer, kind: program.events.indexOf(kind), at: epochMsOf(at) })),
  );
  const startedAt = histories.map((history) => epochMsOf(history.startedAt));
  const replayed = replayLifecycleColumns(
    {
      startedAt,
      customer: rows.map(({ customer }) => customer),
      kind: rows.map(({ kind }) => kind),
      at: rows.map(({ at }) => at),
    },
    program,
    { asOf: epochMsOf(asOf), changes: true },
  );
  return stageSpellColumns(replayed, program, { startedAt });
}
