import fc from "fast-check";
import { calendarPresets, compiledCalendar, defineCalendar } from "clientele/calendar";
import { epochMsOf, orThrow } from "clientele/core";
import { type LifecycleColumns, LIFECYCLE_STATUS, replayLifecycleColumns } from "clientele/kernel";
import { defineLifecycle, lifecycleProgram, parseLifecycle, stateAt } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLifecycleCase, course, type LifecycleCase } from "../support/lifecycle.ts";

const DAY = 86_400_000;
const policy = defineLifecycle(course);
const program = lifecycleProgram(policy);
const [bought, called] = [0, 1];
const columns = (...rows: readonly [customer: number, kind: number, day: number][]): LifecycleColumns => ({
  startedAt: [0, 0],
  customer: rows.map(([customer]) => customer),
  kind: rows.map(([, kind]) => kind),
  at: rows.map(([, , day]) => day * DAY),
});
const stagesOf = ({ stage }: { readonly stage: Uint16Array }): unknown[] =>
  Array.from(stage, (code) => program.stages[code]);

describe("examples", () => {
  test("two customers, in turns", () => {
    const answer = replayLifecycleColumns(
      columns([0, bought, 1], [1, called, 1], [0, bought, 5], [1, bought, 40], [0, bought, 60]),
      program,
      { asOf: 65 * DAY, changes: true },
    );
    expect(stagesOf(answer)).toEqual(["client", "client"]);
    expect(Array.from(answer.enteredAt, (at) => at / DAY)).toEqual([60, 40]);
    expect(Array.from(answer.highest, (code) => program.stages[code])).toEqual(["idle", "client"]);
    expect(Array.from(answer.highestAt, (at) => at / DAY)).toEqual([35, 40]);
    expect(Array.from(answer.taken)).toEqual([2, 2, 1, 0, 0]);
    expect(answer.ignored.noTransition).toBe(1);
    const { length, customer, at, from, to, transition } = answer.changes ?? expect.fail();
    expect(
      Array.from({ length }, (_, row) => [customer[row], (at[row] ?? 0) / DAY, from[row], to[row], transition[row]]),
    ).toEqual([
      [0, 1, 0, 1, 0],
      [0, 5, 1, 1, 1],
      [1, 40, 0, 1, 0],
      [0, 35, 1, 2, 2],
      [0, 60, 2, 1, 1],
    ]);
  });

  test("what is wrong with rows is counted", () => {
    const { ignored } = replayLifecycleColumns(
      columns(
        [0, bought, 1],
        [0, 7, 2],
        [0, -1, 2],
        [0, bought, 1.5],
        [0, bought, -1],
        [0, bought, NaN],
        [2, bought, 1],
        [-1, bought, 1],
        [1, called, 3],
      ),
      program,
    );
    expect(ignored).toEqual({
      noTransition: 1,
      guardUnknown: 0,
      ambiguous: 0,
      regression: 0,
      unknownEvent: 2,
      beforeStart: 1,
      outOfOrder: 1,
      unreadable: 3,
    });
  });

  test("who has not started, and timers that go round for too long", () => {
    const clock = lifecycleProgram(
      defineLifecycle({
        ...course,
        events: [],
        transitions: [{ from: "lead", after: "PT1S", to: "lead" }],
      }),
    );
    const startedAt = [0, 10 * DAY, 20 * DAY];
    const { status } = replayLifecycleColumns({ startedAt, customer: [], kind: [], at: [] }, clock, { asOf: 10 * DAY });
    expect(Array.from(status, (code) => LIFECYCLE_STATUS[code])).toEqual(["too-many-timers", "reached", "not-started"]);
  });

  test("conditions are answered by columns, row by row", () => {
    const guarded = lifecycleProgram(
      defineLifecycle({
        ...course,
        regression: "requireReason",
        metrics: [{ id: "score", kind: "count" }],
        transitions: [
          { from: "lead", on: "bought", when: { metric: "score", op: ">=", value: 5 }, to: "client" },
          { from: "lead", on: "bought", when: { metric: "score", op: "<=", value: 5 }, to: "gone" },
          { from: "client", on: "called", to: "lead" },
        ],
      }),
    );
    const ask = (first: number, second: number, reasoned = 0): unknown => {
      const given = { ...columns([0, bought, 1], [0, called, 2]), reasoned: [0, reasoned] };
      const { stage, ignored } = replayLifecycleColumns(
        { ...given, guards: { 0: [first, 0], 1: [second, 0] } },
        guarded,
      );
      const told = Object.entries(ignored).flatMap(([code, rows]) => (rows > 0 ? [code] : []));
      return [guarded.stages[stage[0] ?? -1], ...told];
    };
    expect(ask(2, 0, 1)).toEqual(["lead"]);
    expect(ask(2, 1)).toEqual(["client", "regression"]);
    expect(ask(0, 2)).toEqual(["gone", "noTransition"]);
    expect(ask(0, 1)).toEqual(["lead", "noTransition", "guardUnknown"]);
    expect(ask(2, 2)).toEqual(["lead", "noTransition", "ambiguous"]);
    expect(ask(0, 0)).toEqual(["lead", "noTransition"]);
  });

  test("working days", () => {
    const office = defineCalendar(calendarPresets.china2026);
    const working = lifecycleProgram(
      defineLifecycle({
        ...course,
        events: [],
        transitions: [{ from: "lead", after: { workingDays: 2, calendar: office.id }, to: "gone" }],
      }),
    );
    const given = { startedAt: [epochMsOf("2026-02-13T10:00:00+08:00")], customer: [], kind: [], at: [] };
    const calendars = { [office.id]: compiledCalendar(office) };
    const { enteredAt } = replayLifecycleColumns(given, working, {
      asOf: epochMsOf("2026-03-01T00:00:00Z"),
      calendars,
    });
    expect(enteredAt[0]).toBe(epochMsOf("2026-02-25T00:00:00+08:00"));
    expect(() => replayLifecycleColumns(given, working)).toThrow(/china/);
  });
});

