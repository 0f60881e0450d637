import type { LifecycleFacts, LifecyclePolicy } from "clientele/lifecycle";
import { el, field, select } from "../kit/element.ts";
import { pageLocale } from "../kit/locale.ts";
import type { Saying } from "./course.ts";
import { lifecycleWords } from "./lifecycleWords.ts";

/** Fields for what is said with an event: the policy's metrics, and a reason where a way back asks for one. */
export function sayings(policy: LifecyclePolicy, change: () => void): { element: HTMLElement; read: () => Saying } {
  const t = lifecycleWords();
  const metrics = policy.metrics ?? [];
  const inputs = metrics.map(({ id, kind }) => ({
    id,
    kind,
    input:
      kind === "boolean"
        ? select(
            [
              ["", ""],
              ["true", t.yes],
              ["false", t.no],
            ],
            "",
            change,
          )
        : el("input", {
            type: kind === "count" || kind === "days" || kind === "money" ? "number" : "text",
            "data-metric": id,
            on: { input: change },
          }),
  }));
  const reason = el("input", { on: { input: change } });
  const asked = policy.regression === "requireReason";
  const controls = metrics.map(({ labels, id }, index) =>
    field(labels?.[pageLocale()] ?? id, inputs[index]?.input ?? el("input")),
  );
  return {
    element: el(
      "div",
      { hidden: metrics.length === 0 && !asked },
      el("h4", {}, t.facts),
      el("div", { class: "controls" }, ...controls, asked && field(t.reason, reason)),
    ),
    read: () => {
      const told = inputs.flatMap(({ id, kind, input }) =>
        input.value === "" ? [] : [[id, valueOf(kind, input.value, policy.currency ?? "CNY")] as const],
      );
      return {
        facts: told.length === 0 ? null : ({ metrics: Object.fromEntries(told) } as LifecycleFacts),
        reason: asked && reason.value !== "" ? reason.value : null,
      };
    },
  };
}

function valueOf(kind: string, text: string, currency: string): unknown {
  if (kind === "money") return { amount: text, currency };
  if (kind === "boolean") return text === "true";
  return kind === "count" || kind === "days" ? Number(text) : text;
}
