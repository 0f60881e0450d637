import { orThrow } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import {
  defineSlaPolicy,
  evaluateSla,
  type MetricStatus,
  type SlaMetric,
  type SlaMetricDefinition,
  slaMetrics,
  type SlaPolicy,
} from "clientele/sla";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCase, aLaterMoment, event, everything, office, someBusyCase, someVersions } from "../support/sla.ts";

const HOUR = 3_600_000;
const calendars = [office];
const at = (hours: number): string => new Date(Date.parse("2026-03-02T10:00:00+08:00") + hours * HOUR).toISOString();
const on = (kind: CaseEvent["kind"], hours: number, change: Partial<CaseEvent> = {}): CaseEvent =>
  event(kind, at(hours), { id: `${kind}-${hours}-${change.hold ?? ""}`, ...change });
const one = (metric: SlaMetric, within = "PT2H"): SlaPolicy =>
  defineSlaPolicy({ id: "p", version: 1, targets: [{ metric, within, hours: "24x7" }] });
const statusOf = <Metric extends string>(
  events: readonly CaseEvent[],
  hours: number,
  policy: SlaPolicy<string, string, Metric>,
  change: Partial<Case> = {},
) => orThrow(evaluateSla(aCase({ events, ...change }), policy, { asOf: at(hours), calendars }));
const only = (events: readonly CaseEvent[], hours: number, metric: SlaMetric): MetricStatus | undefined =>
  statusOf(events, hours, one(metric)).metrics[metric];
const brief = (status: MetricStatus | undefined) => [status?.state, (status?.elapsedMs ?? NaN) / HOUR];

interface Happening {
  readonly kind: string;
  readonly by: string;
  readonly waitingFor: string | null;
}

/** What a clock does over half an hour, one event a minute at most: the definitions, written down as they read. */
function minuteByMinute(
  { startOn, pauseWhile, stopOn, cycle, onReopen }: SlaMetricDefinition,
  events: ReadonlyMap<number, Happening>,
  end: number,
): readonly object[] {
  interface Ran {
    readonly from: number;
    to: number | null;
    cancelled: boolean;
    stillAtEnd: boolean;
    readonly still: number[];
    readonly ran: number[];
  }
  const runs: Ran[] = [];
  let open: Ran | null = null;
  let done = false;
  let hold: string | null = null;
  const start = (from: number): Ran => {
    const run: Ran = { from, to: null, cancelled: false, stillAtEnd: false, still: [], ran: [] };
    runs.push(run);
    return run;
  };
  if (startOn.includes("opened")) open = start(0);
  for (let now = 0; now <= end; now++) {
    const { kind = "", by = "", waitingFor = null } = events.get(now) ?? {};
    if (kind === "paused") hold = waitingFor === "customer" ? "waitingForCustomer" : "onHold";
    if (kind === "resumed") hold = null;
    const held = hold !== null && (pauseWhile as readonly string[]).includes(hold);
    const replied = by === "agent" ? "response" : "customerReply";
    const signal = kind === "reply" ? replied : kind;
    if (kind === "reopened" && done) {
      done = false;
      const last = runs.at(-1);
      if (open === null && last !== undefined) {
        if (last.cancelled || onReopen === "resume") {
          for (let since = last.to ?? now; since < now; since++) last.still.push(since);
          last.to = null;
          last.cancelled = false;
          open = last;
        } else if (onReopen === "newCycle") open = start(now);
      }
    }
    const stops: readonly string[] = stopOn;
    const starts: readonly string[] = startOn;
    if (open !== null && stops.includes(signal)) {
      open.to = now;
      open.stillAtEnd = held;
      open = null;
    }
    if (open === null && !done && starts.includes(signal) && (cycle === "perEvent" || runs.length === 0)) {
      open = start(now);
    }
    if (["resolved", "closed", "cancelled"].includes(kind)) {
      done = true;
      if (open !== null && kind !== "resolved") {
        open.to = now;
        open.stillAtEnd = held;
        open.cancelled = true;
        open = null;
      }
    }
    if (open !== null && now < end) (held ? open.still : open.ran).push(now);
    if (now < end) continue;
    return runs.map((run) => {
      const spans: { from: string; to: string | null }[] = [];
      const paused = run === open && held;
      let last = NaN;
      for (const at_ of run.still) {
        if (at_ !== last + 1) spans.push({ from: at(at_ / 60), to: null });
        last = at_;
        spans.splice(-1, 1, { from: spans.at(-1)?.from ?? "", to: at((at_ + 1) / 60) });
      }
      if (paused && last + 1 === end) spans.splice(-1, 1, { from: spans.at(-1)?.from ?? "", to: null });
      else if (paused) spans.push({ from: at(end / 60), to: null });
      const broken = run.ran.length > 15;
      const over = run.cancelled ? "cancelled" : run.to !== null ? "met" : paused ? "paused" : "running";
      const left = 15 - run.ran.length;
      const standing = run.to === null ? paused : run.stillAtEnd;
      const expected = standing ? null : at(((run.to ?? end) + left) / 60);
      const due = left <= 0 ? at(((run.ran[14] ?? NaN) + 1) / 60) : expected;
      return {
        state: broken ? "breached" : over,
        dueAt: paused && !broken ? null : due,
        dueIfResumedAt: paused && !broken ? at((end + left) / 60) : null,
        remainingMs: left * 60_000,
        breachedAt: broken ? at((run.ran[15] ?? NaN) / 60) : null,
        startedAt: at(run.from / 60),
        stoppedAt: run.to === null ? null : at(run.to / 60),
        elapsedMs: run.ran.length * 60_000,
        pauses: spans,
        targets: 1,
      };
    });
  }
  return [];
}

