import { epochMsOf, instant, orThrow } from "clientele/core";
import { replayLifecycleColumns, stageSpellColumns } from "clientele/kernel";
import {
  defineLifecycle,
  type FollowedCourse,
  joinStageSpells,
  lifecycleProgram,
  replay,
  stageSpells,
  transitionMatrix,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { course } from "../support/lifecycle.ts";
import { spellsOf } from "../support/populations.ts";

const policy = defineLifecycle(course);
const program = lifecycleProgram(policy);
const [lead, client, idle] = [0, 1, 2];
const asOf = "2026-03-01T00:00:00.000Z";
const day = (date: string): string => `2026-${date}T00:00:00.000Z`;
const ms = (date: string): number => epochMsOf(day(date));

/** A course that began on New Year's Day in the first stage, written out. */
const followed = (
  happened: FollowedCourse<"lead" | "client" | "idle" | "gone">["happened"] = [],
  rest: { startedAt?: string; startedIn?: "idle"; asOf?: string } = {},
): FollowedCourse<"lead" | "client" | "idle" | "gone"> => ({
  record: {
    log: { startedAt: rest.startedAt ?? day("01-01"), startedIn: rest.startedIn ?? null },
    asOf: rest.asOf ?? asOf,
  },
  happened,
});
const bought = (date: string) => ({ kind: "bought", at: day(date) }) as const;
const toClient = (date: string) => ({ at: instant(day(date)), from: "lead", to: "client" }) as const;

describe("stays", () => {
  /** A buyer who bought again and fell idle, one taken over as idle, a lead. */
  const histories = [
    { startedAt: day("01-01"), events: [bought("01-02"), bought("01-12")] },
    { startedAt: day("02-20"), startedIn: "idle" as const, events: [] },
    { startedAt: day("02-25"), events: [] },
  ];
  const stays = {
    stages: ["lead", "client", "idle", "gone"],
    final: Uint8Array.from([0, 0, 0, 1]),
    asOf: epochMsOf(asOf),
    courses: 3,
    customers: 3,
    customer: Int32Array.from([0, 0, 0, 1, 2]),
    stage: Uint16Array.from([lead, client, idle, idle, lead]),
    enteredAt: Float64Array.from(["01-01", "01-02", "02-11", "02-20", "02-25"], ms),
    until: Float64Array.from(["01-02", "02-11", "03-01", "03-01", "03-01"], ms),
    next: Int32Array.from([client, idle, -1, -1, -1]),
    renewals: Uint32Array.from([0, 1, 0, 0, 0]), // bought again on 12 January: the same stay
  };

  test("from rows", () => {
    const courses = histories.map((history) => orThrow(replay(history, policy, { asOf })));
    expect(stageSpells(courses, policy, { asOf })).toEqual({
      spells: stays,
      findings: { total: 0, byCode: {}, rows: [] },
    });
  });

  test("from columns, of customers in turns, begun in any stage", () => {
    const startedAt = ["02-20", "01-01", "02-25"].map(ms);
    const replayed = replayLifecycleColumns(
      {
        startedAt,
        startedIn: [idle, lead, lead],
        customer: [1, 1],
        kind: [0, 0],
        at: ["01-02", "01-12"].map(ms),
      },
      program,
      { asOf: epochMsOf(asOf), changes: true },
    );
    expect(stageSpellColumns(replayed, program, { startedAt })).toEqual({
      ...stays,
      customer: Int32Array.from([0, 1, 1, 1, 2]),
      stage: Uint16Array.from([idle, lead, client, idle, lead]),
      enteredAt: Float64Array.from(["02-20", "01-01", "01-02", "02-11", "02-25"], ms),
      until: Float64Array.from(["03-01", "01-02", "02-11", "03-01", "03-01"], ms),
      next: Int32Array.from([-1, client, idle, -1, -1]),
      renewals: Uint32Array.from([0, 0, 1, 0, 0]),
    });
  });

  test("columns of customers who had not begun, or whose timers go in circles, have none", () => {
    const clock = lifecycleProgram(
      defineLifecycle({
        ...course,
        events: [],
        transitions: [
          { from: "lead", after: "PT1S", to: "client" },
          { from: "client", after: "PT1S", to: "lead" },
        ],
      }),
    );
    const startedAt = [0, 10 * 86_400_000 - 1500, 11 * 86_400_000];
    const replayed = replayLifecycleColumns({ startedAt, customer: [], kind: [], at: [] }, clock, {
      asOf: 10 * 86_400_000,
      changes: true,
    });
    const spells = stageSpellColumns(replayed, clock, { startedAt });
    expect([spells.courses, spells.customers, Array.from(spells.customer)]).toEqual([3, 1, [1, 1]]);
  });

  test("a time started again is told by the matrix, and by how many stand", () => {
    const courses = histories.map((history) => orThrow(replay(history, policy, { asOf })));
    const rows = transitionMatrix(stageSpells(courses, policy, { asOf }).spells);
    expect(rows.map(({ from, left, standing, renewals }) => [from, left, standing, renewals])).toEqual([
      ["lead", 1, 1, 0],
      ["client", 1, 0, 1],
      ["idle", 0, 2, 0],
      ["gone", 0, 0, 0],
    ]);
  });

  test("what happened at the moment asked about counts, what happened later does not, whatever it is", () => {
    const later = { at: instant(day("03-02")), from: "gone", to: "nowhere" as "gone" } as const;
    const { spells, findings } = stageSpells(
      [followed([toClient("03-01"), later], { asOf: day("04-01") }), followed([], { startedAt: asOf })],
      policy,
      { asOf },
    );
    expect(findings.total).toBe(0);
    expect([Array.from(spells.stage), Array.from(spells.next)]).toEqual([
      [lead, client, lead],
      [client, -1, -1],
    ]);
    expect(Array.from(spells.until)).toEqual(["03-01", "03-01", "03-01"].map(ms));
  });

  test("many of them, at once or in batches", () => {
    const courses = Array.from({ length: 1500 }, (_, at) => followed(at % 3 === 0 ? [] : [toClient("01-02")]));
    const { spells } = stageSpells(courses, policy, { asOf });
    expect([spells.stage.length, spells.customers]).toEqual([2500, 1500]);
    expect(Array.from(spells.customer.slice(-3))).toEqual([1498, 1499, 1499]);
    const batches = [courses.slice(0, 500), courses.slice(500, 1000), courses.slice(1000)];
    expect(joinStageSpells(batches.map((batch) => stageSpells(batch, policy, { asOf }).spells))).toEqual(spells);
  });
});

describe("refusals", () => {
  const noMoment = (path: string) => ({ path, expected: "instant", observed: '"soon"' });

  test("courses that cannot be used, with all that is known of them", () => {
    const soon = "soon" as typeof asOf;
    const courses = [
      followed([], { startedAt: "soon" }),
      followed([], { asOf: "soon" }),
      followed([
        { ...toClient("01-02"), at: instant(day("01-02")) },
        { ...toClient("01-03"), at: soon as never },
      ]),
      followed([], { startedIn: "nowhere" as "idle" }),
      followed([{ ...toClient("01-02"), to: "nowhere" as "client" }]),
      followed([], { startedAt: day("03-02") }),
      followed([], { asOf: day("02-28") }),
      followed([toClient("01-02"), toClient("01-03")]),
      followed([toClient("01-01"), { at: instant("2025-12-31T00:00:00Z"), from: "client", to: "idle" }]),
    ];
    const { spells, findings } = stageSpells(courses, policy, { asOf });
    expect([spells.courses, spells.customers]).toEqual([9, 0]);
    expect(findings.rows).toEqual([
      { index: 0, code: "invalid-fact", path: "/record/log/startedAt", params: noMoment("/record/log/startedAt") },
      { index: 1, code: "invalid-fact", path: "/record/asOf", params: noMoment("/record/asOf") },
      { index: 2, code: "invalid-fact", path: "/happened/1/at", params: noMoment("/happened/1/at") },
      { index: 3, code: "stage-not-in-policy", path: "/record/log/startedIn", params: { stage: "nowhere" } },
      { index: 4, code: "stage-not-in-policy", path: "/happened/0/to", params: { stage: "nowhere" } },
      { index: 5, code: "course-not-begun", path: "/record/log/startedAt", params: {} },
      { index: 6, code: "course-not-followed", path: "/record/asOf", params: {} },
      { index: 7, code: "course-broken", path: "/happened/1", params: {} },
      { index: 8, code: "course-broken", path: "/happened/1", params: {} },
    ]);
  });

  test("as many of them are listed as asked for, a hundred otherwise", () => {
    const courses = Array.from({ length: 101 }, () => followed([], { startedAt: day("03-02") }));
    const listed = (options: { listed?: number }) => {
      const { findings } = stageSpells(courses, policy, { asOf, ...options });
      return [findings.total, findings.rows.length];
    };
    expect([listed({}), listed({ listed: 3 })]).toEqual([
      [101, 100],
      [101, 3],
    ]);
  });

  const batch = spellsOf(["a", "b"], [[["a", 0]]], 1);
  test.each([
    ["other names", spellsOf(["a", "c"], [[["a", 0]]], 1)],
    ["names in another order", spellsOf(["b", "a"], [[["a", 0]]], 1)],
    ["fewer stages", spellsOf(["a"], [[["a", 0]]], 1)],
    ["more stages", spellsOf(["a", "b", "c"], [[["a", 0]]], 1)],
    ["another moment", { ...batch, asOf: 5 }],
  ])("batches with %s", (_, other) => {
    expect(() => joinStageSpells<string>([batch, other])).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: "batches: expected stays of one policy as of one moment, at least one batch",
      }),
    );
  });

  test("columns replayed without changes or without a moment, or of other lengths", () => {
    const given = { startedAt: [0], customer: [], kind: [], at: [] };
    const replayed = (options: object) => replayLifecycleColumns(given, program, options);
    const message = "replayed: expected an answer with changes as of a moment";
    expect(() => stageSpellColumns(replayed({ asOf: 1 }), program, given)).toThrow(message);
    expect(() => stageSpellColumns(replayed({ changes: true }), program, given)).toThrow(message);
    expect(() => stageSpellColumns(replayed({ asOf: 1, changes: true }), program, { startedAt: [0, 1] })).toThrow(
      "startedAt: expected 1 moments, received 2",
    );
  });
});
