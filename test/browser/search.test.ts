import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessFaults, sidewaysScroll } from "./support/checks.ts";
import { visit } from "./support/browser.ts";
import { FOLDER } from "./support/site.ts";

/** Asks, and gives the pages of the groups as they stand. */
async function ask(page: Page, asked: string): Promise<readonly string[]> {
  if (!(await page.locator("dialog.search").isVisible())) await page.keyboard.press("/");
  const input = page.locator("dialog.search input");
  await input.fill(asked);
  await page.waitForFunction(() =>
    /^(?:\d+ |Nothing|没有)/.test(document.querySelector(".search-status")?.textContent ?? ""),
  );
  return page
    .locator("#search-results a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href.replace(/^.*\/some\/where\//, "")));
}

const firstThree = (found: readonly string[]): readonly string[] =>
  found.slice(0, 3).map((url) => url.replace(/#.*$/, ""));

test.each([
  ["价值", "zh-CN/guides/lifetime-value.html"],
  ["生命周期", "zh-CN/guides/lifecycle.html"],
  ["升级", "zh-CN/guides/tiers.html"],
  ["流失", "zh-CN/guides/churn-and-win-back.html"],
  ["evaluateTier", "functions/tiers.evaluateTier.html"],
  ["lifetime value", "guides/lifetime-value.html"],
  ["holiday", "guides/calendar.html"],
])("the Chinese page finds %s", async (asked, wanted) => {
  await visit("zh-CN/index.html", {}, async ({ page }) => {
    const found = await ask(page, asked);
    expect(wanted.startsWith("zh-CN/") ? firstThree(found) : found.map((url) => url.replace(/#.*$/, ""))).toContain(
      wanted,
    );
  });
});

test.each([
  ["价值", "guides/lifetime-value.html"],
  ["生命周期", "guides/lifecycle.html"],
  ["升级", "guides/tiers.html"],
  ["流失", "guides/churn-and-win-back.html"],
  ["调休", "guides/calendar.html"],
  ["evaluateTier", "functions/tiers.evaluateTier.html"],
  ["evaluatetier", "functions/tiers.evaluateTier.html"],
  ["lifetime value", "guides/lifetime-value.html"],
  ["holiday", "guides/calendar.html"],
])("the English page finds %s", async (asked, wanted) => {
  await visit("start.html", {}, async ({ page }) => {
    expect(firstThree(await ask(page, asked))).toContain(wanted);
  });
});

test.each([
  ["保级", "降级"],
  ["升级", "升级"],
  ["回访", "回访"],
])("%s is explained before all else, and marked as a whole", async (asked, row) => {
  await visit("zh-CN/index.html", { width: 390 }, async ({ page }) => {
    await page.locator("#search-open").click();
    const found = await ask(page, asked);
    expect(found[0]).toBe(`zh-CN/glossary.html#${encodeURIComponent(`term-${row}`)}`);
    const marks = await page.locator("#search-results mark").allTextContents();
    expect(marks.filter((mark) => /\p{Script=Han}/u.test(mark) && mark.replaceAll(asked, "") !== "")).toEqual([]);
    await page.getByRole("button", { name: /^关闭搜索/ }).click();
    expect(await page.locator("dialog.search").isVisible()).toBe(false);
  });
});

test.each([
  ["pauseWhile", "interfaces/sla.SlaMetricDefinition.html"],
  ["bgnbd", "functions/clv.fitBgNbd.html"],
  ["business days", "guides/calendar.html"],
  ["what errors does evaluateTier throw", "functions/tiers.evaluateTier.html"],
])("it finds what is asked for by a field, a part of a name, another word, a question: %s", async (asked, wanted) => {
  await visit("start.html", {}, async ({ page }) => {
    expect(firstThree(await ask(page, asked))).toContain(wanted);
  });
});

test("the index is of a size that is loaded at once", () => {
  const text = readFileSync(`${FOLDER}/assets/site/search.json`);
  expect(text.length).toBeLessThan(1_200_000);
  expect(gzipSync(text).length).toBeLessThan(350_000);
});

test("what is not there is not found, and that is said", async () => {
  await visit("start.html", {}, async ({ page }) => {
    expect(await ask(page, "xyzzyplugh")).toEqual([]);
    expect(await page.locator(".search-status").textContent()).toBe("Nothing was found for “xyzzyplugh”");
    expect(await page.locator("dialog.search input").getAttribute("aria-expanded")).toBe("false");
  });
});

test("keys open it, choose, go there, and close it", async () => {
  await visit("guides/tiers.html", {}, async ({ page }) => {
    const found = await ask(page, "calendar");
    const chosen = page.locator('#search-results [aria-selected="true"]');
    const first = await chosen.getAttribute("id");
    await page.keyboard.press("ArrowDown");
    expect(await chosen.getAttribute("id")).not.toBe(first);
    expect(await page.locator("dialog.search input").getAttribute("aria-activedescendant")).toBe(
      await chosen.getAttribute("id"),
    );
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await chosen.getAttribute("href")).toContain(found.at(-1)); // round
    await page.keyboard.press("Escape");
    expect(await page.locator("dialog.search").isVisible()).toBe(false);
    await page.keyboard.press("Control+k");
    await page.locator("dialog.search input:focus").waitFor(); // a key before that goes to the page
    await page.keyboard.press("ArrowDown");
    const wanted = (await chosen.getAttribute("href")) ?? "";
    await page.keyboard.press("Enter");
    await page.waitForURL(wanted);
  });
});

test("a result shows its section, and what was asked for is marked", async () => {
  await visit("start.html", {}, async ({ page }) => {
    await ask(page, "make-up Saturday");
    const first = page.locator("#search-results a").first();
    expect(await first.locator("i").textContent()).toBe("A make-up Saturday");
    expect(await first.locator("i mark").allTextContents()).toEqual(["make", "up", "Saturday"]);
  });
});

test("pages of the same title are told apart, and a guide comes before the module of its name", async () => {
  await visit("start.html", {}, async ({ page }) => {
    expect((await ask(page, "tiers"))[0]).toBe("guides/tiers.html");
    const kinds = await page
      .locator("#search-results a")
      .evaluateAll((links) =>
        links
          .filter((link) => link.querySelector("b")?.textContent === "Tiers")
          .map((link) => link.querySelector("small")?.textContent),
      );
    expect(kinds).toEqual(["Guide", "Playground"]);
  });
});

test("no result holds a word of the frame", async () => {
  await visit("start.html", {}, async ({ page }) => {
    for (const asked of ["Copy page as Markdown", "复制本页", "With scripts", "启用脚本后"]) {
      await ask(page, asked);
      const shown = await page.locator("#search-results a span").allTextContents();
      expect(shown.filter((text) => text.includes(asked))).toEqual([]);
    }
  });
});

test("nothing is loaded before it is opened", async () => {
  await visit("start.html", {}, async ({ page }) => {
    const loaded = () =>
      page.evaluate(
        () =>
          performance.getEntriesByType("resource").filter(({ name }) => /search\.json\?v=[\da-f]{12}$/.test(name))
            .length,
      );
    expect(await loaded()).toBe(0);
    await ask(page, "tiers");
    expect(await loaded()).toBe(1);
  });
});

test.each([
  [1280, false],
  [1280, true],
  [390, false],
  [390, true],
])("is sound at %i pixels, dark: %s", async (width, dark) => {
  await visit("zh-CN/index.html", { width, dark }, async ({ page }) => {
    await page.locator("#search-open").click();
    await ask(page, "升级");
    expect(await sidewaysScroll(page)).toEqual([]);
    expect(await accessFaults(page)).toEqual([]);
  });
});