describe("examples: the presets", () => {
  const wait = (hours: number) => on("paused", hours, { waitingFor: "customer" });
  const third = (hours: number) => on("paused", hours, { waitingFor: "thirdParty" });
  test.each<[SlaMetric, string, readonly CaseEvent[], number, readonly [string, number]]>([
    ["firstResponse", "does not stand still", [wait(0.5), on("reply", 1)], 5, ["met", 1]],
    ["nextResponse", "has not begun before a response", [on("reply", 0.5, { by: "customer" })], 5, ["notStarted", NaN]],
    [
      "nextResponse",
      "counts from the oldest message that is not answered",
      [on("reply", 1), on("reply", 2, { by: "customer" }), on("reply", 3, { by: "customer" }), on("reply", 3.5)],
      5,
      ["met", 1.5],
    ],
    ["nextResponse", "runs again", [on("reply", 1), on("reply", 2, { by: "customer" })], 5, ["breached", 3]],
    ["periodicUpdate", "begins with a response", [on("reply", 1)], 2, ["running", 1]],
    ["periodicUpdate", "begins again with each", [on("reply", 1), on("reply", 2), wait(2)], 3, ["running", 1]],
    ["periodicUpdate", "ends when it is solved", [on("reply", 1), on("resolved", 2)], 9, ["met", 1]],
    ["pausableUpdate", "waits for the customer", [on("reply", 1), wait(2)], 9, ["paused", 1]],
    ["pausableUpdate", "but for nobody else", [on("reply", 1), third(2)], 3, ["running", 2]],
    ["requesterWait", "waits for the customer", [wait(1), on("resumed", 5)], 5.5, ["running", 1.5]],
    ["requesterWait", "but for nobody else", [third(1)], 1.5, ["running", 1.5]],
    ["agentWork", "waits for anybody", [third(1), on("resumed", 2), on("paused", 2.5)], 9, ["paused", 1.5]],
    ["timeToOwn", "ends when it is taken", [on("assigned", 1)], 9, ["met", 1]],
    ["firstResolution", "stays", [on("resolved", 1), on("reopened", 2)], 9, ["met", 1]],
    ["totalResolution", "goes on", [on("resolved", 1), on("reopened", 8)], 8.5, ["running", 1.5]],
    ["totalResolution", "ends when it is closed", [on("closed", 1)], 9, ["met", 1]],
    ["firstResponse", "ends with the case", [on("cancelled", 1)], 9, ["cancelled", 1]],
    ["firstResponse", "goes on with it", [on("closed", 1), on("reopened", 2)], 2.5, ["running", 1.5]],
    ["timeToOwn", "is not cancelled when it was broken", [on("cancelled", 3)], 9, ["breached", 3]],
  ])("%s %s", (metric, _, events, hours, expected) => {
    expect(brief(only(events, hours, metric))).toEqual(expected);
  });

  test("earlier runs are kept", () => {
    const status = only([on("reply", 1), on("reply", 4), on("reply", 5)], 5, "periodicUpdate");
    expect(status?.earlier.map(({ state, startedAt, stoppedAt }) => [state, startedAt, stoppedAt])).toEqual([
      ["breached", at(1), at(4)],
      ["met", at(4), at(5)],
    ]);
    expect(status?.startedAt).toBe(at(5));
  });

  test("a new run when a case is opened again", () => {
    const events = [on("reply", 1), on("resolved", 2), on("reply", 3), on("reopened", 6)];
    expect(only(events, 7, "periodicUpdate")).toMatchObject({
      state: "running",
      startedAt: at(6),
      earlier: [{ state: "met" }],
    });
  });

  test("the host may say what a response is", () => {
    expect(only([on("reply", 1, { response: false })], 1.5, "firstResponse")?.state).toBe("running");
    expect(only([on("reply", 1, { by: "system", response: true })], 1.5, "firstResponse")?.state).toBe("met");
  });
});

describe("examples: pauses", () => {
  test("the whole status of a paused clock", () => {
    const status = only([on("paused", 0.5), on("resumed", 1), on("paused", 1.5)], 9, "agentWork");
    expect(status).toMatchObject({
      state: "paused",
      dueAt: null,
      dueIfResumedAt: at(10),
      elapsedMs: HOUR,
      remainingMs: HOUR,
      nextChangeAt: null,
      pauses: [
        { from: at(0.5), to: at(1) },
        { from: at(1.5), to: null },
      ],
    });
  });

  test("overlapping holds are joined, and each ends by its name", () => {
    const events = [
      on("paused", 0.5, { hold: "a" }),
      on("paused", 1, { hold: "b", waitingFor: "customer" }),
      on("resumed", 2, { hold: "a" }),
      on("resumed", 3, { hold: "b" }),
    ];
    expect(only(events, 4, "agentWork")?.pauses).toEqual([{ from: at(0.5), to: at(3) }]);
    expect(only(events, 4, "requesterWait")?.pauses).toEqual([{ from: at(1), to: at(3) }]);
  });

  test("two holds for the same: it stands still until both have ended", () => {
    const both = [on("paused", 0.5, { hold: "a" }), on("paused", 1, { hold: "b" }), on("paused", 1.5, { hold: "b" })];
    const ended = (...names: readonly string[]) => names.map((hold, i) => on("resumed", 2 + i / 2, { hold }));
    expect(only([...both, ...ended("b")], 4, "agentWork")?.state).toBe("paused");
    expect(only([...both, ...ended("b", "c", "a")], 4, "agentWork")?.pauses).toEqual([{ from: at(0.5), to: at(3) }]);
  });

  test("a pause and a resumption at one moment leave things as they were", () => {
    const both = [on("paused", 1), on("resumed", 1)];
    expect(only(both, 3, "agentWork")?.pauses).toEqual([]);
    expect(only([on("paused", 0.5), ...both], 3, "agentWork")?.pauses).toEqual([{ from: at(0.5), to: null }]);
  });

  test("a pause where a clock stops, or starts, is none of it", () => {
    const stopped = [on("paused", 1), on("resolved", 1)];
    expect(only(stopped, 3, "agentWork")).toMatchObject({ state: "met", elapsedMs: HOUR, pauses: [] });
    const again = only([...stopped, on("reopened", 2), on("resumed", 2)], 3, "agentWork");
    expect(again).toMatchObject({ elapsedMs: 2 * HOUR, pauses: [{ from: at(1), to: at(2) }] });
    const started = [on("paused", 1, { waitingFor: "customer" }), on("reply", 1)];
    expect(only(started, 3, "pausableUpdate")).toMatchObject({ elapsedMs: 0, pauses: [{ from: at(1), to: null }] });
  });

  test("stopped while it stood still, and opened again: one pause", () => {
    const events = [on("paused", 1), on("resolved", 2), on("reopened", 3), on("resumed", 4)];
    expect(only(events, 5, "agentWork")?.pauses).toEqual([{ from: at(1), to: at(4) }]);
    expect(only(events, 2.5, "agentWork")?.pauses).toEqual([{ from: at(1), to: at(2) }]);
  });

  test("created paused, and paused without end", () => {
    expect(only([on("paused", 0)], 99, "agentWork")).toMatchObject({ state: "paused", elapsedMs: 0, startedAt: at(0) });
  });

  test("a pause after the due moment does not undo the breach", () => {
    const status = only([on("paused", 3)], 9, "agentWork");
    expect(status).toMatchObject({ state: "breached", dueAt: at(2), breachedAt: at(2), elapsedMs: 3 * HOUR });
  });

  test("due exactly where a pause begins, it is broken when the clock goes on", () => {
    const events = [on("paused", 2), on("resumed", 5)];
    expect(only(events, 5, "agentWork")).toMatchObject({ state: "running", dueAt: at(2), remainingMs: 0 });
    expect(only(events, 5.5, "agentWork")).toMatchObject({ state: "breached", dueAt: at(2), breachedAt: at(5) });
  });

  test("a breach that was recorded stays, whatever is learned later", () => {
    const record = on("breached", 2.1, { by: "system", metric: "agentWork", startedAt: at(0), breachedAt: at(2) });
    const late = [on("paused", 1), on("resumed", 5), record];
    expect(only(late, 5.5, "agentWork")).toMatchObject({ state: "breached", breachedAt: at(2), elapsedMs: 1.5 * HOUR });
    const { reasons } = statusOf(late, 5.5, one("agentWork"));
    expect(reasons.map(({ code }) => code)).toContain("recorded-breach-stands");
    const stray = statusOf([on("breached", 1, { metric: "agentWork", startedAt: at(0.5) })], 1, one("agentWork"));
    expect(stray.reasons.map(({ code }) => code)).toContain("record-without-clock");
    expect(stray.metrics["agentWork"]?.state).toBe("running");
  });
});

