import { LOCALES, renderMessage } from "clientele/core";
import { checkSlaPolicy, evaluateSla, reviewSlaPolicy } from "clientele/sla";
import { describe, expect, test } from "vitest";
import { slaMessages } from "../../src/sla/messages.ts";
import { places } from "../support/core.ts";
import { aCase, event, office, promises } from "../support/sla.ts";

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
  const draft = (...targets: readonly object[]) => {
    const { issues, findings } = reviewSlaPolicy({ id: "p", version: 1, targets });
    return [...issues, ...findings];
  };
  const flat = [
    ...draft(target, target, { ...target, severity: "x", within: "PT0S" }),
    ...draft(target, { ...target, metric: "firstResolution", within: "PT1H" }),
    ...checkSlaPolicy(promises, { calendars: [] }),
  ].map(({ code, params }) => ({ ...params, code }));
  const reply = event("reply", "2026-03-03T00:00:00Z", { id: "same" });
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
  ] as { readonly code: string }[];
  expect(new Set(said.map(({ code }) => code))).toEqual(new Set(Object.keys(slaMessages)));
  for (const params of said) {
    const message = slaMessages[params.code as keyof typeof slaMessages];
    for (const locale of LOCALES) {
      expect(renderMessage(message, params, { locale, terms: {} })).not.toMatch(/not known|未知|\{/);
    }
  }
});
