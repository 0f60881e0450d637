import {
  addWorkingTime,
  type CalendarOptions,
  defineCalendar,
  isOpen,
  openSpans,
  parseCalendar,
  restoreCalendar,
  reviewCalendar,
  workingTime,
} from "clientele/calendar";
import { fixedZone, orThrow, storePolicy, tableZone, type ZoneRules, zoneRules } from "clientele/core";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { aCalendarAnd, nineToFive, shanghaiLiteral } from "../support/calendar.ts";

const HOUR = 3_600_000;
const literal = { id: "shop", timeZone: "Home/Town", weekly: { mon: nineToFive } };
const town = fixedZone("Home/Town", 2 * HOUR);

/** What a host without `Intl` would be given: the changes of a zone in a stretch of years, in a table. */
function tableOf(timeZone: string, from: number, to: number): ZoneRules {
  const rules = zoneRules(timeZone);
  const transitions: { at: number; offsetMs: number }[] = [];
  for (let at = rules.transitionAfter(from); at < to; at = rules.transitionAfter(at)) {
    transitions.push({ at, offsetMs: rules.offsetAt(at) });
  }
  return tableZone(timeZone, { initialOffsetMs: rules.offsetAt(from), transitions });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("examples", () => {
  test("every door takes rules for names that the host does not know", () => {
    const options = { zones: [town] };
    const shop = defineCalendar(literal, options);
    const parsed = orThrow(parseCalendar(literal, options));
    const { policy } = reviewCalendar(literal, options);
    const restored = orThrow(restoreCalendar(JSON.parse(JSON.stringify(storePolicy(shop))), options));
    for (const calendar of [shop, parsed, policy ?? shop, restored]) {
      expect(isOpen("2026-03-02T07:00:00Z", calendar)).toBe(true);
      expect(isOpen("2026-03-02T06:59:59Z", calendar)).toBe(false);
    }
  });

  test("rules stand in place of the host's, for their own name only", () => {
    const zones = [fixedZone("Europe/Paris", 0)];
    const open = (timeZone: string): boolean =>
      isOpen("2026-03-02T08:30:00Z", defineCalendar({ ...literal, timeZone }, { zones }));
    expect(open("Europe/Paris")).toBe(false);
    expect(open("Europe/Madrid")).toBe(true);
  });

  test("a host without Intl", () => {
    vi.stubGlobal("Intl", undefined);
    const utc = defineCalendar({ ...literal, timeZone: "+08:00" });
    expect(isOpen("2026-03-02T01:00:00Z", utc)).toBe(true);
    expect(isOpen("2026-03-02T07:00:00Z", defineCalendar(literal, { zones: [town] }))).toBe(true);
    expect(reviewCalendar({ ...literal, timeZone: "Indian/Kerguelen" }).issues).toMatchObject([
      { code: "malformed", path: "/timeZone", params: { observed: '"Indian/Kerguelen"' } },
    ]);
  });
});

test("a clock that jumps by days, as far as a table can say", () => {
  const at = Date.UTC(2026, 2, 4);
  for (const [before, after] of [
    [-47, 47],
    [47, -47],
  ] as const) {
    const table = { initialOffsetMs: before * HOUR, transitions: [{ at, offsetMs: after * HOUR }] };
    const town = tableZone("Home/Town", table);
    const literal = { id: "shop", timeZone: "Home/Town", weekly: { tue: nineToFive, fri: nineToFive } };
    const asked = Array.from({ length: 24 }, (_, step) => new Date(at + (step - 12) * 12 * HOUR));
    // whichever is asked first
    const answers = asked.map((first) => {
      const shop = defineCalendar(literal, { zones: [town] });
      return [isOpen(first, shop), workingTime({ from: first, to: asked[23] ?? first }, shop)];
    });
    const shop = defineCalendar(literal, { zones: [town] });
    workingTime({ from: "2025-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z" }, shop);
    expect(answers).toEqual(
      asked.map((first) => [isOpen(first, shop), workingTime({ from: first, to: asked[23] ?? first }, shop)]),
    );
  }
});

describe("refusals", () => {
  test.each([undefined, [], [fixedZone("Other/Town", 0)]])("a zone that no one knows is named: %j", (zones) => {
    expect(parseCalendar(literal, zones === undefined ? {} : { zones })).toMatchObject({
      ok: false,
      error: [{ code: "malformed", path: "/timeZone", params: { observed: '"Home/Town"' } }],
    });
  });

  const nameless = { offsetAt: () => 0, transitionAfter: () => Infinity };
  test.each([null, "Home/Town ", "Europe/Paris", { timeZone: "Home/Town" }, nameless, { ...nameless, timeZone: 1 }])(
    "what is no rules of a zone: %j",
    (rules) => {
      const options = { zones: [rules as unknown as ZoneRules] };
      for (const door of [parseCalendar, reviewCalendar, restoreCalendar]) {
        const message = expect.stringContaining("expected ") as string;
        expect(() => door(literal, options)).toThrow(expect.objectContaining({ code: "unknown-time-zone", message }));
      }
    },
  );

  test.each([null, "Home/Town", { zones: null }, { zones: town }])("what are no options: %j", (options) => {
    for (const door of [parseCalendar, reviewCalendar, restoreCalendar]) {
      expect(() => door(literal, options as unknown as CalendarOptions)).toThrow(
        expect.objectContaining({
          code: "invalid-option",
          message: expect.stringMatching(/^(options: expected an object|zones: expected a list), received /) as string,
        }),
      );
    }
  });

  test("a stored calendar in a zone that is not at hand", () => {
    const stored = storePolicy(defineCalendar(literal, { zones: [town] }));
    expect(restoreCalendar(stored)).toEqual({ ok: false, error: { code: "corrupt-policy", format: "calendar/1" } });
  });

  test.each<[string, Pick<ZoneRules, "offsetAt" | "transitionAfter">]>([
    ["stands still", { offsetAt: () => 0, transitionAfter: (at) => at }],
    ["never stops changing", { offsetAt: () => 0, transitionAfter: (at) => at + 1 }],
  ])("rules of a clock that %s: a refusal, not a search without end", (_, rules) => {
    const mad = { timeZone: "Mad/Town", ...rules };
    const shop = defineCalendar({ ...literal, timeZone: "Mad/Town" }, { zones: [mad] });
    expect(() => isOpen(new Date(0), shop)).toThrow(expect.objectContaining({ code: "invalid-zone-rules" }));
  });
});

test("rules of a clock that stands still later on: a refusal all the same", () => {
  const later = 100 * 24 * HOUR;
  const rules = { timeZone: "Mad/Town", offsetAt: () => 0, transitionAfter: (at: number) => Math.max(at, later) };
  const shop = defineCalendar({ ...literal, timeZone: "Mad/Town" }, { zones: [rules] });
  const error = { code: "invalid-zone-rules", message: "time zone Mad/Town changes its clock without end" };
  expect(() => isOpen(new Date(0), shop)).toThrow(expect.objectContaining(error));
});

test("with rules at hand, all else is read as without", () => {
  const draft = {
    ...shanghaiLiteral,
    holidays: [
      { date: "2026-02-17", removes: "shift" },
      { date: "2026-02-18", removes: "day" },
      { date: "2026-02-19" },
    ],
  };
  const zones = [fixedZone("Asia/Shanghai", 8 * HOUR)];
  expect(parseCalendar(draft, { zones })).toEqual(parseCalendar(draft));
  const bad = { ...draft, holidays: [{ date: "2026-02-17", removes: "week" }, {}], weekly: { mon: 1 }, knownUntil: 3 };
  expect(reviewCalendar(bad, { zones })).toEqual(reviewCalendar(bad));
});

describe("laws", () => {
  test("a table of a zone's changes answers as the zone does", () => {
    fc.assert(
      fc.property(
        aCalendarAnd(2),
        fc.integer({ min: 0, max: 5000 }),
        ({ calendar, at: [from = 0, to = 0] }, minutes) => {
          const year = 400 * 24 * HOUR;
          const zones = [tableOf(calendar.timeZone, from - year, to + year)];
          const tabled = orThrow(parseCalendar(calendar, { zones }));
          const range = { from: new Date(from), to: new Date(to) };
          expect(workingTime(range, tabled)).toBe(workingTime(range, calendar));
          expect(openSpans(range, tabled)).toEqual(openSpans(range, calendar));
          const due = addWorkingTime(range.from, minutes * 60_000, tabled);
          expect(due).toEqual(addWorkingTime(range.from, minutes * 60_000, calendar));
        },
      ),
      { numRuns: 60 },
    );
  });
});
