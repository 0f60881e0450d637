import { el, field, fill } from "../kit/element.ts";
import { words } from "../kit/locale.ts";
import type { Draft } from "./draft.ts";
import { nameOf } from "./parts.ts";
import { numberText, type ThresholdField, thresholdsIn } from "./thresholds.ts";

/** The thresholds of the draft as number fields. `change` is told the place of a number, and the JSON to put there. */
export function thresholdForm(change: (path: string, number: string) => void): {
  readonly element: HTMLElement;
  show: (draft: Draft) => void;
} {
  const t = words({
    attain: ["to reach", "升级要求"],
    retain: ["to stay", "保级要求"],
    lifetime: ["for life", "终身资格"],
    when: ["falls when", "降级条件"],
    none: ["No number to change: the text has to be mended first.", "没有可修改的数字：请先修正文本。"],
    number: ["a number is expected", "应为数字"],
  });
  const element = el("div", { class: "tp-form" });
  let shape = "";
  let inputs = new Map<string, HTMLInputElement>();

  function input(one: ThresholdField): HTMLElement {
    const control = el("input", {
      type: "number",
      step: "any",
      value: one.value,
      "data-path": one.path,
    });
    const trouble = el("small", { class: "tp-bad", hidden: true }, t.number);
    control.addEventListener("input", () => {
      const number = numberText(control.value, one.quoted);
      trouble.hidden = number !== null;
      control.ariaInvalid = number === null ? "true" : "false";
      if (number !== null) change(one.path, number);
    });
    control.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      const now = Number(control.value);
      if (!Number.isFinite(now)) return;
      event.preventDefault();
      const step = stepOf(now) * (event.key === "ArrowUp" ? 1 : -1);
      control.value = String(Math.max(0, Math.round((now + step) * 1e6) / 1e6));
      control.dispatchEvent(new Event("input"));
    });
    inputs.set(one.path, control);
    const unit = one.unit === null ? "" : ` (${one.unit})`;
    const labelled = field(`${t[one.role]}: ${nameOf(one.metricLabels, one.metric)} ${one.op}${unit}`, control);
    labelled.append(trouble);
    return labelled;
  }

  return {
    element,
    show: ({ fault, value }) => {
      if (fault !== null) return; // the numbers stay as they were until the text can be read again
      const fields = thresholdsIn(value);
      const next = JSON.stringify(fields.map((one) => ({ ...one, value: "" })));
      if (next === shape) {
        for (const one of fields) {
          const control = inputs.get(one.path);
          if (control === undefined || document.activeElement === control) continue;
          control.value = one.value;
          control.ariaInvalid = "false";
        }
        return;
      }
      shape = next;
      inputs = new Map();
      const parts = groups(fields);
      fill(
        element,
        ...parts.map((part) => {
          const [first] = part;
          const name = first === undefined ? "" : nameOf(first.partLabels, first.part);
          return el("fieldset", {}, el("legend", {}, name), ...part.map(input));
        }),
        parts.length === 0 && el("p", { class: "tp-quiet" }, t.none),
      );
    },
  };
}

/** By tier or downgrade rule. */
function groups(fields: readonly ThresholdField[]): readonly (readonly ThresholdField[])[] {
  const found = new Map<string, ThresholdField[]>();
  for (const one of fields) {
    const key = one.path
      .split("/")
      .slice(0, one.role === "when" ? 4 : 3)
      .join("/");
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()];
}

/** What an arrow key adds: a twentieth of the number, rounded to one digit. */
function stepOf(value: number): number {
  const rough = Math.abs(value) / 20;
  return rough === 0 ? 1 : 10 ** Math.floor(Math.log10(rough));
}
