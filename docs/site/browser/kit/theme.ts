const listeners = new Set<() => void>();
const system = matchMedia("(prefers-color-scheme: dark)");
system.addEventListener("change", themeChanged);

/** Whether the page is dark now. */
export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && system.matches);
}

/** Calls back whenever the page turns dark or light. */
export function onTheme(listener: () => void): void {
  listeners.add(listener);
}

/** Tells everybody who asked. */
export function themeChanged(): void {
  for (const listener of listeners) listener();
}

/** A colour of the style sheet, as it is now: `colour("--accent")`. */
export function colour(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
