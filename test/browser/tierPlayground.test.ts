import { Buffer } from "node:buffer";
import { orThrow } from "clientele/core";
import { evaluateTiers, parseTierPolicy, tierPresets } from "clientele/tiers";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { examplePopulation } from "../../docs/site/browser/tier-playground/example.ts";
import { Grading } from "../../docs/site/browser/tier-playground/grade.ts";
import { policyText } from "../../docs/site/browser/tier-playground/draft.ts";
import { island, visit } from "./support/browser.ts";
import { accessFaults, sidewaysScroll } from "./support/checks.ts";

const PAGE = "playgrounds/tiers.html";
const CHINESE = "zh-CN/playgrounds/tiers.html";
const GOLD = "/tiers/2/attain/all/0/value";

/** Does something, waits until the playground has answered, and gives how many milliseconds it says that took. */
async function answered(host: Locator, act: () => Promise<unknown>): Promise<number> {
  const runs = async (): Promise<number> => Number(await host.getAttribute("data-runs"));
  const before = await runs();
  await act();
  await expect.poll(runs, { timeout: 30_000 }).toBeGreaterThan(before);
  return Number(await host.getAttribute("data-ms"));
}

async function opened(page: Page): Promise<Locator> {
  const host = await island(page, "tier-playground");
  await expect.poll(() => host.getAttribute("data-runs"), { timeout: 30_000 }).not.toBeNull();
  return host;
}

/** How many customers each tier has after the judgement, as the page says. */
const countsIn = (host: Locator): Promise<Readonly<Record<string, number>>> =>
  host
    .locator(".tp-counts tbody tr")
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.querySelector<HTMLElement>("[data-tier]")?.dataset["tier"],
          Number(row.querySelectorAll("td")[2]?.textContent.replaceAll(",", "")),
        ]),
      ),
    );

/** The same by the library itself. */
async function countsOf(change: (text: string) => string): Promise<Readonly<Record<string, number>>> {
  const text = policyText(tierPresets.valueGrade);
  const before = orThrow(parseTierPolicy(JSON.parse(text)));
  const draft = orThrow(parseTierPolicy(JSON.parse(change(text))));
  const population = examplePopulation("en");
  const grading = new Grading(population);
  await grading.measure(before, () => false);
  const counts: Record<string, number> = { ordinary: 0, silver: 0, gold: 0, diamond: 0 };
  for (const { result } of evaluateTiers(grading.rows(before, draft), draft, { asOf: population.asOf })) {
    const { to } = orThrow(result);
    counts[to] = (counts[to] ?? 0) + 1;
  }
  return counts;
}

const setEditor = async (page: Page, text: string): Promise<void> => {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
};

