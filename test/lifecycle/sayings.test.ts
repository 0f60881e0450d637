import { calendarPresets, defineCalendar } from "clientele/calendar";
import fc from "fast-check";
import { instant, LOCALES, orThrow } from "clientele/core";
import { explain, type Explainable } from "clientele/explain";
import {
  applyEvent,
  checkLifecycle,
  defineLifecycle,
  dueTransitions,
  explainTransition,
  isLifecycleEvent,
  type LifecycleEntry,
  lifecyclePresets,
  overdueObligations,
  receiveEvent,
  replay,
  startLifecycle,
  stateAt,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyEntries, anyGuardedLifecycle } from "../support/lifecycle.ts";

const at = (day: string): string => `2026-${day}T00:00:00.000Z`;

/** No labels anywhere. */
const plain = defineLifecycle({
  id: "plain",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [{ id: "spend", kind: "money" }],
  stages: [
    { id: "lead", order: 1, owed: [{ id: "call", within: "P2D", doneBy: ["called"] }] },
    { id: "client", order: 2, owed: [{ id: "visit", within: "P30D", doneBy: ["visited"] }] },
    { id: "key", order: 3, owed: [] },
    { id: "lost", order: 0 },
  ],
  events: ["called", "visited", "bought", "reviewed"],
  transitions: [
    { from: "lead", on: "bought", to: "client" },
    { from: "client", on: "reviewed", when: { metric: "spend", op: ">=", value: "50000" }, to: "key" },
    { from: ["client", "key"], after: "P180D", to: "lost" },
    { from: "lost", on: "bought", when: { metric: "spend", op: ">=", value: "10000" }, to: "client" },
  ],
  initial: "lead",
});
const client = { stage: "client", enteredAt: at("01-01") } as const;
const both = (subject: Explainable): readonly (readonly string[])[] =>
  LOCALES.map((locale) => explain(subject, { locale, timeZone: "Asia/Shanghai" }));
const cny = (amount: string) => ({ amount, currency: "CNY" });

describe("examples: sentences", () => {
  test("what has no label goes by its name; a time is told in words", () => {
    const start = orThrow(startLifecycle({ startedAt: at("01-01") }, plain));
    const called = orThrow(applyEvent(start, { kind: "called", at: at("01-02") }, plain));
    const lost = orThrow(dueTransitions(client, plain, { asOf: at("08-01") }));

    expect([both(called), both(lost)]).toEqual([
      [["called shows that call was done"], ["called 表明 call 已完成"]],
      [
        ["180 days after entering the stage before, at 2026-06-30 08:00, the stage lost began"],
        ["在上一阶段满 180 天，于 2026-06-30 08:00 进入 lost 阶段"],
      ],
    ]);
  });

  test("what is overdue, and what comes next", () => {
    const start = orThrow(startLifecycle({ startedAt: at("01-01") }, plain));
    const { nextTimer } = orThrow(dueTransitions(client, plain, { asOf: at("02-01") }));

    expect(both(orThrow(overdueObligations(start, plain, { asOf: at("01-05") })))).toEqual([
      ["call, owed in the stage lead, was to be done by 2026-01-03 08:00"],
      ["lead 阶段应办的 call 已逾期，期限为 2026-01-03 08:00"],
    ]);
    expect(both(nextTimer ?? [])).toEqual([
      ["unless something happens before, the stage lost begins at 2026-06-30 08:00"],
      ["若此前无其他事件，将于 2026-06-30 08:00 进入 lost 阶段"],
    ]);
  });

  test("an ignored event says why, in reasons and in ignored", () => {
    const answer = orThrow(
      stateAt(
        {
          startedAt: at("01-01"),
          events: [
            { kind: "visited", at: at("01-02") },
            { kind: "reviewed", at: at("01-03") },
            { kind: "sold" as "bought", at: at("01-04") },
          ],
        },
        plain,
        { asOf: at("02-01") },
      ),
    );
    const why = [
      "in the stage lead, nothing is owed now that visited would show to be done",
      "from the stage lead, nothing leads on by reviewed",
      "the event sold is not one of the policy plain",
    ];

    expect(explain(answer.ignored, { locale: "en" })).toEqual(why);
    expect(explain(answer, { locale: "en" })).toEqual(
      ["visited", "reviewed", "sold"].map((kind, index) => `${kind} changed nothing: ${why[index] ?? ""}`),
    );
  });

  test("a refusal names its stage by the label, and stages by theirs", () => {
    const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
    const state = { stage: "lost", enteredAt: at("01-01") } as const;
    const applied = applyEvent(state, { kind: "visited", at: at("01-02") }, policy);
    if (applied.ok || !("tried" in applied.error)) throw new Error("a visit to a lost customer leads nowhere");
    const { error } = applied;

    expect(explain(error, { locale: "zh-CN" })[0]).toMatch(/^\p{Script=Han}+阶段/u);
    expect(explain(error.tried, { locale: "zh-CN" }).filter((line) => line.includes("此转换须从"))).toEqual([]);
  });
});

