import { compileConditions, findConditionExample, startExampleSearch } from "clientele/rules";
import { describe, expect, test } from "vitest";

const orders = (value: number) => ({ metric: "orders", op: ">=", value }) as const;
const program = compileConditions({
  metrics: [{ id: "orders", kind: "count" }],
  currency: "CNY",
  timeZone: "UTC",
  conditions: [
    { keys: ["gold"], condition: orders(12) },
    { keys: ["silver"], condition: orders(6) },
  ],
});
const gold = { condition: 0, least: 2, most: 2 } as const;
const notSilver = { condition: 1, least: 0, most: 1 } as const;

describe("examples", () => {
  test("many questions of one program", () => {
    const find = startExampleSearch(program, { work: 1000 });
    expect(find([gold])).toEqual({ answer: "found", example: { metrics: { orders: 12 }, beside: [] } });
    expect(find([gold, notSilver])).toEqual({ answer: "none" });
    expect(find([notSilver])).toEqual(findConditionExample(program, [notSilver]));
  });

  test("one bound for all of them", () => {
    const find = startExampleSearch(program, { work: 5 });
    const answers = Array.from({ length: 4 }, () => find([gold]).answer);
    expect([answers[0], answers.at(-1)]).toEqual(["found", "not-proved"]);
    expect(startExampleSearch(program, { work: 0 })([gold])).toEqual({ answer: "not-proved" });
  });

  test("what the fields of something done must be is told", () => {
    const done = compileConditions({
      metrics: [],
      currency: "CNY",
      timeZone: "UTC",
      conditions: [
        { keys: [], condition: { performed: { event: "visit", where: { subject: "shop", online: true } } } },
      ],
    });
    expect(findConditionExample(done, [gold])).toEqual({
      answer: "found",
      example: {
        metrics: {},
        beside: [
          { kind: "performed", about: "visit", within: null, where: { online: true, subject: "shop" }, value: 1 },
        ],
      },
    });
  });
});

describe("refusals", () => {
  test("a condition that there is not", () => {
    const find = startExampleSearch(program, { work: 1000 });
    expect(() => find([{ ...gold, condition: 2 }])).toThrow("condition: expected 0 to 1, received 2");
  });

  test("something that is no program", () => {
    expect(() => startExampleSearch({} as never, { work: 1 })).toThrow("expected a program of compileConditions");
  });
});
