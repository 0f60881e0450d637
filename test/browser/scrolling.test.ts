import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { island, visit } from "./support/browser.ts";

const SCROLLERS = "main :is(.scroll, .tsd-signature, pre > code)";

/** What scrolls sideways, and what does not but says it does. */
async function scrollers(page: Page): Promise<readonly { readonly wide: boolean; readonly region: string | null }[]> {
  await page.waitForFunction(() => document.querySelector('main [role="region"]') !== null);
  return page.locator(SCROLLERS).evaluateAll((all) =>
    all.map((one) => ({
      wide: one.scrollWidth > one.clientWidth + 1,
      region: (one as HTMLElement).tabIndex === 0 && one.role === "region" ? one.ariaLabel : null,
    })),
  );
}

test.each([
  ["guides/performance.html", /^(?:Table|Code): \S/],
  ["zh-CN/guides/tiers.html", /^(?:表格|代码)：\S/],
  ["guides/tiers.html", /^(?:Table|Code): \S/],
  ["functions/tiers.evaluateTier.html", /^(?:Signature|Code): \S/],
])("what is wider than the telephone on %s is a region with a name, the rest is none", async (path, name) => {
  await visit(path, { width: 390 }, async ({ page }) => {
    const found = await scrollers(page);
    expect(found.filter(({ wide }) => wide)).not.toEqual([]);
    expect(found.filter(({ wide, region }) => wide !== (region !== null))).toEqual([]);
    for (const { region } of found) if (region !== null) expect(region).toMatch(name);
  });
});

test("a table that turns wide turns into a region, and back", async () => {
  await visit("guides/performance.html", { width: 1280 }, async ({ page }) => {
    const regions = 'main .scroll[role="region"]';
    await page.waitForFunction((sought) => document.querySelector(sought) === null, regions);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.waitForFunction((sought) => document.querySelector(sought) !== null, regions);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.waitForFunction((sought) => document.querySelector(sought) === null, regions);
  });
});

test("the table of a playground is scrolled with keys", async () => {
  await visit("playgrounds/rfm.html", { width: 320 }, async ({ page }) => {
    const host = await island(page, "rfm-playground");
    const region = host.locator('.scroll[role="region"]').first();
    expect(await region.getAttribute("aria-label")).toMatch(/\S/);
    await region.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0);
  });
});

test.each([false, true])("a shade stands at the edge beyond which there is more, dark: %s", async (dark) => {
  await visit("guides/performance.html", { width: 390, dark }, async ({ page }) => {
    const box = page.locator("main .scroll").nth(2);
    await box.scrollIntoViewIfNeeded();
    const edges = async (): Promise<{ readonly left: string; readonly right: string; readonly ground: string }> => {
      await box.evaluate((one) => {
        one.querySelectorAll("table").forEach((table) => (table.style.opacity = "0"));
      });
      const png = (await box.screenshot()).toString("base64");
      return page.evaluate(async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        const context = canvas.getContext("2d", { willReadFrequently: true });
        if (context === null) throw new Error("no canvas");
        context.drawImage(image, 0, 0);
        const at = (x: number): string => context.getImageData(x, 100, 1, 1).data.join();
        return { left: at(1), right: at(image.width - 2), ground: at(image.width >> 1) };
      }, png);
    };
    const start = await edges();
    expect(start.left).toBe(start.ground);
    expect(start.right).not.toBe(start.ground);
    await box.evaluate((one) => one.scrollTo(60, 0));
    const middle = await edges();
    expect([middle.left, middle.right]).not.toContain(middle.ground);
    await box.evaluate((one) => one.scrollTo(one.scrollWidth, 0));
    const end = await edges();
    expect(end.left).not.toBe(end.ground);
    expect(end.right).toBe(end.ground);
  });
});

test.each(["zh-CN/glossary.html", "guides/tiers.html", "guides/lifetime-value.html", "zh-CN/guides/segmentation.html"])(
  "tables of words on %s are cards on a telephone, and tables else",
  async (path) => {
    await visit(path, { width: 390 }, async ({ page }) => {
      const cards = page.locator("table.cards");
      const cut = await cards.evaluateAll((tables) =>
        tables
          .flatMap((table) => [...table.querySelectorAll("td")])
          .filter((cell) => {
            const { left, right } = cell.getBoundingClientRect();
            return left < 0 || right > document.documentElement.clientWidth || cell.scrollWidth > cell.clientWidth;
          })
          .map((cell) => cell.textContent),
      );
      expect(await cards.count()).toBeGreaterThan(0);
      expect(cut).toEqual([]);
      const first = cards.first().locator("tbody tr").first().locator("td");
      const below = async (): Promise<boolean> => {
        const [head, next] = [await first.nth(0).boundingBox(), await first.nth(1).boundingBox()];
        return head !== null && next !== null && next.y >= head.y + head.height && next.x === head.x;
      };
      expect(await below()).toBe(true);
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(await below()).toBe(false);
    });
  },
);

test("a term of the glossary is a place that a link leads to", async () => {
  await visit(`zh-CN/glossary.html#${encodeURIComponent("term-回访")}`, { width: 390 }, async ({ page }) => {
    const row = page.locator("tr:target");
    expect(await row.locator("td").first().textContent()).toMatch(/^回访/);
    const { y = -1 } = (await row.boundingBox()) ?? {};
    expect(y).toBeGreaterThan(56);
    expect(y).toBeLessThan(844);
  });
});