describe("examples: refusals", () => {
  const refused = (state: object, event: object) => {
    const applied = applyEvent(state as typeof client, event as LifecycleEntry<"bought">, plain);
    return applied.ok ? null : applied.error;
  };

  test.each<[string, object, object, string]>([
    ["nothing leads on", client, { kind: "bought", at: at("01-02") }, "no-transition"],
    ["a second visit, harmless", client, { kind: "visited", at: at("01-02") }, "not-owed"],
    [
      "a condition that does not hold",
      client,
      { kind: "reviewed", at: at("01-02"), facts: { metrics: { spend: cny("3000") } } },
      "guard-failed",
    ],
    ["a condition that is not known", client, { kind: "reviewed", at: at("01-02") }, "guard-unknown"],
  ])("%s", (_, state, event, code) => {
    expect(refused(state, event)).toMatchObject({ code, stage: "client", label: { en: "client", "zh-CN": "client" } });
  });

  test("the way whose condition fails comes first among those tried", () => {
    const bought = { kind: "bought", at: at("01-02"), facts: { metrics: { spend: cny("3000") } } };
    const error = refused({ stage: "lost", enteredAt: at("01-01") }, bought);

    expect(error).toMatchObject({
      code: "guard-failed",
      tried: [
        { code: "guard-not-met", rule: "/transitions/3" },
        { code: "comparison", rule: "/transitions/3/when" },
        { code: "wrong-stage", rule: "/transitions/0" },
      ],
      findings: [],
    });
  });

  test("asked before the state, what is overdue is refused as well", () => {
    const state = { ...client, at: instant(at("05-20")) };
    expect(overdueObligations(state, plain, { asOf: at("05-10") })).toEqual({
      ok: false,
      error: { code: "asked-before-state", asOf: at("05-10"), since: at("05-20") },
    });
    expect(overdueObligations(state, plain, { asOf: at("05-20") })).toEqual({ ok: true, value: [] });
  });
});

describe("examples: facts that cannot be read", () => {
  test.each<[unknown, string]>([
    [12_000, "metric-not-money"],
    ["12000", "metric-not-money"],
    [{ amount: "12000.00", currency: "USD" }, "metric-other-currency"],
    [{ amount: 12_000 }, "metric-not-money"],
    [{ amount: "12,000", currency: "CNY" }, "metric-not-money"],
  ])("%j: %s, wherever it is asked about", (spend, code) => {
    const facts = { metrics: { spend } } as { metrics: { spend: null } };
    const review = { kind: "reviewed", at: at("01-02"), facts } as const;
    const found = [{ code, path: "/metrics/0" }];

    expect(orThrow(explainTransition(client, review, plain)).findings).toMatchObject(found);
    expect(applyEvent(client, review, plain)).toMatchObject({ error: { code: "guard-unknown", findings: found } });
    // an event that asks no condition tells it too
    const lead = orThrow(startLifecycle({ startedAt: at("01-01") }, plain));
    expect(orThrow(applyEvent(lead, { kind: "bought", at: at("01-02"), facts }, plain)).findings).toMatchObject(found);
    const { record } = orThrow(replay({ startedAt: at("01-01"), events: [] }, plain));
    const received = orThrow(
      receiveEvent(record, { kind: "bought", at: at("01-02"), facts }, plain, { asOf: at("01-03") }),
    );
    expect([received.outcome, received.findings]).toMatchObject(["applied", found]);
  });

  test("a misspelt metric shows as one that is missing where a condition asks for it, and nowhere else", () => {
    const facts = { metrics: { spent: cny("60000") } } as { metrics: object };
    const event = (kind: "reviewed" | "bought") => ({ kind, at: at("01-02"), facts }) as const;
    const lead = orThrow(startLifecycle({ startedAt: at("01-01") }, plain));

    expect(applyEvent(client, event("reviewed"), plain)).toMatchObject({
      error: { code: "guard-unknown", findings: [{ code: "metric-missing", path: "/metrics/0" }] },
    });
    expect(orThrow(applyEvent(lead, event("bought"), plain)).findings).toEqual([]);
  });
});