describe("programs", () => {
  const stages = [
    { id: "low", order: 1, phase: "early" },
    { id: "bare", order: 2 },
    { id: "high", order: 3, phase: "late" },
    { id: "top", order: 4, phase: "early", final: true },
  ] as const;
  const score = { metric: "score", op: ">=", value: 1 } as const;
  const policyOf = (regression: "allow" | "forbid" | "requireReason") =>
    defineLifecycle<string, string, string, string>({
      ...{ id: "program", version: 1, timeZone: "Europe/Berlin", initial: "bare", stages, regression },
      metrics: [{ id: "score", kind: "count" }],
      events: ["up", "down"],
      transitions: [
        { from: ["low", "bare"], on: "up", to: "high" },
        { from: "high", on: "up", when: score, to: "top" },
        { from: "high", on: "up", when: { not: score }, to: "low" },
        { from: "high", on: "down", to: "low" },
        { from: "high", after: "P1M2DT3H", to: "top" },
        { from: "high", after: { workingDays: 2, calendar: "office" }, to: "low" },
      ],
    });
  const way = (transition: number, to: number, guarded: boolean, needsReason = false): object => ({
    ...{ transition, to, guarded, needsReason },
  });
  const month = {
    ...{ transition: 4, to: 3, calendarId: null },
    after: { months: 1, days: 2, ms: 3 * 3_600_000, workingDays: 0, calendar: null },
  };
  const working = {
    ...{ transition: 5, to: 0, calendarId: "office" },
    after: { months: 0, days: 0, ms: 0, workingDays: 2, calendar: null },
  };

  test("the whole program", () => {
    expect(lifecycleProgram(policyOf("allow"))).toEqual({
      stages: ["low", "bare", "high", "top"],
      events: ["up", "down"],
      phases: ["early", "late"],
      phaseOf: Int16Array.of(0, -1, 1, 0),
      orders: Float64Array.of(1, 2, 3, 4),
      final: Uint8Array.of(0, 0, 0, 1),
      initial: 1,
      transitions: 6,
      table: Int32Array.of(0, -1, 0, -1, -2, 3, -1, -1),
      targets: Int32Array.of(2, 3, 0, 0, 3, 0),
      choices: [[way(1, 3, true), way(2, 0, true)]],
      timers: [[], [], [month, working], []],
      timeZone: "Europe/Berlin",
    });
  });

  test("what leads into the same stage is not back; what is asked beside something else is a choice", () => {
    const { table, choices } = lifecycleProgram(
      defineLifecycle<string, string, string, string>({
        ...{ id: "program", version: 1, timeZone: "UTC", initial: "bare", stages, regression: "requireReason" },
        metrics: [{ id: "score", kind: "count" }],
        events: ["up"],
        transitions: [
          { from: ["high", "bare"], on: "up", to: "high" },
          { from: "bare", on: "up", when: score, to: "top" },
        ],
      }),
    );
    expect([table, choices]).toEqual([Int32Array.of(-1, -2, 0, -1), [[way(0, 2, false), way(1, 3, true)]]]);
  });

  test("what leads back is asked for a reason, or left out", () => {
    const asked = lifecycleProgram(policyOf("requireReason"));
    expect([Array.from(asked.table.subarray(4, 6)), asked.choices, asked.timers[2]]).toEqual([
      [-2, -3],
      [[way(1, 3, true), way(2, 0, true, true)], [way(3, 0, false, true)]],
      [month, working],
    ]);
    const forbidden = lifecycleProgram(policyOf("forbid"));
    expect([Array.from(forbidden.table.subarray(4, 6)), forbidden.choices, forbidden.timers[2]]).toEqual([
      [-2, -1],
      [[way(1, 3, true)]],
      [month],
    ]);
  });
});

