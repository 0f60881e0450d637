import { LOCALES, orThrow, renderMessage } from "clientele/core";
import { defineLifecycle, parseLifecycle, stateAt } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { lifecycleMessages } from "../../src/lifecycle/messages.ts";
import { course } from "../support/lifecycle.ts";

const placesOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{[\w.-]+(?:\|term)?\}/g)].map(([place]) => place))].sort();

describe("messages", () => {
  test.each(Object.entries(lifecycleMessages))("%s says the same in both languages", (_, message) => {
    expect(LOCALES.filter((locale) => message[locale].trim() === "")).toEqual([]);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(placesOf(message["zh-CN"])).toEqual(placesOf(message.en));
  });

  test("a reason becomes a sentence", () => {
    const { reasons } = orThrow(
      stateAt(
        { startedAt: "2026-01-01T00:00:00Z", events: [{ kind: "bought", at: "2026-01-02T00:00:00Z" }] },
        defineLifecycle(course),
        {
          asOf: "2026-01-03T00:00:00Z",
        },
      ),
    );
    const sentences = reasons.map(({ code, observed, label }) =>
      LOCALES.map((locale) =>
        renderMessage(
          lifecycleMessages[code as keyof typeof lifecycleMessages],
          { observed, label },
          { locale, terms: {} },
        ),
      ),
    );
    expect(sentences).toEqual([["bought led to the stage Client", "发生 bought，进入客户阶段"]]);
  });

  test("an issue has what its sentence needs", () => {
    const parsed = parseLifecycle({
      ...course,
      stages: [...course.stages, { id: "lost", order: 1 }],
      transitions: [
        ...course.transitions,
        { from: "gone", on: "called", to: "lead" },
        { from: "idle", after: "P1M", to: "client" },
        { from: "idle", on: "bought", to: "gone" },
      ],
    });
    const sentences = (parsed.ok ? [] : parsed.error).map(({ code, params }) =>
      renderMessage(lifecycleMessages[code as keyof typeof lifecycleMessages], params, { locale: "en", terms: {} }),
    );
    expect(sentences).toEqual([
      "order 1 is already used at /stages/0/order",
      "the stage idle already has a timer as long as P1M, at /transitions/3",
      "from the stage idle, bought already leads elsewhere by /transitions/1",
      "the stage gone is final: nothing may lead out of it",
    ]);
  });
});
