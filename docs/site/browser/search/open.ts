import { el, fill } from "../kit/element.ts";
import { words } from "../kit/locale.ts";

interface Entry {
  readonly title: string;
  readonly url: string;
  readonly kind: string;
  readonly summary: string;
}

const t = words({
  search: ["Search", "搜索"],
  none: ["Nothing is called that.", "没有找到。"],
});

let dialog: HTMLDialogElement | undefined;

/** Opens the search. */
export async function openSearch(): Promise<void> {
  dialog ??= await make();
  dialog.showModal();
  dialog.querySelector("input")?.select();
}

async function make(): Promise<HTMLDialogElement> {
  const base = new URL(document.documentElement.dataset["base"] ?? "./", location.href);
  const response = await fetch(new URL("assets/site/pages.json", base));
  const entries = (await response.json()) as readonly Entry[];
  const results = el("ul", { class: "search-results", "aria-live": "polite" });
  const input = el("input", { type: "search", "aria-label": t.search, placeholder: t.search, autocomplete: "off" });
  input.addEventListener("input", () => {
    const asked = input.value.trim().toLowerCase();
    const found = entries.filter(({ title }) => asked !== "" && title.toLowerCase().includes(asked)).slice(0, 30);
    const shown = found.map(({ title, url, kind, summary }) =>
      el(
        "li",
        {},
        el("a", { href: new URL(url, base).href }, el("b", {}, title), el("i", {}, kind), el("span", {}, summary)),
      ),
    );
    fill(results, ...(shown.length === 0 && asked !== "" ? [el("li", {}, t.none)] : shown));
  });
  const made = el(
    "dialog",
    { class: "search", "aria-label": t.search },
    el("form", { method: "dialog" }, input),
    results,
  );
  made.addEventListener("click", ({ target }) => {
    if (target === made) made.close();
  });
  document.body.append(made);
  return made;
}
