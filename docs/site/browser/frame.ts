import { el } from "./kit/element.ts";
import { pageLocale, signs } from "./kit/locale.ts";
import { remember } from "./kit/remember.ts";
import { scrollRegion } from "./kit/scroll-region.ts";
import { isDark, themeChanged } from "./kit/theme.ts";

/** What the frame of every page does: menu, theme, search, copying of code. */
export function startFrame(): void {
  startMenu();
  startTheme();
  startSearch();
  startContents();
  startMarkdown();
  for (const code of document.querySelectorAll<HTMLElement>("pre > code")) startCopy(code);
  startScrolling();
  startLanguageLink();
  startNumberFields();
  document.querySelector('.col-navigation [aria-current="page"]')?.scrollIntoView({ block: "nearest" });
}

function startMenu(): void {
  const button = document.querySelector<HTMLButtonElement>(".menu-button");
  const menu = document.getElementById("navigation");
  if (button === null || menu === null) return;
  const set = (open: boolean): void => {
    document.documentElement.toggleAttribute("data-menu", open);
    button.ariaExpanded = String(open);
    if (open) menu.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest" });
  };
  button.addEventListener("click", () => {
    set(button.ariaExpanded !== "true");
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || button.ariaExpanded !== "true") return;
    set(false);
    button.focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !menu.contains(target) && !button.contains(target)) set(false);
  });
}

function startTheme(): void {
  document.querySelector(".theme-button")?.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset["theme"] = theme;
    remember("theme", theme);
    themeChanged();
  });
}

function startSearch(): void {
  const open = async (): Promise<void> => {
    const { openSearch } = await import("./search/open.ts");
    openSearch();
  };
  document.getElementById("search-open")?.addEventListener("click", () => void open());
  document.addEventListener("keydown", (event) => {
    const typing =
      event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]") !== null;
    const asked = (event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (!asked || event.altKey) return;
    event.preventDefault();
    void open();
  });
}

/** The contents of the page stand open where there is room beside the text. */
function startContents(): void {
  const wide = matchMedia("(min-width: 88rem)");
  const set = (): void => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>("details.contents")) one.open = wide.matches;
  };
  wide.addEventListener("change", set);
  set();
}

/** A button that copies the page's Markdown; where that cannot be, it shows it. */
function startMarkdown(): void {
  const ways = document.querySelector<HTMLElement>(".markdown-ways");
  const view = ways?.querySelector("a");
  if (!ways || !view) return;
  const { copy = "", copied = "" } = ways.dataset;
  const button = el("button", { type: "button" }, copy);
  const take = async (): Promise<void> => {
    // the promise is handed over: some browsers allow no copying after one has been waited for
    const text = fetch(view.href).then(async (response) => {
      if (!response.ok) throw new Error(`${response.status}: ${view.href}`);
      return new Blob([await response.text()], { type: "text/plain" });
    });
    if (typeof ClipboardItem === "undefined") await navigator.clipboard.writeText(await (await text).text());
    else await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = copy;
    }, 1500);
  };
  button.addEventListener("click", () => {
    take().catch(() => {
      location.assign(view.href);
    });
  });
  ways.prepend(button);
}

/** The link to the page in the other language takes along what a playground keeps in the address. */
function startLanguageLink(): void {
  const link = document.querySelector<HTMLAnchorElement>("a.bar-language");
  if (link === null || document.querySelector("[data-island]") === null) return;
  const carry = (): void => {
    link.hash = location.hash.includes("=") ? location.hash : "";
  };
  for (const type of ["pointerdown", "focus", "click", "contextmenu"]) link.addEventListener(type, carry);
}

/** A wheel over a number field that is being edited scrolls the page: it must not change a number that nobody looks at. */
function startNumberFields(): void {
  document.addEventListener(
    "wheel",
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "number" && document.activeElement === target)
        target.blur();
    },
    { capture: true, passive: true },
  );
}

/** A copy button. */
function startCopy(code: HTMLElement): void {
  const [copy, copied] = pageLocale() === "zh-CN" ? ["复制", "已复制"] : ["Copy", "Copied"];
  const button = el("button", { type: "button", class: "copy" }, copy);
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(code.innerText).then(() => {
      button.textContent = copied;
      setTimeout(() => {
        button.textContent = copy;
      }, 1500);
    });
  });
  code.parentElement?.querySelector("button")?.remove();
  code.parentElement?.append(button);
}

/** Tables, formulas, code and signatures that are too wide are regions, called after the heading they stand under. */
function startScrolling(): void {
  const chinese = pageLocale() === "zh-CN";
  const kinds = [
    [".formula", chinese ? "公式" : "Formula"],
    [".scroll", chinese ? "表格" : "Table"],
    [".tsd-signature", chinese ? "签名" : "Signature"],
    ["pre > code", chinese ? "代码" : "Code"],
  ] as const;
  const all = kinds.map(([kind]) => `main ${kind}`).join();
  let heading = "";
  for (const one of document.querySelectorAll<HTMLElement>(`main :is(h1, h2, h3, h4), ${all}`)) {
    const kind = kinds.find(([selector]) => one.matches(selector))?.[1];
    if (kind === undefined) heading = one.textContent.trim();
    else scrollRegion(one, `${kind}${signs().colon}${heading}`);
  }
}
