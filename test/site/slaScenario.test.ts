import { describe, expect, test } from "vitest";
import { caseOf, momentOf, readScenario, START, wallOf } from "../../docs/site/browser/sla-playground/scenario.ts";

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
});
