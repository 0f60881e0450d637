import fc from "fast-check";
import { orThrow } from "clientele/core";
import {
  applyEvent,
  checkLifecycle,
  defineLifecycle,
  dueTransitions,
  type LifecyclePolicy,
  lifecyclePresets,
  lifecycleScxml,
  type LifecycleState,
  type StageChange,
  startLifecycle,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyGuardedLifecycle } from "../support/lifecycle.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

const NAME = "[A-Za-z_][\\w.-]*";
const TAG = new RegExp(`<(?:/(${NAME})|(${NAME})((?: ${NAME}="[^"<&]*")*)(/?))>`, "y");

/** Reads XML without text, comments, entities: what these documents are to be. Throws on anything else. */
function read(xml: string): Element {
  const prolog = '<?xml version="1.0" encoding="UTF-8"?>';
  if (!xml.startsWith(prolog)) throw new Error("no prolog");
  const document: Element = { name: "", attributes: {}, children: [] };
  const open = [document];
  let at = prolog.length;
  while (at < xml.length) {
    if (/\s/.test(xml.charAt(at))) {
      at += 1;
      continue;
    }
    TAG.lastIndex = at;
    const [whole, closed, name = "", listed = "", empty] = TAG.exec(xml) ?? [];
    if (whole === undefined) throw new Error(`not well-formed: ${xml.slice(at, at + 40)}`);
    at += whole.length;
    if (closed !== undefined) {
      if (open.pop()?.name !== closed) throw new Error(`not open: ${closed}`);
      continue;
    }
    const pairs = [...listed.matchAll(/ ([^=]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value] as const);
    if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`twice: ${whole}`);
    const element = { name, attributes: Object.fromEntries(pairs), children: [] };
    open.at(-1)?.children.push(element);
    if (empty === "") open.push(element);
  }
  const [root] = document.children;
  if (open.length > 1 || root === undefined || document.children.length > 1) throw new Error("not one element");
  return root;
}

/** What a document must say of a policy whose names are XML names. */
function expected(policy: LifecyclePolicy): Element {
  const orderOf = (id: string): number => policy.stages.find((stage) => stage.id === id)?.order ?? NaN;
  return {
    name: "scxml",
    attributes: {
      xmlns: "http://www.w3.org/2005/07/scxml",
      version: "1.0",
      datamodel: "ecmascript",
      name: policy.id,
      initial: policy.initial,
    },
    children: policy.stages.map(({ id, order, final }) => ({
      name: final === true ? "final" : "state",
      attributes: { id },
      children: policy.transitions.flatMap(({ from, on, after, when, to }, place): Element[] => {
        const isBack = orderOf(to) < order;
        if (![from].flat().includes(id) || (isBack && policy.regression === "forbid")) return [];
        const isAsked = when !== null || (isBack && on !== null && policy.regression === "requireReason");
        const attributes = {
          event: on ?? `after_${String(after)}`,
          ...(isAsked ? { cond: `_event.data.held['/transitions/${place}']` } : {}),
          target: to,
        };
        return [{ name: "transition", attributes, children: [] }];
      }),
    })),
  };
}

const presets = Object.entries(lifecyclePresets).map(
  ([name, preset]) => [name, defineLifecycle<string, string, string, string>(preset as never)] as const,
);

describe("SCXML", () => {
  test.each(presets)("%s: states, transitions, targets, conditions and delays are those of the policy", (_, policy) => {
    const document = read(lifecycleScxml(policy));
    expect(document).toEqual(expected(policy));
    const ids = document.children.map(({ attributes }) => attributes["id"]);
    expect(new Set(ids).size).toBe(policy.stages.length);
    expect(ids).toContain(document.attributes["initial"]);
    for (const { name, children } of document.children) {
      for (const { attributes } of children) expect(ids).toContain(attributes["target"]);
      if (name === "final") expect(children).toEqual([]);
    }
  });

  test("of any policy, too", () => {
    fc.assert(
      fc.property(anyGuardedLifecycle, (policy) => {
        expect(read(lifecycleScxml(policy))).toEqual(expected(policy));
      }),
    );
  });

  // of two ways that are both open a state chart takes the first, where the library refuses
  const anyUnambiguous = fc.oneof(
    anyGuardedLifecycle.filter((some) => !checkLifecycle(some).some(({ code }) => code === "transitions-overlap")),
    fc.constantFrom(...presets.filter(([name]) => name !== "leadPool").map(([, policy]) => policy)),
  );
  const anyMoves = fc.array(fc.record({ pick: fc.nat(), days: fc.nat({ max: 45 }), score: fc.nat({ max: 60 }) }), {
    minLength: 5,
    maxLength: 25,
  });

  test("walked as the standard says, it is in the same state", () => {
    fc.assert(
      fc.property(anyUnambiguous, anyMoves, (policy, moves) => {
        const { attributes, children: states } = read(lifecycleScxml(policy));
        let theirs = attributes["initial"] ?? "";
        let ours: LifecycleState = orThrow(startLifecycle({ startedAt: "2026-01-01T00:00:00Z" }, policy));
        /** The first transition, in the order of the document, whose event and condition match. */
        const send = (event: string, held: string | null): void => {
          const ways = states.find((state) => state.attributes["id"] === theirs)?.children ?? [];
          const taken = ways.find(
            (way) =>
              way.attributes["event"] === event &&
              (way.attributes["cond"] === undefined || way.attributes["cond"] === `_event.data.held['${held ?? ""}']`),
          );
          theirs = taken?.attributes["target"] ?? theirs;
        };
        const follow = ({ on, rule }: StageChange): void => {
          send(on ?? `after_${String(policy.transitions[Number(rule.split("/")[2])]?.after)}`, rule);
        };
        let now = Date.parse("2026-01-01T00:00:00Z");
        for (const { pick, days, score } of moves) {
          now += days * 86_400_000;
          const at = new Date(now).toISOString();
          const { due, stateAfter } = orThrow(dueTransitions(ours, policy, { asOf: at }));
          due.forEach(follow);
          ours = stateAfter;
          expect(theirs).toBe(ours.stage);
          const kind = policy.events[pick % Math.max(policy.events.length, 1)] ?? "";
          const applied = applyEvent(ours, { kind, at, facts: { metrics: { score } } }, policy);
          const changes = applied.ok ? applied.value.happened : [];
          if (!changes.some(({ on }) => on !== null)) send(kind, null);
          changes.forEach(follow);
          if (applied.ok) ours = applied.value.state;
          expect(theirs).toBe(ours.stage);
        }
      }),
    );
  });
});
