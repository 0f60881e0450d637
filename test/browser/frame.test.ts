import { expect, test } from "vitest";
import { visit } from "./support/browser.ts";

test("the menu opens and closes on a telephone", async () => {
  await visit("guides/tiers.html", { width: 390 }, async ({ page }) => {
    const [button, menu] = [page.locator(".menu-button"), page.locator("#navigation")];
    expect(await menu.isVisible()).toBe(false);
    await button.click();
    expect(await menu.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await menu.isVisible()).toBe(false);
  });
});

test("the theme is chosen, and kept on the next page", async () => {
  await visit("index.html", {}, async ({ page }) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.locator(".theme-button").click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.locator(".bar-links a").first().click();
    await page.waitForURL(/start\.html$/);
    expect(await ground()).toBe(dark);
  });
});

test("a page reads without scripts", async () => {
  await visit("guides/tiers.html", { options: { javaScriptEnabled: false } }, async ({ page }) => {
    expect(await page.locator("main h1").isVisible()).toBe(true);
    expect(await page.locator("#navigation a").count()).toBeGreaterThan(30);
  });
});

test("a page without live parts loads one small script", async () => {
  await visit("start.html", {}, async ({ page }) => {
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter(({ name }) => name.endsWith(".js"))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).decodedBodySize, 0),
    );
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(20_000);
  });
});
