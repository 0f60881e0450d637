import {
  addWorkingDays,
  calendarPresets,
  checkRange,
  defineCalendar,
  nextClose,
  nextOpen,
  reviewCalendar,
} from "clientele/calendar";
import { LOCALES, renderMessage } from "clientele/core";
import { describe, expect, test } from "vitest";
import { calendarMessages } from "../../src/calendar/messages.ts";
import { places } from "../support/core.ts";

describe.each(Object.entries(calendarMessages))("%s", (_, message) => {
  test("is said in both languages with the same placeholders", () => {
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(places(message.en)).toEqual(places(message["zh-CN"]));
  });
});

test("what the module says fills every placeholder", () => {
  const interval = { from: "09:00", to: "12:00" };
  const drafts = [
    { weekly: { mon: [{ from: "x", to: "12:00" }] } },
    { weekly: { mon: [{ from: "12:00", to: "12:00" }] } },
    { weekly: { mon: [interval, interval] } },
    { weekly: {} },
    { weekly: { mon: [interval] }, dateHours: { x: [] }, holidays: [{ date: "2026-05-01" }, { date: "2026-05-01" }] },
    { weekly: { mon: [interval] }, breaks: { x: [] } },
    {
      weekly: { mon: [interval] },
      breaks: { tue: [interval] },
      knownUntil: "2026-01-01",
      dateHours: { "2027-01-01": [] },
    },
  ];
  const said = drafts.flatMap((draft) => {
    const { issues, findings } = reviewCalendar({ id: "x", timeZone: "UTC", ...draft });
    return [...issues, ...findings];
  });
  const fair = defineCalendar({ id: "fair", timeZone: "UTC", weekly: {}, dateHours: { "2026-05-01": [interval] } });
  const always = defineCalendar(calendarPresets.always);
  const china = defineCalendar(calendarPresets.china2026);
  const [from, to] = ["2027-01-01T00:00:00Z", "2027-01-02T00:00:00Z"];
  const refusals = [nextOpen(from, fair), nextClose(from, always), addWorkingDays("2027-01-01", 1, fair)];
  const all: { readonly code: string; readonly params: object }[] = [
    ...said,
    ...checkRange({ from, to }, china),
    ...refusals.flatMap((refusal) => (refusal.ok ? [] : [{ code: refusal.error.code, params: refusal.error }])),
  ];
  expect(new Set(all.map(({ code }) => code))).toEqual(new Set(Object.keys(calendarMessages)));
  for (const { code, params } of all) {
    const message = calendarMessages[code as keyof typeof calendarMessages];
    for (const locale of LOCALES) {
      expect(renderMessage(message, params as Record<string, string>, { locale, terms: {} })).not.toMatch(
        /not known|未知/,
      );
    }
  }
});
