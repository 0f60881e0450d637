import { LOCALES, orThrow, renderMessage } from "clientele/core";
import type { CaseEvent } from "clientele/customer";
import {
  breachLetter,
  breachRecords,
  checkSlaPolicy,
  defineSlaPolicy,
  delayLetter,
  evaluateSla,
  orderQueue,
  reviewSlaPolicy,
  routeCase,
  startComplianceReport,
} from "clientele/sla";
import { describe, expect, test } from "vitest";
import { slaMessages } from "../../src/sla/messages.ts";
import { places } from "../support/core.ts";
import { aCase, event, everything, office, promises } from "../support/sla.ts";

describe.each(Object.entries(slaMessages))("%s", (_, message) => {
  test("is said in both languages with the same placeholders", () => {
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(places(message.en)).toEqual(places(message["zh-CN"]));
  });
});

test("what the module says fills every placeholder", () => {
  const asOf = "2026-03-09T00:00:00Z";
  const told = (...cases: readonly Parameters<typeof aCase>[0][]) =>
    cases.flatMap((change): readonly object[] => {
      const result = evaluateSla(aCase(change), promises, { asOf, calendars: [office] });
      return result.ok ? result.value.reasons : [result.error];
    });
  const target = { severity: "major", metric: "firstResponse", within: "PT2H", hours: "24x7" };
  const draft = (change: object, ...targets: readonly object[]) => {
    const { issues, findings } = reviewSlaPolicy({ id: "p", version: 1, targets, ...change });
    return [...issues, ...findings];
  };
  const step = (id: string, when: object) => ({ id, when, level: 1, notify: ["lead"] });
  const steps = [step("a", { afterStart: "PT1H" }), step("b", { beforeDue: "PT9H" }), step("b", { atPercent: 9 })];
  const flat = [
    ...draft({}, target, target, { ...target, severity: "x", within: "PT0S" }),
    ...draft({}, target, { ...target, metric: "firstResolution", within: "PT1H" }, { ...target, metric: "next" }),
    ...draft({}, target, { ...target, metric: "firstResolution", within: "PT1H" }),
    ...draft({}, target, { ...target, metric: "nextResponse", within: "PT1H" }),
    ...draft({}, target, { ...target, tier: "gold", within: "PT9H" }),
    ...draft({ tiers: ["x"], severities: ["x"] }, { ...target, tier: "gold" }),
    ...draft({ effectiveFrom: "2026-01-01T00:00:00Z", effectiveTo: "2025-01-01T00:00:00Z" }, target),
    ...draft({ escalations: steps }, target),
    ...draft({ escalations: steps.slice(0, 2) }, target),
    ...draft(
      { tiers: ["diamond", "gold"] },
      { ...target, tier: "diamond" },
      { ...target, tier: "gold", within: "PT1H" },
    ),
    ...checkSlaPolicy(promises, { calendars: [] }),
    ...[2, 20].flatMap((hours) => {
      const late = aCase({ severity: "major", events: [event("reply", "2026-03-02T12:00:00Z")] });
      const asOf = `2026-03-02T${hours === 2 ? "05" : "20"}:00:00Z`;
      return orThrow(breachRecords(late, promises, { asOf, calendars: [office] })).flatMap(breachLetter);
    }),
    ...delayLetter({ caseId: "k1", metric: "firstResponse", dueAt: asOf, expectedAt: asOf }),
  ].map(({ code, params }) => ({ ...params, code }));
  const reply = event("reply", "2026-03-03T00:00:00Z", { id: "same" });
  const on = (kind: CaseEvent["kind"], change: Partial<CaseEvent> = {}) =>
    event(kind, "2026-03-02T03:00:00Z", { metric: "agentWork", ...change });
  const busy = (...events: readonly CaseEvent[]) =>
    orThrow(evaluateSla(aCase({ tier: "diamond", events }), everything, { asOf, calendars: [office] })).reasons;
  const timed = defineSlaPolicy({
    id: "timed",
    version: 1,
    effectiveTo: "2026-03-03T00:00:00Z",
    severities: ["major"],
    conditions: [{ field: "channel", in: ["email"] }],
    targets: [{ metric: "firstResponse", within: "PT2H", hours: "24x7" }],
    routing: {
      automaticSubjects: ["delivery"],
      personFromRepeats: 2,
      personForSeverities: ["major"],
      personForSentiments: ["angry"],
    },
  });
  const whole = {
    tier: "diamond",
    subject: "delivery",
    repeats: 2,
    sentiment: "angry",
    automaticAnswerFailed: true,
    channel: "fax",
  } as const;
  const said = [
    ...flat,
    ...told(
      { severity: "major" },
      { severity: "other" },
      {
        severity: "major",
        events: [reply, event("resolved", "2026-03-03T00:00:00Z"), event("reopened", "2026-03-04T00:00:00Z")],
      },
      { events: [event("reply", "2026-03-01T00:00:00Z")] },
      { openedAt: "2026-03-10T00:00:00Z" },
      { events: [reply, { ...reply, kind: "note" }] },
    ),
    ...busy(event("paused", "2026-03-02T02:10:00Z"), on("merged"), on("severity-changed", { severity: "major" })),
    ...busy(on("breached"), on("excused", { excuse: "force majeure" })),
    ...busy(on("breached", { startedAt: "2026-03-02T02:30:00Z" })),
    ...busy(event("cancelled", "2026-03-02T02:00:00Z")),
    ...[aCase(whole), aCase({ openedAt: "2026-03-04T00:00:00Z" }), aCase()].flatMap((subject) => [
      ...orThrow(evaluateSla(subject, timed, { asOf })).reasons,
    ]),
    ...orThrow(routeCase(aCase(whole), timed)).reasons,
    ...[
      startComplianceReport(timed, { asOf }).merge(
        startComplianceReport(timed, { asOf: "2026-01-01T00:00:00Z" }).state(),
      ),
    ]
      .map((merged) => (merged.ok ? [] : merged.error))
      .flat(),
    ...orderQueue([aCase(whole), aCase({ openedAt: "2026-03-08T23:59:00Z" })], everything, {
      asOf,
      calendars: [office],
    }).queue.flatMap(({ reasons }) => reasons),
  ] as { readonly code: string }[];
  expect(new Set(said.map(({ code }) => code))).toEqual(new Set(Object.keys(slaMessages)));
  for (const params of said) {
    const message = slaMessages[params.code as keyof typeof slaMessages];
    for (const locale of LOCALES) {
      expect(renderMessage(message, params, { locale, terms: {} })).not.toMatch(/not known|未知(?!类型)|\{/);
    }
  }
});
