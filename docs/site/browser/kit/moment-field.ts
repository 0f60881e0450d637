import { el, fill } from "./element.ts";
import { signs, words } from "./locale.ts";

/** A field for a day, or a day and a time, of a wall clock. */
export interface MomentField {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** Shows a moment: `2026-04-03T15:40`, or `2026-04-03`; empty for none. */
  set: (value: string) => void;
  /** Says beside the field what is wrong with it; nothing is, without lines. */
  fail: (lines: readonly string[]) => void;
}

let fields = 0;

/**
 * A day and a time in the order and the 24 hours in which everybody reads them, whatever the browser is set to; the browser's
 * own calendar is beside it. `change` is told what was typed, with a `T` between day and time.
 */
export function momentField(options: {
  readonly label: string;
  readonly kind: "day" | "minute";
  readonly name: string;
  readonly value: string;
  readonly change: (value: string) => void;
}): MomentField {
  const { label, kind, name, change } = options;
  const t = words({
    choose: ["choose in a calendar", "从日历中选择"],
    day: ["year-month-day", "年-月-日"],
    minute: ["year-month-day hour:minute", "年-月-日 时:分"],
  });
  const id = `moment-${(fields += 1)}`;
  const input = el("input", {
    id,
    type: "text",
    "data-time": name,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 24,
    placeholder: t[kind],
  });
  const picker = el("input", {
    type: kind === "day" ? "date" : "datetime-local",
    class: "moment-picker",
    tabindex: -1,
    "aria-hidden": "true",
  });
  const button = el("button", {
    type: "button",
    class: "moment-button",
    "aria-label": `${label}${signs().colon}${t.choose}`,
  });
  button.append(calendarIcon());
  const trouble = el("div", { class: "moment-trouble", id: `${id}-trouble`, role: "status" });
  const set = (value: string): void => {
    const shown = value.replace("T", " ");
    if (typed(input.value) !== value) input.value = shown;
    picker.value = value;
  };
  input.addEventListener("input", () => {
    change(typed(input.value));
  });
  picker.addEventListener("change", () => {
    if (picker.value === "") return;
    input.value = picker.value.replace("T", " ");
    change(picker.value);
  });
  button.addEventListener("click", () => {
    try {
      picker.showPicker();
    } catch {
      input.focus(); // no calendar in this browser: the text is typed
    }
  });
  set(options.value);
  return {
    element: el(
      "div",
      { class: "field" },
      el("label", { class: "field-label", for: id }, label),
      el("span", { class: "moment" }, input, picker, button),
      trouble,
    ),
    input,
    set,
    fail: (lines) => {
      if (lines.length === 0) {
        input.removeAttribute("aria-invalid");
        input.removeAttribute("aria-describedby");
      } else {
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", trouble.id);
      }
      fill(trouble, ...lines.map((line) => el("p", {}, line)));
    },
  };
}

/** What was typed, as programs write it: one space is the sign between day and time, a full-width colon is a colon. */
const typed = (text: string): string => text.trim().replace(/\s+/, "T").replaceAll("：", ":");

function calendarIcon(): SVGElement {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M2 4h12v10H2zM2 7h12M5 2v3M11 2v3");
  icon.append(path);
  return icon;
}
