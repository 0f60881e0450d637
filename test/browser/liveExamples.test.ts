import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { visit } from "./support/browser.ts";
import { accessFaults, sidewaysScroll } from "./support/checks.ts";
import { allPages, FOLDER } from "./support/site.ts";

const html = (path: string): string => readFileSync(`${FOLDER}/${path}`, "utf8");
const examplesOf = (path: string): number => html(path).split('<code class="ts">').length - 1;

/** Pages that were written by hand; those of the API hold examples too. */
const PAGES = allPages().filter(
  (path) => /<body class="page-(?:home|document)">/.test(html(path)) && examplesOf(path) > 0,
);
const GUIDE = "guides/tiers.html";

/** Opens the first example of the page that no editor holds yet, and waits for its values. */
async function open(page: Page): Promise<Locator> {
  const before = await page.locator(".live").count();
  await page.locator(".run-example").first().press("Enter"); // blocks above may still be growing: a pointer could miss
  const live = page.locator(".live").nth(before);
  await ended(live);
  return live;
}

async function ended(live: Locator): Promise<string | null> {
  await live.and(live.page().locator("[data-state]:not([data-state=running])")).waitFor();
  return live.getAttribute("data-state");
}

/** Pastes over the whole text, of which the editor draws only what is in sight. */
async function paste(live: Locator, text: string): Promise<void> {
  const content = live.locator(".cm-content");
  await content.press("Control+A");
  await content.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

const valuesOf = (live: Locator, kind: string): Promise<readonly (string | undefined)[]> =>
  live.locator(kind).evaluateAll((marks) => marks.map((mark) => (mark as HTMLElement).dataset["value"]));

/** Every `// =>` of a page, in the blocks that are still blocks. */
const arrowsOf = (page: Page): Promise<number> =>
  page
    .locator("main")
    .evaluate(
      (main) =>
        [...main.querySelectorAll("pre > code.ts")].flatMap((code) => [...code.textContent.matchAll(/\/\/\s*=>/g)])
          .length,
    );

test("guides and pages hold examples", () => {
  expect(PAGES).toContain(GUIDE);
  expect(PAGES.reduce((sum, path) => sum + examplesOf(path), 0)).toBeGreaterThan(50);
});

test.each(PAGES)("every example of %s gives in the page what it says", async (path) => {
  await visit(path, {}, async ({ page }) => {
    const arrows = await arrowsOf(page);
    for (let left = examplesOf(path); left > 0; left--) {
      const live = await open(page);
      const said = await live.locator(".live-status").textContent();
      const faults = await live.locator(".error-panel").allInnerTexts();
      expect({ state: await live.getAttribute("data-state"), said, faults }).toMatchObject({
        state: "right",
        faults: [""],
      });
    }
    expect(await page.locator(".run-example").count()).toBe(0);
    // every value is counted, also where the editor draws no line that is out of sight
    const counted = await page.locator(".live-status").allTextContents();
    expect(counted.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(arrows);
  });
});

describe("an example", () => {
  test("loads nothing before it is asked for, and says how much it will be", async () => {
    await visit(GUIDE, {}, async ({ page }) => {
      const loaded = (): Promise<readonly string[]> =>
        page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
      expect((await loaded()).filter((name) => /live|editor/.test(name))).toEqual([]);
      const first = page.locator(".run-example").first();
      expect(await first.textContent()).toMatch(/^Run \/ edit\d+ kB compressed$/);
      expect(await page.locator(".run-example").nth(1).getAttribute("title")).toMatch(/\d+ kB/);
    });
  });

  test("gives the value of what was edited, and goes back", async () => {
    await visit(GUIDE, {}, async ({ page }) => {
      const live = await open(page);
      await paste(
        live,
        'import { money } from "clientele/core";\nmoney("3.50", "CNY").amount; // => "2.50"\n1 + 1; // =>\nconst two = 2; // => 2',
      );
      await live.getByRole("button", { name: "Run" }).click();
      expect(await ended(live)).toBe("different");
      expect(await valuesOf(live, ".live-different")).toEqual(['"3.50"']);
      expect(await valuesOf(live, ".live-shown")).toEqual(["2"]);
      expect(await valuesOf(live, ".live-right")).toEqual(["2"]);
      expect(await live.locator(".live-status").textContent()).toContain(
        "1 / 2 values are as the example says. Line 2",
      );
      await live.getByRole("button", { name: "Reset" }).click();
      expect(await ended(live)).toBe("right");
      expect(await live.locator(".cm-content").innerText()).toContain("defineTierPolicy");
    });
  });

  test("lists what it writes", async () => {
    await visit(GUIDE, {}, async ({ page }) => {
      const live = await open(page);
      await paste(live, 'console.log("a", 1, { b: [2n] });\nfor (const x of [1, 2]) console.log(x);');
      await page.keyboard.press("Control+Enter");
      await ended(live);
      expect(await live.locator(".live-output li").allTextContents()).toEqual(["a 1 { b: [2n] }", "1", "2"]);
    });
  });

  test.each([
    ["const a = 1;\n\nnull.x;", /^Line 3: TypeError: .*null/],
    ["const a = 1;\nconst = 2;", /^Line 2: This is no program yet/],
    ["let a = 1;\nlet a = 2;", /^SyntaxError: .*already been declared/],
    ['import { a } from "lodash";\na();', /"lodash" cannot be imported here: only clientele, /],
    [
      'import { instant } from "clientele/core";\ninstant("2026-03-01T10:00:00");',
      /^Line 2: DomainError: .*2026-03-01T10:00:00/,
    ],
    [
      'import { defineTierPolicy } from "clientele/tiers";\n\ndefineTierPolicy({ id: "x", version: 1, timeZone: "Asia/Shanghai", tiers: [], metrics: [{}] });',
      /^Line 3: DomainError: invalid-policy[^]*\/metrics\/0\/id: /,
    ],
    ["await Promise.reject(new RangeError('far'));", /^Line 1: RangeError: far/],
    ["throw 'a word';", /^"a word"/],
  ])("says what went wrong, and where: %j", async (text, expected) => {
    await visit(GUIDE, {}, async ({ page }) => {
      const live = await open(page);
      await paste(live, text);
      await page.keyboard.press("Control+Enter");
      expect(await ended(live)).toBe("failed");
      expect(await live.getByRole("alert").innerText()).toMatch(expected);
    });
  });

  test("has what went wrong at its line, which comes into sight", async () => {
    await visit(GUIDE, {}, async ({ page }) => {
      const live = await open(page);
      await paste(live, `1 + 1; // => 2\n${"\n".repeat(60)}null.x;`);
      await live.locator(".live-bar .primary").focus();
      await page.evaluate(() => {
        document.querySelector(".live-bar")?.scrollIntoView();
      });
      await page.keyboard.press("Enter");
      expect(await ended(live)).toBe("failed");
      expect(await valuesOf(live, ".live-fault")).toEqual([expect.stringMatching(/^TypeError: .*null/)]);
      expect(await live.locator(".live-fault-line").innerText()).toBe("null.x;");
      await page.waitForFunction(() => {
        const { top, bottom } = document.querySelector(".live-fault-line")?.getBoundingClientRect() ?? new DOMRect();
        return top > 56 && bottom > 0 && bottom < innerHeight;
      });
      await live.getByRole("button", { name: "Reset" }).click();
      expect(await ended(live)).toBe("right");
      expect(await live.locator(".live-fault, .live-fault-line").count()).toBe(0);
    });
  });

  test("that never ends is ended, and the next one runs", async () => {
    await visit(GUIDE, {}, async ({ page }) => {
      const live = await open(page);
      await paste(live, '"before"; // => "before"\nfor (;;);');
      await page.keyboard.press("Control+Enter");
      expect(await ended(live)).toBe("failed");
      expect(await live.getByRole("alert").innerText()).toBe("Stopped: it had not ended after 5 seconds.");
      expect(await live.locator(".live-right").count()).toBe(1);
      await paste(live, "2 * 3; // => 6");
      await page.keyboard.press("Control+Enter");
      expect(await ended(live)).toBe("right");
    });
  });

  test("cannot reach other hosts", async () => {
    await visit(GUIDE, {}, async ({ page }) => {
      const live = await open(page);
      await paste(live, "[typeof fetch, typeof XMLHttpRequest, typeof WebSocket]; // =>");
      await page.keyboard.press("Control+Enter");
      await ended(live);
      expect(await valuesOf(live, ".live-shown")).toEqual(['["undefined", "undefined", "undefined"]']);
    });
  });

  test("is restored by its link, and run", async () => {
    const url = await visit(GUIDE, {}, async ({ page }) => {
      await open(page);
      const live = await open(page);
      await paste(live, '"<b>7</b>".length; // => 9');
      await live.getByRole("button", { name: "Link" }).click();
      await page.waitForURL(/#example=/);
      return page.url();
    });
    await visit(`${GUIDE}${new URL(url).hash}`, {}, async ({ page }) => {
      const live = page.locator(".live");
      expect(await ended(live)).toBe("different");
      expect(await live.locator(".cm-content").innerText()).toContain('"<b>7</b>".length');
      expect(await valuesOf(live, ".live-different")).toEqual(["8"]);
      expect(await page.locator("main pre > code.ts").count()).toBe(examplesOf(GUIDE) - 1);
      await live.getByRole("button", { name: "Reset" }).click();
      expect(await ended(live)).toBe("right");
      expect(await live.locator(".cm-content").innerText()).toContain("planTierNotices");
    });
  });

  test.each(["x", "eJxTAAAAIQAh", encodeURIComponent("{}")])(
    "is left alone by a link that holds none: %s",
    async (word) => {
      await visit(`${GUIDE}#example=${word}`, {}, async ({ page }) => {
        await page.waitForLoadState("networkidle");
        expect(await page.locator(".live").count()).toBe(0);
      });
    },
  );

  test("is edited and run with keys alone", async () => {
    await visit(GUIDE, {}, async ({ page }) => {
      await page.locator(".run-example").first().focus();
      await page.keyboard.press("Enter");
      const live = page.locator(".live");
      await ended(live);
      for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("6 * 7; // => 42");
      await page.keyboard.press("Control+Enter");
      expect(await ended(live)).toBe("right");
      expect(await live.locator(".live-status").textContent()).toBe("1 value, as the example says.");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor"))).toBeNull();
    });
  });

  test("speaks Chinese on a Chinese page", async () => {
    await visit("zh-CN/tour.html", {}, async ({ page }) => {
      const live = await open(page);
      await paste(live, "1; // => 2");
      await live.getByRole("button", { name: "运行" }).click();
      expect(await ended(live)).toBe("different");
      expect(await live.locator(".live-status").textContent()).toContain("0 / 1 个值与示例所写一致。");
    });
  });

  test.each([
    [1280, false],
    [1280, true],
    [390, false],
    [390, true],
  ])("is sound at %i pixels, dark: %s", async (width, dark) => {
    await visit("guides/segmentation.html", { width, dark }, async ({ page }) => {
      const live = await open(page);
      expect(await sidewaysScroll(page)).toEqual([]);
      expect(await accessFaults(page)).toEqual([]);
      await paste(
        live,
        'console.log(1);\n"a".repeat(300); // => ""\n2; // => 2\n3; // =>\nif (1 > 2) {\n  4; // => 4\n}\nnull.x;',
      );
      await page.keyboard.press("Control+Enter");
      expect(await ended(live)).toBe("failed");
      expect(await live.locator(".live-mark").count()).toBe(5);
      expect(await sidewaysScroll(page)).toEqual([]);
      expect(await accessFaults(page)).toEqual([]);
    });
  });
});