describe("columns", () => {
  test("more changes than there is room for at first", () => {
    const count = 2500;
    const { changes } = replayLifecycleColumns(
      {
        startedAt: [0],
        customer: new Int32Array(count),
        kind: new Uint8Array(count).fill(bought),
        at: Float64Array.from({ length: count }, (_, row) => row),
      },
      program,
      { changes: true },
    );
    const { length, customer, at, from, to, transition } = changes ?? expect.fail();
    expect(length).toBe(count);
    const rows = Array.from({ length }, (_, row) => [...[customer[row], at[row], from[row], to[row], transition[row]]]);
    expect(rows).toEqual(Array.from({ length }, (_, row) => (row === 0 ? [0, 0, 0, 1, 0] : [0, row, 1, 1, 1])));
  });

  test("of timers due at one moment, the policy's order decides", () => {
    const tie = (...afters: readonly string[]): unknown => {
      const tied = lifecycleProgram(
        defineLifecycle<string, string>({
          ...course,
          timeZone: "UTC",
          transitions: afters.map((after) => ({ from: "lead", after, to: after === "P1M" ? "idle" : "gone" })),
        }),
      );
      const given = { startedAt: [epochMsOf("2026-04-01T00:00:00Z")], customer: [], kind: [], at: [] };
      const { stage } = replayLifecycleColumns(given, tied, { asOf: epochMsOf("2026-05-01T00:00:00Z") });
      return tied.stages[stage[0] ?? -1];
    };
    expect([tie("P1M", "P30D"), tie("P30D", "P1M")]).toEqual(["idle", "gone"]);
  });

  test("rows before the start, and rows out of order, are told apart", () => {
    const rows = columns(
      [0, bought, 5],
      [0, bought, 4],
      [0, bought, 3],
      [0, bought, -1],
      [0, called, 5],
      [0, bought, 0],
    );
    const { ignored } = replayLifecycleColumns(rows, program);
    expect([ignored.beforeStart, ignored.outOfOrder, ignored.noTransition]).toEqual([1, 3, 1]);
  });

  test("changes are told when asked for", () => {
    expect(replayLifecycleColumns(columns([0, bought, 1]), program).changes).toBeNull();
    expect(replayLifecycleColumns(columns([0, bought, 1]), program, { asOf: null }).asOf).toBeNull();
  });

  test("a timer due at the very moment of a row comes first, however it is counted", () => {
    for (const after of ["PT24H", "P1D", "P1DT0.001S", "P1M"]) {
      const timed = lifecycleProgram(
        defineLifecycle({
          ...course,
          timeZone: "UTC",
          transitions: [
            { from: "lead", after, to: "idle" },
            { from: "idle", on: "called", to: "client" },
          ],
        }),
      );
      const due = { PT24H: DAY, P1D: DAY, "P1DT0.001S": DAY + 1, P1M: 31 * DAY }[after] ?? NaN;
      const ask = (at: number): unknown => {
        const rows = { startedAt: [0], customer: [0], kind: [called], at: [at], reasoned: null, guards: null };
        return timed.stages[replayLifecycleColumns(rows, timed).stage[0] ?? -1];
      };
      expect([ask(due - 1), ask(due)]).toEqual(["lead", "client"]);
      const quiet = { startedAt: [0], customer: [], kind: [], at: [] };
      const asked = (asOf: number): unknown =>
        timed.stages[replayLifecycleColumns(quiet, timed, { asOf }).stage[0] ?? -1];
      expect([asked(due - 1), asked(due)]).toEqual(["lead", "idle"]);
    }
  });

  test("a condition that no column answers is not known", () => {
    const guarded = lifecycleProgram(
      defineLifecycle({
        ...course,
        metrics: [{ id: "n", kind: "count" }],
        transitions: [{ from: "lead", on: "bought", when: { metric: "n", op: ">", value: 0 }, to: "client" }],
      }),
    );
    const { stage, ignored } = replayLifecycleColumns(columns([0, bought, 1]), guarded);
    expect([guarded.stages[stage[0] ?? -1], ignored.guardUnknown, ignored.noTransition]).toEqual(["lead", 1, 0]);
  });

  test("who starts elsewhere, and who is read after a row of nobody", () => {
    const given = { ...columns([0, bought, 1], [9, bought, 2], [0, called, 40], [1, bought, 3]), startedIn: [2, 3] };
    const { stage, ignored } = replayLifecycleColumns(given, program, { asOf: 45 * DAY });
    expect(Array.from(stage, (code) => program.stages[code])).toEqual(["client", "gone"]);
    expect([ignored.unreadable, ignored.noTransition]).toEqual([1, 1]);
  });
});

