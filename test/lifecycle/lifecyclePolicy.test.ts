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
    expect([policy.metrics, policy.currency, policy.regression, policy.acceptWithin]).toEqual([null, null, null, null]);
    expect(policy.stages[0]).toEqual({ id: "lead", order: 1, phase: null, labels: null, final: null, owed: null });
    expect(policy.transitions[2]).toEqual({
      from: "client",
      on: null,
      after: "P30D",
      when: null,
      to: "idle",
      labels: null,
    });
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
});

describe("refusals", () => {
  test.each<[string, unknown, [string, string][]]>([
    ["nothing", undefined, [["wrong-type", ""]]],
    ["an unknown key", { ...course, exports: [] }, [["unknown-key", "/exports"]]],
    [
      "a condition on a metric that there is not",
      with_({ from: "lead", on: "called", to: "gone", when: { metric: "spend", op: ">=", value: "1" } }),
      [["unknown-metric", "/transitions/5/when/metric"]],
    ],
    [
      "a condition that is none",
      with_({ from: "lead", on: "called", to: "gone", when: {} }),
      [["no-form-fits", "/transitions/5/when"]],
    ],
    [
      "amounts of no currency",
      { ...course, metrics: [{ id: "spend", kind: "money" }] },
      [["lifecycle-currency-missing", "/currency"]],
    ],
    [
      "what is owed",
      {
        ...course,
        stages: [
          {
            ...stages[0],
            owed: [
              { id: "call", within: "PT0S", every: "P0D", doneBy: ["called", "called"] },
              { id: "call", within: { workingDays: 0, calendar: "office" }, doneBy: [] },
              { id: "visit", within: "P1D", doneBy: ["visited"] },
            ],
          },
          ...stages.slice(1, 3),
          { ...stages[3], owed: [{ id: "thanks", within: "P1D", doneBy: ["called"] }] },
        ],
      },
      [
        ["below-minimum", "/stages/0/owed/1/within/workingDays"],
        ["too-few", "/stages/0/owed/1/doneBy"],
        ["duplicate-id", "/stages/0/owed/1/id"],
        ["zero-timer", "/stages/0/owed/0/within"],
        ["zero-timer", "/stages/0/owed/0/every"],
        ["duplicate-id", "/stages/0/owed/0/doneBy/1"],
        ["event-not-in-policy", "/stages/0/owed/2/doneBy/0"],
        ["final-stage-owes", "/stages/3/owed"],
      ],
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
    const broken = { ...course, events: [], transitions: [{ from: "gone", after: "P1D", to: "lead" }] } as const;
    expect(() => defineLifecycle(broken)).toThrow(
      /lifecycle-policy\/1: \/transitions\/0\/from: the stage gone is final/,
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
