import fc from "fast-check";
import { stageAbsorption } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { eliminateStates } from "../../src/lifecycle/internal/eliminateStates.ts";
import { spellsOf } from "../support/populations.ts";

const DAY = 86_400_000;

describe("examples", () => {
  test("only what is on the way is expected on the way; time is that of the ways taken", () => {
    const spells = spellsOf(
      ["a", "b", "c", "d"],
      [
        [
          ["a", 0],
          ["b", 1],
          ["d", 3],
        ],
        [
          ["c", 0],
          ["d", 5],
        ],
      ],
      9,
      ["d"],
    );
    const arrives = { probabilities: [{ stage: "d", probability: 1 }], never: 0 };
    const bare = stageAbsorption(spells).map(({ stage, probabilities, never, expectedMs, expectedStays, ...row }) => ({
      stage,
      arrives: row.arrives,
      probabilities: probabilities.map(({ stage: into, probability }) => ({ stage: into, probability })),
      never,
      expectedMs,
      expectedStays,
    }));
    expect(bare).toEqual([
      {
        stage: "a",
        arrives: "surely",
        ...arrives,
        expectedMs: 3 * DAY,
        expectedStays: [
          { stage: "a", stays: 1 },
          { stage: "b", stays: 1 },
        ],
      },
      { stage: "b", arrives: "surely", ...arrives, expectedMs: 2 * DAY, expectedStays: [{ stage: "b", stays: 1 }] },
      { stage: "c", arrives: "surely", ...arrives, expectedMs: 5 * DAY, expectedStays: [{ stage: "c", stays: 1 }] },
      { stage: "d", arrives: "already", ...arrives, expectedMs: 0, expectedStays: [] },
    ]);
  });

  test("stays that last count with the time they were seen", () => {
    const spells = spellsOf(
      ["a", "b"],
      [
        [
          ["a", 0],
          ["b", 2],
        ],
        [["a", 1]],
      ],
      5,
      ["b"],
    );
    expect(stageAbsorption(spells)[0]?.expectedMs).toBe(6 * DAY); // 2 + 4 days, and one left
  });

  test("a stage asked about does not lead anywhere, though customers left it", () => {
    const spells = spellsOf(
      ["a", "b", "c"],
      [
        [
          ["a", 0],
          ["b", 1],
          ["c", 2],
        ],
      ],
      5,
    );
    const told = stageAbsorption(spells, { into: ["c", "b"] }).map(({ probabilities }) =>
      probabilities.map(({ stage, probability }) => ({ stage, probability })),
    );
    expect(told).toEqual([
      [
        { stage: "c", probability: 0 },
        { stage: "b", probability: 1 },
      ],
      [
        { stage: "c", probability: 0 },
        { stage: "b", probability: 1 },
      ],
      [
        { stage: "c", probability: 1 },
        { stage: "b", probability: 0 },
      ],
    ]);
  });

  test("a stage that the policy does not have", () => {
    expect(() => stageAbsorption(spellsOf(["a"], [], 1), { into: ["z"] })).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: 'into: expected stages of the policy, each once, received "z"',
      }),
    );
  });
});

describe("laws", () => {
  /** Six states of which five are asked about, each of which leads out to the sixth; what leads to itself does not count. */
  const anyChain = fc.record({
    weights: fc.array(fc.constantFrom(0, 0, 1, 2, 5), { minLength: 36, maxLength: 36 }),
    paid: fc.array(fc.nat({ max: 9 }), { minLength: 6, maxLength: 6 }),
    inner: fc.shuffledSubarray([0, 1, 3, 4, 5], { minLength: 1 }),
  });

  test("what is solved is so: all the weight out of a state, times its answer, is what is paid and comes in from others", () => {
    fc.assert(
      fc.property(anyChain, ({ weights: drawn, paid: told, inner }) => {
        const size = 6;
        const weights = Float64Array.from(drawn, (weight, cell) => (cell % size === 2 ? weight + 1 : weight));
        const paid = [Float64Array.from(told), Float64Array.from(told, (value) => 9 - value)];
        const answers = eliminateStates({ size, weights, inner, paid });
        paid.forEach((values, question) => {
          const solved = answers[question] ?? expect.fail();
          for (let state = 0; state < size; state++) {
            if (!inner.includes(state)) {
              expect(solved[state]).toBe(0);
              continue;
            }
            let [out, into] = [0, values[state] ?? 0];
            for (let other = 0; other < size; other++) {
              if (other === state) continue;
              const weight = weights[state * size + other] ?? 0;
              out += weight;
              into += weight * (solved[other] ?? 0);
            }
            expect(out * (solved[state] ?? 0)).toBeCloseTo(into, 8);
          }
        });
      }),
    );
  });
});
