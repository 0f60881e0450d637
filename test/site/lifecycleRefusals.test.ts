import { applyEvent, defineLifecycle, lifecyclePresets, startLifecycle } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { inPageWords, plainRefusal } from "../../docs/site/browser/lifecycle/refusals.ts";
import { PRESETS, presetPolicy } from "../../docs/site/browser/lifecycle/shared.ts";

const startedAt = "2026-01-05T01:00:00Z";

describe("a refusal in one sentence", () => {
  test.each(PRESETS)("has no identifier in Chinese, whatever is refused in whichever stage: %s", (preset) => {
    const policy = presetPolicy(preset);
    const begun = startLifecycle({ startedAt }, policy);
    if (!begun.ok) throw new Error("not begun");
    let refused = 0;
    for (const { id: stage } of policy.stages) {
      for (const kind of policy.events) {
        const result = applyEvent({ ...begun.value, stage, owed: [] }, { kind, at: startedAt }, policy);
        if (result.ok) continue;
        refused++;
        expect(plainRefusal(kind, result.error, policy, "zh-CN")).toMatch(/^[^a-z]+。$/i);
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  test("of conditions, those that fail are told", () => {
    const policy = defineLifecycle(lifecyclePresets.funnel);
    const begun = startLifecycle({ startedAt }, policy);
    if (!begun.ok) throw new Error("not begun");
    const event = { kind: "scored", at: startedAt, facts: { metrics: { score: 49 } } } as const;
    const result = applyEvent({ ...begun.value, stage: "lead" }, event, policy);
    if (result.ok) throw new Error("taken");
    expect(plainRefusal("scored", result.error, policy, "en")).toBe(
      "scored would lead on from Lead, but its condition is not met: Lead score must be at least 50 points; it is 49 points.",
    );
  });

  test("events are named in the page's words; what is none stays as it is", () => {
    const policy = presetPolicy("acquireToWinBack");
    const thing = { code: "x", event: "offered", observed: { kind: "text", text: "offered, visited" }, stage: "lost" };
    expect(inPageWords(thing, policy, "zh-CN")).toEqual({
      ...thing,
      event: "“给出方案”",
      observed: { kind: "text", text: "“给出方案”“拜访”" },
    });
    expect(inPageWords({ ...thing, event: "nobody" }, policy, "en")).toMatchObject({ event: "nobody" });
  });
});
