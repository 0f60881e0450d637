import { orThrow } from "clientele/core";
import { lifecyclePresets, parseLifecycle } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { answerFor, beginning, tell, type Told } from "../../docs/site/browser/lifecycle/course.ts";
import { presetPolicy, PRESETS, readShared, sharedOf } from "../../docs/site/browser/lifecycle/shared.ts";

const policy = presetPolicy("acquireToWinBack");
const nothing = { facts: null, reason: null };

function told(...kinds: readonly string[]): Told {
  let story = beginning(policy);
  for (const kind of kinds) {
    const answer = orThrow(answerFor(story, policy));
    story = orThrow(tell(story, kind, nothing, answer, policy)).told;
  }
  return story;
}

describe("what a link to the playground of lifecycles holds", () => {
  test.each(PRESETS)("the beginning of %s comes back", (preset) => {
    const own = presetPolicy(preset);
    const link: unknown = JSON.parse(JSON.stringify(sharedOf(preset, own, beginning(own))));
    expect(readShared(link)).toEqual({ preset, policy: own, told: beginning(own) });
  });

  test("a story comes back, and an edited policy with it", () => {
    const story = told("contacted", "purchased", "purchased");
    const edited = orThrow(parseLifecycle({ ...policy, version: 2 }));
    for (const [course, held] of [
      [policy, null],
      [edited, edited],
    ] as const) {
      const link = sharedOf("acquireToWinBack", course, story);
      expect(link.policy).toEqual(held);
      expect(readShared(JSON.parse(JSON.stringify(link)))?.told).toEqual(story);
      expect(readShared(JSON.parse(JSON.stringify(link)))?.policy.version).toBe(course.version);
    }
  });

  test("nothing is taken from a link of which a part cannot be used", () => {
    const link = { ...sharedOf("acquireToWinBack", policy, told("purchased")) };
    const [event] = link.events;
    expect(readShared(link)).not.toBeNull();
    for (const nonsense of [
      null,
      7,
      [],
      {},
      { ...link, preset: "constructor" },
      { ...link, now: "soon" },
      { ...link, now: "2020-01-01T00:00:00Z" },
      { ...link, policy: { ...lifecyclePresets.engagement, initial: "nowhere" } },
      { ...link, events: "purchased" },
      { ...link, events: [{ ...event, kind: "exploded" }] },
      { ...link, events: [{ ...event, at: "2026-02-30T00:00:00Z" }] },
      { ...link, events: [{ ...event, facts: 3 }] },
      { ...link, events: Array.from({ length: 501 }, () => event) },
    ]) {
      expect(readShared(nonsense)).toBeNull();
    }
  });
});
