import { expect, test } from "vitest";
import { island, visit } from "./support/browser.ts";

test("the landing page decides about a customer, with reasons, while the sliders move", async () => {
  await visit("index.html", {}, async ({ page }) => {
    const host = await island(page, "try-tier");
    expect(await host.locator("strong").textContent()).toBe("Gold");
    await host.locator("input").first().fill("0");
    expect(await host.locator("strong").textContent()).toBe("Ordinary");
  });
});

test("in Chinese on a Chinese page", async () => {
  await visit("zh-CN/index.html", {}, async ({ page }) => {
    const host = await island(page, "try-tier");
    expect(await host.locator("strong").textContent()).toBe("金级客户");
  });
});
