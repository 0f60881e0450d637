import { build } from "esbuild";
import fc from "fast-check";
import { orThrow, type StoredPolicy, storePolicy } from "clientele/core";
import {
  defineLifecycle,
  lifecyclePresets,
  parseLifecycle,
  restoreLifecycle,
  reviewLifecycle,
  stateAt,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLifecycle, anyLifecycleCase, course } from "../support/lifecycle.ts";

const { stages, transitions } = course;
const issuesOf = (draft: unknown): unknown => {
  const parsed = parseLifecycle(draft);
  return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
};
const with_ = (...more: unknown[]): unknown => ({ ...course, transitions: [...transitions, ...more] });

describe("examples", () => {
  test("what was left out is null", () => {
    const policy = defineLifecycle(course);
    expect(policy.meta).toBeNull();
    expect(policy.stages[0]).toEqual({ id: "lead", order: 1, labels: null, final: null });
    expect(policy.transitions[2]).toEqual({ from: "client", on: null, after: "P30D", to: "idle" });
  });

  test("the presets are sound", () => {
    for (const preset of Object.values(lifecyclePresets)) {
      expect(reviewLifecycle(preset)).toMatchObject({ issues: [], findings: [] });
    }
  });

  test("one stage that is final is a course", () => {
    expect(
      issuesOf({ ...course, stages: [{ id: "lead", order: 1, final: true }], events: [], transitions: [] }),
    ).toEqual([]);
  });

  test("findings: an event that triggers nothing, a timer that never fires", () => {
    const { findings } = reviewLifecycle({
      ...course,
      events: ["bought", "called", "moved"],
      transitions: [
        ...transitions,
        { from: "client", after: "P31D", to: "gone" }, // after 30 days the client is idle
        { from: ["idle", "lead"], after: "P5W", to: "gone" }, // longer or shorter than a month, in the end: not told
      ],
    });
    expect(findings.map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ["unused-event", "/events/2", "warning"],
      ["timer-never-fires", "/transitions/5/after", "warning"],
    ]);
  });
});