describe("refusals", () => {
  test("by their codes", () => {
    const working = defineLifecycle({
      ...course,
      transitions: [{ from: "lead", after: { workingDays: 2, calendar: "office" }, to: "gone" }],
    });
    const when = { bucket: { seed: "x", share: 0.5 } };
    const codeOf = (call: () => unknown): unknown => {
      try {
        return call();
      } catch (error) {
        return (error as { readonly code?: unknown }).code;
      }
    };
    expect(
      [
        () => replayLifecycleColumns(columns(), program, { asOf: Infinity }),
        () => replayLifecycleColumns({ ...columns(), startedIn: [0] }, program),
        () => replayLifecycleColumns({ ...columns(), startedIn: [0, -1] }, program),
        () => replayLifecycleColumns({ ...columns(), at: [1] }, program),
        () => replayLifecycleColumns(columns(), lifecycleProgram(working)),
        () => replayLifecycleColumns(columns(), lifecycleProgram(working), { calendars: {} }),
        () =>
          lifecycleProgram(
            defineLifecycle({ ...course, transitions: [{ from: "lead", after: "P1D", when, to: "gone" }] }),
          ),
      ].map(codeOf),
    ).toEqual([
      ...["invalid-option", "invalid-option", "invalid-option", "invalid-option"],
      ...["unknown-calendar", "unknown-calendar", "invalid-option"],
    ]);
  });

  test.each<[string, object, RegExp]>([
    ["too few moments", { at: [0] }, /as many kinds/],
    ["too few guards", { guards: { 0: [1] } }, /as many kinds/],
    ["too few first stages", { startedIn: [0] }, /as many as startedAt/],
    ["a first stage that there is not", { startedIn: [0, 4] }, /places of stages/],
  ])("%s", (_, wrong, message) => {
    const given = { ...columns([0, bought, 1], [1, bought, 1]), ...wrong };
    expect(() => replayLifecycleColumns(given, program)).toThrow(message);
  });

  test("no moment to ask about, and timers with conditions", () => {
    expect(() => replayLifecycleColumns(columns(), program, { asOf: NaN })).toThrow(/epoch milliseconds/);
    const when = { bucket: { seed: "x", share: 0.5 } };
    const guarded = defineLifecycle({ ...course, transitions: [{ from: "lead", after: "P1D", when, to: "gone" }] });
    expect(() => lifecycleProgram(guarded)).toThrow(/without conditions/);
  });
});