describe("examples: what is received", () => {
  const start = orThrow(replay({ startedAt: at("01-10"), events: [] }, plain)).record;
  const receive = (record: typeof start, event: Parameters<typeof receiveEvent>[1]) =>
    orThrow(receiveEvent(record, event as LifecycleEntry<"bought">, plain, { asOf: at("03-01") }));
  const order = { kind: "bought", at: at("02-01"), id: "O-1" } as const;
  const withdrawn = { control: "withdraw", withdraws: "O-1", at: at("02-02") } as const;

  test("an event before the start, or withdrawn before it came, is not told as applied", () => {
    const early = receive(start, { ...order, at: at("01-02") });
    const ahead = receive(start, withdrawn);
    const late = receive(ahead.recordAfter, order);

    expect([early.outcome, explain(early.trace, { locale: "en" })]).toEqual([
      "unmatched",
      ["bought changed nothing: the event bought happened before the relationship began"],
    ]);
    expect([ahead.outcome, explain(ahead.trace, { locale: "en" })]).toEqual([
      "unmatched",
      ["no event with the identifier O-1 is known yet; should one come, it counts as withdrawn"],
    ]);
    expect([late.outcome, explain(late.trace, { locale: "en" })]).toEqual([
      "unmatched",
      ["bought changed nothing: the event bought with the identifier O-1 was withdrawn"],
    ]);
  });

  test("a withdrawal that takes a stage back says so, once", () => {
    const bought = receive(start, order);
    const back = receive(bought.recordAfter, withdrawn);
    const again = receive(back.recordAfter, withdrawn);

    expect([bought.stateAfter.stage, back.stateAfter.stage, back.outcome]).toEqual(["client", "lead", "applied"]);
    expect(explain(back.trace, { locale: "zh-CN" })).toEqual([
      "bought 未引起任何变化：标识为 O-1 的事件 bought 已撤回",
    ]);
    expect([again.outcome, explain(again.trace, { locale: "en" })]).toEqual([
      "duplicate",
      ["that the event with the identifier O-1 was withdrawn is known already"],
    ]);
    expect(receive(bought.recordAfter, order).trace).toMatchObject([
      { code: "event-ignored", params: { why: { code: "duplicate-event" } } },
    ]);
  });
});

describe("examples: checks", () => {
  test("an empty list says that a stage owes nothing; calendars are looked for where they are given", () => {
    const office = defineCalendar(calendarPresets.china2026);
    const policy = defineLifecycle({
      id: "days",
      version: 1,
      timeZone: "Asia/Shanghai",
      stages: [
        { id: "a", order: 1, labels: { en: "Alpha" } },
        { id: "b", order: 2, owed: [] },
        { id: "c", order: 3, owed: [{ id: "t", within: { workingDays: 3, calendar: office.id }, doneBy: ["e"] }] },
      ],
      events: ["e"],
      transitions: [
        { from: "a", on: "e", to: "b" },
        { from: "b", on: "e", to: "c" },
        { from: "c", after: { workingDays: 30, calendar: "nosuch" }, to: "a" },
      ],
      initial: "a",
    });
    const found = checkLifecycle(policy, { calendars: [office] });

    expect(found.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ["nothing-owed", "warning", "/stages/0"],
      ["calendar-not-given", "error", "/transitions/2/after"],
    ]);
    expect(explain(found, { locale: "en" })).toEqual([
      "the policy does not say what the stage Alpha owes the customer; an empty list says that it is nothing",
      "none of the calendars given has the id nosuch, which this length of time asks for",
    ]);
    expect(checkLifecycle(policy)).toHaveLength(1);
    expect(checkLifecycle(policy, { calendars: [] }).map(({ code }) => code)).toEqual([
      "nothing-owed",
      "calendar-not-given",
      "calendar-not-given",
    ]);
  });

  test.each<[unknown, boolean]>([
    ["bought", true],
    ["sold", false],
    ["toString", false],
    ["", false],
    [null, false],
    [0, false],
  ])("isLifecycleEvent of %j: %j", (kind, expected) => {
    expect(isLifecycleEvent(plain, kind)).toBe(expected);
  });
});

describe("laws", () => {
  /** The lines of a decision that are not about what is known of the customer. */
  const ofCourse = (lines: readonly { readonly code: string; readonly metric?: string | null }[]) =>
    lines.filter(({ metric = null }) => metric === null);

  test("without labels, no sentence of any answer says that the name of something is not known", () => {
    fc.assert(
      fc.property(anyGuardedLifecycle, anyEntries, (policy, events) => {
        const [history, asOf] = [{ startedAt: at("02-01"), events }, at("07-01")];
        const told = orThrow(stateAt(history, policy, { asOf }));
        const { record } = orThrow(replay({ ...history, events: [] }, policy));
        const overdue = orThrow(overdueObligations(told.state, policy, { asOf }));
        const subjects: Explainable[] = [ofCourse(told.reasons), told.ignored, told.nextTimer ?? [], overdue];
        for (const event of history.events) {
          const received = receiveEvent(record, event, policy, { asOf: at("12-31") });
          subjects.push(received.ok ? ofCourse(received.value.trace) : received.error);
          const applied = applyEvent({ stage: policy.initial, enteredAt: at("01-01") }, event, policy);
          subjects.push(applied.ok ? ofCourse(applied.value.reasons) : applied.error);
          if (!applied.ok && "tried" in applied.error) subjects.push(ofCourse(applied.error.tried));
        }
        const sentences = subjects.flatMap((subject) => explain(subject, { locale: "zh-CN" }));
        expect(sentences.filter((sentence) => sentence.includes("未知"))).toEqual([]);
      }),
    );
  });
});
