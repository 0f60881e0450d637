import {
  calendarPresets,
  checkRange,
  defineCalendar,
  intersect,
  openSpans,
  type SpanInput,
  unite,
  workingTime,
} from "clientele/calendar";
import { describe, expect, test } from "vitest";
import { shanghai } from "../support/calendar.ts";

const china = defineCalendar(calendarPresets.china2026);
const finding = {
  code: "beyond-known-dates",
  severity: "warning",
  path: "/knownUntil",
  keys: ["knownUntil"],
  params: { calendar: "china-2026", knownUntil: "2026-12-31" },
};

describe("examples", () => {
  test.each([
    ["within", "2026-03-01T00:00:00+08:00", "2026-12-31T23:59:59+08:00", []],
    ["to the end of the last known day", "2026-03-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00", []],
    ["a moment more", "2026-03-01T00:00:00+08:00", "2027-01-01T00:00:00.001+08:00", [finding]],
    ["the same, backwards", "2027-01-01T00:00:00.001+08:00", "2026-03-01T00:00:00+08:00", [finding]],
    ["the last known moment", "2026-12-31T23:59:59.999+08:00", "2026-12-31T23:59:59.999+08:00", []],
    ["the first unknown one", "2027-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00", [finding]],
  ])("%s", (_, from, to, findings) => {
    expect(checkRange({ from, to }, china)).toEqual(findings);
  });

  test("where nothing more is to come, all is known", () => {
    expect(checkRange({ from: "2026-01-01T00:00:00Z", to: "9999-01-01T00:00:00Z" }, shanghai)).toEqual([]);
  });

  test("a combined calendar knows as much as each of its parts, named by its place", () => {
    const early = defineCalendar({ ...calendarPresets.weekdays, knownUntil: "2026-06-30" });
    const all = intersect(china, unite(early, shanghai));
    const range = (to: string) => checkRange({ from: "2026-03-01T00:00:00Z", to }, all);
    expect(range("2026-05-01T00:00:00Z")).toEqual([]);
    const params = { calendar: "weekdays-9-18", knownUntil: "2026-06-30" };
    const path = "/of/1/of/0/knownUntil";
    const early30June = { ...finding, path, keys: ["of", 1, "of", 0, "knownUntil"], params };
    expect(range("2026-08-01T00:00:00Z")).toEqual([early30June]);
    const both = { ...finding, path: "/of/0/knownUntil", keys: ["of", 0, "knownUntil"] };
    expect(range("2027-08-01T00:00:00Z")).toEqual([both, early30June]);
  });
});

describe("refusals", () => {
  test.each([
    ["2026-03-01", "2026-03-01T00:00:00Z"],
    ["2026-03-01T00:00:00Z", "soon"],
  ])("%s to %s", (from, to) => {
    expect(() => checkRange({ from, to }, china)).toThrow(expect.objectContaining({ code: "invalid-instant" }));
  });

  test.each([undefined, null, "2026"])("%j, which is no range", (range) => {
    for (const ask of [checkRange, workingTime, openSpans]) {
      expect(() => ask(range as unknown as SpanInput, china)).toThrow(
        expect.objectContaining({ code: "invalid-option", message: expect.stringMatching(/^range: /) as string }),
      );
    }
  });
});