describe("laws", () => {
  test("columns say what rows say", () => {
    fc.assert(
      fc.property(fc.array(anyLifecycleCase, { minLength: 1, maxLength: 3 }), fc.boolean(), (cases, changes) => {
        const shared = cases[0]?.policy ?? policy;
        const asOf = cases[0]?.asOf ?? "2026-01-01T00:00:00.000Z";
        const people = cases.filter(({ history }) => epochMsOf(history.startedAt) <= epochMsOf(asOf));
        const told = replayLifecycleColumns(columnsOf(people), lifecycleProgram(shared), {
          asOf: epochMsOf(asOf),
          changes,
        });
        people.forEach(({ history }, index) => {
          const { state, happened } = orThrow(stateAt(history, shared, { asOf }));
          expect(shared.stages[told.stage[index] ?? -1]?.id).toBe(state.stage);
          expect(told.enteredAt[index]).toBe(epochMsOf(state.enteredAt));
          expect(shared.stages[told.highest[index] ?? -1]?.id).toBe(state.highest.stage);
          expect(told.highestAt[index]).toBe(epochMsOf(state.highest.at));
          if (told.changes === null) return;
          const { length, customer, at, transition } = told.changes;
          const rows = Array.from({ length }, (_, row) => row).filter((row) => customer[row] === index);
          expect(rows.map((row) => [at[row], `/transitions/${transition[row] ?? ""}`])).toEqual(
            happened.map((change) => [epochMsOf(change.at), change.rule]),
          );
        });
      }),
    );
  });

  test("a program can be cloned", () => {
    expect(replayLifecycleColumns(columns([0, bought, 1]), structuredClone(program))).toEqual(
      replayLifecycleColumns(columns([0, bought, 1]), program),
    );
    expect(parseLifecycle(course).ok).toBe(true);
  });
});

/** Events of each, in the order of `stateAt`, each identifier once; customers in turns. */
function columnsOf(people: readonly LifecycleCase[]): LifecycleColumns {
  const rows = people.flatMap(({ history }, customer) => {
    const start = epochMsOf(history.startedAt);
    const seen = new Set<string>();
    return history.events
      .filter(({ id, at }) => {
        const isNew = !seen.has(id ?? `${seen.size}`);
        if (typeof id === "string") seen.add(id);
        return isNew && epochMsOf(at) >= start;
      })
      .map(({ kind, at }) => ({ customer, kind: ["a", "b", "c"].indexOf(kind), at: epochMsOf(at) }));
  });
  rows.sort((x, y) => x.at - y.at || x.kind - y.kind);
  return {
    startedAt: people.map(({ history }) => epochMsOf(history.startedAt)),
    customer: rows.map(({ customer }) => customer),
    kind: rows.map(({ kind }) => kind),
    at: rows.map(({ at }) => at),
  };
}
