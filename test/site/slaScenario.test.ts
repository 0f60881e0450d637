import { describe, expect, test } from "vitest";
import { look } from "../../docs/site/browser/sla-playground/look.ts";
import {
  caseOf,
  momentOf,
  readScenario,
  SCENE_NAMES,
  sceneOf,
  SCENES,
  START,
  wallOf,
} from "../../docs/site/browser/sla-playground/scenario.ts";

describe("the scenario of the playground of service levels", () => {
  test("times are of the wall clock in China", () => {
    expect(momentOf("2026-04-03T15:40")).toBe("2026-04-03T07:40:00.000Z");
    expect(wallOf("2026-04-03T07:40:00.000Z")).toBe("2026-04-03T15:40");
    expect(wallOf("2026-04-03T07:40:00.001Z")).toBe("2026-04-03T15:41");
  });

  test("a step without a time did not happen", () => {
    const { events } = caseOf({ ...START, steps: { ...START.steps, reply: "", resolved: "" } });
    expect(events.map(({ kind, by }) => [kind, by])).toEqual([
      ["assigned", "agent"],
      ["paused", "agent"],
      ["resumed", "customer"],
    ]);
  });

  test("a scenario comes back from an address, and nonsense is as at the start", () => {
    const changed = { ...START, severity: "ordinary", steps: { ...START.steps, reply: "" } };
    expect(readScenario(JSON.parse(JSON.stringify(changed)))).toEqual(changed);
    for (const nonsense of [
      null,
      7,
      "x",
      [],
      { opened: "2026-02-30T00:00", asOf: 3, steps: "y", policy: "__proto__" },
    ]) {
      expect(readScenario(nonsense)).toEqual(START);
    }
  });

  test.each(SCENE_NAMES)("the scene %s can be judged and is known again", (name) => {
    expect(look(SCENES[name]).ok).toBe(true);
    expect(sceneOf(readScenario(JSON.parse(JSON.stringify(SCENES[name]))))).toBe(name);
  });

  test("every time that is none is told with its place in the case", () => {
    const steps = { ...START.steps, reply: "", assigned: "2026-04-31T10:00", resolved: "soon" };
    const looked = look({ ...START, opened: "2026-04-03T24:61", steps, asOf: "" });
    if (looked.ok) throw new Error("it was judged");
    expect(looked.troubles).toEqual(
      (
        [
          ["opened", "/openedAt", "2026-04-03T24:61"],
          ["assigned", "/events/0/at", "2026-04-31T10:00"],
          ["resolved", "/events/3/at", "soon"],
          ["asOf", "/asOf", ""],
        ] as const
      ).map(([place, path, wall]) => ({
        place,
        said: { code: "invalid-fact", path, expected: "instant", observed: JSON.stringify(wall) },
      })),
    );
  });

  test("what the library refuses is told where it belongs", () => {
    const early = look({ ...START, asOf: "2026-04-01T00:00" });
    expect(early.ok ? [] : early.troubles.map(({ place }) => place)).toEqual(["asOf"]);
  });
});
