import { el } from "../kit/element.ts";
import { assetUrl } from "../kit/asset.ts";
import { pageLocale, words } from "../kit/locale.ts";
import { finder } from "./find.ts";
import type { SearchData } from "./model.ts";
import { searchResults } from "./results.ts";

const t = words({
  search: ["Search", "搜索"],
  placeholder: ["Search guides and the API", "搜索指南与 API"],
  keys: ["↑ ↓ to choose, Enter to open, Esc to close", "↑ ↓ 选择，回车打开，Esc 关闭"],
  loading: ["Loading…", "正在加载……"],
  failed: ["The search could not be loaded.", "搜索未能加载。"],
  close: ["Close the search (Esc)", "关闭搜索（Esc）"],
  none: ["Nothing was found for ", "没有找到："],
  found: ["results", "条结果"],
});

let made: { readonly dialog: HTMLDialogElement; readonly input: HTMLInputElement } | undefined;

/** Opens the search; the index is loaded when it is opened for the first time. */
export function openSearch(): void {
  made ??= make();
  if (!made.dialog.open) made.dialog.showModal();
  made.input.select();
}

function make(): NonNullable<typeof made> {
  const base = new URL(document.documentElement.dataset["base"] ?? "./", location.href);
  const results = searchResults(base);
  const status = el("p", { class: "search-status", role: "status" }, t.loading);
  const input = el("input", {
    ...{ type: "text", role: "combobox", "aria-label": t.search, placeholder: t.placeholder },
    ...{ autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go" },
    ...{ "aria-autocomplete": "list", "aria-controls": results.element.id, "aria-expanded": "false" },
  });
  const close = el("button", { type: "submit", class: "search-close", "aria-label": t.close, title: t.close }, "✕");
  const dialog = el(
    "dialog",
    { class: "search", "aria-label": t.search },
    el("form", { method: "dialog" }, input, close),
    status,
    results.element,
    el("p", { class: "search-keys" }, t.keys),
  );
  let find: ReturnType<typeof finder> | undefined;
  const answer = (): void => {
    const asked = input.value.trim();
    if (find === undefined) return;
    const count = results.show(asked === "" ? [] : find(asked, pageLocale() === "zh-CN"));
    status.textContent = asked === "" ? "" : count === 0 ? `${t.none}“${asked}”` : `${String(count)} ${t.found}`;
    input.ariaExpanded = String(count > 0);
    choose(0);
  };
  const choose = (step: number): void => {
    const chosen = results.choose(step);
    if (chosen === null) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", chosen.id);
  };
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) answer(); // pinyin on its way to characters is no question yet
  });
  input.addEventListener("compositionend", answer);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) choose(step);
    else if (event.key === "Enter") results.chosen()?.click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest("a") !== null;
    if (target === dialog || link) dialog.close();
  });
  document.body.append(dialog);
  void load(base).then(
    (data) => {
      find = finder(data);
      status.textContent = "";
      answer();
    },
    (error: unknown) => {
      made = undefined;
      status.textContent = `${t.failed} ${String(error)}`;
      dialog.addEventListener("close", () => {
        dialog.remove();
      });
    },
  );
  return { dialog, input };
}

async function load(base: URL): Promise<SearchData> {
  const response = await fetch(assetUrl("search.json", new URL("assets/site/", base)));
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as SearchData;
}