describe("the tier playground", () => {
  test("changing gold in the form changes the text, the counts and the flow, as the library decides", async () => {
    await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      expect(await countsIn(host)).toEqual(await countsOf((text) => text));
      expect(await host.locator(".tp-moved").textContent()).toContain("You have changed nothing yet");
      expect(await host.locator(".tp-compared h3").allTextContents()).toEqual([
        "Your change: the new policy against the old one",
        "This judgement: the new policy against the tiers held now",
      ]);

      const took: number[] = [];
      for (const value of ["90000", "70000", "55000", "80000", "65000", "45000", "85000", "95000", "75000", "60000"]) {
        took.push(await answered(host, () => host.locator(`[data-path="${GOLD}"]`).fill(value)));
      }
      console.log(`a threshold change on 4,372 customers: ${took.join(", ")} ms`);
      expect(await countsIn(host)).toEqual(await countsOf((text) => text.replace('"50000"', '"60000"')));
      expect(await host.locator(".tp-moved strong").textContent()).toMatch(/^[1-9]/);
      await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#tiers=/);

      await answered(host, () => host.getByRole("button", { name: "Reset" }).click());
      expect(await host.locator(`[data-path="${GOLD}"]`).inputValue()).toBe("50000");
      expect(await page.evaluate(() => location.hash)).toBe("");
    });
  });

  test("what cannot be a threshold is told beside its field, and the results say which policy they are of", async () => {
    await visit(CHINESE, {}, async ({ page }) => {
      const host = await opened(page);
      const gold = host.locator(`[data-path="${GOLD}"]`);
      const said = async (): Promise<string | null> =>
        host.locator(`#${(await gold.getAttribute("aria-describedby")) ?? ""}`).textContent();
      const old = host.locator(".tp-old");
      const counts = await countsIn(host);
      for (const [typed, sentence] of [
        ["-5", "不能为负数"],
        ["", "缺少数字"],
        ["50000.123", "最多 2 位小数"],
      ] as const) {
        await gold.fill(typed);
        expect(await gold.getAttribute("aria-invalid")).toBe("true");
        expect(await said()).toContain(sentence);
        expect(await old.isVisible()).toBe(true);
        expect(await host.getAttribute("data-sound")).toBe("false");
        expect(await countsIn(host)).toEqual(counts);
        expect(await accessFaults(page)).toEqual([]);
      }
      await gold.fill("");
      // another field follows all the same; this one keeps what stands in it
      await answered(host, () => host.locator('[data-path="/tiers/3/attain/all/0/value"]').fill("300000"));
      expect([await gold.inputValue(), await old.isVisible()]).toEqual(["", true]);
      await answered(host, () => gold.fill("60000"));
      expect([await gold.getAttribute("aria-invalid"), await old.isVisible()]).toEqual(["false", false]);

      const silver = host.locator('[data-path="/tiers/1/attain/all/0/value"]');
      await silver.fill("");
      await answered(host, () => host.getByRole("button", { name: "重置" }).click());
      expect([await silver.inputValue(), await old.isVisible()]).toEqual(["10000", false]);
    });
  });

  test("remarks name tiers as people do", async () => {
    await visit(CHINESE, {}, async ({ page }) => {
      const host = await opened(page);
      await answered(host, () => host.locator(`[data-path="${GOLD}"]`).fill("5000"));
      const remarks = (await host.locator(".tp-issues li [lang]").allTextContents()).join("\n");
      expect(remarks).toContain("金级客户");
      expect(remarks).not.toMatch(/gold|silver|diamond/);
      // beside the numbers as well
      expect(
        await host.locator("fieldset", { hasText: "金级客户" }).locator(".tp-caution").first().textContent(),
      ).toContain("却未达到其下一级");
    });
  });

  test("the text changes the form; a link holds the policy", async () => {
    const link = await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      const text = policyText(tierPresets.valueGrade).replace('"50000"', '"61000"');
      await answered(host, () => setEditor(page, text));
      expect(await host.locator(`[data-path="${GOLD}"]`).inputValue()).toBe("61000");
      return page.evaluate(() => location.hash);
    });
    await visit(CHINESE + link, {}, async ({ page }) => {
      const host = await opened(page);
      expect(await host.locator(`[data-path="${GOLD}"]`).inputValue()).toBe("61000");
      expect(await host.locator(".tp-moved strong").textContent()).toMatch(/^[1-9]/);
    });
  });

  test("the link to the other language takes the edited policy along", async () => {
    await visit(CHINESE, {}, async ({ page }) => {
      const host = await opened(page);
      await answered(host, () => host.locator(`[data-path="${GOLD}"]`).fill("60000"));
      await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#tiers=/);
      await page.getByRole("link", { name: "English", exact: true }).click();
      await page.waitForURL(/\/playgrounds\/tiers\.html#tiers=/);
      expect(new URL(page.url()).pathname).not.toContain("zh-CN");
      const english = await opened(page);
      expect(await english.locator(`[data-path="${GOLD}"]`).inputValue()).toBe("60000");
    });
  });

  test("the wheel over a field scrolls the page, and changes no threshold", async () => {
    await visit(CHINESE, {}, async ({ page }) => {
      const host = await opened(page);
      const gold = host.locator(`[data-path="${GOLD}"]`);
      await gold.click();
      await gold.hover();
      const before = await page.evaluate(() => scrollY);
      await page.mouse.wheel(0, 240);
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before);
      expect(await gold.inputValue()).toBe("50000");
    });
  });

  test("a fault of the policy is marked at its line, in the chosen language, and the last sound one stays in force", async () => {
    await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      const counts = await countsIn(host);
      const text = policyText(tierPresets.valueGrade).replace('"currency": "CNY"', '"currency": "Yuan"');
      await answered(host, () => setEditor(page, text));
      const line = text.slice(0, text.indexOf('"Yuan"')).split("\n").length;
      const first = host.locator(".tp-issues li").first();
      expect(await first.textContent()).toContain(`line ${line}`);
      expect(await first.textContent()).toContain("/currency");
      expect(await host.locator(".cm-lintRange-error").first().textContent()).toBe('"Yuan"');
      expect(await countsIn(host)).toEqual(counts);

      await first.getByRole("button").click();
      expect(await page.evaluate(() => document.activeElement?.className)).toContain("cm-content");
      await host.getByLabel("Language 语言").selectOption("zh-CN");
      expect(await first.locator("[lang]").textContent()).toMatch(/[\u4e00-\u9fff]/);
    });
  });

  test.each([
    ['{\n  "id": "x",,\n}', "line 2", "a name in double quotes is expected here"],
    ['{ "tiers": [1, 2 }', "line 1", "a comma or the closing ]"],
    ['{ "__proto__": { "tiers": [] }, "constructor": 1 }', "line 1", "__proto__"],
    ["[".repeat(50_000), "line 1", "more than 64 levels"],
    ["", "line 1", "there is nothing here"],
    ["42", "line 1", "expected"],
  ])("what is no policy is told readably: %.30j", async (text, line, sentence) => {
    await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      await answered(host, async () => {
        await setEditor(page, "x");
        await setEditor(page, text === "" ? " " : text);
      });
      await expect.poll(() => host.locator(".tp-issues").textContent()).toContain(sentence);
      expect(await host.locator(".tp-issues li").first().textContent()).toContain(line);
      expect(await host.getAttribute("data-state")).toBe("ready");
    });
  });

  test("a link that was tampered with starts the playground as ever", async () => {
    for (const hash of ["#tiers=%00%ff", "#tiers=AAAA", "#tiers=", "#x=1&tiers=eyJ9"]) {
      await visit(PAGE + hash, {}, async ({ page }) => {
        const host = await opened(page);
        expect(await host.locator(`[data-path="${GOLD}"]`).inputValue()).toBe("50000");
      });
    }
  });

  test("a customer is found, and their reasons are told in both languages", async () => {
    await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      const reasons = host.locator(".tp-customer");
      expect(await reasons.locator(".tp-reason").count()).toBe(10);
      await host.locator("input[type=search]").fill("C0002");
      await host.locator("[data-customer=C0002]").first().click();
      expect(await reasons.getAttribute("data-customer")).toBe("C0002");
      expect(await reasons.textContent()).toContain("to reach Gold, spend of 12 months must be >= CNY 50,000");
      await host.getByLabel("Language 语言").selectOption("zh-CN");
      // what is not met says so, in words
      for (const [stand, word] of [
        ["met", "满足"],
        ["unmet", "不满足"],
      ] as const) {
        const lines = await reasons.locator(`[data-stand="${stand}"]`).allTextContents();
        expect(lines.every((line) => line.includes(`${word}：`))).toBe(true);
      }
      expect(await reasons.locator('[data-stand="unmet"] .tp-sign').allTextContents()).toContain("✗");
      expect(await reasons.textContent()).toContain("升入金级客户要求近 12 个月消费额 >= 50,000 元");
    });
  });

  test("a mover's card tells the tier held, and what either policy decides, as the list of movers does", async () => {
    await visit(CHINESE, {}, async ({ page }) => {
      const host = await opened(page);
      await answered(host, () => host.locator(`[data-path="${GOLD}"]`).fill("60000"));
      const mover = host.locator(".tp-movers tbody tr").first();
      const [from, to] = await mover.locator("[data-tier]").allTextContents();
      await mover.getByRole("button").click();
      const card = host.locator(".tp-customer");
      const said = (key: string): Promise<string | null> => card.locator(`[data-standing=${key}] strong`).textContent();
      expect([await said("before"), await said("after")]).toEqual([from, to]);
      expect(await card.locator("[data-decides]").allTextContents()).toContainEqual(
        expect.stringContaining("不满足：升入金级客户要求近 12 个月消费额 >= 60,000 元"),
      );
      await host.getByLabel("评定方式").selectOption("afresh");
      expect(await card.locator("[data-standing=afresh] strong").textContent()).toContain(" → ");
    });
  });

  test("of who falls, what decides stands first; one step at a time is said", async () => {
    await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      const list = host.locator(".tp-customers");
      await list.locator("select").selectOption("down");
      await list.locator("tbody button").first().click();
      const reasons = list.locator(".tp-customer .tp-reason");
      expect(await reasons.first().getAttribute("data-decides")).toBe("");
      expect(await reasons.first().getAttribute("data-stand")).toMatch(/^(?:applies|unmet)$/);
      expect(await list.locator(".tp-one-step").textContent()).toContain("/downgrade/mode");
    });
  });

  test("customers can be narrowed to a move, and turned over page by page", async () => {
    await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      const list = host.locator(".tp-customers");
      const first = list.locator("tbody tr").first();
      const before = await first.textContent();
      await list.getByRole("button", { name: "Next" }).click();
      expect(await first.textContent()).not.toBe(before);
      await list.locator("select").selectOption("down");
      const moves = await list.locator("tbody tr").allTextContents();
      expect(moves).toHaveLength(12);
      expect(moves.every((text) => text.includes("→") && text.includes("falls"))).toBe(true);
    });
  });

  test("one's own customers and orders are judged; rows that cannot be read are told", async () => {
    await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      const take = async (name: string, text: string): Promise<number> =>
        answered(host, () =>
          host.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) }),
        );
      await take(
        "customers.csv",
        "customer,name,tier,spend,orders,idleDays\nA,<b>Anna</b>,silver,52000,9,12\nB,,gold,1,1,400\nC,,,x,,",
      );
      expect(await countsIn(host)).toEqual({ diamond: 0, gold: 1, silver: 1, ordinary: 0 });
      expect(await host.locator(".tp-customer h3").textContent()).toContain("<b>Anna</b>");
      expect(await host.textContent()).toContain("Rows that could not be read, and are left out: 1");
      expect(await host.textContent()).toContain("line 4: spend: expected an amount of CNY");

      const orders = Array.from({ length: 8 }, (_, month) => `客户甲,2026-0${month + 1}-15,9000`).join("\n");
      await take("orders.csv", `客户,日期,金额\n${orders}\n`);
      expect(await countsIn(host)).toEqual({ diamond: 0, gold: 1, silver: 0, ordinary: 0 });
      const taken = host.locator(".tp-taken");
      expect(await taken.textContent()).toContain("1 customer from 8 orders in orders.csv. All are assumed to hold");

      await host.locator("input[type=file]").setInputFiles({
        name: "odd.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("a,b\n1,2\n"),
      });
      await host.getByRole("alert").getByText("the header has a, b").waitFor();
      expect(await taken.isVisible()).toBe(false);
      await answered(host, () => host.getByRole("button", { name: "Back to the example" }).click());
      expect(await countsIn(host)).toEqual(await countsOf((text) => text));
    });
  });

  test.each(["valueAndTenure", "strategicKeyOrdinary", "abc"])("starts from %s", async (preset) => {
    await visit(PAGE, {}, async ({ page }) => {
      const host = await opened(page);
      await answered(host, () => host.locator("select").first().selectOption(preset));
      const counts = Object.values(await countsIn(host));
      expect(counts.reduce((sum, number) => sum + number, 0)).toBe(4372);
      expect(counts.every((number) => number > 0)).toBe(true);
      expect(await host.getAttribute("data-sound")).toBe("true");
    });
  });

  test.each([
    [PAGE, 1280, false],
    [PAGE, 390, true],
    [CHINESE, 390, false],
    [CHINESE, 1280, true],
  ])("%s at %i pixels, dark: %s, is usable by everybody, and does not scroll sideways", async (path, width, dark) => {
    await visit(path, { width, dark }, async ({ page }) => {
      const host = await opened(page);
      await answered(host, () => host.locator(`[data-path="${GOLD}"]`).fill("60000"));
      expect(await sidewaysScroll(page)).toEqual([]);
      expect(await accessFaults(page)).toEqual([]);
      // the flow is drawn when somebody comes to it
      await host.locator(".chart").scrollIntoViewIfNeeded();
      await expect.poll(() => host.locator(".chart svg path").count()).toBeGreaterThan(6);
      await answered(host, () => setEditor(page, '{ "id": 5 }'));
      expect(await accessFaults(page)).toEqual([]);
    });
  });
});