describe("examples: targets and changes", () => {
  const base = { id: "p", version: 1 } as const;
  const h = (within: string, change: object = {}) =>
    ({ metric: "firstResponse", within, hours: "24x7", ...change }) as const;

  test("the strictest of all that match, across calendars, and the reasons name every one", () => {
    const policy = defineSlaPolicy({
      ...base,
      targets: [
        h("PT24H"),
        h("PT3H", { severity: "question" }),
        h("PT4H", { tier: "gold", hours: { business: "office" } }),
        h("PT1H", { tier: "x" }),
      ],
    });
    const { metrics, reasons } = statusOf([], 0, policy, { tier: "gold" });
    expect(metrics.firstResponse.target).toBe("/targets/1");
    expect(reasons.map(({ code, rule }) => [code, rule])).toEqual([
      ["target-applied", "/targets/1"],
      ["target-matched", "/targets/2"],
      ["target-matched", "/targets/0"],
      ["clock-running", "/targets/1/within"],
    ]);
    const night = aCase({ openedAt: "2026-03-02T05:00:00+08:00", tier: "gold" }); // office hours have not begun
    const early = orThrow(evaluateSla(night, policy, { asOf: "2026-03-02T05:00:00+08:00", calendars }));
    expect(early.metrics.firstResponse.target).toBe("/targets/1");
  });

  test.each([
    ["keepElapsed", 2, 1.5, "2026-03-02T04:00:00.000Z"],
    ["fromNow", 2, 0.5, "2026-03-02T05:00:00.000Z"],
    ["freeze", 24, 1.5, "2026-03-03T02:00:00.000Z"],
  ] as const)("a change of severity: %s", (onChange, target, elapsed, dueAt) => {
    const policy = defineSlaPolicy({
      ...base,
      onChange,
      targets: [h("PT24H", { severity: "question" }), h("PT2H", { severity: "major" })],
    });
    const { metrics, severity } = statusOf([on("severity-changed", 1, { severity: "major" })], 1.5, policy);
    const { targetMs, elapsedMs, remainingMs, targetHistory } = metrics.firstResponse;
    expect([targetMs, elapsedMs, metrics.firstResponse.dueAt]).toEqual([target * HOUR, elapsed * HOUR, dueAt]);
    expect((elapsedMs ?? NaN) + (remainingMs ?? NaN)).toBe(targetMs);
    expect(targetHistory).toHaveLength(onChange === "freeze" ? 1 : 2);
    expect(severity).toBe("major");
  });

  test("what was broken by the old target stays broken, and what the new one breaks is broken from the change on", () => {
    const policy = defineSlaPolicy({ ...base, targets: [h("PT4H", { tier: "gold" }), h("PT2H", { tier: "diamond" })] });
    const change = (tier: string | null, hours: number) => [on("tier-changed", hours, { tier })];
    const breached = statusOf(change("gold", 3), 3.5, policy, { tier: "diamond" }).metrics.firstResponse;
    expect(breached).toMatchObject({
      state: "breached",
      breachedAt: at(2),
      targetMs: 4 * HOUR,
      remainingMs: 0.5 * HOUR,
    });
    const upgraded = statusOf(change("diamond", 3), 3.5, policy, { tier: "gold" }).metrics.firstResponse;
    expect(upgraded).toMatchObject({ state: "breached", breachedAt: at(3), dueAt: at(3) });
    const withdrawn = statusOf(change(null, 1), 9, policy, { tier: "gold" }).metrics.firstResponse;
    expect(withdrawn).toMatchObject({ state: "noPromise", dueAt: null });
  });

  test("from no promise to one: what has run since the start counts in its hours", () => {
    const policy = defineSlaPolicy({
      ...base,
      targets: [h("PT6H", { tier: "gold", hours: { business: "office" } }), h("PT4H", { tier: "diamond" })],
    });
    const promoted = statusOf([on("tier-changed", 4, { tier: "gold" })], 4, policy, { tier: "silver" });
    expect(promoted.metrics.firstResponse).toMatchObject({ state: "running", elapsedMs: 2.5 * HOUR });
    const { metrics } = statusOf([on("tier-changed", 4, { tier: "diamond" })], 4, policy, { tier: "gold" });
    expect(metrics.firstResponse).toMatchObject({ state: "running", elapsedMs: 2.5 * HOUR }); // of the hours so far
  });

  test("a change at closing that leaves nothing: broken when the hours go on", () => {
    const hours = { business: "office" } as const;
    const policy = defineSlaPolicy({
      ...base,
      targets: [h("PT9H", { severity: "question", hours }), h("PT6H30M", { severity: "major", hours })],
    });
    const events = [on("severity-changed", 8, { severity: "major" })]; // at six in the evening
    expect(statusOf(events, 20, policy).metrics.firstResponse).toMatchObject({ state: "running", remainingMs: 0 });
    expect(statusOf(events, 24, policy).metrics.firstResponse).toMatchObject({ breachedAt: at(23) });
  });

  test("a record is about the clock of its own metric", () => {
    const policy = defineSlaPolicy({ ...base, targets: [h("PT9H"), { ...h("PT9H"), metric: "timeToOwn" }] });
    const { metrics } = statusOf([on("breached", 1, { metric: "timeToOwn" })], 2, policy);
    expect([metrics.firstResponse.state, metrics.timeToOwn.state]).toEqual(["running", "breached"]);
  });

  test("runs that are over keep their target, pauses are kept through a change", () => {
    const policy = defineSlaPolicy({
      ...base,
      targets: [
        { severity: "question", metric: "agentWork", within: "PT24H", hours: "24x7" },
        { severity: "major", metric: "agentWork", within: "PT4H", hours: "24x7" },
        { severity: "question", metric: "timeToOwn", within: "PT3H", hours: "24x7" },
        { severity: "major", metric: "timeToOwn", within: "PT1H", hours: "24x7" },
      ],
    });
    const events = [
      on("assigned", 2),
      on("paused", 1),
      on("severity-changed", 3, { severity: "major" }),
      on("resumed", 4),
    ];
    const { metrics } = statusOf(events, 5, policy);
    expect(metrics.timeToOwn).toMatchObject({ state: "met", targetMs: 3 * HOUR });
    expect(metrics.agentWork).toMatchObject({
      state: "running",
      elapsedMs: 2 * HOUR,
      targetMs: 4 * HOUR,
      dueAt: at(7),
    });
  });

  test("versions: the one in force at the start, and a change when another comes into force", () => {
    const first = defineSlaPolicy({ ...base, effectiveTo: at(3), targets: [h("PT24H")] });
    const second = defineSlaPolicy({ ...base, version: 2, effectiveFrom: at(3), targets: [h("PT8H")] });
    const status = (hours: number) =>
      orThrow(evaluateSla(aCase(), second, { asOf: at(hours), versions: [first] })).metrics.firstResponse;
    expect(status(2)).toMatchObject({ targetMs: 24 * HOUR, nextChangeAt: at(3) });
    expect(status(4)).toMatchObject({
      targetMs: 8 * HOUR,
      elapsedMs: 4 * HOUR,
      targetHistory: [{ version: 1 }, { version: 2, at: at(3) }],
    });
    const alone = orThrow(evaluateSla(aCase(), first, { asOf: at(5) }));
    expect(alone.metrics.firstResponse.state).toBe("running"); // a promise that was made is kept
    const none = orThrow(evaluateSla(aCase({ openedAt: at(4) }), first, { asOf: at(5) }));
    expect([none.metrics.firstResponse.state, none.reasons[0]?.code]).toEqual(["noPromise", "policy-not-in-force"]);
  });

  test("conditions: met, unmet, unknown", () => {
    const policy = defineSlaPolicy({
      ...base,
      conditions: [{ field: "channel", in: ["email"] }],
      targets: [h("PT1H")],
    });
    const codes = (channel: string | null) => {
      const { metrics, reasons } = statusOf([], 0, policy, { channel });
      return [metrics.firstResponse.state, reasons[0]?.code];
    };
    expect([codes("email"), codes("fax"), codes(null)]).toEqual([
      ["running", "target-applied"],
      ["noPromise", "condition-unmet"],
      ["noPromise", "condition-unknown"],
    ]);
  });

  test("what is overrun already is compared by how far; alike, the first that matches holds", () => {
    const policy = defineSlaPolicy({
      ...base,
      targets: [
        h("PT24H", { severity: "question" }),
        h("PT2H", { severity: "major" }),
        h("PT1H", { tier: "gold", severity: "major" }),
        h("PT3H", { severity: "grave" }),
        h("PT3H", { tier: "gold", severity: "grave", hours: { business: "office" } }),
      ],
    });
    const targetOf = (severity: string, hours: number, from: string) =>
      statusOf([on("severity-changed", hours, { severity })], hours, policy, { tier: "gold", severity: from }).metrics
        .firstResponse.target;
    expect(targetOf("major", 3, "question")).toBe("/targets/2");
    expect(targetOf("major", 1.5, "question")).toBe("/targets/2");
    // both are overrun by an hour, or due at one moment: that of the tier is looked at first
    expect(targetOf("grave", 0, "question")).toBe("/targets/3");
    expect(statusOf([], 0, policy, { tier: "gold", severity: "major" }).metrics.firstResponse.target).toBe(
      "/targets/2",
    );
  });

  test("versions that no moment can be told by are refused, whatever their order", () => {
    const version = (number: number, from: number | null, to: number | null, id = "p") =>
      defineSlaPolicy({
        id,
        version: number,
        effectiveFrom: from === null ? null : at(from),
        effectiveTo: to === null ? null : at(to),
        targets: [h(`PT${number}H`)],
      });
    const evaluate = (main: ReturnType<typeof version>, ...versions: readonly ReturnType<typeof version>[]) =>
      orThrow(evaluateSla(aCase(), main, { asOf: at(9), versions })).metrics.firstResponse.targetHistory.map(
        ({ version: number }) => number,
      );
    const [first, second, third] = [version(1, null, 2), version(2, 2, 4), version(3, 4, null)];
    expect(evaluate(first, third, second)).toEqual([1, 2, 3]);
    expect(evaluate(third, first, second, third)).toEqual([1, 2, 3]);
    expect(evaluate(version(1, null, null), second)).toEqual([1, 2, 1].slice(0, 2)); // one without end gives way
    const bad = (...args: Parameters<typeof evaluate>) =>
      expect(() => evaluate(...args)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    bad(first, version(2, 1, null));
    bad(first, version(2, null, 1));
    bad(version(1, 2, null), version(2, 2, null));
    bad(first, version(2, 2, null, "q"));
    expect(() => evaluate(first, version(2, 1, null))).toThrow(/1 and 2/);
    expect(() => evaluate(first, version(2, 2, null, "q"))).toThrow(/versions of p, received q/);
  });

  test("in the gap between two versions nothing new is promised, and what was is kept", () => {
    const of = (version: number, change: object) =>
      defineSlaPolicy({ ...base, version, ...change, targets: [h("PT9H")] });
    const [first, second] = [of(1, { effectiveTo: at(1) }), of(2, { effectiveFrom: at(3) })];
    const stateOf = (opened: number) =>
      orThrow(evaluateSla(aCase({ openedAt: at(opened) }), second, { asOf: at(2), versions: [first] })).metrics
        .firstResponse.state;
    expect([stateOf(0), stateOf(1), stateOf(2)]).toEqual(["running", "noPromise", "noPromise"]);
  });

  test("metrics of the house, also under a name of the library", () => {
    const firstResponse = { ...slaMetrics.firstResponse, pauseWhile: ["waitingForCustomer"] } as const;
    const policy = defineSlaPolicy({ ...base, metrics: { firstResponse }, targets: [h("PT2H")] });
    const { metrics } = statusOf([on("paused", 1, { waitingFor: "customer" })], 9, policy);
    expect(brief(metrics.firstResponse)).toEqual(["paused", 1]);
  });

  test("a kind of event that is not known moves nothing, and is told", () => {
    const { reasons, metrics } = statusOf(
      [on("constructor", 1), on("merged", 1), on("merged", 2)],
      3,
      one("timeToOwn"),
    );
    expect(metrics["timeToOwn"]?.state).toBe("breached");
    expect(reasons.slice(-2).map(({ code, observed, required }) => [code, observed, required])).toEqual([
      ["unknown-event-kind", { kind: "number", value: 1 }, { kind: "text", text: "constructor" }],
      ["unknown-event-kind", { kind: "number", value: 2 }, { kind: "text", text: "merged" }],
    ]);
  });

  test("no reasons where none are asked for", () => {
    const asked = { asOf: at(1), calendars } as const;
    const full = orThrow(evaluateSla(aCase(), everything, asked));
    expect(orThrow(evaluateSla(aCase(), everything, { ...asked, trace: "none" }))).toEqual({ ...full, reasons: [] });
  });
});

describe("examples: reasons told whole", () => {
  const base = { id: "p", version: 1 } as const;
  const blank = { rule: "", metric: null, op: null, observed: null, required: null, label: null } as const;
  const text = (value: string) => ({ kind: "text", text: value });
  const instant = (hours: number) => ({ kind: "instant", at: at(hours) });
  const time = (hours: number) => ({ kind: "duration", ms: hours * HOUR });
  const number = (value: number) => ({ kind: "number", value });
  const metric = "firstResponse";
  const target = { metric, within: "PT4H", hours: "24x7" } as const;

  test("a target that changed, a recorded breach, its excuse, and a record about nothing", () => {
    const policy = defineSlaPolicy({
      ...base,
      targets: [
        { ...target, tier: "gold" },
        { ...target, tier: "diamond", within: "PT3H" },
      ],
    });
    const events = [
      on("tier-changed", 1, { tier: "diamond" }),
      on("breached", 1.5, { metric }),
      on("excused", 1.6, { metric, excuse: "flood" }),
      on("breached", 1.7, { metric, startedAt: at(0.5) }),
    ];
    expect(statusOf(events, 2, policy, { tier: "gold" }).reasons).toEqual([
      {
        ...blank,
        code: "target-applied",
        rule: "/targets/1",
        metric,
        op: "=",
        observed: text("diamond, question"),
        required: time(3),
        verdict: "met",
      },
      {
        ...blank,
        code: "target-changed",
        rule: "/onChange",
        metric,
        observed: instant(1),
        required: time(3),
        verdict: "met",
      },
      {
        ...blank,
        code: "clock-running",
        rule: "/targets/1/within",
        metric,
        op: "<=",
        observed: time(2),
        required: time(3),
        verdict: "unmet",
      },
      { ...blank, code: "recorded-breach-stands", metric, observed: instant(1.5), verdict: "unmet" },
      { ...blank, code: "breach-excused", metric, observed: text("flood"), verdict: "met" },
      { ...blank, code: "record-without-clock", metric, observed: number(1), verdict: "unmet" },
    ]);
    const withdrawn = [on("tier-changed", 1, { tier: null })];
    expect(statusOf(withdrawn, 2, policy, { tier: "gold" }).reasons).toEqual([
      { ...blank, code: "no-promise", rule: "/targets", metric, observed: text("question"), verdict: "unmet" },
      { ...blank, code: "target-changed", rule: "/onChange", metric, observed: instant(1), verdict: "met" },
    ]);
  });

  test("no version in force, and conditions that are unknown or do not hold", () => {
    const over = defineSlaPolicy({ ...base, effectiveTo: at(-1), targets: [target] });
    expect(statusOf([], 1, over).reasons).toEqual([
      { ...blank, code: "policy-not-in-force", metric, observed: instant(0), verdict: "unmet" },
    ]);
    const limited = defineSlaPolicy({
      ...base,
      conditions: [
        { field: "department", in: ["desk"] },
        { field: "channel", in: ["email", "web"] },
      ],
      targets: [target],
    });
    const condition = { ...blank, rule: "/conditions/1", metric: "channel", op: "in", required: text("email, web") };
    const department = "desk";
    expect(statusOf([], 1, limited, { department }).reasons).toEqual([
      { ...condition, code: "condition-unknown", verdict: "unknown" },
    ]);
    expect(statusOf([], 1, limited, { department, channel: "fax" }).reasons).toEqual([
      { ...condition, code: "condition-unmet", observed: text("fax"), verdict: "unmet" },
    ]);
  });

  test("a clock that has not started, and all of its status", () => {
    const { metrics, reasons } = statusOf([], 1, one("nextResponse"));
    expect(reasons).toEqual([{ ...blank, code: "clock-not-started", metric: "nextResponse", verdict: "unknown" }]);
    expect(metrics["nextResponse"]).toEqual({
      state: "notStarted",
      startedAt: null,
      stoppedAt: null,
      dueAt: null,
      dueIfResumedAt: null,
      targetMs: null,
      elapsedMs: null,
      remainingMs: null,
      breachedAt: null,
      target: null,
      pauses: [],
      targetHistory: [],
      excusedBy: null,
      nextChangeAt: null,
      earlier: [],
    });
  });

  test("what moved no clock, by name; and nothing where no reasons are asked for", () => {
    const events = [on("c", 1), on("a", 1), on("b", 2), on("a", 2), on("note", -1)];
    const policy = one("timeToOwn", "PT9H");
    const unknown = (kind: string, count: number) => ({
      ...blank,
      code: "unknown-event-kind",
      observed: number(count),
      required: text(kind),
      verdict: "unknown",
    });
    expect(statusOf(events, 3, policy).reasons.slice(2)).toEqual([
      {
        ...blank,
        code: "events-before-opening",
        op: ">=",
        observed: number(1),
        required: instant(0),
        verdict: "unmet",
      },
      unknown("a", 2),
      unknown("b", 1),
      unknown("c", 1),
    ]);
    const untold = orThrow(evaluateSla(aCase({ events }), policy, { asOf: at(3), trace: "none" }));
    expect(untold.reasons).toEqual([]);
  });

  test("opened again after a stop that stays: told of the first resolution alone", () => {
    const events = [on("assigned", 1), on("resolved", 2), on("reopened", 3)];
    expect(statusOf(events, 4, one("timeToOwn")).reasons.map(({ code }) => code)).toEqual([
      "target-applied",
      "clock-stopped",
    ]);
  });
});

describe("examples: at one moment", () => {
  const pairs = (a: CaseEvent, b: CaseEvent) => [
    [a, b],
    [b, a],
  ];

  test("what the customer wrote is answered, whatever the ids and the order", () => {
    const asked = on("reply", 2, { by: "customer", id: "z" });
    for (const both of pairs(asked, on("reply", 2, { id: "a" }))) {
      expect(brief(only([on("reply", 1), ...both], 5, "nextResponse"))).toEqual(["met", 0]);
    }
  });

  test("a case is opened again before it is solved", () => {
    for (const both of pairs(on("reopened", 3, { id: "z" }), on("resolved", 3, { id: "a" }))) {
      expect(only([on("resolved", 1), ...both], 5, "agentWork")).toMatchObject({ state: "met", stoppedAt: at(3) });
    }
  });

  test("of two excuses the one of the first id counts", () => {
    const excuse = (id: string) => on("excused", 3, { id, metric: "agentWork", excuse: id });
    for (const both of pairs(excuse("a"), excuse("b"))) {
      expect(only([on("breached", 2.5, { metric: "agentWork" }), ...both], 5, "agentWork")?.excusedBy).toBe("a");
    }
  });

  test("a hold that begins twice is a hold for both; other things that happen then change nothing", () => {
    const waits = pairs(
      on("paused", 1, { waitingFor: "customer" }),
      on("paused", 1, { id: "x", waitingFor: "thirdParty" }),
    );
    for (const both of waits) {
      expect(only(both, 3, "requesterWait")?.state).toBe("paused");
      expect(only(both, 3, "agentWork")?.state).toBe("paused");
    }
    const held = [on("paused", 1, { hold: "a" }), on("note", 1)];
    expect(only([...held, on("resumed", 2, { hold: "b" })], 3, "agentWork")?.state).toBe("paused");
    expect(only([...held, on("resumed", 2, { hold: "a" })], 2.5, "agentWork")?.state).toBe("running");
    const all = [on("paused", 0.5, { hold: "a" }), on("paused", 1, { hold: "b" })];
    expect(only([...all, on("resumed", 1.5), on("note", 1.5)], 2, "agentWork")).toMatchObject({ state: "running" });
    expect(only([on("paused", 1), on("note", 1), on("resumed", 1.5), on("note", 1.5)], 2, "agentWork")?.pauses).toEqual(
      [{ from: at(1), to: at(1.5) }],
    );
  });

  test("each kind of wait holds the clocks that stand still for it, and no others", () => {
    const metric = (pause: SlaMetricDefinition["pauseWhile"][number]) =>
      ({ startOn: ["opened"], pauseWhile: [pause], stopOn: ["resolved"], cycle: "once", onReopen: "stay" }) as const;
    const metrics = {
      customer: metric("waitingForCustomer"),
      third: metric("waitingForThirdParty"),
      other: metric("onHold"),
    };
    const policy = defineSlaPolicy({
      id: "p",
      version: 1,
      metrics,
      targets: (["customer", "third", "other"] as const).map(
        (name) => ({ metric: name, within: "PT9H", hours: "24x7" }) as const,
      ),
    });
    const paused = (waitingFor: "customer" | "thirdParty" | null) =>
      Object.entries(statusOf([on("paused", 1, { waitingFor })], 2, policy).metrics)
        .filter(([, { state }]) => state === "paused")
        .map(([name]) => name);
    expect([paused("customer"), paused("thirdParty"), paused(null)]).toEqual([["customer"], ["third"], ["other"]]);
  });
});

describe("examples: versions, choices and records", () => {
  const base = { id: "p", version: 1 } as const;
  const target = { metric: "agentWork", within: "PT9H", hours: "24x7" } as const;
  const first = defineSlaPolicy({ ...base, effectiveTo: at(3), targets: [target] });
  const second = defineSlaPolicy({
    ...base,
    version: 2,
    effectiveFrom: at(3),
    targets: [{ ...target, within: "PT8H" }],
  });
  const status = (events: readonly CaseEvent[], hours: number) =>
    orThrow(evaluateSla(aCase({ events }), second, { asOf: at(hours), versions: [first] })).metrics.agentWork;

  test("a version comes into force before what happens then, after what happened before, and holds stay on", () => {
    expect(status([on("resolved", 3)], 5)).toMatchObject({ state: "met", targetMs: 8 * HOUR, stoppedAt: at(3) });
    expect(status([on("paused", 1), on("resumed", 2), on("resolved", 4)], 5)).toMatchObject({
      state: "met",
      elapsedMs: 3 * HOUR,
      targetHistory: [{ version: 1 }, { version: 2 }],
    });
    expect(status([on("resolved", 2)], 5)).toMatchObject({ targetMs: 9 * HOUR, targetHistory: [{ version: 1 }] });
    expect(status([on("paused", 1)], 5)).toMatchObject({
      state: "paused",
      elapsedMs: HOUR,
      pauses: [{ from: at(1), to: null }],
    });
    expect(status([on("paused", 1), on("resumed", 4)], 5)).toMatchObject({ pauses: [{ from: at(1), to: at(4) }] });
  });

  test("what changes while no version is in force leaves the promise as it was", () => {
    const majors = { ...target, severity: "major", within: "PT1H" } as const;
    const gone = defineSlaPolicy({ ...base, effectiveTo: at(1), targets: [target, majors] });
    const events = [on("severity-changed", 2, { severity: "major" })];
    const { metrics, severity } = orThrow(evaluateSla(aCase({ events }), gone, { asOf: at(3) }));
    expect([severity, metrics.agentWork.targetMs, metrics.agentWork.targetHistory.length]).toEqual([
      "major",
      9 * HOUR,
      1,
    ]);
  });

  test("versions are told apart whatever their order", () => {
    const of = (version: number, from: number | null, to: number | null) =>
      defineSlaPolicy({
        ...base,
        version,
        effectiveFrom: from === null ? null : at(from),
        effectiveTo: to === null ? null : at(to),
        targets: [target],
      });
    const [one_, two, three] = [of(1, null, 2), of(2, 2, 4), of(3, 4, null)];
    const told = (main: typeof one_, ...versions: readonly (typeof one_)[]) =>
      orThrow(evaluateSla(aCase(), main, { asOf: at(9), versions })).metrics.agentWork.targetHistory.map(
        ({ version }) => version,
      );
    for (const order of [
      [three, two, one_],
      [two, three, one_],
      [two, one_, three],
      [one_, two, three],
    ] as const) {
      expect(told(...order)).toEqual([1, 2, 3]);
    }
    expect(told(of(2, 2, null), of(1, null, null))).toEqual([1, 2]);
  });

  test("the first due holds though another leaves less; of those overrun the one by more; else the first", () => {
    const h = (within: string, change: object = {}) => ({ ...target, within, ...change });
    const chosen = (targets: readonly ReturnType<typeof h>[], events: readonly CaseEvent[], hours: number) =>
      statusOf(events, hours, defineSlaPolicy({ ...base, targets }), { tier: "gold" }).metrics.agentWork.target;
    const office_ = { hours: { business: "office" } } as const;
    expect(chosen([h("PT4H", office_), h("PT5H", { severity: "question" })], [], 0)).toBe("/targets/1");
    expect(chosen([h("PT5H"), h("PT4H", { ...office_, severity: "question" })], [], 0)).toBe("/targets/0");
    const worse = [on("severity-changed", 3, { severity: "major" })];
    const majors = [
      h("PT9H", { severity: "question" }),
      h("PT1H", { severity: "major" }),
      h("PT2H", { severity: "major", tier: "gold" }),
    ];
    expect(chosen(majors, worse, 3)).toBe("/targets/1");
    expect(chosen([h("PT3H"), h("PT3H", { tier: "gold" })], [], 0)).toBe("/targets/1");
    // of eight hours six have run: two are left, round the clock; of seven and a half of the office's, one and a half
    const left = [
      h("PT20H", { severity: "question" }),
      h("PT8H", { severity: "major" }),
      h("PT7H30M", { severity: "major", ...office_ }),
    ];
    expect(chosen(left, [on("severity-changed", 6, { severity: "major" })], 6)).toBe("/targets/2");
  });

  test("a record is about the run that started when it says", () => {
    const replies = [1, 2, 3, 4, 5].map((hours) => on("reply", hours));
    const excused = (hours: number | null) => {
      const startedAt = hours === null ? null : at(hours);
      const events = [...replies, on("excused", 6, { metric: "periodicUpdate", startedAt, excuse: "x" })];
      const { metrics, reasons } = statusOf(events, 7, one("periodicUpdate"));
      const { earlier = [], excusedBy = null } = metrics["periodicUpdate"] ?? {};
      return [
        [...earlier.map((run) => run.excusedBy), excusedBy].indexOf("x"),
        reasons.some(({ code }) => code === "record-without-clock"),
      ];
    };
    expect([1, 2, 3, 4, 5].map(excused)).toEqual([0, 1, 2, 3, 4].map((place) => [place, false]));
    expect([0, 1.5, 2.5, 4.5, 9].map(excused)).toEqual(Array.from({ length: 5 }, () => [-1, true]));
    expect(excused(null)).toEqual([4, false]);
  });

  test("only what the customer writes after a response asks again", () => {
    expect(only([on("reply", 1), on("note", 2)], 3, "nextResponse")?.state).toBe("notStarted");
    expect(only([on("reply", 1), on("reply", 2, { by: "system" })], 3, "nextResponse")?.state).toBe("notStarted");
  });
});

describe("refusals", () => {
  const refused = (subject: unknown) => evaluateSla(subject as Case, one("firstResponse"), { asOf: at(1) });
  test.each<[string, object, object]>([
    ["a change to nothing", on("severity-changed", 1), { code: "invalid-fact", path: "/events/0/severity" }],
    ["a breach of nothing", on("breached", 1), { code: "invalid-fact", path: "/events/0/metric" }],
    [
      "an unknown wait",
      { ...on("paused", 1), waitingFor: "me" },
      { code: "unknown-choice", path: "/events/0/waitingFor" },
    ],
    [
      "a start that is no moment",
      { ...on("breached", 1), metric: "m", startedAt: "now" },
      { path: "/events/0/startedAt" },
    ],
  ])("%s", (_, item, error) => {
    expect(refused(aCase({ events: [item as CaseEvent] }))).toMatchObject({ ok: false, error });
  });

  test("a log of 1,000,000 entries", () => {
    const events = Array.from({ length: 1_000_000 }, () => on("note", 0.5));
    expect(refused(aCase({ events }))).toEqual({
      ok: false,
      error: { code: "too-large", path: "/events", expected: "100000", observed: "1000000" },
    });
  });

  test("a case whose keys throw", () => {
    const hostile = new Proxy(aCase(), {
      get: () => {
        throw new Error("not yours");
      },
    });
    expect(refused(hostile)).toMatchObject({ ok: false, error: { code: "invalid-fact" } });
  });

  const other = defineSlaPolicy({
    id: "q",
    version: 1,
    targets: [{ metric: "timeToOwn", within: "PT1H", hours: "24x7" }],
  });
  const twin = defineSlaPolicy({
    id: "p",
    version: 2,
    targets: [{ metric: "timeToOwn", within: "PT1H", hours: "24x7" }],
  });
  test.each([
    ["another policy", { versions: [other] }],
    ["two versions at once", { versions: [twin] }],
    ["an unknown trace", { trace: "some" as "none" }],
  ])("%s throws", (_, context) => {
    expect(() => evaluateSla(aCase(), one("timeToOwn"), { asOf: at(1), ...context })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });
});

describe("laws", () => {
  const evaluate = (subject: Case, asOf: string) => orThrow(evaluateSla(subject, everything, { asOf, calendars }));
  const cyclesOf = (subject: Case, asOf: string) =>
    Object.entries(evaluate(subject, asOf).metrics).flatMap(([metric, status]) =>
      [...status.earlier, status].map((cycle) => ({ metric, ...cycle })),
    );

  test("order-blind and duplicate-blind, over every metric and kind of event", () => {
    fc.assert(
      fc.property(
        someBusyCase.chain((subject) =>
          fc.tuple(
            fc.constant(subject),
            fc.shuffledSubarray([...subject.events, ...subject.events], { minLength: subject.events.length * 2 }),
          ),
        ),
        aLaterMoment,
        ([subject, events], asOf) => {
          expect(evaluate({ ...subject, events }, asOf)).toEqual(evaluate(subject, asOf));
        },
      ),
    );
  });

  test("remaining and elapsed make the target; a clock is broken only when more has run, or it was recorded or changed", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, (subject, asOf) => {
        for (const { state, targetMs, elapsedMs, remainingMs, dueAt, targetHistory, breachedAt } of cyclesOf(
          subject,
          asOf,
        )) {
          if (targetMs === null) continue;
          expect((elapsedMs ?? NaN) + (remainingMs ?? NaN)).toBe(targetMs);
          expect(state === "breached").toBe(breachedAt !== null);
          if ((remainingMs ?? 0) < 0) expect(state).toBe("breached");
          if (state === "paused") expect(dueAt).toBeNull();
          if (
            state === "breached" &&
            targetHistory.length === 1 &&
            !subject.events.some(({ kind }) => kind === "breached")
          ) {
            expect(remainingMs).toBeLessThan(0);
          }
        }
      }),
    );
  });

  test("never un-breached: what was broken at a moment is broken at every later one", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, aLaterMoment, (subject, a, b) => {
        const [before, after] = [cyclesOf(subject, a < b ? a : b), cyclesOf(subject, a < b ? b : a)];
        for (const was of before.filter(({ state }) => state === "breached")) {
          const is = after.find(({ metric, startedAt }) => metric === was.metric && startedAt === was.startedAt);
          expect([is?.state, is?.breachedAt]).toEqual(["breached", was.breachedAt]);
        }
      }),
    );
  });

  test("frozen while paused, monotone while running", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, aLaterMoment, (subject, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const known = { ...subject, events: subject.events.filter(({ at: when }) => String(when) <= from) };
        const [before, after] = [evaluate(known, from).metrics, evaluate(known, to).metrics];
        for (const metric of Object.keys(before) as (keyof typeof before)[]) {
          const [was, is] = [before[metric], after[metric]];
          if (was.state === "paused") {
            const { dueIfResumedAt: _, ...frozen } = was;
            expect(is).toMatchObject(frozen);
          } else expect(is.elapsedMs ?? 0).toBeGreaterThanOrEqual(was.elapsedMs ?? 0);
        }
      }),
    );
  });

  test("at nextChangeAt the state is another, and just before it is not", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, (subject, asOf) => {
        const known = { ...subject, events: subject.events.filter(({ at: when }) => String(when) <= asOf) };
        const states = (moment: string) => Object.values(evaluate(known, moment).metrics).map(({ state }) => state);
        const now = evaluate(known, asOf);
        const { nextChangeAt } = now;
        if (nextChangeAt === null) {
          expect(states("2030-01-01T00:00:00.000Z")).toEqual(states(asOf));
        } else {
          const before = new Date(Date.parse(nextChangeAt) - 1).toISOString();
          expect(nextChangeAt > asOf).toBe(true);
          expect(states(before)).toEqual(states(asOf));
          expect(states(nextChangeAt)).not.toEqual(states(asOf));
        }
      }),
    );
  });

  test("with versions too: at nextChangeAt a state or a promise is another, and just before it is not", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, someVersions, fc.nat({ max: 2 }), (subject, asOf, versions, main) => {
        const known = { ...subject, events: subject.events.filter(({ at: when }) => String(when) <= asOf) };
        const policy = versions[main] ?? everything;
        const status = (moment: string) => orThrow(evaluateSla(known, policy, { asOf: moment, calendars, versions }));
        const told = (moment: string) =>
          Object.values(status(moment).metrics).map(({ state, targetHistory }) => [state, targetHistory]);
        const { nextChangeAt } = status(asOf);
        if (nextChangeAt === null) expect(told("2030-01-01T00:00:00.000Z")).toEqual(told(asOf));
        else {
          expect(nextChangeAt > asOf).toBe(true);
          expect(told(new Date(Date.parse(nextChangeAt) - 1).toISOString())).toEqual(told(asOf));
          expect(told(nextChangeAt)).not.toEqual(told(asOf));
        }
      }),
    );
  });

  test("a clock that has not started is promised something when a version says so", () => {
    const target = { metric: "nextResponse", within: "PT2H", hours: "24x7" } as const;
    const later = defineSlaPolicy({
      id: "p",
      version: 1,
      effectiveFrom: at(3),
      effectiveTo: at(5),
      targets: [target],
    });
    const told = (hours: number) => {
      const { state, nextChangeAt } = orThrow(evaluateSla(aCase(), later, { asOf: at(hours) })).metrics.nextResponse;
      return [state, nextChangeAt];
    };
    expect([told(0), told(3), told(5)]).toEqual([
      ["noPromise", at(3)],
      ["notStarted", at(5)],
      ["noPromise", null],
    ]);
  });

  test("a clock stands still exactly while a hold is on, whatever else happens", () => {
    const minute = fc.integer({ min: 0, max: 40 });
    const step = fc.record({
      kind: fc.constantFrom("paused" as const, "paused", "resumed"),
      hold: fc.constantFrom("a", "b", null),
      waitingFor: fc.constantFrom("customer" as const, "thirdParty", null),
    });
    const steps = fc.uniqueArray(fc.tuple(minute, step), { selector: ([when]) => when, maxLength: 14 });
    fc.assert(
      fc.property(steps, minute, fc.boolean(), (given, end, anyHold) => {
        const inOrder = [...given].sort(([a], [b]) => a - b);
        const on = new Map<string, string>();
        let ran = 0;
        for (let now = 0; now < end; now++) {
          const [, item] = inOrder.find(([when]) => when === now) ?? [];
          const name = item?.hold ?? "";
          if (item?.kind === "paused") on.set(name, item.waitingFor ?? "other");
          else if (item?.kind === "resumed" && name === "") on.clear();
          else if (item?.kind === "resumed") on.delete(name);
          if (anyHold ? on.size === 0 : ![...on.values()].includes("customer")) ran += 1;
        }
        const events = given.map(([when, item]) => event(item.kind, at(when / 60), item));
        const metric = anyHold ? "agentWork" : "requesterWait";
        const { metrics } = orThrow(evaluateSla(aCase({ events }), one(metric, "PT9H"), { asOf: at(end / 60) }));
        expect(metrics[metric]?.elapsedMs).toBe(ran * 60_000);
      }),
    );
  });

  test("counted minute by minute, it is the same", () => {
    const metrics = {
      once: { startOn: ["response"], pauseWhile: ["onHold"], stopOn: ["response"], cycle: "once", onReopen: "resume" },
      each: {
        startOn: ["customerReply", "assigned"],
        pauseWhile: ["waitingForCustomer", "onHold"],
        stopOn: ["response", "resolved"],
        cycle: "perEvent",
        onReopen: "newCycle",
      },
      whole: {
        startOn: ["opened"],
        pauseWhile: ["waitingForCustomer", "waitingForThirdParty", "onHold"],
        stopOn: ["resolved", "closed"],
        cycle: "once",
        onReopen: "resume",
      },
      own: { startOn: ["opened"], pauseWhile: [], stopOn: ["assigned"], cycle: "once", onReopen: "stay" },
    } as const satisfies Record<string, SlaMetricDefinition>;
    const names = Object.keys(metrics) as (keyof typeof metrics)[];
    const policy = defineSlaPolicy({
      id: "p",
      version: 1,
      metrics,
      targets: names.map((metric) => ({ metric, tier: "gold", within: "PT15M", hours: "24x7" }) as const),
    });
    const happening = fc.record({
      kind: fc.constantFrom(
        "paused" as const,
        "paused",
        "resumed",
        "reply",
        "reply",
        "assigned",
        "resolved",
        "reopened",
        "reopened",
        "closed",
        "cancelled",
      ),
      by: fc.constantFrom("agent" as const, "customer"),
      waitingFor: fc.constantFrom("customer" as const, null),
      metric: fc.constantFrom("own", "whole"), // about nothing, but for records
      severity: fc.constant("other"),
      tier: fc.constant("other"),
    });
    const minute = fc.integer({ min: 0, max: 30 });
    const log = fc.uniqueArray(fc.tuple(minute, happening), { selector: ([when]) => when, maxLength: 12 });
    fc.assert(
      fc.property(log, minute, (given, end) => {
        const events = given.map(([when, item]) => event(item.kind, at(when / 60), item));
        const subject = aCase({ tier: "gold", events });
        const status = orThrow(evaluateSla(subject, policy, { asOf: at(end / 60) }));
        for (const metric of names) {
          const { earlier, ...last } = status.metrics[metric];
          const told = [...earlier, last].filter(({ startedAt }) => startedAt !== null);
          expect(
            told.map(
              ({
                state,
                dueAt,
                dueIfResumedAt,
                remainingMs,
                breachedAt,
                startedAt,
                stoppedAt,
                elapsedMs,
                pauses,
                targetHistory,
              }) => ({
                state,
                dueAt,
                dueIfResumedAt,
                remainingMs,
                breachedAt,
                startedAt,
                stoppedAt,
                elapsedMs,
                pauses,
                targets: targetHistory.length,
              }),
            ),
          ).toEqual(minuteByMinute(metrics[metric], new Map(given), end));
        }
      }),
    );
  });

  test("what is kept at its due moment is broken one millisecond of its hours later", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, (subject, asOf) => {
        const { metrics } = evaluate(subject, asOf);
        const known = { ...subject, events: subject.events.filter(({ at: when }) => String(when) <= asOf) };
        for (const [metric, { state, nextChangeAt, dueAt }] of Object.entries(metrics)) {
          if (state !== "running" || nextChangeAt === null) continue;
          const later = evaluate(known, nextChangeAt).metrics[metric as keyof typeof metrics];
          expect([later.state, later.dueAt, later.remainingMs]).toEqual(["breached", dueAt, -1]);
        }
      }),
    );
  });
});
