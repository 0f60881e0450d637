import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe-core finds that is serious or critical; empty if nothing. */
export async function accessFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
      );
  });
}

/** Elements that make the page wider than the window; empty if it does not scroll sideways. */
export async function sidewaysScroll(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const far = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > wide + 1);
    return [
      `${document.documentElement.scrollWidth} wide`,
      ...far.slice(0, 5).map((one) => one.outerHTML.slice(0, 160)),
    ];
  });
}
