import { stageFunnel } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { spellsOf } from "../support/populations.ts";

const stages = ["lead", "trial", "client", "lost"] as const;
const asked = { stages: ["lead", "trial", "client"] } as const;

describe("examples", () => {
  test("a whole funnel", () => {
    const spells = spellsOf(
      stages,
      [
        [["lead", 0]],
        [
          ["lead", 0],
          ["client", 1],
          ["trial", 2],
        ],
        [
          ["trial", 0],
          ["client", 1],
        ],
        [
          ["trial", 0],
          ["lost", 1],
        ],
        [["lost", 0]],
      ],
      9,
    );
    const steps = stageFunnel(spells, asked);
    expect(steps).toEqual([
      {
        stage: "lead",
        reached: 4,
        entered: 2,
        ofFirst: 1,
        converted: 3,
        conversion: 0.75,
        conversionInterval: [expect.closeTo(0.3006, 4), expect.closeTo(0.9544, 4)], // Wilson's, of 3 out of 4
        droppedOff: 1,
        waiting: 1,
        gone: 0,
      },
      {
        stage: "trial",
        reached: 3,
        entered: 3,
        ofFirst: 0.75,
        converted: 2,
        conversion: 2 / 3,
        conversionInterval: [expect.closeTo(0.2077, 4), expect.closeTo(0.9385, 4)],
        droppedOff: 1,
        waiting: 0,
        gone: 1,
      },
      // two got here, one is here still: nobody waits at the last step
      {
        stage: "client",
        reached: 2,
        entered: 2,
        ofFirst: 0.5,
        converted: null,
        conversion: null,
        conversionInterval: null,
        droppedOff: 0,
        waiting: 0,
        gone: 0,
      },
    ]);
  });

  test("who fell back to an earlier step does not wait there, who came back to the furthest does", () => {
    const back = [
      ["lead", 0],
      ["trial", 1],
      ["lead", 2],
    ] as const;
    const again = [...back, ["trial", 3]] as const;
    const steps = stageFunnel(spellsOf(stages, [back, again], 9), asked);
    expect(steps.map(({ stage, reached, waiting, gone }) => [stage, reached, waiting, gone])).toEqual([
      ["lead", 2, 0, 0],
      ["trial", 2, 1, 1],
      ["client", 0, 0, 0],
    ]);
  });

  test("the steps need not be in the policy's order", () => {
    const spells = spellsOf(stages, [[["client", 0]], [["lead", 0]]], 9);
    const steps = stageFunnel(spells, { stages: ["client", "lead"] });
    expect(steps.map(({ reached, entered }) => [reached, entered])).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  test("nobody at all, or nobody in any of the steps", () => {
    const nothing = {
      reached: 0,
      entered: 0,
      ofFirst: 0,
      conversion: null,
      conversionInterval: null,
      droppedOff: 0,
      waiting: 0,
      gone: 0,
    };
    const expected = [
      { stage: "lead", ...nothing, converted: 0 },
      { stage: "client", ...nothing, converted: null },
    ];
    for (const courses of [[], [[["lost", 0] as const]]]) {
      expect(stageFunnel(spellsOf(stages, courses, 1), { stages: ["lead", "client"] })).toEqual(expected);
    }
  });
});

describe("refusals", () => {
  const spells = spellsOf(stages, [], 1);
  test.each<[string, Parameters<typeof stageFunnel<(typeof stages)[number]>>[1], string]>([
    ["no stage", { stages: [] }, "stages: expected at least one stage"],
    [
      "one that the policy does not have",
      { stages: ["lead", "z" as "lead"] },
      'stages: expected stages of the policy, each once, received "z"',
    ],
    [
      "one named twice",
      { stages: ["lead", "client", "client"] },
      'stages: expected stages of the policy, each once, received "client"',
    ],
    ["a confidence", { ...asked, confidence: 0 }, "confidence: expected a share above 0 and below 1, received 0"],
    ["no confidence", { ...asked, confidence: NaN }, "confidence: expected a share above 0 and below 1, received NaN"],
  ])("%s", (_, options, message) => {
    expect(() => stageFunnel(spells, options)).toThrow(expect.objectContaining({ code: "invalid-option", message }));
  });
});
