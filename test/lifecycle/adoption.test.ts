import { instant, orThrow } from "clientele/core";
import { adoptPolicy, defineLifecycle, dueTransitions, lifecycleMermaid, lifecyclePresets } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { course } from "../support/lifecycle.ts";

const first = defineLifecycle(course);
const next = defineLifecycle({ ...first, version: 3 });
const client = { stage: "client", enteredAt: "2026-01-01T00:00:00.000Z" } as const;

describe("a state under the next version", () => {
  test.each(["fromStart", "remaining", "restart"] as const)(
    "%s: time is followed under the old one first",
    (catchUp) => {
      const at = "2026-02-15T00:00:00.000Z";
      const followed = orThrow(dueTransitions(client, first, { asOf: at })).stateAfter;

      expect(followed.stage).toBe("idle");
      expect(adoptPolicy(client, next, { at, catchUp, from: first })).toEqual(
        adoptPolicy(followed, next, { at, catchUp }),
      );
      expect(adoptPolicy(client, next, { at, catchUp, from: null })).toMatchObject({ value: { stage: "client" } });
    },
  );

  test("a stage that the old policy does not know, and a moment before the state, are refused", () => {
    const options = { at: "2026-02-15T00:00:00.000Z", catchUp: "restart", from: first } as const;
    expect(adoptPolicy({ ...client, stage: "new" }, next, options)).toEqual({
      ok: false,
      error: { code: "stage-not-in-policy", stage: "new", policy: "course" },
    });
    expect(adoptPolicy({ ...client, at: instant("2026-03-01T00:00:00Z") }, next, options)).toMatchObject({
      error: { code: "asked-before-state" },
    });
  });
});

describe("drawings", () => {
  test("a label does not hide how long a timer takes", () => {
    const labelled = defineLifecycle({
      ...course,
      transitions: [
        { from: "lead", on: "bought", to: "client", labels: { "zh-CN": "成交" } },
        { from: "client", after: "P1Y6M", to: "idle", labels: { en: "gone quiet", "zh-CN": "转入休眠" } },
        { from: "idle", after: { workingDays: 3, calendar: "office" }, to: "gone" },
      ],
    });
    const arrows = (locale?: "en" | "zh-CN"): readonly string[] =>
      lifecycleMermaid(labelled, locale === undefined ? {} : { locale })
        .split("\n")
        .filter((line) => /^  s\d --> s\d/.test(line))
        .map((line) => line.split(" : ")[1] ?? "");

    expect([arrows(), arrows("en"), arrows("zh-CN")]).toEqual([
      ["bought", "after P1Y6M", "after 3 × office"],
      ["成交", "gone quiet after 1 year, 6 months", "after 3 working days"],
      ["成交", "转入休眠 满 1 年 6 个月", "满 3 个工作日"],
    ]);
    expect(lifecycleMermaid(defineLifecycle(lifecyclePresets.leadPool), { locale: "zh-CN" })).toContain(" 满 ");
  });
});
