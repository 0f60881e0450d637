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

test.each(["zh-CN/index.html", "index.html", "zh-CN/glossary.html", "functions/tiers.evaluateTier.html"])(
  "the menu of %s covers a telephone below the header, and scrolls by itself",
  async (path) => {
    await visit(path, { options: { viewport: { width: 390, height: 844 }, hasTouch: true } }, async ({ page }) => {
      await page.locator(".menu-button").click();
      const menu = page.locator("#navigation");
      const { y, height } = (await page.locator(".bar").boundingBox()) ?? { y: 0, height: 0 };
      expect(await menu.boundingBox()).toEqual({ x: 0, y: y + height, width: 390, height: 844 - height });
      expect(await menu.evaluate((one) => one.contains(document.elementFromPoint(195, 840)))).toBe(true);
      await menu.evaluate((one) => {
        for (const fold of one.querySelectorAll("details")) fold.open = true;
        one.scrollTop = 0;
      });
      await page.mouse.move(195, 500);
      await page.mouse.wheel(0, 100_000);
      await menu.evaluate(async (one) => {
        while (one.scrollTop + one.clientHeight < one.scrollHeight - 1) await new Promise(requestAnimationFrame);
      });
      const { y: foot = 0, height: tall = 0 } = (await menu.locator("summary").last().boundingBox()) ?? {};
      expect(foot + tall).toBeLessThan(844);
      expect(await menu.evaluate((one) => getComputedStyle(one).overscrollBehaviorY)).toBe("contain");
      await page.mouse.wheel(0, 1000);
      expect(await page.evaluate(() => scrollY)).toBe(0);
    });
  },
);

test("the theme is chosen, and kept on the next page", async () => {
  await visit("index.html", {}, async ({ page }) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.locator(".theme-button").click();
    await page.locator(':root[data-theme="dark"]').waitFor();
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
        .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).decodedBodySize, 0),
    );
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(20_000);
  });
});

test.each(["index.html", "guides/tiers.html", "functions/tiers.evaluateTier.html", "zh-CN/playgrounds/sla.html"])(
  "each thing on %s that the Tab key reaches shows that it was reached",
  async (path) => {
    await visit(path, {}, async ({ page }) => {
      const seen = new Map<string, boolean>();
      for (let step = 0; step < 40; step++) {
        await page.keyboard.press("Tab");
        const [what, shown] = await page.evaluate(() => {
          const one = document.activeElement ?? document.body;
          const { outlineStyle, outlineWidth } = getComputedStyle(one);
          return [
            one.outerHTML.slice(0, 120),
            outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1,
          ] as const;
        });
        seen.set(what, shown || what.startsWith("<body"));
      }
      expect(seen.size).toBeGreaterThan(20);
      expect([...seen].filter(([, shown]) => !shown)).toEqual([]);
    });
  },
);

test("on paper a page is its text, dark on light, with nothing cut off", async () => {
  await visit("guides/tiers.html", { width: 700, dark: true }, async ({ page }) => {
    await page.locator(".theme-button").click();
    await page.locator(".theme-button").click(); // dark was chosen
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.emulateMedia({ media: "print" });
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)");
    for (const gone of [".bar", "#navigation", ".run-example", ".foot"]) {
      expect(await page.locator(gone).first().isVisible()).toBe(false);
    }
    const cut = await page
      .locator("main :is(pre > code, .scroll)")
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > document.documentElement.clientWidth).length);
    expect(cut).toBe(0);
  });
});

test("both landing pages begin with what they say", async () => {
  for (const path of ["index.html", "zh-CN/index.html"]) {
    await visit(path, { width: 390 }, async ({ page }) => {
      expect(await page.locator(".crumbs, .markdown-ways").count()).toBe(0);
      expect(await page.locator(".contents").isVisible()).toBe(false);
      expect(await page.title()).toMatch(/^clientele[:：]/);
    });
  }
});

test.each(["zh-CN/index.html", "zh-CN/guides/tiers.html", "zh-CN/playgrounds/sla.html", "zh-CN/tour.html"])(
  "header and crumbs of %s lead to Chinese pages",
  async (path) => {
    await visit(path, {}, async ({ page }) => {
      const links = await page
        .locator(".bar-title, .bar-links a, .crumbs a")
        .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href.replace(/^.*\/some\/where\//, "")));
      expect(links.filter((link) => !link.startsWith("zh-CN/"))).toEqual(["modules.html"]);
      expect(links).toEqual(
        expect.arrayContaining(["index", "start", "guides/index", "playgrounds/index"].map((to) => `zh-CN/${to}.html`)),
      );
      const list = { guides: "zh-CN/guides/index.html", playgrounds: "zh-CN/playgrounds/index.html" };
      const folder = path.split("/")[1] ?? "";
      if (Object.hasOwn(list, folder)) expect(links.at(-1)).toBe(list[folder as keyof typeof list]);
    });
  },
);

test("the Chinese landing page leads to the playgrounds, as the English one does", async () => {
  for (const path of ["index.html", "zh-CN/index.html"]) {
    await visit(path, {}, async ({ page }) => {
      for (const to of ["playgrounds/index.html", "playgrounds/tiers.html"]) {
        const address = new URL(to, page.url()).href;
        const links = page.locator("main .hero a.button, main p > a");
        expect(await links.evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))).toContain(address);
      }
    });
  }
});

test.each(["zh-CN/index.html", "zh-CN/playgrounds/rfm.html", "zh-CN/guides/lifecycle.html"])(
  "no heading of %s breaks within a word on a telephone",
  async (path) => {
    await visit(path, { width: 390 }, async ({ page }) => {
      const broken = await page.locator("main :is(h1, h2)").evaluateAll((headings) => {
        const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
        return headings.flatMap((heading) => {
          heading.normalize();
          const text = [...heading.childNodes].map((node) => (node instanceof Text ? node.data : "")).join("");
          const lineAt: number[] = [];
          for (const node of heading.childNodes) {
            if (!(node instanceof Text)) continue;
            for (let at = 0; at < node.length; at++) {
              const range = new Range();
              range.setStart(node, at);
              range.setEnd(node, at + 1);
              lineAt.push(range.getBoundingClientRect().top);
            }
          }
          return Array.from(segmenter.segment(text))
            .filter(({ index, segment }) => new Set(lineAt.slice(index, index + segment.length)).size > 1)
            .map(({ segment }) => segment);
        });
      });
      expect(broken).toEqual([]);
    });
  },
);

test("contents of the page are listed where there are several", async () => {
  await visit("zh-CN/playgrounds/rfm.html", {}, async ({ page }) => {
    expect(await page.locator(".contents").count()).toBe(0);
  });
  await visit("zh-CN/guides/lifecycle.html", {}, async ({ page }) => {
    expect(await page.locator(".contents a").count()).toBeGreaterThan(1);
  });
});

test("the ways to the Markdown of a page stand at its foot", async () => {
  await visit("zh-CN/guides/tiers.html", {}, async ({ page }) => {
    const [ways, text] = [page.locator(".markdown-ways"), page.locator("main h2").last()];
    expect(await ways.isVisible()).toBe(true);
    expect((await ways.boundingBox())?.y).toBeGreaterThan((await text.boundingBox())?.y ?? Infinity);
  });
});
