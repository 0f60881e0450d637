import { expect, test } from "vitest";
import { island, visit } from "./support/browser.ts";

test("the landing page decides about a customer, with reasons, while the sliders move", async () => {
  await visit("index.html", {}, async ({ page }) => {
    const host = await island(page, "try-tier");
    expect(await host.locator("p > strong").textContent()).toBe("Gold");
    await host.locator("input").first().fill("0");
    expect(await host.locator("p > strong").textContent()).toBe("Ordinary");
  });
});

test("each slider shows its value, each condition whether it is met", async () => {
  await visit("index.html", {}, async ({ page }) => {
    const host = await island(page, "try-tier");
    const values = (): Promise<readonly string[]> => host.locator("output").allTextContents();
    const met = (): Promise<readonly (string | undefined)[]> =>
      host.locator(".tp-reason").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["stand"]));
    expect(await values()).toEqual(["52,000", "9", "12"]);
    const before = await met();
    expect(before).toContain("met");
    expect(before).toContain("unmet");
    expect(await host.locator(".tp-reason").first().innerText()).toMatch(/^✓\s*decides met: to reach Gold/);
    await host.getByLabel("Spend in 12 months").fill("250000");
    await host.getByLabel("Orders in 12 months").fill("40");
    expect(await values()).toEqual(["250,000", "40", "12"]);
    expect(new Set(await met())).toEqual(new Set(["met", "spares"])); // who orders is not dormant
    expect(await host.locator("p > strong").textContent()).toBe("Diamond");
  });
});

test("the rule that takes the tier stands first, and says that it decides", async () => {
  await visit("zh-CN/index.html", {}, async ({ page }) => {
    const host = await island(page, "try-tier");
    await host.getByLabel("距上次下单天数").fill("332");
    expect(await host.locator("p > strong").textContent()).toBe("普通客户");
    const first = host.locator(".tp-reason").first();
    expect(await first.innerText()).toMatch(/^!\s*决定 适用：距上次下单天数/);
    expect(await host.locator("[data-decides]").count()).toBe(1);
  });
});

test.each([false, true])(
  "the code above it has its words in one colour and its keywords in another, dark: %s",
  async (dark) => {
    await visit("index.html", { dark }, async ({ page }) => {
      const colours = await page
        .locator("main pre > code")
        .first()
        .evaluate((code) =>
          [...code.querySelectorAll("span")]
            .slice(0, 2)
            .map((one) => [one.textContent.trim().slice(0, 8), getComputedStyle(one).color]),
        );
      expect(colours.map(([text]) => text)).toEqual(["import", "{ define"]);
      expect(colours[0]?.[1]).not.toBe(colours[1]?.[1]);
      expect(await page.locator("main .run-example.main").count()).toBe(1);
    });
  },
);

test("in Chinese on a Chinese page", async () => {
  await visit("zh-CN/index.html", {}, async ({ page }) => {
    const host = await island(page, "try-tier");
    expect(await host.locator("p > strong").textContent()).toBe("金级客户");
  });
});
