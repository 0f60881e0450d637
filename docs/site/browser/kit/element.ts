import { scrollRegion } from "./scroll-region.ts";

type Child = Node | string | number | null | undefined | false;

/** What an element may be given: attributes by name (`true` is an empty one, `null` and `false` none), `on` for events. */
export interface Attributes {
  readonly [name: string]: string | number | boolean | null | undefined | Listeners;
  readonly on?: Listeners;
}

type Listeners = { readonly [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void };

/**
 * Makes an element: `el("button", { type: "button", on: { click } }, "Go")`. Text is text, never HTML.
 */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value !== "object") {
      element.setAttribute(name, value === true ? "" : String(value));
      continue;
    }
    for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener as EventListener);
  }
  element.append(...kept(children));
  return element;
}

/** Replaces what an element holds. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...kept(children));
}

/** A label over a control, which it names. */
export function field(label: string, control: HTMLElement, hint?: string): HTMLElement {
  return el(
    "label",
    { class: "field" },
    el("span", { class: "field-label" }, label),
    control,
    hint !== undefined && el("small", {}, hint),
  );
}

/** A choice from a list: `[value, label]`. */
export function select(
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
  change: (value: string) => void,
): HTMLSelectElement {
  const list = el(
    "select",
    {},
    ...options.map(([value, label]) => el("option", { value, selected: value === chosen }, label)),
  );
  list.addEventListener("change", () => {
    change(list.value);
  });
  return list;
}

/** A table that scrolls by itself where it is too wide, and is then a region. Cells that are numbers stand to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (Node | string | number)[])[],
  caption?: string,
): HTMLElement {
  const cell = (content: Node | string | number): HTMLElement =>
    el("td", { class: typeof content === "number" ? "number" : null }, content);
  const box = el(
    "div",
    { class: "scroll" },
    el(
      "table",
      {},
      caption !== undefined && el("caption", {}, caption),
      el("thead", {}, el("tr", {}, ...head.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell)))),
    ),
  );
  scrollRegion(
    box,
    caption ?? head.filter((name) => name !== "").join(document.documentElement.lang === "zh-CN" ? "、" : ", "),
  );
  return box;
}

function kept(children: readonly Child[]): (Node | string)[] {
  return children
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (typeof child === "number" ? String(child) : child));
}
