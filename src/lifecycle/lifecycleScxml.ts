import { nameOfTerm, safeName } from "./internal/drawing.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Writes a lifecycle as a state chart in XML (SCXML), for engines and editors that read it.
 *
 * Names become XML names: what is neither letter, digit nor hyphen is written as its code between underscores (`won_20_back`).
 * Conditions are the host's to answer: an event's data says which hold, as `held`, by the place of the transition
 * (`{ "/transitions/3": true }`); for a way back that needs a reason, that one was given. A timer waits for the event
 * `after_` and its length, sent by the host when `dueTransitions` tells that it is due: no engine's clock knows the calendar.
 *
 * What stages owe is not in it: the tasks are told by this library's own verbs.
 *
 * @param policy - The course.
 * @returns The document.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { defineLifecycle, lifecyclePresets, lifecycleScxml } from "clientele/lifecycle";
 *
 * const lines = lifecycleScxml(defineLifecycle(lifecyclePresets.acquireToWinBack)).split("\n");
 *
 * lines.filter((line) => line.includes('target="lost"')); // => ['    <transition event="after_P180D" target="lost"/>']
 * ```
 * @see https://www.w3.org/TR/scxml/
 */
export function lifecycleScxml<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
): string {
  const { data, regression, stages } = compiledLifecycle(policy);
  const orderOf = (id: string): number => stages.get(id)?.order ?? 0;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="ecmascript" name="${safeName(data.id)}" initial="${safeName(data.initial)}">`,
    ...data.stages.flatMap(({ id, final }) => {
      if (final === true) return [`  <final id="${safeName(id)}"/>`];
      const ways = data.transitions.flatMap(({ from, on, after, when, to }, place) => {
        const leads = from === id || (typeof from !== "string" && from.includes(id));
        const isBack = orderOf(to) < orderOf(id);
        if (!leads || (isBack && regression === "forbid")) return [];
        const event = on !== null ? safeName(on) : `after_${nameOfTerm(after)}`;
        const asked = when !== null || (isBack && on !== null && regression === "requireReason");
        const cond = asked ? ` cond="_event.data.held['/transitions/${place}']"` : "";
        return [`    <transition event="${event}"${cond} target="${safeName(to)}"/>`];
      });
      return [`  <state id="${safeName(id)}">`, ...ways, "  </state>"];
    }),
    "</scxml>",
  ].join("\n");
}