describe("refusals", () => {
  test.each<[string, unknown, [string, string][]]>([
    ["nothing", undefined, [["wrong-type", ""]]],
    ["an unknown key", { ...course, exports: [] }, [["unknown-key", "/exports"]]],
    [
      "a guard, not honoured yet",
      with_({ from: "lead", on: "called", to: "gone", when: {} }),
      [["unknown-key", "/transitions/5/when"]],
    ],
    [
      "a stage twice",
      { ...course, stages: [...stages, stages[1]] },
      [
        ["duplicate-id", "/stages/4/id"],
        ["duplicate-order", "/stages/4/order"],
      ],
    ],
    ["an event twice", { ...course, events: ["bought", "called", "bought"] }, [["duplicate-id", "/events/2"]]],
    ["an unknown initial stage", { ...course, initial: "toString" }, [["unknown-stage", "/initial"]]],
    [
      "unknown names",
      with_({ from: ["lead", "led"], on: "cold", to: "client" }, { from: "leed", after: "P1D", to: "cliant" }),
      [
        ["unknown-stage", "/transitions/5/from/1"],
        ["event-not-in-policy", "/transitions/5/on"],
        ["unknown-stage", "/transitions/6/from"],
        ["unknown-stage", "/transitions/6/to"],
      ],
    ],
    ["no trigger", with_({ from: "lead", to: "client" }), [["trigger-missing", "/transitions/5"]]],
    [
      "two triggers",
      with_({ from: "lead", on: "called", after: "P1D", to: "client" }),
      [["two-triggers", "/transitions/5"]],
    ],
    ["no time at all", with_({ from: "lead", after: "PT0S", to: "client" }), [["zero-timer", "/transitions/5/after"]]],
    [
      "one event, two ways",
      with_({ from: ["idle", "lead"], on: "called", to: "lead" }),
      [["ambiguous-event", "/transitions/5/on"]],
    ],
    [
      "a stage listed twice",
      with_({ from: ["lead", "lead"], on: "called", to: "gone" }),
      [["duplicate-id", "/transitions/5/from/1"]],
    ],
    [
      "two timers of one length, spelt differently",
      with_({ from: "lead", after: "P7D", to: "gone" }, { from: "lead", after: "P1W", to: "client" }),
      [["ambiguous-timer", "/transitions/6/after"]],
    ],
    [
      "a way out of a final stage",
      with_({ from: "gone", on: "called", to: "client" }),
      [["final-stage-left", "/transitions/5/from"]],
    ],
    [
      "a stage nothing leads to",
      { ...course, stages: [...stages, { id: "x", order: 9, final: true }] },
      [["unreachable-stage", "/stages/4"]],
    ],
    [
      "a stage reached from itself alone",
      { ...(with_({ from: "x", on: "called", to: "x" }) as object), stages: [...stages, { id: "x", order: 9 }] },
      [
        ["dead-end", "/stages/4"],
        ["unreachable-stage", "/stages/4"],
      ],
    ],
    [
      "a dead end",
      { ...course, stages: stages.map((stage) => ({ ...stage, final: false })) },
      [["dead-end", "/stages/3"]],
    ],
    ["from nowhere", with_({ from: [], on: "called", to: "gone" }), [["too-few", "/transitions/5/from"]]],
    [
      "working days, which are no calendar time",
      with_({ from: "lead", after: "3 days", to: "gone" }),
      [["malformed", "/transitions/5/after"]],
    ],
  ])("%s", (_, draft, issues) => {
    expect(issuesOf(draft)).toEqual(issues);
  });

  test("one unsound part does not hide the others, nor blame them", () => {
    const draft = {
      ...course,
      timeZone: "Asia/Nowhere",
      stages: [{ ...stages[0], id: 4 }, ...stages.slice(1), stages[3]],
      transitions: [
        { from: "lead", on: 3, to: "client" },
        ...transitions.slice(1),
        { from: "client", on: "bought", to: "idle" },
      ],
    };
    expect(issuesOf(draft)).toEqual([
      ["malformed", "/timeZone"],
      ["wrong-type", "/stages/0/id"],
      ["wrong-type", "/transitions/0/on"],
      ["duplicate-id", "/stages/4/id"],
      ["duplicate-order", "/stages/4/order"],
      ["ambiguous-event", "/transitions/5/on"],
    ]);
  });

  test("define names every issue", () => {
    expect(() => defineLifecycle({ ...course, transitions: [] })).toThrow(
      /lifecycle-policy\/1: .*\/stages\/0: nothing leads out of the stage lead/,
    );
  });

  test("a stored policy that was tampered with, or is of another kind", () => {
    const stored = storePolicy(defineLifecycle(course));
    expect(restoreLifecycle({ ...stored, data: { ...stored.data, initial: "gone" } })).toEqual({
      ok: false,
      error: { code: "corrupt-policy", format: "lifecycle-policy/1" },
    });
    expect(restoreLifecycle({ ...stored, format: "lifecycle-policy/2" })).toEqual({
      ok: false,
      error: { code: "unsupported-format", expected: "lifecycle-policy/1", observed: '"lifecycle-policy/2"' },
    });
  });
});

describe("laws", () => {
  test("storage and back gives the same policy and the same answers", () => {
    fc.assert(
      fc.property(anyLifecycleCase, ({ policy, history, asOf }) => {
        const restored = orThrow(restoreLifecycle(JSON.parse(JSON.stringify(storePolicy(policy))) as StoredPolicy));
        expect(restored).toEqual(policy);
        expect(stateAt(history, restored, { asOf })).toEqual(stateAt(history, policy, { asOf }));
      }),
    );
  });

  test("a checked policy passes its own door unchanged", () => {
    fc.assert(
      fc.property(anyLifecycle, (policy) => {
        expect(parseLifecycle(policy)).toEqual({ ok: true, value: policy });
      }),
    );
  });

  test("no draft makes review throw, however it is broken", () => {
    const parts = fc.constantFrom("stages", "events", "transitions", "initial", "timeZone", "id");
    fc.assert(
      fc.property(parts, fc.jsonValue(), fc.nat(), (part, junk, place) => {
        const whole = structuredClone(course) as unknown as Record<string, unknown>;
        const list = whole[part];
        if (Array.isArray(list) && place % 2 === 0) list[place % (list.length + 1)] = junk;
        else whole[part] = junk;
        const { policy, issues } = reviewLifecycle(whole);
        expect(policy === null).toBe(issues.length > 0);
      }),
    );
  });
});

test("to restore and ask takes no schema library", async () => {
  const { metafile } = await build({
    stdin: {
      contents: 'export { restoreLifecycle, applyEvent, stateAt } from "./src/lifecycle/index.ts";',
      resolveDir: ".",
    },
    bundle: true,
    format: "esm",
    metafile: true,
    write: false,
    outfile: "out.js",
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  expect(used).toContain("src/lifecycle/stateAt.ts");
  expect(used.filter((path) => /node_modules\/(?!@?date-fns)|schema\.ts|messages\.ts/.test(path))).toEqual([]);
});
