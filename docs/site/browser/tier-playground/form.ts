import { minorDigits } from "clientele/core";
import { explain } from "clientele/explain";
import { el, field, fill } from "../kit/element.ts";
import { type SiteLocale, words } from "../kit/locale.ts";
import type { Draft } from "./draft.ts";
import { named } from "./named.ts";
import { opWords } from "./op-words.ts";
import { nameOf } from "./parts.ts";
import { numberFault, numberText, type ThresholdField, thresholdsIn } from "./thresholds.ts";

/** An entry of the form. */
interface Entry {
  readonly control: HTMLInputElement;
  readonly trouble: HTMLElement;
  field: ThresholdField;
  /** Whether what stands in it is not what the draft says, since that cannot be used. */
  faulty: boolean;
}

/**
 * The thresholds of the draft as number fields. `change` is told the place of a number, and the JSON to put there; `fault`, that
 * a field holds what cannot be used, or no longer does.
 */
export function thresholdForm(
  change: (path: string, number: string) => void,
  fault: () => void,
): {
  readonly element: HTMLElement;
  /** Shows a draft; `anew` also where somebody typed what cannot be used. */
  show: (draft: Draft, locale: SiteLocale, anew?: boolean) => void;
  /** How many fields hold what cannot be used. */
  faults: () => number;
} {
  const t = words({
    attain: ["to reach", "升级要求"],
    retain: ["to stay", "保级要求"],
    lifetime: ["for life", "终身资格"],
    when: ["falls when", "降级条件"],
    colon: [": ", "："],
    space: [" ", ""],
    unit: [" ({unit})", "（{unit}）"],
    none: ["No number to change: the text has to be mended first.", "没有可修改的数字：请先修正文本。"],
  });
  const faultWords = words({
    empty: ["A number is missing here.", "此处缺少数字。"],
    number: ["A number is expected.", "应为数字。"],
    negative: ["It cannot be negative: 0 or more is expected.", "不能为负数，应大于等于 0。"],
    whole: ["A whole number is expected.", "应为整数。"],
    share: ["A part of one is expected: 0 to 1.", "应为 0 到 1 之间的占比。"],
    decimals: ["At most {digits} decimals.", "最多 {digits} 位小数。"],
  });
  const element = el("div", { class: "tp-form" });
  let shape = "";
  let entries = new Map<string, Entry>();
  let cautions = new Map<string, HTMLElement>();

  function tell(entry: Entry, what: string | null): void {
    const { control, trouble } = entry;
    control.setAttribute("aria-invalid", String(what !== null));
    trouble.hidden = what === null;
    trouble.textContent = what === null ? "" : `✗ ${what}`;
  }

  function input(one: ThresholdField): HTMLElement {
    const id = `tp-fault-${(troubles += 1)}`;
    const control = el("input", {
      ...{ type: "number", step: "any", value: one.value },
      ...{ "data-path": one.path, "aria-describedby": id, "aria-invalid": "false" },
    });
    const trouble = el("small", { class: "tp-bad", id, role: "alert", hidden: true });
    const entry: Entry = { control, trouble, field: one, faulty: false };
    control.addEventListener("input", () => {
      const { path, kind, quoted, unit } = entry.field;
      // what a browser does not take for a number reads as nothing
      const typed = control.validity.badInput ? "?" : control.value;
      const digits = unit === null ? null : (minorDigits(unit) ?? null);
      const wrong = numberFault(typed, kind, digits);
      const number = wrong === null ? numberText(typed, quoted) : null;
      entry.faulty = number === null;
      tell(entry, number === null ? faultWords[wrong ?? "number"].replace("{digits}", String(digits)) : null);
      if (number === null) fault();
      else change(path, number);
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
    entries.set(one.path, entry);
    const unit = one.unit === null ? "" : t.unit.replace("{unit}", one.unit);
    const asked = `${nameOf(one.metricLabels, one.metric)}${t.space}${opWords(one.op)}${unit}`;
    const labelled = field(`${t[one.role]}${t.colon}${asked}`, control);
    return el("div", { class: "tp-entry" }, labelled, trouble);
  }

  return {
    element,
    faults: () => [...entries.values()].filter(({ faulty }) => faulty).length,
    show: (draft, locale, anew = false) => {
      const { fault: unread, value, issues } = draft;
      if (unread !== null) return; // the numbers stay as they were until the text can be read again
      const fields = thresholdsIn(value);
      const next = JSON.stringify(fields.map((one) => ({ ...one, value: "" })));
      if (next !== shape) {
        shape = next;
        entries = new Map();
        cautions = new Map();
        const parts = groups(fields);
        fill(
          element,
          ...parts.map((part) => {
            const [first] = part;
            const name = first === undefined ? "" : nameOf(first.partLabels, first.part);
            const caution = el("div", { class: "tp-caution", role: "status" });
            if (first !== undefined) cautions.set(partPath(first), caution);
            return el("fieldset", {}, el("legend", {}, name), ...part.map(input), caution);
          }),
          parts.length === 0 && el("p", { class: "tp-quiet" }, t.none),
        );
      }
      for (const [path, caution] of cautions) {
        const worth = issues.filter((one) => one.severity === "warning" && one.path.startsWith(`${path}/`));
        const said = worth.map((one) => explain(named(one, value, locale), { locale }).join("; "));
        if (caution.dataset["said"] === said.join("\n")) continue;
        caution.dataset["said"] = said.join("\n");
        fill(caution, ...said.map((text) => el("p", { lang: locale }, `! ${text}`)));
      }
      for (const one of fields) {
        const entry = entries.get(one.path);
        if (entry === undefined) continue;
        // what somebody typed stays until it is mended, or the text says something else there
        if (entry.faulty && !anew && entry.field.value === one.value) continue;
        const focused = document.activeElement === entry.control && !entry.faulty;
        entry.field = one;
        entry.faulty = false;
        if (!focused || anew) entry.control.value = one.value;
        const issue = issues.find(({ path, severity }) => path === one.path && severity === "error");
        tell(entry, issue === undefined ? null : explain(named(issue, value, locale), { locale }).join("; "));
      }
    },
  };
}
let troubles = 0;

/** Where the tier or the downgrade rule stands that asks. */
const partPath = ({ path, role }: ThresholdField): string =>
  path
    .split("/")
    .slice(0, role === "when" ? 4 : 3)
    .join("/");

/** By tier or downgrade rule. */
function groups(fields: readonly ThresholdField[]): readonly (readonly ThresholdField[])[] {
  const found = new Map<string, ThresholdField[]>();
  for (const one of fields) {
    const key = partPath(one);
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()];
}

/** What an arrow key adds: a twentieth of the number, rounded to one digit. */
function stepOf(value: number): number {
  const rough = Math.abs(value) / 20;
  return rough === 0 ? 1 : 10 ** Math.floor(Math.log10(rough));
}
