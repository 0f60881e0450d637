import { el } from "./kit/element.ts";
import { pageLocale } from "./kit/locale.ts";
import { remember } from "./kit/remember.ts";
import { isDark, themeChanged } from "./kit/theme.ts";

/** What the frame of every page does: menu, theme, search, copying of code. */
export function startFrame(): void {
  startMenu();
  startTheme();
  startSearch();
  startContents();
  for (const code of document.querySelectorAll<HTMLElement>("pre > code")) startCopy(code);
  document.querySelector('.col-navigation [aria-current="page"]')?.scrollIntoView({ block: "nearest" });
}

function startMenu(): void {
  const button = document.querySelector<HTMLButtonElement>(".menu-button");
  const menu = document.getElementById("navigation");
  if (button === null || menu === null) return;
  const set = (open: boolean): void => {
    document.documentElement.toggleAttribute("data-menu", open);
    button.ariaExpanded = String(open);
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

/** A copy button; what scrolls can be scrolled with keys. */
function startCopy(code: HTMLElement): void {
  const [copy, copied] = pageLocale() === "zh-CN" ? ["复制", "已复制"] : ["Copy", "Copied"];
  const button = el("button", { type: "button", class: "copy" }, copy);
  new ResizeObserver(() => {
    if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
    else code.removeAttribute("tabindex");
  }).observe(code);
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
