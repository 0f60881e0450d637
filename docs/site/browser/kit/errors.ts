import { el, fill } from "./element.ts";

/** A place for what went wrong: read out when it changes, gone when there is nothing. */
export function errorPanel(): {
  readonly element: HTMLElement;
  show: (title: string, lines?: readonly (Node | string)[]) => void;
  clear: () => void;
} {
  const element = el("div", { class: "error-panel", role: "alert", hidden: true });
  return {
    element,
    show: (title, lines = []) => {
      fill(
        element,
        el("strong", {}, title),
        lines.length > 0 && el("ul", {}, ...lines.map((line) => el("li", {}, line))),
      );
      element.hidden = false;
    },
    clear: () => {
      fill(element);
      element.hidden = true;
    },
  };
}
